"""What pages tell machines of what they show: Highwire's citation_* and Dublin Core as meta elements, schema.org as JSON-LD.

Reference managers and search engines read these. There is no COinS beside them: with it Zotero loses authors. Sources:
schema.org (Periodical, PublicationVolume, PublicationIssue, ScholarlyArticle, NewsArticle), the inclusion guidelines of Google
Scholar (citation_*), DCMI "Expressing Dublin Core in HTML/XHTML meta and link elements" (2008).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..archive.folder import place
from ..exporters import dc
from ..exporters._citation import Citation, Name, cite, clean, work_of
from ..model import Article, Issue
from .shelves import Addresses, periodical_url

CONTEXT = "https://schema.org"
_DC_LEFT_OUT = {"description", "identifier", "relation"}


class Meta(NamedTuple):
    """One meta element."""

    name: str
    content: str


def article_meta(issue: Issue, article: Article, address: str, pdf: str) -> Iterator[Meta]:
    """Highwire's names, then Dublin Core. `address` and `pdf` are absolute."""
    work = work_of(issue, article)
    yield from _highwire(cite(issue, work), article)
    yield Meta("citation_fulltext_html_url", address)
    if pdf:
        yield Meta("citation_pdf_url", pdf)
    for name, value in dc.article_terms(issue, work):
        if name not in _DC_LEFT_OUT:
            yield Meta(f"DC.{name}", value)
    yield Meta("DC.identifier", address)


def issue_meta(issue: Issue, address: str) -> Iterator[Meta]:
    """Dublin Core of an issue."""
    for name, value in dc.issue_terms(issue):
        if name not in _DC_LEFT_OUT:
            yield Meta(f"DC.{name}", value)
    yield Meta("DC.identifier", address)


def article_data(issue: Issue, article: Article, site: str) -> dict[str, Any]:
    """schema.org of an article within its issue, volume and periodical."""
    citation = cite(issue, work_of(issue, article))
    at = Addresses(issue.id)
    known = {
        "@context": CONTEXT,
        "@type": _type_of(citation, article),
        "@id": site + at.article(article),
        "url": site + at.article(article),
        "headline": citation.title,
        "name": citation.title,
        "alternativeHeadline": citation.subtitle or citation.alternative_title,
        "author": [_person(name) for name in citation.authors],
        "editor": [_person(name) for name in citation.editors],
        "translator": [_person(name) for name in citation.translators],
        "datePublished": citation.date,
        "inLanguage": citation.language,
        "abstract": citation.abstract,
        "keywords": list(citation.keywords),
        "articleSection": citation.section,
        "pageStart": citation.page,
        "pageEnd": citation.page_end,
        "pagination": citation.pages,
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": citation.doi} if citation.doi else None,
        "isPartOf": _issue(issue, site),
    }
    return _without_gaps(known)


def issue_data(issue: Issue, site: str) -> dict[str, Any]:
    """schema.org of an issue with its articles."""
    at = Addresses(issue.id)
    parts = [
        {"@type": "Article", "@id": site + at.article(article), "headline": clean(article.title)}
        for article in issue.articles
    ]
    return _without_gaps({"@context": CONTEXT, **_issue(issue, site), "hasPart": parts})


def periodical_data(
    slug: str, title: str, issn: str | None, publisher: str | None, years: tuple[int | None, int | None], site: str
) -> dict[str, Any]:
    """schema.org of a periodical; `years` are those of the first and last issue held."""
    known = {
        "@context": CONTEXT, "@type": "Periodical", "@id": site + periodical_url(slug), "url": site + periodical_url(slug),
        "name": title, "issn": issn, "publisher": _organization(publisher), "startDate": _year(years[0]), "endDate": _year(years[1]),
    }  # fmt: skip
    return _without_gaps(known)


def _highwire(citation: Citation, article: Article) -> Iterator[Meta]:
    yield Meta("citation_title", citation.full_title)
    affiliations = {clean(person.name): clean(person.affiliation) for person in article.contributors}
    for name in citation.authors:
        yield Meta("citation_author", name.whole)
        if affiliations.get(name.whole):
            yield Meta("citation_author_institution", affiliations[name.whole])
    values = {
        "citation_publication_date": "/".join(f"{part:02}" for part in citation.issued),
        "citation_journal_title": citation.journal,
        "citation_publisher": citation.publisher,
        "citation_issn": citation.issn,
        "citation_volume": citation.volume,
        "citation_issue": citation.number,
        "citation_firstpage": citation.page,
        "citation_lastpage": citation.page_end or citation.page,
        "citation_doi": citation.doi,
        "citation_language": citation.language,
        "citation_abstract": citation.abstract,
    }
    yield from (Meta(name, value) for name, value in values.items() if value)
    yield from (Meta("citation_keywords", word) for word in citation.keywords)


def _issue(issue: Issue, site: str) -> dict[str, Any]:
    which, at = issue.issue, site + Addresses(issue.id).issue
    slug = place(issue.id)[0]
    periodical = {
        "@type": "Periodical",
        "@id": site + periodical_url(slug),
        "name": clean(issue.periodical.title) or slug,
        "issn": clean(issue.periodical.issn),
        "publisher": _organization(issue.periodical.publisher),
    }
    volume = {"@type": "PublicationVolume", "volumeNumber": clean(which.volume), "isPartOf": periodical}
    return {
        "@type": "PublicationIssue",
        "@id": at,
        "url": at,
        "issueNumber": clean(which.number or which.whole_number),
        "datePublished": clean(which.date) or _year(which.year),
        "isPartOf": volume if which.volume else periodical,
    }


def _type_of(citation: Citation, article: Article) -> str:
    """A piece in a newspaper is news; one with the apparatus of learning, or in a serial with an ISSN, is scholarly."""
    if citation.kind == "newspaper":
        return "NewsArticle"
    is_learned = citation.abstract or citation.keywords or citation.doi or article.references or citation.issn
    return "ScholarlyArticle" if is_learned else "Article"


def _person(name: Name) -> dict[str, str]:
    if name.organization:
        return {"@type": "Organization", "name": name.family}
    parts = {"familyName": name.family, "givenName": name.given} if name.given else {}
    return {"@type": "Person", "name": name.whole, **parts}


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": clean(name)} if clean(name) else None


def _year(year: int | None) -> str:
    return str(year) if year else ""


def _without_gaps(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known, at every depth."""
    kept = {name: _kept(each) for name, each in fields.items()}
    return {name: each for name, each in kept.items() if each not in (None, "", [], {})}


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_gaps(value)
    return [_kept(each) for each in value] if isinstance(value, list) else value
