"""Issues as feeds and catalogues of readers tell of them: name, when, what is in it, where to get it. From catalogue rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from ...archive.folder import place
from ...catalogue.models import Article, Entry
from ...catalogue.models import Issue as Row
from ...model import Designation
from ..shelves import issue_url
from ..wording import designate
from ._answers import site
from ._stamps import stamps

_MOST_TITLES = 60


class Publication(NamedTuple):
    """One issue. Addresses are absolute; `cover`, `pdf` and `epub` are empty where there are no page images."""

    id: str
    title: str
    periodical: str
    slug: str
    updated: datetime
    issued: str
    publisher: str
    issn: str
    language: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    url: str
    cover: str
    pdf: str
    epub: str

    @property
    def summary(self) -> str:
        """The titles of the contents."""
        return " · ".join(self.titles)


def list_publications(request: HttpRequest, rows: Iterable[Row]) -> Iterator[Publication]:
    """Publications of `rows`, with two queries for all of them."""
    found = list(rows)
    titles: dict[str, list[str]] = {row.id: [] for row in found}
    languages: dict[str, str] = {}
    authors: dict[str, dict[str, None]] = {row.id: {} for row in found}
    for model in (Entry, Article):
        bare = [row.id for row in found if not titles[row.id]]
        wanted = ("issue_id", "title", "language", "contributors")
        for id, title, language, people in (
            model.objects.filter(issue_id__in=bare).order_by("issue_id", "position").values_list(*wanted)
        ):
            titles[id].append(title)
            languages.setdefault(id, language or "")
            authors[id].update(dict.fromkeys(each["name"] for each in people))
    for row in found:
        yield _publication(site(request), row, titles[row.id], list(authors[row.id]), languages.get(row.id, ""))


def newest(rows: QuerySet[Row], limit: int, offset: int = 0) -> list[Row]:
    """Of `rows` those that last changed in the archive, the newest first; the journal knows the order, so few are read."""
    ids = stamps().newest()
    if rows.query.where:
        shown = set(rows.order_by().values_list("id", flat=True))
        ids = [id for id in ids if id in shown]
    wanted = ids[offset : offset + limit]
    found = rows.in_bulk(wanted)
    return [found[id] for id in wanted if id in found]


def name_row(row: Row) -> str:
    which = Designation(
        year=row.year, month=row.month, day=row.day, date=row.date, volume=row.volume, number=row.number,
        whole_number=row.whole_number,
    )  # fmt: skip
    return f"{row.title or row.periodical_id} {designate(which)}".strip()


def _publication(home: str, row: Row, titles: list[str], authors: list[str], language: str) -> Publication:
    stamp = stamps().find(row.id)
    where = place(row.id)
    drawn = row.cover is not None

    def export(format: str) -> str:
        return home + reverse("issue_export", args=(*where, format))

    return Publication(
        id=row.id,
        title=name_row(row),
        periodical=row.title or row.periodical_id,
        slug=row.periodical_id,
        updated=datetime.fromisoformat(stamp.at if stamp else "1970-01-01T00:00:00Z"),
        issued=row.date or (str(row.year) if row.year else ""),
        publisher=row.publisher or "",
        issn=row.issn or "",
        language=language,
        titles=tuple(titles[:_MOST_TITLES]),
        authors=tuple(authors),
        url=home + issue_url(row.id),
        cover=f"{home}{get_script_prefix()}iiif/{row.id}/{row.cover}/full/400,/0/default.jpg" if drawn else "",
        pdf=export("pdf") if drawn else "",
        epub=export("epub"),
    )
