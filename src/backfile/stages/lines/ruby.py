"""Ruby (furigana, zhuyin): small kana set beside the characters whose reading they give. They are no part of the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from ...model import Box, Page, Word

_READING = re.compile(r"^[\u3041-\u309f\u30a0-\u30ff\u3105-\u312f\uff66-\uff9f\s・ー˙ˊˇˋ]+$")
_SMALL, _ABOUT_SMALL = 0.66, 0.78
"""Ruby is set at half the size of the text (JIS X 4051, 7.1); engines draw its boxes wider than it is."""
_TOO_SMALL = 0.55
"""Type so small that an engine makes anything of it."""
_LONGEST = 9
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}


def find_ruby(page: Page) -> set[int]:
    """Indices of the words of `page` that are ruby: kana alone, small, and close along a word of the text."""
    sizes = [_size(word, page) for word in page.words]
    usual = median([size for size, word in zip(sizes, page.words, strict=True) if len(word.text) > 0]) if sizes else 0.0
    small = _SMALL if page.source == "text" else _ABOUT_SMALL
    few = [
        index
        for index, (word, size) in enumerate(zip(page.words, sizes, strict=True))
        if word.box is not None
        and 0 < size < small * max(usual, 1.6 * size)
        and (_READING.match(word.text) or (page.source == "ocr" and size < _TOO_SMALL * usual))
        and (page.source == "text" or len(word.text) <= _LONGEST)
    ]
    return {index for index in few if _has_base(page.words[index], sizes[index] / small, page.words, sizes, page)}


def _size(word: Word, page: Page) -> float:
    """The type size of a word in points; the thinner side of its box where the source does not tell."""
    if word.size > 0 or word.box is None:
        return word.size
    scale = _POINTS.get(page.unit, 1.0)
    return min(word.box.width * (page.width or 210.0), word.box.height * (page.height or 297.0)) * scale


def _has_base(ruby: Word, least: float, words: Sequence[Word], sizes: Sequence[float], page: Page) -> bool:
    """Whether some larger word, of `least` points, lies along the ruby: to its left (vertical text) or under it (horizontal)."""
    assert ruby.box is not None
    size = _SMALL * least
    scale = _POINTS.get(page.unit, 1.0)
    across, down = (page.width or 210.0) * scale, (page.height or 297.0) * scale
    box = _scaled(ruby.box, across, down)
    for word, other in zip(words, sizes, strict=True):
        if word.box is None or other < least or word.box == ruby.box:
            continue
        base = _scaled(word.box, across, down)
        along = min(box.bottom, base.bottom) - max(box.top, base.top)
        beside = -0.6 * size < box.left - base.right < 0.8 * size
        if beside and along > 0.5 * min(box.height, base.height):
            return True
        over = min(box.right, base.right) - max(box.left, base.left)
        above = -0.6 * size < base.top - box.bottom < 0.8 * size
        if above and over > 0.5 * min(box.width, base.width):
            return True
    return False


def _scaled(box: Box, across: float, down: float) -> Box:
    return Box(box.left * across, box.top * down, box.right * across, box.bottom * down)
