"""EndNote XML (the format of EndNote's "XML" export, RSXML): read by EndNote, Zotero, Mendeley and JabRef."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Issue
from ._citation import Citation, Name, cite_all
from ._xml import add, element, legal, serialise, write_around

NAME = "EndNote XML"
SUFFIX = ".xml"
# Reference types of EndNote: 17 journal article, 23 newspaper article.
_KINDS = {"journal": ("Journal Article", "17"), "newspaper": ("Newspaper Article", "23")}


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_around(out, "<xml><records>")
    for number, citation in enumerate(cite_all(issues), start=1):
        out.write(serialise(_record(citation, number)) + b"\n")
    out.write(b"</records></xml>\n")


def _record(citation: Citation, number: int) -> Element:
    record = element("record")
    add(record, "rec-number", number)
    kind, code = _KINDS[citation.kind]
    record.append(element("ref-type", code, name=kind))
    _add_people(record, citation)
    titles = add(record, "titles")
    _style(titles, "title", citation.full_title)
    _style(titles, "secondary-title", citation.journal)
    _style(titles, "translated-title", citation.alternative_title)
    _style(add(record, "periodical"), "full-title", citation.journal)
    for tag, value in (("pages", citation.pages), ("volume", citation.volume), ("number", citation.number)):
        _style(record, tag, value)
    if citation.keywords:
        keywords = add(record, "keywords")
        for word in citation.keywords:
            _style(keywords, "keyword", word)
    _add_dates(record, citation)
    for tag, value in (
        ("publisher", citation.publisher), ("isbn", citation.issn), ("electronic-resource-num", citation.doi),
        ("abstract", citation.abstract), ("notes", citation.note), ("label", citation.key), ("language", citation.language),
    ):  # fmt: skip
        _style(record, tag, value)
    return record


def _add_people(record: Element, citation: Citation) -> None:
    people = add(record, "contributors")
    for tag, names in (
        ("authors", citation.authors), ("secondary-authors", citation.editors), ("subsidiary-authors", citation.translators),
    ):  # fmt: skip
        if names:
            group = add(people, tag)
            for name in names:
                _style(group, "author", _name(name))


def _add_dates(record: Element, citation: Citation) -> None:
    if citation.issued:
        dates = add(record, "dates")
        _style(dates, "year", str(citation.issued[0]))
        if len(citation.issued) > 1:
            _style(add(dates, "pub-dates"), "date", citation.date)


def _style(parent: Element, tag: str, text: str | None) -> None:
    """EndNote wraps every value in a style element."""
    if text:
        add(add(parent, tag), "style", legal(text), face="normal", font="default", size="100%")


def _name(name: Name) -> str:
    """`Family, Given`; an organization ends in a comma, EndNote's sign for a name to be left whole."""
    if name.organization:
        return f"{name.family},"
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
