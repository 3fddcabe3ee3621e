"""Whether a text layer tells the truth: some of its lines are read from the picture and compared.

Asked only where there is reason to: hidden text over a scan (its engine and its errors are unknown), and visible text
whose letters are improbable (a font that shows other letters than it stores).
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ..engines import Engine
from ..folding import loose
from ..model import Box, Page, Word
from .scripts import mean_confidence

if TYPE_CHECKING:
    from PIL.Image import Image

_SAMPLES = 5
_LONG_ENOUGH = 8
_SURE = 0.9
_PAPER = 736
_UNLIKE = 0.5
"""Similarity (0..1) of layer and picture below which they are different texts."""
_POOR, _VERY_SURE = 0.8, 0.96
"""A layer less alike than this, where the engine reads the picture with this confidence, is worse than a new reading."""
_VOWELS = frozenset("aeiouyAEIOUYäöüÄÖÜéèêáàâíóúåæø")
_VOWEL_SHARES = (0.2, 0.65)
_SYMBOLS = frozenset("\"#$%&'*+<=>@[\\]^_`{|}~¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾")
_SYMBOL_SHARE = 0.2
_FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只"
    "作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女"
    "這來國個說們為時會學對過後裡麼於還發當開無經頭見從動兩長樣現將與進點話"
)
"""The most frequent characters of written Chinese: a third to a half of any text."""
_FREQUENT_SHARE = 0.12


class Verdict(NamedTuple):
    """Whether the layer is to be set aside, and why, in words for a reader; how sure (0..1)."""

    is_false: bool
    why: str = ""
    confidence: float = 1.0


TRUE = Verdict(False)


class Sample(NamedTuple):
    """One line as stored and as seen in the picture, how alike (0..1) and how sure the engine was."""

    stored: str
    seen: str
    likeness: float
    confidence: float


def is_suspect(page: Page) -> bool:
    """Whether the layer should be compared with the picture."""
    return bool(page.words) and (page.confidence < 1 or is_improbable("".join(word.text for word in page.words)))


def is_improbable(text: str) -> bool:
    """Whether the text can hardly be what is printed, by its letters alone: fonts may show others than they store.

    Latin without the vowels that every language has (a fifth to a half of all letters), Chinese without its frequent
    characters, or more symbols than any text of a periodical.
    """
    counts = Counter(text)
    latin = sum(count for char, count in counts.items() if char.isalpha() and char < "\u0250")
    vowels = sum(counts[char] for char in _VOWELS)
    if latin >= 200 and not _VOWEL_SHARES[0] <= vowels / latin <= _VOWEL_SHARES[1]:
        return True
    han = sum(count for char, count in counts.items() if "\u4e00" <= char <= "\u9fff")
    kana = sum(count for char, count in counts.items() if "\u3041" <= char <= "\u30ff")
    frequent = sum(counts[char] for char in _FREQUENT)
    if han >= 300 and kana < 0.1 * han and frequent < _FREQUENT_SHARE * han:
        return True
    symbols = sum(counts[char] for char in _SYMBOLS)
    return len(text) >= 200 and symbols > _SYMBOL_SHARE * len(text)


def judge(page: Page, image: Image, engine: Engine, dpi: float) -> Verdict:
    """Whether the layer is another text than the picture shows, or a poor reading of it. No sure reading: believed."""
    known = [sample for sample in compare(page, image, engine, dpi) if sample.confidence >= _SURE]
    if not known:
        return TRUE
    worst = min(known, key=lambda sample: sample.likeness)
    quote = f'it says "{worst.stored[:40]}" where the page shows "{worst.seen[:40]}"'
    if 2 * sum(sample.likeness < _UNLIKE for sample in known) > len(known):
        return Verdict(
            True, f"The text layer of the file is not what is printed ({quote}): the page was read anew.", 0.9
        )
    likeness = sum(sample.likeness for sample in known) / len(known)
    sure = min(sample.confidence for sample in known)
    if len(known) >= 3 and likeness < _POOR and sure >= _VERY_SURE:
        return Verdict(True, f"The text layer of the file has many errors ({quote}): the page was read anew.", 0.85)
    return TRUE


def compare(page: Page, image: Image, engine: Engine, dpi: float) -> list[Sample]:
    """Lines spread over the page, as stored in its layer and as seen in its picture."""
    samples = _samples(page.words)
    if not samples:
        return []
    sheet = _sheet([image.crop(_around(word.box, *image.size)) for word in samples if word.box])
    read = engine.read(sheet, dpi=dpi)
    strips: list[list[Word]] = [[] for _ in samples]
    for found in read:
        strips[_slot(found, len(samples))].append(found)
    compared = (_compare(word, tuple(strip)) for word, strip in zip(samples, strips, strict=True))
    return [sample for sample in compared if sample is not None]


def _compare(word: Word, read: tuple[Word, ...]) -> Sample | None:
    """The word beside what was read at its place; None where next to nothing was."""
    stored, seen = loose(word.text), loose("".join(found.text for found in read))
    if len(seen) < _LONG_ENOUGH // 2:
        return None
    matcher = SequenceMatcher(None, stored, seen, autojunk=False)
    shared = sum(block.size for block in matcher.get_matching_blocks())
    return Sample(
        word.text, "".join(found.text for found in read), shared / min(len(stored), len(seen)), mean_confidence(read)
    )


def _slot(word: Word, count: int) -> int:
    """Which of the `count` strips of the sheet a word was read on."""
    return min(count - 1, int(word.box.center[1] * count)) if word.box else 0


def _samples(words: tuple[Word, ...]) -> list[Word]:
    """Long runs from the beginning to the end of the page."""
    long = [word for word in words if word.box is not None and len(loose(word.text)) >= _LONG_ENOUGH]
    step = max(1, len(long) // _SAMPLES)
    return long[step // 2 :: step][:_SAMPLES]


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
