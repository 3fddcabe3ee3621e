"""IIIF Presentation API 3.0: a manifest per issue, a collection per periodical, a collection of all.

    /iiif/collection.json                  all periodicals
    /iiif/PERIODICAL/collection.json       the issues of one (by years where they are many)
    /iiif/PERIODICAL/YEAR/collection.json  the issues of a year
    /iiif/ISSUE/manifest.json              pages as canvases, contents as ranges
    /iiif/ISSUE/canvas/NUMBER              one canvas

Clauses are those of https://iiif.io/api/presentation/3.0/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, register_converter, reverse
from django.urls.converters import SlugConverter
from django.utils.translation import gettext as _

from ...accounts.people import site_settings
from ...archive.folder import place
from ...catalogue import holdings
from ...catalogue.models import Issue as Row
from ...errors import NotFound
from ...exporters._citation import Work
from ...model import Designation, Issue, Page
from ...settings import Settings
from .. import shelves
from ..templatetags.reading_room import byline
from ..wording import designate, group_by_section, list_facts, name_issue
from . import downloads
from ._answers import answer, site, spoken
from ._holdings import list_issues, list_periodicals, take
from ._iiif import PRESENTATION, SEARCH, Addresses, bilingual, ld_json, name_page, picture, reading_direction, words

NAME = "IIIF Presentation"
PROTOCOL = "IIIF Presentation API 3.0"
_MANY = 400
_NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
_RENDERINGS = {"pdf": "PDF", "epub": "EPUB"}
_RECORDS = {
    "mets": ("METS", "http://www.loc.gov/METS/"), "mods": ("MODS", "http://www.loc.gov/mods/v3"),
    "tei": ("TEI", "http://www.tei-c.org/ns/1.0"),
}  # fmt: skip


@spoken
def manifest(request: HttpRequest, issue_id: str) -> HttpResponse:
    """The manifest of an issue."""
    issue = _drawn(take(request, issue_id, words=True))
    made = make_manifest(issue, Addresses(site(request), issue.id), site_settings())
    return answer({"@context": [SEARCH, PRESENTATION], **made}, ld_json(PRESENTATION))


@spoken
def canvas(request: HttpRequest, issue_id: str, number: int) -> HttpResponse:
    """One canvas, for who follows its address."""
    issue = _drawn(take(request, issue_id))
    page = next((page for page in issue.pages if page.number == number), None)
    if page is None:
        raise NotFound(f"{issue_id} has no page {number}.")
    return answer(
        {"@context": PRESENTATION, **make_canvas(page, Addresses(site(request), issue.id))}, ld_json(PRESENTATION)
    )


@spoken
def collection(request: HttpRequest) -> HttpResponse:
    """All periodicals."""
    home = site(request)
    items = [
        {"id": _collection_address(home, row.slug), "type": "Collection", "label": words(row.title)}
        for row in list_periodicals(request)
    ]  # fmt: skip
    return _collection(f"{home}{reverse('iiif_collection')}", bilingual(lambda: _("Periodicals")), items)


@spoken
def periodical_collection(request: HttpRequest, periodical: str) -> HttpResponse:
    """The issues of a periodical, or its years when the issues are many."""
    found = holdings.periodical(periodical)
    issues, home = list_issues(request, periodical), site(request)
    if issues.count() > _MANY:
        years = sorted(
            {year for year in issues.order_by().values_list("year", flat=True).distinct() if year is not None}
        )
        items = [
            {"id": _collection_address(home, periodical, year), "type": "Collection", "label": {"none": [str(year)]}}
            for year in years
        ] + list(_list_manifests(issues.filter(year=None), home))
    else:
        items = list(_list_manifests(issues, home))
    return _collection(
        _collection_address(home, periodical), words(found.title), items, reverse("iiif_collection"), home
    )


@spoken
def year_collection(request: HttpRequest, periodical: str, year: int) -> HttpResponse:
    """The issues of one year."""
    found, home = holdings.periodical(periodical), site(request)
    items = list(_list_manifests(list_issues(request, periodical).filter(year=year), home))
    label = words(f"{found.title} {year}")
    parent = reverse("iiif_periodical", args=(periodical,))
    return _collection(_collection_address(home, periodical, year), label, items, parent, home)


def make_manifest(issue: Issue, at: Addresses, settings: Settings) -> dict[str, Any]:
    """The manifest without its context. The issue comes with words, which tell which way it is bound."""
    first = issue.pages[0]
    behavior = ["paged"] if len(issue.pages) > 1 else ["individuals"]
    made = {
        "id": at.manifest,
        "type": "Manifest",
        "label": bilingual(lambda: name_issue(issue)),
        "metadata": list(_metadata(issue)),
        "rights": settings.rights or _NOT_EVALUATED,
        "viewingDirection": reading_direction(issue),
        "behavior": behavior,
        "thumbnail": [picture(at.image(first.number), shelves.image_size(first), 200)],
        "provider": [_provider(at, settings)],
        "homepage": [_homepage(at.page(at.reading.issue), bilingual(lambda: name_issue(issue)))],
        "seeAlso": list(_see_also(issue, at)),
        "rendering": list(_renderings(issue, at)),
        "partOf": [{"id": _collection_address(at.site, place(issue.id)[0]), "type": "Collection"}],
        "service": at.search_services,
        "items": [make_canvas(page, at) for page in issue.pages],
    }
    if issue.periodical.motto:
        made["summary"] = words(issue.periodical.motto)
    if issue.periodical.publisher:
        made["requiredStatement"] = {
            "label": bilingual(lambda: _("Publisher")),
            "value": words(issue.periodical.publisher),
        }
    if date := _nav_date(issue.issue.year, issue.issue.month, issue.issue.day):
        made["navDate"] = date
    if ranges := list(_ranges(issue, at)):
        contents = {"id": f"{at.home}/range/contents", "type": "Range", "label": bilingual(lambda: _("Contents"))}
        made["structures"] = [{**contents, "items": ranges}]
    return made


def make_canvas(page: Page, at: Addresses) -> dict[str, Any]:
    """A page: its image painted on a canvas of the same size, its text as annotations, its ALTO (§5.3)."""
    size, address, home = shelves.image_size(page), at.image(page.number), at.canvas(page.number)
    painting = {
        "id": f"{home}/painting/1", "type": "Annotation", "motivation": "painting", "body": picture(address, size),
        "target": home,
    }  # fmt: skip
    alto = {
        "id": f"{address}/alto.xml", "type": "Dataset", "format": "application/xml", "label": {"none": ["ALTO"]},
        "profile": "http://www.loc.gov/standards/alto/ns-v4#",
    }  # fmt: skip
    return {
        "id": home,
        "type": "Canvas",
        "label": name_page(page),
        "width": size[0],
        "height": size[1],
        "thumbnail": [picture(address, size, 200)],
        "seeAlso": [alto],
        "items": [{"id": f"{home}/painting", "type": "AnnotationPage", "items": [painting]}],
        "annotations": [{"id": at.text(page.number), "type": "AnnotationPage"}],
    }


def _ranges(issue: Issue, at: Addresses) -> Iterator[dict[str, Any]]:
    """Sections with their entries, parts under what they are part of, then articles that the contents do not name.

    A range needs something in it (§5.4): entries whose pages are not here are left out.
    """
    cut = {article.entry: article for article in issue.articles if article.entry}
    for number, (section, entries) in enumerate(group_by_section(issue.contents), start=1):
        ranges: list[dict[str, Any]] = []
        for entry in entries:
            made = _range(issue, at, Work(cut.get(entry.id), entry))
            (ranges[-1]["items"] if entry.level > 1 and ranges else ranges).extend(made)
        if section and ranges:
            yield {"id": f"{at.home}/range/section-{number}", "type": "Range", "label": words(section), "items": ranges}
        else:
            yield from ranges
    named = {entry.id for entry in issue.contents}
    for article in issue.articles:
        if article.entry not in named:
            yield from _range(issue, at, Work(article, None))


def _range(issue: Issue, at: Addresses, work: Work) -> Iterator[dict[str, Any]]:
    article, entry = work
    label = words(work.named.title, work.named.language)
    there = {page.number for page in issue.pages}
    labels = {page.label: page.number for page in reversed(issue.pages) if page.label}
    numbers = [number for number in article.pages if number in there] if article else []
    if not numbers and entry and entry.page in labels:
        numbers = [labels[entry.page]]
    if not numbers:
        return
    made = {
        "id": f"{at.home}/range/{work.named.id}",
        "type": "Range",
        "label": label,
        "items": [{"id": at.canvas(number), "type": "Canvas"} for number in numbers],
    }
    if work.contributors:
        made["summary"] = words(byline(work.contributors))
    if article:
        made["homepage"] = [_homepage(at.page(at.reading.article(article)), label)]
    yield made


def _metadata(issue: Issue) -> Iterator[dict[str, Any]]:
    """What the masthead says, as label and value (§3.1.1)."""
    for at, fact in enumerate(list_facts(issue)):
        yield {"label": bilingual(lambda at=at: str(list_facts(issue)[at].name)), "value": {"none": [fact.value]}}  # type: ignore[misc]


def _provider(at: Addresses, settings: Settings) -> dict[str, Any]:
    """Who offers the archive: the institution named in the settings, else the reading room itself (§3.1.4)."""
    label = words(settings.provider) if settings.provider else bilingual(lambda: _("Backfile"))
    home = settings.provider_homepage or at.page(reverse("home"))
    return {"id": home, "type": "Agent", "label": label, "homepage": [_homepage(home, label)]}


def _homepage(address: str, label: dict[str, list[str]]) -> dict[str, Any]:
    return {"id": address, "type": "Text", "label": label, "format": "text/html"}


def _see_also(issue: Issue, at: Addresses) -> Iterator[dict[str, Any]]:
    yield {
        "id": at.page(at.reading.issue.rstrip("/") + ".json"), "type": "Dataset", "format": "application/json",
        "label": {"en": ["Record"], "zh-Hans": ["记录"]},
    }  # fmt: skip
    for format, (name, profile) in _RECORDS.items():
        yield {
            "id": at.page(downloads.issue_address(issue.id, format)), "type": "Dataset",
            "format": downloads.media_type(format), "profile": profile, "label": {"none": [name]},
        }  # fmt: skip


def _renderings(issue: Issue, at: Addresses) -> Iterator[dict[str, Any]]:
    for format, name in _RENDERINGS.items():
        yield {
            "id": at.page(downloads.issue_address(issue.id, format)), "type": "Text",
            "format": downloads.media_type(format), "label": {"none": [name]},
        }  # fmt: skip


def _nav_date(year: int | None, month: int | None, day: int | None) -> str | None:
    """§3.1.6: a whole date and time; unknown parts are their first."""
    try:
        return f"{datetime(year or 0, month or 1, day or 1, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")
    except (ValueError, OverflowError):
        return None


def _list_manifests(issues: Iterable[Row], home: str) -> Iterator[dict[str, Any]]:
    """References to the manifests of issues that have page images, from catalogue rows alone."""
    for row in issues:
        if row.cover is None:
            continue
        which = Designation(year=row.year, month=row.month, day=row.day, date=row.date, volume=row.volume,
                            number=row.number, whole_number=row.whole_number)  # fmt: skip
        made = {"id": Addresses(home, row.id).manifest, "type": "Manifest", "label": _row_label(row, which)}
        if date := _nav_date(row.year, row.month, row.day):
            made["navDate"] = date
        yield made


def _row_label(row: Row, which: Designation) -> dict[str, list[str]]:
    return bilingual(lambda: f"{row.title or row.periodical_id} {designate(which)}".strip())


def _collection(
    address: str, label: dict[str, list[str]], items: list[dict[str, Any]], parent: str = "", home: str = ""
) -> HttpResponse:
    made: dict[str, Any] = {
        "@context": PRESENTATION,
        "id": address,
        "type": "Collection",
        "label": label,
        "items": items,
    }
    if parent:
        made["partOf"] = [{"id": home + parent, "type": "Collection"}]
    return answer(made, ld_json(PRESENTATION))


def _collection_address(home: str, periodical: str, year: int | None = None) -> str:
    if year is None:
        return home + reverse("iiif_periodical", args=(periodical,))
    return home + reverse("iiif_year", args=(periodical, year))


def _drawn(issue: Issue) -> Issue:
    """Raises NotFound for an issue without page images."""
    if not shelves.has_images(issue):
        raise NotFound(f"{issue.id} has no page images.", cure="It was read from text; its record is at …/ISSUE.json.")
    return issue


class IssueName(SlugConverter):
    """The id of an issue in an address: like a slug, with dots."""

    regex = r"[\w.~-]+"


register_converter(IssueName, "issue")

urlpatterns = [
    path("iiif/collection.json", collection, name="iiif_collection"),
    path("iiif/<slug:periodical>/collection.json", periodical_collection, name="iiif_periodical"),
    path("iiif/<slug:periodical>/<int:year>/collection.json", year_collection, name="iiif_year"),
    path("iiif/<issue:issue_id>/manifest.json", manifest, name="iiif_manifest"),
    path("iiif/<issue:issue_id>/canvas/<int:number>", canvas, name="iiif_canvas"),
]
