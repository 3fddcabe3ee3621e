"""Headings of large characters that stand one below the other beside level text (目 over 录): one word that runs downward.

An engine gives each as a word of its own; as high as two rows of the list beside them, they would join these rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec.structs import replace

from ...model import Page, Word, bound
from .segments import CJK, Segment, place

_LARGE = 1.3
"""So many times as large as the text of the page is a heading."""
_ALIKE, _UNDER, _FAR, _FREE = 0.15, 0.3, 2.8, 1.0
"""Sizes differ by no more than this share; middles by so many em; from one character to the next; white on either side of each, in em."""
_MOST = 6


def join_stacks(page: Page) -> Page:
    """`page` with each such heading as one word."""
    placed = [one for one in place(page, range(len(page.words)), "ltr") if page.words[one.members[0]].text.strip()]
    if len(placed) < _MOST:
        return page
    usual = median(one.em for one in placed for _ in page.words[one.members[0]].text)
    large = [one for one in placed if one.em >= _LARGE * usual and _is_character(page.words[one.members[0]])]
    stacks = [stack for stack in _stacks(large) if all(_is_free(one, placed, stack) for one in stack)]
    if not stacks:
        return page
    taken = {one.members[0] for stack in stacks for one in stack}
    rest = [word for at, word in enumerate(page.words) if at not in taken]
    return replace(page, words=(*rest, *(_join([page.words[one.members[0]] for one in stack]) for stack in stacks)))


def _is_character(word: Word) -> bool:
    return len(word.text.strip()) == 1 and bool(CJK.match(word.text.strip())) and word.text.strip().isalpha()


def _stacks(large: Sequence[Segment]) -> list[list[Segment]]:
    """Characters of one size below one another at about equal distances."""
    found: list[list[Segment]] = []
    for one in sorted(large, key=lambda one: one.top):
        above = next((stack for stack in found if _goes_on(stack, one)), None)
        if above is None:
            found.append([one])
        else:
            above.append(one)
    return [stack for stack in found if 2 <= len(stack) <= _MOST]


def _goes_on(stack: Sequence[Segment], one: Segment) -> bool:
    last = stack[-1]
    alike = abs(one.em - last.em) <= _ALIKE * last.em
    under = abs((one.left + one.right) - (last.left + last.right)) <= 2 * _UNDER * last.em
    step = one.middle - last.middle
    if not (alike and under and 0.8 * last.em <= step <= _FAR * last.em):
        return False
    return len(stack) < 2 or abs(step - (last.middle - stack[-2].middle)) <= 0.3 * last.em


def _is_free(one: Segment, placed: Sequence[Segment], stack: Sequence[Segment]) -> bool:
    """Whether nothing stands close beside a character: it is no letter of a row."""
    near = _FREE * one.em
    return not any(
        other not in stack
        and other.left < one.right + near
        and other.right > one.left - near
        and min(other.bottom, one.bottom) - max(other.top, one.top) > 0.3 * min(one.height, other.height)
        for other in placed
    )


def _join(words: Sequence[Word]) -> Word:
    boxes = [word.box for word in words if word.box is not None]
    edges = (*(box.top for box in boxes), boxes[-1].bottom)
    return replace(
        words[0],
        text="".join(word.text.strip() for word in words),
        box=bound(boxes),
        edges=edges,
        confidence=min(word.confidence for word in words),
        confidences=(),
    )
