"""Lists of articles to go with scans: a file alone gives the contents, a folder with page images or a PDF also the pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BackfileError, InputError
from ..model import Box, Issue, Page, Source
from ..settings import Settings
from . import _pixels, draft, folder, has_image, part, pdf
from ._beside import Folder, describe_folder, sniff
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

    from . import Document

ReadStructure = Callable[[Path], Issue]
IsList = Callable[[bytes], bool]


def list_in(path: Path, is_list: IsList, suffixes: tuple[str, ...] = (".xml", ".mods")) -> Path | None:
    """The only list in a folder of page images (or of one PDF), if that is what the folder is."""
    if not path.is_dir():
        return None
    files = Folder(path)
    if not files.near(suffixes):
        return None
    lists = [file for file in files.files if file.suffix.lower() in suffixes and is_list(sniff(file))]
    if len(lists) != 1 or lists[0].parent != files.root or not files.holds_only(suffixes):
        return None
    return lists[0] if _scans(files) else None


def open_list(
    path: Path,
    settings: Settings,
    format: str,
    is_list: IsList,
    read: ReadStructure,
    suffixes: tuple[str, ...] = (".xml", ".mods"),
) -> ListDocument:
    """A list alone, or a folder with one and the scans that it lists."""
    if not path.is_dir():
        return ListDocument(describe(path, format), read(path), None)
    file = list_in(path, is_list, suffixes)
    if file is None:
        raise InputError(f"{path}: there is no list of articles beside the scans.", cure="Put exactly one there.")
    scans = _scans(Folder(path))
    structure = read(file)
    source = describe_folder(path, [file, *scans], format)
    if scans[0].suffix.lower() == ".pdf":
        return ListDocument(source, structure, pdf.open_document(scans[0], settings))
    return ListDocument(source, structure, folder.FolderDocument(path, scans, settings))


def _scans(files: Folder) -> tuple[Path, ...]:
    """The page images in order, or the one PDF; nothing when there are both, or several PDFs."""
    pdfs = tuple(file for file in files.files if file.suffix.lower() == ".pdf")
    if pdfs:
        return pdfs if len(pdfs) == 1 and not files.images else ()
    places = {file.parent for file in files.images}
    return files.images if len(places) == 1 and all(_pixels.is_image(sniff(file)) for file in files.images[:1]) else ()


class ListDocument:
    """The articles that a list names, and the pages of the scans beside it (none, for a list alone)."""

    def __init__(self, source: Source, structure: Issue, scans: Document | None) -> None:
        self.source = source
        self.structure = structure
        self._scans = scans

    def __len__(self) -> int:
        return len(self._scans) if self._scans is not None else 0

    def page(self, number: int) -> Page:
        return self._there().page(number)

    def has_image(self, number: int) -> bool:
        return self._scans is not None and has_image(self._scans, number)

    def image(self, number: int, dpi: int) -> Image:
        return self._there().image(number, dpi)

    def draft(self, number: int, dpi: int) -> Image:
        return draft(self._there(), number, dpi)

    def part(self, number: int, area: Box, size: tuple[int, int]) -> Image | None:
        return part(self._there(), number, area, size)

    def close(self) -> None:
        if self._scans is not None:
            with suppress(BackfileError):
                self._scans.close()

    def _there(self) -> Document:
        if self._scans is None:
            raise InputError(f"{self.source.name}: a list of articles has no pages.", cure="Put it beside the scans.")
        return self._scans
