"""TEI P5 (version 4): a teiCorpus with one TEI document per article: bibliographic description, page breaks, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement

from ..model import Issue, Paragraph
from ._citation import Citation, Work, cite, split_name, works
from ._xml import add, add_known, element, legal, name_token, serialise, write_around
from .alto import language_tag

NAME = "TEI P5"
SUFFIX = ".xml"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Articles of periodicals</title></titleStmt>"
    "<publicationStmt><p>Written by Backfile.</p></publicationStmt>"
    "<sourceDesc><p>Each text names its source.</p></sourceDesc></fileDesc></teiHeader>"
)


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_around(out, f'<teiCorpus xmlns="{NAMESPACE}">{_HEADER}')
    for issue in issues:
        for work in works(issue):
            out.write(serialise(article_record(issue, work)) + b"\n")
    out.write(b"</teiCorpus>\n")


def article_record(issue: Issue, work: Work) -> Element:
    """The `TEI` element of one article."""
    citation = cite(issue, work)
    root = element(
        "TEI",
        xmlns=NAMESPACE,
        **{f"{_XML}id": name_token(citation.key), f"{_XML}lang": language_tag(citation.language)},
    )
    _add_header(root, issue, citation, work)
    body = add(add(root, "text"), "body")
    division = add(body, "div", type="article")
    add(division, "head", citation.title)
    add_known(division, "head", citation.subtitle, type="sub")
    labels = {page.number: page.label for page in issue.pages}
    paragraphs = work.article.paragraphs if work.article else ()
    seen: int | None = None
    for paragraph in paragraphs:
        if paragraph.page is not None and paragraph.page != seen:
            add(division, "pb", n=labels.get(paragraph.page) or paragraph.page)
            seen = paragraph.page
        seen = _add_paragraph(division, paragraph, labels, seen)
    if not paragraphs:
        add(division, "p")
    return root


def _add_paragraph(
    division: Element, paragraph: Paragraph, labels: dict[int, str | None], seen: int | None
) -> int | None:
    """A paragraph with a `pb` wherever the text goes on to another page; the page on which it ends."""
    rend = None if paragraph.kind == "body" else paragraph.kind
    made = add(division, "note", place="bottom") if paragraph.kind == "footnote" else add(division, "p", rend=rend)
    made.text = ""
    last: Element | None = None
    for text, page in _pieces(paragraph):
        if page is not None:
            last = SubElement(made, "pb", n=legal(labels.get(page) or page))
            last.tail, seen = legal(text), page
        elif last is None:
            made.text = legal(text)
    return seen


def _pieces(paragraph: Paragraph) -> Iterator[tuple[str, int | None]]:
    start, page = 0, None
    for offset, following in sorted(paragraph.breaks):
        yield paragraph.text[start:offset], page
        start, page = offset, following
    yield paragraph.text[start:], page


def _add_header(root: Element, issue: Issue, citation: Citation, work: Work) -> None:
    header = add(root, "teiHeader")
    file = add(header, "fileDesc")
    statement = add(file, "titleStmt")
    add(statement, "title", citation.title, level="a")
    authors = [person for person in work.contributors if person.role == "author"]
    for person in authors:
        _add_author(statement, person.name, person.kind)
    publication = add(file, "publicationStmt")
    add(publication, "publisher", issue.periodical.publisher or "Backfile")
    add_known(publication, "idno", citation.doi, type="DOI")
    add(publication, "idno", citation.key, type="local")
    _add_source(file, citation, [split_name(person).whole for person in authors])
    application = add(add(add(header, "encodingDesc"), "appInfo"), "application", ident="Backfile", version="1")
    add(application, "label", "Backfile")
    add(application, "desc", citation.note)
    _add_profile(header, citation)


def _add_author(statement: Element, name: str, kind: str) -> None:
    add(add(statement, "author"), "orgName" if kind == "organization" else "persName", name)


def _add_source(file: Element, citation: Citation, authors: list[str]) -> None:
    structured = add(add(file, "sourceDesc"), "biblStruct")
    analytic = add(structured, "analytic")
    for name in authors:
        add(analytic, "author", name)
    add(analytic, "title", citation.title, level="a")
    monograph = add(structured, "monogr")
    add(monograph, "title", citation.journal or "", level="j")
    add_known(monograph, "idno", citation.issn, type="ISSN")
    imprint = add(monograph, "imprint")
    for unit, value in (("volume", citation.volume), ("issue", citation.number), ("page", citation.pages)):
        add_known(imprint, "biblScope", value, unit=unit)
    add(imprint, "date", citation.date or "unknown", when=citation.date or None)


def _add_profile(header: Element, citation: Citation) -> None:
    profile = add(header, "profileDesc")
    if citation.abstract:
        add(add(profile, "abstract"), "p", citation.abstract)
    if tag := language_tag(citation.language):
        add(add(profile, "langUsage"), "language", tag, ident=tag)
    if citation.keywords:
        listed = add(add(add(profile, "textClass"), "keywords"), "list")
        for word in citation.keywords:
            add(listed, "item", word)
