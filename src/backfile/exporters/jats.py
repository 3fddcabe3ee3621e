"""JATS 1.3 Journal Publishing (ANSI/NISO Z39.96-2021): one file per article, in a tar of folders by issue.

Front matter, body text, references as printed. The order of elements is that of the Publishing tag set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Article, Contributor, Issue, Paragraph
from ._citation import Citation, Work, cite, is_cjk, split_name, works
from ._package import package
from ._xml import add, add_known, document, element, name_token
from .alto import language_tag

NAME = "JATS 1.3"
SUFFIX = ".tar"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = {"author": "author", "editor": "editor", "translator": "translator"}


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    with package(out) as tar:
        for issue in issues:
            for work in works(issue):
                name = f"{name_token(issue.id)}/{name_token(work.named.id)}.xml"
                tar.add(name, document(article_record(issue, work)))


def article_record(issue: Issue, work: Work) -> Element:
    """The `article` element."""
    citation, article = cite(issue, work), work.article
    kind = "news" if citation.kind == "newspaper" else "research-article" if article and article.abstract else "other"
    root = element("article", **{"article-type": kind, "dtd-version": "1.3", _LANG: language_tag(citation.language)})
    front = add(root, "front")
    _add_journal(front, issue)
    _add_article(front, citation, work)
    if article:
        _add_body(root, article)
        _add_references(root, article)
    return root


def _add_journal(front: Element, issue: Issue) -> None:
    meta = add(front, "journal-meta")
    add(
        meta,
        "journal-id",
        issue.periodical.cn or issue.periodical.title or issue.id,
        **{"journal-id-type": "publisher-id"},
    )
    if issue.periodical.title:
        add(add(meta, "journal-title-group"), "journal-title", issue.periodical.title)
    add(meta, "issn", issue.periodical.issn or "", **{"pub-type": "ppub"})  # JATS 1.1 asks for the element
    if issue.periodical.publisher:
        add(add(meta, "publisher"), "publisher-name", issue.periodical.publisher)


def _add_article(front: Element, citation: Citation, work: Work) -> None:
    article = work.article
    meta = add(front, "article-meta")
    add(meta, "article-id", citation.key, **{"pub-id-type": "publisher-id"})
    add_known(meta, "article-id", citation.doi, **{"pub-id-type": "doi"})
    if article:
        add_known(meta, "article-id", article.article_number, **{"pub-id-type": "other"})
    _add_categories(meta, citation, article)
    _add_title(meta, citation)
    _add_people(meta, work.contributors)
    _add_date(meta, citation)
    add_known(meta, "volume", citation.volume)
    add_known(meta, "issue", citation.number)
    if citation.page:
        add(meta, "fpage", citation.page)
        add_known(meta, "lpage", citation.page_end)
    if article:
        _add_abstracts(meta, citation, article)
    _add_custom(meta, citation)


def _add_categories(meta: Element, citation: Citation, article: Article | None) -> None:
    groups = (("heading", citation.section), ("clc", article.clc if article else None))
    known = [(kind, subject) for kind, subject in groups if subject]
    if known:
        categories = add(meta, "article-categories")
        for kind, subject in known:
            add(add(categories, "subj-group", **{"subj-group-type": kind}), "subject", subject)


def _add_title(meta: Element, citation: Citation) -> None:
    group = add(meta, "title-group")
    add(group, "article-title", citation.title)
    add_known(group, "subtitle", citation.subtitle)
    if citation.alternative_title:
        add(add(group, "trans-title-group"), "trans-title", citation.alternative_title)


def _add_people(meta: Element, people: Iterable[Contributor]) -> None:
    people = list(people)
    if not people:
        return
    group = add(meta, "contrib-group")
    for person in people:
        contributor = add(group, "contrib", **{"contrib-type": _ROLES.get(person.role, person.role)})
        name = split_name(person)
        if name.organization:
            add(contributor, "collab", name.family)
        elif name.given:
            made = add(contributor, "name")
            add(made, "surname", name.family)
            add(made, "given-names", name.given)
            add_known(made, "suffix", name.suffix)
        elif is_cjk(
            name.family
        ):  # whole: where the surname ends is not printed, and Publishing has no string-name here
            add(add(contributor, "name", **{"name-style": "eastern"}), "surname", name.family)
        else:
            add(add(contributor, "name", **{"name-style": "given-only"}), "given-names", name.family)
        add_known(contributor, "aff", person.affiliation)


def _add_date(meta: Element, citation: Citation) -> None:
    date = add(meta, "pub-date", **{"pub-type": "ppub"})
    for tag, value in reversed(list(zip(("year", "month", "day"), citation.issued, strict=False))):
        add(date, tag, value)
    if not citation.issued:
        add(date, "string-date", "")


def _add_abstracts(meta: Element, citation: Citation, article: Article) -> None:
    if article.abstract:
        add(add(meta, "abstract"), "p", article.abstract)
    if article.alternative_abstract:
        add(add(meta, "trans-abstract"), "p", article.alternative_abstract)
    for words in (citation.keywords, article.alternative_keywords):
        if words:
            group = add(meta, "kwd-group")
            for word in words:
                add(group, "kwd", word)
    if article.funding:
        add(add(meta, "funding-group"), "funding-statement", article.funding)


def _add_custom(meta: Element, citation: Citation) -> None:
    """Provenance: JATS has no place of its own for how a record came to be."""
    group = add(meta, "custom-meta-group")
    for name, value in (("provenance", citation.note), ("confidence", f"{citation.confidence:.2f}")):
        custom = add(group, "custom-meta")
        add(custom, "meta-name", name)
        add(custom, "meta-value", value)


def _add_body(root: Element, article: Article) -> None:
    paragraphs = [
        each for each in article.paragraphs if each.kind not in ("abstract", "reference") and each.text.strip()
    ]
    if not paragraphs:
        return
    body = add(root, "body")
    for heading, group in _sections(paragraphs):
        holder = body
        if heading is not None:
            holder = add(body, "sec")
            add(holder, "title", heading.text)
        for paragraph in group:
            add(holder, "p", paragraph.text, **{"content-type": None if paragraph.kind == "body" else paragraph.kind})


def _sections(paragraphs: list[Paragraph]) -> Iterator[tuple[Paragraph | None, list[Paragraph]]]:
    """Paragraphs before the first heading, then a heading and what follows it. After `sec` no loose `p` may come."""
    heading: Paragraph | None = None
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            if group or heading:
                yield heading, group
            heading, group = paragraph, []
        else:
            group.append(paragraph)
    yield heading, group


def _add_references(root: Element, article: Article) -> None:
    if article.references:
        listed = add(add(root, "back"), "ref-list")
        for number, reference in enumerate(article.references, start=1):
            made = add(listed, "ref", id=f"ref{number}")
            add_known(made, "label", reference.number)
            add(made, "mixed-citation", reference.text)
