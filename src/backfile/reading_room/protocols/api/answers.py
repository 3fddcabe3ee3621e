"""What the API and the assistants' server say, made from catalogue, index and archive.

`reading` is what whoever asks may read, `site` the address of the reading room without a slash at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.urls import reverse

from .... import exporters
from ....accounts.access import Permit
from ....archive.holdings import holdings as lay_out_holdings
from ....catalogue import holdings, models
from ....errors import NotFound
from ....exporters._citation import provenance
from ....index import FACETS, Hit, Results
from ....model import Article, Designation, Entry, Issue
from ....plugins import modules
from ... import shelves
from ...searching import address as hit_address
from .. import downloads
from . import schemas


def periodical(row: models.Periodical, site: str) -> schemas.Periodical:
    named = (
        "title",
        "title_as_printed",
        "issn",
        "cn",
        "publisher",
        "motto",
        "first_year",
        "last_year",
        "issue_count",
        "article_count",
    )
    fields = {name: getattr(row, name) for name in named}
    return schemas.Periodical(id=row.slug, url=site + shelves.periodical_url(row.slug), **fields)


def issue(row: models.Issue, site: str) -> schemas.Issue:
    named = (
        "id", "title", "year", "month", "day", "date", "volume", "number", "whole_number", "page_count", "entry_count",
        "article_count", "doubt_count", "confidence",
    )  # fmt: skip
    url = site + shelves.issue_url(row.id)
    manifest = site + reverse("iiif_manifest", args=(row.id,)) if row.cover is not None else None
    fields = {name: getattr(row, name) for name in named}
    return schemas.Issue(
        periodical=row.periodical_id, url=url, record=url.rstrip("/") + ".json", manifest=manifest, **fields
    )


def entries(issue_id: str) -> Iterator[schemas.Entry]:
    named = (
        "section",
        "title",
        "subtitle",
        "alternative_title",
        "contributors",
        "page",
        "page_end",
        "level",
        "language",
        "confidence",
    )
    for row in holdings.contents(issue_id):
        cut: Any = row.article  # type: ignore[attr-defined]
        yield schemas.Entry(
            id=row.ref, article=cut.ref if cut else None, **{name: getattr(row, name) for name in named}
        )


def article_in_brief(row: models.Article, site: str) -> schemas.ArticleInBrief:
    named = (
        "section",
        "title",
        "subtitle",
        "contributors",
        "page",
        "page_end",
        "pages",
        "language",
        "doi",
        "confidence",
    )
    url = f"{site}{shelves.issue_url(row.issue_id)}a/{row.ref}-{row.slug}".rstrip("-")
    return schemas.ArticleInBrief(
        id=row.ref, issue=row.issue_id, url=url, **{name: getattr(row, name) for name in named}
    )


def article(whole: Issue, found: Article, site: str) -> schemas.Article:
    fields: dict[str, Any] = msgspec.to_builtins(found)
    named = (
        "id", "title", "subtitle", "contributors", "page", "page_end", "pages", "language", "doi", "confidence",
        "abstract", "keywords", "clc",
    )  # fmt: skip
    paragraphs = [schemas.Paragraph(text=each.text, kind=each.kind, page=each.page) for each in found.paragraphs]
    section = next((entry.section for entry in whole.contents if entry.id == found.entry), None)
    return schemas.Article(
        issue=whole.id, section=section, url=site + shelves.article_url(whole.id, found), paragraphs=paragraphs,
        provenance=provenance(whole, found), **{name: fields[name] for name in named},
    )  # fmt: skip


def find_article(whole: Issue, ref: str) -> Article:
    """Raises NotFound."""
    for found in whole.articles:
        if found.id == ref:
            return found
    raise NotFound(f"{whole.id} has no article {ref}.")


def pages(whole: Issue, site: str) -> Iterator[schemas.Page]:
    at, drawn = shelves.Addresses(whole.id), shelves.has_images(whole)
    named = ("number", "label", "kind", "width", "height", "unit", "language", "trouble")
    for page in whole.pages:
        image = site + at.image_service(page) if drawn else None
        yield schemas.Page(url=site + at.page(page), image=image, **{name: getattr(page, name) for name in named})


def citations(whole: Issue, ref: str, styles: Iterable[str]) -> list[schemas.Citation]:
    """The references to an article or entry. Raises NotFound, SettingsError."""
    citable: tuple[Article | Entry, ...] = (*whole.articles, *whole.contents)
    cited = next((each for each in citable if each.id == ref), None)
    if cited is None:
        raise NotFound(f"{whole.id} has no article or entry {ref}.")
    return [schemas.Citation(style=style, text=exporters.format_citation(whole, cited, style)) for style in styles]


def search(
    reading: Permit, query: str, *, limit: int, offset: int, sort: str = "relevance",
    issue: str | None = None, facets: Iterable[str] = (),
) -> Results:  # fmt: skip
    """Raises QueryError."""
    wanted = tuple(name for name in FACETS if name in set(facets))
    return shelves.index().search(
        query, limit=limit, offset=offset, sort=sort, facets=wanted, within=issue, scope=reading.scope()
    )


def hit(found: Hit, site: str) -> schemas.Hit:
    document = found.document
    named = ("issue", "kind", "title", "periodical", "date", "section", "page", "language")
    snippets = [
        schemas.Snippet(text=each.text, page=each.page, hits=[(start, end) for start, end in each.hits])
        for each in found.snippets
    ]
    return schemas.Hit(
        id=document.ref, contributors=list(document.contributors), url=site + hit_address(found), snippets=snippets,
        **{name: getattr(document, name) for name in named},
    )  # fmt: skip


def work(row: models.Contribution, site: str) -> schemas.Work:
    done: Any = row.article or row.entry
    url = site + shelves.issue_url(row.issue_id) + (f"a/{done.ref}" if row.article else "#contents")
    return schemas.Work(
        issue=row.issue_id, id=done.ref, title=done.title, role=row.role, name=row.name, affiliation=row.affiliation,
        date=row.issue.date, url=url,
    )  # fmt: skip


def gaps(rows: Iterable[models.Issue]) -> Iterator[schemas.Gap]:
    """The numbers missing among `rows`, which are one periodical's."""
    named = ("year", "month", "day", "date", "volume", "number", "whole_number")
    issues = [(row.id, Designation(**{name: getattr(row, name) for name in named})) for row in rows]
    for gap in lay_out_holdings(issues).missing:
        yield schemas.Gap(**gap._asdict())


def formats() -> Iterator[schemas.Format]:
    for name, module in modules(exporters.__name__).items():
        yield schemas.Format(
            name=name, title=module.NAME, suffix=module.SUFFIX, media_type=downloads.media_type(name),
            is_style=name in exporters.styles(),
        )  # fmt: skip
