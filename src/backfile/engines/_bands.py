"""Pages of vertical text: lines measured and parted by what the whole page shows, short stacks and lone strokes read.

Detection joins the columns of two bands (段) that stand one above the other, takes two stacked characters for one line across, joins
numbers that are set across neighbouring columns, and overlooks a numeral that is a single stroke (一). All of that is put
right here; places are pixels of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from . import _columns
from ._columns import Cell, Column, Line, Pixels, Quad, Reading, ReadLine, along

TALL = 1.5
"""A line this many times taller than wide is read from top to bottom (the same figure as in rapidocr's cropping)."""
_STACK = 4.5
"""Longest stack of characters, in em, whose cutting is tried in several ways."""
_ALONE = 1.04
"""Ink higher than this many em is of more than one character."""
_SURE = 0.9
_NUMERALS = frozenset("〇零一二三四五六七八九十百廿卅0123456789")
_STROKES = frozenset("一二三〇十川丨｜|1lI0Oo○-—ー＝=≡")
"""What is read for stacked numerals that were cut wrongly."""
_STROKE_FORMS = frozenset("一—–-ー－―_")
_RINGS = str.maketrans("0Oo○◯", "〇〇〇〇〇")
_GUTTER = 0.12
"""Share of the columns that may cross the white between two bands."""
_LEAST_COLUMNS, _WHITE = 4, 0.8
"""Columns above and below the white between bands, and its least height in em: a comma leaves .65 under itself in every line of a verse."""
_MOST_CUTS = 3
_APART = 0.85
"""Distance of two numbers set across, in heights of their line."""
_STEP = 1.6
"""And over the usual distance of their figures."""
_LONG, _RUBY = 6.0, 0.62
"""Length of a line of text, in em, and size of readings beside it (half, JIS X 4051, 7.1, as scans show it)."""
_REACH = 0.5
"""How far beyond its box a line may go on, in widths of the box."""


class Size(NamedTuple):
    """Type size of a line across, in pixels, with the height of its small letters (0: not seen); a guess is from these alone. `stroke`
    is how thick its strokes are, in em. `sure` is where the em square, from its top (0..1), was seen to stand: the middle of ideographs, the
    baseline of letters."""

    em: float
    small: float = 0.0
    is_guess: bool = False
    stroke: float = 0.0
    is_bold: bool = False
    sure: float = 0.5


class Piece(NamedTuple):
    """A line or a part of one, as read; `em` is its type size in pixels, 0 for a line across, `size` that of a line across
    whose type was measured, `gaps` where it has wide white inside (0..1 along it)."""

    reading: Reading
    quad: Quad
    em: float = 0.0
    size: Size | None = None
    gaps: tuple[tuple[float, float], ...] = ()


def is_tall(quad: Quad) -> bool:
    """Whether a line runs from top to bottom."""
    return bool(np.linalg.norm(quad[3] - quad[0]) >= TALL * np.linalg.norm(quad[1] - quad[0]))


def is_vertical(quads: Sequence[Quad]) -> bool:
    """Whether most of the text runs from top to bottom, by the lengths of the lines in characters."""
    tall = level = 0.0
    for quad in quads:
        width, height = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
        if height >= TALL * width:
            tall += height / max(width, 1.0)
        else:
            level += width / max(height, 1.0)
    return tall > level


def find_columns(pixels: Pixels, quads: Sequence[Quad], crops: Sequence[Pixels]) -> list[tuple[Column, ...]]:
    """Each line as a column, as several where its type size changes, or as none where it is set across.

    A box about as tall as wide is a column when its ink is that of stacked characters.
    """
    boxes = np.array([(*quad.min(axis=0), *quad.max(axis=0)) for quad in quads])
    found: list[tuple[Column, ...]] = []
    for at, (quad, crop) in enumerate(zip(quads, crops, strict=True)):
        if is_tall(quad):
            found.append(_columns.settle(*_reach(pixels, boxes, at)))
        else:
            column = _stand(quad, crop) if _is_square(quad) else None
            found.append((column,) if column else ())
    return found


def find_readings(columns: Sequence[tuple[Column, ...]]) -> dict[int, float]:
    """Which lines are readings beside the text (ruby), with their type sizes: they are read as they lie, for their characters are
    too small to be cut apart."""
    sizes = [(column.em, column.crop.shape[1]) for parts in columns for column in parts]
    usual = float(np.median([em for em, length in sizes if length > _LONG * em] or [0.0]))
    return {
        at: max(column.em for column in parts)
        for at, parts in enumerate(columns)
        if parts and all(column.em < _RUBY * usual for column in parts)
    }


def _reach(pixels: Pixels, boxes: NDArray[np.float64], at: int) -> tuple[Quad, Pixels, int]:
    """A tall line with as much paper at its end as other lines leave it, for detection cuts off marks that hang there; and how
    much of it was detected."""
    left, top, right, bottom = boxes[at]
    across = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left) > 0.3 * (right - left)
    reach = _REACH * (right - left)
    below = boxes[across & (boxes[:, 1] >= bottom - reach) & (boxes[:, 3] > bottom), 1]
    height, width = pixels.shape[:2]
    last = max(bottom, min(float(height), bottom + reach, *below))
    x0, x1, y0, y1 = max(0, round(left)), min(width, round(right)), max(0, round(top)), min(height, round(last))
    quad = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    return quad, np.ascontiguousarray(np.rot90(pixels[y0:y1, x0:x1])), round(bottom - top)


def _is_square(quad: Quad) -> bool:
    width, height = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
    return width <= TALL * height and height < TALL * width


def _stand(quad: Quad, crop: Pixels) -> Column | None:
    """A cut-out that is about as tall as wide, as a column when its ink is that of stacked characters. `crop` is upright."""
    column = _columns.settle(quad, np.ascontiguousarray(np.rot90(crop)))[0]
    inside = _inked(column)
    return column if inside is not None and inside[1] - inside[0] > _ALONE * column.em else None


def _inked(column: Column) -> tuple[int, int] | None:
    """From where to where there is ink along a line on its side, in pixels."""
    dark = np.flatnonzero(_dark(column))
    return (int(dark[0]), int(dark[-1]) + 1) if len(dark) else None


def _dark(column: Column) -> NDArray[np.bool_]:
    """Where along a line there is more ink than a speck."""
    return np.asarray((~_columns.clear(column.crop)).sum(axis=0) >= max(1.0, 0.08 * column.em))


def trim(line: Line, reading: Reading) -> Piece:
    """What a line says, without the paper before its first and after its last character; a character takes a cell of one em."""
    column, length = line.column, line.column.crop.shape[1]
    if not reading.text:
        return Piece(reading, column.quad, column.em)
    half = 0.5 * column.em / length
    begin, end = reading.places[0] - half, reading.places[-1] + half
    if reading.text[-1] in _columns.ENDS and line.inks:
        end = min(end, (line.inks[-1].end + 0.1 * column.em) / length)
    places = tuple(min(1.0, (place - begin) / (end - begin)) for place in reading.places)
    return Piece(reading._replace(places=places), along(column.quad, begin, end), column.em)


# ── bands ─────────────────────────────────────────────────────────────────────────────────────────


def part_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines parted at wide gaps, and where they run on over the white between two bands of the page."""
    gutters = list(find_gutters(lines))
    parts = []
    for line in lines:
        top, bottom = float(line.column.quad[:2, 1].mean()), float(line.column.quad[2:, 1].mean())
        scale = line.column.crop.shape[1] / max(bottom - top, 1.0)
        parts += _columns.part_at_gaps(line, [((one - top) * scale, (other - top) * scale) for one, other in gutters])
    return parts


def find_gutters(lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """Top and bottom of the white between bands: nearly all columns leave it free, and there are columns above and below it."""
    columns = [(line.column.em, list(_spans(line))) for line in lines if len(line.cells) >= 2]
    if len(columns) < _LEAST_COLUMNS:
        return
    em = float(np.median([size for size, _ in columns]))
    step = em / 8
    lowest = max(spans[-1][1] for _, spans in columns)
    counts = np.zeros(int(lowest / step) + 2, np.int64)
    for _, spans in columns:
        for top, bottom in spans:
            counts[max(0, int(top / step)) : int(bottom / step) + 1] += 1
    usual = float(np.percentile(counts[counts > 0], 75))
    few = np.concatenate(([False], counts <= _GUTTER * usual, [False]))
    for begin, end in np.flatnonzero(few[1:] != few[:-1]).reshape(-1, 2).tolist():
        top, bottom = begin * step, end * step
        above = sum(spans[0][0] < top for _, spans in columns)
        below = sum(spans[-1][1] > bottom for _, spans in columns)
        if bottom - top >= _WHITE * em and min(above, below) >= _LEAST_COLUMNS:
            yield top, bottom


def _spans(line: Line) -> Iterator[tuple[float, float]]:
    """Where the ink of each character of a line begins and ends on the page."""
    top, bottom = float(line.column.quad[:2, 1].mean()), float(line.column.quad[2:, 1].mean())
    scale = (bottom - top) / max(1, line.column.crop.shape[1])
    for begin, end in line.inks:
        yield top + begin * scale, top + end * scale


# ── short stacks ──────────────────────────────────────────────────────────────────────────────────


def is_single(reading: Reading) -> bool:
    """Whether a box about as tall as wide, read as a line across, holds one character that can't be taken for stacked ones."""
    return len(reading.text) == 1 and reading.confidence >= 0.95 and reading.text not in _STROKES | _NUMERALS


def read_stack(line: Line, reading: Reading, read: ReadLine) -> Reading:
    """The reading of a few stacked characters, cut in other ways where it is in doubt: numerals are strokes among strokes."""
    column, inside = line.column, _inked(line.column)
    if inside is None or inside[1] - inside[0] > _STACK * column.em:
        return reading
    if reading.text and reading.confidence >= _SURE and not (_STROKES | _STROKE_FORMS) & set(reading.text):
        return reading
    found = [(reading, line.cells)]
    found += [(_columns.read_cells(column, cells, read), cells) for cells in _cuttings(column, inside)]
    tall = inside[1] - inside[0] > _ALONE * column.em
    whole = [
        (one, cells) for one, cells in found if len(one.text) == len(cells) and not (tall and one.text in _STROKES)
    ]
    best = max(whole, key=lambda pair: pair[0].confidence + _apart(column, pair[1]), default=found[0])
    return _with_ones(best[0])


def _apart(column: Column, cells: Sequence[Cell]) -> float:
    """What speaks for a cutting: the white at its narrowest border."""
    dark = _dark(column)
    whites = []
    for one, other in pairwise(cells):
        at = min(max(0, (one.end + other.begin) // 2), len(dark) - 1)
        before, after = np.flatnonzero(dark[:at]), np.flatnonzero(dark[at:])
        whites.append(int(after[0]) + at - int(before[-1]) if len(before) and len(after) else 0)
    return 0.4 * min(whites, default=0) / column.em


def _with_ones(reading: Reading) -> Reading:
    """Level strokes in a stack are the numeral one (a dash would stand upright), and rings among numerals are noughts."""
    text = "".join("一" if char in _STROKE_FORMS else char for char in reading.text)
    if any(char in "一二三四五六七八九十百" for char in text) and _NUMERALS.issuperset(text.translate(_RINGS)):
        text = text.translate(_RINGS)
    return reading._replace(text=text)


def _cuttings(column: Column, inside: tuple[int, int]) -> Iterator[tuple[Cell, ...]]:
    """Ways to cut the ink into cells, the likeliest first."""
    (first, last), em = inside, column.em
    count = max(1, int(np.ceil((last - first) / em - _ALONE + 1)))
    if count == 1:
        yield (_cell(first, last, em),)
        return
    if last - first < 1.7 * em:
        yield (_cell(first, last, em),)
    ideal = [first + (last - first) * place / count for place in range(1, count)]
    chosen = [cuts for cuts in combinations(_gaps(column, first, last), count - 1) if _is_even(first, cuts, last, em)]
    chosen.sort(key=lambda cuts: sum(abs(at - wanted) for at, wanted in zip(cuts, ideal, strict=True)))
    for cuts in chosen[:_MOST_CUTS]:
        yield tuple(_inner(column, begin, end) for begin, end in pairwise((first, *cuts, last)))


def _is_even(first: int, cuts: tuple[int, ...], last: int, em: float) -> bool:
    """Whether the cells are about one em long, with the room that a numeral of one stroke leaves above and below itself."""
    borders = first - 0.4 * em, *cuts, last + 0.4 * em
    return all(0.5 <= (end - begin) / em <= 1.9 for begin, end in pairwise(borders))


def _inner(column: Column, begin: int, end: int) -> Cell:
    """The cell around the ink between two borders."""
    dark = np.flatnonzero(_dark(column)[begin:end])
    return _cell(begin + int(dark[0]), begin + int(dark[-1]) + 1, column.em) if len(dark) else Cell(begin, end)


def _cell(begin: int, end: int, em: float) -> Cell:
    """A cell of one em with the ink in its middle."""
    room = max(0, round((em - (end - begin)) / 2))
    return Cell(begin - room, end + room)


def _gaps(column: Column, first: int, last: int) -> list[int]:
    """The middles of the white places between the characters."""
    white = np.concatenate(([False], ~_dark(column)[first:last], [False]))
    runs = np.flatnonzero(white[1:] != white[:-1]).reshape(-1, 2).tolist()
    wide = sorted(runs, key=lambda run: run[0] - run[1])[:8]
    return sorted(first + (begin + end) // 2 for begin, end in wide if end - begin >= 0.02 * column.em)


# ── what is set across the columns ────────────────────────────────────────────────────────────────


def part_numbers(piece: Piece) -> list[Piece]:
    """A line across as its words when all of them are numbers: those that stand at one height in neighbouring columns."""
    reading = piece.reading
    wide = float(np.linalg.norm(piece.quad[1] - piece.quad[0]))
    apart = _APART * float(np.linalg.norm(piece.quad[3] - piece.quad[0])) / max(wide, 1.0)
    if reading.text.isdecimal() and len(reading.text) > 3:
        steps = [other - one for one, other in pairwise(reading.places)]
        apart = min(apart, _STEP * float(np.median(steps)))
    words: list[list[int]] = []
    for index, (char, place) in enumerate(zip(reading.text, reading.places, strict=True)):
        if char.isspace():
            continue
        if words and words[-1][-1] == index - 1 and place - reading.places[index - 1] < apart:
            words[-1].append(index)
        else:
            words.append([index])
    texts = ["".join(reading.text[index] for index in word) for word in words]
    if len(words) < 2 or not all(_is_numeral(text) for text in texts):
        return [piece]
    return [_word(piece, word[0], word[-1] + 1, apart) for word in words]


def _word(piece: Piece, begin: int, end: int, apart: float) -> Piece:
    """Characters `begin` to `end` of a line across."""
    places, half = piece.reading.places, 0.45 * apart
    first, last = max(0.0, places[begin] - half), min(1.0, places[end - 1] + half)
    reading = _columns.part(piece.reading, begin, end, first, last)
    return Piece(reading, _stretch(piece.quad, first, last), piece.em)


def _stretch(quad: Quad, begin: float, end: float) -> Quad:
    """The corners of a part of a line across, from `begin` to `end` (0..1 from left to right)."""
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    return np.stack((quad[0] + begin * top, quad[0] + end * top, quad[3] + end * bottom, quad[3] + begin * bottom))


# ── strokes that detection overlooks ──────────────────────────────────────────────────────────────


class Spot(NamedTuple):
    """A mark on the page, pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def find_strokes(pixels: Pixels, quads: Sequence[Quad], pieces: Sequence[Piece]) -> Iterator[Spot]:
    """Lone level strokes as wide as a character, in a row with numerals and each under or over a column of text: the numeral one."""
    rows = [_spot(piece.quad) for piece in pieces if _is_numeral(piece.reading.text)]
    ems = [piece.em for piece in pieces if piece.em]
    if not ems or not pieces:
        return
    em = float(np.median(ems))
    columns = [_spot(piece.quad) for piece in pieces if piece.em and len(piece.reading.text) >= 2]
    strokes = [spot for spot in _lone_strokes(pixels, quads, em) if _in_column(spot, columns, em)]
    for spot in strokes:
        level = [other for other in (*rows, *strokes) if abs(other.middle[1] - spot.middle[1]) < 0.6 * em]
        if len(level) >= 3:
            yield spot


def _is_numeral(text: str) -> bool:
    return 0 < len(text) <= 4 and _NUMERALS.issuperset(text)


def _spot(quad: Quad) -> Spot:
    return Spot(float(quad[:, 0].min()), float(quad[:, 1].min()), float(quad[:, 0].max()), float(quad[:, 1].max()))


def _in_column(spot: Spot, columns: Iterable[Spot], em: float) -> bool:
    return any(abs(column.middle[0] - spot.middle[0]) < 0.5 * em for column in columns)


def _lone_strokes(pixels: Pixels, quads: Sequence[Quad], em: float) -> list[Spot]:
    """Strokes outside of the lines that were found, with nothing near them."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    side = max(15, round(3 * em)) | 1
    ink = (grey.astype(np.int16) < cv2.blur(grey, (side, side)).astype(np.int16) - 35).astype(np.uint8)
    cv2.fillPoly(ink, [np.round(quad).astype(np.int32) for quad in quads], 0)
    _, _, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    spots = []
    for left, top, width, height, area in found[1:].tolist():
        if not (0.5 * em <= width <= 1.15 * em and 2 <= height <= 0.3 * em and area >= 0.35 * width * height):
            continue
        x0, y0 = max(0, round(left - 0.3 * em)), max(0, round(top - 0.6 * em))
        around = ink[y0 : round(top + height + 0.6 * em), x0 : round(left + width + 0.3 * em)]
        if int(around.sum()) <= 1.25 * area:
            spots.append(Spot(left, top, left + width, top + height))
    return spots


def read_stroke(spot: Spot, pixels: Pixels, read: ReadLine) -> Piece | None:
    """The stroke as the numeral one, when that is what it is read as in its square of paper."""
    (x, y), half = spot.middle, 0.6 * (spot.right - spot.left)
    height, width = pixels.shape[:2]
    left, top, right, bottom = max(0.0, x - half), max(0.0, y - half), min(width, x + half), min(height, y + half)
    seen = read(pixels[round(top) : round(bottom), round(left) : round(right)])
    if len(seen.text) != 1 or seen.text not in _STROKE_FORMS:
        return None
    quad = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return Piece(Reading("一", (0.5,), (min(_SURE, seen.confidence),)), quad)
