"""METS 1.12 with ALTO 4.4: physical and logical structure of each issue, in a tar of folders by issue.

`ISSUE/mets.xml` beside `ISSUE/alto/0001.xml` …: MODS for the issue and for each article; pages with their printed labels
(ORDERLABEL); PERIODICAL > ISSUE > SECTION > ARTICLE, and ADVERTISEMENT, whose areas name the ALTO blocks that their
regions cover; structLink joins articles and pages. Steps stand as digital provenance (digiprovMD), and beside them what no
element of these standards can say, so that the `mets` reader makes the same record of it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

import msgspec

from ..model import Article, Box, Contributor, Entry, Issue, Page
from ..record import to_builtins
from . import alto, mods
from ._citation import Work, cite, clean, split_name, works
from ._package import package
from ._xml import add, document, element, legal, name_token
from .alto import language_tag

NAME = "METS 1.12 with ALTO 4.4"
SUFFIX = ".tar"
NEEDS = frozenset({"words"})
_COVERED = 0.5  # of a block's area inside a region: then it is the article's
_OWN, _REST = "urn:backfile:steps", "urn:backfile:record"
_EXPRESSED = (
    "title", "subtitle", "alternative_title", "section", "language", "abstract", "keywords", "doi", "clc", "article_number",
)  # fmt: skip


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    with package(out) as tar:
        for issue in issues:
            home = name_token(issue.id)
            tar.add(f"{home}/mets.xml", mets_file(issue))
            for page in issue.pages:
                tar.add(f"{home}/{alto.file_name(page)}", alto.page_file(issue, page))


def mets_file(issue: Issue) -> bytes:
    """The METS document of one issue."""
    return document(issue_record(issue))


def issue_record(issue: Issue, address: Callable[[Page], str] = alto.file_name) -> Element:
    """The `mets` element of one issue; `address` says where the ALTO file of a page is."""
    root = element(
        "mets", xmlns="http://www.loc.gov/METS/", OBJID=issue.id, TYPE="Issue", LABEL=clean(issue.periodical.title) or issue.id,
        **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
    )  # fmt: skip
    agent = add(add(root, "metsHdr"), "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    add(agent, "name", "Backfile")
    items = list(works(issue))
    _add_description(root, "DMD_ISSUE", mods.issue_record(issue))
    for number, work in enumerate(items, start=1):
        _add_description(root, f"DMD_{number}", mods.article_record(issue, work))
    _add_provenance(root, issue, items)
    _add_files(root, issue, address)
    _add_physical(root, issue)
    _add_logical(root, issue, items)
    _add_links(root, issue, items)
    return root


def _add_description(root: Element, id: str, record: Element) -> None:
    wrap = add(add(root, "dmdSec", ID=id), "mdWrap", MDTYPE="MODS", MDTYPEVERSION="3.7")
    add(wrap, "xmlData").append(record)


def _add_provenance(root: Element, issue: Issue, items: list[Work]) -> None:
    """Steps and corrections for everybody; then, for Backfile's own `mets` reader, what nothing else here can say."""
    holder = add(root, "amdSec", ID="AMD")
    section = add(holder, "digiprovMD", ID="AMD_STEPS")
    data = add(add(section, "mdWrap", MDTYPE="OTHER", OTHERMDTYPE="BACKFILE-STEPS"), "xmlData")
    steps = add(data, "steps", xmlns=_OWN)
    for step in issue.steps:
        add(steps, "step", stage=step.stage, version=step.version)
    for row in issue.evidence:
        if row.by.startswith("correction"):
            add(steps, "correction", path=row.path, by=row.by)
    section = add(holder, "digiprovMD", ID="AMD_RECORD")
    data = add(add(section, "mdWrap", MDTYPE="OTHER", OTHERMDTYPE="BACKFILE-RECORD"), "xmlData")
    add(data, "record", msgspec.json.encode(_rest(issue, items)).decode(), xmlns=_REST)


def _rest(issue: Issue, items: list[Work]) -> dict[str, Any]:
    """The record without what METS, MODS and ALTO say already (`_EXPRESSED`, where they say exactly that)."""
    record = to_builtins(issue)
    contents, articles = [], []
    places = {id(entry): n for n, (_, entry) in enumerate(items, start=1) if entry}
    cut = {id(article): n for n, (article, _) in enumerate(items, start=1) if article}
    for entry, fields in zip(issue.contents, record["contents"], strict=True):
        contents.append(_left(issue, items, places.get(id(entry)), entry, fields))
    for article, fields in zip(issue.articles, record["articles"], strict=True):
        articles.append(_left(issue, items, cut.get(id(article)), article, fields))
    pages = {
        str(page.number): {name: value for name, value in fields.items() if name not in ("number", "label")}
        for page, fields in zip(issue.pages, record["pages"], strict=True)
    }
    kept = ("id", "periodical", "issue", "notices", "mentions", "evidence", "doubts", "steps")
    return {name: record[name] for name in kept} | {"contents": contents, "articles": articles, "pages": pages}


def _left(
    issue: Issue,
    items: list[Work],
    number: int | None,
    value: Entry | Article,
    fields: dict[str, Any],
) -> dict[str, Any]:
    if number is None:
        return fields
    work = items[number - 1]
    citation, article = cite(issue, work), work.article
    said = {name: getattr(citation, name) for name in _EXPRESSED if hasattr(citation, name)}
    said |= {"clc": article.clc, "article_number": article.article_number} if article else {}
    if not citation.title or legal(citation.title) != citation.title:
        return {"item": f"LOG_{number}"} | fields  # a record without a title is no record
    exact = {name for name in said if name in fields and getattr(value, name) == said[name] == clean_value(said[name])}
    if language_tag(citation.language) != getattr(value, "language", None):
        exact.discard("language")
    if _are_plain(value.contributors, work):
        exact.add("contributors")
    return {"item": f"LOG_{number}"} | {name: each for name, each in fields.items() if name not in exact}


def clean_value(value: object) -> object:
    """What XML brings back of a value."""
    if isinstance(value, str):
        return " ".join(legal(clean(value)).split()) or None
    return tuple(clean_value(each) for each in value) if isinstance(value, tuple) else value


def _are_plain(people: tuple[Contributor, ...], work: Work) -> bool:
    """Whether MODS says all of these people: its record names those of the article, else of the entry."""
    return people == work.contributors and all(
        split_name(one).whole == one.name == clean_value(one.name)
        and one.role != "reporter"
        and clean_value(one.affiliation) == one.affiliation
        for one in people
    )


def _add_files(root: Element, issue: Issue, address: Callable[[Page], str]) -> None:
    if not issue.pages:
        return
    group = add(add(root, "fileSec"), "fileGrp", ID="ALTO", USE="FULLTEXT")
    for page in issue.pages:
        file = add(group, "file", ID=f"ALTO_{page.number}", MIMETYPE="application/alto+xml", SEQ=page.number)
        add(file, "FLocat", LOCTYPE="URL", **{"xlink:href": address(page)})


def _add_physical(root: Element, issue: Issue) -> None:
    whole = add(
        add(root, "structMap", TYPE="PHYSICAL"),
        "div",
        TYPE="physSequence",
        ID="PHYS",
        DMDID="DMD_ISSUE",
        ADMID="AMD_STEPS",
    )
    for order, page in enumerate(issue.pages, start=1):
        div = add(
            whole, "div", TYPE="page", ID=f"PHYS_{page.number}", ORDER=order, ORDERLABEL=page.label, LABEL=page.kind
        )  # fmt: skip
        add(div, "fptr", FILEID=f"ALTO_{page.number}")


def _add_logical(root: Element, issue: Issue, items: list[Work]) -> None:
    top = add(
        add(root, "structMap", TYPE="LOGICAL"), "div", TYPE="PERIODICAL", LABEL=clean(issue.periodical.title) or None
    )
    whole = add(top, "div", TYPE="ISSUE", ID="LOG", DMDID="DMD_ISSUE", ADMID="AMD_STEPS", LABEL=issue.issue.date)
    pages = {page.number: page for page in issue.pages}
    numbered = list(enumerate(items, start=1))
    for section, group in groupby(numbered, key=lambda each: each[1].entry.section if each[1].entry else None):
        parent = add(whole, "div", TYPE="SECTION", LABEL=section) if section else whole
        for number, work in group:
            _add_article(parent, number, work, pages)
    for number, notice in enumerate(issue.notices, start=1):
        kind = "ADVERTISEMENT" if notice.kind == "advertisement" else "NOTICE"
        div = add(whole, "div", TYPE=kind, ID=f"NOTICE_{number}", LABEL=notice.title or notice.kind)
        if notice.page in pages:
            add(div, "fptr", FILEID=f"ALTO_{notice.page}")


def _add_article(parent: Element, number: int, work: Work, pages: dict[int, Page]) -> None:
    div = add(
        parent, "div", TYPE="ARTICLE", ID=f"LOG_{number}", ORDER=number, ORDERLABEL=work.named.page, LABEL=work.named.title,
        DMDID=f"DMD_{number}",
    )  # fmt: skip
    areas = list(_areas(work.article, pages)) if work.article else []
    if len(areas) == 1:
        add(add(div, "fptr"), "area", **areas[0])
    elif areas:
        sequence = add(add(div, "fptr"), "seq")
        for area in areas:
            add(sequence, "area", **area)


def _areas(article: Article, pages: dict[int, Page]) -> Iterator[dict[str, object]]:
    """The ALTO blocks inside the article's regions; the whole page's file where no block is."""
    whole = Box(0, 0, 1, 1)
    regions = [(region.page, region.box) for region in article.regions] or [(number, whole) for number in article.pages]
    for number, box in regions:
        if number not in pages:
            continue
        inside = [
            id for id, lines in alto.blocks(pages[number])
            if sum(box.covers(line.box) for line in lines if line.box) > _COVERED * len(lines)
        ]  # fmt: skip
        for id in inside:
            yield {"FILEID": f"ALTO_{number}", "BETYPE": "IDREF", "BEGIN": id}
        if not inside:
            yield {"FILEID": f"ALTO_{number}"}


def _add_links(root: Element, issue: Issue, items: list[Work]) -> None:
    there = {page.number for page in issue.pages}
    links = [
        (n, page) for n, (article, _) in enumerate(items, start=1) if article for page in article.pages if page in there
    ]
    if links:
        linked = add(root, "structLink")
        for number, page in links:
            add(linked, "smLink", **{"xlink:from": f"LOG_{number}", "xlink:to": f"PHYS_{page}"})
