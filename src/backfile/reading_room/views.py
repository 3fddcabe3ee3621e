"""The pages to read: one function per address, each gathers what its template shows. The map is in urls.py."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

import backfile

from .. import record
from ..accounts.access import Permit, permit
from ..accounts.people import Role, visitor
from ..catalogue import holdings
from ..catalogue.models import Issue as IssueRow
from ..catalogue.models import Periodical as PeriodicalRow
from ..errors import BackfileError, NotFound, QueryError
from ..index import Query, mark, needle, parse, positive
from ..model import Box, Issue, Page
from . import shelves
from .citing import OF_ARTICLE, OF_ISSUE, TO_READ, list_citations, list_downloads
from .evidence import boxes_on, list_quotes
from .grid import Row, close, lay_out
from .progress import Work, list_work
from .reviewing import name_path, to_lasting
from .sheets import draw_sheet
from .shelves import Addresses, Shelf, Standing
from .templatetags.reading_room import byline
from .wording import (
    designate,
    group_by_section,
    list_facts,
    name_issue,
    name_pages,
    write_entries,
    write_paragraph,
    write_thumbs,
)

View = Callable[..., HttpResponseBase]
MANY = 60


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
    cure = error.cure if "`backfile" not in error.cure or visitor(request).role >= Role.CORRECTOR else ""
    context = {"heading": heading, "message": error.message, "cure": cure, "suggestions": list(suggestions)}
    return render(request, "reading_room/error.html", context, status=error.status)


def say_nothing_is_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For an address that is none of ours."""
    error = NotFound(_("There is no such page here."), cure=_("Look for it among the periodicals, or search."))
    return explain(request, error)


def say_it_broke(request: HttpRequest) -> HttpResponse:
    """For a bug of ours: in both languages, and asking nothing of what may be broken."""
    return HttpResponseServerError(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Backfile</title>"
        "<h1>Something broke here</h1><p>It is our fault, and nothing of the archive is lost. Go back and try again; "
        "the server's log says more.</p><h1 lang='zh'>程序出错</h1><p lang='zh'>这是程序的错误，档案没有受损。请返回重试；详情见服务器日志。</p></html>"
    )


def kept(version: Callable[..., object]) -> Callable[[View], View]:
    """A view whose answer the browser may keep: it asks each time, and is told when nothing changed (ETag, RFC 9110 §8.8.3).

    `version(request, **parts of the address)` is what the answer was made from; language, visitor and address are added.
    """

    def etag(request: HttpRequest, **parts: Any) -> str | None:
        try:
            made_from = version(request, **parts)
        except BackfileError:
            return None
        who = [request.COOKIES.get(name, "") for name in ("sessionid", "csrftoken")]
        key = repr((backfile.__version__, made_from, get_language(), who, request.get_full_path()))
        return f'"{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}"'

    def keeping(view: View) -> View:
        asked = condition(etag_func=etag)(view)

        @wraps(view)
        def answered(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            answer: HttpResponseBase = asked(request, **parts)
            patch_cache_control(answer, private=True, no_cache=True)
            return answer

        return answered

    return keeping


def allowed_to(request: HttpRequest) -> Permit:
    """What the visitor may read, asked for once a request."""
    found: Permit | None = getattr(request, "backfile_permit", None)
    if found is None:
        found = permit(request)
        request.backfile_permit = found  # type: ignore[attr-defined]
    return found


def _version(request: HttpRequest, periodical: str, issue: str, **_parts: str) -> object:
    return shelves.version(Shelf(periodical, issue).id)


def to_json(fields: object) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(fields), content_type="application/json; charset=utf-8")


@explained
def home(request: HttpRequest) -> HttpResponse:
    allowed = allowed_to(request)
    rows = list(allowed.rows(holdings.periodicals()))
    covers = _covers(row.cover_issue for row in rows if row.cover_issue) if allowed.is_whole else {}
    context = {
        "periodicals": [
            _periodical(row, covers.get(row.cover_issue or "") if allowed.is_whole else _open_cover(allowed, row.slug))
            for row in rows
        ],
        "issue_count": sum(row.issue_count for row in rows),
        "article_count": sum(row.article_count for row in rows),
        "work": _work(request),
    }
    return render(request, "reading_room/home.html", context)


@explained
def home_json(request: HttpRequest) -> HttpResponse:
    """The periodicals, and what is being added just now."""
    rows = allowed_to(request).rows(holdings.periodicals())
    named = ("slug", "title", "issn", "cn", "publisher", "first_year", "last_year", "issue_count", "article_count")
    return to_json(
        {
            "periodicals": [
                {name: getattr(row, name) for name in named} | {"url": shelves.periodical_url(row.slug)} for row in rows
            ]
        }
    )


@explained
def progress_json(request: HttpRequest) -> HttpResponse:
    """What a running `backfile add` is at."""
    return to_json({"work": [work._asdict() for work in _work(request)]})


@explained
@kept(lambda request, periodical: (shelves.index().version(), allowed_to(request), periodical))
def periodical(request: HttpRequest, periodical: str) -> HttpResponse:
    found = holdings.periodical(periodical)
    rows, missing = _grid(allowed_to(request), periodical)
    context = {"periodical": found, "rows": rows, "missing": missing, "accent": found.accent}
    return render(request, "reading_room/periodical.html", context | {"legend": _legend(rows)})


def _grid(allowed: Permit, periodical: str) -> tuple[list[Row], int]:
    """The holdings, kept while nothing changes; what the visitor may not read is shown as closed."""
    rows, missing = _whole_grid(periodical, shelves.index().version(), get_language() or "")
    if allowed.is_whole:
        return rows, missing
    allowed.expect_periodical(periodical)
    series = shelves.series(periodical).values()
    closed = {shelves.issue_url(row.id) for row in series if not allowed.allows(row.id, row.year, row.month)}
    return close(rows, closed), missing


@lru_cache(maxsize=32)
def _whole_grid(periodical: str, version: object, language: str) -> tuple[list[Row], int]:
    return lay_out(shelves.series(periodical).values())


@explained
def periodical_json(request: HttpRequest, periodical: str) -> HttpResponse:
    """The periodical, its issues oldest first, and the numbers that are missing."""
    found = holdings.periodical(periodical)
    issues = list(allowed_to(request).rows(holdings.issues_of(periodical)))
    rows, _missing = _grid(allowed_to(request), periodical)
    named = ("id", "title", "date", "year", "month", "volume", "number", "whole_number", "page_count", "article_count")
    return to_json(
        {
            **{name: getattr(found, name) for name in ("slug", "title", "issn", "cn", "publisher")},
            "issues": [
                {name: getattr(row, name) for name in named} | {"url": shelves.issue_url(row.id)} for row in issues
            ],
            "missing": [
                {"row": row.name, "number": cell.label, "sure": cell.sure}
                for row in rows
                for cell in row.cells
                if not cell.url
            ],
        }
    )


@explained
@kept(_version)
def issue(request: HttpRequest, periodical: str, issue: str) -> HttpResponse:
    shelf = Shelf(periodical, issue)
    one = shelves.take(shelf.id, words=False)
    at, drawn = Addresses(one.id), shelves.has_images(one)
    row = shelves.standing(one.id)
    cover = next((page for page in one.pages if row and page.number == row.cover), one.pages[0] if drawn else None)
    pages = one.pages if drawn else ()
    context = {
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "facts": list_facts(one),
        "doubts": [
            {"path": doubt.path, "name": name_path(one, to_lasting(one, doubt.path)), "why": doubt.why}
            for doubt in one.doubts
        ],
        "sections": list(_sections(one, at)),
        "thumbs": write_thumbs(pages[:MANY], at),
        "more_thumbs": write_thumbs(pages[MANY:], at),
        "more": len(pages) - MANY,
        "cover": {"url": at.page(cover), "image": at.image(cover, "400,")} if drawn and cover else None,
        "data_url": at.issue.rstrip("/") + ".json",
        "to_read": list_downloads(shelf, TO_READ) if drawn else [],
        "data": list_downloads(shelf, OF_ISSUE),
        "neighbours": _neighbours(allowed_to(request), shelf),
        "accent": row.accent if row else None,
    }
    return render(request, "reading_room/issue.html", context)


@explained
def issue_json(request: HttpRequest, periodical: str, issue: str) -> HttpResponse:
    one = shelves.take(Shelf(periodical, issue).id, words=False)
    return HttpResponse(record.dump(one, indent=1), content_type="application/json; charset=utf-8")


@explained
@kept(_version)
def article(request: HttpRequest, periodical: str, issue: str, article: str) -> HttpResponse:
    shelf = Shelf(periodical, issue)
    query = read_query(request)
    one = shelves.take(shelf.id, words=False)
    at = _find_article(one, article)
    found, addresses = one.articles[at], Addresses(one.id)
    pattern = needle(positive(query)) if query else None
    context = {
        "q": request.GET.get("q", ""),
        "issue": one,
        "name": name_issue(one),
        "where": shelf,
        "issue_url": addresses.issue,
        "article": found,
        "address": addresses.article(found),
        "permalink": request.build_absolute_uri(addresses.article(found)),
        "correct_url": reverse("review_item", args=(one.id, f"articles/{found.id}")),
        "entry_url": reverse("review_item", args=(one.id, f"contents/{found.entry}")) if found.entry else "",
        "page_range": name_pages(found),
        "hit_count": sum(len(mark(part.text, pattern)) for part in found.paragraphs) if pattern else None,
        "citations": list_citations(one, found),
        "downloads": list_downloads(shelf, OF_ARTICLE, found),
        "to_read": list_downloads(shelf, TO_READ, found) if shelves.has_images(one) and found.pages else [],
        "quotes": list_quotes(one, at, addresses),
        "previous": _neighbour(one, at - 1, addresses),
        "next": _neighbour(one, at + 1, addresses),
        "accent": row.accent if (row := shelves.standing(one.id)) else None,
        **_text_and_pages(one, at, addresses, query),
    }
    return render(request, "reading_room/article.html", context)


def _text_and_pages(one: Issue, at: int, addresses: Addresses, query: Query | None) -> dict[str, Any]:
    """The paragraphs with page breaks and hits marked, and the pages they stand on with region, hits and evidence."""
    found = one.articles[at]
    numbers = {page.number: page for page in one.pages}
    urls = {number: addresses.page(page) for number, page in numbers.items()}
    labels = {number: page.label for number, page in numbers.items()}
    pattern = needle(positive(query)) if query else None
    drawn = [numbers[number] for number in found.pages if number in numbers] if shelves.has_images(one) else []
    return {
        "paragraphs": [
            {"kind": paragraph.kind, "html": write_paragraph(paragraph, labels, urls, pattern)}
            for paragraph in found.paragraphs
        ],
        "sheets": [_sheet(one, page, at, addresses, query) for page in drawn],
    }


def _sheet(one: Issue, page: Page, at: int, addresses: Addresses, query: Query | None) -> Any:
    regions: list[Box] = [region.box for region in one.articles[at].regions if region.page == page.number]
    return draw_sheet(
        page,
        addresses.page(page),
        addresses.image(page, "1000,"),
        shelves.image_size(page),
        small=addresses.image(page, "600,"),
        regions=regions,
        hits=shelves.find_hits(one.id, page.number, query) if query else [],
        evidence=[(field, row.box) for field, row in boxes_on(one, at, page.number) if row.box],
    )


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
    return to_json(one.articles[_find_article(one, article)])


def read_query(request: HttpRequest) -> Query | None:
    """The search that led here, so that its hits are marked; one that can't be understood marks nothing."""
    try:
        return parse(request.GET["q"]) if request.GET.get("q") else None
    except QueryError:
        return None


def find_page(one: Issue, number: str) -> Page | None:
    """The page at position `number` (digits) of the file."""
    return next((page for page in one.pages if str(page.number) == number), None)


def _work(request: HttpRequest) -> list[Work]:
    """What is being added; file names are for those who work on the archive."""
    return list_work(shelves.open_archive()) if visitor(request).role >= Role.CORRECTOR else []


def _covers(ids: Iterable[str]) -> dict[str, str]:
    """The address of the cover of each issue, at the size of a shelf (`^`: small scans too)."""
    rows = IssueRow.objects.filter(id__in=set(ids), cover__isnull=False).values_list("id", "cover")
    return {id: reverse("image", args=(id, cover, "full", "^300,", "0", "default", "jpg")) for id, cover in rows}


def _open_cover(allowed: Permit, slug: str) -> str | None:
    """The cover of the newest issue that the visitor may read."""
    rows = IssueRow.objects.filter(periodical_id=slug, cover__isnull=False).order_by("-order")
    newest = allowed.rows(rows).values_list("id", flat=True).first()
    return _covers([newest]).get(newest) if newest else None


def _periodical(row: PeriodicalRow, cover: str | None) -> dict[str, Any]:
    years = dict.fromkeys(str(year) for year in (row.first_year, row.last_year) if year)
    return {
        "slug": row.slug,
        "title": row.title,
        "issn": row.issn,
        "issue_count": row.issue_count,
        "years": "–".join(years),
        "cover": cover,
    }


def _legend(rows: Iterable[Any]) -> set[str]:
    """The kinds of cells there are, so that only these are explained."""
    return {cell.kind for row in rows for cell in row.cells}


def _sections(one: Issue, at: Addresses) -> Iterator[dict[str, Any]]:
    articles = {article.entry: at.article(article) for article in reversed(one.articles) if article.entry}
    for name, entries in group_by_section(one.contents):
        yield {"name": name, "entries": write_entries((entry, articles.get(entry.id, "")) for entry in entries)}


def _neighbours(allowed: Permit, shelf: Shelf) -> list[dict[str, str] | None]:
    """The issues before and after that may be read, None at either end."""
    rows = [row for row in shelves.series(shelf.periodical).values() if allowed.allows(row.id, row.year, row.month)]
    at = next((at for at, row in enumerate(rows) if row.id == shelf.id), None)
    if at is None:
        return []
    return [_issue_link(rows[each]) if 0 <= each < len(rows) else None for each in (at - 1, at + 1)]


def _issue_link(row: Standing) -> dict[str, str]:
    return {"name": designate(row) or row.slug, "url": shelves.issue_url(row.id)}


def _find_article(one: Issue, name: str) -> int:
    wanted = name.partition("-")[0]
    for at, candidate in enumerate(one.articles):
        if candidate.id == wanted:
            return at
    raise NotFound(f"{one.id} has no article {wanted}.")


def _neighbour(one: Issue, at: int, addresses: Addresses) -> dict[str, str] | None:
    if not 0 <= at < len(one.articles):
        return None
    return {"title": one.articles[at].title, "url": addresses.article(one.articles[at])}
