"""OPDS, for e-book readers: `/opds` (1.2, Atom) and `/opds/2` (2.0, JSON). Issues as EPUB and PDF, by periodical, newest, searched.

    /opds, /opds/2                     where to go from here
    …/new                              what came or changed last
    …/periodical/PERIODICAL            the issues of one
    …/search?q=…                       issues in which something is found

Both versions say the same; each is written from the same `Listing`. Sources: https://specs.opds.io/opds-1.2 and
https://drafts.opds.io/opds-2.0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ...accounts.access import permit
from ...accounts.people import site_settings
from ...catalogue import holdings
from ...catalogue.models import Issue as Row
from ...exporters._xml import add, add_known, document, element
from .. import shelves
from ._answers import answer, site, spoken, whole_number
from ._holdings import list_issues, list_periodicals
from ._publications import Publication, list_publications, newest

NAME = "OPDS"
PROTOCOL = "OPDS 2.0 and 1.2"
PAGE_SIZE = 30
OPDS2 = "application/opds+json"
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
_OPEN = "http://opds-spec.org/acquisition/open-access"
_IMAGE, _THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"


class Link(NamedTuple):
    """A list of publications one may go to."""

    title: str
    name: str
    arguments: tuple[str, ...] = ()
    holds: int | None = None


class Listing(NamedTuple):
    """One feed: links to others, or publications from `offset` on of `total`."""

    title: str
    name: str
    arguments: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    publications: tuple[Publication, ...] = ()
    total: int = 0
    number: int = 1
    query: str = ""

    @property
    def last(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    def address(self, version: str, number: int) -> str:
        asked = ({"q": self.query} if self.query else {}) | ({"page": str(number)} if number > 1 else {})
        return reverse(self.name + version, args=self.arguments) + (f"?{urlencode(asked)}" if asked else "")


# what there is


def _root(request: HttpRequest) -> Listing:
    periodicals = [
        Link(row.title, "opds_periodical", (row.slug,), row.issue_count) for row in list_periodicals(request)
    ]
    return Listing(_("Backfile"), "opds", links=(Link(_("New issues"), "opds_new"), *periodicals))


def _newest(request: HttpRequest) -> Listing:
    rows, number = list_issues(request), whole_number(request.GET.get("page"), 1)
    shown = newest(rows, PAGE_SIZE, (number - 1) * PAGE_SIZE)
    return _listing(request, _("New issues"), "opds_new", shown, rows.count(), number)


def _periodical(request: HttpRequest, periodical: str) -> Listing:
    found = holdings.periodical(periodical)
    return _page(request, found.title, "opds_periodical", list(list_issues(request, periodical)), (periodical,))


def _search(request: HttpRequest) -> Listing:
    """Issues in which something is found, the best first. Raises QueryError."""
    query = request.GET.get("q", request.GET.get("query", "")).strip()
    reading = permit(request)
    hits = shelves.index().search(query, limit=500, snippets=0, scope=reading.scope()).hits if query else ()
    ids = list(dict.fromkeys(hit.document.issue for hit in hits))
    rows = Row.objects.in_bulk(ids)
    listing = _page(request, _("Search"), "opds_search", [rows[id] for id in ids if id in rows])
    return listing._replace(query=query)


def _page(request: HttpRequest, title: str, name: str, rows: list[Row], arguments: tuple[str, ...] = ()) -> Listing:
    number = whole_number(request.GET.get("page"), 1)
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return _listing(request, title, name, shown, len(rows), number, arguments)


def _listing(
    request: HttpRequest, title: str, name: str, shown: list[Row], total: int, number: int, arguments: tuple[str, ...] = ()
) -> Listing:  # fmt: skip
    publications = tuple(list_publications(request, shown))
    return Listing(title, name, arguments, publications=publications, total=total, number=number)


# 1.2


def _write_atom(request: HttpRequest, listing: Listing) -> HttpResponse:
    home, kind = site(request), ACQUISITION if listing.name != "opds" else NAVIGATION
    feed = element("feed", xmlns="http://www.w3.org/2005/Atom", **{
        "xmlns:dcterms": "http://purl.org/dc/terms/", "xmlns:opds": "http://opds-spec.org/2010/catalog",
        "xmlns:thr": "http://purl.org/syndication/thread/1.0",
    })  # fmt: skip
    here = home + listing.address("", listing.number)
    add(feed, "id", here)
    add(feed, "title", listing.title)
    add(
        feed,
        "updated",
        _time(max((each.updated for each in listing.publications), default=datetime(1970, 1, 1, tzinfo=UTC))),
    )
    add(add(feed, "author"), "name", site_settings().provider or "Backfile")
    for relation, address, type in _feed_links(listing, "", kind, NAVIGATION):
        add(feed, "link", rel=relation, href=home + address, type=type)
    add(feed, "link", rel="search", href=home + reverse("opensearch"), type="application/opensearchdescription+xml")
    for link in listing.links:
        _add_navigation(feed, home, link)
    for publication in listing.publications:
        _add_publication(feed, publication)
    return HttpResponse(document(feed), content_type=kind)


def _feed_links(listing: Listing, version: str, kind: str, start: str) -> Iterable[tuple[str, str, str]]:
    yield "self", listing.address(version, listing.number), kind
    yield "start", reverse("opds" + version), start
    if listing.number < listing.last:
        yield "next", listing.address(version, listing.number + 1), kind
    if listing.number > 1:
        yield "previous", listing.address(version, min(listing.last, listing.number - 1)), kind


def _add_navigation(feed: Element, home: str, link: Link) -> None:
    address = home + reverse(link.name, args=link.arguments)
    entry = add(feed, "entry")
    add(entry, "title", link.title)
    add(entry, "id", address)
    add(entry, "updated", "1970-01-01T00:00:00Z")
    add(entry, "content", "" if link.holds is None else str(link.holds), type="text")
    relation = "http://opds-spec.org/sort/new" if link.name == "opds_new" else "subsection"
    add(entry, "link", rel=relation, href=address, type=ACQUISITION, **{"thr:count": link.holds})


def _add_publication(feed: Element, publication: Publication) -> None:
    entry = add(feed, "entry")
    add(entry, "title", publication.title)
    add(entry, "id", publication.url)
    add(entry, "updated", _time(publication.updated))
    for name in publication.authors or (publication.publisher or publication.periodical,):
        add(add(entry, "author"), "name", name)
    add_known(entry, "dcterms:language", publication.language)
    add_known(entry, "dcterms:publisher", publication.publisher)
    add_known(entry, "dcterms:issued", publication.issued)
    add_known(entry, "dcterms:identifier", f"urn:ISSN:{publication.issn}" if publication.issn else None)
    add_known(entry, "summary", publication.summary, type="text")
    for relation, address, type in _publication_links(publication):
        add(entry, "link", rel=relation, href=address, type=type)
    add(entry, "link", rel="alternate", href=publication.url, type="text/html")


def _publication_links(publication: Publication) -> Iterable[tuple[str, str, str]]:
    yield _OPEN, publication.epub, "application/epub+zip"
    if publication.pdf:
        yield _OPEN, publication.pdf, "application/pdf"
    if publication.cover:
        yield _IMAGE, publication.cover, "image/jpeg"
        yield _THUMBNAIL, publication.cover, "image/jpeg"


# 2.0


def _write_json(request: HttpRequest, listing: Listing) -> HttpResponse:
    home = site(request)
    metadata: dict[str, Any] = {"title": listing.title}
    made: dict[str, Any] = {"metadata": metadata, "links": [
        {"rel": relation, "href": home + address, "type": type} for relation, address, type in _feed_links(listing, "2", OPDS2, OPDS2)
    ]}  # fmt: skip
    search = {"rel": "search", "href": home + reverse("opds_search2") + "{?query}", "type": OPDS2, "templated": True}
    made["links"].append(search)
    if listing.name == "opds":
        made["navigation"] = [_navigation(home, link) for link in listing.links]
    else:
        metadata |= {"numberOfItems": listing.total, "itemsPerPage": PAGE_SIZE, "currentPage": listing.number}
        made["publications"] = [_publication(publication) for publication in listing.publications]
    return answer(made, OPDS2)


def _navigation(home: str, link: Link) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": link.title,
        "href": home + reverse(link.name + "2", args=link.arguments),
        "type": OPDS2,
    }
    made["rel"] = "http://opds-spec.org/sort/new" if link.name == "opds_new" else "subsection"
    return made if link.holds is None else made | {"properties": {"numberOfItems": link.holds}}


def _publication(publication: Publication) -> dict[str, Any]:
    metadata = {
        "@type": "http://schema.org/PublicationIssue",
        "title": publication.title,
        "identifier": publication.url,
        "author": [{"name": name} for name in publication.authors],
        "publisher": publication.publisher,
        "language": publication.language,
        "published": publication.issued,
        "modified": _time(publication.updated),
        "description": publication.summary,
        "belongsTo": {"series": publication.periodical},
    }
    links = [
        {"rel": relation, "href": address, "type": type}
        for relation, address, type in _publication_links(publication) if relation == _OPEN
    ]  # fmt: skip
    links.append({"rel": "alternate", "href": publication.url, "type": "text/html"})
    images = [{"href": publication.cover, "type": "image/jpeg"}] if publication.cover else []
    known = {name: value for name, value in metadata.items() if value}
    return {"metadata": known, "links": links} | ({"images": images} if images else {})


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# the addresses


def _spoken(find: Callable[..., Listing], write: Callable[[HttpRequest, Listing], HttpResponse]) -> Any:
    def view(request: HttpRequest, **named: str) -> HttpResponse:
        return write(request, find(request, **named))

    return spoken(view)


_LISTINGS: dict[str, tuple[str, Callable[..., Listing]]] = {
    "opds": ("", _root),
    "opds_new": ("/new", _newest),
    "opds_search": ("/search", _search),
    "opds_periodical": ("/periodical/<slug:periodical>", _periodical),
}

urlpatterns = [
    path(f"opds{version}{rest}", _spoken(find, write), name=name + version.lstrip("/"))
    for version, write in (("", _write_atom), ("/2", _write_json))
    for name, (rest, find) in _LISTINGS.items()
]
