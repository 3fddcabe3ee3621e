"""Lonely digits of a page of horizontal text: page numbers of one digit far out on their rows, which detection takes for
no text.

Ink that no found line covers, as tall as the lines and on the height of one of them, with white around it, is read by
the model of lines; only numbers are kept. So are light numbers on small dark grounds of their own. Sizes are pixels of the image at the size at which lines are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ._bands import Piece
from ._columns import Pixels, Quad, Reading

MOST = 80
"""More such places on a page are a picture, a table or dirt."""
SURE = 0.8
_NUMBER = re.compile(r"^[0-9]{1,3}$")
_FIRST, _LAST = re.compile(r"^([0-9]{1,3})(?![0-9])"), re.compile(r"(?<![0-9])([0-9]{1,3})$")
_NEAR, _UNLIKE = 0.7, 3
"""How near, over their height, the edges of the numbers of a column are; and how many of these differ at least."""
_INK = 60
"""So much darker than the paper around it is ink."""
_AROUND, _INSIDE = 0.25, -0.05
"""Paper around a number that is cut out, over its height; of a ground the edge is left out."""
_GROUND = 90
"""So much darker than the paper of the page is a ground that light numbers stand on."""


class Spot(NamedTuple):
    """A rectangle of ink, in pixels of the small image."""

    left: int
    top: int
    right: int
    bottom: int


def read_digits(pixels: Pixels, share: float, quads: list[Quad], read: Callable[[Pixels], Reading]) -> list[Piece]:
    """The lonely numbers of a page whose lines are `quads`, looked for at a `share` (0..1) of its size."""
    spots = find_spots(pixels, share, quads)
    grounds = find_grounds(pixels, share, quads)
    cuts = [_cut(pixels, spot, share, _AROUND) for spot in spots] if len(spots) <= MOST else []
    cuts += [_cut(pixels, spot, share, _INSIDE) for spot in grounds] if len(grounds) <= MOST else []
    pieces = []
    for quad, crop in cuts:
        reading = read(crop)
        if _NUMBER.match(reading.text.strip()) and reading.confidence >= SURE:
            pieces.append(Piece(reading, quad))
    return pieces


def plausible(numbers: Sequence[Piece], lines: Sequence[Piece]) -> list[Piece]:
    """Those of `numbers` that may be page numbers: with other, unlike numbers at one edge, be these lonely too or at the beginning or
    end of `lines`; or on the first or last row of the page. A piece of the rule around a box is read for a 1 and stands with none."""
    edges = [edge for piece in [*numbers, *lines] for edge in _edges_of(piece)]
    rows = sorted(float(line.quad[:, 1].mean()) for line in lines)
    return [
        piece
        for piece in numbers
        if not any(_says(line, piece) for line in lines)
        and (_is_outermost(piece, rows) or any(_is_in_column(edge, edges) for edge in _edges_of(piece)))
    ]


def _says(line: Piece, number: Piece) -> bool:
    """Whether a line that runs over a number's ground begins or ends with that number."""
    x, y = number.quad.mean(axis=0).tolist()
    (left, top), (right, bottom) = line.quad.min(axis=0).tolist(), line.quad.max(axis=0).tolist()
    said = number.reading.text.strip()
    return left < x < right and top < y < bottom and any(edge.number == said for edge in _edges_of(line))


def _is_outermost(piece: Piece, rows: Sequence[float]) -> bool:
    """Whether a number stands on the first or last row of a page, whose rows have these middles."""
    middle, near = float(piece.quad[:, 1].mean()), _NEAR * float(np.ptp(piece.quad[:, 1]))
    return bool(rows) and (middle < rows[0] + near or middle > rows[-1] - near)


class Edge(NamedTuple):
    """Where a number begins (`is_left`) or ends, in pixels, how high it is, and what it says."""

    is_left: bool
    at: float
    height: float
    number: str


def _edges_of(piece: Piece) -> Iterator[Edge]:
    """The edges of a line that are those of a number."""
    text, quad = piece.reading.text.strip(), piece.quad
    height = float(np.linalg.norm(quad[3] - quad[0]))
    for is_left, found in ((True, _FIRST.match(text)), (False, _LAST.search(text))):
        if found is not None:
            yield Edge(is_left, float(quad[0 if is_left else 1][0]), height, found[1])


def _is_in_column(edge: Edge, others: Sequence[Edge]) -> bool:
    near = _NEAR * edge.height
    alike = {other.number for other in others if other.is_left == edge.is_left and abs(other.at - edge.at) < near}
    return len(alike | {edge.number}) >= _UNLIKE


def find_spots(pixels: Pixels, share: float, quads: list[Quad]) -> list[Spot]:
    """Where ink stands alone on the height of a line."""
    if len(quads) < 3:
        return []
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(gray, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.resize(small, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA), 5)
    paper = cv2.resize(paper, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    ink = ((paper.astype(np.int16) - small) > _INK).astype(np.uint8)
    lines = [quad * share for quad in quads]
    heights = np.array([np.linalg.norm(line[3] - line[0]) for line in lines])
    usual = float(np.median(heights)) * 0.8
    free = ink.copy()
    for line in lines:
        cv2.fillPoly(free, [np.round(line).astype(np.int32)], 0)
    groups = _group(_letters(free, usual), usual)
    return [spot for spot in groups if _is_alone(spot, ink, usual) and _is_level(spot, lines, heights)]


def find_grounds(pixels: Pixels, share: float, quads: list[Quad]) -> list[Spot]:
    """Small dark rectangles on the height of a line, without any line in them: grounds of light numbers."""
    if len(quads) < 3:
        return []
    gray = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    dark = (gray < np.percentile(gray[::4, ::4], 80) - _GROUND).astype(np.uint8)
    lines = [quad * share for quad in quads]
    usual = float(np.median([np.linalg.norm(line[3] - line[0]) for line in lines])) * 0.8
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    spots = [
        Spot(left, top, left + width, top + height)
        for left, top, width, height, area in stats[1:].tolist()
        if usual <= height <= 3.2 * usual and 0.5 * usual <= width <= 3.5 * usual and area >= 0.6 * width * height
    ]
    return [
        spot
        for spot in spots
        if _has_edges(dark, spot) and any(_is_beside(line, spot) and not _is_in(line, spot) for line in lines)
    ]


def _has_edges(dark: NDArray[np.uint8], spot: Spot) -> bool:
    """Whether a spot is dark all around: a ground and no dense character."""
    inside = dark[spot.top : spot.bottom, spot.left : spot.right]
    return min(float(side.mean()) for side in (inside[1], inside[-2], inside[:, 1], inside[:, -2])) >= 0.85


def _is_in(line: Quad, spot: Spot) -> bool:
    x, y = line.mean(axis=0).tolist()
    return bool(spot.left < x < spot.right and spot.top < y < spot.bottom)


def _is_beside(line: Quad, spot: Spot) -> bool:
    return bool(spot.top < float(line[:, 1].mean()) < spot.bottom)


def _letters(free: NDArray[np.uint8], usual: float) -> list[Spot]:
    """Connected ink as tall as a digit."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=8)
    found = []
    for left, top, width, height, area in stats[1:].tolist():
        if 0.45 * usual <= height <= 1.3 * usual and width <= 1.1 * height and area >= 0.15 * width * height:
            found.append(Spot(left, top, left + width, top + height))
    return found


def _group(letters: list[Spot], usual: float) -> list[Spot]:
    """Digits side by side as one spot; at most three."""
    out: list[list[Spot]] = []
    for letter in sorted(letters, key=lambda spot: (spot.left, spot.top)):
        beside = next(
            (
                group
                for group in out
                if 0 <= letter.left - group[-1].right <= 0.5 * usual
                and abs(letter.bottom - group[-1].bottom) <= 0.3 * usual
            ),
            None,
        )
        if beside is None:
            out.append([letter])
        else:
            beside.append(letter)
    return [
        Spot(group[0].left, min(s.top for s in group), group[-1].right, max(s.bottom for s in group))
        for group in out
        if len(group) <= 3
    ]


def _is_alone(spot: Spot, ink: NDArray[np.uint8], usual: float) -> bool:
    """Is there white around it, but for the specks of a leader?"""
    near = round(0.6 * usual)
    top, bottom = max(0, spot.top - near), min(ink.shape[0], spot.bottom + near)
    left, right = max(0, spot.left - near), min(ink.shape[1], spot.right + near)
    around = ink[top:bottom, left:right]
    own = ink[spot.top : spot.bottom, spot.left : spot.right]
    rest = int(around.sum()) - int(own.sum())
    return rest <= 0.04 * (around.size - own.size)


def _is_level(spot: Spot, lines: list[Quad], heights: NDArray[np.float64]) -> bool:
    """Does a line of text of about that size stand on the same height?"""
    middle = (spot.top + spot.bottom) / 2
    tall = spot.bottom - spot.top
    for line, height in zip(lines, heights, strict=True):
        top, bottom = float(line[:, 1].min()), float(line[:, 1].max())
        wide = float(line[:, 0].max() - line[:, 0].min())
        if top < middle < bottom and 0.35 * height <= tall <= 1.2 * height and wide > 2 * height:
            return True
    return False


def _cut(pixels: Pixels, spot: Spot, share: float, margin: float) -> tuple[Quad, Pixels]:
    """Corners in pixels of the whole image, and the cut-out with so much around it, over its height."""
    around = margin * (spot.bottom - spot.top)
    height, width = pixels.shape[:2]
    left, top = max(0.0, (spot.left - around) / share), max(0.0, (spot.top - around) / share)
    right, bottom = min(width, (spot.right + around) / share), min(height, (spot.bottom + around) / share)
    quad = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float32)
    return quad, pixels[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
