"""A second opinion on what an engine read in parts of a page whose script it reads with steady mistakes (Fraktur).

The engine sees the lines, the program that knows the script sees the letters: where both read nearly the same, the latter is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..engines import tesseract
from ..errors import EngineError
from ..folding import loose
from ..model import Word

if TYPE_CHECKING:
    from PIL.Image import Image

_ALIKE, _LONGER, _SURE, _WITHIN = 0.75, 0.1, 0.5, 0.5
"""Likeness from which two readings are of the same words and share by which one may be longer, confidence that the second one
needs, share of a word's box in the first one's."""


def hear_second(words: Sequence[Word], image: Image, dpi: float, script: str, seconds: int) -> list[Word]:
    """`words` of an image, those that Tesseract reads nearly alike in `script` as it reads them; all as they are when it
    can't. Boxes are fractions of the image."""
    try:
        others = tesseract.TesseractEngine(seconds).read(image, dpi=dpi, language=script)
    except EngineError:
        return list(words)
    return [one for word in words for one in _agreed(word, others)]


def _agreed(word: Word, others: Iterable[Word]) -> list[Word]:
    """The other reading of a word (or line) where it is nearly alike and sure enough; else the word."""
    if word.box is None:
        return [word]
    within = [other for other in others if other.box and word.box.covers(other.box) > _WITHIN]
    letters = sum(len(other.text) for other in within)
    sure = sum(other.confidence * len(other.text) for other in within) / letters if letters else 0.0
    one, other = loose(word.text), loose("".join(other.text for other in within))
    longer = abs(len(one) - len(other)) > _LONGER * len(one)
    if sure < _SURE or longer or SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE:
        return [word]
    return [replace(other, confidence=max(other.confidence, word.confidence)) for other in within]
