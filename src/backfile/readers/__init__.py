"""Readers: one module per input format. Each opens a file as a `Document`: pages with words, or page images.

A reader module has

    NAME: str                                     what the format is called in tables
    SUFFIXES: tuple[str, ...]                     usual file name endings, with the dot
    def accepts(path: Path, head: bytes) -> bool  by content first (`head`: the first 4096 bytes; empty for a folder)
    def open_document(path: Path, settings: Settings) -> Document

and nothing else needs to know of it: the registry (`backfile.plugins`) finds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..errors import EmptyInput, InputError, InputTooLarge, UnsupportedInput
from ..model import Page, Source
from ..plugins import modules
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image


class Document(Protocol):
    """An opened input. Pages are made one by one, so that a volume never stands in memory."""

    source: Source

    def __len__(self) -> int:
        """Number of pages (for scans: of page images)."""

    def page(self, number: int) -> Page:
        """Page `number` from 1, with the words of its text layer; `source="none"` when it has to be recognised.

        Raises DamagedInput naming file and page; the caller records it and goes on.
        """

    def image(self, number: int, dpi: int) -> Image:
        """The page as an upright-as-stored RGB or grey image at about `dpi` (scans: never enlarged).

        Raises DamagedInput, InputTooLarge (beyond `max_pixels`), or InputError for formats without images.
        """

    def close(self) -> None: ...


def open_document(path: Path, settings: Settings) -> Document:
    """Open `path` with the reader that accepts it.

    Raises EmptyInput, InputTooLarge, UnsupportedInput, DamagedInput, PasswordNeeded.
    """
    head = b""
    if not path.exists():
        raise InputError(f"{path}: no such file.", cure="Check the name.")
    if path.is_file():
        size = path.stat().st_size
        if size == 0:
            raise EmptyInput(f"{path}: the file is empty.")
        if size > settings.max_bytes:
            raise InputTooLarge(f"{path}: {size:,} bytes are more than max_bytes = {settings.max_bytes:,}.")
        with path.open("rb") as file:
            head = file.read(4096)
    for reader in modules(__name__).values():
        if reader.accepts(path, head):
            document: Document = reader.open_document(path, settings)
            return document
    raise UnsupportedInput(f"{path}: no reader knows this format.")
