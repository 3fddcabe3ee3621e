"""Pages whose text layer is good but not whole: pictures of text on them (a contents page drawn as one, an advertisement,
a scan that bears nothing but a stamp as text) are read, the words of the layer stay.

Photographs and drawings are not worth an engine's time: a picture is read only when it looks written, by dark marks of the size
of letters that stand in rows on even paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from ..engines import Engine
from ..model import Box, Page, Word, bound
from .scripts import mean_confidence
from .uprightness import find_ink

if TYPE_CHECKING:
    from PIL.Image import Image

LOOK_DPI = 100
"""Resolution at which pictures are looked at: 6-point type is 8 pixels high."""
_FEW_LETTERS = 150
"""A page with fewer letters in its layer may hold its text in outlines: the whole page is looked at."""
_LEAST_AREA, _MOST_PICTURES = 0.012, 6
_SCAN, _BAND = 0.8, 0.04
"""Share of the page that a scan of it takes; height of a strip without words that is worth a look."""
_LETTER, _MARKS, _ROWS = (4, 45), 30, 2
_PAPER_SHARE = 0.5
_UNREAD_SHARE = 0.4
_SURE, _LEAST_LETTERS = 0.85, 6


def find_unread(page: Page, look: Image) -> list[Box]:
    """The parts of the page that look written but have no words in the layer; `look` is the page at LOOK_DPI.

    At most _MOST_PICTURES, the largest first.
    """
    whole = np.asarray(look.convert("L"))
    rest = _without_words(whole, page.words)
    found = [box for box in (*_candidates(page), *_bare_bands(page)) if _is_unread(_cut(whole, box), _cut(rest, box))]
    return found[:_MOST_PICTURES]


def is_scan(page: Page) -> bool:
    """Whether a picture takes the page: its layer was laid over a scan."""
    return any(box.width * box.height >= _SCAN for box in page.pictures)


def has_candidates(page: Page) -> bool:
    """Whether the page has to be looked at: pictures of some size, or next to no text."""
    return bool(_candidates(page))


def read_parts(
    page: Page,
    image: Image,
    boxes: Iterable[Box],
    engine: Engine,
    dpi: float,
    language: str,
    second: Callable[[Sequence[Word], Image], list[Word]] | None = None,
) -> Page:
    """The page with what the engine read surely in `boxes` of its image (drawn at `dpi`), beside the words of its layer; after
    a `second` opinion on the words of each part (boxes are fractions of it), if there is one."""
    found: list[Word] = []
    for box in boxes:
        left, top, right, bottom = _pixels(box, *image.size)
        part = image.crop((left, top, right, bottom))
        words = engine.read(part, dpi=dpi, language=language)
        sure = [word for word in words if word.confidence >= _SURE]
        placed = [_placed(word, box) for word in (second(sure, part) if second and sure else sure)]
        fresh = tuple(word for word in placed if not _is_known(word, (*page.words, *found)))
        if sum(len(word.text) for word in fresh) >= _LEAST_LETTERS and mean_confidence(tuple(words)) >= _SURE - 0.15:
            found += fresh
    if not found:
        return page
    return replace(page, words=(*page.words, *found), source="mixed", engine=f"{engine.name} {engine.version}")


def _candidates(page: Page) -> list[Box]:
    """Boxes to look into, largest first: pictures, those that touch taken together; the whole page when it has few words."""
    if sum(len(word.text) for word in page.words) < _FEW_LETTERS:
        return [Box(0.0, 0.0, 1.0, 1.0)]
    boxes = [box for box in _join(page.pictures) if box.width * box.height >= _LEAST_AREA]
    return sorted(boxes, key=lambda box: -box.width * box.height)


def _bare_bands(page: Page) -> list[Box]:
    """Of a scan with a layer, strips over the whole width without a word of it: layers often lack the masthead."""
    if not is_scan(page) or sum(len(word.text) for word in page.words) < _FEW_LETTERS:
        return []
    bands, reached = [], 0.0
    for top, bottom in (*sorted((word.box.top, word.box.bottom) for word in page.words if word.box), (1.0, 1.0)):
        if top - reached >= _BAND:
            bands.append(Box(0.0, reached, 1.0, top))
        reached = max(reached, bottom)
    return bands


def _join(boxes: Iterable[Box]) -> list[Box]:
    """Strips of one picture, one below the other, as one box (scanners and design programs cut pictures up)."""
    rows = sorted(boxes, key=lambda box: (box.left, box.right, box.top))
    joined: list[Box] = rows[:1]
    for before, box in pairwise(rows):
        is_next = abs(before.left - box.left) + abs(before.right - box.right) < 0.01 and box.top - before.bottom < 0.01
        if is_next:
            joined[-1] = bound([joined[-1], box])
        else:
            joined.append(box)
    return joined


def _without_words(grey: NDArray[np.uint8], words: Iterable[Word]) -> NDArray[np.uint8]:
    """The page with paper where the layer has words."""
    clean = grey.copy()
    paper = int(np.percentile(grey, 75))
    height, width = grey.shape
    for word in words:
        if word.box:
            left, top, right, bottom = _pixels(word.box, width, height)
            clean[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = paper
    return clean


def _is_unread(whole: NDArray[np.uint8], rest: NDArray[np.uint8]) -> bool:
    """Whether a part of the page looks written where the layer has no words, and is not for the most part in the layer."""
    marks = _find_marks(rest)
    if len(marks) < _MARKS or len(marks) < _UNREAD_SHARE * len(_find_marks(whole)):
        return False
    middles = marks[:, :2] + marks[:, 2:] / 2
    return max(_rows(middles[:, 1], marks[:, 3]), _rows(middles[:, 0], marks[:, 2])) >= _ROWS


def _find_marks(grey: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Left, top, width and height of the marks of the size of letters; none where they do not stand on even paper."""
    if min(grey.shape) < 12:
        return np.zeros((0, 4), np.int32)
    paper = int(np.bincount(grey.ravel(), minlength=256).argmax())
    if (np.abs(grey.astype(np.int16) - paper) < 28).mean() < _PAPER_SHARE:
        return np.zeros((0, 4), np.int32)
    ink = find_ink(np.asarray(255 - grey if paper < 110 else grey, dtype=np.uint8))
    _, _, places, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    longer, shorter = places[1:, 2:4].max(axis=1), places[1:, 2:4].min(axis=1)
    kept = (longer >= _LETTER[0]) & (shorter >= 2) & (shorter <= _LETTER[1]) & (longer <= 6 * _LETTER[1])
    return np.asarray(places[1:, :4][kept], dtype=np.int32)


def _rows(middles: NDArray[np.float64], sizes: NDArray[np.int32]) -> int:
    """How many rows of eight marks and more there are, marks in a row being level to a third of their usual size."""
    reach = max(2.0, float(np.median(sizes)) / 3)
    places = np.sort(middles)
    members = np.searchsorted(places, places + 2 * reach) - np.arange(len(places))
    rows, until = 0, -1.0
    for place, count in zip(places.tolist(), members.tolist(), strict=True):
        if place > until and count >= 8:
            rows, until = rows + 1, place + 2 * reach
    return rows


def _cut(grey: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    height, width = grey.shape
    left, top, right, bottom = _pixels(box, width, height)
    return grey[top:bottom, left:right]


def _pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    return (
        max(0, round(box.left * width)),
        max(0, round(box.top * height)),
        min(width, round(box.right * width)),
        min(height, round(box.bottom * height)),
    )


def _placed(word: Word, part: Box) -> Word:
    """A word read on a part of the page, in fractions of the page."""
    if word.box is None:
        return word
    lefts, tops = (part.left, part.width), (part.top, part.height)
    box = Box(
        lefts[0] + word.box.left * lefts[1],
        tops[0] + word.box.top * tops[1],
        lefts[0] + word.box.right * lefts[1],
        tops[0] + word.box.bottom * tops[1],
    )
    tall = _span(word.edges, word.box.top, word.box.bottom) < _span(word.edges, word.box.left, word.box.right)
    begin, length = tops if tall else lefts
    return replace(word, box=box, edges=tuple(begin + edge * length for edge in word.edges))


def _span(edges: tuple[float, ...], begin: float, end: float) -> float:
    """How badly edges fit a line from `begin` to `end`."""
    return abs(min(edges) - begin) + abs(max(edges) - end) if edges else 1.0


def _is_known(word: Word, words: Iterable[Word]) -> bool:
    """Whether words that are there already stand where this one was read."""
    box = word.box
    if box is None:
        return True
    height = max(box.height, 1e-6)
    return sum(_shared(box, other.box) for other in words if other.box) > 0.4 * box.width * height


def _shared(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return width * height if width > 0 and height > 0 else 0.0
