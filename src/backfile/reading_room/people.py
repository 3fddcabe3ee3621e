"""People: who wrote in these pages, as their names are printed. Two people of one name are one row, and are said to be."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..accounts.access import Permit
from ..catalogue import holdings
from ..catalogue.models import Contribution, Contributor, Mention
from ..errors import NotFound
from . import shelves
from .templatetags.reading_room import ROLES, person_url
from .views import allowed_to, explained, to_json
from .wording import designate

PAGE_SIZE = 100
KINDS = {"person": _("People"), "organization": _("Organizations")}
ORDERS = {"works": _("Most articles first"), "name": _("By name")}
MENTIONS = 20


@explained
def people(request: HttpRequest) -> HttpResponse:
    """Names, `?beginning=`, `?kind=person|organization`, `?by=works|name`, `?page=`."""
    asked = _asked(request)
    rows, more = _list(allowed_to(request), asked)
    context = {
        "asked": asked,
        "rows": [_row(row) for row in rows],
        "kinds": _choices(asked, "kind", KINDS),
        "orders": _choices(asked, "by", ORDERS),
        "previous_url": _turn(asked, -1) if asked["page"] > 1 else "",
        "next_url": _turn(asked, 1) if more else "",
    }
    return render(request, "reading_room/people.html", context)


@explained
def people_json(request: HttpRequest) -> HttpResponse:
    rows, more = _list(allowed_to(request), _asked(request))
    return to_json({"people": [_row(row) for row in rows], "more": more})


@explained
def person(request: HttpRequest, name: str) -> HttpResponse:
    """What was printed under a name, newest first, and where else the name stands."""
    allowed, found = allowed_to(request), _find(request, name)
    number = _number(request)
    works = _works(allowed, found, number)
    context = {
        "person": found,
        "years": _years(found),
        "works": [_work(row) for row in works[:PAGE_SIZE]],
        "with": _together(allowed, found),
        "mentions": [_mention(row) for row in _mentions(allowed, found)],
        "search_url": f"{reverse('search')}?{urlencode({'q': f'author:={_quoted(found.name)}'})}",
        "previous_url": f"?page={number - 1}" if number > 1 else "",
        "next_url": f"?page={number + 1}" if len(works) > PAGE_SIZE else "",
    }
    return render(request, "reading_room/person.html", context)


@explained
def person_json(request: HttpRequest, name: str) -> HttpResponse:
    allowed, found = allowed_to(request), _find(request, name)
    works = _works(allowed, found, _number(request))
    return to_json(
        {**_row(found), "articles": [_work(row) for row in works[:PAGE_SIZE]], "more": len(works) > PAGE_SIZE}
    )


def _find(request: HttpRequest, name: str) -> Contributor:
    """The person of this name, else the organization; in whatever script form. Raises NotFound."""
    found = allowed_to(request).rows(holdings.named(name).filter(kind__in=KINDS)).first()
    if found is None:
        raise NotFound(f"Nobody called {name} wrote here.")
    return found


def _asked(request: HttpRequest) -> dict[str, Any]:
    kind, by = request.GET.get("kind", ""), request.GET.get("by", "")
    return {
        "beginning": request.GET.get("beginning", "").strip()[:100],
        "kind": kind if kind in KINDS else "person",
        "by": by if by in ORDERS else "works",
        "page": _number(request),
    }


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _list(allowed: Permit, asked: dict[str, Any]) -> tuple[list[Contributor], bool]:
    """One page of names, and whether there are more."""
    rows = holdings.people(asked["beginning"], kind=asked["kind"], by=asked["by"])
    start = (asked["page"] - 1) * PAGE_SIZE
    found = list(allowed.rows(rows)[start : start + PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def _row(row: Contributor) -> dict[str, Any]:
    return {"name": row.name, "kind": row.kind, "works": row.works, "years": _years(row), "url": person_url(row.name)}


def _years(row: Contributor) -> str:
    return "–".join(dict.fromkeys(str(year) for year in (row.first_year, row.last_year) if year))


def _works(allowed: Permit, found: Contributor, number: int) -> list[Contribution]:
    """One page of contributions and one more, newest first."""
    rows = allowed.rows(holdings.works_of(found.id))
    return list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE + 1])


def _work(row: Contribution) -> dict[str, Any]:
    what: Any = row.article or row.entry
    issue, shelf = row.issue, shelves.issue_url(row.issue_id)
    return {
        "title": what.title,
        "url": f"{shelf}a/{what.ref}-{what.slug}" if row.article_id else f"{shelf}#contents",
        "role": str(ROLES.get(row.role, row.role)),
        "affiliation": row.affiliation,
        "periodical": issue.title or issue.periodical.title,
        "issue": designate(issue) or issue.slug,
        "page": what.page,
        "year": issue.year,
    }


def _together(allowed: Permit, found: Contributor) -> list[dict[str, Any]]:
    """Who signed articles together with `found`, the most often first."""
    from django.db.models import Count

    articles = Contribution.objects.filter(contributor_id=found.id, article_id__isnull=False).values("article_id")
    rows = allowed.rows(Contribution.objects.filter(article_id__in=articles)).exclude(contributor_id=found.id)
    named = rows.order_by().values("contributor__name").annotate(count=Count("article_id")).order_by("-count")[:20]
    return [
        {"name": row["contributor__name"], "count": row["count"], "url": person_url(row["contributor__name"])}
        for row in named
    ]


def _mentions(allowed: Permit, found: Contributor) -> list[Mention]:
    rows = allowed.rows(Mention.objects.filter(kind=found.kind, key=found.key)).select_related("issue", "article")
    return list(rows.order_by("-order", "id")[:MENTIONS])


def _mention(row: Mention) -> dict[str, Any]:
    shelf = shelves.issue_url(row.issue_id)
    return {
        "quote": row.quote,
        "url": f"{shelf}a/{row.article.ref}-{row.article.slug}" if row.article else shelf,
        "issue": designate(row.issue) or row.issue.slug,
    }


def _choices(asked: dict[str, Any], name: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": says, "url": "?" + urlencode(asked | {name: value, "page": 1}), "chosen": asked[name] == value}
        for value, says in values.items()
    ]


def _turn(asked: dict[str, Any], by: int) -> str:
    return "?" + urlencode(asked | {"page": asked["page"] + by})


def _quoted(name: str) -> str:
    return '"' + name.replace('"', " ") + '"'
