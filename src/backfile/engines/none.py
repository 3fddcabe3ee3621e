"""No engine: page images stay unread, and say so. For those who want text layers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Word
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image


class Nothing:
    name = "none"
    version = "1"

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:  # noqa: ARG002
        return ()


def load(settings: Settings) -> Nothing:  # noqa: ARG001
    return Nothing()
