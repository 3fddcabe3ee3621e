"""DOAJ article metadata (doajArticles.xsd 1.3): what the Directory of Open Access Journals takes of an open journal.

Steps, confidence and corrections stand in a comment before each record, for the schema has no place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import Element

from ..errors import InputError
from ..model import Contributor, Issue
from ..settings import Settings
from ._citation import Citation, Work, cite, split_name, works
from ._marc import language_code
from ._xml import add, add_known, element, legal, serialise, write_around

if TYPE_CHECKING:
    from . import Addresses

NAME = "DOAJ articles"
SUFFIX = ".xml"
NEEDS = frozenset({"settings", "address"})
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]\Z")


def need_address(settings: Settings | None, address: Addresses | None) -> Addresses:
    """`address`, which DOAJ asks for in every form. Raises InputError without `domain`."""
    if address is None or not (settings or Settings()).domain:
        raise InputError(
            "DOAJ asks where each article is read.", cure='Set it: domain = "archive.example.org" in backfile.toml.'
        )
    return address


def export(
    issues: Iterable[Issue], out: BinaryIO, settings: Settings | None = None, address: Addresses | None = None
) -> None:
    """Issues of unknown year, which DOAJ asks for, become a comment. Raises InputError without `domain`."""
    address = need_address(settings, address)
    write_around(out, "<records>")
    for issue in issues:
        if issue.issue.year is None:
            out.write(f"<!-- {_in_comment(issue.id)} is left out: its year is not known -->\n".encode())
            continue
        for work in works(issue):
            citation = cite(issue, work)
            out.write(f"<!-- {_in_comment(citation.note)} -->\n".encode())
            out.write(serialise(article_record(issue, citation, work, address)) + b"\n")
    out.write(b"</records>\n")


def article_record(issue: Issue, citation: Citation, work: Work, address: Addresses) -> Element:
    """The `record` element."""
    language = _language(citation)
    record = element("record")
    add_known(record, "language", language)
    add_known(record, "publisher", citation.publisher)
    add(record, "journalTitle", citation.journal or issue.id)
    if citation.issn and _ISSN.match(citation.issn):
        add(record, "issn", citation.issn)
    add(record, "publicationDate", citation.date)
    add_known(record, "volume", citation.volume)
    add_known(record, "issue", citation.number)
    add_known(record, "startPage", citation.page)
    add_known(record, "endPage", citation.page_end)
    add_known(record, "doi", citation.doi)
    add(record, "publisherRecordId", citation.key)
    add(record, "documentType", "newspaper article" if citation.kind == "newspaper" else "article")
    add(record, "title", citation.full_title, language=language)
    if citation.alternative_title:
        add(record, "title", citation.alternative_title)
    _add_people(record, work.contributors)
    if citation.abstract:
        add(record, "abstract", citation.abstract, language=language)
    add(record, "fullTextUrl", address(issue, work.named.id), format="html")
    if citation.keywords:
        words = add(record, "keywords", language=language)
        for word in citation.keywords:
            add(words, "keyword", word)
    return record


def _add_people(record: Element, people: tuple[Contributor, ...]) -> None:
    places = list(dict.fromkeys(person.affiliation for person in people if person.affiliation))
    if people:
        holder = add(record, "authors")
        for person in people:
            author = add(holder, "author")
            add(author, "name", split_name(person).whole)
            if person.affiliation:
                add(author, "affiliationId", places.index(person.affiliation))
    if places:
        listed = add(record, "affiliationsList")
        for number, place in enumerate(places):
            add(listed, "affiliationName", place, affiliationId=number)


def _language(citation: Citation) -> str | None:
    code = language_code(citation.language)
    return code if code != "und" else None


def _in_comment(text: str) -> str:
    return legal(text).replace("--", "- -").rstrip("-")
