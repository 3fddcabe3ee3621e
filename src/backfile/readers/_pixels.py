"""Page images from untrusted files, within bounds.

Pillow decodes; the size is checked before a single pixel is, and large JPEGs are decoded at a fraction of their size
where that is all that is asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import PIL.Image
import PIL.ImageOps
from PIL.Image import Resampling

from ..errors import DamagedInput, InputTooLarge

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "GIF", "BMP")
SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jp2", ".j2k", ".jpx", ".gif", ".bmp")
HEADS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"\x00\x00\x00\x0cjP  \r\n",
    b"\xff\x4f\xff\x51",
    b"GIF87a",
    b"GIF89a",
)
_A4_INCHES = 297 / 25.4

_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_RESAMPLE_LIMIT = 1.2


def is_image(head: bytes) -> bool:
    """By the first bytes; BMP and WebP need two looks."""
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    bitmap = head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00"
    return head.startswith(HEADS) or webp or bitmap


@contextmanager
def opened(file: Path | IO[bytes], name: str) -> Iterator[Image]:
    """An image file, header read only. Errors name it. Raises DamagedInput.

    Pillow's own alarm about large images is silenced here: `check_size` bounds the pixels before they are decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with _unbounded(), PIL.Image.open(file, formats=FORMATS) as image:
                yield image
    except (OSError, SyntaxError, ValueError, EOFError, ZeroDivisionError, OverflowError, MemoryError) as error:
        raise DamagedInput(f"{name}: the image can't be read: {error}") from error


@contextmanager
def opened_within(file: Path, max_pixels: int) -> Iterator[Image]:
    """As `opened`. Raises InputTooLarge too, for more than `max_pixels`."""
    with opened(file, str(file)) as image:
        check_size(image, str(file), max_pixels)
        yield image


@contextmanager
def _unbounded() -> Iterator[None]:
    bound = PIL.Image.MAX_IMAGE_PIXELS
    PIL.Image.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        PIL.Image.MAX_IMAGE_PIXELS = bound


def check_size(image: Image, name: str, max_pixels: int) -> None:
    """Raises InputTooLarge for an image of more than `max_pixels`, DamagedInput for an empty one."""
    width, height = image.size
    if width < 1 or height < 1:
        raise DamagedInput(f"{name}: the image has no size.")
    if width * height > max_pixels:
        raise InputTooLarge(f"{name}: {width:,} × {height:,} pixels are more than max_pixels = {max_pixels:,}.")


def resolution(image: Image) -> float:
    """Dots per inch that the file claims; where it claims none, or a screen's, the page is taken to be as tall as A4.

    A claim below 98 comes from a program's default (72, 96), not from a scanner, and would make pages of a metre.
    """
    value = image.info.get("dpi")
    try:
        dpi = float(value[0]) if value else 0.0
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        dpi = 0.0
    return dpi if 98 <= dpi <= 2400 else max(image.size) / _A4_INCHES


def paper_size(image: Image) -> tuple[float, float]:
    """Width and height in millimetres of the page as it is to be seen (its EXIF orientation applied)."""
    scale = 25.4 / resolution(image)
    width, height = image.size
    if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
        width, height = height, width
    return round(width * scale, 1), round(height * scale, 1)


def decode(image: Image, dpi: int) -> Image:
    """The pixels, RGB or grey, at about `dpi` and never enlarged; EXIF orientation applied, transparency on white."""
    size = _size_at(image, dpi)
    decoded = _decode_cheaply(image, size)
    if decoded.width > size[0] * _RESAMPLE_LIMIT:
        decoded = decoded.resize(size, Resampling.LANCZOS if decoded.width < 3 * size[0] else Resampling.BOX)
    return _turn(decoded, image)


def draft(image: Image, dpi: int) -> Image:
    """The pixels as `decode` gives them, but not scaled: at `dpi` or finer, whichever the format decodes by itself."""
    return _turn(_decode_cheaply(image, _size_at(image, dpi)), image)


def _size_at(image: Image, dpi: int) -> tuple[int, int]:
    share = dpi / resolution(image)
    if share < 1 / _RESAMPLE_LIMIT:
        return max(1, round(image.width * share)), max(1, round(image.height * share))
    return image.size


def _decode_cheaply(image: Image, size: tuple[int, int]) -> Image:
    """At least `size`: a JPEG at an eighth, a quarter or a half of its own size where that is enough."""
    if size != image.size:
        image.draft(None, size)
    return _flatten(image)


def _flatten(image: Image) -> Image:
    """Grey stays grey, everything else becomes RGB; what is transparent shows white paper."""
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", layer.size, "white")
        return PIL.Image.alpha_composite(paper, layer).convert("RGB")
    if image.mode == "RGB":
        image.load()
        return image
    return image.convert("RGB")


def _turn(image: Image, read: Image) -> Image:
    """`image`, turned as the file `read` says that it is to be seen: EXIF 2.32, tag 0x0112."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    orientation = read.getexif().get(_ORIENTATION, 1)
    image.info.pop("exif", None)  # it is turned now
    return image.transpose(turns[orientation]) if orientation in turns else image
