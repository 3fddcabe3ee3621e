"""Leaders of a level line, found in its ink before it is read: the reader of lines goes astray over a long row of points.

Shown `An Empirical Model of the Bakery ........... 287` as a whole, it reads `An Empiriyal Model yf the yBakey....`, for it looks at all of a line at
once; shown what stands before the points and what stands behind them, it reads both without fault. A leader is ink as low as a point for longer than any dash
or ellipsis: six points of a Chinese ellipsis take two em (GB/T 15834-2011, 4.11). Detection takes most of a leader for no text, and leaves a few of its points at
the end of what stands before it and at the beginning of what follows; there a few are enough, and they are written like an ellipsis, for they may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._columns import Pixels, Reading

SIGN, STUMP = " …… ", "..."
"""How a leader is written, and what detection left of one."""
_EM = 0.78
"""Type size over the height of a line as detected."""
_LONG, _LONG_STROKE = 2.3, 3.2
"""A row of points is so many em long at least; one unbroken stroke, so many."""
_FEWEST, _FEWEST_AT_END = 4, 3
"""Points of a leader; and of its stump at an end of the line."""
_LOW, _LEVEL = 0.3, 0.16
"""Height of a point at most, and how far its middle may be from those of its neighbours, in em."""
_APART = 1.7
"""White between two points at most, in em."""
_NARROW, _POINT = 0.5, 0.2
"""Width of a point at most, in em: two may touch in a bad scan, but not in a stump."""
_PAPER = 0.15
"""Ink below which there is paper between two points; between the pieces of a faint stroke it is darker."""
_INK = 0.38
_MARGIN = 0.25
"""A part of a line is wider than twice so much, in em."""


class Run(NamedTuple):
    """Columns of ink side by side, in pixels: from, to, the first and last row of their ink."""

    begin: int
    end: int
    top: int
    bottom: int

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> int:
        return self.end - self.begin


class Leader(NamedTuple):
    """Where a leader begins and ends, in pixels of the cut-out."""

    begin: int
    end: int


def read_around(crop: Pixels, ink: NDArray[np.float32], read: Callable[[Pixels], Reading]) -> Reading | None:
    """A line as `read` reads its parts beside its leaders; None where it has none. `ink` is how dark (0..1) the pixels of `crop` are."""
    leaders = find_leaders(ink)
    if not leaders:
        return None
    height, width = crop.shape[:2]
    parts = [(begin, end, read(crop[:, begin:end])) for begin, end in _between(leaders, height, width)]
    sure = [one for _, _, part in parts for one in part.confidences]
    if not sure:
        return None
    signs = [(leader.begin, leader.end, _write(leader, height, min(sure))) for leader in leaders]
    return _joined(sorted([*parts, *signs], key=lambda part: part[0]), width)


def find_leaders(ink: NDArray[np.float32]) -> list[Leader]:
    """The leaders of a line, and stumps of them at its ends, from left to right."""
    em = _EM * ink.shape[0]
    runs = _runs(ink > _INK)
    found = []
    for group in _groups(runs, em):
        at_end = group[0] is runs[0] or group[-1] is runs[-1]
        if len(group) < len(runs) and (_is_leader(group, em) or (at_end and _is_stump(group, ink, em))):
            found.append(Leader(group[0].begin, group[-1].end))
    return found


def _is_leader(group: Sequence[Run], em: float) -> bool:
    length = group[-1].end - group[0].begin
    return (len(group) >= _FEWEST and length >= _LONG * em) or length >= _LONG_STROKE * em


def _is_stump(group: Sequence[Run], ink: NDArray[np.float32], em: float) -> bool:
    if len(group) < _FEWEST_AT_END or not all(_is_point(run, em) for run in group):
        return False
    level = ink[min(run.top for run in group) : max(run.bottom for run in group)]
    return all(level[:, one.end : other.begin].max(axis=0).min() < _PAPER for one, other in pairwise(group))


def _is_point(run: Run, em: float) -> bool:
    return max(run.width, run.bottom - run.top) <= _POINT * em


def _groups(runs: Sequence[Run], em: float) -> Iterator[list[Run]]:
    """Low runs that follow one another on one level, with nothing else between them."""
    group: list[Run] = []
    for run in runs:
        is_low = run.bottom - run.top <= _LOW * em and (run.width <= _NARROW * em or run.width >= _LONG_STROKE * em)
        follows = (
            bool(group)
            and run.begin - group[-1].end <= _APART * em
            and abs(run.middle - float(np.median([one.middle for one in group]))) <= _LEVEL * em
        )
        if group and not (is_low and follows):
            yield group
            group = []
        if is_low:
            group.append(run)
    if group:
        yield group


def _runs(dark: NDArray[np.bool_]) -> list[Run]:
    """The ink of a line by runs of columns."""
    columns = dark.any(axis=0)
    inked = np.concatenate(([False], columns, [False]))
    edges = np.flatnonzero(inked[1:] != inked[:-1])
    if not len(edges):
        return []
    height = len(dark)
    tops = np.where(columns, dark.argmax(axis=0), height)
    bottoms = np.where(columns, height - dark[::-1].argmax(axis=0), 0)
    begins, ends = edges[::2], edges[1::2]
    first, last = np.minimum.reduceat(tops, begins), np.maximum.reduceat(bottoms, begins)
    return [Run(*figures) for figures in zip(*(one.tolist() for one in (begins, ends, first, last)), strict=True)]


def _between(leaders: Sequence[Leader], height: int, width: int) -> Iterator[tuple[int, int]]:
    """From where to where the parts of the line beside its leaders reach."""
    least = 2 * _MARGIN * _EM * height
    begin = 0
    for leader in (*leaders, Leader(width, width)):
        if leader.begin - begin > least:
            yield begin, leader.begin
        begin = leader.end


def _write(leader: Leader, height: int, sure: float) -> Reading:
    sign = SIGN if leader.end - leader.begin >= _LONG * _EM * height else STUMP
    places = tuple((at + 0.5) / len(sign) for at in range(len(sign)))
    return Reading(sign, places, (sure,) * len(sign))


def _joined(parts: Sequence[tuple[int, int, Reading]], width: int) -> Reading:
    """One reading of parts that stand from … to …, in pixels of a line so wide."""
    text, places, sure = "", list[float](), list[float]()
    for begin, end, part in parts:
        text += part.text
        places += [(begin + place * (end - begin)) / width for place in part.places]
        sure += part.confidences
    return Reading(text, tuple(places), tuple(sure))
