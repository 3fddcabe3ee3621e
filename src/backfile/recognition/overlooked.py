"""Lines and numbers that Tesseract overlooked or misread on a page with little text, as contents pages are.

Its analysis of the page takes a column of page numbers for one tall word, a single digit for a letter, light figures on a dark ground for a picture, and drops a
heading that stands alone. The default engine's detection sees lines in any script, and it reads European digits: its numbers count, and
lines on which Tesseract has no word are shown to it one by one. Arabic-Indic digits look like other European ones (٥ like 0, ٧ like V); where
they may be meant nothing is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..engines import Look
from ..model import Box, Word

LITTLE = 250
"""A page of more words than this is no contents page."""
_MOST_LINES = 24
_SURE, _SHORT = 0.9, 3
_COVERED = 0.3
_LEAST = 0.5
"""A line whose words are less sure is read again by itself."""
_TALL = 3.0
_PLAIN = frozenset("248")
"""Digits that no Arabic-Indic one looks like."""


def complete(
    words: Sequence[Word], look: Look, script: str, read_line: Callable[[Box], Sequence[Word]]
) -> tuple[Word, ...]:
    """`words` with the numbers of `look`, and with what `read_line` reads on lines that have no word."""
    numbers = look.numbers
    if script == "Arabic" and not any(_PLAIN & set(number.text) for number in numbers):
        numbers = ()
    found = [word for word in words if not _is_pile(word, numbers)]
    for number in numbers:
        found = _with_number(found, number)
    bare = [
        line for line in look.lines if not any(_covers(line, word.box) and word.confidence > _LEAST for word in found)
    ]
    for line in bare[:_MOST_LINES]:
        better = read_line(line)
        found = [word for word in found if not (better and _covers(line, word.box))] + list(better)
    return tuple(found)


def _is_pile(word: Word, numbers: Iterable[Word]) -> bool:
    """Whether a tall word is a column of numbers, taken for one."""
    if word.box is None or word.confidence >= _SURE:
        return False
    inside = [number for number in numbers if number.box and _holds(word.box, number.box)]
    return len(inside) >= 2 and word.box.height >= _TALL * max(one.box.height for one in inside if one.box)


def _with_number(words: list[Word], number: Word) -> list[Word]:
    """`words` with a number instead of what was made of it, unless that is a word that was read surely."""
    under = [word for word in words if number.box and word.box and _holds(word.box, number.box)]
    if any(word.text.strip(".") == number.text or not _is_doubtful(word) for word in under):
        return words
    return [*(word for word in words if word not in under), number]


def _is_doubtful(word: Word) -> bool:
    """Whether a word may be a misread number: a few characters, or unsure ones."""
    return word.confidence < _SURE or (len(word.text) <= _SHORT and not word.text.isdigit())


def _holds(box: Box, number: Box) -> bool:
    x, y = number.center
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _covers(line: Box, box: Box | None) -> bool:
    """Whether a word stands on a line."""
    return box is not None and (box.covers(line) > _COVERED or line.covers(box) > _COVERED)
