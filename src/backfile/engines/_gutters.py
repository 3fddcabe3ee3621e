"""Lines of horizontal text that detection ran over the white between two columns, parted there.

White inside a line is a gutter where other lines of the page end and begin at its edges; where only this line has it, it is a wide space.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from ._bands import Piece
from ._columns import Quad, Reading

LEAST = 0.95
"""Narrowest gutter that is looked for, in em: a full stop leaves half of its square empty, a dash before it a little more."""
_ALIGNED = 5
"""So many lines that end at the one edge, and begin at the other, make a gutter."""
_RAGGED, _FLUSH = 0.8, 0.5
"""So far from the edges, in em, they may end and begin."""


def part_at_gutters(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of a page, those over a gutter as two lines or more."""
    if not any(piece.gaps for piece in pieces):
        return list(pieces)
    starts = sorted(float(piece.quad[0][0]) for piece in pieces)
    ends = sorted(float(piece.quad[1][0]) for piece in pieces)
    return [part for piece in pieces for part in _parts(piece, starts, ends)]


def _parts(piece: Piece, starts: Sequence[float], ends: Sequence[float]) -> Iterator[Piece]:
    """A line parted at the gutters among its gaps."""
    if piece.size is None:
        yield piece
        return
    left, width, em = float(piece.quad[0][0]), float(piece.quad[1][0] - piece.quad[0][0]), piece.size.em
    begin = 0.0
    for first, last in piece.gaps:
        ending = _count(ends, left + first * width, _RAGGED * em)
        beginning = _count(starts, left + last * width, _FLUSH * em)
        if min(ending, beginning) >= _ALIGNED:
            yield _cut(piece, begin, first)
            begin = last
    yield _cut(piece, begin, 1.0) if begin else piece


def _count(edges: Sequence[float], at: float, reach: float) -> int:
    return bisect_right(edges, at + reach) - bisect_left(edges, at - reach)


def _cut(piece: Piece, begin: float, end: float) -> Piece:
    """The part of a line from `begin` to `end` (0..1 along it)."""
    reading, width = piece.reading, float(piece.quad[1][0] - piece.quad[0][0])
    margin = 0.5 * piece.size.em / max(width, 1.0) if piece.size else 0.0
    inside = [at for at, place in enumerate(reading.places) if begin - margin <= place <= end + margin]
    first, last = (inside[0], inside[-1] + 1) if inside else (0, 0)
    places = tuple(min(max((place - begin) / (end - begin), 0.0), 1.0) for place in reading.places[first:last])
    part = Reading(reading.text[first:last], places, reading.confidences[first:last])
    return piece._replace(reading=part, quad=_along(piece.quad, begin, end), gaps=())


def _along(quad: Quad, begin: float, end: float) -> Quad:
    across, below = quad[1] - quad[0], quad[2] - quad[3]
    corners = quad[0] + begin * across, quad[0] + end * across, quad[3] + end * below, quad[3] + begin * below
    return np.stack(corners).astype(np.float32)
