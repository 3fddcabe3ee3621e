"""IIIF Content Search API 2.0 and 1.0: what is found inside an issue, boxed on its canvases.

    /iiif/ISSUE/search?q=…&page=N     2.0
    /iiif/ISSUE/search/1?q=…&page=N   1.0, which Mirador and the Universal Viewer ask for

`q` is our query language; a hit over two lines is one annotation with two targets (two annotations in 1.0). Clauses are
those of https://iiif.io/api/search/2.0/ and https://iiif.io/api/search/1.0/.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ...errors import QueryError
from ...index import Query, boxes, find_hits, parse
from ...model import Issue, Page
from ._answers import answer, site, spoken, whole_number
from ._holdings import take
from ._iiif import SEARCH, SEARCH_1, Addresses, ld_json, target

NAME = "IIIF Content Search"
PROTOCOL = "IIIF Content Search API 2.0 and 1.0"
PAGE_SIZE = 100
_MOST = 5_000
_IGNORED = ("motivation", "date", "user")


class Hit(NamedTuple):
    page: Page
    number: int
    found: boxes.Found


class Found(NamedTuple):
    """One page of what was found: the hits `shown` of `total`, and how the addresses of the others are made."""

    at: Addresses
    base: str
    asked: str
    number: int
    shown: list[Hit]
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    def page(self, number: int) -> str:
        return f"{self.base}?{urlencode({'q': self.asked} | ({'page': str(number)} if number > 1 else {}))}"


@spoken
def search(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Hits of `q` in an issue (2.0). Raises QueryError when it can't be understood."""
    made = _annotation_page(_find(request, issue_id, ""))
    if ignored := [name for name in _IGNORED if name in request.GET]:
        made["ignored"] = ignored
    return answer(made, ld_json(SEARCH))


@spoken
def search_1(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Hits of `q` in an issue (1.0). Raises QueryError when it can't be understood."""
    return answer(_annotation_list(_find(request, issue_id, "/1")), ld_json(SEARCH_1))


def _find(request: HttpRequest, issue_id: str, version: str) -> Found:
    issue, asked = take(request, issue_id, words=True), request.GET.get("q", "").strip()
    if not asked:
        raise QueryError("What is to be searched? Give ?q=…")
    hits = list(islice(_hits(issue, parse(asked)), _MOST))
    number = whole_number(request.GET.get("page"), 1)
    at = Addresses(site(request), issue_id)
    shown = hits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Found(at, at.search + version, asked, number, shown, len(hits))


def _annotation_page(found: Found) -> dict[str, Any]:
    """§5.2 and §5.4: hits with their boxes, and beside them each with the words around it; §5.3 when there are many."""
    made: dict[str, Any] = {
        "@context": SEARCH,
        "id": found.page(found.number),
        "type": "AnnotationPage",
        "items": [_annotation(found.at, hit) for hit in found.shown],
        "annotations": [{"type": "AnnotationPage", "items": [_context(found.at, hit) for hit in found.shown]}],
    }
    if found.total > PAGE_SIZE:
        made["startIndex"] = (found.number - 1) * PAGE_SIZE
        made["partOf"] = {
            "id": f"{found.page(1)}#all", "type": "AnnotationCollection", "total": found.total,
            "first": {"id": found.page(1), "type": "AnnotationPage"},
            "last": {"id": found.page(found.last), "type": "AnnotationPage"},
        }  # fmt: skip
        if found.number < found.last:
            made["next"] = {"id": found.page(found.number + 1), "type": "AnnotationPage"}
        if found.number > 1:
            made["prev"] = {"id": found.page(min(found.number - 1, found.last)), "type": "AnnotationPage"}
    return made


def _annotation_list(found: Found) -> dict[str, Any]:
    """1.0, §3.2 to §3.4: one resource for each box, and hits that name theirs with the words around them."""
    made: dict[str, Any] = {
        "@context": ["http://iiif.io/api/presentation/2/context.json", SEARCH_1],
        "@id": found.page(found.number),
        "@type": "sc:AnnotationList",
        "resources": [resource for hit in found.shown for resource in _resources(found.at, hit)],
        "hits": [_hit(found.at, hit) for hit in found.shown],
        "startIndex": (found.number - 1) * PAGE_SIZE,
        "within": {
            "@type": "sc:Layer", "total": found.total, "first": found.page(1), "last": found.page(found.last),
        },
    }  # fmt: skip
    if found.number < found.last:
        made["next"] = found.page(found.number + 1)
    return made


def _resources(at: Addresses, hit: Hit) -> Iterator[dict[str, Any]]:
    for number, place in enumerate(_targets(at, hit), start=1):
        yield {
            "@id": f"{_id(at, hit)}/{number}",
            "@type": "oa:Annotation",
            "motivation": "sc:painting",
            "resource": {"@type": "cnt:ContentAsText", "chars": hit.found.text},
            "on": place,
        }


def _hit(at: Addresses, hit: Hit) -> dict[str, Any]:
    return {
        "@type": "search:Hit",
        "annotations": [f"{_id(at, hit)}/{number}" for number in range(1, len(_targets(at, hit)) + 1)],
        "match": hit.found.text,
        "before": hit.found.before,
        "after": hit.found.after,
    }


def _targets(at: Addresses, hit: Hit) -> list[str]:
    """The parts of the canvas; the whole of it where the source has no boxes."""
    canvas = at.canvas(hit.page.number)
    return [target(canvas, hit.page, box) for box in hit.found.boxes] or [canvas]


def _annotation(at: Addresses, hit: Hit) -> dict[str, Any]:
    targets = _targets(at, hit)
    return {
        "id": _id(at, hit),
        "type": "Annotation",
        "motivation": "highlighting",
        "body": {"type": "TextualBody", "value": hit.found.text, "format": "text/plain"},
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _context(at: Addresses, hit: Hit) -> dict[str, Any]:
    quote = {
        "type": "TextQuoteSelector",
        "prefix": hit.found.before,
        "exact": hit.found.text,
        "suffix": hit.found.after,
    }
    return {
        "id": f"{_id(at, hit)}/context",
        "type": "Annotation",
        "motivation": "contextualizing",
        "target": {"type": "SpecificResource", "source": _id(at, hit), "selector": [quote]},
    }


def _id(at: Addresses, hit: Hit) -> str:
    return f"{at.canvas(hit.page.number)}/hit/{hit.number}"


def _hits(issue: Issue, query: Query) -> Iterator[Hit]:
    number = 0
    for page in issue.pages:
        for found in find_hits(query, page.lines):
            number += 1
            yield Hit(page, number, found)


urlpatterns = [
    path("iiif/<str:issue_id>/search", search, name="iiif_search"),
    path("iiif/<str:issue_id>/search/1", search_1, name="iiif_search_1"),
]
