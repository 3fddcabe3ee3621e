"""What is left of a page's tilt after it was set upright, seen in the margins of the lines that were read.

The ink of a page tells its tilt to a few tenths of a degree, less surely where lines of two columns do not stand at one height. Lines that begin or end at one
margin tell it to a few hundredths; the words are then turned with the page, instead of being read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from ..model import Box, Word, bound

LEAST = 0.12
"""Smallest tilt, in degrees, that is worth a turn."""
_MOST = 1.5
_LETTERS = 8
"""Letters of a line that may fill its measure."""
_SPACE = 0.8
"""Widest white between two words of a line, over their height."""
_NEAR, _FAR = 2.0, 8.0
"""Lines are compared that are so many times the type size below one another (at least, at most)."""
_FLUSH = 0.35
"""They have one margin when they are off by so much of an em at the most."""
_WORDS, _APART, _ASKEW = 5, 0.1, 0.35
"""Words of a line, and lines of so many, that tell how the lines run; how far apart words are that do, in widths of the page; by
how many degrees margins may say something else."""
_PAIRS = 40
"""So many pairs of lines tell a tilt."""


def find_tilt(words: Sequence[Word], width: int, height: int) -> float:
    """The small turn, degrees clockwise, that sets upright an image of `width` × `height` pixels with these words; 0 where too
    few of its lines stand at one margin."""
    lines = list(_lines(words, width, height))
    whole = [bound(line) for line, letters in lines if _is_line(bound(line), letters, width, height)]
    if len(whole) < 2:
        return 0.0
    boxes = np.array(whole, dtype=np.float64) * (width, height, width, height)
    em = float(np.median(boxes[:, 3] - boxes[:, 1]))
    leans = np.concatenate([_leans(boxes[:, edge], boxes[:, 1:4:2].mean(axis=1), em) for edge in (0, 2)])
    if len(leans) < _PAIRS:
        return 0.0
    tilt = float(np.degrees(np.arctan(np.median(leans))))
    rise = _rise([line for line, _ in lines], width, height)
    if rise is not None and abs(tilt - rise) > _ASKEW:
        return 0.0
    return round(tilt, 2) if LEAST <= abs(tilt) <= _MOST else 0.0


def _rise(lines: Sequence[Sequence[Box]], width: int, height: int) -> float | None:
    """The tilt that the words of lines show, degrees as in `find_tilt`; None where too few lines were read word by word. Old type
    was not always locked up square: margins may lean over lines that are level."""
    slopes = []
    for line in lines:
        places = np.array([box.center for box in line]) * (width, height)
        across, down = (places[:, None, axis] - places[None, :, axis] for axis in (0, 1))
        far = across > _APART * width
        if len(line) >= _WORDS and far.any():
            slopes.append(float(np.median(down[far] / across[far])))
    return -float(np.degrees(np.arctan(np.median(slopes)))) if len(slopes) >= _WORDS else None


def _lines(words: Sequence[Word], width: int, height: int) -> Iterator[tuple[list[Box], int]]:
    """The boxes of lines and how many letters they have, from lines that were read whole, or word by word."""
    line: list[Box] = []
    letters = 0
    for word in words:
        if word.box is None:
            continue
        if line and not _goes_on(line[-1], word.box, width, height):
            yield line, letters
            line, letters = [], 0
        line.append(word.box)
        letters += len(word.text)
    if line:
        yield line, letters


def _goes_on(one: Box, other: Box, width: int, height: int) -> bool:
    """Whether a word stands beside the one before it, on either side."""
    low = min(one.height, other.height)
    gap = max(other.left - one.right, one.left - other.right) * width
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5 * low and -low < gap / height < _SPACE * low


def _is_line(box: Box, letters: int, width: int, height: int) -> bool:
    return letters >= _LETTERS and box.width * width > 2 * box.height * height


def _leans(edges: NDArray[np.float64], middles: NDArray[np.float64], em: float) -> NDArray[np.float64]:
    """How far the margin goes to the right, by how far it goes down, between each two lines that share it."""
    down = middles[None, :] - middles[:, None]
    right = edges[None, :] - edges[:, None]
    flush = (down > _NEAR * em) & (down < _FAR * em) & (np.abs(right) < _FLUSH * em)
    return np.asarray(right[flush] / down[flush])


def turn_words(words: Sequence[Word], tilt: float, width: int, height: int) -> tuple[Word, ...]:
    """The words of an image of `width` × `height` pixels after it was turned clockwise by `tilt` degrees about its middle."""
    return tuple(_turn_word(word, tilt, width, height) for word in words)


def _turn_word(word: Word, tilt: float, width: int, height: int) -> Word:
    if word.box is None:
        return word
    sine, cosine = sin(radians(tilt)), cos(radians(tilt))
    x, y = (word.box.center[0] - 0.5) * width, (word.box.center[1] - 0.5) * height
    right = (x * cosine - y * sine) / width + 0.5 - word.box.center[0]
    down = (x * sine + y * cosine) / height + 0.5 - word.box.center[1]
    left, top, end, bottom = word.box
    box = Box(*(min(max(edge, 0.0), 1.0) for edge in (left + right, top + down, end + right, bottom + down)))
    along = down if (bottom - top) * height > (end - left) * width else right
    return replace(word, box=box, edges=tuple(edge + along for edge in word.edges))
