"""What documents that are page images have in common: a page is opened within bounds, measured, decoded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from ..model import Page
from . import _pixels

if TYPE_CHECKING:
    from PIL.Image import Image


class Scans(ABC):
    """Pages without a text layer. Who inherits says what was opened, how many pages there are, and how one is opened."""

    @abstractmethod
    def _opened(self, number: int) -> AbstractContextManager[Image]:
        """Page image `number`, from 1, its size known to be within bounds. Raises DamagedInput, InputTooLarge, PasswordNeeded."""

    def page(self, number: int) -> Page:
        with self._opened(number) as image:
            width, height = _pixels.paper_size(image)
        return Page(number=number, width=width, height=height, source="none")

    def image(self, number: int, dpi: int) -> Image:
        with self._opened(number) as image:
            return _pixels.decode(image, dpi)

    def draft(self, number: int, dpi: int) -> Image:
        with self._opened(number) as image:
            return _pixels.draft(image, dpi)

    def close(self) -> None:  # noqa: B027 - most hold nothing open
        """Nothing is held open."""
