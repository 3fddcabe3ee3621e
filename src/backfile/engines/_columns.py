"""Lines that run from top to bottom: cut into their characters, stood upright side by side, and read as a horizontal line.

PP-OCR would read a vertical line lying on its side, where full stops, commas, small kana and brackets are not what it has learned.
Vertical lines are set on the em square (JIS X 4051, 4.1; W3C clreq 3.1), so that they can be cut into cells by their ink alone: borders that are
about one em apart and cross as little ink as possible (dynamic programming). What has a place or form of its own in vertical
text (marks in the upper right or middle of their cells, brackets and dashes on their side) is moved or turned to what it is in horizontal text.
Runs that are not read surely that way are read lying: Latin is set on its side in vertical lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Quad = NDArray[np.float32]

INK = 0.84
"""Thickness of the ink of a vertical line over its type size, measured on typeset pages."""
_LEVEL = 0.15
_HEIGHT = 1.1
"""Height of the cell of a character that is stood upright, in em."""
_AROUND = 0.25
"""Paper above and below the characters of the line that is read, in em, about as in the lines that detection cuts out."""
_SHORTEST, _LONGEST = 0.8, 1.2
"""Length of a cell, in em."""
_STEPS = 14
"""Steps in an em when borders are looked for."""
_SHRINK, _STRETCH, _CUT, _CELL, _UNCOVERED, _SKIPPED = 6.0, 14.0, 0.8, 0.08, 0.6, 0.004
"""Costs: of cells shorter and longer than an em, of a border through ink, of a cell, of ink in no cell, of paper in no cell."""
_SPECK = 0.03
_FAINT = 0.38
_GAP, _SAME_SIZE = 0.3, 1.22
_SPACED = 1.8
"""Widest white, in em, between the characters of a letter-spaced line."""
_GUTTER = 0.5
"""White between two characters, in em, that may be that between bands."""
APART = 0.9
"""White between two characters, in em, at which a line is parted."""
_SURE = 0.6
"""Confidence from which a character is taken as it was read upright."""
_SMALL, _TINY = 0.66, 0.45
_SMALLER = dict(zip("つやゆよツヤユヨアイエオ", "っゃゅょッャュョァィェォ", strict=True))
_LARGER = {small: large for large, small in _SMALLER.items()}
_SMALL_KANA = 0.77
"""Width of ink, in em, below which kana may be small."""
_BARS = frozenset("二一—–-ー－―_=＝.·~")
"""What is read for a level bar."""
_RINGS, _MARKS = frozenset("0oO°◦○"), frozenset("0oO°◦○.-`'·_~,")
"""What is read for a ring, and for any small mark."""
ENDS = frozenset("、。，．,!?！？；：）」』】》〉”’…")


class Reading(NamedTuple):
    """One line as read: characters, where each was seen (0..1 along the line), how sure (0..1)."""

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


NOTHING = Reading("", (), ())


class Column(NamedTuple):
    """A vertical line: corners of its em squares; the cut-out on its side, the top of the line at the left; type size in pixels.

    Beyond pixel `own` along it nothing was detected: only a mark is expected there.
    """

    quad: Quad
    crop: Pixels
    em: float
    own: int = 1 << 30


class Cell(NamedTuple):
    """Where a character lies along its line, in pixels."""

    begin: int
    end: int


ReadLine = Callable[[Pixels], Reading]


class Line(NamedTuple):
    """A column with the cells of its characters, and from where to where there is ink in each of them."""

    column: Column
    cells: tuple[Cell, ...]
    inks: tuple[Cell, ...]


def settle(quad: Quad, crop: Pixels, own: int = 1 << 30) -> tuple[Column, ...]:
    """The line as high as its type, without what stands beside it (readings in small kana, a sliver of the next line); in parts
    where the size of the type changes at a gap, as from a title to its subtitle."""
    dark = ~clear(crop)
    whole = _settled(quad, crop, dark)
    length = crop.shape[1]
    borders = [0, *_changes(dark, whole.em), length]
    if len(borders) == 2:
        return (whole._replace(own=own),)
    return tuple(
        _settled(along(quad, begin / length, end / length), crop[:, begin:end], dark[:, begin:end])._replace(
            own=own - begin
        )
        for begin, end in pairwise(borders)
    )


def _settled(quad: Quad, crop: Pixels, dark: NDArray[np.bool_]) -> Column:
    thickness = crop.shape[0]
    low, high = _densest(dark.mean(axis=1))
    em = max(2.0, (high - low) / INK)
    middle = (low + high) / 2
    first, last = max(0, round(middle - em / 2)), min(thickness, round(middle + em / 2))
    return Column(_across(quad, first / thickness, last / thickness), crop[first : max(last, first + 1)], em)


def _changes(dark: NDArray[np.bool_], em: float) -> list[int]:
    """Where along a line the type size changes: runs of ink between gaps, joined while their thickness is about the same."""
    white = np.concatenate(([True], ~dark.any(axis=0), [True]))
    borders = np.flatnonzero(white[1:] != white[:-1]).reshape(-1, 2).tolist()
    runs: list[list[int]] = []
    for begin, end in borders:
        if runs and begin - runs[-1][1] < _GAP * em:
            runs[-1][1] = end
        else:
            runs.append([begin, end])
    sizes = [np.diff(_densest(dark[:, begin:end].mean(axis=1)))[0] for begin, end in runs]
    long = [(begin, end, size) for (begin, end), size in zip(runs, sizes, strict=True) if end - begin >= 2.2 * em]
    return [
        (one[1] + other[0]) // 2
        for one, other in pairwise(long)
        if not 1 / _SAME_SIZE <= one[2] / other[2] <= _SAME_SIZE
    ]


def _densest(shares: NDArray[np.float64]) -> tuple[int, int]:
    """From where to where the rows of a line on its side hold its text: the run with the most ink of those dark enough."""
    some = shares[shares > 0]
    if not len(some):
        return 0, len(shares)
    dark = np.concatenate(([False], shares > _LEVEL * np.percentile(some, 75), [False]))
    borders = np.flatnonzero(dark[1:] != dark[:-1]).reshape(-1, 2).tolist()
    joined = [borders[0]]
    for begin, end in borders[1:]:
        if begin - joined[-1][1] <= 0.08 * len(shares):
            joined[-1][1] = end
        else:
            joined.append([begin, end])
    first, last = max(joined, key=lambda run: float(shares[run[0] : run[1]].sum()))
    return int(first), int(last)


def _across(quad: Quad, low: float, high: float) -> Quad:
    """The corners of a strip of a vertical line; `low` and `high` count from its right side (0..1)."""
    top, bottom = quad[0] - quad[1], quad[3] - quad[2]
    corners = quad[1] + high * top, quad[1] + low * top, quad[2] + low * bottom, quad[2] + high * bottom
    return np.stack(corners).astype(np.float32)


def along(quad: Quad, begin: float, end: float) -> Quad:
    """The corners of a part of a vertical line, from `begin` to `end` (0..1 from top to bottom)."""
    left, right = quad[3] - quad[0], quad[2] - quad[1]
    return np.stack((quad[0] + begin * left, quad[1] + begin * right, quad[1] + end * right, quad[0] + end * left))


def cut(column: Column, first: int, last: int) -> Column:
    """The part of a column from pixel `first` to `last` along it."""
    length = column.crop.shape[1]
    first, last = max(0, first), min(length, last)
    part = column.crop[:, first:last]
    return Column(along(column.quad, first / length, last / length), part, column.em, column.own - first)


# ── characters ────────────────────────────────────────────────────────────────────────────────────


def find_cells(column: Column) -> list[Cell]:
    """Where the characters are. White is left out, so that letter-spaced lines are cut as well as solid ones."""
    step = max(1.0, column.em / _STEPS)
    width = max(1, round(column.crop.shape[1] / step))
    ink = (~clear(column.crop)).sum(axis=0) / column.em
    coarse = cv2.resize(ink.astype(np.float32)[np.newaxis], (width, 1), interpolation=cv2.INTER_AREA)[0]
    margin = round(0.5 * _STEPS)  # a stroke (一) takes a cell that reaches beyond its ink
    profile = np.concatenate((np.zeros(margin), coarse, np.zeros(margin)))
    borders = _find_borders(profile, column.em / step)
    cells = [Cell(round((begin - margin) * step), round((end - margin) * step)) for begin, end in borders]
    return [cell for cell in cells if cell.end > 0 and cell.begin < column.crop.shape[1]]


def _find_borders(profile: NDArray[np.float64], em: float) -> list[tuple[int, int]]:
    """Begin and end of each cell: the cheapest way to cover the ink along the line (shares of an em, a step each)."""
    lengths = np.arange(max(1, round(_SHORTEST * em)), max(2, round(_LONGEST * em)) + 1)
    stretch = np.where(lengths > em, _STRETCH, _SHRINK) * np.square(lengths / em - 1) + _CELL
    count = len(profile)
    blank = np.where(profile < _SPECK, _SKIPPED, _UNCOVERED)
    through = _CUT * np.minimum(profile, np.append(profile[1:], 0.0))
    costs, back = np.zeros(count + 1), np.zeros(count + 1, np.int64)
    for at in range(1, count + 1):
        costs[at], back[at] = costs[at - 1] + blank[at - 1], at - 1
        few = int(np.searchsorted(lengths, at, side="right"))
        if few:
            sums = costs[at - lengths[:few]] + stretch[:few]
            best = int(sums.argmin())
            cost = float(sums[best]) + through[at - 1]
            if cost < costs[at]:
                costs[at], back[at] = cost, at - lengths[best]
    found, at = [], count
    while at > 0:
        if at - back[at] > 1:
            found.append((int(back[at]), at))
        at = int(back[at])
    return found[::-1]


def find_line(column: Column) -> Line:
    """The column with its characters found by their ink."""
    dark = (~clear(column.crop)).sum(axis=0) >= max(1.0, 0.06 * column.em)
    cells = find_cells(column)
    return Line(column, tuple(cells), tuple(_ink_in(dark, cell) for cell in cells))


def _ink_in(dark: NDArray[np.bool_], cell: Cell) -> Cell:
    begin, end = max(0, cell.begin), min(len(dark), cell.end)
    found = np.flatnonzero(dark[begin:end])
    return Cell(begin + int(found[0]), begin + int(found[-1]) + 1) if len(found) else Cell(begin, end)


def read_upright(line: Line, read: ReadLine) -> Reading:
    """What a vertical line says; places are the middles of its characters."""
    if not line.cells:
        return Reading("", (), ())
    reading = read_lying(line.column, line.cells, read_cells(line.column, line.cells, read), read)
    return _ended(reading, line.column.own / line.column.crop.shape[1])


def _ended(reading: Reading, end: float) -> Reading:
    """The reading without what is no mark after its `end` (0..1 along the line)."""
    count = sum(place < end for place in reading.places)
    kept = count + (reading.text[count : count + 1] in ENDS and count < len(reading.text))
    return Reading(reading.text[:kept], reading.places[:kept], reading.confidences[:kept])


def read_cells(column: Column, cells: Sequence[Cell], read: ReadLine) -> Reading:
    """The characters read upright, side by side."""
    limit, colour = find_limit(column.crop), paper(column.crop)
    shapes = [_Shape(_cut_cell(column, cell, colour), limit, colour) for cell in cells]
    strip = np.hstack([shape.settled for shape in shapes])
    room = round(_AROUND * column.em)
    seen = read(np.asarray(cv2.copyMakeBorder(strip, room, room, 0, 0, cv2.BORDER_REPLICATE), dtype=np.uint8))
    return _place(seen, cells, shapes, column.crop.shape[1])


def _cut_cell(column: Column, cell: Cell, colour: NDArray[np.uint8]) -> Pixels:
    """One character upright, in a cell of the same height for all of the line."""
    length, height = column.crop.shape[1], max(3, round(_HEIGHT * column.em))
    piece = np.ascontiguousarray(np.rot90(column.crop[:, max(0, cell.begin) : min(length, cell.end)], -1))
    above, below = max(0, -cell.begin), max(0, cell.end - length)
    spare = max(0, height - piece.shape[0] - above - below)
    fill = [float(value) for value in colour.reshape(-1)]
    edges = (above + spare // 2, below + spare - spare // 2, 0, 0)
    piece = np.asarray(cv2.copyMakeBorder(piece, *edges, cv2.BORDER_CONSTANT, value=fill), dtype=np.uint8)
    return (
        piece if piece.shape[0] == height else np.asarray(cv2.resize(piece, (piece.shape[1], height)), dtype=np.uint8)
    )


class _Shape:
    """The ink of a character in its upright cell, and the cell as it would be in horizontal text."""

    def __init__(self, cell: Pixels, limit: float, colour: NDArray[np.uint8]) -> None:
        dark = _grey(cell) <= limit
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        self.is_stroke = self.is_bar = self.is_rule = self.is_mark = False
        self.wide, self.middle = 0.0, 0.5
        self.settled = cell
        if not len(rows):
            return
        top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
        height, width = dark.shape
        tall, wide = (bottom - top) / height, (right - left) / width
        middle = (top + bottom) / 2 / height
        ink = dark[top:bottom, left:right]
        self.wide, self.middle = wide, (left + right) / 2 / width
        self.is_stroke = tall >= 0.85 and wide <= 0.22
        self.is_bar = tall <= 0.22 and 0.6 <= wide < 0.96
        self.is_rule = tall <= 0.22 and wide >= 0.96
        if _is_bracket(ink, tall, wide, middle):
            self.settled = _turned(cell)
        elif tall < _SMALL and wide < _SMALL and not (self.is_dot(tall, ink) and abs(middle - 0.5) < 0.2):
            self.is_mark = tall < _TINY and wide < _TINY
            self.settled = _lowered(cell, colour, (top, bottom, left, right), to_left=self.is_mark)

    def is_dot(self, tall: float, ink: NDArray[np.bool_]) -> bool:
        """Whether it is a middle dot, which stays where it is."""
        return tall < 0.3 and self.wide < 0.3 and ink.mean() > 0.75 and abs(self.middle - 0.5) < 0.15


def _is_bracket(ink: NDArray[np.bool_], tall: float, wide: float, middle: float) -> bool:
    """Whether ink is that of a bracket on its side: wide and low, away from the middle, or two strokes that meet in a corner."""
    if not 0.2 <= tall <= 0.5 or abs(middle - 0.5) < 0.14:
        return False
    if wide >= 1.5 * tall and wide >= 0.7:
        return True
    height, width = ink.shape
    stroke = max(2, round(0.16 * width / max(wide, 0.01)))
    if wide < 0.3 or height <= stroke or width <= stroke:
        return False
    opening = ink[:stroke].any(axis=0).mean() > 0.85 and ink[stroke:, :-stroke].mean() < 0.08
    closing = ink[-stroke:].any(axis=0).mean() > 0.85 and ink[:-stroke, stroke:].mean() < 0.08
    return bool(opening or closing)


def _turned(cell: Pixels) -> Pixels:
    """A cell turned a quarter counter-clockwise, of the same size."""
    return np.asarray(cv2.resize(np.ascontiguousarray(np.rot90(cell)), cell.shape[1::-1]), dtype=np.uint8)


def _lowered(cell: Pixels, colour: NDArray[np.uint8], ink: tuple[int, int, int, int], *, to_left: bool) -> Pixels:
    """A small character or mark (`ink`: top, bottom, left, right) moved down, and a mark to the left, where horizontal text has it."""
    top, bottom, left, right = ink
    height, width = cell.shape[:2]
    low, start = max(0, height - (bottom - top) - height // 12), width // 10 if to_left else left
    if top >= low and not to_left:
        return cell
    settled = np.empty_like(cell)
    settled[:] = colour
    mark = cell[top:bottom, left:right]
    settled[low : low + mark.shape[0], start : start + mark.shape[1]] = mark[: height - low, : width - start]
    return settled


def _place(seen: Reading, cells: Sequence[Cell], shapes: Sequence[_Shape], length: int) -> Reading:
    """What was seen in the strip, each character in the middle of its cell; several that share a cell (numbers set across) beside
    one another."""
    where: list[list[int]] = [[] for _ in cells]
    last = 0
    for index, (char, place) in enumerate(zip(seen.text, seen.places, strict=True)):
        if char.isspace():
            continue
        at = place * len(cells) - 0.5
        cell = max(last, min(len(cells) - 1, round(at)))
        if where[cell] and not char.isascii() and cell + 1 < len(cells) and at > cell:
            cell += 1
        where[cell].append(index)
        last = cell
    text: list[str] = []
    found: list[tuple[float, float]] = []
    for square, shape, indices in zip(cells, shapes, where, strict=True):
        if shape.is_bar and not indices:
            text.append("一")
            found.append(((square.begin + square.end) / 2 / length, _SURE))
        for nth, index in enumerate([] if shape.is_rule else indices):
            share, char = (nth + 0.5) / len(indices), seen.text[index]
            text.append(_as_drawn(text, char, shape))
            place = (square.begin + share * (square.end - square.begin)) / length
            found.append((min(1.0, max(0.0, place)), seen.confidences[index]))
    return Reading("".join(text), tuple(place for place, _ in found), tuple(sure for _, sure in found))


def _as_drawn(before: Sequence[str], char: str, shape: _Shape) -> str:
    """A character that is read in several ways, by its ink.

    A small mark is a stop when it is a ring, else a comma. A level bar is the numeral one, an upright stroke as tall as its cell prolongs the vowel of kana before it and is a dash else. Small kana are
    narrower than those of full size and stand on the right of their cells.
    """
    if shape.is_mark and char in _MARKS:
        kana = sum("\u3040" <= other <= "\u30ff" for other in before)
        return "。" if char in _RINGS else "、" if kana > 0.2 * len(before) else "，"
    if shape.is_bar and char in _BARS:
        return "一"
    if shape.is_stroke and before:
        return "ー" if "\u3040" <= before[-1] <= "\u30ff" else "—"
    if shape.wide < _SMALL_KANA and shape.middle > 0.545:
        return _SMALLER.get(char, char)
    return _LARGER.get(char, char) if shape.middle < 0.53 else char


def read_lying(column: Column, cells: Sequence[Cell], reading: Reading, read: ReadLine) -> Reading:
    """The reading with runs of characters that were not surely read upright read as they lie, where that is surer."""
    length = column.crop.shape[1]
    sure = [0.0] * len(cells)
    for place, confidence in zip(reading.places, reading.confidences, strict=True):
        sure[_cell_at(cells, place * length)] = confidence
    for begin, end in _doubtful_runs(sure):
        first, last = max(0, cells[begin].begin), min(length, cells[end - 1].end)
        seen = read(np.ascontiguousarray(column.crop[:, first:last]))
        if _is_latin(seen) and seen.confidence > max(0.8, sum(sure[begin:end]) / (end - begin)):
            reading = _replaced(reading, seen, first / length, last / length)
    return reading


def _is_latin(seen: Reading) -> bool:
    """Whether most of it is letters that are set on their side."""
    return sum(char.isascii() and char.isalpha() for char in seen.text) >= max(3, 0.6 * len(seen.text))


def _cell_at(cells: Sequence[Cell], at: float) -> int:
    return min(range(len(cells)), key=lambda index: abs((cells[index].begin + cells[index].end) / 2 - at))


def _doubtful_runs(sure: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Runs of two or more characters of which at most every second was read surely."""
    begin = None
    for index in range(len(sure) + 1):
        doubtful = index < len(sure) and sure[index] < _SURE
        if doubtful and begin is None:
            begin = index
        elif begin is not None and not doubtful and (index + 1 >= len(sure) or sure[index + 1] >= _SURE):
            if index - begin >= 2:
                yield begin, index
            begin = None


def _replaced(reading: Reading, seen: Reading, first: float, last: float) -> Reading:
    """The reading with what was seen from `first` to `last` (0..1 along the line)."""
    kept = [
        item
        for item in zip(reading.places, reading.text, reading.confidences, strict=True)
        if not first <= item[0] <= last
    ]
    new = [
        (first + place * (last - first), char, sure)
        for char, place, sure in zip(seen.text, seen.places, seen.confidences, strict=True)
    ]
    places, text, confidences = zip(*sorted([*kept, *new]), strict=True) if kept or new else ((), (), ())
    return Reading("".join(text), tuple(places), tuple(confidences))


def part(reading: Reading, begin: int, end: int, first: float, last: float) -> Reading:
    """Characters `begin` to `end` of the reading, their places along the part that reaches from `first` to `last`."""
    length = max(last - first, 1e-6)
    places = tuple(min(1.0, max(0.0, (place - first) / length)) for place in reading.places[begin:end])
    return Reading(reading.text[begin:end], places, reading.confidences[begin:end])


def part_at_gaps(line: Line, gutters: Sequence[tuple[float, float]] = ()) -> list[Line]:
    """The line parted where the paper is clear for nearly a character, and in `gutters` (from, to in pixels along it).

    Characters that all stand alone are a letter-spaced name or heading, which stays whole.
    """
    gaps = _gaps(line)
    parts, first, begun = [], 0, 0
    for index, (one, other) in enumerate(pairwise(line.inks), start=1):
        if index in gaps or _is_gutter(one, other, gutters, line.column.em):
            middle = (one.end + other.begin) // 2
            parts.append(_slice(line, first, middle, begun, index))
            first, begun = middle, index
    return [*parts, _slice(line, first, line.column.crop.shape[1], begun, len(line.cells))]


def _gaps(line: Line) -> set[int]:
    """Before which characters the line is parted for the paper alone."""
    em = line.column.em
    wide = {
        index: other.begin - one.end
        for index, (one, other) in enumerate(pairwise(line.cells), start=1)
        if other.begin - one.end >= APART * em
    }
    borders = [0, *wide, len(line.cells)]
    return {
        gap
        for before, gap, after in zip(borders, borders[1:], borders[2:], strict=False)
        if wide[gap] > _SPACED * em or gap - before > 1 or after - gap > 1
    }


def _is_gutter(one: Cell, other: Cell, gutters: Sequence[tuple[float, float]], em: float) -> bool:
    return other.begin - one.end >= _GUTTER * em and any(
        one.end < (begin + end) / 2 < other.begin for begin, end in gutters
    )


def _slice(line: Line, first: int, last: int, begin: int, end: int) -> Line:
    """The part from pixel `first` to `last`, with the cells from `begin` to `end`."""
    cells, inks = (
        tuple(Cell(cell.begin - first, cell.end - first) for cell in found[begin:end])
        for found in (line.cells, line.inks)
    )
    return Line(cut(line.column, first, last), cells, inks)


def paper(crop: Pixels) -> NDArray[np.uint8]:
    """The colour of the paper, channel by channel."""
    return np.asarray(np.percentile(crop.reshape(-1, *crop.shape[2:]), 75, axis=0), dtype=np.uint8)


def clear(crop: Pixels) -> NDArray[np.bool_]:
    """Where there is no ink."""
    return np.asarray(_grey(crop) > find_limit(crop))


def find_limit(crop: Pixels) -> float:
    """The shade that parts paper from ink, nearer to the paper, for thin strokes are grey; below 0 where there is no ink."""
    light, dark = np.percentile(_grey(crop), (80, 1))
    return float(light - _FAINT * (light - dark)) if light - dark > 40 else -1.0


def _grey(crop: Pixels) -> NDArray[np.float32]:
    return np.asarray(crop.mean(axis=2, dtype=np.float32) if crop.ndim == 3 else crop, dtype=np.float32)
