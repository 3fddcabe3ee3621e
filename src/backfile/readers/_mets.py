"""A METS file, parsed: its pages in order, and the articles of its logical map with the places where they stand.

Dialects differ in how they name things: kinds of div (TYPE), uses of files (USE), and in whether places stand in the logical map
itself or in the physical map that structLink joins to it. What is one thing told in several ways is one here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from ..errors import DamagedInput
from ..model import Designation, Periodical
from . import _pixels, mods
from ._beside import Folder, PageFile
from ._markup import Element, attribute, children, every, first, local, number, parse, text_of
from ._works import MAX_WORKS, merged

MAX_AREAS = 200_000
IsArticle = Callable[[str], bool]
_ARTICLE = re.compile(
    r"article|editorial|review|(?<!news)letter|interview|poem|poetry|essay|obituar|death_?notice|story|report|contribution|feature|"
    r"news_?item|(?<!news)paper|feuilleton|serial|speech|announcement|weather|shipping|sport",
    re.I,
)
_NOT_ARTICLE = re.compile(r"^newspaper$|articles$|heading|title|body|text|caption|author|byline", re.I)
_ADVERT = re.compile(r"^(?:ad|ads|advert\w*|classifieds?|publicit[eé]|anzeigen?|werbung)$", re.I)
_SECTION = re.compile(r"^(?:section|rubric|rubrique|rubrik|title_?section|category)$", re.I)
_HEADLINE = re.compile(r"^(?:title|headline|heading|main_?title|over_?line|sub_?headline)$", re.I)
_SUBTITLE = re.compile(r"^(?:sub_?title|sub_?heading|subheadline)$", re.I)
_PAGE = re.compile(r"^(?:newspaper_?)?page$", re.I)
_PLACEHOLDER = re.compile(r"^[A-Z]+(?:_[A-Z]+)+$")
_KINDS = {"caption": "caption", "footnote": "footnote", "table": "table", "crosshead": "heading"}


class Area(NamedTuple):
    """A place of an article: the page (from 1), IDs in its ALTO file, a box given in pixels of its image, its part's role."""

    page: int
    begin: str | None = None
    end: str | None = None
    coords: tuple[float, float, float, float] | None = None
    role: str = "body"


class PageDiv(NamedTuple):
    named: str | None  # the first file that it names, of whatever kind
    label: str | None
    text: str | None  # reference to the ALTO file
    images: tuple[str, ...]

    def file(self, mets: Mets) -> PageFile:
        text = mets.folder.find(self.text, mets.path.parent) if self.text else None
        found = (mets.folder.find(image, mets.path.parent) for image in self.images)
        image = next((one for one in found if one and one.suffix.lower() in _pixels.SUFFIXES), None)
        trouble = None
        if text is None and image is None:
            trouble = f"{mets.path.name} names {self.named or 'no file'}, which is not there."
        return PageFile(text, 0, image, trouble)


class Item(NamedTuple):
    """An article or advertisement of the logical map, with its areas in order."""

    div: Element
    section: str | None
    level: int
    advert: bool
    areas: tuple[Area, ...]


class Mets:
    """A METS file, parsed: `pages` in order, `items` in order. Raises DamagedInput."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = Folder(path.parent)
        self.root = parse(path)
        if local(self.root) != "mets":
            raise DamagedInput(f"{path}: this is not METS, its root is <{local(self.root)}>.")
        self.files = {id: file for file in every(self.root, "file") if (id := attribute(file, "ID"))}
        self.descriptions = {id: each for each in children(self.root, "dmdSec") if (id := attribute(each, "ID"))}
        maps = list(children(self.root, "structMap"))
        self._physical = next((each for each in maps if "physical" in (attribute(each, "TYPE") or "").lower()), None)
        self.logical = next((each for each in maps if "logical" in (attribute(each, "TYPE") or "").lower()), None)
        if self.logical is None:
            self.logical = next((each for each in maps if each is not self._physical), self._physical)
        self.page_of: dict[str, int] = {}  # file ID → page
        self._physical_divs: dict[str, Element] = {}
        self._page_divs: dict[str, int] = {}  # ID of a page's div → page
        self.pages = self._read_pages()
        self._budget = MAX_AREAS

    # pages

    def _read_pages(self) -> list[PageDiv]:
        divs = (
            [div for div in every(self._physical, "div") if _PAGE.match(attribute(div, "TYPE") or "")]
            if self._physical is not None
            else []
        )
        if not divs and self._physical is not None:
            divs = [div for div in every(self._physical, "div") if first(div, "fptr") is not None]
        orders = [number(attribute(div, "ORDER")) for div in divs]
        if len(set(orders)) == len(divs) and None not in orders:
            divs = [div for _, div in sorted(zip(orders, divs, strict=True), key=lambda each: each[0] or 0.0)]
        for page, div in enumerate(divs, start=1):
            for inside in (div, *every(div, "div")):
                if id := attribute(inside, "ID"):
                    self._physical_divs[id] = inside
            if id := attribute(div, "ID"):
                self._page_divs[id] = page
            for id in _file_ids(div):
                self.page_of.setdefault(id, page)
        return [self._read_page(div) for div in divs] or self._pages_of_files()

    def _read_page(self, div: Element) -> PageDiv:
        ids = list(dict.fromkeys(_file_ids(div)))
        texts = [id for id in ids if self._is_text(id)]
        images = [href for id in ids if self._is_image(id) and (href := self.href(id))]
        label = attribute(div, "ORDERLABEL") or self._page_label(div)
        named = next((href for id in ids if (href := self.href(id))), None)
        return PageDiv(named, label, self.href(texts[0]) if texts else None, tuple(images))

    def _pages_of_files(self) -> list[PageDiv]:
        """Without a physical map: the ALTO files in order are the pages."""
        texts = [id for id in self.files if self._is_text(id)]
        self.page_of.update({id: page for page, id in enumerate(texts, start=1)})
        return [PageDiv(self.href(id), None, self.href(id), ()) for id in texts]

    def _page_label(self, div: Element) -> str | None:
        for record in self.records(div):
            start = next(
                (text_of(each) for extent in every(record, "extent") for each in children(extent, "start")), ""
            )
            if start:
                return start
        return None

    def href(self, id: str) -> str | None:
        file = self.files.get(id)
        location = first(file, "FLocat") if file is not None else None
        return attribute(location, "href") if location is not None else None

    def _use(self, id: str) -> str:
        """USE of the file and of the groups it stands in, its MIME type and ending, in lower case."""
        file = self.files.get(id)
        said = []
        here = file
        while here is not None and local(here) in ("file", "fileGrp"):
            said += [attribute(here, name) or "" for name in ("USE", "ID", "MIMETYPE")]
            here = here.getparent()
        return " ".join([*said, (self.href(id) or "").rpartition(".")[2]]).lower()

    def _is_text(self, id: str) -> bool:
        use = self._use(id)
        return use.endswith(" xml") and any(word in use for word in ("alto", "text", "ocr")) and "tei" not in use

    def _is_image(self, id: str) -> bool:
        ending = "." + (self.href(id) or "").rpartition(".")[2].lower()
        return (ending in _pixels.SUFFIXES or "image/" in self._use(id)) and "thumb" not in self._use(id)

    # descriptions

    def records(self, div: Element) -> Iterator[Element]:
        """The MODS records that a div names, as far as they are there."""
        for id in (attribute(div, "DMDID") or "").split():
            if id in self.descriptions:
                yield from every(self.descriptions[id], "mods")

    @cached_property
    def own(self) -> dict[str, Any] | None:
        """What only Backfile writes: the rest of its record. None in anybody else's file, or when it can't be read."""
        for data in every(self.root, "record"):
            if data.tag == "{urn:backfile:record}record":
                try:
                    found = msgspec.json.decode((data.text or "").encode())
                except (msgspec.DecodeError, UnicodeError) as error:
                    raise DamagedInput(f"{self.path}: its record section is damaged: {error}.") from error
                return found if isinstance(found, dict) else None
        return None

    @cached_property
    def host(self) -> tuple[Periodical, Designation, str]:
        """Periodical and issue from the MODS of the logical divs above the articles, nearest first; else from labels."""
        above = [div for div in self._holders() if not _PAGE.match(attribute(div, "TYPE") or "")]
        records = [(div, record) for div in reversed(above) for record in self.records(div)]
        periodicals, issues = [], []
        for _, record in records:
            host = next((each for each in children(record, "relatedItem") if attribute(each, "type") == "host"), None)
            parts = [part for holder in (record, host) if holder is not None for part in children(holder, "part")]
            issues += [mods.read_designation(holder, parts) for holder in (record, host) if holder is not None]
            periodicals += [mods.read_periodical(holder) for holder in (host, record) if holder is not None]
        where = attribute(records[0][0], "DMDID") if records else None
        titled = merged(Periodical, periodicals)
        if titled.title is None:
            named = (
                label
                for div in above
                if (label := label_of(div)) and "issue" not in (attribute(div, "TYPE") or "").lower()
            )
            titled = replace(titled, title=next(named, None))
        return titled, merged(Designation, issues), where or ""

    def _holders(self) -> list[Element]:
        """The divs down to the issue, outermost first."""
        found: list[Element] = []
        here = first(self.logical, "div") if self.logical is not None else None
        while here is not None:
            kind = attribute(here, "TYPE") or ""
            if found and (is_article(kind) or _ADVERT.match(kind) or _SECTION.match(kind)):
                break
            found.append(here)
            inside = list(children(here, "div"))
            here = inside[0] if len(inside) == 1 and "issue" not in kind.lower() else None
        return found

    # articles

    @cached_property
    def items(self) -> list[Item]:
        if self.logical is None:
            return []
        found = list(self._walk(self.logical, None, 1, is_article))
        if len(found) > MAX_WORKS:
            raise DamagedInput(f"{self.path}: more than {MAX_WORKS:,} articles are no issue.")
        if not any(not item.advert for item in found):
            found = list(
                self._walk(self.logical, None, 1, lambda kind: bool(re.match(r"chapter|part$|section", kind, re.I)))
            )
        return found

    def _walk(self, parent: Element, section: str | None, level: int, is_article: IsArticle) -> Iterator[Item]:
        for div in children(parent, "div"):
            kind = attribute(div, "TYPE") or ""
            if _ADVERT.match(kind):
                yield Item(div, section, 1, True, tuple(self._areas(div)))
            elif is_article(kind):
                yield Item(div, section, level, False, tuple(self._areas(div, is_article)))
                yield from self._walk(div, section, level + 1, is_article)
            else:
                here = section
                if _SECTION.match(kind):
                    here = label_of(div) or self.title(div) or section
                yield from self._walk(div, here, level, is_article)

    def title(self, div: Element) -> str | None:
        return next((title for record in self.records(div) if (title := mods.read_title(record))), None)

    def _areas(self, div: Element, is_article: IsArticle = lambda _: False) -> Iterator[Area]:
        """The places of a div and of its parts, then of what structLink joins to them."""
        yield from self._own_areas(div, "body")
        for inside in children(div, "div"):
            if not is_article(attribute(inside, "TYPE") or ""):
                yield from self._part_areas(inside, "body", is_article)
        if id := attribute(div, "ID"):
            for target in self._links.get(id, ()):
                yield from self._linked_areas(target)

    def _part_areas(self, div: Element, role: str, is_article: IsArticle) -> Iterator[Area]:
        kind = attribute(div, "TYPE") or ""
        if _HEADLINE.match(kind):
            role = "title"
        elif _SUBTITLE.match(kind):
            role = "subtitle"
        else:
            role = _KINDS.get(kind.lower(), role)
        yield from self._own_areas(div, role)
        for inside in children(div, "div"):
            if not is_article(attribute(inside, "TYPE") or ""):
                yield from self._part_areas(inside, role, is_article)

    def _linked_areas(self, id: str) -> Iterator[Area]:
        """What a link leads to: a page as a whole, or an area on one."""
        self._spend()
        if id in self._page_divs:
            yield Area(self._page_divs[id])
        elif id in self._physical_divs and not self._page_divs.keys() & self._inside(id):
            yield from self._own_areas(self._physical_divs[id], "body")

    def _inside(self, id: str) -> set[str]:
        """The IDs of the divs directly below a physical div (of the whole sequence: its pages, which are no place)."""
        return {name for div in children(self._physical_divs[id], "div") if (name := attribute(div, "ID"))}

    def _own_areas(self, div: Element, role: str) -> Iterator[Area]:
        """The fptr of one div. An ALTO area and a rectangle on the image of the same page are one place told twice."""
        texts: list[Area] = []
        shapes: list[Area] = []
        for pointer in children(div, "fptr"):
            for place in (pointer, *every(pointer, "area")):
                area = self._area(place, role)
                if area is not None:
                    (texts if area.begin else shapes).append(area)
        if len(texts) == len(shapes) and [text.page for text in texts] == [shape.page for shape in shapes]:
            yield from (text._replace(coords=shape.coords) for text, shape in zip(texts, shapes, strict=True))
            return
        yield from texts or dict.fromkeys(shapes)

    def _area(self, place: Element, role: str) -> Area | None:
        page = self.page_of.get(attribute(place, "FILEID") or "")
        if page is None:
            return None
        self._spend()
        coords = [number(part) for part in (attribute(place, "COORDS") or "").split(",")]
        rectangle = None
        if len(coords) >= 4 and None not in coords:
            xs, ys = coords[0::2], coords[1::2]
            rectangle = (min(xs), min(ys), max(xs), max(ys))  # type: ignore[type-var]
        return Area(page, attribute(place, "BEGIN"), attribute(place, "END"), rectangle, role)  # type: ignore[arg-type]

    def _spend(self) -> None:
        self._budget -= 1
        if self._budget < 0:
            raise DamagedInput(f"{self.path}: more than {MAX_AREAS:,} areas are no issue.")

    @cached_property
    def _links(self) -> dict[str, list[str]]:
        """Logical ID → physical IDs (smLink, and smLinkGrp with its locators and arcs)."""
        links: dict[str, list[str]] = {}

        def join(one: str | None, other: str | None) -> None:
            if one and other:
                if one in self._physical_divs and other not in self._physical_divs:
                    one, other = other, one
                links.setdefault(one, []).append(other)

        for link in every(self.root, "smLink"):
            join(_anchor(attribute(link, "from")), _anchor(attribute(link, "to")))
        for group in every(self.root, "smLinkGrp"):
            named = {
                attribute(each, "label"): _anchor(attribute(each, "href")) for each in children(group, "smLocatorLink")
            }
            for arc in children(group, "smArcLink"):
                join(named.get(attribute(arc, "from")), named.get(attribute(arc, "to")))
        return links


def is_article(kind: str) -> bool:
    return bool(_ARTICLE.search(kind)) and not _NOT_ARTICLE.search(kind)


def label_of(div: Element) -> str | None:
    """The LABEL of a div, but for the placeholders that some converters leave."""
    label = attribute(div, "LABEL")
    return " ".join(label.split()) if label and not _PLACEHOLDER.match(label) else None


def _anchor(reference: str | None) -> str | None:
    return reference.lstrip("#") if reference else None


def _file_ids(div: Element) -> Iterator[str]:
    """The files that a div and its parts point at."""
    for pointer in every(div, "fptr", "area"):
        if id := attribute(pointer, "FILEID"):
            yield id
