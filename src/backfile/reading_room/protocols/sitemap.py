"""Sitemaps 0.9 and robots.txt: `/sitemap.xml` lists one map per periodical (more where it has very many articles).

Only what strangers may read is listed; who asks makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path, reverse

from ...accounts.access import Permit, permit_for
from ...accounts.people import Role, Visitor
from ...catalogue import holdings
from ...catalogue.models import Article
from ...errors import NotFound
from ...exporters._xml import DECLARATION, add, document, element, serialise
from ..shelves import issue_url, periodical_url
from ._answers import site, spoken, whole_number
from ._stamps import stamps

NAME = "Sitemaps and robots.txt"
PROTOCOL = "Sitemaps 0.9, Robots Exclusion Protocol (RFC 9309)"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PART = 20_000
"""Articles in one map; the protocol allows 50,000 addresses."""
_PRIVATE = ("/review", "/search", "/api/", "/i18n/", "/account", "/sign-in", "/iiif/*/full/")


@spoken
def index(request: HttpRequest) -> HttpResponse:
    """The index of maps."""
    made = element("sitemapindex", xmlns=NAMESPACE)
    for periodical in _open().rows(holdings.periodicals()):
        for part in range(1, max(1, -(-periodical.article_count // PART)) + 1):
            address = site(request) + reverse("sitemap_part", args=(periodical.slug,))
            add(add(made, "sitemap"), "loc", address + (f"?part={part}" if part > 1 else ""))
    return HttpResponse(document(made), content_type="application/xml")


@spoken
def periodical_map(request: HttpRequest, periodical: str) -> StreamingHttpResponse:
    """Addresses of a periodical: itself and its issues in the first part, then its articles."""
    holdings.periodical(periodical)
    part = whole_number(request.GET.get("part"), 1)
    if not _open().opens(periodical):
        raise NotFound(f"{periodical} is not open.")
    return StreamingHttpResponse(_write(site(request), periodical, part), content_type="application/xml")


@spoken
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers should leave alone, and where the map is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _PRIVATE),
        f"Sitemap: {site(request)}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _write(home: str, periodical: str, part: int) -> Iterator[bytes]:
    yield DECLARATION + f'<urlset xmlns="{NAMESPACE}">'.encode()
    if part == 1:
        yield _url(home + periodical_url(periodical))
        for id in _open().rows(holdings.issues_of(periodical)).values_list("id", flat=True).iterator():
            yield _url(home + issue_url(id), _changed(id))
    rows = _open().rows(Article.objects.filter(issue__periodical_id=periodical)).order_by("issue_id", "position")
    found = rows[(part - 1) * PART : part * PART].values_list("issue_id", "ref", "slug")
    for issue_id, ref, slug in found.iterator():
        name = quote(f"{ref}-{slug}" if slug else ref)
        yield _url(f"{home}{issue_url(issue_id)}a/{name}", _changed(issue_id))
    yield b"</urlset>\n"


def _url(address: str, changed: str = "") -> bytes:
    made = element("url")
    add(made, "loc", address)
    if changed:
        add(made, "lastmod", changed)
    return serialise(made)


def _changed(issue_id: str) -> str:
    stamp = stamps().find(issue_id)
    return stamp.at if stamp else ""


def _open() -> Permit:
    return permit_for(Visitor("", Role.STRANGER))


urlpatterns = [
    path("sitemap.xml", index, name="sitemap"),
    path("sitemap/<slug:periodical>.xml", periodical_map, name="sitemap_part"),
    path("robots.txt", robots, name="robots"),
]
