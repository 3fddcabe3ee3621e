"""Level lines cut down to their type: how large it is, on which baseline it stands, where its ink begins and ends.

Detection draws a line as wide and high as it likes: by a tenth of the type size too wide, and at heights that jump by an eighth of it,
so that neither the indent of a line nor its type tells a paragraph or a footnote. Both are measured in the ink of the
cut-out. Ideographs fill their em square (JIS X 4051, 4.1). Alphabetic type is measured from its baseline to the top of the letters that
rise above the others, if the text that was read there has any; how high these are over the type size was measured on typeset pages. Lines of
one page that are measured nearly alike are of one size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import _dashes, _gutters, _pitch, _spaces
from ._bands import Piece, Size
from ._bars import Upright, with_bars
from ._columns import Pixels, Quad, Reading
from ._dashes import Stroke
from ._leaders import Run, find_runs
from ._spaces import Gap, with_spaces

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_RISING = re.compile(r"[bdfhklßþ]")
_CAPITALS = re.compile(r"\d|[^\W\d_a-zß-öø-ÿ]")
_NO_SMALL = re.compile(r"[A-ZÀ-ÖØ-Þ\d]")
_LETTER = re.compile(r"[^\W_]")
_SMALLEST = 6
"""Fewest pixels of a line that can be measured."""
_LEVEL = 0.15
"""Rows with less of the ink of the darker ones lie outside of the letters."""
_EDGE = 3
"""So many rows above and below the edge of letters it is looked for more finely."""
_OUTER = 0.3
"""The same for capitals and numerals alone, below which a comma may hang."""
_INK = 0.9
"""Height of the ink of a line of ideographs over its type size."""
_RISE, _CAPITAL, _SMALL_LETTER = 0.71, 0.67, 0.46
"""Height above the baseline of rising letters, of capitals and numerals, of the others, over the type size."""
_STROKE_HIGH, _STROKE_LONG = 0.22, 0.4
"""A level stroke is so high at most and so long at least, in em."""
_BAR_WIDE, _BAR_HIGH, _BAR_WHITE = 0.14, 0.78, 0.28
"""A bar is so wide at most, in em, so high at least, over the em square, and has so much white on either side."""
_SEEN = 0.12
"""So many rising letters, over the capitals of a line, show above these."""
_ABOVE, _BELOW = 0.78, 0.22
"""From the baseline to the upper and the lower edge of the em square of alphabetic type."""
_MANY, _FEW = 0.4, 2
"""Share of rising letters above which they are the line, and number below which their height is not told from noise."""
USUAL = 0.78
"""Type size over the height of the line as detected."""
_LEAST, _MOST = 0.45, 1.35
"""The same at the least and at the most; what is measured beyond is no measure."""
_SPECK = 0.06
"""Less ink than this, in em, is none at the ends of a line."""
_TOP = 0.3
"""Share of the ink of rising letters at which their top is: some rise less than others."""
_THIN = 0.75
"""Height of an ideograph that fills its square, over the size that the letters beside it seem to have (brackets make them seem large)."""
_NEAR = 0.2
"""So far around the middle of a letter its ink is looked for, over the height of the line as detected."""
_FEWEST = 5
"""Letters of a line whose strokes are measured well."""
_SAME = 0.08
"""Heights of small letters that differ by less, as a share, are those of one face and size."""
_FAINT = 0.38
"""Ink (0..1) from which a pixel belongs to a letter; strokes thinner than a pixel are grey."""
_CONTRAST = 40
"""Least difference in shade (0..255) between paper and ink."""
_GRAIN = 0.08
"""Ink up to which it is the grain of the paper."""
_BOLD, _BOLD_SQUARE, _SURELY_BOLD = 1.14, 1.2, 1.27
"""Strokes so many times as thick as those of the text are bold; those of ideographs, which are dense and loose; and those of a few
letters, or of capitals alone."""
_TEXT = 200
"""So many letters of one size are text."""
_SOLID = 0.2
"""Share of a cut-out's rows that may be all ink, as in a rule; more are the ground of light letters."""
_ALIKE = 0.035
"""Sizes that differ by less, as a share, are one where most lines say so."""


class Extent(NamedTuple):
    """Where the type of a line is in its cut-out, in pixels: from the first ink to the last, and its em square; `size` is how large,
    `gaps` where there is white inside, `inked` which of the columns from `left` to `right` have ink,
    `strokes` what is no higher than a stroke, in em from `left`,
    `uprights` what is as high as the em square and a stroke wide, in columns from `left`."""

    left: float
    top: float
    right: float
    bottom: float
    size: Size
    gaps: tuple[tuple[int, int], ...]
    inked: NDArray[np.bool_]
    strokes: tuple[Stroke, ...]
    uprights: tuple[tuple[int, int], ...]


def cut_down(piece: Piece, crop: Pixels) -> Piece:
    """A level line with the corners and the size of its type; as it is where its cut-out, `crop`, does not tell."""
    extent = measure(crop, piece.reading)
    if extent is None:
        return piece
    height, width = crop.shape[:2]
    length = extent.right - extent.left
    gaps = [Gap((first - extent.left) / length, (last - extent.left) / length) for first, last in extent.gaps]
    places = tuple(min(max((place * width - extent.left) / length, 0.0), 1.0) for place in piece.reading.places)
    em = extent.size.em / length
    reading = _dashes.with_dashes(piece.reading._replace(places=places), extent.strokes, 1 / em)
    reading = with_bars(reading, [Upright(first / length, last / length) for first, last in extent.uprights], em)
    reading = with_spaces(reading, gaps, em)
    return piece._replace(
        reading=_pitch.with_breaks(reading, extent.inked, extent.size.em),
        quad=_part(piece.quad, extent, width, height),
        size=extent.size,
        gaps=tuple((gap.begin, gap.end) for gap in gaps if gap.width > _gutters.LEAST * em),
    )


def _part(quad: Quad, extent: Extent, width: int, height: int) -> Quad:
    """The corners of a part of a cut-out of `width` × `height` pixels, whose own corners are `quad`."""
    across, down = (quad[1] - quad[0]) / width, (quad[3] - quad[0]) / height
    corners = [
        quad[0] + x * across + y * down
        for x, y in (
            (extent.left, extent.top),
            (extent.right, extent.top),
            (extent.right, extent.bottom),
            (extent.left, extent.bottom),
        )
    ]
    return np.stack(corners).astype(np.float32)


def measure(crop: Pixels, reading: Reading) -> Extent | None:
    """The extent of the type of a level line that reads so; None where its ink does not tell."""
    ink = find_ink(crop)
    dark = ink > _FAINT
    height, width = dark.shape
    letters = len(_LETTER.findall(reading.text))
    if min(height, width) < _SMALLEST or not dark.any() or not letters:
        return None
    if (dark.mean(axis=1) > 0.9).sum() > _SOLID * height:
        return None
    middle, size = _measure_type(dark, reading)
    if size.sure == _ABOVE:  # letters stand on a line that is seen more finely in greys
        middle += _find_edge(ink.sum(axis=1), baseline := middle + (_ABOVE - 0.5) * size.em) - baseline
    if not _LEAST * height <= size.em <= _MOST * height:
        return None
    top, bottom = middle - size.em / 2, middle + size.em / 2
    line = ink[max(0, round(top)) : max(round(top) + 1, round(bottom))]
    columns = (line > _FAINT).sum(axis=0)
    inked = np.flatnonzero(columns >= max(2.0, _SPECK * size.em))
    if not len(inked):
        return None
    left, right = int(inked[0]), int(inked[-1]) + 1
    gaps = _find_gaps(columns[left:right], left, _spaces.LEAST / 2 * size.em)
    stroke = _find_stroke(line) / size.em
    strokes = find_strokes(line[:, left:right], size.em)
    uprights = _find_uprights(find_runs(line[:, left:right] > _FAINT), len(line), size.em)
    size = size._replace(stroke=stroke)
    return Extent(left, top, right, bottom, size, gaps, columns[left:right] > 0, strokes, uprights)


def _find_uprights(runs: Sequence[Run], height: int, em: float) -> tuple[tuple[int, int], ...]:
    """Narrow runs of ink as high as the line, with white on either side."""
    return tuple(
        (one.begin, one.end)
        for before, one, after in zip(runs, runs[1:], runs[2:], strict=False)
        if one.width <= _BAR_WIDE * em
        and one.bottom - one.top >= _BAR_HIGH * height
        and min(one.begin - before.end, after.begin - one.end) >= _BAR_WHITE * em
    )


def find_strokes(ink: NDArray[np.float32], em: float) -> tuple[Stroke, ...]:
    """Where the ink (0..1) of a line is no higher than a stroke, in em of so many pixels; a stroke may touch the letters beside it."""
    dark = ink > _FAINT
    inked = dark.any(axis=0)
    extents = np.where(inked, len(dark) - dark[::-1].argmax(axis=0) - dark.argmax(axis=0), 0)
    return tuple(
        Stroke(run.begin / em, run.end / em, (run.bottom - run.top) / em, run.middle / em)
        for run in find_runs(dark & (extents <= _STROKE_HIGH * em))
        if run.bottom - run.top <= _STROKE_HIGH * em and run.width >= _STROKE_LONG * em
    )


def _find_gaps(columns: NDArray[np.int64], left: int, least: float) -> tuple[tuple[int, int], ...]:
    """Where no ink is for `least` pixels and more, counted from `left`."""
    inked = np.flatnonzero(columns)
    wide = np.flatnonzero(np.diff(inked) > least)
    return tuple((left + int(inked[at]) + 1, left + int(inked[at + 1])) for at in wide)


def _measure_type(dark: NDArray[np.bool_], reading: Reading) -> tuple[float, Size]:
    """Middle of the em squares of a line, and their size: by its ideographs, unless there is but one among letters."""
    rows = dark.sum(axis=1).astype(np.float64)
    squares = dark[:, _find_squares(reading, dark.shape[1], dark.shape[0])].sum(axis=1).astype(np.float64)
    wide = len(_WIDE.findall(reading.text))
    if wide and squares.any():
        square = _measure_squares(squares)
        if wide >= _FEW or len(reading.text) < _FEW:
            return square
        letters = _measure_letters(dark, rows, reading)  # one alone may be a mere stroke
        return square if _THIN * letters[1].em < square[1].em < letters[1].em else letters
    return _measure_letters(dark, rows, reading)


def _find_stroke(ink: NDArray[np.float32]) -> float:
    """How thick strokes are, in pixels: their ink over half the length of their edges."""
    dark = ink > 0.5
    edges = int((dark[:, 1:] != dark[:, :-1]).sum() + (dark[1:] != dark[:-1]).sum())
    return 2 * float(ink.sum()) / max(edges, 1)


def _find_squares(reading: Reading, width: int, height: int) -> NDArray[np.bool_]:
    """Which columns of a cut-out show ideographs, kana or hangul."""
    inside = np.zeros(width, bool)
    reach = 0.45 * USUAL * height
    for char, place in zip(reading.text, reading.places, strict=True):
        if _WIDE.match(char):
            inside[max(0, round(place * width - reach)) : round(place * width + reach)] = True
    return inside


def find_ink(crop: Pixels) -> NDArray[np.float32]:
    """How much ink there is, from 0 to 1, be it lighter than the paper."""
    grey = np.asarray(crop.mean(axis=2, dtype=np.float32) if crop.ndim == 3 else crop, dtype=np.float32)
    low, middle, high = np.percentile(grey[::2, ::2], (1, 50, 99)).tolist()
    if middle - low < high - middle:
        grey = 255 - grey
    light, dark = np.percentile(grey[::2, ::2], (80, 1)).tolist()
    if light - dark <= _CONTRAST:
        return np.zeros_like(grey)
    ink = (light - grey) / (light - dark) * (1 + _GRAIN) - _GRAIN
    return np.asarray(np.clip(ink, 0, 1), dtype=np.float32)


def _measure_squares(rows: NDArray[np.float64]) -> tuple[float, Size]:
    """Middle of the em squares of ideographs, and their size."""
    first, last = _find_band(rows, _LEVEL)
    return (first + last) / 2, Size((last - first) / _INK)


def _measure_letters(dark: NDArray[np.bool_], rows: NDArray[np.float64], reading: Reading) -> tuple[float, Size]:
    """Middle of the em squares of alphabetic type that reads so, and its size."""
    rising, capital, count = (len(pattern.findall(reading.text)) for pattern in (_RISING, _CAPITALS, _LETTER))
    if capital == count:
        top, baseline = _find_band(rows, _OUTER)
        size = Size((baseline - top) / _CAPITAL, sure=_ABOVE)
        return baseline - (_ABOVE - 0.5) * size.em, size
    first, baseline = _find_band(rows, 0.5)
    if rising + capital > _MANY * count:
        height = _RISE if rising > _SEEN * capital else _CAPITAL
        size = Size((baseline - min(first, _find_band(rows, _LEVEL)[0])) / height)
    else:
        size = _find_size(dark, rows, (first, baseline), reading)
    return baseline - (_ABOVE - 0.5) * size.em, size._replace(sure=_ABOVE)


def _find_size(dark: NDArray[np.bool_], rows: NDArray[np.float64], band: tuple[float, float], reading: Reading) -> Size:
    """Type size by the letters that rise above the others; where there are none, by the height of the others (`band`)."""
    first, baseline = band
    height = baseline - first
    tall = [
        place
        for char, place in zip(reading.text, reading.places, strict=True)
        if _RISING.match(char) or _CAPITALS.match(char)
    ]
    if not tall:
        return Size(height / _SMALL_LETTER, height, is_guess=True)
    top = _find_rise(rows if len(tall) >= _FEW else _rows_near(dark, tall), first, height)
    if top is not None:
        return Size((baseline - top) / _RISE, height)
    by_small, by_capital = Size(height / _SMALL_LETTER, height, is_guess=True), Size(height / _CAPITAL)
    return min(by_small, by_capital, key=lambda size: abs(size.em / len(rows) - USUAL))


def _rows_near(dark: NDArray[np.bool_], places: Sequence[float]) -> NDArray[np.float64]:
    """Ink of each row near these places (0..1 along the line)."""
    height, width = dark.shape
    near = np.zeros(width, bool)
    for place in places:
        near[max(0, round(place * width - _NEAR * height)) : round(place * width + _NEAR * height)] = True
    return np.asarray((dark & near).sum(axis=1), dtype=np.float64)


def _find_rise(rows: NDArray[np.float64], line: float, height: float) -> float | None:
    """The top of the letters that rise above the others, whose upper edge is `line`."""
    above = rows[max(0, round(line - 0.35 * height)) : max(0, round(line - 0.12 * height))]
    if not len(above) or (usual := float(np.median(above))) < 1:
        return None
    at = round(line - 0.2 * height)
    while at > 0 and rows[at - 1] > _TOP * usual:
        at -= 1
    top = _cross(rows, at - 1, at, _TOP * usual)
    return top if 0.2 * height < line - top < 0.85 * height else None


def _find_band(rows: NDArray[np.float64], level: float) -> tuple[float, float]:
    """From where to where rows hold more ink than `level` times what the darker of them hold: the run with the most ink."""
    some = rows[rows > 0]
    limit = level * float(np.percentile(some, 75))
    dark = np.concatenate(([False], rows > limit, [False]))
    runs = np.flatnonzero(dark[1:] != dark[:-1]).reshape(-1, 2).tolist()
    joined = [runs[0]]
    for begin, end in runs[1:]:
        if begin - joined[-1][1] <= 0.08 * len(rows):
            joined[-1][1] = end
        else:
            joined.append([begin, end])
    first, last = max(joined, key=lambda run: float(rows[run[0] : run[1]].sum()))
    return _cross(rows, first - 1, first, limit), _cross(rows, last, last - 1, limit)


def _find_edge(rows: NDArray[np.float32], near: float) -> float:
    """The lower edge of the letters, `near` which it was seen to the pixel, by halves of the ink there; in pixels from the top edge."""
    at = round(near)
    first, last = max(0, at - _EDGE), min(len(rows), at + _EDGE)
    if last - first < 2 * _EDGE:
        return near
    high, low = int(rows[first:at].argmax()) + first, int(rows[at:last].argmin()) + at
    limit = float(rows[high] + rows[low]) / 2
    inner = next((row for row in range(low - 1, high - 1, -1) if rows[row] > limit), None)
    if inner is None:
        return near
    return inner + 0.5 + float((rows[inner] - limit) / max(rows[inner] - rows[inner + 1], 1e-6))


def _cross(rows: NDArray[np.float64], outer: int, inner: int, limit: float) -> float:
    """Between the middles of two neighbouring rows, where the ink rises over `limit`; in pixels from the top edge."""
    less = float(rows[outer]) if 0 <= outer < len(rows) else 0.0
    more = float(rows[inner])
    share = (limit - less) / (more - less) if more > less else 0.5
    return outer + 0.5 + (inner - outer) * min(max(share, 0.0), 1.0)


def settle(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of a page, those whose sizes differ by less than they can be measured made one size."""
    known = [piece.size for piece in pieces if piece.size and piece.size.small and not piece.size.is_guess]
    sizes = [_em_like(piece.size, known) if piece.size else 0.0 for piece in pieces]
    settled = settle_sizes(sizes, [len(piece.reading.text) for piece in pieces])
    sized = [piece.size._replace(em=em) if piece.size else None for piece, em in zip(pieces, settled, strict=True)]
    usual = _find_usual_strokes(
        [(size, len(piece.reading.text)) for size, piece in zip(sized, pieces, strict=True) if size]
    )
    return [
        piece._replace(
            size=size._replace(is_bold=size.stroke > _least_bold(piece.reading.text) * usual(size.em)),
            quad=_stretch(piece.quad, size.em / piece.size.em, size.sure),
        )
        if size and piece.size
        else piece
        for piece, size in zip(pieces, sized, strict=True)
    ]


def _least_bold(text: str) -> float:
    """How much thicker than usual the strokes of a bold line are."""
    letters = _LETTER.findall(text)
    if len(letters) < _FEWEST or all(map(_NO_SMALL.match, letters)):
        return _SURELY_BOLD
    return _BOLD_SQUARE if _WIDE.search(text) else _BOLD


def _find_usual_strokes(lines: Sequence[tuple[Size, int]]) -> Callable[[float], float]:
    """What strokes of a size of type usually are on a page of these lines (size, letters): those of its text, or else of the
    next smaller text; no end where there is none."""
    classes: dict[float, list[tuple[float, int]]] = {}
    for size, letters in lines:
        classes.setdefault(size.em, []).append((size.stroke, letters))
    texts = {em: found for em, found in classes.items() if sum(letters for _, letters in found) >= _TEXT}
    strokes = {em: _weighted_median(found) for em, found in texts.items()}

    def usual(em: float) -> float:
        smaller = [one for one in strokes if one <= (1 + _ALIKE) * em]
        return strokes[max(smaller)] if smaller else float("inf")

    return usual


def _weighted_median(values: Sequence[tuple[float, int]]) -> float:
    rest = sum(weight for _, weight in values) / 2
    for value, weight in sorted(values):
        rest -= weight
        if rest <= 0:
            return value
    return 0.0


def _em_like(size: Size, known: Sequence[Size]) -> float:
    """The size of type whose small letters alone were measured, by that of the page's type whose small letters are as high."""
    if not size.is_guess:
        return size.em
    alike = [one for one in known if abs(one.small - size.small) < _SAME * size.small] or known
    return size.small * median(one.em / one.small for one in alike) if alike else size.em


def _stretch(quad: Quad, times: float, sure: float) -> Quad:
    """The corners of a line so many times as high, with the level `sure` (0..1 from its top) where it is."""
    left, right = quad[0] + sure * (quad[3] - quad[0]), quad[1] + sure * (quad[2] - quad[1])
    level = np.stack([left, right, right, left])
    return np.asarray(level + (quad - level) * times, dtype=np.float32)


def settle_sizes(sizes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Sizes that most of the weight lies near, for each the middle of those that are about as large; 0 (unknown) stays 0."""
    logs = np.log([size or 1.0 for size in sizes])
    mass = np.array([max(weight, 0.01) if size else 0.0 for size, weight in zip(sizes, weights, strict=True)])
    settled = np.zeros(len(sizes))
    free = mass > 0
    near = np.abs(logs[:, None] - logs[None, :])
    while free.any():
        support = (near <= _ALIKE) @ (mass * free)
        centre = int(np.where(free, support, -1.0).argmax())
        group = free & (near[centre] <= 2 * _ALIKE)
        settled[group] = np.exp(np.average(logs[group], weights=mass[group]))
        free &= ~group
    return [float(size) for size in settled]
