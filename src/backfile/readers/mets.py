"""METS (Library of Congress) with ALTO and MODS: an issue whose articles a library has cut already; their structure is kept.

    pages      structMap PHYSICAL: divs of TYPE page in ORDER; label from ORDERLABEL (else from the page's MODS)
    articles   structMap LOGICAL: divs whose TYPE is a kind of article or advertisement, under SECTION and ISSUE
    places     fptr and area of the div itself (and of its parts), or what structLink joins to it: ALTO blocks, lines or
               ranges of words by ID (BEGIN, END), rectangles on the image (COORDS), or whole pages
    words      MODS of the div (DMDID), else its LABEL, else the text of its TITLE part

Read so: METS of newspapers in the profiles of NDNP, ENMAP, docWorks and Veridian, Kitodo's for journals, and our own, whose
`record` section holds what METS, MODS and ALTO have no element for. No address is ever fetched: the files must lie beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import asdict, replace

from ..errors import DamagedInput, InputError
from ..model import (
    Article,
    Box,
    Designation,
    Doubt,
    Entry,
    Evidence,
    Issue,
    Mention,
    Notice,
    Page,
    Paragraph,
    Periodical,
    Region,
    Step,
)
from ..settings import Settings
from . import _pixels, alto, mods
from ._beside import BundleDocument, Folder, PageFile, describe_folder, sniff
from ._markup import Element, attribute, box_of, children, every, first, local, names_root, number, parse, text_of
from ._source import describe
from ._works import MAX_WORKS, Work, compose, merged

NAME = "METS with ALTO"
SUFFIXES = (".xml", ".mets")
VERSION = "1"

MAX_AREAS = 200_000
MAX_LINES = 1_000_000
"""Lines that all areas together may cover: a page of a newspaper has a thousand."""
_ARTICLE = re.compile(
    r"article|editorial|review|letter|interview|poem|poetry|essay|obituar|death_?notice|story|report|contribution|feature|"
    r"news_?item|paper|feuilleton|serial|speech|announcement|weather|shipping|sport",
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
_CURE = "Put the METS file into one folder with the files that it names, under the same relative paths."


def accepts(path: Path, head: bytes) -> bool:
    return names_root(head, "mets") if head else path.is_dir() and find_mets(path) is not None


def home(path: Path) -> Path:
    """The folder of a METS file, which is what has to be kept. Raises InputError when other issues lie there too."""
    if not accepts(path.parent, b""):
        raise InputError(
            f"{path}: its folder holds more than this one issue, so it can't be kept as one.",
            cure="Give each METS file a folder of its own, with the files that it names.",
        )
    return path.parent


def find_mets(path: Path) -> Path | None:
    """The one METS file of a folder, if the folder holds nothing but it, text files, images and remarks."""
    found = [
        file for file in sorted(path.iterdir())
        if file.suffix.lower() in SUFFIXES and file.is_file() and names_root(sniff(file), "mets")
    ]  # fmt: skip
    return found[0] if len(found) == 1 and Folder(path).holds_only(SUFFIXES) else None


def open_document(path: Path, settings: Settings) -> MetsDocument:
    """Open a METS file or the folder that it stands for. Raises DamagedInput (also when no file it names is there)."""
    file = find_mets(path) if path.is_dir() else path
    if file is None:
        raise DamagedInput(f"{path}: there is not just one METS file in this folder.", cure=_CURE)
    mets = Mets(file)
    files = [page.file(mets) for page in mets.pages]
    missing = [page.trouble for page in files if page.trouble]
    if mets.pages and len(missing) == len(files):
        raise DamagedInput(f"{path}: none of the {len(missing)} pages that it names is there: {missing[0]}", cure=_CURE)
    kept = {found for page in files for found in (page.text, page.image) if found}
    source = describe_folder(path, {file, *kept}, NAME) if path.is_dir() else describe(path, NAME)
    return MetsDocument(source, mets, files, settings)


class _Area(NamedTuple):
    """A place of an article: the page (from 1), IDs in its ALTO file, a box given in pixels of its image, its part's role."""

    page: int
    begin: str | None = None
    end: str | None = None
    coords: tuple[float, float, float, float] | None = None
    role: str = "body"


class _PageDiv(NamedTuple):
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


class _Item(NamedTuple):
    """An article or advertisement of the logical map, with its areas in order."""

    div: Element
    section: str | None
    level: int
    advert: bool
    areas: tuple[_Area, ...]


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

    def _read_pages(self) -> list[_PageDiv]:
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

    def _read_page(self, div: Element) -> _PageDiv:
        ids = list(dict.fromkeys(_file_ids(div)))
        texts = [id for id in ids if self._is_text(id)]
        images = [href for id in ids if self._is_image(id) and (href := self.href(id))]
        label = attribute(div, "ORDERLABEL") or self._page_label(div)
        named = next((href for id in ids if (href := self.href(id))), None)
        return _PageDiv(named, label, self.href(texts[0]) if texts else None, tuple(images))

    def _pages_of_files(self) -> list[_PageDiv]:
        """Without a physical map: the ALTO files in order are the pages."""
        texts = [id for id in self.files if self._is_text(id)]
        self.page_of.update({id: page for page, id in enumerate(texts, start=1)})
        return [_PageDiv(self.href(id), None, self.href(id), ()) for id in texts]

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
                if (label := _label(div)) and "issue" not in (attribute(div, "TYPE") or "").lower()
            )
            titled = replace(titled, title=next(named, None))
        return titled, merged(Designation, issues), where or ""

    def _holders(self) -> list[Element]:
        """The divs down to the issue, outermost first."""
        found: list[Element] = []
        here = first(self.logical, "div") if self.logical is not None else None
        while here is not None:
            kind = attribute(here, "TYPE") or ""
            if found and (_is_article(kind) or _ADVERT.match(kind) or _SECTION.match(kind)):
                break
            found.append(here)
            inside = list(children(here, "div"))
            here = inside[0] if len(inside) == 1 and "issue" not in kind.lower() else None
        return found

    # articles

    @cached_property
    def items(self) -> list[_Item]:
        if self.logical is None:
            return []
        found = list(self._walk(self.logical, None, 1, _is_article))
        if len(found) > MAX_WORKS:
            raise DamagedInput(f"{self.path}: more than {MAX_WORKS:,} articles are no issue.")
        if not any(not item.advert for item in found):
            found = list(
                self._walk(self.logical, None, 1, lambda kind: bool(re.match(r"chapter|part$|section", kind, re.I)))
            )
        return found

    def _walk(self, parent: Element, section: str | None, level: int, is_article: Any) -> Iterator[_Item]:
        for div in children(parent, "div"):
            kind = attribute(div, "TYPE") or ""
            if _ADVERT.match(kind):
                yield _Item(div, section, 1, True, tuple(self._areas(div)))
            elif is_article(kind):
                yield _Item(div, section, level, False, tuple(self._areas(div, is_article)))
                yield from self._walk(div, section, level + 1, is_article)
            else:
                here = section
                if _SECTION.match(kind):
                    here = _label(div) or self._title(div) or section
                yield from self._walk(div, here, level, is_article)

    def _title(self, div: Element) -> str | None:
        return next((title for record in self.records(div) if (title := mods.read_title(record))), None)

    def _areas(self, div: Element, is_article: Any = lambda _: False) -> Iterator[_Area]:
        """The places of a div and of its parts, then of what structLink joins to them."""
        yield from self._own_areas(div, "body")
        for inside in children(div, "div"):
            if not is_article(attribute(inside, "TYPE") or ""):
                yield from self._part_areas(inside, "body", is_article)
        if id := attribute(div, "ID"):
            for target in self._links.get(id, ()):
                yield from self._linked_areas(target)

    def _part_areas(self, div: Element, role: str, is_article: Any) -> Iterator[_Area]:
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

    def _linked_areas(self, id: str) -> Iterator[_Area]:
        """What a link leads to: a page as a whole, or an area on one."""
        self._spend()
        if id in self._page_divs:
            yield _Area(self._page_divs[id])
        elif id in self._physical_divs and not self._page_divs.keys() & self._inside(id):
            yield from self._own_areas(self._physical_divs[id], "body")

    def _inside(self, id: str) -> set[str]:
        """The IDs of the divs directly below a physical div (of the whole sequence: its pages, which are no place)."""
        return {name for div in children(self._physical_divs[id], "div") if (name := attribute(div, "ID"))}

    def _own_areas(self, div: Element, role: str) -> Iterator[_Area]:
        """The fptr of one div. An ALTO area and a rectangle on the image of the same page are one place told twice."""
        texts: list[_Area] = []
        shapes: list[_Area] = []
        for pointer in children(div, "fptr"):
            for place in (pointer, *every(pointer, "area")):
                area = self._area(place, role)
                if area is not None:
                    (texts if area.begin else shapes).append(area)
        if len(texts) == len(shapes) and [text.page for text in texts] == [shape.page for shape in shapes]:
            yield from (text._replace(coords=shape.coords) for text, shape in zip(texts, shapes, strict=True))
            return
        yield from texts or dict.fromkeys(shapes)

    def _area(self, place: Element, role: str) -> _Area | None:
        page = self.page_of.get(attribute(place, "FILEID") or "")
        if page is None:
            return None
        self._spend()
        coords = [number(part) for part in (attribute(place, "COORDS") or "").split(",")]
        rectangle = None
        if len(coords) >= 4 and None not in coords:
            xs, ys = coords[0::2], coords[1::2]
            rectangle = (min(xs), min(ys), max(xs), max(ys))  # type: ignore[type-var]
        return _Area(page, attribute(place, "BEGIN"), attribute(place, "END"), rectangle, role)  # type: ignore[arg-type]

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


class MetsDocument(BundleDocument):
    """An issue described by METS; each ALTO file is read once for its page and once for the text of the articles."""

    def __init__(self, source: Any, mets: Mets, files: list[PageFile], settings: Settings) -> None:
        super().__init__(
            source, files, lambda path: [alto.read_page_lines(page) for page in alto.read_file(path)[:1]], settings
        )
        self._mets = mets
        self._marks: dict[int, dict[int, tuple[str, str]]] = {}

    def page(self, number: int) -> Page:
        """The page with the lines of its ALTO file, which know whose they are, and the label that METS gives it."""
        page = replace(super().page(number), label=self._mets.pages[number - 1].label)
        if self._mets.own is not None:
            return self._own_page(page)
        if not self._has_places:
            return replace(page, words=tuple(word for line in page.lines for word in line.words), lines=())
        self.structure  # noqa: B018 - reading the articles leaves the marks
        marks = self._marks.get(number, {})
        lines = tuple(
            replace(line, role=marks[at][0], of=marks[at][1]) if at in marks else line
            for at, line in enumerate(page.lines)
        )
        return replace(page, lines=lines, printed=None)

    @property
    def _has_places(self) -> bool:
        return any(area.begin for item in self._mets.items for area in item.areas)

    @cached_property
    def structure(self) -> Issue:
        begin = perf_counter()
        mets = self._mets
        reading = _Reading(mets, self._pages)
        works, notices = reading.works(), reading.notices
        self._marks = reading.marks
        periodical, issue, where = mets.host
        by = f"mets: {mets.path.name}"
        host = tuple(_host_evidence(periodical, issue, f"{by}#{where}" if where else by))
        made = compose(works, periodical, issue, "mets", mets.path.name, (), host)
        labels = [
            Evidence(path=f"pages/{index}/label", quote=page.label, by=by, page=index + 1)
            for index, page in enumerate(mets.pages)
            if page.label
        ]
        made = replace(
            made, notices=tuple(notices), evidence=(*made.evidence, *labels), doubts=(*made.doubts, *reading.doubts)
        )
        if mets.own is not None:
            made = _restored(made, mets)
        return replace(made, steps=(*made.steps, Step(stage="mets", version=VERSION, seconds=perf_counter() - begin)))

    def _own_page(self, page: Page) -> Page:
        kept = (self._mets.own or {}).get("pages", {}).get(str(page.number), {})
        try:
            known = msgspec.convert({"number": page.number} | kept, Page)
        except msgspec.ValidationError as error:
            raise DamagedInput(f"{self._mets.path}: its record section is damaged: {error}.") from error
        return replace(known, label=page.label, lines=page.lines)


class _Reading:
    """The articles of a METS file with their regions and text, page by page so that one ALTO file is open at a time."""

    def __init__(self, mets: Mets, files: list[PageFile]) -> None:
        self.mets = mets
        self.files = files
        self.notices: list[Notice] = []
        self.doubts: list[Doubt] = []
        self._lines_left = MAX_LINES
        self.marks: dict[int, dict[int, tuple[str, str]]] = {}
        self._texts: dict[tuple[int, int], tuple[Region | None, str, str]] = {}  # (item, area) → region, text, role

    def works(self) -> list[Work]:
        """Works of the articles; the advertisements go to `notices`."""
        items = self.mets.items
        self._read_areas(items)
        works = []
        for at, item in enumerate(items):
            if item.advert:
                self.notices.append(self._notice(at, item))
            else:
                works.append(self._work(at, item))
        return works

    def _read_areas(self, items: list[_Item]) -> None:
        paths = _paths(items)
        wanted: dict[int, list[tuple[int, int, _Area]]] = {}
        for at, item in enumerate(items):
            for place, area in enumerate(item.areas):
                wanted.setdefault(area.page, []).append((at, place, area))
        for page in sorted(wanted):
            file = self.files[page - 1]
            found = self._alto(file)
            for at, place, area in wanted[page]:
                self._read_area((at, place), area, found, file, paths[at])

    def _alto(self, file: PageFile) -> alto.AltoPage | None:
        """The page's ALTO; one that can't be read is the trouble of its page, said when the page is read."""
        if file.text is None:
            return None
        try:
            return alto.read_file(file.text)[0]
        except InputError as error:
            self.doubts.append(Doubt(path="articles", why=error.message, confidence=0.5))
            return None

    def _read_area(
        self, key: tuple[int, int], area: _Area, page: alto.AltoPage | None, file: PageFile, path: str
    ) -> None:
        box = self._rectangle(area, page, file)
        text, lines = "", range(0)
        if page is not None and area.begin:
            try:
                part, lines = alto.lines_of(page, area.begin, area.end)
            except KeyError as error:
                why = f"{self.mets.path.name} names {error.args[0]!r}, which {file.text.name if file.text else ''} does not have"
                self.doubts.append(Doubt(path=path, why=why, confidence=0.5, page=area.page))
                part = None
            if part is not None:
                self._lines_left -= len(lines)
                if self._lines_left < 0:
                    raise DamagedInput(f"{self.mets.path}: its areas cover more than {MAX_LINES:,} lines.")
                box = box or part.box
                text = alto.paragraph_text(page, lines)
        if box is None and not area.begin:
            box = Box(0, 0, 1, 1)
        self._texts[key] = (Region(page=area.page, box=box) if box else None, text, area.role)
        marks = self.marks.setdefault(area.page, {})
        field = "title" if area.role == "title" else "paragraphs"
        for line in lines:
            marks.setdefault(line, (area.role, f"{path}/{field}" if path.startswith("articles") else path))

    def _rectangle(self, area: _Area, page: alto.AltoPage | None, file: PageFile) -> Box | None:
        """A rectangle in pixels of the image, on the page: by the ALTO page's size, which is the image's, or the image's own."""
        if area.coords is None:
            return None
        width, height = (page.width, page.height) if page is not None else (0.0, 0.0)
        if file.image is not None and (page is None or area.coords[2] > 1.02 * width or area.coords[3] > 1.02 * height):
            with _pixels.opened(file.image, str(file.image)) as image:
                width, height = image.size
        if area.coords[2] > 1.02 * width or area.coords[3] > 1.02 * height:
            return None
        return box_of(*area.coords, width, height)

    def _work(self, at: int, item: _Item) -> Work:
        record = next(self.mets.records(item.div), None)
        described = mods.read_record(record) if record is not None else None
        parts = [self._texts[at, place] for place in range(len(item.areas))]
        title, doubt = (described.title, None) if described else self._named(item, parts)
        base = described or _without_title(record, title)
        regions = tuple(dict.fromkeys(region for region, _, _ in parts if region))
        pages = tuple(dict.fromkeys(area.page for area in item.areas))
        heading = {text for _, text, role in parts if role == "title"}
        first_label = self.mets.pages[pages[0] - 1].label if pages else None
        last_label = self.mets.pages[pages[-1] - 1].label if pages else None
        return replace(
            base,
            title=title,
            doubt=doubt,
            section=item.section or base.section,
            level=item.level,
            page=base.page or first_label or attribute(item.div, "ORDERLABEL"),
            page_end=base.page_end if base.page else (last_label if last_label != first_label else None),
            pages=pages,
            regions=regions,
            paragraphs=tuple(_paragraphs(item, parts, heading)),
            periodical=Periodical(),
            issue=Designation(),
            where=attribute(item.div, "ID") or "",
            line=int(item.div.sourceline or 0) or None,  # type: ignore[call-overload]
        )

    def _named(self, item: _Item, parts: list[tuple[Region | None, str, str]]) -> tuple[str, str | None]:
        """The title by the label, by the text of the headline, or the first words with a doubt."""
        if label := _label(item.div):
            return label, None
        headline = " ".join(text for _, text, role in parts if role == "title" and text)
        if headline:
            return headline, None
        words = " ".join(text for _, text, _ in parts).split()
        at = next((place for place, word in enumerate(words) if sum(map(str.isalpha, word)) > 1), 0)
        opening = " ".join(words[at : at + 8])[:60]
        if opening:
            return f"{opening} …", "the METS file gives no title: these are the first words"
        return "[untitled]", "the METS file gives no title, and no text was read there"

    def _notice(self, at: int, item: _Item) -> Notice:
        parts = [self._texts[at, place] for place in range(len(item.areas))]
        title = self.mets._title(item.div) or _label(item.div)
        text = "\n".join(text for _, text, _ in parts if text)
        return Notice(
            kind="advertisement", text=text or title or "", title=title, page=item.areas[0].page if item.areas else None
        )


def _paths(items: list[_Item]) -> list[str]:
    """The record path of each item: articles count those that have a place, as `compose` does."""
    paths, articles, notices = [], 0, 0
    for item in items:
        if item.advert:
            paths.append(f"notices/{notices}")
            notices += 1
        else:
            paths.append(f"articles/{articles}")
            articles += bool(item.areas)
    return paths


def _paragraphs(item: _Item, parts: list[tuple[Region | None, str, str]], heading: set[str]) -> Iterator[Paragraph]:
    for area, (_, text, role) in zip(item.areas, parts, strict=True):
        if not text or (role == "title" and text in heading):
            continue
        kind = (
            role if role in ("caption", "footnote", "table", "heading") else "heading" if role == "subtitle" else "body"
        )
        yield Paragraph(text=text, page=area.page, kind=kind)  # type: ignore[arg-type]


def _without_title(record: Element | None, title: str) -> Work:
    """What a record without a title says of language and people."""
    if record is None:
        return Work(title=title)
    return mods.read_record(record, title) or Work(title=title)


_EXPRESSED = (
    "title", "subtitle", "alternative_title", "contributors", "section", "language", "abstract", "keywords", "clc", "doi",
    "article_number",
)  # fmt: skip


def _restored(made: Issue, mets: Mets) -> Issue:
    """The record that Backfile exported: what the standards carry, and the rest from its own section."""
    rest = mets.own or {}
    divs = [attribute(item.div, "ID") for item in mets.items if not item.advert]
    entries = dict(zip(divs, made.contents, strict=True))
    cut = {article.entry: article for article in made.articles}

    def value(kept: dict[str, Any], kind: type[Entry | Article]) -> dict[str, Any]:
        entry = entries.get(kept.get("item"))
        if entry is None:
            return kept
        said = asdict(cut[entry.id]) if kind is Article and entry.id in cut else asdict(entry)
        said = {name: said[name] for name in _EXPRESSED if name in said and name in kind.__struct_fields__}
        return msgspec.to_builtins(said) | {name: each for name, each in kept.items() if name != "item"}  # type: ignore[no-any-return]

    try:
        return replace(
            made,
            id=str(rest.get("id", "")),
            periodical=msgspec.convert(asdict(made.periodical) | rest.get("periodical", {}), Periodical),
            issue=msgspec.convert(asdict(made.issue) | rest.get("issue", {}), Designation),
            contents=tuple(msgspec.convert(value(kept, Entry), Entry) for kept in rest.get("contents", ())),
            articles=tuple(msgspec.convert(value(kept, Article), Article) for kept in rest.get("articles", ())),
            notices=msgspec.convert(rest.get("notices", []), tuple[Notice, ...]),
            mentions=msgspec.convert(rest.get("mentions", []), tuple[Mention, ...]),
            evidence=msgspec.convert(rest.get("evidence", []), tuple[Evidence, ...]),
            doubts=msgspec.convert(rest.get("doubts", []), tuple[Doubt, ...]),
            steps=msgspec.convert(rest.get("steps", []), tuple[Step, ...]),
        )
    except (msgspec.ValidationError, AttributeError, TypeError, ValueError) as error:
        raise DamagedInput(f"{mets.path}: its record section is damaged: {error}.") from error


def _is_article(kind: str) -> bool:
    return bool(_ARTICLE.search(kind)) and not _NOT_ARTICLE.search(kind)


def _label(div: Element) -> str | None:
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


def _host_evidence(periodical: Periodical, issue: Designation, by: str) -> Iterator[Evidence]:
    for holder, value in (("periodical", periodical), ("issue", issue)):
        for name, said in asdict(value).items():
            if said is not None and name not in ("year", "month", "day"):
                yield Evidence(path=f"{holder}/{name}", quote=str(said), by=by)
