"""Lines that run from top to bottom: the marks that a reader of turned lines overlooks, and the gaps between two lines.

PP-OCR reads a vertical line lying on its side, where a full stop or a comma is not what it has learned. Vertical lines are set on
the em square (JIS X 4051, 4.1; W3C clreq 3.1), so that a mark that was overlooked leaves a hole in the row of characters.
The holes of a line are cut out with their neighbours, stood upright side by side and read once more as a horizontal line;
what has a form of its own in vertical text (brackets, dashes) is tried lying between upright neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

_LEAST = 4
"""Characters a line must have for its pitch to be taken from them."""
_PITCH = 0.86
"""Pitch over the thickness of a detected line, measured on typeset pages."""
_HOLE = 1.6
"""Distance of two characters, in pitches, from which there is room for a mark between them."""
_END = 0.9
"""The same from the last character to the end of the line: a comma hardly reaches into its cell."""
_APART = 1.9
_AIR = 0.25
_SURE = 0.6
_SMALL = 0.6
_VERTICAL_FORMS = {"°": "。", "¬": "「", "┐": "「", "└": "」", "|": "ー", "｜": "ー", "︱": "ー", "丨": "ー"}
"""What is read for a mark in its vertical form → the mark."""


class Reading(NamedTuple):
    """One line as read: characters, where each was seen (0..1 along the line), how sure (0..1)."""

    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0


class Hole(NamedTuple):
    """A place where a character may be missing, from `begin` to `end` (0..1 along the line), before character `ordinal`."""

    ordinal: int
    begin: float
    end: float


ReadLine = Callable[[Pixels], Reading]


def fill(reading: Reading, crop: Pixels, read: ReadLine) -> Reading:
    """The reading with the characters that were overlooked. `crop` is the line on its side (turned 90° counter-clockwise)."""
    clear = _clear(crop)
    for turned in (False, True):
        pitch = find_pitch(reading, crop)
        holes = list(_holes(reading, pitch))
        if turned:
            holes = [hole for hole in holes if not _is_clear(clear, hole.begin, hole.end)]
        if not holes:
            break
        strip, slots = _stand_up(reading, crop, holes, pitch, turned)
        reading = _insert(reading, holes, slots, read(strip))
    return reading


def find_pitch(reading: Reading, crop: Pixels) -> float:
    """From one character to the next (0..1 along the line); in a line of a few characters by its thickness."""
    if len(reading.text) < _LEAST:
        return float(_PITCH * crop.shape[0] / crop.shape[1])
    return float(np.median(np.diff(reading.places)))


def split(reading: Reading, crop: Pixels) -> list[tuple[Reading, float, float]]:
    """The reading parted where the paper is clear for nearly a character, with each part's begin and end (0..1).

    Detection joins the lines of two bands that stand one above the other.
    """
    pitch = find_pitch(reading, crop)
    clear = _clear(crop)
    cuts = [0]
    for index, (one, other) in enumerate(pairwise(reading.places), start=1):
        if other - one >= _APART * pitch and _is_clear(clear, one + pitch / 2, other - pitch / 2):
            cuts.append(index)
    cuts.append(len(reading.text))
    parts = []
    for begin, end in pairwise(cuts):
        first = 0.0 if begin == 0 else reading.places[begin] - pitch / 2
        last = 1.0 if end == len(reading.text) else reading.places[end - 1] + pitch / 2
        parts.append((_part(reading, begin, end, first, last), first, last))
    return parts


def _part(reading: Reading, begin: int, end: int, first: float, last: float) -> Reading:
    """Characters `begin` to `end` of the reading, their places along the part that reaches from `first` to `last`."""
    length = max(last - first, 1e-6)
    places = tuple(min(1.0, max(0.0, (place - first) / length)) for place in reading.places[begin:end])
    return Reading(reading.text[begin:end], places, reading.confidences[begin:end])


def _holes(reading: Reading, pitch: float) -> Iterator[Hole]:
    """Holes before, between and after the characters."""
    half = pitch / 2
    if reading.places[0] >= _END * pitch:
        yield Hole(0, 0.0, reading.places[0] - half)
    for index, (one, other) in enumerate(pairwise(reading.places), start=1):
        if other - one >= _HOLE * pitch:
            yield Hole(index, one + half, other - half)
    if 1 - reading.places[-1] >= _END * pitch:
        yield Hole(len(reading.text), reading.places[-1] + half, 1.0)


def _stand_up(
    reading: Reading, crop: Pixels, holes: list[Hole], pitch: float, turned: bool
) -> tuple[Pixels, list[tuple[float, float]]]:
    """Each hole between its neighbours, upright and side by side; and where in that strip (0..1) each hole lies.

    With `turned` the holes, not their neighbours, stay on their side.
    """
    width = crop.shape[1]
    air = np.full((1, max(2, round(_AIR * pitch * width)), *crop.shape[2:]), _paper(crop), np.uint8)
    pieces: list[Pixels] = []
    slots: list[tuple[int, int]] = []
    for hole in holes:
        neighbours = [
            reading.places[place] for place in (hole.ordinal - 1, hole.ordinal) if 0 <= place < len(reading.text)
        ]
        before = [place for place in neighbours if place < hole.begin]
        pieces += [_cut(crop, place - pitch / 2, place + pitch / 2) for place in before]
        begin = sum(piece.shape[1] for piece in pieces)
        cells = [_cut(crop, start, end) for start, end in _cells(hole, pitch)]
        pieces += [np.rot90(cell) if turned else _settle(cell) for cell in cells]
        slots.append((begin, sum(piece.shape[1] for piece in pieces)))
        pieces += [_cut(crop, place - pitch / 2, place + pitch / 2) for place in neighbours if place > hole.end]
        pieces.append(air)
    height = max(piece.shape[0] for piece in pieces)
    strip = np.hstack([_padded(piece, height) for piece in pieces])
    return np.ascontiguousarray(strip), [(begin / strip.shape[1], end / strip.shape[1]) for begin, end in slots]


def _cells(hole: Hole, pitch: float) -> list[tuple[float, float]]:
    """A hole as cells of about one pitch, read from left to right once they stand upright."""
    count = max(1, round((hole.end - hole.begin) / pitch))
    borders = np.linspace(hole.begin, hole.end, count + 1).tolist()
    return list(pairwise(borders))


def _cut(crop: Pixels, begin: float, end: float) -> Pixels:
    """A piece of the line, upright."""
    width = crop.shape[1]
    first = min(max(0, round(begin * width)), width - 1)
    return np.rot90(crop[:, first : max(first + 1, min(width, round(end * width)))], -1)


def _settle(cell: Pixels) -> Pixels:
    """A small mark in the upper right of its cell, where vertical text has it, moved to the lower left, where horizontal
    text has it."""
    dark = ~_clear(cell)
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return cell
    height, width = dark.shape
    tall, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    is_small = tall < _SMALL * height and wide < _SMALL * width
    if not (is_small and (rows[0] + rows[-1]) / 2 < 0.48 * height and (columns[0] + columns[-1]) / 2 > 0.52 * width):
        return cell
    settled = np.empty_like(cell)
    settled[:] = _paper(cell)
    top, left = max(0, height - tall - height // 10), width // 10
    mark = cell[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    settled[top : top + tall, left : left + wide] = mark[: height - top, : width - left]
    return settled


def _padded(piece: Pixels, height: int) -> Pixels:
    missing = height - piece.shape[0]
    edges = (missing // 2, missing - missing // 2, 0, 0)
    return np.asarray(cv2.copyMakeBorder(np.ascontiguousarray(piece), *edges, cv2.BORDER_REPLICATE), dtype=np.uint8)


def _insert(reading: Reading, holes: list[Hole], slots: list[tuple[float, float]], seen: Reading) -> Reading:
    """The reading with what was surely seen in the slots of the holes."""
    characters = list(zip(reading.text, reading.places, reading.confidences, strict=True))
    for hole, (begin, end) in zip(holes, slots, strict=True):
        for char, place, sure in zip(*seen, strict=True):
            if begin < place < end and sure >= _SURE and not char.isspace():
                share = (place - begin) / (end - begin)
                mark = _settle_mark(char, reading.text[hole.ordinal - 1 : hole.ordinal])
                characters.append((mark, hole.begin + share * (hole.end - hole.begin), sure))
    characters.sort(key=lambda character: character[1])
    text, places, confidences = zip(*characters, strict=True)
    return Reading("".join(text), places, confidences)


def _settle_mark(char: str, before: str) -> str:
    """A mark as it is written in horizontal text; an upright stroke after katakana prolongs the vowel."""
    if char in "1１Il" and "\u30a1" <= before <= "\u30fa":
        return "ー"
    return _VERTICAL_FORMS.get(char, char)


def _paper(crop: Pixels) -> NDArray[np.uint8]:
    """The colour of the paper, channel by channel."""
    return np.asarray(np.percentile(crop.reshape(-1, *crop.shape[2:]), 75, axis=0), dtype=np.uint8)


def _clear(crop: Pixels) -> NDArray[np.bool_]:
    """Where there is no ink: lighter than half way from the paper to the darkest ink."""
    grey = crop.mean(axis=2) if crop.ndim == 3 else crop.astype(np.float64)
    paper, ink = np.percentile(grey, (80, 1))
    return np.asarray(grey > (paper + ink) / 2 if paper - ink > 40 else np.ones_like(grey, bool))


def _is_clear(clear: NDArray[np.bool_], begin: float, end: float) -> bool:
    width = clear.shape[1]
    part = clear[:, round(begin * width) : round(end * width)]
    return bool(part.size) and float(part.mean()) > 0.985
