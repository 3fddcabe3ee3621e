"""Recognition: one page of a document → pages with words.

A text layer that serves is kept; else the page image is set upright (`pages`, `uprightness`), a spread parted, and read
by the engine. Barcodes are read from the pictures of covers. The original is never altered: `upright` makes the page image
anew from it whenever it is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..engines import Engine
from ..errors import BackfileError
from ..model import Page, Word
from ..readers import Document
from ..settings import Settings
from .barcodes import read_barcodes
from .pages import find_stances, set_upright, upright
from .uprightness import Stance

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["read_barcodes", "recognise_page", "upright"]

_COVERS = (4, 2)
"""Barcodes are looked for on this many pages at the beginning and at the end."""
_DOUBTFUL = 0.72
"""Mean confidence of a page below which another quarter turn is tried."""
_CODE_DPI = 200


def recognise_page(document: Document, number: int, engine: Engine, settings: Settings) -> Iterator[Page]:
    """Page `number` of `document` with words: one page, or two where it is a spread. Raises InputError, EngineError."""
    page = document.page(number)
    is_cover = number <= _COVERS[0] or number > len(document) - _COVERS[1]
    if page.source != "none" or page.trouble or page.kind == "blank":
        yield replace(page, barcodes=_covers_codes(document, page)) if is_cover and page.pictures else page
        return
    image = document.image(number, settings.ocr_dpi)
    codes = read_barcodes(image) if is_cover else ()
    for place, (stance, words) in enumerate(_read_pages(image, engine, settings)):
        found = _place(page, stance)
        version = f"{engine.name} {engine.version}" if words else engine.name
        yield replace(
            found, words=words, source="ocr" if words else "none", engine=version, barcodes=codes if place == 0 else ()
        )


def _covers_codes(document: Document, page: Page) -> tuple[str, ...]:
    try:
        return read_barcodes(document.image(page.number, _CODE_DPI))
    except BackfileError:
        return ()  # the words are there; a picture that can't be drawn costs no more than its barcode


def _read_pages(image: Image, engine: Engine, settings: Settings) -> list[tuple[Stance, tuple[Word, ...]]]:
    """Each page on the image with its words, at the quarter turn that reads best."""
    best = _read_turned(image, 0, engine, settings)
    if not _is_doubtful(best):
        return best
    for rotation in (180, 90, 270):
        other = _read_turned(image, rotation, engine, settings)
        if _worth(other) > 1.3 * _worth(best):
            best = other
    return best


def _read_turned(
    image: Image, rotation: int, engine: Engine, settings: Settings
) -> list[tuple[Stance, tuple[Word, ...]]]:
    return [
        (stance, engine.read(set_upright(image, stance), dpi=settings.ocr_dpi, language=settings.language))
        for stance in find_stances(image, rotation)
    ]


def _is_doubtful(pages: list[tuple[Stance, tuple[Word, ...]]]) -> bool:
    """Whether what was read looks like a page on its side or head: little confidence, or tall lines for the most part."""
    words = [word for _, page in pages for word in page]
    letters = sum(len(word.text) for word in words)
    if letters < 8:
        return False
    sure = sum(word.confidence * len(word.text) for word in words) / letters
    return sure < _DOUBTFUL


def _worth(pages: list[tuple[Stance, tuple[Word, ...]]]) -> float:
    return sum(len(word.text) * max(0.0, word.confidence - 0.4) for _, page in pages for word in page)


def _place(page: Page, stance: Stance) -> Page:
    """The size of the upright page on paper, from that of the whole image."""
    width, height = (page.height, page.width) if stance.rotation in (90, 270) else (page.width, page.height)
    if stance.crop is not None:
        width, height = width * stance.crop.width, height * stance.crop.height
    return replace(
        page,
        width=round(width, 2),
        height=round(height, 2),
        rotation=stance.rotation,
        crop=stance.crop,
        skew=stance.skew,
    )
