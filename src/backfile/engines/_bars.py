"""Bars between the parts of a row (8 | 绿色建筑热背后 | 长风), which the reader of lines leaves out or takes for a letter.

A bar is nearly as high as the em square of its line (.82 to .9 em on two scanned pages) and a tenth of it wide, with white on either side; figures and capitals are
lower (.7 em), and the strokes of an ideograph stand closer to one another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from ._columns import Reading

BAR = "|"
_LIKE = frozenset("|丨｜lI1!！│／/\\")
_NEAR = 0.22
"""So near to the middle of a bar, in em, is what it was read for."""
_IDEOGRAPHS = "\u3040"


class Upright(NamedTuple):
    """A narrow piece of ink as high as its line, in shares of the line's length: from, to."""

    begin: float
    end: float

    @property
    def middle(self) -> float:
        return (self.begin + self.end) / 2


def with_bars(reading: Reading, uprights: Sequence[Upright], em: float) -> Reading:
    """The reading of a line with the bars that its ink shows; `em` is the type size in shares of its length."""
    if not uprights or max(reading.text, default="") < _IDEOGRAPHS:
        return reading
    for bar in uprights:
        reading = _with_bar(reading, bar, em)
    return reading


def _with_bar(reading: Reading, bar: Upright, em: float) -> Reading:
    near = [at for at, place in enumerate(reading.places) if abs(place - bar.middle) < _NEAR * em]
    letters = [at for at in near if not reading.text[at].isspace()]
    if len(letters) > 1 or (letters and reading.text[letters[0]] not in _LIKE):
        return reading
    if letters:
        at = letters[0]
        return reading._replace(text=reading.text[:at] + BAR + reading.text[at + 1 :])
    at = bisect_left(reading.places, bar.middle)
    if not 0 < at < len(reading.places):
        return reading
    return Reading(
        reading.text[:at] + BAR + reading.text[at:],
        (*reading.places[:at], bar.middle, *reading.places[at:]),
        (*reading.confidences[:at], min(reading.confidences[at - 1 : at + 1]), *reading.confidences[at:]),
    )
