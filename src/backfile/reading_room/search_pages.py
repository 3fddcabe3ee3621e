"""The search: its page, its form, and its results as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import exporters
from ..accounts.access import Permit
from ..errors import NotFound, QueryError
from ..exporters import ris
from ..index import Hit, Results, Scope
from . import shelves
from .search_form import FIELDS, compose, loosen
from .searching import (
    FACETS,
    HISTOGRAM,
    PAGE_SIZE,
    address,
    draw_years,
    list_facets,
    list_orders,
    list_rows,
    search_url,
    write_bars,
    write_hits,
)
from .views import allowed_to, explained, kept, to_json
from .wording import name_issue

MOST_EXPORTED = 2_000
_ASKED = ("q", "issue", "sort")
_FORM = (*FIELDS, "periodical", "year", "from", "to", "language")
COLUMNS = (
    "title", "subtitle", "contributors", "periodical", "date", "section", "page", "page_end", "language", "kind", "issue",
    "id", "url",
)  # fmt: skip


def _version(request: HttpRequest) -> object:
    return shelves.index().version(), allowed_to(request)


@explained
@kept(_version)
def search(request: HttpRequest) -> HttpResponseBase:
    """Results of `?q=`; a filled-in form is turned into the query line that means the same, which makes the address."""
    if any(request.GET.get(name, "").strip() for name in _FORM):
        asked = {"q": compose(request.GET.dict())} | {
            name: request.GET[name] for name in ("issue", "sort") if request.GET.get(name)
        }
        return HttpResponseRedirect("?" + urlencode(asked))
    query, number = request.GET.get("q", "").strip(), _whole(request.GET.get("page"), 1)
    allowed = allowed_to(request)
    titles = {slug: title for slug, title in shelves.titles().items() if allowed.opens(slug)}
    context: dict[str, Any] = {
        "q": query,
        "form": _form(tuple(titles.items()), get_language() or "", get_script_prefix()),
    }
    if query:
        try:
            context |= _found(request, query, number, allowed, titles)
        except QueryError as error:
            context["trouble"] = error
    return render(request, "reading_room/search.html", context)


@lru_cache(maxsize=16)
def _form(titles: tuple[tuple[str, str], ...], language: str, prefix: str) -> SafeString:  # noqa: ARG001
    """The form with a field each; `titles` are (slug, title) of the periodicals to choose from."""
    return render_to_string("reading_room/search_form.html", {"fields": FIELDS.items(), "periodicals": titles})


def _found(request: HttpRequest, query: str, number: int, allowed: Permit, titles: dict[str, str]) -> dict[str, Any]:
    within = request.GET.get("issue") or None
    if within:
        allowed.expect(within)
    results = _search(request, query, number, allowed)
    asked = {name: value for name, value in request.GET.dict().items() if name in _ASKED}
    bars = draw_years(results.facets["year"], asked)
    return {
        "results": results,
        "hits": write_hits(list_rows(results, query, shelves.without_images())),
        "facets": list_facets(results, asked, titles),
        "bars": write_bars(bars),
        "first_year": bars[0].year if bars else "",
        "last_year": bars[-1].year if bars else "",
        "histogram": HISTOGRAM,
        "orders": list_orders(asked),
        "exports": [(name, f"{request.path}.{end}?{urlencode(asked)}") for name, end in _EXPORTS]
        if results.total
        else [],
        "most_exported": MOST_EXPORTED if results.total > MOST_EXPORTED else 0,
        "within": name_issue(shelves.take(within, words=False)) if within else "",
        "everywhere_url": search_url(query),
        "advice": [] if results.total else list(_advise(query, within, allowed)),
        "previous_url": _turn(request, number - 1) if number > 1 else "",
        "next_url": _turn(request, number + 1) if results.total > number * PAGE_SIZE else "",
    }


_EXPORTS = (("CSV", "csv"), ("RIS", "ris"), ("JSON", "json"))


def _advise(query: str, within: str | None, allowed: Permit) -> Iterator[dict[str, Any]]:
    """What would find something instead: the whole archive, or the query with one condition less."""
    if within and (everywhere := _count(query, None, allowed)):
        yield {"says": _("in all issues"), "query": query, "url": search_url(query), "count": everywhere}
    for without, rest in loosen(query):
        if rest and (count := _count(rest, within, allowed)):
            url = search_url(rest, **({"issue": within} if within else {}))
            yield {"says": _("without {part}").format(part=without), "query": rest, "url": url, "count": count}


def _count(query: str, within: str | None, allowed: Permit) -> int:
    return shelves.index().search(query, limit=0, within=within, scope=allowed.scope()).total


@explained
def search_json(request: HttpRequest) -> HttpResponse:
    """The same results for programs; titles and snippets as text with hit offsets."""
    results = _search(request, request.GET.get("q", ""), _whole(request.GET.get("page"), 1), allowed_to(request))
    return to_json(
        {
            "total": results.total,
            "milliseconds": results.milliseconds,
            "hits": [_hit(hit) for hit in results.hits],
            "facets": {name: [facet._asdict() for facet in facets] for name, facets in results.facets.items()},
        }
    )


def _hit(hit: Hit) -> dict[str, Any]:
    document = hit.document
    kept = ("issue", "ref", "kind", "title", "contributors", "periodical", "date", "page")
    return {
        **{name: getattr(document, name) for name in kept},
        "url": address(hit),
        "snippets": [{"text": snippet.text, "hits": snippet.hits, "page": snippet.page} for snippet in hit.snippets],
    }


@explained
def search_csv(request: HttpRequest) -> HttpResponseBase:
    """The results as a table (RFC 4180), in the order of the page, up to MOST_EXPORTED."""
    rows = _all(request)
    site = request.build_absolute_uri("/").rstrip("/")

    def lines() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf" + _line(COLUMNS)
        for hit in rows:
            document = hit.document
            values = {name: getattr(document, name, None) for name in COLUMNS}
            values |= {
                "contributors": "; ".join(document.contributors),
                "id": document.ref,
                "url": site + address(hit),
            }
            yield _line(tuple(values[name] for name in COLUMNS))

    return _file(lines(), "text/csv; charset=utf-8", "search.csv")


def _line(cells: tuple[object, ...]) -> bytes:
    """One row; what a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection)."""
    out = io.StringIO()
    risky = ("=", "+", "-", "@", "\t", "\r")
    csv.writer(out).writerow(
        [f"'{cell}" if isinstance(cell, str) and cell.startswith(risky) else cell for cell in cells]
    )
    return out.getvalue().encode()


@explained
def search_ris(request: HttpRequest) -> HttpResponseBase:
    """The articles and entries found as RIS, in the order of the page, up to MOST_EXPORTED."""
    rows = _all(request)

    def records() -> Iterator[bytes]:
        for hit in rows:
            if hit.document.kind != "notice" and (record := _record(hit)):
                yield record

    return _file(records(), "application/x-research-info-systems; charset=utf-8", "search.ris")


def _record(hit: Hit) -> bytes:
    """The RIS record of a hit; empty when its issue was removed since it was found."""
    try:
        found = exporters.select(shelves.take(hit.document.issue, words=False), [hit.document.ref])
    except NotFound:
        return b""
    out = io.BytesIO()
    ris.export([found], out)
    return out.getvalue()


def _file(parts: Iterator[bytes], kind: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(parts, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _search(request: HttpRequest, query: str, number: int, allowed: Permit) -> Results:
    within, sort = request.GET.get("issue") or None, request.GET.get("sort", "relevance")
    return _results(query, max(1, number), sort, within, allowed.scope(), shelves.index().version())


@lru_cache(maxsize=64)
def _results(
    query: str,
    number: int,
    sort: str,
    within: str | None,
    scope: Scope,
    version: tuple[int, int],  # noqa: ARG001
) -> Results:
    """One page of results, kept for whoever comes back to it; `version` makes it a new one when the index changes."""
    offset, facets = (number - 1) * PAGE_SIZE, tuple(FACETS)
    index = shelves.index()
    return index.search(query, limit=PAGE_SIZE, offset=offset, sort=sort, facets=facets, within=within, scope=scope)


def _all(request: HttpRequest) -> tuple[Hit, ...]:
    """All results up to MOST_EXPORTED, without snippets."""
    within, sort = request.GET.get("issue") or None, request.GET.get("sort", "relevance")
    scope = allowed_to(request).scope()
    query = request.GET.get("q", "")
    return shelves.index().search(query, limit=MOST_EXPORTED, sort=sort, snippets=0, within=within, scope=scope).hits


def _turn(request: HttpRequest, number: int) -> str:
    """This search on another page of results."""
    return "?" + urlencode({**request.GET.dict(), "page": number})


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
