"""Whether Chinese and Japanese characters stand on their feet: vertical text and a page on its side look alike to an engine.

PP-OCR reads characters that lie on their back as well as upright ones (that is how it reads vertical lines), so that an upright page
of vertical text and a page of horizontal text that was scanned sideways are read equally surely. Here the characters that were read are cut apart
and set as a page of horizontal text, of which the orientation model can tell which way up it is.
"""

from __future__ import annotations

from itertools import chain, cycle, islice, pairwise
from typing import TYPE_CHECKING

from ..model import Word
from .orientation import LIKELY, find_turn

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST, _MOST = 24, 126
"""Characters that it takes, and that are set."""
_LEAST_CHARACTERS = 5
_CELL, _COLUMNS, _LEADING = 24, 14, 1.6


def find_feet(words: tuple[Word, ...], image: Image) -> int:
    """The clockwise turn (0, 90, 180, 270) that sets the characters upright; 0 when in doubt, or there are too few."""
    lines = sorted(_lines(words), key=lambda word: -len(word.text) * word.confidence)
    cells = list(islice(chain.from_iterable(_cut(image, word) for word in lines), _MOST))
    if len(cells) < _LEAST:
        return 0
    turn = find_turn(_set(cells))
    return turn.rotation if turn.confidence >= LIKELY else 0


def _lines(words: tuple[Word, ...]) -> list[Word]:
    """Words of several characters that are set on the em square, with their edges."""
    return [
        word
        for word in words
        if word.box is not None
        and len(word.edges) == len(word.text) + 1
        and sum("\u3040" <= char <= "\u9fff" for char in word.text) >= _LEAST_CHARACTERS
    ]


def _cut(image: Image, word: Word) -> list[Image]:
    """The characters of a word, each an image of its own, as they lie."""
    box = word.box
    if box is None:
        return []
    width, height = image.size
    tall = box.height * height > 1.5 * box.width * width
    cells = []
    for begin, end in pairwise(word.edges):
        left, top, right, bottom = (box.left, begin, box.right, end) if tall else (begin, box.top, end, box.bottom)
        x, y = round(left * width), round(top * height)
        cells.append(image.crop((x, y, max(x + 1, round(right * width)), max(y + 1, round(bottom * height)))))
    return cells


def _set(cells: list[Image]) -> Image:
    """A page of horizontal text made of the characters, over again until it is full."""
    import PIL.Image
    import PIL.ImageOps

    side = _COLUMNS * (_CELL + 1) + 40
    page = PIL.Image.new("RGB", (side, side), "white")
    rows = int((side - 40) / (_CELL * _LEADING))
    for place, cell in enumerate(islice(cycle(cells), rows * _COLUMNS)):
        row, column = divmod(place, _COLUMNS)
        plain = PIL.ImageOps.autocontrast(cell.convert("L").resize((_CELL, _CELL)), cutoff=(2, 40))
        page.paste(plain, (20 + column * (_CELL + 1), 20 + int(row * _CELL * _LEADING)))
    return page
