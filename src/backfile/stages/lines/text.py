"""The text of a line: words joined by what lies between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...model import Word
from .segments import CJK, DROP_CAP, LEADER, RTL, Segment

_WIDEST = 12


def join_text(placed: Sequence[Segment], words: Sequence[Word]) -> str:
    """Text of words on one line, `placed` in reading direction (one word each).

    Nothing where words touch; one space at a word gap; as many as fit (two or more) where the gap is wider than any
    word space. Between two CJK characters only a gap that letter spacing does not explain is a space.
    """
    parts: list[str] = []
    previous: Segment | None = None
    tracking = _tracking(placed, words)
    for segment in placed:
        text = words[segment.members[0]].text
        if previous is not None:
            joint = _between(previous, segment, words[previous.members[0]].text, text, tracking)
            parts.append(joint or (" " if _are_split(words[previous.members[0]], words[segment.members[0]]) else ""))
        parts.append(text)
        previous = segment
    return "".join(parts).strip()


def _are_split(one: Word, other: Word) -> bool:
    """Whether an engine parted two right-to-left words whose boxes touch: Arabic letters reach over the gap."""
    recognised = one.confidence < 1 or other.confidence < 1
    return recognised and bool(RTL.match(one.text[-1:]) and RTL.match(other.text[:1]))


def _tracking(placed: Sequence[Segment], words: Sequence[Word]) -> float:
    """The usual gap in em of a letter-spaced line, 0 for all others: nearly all of its words are single letters."""
    if len(placed) < 4:
        return 0.0
    single = sum(len(text := words[segment.members[0]].text) == 1 and text.isalpha() for segment in placed)
    if single < 0.6 * len(placed):
        return 0.0
    gaps = sorted((other.left - one.right) / max(one.em, 0.01) for one, other in pairwise(placed))
    usual = gaps[len(gaps) // 2]
    return usual if usual > 0.05 and gaps[len(gaps) // 6] > 0.3 * usual else 0.0


def _between(one: Segment, other: Segment, before: str, after: str, tracking: float) -> str:
    em = max(min(one.em, other.em), 0.6 * max(one.em, other.em))
    gap = (other.left - one.right) / em if em > 0 else 0.0
    if other.em < DROP_CAP * one.em and other.left - one.right < other.em:
        return ""
    if tracking:
        return "" if gap <= 1.5 * tracking else " " if gap <= 3 * tracking else "  "
    ideographs = bool(CJK.match(before[-1:])) + bool(CJK.match(after[:1]))
    leader = LEADER.match(before) or LEADER.match(after)
    narrow, wide = ((0.12, 0.9), (0.34, 1.2), (0.5, 1.45))[ideographs]
    if gap <= narrow or before[-1:].isspace() or after[:1].isspace():
        return ""
    if gap <= wide or (leader and gap <= 1.6):
        return " "
    return " " * max(2, min(_WIDEST, round(gap * 2)))


def logical(placed: list[Segment], words: Sequence[Word]) -> list[Segment]:
    """Words of a right-to-left line in logical order: runs of left-to-right words are turned back."""
    ordered: list[Segment] = []
    run: list[Segment] = []
    for segment in placed:
        text = words[segment.members[0]].text
        if not RTL.search(text) and any(character.isalpha() for character in text):
            run.append(segment)
        else:
            ordered += [*reversed(run), segment]
            run = []
    return ordered + list(reversed(run))
