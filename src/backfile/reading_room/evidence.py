"""Where on paper the values of an article were read, as the article page shows it on hover and focus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import Article, Evidence, Issue, Page
from .shelves import Addresses

SHOWN = ("title", "contributors", "page", "abstract", "keywords")
_LONGEST = 90


class Quote(NamedTuple):
    """What was read of one field: `label` is the page's printed label or its number in brackets, `sure` a percentage."""

    field: str
    text: str
    label: str
    url: str
    by: str
    sure: int
    page: int | None


def list_quotes(issue: Issue, at: int, addresses: Addresses) -> list[Quote]:
    """The evidence of article number `at` (from 0): its own, else that of its entry in the contents; one per field."""
    pages = {page.number: page for page in issue.pages}
    found: dict[str, Evidence] = {}
    for path in _paths(issue, issue.articles[at], at):
        for row in issue.evidence:
            field = row.path.removeprefix(path).split("/")[0] if row.path.startswith(path) else ""
            if field in SHOWN and row.quote:
                found.setdefault(field, row)
    return [_quote(field, found[field], pages, addresses) for field in SHOWN if field in found]


def _paths(issue: Issue, article: Article, at: int) -> Iterator[str]:
    yield f"articles/{at}/"
    for number, entry in enumerate(issue.contents):
        if entry.id == article.entry:
            yield f"contents/{number}/"


def _quote(field: str, row: Evidence, pages: dict[int, Page], addresses: Addresses) -> Quote:
    page = pages.get(row.page or 0)
    text = row.quote if len(row.quote) <= _LONGEST else row.quote[: _LONGEST - 1] + "…"
    label = (page.label or f"[{page.number}]") if page else ""
    url = addresses.page(page) if page else ""
    return Quote(field, text, label, url, row.by, round(100 * row.confidence), row.page)


def boxes_on(issue: Issue, at: int, number: int) -> Iterator[tuple[str, Evidence]]:
    """(field, evidence) of the fields of article number `at` that were read on page `number` and know where."""
    path = f"articles/{at}/"
    for row in issue.evidence:
        if row.page == number and row.box is not None and row.path.startswith(path):
            field = row.path.removeprefix(path).split("/")[0]
            if field in SHOWN:
                yield field, row
