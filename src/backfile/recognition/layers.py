"""Whether a text layer tells the truth: a few of its lines are read from the picture and compared.

Asked only where there is reason to: hidden text over a scan (its engine and its errors are unknown), and visible text
whose letters are improbable (a font that shows other letters than it stores).
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from ..engines import Engine
from ..folding import loose
from ..model import Box, Page, Word
from .scripts import mean_confidence

if TYPE_CHECKING:
    from PIL.Image import Image

_SAMPLES = 3
_LONG_ENOUGH = 8
_SURE = 0.9
_PAPER = 736
_UNLIKE = 0.5
"""Similarity (0..1) of layer and picture below which they are different texts; poor but honest OCR stays above .6."""
_VOWELS = frozenset("aeiouyAEIOUYäöüÄÖÜéèêáàâíóúåæø")
_VOWEL_SHARES = (0.2, 0.65)


def is_suspect(page: Page) -> bool:
    """Whether the layer should be compared with the picture."""
    return bool(page.words) and (page.confidence < 1 or _is_improbable(page.words))


def _is_improbable(words: tuple[Word, ...]) -> bool:
    """Latin text without the vowels that every language has (a fifth to a half of all letters)."""
    letters = [char for word in words for char in word.text if char.isalpha() and char < "\u0250"]
    if len(letters) < 200:
        return False
    share = sum(char in _VOWELS for char in letters) / len(letters)
    return not _VOWEL_SHARES[0] <= share <= _VOWEL_SHARES[1]


def is_false(page: Page, image: Image, engine: Engine, dpi: float) -> bool:
    """Whether most samples that the engine reads with confidence differ from the layer. No sure reading: not false."""
    samples = _samples(page.words)
    if not samples:
        return False
    sheet = _sheet([image.crop(_around(word.box, *image.size)) for word in samples if word.box])
    read = engine.read(sheet, dpi=dpi)
    verdicts = [
        _differs(word, tuple(found for found in read if _slot(found, len(samples)) == place))
        for place, word in enumerate(samples)
    ]
    known = [verdict for verdict in verdicts if verdict is not None]
    return bool(known) and 2 * sum(known) > len(known)


def _slot(word: Word, count: int) -> int:
    """Which of the `count` strips of the sheet a word was read on."""
    return min(count - 1, int(word.box.center[1] * count)) if word.box else 0


def _samples(words: tuple[Word, ...]) -> list[Word]:
    """Long runs from the beginning, middle and end of the page."""
    long = [word for word in words if word.box is not None and len(loose(word.text)) >= _LONG_ENOUGH]
    step = max(1, len(long) // _SAMPLES)
    return long[step // 2 :: step][:_SAMPLES]


def _differs(word: Word, read: tuple[Word, ...]) -> bool | None:
    """Whether the picture at the word's place shows another text; None when it can't be read surely."""
    seen = loose("".join(found.text for found in read))
    if mean_confidence(read) < _SURE or len(seen) < _LONG_ENOUGH // 2:
        return None
    stored = loose(word.text)
    matcher = SequenceMatcher(None, stored, seen, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return shared / min(len(stored), len(seen)) < _UNLIKE


def _sheet(strips: list[Image]) -> Image:
    """Strips one below the other on white paper: one look at all, and PP-OCR would enlarge a bare strip tenfold."""
    import PIL.Image

    slot = max(_PAPER // len(strips), *(strip.height for strip in strips), 1)
    width = max(_PAPER, *(strip.width for strip in strips))
    sheet = PIL.Image.new("RGB", (width, slot * len(strips)), "white")
    for place, strip in enumerate(strips):
        sheet.paste(strip, (0, slot * place + (slot - strip.height) // 2))
    return sheet


def _around(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels with half its height of air: a line at the rim of a picture is not found."""
    air = (box.bottom - box.top) * height / 2
    return (
        max(0, round(box.left * width - air)),
        max(0, round(box.top * height - air)),
        min(width, round(box.right * width + air)),
        min(height, round(box.bottom * height + air)),
    )
