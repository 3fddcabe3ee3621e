"""What several views and protocols of the reading room ask of the catalogue. Names are those of `models`.

What is given as a QuerySet is narrowed by who asks (`Permit.rows`) and cut into pages by whoever shows it.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

from ..errors import NotFound
from ..folding import loose
from .models import Article, Contribution, Contributor, Doubt, Entry, Issue, Periodical

Row = TypeVar("Row", bound=Model)


def periodicals() -> QuerySet[Periodical]:
    """All periodicals by title, with counts, years and `cover_issue`, the newest issue that has page images."""
    return Periodical.objects.all()


def periodical(slug: str) -> Periodical:
    """Raises NotFound."""
    return _one(Periodical.objects.filter(slug=slug), f"no periodical is called {slug}.")


def issues_of(slug: str, year: int | None = None) -> QuerySet[Issue]:
    """The issues of a periodical (of one year), oldest first."""
    issues = Issue.objects.filter(periodical_id=slug)
    return issues if year is None else issues.filter(year=year)


def issue(issue_id: str) -> Issue:
    """One issue with its periodical. Raises NotFound."""
    return _one(Issue.objects.select_related("periodical").filter(id=issue_id), f"no issue is called {issue_id}.")


def contents(issue_id: str) -> list[Entry]:
    """The contents as printed; `entry.article` is the article of the entry or None. Two queries."""
    rows = Entry.objects.filter(issue_id=issue_id).prefetch_related(Prefetch("articles", to_attr="cut"))
    entries: list[Any] = list(rows.order_by("position"))
    for entry in entries:
        entry.article = entry.cut[0] if entry.cut else None
    return entries


def articles(issue_id: str) -> QuerySet[Article]:
    """The articles of an issue in order, those that the contents lack included."""
    return Article.objects.filter(issue_id=issue_id).order_by("position")


def people(beginning: str = "", *, kind: str = "person", by: str = "works") -> QuerySet[Contributor]:
    """Contributors whose folded name begins so: the most printed first (`by="works"`), or by name (`by="name"`)."""
    rows = Contributor.objects.filter(kind=kind)
    if key := loose(beginning):
        rows = rows.filter(key__gte=key, key__lt=key + "\U0010ffff")
    return rows.order_by("key", "id") if by == "name" else rows.order_by("-works", "key", "id")


def named(name: str) -> QuerySet[Contributor]:
    """The contributors of this name, in whatever script form: at most one of each kind, persons first."""
    return Contributor.objects.filter(key=loose(name) or name.strip()).order_by("-kind")


def works_of(contributor_id: str) -> QuerySet[Contribution]:
    """What someone contributed, newest first, each with its issue and its article or entry."""
    rows = Contribution.objects.filter(contributor_id=contributor_id)
    return rows.select_related("issue__periodical", "article", "entry").order_by("-order", "id")


def doubts(issue_id: str | None = None, *, limit: int = 100, offset: int = 0) -> list[Doubt]:
    """What to look at, least sure first, in one issue or all."""
    rows = Doubt.objects.select_related("issue__periodical")
    rows = rows.filter(issue_id=issue_id) if issue_id else rows
    return list(rows.order_by("confidence", "id")[offset : offset + limit])


def unsure_entries(below: float = 0.9, *, limit: int = 100, offset: int = 0) -> list[Entry]:
    """Contents entries less sure than `below`, least sure first."""
    rows = Entry.objects.filter(confidence__lt=below).select_related("issue__periodical")
    return list(rows.order_by("confidence", "id")[offset : offset + limit])


def _one(rows: QuerySet[Row], otherwise: str) -> Row:
    found = rows.first()
    if found is None:
        raise NotFound(otherwise)
    return found
