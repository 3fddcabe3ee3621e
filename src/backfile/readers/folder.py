"""A folder of page images: one document, its pages in natural order of the names (2 before 10)."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EmptyInput, InputTooLarge
from ..model import Page, Source
from ..settings import Settings
from . import images
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "folder"
SUFFIXES = ()


def accepts(path: Path, head: bytes) -> bool:  # noqa: ARG001 - the contract
    return path.is_dir()


def open_document(path: Path, settings: Settings) -> FolderDocument:
    """Raises EmptyInput for a folder without images, InputTooLarge."""
    return FolderDocument(path, settings)


class FolderDocument:
    def __init__(self, path: Path, settings: Settings) -> None:
        self._settings = settings
        self._files = list_images(path)
        if not self._files:
            raise EmptyInput(
                f"{path}: no page images in this folder.", cure="Name a folder of JPEG, PNG, TIFF … files."
            )
        if len(self._files) > settings.max_pages:
            raise InputTooLarge(
                f"{path}: {len(self._files):,} images are more than max_pages = {settings.max_pages:,}."
            )
        self.source = _describe(path, self._files)

    def __len__(self) -> int:
        return len(self._files)

    def page(self, number: int) -> Page:
        file = self._files[number - 1]
        with images.open_picture(file, str(file)) as picture:
            return images.measure_picture(picture, number, str(file), self._settings)

    def image(self, number: int, dpi: int) -> Image:
        file = self._files[number - 1]
        with images.open_picture(file, str(file)) as picture:
            return images.load_picture(picture, dpi, str(file), self._settings)

    def close(self) -> None:
        """Nothing is held open."""


def list_images(folder: Path) -> list[Path]:
    """The page images right in `folder`, in natural order; hidden files, links and other files are left out."""
    found = (
        path
        for path in folder.iterdir()
        if path.suffix.lower() in images.SUFFIXES
        and not path.name.startswith(".")
        and path.is_file()
        and not path.is_symlink()
    )
    return sorted(found, key=lambda path: natural_key(path.name))


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts digits by value: "p2" before "p10"."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts)


def _describe(folder: Path, files: list[Path]) -> Source:
    """The hash is that of the sorted listing `<hash>  <name>`, one line a file."""
    rows = sorted((describe(file, NAME) for file in files), key=lambda row: row.name)
    listing = "".join(sorted(f"{row.sha256}  {row.name}\n" for row in rows))
    return Source(
        name=folder.name,
        format=NAME,
        sha256=hashlib.sha256(listing.encode()).hexdigest(),
        size=sum(row.size for row in rows),
    )
