"""The API: `/api/v1`, read-only REST as JSON, described by OpenAPI 3.1 at `/api/v1/openapi.json`.

Lists come in pages (`limit`, `offset`; `next` and `previous` in the answer and as Link headers, RFC 8288). Answers carry an
ETag and know If-None-Match (RFC 9110, §13). Strangers may ask so many times a minute (setting `api_rate`); then comes 429 with
Retry-After (RFC 6585, §4). Errors are `{"error": …, "cure": …}`. Within version 1 fields are added, never renamed or removed.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from .... import __version__, exporters
from ....accounts.access import permit
from ....catalogue import holdings
from ....catalogue.models import Contributor, Issue
from ....errors import BackfileError, NotFound
from ....index import FACETS, SORTS
from .._answers import site
from .._holdings import list_issues, list_periodicals, take
from .._rates import TooMany, expect_rate
from . import answers, schemas

NAME = "REST API"
PROTOCOL = "OpenAPI 3.1, at `/api/v1/openapi.json`"

api = NinjaAPI(
    title="Backfile",
    version="1",
    description=f"The periodicals, issues and articles of this archive, and search in them (Backfile {__version__}).",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url="/openapi.json",
)

Limit = Annotated[int, Query(20, ge=1, le=100, description="how many at most")]
Offset = Annotated[int, Query(0, ge=0, le=1_000_000, description="how many to pass over")]
PeriodicalId = Annotated[str, Path(..., pattern=r"^[-a-zA-Z0-9_]+$", max_length=200)]
IssueId = Annotated[str, Path(..., pattern=r"^[a-zA-Z0-9][-a-zA-Z0-9_.~]*$", max_length=200)]
ItemId = Annotated[str, Path(..., pattern=r"^[-a-zA-Z0-9_.~]+$", max_length=100)]
Sort = Annotated[str, Query("relevance", pattern=f"^({'|'.join(SORTS)})$")]
Kind = Annotated[str, Query("person", pattern="^(person|organization)$")]
Text = Annotated[str, Query(..., max_length=1000, pattern=r"^[^\x00]*$")]
Maybe = Annotated[str, Query("", max_length=200, pattern=r"^[^\x00]*$")]
PROBLEM = {frozenset({400, 401, 403, 404, 422, 429}): schemas.Problem}


@api.get("/periodicals", response={200: schemas.Listing[schemas.Periodical], **PROBLEM}, tags=["periodicals"])
def periodicals(request: HttpRequest, response: HttpResponse, limit: Limit = 20, offset: Offset = 0) -> Any:
    """All periodicals, by title."""
    rows = list_periodicals(request)
    return _page(request, response, rows, limit, offset, lambda row: answers.periodical(row, site(request)))


@api.get("/periodicals/{periodical}", response={200: schemas.Periodical, **PROBLEM}, tags=["periodicals"])
def periodical(request: HttpRequest, periodical: PeriodicalId) -> Any:
    """One periodical."""
    return answers.periodical(_periodical(request, periodical), site(request))


@api.get("/periodicals/{periodical}/issues", response={200: schemas.Listing[schemas.Issue], **PROBLEM}, tags=["issues"])
def issues(
    request: HttpRequest, response: HttpResponse, periodical: PeriodicalId,
    year: Annotated[int | None, Query(None, ge=1, le=9999)] = None, limit: Limit = 20, offset: Offset = 0,
) -> Any:  # fmt: skip
    """The issues of a periodical (of one year), oldest first."""
    _periodical(request, periodical)
    rows = list_issues(request, periodical)
    rows = rows if year is None else rows.filter(year=year)
    return _page(request, response, rows, limit, offset, lambda row: answers.issue(row, site(request)))


@api.get("/periodicals/{periodical}/gaps", response={200: list[schemas.Gap], **PROBLEM}, tags=["periodicals"])
def gaps(request: HttpRequest, periodical: PeriodicalId) -> Any:
    """The numbers that are missing between those held."""
    _periodical(request, periodical)
    return list(answers.gaps(list_issues(request, periodical)))


@api.get("/issues/{issue}", response={200: schemas.Issue, **PROBLEM}, tags=["issues"])
def issue(request: HttpRequest, issue: IssueId) -> Any:
    """One issue in brief; `record` says where everything known of it is."""
    permit(request).expect(issue)
    return answers.issue(holdings.issue(issue), site(request))


@api.get("/issues/{issue}/contents", response={200: list[schemas.Entry], **PROBLEM}, tags=["issues"])
def contents(request: HttpRequest, issue: IssueId) -> Any:
    """The contents as printed."""
    _issue(request, issue)
    return list(answers.entries(issue))


@api.get("/issues/{issue}/articles", response={200: list[schemas.ArticleInBrief], **PROBLEM}, tags=["articles"])
def articles(request: HttpRequest, issue: IssueId) -> Any:
    """The articles of an issue, in order, without their text."""
    _issue(request, issue)
    return [answers.article_in_brief(row, site(request)) for row in holdings.articles(issue)]


@api.get("/issues/{issue}/articles/{article}", response={200: schemas.Article, **PROBLEM}, tags=["articles"])
def article(request: HttpRequest, issue: IssueId, article: ItemId) -> Any:
    """One article with its text."""
    whole = take(request, issue)
    return answers.article(whole, answers.find_article(whole, article), site(request))


@api.get("/issues/{issue}/citations/{item}", response={200: list[schemas.Citation], **PROBLEM}, tags=["articles"])
def citations(
    request: HttpRequest, issue: IssueId, item: ItemId,
    style: Annotated[str, Query("", pattern=f"^({'|'.join(exporters.styles())})?$", description="all when empty")] = "",
) -> Any:  # fmt: skip
    """References to an article, or to a line of the contents."""
    return answers.citations(take(request, issue), item, [style] if style else exporters.styles())


@api.get("/issues/{issue}/pages", response={200: list[schemas.Page], **PROBLEM}, tags=["issues"])
def pages(request: HttpRequest, issue: IssueId) -> Any:
    """The pages of an issue, with printed labels and addresses of their images."""
    return list(answers.pages(take(request, issue), site(request)))


@api.get("/search", response={200: schemas.Found, **PROBLEM}, tags=["search"])
def search(
    request: HttpRequest, response: HttpResponse, q: Text, limit: Limit = 20, offset: Annotated[int, Query(0, ge=0, le=10_000)] = 0,
    sort: Sort = "relevance", issue: Maybe = "", facets: Annotated[bool, Query(False, description="count values too")] = False,
) -> Any:  # fmt: skip
    """Articles, lines of the contents and notices in which `q` is found (docs/search.md has the query language)."""
    asked = FACETS if facets else ()
    found = answers.search(permit(request), q, limit=limit, offset=offset, sort=sort, issue=issue or None, facets=asked)
    following, before = _turn(request, response, found.total, limit, offset)
    counted = {
        name: [schemas.Facet(value=each.value, hits=each.hits) for each in values]
        for name, values in found.facets.items()
    }
    return schemas.Found(
        total=found.total, items=[answers.hit(each, site(request)) for each in found.hits], next=following, previous=before,
        query=q, milliseconds=found.milliseconds, facets=counted,
    )  # fmt: skip


@api.get("/contributors", response={200: schemas.Listing[schemas.Person], **PROBLEM}, tags=["contributors"])
def contributors(
    request: HttpRequest, response: HttpResponse, beginning: Maybe = "", kind: Kind = "person", limit: Limit = 20, offset: Offset = 0
) -> Any:  # fmt: skip
    """Contributors whose name begins so, those with most works first."""
    rows = permit(request).rows(holdings.people(beginning, kind=kind))
    return _page(request, response, rows, limit, offset, schemas.Person.from_orm)


@api.get("/works", response={200: schemas.Listing[schemas.Work], **PROBLEM}, tags=["contributors"])
def works(
    request: HttpRequest, response: HttpResponse, name: Text, kind: Kind = "person", limit: Limit = 20, offset: Offset = 0
) -> Any:  # fmt: skip
    """What the contributor of this name did, newest first; one name is one contributor, in whatever script form."""
    rows = permit(request).rows(holdings.works_of(_contributor(request, name, kind).id))
    return _page(request, response, rows, limit, offset, lambda row: answers.work(row, site(request)))


@api.get("/formats", response={200: list[schemas.Format], **PROBLEM}, tags=["formats"])
def formats(request: HttpRequest) -> Any:  # noqa: ARG001 - as all
    """Export formats: `/PERIODICAL/ISSUE/export/NAME` gives an issue, `…/a/ARTICLE/export/NAME` an article."""
    return list(answers.formats())


# errors


@api.exception_handler(BackfileError)
def explain(request: HttpRequest, error: BackfileError) -> HttpResponse:
    return api.create_response(request, {"error": error.message, "cure": error.cure}, status=error.status)


@api.exception_handler(ValidationError)
def explain_arguments(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    message = f"{first['loc'][-1]}: {first['msg']}"
    return api.create_response(request, {"error": message, "cure": "See /api/v1/openapi.json."}, status=422)


@api.exception_handler(TooMany)
def explain_rate(request: HttpRequest, error: TooMany) -> HttpResponse:
    response = api.create_response(request, {"error": error.message, "cure": error.cure}, status=429)
    response.headers["Retry-After"] = str(error.wait)
    return response


# pages


def _periodical(request: HttpRequest, slug: str) -> Any:
    permit(request).expect_periodical(slug)
    return holdings.periodical(slug)


def _issue(request: HttpRequest, issue_id: str) -> Issue:
    permit(request).expect(issue_id)
    return holdings.issue(issue_id)


def _contributor(request: HttpRequest, name: str, kind: str) -> Contributor:
    found = permit(request).rows(holdings.named(name).filter(kind=kind)).first()
    if found is None:
        raise NotFound(f"no contributor is called {name}.")
    return found


def _page(
    request: HttpRequest, response: HttpResponse, rows: QuerySet[Any], limit: int, offset: int, make: Any
) -> dict[str, Any]:
    total = rows.count()
    following, before = _turn(request, response, total, limit, offset)
    return {
        "total": total,
        "items": [make(row) for row in rows[offset : offset + limit]],
        "next": following,
        "previous": before,
    }


def _turn(
    request: HttpRequest, response: HttpResponse, total: int, limit: int, offset: int
) -> tuple[str | None, str | None]:
    """Addresses of the next and the previous page, also as Link headers."""

    def at(where: int) -> str:
        asked = request.GET.dict() | {"limit": str(limit), "offset": str(where)}
        return f"{request.build_absolute_uri(request.path)}?{urlencode(asked)}"

    following = at(offset + limit) if offset + limit < total else None
    before = at(max(0, offset - limit)) if offset else None
    links = [f'<{address}>; rel="{name}"' for name, address in (("next", following), ("prev", before)) if address]
    if links:
        response.headers["Link"] = ", ".join(links)
    return following, before


def _guarded(view: Any) -> Any:
    """A view of the API: counted, conditional, open to scripts of other sites."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            expect_rate(request)
        except TooMany as error:
            response = explain_rate(request, error)
        else:
            response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return csrf_exempt(conditional_page(guarded))


def _guard_all(patterns: Any) -> list[Any]:
    for pattern in patterns:
        pattern.callback = _guarded(pattern.callback)
    return list(patterns)


urlpatterns = [path("api/v1/", (_guard_all(api.urls[0]), "api-1", "api-1"))]
