"""Numerals that stand alone at the head or foot of a page: folios, which Tesseract overlooks or misreads.

It passes over a single digit in a corner, and its Arabic models take large Arabic numerals for letters (٣٥ for `6`, ٤٤ for `4ه`).
So the first row of ink in the head and the last one in the foot are looked at for marks with white on either side: few enough
for a numeral. Arabic numerals are told apart by a small linear model (`arabic-digits.npz`, made by `python -m
bench.arabic_digits` from free fonts); what it says is a candidate like any other, the folio stage holds it against the other pages.
All places are pixels of the image.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.bool_]
DIGITS = "١٢٣٤٥٦٧٨٩۴۵۶"
"""What the model tells apart; the dot ٠ is known by its size. The last three are 4, 5 and 6 as Persian writes them."""
_TWINS = {"۴": "٤", "۵": "٥", "۶": "٦"}
_HEAD, _FOOT = 0.14, 0.88
"""The head of a page ends here and its foot begins here, in heights of the page."""
_TALL, _MOST_TALL = 0.008, 0.04
"""Heights of a row that may hold a folio, in heights of the page."""
_MOST = 4
"""Digits of a folio."""
_WITHIN, _AROUND = 0.55, 0.8
"""White between digits at most, and around a numeral at least, in heights of its row."""
_DOT, _SPECK = 0.55, 0.18
_CELLS = 16
_BORDER, _DARKER = 0.012, 60
"""Width of the borders of a page where dirt is, in widths of it; and by how much ink is darker than paper."""


class Mark(NamedTuple):
    """A connected piece of ink: where it is, and its shape cut out tight."""

    left: int
    top: int
    right: int
    bottom: int
    shape: Ink

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Numeral(NamedTuple):
    """Marks from left to right that may be a folio, in a row of this `height`; `is_alone` with nothing else in it."""

    marks: tuple[Mark, ...]
    height: int
    is_alone: bool

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return (
            min(mark.left for mark in self.marks),
            min(mark.top for mark in self.marks),
            max(mark.right for mark in self.marks),
            max(mark.bottom for mark in self.marks),
        )


def find_numerals(gray: NDArray[np.uint8]) -> list[Numeral]:
    """What may be a folio on an upright page: at the ends of the first row, beside a running head, or alone in one of the two
    rows at the edge."""
    height = gray.shape[0]
    found: list[Numeral] = []
    for begin, end, is_head in ((0, round(_HEAD * height), True), (round(_FOOT * height), height, False)):
        rows = [row for row in _rows(_marks(gray[begin:end], begin, height)) if _is_tall(row, height)]
        rows.sort(key=_top, reverse=not is_head)
        for place, row in enumerate(rows[:2]):
            found += [numeral for numeral in _ends(row) if numeral.is_alone or (is_head and place == 0)]
    return found


def read_arabic(numeral: Numeral) -> tuple[str, float]:
    """The Arabic (or Persian) numeral and how sure it is, the product over its digits; nothing where a mark is no digit."""
    text, confidence = "", 1.0
    tallest = max(mark.height for mark in numeral.marks)
    for mark in numeral.marks:
        width = mark.right - mark.left
        if mark.height < _DOT * tallest:
            if not 0.5 < width / mark.height < 2.0:
                return "", 0.0
            text, confidence = text + "٠", confidence * 0.9
            continue
        digit, likely = _digit(mark.shape)
        text, confidence = text + digit, confidence * likely
    return text, confidence


def features(shape: Ink) -> NDArray[np.float64]:
    """What the model sees of a mark: its ink in 8 × 8 cells, and how its edges run (six directions in 4 × 4 cells)."""
    small = _fitted(shape)
    across, down = cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)
    steep = np.hypot(across, down)
    angle = (np.arctan2(down, across) % np.pi) / np.pi * 6
    edges = []
    for direction in range(6):
        away = np.abs(angle - direction)
        share = steep * np.maximum(0, 1 - np.minimum(away, 6 - away))
        edges.append(cv2.resize(share, (4, 4), interpolation=cv2.INTER_AREA).ravel())
    cells = cv2.resize(small, (8, 8), interpolation=cv2.INTER_AREA).ravel()
    return np.concatenate([cells, *edges]).astype(np.float64)


def _fitted(shape: Ink) -> NDArray[np.float32]:
    """A mark in a square, as large as it goes, its proportions kept."""
    height, width = shape.shape
    share = (_CELLS - 2) / max(height, width)
    size = max(1, round(width * share)), max(1, round(height * share))
    inner = cv2.resize(shape.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    square = np.zeros((_CELLS, _CELLS), np.float32)
    top, left = (_CELLS - size[1]) // 2, (_CELLS - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = inner
    return np.asarray(cv2.GaussianBlur(square, (3, 3), 0.7), dtype=np.float32)


@cache
def _model() -> tuple[NDArray[np.float64], ...]:
    with np.load(Path(__file__).with_name("arabic-digits.npz"), allow_pickle=False) as kept:
        return tuple(kept[name].astype(np.float64) for name in ("mean", "spread", "weights"))


def _digit(shape: Ink) -> tuple[str, float]:
    """The likeliest digit; the two ways to write 4, 5 and 6 speak for one another."""
    mean, spread, weights = _model()
    scores = np.append((features(shape) - mean) / spread, 1.0) @ weights
    odds = np.exp(scores - scores.max())
    likely = dict(zip(DIGITS, (odds / odds.sum()).tolist(), strict=True))
    best = max(likely, key=likely.__getitem__)
    other = _TWINS.get(best) or next((one for one, twin in _TWINS.items() if twin == best), "")
    return best, likely[best] + likely.get(other, 0.0)


def _marks(strip: NDArray[np.uint8], begin: int, page: int) -> list[Mark]:
    """The pieces of ink in a strip that begins at the row `begin` of a page so high; no dirt or shadow at the borders, and
    nothing taller than type."""
    if min(strip.shape) < 16:
        return []
    dark = _ink(strip)
    if dark.mean() > 0.4:
        return []  # a picture
    border = _BORDER * strip.shape[1]
    _, labels, places, _ = cv2.connectedComponentsWithStats(dark)
    return [
        Mark(x, begin + y, x + width, begin + y + height, labels[y : y + height, x : x + width] == number)
        for number, (x, y, width, height, area) in enumerate(places.tolist())
        if number and area >= 6 and height <= _MOST_TALL * page and border < x and x + width < strip.shape[1] - border
    ]


def _ink(strip: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """1 where it is so much darker than the paper around it."""
    small = cv2.resize(strip, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(small, 5), (strip.shape[1], strip.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray((paper.astype(np.int16) - strip) > _DARKER, dtype=np.uint8)


def _rows(marks: list[Mark]) -> list[list[Mark]]:
    """Marks that stand on one height; rules and borders, far longer than high, are none."""
    rows: list[list[Mark]] = []
    for mark in sorted(
        (mark for mark in marks if mark.right - mark.left < 12 * mark.height), key=lambda one: -one.height
    ):
        for row in rows:
            shared = min(row[0].bottom, mark.bottom) - max(row[0].top, mark.top)
            if shared > 0.4 * mark.height:
                row.append(mark)
                break
        else:
            rows.append([mark])
    return rows


def _top(row: list[Mark]) -> int:
    return row[0].top


def _is_tall(row: list[Mark], page: int) -> bool:
    """Whether the tallest mark of a row is as tall as type may be."""
    return _TALL * page <= row[0].height <= _MOST_TALL * page


def _ends(row: list[Mark]) -> Iterator[Numeral]:
    """The groups at both ends of a row that stand apart from the rest and have no more marks than a folio."""
    height = row[0].height
    marks = sorted((mark for mark in row if mark.height >= _SPECK * height), key=lambda mark: mark.left)
    groups = _groups(marks, _WITHIN * height)
    ends = [(0, 1), (-1, -2)] if len(groups) > 1 else [(0, 0)]
    for end, beside in ends:
        group, other = groups[end], groups[beside]
        white = max(group[0].left - other[-1].right, other[0].left - group[-1].right)
        if len(group) <= _MOST and (end == beside or white >= _AROUND * height):
            yield Numeral(tuple(group), height, end == beside)


def _groups(marks: list[Mark], white: float) -> list[list[Mark]]:
    reached, number, numbers = float("-inf"), 0, []
    for mark in marks:
        number += mark.left - reached > white
        reached = max(reached, mark.right)
        numbers.append(number)
    return [
        [mark for _, mark in group] for _, group in groupby(zip(numbers, marks, strict=True), key=lambda pair: pair[0])
    ]
