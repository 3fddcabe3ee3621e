"""Page images: JPEG, PNG, TIFF (every image of a file is a page), WebP, JPEG 2000, GIF, BMP.

Every page has to be recognised: `source="none"`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DamagedInput, InputTooLarge
from ..model import Page
from ..settings import Settings
from . import _pixels
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "image"
SUFFIXES = _pixels.SUFFIXES


def accepts(path: Path, head: bytes) -> bool:
    return _pixels.is_image(head) or (bool(head) and path.suffix.lower() in SUFFIXES)


def open_document(path: Path, settings: Settings) -> ImageDocument:
    """Open an image file. Raises DamagedInput, InputTooLarge (pixels, or more images than `max_pages`)."""
    with _pixels.opened(path, str(path)) as image:
        _pixels.check_size(image, str(path), settings.max_pixels)
        frames = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    if frames > settings.max_pages:
        raise InputTooLarge(f"{path}: {frames:,} images are more than max_pages = {settings.max_pages:,}.")
    return ImageDocument(path, frames, settings)


class ImageDocument:
    """An image file of one or (TIFF) many pages."""

    def __init__(self, path: Path, frames: int, settings: Settings) -> None:
        self.source = describe(path, NAME)
        self._path = path
        self._frames = frames
        self._settings = settings

    def __len__(self) -> int:
        return self._frames

    def page(self, number: int) -> Page:
        with _pixels.opened(self._path, self._name(number)) as image:
            self._seek(image, number)
            width, height = _pixels.paper_size(image)
        return Page(number=number, width=width, height=height, source="none")

    def image(self, number: int, dpi: int) -> Image:
        with _pixels.opened(self._path, self._name(number)) as image:
            self._seek(image, number)
            return _pixels.decode(image, dpi)

    def close(self) -> None:
        """Nothing is held open."""

    def _name(self, number: int) -> str:
        return f"{self._path}, page {number}" if self._frames > 1 else str(self._path)

    def _seek(self, image: Image, number: int) -> None:
        if not 1 <= number <= self._frames:
            raise DamagedInput(f"{self._path}: there is no page {number}.")
        if number > 1:
            image.seek(number - 1)
        _pixels.check_size(image, self._name(number), self._settings.max_pixels)
