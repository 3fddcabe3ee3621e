"""PDF: the text layer as words with boxes, page images on demand (PDFium, through pypdfium2).

A page whose text layer can't be trusted comes with `source="none"`, to be read from its image:

- nothing but pictures or outlines is drawn on it;
- more than a fifth of its glyphs have no known character (fonts without a mapping, private use);
- its letters are those of a wrong decoding (GBK or Shift_JIS bytes shown as Latin-1).

Invisible text over a scan (a searchable PDF) was once read by an engine: it is kept, with a lower confidence.
"""

from __future__ import annotations

import ctypes
import threading
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec.structs import replace

from ..errors import DamagedInput, InputTooLarge, PasswordNeeded
from ..forms import Forms
from ..model import Bookmark, Box, Page, Source
from ..settings import Settings
from ._characters import Characters, read_characters
from ._pictures import count_objects, count_pixels, find_pictures
from ._runs import Frame, make_words
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "PDF"
SUFFIXES = (".pdf",)

HIDDEN_TEXT = 0.8
"""Confidence of a text layer that another engine left: its errors are unknown to us."""

_POINT = 25.4 / 72
_MAX_BOOKMARKS = 5_000
_BAD_SHARE = 0.2
_MOJIBAKE_SHARE = 0.3
# PDFium is not safe across threads: one call at a time in a process.
_LOCK = threading.RLock()


def accepts(path: Path, head: bytes) -> bool:
    return b"%PDF-" in head[:1024] or (bool(head) and path.suffix.lower() in SUFFIXES)


def open_document(path: Path, settings: Settings) -> PdfDocument:
    """Open a PDF. Raises DamagedInput, PasswordNeeded, InputTooLarge (more pages than `max_pages`)."""
    with _LOCK:
        try:
            document = pdfium.PdfDocument(path, password=settings.password or None)
        except pdfium.PdfiumError as error:
            raise _explain(path, error, settings) from error
    if len(document) > settings.max_pages:
        pages = len(document)
        document.close()
        raise InputTooLarge(f"{path}: {pages:,} pages are more than max_pages = {settings.max_pages:,}.")
    return PdfDocument(path, document, settings)


def _explain(path: Path, error: pdfium.PdfiumError, settings: Settings) -> DamagedInput | PasswordNeeded:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        if settings.password:
            return PasswordNeeded(f"{path}: the password does not open this PDF.")
        return PasswordNeeded(f"{path}: the PDF is encrypted.")
    if error.err_code == raw.FPDF_ERR_SECURITY:
        return DamagedInput(f"{path}: the PDF is encrypted in a way we can't open.", cure="Save it unencrypted.")
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" not in head:
        return DamagedInput(f"{path}: named a PDF, but it is none.", cure="Give the file its right ending.")
    return DamagedInput(f"{path}: the PDF is damaged or cut short: {error}")


class PdfDocument:
    """An open PDF. Pages are parsed one by one and closed at once."""

    def __init__(self, path: Path, document: pdfium.PdfDocument, settings: Settings) -> None:
        self._path = path
        self._document = document
        self._count = len(document)
        self._settings = settings

    def __len__(self) -> int:
        return self._count

    @cached_property
    def source(self) -> Source:
        """What the file is. Made when it is asked for first: it takes reading the file whole."""
        with _LOCK:
            title = _clean(self._document.get_metadata_value("Title")) or None
            outline = tuple(_read_outline(self._document))
        return describe(self._path, NAME, title=title, outline=outline)

    def close(self) -> None:
        with _LOCK:
            _OPEN_PAGES.close(self._document)
            self._document.close()
            if "_forms" in self.__dict__:
                self._forms.close()

    def page(self, number: int) -> Page:
        """Words of the text layer; boxes as fractions of the page as shown (its crop box, its own rotation applied)."""
        with _LOCK:
            page = self._open(number)
            try:
                return self._read(page, number)
            finally:
                page.close()

    def image(self, number: int, dpi: int) -> Image:
        """The page drawn at `dpi`, RGB. Raises InputTooLarge when that is more than `max_pixels`."""
        with _LOCK:
            page = self._open(number)
            try:
                width, height = page.get_size()
                pixels = (width * dpi / 72) * (height * dpi / 72)
                if pixels > self._settings.max_pixels:
                    raise InputTooLarge(
                        f"{self._path}, page {number}: {width:.0f} × {height:.0f} points at {dpi} dpi are more than "
                        f"max_pixels = {self._settings.max_pixels:,}."
                    )
                self._check_size(number, width, height)
                bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
                image: Image = bitmap.to_pil().convert("RGB")
                return image
            except pdfium.PdfiumError as error:
                raise DamagedInput(f"{self._path}, page {number}: can't be drawn: {error}") from error
            finally:
                page.close()

    def part(self, number: int, area: Box, size: tuple[int, int]) -> Image:
        """The part `area` (fractions of the page as shown) drawn `size` pixels wide and high, and nothing beside it; RGB.

        The page stays open, so that other parts of it cost no more than their own ink. Raises as `image` does.
        """
        with _LOCK:
            page = _OPEN_PAGES.find(self._document, number) or self._open(number)
            try:
                width, height = page.get_size()
                self._check_size(number, width, height)
                if size[0] * size[1] > self._settings.max_pixels:
                    raise InputTooLarge(
                        f"{self._path}, page {number}: {size[0]:,} × {size[1]:,} pixels are more than "
                        f"max_pixels = {self._settings.max_pixels:,}."
                    )
                drawn = _draw_part(page, area, size)
            except pdfium.PdfiumError as error:
                raise DamagedInput(f"{self._path}, page {number}: can't be drawn: {error}") from error
            finally:
                _OPEN_PAGES.keep(self._document, number, page)
            return drawn

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self._path, self._settings.password)

    def _open(self, number: int) -> pdfium.PdfPage:
        if self._forms.are_bottomless(number):
            raise DamagedInput(
                f"{self._path}, page {number}: the page draws itself without end and was left out.",
                cure="Print the page to a new PDF with another program.",
            )
        try:
            return self._document[number - 1]
        except (pdfium.PdfiumError, IndexError) as error:
            raise DamagedInput(f"{self._path}, page {number}: the page can't be opened: {error}") from error

    def _check_size(self, number: int, width: float, height: float) -> None:
        if not (0.5 < width < 1e6 and 0.5 < height < 1e6):
            raise DamagedInput(f"{self._path}, page {number}: the page has no size ({width} × {height} points).")

    def _read(self, page: pdfium.PdfPage, number: int) -> Page:
        frame = _frame(page)
        width, height = frame.shown
        self._check_size(number, width, height)
        found = Page(
            number=number,
            width=round(width * _POINT, 2),
            height=round(height * _POINT, 2),
            printed=_clean(self._document.get_page_label(number - 1)) or None,
        )
        if not count_objects(_address(page.raw)):
            return replace(found, kind="blank")
        pictures = _pictures(page, frame)
        characters = self._characters(page, number)
        if characters is None or not _serves(characters):
            return replace(found, source="none", pictures=pictures)
        words = make_words(characters, frame)
        hidden = np.array([style.hidden for style in characters.table])[characters.styles].mean() > 0.5
        return replace(
            found,
            words=words,
            pictures=pictures,
            source="text" if words else "none",
            confidence=HIDDEN_TEXT if hidden else 1.0,
        )

    def _characters(self, page: pdfium.PdfPage, number: int) -> Characters | None:
        handle = raw.FPDFText_LoadPage(page)
        if not handle:
            raise DamagedInput(f"{self._path}, page {number}: the text can't be read.")
        try:
            return read_characters(_address(handle))
        finally:
            raw.FPDFText_ClosePage(handle)


class _OpenPages:
    """The last few pages that were drawn in parts, of all documents of this process; under _LOCK.

    To open a page takes longer than to draw a part of it: its content is parsed, its fonts are loaded, its pictures decoded.
    `most_pixels` bounds the pictures (of all pages together) that PDFium keeps decoded for open pages.
    """

    def __init__(self, most_pages: int = 12, most_pixels: int = 36_000_000) -> None:
        self._pages: OrderedDict[tuple[int, int], tuple[pdfium.PdfPage, int]] = OrderedDict()
        self._most_pages, self._most_pixels = most_pages, most_pixels

    def find(self, document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage | None:
        return self._pages.get((id(document), number), (None, 0))[0]

    def keep(self, document: pdfium.PdfDocument, number: int, page: pdfium.PdfPage) -> None:
        """Keep `page` open; the pages that were not drawn for longest are closed, this one too when it alone is too much."""
        key = id(document), number
        if key not in self._pages:
            self._pages[key] = page, count_pixels(_address(page.raw))
        self._pages.move_to_end(key)
        while len(self._pages) > self._most_pages or sum(size for _, size in self._pages.values()) > self._most_pixels:
            _, (oldest, _) = self._pages.popitem(last=False)
            oldest.close()

    def close(self, document: pdfium.PdfDocument) -> None:
        """Close all pages of `document`."""
        for key in [key for key in self._pages if key[0] == id(document)]:
            self._pages.pop(key)[0].close()


_OPEN_PAGES = _OpenPages()


def _draw_part(page: pdfium.PdfPage, area: Box, size: tuple[int, int]) -> Image:
    """`area` scaled so that it fills `size` exactly: FPDF_RenderPageBitmapWithMatrix, which clips to the bitmap."""
    shown = page.get_size()
    across = size[0] / ((area.right - area.left) * shown[0])
    down = size[1] / ((area.bottom - area.top) * shown[1])
    place = raw.FS_MATRIX(across, 0, 0, down, -area.left * shown[0] * across, -area.top * shown[1] * down)
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGRx, rev_byteorder=True)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER | raw.FPDF_RENDER_LIMITEDIMAGECACHE
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, place, raw.FS_RECTF(0, 0, *size), flags)
        image: Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return image


def _address(handle: object) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _frame(page: pdfium.PdfPage) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, page.get_rotation())


_INNOCENT = np.array([0xA0, 0xAB, 0xAD, 0xB0, 0xB7, 0xBB])


def _serves(characters: Characters) -> bool:
    """Whether the text layer may be believed, by the characters alone."""
    total = len(characters.codes)
    if characters.bad.sum() > _BAD_SHARE * total:
        return False
    codes = characters.codes
    letters = ((codes >= 0x41) & (codes <= 0x7A)) | (codes >= 0xC0)
    # Spaces, quotation marks and the middle dots of leaders are no sign of it, however many.
    latin1 = (codes >= 0xA0) & (codes <= 0xFF) & ~np.isin(codes, _INNOCENT)
    return not (total >= 20 and latin1.sum() > _MOJIBAKE_SHARE * max(int(letters.sum()), 1))


def _pictures(page: pdfium.PdfPage, frame: Frame) -> tuple[Box, ...]:
    """Boxes of the images on the page, as fractions of it."""
    found = find_pictures(_address(page.raw))
    if not found:
        return ()
    boxes = np.clip(np.nan_to_num(frame.fractions(np.array(found, np.float64))), 0.0, 1.0)
    seen = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    return tuple(Box(*box) for box in boxes[seen].tolist())


def _read_outline(document: pdfium.PdfDocument) -> Iterator[Bookmark]:
    """The document's own outline, as far as it can be followed."""
    for count, item in enumerate(document.get_toc(max_depth=10)):
        if count >= _MAX_BOOKMARKS:
            return
        destination = item.get_dest()
        index = destination.get_index() if destination else None
        page = index + 1 if index is not None and 0 <= index < len(document) else None
        yield Bookmark(title=_clean(item.get_title()), page=page, level=item.level + 1)


def _clean(text: str | None) -> str:
    """Metadata as one printable line."""
    return " ".join("".join(char if char.isprintable() else " " for char in (text or "")[:1000]).split())
