"""METS 1.12 with ALTO 4.4: physical and logical structure of each issue, in a tar of folders by issue.

`ISSUE/mets.xml` beside `ISSUE/alto/0001.xml` …: MODS for the issue and for each article; pages with their printed labels
(ORDERLABEL); PERIODICAL > ISSUE > SECTION > ARTICLE, and ADVERTISEMENT, whose areas name the ALTO blocks that their
regions cover; structLink joins articles and pages. Steps stand as digital provenance (digiprovMD).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Article, Box, Entry, Issue, Page
from . import alto, mods
from ._citation import clean, pairs
from ._package import package
from ._xml import add, document, element, name_token

NAME = "METS 1.12 with ALTO 4.4"
SUFFIX = ".tar"
NEEDS = frozenset({"words"})
_COVERED = 0.5  # of a block's area inside a region: then it is the article's
_OWN = "urn:backfile:steps"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    with package(out) as tar:
        for issue in issues:
            home = name_token(issue.id)
            tar.add(f"{home}/mets.xml", mets_file(issue))
            for page in issue.pages:
                tar.add(f"{home}/{alto.file_name(page)}", alto.page_file(issue, page))


def mets_file(issue: Issue) -> bytes:
    """The METS document of one issue."""
    root = element(
        "mets", xmlns="http://www.loc.gov/METS/", OBJID=issue.id, TYPE="Issue", LABEL=clean(issue.periodical.title) or issue.id,
        **{"xmlns:xlink": "http://www.w3.org/1999/xlink"},
    )  # fmt: skip
    agent = add(add(root, "metsHdr"), "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    add(agent, "name", "Backfile")
    items = list(pairs(issue))
    _add_description(root, "DMD_ISSUE", mods.issue_record(issue))
    for number, (entry, article) in enumerate(items, start=1):
        _add_description(root, f"DMD_{number}", mods.article_record(issue, entry, article))
    _add_provenance(root, issue)
    _add_files(root, issue)
    _add_physical(root, issue)
    _add_logical(root, issue, items)
    _add_links(root, issue, items)
    return document(root)


def _add_description(root: Element, id: str, record: Element) -> None:
    wrap = add(add(root, "dmdSec", ID=id), "mdWrap", MDTYPE="MODS", MDTYPEVERSION="3.7")
    add(wrap, "xmlData").append(record)


def _add_provenance(root: Element, issue: Issue) -> None:
    section = add(add(root, "amdSec", ID="AMD"), "digiprovMD", ID="AMD_STEPS")
    data = add(add(section, "mdWrap", MDTYPE="OTHER", OTHERMDTYPE="BACKFILE-STEPS"), "xmlData")
    steps = add(data, "steps", xmlns=_OWN)
    for step in issue.steps:
        add(steps, "step", stage=step.stage, version=step.version)
    for row in issue.evidence:
        if row.by.startswith("correction"):
            add(steps, "correction", path=row.path, by=row.by)


def _add_files(root: Element, issue: Issue) -> None:
    if not issue.pages:
        return
    group = add(add(root, "fileSec"), "fileGrp", ID="ALTO", USE="FULLTEXT")
    for page in issue.pages:
        file = add(group, "file", ID=f"ALTO_{page.number}", MIMETYPE="application/alto+xml", SEQ=page.number)
        add(file, "FLocat", LOCTYPE="URL", **{"xlink:href": alto.file_name(page)})


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


def _add_logical(root: Element, issue: Issue, items: list[tuple[Entry | None, Article | None]]) -> None:
    top = add(
        add(root, "structMap", TYPE="LOGICAL"), "div", TYPE="PERIODICAL", LABEL=clean(issue.periodical.title) or None
    )
    whole = add(top, "div", TYPE="ISSUE", ID="LOG", DMDID="DMD_ISSUE", ADMID="AMD_STEPS", LABEL=issue.issue.date)
    pages = {page.number: page for page in issue.pages}
    numbered = list(enumerate(items, start=1))
    for section, group in groupby(numbered, key=lambda each: each[1][0].section if each[1][0] else None):
        parent = add(whole, "div", TYPE="SECTION", LABEL=section) if section else whole
        for number, (entry, article) in group:
            _add_article(parent, number, entry, article, pages)
    for number, notice in enumerate(issue.notices, start=1):
        kind = "ADVERTISEMENT" if notice.kind == "advertisement" else "NOTICE"
        div = add(whole, "div", TYPE=kind, ID=f"NOTICE_{number}", LABEL=notice.title or notice.kind)
        if notice.page in pages:
            add(div, "fptr", FILEID=f"ALTO_{notice.page}")


def _add_article(
    parent: Element, number: int, entry: Entry | None, article: Article | None, pages: dict[int, Page]
) -> None:
    named = article or entry
    assert named is not None
    div = add(
        parent, "div", TYPE="ARTICLE", ID=f"LOG_{number}", ORDER=number, ORDERLABEL=named.page, LABEL=named.title,
        DMDID=f"DMD_{number}",
    )  # fmt: skip
    areas = list(_areas(article, pages)) if article else []
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


def _add_links(root: Element, issue: Issue, items: list[tuple[Entry | None, Article | None]]) -> None:
    there = {page.number for page in issue.pages}
    links = [
        (n, page) for n, (_, article) in enumerate(items, start=1) if article for page in article.pages if page in there
    ]
    if links:
        linked = add(root, "structLink")
        for number, page in links:
            add(linked, "smLink", **{"xlink:from": f"LOG_{number}", "xlink:to": f"PHYS_{page}"})
