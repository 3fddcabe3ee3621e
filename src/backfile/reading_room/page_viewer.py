"""The page viewer: one printed page with its text laid over it, the articles on it, and the way to every other page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from ..accounts.people import Role, visitor
from ..errors import NotFound
from ..model import Issue, Line, Page
from . import shelves
from .sheets import Sheet, draw_sheet
from .shelves import Addresses, Shelf
from .views import explain, explained, find_page, read_query, to_json
from .wording import name_issue, write_thumbs

NEAREST = 3
AHEAD = 300
"""Seconds that a browser keeps a page it fetched before it was turned to (Fetch Standard, `Sec-Purpose`). Who corrects sees it as it is."""
BESIDE = 12
"""Pages before and after the one shown that its strip offers."""


@explained
def page(request: HttpRequest, periodical: str, issue: str, label: str = "") -> HttpResponseBase:
    shelf = Shelf(periodical, issue)
    one, addresses = shelves.take(shelf.id, words=False), Addresses(shelf.id)
    wanted = label or request.GET.get("label", "").strip()
    found = _find(one, wanted, request.GET.get("n", ""))
    if found is None:
        missing = NotFound(_("This issue has no page {label}.").format(label=wanted or request.GET.get("n", "?")))
        return explain(request, missing, _nearest(one, wanted, addresses))
    if not label and found.label == wanted:
        return HttpResponseRedirect(addresses.page(found))
    lines = shelves.page_lines(one.id, found.number)
    drawn = shelves.has_images(one)
    context = {
        "q": request.GET.get("q", ""),
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "issue_url": addresses.issue,
        "page": found,
        "lines": lines,
        "total": len(one.pages),
        "sheet": _sheet(request, one, found, lines, addresses) if drawn else None,
        "image_info": f"{addresses.image_service(found)}/info.json" if drawn else "",
        "correct_url": reverse("review_item", args=(one.id, f"pages/{found.number}")),
        "jump_url": addresses.issue + "p/",
        "articles": _articles(one, found, addresses),
        "accent": row.accent if (row := shelves.standing(one.id)) else None,
        **_around(one, found, addresses),
    }
    answer = render(request, "reading_room/page.html", context)
    if request.headers.get("Sec-Purpose", "").startswith("prefetch") and visitor(request).role < Role.CORRECTOR:
        patch_cache_control(answer, private=True, max_age=AHEAD)
    return answer


@explained
def page_json(request: HttpRequest, periodical: str, issue: str, label: str) -> HttpResponse:
    """A page by its printed label: its place, its articles, and its lines with boxes (fractions of the page)."""
    shelf = Shelf(periodical, issue)
    one = shelves.take(shelf.id, words=False)
    found = _page_by_label(one, label)
    if found is None:
        raise NotFound(f"{one.id} has no page {label}.")
    addresses = Addresses(one.id)
    return to_json(
        {
            "issue": one.id,
            "number": found.number,
            "label": found.label,
            "kind": found.kind,
            "url": addresses.page(found),
            "image": addresses.image_service(found) if shelves.has_images(one) else None,
            "articles": [article.id for article in one.articles if found.number in article.pages],
            "lines": [
                {"text": line.text, "box": line.box, "direction": line.direction}
                for line in shelves.page_lines(one.id, found.number)
            ],
        }
    )


def _sheet(request: HttpRequest, one: Issue, found: Page, lines: tuple[Line, ...], addresses: Addresses) -> Sheet:
    query = read_query(request)
    areas = [
        (article.title, addresses.article(article), region.box)
        for article in one.articles
        for region in article.regions
        if region.page == found.number
    ]
    return draw_sheet(
        found,
        addresses.page(found),
        addresses.image(found, "1000,"),
        shelves.image_size(found),
        small=addresses.image(found, "600,"),
        hits=shelves.find_hits(one.id, found.number, query) if query else [],
        areas=areas,
        text=lines,
    )


def _around(one: Issue, found: Page, addresses: Addresses) -> dict[str, Any]:
    """The pages before and after, and whether the volume opens from the right (vertical and right-to-left type)."""
    at = one.pages.index(found)
    after = one.pages[at + 1] if at + 1 < len(one.pages) else None
    drawn = shelves.has_images(one)
    strip = one.pages[max(0, at - BESIDE) : at + BESIDE + 1]
    return {
        "previous_url": addresses.page(one.pages[at - 1]) if at else "",
        "next_url": addresses.page(after) if after else "",
        "next_images": [addresses.image(after, size) for size in ("1000,", "600,")] if after and drawn else [],
        "strip": write_thumbs(strip, addresses, found) if drawn and len(strip) > 1 else "",
        "leftward": shelves.opens_from_right(one.id),
    }


def _articles(one: Issue, found: Page, addresses: Addresses) -> list[dict[str, str]]:
    return [
        {"title": article.title, "url": addresses.article(article)}
        for article in one.articles
        if found.number in article.pages
    ]


def _find(one: Issue, label: str, number: str) -> Page | None:
    return _page_by_label(one, label) if label else find_page(one, number)


def _page_by_label(one: Issue, label: str) -> Page | None:
    bare = label.lstrip("0") or label
    return next(
        (page for page in one.pages if page.label and (page.label == label or page.label.lstrip("0") == bare)), None
    )


def _nearest(one: Issue, label: str, addresses: Addresses) -> list[dict[str, str]]:
    """The printed pages nearest to a wrong one; for what is no number, the first ones."""
    numbered = [page for page in one.pages if (page.label or "").isdigit()]
    if label.isdigit() and len(label) < 9:
        numbered.sort(key=lambda page: abs(int(page.label or 0) - int(label)))
    return [{"name": page.label or "", "url": addresses.page(page)} for page in numbered[:NEAREST]]
