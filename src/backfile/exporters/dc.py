"""Dublin Core, simple (DCMES 1.1, ISO 15836-1), one `oai_dc:dc` per article: what every harvester understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Issue
from ._citation import Citation, Work, cite, clean, provenance, works
from ._xml import add, element, serialise, write_around

NAME = "Dublin Core (oai_dc)"
SUFFIX = ".xml"
CONTAINER = "http://www.openarchives.org/OAI/2.0/oai_dc/"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
Term = tuple[str, str]


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_around(out, "<collection>")
    for issue in issues:
        for work in works(issue):
            out.write(serialise(record(article_terms(issue, work))) + b"\n")
    out.write(b"</collection>\n")


def record(terms: Iterable[Term]) -> Element:
    """The `oai_dc:dc` element with `terms`."""
    made = element("oai_dc:dc", **{"xmlns:oai_dc": CONTAINER, "xmlns:dc": ELEMENTS})
    for name, value in terms:
        add(made, f"dc:{name}", value)
    return made


def article_terms(issue: Issue, work: Work) -> Iterator[Term]:
    """(element, value) of one article, in the order of a catalogue card."""
    citation, article = cite(issue, work), work.article
    yield "title", citation.full_title
    yield from _known("title", citation.alternative_title)
    for name in citation.authors:
        yield "creator", _inverted(name.family, name.given)
    for name in (*citation.editors, *citation.translators, *citation.illustrators):
        yield "contributor", _inverted(name.family, name.given)
    for subject in (*citation.keywords, citation.section, article.clc if article else None):
        yield from _known("subject", clean(subject))
    yield from _known("description", citation.abstract)
    yield from _known("publisher", citation.publisher)
    yield from _known("date", citation.date)
    yield "type", "Text"
    yield "type", "newspaper article" if citation.kind == "newspaper" else "article"
    yield from _known("identifier", f"doi:{citation.doi}" if citation.doi else None)
    yield from _known("identifier", clean(article.article_number) if article else None)
    yield "source", _source(citation)
    yield from _known("language", clean(citation.language))
    yield from _known("relation", f"urn:ISSN:{citation.issn}" if citation.issn else None)
    yield "description", citation.note


def issue_terms(issue: Issue) -> Iterator[Term]:
    """(element, value) of the issue itself."""
    yield "title", " ".join(filter(None, (clean(issue.periodical.title) or issue.id, _numbering(issue))))
    yield from _known("publisher", clean(issue.periodical.publisher))
    yield from _known("date", clean(issue.issue.date) or (str(issue.issue.year) if issue.issue.year else ""))
    yield "type", "Text"
    yield "type", "issue"
    for scheme, value in (("urn:ISSN:", issue.periodical.issn), ("CN ", issue.periodical.cn)):
        yield from _known("relation", f"{scheme}{clean(value)}" if clean(value) else None)
    yield "description", provenance(issue)


def _numbering(issue: Issue) -> str:
    which = issue.issue
    volume = f" {clean(which.volume)}" if which.volume else ""
    number = f"({clean(which.number or which.whole_number)})" if which.number or which.whole_number else ""
    return f"{which.year or ''}{volume}{number}".strip()


def _source(citation: Citation) -> str:
    """海洋研究, 2020, 46(3): 1-2"""
    number = f"({citation.number})" if citation.number else ""
    parts = [citation.journal, str(citation.issued[0]) if citation.issued else None, f"{citation.volume or ''}{number}"]
    text = ", ".join(part for part in parts if part) or citation.key
    return f"{text}: {citation.pages}" if citation.pages else text


def _inverted(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def _known(name: str, value: str | None) -> Iterator[Term]:
    if value:
        yield name, value
