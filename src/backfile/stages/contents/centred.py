"""Headings by the white around them: short lines in the middle of a page of one column.

For scans whose type sizes say nothing (old type, scripts with tall letters), where a heading shows by where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ...model import Box, Line, Page

_SHORT, _MIDDLE, _WHITE = 0.6, 0.06, 1.25
"""Width of a heading at most and how far its middle may be aside, in widths of the column; lead over or under it at least, in usual
leads."""
_ROWS = 6
_FULL = 0.8
"""Most lines of a page of one column are at least so wide, in widths of the column."""


class Column(NamedTuple):
    """The only column of a page: its edges, and the usual lead, in fractions of the page."""

    left: float
    right: float
    lead: float


def find_centred(pages: Sequence[Page]) -> Iterator[tuple[Page, int]]:
    """Pages with the index of each line that stands like a heading; the first and the last line of a page are furniture."""
    for page in pages:
        placed = [(index, line.box) for index, line in enumerate(page.lines) if line.box is not None]
        column = _column([box for _, box in placed])
        if column is None:
            continue
        for (_, above), (index, box), (_, below) in zip(placed, placed[1:], placed[2:], strict=False):
            white = max(box.center[1] - above.center[1], below.center[1] - box.center[1])
            if white > _WHITE * column.lead and _is_centred(box, column) and _is_named(page.lines[index]):
                yield page, index


def _column(boxes: Sequence[Box]) -> Column | None:
    if len(boxes) < _ROWS:
        return None
    left = sorted(box.left for box in boxes)[len(boxes) // 4]
    right = sorted(box.right for box in boxes)[-1 - len(boxes) // 4]
    full = sum(box.width > _FULL * (right - left) for box in boxes)
    lead = median(other.center[1] - one.center[1] for one, other in pairwise(boxes))
    return Column(left, right, lead) if full > 0.5 * len(boxes) and lead > 0 else None


def _is_centred(box: Box, column: Column) -> bool:
    width = column.right - column.left
    aside = abs(box.center[0] - (column.left + column.right) / 2)
    return box.width < _SHORT * width and aside < _MIDDLE * width


def _is_named(line: Line) -> bool:
    """Whether a line is a word at least, and none of the furniture."""
    letters = sum(char.isalpha() for char in line.text)
    return letters > 2 and letters > 0.5 * len(line.text.replace(" ", "")) and line.role is None and line.of is None
