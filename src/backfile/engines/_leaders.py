"""Leaders: rows of points that lead from a title to its page. They are found in the ink and not shown to an engine, which makes letters of them
and goes astray over a long row of points.

Shown `An Empirical Model of the Bakery ........... 287` as a whole, the reader of lines reads `An Empiriyal Model yf the yBakey....`, for it looks at all of a line at
once; shown what stands before the points and what stands behind them, it reads both without fault.

On a page (`find_rows`) a leader is a row of specks of one size at equal distances with nothing else between them. It is taken out of the image before lines are
looked for (`erase`), for detection overlooks a line between leaders, and is a piece of its own. What is not so regular is found in the cut-out of a line
(`read_around`), as ink as low as a point for longer than any dash or ellipsis: six points of a Chinese ellipsis take two em (GB/T 15834-2011, 4.11); at an end of
the line a few are enough, and they are written like an ellipsis, for they may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ._bands import Piece, is_tall
from ._columns import Pixels, Quad, Reading

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
_DARKER = 50
"""So much darker (0..255) than the paper around it is ink."""
_SMALLEST, _LARGEST, _DENSE = 0.35, 2.6, 0.5
"""Size of a point of a leader on a page, in points (1/72 inch), and the share of its rectangle that is ink."""
_NEXT, _FARTHEST, _STEP = 0.8, 20.0, 0.9
"""How far the next point is to the right at least and at most, and up or down at most, in points."""
_UNEVEN, _JITTER = 0.2, 0.5
"""Distances of points differ by no more than this share, or so many points."""
_LEAST_ROW = 20.0
"""Length of a row of points at least, in points: specks in a line of letters stand in shorter ones."""
_FEWEST_IN_ROW, _FEWEST_IN_GROUPS, _WIDER = 5, 8, 1.4
"""Points of a row; steps from point to point where they stand in groups, and by how much the steps between groups are wider."""
_MOST_SPECKS = 20_000
"""More specks are the grain of a picture."""
_AROUND, _OTHER = 2.5, 0.15
"""How far above a row of points there is no other ink, in points, and how much of it, over that of the points, is dirt."""
_WORD = "……"


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


class Row(NamedTuple):
    """A row of points on a page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


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
    runs = find_runs(ink > _INK)
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


def find_runs(dark: NDArray[np.bool_]) -> list[Run]:
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


def find_rows(ink: NDArray[np.uint8], dpi: float) -> list[Row]:
    """The leaders of a page image of `dpi`, in its pixels; `ink` says which of these are dark (1, else 0)."""
    point = dpi / 72
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights, areas = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    least, most = _SMALLEST * point, _LARGEST * point
    small = (np.minimum(widths, heights) >= least) & (np.maximum(widths, heights) <= most)
    specks = np.flatnonzero(small & (areas >= _DENSE * widths * heights)) + 1
    if not _FEWEST_IN_ROW <= len(specks) <= _MOST_SPECKS:
        return []
    found = []
    for chain in _chains(middles[specks], point):
        across = middles[specks][chain, 0]
        for run in [*_even_runs(across, point)] or _grouped_runs(across, point):
            boxes = stats[specks[chain[run]]]
            row = _row_of(boxes)
            if row.right - row.left >= _LEAST_ROW * point and _is_free(ink, row, int(boxes[:, 4].sum()), point):
                found.append(row)
    return found


def find_dark(gray: NDArray[Any]) -> NDArray[np.uint8]:
    """Which pixels of a grey image (rows × columns, 0..255) are ink (1), by the paper around them."""
    eighth = cv2.medianBlur(cv2.resize(gray, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA), 5)
    paper = cv2.resize(eighth, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(paper, gray) > _DARKER, dtype=np.uint8)


def _chains(middles: NDArray[Any], point: float) -> Iterator[NDArray[np.intp]]:
    """Specks that follow one another to the right on one level: indices, from left to right."""
    after = _find_next(middles, point)
    heads = np.setdiff1d(np.arange(len(middles)), after[after >= 0])
    taken = np.zeros(len(middles), bool)
    for head in heads.tolist():
        chain = [head]
        while (at := int(after[chain[-1]])) >= 0 and not taken[at]:
            taken[at] = True
            chain.append(at)
        if len(chain) >= _FEWEST_IN_ROW:
            yield np.array(chain)


def _find_next(middles: NDArray[Any], point: float) -> NDArray[np.intp]:
    """For each speck the nearest one to the right on its level; -1 where there is none. Levels are looked through in strips of `_STEP`."""
    across, down = middles[:, 0], middles[:, 1]
    wide = float(across.max()) + 2 * _FARTHEST * point
    strips = np.floor(down / (_STEP * point))
    keys = strips * wide + across
    order = np.argsort(keys)
    ordered = np.append(keys[order], np.inf)
    nearest, found = np.full(len(middles), _FARTHEST * point), np.full(len(middles), -1)
    for strip in (-1, 0, 1):
        at = np.searchsorted(ordered, (strips + strip) * wide + across + _NEXT * point)
        other = order[np.minimum(at, len(order) - 1)]
        far = across[other] - across
        fits = (at < len(order)) & (strips[other] == strips + strip) & (far > 0) & (far < nearest)
        fits &= np.abs(down[other] - down) <= _STEP * point
        nearest, found = np.where(fits, far, nearest), np.where(fits, other, found)
    return found


def _even_runs(across: NDArray[Any], point: float) -> Iterator[slice]:
    """Where specks follow one another at equal distances."""
    steps = np.diff(across)
    begin = 0
    while begin < len(steps):
        end = begin + 1
        while end < len(steps):
            usual = float(np.median(steps[begin:end]))
            if abs(steps[end] - usual) > max(_UNEVEN * usual, _JITTER * point):
                break
            end += 1
        if end - begin + 1 >= _FEWEST_IN_ROW:
            yield slice(begin, end + 1)
        begin = end


def _grouped_runs(across: NDArray[Any], point: float) -> Iterator[slice]:
    """Where specks follow one another at two distances: ellipses (… … …)."""
    steps = np.diff(across)
    if len(steps) < _FEWEST_IN_GROUPS:
        return
    small = float(np.median(steps))
    wide = steps[steps > _WIDER * small]
    if not len(wide):
        return
    fits = np.zeros(len(steps), bool)
    for usual in (small, float(np.median(wide))):
        fits |= np.abs(steps - usual) <= max(_UNEVEN * usual, _JITTER * point)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], fits, [False])).astype(np.int8)))
    for begin, end in edges.reshape(-1, 2).tolist():
        if end - begin >= _FEWEST_IN_GROUPS:
            yield slice(begin, end + 1)


def _row_of(boxes: NDArray[Any]) -> Row:
    left, top, width, height = (boxes[:, at] for at in range(4))
    return Row(*(float(one) for one in (left.min(), top.min(), (left + width).max(), (top + height).max())))


def _is_free(ink: NDArray[np.uint8], row: Row, own: int, point: float) -> bool:
    """Whether there is nothing but the points in their row and above it, where letters would be."""
    top, bottom = max(0, int(row.top - _AROUND * point)), int(row.bottom + 0.5 * point)
    return int(ink[top:bottom, int(row.left) : int(row.right)].sum()) - own <= _OTHER * own


def erase(pixels: Pixels, rows: Sequence[Row]) -> Pixels:
    """A page image without its leaders: there it is as the paper around; the same image where there are none."""
    if not rows:
        return pixels
    clean = pixels.copy()
    eighth = cv2.medianBlur(cv2.resize(pixels, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA), 5)
    paper = cv2.resize(eighth, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    for row in rows:
        inside = (
            slice(max(0, int(row.top) - 1), int(row.bottom) + 2),
            slice(max(0, int(row.left) - 1), int(row.right) + 2),
        )
        clean[inside] = paper[inside]
    return clean


def stand_on_lines(rows: Sequence[Row], quads: Sequence[Quad]) -> list[Piece]:
    """The leaders that stand on the height of a line, each as a piece."""
    return [leader for leader in (_stand(row, quads) for row in rows) if leader is not None]


def with_leaders(pieces: Sequence[Piece], rows: Sequence[Row]) -> list[Piece]:
    """The lines of a page as read, and its leaders; what was read of points that were left over beside these is none."""
    kept = [piece for piece in pieces if any(map(str.isalnum, piece.reading.text)) or not _is_beside(piece, rows)]
    return [*kept, *stand_on_lines(rows, [piece.quad for piece in kept])]


def _is_beside(piece: Piece, rows: Sequence[Row]) -> bool:
    """Whether a leader stands on the height of a piece, or close above or below it."""
    top, bottom = float(piece.quad[:, 1].min()), float(piece.quad[:, 1].max())
    return any(top - (bottom - top) < (row.top + row.bottom) / 2 < bottom + (bottom - top) for row in rows)


def stand_on_words(rows: Sequence[Row], boxes: Sequence[tuple[float, float, float, float]]) -> list[Piece]:
    """The same where words are given by their boxes (left, top, right, bottom, in pixels)."""
    return stand_on_lines(rows, [_corners(*box) for box in boxes])


def _stand(row: Row, quads: Sequence[Quad]) -> Piece | None:
    """A leader as a piece as high as the line on whose height it stands; None where there is no line: it is an ornament."""
    beside = [quad for quad in quads if _is_on(row, quad) and not is_tall(quad)]
    if not beside:
        return None
    line = min(beside, key=lambda quad: min(abs(float(quad[1, 0]) - row.left), abs(float(quad[0, 0]) - row.right)))
    top, bottom = float(line[:, 1].min()), float(line[:, 1].max())
    quad = _corners(row.left, top, row.right, bottom)
    places = tuple((at + 0.5) / len(_WORD) for at in range(len(_WORD)))
    return Piece(Reading(_WORD, places, (1.0,) * len(_WORD)), quad)


def _corners(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _is_on(row: Row, quad: Quad) -> bool:
    return float(quad[:, 1].min()) < (row.top + row.bottom) / 2 < float(quad[:, 1].max())
