"""A folder of page images, one page a file, in the order people count (2 before 10).

A folder is one issue when page images are all that it holds, whatever the system has left beside them (`Thumbs.db`,
`.DS_Store`); text files of remarks are passed over, other documents make it a shelf and not an issue.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import EmptyInput, InputTooLarge
from ..model import Source
from ..settings import Settings
from . import _pixels
from ._scans import Scans
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "folder of images"
SUFFIXES: tuple[str, ...] = ()
PLAIN = True

_LITTER = re.compile(r"^(\.|~\$|Thumbs\.db$|desktop\.ini$|ehthumbs\.db$|@eaDir$|__MACOSX$)", re.IGNORECASE)
_REMARKS = (".txt", ".md", ".json", ".xml", ".md5", ".sha256", ".csv", ".log", ".nfo")


def accepts(path: Path, head: bytes) -> bool:
    if head or not path.is_dir():
        return False
    files = [item for item in path.iterdir() if not is_litter(item.name)]
    pages = [item for item in files if item.is_file() and item.suffix.lower() in _pixels.SUFFIXES]
    rest = [item for item in files if item not in pages and item.suffix.lower() not in _REMARKS]
    return bool(pages) and not rest


def open_document(path: Path, settings: Settings) -> FolderDocument:
    """Open a folder. Raises EmptyInput, InputTooLarge (more images than `max_pages`, more bytes than `max_bytes`)."""
    files = sorted(
        (item for item in path.iterdir() if item.suffix.lower() in _pixels.SUFFIXES and not is_litter(item.name)),
        key=lambda item: natural(item.name),
    )
    files = [item for item in files if item.is_file()]
    if not files:
        raise EmptyInput(f"{path}: there are no page images in this folder.")
    if len(files) > settings.max_pages:
        raise InputTooLarge(f"{path}: {len(files):,} images are more than max_pages = {settings.max_pages:,}.")
    size = sum(item.stat().st_size for item in files)
    if size > settings.max_bytes:
        raise InputTooLarge(f"{path}: {size:,} bytes are more than max_bytes = {settings.max_bytes:,}.")
    return FolderDocument(path, tuple(files), settings)


def is_litter(name: str) -> bool:
    """Files that systems leave in folders."""
    return bool(_LITTER.search(name))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key in which runs of digits count as numbers."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


class FolderDocument(Scans):
    """A folder; its files are opened one at a time."""

    def __init__(self, path: Path, files: tuple[Path, ...], settings: Settings) -> None:
        self._path = path
        self._files = files
        self._settings = settings

    @cached_property
    def source(self) -> Source:
        """What was opened. Made when it is asked for first: it takes reading all of it."""
        return _listing(self._path, self._files)

    def __len__(self) -> int:
        return len(self._files)

    def _opened(self, number: int) -> AbstractContextManager[Image]:
        return _pixels.opened_within(self._files[number - 1], self._settings.max_pixels)


def _listing(path: Path, files: tuple[Path, ...]) -> Source:
    """The source of a folder: the hash of the lines `hash  name`, as sha256sum prints them."""
    sources = [describe(file, NAME) for file in files]
    lines = "".join(f"{source.sha256}  {source.name}\n" for source in sources)
    return Source(
        name=path.resolve().name,
        format=NAME,
        sha256=hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest(),
        size=sum(source.size for source in sources),
    )
