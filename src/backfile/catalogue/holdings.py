"""What the reading room and the command line ask of the catalogue. Names are those of `models`; lists come in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet

from ..errors import NotFound
from ..folding import loose
from .models import Article, Contribution, Contributor, Doubt, Entry, Issue, Mention, Notice, Page, Periodical

Row = TypeVar("Row", bound=Model)


class Neighbours(NamedTuple):
    """What stands before and after, None at either end."""

    before: Article | Issue | None
    after: Article | Issue | None


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


def issues_by_year(slug: str) -> dict[int | None, list[Issue]]:
    """Year → its issues in order, years rising: the rows of a holdings table. Undated issues come last, under None."""
    found: dict[int | None, list[Issue]] = {}
    for issue in issues_of(slug):
        found.setdefault(issue.year, []).append(issue)
    return dict(sorted(found.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)))


def newest_issues(limit: int = 12) -> QuerySet[Issue]:
    """The newest issues of all periodicals, by date."""
    return Issue.objects.select_related("periodical").order_by("-order", "id")[:limit]


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


def article(issue_id: str, ref: str) -> Article:
    """One article by its id within the issue ("a02"), with issue, periodical and entry. Raises NotFound."""
    rows = Article.objects.select_related("issue__periodical", "entry").filter(id=f"{issue_id}/{ref}")
    return _one(rows, f"{issue_id} has no article {ref}.")


def article_neighbours(found: Article) -> Neighbours:
    """The articles before and after within the issue."""
    rows = {row.position: row for row in Article.objects.filter(issue_id=found.issue_id, position__in=_beside(found))}
    return Neighbours(rows.get(found.position - 1), rows.get(found.position + 1))


def issue_neighbours(found: Issue) -> Neighbours:
    """The issues before and after of the same periodical, among those held."""
    rows = Issue.objects.filter(periodical_id=found.periodical_id)
    earlier = rows.filter(Q(order__lt=found.order) | Q(order=found.order, id__lt=found.id)).order_by("-order", "-id")
    later = rows.filter(Q(order__gt=found.order) | Q(order=found.order, id__gt=found.id)).order_by("order", "id")
    return Neighbours(earlier.first(), later.first())


def pages(issue_id: str) -> QuerySet[Page]:
    """The pages of an issue by number."""
    return Page.objects.filter(issue_id=issue_id).order_by("number")


def page_by_label(issue_id: str, label: str) -> Page:
    """The page that prints `label`, leading zeros aside. Raises NotFound."""
    bare = label.strip().lstrip("0") or label.strip()
    rows = pages(issue_id).filter(label__in=[label.strip(), *(bare.rjust(width, "0") for width in range(1, 5))])
    return _one(rows, f"{issue_id} has no page {label}.")


def articles_on(issue_id: str, number: int) -> list[Article]:
    """The articles that stand, wholly or in part, on page `number`."""
    return [row for row in articles(issue_id) if number in row.pages]


def notices(issue_id: str) -> QuerySet[Notice]:
    return Notice.objects.filter(issue_id=issue_id).order_by("position")


def people(
    beginning: str = "", *, kind: str = "person", by: str = "works", limit: int = 100, offset: int = 0
) -> list[Contributor]:
    """Contributors whose folded name begins so: the most printed first (`by="works"`), or by name (`by="name"`)."""
    rows = Contributor.objects.filter(kind=kind)
    if beginning:
        key = loose(beginning)
        rows = rows.filter(key__gte=key, key__lt=key + "\U0010ffff")
    order = ("-works", "key", "id") if by == "works" else ("key", "id")
    return list(rows.order_by(*order)[offset : offset + limit])


def person(name: str, *, kind: str = "person") -> Contributor:
    """The contributor of this name, in whatever script form. Raises NotFound."""
    return _one(Contributor.objects.filter(kind=kind, key=loose(name)), f"no contributor is called {name}.")


def works_of(contributor_id: str, *, limit: int = 100, offset: int = 0) -> list[Contribution]:
    """What someone contributed, newest first, each with its issue and its article or entry."""
    rows = Contribution.objects.filter(contributor_id=contributor_id).select_related(
        "issue__periodical", "article", "entry"
    )
    return list(rows.order_by("-order", "id")[offset : offset + limit])


def mentions_of(name: str, kind: str, *, limit: int = 100, offset: int = 0) -> list[Mention]:
    """Where a person, organization, place, event or award is named, newest first."""
    rows = Mention.objects.filter(kind=kind, key=loose(name)).select_related("issue", "article")
    return list(rows.order_by("-order", "id")[offset : offset + limit])


def doubts(issue_id: str | None = None, *, limit: int = 100, offset: int = 0) -> list[Doubt]:
    """What to look at, least sure first, in one issue or all."""
    rows = Doubt.objects.select_related("issue__periodical")
    rows = rows.filter(issue_id=issue_id) if issue_id else rows
    return list(rows.order_by("confidence", "id")[offset : offset + limit])


def unsure_entries(below: float = 0.9, *, limit: int = 100, offset: int = 0) -> list[Entry]:
    """Contents entries less sure than `below`, least sure first."""
    rows = Entry.objects.filter(confidence__lt=below).select_related("issue__periodical")
    return list(rows.order_by("confidence", "id")[offset : offset + limit])


def _beside(found: Article) -> Sequence[int]:
    return found.position - 1, found.position + 1


def _one(rows: QuerySet[Row], otherwise: str) -> Row:
    found = rows.first()
    if found is None:
        raise NotFound(otherwise)
    return found
