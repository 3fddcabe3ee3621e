"""hOCR 1.2 (the HTML of OCR engines: Tesseract, OCRopus, OCRmyPDF, ABBYY converters): a file of pages or a folder of files.

`bbox` says where a word stands, `x_wconf` how sure the engine is (per cent), `x_size` the size of the line in pixels,
`scan_res` the resolution; a line without words is one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..errors import DamagedInput
from ..model import Line, Page, Word
from ..settings import Settings
from ..structure import is_cjk
from ._beside import BundleDocument
from ._markup import Element, attribute, box_of, head_text, language_tag, number, parse_html, text_of
from .alto import join_words, open_pages, page_files, separators
from .text import direction_of

NAME = "hOCR"
SUFFIXES = (".hocr", ".html", ".htm", ".xhtml")

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_NUMBER = r"(-?[\d.]+)"
_BBOX = re.compile(rf"\bbbox\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}\s+{_NUMBER}")
_A4 = 297.0
_BARE = ("html",)


def accepts(path: Path, head: bytes) -> bool:
    if head:
        return "ocr_page" in head_text(head) or (
            path.suffix.lower() in SUFFIXES
            and any(word in head_text(head) for word in ("ocr-system", "ocr-capabilities"))
        )
    return path.is_dir() and bool(_files(path))


def open_document(path: Path, settings: Settings) -> BundleDocument:
    """Open an hOCR file or a folder of them. Raises DamagedInput, EmptyInput, InputTooLarge."""
    return open_pages(path, settings, NAME, _BARE, SUFFIXES, read_file)


def read_file(path: Path) -> list[Page]:
    """The pages of an hOCR file. Raises DamagedInput when it has none."""
    pages = [_read_page(page) for page in _of_class(parse_html(path), frozenset({"ocr_page"}))]
    if not pages:
        raise DamagedInput(f"{path}: this is not hOCR: nothing in it is of class ocr_page.")
    return pages


def _files(path: Path) -> list[Path]:
    from ._beside import sniff

    found = page_files(path, _BARE, SUFFIXES)
    return found if found and accepts(found[0], sniff(found[0])) else []


def _read_page(page: Element) -> Page:
    said = _properties(page)
    sheet = _bbox(said)
    if sheet is None:
        boxes = [box for each in page.iterdescendants() if (box := _bbox(_properties(each)))]
        sheet = (0.0, 0.0, max((box[2] for box in boxes), default=0.0), max((box[3] for box in boxes), default=0.0))
    scale = _scale(said, sheet)
    lines = list(_of_class(page, _LINES)) or list(_of_class(page, frozenset({"ocr_par", "ocr_carea"})))
    aspect = (sheet[2] - sheet[0]) / ((sheet[3] - sheet[1]) or 1.0)
    words = [word for line in lines for word in _runs(list(_words(line, sheet, scale)), aspect)]
    bare = [text for line in lines if (text := text_of(line))] if not any(word.box for word in words) else []
    return Page(
        number=0,
        width=round((sheet[2] - sheet[0]) * scale, 2),
        height=round((sheet[3] - sheet[1]) * scale, 2),
        words=() if bare else tuple(words),
        lines=tuple(Line(text=text, number=n, direction=direction_of(text)) for n, text in enumerate(bare, start=1)),
        kind="body" if words or bare else "blank",
        source="ocr" if words or bare else "text",
        language=_language(page),
    )


def _runs(words: list[Word], aspect: float) -> Sequence[Word]:
    """The words of a line with the spaces between them (hOCR tells of no other than that words are apart)."""
    tall = [word for word in words if word.box and word.box.height > word.box.width * aspect * len(word.text)]
    if any(direction_of(word.text) == "rtl" for word in words) or 2 * len(tall) > len(words) > 1:
        return words
    apart = [not (at and is_cjk(word.text[0]) and is_cjk(words[at - 1].text[-1])) for at, word in enumerate(words)]
    return join_words(words, separators(words, apart, False, "ltr", aspect))


def _words(line: Element, sheet: tuple[float, float, float, float], scale: float) -> Iterator[Word]:
    of_line = _properties(line)
    size = number((re.search(rf"\bx_size\s+{_NUMBER}", of_line) or [None, None])[1])
    for element in list(_of_class(line, _WORDS)) or [line]:
        text, said = text_of(element), _properties(element)
        box = _bbox(said) or (_bbox(of_line) if element is line else None)
        if not text:
            continue
        height = size or ((box[3] - box[1]) if box else 0.0)
        sure = number((re.search(rf"\bx_wconf\s+{_NUMBER}", said) or [None, None])[1])
        left, top, right, bottom = sheet
        yield Word(
            text=text,
            box=box_of(
                box[0] - left, box[1] - top, box[2] - left, box[3] - top, right - left, bottom - top
            ) if box else None,
            size=round(min(height * scale * 72 / 25.4 * 0.8, 500.0), 1),
            bold=any(part.tag == "strong" or part.tag == "b" for part in element.iterdescendants()),
            confidence=1.0 if sure is None else min(1.0, max(0.0, sure / 100)),
        )  # fmt: skip


def _of_class(element: Element, names: frozenset[str]) -> Iterator[Element]:
    for each in element.iterdescendants():
        if isinstance(each.tag, str) and names.intersection((each.get("class") or "").split()):
            yield each


def _properties(element: Element) -> str:
    return str(element.get("title") or "") if isinstance(element.tag, str) else ""


def _bbox(properties: str) -> tuple[float, float, float, float] | None:
    match = _BBOX.search(properties)
    values = [number(part) for part in match.groups()] if match else []
    if len(values) != 4 or any(value is None for value in values):
        return None
    left, top, right, bottom = values
    return left, top, right, bottom  # type: ignore[return-value]


def _scale(properties: str, sheet: tuple[float, float, float, float]) -> float:
    """Millimetres per pixel: by scan_res, else as if the longer side were that of A4."""
    match = re.search(rf"\bscan_res\s+{_NUMBER}", properties)
    dpi = number(match[1]) if match else None
    longest = max(sheet[2] - sheet[0], sheet[3] - sheet[1])
    return 25.4 / dpi if dpi and 98 <= dpi <= 2400 else _A4 / longest if longest > 0 else 0.0


def _language(page: Element) -> str | None:
    said = attribute(page.getroottree().getroot(), "lang") or next(
        (name for each in page.iterdescendants() if isinstance(each.tag, str) and (name := attribute(each, "lang"))),
        None,
    )
    return language_tag(said)
