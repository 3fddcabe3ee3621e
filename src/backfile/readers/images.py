"""Page images: JPEG, PNG, TIFF (every image of a file is a page), WebP, JPEG 2000, GIF, BMP.

Every page has to be recognised: `source="none"`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DamagedInput, InputTooLarge
from ..model import Source
from ..settings import Settings
from . import _pixels
from ._scans import Scans
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


class ImageDocument(Scans):
    """An image file of one or (TIFF) many pages."""

    def __init__(self, path: Path, frames: int, settings: Settings) -> None:
        self._path = path
        self._frames = frames
        self._settings = settings

    @cached_property
    def source(self) -> Source:
        """What was opened. Made when it is asked for first: it takes reading all of it."""
        return describe(self._path, NAME)

    def __len__(self) -> int:
        return self._frames

    def _name(self, number: int) -> str:
        return f"{self._path}, page {number}" if self._frames > 1 else str(self._path)

    @contextmanager
    def _opened(self, number: int) -> Iterator[Image]:
        with _pixels.opened(self._path, self._name(number)) as image:
            self._seek(image, number)
            yield image

    def _seek(self, image: Image, number: int) -> None:
        if not 1 <= number <= self._frames:
            raise DamagedInput(f"{self._path}: there is no page {number}.")
        if number > 1:
            image.seek(number - 1)
        _pixels.check_size(image, self._name(number), self._settings.max_pixels)
