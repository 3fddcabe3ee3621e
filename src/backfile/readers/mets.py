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

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

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
from ._markup import Element, attribute, box_of, names_root
from ._mets import Area, Item, Mets, label_of
from ._source import describe
from ._works import Work, compose

NAME = "METS with ALTO"
SUFFIXES = (".xml", ".mets")
VERSION = "1"

MAX_LINES = 1_000_000
"""Lines that all areas together may cover: a page of a newspaper has a thousand."""
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

    def _read_areas(self, items: list[Item]) -> None:
        paths = _paths(items)
        wanted: dict[int, list[tuple[int, int, Area]]] = {}
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
        self, key: tuple[int, int], area: Area, page: alto.AltoPage | None, file: PageFile, path: str
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

    def _rectangle(self, area: Area, page: alto.AltoPage | None, file: PageFile) -> Box | None:
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

    def _work(self, at: int, item: Item) -> Work:
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

    def _named(self, item: Item, parts: list[tuple[Region | None, str, str]]) -> tuple[str, str | None]:
        """The title by the label, by the text of the headline, or the first words with a doubt."""
        if label := label_of(item.div):
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

    def _notice(self, at: int, item: Item) -> Notice:
        parts = [self._texts[at, place] for place in range(len(item.areas))]
        title = self.mets.title(item.div) or label_of(item.div)
        text = "\n".join(text for _, text, _ in parts if text)
        return Notice(
            kind="advertisement", text=text or title or "", title=title, page=item.areas[0].page if item.areas else None
        )


def _paths(items: list[Item]) -> list[str]:
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


def _paragraphs(item: Item, parts: list[tuple[Region | None, str, str]], heading: set[str]) -> Iterator[Paragraph]:
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


def _host_evidence(periodical: Periodical, issue: Designation, by: str) -> Iterator[Evidence]:
    for holder, value in (("periodical", periodical), ("issue", issue)):
        for name, said in asdict(value).items():
            if said is not None and name not in ("year", "month", "day"):
                yield Evidence(path=f"{holder}/{name}", quote=str(said), by=by)
