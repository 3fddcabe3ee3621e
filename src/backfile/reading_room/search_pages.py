"""The search: its page, its form, and its results as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import exporters
from ..errors import NotFound, QueryError
from ..exporters import ris
from ..index import SORTS, Hit, Results, Scope
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
from .templatetags.reading_room import shelf
from .views import allowed_to, explained, kept, to_json
from .wording import name_issue

MOST_EXPORTED = 2_000
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
        return HttpResponseRedirect(
            f"?{_asked(request)._replace(query=compose(request.GET.dict()), number=1).address()}"
        )
    asked, allowed = _asked(request), allowed_to(request)
    titles = tuple((slug, shelf(title)) for slug, title in shelves.titles().items() if allowed.opens(slug))
    place = get_language() or "", get_script_prefix()
    context: dict[str, Any] = {"q": asked.query, "form": _form(titles, *place)}
    if asked.query:
        try:
            context |= _found(asked, allowed.scope(), titles, *place, shelves.index().version())
        except QueryError as error:
            context["trouble"] = error
    return render(request, "reading_room/search.html", context)


@lru_cache(maxsize=16)
def _form(titles: tuple[tuple[str, str], ...], language: str, prefix: str) -> SafeString:  # noqa: ARG001
    """The form with a field each; `titles` are (slug, title) of the periodicals to choose from."""
    return render_to_string("reading_room/search_form.html", {"fields": FIELDS.items(), "periodicals": titles})


class Asked(NamedTuple):
    """A search as its address has it; `within` is an issue, `number` the page of results, from 1."""

    query: str
    number: int
    sort: str
    within: str | None

    def address(self, **other: str | int) -> str:
        """The parameters of this search, with `other` ones in their place."""
        own = {"q": self.query, "issue": self.within or "", "sort": self.sort if self.sort != SORTS[0] else ""}
        return urlencode({name: value for name, value in (own | other).items() if value})


def _asked(request: HttpRequest) -> Asked:
    """Raises NotAllowed, SignInNeeded for an issue that the visitor may not read."""
    given = request.GET
    within = given.get("issue") or None
    if within:
        allowed_to(request).expect(within)
    number = max(1, _whole(given.get("page"), 1))
    return Asked(given.get("q", "").strip(), number, given.get("sort") or SORTS[0], within)


@lru_cache(maxsize=256)
def _found(
    asked: Asked,
    scope: Scope,
    titles: tuple[tuple[str, str], ...],
    language: str,  # noqa: ARG001 - what else the page depends on
    prefix: str,  # noqa: ARG001
    version: tuple[int, int],  # noqa: ARG001
) -> dict[str, Any]:
    """One page of results as the template shows it, kept for whoever asks the same until the index changes."""
    query, number = asked.query, asked.number
    results = _search(asked, scope)
    parameters = dict(parse_qsl(asked.address()))
    bars = draw_years(results.facets["year"], parameters)
    return {
        "total": results.total,
        "hits": write_hits(list_rows(results, query, shelves.without_images())),
        "facets": list_facets(results, parameters, dict(titles)),
        "bars": write_bars(bars),
        "first_year": bars[0].year if bars else "",
        "last_year": bars[-1].year if bars else "",
        "histogram": HISTOGRAM,
        "orders": list_orders(parameters),
        "exports": [(name, f"{reverse('search')}.{end}?{asked.address()}") for name, end in _EXPORTS if results.total],
        "most_exported": MOST_EXPORTED if results.total > MOST_EXPORTED else 0,
        "within": name_issue(shelves.take(asked.within, words=False)) if asked.within else "",
        "everywhere_url": search_url(query),
        "advice": [] if results.total else list(_advise(asked, scope)),
        "previous_url": f"?{asked.address(page=number - 1)}" if number > 1 else "",
        "next_url": f"?{asked.address(page=number + 1)}" if results.total > number * PAGE_SIZE else "",
    }


_EXPORTS = (("CSV", "csv"), ("RIS", "ris"), ("JSON", "json"))


def _advise(asked: Asked, scope: Scope) -> Iterator[dict[str, Any]]:
    """What would find something instead: the whole archive, or the query with one condition less."""
    if asked.within and (everywhere := _count(asked._replace(within=None), scope)):
        yield {"says": _("in all issues"), "url": search_url(asked.query), "count": everywhere}
    for without, rest in loosen(asked.query):
        if rest and (count := _count(asked._replace(query=rest), scope)):
            url = f"?{asked._replace(query=rest).address()}"
            yield {"says": _("without {part}").format(part=without), "url": url, "count": count}


def _count(asked: Asked, scope: Scope) -> int:
    return shelves.index().search(asked.query, limit=0, within=asked.within, scope=scope).total


@explained
def search_json(request: HttpRequest) -> HttpResponse:
    """The same results for programs; titles and snippets as text with hit offsets."""
    results = _search(_asked(request), allowed_to(request).scope())
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


def _search(asked: Asked, scope: Scope) -> Results:
    """One page of results."""
    offset, facets = (asked.number - 1) * PAGE_SIZE, tuple(FACETS)
    return shelves.index().search(
        asked.query, limit=PAGE_SIZE, offset=offset, sort=asked.sort, facets=facets, within=asked.within, scope=scope
    )


def _all(request: HttpRequest) -> tuple[Hit, ...]:
    """All results up to MOST_EXPORTED, without snippets."""
    asked, scope = _asked(request), allowed_to(request).scope()
    found = shelves.index().search(
        asked.query, limit=MOST_EXPORTED, sort=asked.sort, snippets=0, within=asked.within, scope=scope
    )
    return found.hits


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
