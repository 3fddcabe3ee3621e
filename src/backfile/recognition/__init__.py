"""Recognition: one page of a document → pages with words.

Where the text layer serves it is kept; else the page image is set upright and read by the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..engines import Engine
from ..model import Page
from ..readers import Document
from ..settings import Settings


def recognise_page(document: Document, number: int, engine: Engine, settings: Settings) -> Iterator[Page]:
    """Page `number` of `document` with words: one page, or two where it is a spread."""
    page = document.page(number)
    if page.source != "none" or page.trouble:
        yield page
        return
    image = document.image(number, settings.ocr_dpi)
    words = engine.read(image, dpi=settings.ocr_dpi, language=settings.language)
    yield replace(page, words=words, source="ocr" if words else "none", engine=f"{engine.name} {engine.version}")
