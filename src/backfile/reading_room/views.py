"""One function per address; each gathers what its template shows. The map is in urls.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import record
from ..catalogue import holdings
from ..catalogue.models import Issue as IssueRow
from ..catalogue.models import Periodical
from ..errors import BackfileError, NotFound, QueryError
from ..index import Query, Results, locate, needle, parse, positive
from ..model import Article, Box, Entry, Issue, Page
from . import shelves
from .grid import lay_out
from .image_requests import FORMATS, TILE, ImageRequest, parse_request
from .page_images import box_hits
from .searching import FACETS, PAGE_SIZE, address, list_facets, list_orders, list_rows
from .sheets import Sheet, draw_sheet
from .shelves import Shelf
from .templatetags.reading_room import byline
from .wording import group_by_section, list_facts, name_issue, name_pages, write_paragraph

View = Callable[..., HttpResponseBase]
MANY = 60
FOREVER = "public, max-age=604800, immutable"


def explained(view: View) -> View:
    """A view that reads only, and whose errors become pages that say what happened and what to do."""
    return require_safe(explain_errors(view))


def explain_errors(view: View) -> View:
    """A view whose errors become pages that say what happened and what to do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BackfileError as error:
            return explain(request, error)

    return guarded


def explain(request: HttpRequest, error: BackfileError, suggestions: Iterable[dict[str, str]] = ()) -> HttpResponse:
    heading = _("Not found") if error.status == 404 else _("This did not work")
    if request.path.endswith((".json", ".jpg", ".png", ".webp")):
        return JsonResponse({"error": error.message, "cure": error.cure}, status=error.status)
    context = {"heading": heading, "message": error.message, "cure": error.cure, "suggestions": list(suggestions)}
    return render(request, "reading_room/error.html", context, status=error.status)


@explained
def home(request: HttpRequest) -> HttpResponse:
    rows = list(holdings.periodicals())
    context = {
        "periodicals": [_periodical(row) for row in rows],
        "issue_count": sum(row.issue_count for row in rows),
        "article_count": sum(row.article_count for row in rows),
    }
    return render(request, "reading_room/home.html", context)


@explained
def periodical(request: HttpRequest, periodical: str) -> HttpResponse:
    found = holdings.periodical(periodical)
    rows, missing = lay_out(holdings.issues_of(periodical))
    return render(request, "reading_room/periodical.html", {"periodical": found, "rows": rows, "missing": missing})


@explained
def search(request: HttpRequest) -> HttpResponse:
    query, number = request.GET.get("q", "").strip(), _whole(request.GET.get("page"), 1)
    context: dict[str, Any] = {"q": query}
    if query:
        try:
            results = _search(request, query, number)
        except QueryError as error:
            context["trouble"] = error
        else:
            titles = dict(holdings.periodicals().values_list("slug", "title"))
            asked = {name: value for name, value in request.GET.dict().items() if name in ("q", "issue", "sort")}
            within = asked.get("issue")
            context |= {
                "results": results,
                "hits": list(list_rows(results, query, _drawn(results))),
                "facets": list_facets(results, asked, titles),
                "orders": list_orders(asked),
                "within": name_issue(shelves.take(within, words=False)) if within else "",
                "everywhere_url": "?" + urlencode({"q": query}),
                "previous_url": _turn(request, number - 1) if number > 1 else "",
                "next_url": _turn(request, number + 1) if results.total > number * PAGE_SIZE else "",
            }
    return render(request, "reading_room/search.html", context)


@explained
def search_json(request: HttpRequest) -> HttpResponse:
    """The same results for programs; titles and snippets as text with hit offsets."""
    results = _search(request, request.GET.get("q", ""), _whole(request.GET.get("page"), 1))
    fields = {
        "total": results.total,
        "milliseconds": results.milliseconds,
        "hits": [
            {
                "issue": hit.document.issue,
                "ref": hit.document.ref,
                "kind": hit.document.kind,
                "title": hit.document.title,
                "contributors": hit.document.contributors,
                "periodical": hit.document.periodical,
                "date": hit.document.date,
                "page": hit.document.page,
                "url": address(hit),
                "snippets": [
                    {"text": snippet.text, "hits": snippet.hits, "page": snippet.page} for snippet in hit.snippets
                ],
            }
            for hit in results.hits
        ],
        "facets": {name: [facet._asdict() for facet in facets] for name, facets in results.facets.items()},
    }
    return HttpResponse(msgspec.json.encode(fields), content_type="application/json; charset=utf-8")


@explained
def issue(request: HttpRequest, periodical: str, issue: str) -> HttpResponse:
    shelf = Shelf(periodical, issue)
    one = shelves.take(shelf.id, words=False)
    drawn = shelves.has_images(one)
    thumbs = [_thumb(one, page) for page in one.pages] if drawn else []
    context = {
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "facts": list_facts(one),
        "sections": [
            {"name": name, "rows": [_row(one, entry) for entry in entries]}
            for name, entries in group_by_section(one.contents)
        ],
        "thumbs": thumbs[:MANY],
        "more_thumbs": thumbs[MANY:],
        "cover": {
            "url": shelves.page_url(one.id, one.pages[0]),
            "image": shelves.image_url(one.id, one.pages[0], "400,"),
        }
        if drawn
        else None,
        "data_url": shelves.issue_url(one.id).rstrip("/") + ".json",
    }
    return render(request, "reading_room/issue.html", context)


@explained
def issue_json(request: HttpRequest, periodical: str, issue: str) -> HttpResponse:
    one = shelves.take(Shelf(periodical, issue).id, words=False)
    return HttpResponse(record.dump(one, indent=1), content_type="application/json; charset=utf-8")


@explained
def article(request: HttpRequest, periodical: str, issue: str, article: str) -> HttpResponse:
    shelf = Shelf(periodical, issue)
    one = shelves.take(shelf.id)
    at = _find_article(one, article)
    found = one.articles[at]
    numbers = {page.number: page for page in one.pages}
    addresses = {page.number: shelves.page_url(one.id, page) for page in one.pages}
    labels = {page.number: page.label for page in one.pages}
    query = _query(request)
    pattern = needle(positive(query)) if query else None
    context = {
        "q": request.GET.get("q", ""),
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "issue_url": shelves.issue_url(one.id),
        "article": found,
        "address": shelves.article_url(one.id, found),
        "correct_url": reverse("review_item", args=(one.id, f"articles/{found.id}")),
        "entry_url": reverse("review_item", args=(one.id, f"contents/{found.entry}")) if found.entry else "",
        "page_range": name_pages(found),
        "paragraphs": [
            {"kind": paragraph.kind, "html": write_paragraph(paragraph, labels, addresses, pattern)}
            for paragraph in found.paragraphs
        ],
        "sheets": [_sheet(one, numbers[number], found, query=query) for number in found.pages if number in numbers]
        if shelves.has_images(one)
        else [],
        "previous": _neighbour(one, at - 1),
        "next": _neighbour(one, at + 1),
    }
    return render(request, "reading_room/article.html", context)


@explained
def article_text(request: HttpRequest, periodical: str, issue: str, article: str) -> HttpResponse:
    """Title, byline and paragraphs as plain text, to be taken away."""
    one = shelves.take(Shelf(periodical, issue).id, words=False)
    found = one.articles[_find_article(one, article)]
    where = ", ".join(filter(None, (name_issue(one), name_pages(found))))
    head = [found.title, found.subtitle, byline(found.contributors), where]
    text = "\n".join(filter(None, head)) + "\n\n" + found.text + "\n"
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{one.id}-{found.id}.txt"'
    return answer


@explained
def article_json(request: HttpRequest, periodical: str, issue: str, article: str) -> HttpResponse:
    one = shelves.take(Shelf(periodical, issue).id, words=False)
    found = one.articles[_find_article(one, article)]
    return HttpResponse(msgspec.json.encode(found), content_type="application/json; charset=utf-8")


@explained
def page(request: HttpRequest, periodical: str, issue: str, label: str = "") -> HttpResponseBase:
    shelf = Shelf(periodical, issue)
    one = shelves.take(shelf.id)
    wanted = label or request.GET.get("label", "").strip()
    found = _page_by_number(one, request.GET.get("n", "")) if not wanted else _page_by_label(one, wanted)
    if found is None:
        missing = NotFound(_("This issue has no page {label}.").format(label=wanted or request.GET.get("n", "?")))
        return explain(request, missing, _nearest(one, wanted))
    if not label and found.label == wanted:
        return HttpResponseRedirect(shelves.page_url(one.id, found))
    at = one.pages.index(found)
    drawn = shelves.has_images(one)
    query = _query(request)
    context = {
        "q": request.GET.get("q", ""),
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "issue_url": shelves.issue_url(one.id),
        "page": found,
        "total": len(one.pages),
        "sheet": _sheet(one, found, text=True, query=query) if drawn else None,
        "image_info": f"{shelves.image_base(one.id, found)}/info.json" if drawn else "",
        "previous_url": shelves.page_url(one.id, one.pages[at - 1]) if at else "",
        "next_url": shelves.page_url(one.id, one.pages[at + 1]) if at + 1 < len(one.pages) else "",
        "correct_url": reverse("review_item", args=(one.id, f"pages/{found.number}")),
        "jump_url": shelves.issue_url(one.id) + "p/",
        "articles": [
            {"title": one_article.title, "url": shelves.article_url(one.id, one_article)}
            for one_article in one.articles
            if found.number in one_article.pages
        ],
    }
    return render(request, "reading_room/page.html", context)


@explained
def image_info(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """The IIIF Image API 3.0 `info.json` (§5) of a page."""
    found = _page_by_number(one := shelves.take(issue_id), str(number))
    if found is None or not shelves.has_images(one):
        raise NotFound(f"{issue_id} has no image of page {number}.")
    width, height = shelves.image_size(found)
    factors = [2**power for power in range(8) if 2**power * TILE < 2 * max(width, height)] or [1]
    info = {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": request.build_absolute_uri(shelves.image_base(one.id, found)),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level2",
        "width": width,
        "height": height,
        "tiles": [{"width": TILE, "height": TILE, "scaleFactors": factors}],
        "extraFormats": ["webp"],
        "extraQualities": ["gray", "bitonal"],
        "extraFeatures": ["mirroring", "sizeUpscaling", "regionSquare"],
    }
    answer = JsonResponse(info, content_type='application/ld+json;profile="http://iiif.io/api/image/3/context.json"')
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@explained
def image(
    request: HttpRequest, issue_id: str, number: int, region: str, size: str, rotation: str, quality: str, format: str
) -> HttpResponse:
    """A part of a page image, by the IIIF Image API 3.0."""
    one = shelves.take(issue_id)
    found = _page_by_number(one, str(number))
    if found is None or one.source is None or not shelves.has_images(one):
        raise NotFound(f"{issue_id} has no image of page {number}.")
    wanted = parse_request(region, size, rotation, quality, format, shelves.image_size(found))
    data = _draw(one, one.source.sha256, found, wanted)
    answer = HttpResponse(data, content_type=FORMATS[wanted.format][1])
    answer["Cache-Control"] = FOREVER
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@explained
def hit_image(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """A small picture of a page with the hits of `?q=` boxed, for lists of results."""
    one = shelves.take(issue_id)
    found = _page_by_number(one, str(number))
    if found is None or one.source is None or not shelves.has_images(one):
        raise NotFound(f"{issue_id} has no image of page {number}.")
    wanted = parse_request("full", "240,", "0", "default", "jpg", shelves.image_size(found))
    data = _draw(one, one.source.sha256, found, wanted)
    query = _query(request)
    answer = HttpResponse(box_hits(data, locate(query, found.lines) if query else []), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _draw(one: Issue, sha256: str, page: Page, wanted: ImageRequest) -> bytes:
    """The encoded picture of a page of the original `sha256`, from the cache where it has been drawn before."""
    return shelves.pictures().draw(
        f"{sha256}/{page.number}", lambda: _sized(shelves.page_image(one, page), page), wanted
    )


def _sized(picture: Any, page: Page) -> Any:
    """The drawn page at exactly the size that info.json promises (a scan's own size may differ from it)."""
    size = shelves.image_size(page)
    return picture if picture.size == size else picture.resize(size)


def _search(request: HttpRequest, query: str, number: int) -> Results:
    sort = request.GET.get("sort", "relevance")
    offset = (max(1, number) - 1) * PAGE_SIZE
    within = request.GET.get("issue") or None
    facets = tuple(FACETS)
    return shelves.index().search(query, limit=PAGE_SIZE, offset=offset, sort=sort, facets=facets, within=within)


def _drawn(results: Results) -> set[str]:
    """Which of the issues found have page images."""
    found = {hit.document.issue for hit in results.hits}
    rows = IssueRow.objects.filter(id__in=found, cover__isnull=False).exclude(source_format="text")
    return set(rows.values_list("id", flat=True))


def _query(request: HttpRequest) -> Query | None:
    """The search that led here, so that its hits are marked; one that can't be understood marks nothing."""
    try:
        return parse(request.GET["q"]) if request.GET.get("q") else None
    except QueryError:
        return None


def _turn(request: HttpRequest, number: int) -> str:
    """This search on another page of results."""
    return "?" + urlencode({**request.GET.dict(), "page": number})


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise


def _periodical(row: Periodical) -> dict[str, Any]:
    years = dict.fromkeys(str(year) for year in (row.first_year, row.last_year) if year)
    cover = ""
    if row.cover_issue:
        first = holdings.pages(row.cover_issue).first()
        cover = (
            reverse("image", args=(row.cover_issue, first.number, "full", "300,", "0", "default", "jpg"))
            if first
            else ""
        )
    return {
        "slug": row.slug,
        "title": row.title,
        "issn": row.issn,
        "issue_count": row.issue_count,
        "years": "–".join(years),
        "cover": cover,
    }


def _row(one: Issue, entry: Entry) -> dict[str, Any]:
    found = next((candidate for candidate in one.articles if candidate.entry == entry.id), None)
    return {"entry": entry, "url": shelves.article_url(one.id, found) if found else ""}


def _thumb(one: Issue, page: Page) -> dict[str, Any]:
    return {
        "url": shelves.page_url(one.id, page),
        "image": shelves.image_url(one.id, page, "160,"),
        "label": page.label,
        "scan": f"[{page.number}]",
    }


def _sheet(
    one: Issue, page: Page, found: Article | None = None, *, text: bool = False, query: Query | None = None
) -> Sheet:
    regions: list[Box] = [region.box for region in found.regions if region.page == page.number] if found else []
    hits = locate(query, page.lines) if query else []
    picture, size = shelves.image_url(one.id, page, "1000,"), shelves.image_size(page)
    return draw_sheet(page, shelves.page_url(one.id, page), picture, size, regions=regions, hits=hits, text=text)


def _find_article(one: Issue, name: str) -> int:
    wanted = name.partition("-")[0]
    for at, candidate in enumerate(one.articles):
        if candidate.id == wanted:
            return at
    raise NotFound(f"{one.id} has no article {wanted}.")


def _neighbour(one: Issue, at: int) -> dict[str, str] | None:
    if not 0 <= at < len(one.articles):
        return None
    return {"title": one.articles[at].title, "url": shelves.article_url(one.id, one.articles[at])}


def _page_by_number(one: Issue, number: str) -> Page | None:
    return next((page for page in one.pages if str(page.number) == number), None)


def _page_by_label(one: Issue, label: str) -> Page | None:
    bare = label.lstrip("0") or label
    return next(
        (page for page in one.pages if page.label and (page.label == label or page.label.lstrip("0") == bare)), None
    )


def _nearest(one: Issue, label: str) -> list[dict[str, str]]:
    """The printed pages nearest to a wrong one."""
    numbered = [page for page in one.pages if (page.label or "").isdigit()]
    if label.isdigit():
        numbered.sort(key=lambda page: abs(int(page.label or 0) - int(label)))
    return [{"name": page.label or "", "url": shelves.page_url(one.id, page)} for page in numbered[:3]]
