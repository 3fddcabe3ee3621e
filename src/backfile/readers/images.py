"""Page images: JPEG, PNG, TIFF (many pages), WebP, JPEG 2000, GIF, BMP. Every frame is a page.

Sizes come from the resolution that the file states; where it states none (or a screen's 72), the page is taken to be
as tall as A4 and said so by `unit="px"`. EXIF orientation is applied: it belongs to the picture as stored.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image as pictures  # noqa: N813 - `Image` is the type here
from PIL import ImageOps, UnidentifiedImageError

from ..errors import DamagedInput, InputTooLarge
from ..model import Page
from ..settings import Settings
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "image"
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jp2", ".j2k", ".jpx", ".gif", ".bmp")
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "GIF", "BMP")
pictures.MAX_IMAGE_PIXELS = None  # `max_pixels` is the bound, checked before any pixel is read
_HEADS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"\0\0\0\x0cjP  ",
    b"\xff\x4f\xff\x51",
    b"GIF8",
    b"BM",
)


def accepts(path: Path, head: bytes) -> bool:  # noqa: ARG001 - the contract
    """By signature; WebP stands in a RIFF file."""
    return head.startswith(_HEADS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def open_document(path: Path, settings: Settings) -> ImageDocument:
    return ImageDocument(path, settings)


class ImageDocument:
    """A file of one or more page images, opened anew for each page: nothing is held."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        with open_picture(path, str(path)) as picture:
            self._frames = int(getattr(picture, "n_frames", 1)) if picture.format in ("TIFF", "GIF") else 1
        if self._frames > settings.max_pages:
            raise InputTooLarge(f"{path}: {self._frames:,} pages are more than max_pages = {settings.max_pages:,}.")
        self.source = describe(path, NAME)

    def __len__(self) -> int:
        return self._frames

    def page(self, number: int) -> Page:
        where = f"{self._path}, page {number}"
        with open_picture(self._path, where) as picture:
            return measure_picture(self._frame(picture, number, where), number, where, self._settings)

    def image(self, number: int, dpi: int) -> Image:
        where = f"{self._path}, page {number}"
        with open_picture(self._path, where) as picture:
            return load_picture(self._frame(picture, number, where), dpi, where, self._settings)

    def close(self) -> None:
        """Nothing is held open."""

    def _frame(self, picture: Image, number: int, where: str) -> Image:
        try:
            if self._frames > 1:
                picture.seek(number - 1)
        except (EOFError, OSError, ValueError) as error:
            raise DamagedInput(f"{where}: the page can't be found in the file: {error}") from error
        return picture


def open_picture(source: Path | object, where: str) -> Image:
    """An image file, its pixels not yet read. Only FORMATS are tried. Raises DamagedInput."""
    try:
        return pictures.open(source, formats=FORMATS)  # type: ignore[arg-type]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise DamagedInput(f"{where}: not an image that can be read: {error}") from error


def measure_picture(picture: Image, number: int, where: str, settings: Settings) -> Page:
    """The page of an image: its size on paper where the file states a resolution. Raises InputTooLarge."""
    width, height = _check(picture, where, settings)
    if _is_turned(picture):
        width, height = height, width
    stated = _resolution(picture)
    if stated is None:
        return Page(number=number, width=width, height=height, unit="px", source="none")
    return Page(
        number=number,
        width=round(width / stated * 25.4, 2),
        height=round(height / stated * 25.4, 2),
        unit="mm",
        source="none",
    )


def load_picture(picture: Image, dpi: int, where: str, settings: Settings) -> Image:
    """Pixels, upright as stored, RGB or grey, reduced to about `dpi` where the file states more; never enlarged."""
    _check(picture, where, settings)
    stated = _resolution(picture)
    share = min(1.0, dpi / stated) if stated else 1.0
    try:
        if share < 1:
            picture.draft(None, (round(picture.width * share), round(picture.height * share)))
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise DamagedInput(f"{where}: the image is damaged or cut short: {error}") from error
    except MemoryError as error:
        raise InputTooLarge(f"{where}: the image does not fit into memory.") from error
    return flatten(upright)


def flatten(picture: Image) -> Image:
    """RGB or grey, transparency on white, 16 bits brought to 8."""
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode in ("1", "I;16", "I;16B", "I", "F"):
        if picture.mode != "1":
            picture = (
                picture.point(lambda value: value / 256).convert("L") if picture.mode.startswith("I;16") else picture
            )
        return picture.convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = pictures.new("RGBA", clear.size, "white")
        return pictures.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("RGB")


def _check(picture: Image, where: str, settings: Settings) -> tuple[int, int]:
    width, height = picture.size
    if width * height > settings.max_pixels:
        raise InputTooLarge(
            f"{where}: {width:,} × {height:,} pixels are more than max_pixels = {settings.max_pixels:,}."
        )
    return width, height


def _is_turned(picture: Image) -> bool:
    """EXIF orientations 5 to 8 lie on their side (CIPA DC-008, tag 0x0112)."""
    try:
        return picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except (OSError, ValueError, SyntaxError):
        return False


def _resolution(picture: Image) -> float | None:
    """Dots per inch as the file states them, when they can be a scan's (a screen's 72 and 96 say nothing of paper)."""
    try:
        stated = float(picture.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return stated if 98 <= stated <= 2400 else None
