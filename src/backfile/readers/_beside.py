"""What lies beside a description: the page images and text files of one issue, found by name, never outside its folder.

Names in files are hostile: an address is never fetched, a path that leads out of the folder is not followed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from ..errors import InputError, InputTooLarge
from ..model import Page, Source
from ..settings import Settings
from . import _pixels
from ._source import describe
from .folder import is_litter, natural

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_FILES = 50_000
MAX_DEPTH = 4
_REMARKS = frozenset(
    {".txt", ".md", ".json", ".xml", ".md5", ".sha256", ".csv", ".log", ".nfo", ".xsd", ".xsl", ".html", ".pdf", ".yml"}
)
_ADDRESS = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]+:")


class PageFile(NamedTuple):
    """One page: the text file that holds its words, its place in that file (from 0), and its image."""

    text: Path | None
    place: int = 0
    image: Path | None = None
    trouble: str | None = None


class Folder:
    """The files under a folder, by path and by name; links and hidden files are not there."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """All of them, in the order people count; at most MAX_FILES + 1."""
        found: list[Path] = []
        for path in self.root.rglob("*"):
            inside = path.relative_to(self.root).parts
            if len(inside) > MAX_DEPTH or any(is_litter(part) for part in inside):
                continue
            if path.is_file() and not path.is_symlink():
                found.append(path)
            if len(found) > MAX_FILES:
                break
        return tuple(sorted(found, key=lambda path: natural(path.relative_to(self.root).as_posix())))

    def near(self, suffixes: Iterable[str], places: re.Pattern[str] | None = None) -> bool:
        """Whether files of these endings lie in the folder itself, or in one below it whose name `places` matches. Quick."""
        known = frozenset(suffixes)
        rooms = [self.root]
        if places is not None:
            rooms += [path for path in self.root.iterdir() if path.is_dir() and places.search(path.name)]
        return any(path.suffix.lower() in known for room in rooms for path in room.iterdir())

    @cached_property
    def images(self) -> tuple[Path, ...]:
        return tuple(path for path in self.files if path.suffix.lower() in _pixels.SUFFIXES)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        named: dict[str, list[Path]] = {}
        for path in self.files:
            named.setdefault(path.name.casefold(), []).append(path)
        return named

    def find(self, reference: str, base: Path | None = None) -> Path | None:
        """The file that `reference` (a relative path or file URL) means: at its place, else the only one of its name."""
        text = unquote(reference.strip()).replace("\\", "/")
        if text.lower().startswith("file:"):
            text = text[5:].lstrip("/") if not text[5:].startswith("//.") else text[7:]
        elif _ADDRESS.match(text) and not re.match(r"^[a-zA-Z]:/", text):
            return None
        name = text.rsplit("/", 1)[-1]
        if "\x00" in text or not name:
            return None
        place = _inside(self.root, (base.resolve() if base else self.root) / text)
        if place is not None:
            return place
        there = self._by_name.get(name.casefold(), [])
        return there[0] if len(there) == 1 else None

    def holds_only(self, suffixes: Iterable[str]) -> bool:
        """Whether all files are images, remarks or of these endings: nothing that may be another issue, and not too many."""
        known = {*_pixels.SUFFIXES, *_REMARKS, *suffixes}
        return len(self.files) <= MAX_FILES and all(path.suffix.lower() in known for path in self.files)


def _inside(root: Path, place: Path) -> Path | None:
    try:
        real = place.resolve()
        return real if real.is_file() and real.is_relative_to(root) else None
    except (OSError, ValueError):
        return None


def match_images(texts: list[tuple[Path, int]], folder: Folder) -> list[PageFile]:
    """Text pages with their images: by stem, else one by one when there are as many; images without text are pages too."""
    images = list(folder.images)
    stems = {image.stem.casefold(): image for image in images}
    named = [stems.get(_stem(path)) for path, _ in texts]
    alone = len({path for path, _ in texts}) == len(texts)
    if alone and any(named):
        pages = [PageFile(path, place, image) for (path, place), image in zip(texts, named, strict=True)]
        rest = [PageFile(None, 0, image) for image in images if image not in named]
        return sorted([*pages, *rest], key=lambda page: natural(_stem(page.text or page.image or folder.root)))
    if len(images) == len(texts):
        return [PageFile(path, place, image) for (path, place), image in zip(texts, images, strict=True)]
    return [PageFile(path, place) for path, place in texts]


def _stem(path: Path) -> str:
    """`0001.hocr.html` and `0001_alto.xml` belong to `0001.tif`."""
    stem = path.name.casefold().removesuffix(path.suffix.casefold())
    return re.sub(r"(?:[._-](?:alto|hocr|page|ocr|xml|html?|pagexml))+$", "", stem)


ReadPages = Callable[[Path], list[Page]]


class BundleDocument:
    """Pages whose words stand in text files, with images where there are any; the last file read is kept in memory."""

    def __init__(self, source: Source, pages: list[PageFile], read: ReadPages, settings: Settings) -> None:
        if len(pages) > settings.max_pages:
            raise InputTooLarge(
                f"{source.name}: {len(pages):,} pages are more than max_pages = {settings.max_pages:,}."
            )
        self.source = source
        self._pages = pages
        self._read = read
        self._settings = settings
        self._last: tuple[Path, list[Page]] | None = None

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> Page:
        file = self._pages[number - 1]
        page = self._read_text(file) if file.text else Page(number=number, source="none", trouble=file.trouble)
        if file.image is not None:
            with _pixels.opened_within(file.image, self._settings.max_pixels) as image:
                width, height = _pixels.paper_size(image)
            page = replace(page, width=width, height=height, unit="mm", trouble=None)
        return replace(page, number=number)

    def has_image(self, number: int) -> bool:
        return 0 < number <= len(self._pages) and self._pages[number - 1].image is not None

    def image(self, number: int, dpi: int) -> Image:
        with _pixels.opened_within(self._image_file(number), self._settings.max_pixels) as image:
            return _pixels.decode(image, dpi)

    def draft(self, number: int, dpi: int) -> Image:
        with _pixels.opened_within(self._image_file(number), self._settings.max_pixels) as image:
            return _pixels.draft(image, dpi)

    def _image_file(self, number: int) -> Path:
        file = self._pages[number - 1].image
        if file is None:
            raise InputError(
                f"{self.source.name}, page {number}: there is no image of this page.",
                cure="Put the page images beside the text files, under the same names, and add the folder again.",
            )
        return file

    def close(self) -> None:
        self._last = None

    def _read_text(self, file: PageFile) -> Page:
        assert file.text is not None
        if self._last is None or self._last[0] != file.text:
            self._last = file.text, self._read(file.text)
        pages = self._last[1]
        return pages[file.place] if file.place < len(pages) else Page(number=0, kind="blank")


def describe_folder(path: Path, files: Iterable[Path], format: str) -> Source:
    """The source of a folder: the hash of the lines `hash  name` of its files, as sha256sum prints them."""
    path = path.resolve()
    listed = sorted(file.resolve() for file in files)
    sources = [describe(file, format) for file in listed]
    lines = "".join(
        f"{source.sha256}  {file.relative_to(path).as_posix()}\n" for source, file in zip(sources, listed, strict=True)
    )
    return Source(
        name=path.name,
        format=format,
        sha256=hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest(),
        size=sum(source.size for source in sources),
    )


def sniff(path: Path) -> bytes:
    """The first 4096 bytes, none of what can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""
