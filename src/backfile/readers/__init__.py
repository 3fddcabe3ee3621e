"""Readers: one module per input format. Each opens a file as a `Document`: pages with words, or page images.

A reader module has

    NAME: str                                     what the format is called in tables
    SUFFIXES: tuple[str, ...]                     usual file name endings, with the dot
    def accepts(path: Path, head: bytes) -> bool  by content first (`head`: the first 4096 bytes; empty for a folder)
    def open_document(path: Path, settings: Settings) -> Document

and nothing else needs to know of it: the registry (`backfile.plugins`) finds it. A module may say more of itself:

    PLAIN = True                     it takes what no other reader knows (a folder of images): it is asked last
    def home(path: Path) -> Path     the folder that a file stands for (a METS file: with the files that it names)
    WITH_SCANS = True                a file of its kind that nobody named is no document but for the scans beside it
    def split(path: Path) -> dict[str, bytes]     a list of several issues as one list for each: files by name (empty: one issue)

A document may bring a structure (`backfile.structure`) as `structure`: what the file itself says of its issue. It may also have

    def has_image(number: int) -> bool            False for a page of which only words are kept
    def draft(number: int, dpi: int) -> Image     `image`, but as fine as the original where that is cheaper than to scale it
    def part(number: int, area: Box, size: tuple[int, int]) -> Image     a part of `image`, drawn without the rest of the page

which are for looking at pages and are asked through the functions of these names below.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from ..errors import EmptyInput, InputError, InputTooLarge, UnsupportedInput
from ..model import Box, Issue, Page, Source
from ..plugins import modules
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image


class Document(Protocol):
    """An opened input. Pages are made one by one, so that a volume never stands in memory."""

    @property
    def source(self) -> Source:
        """What was opened."""

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
        head = _head(path)
    reader = find_reader(path, head)
    if reader is None and path.is_dir():
        raise EmptyInput(f"{path}: this folder holds nothing that can be read.", cure=UnsupportedInput.cure)
    if reader is None:
        raise UnsupportedInput(f"{path}: no reader knows this format.")
    document: Document = reader.open_document(path, settings)
    return document


def find_reader(path: Path, head: bytes = b"") -> ModuleType | None:
    """The reader that accepts `path` (`head`: the first 4096 bytes of a file), the plain ones last."""
    readers = sorted(modules(__name__).values(), key=lambda reader: getattr(reader, "PLAIN", False))
    return next((reader for reader in readers if reader.accepts(path, head)), None)


def home_of(path: Path) -> Path:
    """The document that `path` stands for: itself, or the folder that a reader says has to be kept with it.

    Raises InputError when that folder holds other issues too.
    """
    if not path.is_file():
        return path
    home = getattr(find_reader(path, _head(path)), "home", None)
    found: Path = home(path) if home is not None else path
    return found if found.name else found.resolve()


def goes_with_scans(path: Path) -> bool:
    """Whether a file is of a kind (a spreadsheet) that is taken with the scans beside it, or when it is named itself."""
    readers = modules(__name__).values()
    return any(path.suffix.lower() in reader.SUFFIXES for reader in readers if getattr(reader, "WITH_SCANS", False))


def split_list(path: Path) -> dict[str, bytes]:
    """A list of the contents of several issues as one file for each, by name; nothing for whatever else `path` is.

    Raises DamagedInput, InputTooLarge.
    """
    if not any(
        path.suffix.lower() in reader.SUFFIXES for reader in modules(__name__).values() if hasattr(reader, "split")
    ):
        return {}
    split = getattr(find_reader(path, _head(path)), "split", None) if path.is_file() and path.stat().st_size else None
    parts: dict[str, bytes] = split(path) if split is not None else {}
    return parts


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def structure_of(document: Document) -> Issue | None:
    """What the file itself says of its issue, if it says anything."""
    structure: Issue | None = getattr(document, "structure", None)
    return structure


def has_image(document: Document, number: int) -> bool:
    """Whether there is an image of page `number`; a damaged one is one all the same."""
    asked = getattr(document, "has_image", None)
    return asked is None or bool(asked(number))


def draft(document: Document, number: int, dpi: int) -> Image:
    """Page `number` as `Document.image` gives it at `dpi`, or finer (never finer than the original). Raises as that does."""
    drawn: Image = getattr(document, "draft", document.image)(number, dpi)
    return drawn


def part(document: Document, number: int, area: Box, size: tuple[int, int]) -> Image | None:
    """The part `area` (fractions of the page as `Document.image` shows it), `size` pixels wide and high, RGB or grey.

    None where the format can't draw it without the whole page. Raises as `Document.image` does.
    """
    draw = getattr(document, "part", None)
    drawn: Image | None = draw(number, area, size) if draw is not None else None
    return drawn
