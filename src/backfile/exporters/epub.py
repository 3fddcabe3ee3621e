"""EPUB 3.3 (W3C): one book per issue: a title page, the articles as reflowing text, contents by section, and a page list
from the printed folios, so that a page number cited from paper is found in the book. Several issues: a tar of books.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import BinaryIO, NamedTuple, cast
from xml.etree.ElementTree import Element, SubElement

from ..model import Article, Entry, Issue, Paragraph
from ._citation import Work, cite, clean, language_of, provenance, works
from ._package import write_one_or_many
from ._xml import add, add_known, document, element, legal
from .alto import language_tag

NAME = "EPUB 3"
SUFFIX = ".epub"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
# EPUB Accessibility 1.1, section 2.2: what every publication says of itself; these books are text alone.
_ACCESSIBILITY = (
    ("accessMode", "textual"), ("accessModeSufficient", "textual"), ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"), ("accessibilityFeature", "structuralNavigation"), ("accessibilityHazard", "none"),
)  # fmt: skip
_CONTAINER = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    b'<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_STYLE = (
    b"body { line-height: 1.6; margin: 1em } h1 { font-size: 1.4em } .byline, .source { color: #555 } "
    b".caption, .footnote { font-size: .85em } aside { border-left: .2em solid #999; padding-left: 1em }\n"
)


class _Chapter(NamedTuple):
    """One article as a file of the book; `breaks` are (id, label) of the page breaks in it."""

    file: str
    title: str
    section: str | None
    level: int
    data: bytes
    breaks: tuple[tuple[str, str], ...]


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_one_or_many(issues, out, write_book, SUFFIX)


def write_book(issue: Issue, out: BinaryIO) -> None:
    """The book of one issue. Written aside first: the mimetype must stand bare at the front of a seekable ZIP (OCF 4.2)."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr(zipfile.ZipInfo("mimetype"), b"application/epub+zip", zipfile.ZIP_STORED)
            for name, data in _files(issue):
                book.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        file.seek(0)
        shutil.copyfileobj(cast("BinaryIO", file), out)


def _files(issue: Issue) -> Iterator[tuple[str, bytes]]:
    language = _language(issue)
    chapters = list(_chapters(issue, language))
    yield "META-INF/container.xml", _CONTAINER
    yield "EPUB/package.opf", document(_package(issue, language, chapters))
    yield "EPUB/nav.xhtml", document(_navigation(issue, language, chapters))
    yield "EPUB/style.css", _STYLE
    yield "EPUB/title.xhtml", document(_title_page(issue, language))
    yield from ((f"EPUB/{chapter.file}", chapter.data) for chapter in chapters)


def _title(issue: Issue) -> str:
    which = issue.issue.date or " ".join(part for part in (issue.issue.volume, issue.issue.number) if part)
    return (
        " ".join(part for part in (clean(issue.periodical.title), clean(which)) if part) or clean(issue.id) or "Issue"
    )


def _language(issue: Issue) -> str:
    """The language of most articles; `und` when none is known."""
    each: tuple[Article | Entry, ...] = (*issue.articles, *issue.contents)
    known = (language_tag(language_of(value.title, value.language)) for value in each)
    return next((tag for tag, _ in Counter(tag for tag in known if tag).most_common(1)), "und")


def _chapters(issue: Issue, language: str) -> Iterator[_Chapter]:
    labels = {page.number: clean(page.label) for page in issue.pages}
    seen: set[int] = set()
    for number, work in enumerate(works(issue), start=1):
        title = clean(work.named.title) or "—"
        root, body = _page(title, language_tag(work.named.language) or language)
        _add_heading(body, issue, work)
        breaks = tuple(_add_text(body, work.article, labels, seen)) if work.article else ()
        section, level = (work.entry.section, work.entry.level) if work.entry else (None, 1)
        yield _Chapter(f"article{number:04}.xhtml", title, clean(section) or None, level, document(root), breaks)


def _page(title: str, language: str) -> tuple[Element, Element]:
    root = element("html", xmlns=_XHTML, lang=language, **{"xmlns:epub": _OPS, "xml:lang": language})
    if _runs_leftward(title):
        root.set("dir", "rtl")
    head = add(root, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", href="style.css")
    return root, add(root, "body")


def _runs_leftward(text: str) -> bool:
    """Whether most letters are of scripts that run from right to left (Unicode Standard Annex 9, classes R and AL)."""
    classes = Counter(unicodedata.bidirectional(letter) for letter in text)
    return classes["R"] + classes["AL"] > classes["L"]


def _add_heading(body: Element, issue: Issue, work: Work) -> None:
    citation = cite(issue, work)
    add_known(body, "p", citation.section, class_="section")
    add(body, "h1", citation.title or "—")
    add_known(body, "p", citation.subtitle, class_="subtitle")
    between = "、" if (citation.language or "").split("-")[0] in ("zh", "ja") else ", "
    add_known(body, "p", between.join(name.whole for name in citation.authors), class_="byline")
    if work.article and work.article.abstract:
        add(body, "blockquote", None).append(element("p", work.article.abstract))


def _add_text(body: Element, article: Article, labels: dict[int, str], seen: set[int]) -> Iterator[tuple[str, str]]:
    """Paragraphs with a page break wherever a page begins that no earlier article began."""
    for paragraph in article.paragraphs:
        if paragraph.kind == "abstract" or not paragraph.text.strip():
            continue
        made = _add_block(body, paragraph)
        start = [(0, paragraph.page)] if paragraph.page is not None else [(0, 0)]
        marks = [*start, *sorted(paragraph.breaks), (len(paragraph.text), 0)]
        made.text, last = "", None
        for (offset, page), (end, _) in pairwise(marks):
            if page and page not in seen and page in labels:
                seen.add(page)
                label = labels[page] or f"[{page}]"
                last = SubElement(made, "span", {"id": f"page{page}", "role": "doc-pagebreak", "aria-label": label})
                last.set("epub:type", "pagebreak")
                yield f"page{page}", label
            text = legal(paragraph.text[offset:end])
            if last is None:
                made.text += text
            else:
                last.tail = (last.tail or "") + text


def _add_block(body: Element, paragraph: Paragraph) -> Element:
    if paragraph.kind == "heading":
        return add(body, "h2")
    if paragraph.kind == "sidebar":
        return add(add(body, "aside"), "p")
    return add(body, "p", class_=None if paragraph.kind == "body" else paragraph.kind)


def _title_page(issue: Issue, language: str) -> Element:
    root, body = _page(_title(issue), language)
    add(body, "h1", clean(issue.periodical.title) or _title(issue))
    which = issue.issue
    facts = (
        which.date, f"Vol. {which.volume}" if which.volume else None, f"No. {which.number}" if which.number else None,
        f"ISSN {issue.periodical.issn}" if issue.periodical.issn else None,
        f"CN {issue.periodical.cn}" if issue.periodical.cn else None, issue.periodical.publisher,
    )  # fmt: skip
    for fact in facts:
        add_known(body, "p", clean(fact))
    add(body, "p", provenance(issue), class_="source")
    return root


def _package(issue: Issue, language: str, chapters: list[_Chapter]) -> Element:
    root = element(
        "package",
        xmlns="http://www.idpf.org/2007/opf",
        version="3.0",
        **{"unique-identifier": "id", "xml:lang": language},
    )
    meta = add(root, "metadata", **{"xmlns:dc": "http://purl.org/dc/elements/1.1/"})
    add(meta, "dc:identifier", f"urn:backfile:{clean(issue.id) or 'issue'}", id="id")
    add(meta, "dc:title", _title(issue))
    add(meta, "dc:language", language)
    add_known(meta, "dc:publisher", clean(issue.periodical.publisher))
    add_known(meta, "dc:date", clean(issue.issue.date))
    add(meta, "dc:description", provenance(issue))
    add(meta, "dc:source", f"ISSN {issue.periodical.issn}" if clean(issue.periodical.issn) else clean(issue.id))
    add(meta, "meta", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), property="dcterms:modified")
    for name, value in _ACCESSIBILITY:
        add(meta, "meta", value, property=f"schema:{name}")
    if any(chapter.breaks for chapter in chapters):
        add(meta, "meta", "pageBreakMarkers", property="schema:accessibilityFeature")
        add(meta, "meta", "pageNavigation", property="schema:accessibilityFeature")
    manifest, spine = add(root, "manifest"), add(root, "spine")
    if _runs_leftward("".join(chapter.title for chapter in chapters)):
        spine.set("page-progression-direction", "rtl")
    add(manifest, "item", id="nav", href="nav.xhtml", properties="nav", **{"media-type": "application/xhtml+xml"})
    add(manifest, "item", id="style", href="style.css", **{"media-type": "text/css"})
    for number, file in enumerate(("title.xhtml", *(chapter.file for chapter in chapters))):
        add(manifest, "item", id=f"t{number}", href=file, **{"media-type": "application/xhtml+xml"})
        add(spine, "itemref", idref=f"t{number}")
    return root


def _navigation(issue: Issue, language: str, chapters: list[_Chapter]) -> Element:
    root, body = _page(_title(issue), language)
    contents = add(body, "nav", **{"epub:type": "toc", "role": "doc-toc"})
    listed = add(contents, "ol")
    _add_link(listed, "title.xhtml", _title(issue))
    for section, group in groupby(chapters, key=lambda chapter: chapter.section):
        holder = listed
        if section:
            item = add(listed, "li")
            add(item, "span", section)
            holder = add(item, "ol")
        for chapter in group:
            _add_link(holder, chapter.file, chapter.title)
    breaks = [(f"{chapter.file}#{id}", label) for chapter in chapters for id, label in chapter.breaks]
    if breaks:
        pages = add(add(body, "nav", hidden="hidden", **{"epub:type": "page-list", "role": "doc-pagelist"}), "ol")
        for address, label in breaks:
            _add_link(pages, address, label)
    return root


def _add_link(listed: Element, address: str, text: str) -> None:
    add(add(listed, "li"), "a", text, href=address)
