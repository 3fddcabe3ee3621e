"""MODS 3.7 (Library of Congress): a collection with one record per article, its issue as the host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Contributor, Issue
from ._citation import Citation, Work, cite, provenance, split_name, works
from ._xml import add, add_known, element, serialise, write_around
from .alto import language_tag

NAME = "MODS 3.7"
SUFFIX = ".xml"
NAMESPACE = "http://www.loc.gov/mods/v3"
# MARC relator codes (id.loc.gov/vocabulary/relators).
RELATORS = {
    "author": "aut", "reporter": "aut", "translator": "trl", "photographer": "pht", "illustrator": "ill", "editor": "edt",
    "interviewer": "ivr", "interviewee": "ive", "compiler": "com", "reviewer": "rev", "host": "hst", "narrator": "nrt",
}  # fmt: skip


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_around(out, f'<modsCollection xmlns="{NAMESPACE}">')
    for issue in issues:
        for work in works(issue):
            out.write(serialise(article_record(issue, work)) + b"\n")
    out.write(b"</modsCollection>\n")


def article_record(issue: Issue, work: Work) -> Element:
    """The `mods` element of one article."""
    citation, article = cite(issue, work), work.article
    record = element("mods", xmlns=NAMESPACE, version="3.7")
    _add_title(record, citation.title, citation.subtitle)
    if citation.alternative_title:
        add(add(record, "titleInfo", type="translated"), "title", citation.alternative_title)
    for person in work.contributors:
        _add_name(record, person)
    add(record, "typeOfResource", "text")
    add(record, "genre", "newspaper article" if citation.kind == "newspaper" else "article")
    _add_language(record, citation.language)
    add_known(record, "abstract", citation.abstract)
    for word in citation.keywords:
        add(add(record, "subject"), "topic", word)
    if article:
        add_known(record, "classification", article.clc, authority="clc")
        add_known(record, "identifier", article.article_number, type="article-number")
    record.append(_host(issue, citation))
    add_known(record, "identifier", citation.doi, type="doi")
    add(record, "identifier", citation.key, type="local")
    _add_record_info(record, citation.key, citation.note)
    return record


def issue_record(issue: Issue) -> Element:
    """The `mods` element of the issue itself."""
    record = element("mods", xmlns=NAMESPACE, version="3.7")
    _add_title(record, issue.periodical.title or issue.id)
    add(record, "typeOfResource", "text")
    add(record, "genre", "issue")
    _add_origin(record, issue)
    _add_identifiers(record, issue)
    _add_part(record, issue)
    add(record, "identifier", issue.id, type="local")
    _add_record_info(record, issue.id, provenance(issue))
    return record


def _host(issue: Issue, citation: Citation) -> Element:
    host = element("relatedItem", type="host")
    if citation.journal:
        _add_title(host, citation.journal)
    _add_origin(host, issue)
    _add_identifiers(host, issue)
    part = _add_part(host, issue)
    if citation.section:
        add(add(part, "detail", type="section"), "title", citation.section)
    if citation.page:
        extent = add(part, "extent", unit="pages")
        add(extent, "start", citation.page)
        add_known(extent, "end", citation.page_end)
    return host


def _add_title(record: Element, title: str, subtitle: str | None = None) -> None:
    info = add(record, "titleInfo")
    add(info, "title", title)
    add_known(info, "subTitle", subtitle)


def _add_name(record: Element, person: Contributor) -> None:
    name = split_name(person)
    made = add(record, "name", type="corporate" if name.organization else "personal")
    if name.given:
        add(made, "namePart", name.family, type="family")
        add(made, "namePart", name.given, type="given")
        if name.suffix:
            add(made, "namePart", name.suffix, type="termsOfAddress")
    else:
        add(made, "namePart", name.family)
    add(add(made, "role"), "roleTerm", RELATORS[person.role], type="code", authority="marcrelator")
    add_known(made, "affiliation", person.affiliation)


def _add_language(record: Element, language: str | None) -> None:
    if tag := language_tag(language):
        add(add(record, "language"), "languageTerm", tag, type="code", authority="rfc5646")


def _add_origin(record: Element, issue: Issue) -> None:
    if issue.periodical.publisher or issue.issue.date or issue.issue.year:
        origin = add(record, "originInfo")
        add_known(origin, "publisher", issue.periodical.publisher)
        add_known(origin, "dateIssued", issue.issue.date or issue.issue.year, encoding="w3cdtf")


def _add_identifiers(record: Element, issue: Issue) -> None:
    add_known(record, "identifier", issue.periodical.issn, type="issn")
    add_known(record, "identifier", issue.periodical.cn, type="cn")


def _add_part(record: Element, issue: Issue) -> Element:
    part = add(record, "part")
    which = issue.issue
    for kind, number in (("volume", which.volume), ("issue", which.number), ("whole", which.whole_number)):
        if number:
            add(add(part, "detail", type=kind), "number", number)
    add_known(part, "date", which.date or which.year, encoding="w3cdtf")
    return part


def _add_record_info(record: Element, id: str, note: str) -> None:
    info = add(record, "recordInfo")
    add(info, "recordContentSource", "Backfile")
    add(info, "recordIdentifier", id)
    add(info, "recordOrigin", note)
