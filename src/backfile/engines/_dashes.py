"""Chinese and Japanese dashes (——), which the reader of lines takes for numerals (一一), long vowels (ー) or one short dash.

A dash fills two squares (GB/T 15834-2011, 4.13; JIS X 4051, 4.11): a level stroke of 1.7 to 2 em, or two of about .7 em each in typefaces that
do not join them. The numeral 一 is wider than each of those (.77 to .9 em on thirteen scanned pages), so that two of them are told from a dash.
Detection leaves a dash at the beginning of a line (the mark of a subtitle) outside when a 一 follows it: it takes the two for a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ._columns import Pixels, Quad, Reading
from ._leaders import Run, find_runs

DASH = "——"
_LIKE = frozenset("一—–-ー－─―~〜～…·")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LONG, _LONGEST = 1.4, 2.3
"""Length of a dash of one stroke, in em."""
_SHORT, _NOT_SO_SHORT = 0.5, 0.76
"""Length of each of its two strokes."""
_HYPHENS, _EM_DASH, _RULE = frozenset("-–—"), 0.72, 1.3
"""Dashes of alphabetic type, and the length of the longest, in em: from, to."""
_THIN = 0.22
_WHITE, _LEVEL = 0.3, 0.08
"""White between its two strokes at most, and how far one may be above the other."""
_AROUND = 0.2
"""So far beside the stroke the reader may have seen what it took it for, in em."""


_EM = 0.78
"""Type size over the height of a line as detected."""
_REACH, _BESIDE, _FREE = 3.6, 0.95, 0.4
"""How far to the left of a line a dash is looked for; white between the two at most; white to the left of the dash at least; in em."""
_INTO, _OUT = 1.2, 0.5
"""How far into the line it may end, and how far outside it begins at least, in em."""
_UPPER, _LOWER, _LOOSE = 0.3, 0.7, 0.84
"""Where in the height of a line a dash stands."""


class Stroke(NamedTuple):
    """A piece of ink in a line, in em: from, to, its height, the level of its middle."""

    begin: float
    end: float
    height: float
    level: float


def with_dashes(reading: Reading, strokes: Sequence[Stroke], length: float) -> Reading:
    """The reading of a line `length` em long (`reading.places` are shares of that) with its dashes as they are printed."""
    if not _WIDE.search(reading.text):
        return _with_latin_dashes(reading, strokes, length)
    for begin, end in find_dashes(strokes):
        reading = _with_dash(reading, begin / length, end / length, _AROUND / length)
    return reading


def _with_latin_dashes(reading: Reading, strokes: Sequence[Stroke], length: float) -> Reading:
    """The reading of a line of letters with its dashes as long as they are: a hyphen is a third of an em, — an em, – half of one."""
    text = list(reading.text)
    for stroke in (one for one in strokes if one.height <= _THIN and one.end - one.begin <= _RULE):
        inside = [
            at
            for at, (char, place) in enumerate(_seen(reading))
            if char in _HYPHENS and stroke.begin - _AROUND < place * length < stroke.end + _AROUND
        ]
        if len(inside) == 1:
            text[inside[0]] = "—" if stroke.end - stroke.begin >= _EM_DASH else "–"
    return reading._replace(text="".join(text))


def find_dashes(strokes: Sequence[Stroke]) -> Iterator[tuple[float, float]]:
    """From where to where, in em, there is a dash."""
    for one in strokes:
        if one.height <= _THIN and _LONG <= one.end - one.begin <= _LONGEST:
            yield one.begin, one.end
    for one, other in pairwise(strokes):
        short = all(_SHORT <= part.end - part.begin <= _NOT_SO_SHORT and part.height <= _THIN for part in (one, other))
        if short and other.begin - one.end <= _WHITE and abs(one.level - other.level) <= _LEVEL:
            yield one.begin, other.end


def _with_dash(reading: Reading, begin: float, end: float, around: float) -> Reading:
    """The reading with a dash for what was seen there; a dash that was not seen is put in."""
    quarter = (end - begin) / 4
    if any(begin + quarter / 2 < place < end - quarter / 2 and not _may_be(char) for char, place in _seen(reading)):
        return reading
    inside = [
        at for at, (char, place) in enumerate(_seen(reading)) if begin - around < place < end + around and _may_be(char)
    ]
    if inside and len(inside) <= inside[-1] - inside[0]:
        return reading
    first = inside[0] if inside else sum(place < (begin + end) / 2 for place in reading.places)
    last = inside[-1] + 1 if inside else first
    sure = tuple(reading.confidences[first:last]) or (0.9,)
    return Reading(
        reading.text[:first] + DASH + reading.text[last:],
        (*reading.places[:first], begin + quarter, end - quarter, *reading.places[last:]),
        (*reading.confidences[:first], *(2 * (max(sure),)), *reading.confidences[last:]),
    )


def _seen(reading: Reading) -> Iterator[tuple[str, float]]:
    return zip(reading.text, reading.places, strict=True)


def _may_be(char: str) -> bool:
    """Whether a dash may have been read so."""
    return char in _LIKE or char.isspace()


def reach_dashes(
    pixels: Pixels, ink: NDArray[np.uint8], quads: Sequence[Quad], crops: Sequence[Pixels]
) -> tuple[list[Quad], list[Pixels]]:
    """The lines of a page of level text and their cut-outs with the dash that stands before them. `ink` says which pixels are dark."""
    found = [_reach(pixels, ink, quad, crop) for quad, crop in zip(quads, crops, strict=True)]
    return [quad for quad, _ in found], [crop for _, crop in found]


def _reach(pixels: Pixels, ink: NDArray[np.uint8], quad: Quad, crop: Pixels) -> tuple[Quad, Pixels]:
    top, bottom, left = (
        round(float(value)) for value in (quad[:2, 1].mean(), quad[2:, 1].mean(), quad[[0, 3], 0].mean())
    )
    em = _EM * (bottom - top)
    begin = left - round(_REACH * em)
    if begin < 0 or top < 0 or em < 6 or crop.shape[1] < 2 * em or abs(float(quad[0, 1] - quad[1, 1])) > em:
        return quad, crop
    strip = ink[top:bottom, begin : left + round(_INTO * em)] > 0
    dash = _find_before(strip, left - begin, em)
    if dash is None:
        return quad, crop
    start = begin + dash
    piece = cv2.resize(pixels[top:bottom, start:left], (left - start, crop.shape[0]))
    wider = quad.copy()
    wider[[0, 3], 0] = start
    return wider, np.hstack([piece, crop])


def _find_before(strip: NDArray[np.bool_], left: int, em: float) -> int | None:
    """Where a dash that stands before a line at column `left` begins, with some white; None where there is none, or other ink beside it.
    Small type is detected more loosely, so that the size of a line may be a sixth less than `em`."""
    inked = np.asarray(strip.any(axis=0), bool)
    extents = np.where(inked, len(strip) - strip[::-1].argmax(axis=0) - strip.argmax(axis=0), 0)
    low = inked & (extents <= _THIN * em)
    runs = find_runs(strip & low)
    for size in (em, _LOOSE * em):
        for begin, end in find_dashes([_stroke(run, size) for run in runs]):
            first, last = round(begin * size), round(end * size)
            middles = [run.middle / len(strip) for run in runs if first <= run.begin and run.end <= last]
            outside = first < left - _OUT * em and last > left - _BESIDE * em
            alone = first >= _FREE * em and not inked[max(0, first - round(_FREE * em)) : first].any()
            if (
                outside
                and alone
                and (low | ~inked)[last:left].all()
                and all(_UPPER <= one <= _LOWER for one in middles)
            ):
                return max(0, first - round(_FREE * em / 2))
    return None


def _stroke(run: Run, em: float) -> Stroke:
    return Stroke(run.begin / em, run.end / em, (run.bottom - run.top) / em, run.middle / em)
