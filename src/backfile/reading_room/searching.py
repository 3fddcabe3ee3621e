"""What the search page shows: hits with their addresses, marked snippets, facets as links that narrow down."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote_plus, urlencode

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..index import SORTS, Facet, Hit, Results
from ..index.queries import WHOLE
from ..model import Designation
from . import shelves
from .search_form import held
from .templatetags.reading_room import marked
from .wording import designate

PAGE_SIZE = 20
SHOWN = 12
FACETS = {
    "periodical": _("Periodical"),
    "year": _("Year"),
    "section": _("Section"),
    "contributor": _("Contributor"),
    "language": _("Language"),
}
ORDERS = {"relevance": _("Best first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
Pieces = tuple[tuple[str, bool], ...]


class Row(NamedTuple):
    """A hit as shown; title and snippets are pieces of plain text, each with whether it is a hit."""

    url: str
    title: Pieces
    byline: str
    where: str
    snippets: tuple[Pieces, ...]
    thumb: str = ""


def write_hits(rows: Iterable[Row]) -> SafeString:
    """The results as list items: written here, as there are many on a page. Everything in them is escaped."""
    return SafeString("\n".join(map(_write_hit, rows)))


def _write_hit(row: Row) -> str:
    snippets = "".join(f'<p class="snippet" dir="auto">{marked(snippet)}</p>' for snippet in row.snippets)
    where = escape(" · ".join(filter(None, (row.byline, row.where))))
    picture = f'<img src="{escape(row.thumb)}" alt="" loading="lazy" width="84" height="116">' if row.thumb else ""
    return (
        f'<li class="hit"><div><h2 dir="auto"><a href="{escape(row.url)}">{marked(row.title) or "—"}</a></h2>'
        f'<p class="where">{where}</p>{snippets}</div>{picture}</li>'
    )


class Bar(NamedTuple):
    """One year of the histogram, on a grid HISTOGRAM wide and high."""

    year: str
    hits: int
    url: str
    x: float
    y: float
    width: float
    height: float


HISTOGRAM = (240, 60)


def narrow(query: str, field: str, value: str) -> str:
    """`query` held to one value of a facet, in the query language (which can't name a whole value with a quote in it)."""
    return f"{held(query)} {restrict(field, value)}"


def restrict(field: str, value: str) -> str:
    """The words of the query language that want `value` in a facet's field."""
    name = {"contributor": "author"}.get(field, field)
    whole = "=" if name in WHOLE and '"' not in value else ""
    quoted = value if value.isalnum() else '"' + value.replace('"', " ") + '"'
    return f"{name}:{whole}{quoted}"


def list_rows(results: Results, query: str, without_images: Container[str]) -> Iterator[Row]:
    """The hits as shown; addresses carry `query`, so that what was found is marked where it is read.

    `without_images` are the ids of issues without page images.
    """
    tail = f"?{urlencode({'q': query})}"
    for hit in results.hits:
        document = hit.document
        when = designate(Designation(year=document.year, month=document.month, date=document.date))
        pages = "–".join(dict.fromkeys(filter(None, (document.page, document.page_end))))
        said = pages and gettext("p. {pages}").format(pages=pages)
        yield Row(
            url=address(hit, tail),
            title=cut(document.title, hit.title),
            byline=", ".join(document.contributors),
            where=" · ".join(filter(None, (document.periodical, when, document.section, said))),
            snippets=tuple(cut(snippet.text, snippet.hits) for snippet in hit.snippets),
            thumb=_thumb(hit, tail) if document.issue not in without_images else "",
        )


def _thumb(hit: Hit, tail: str) -> str:
    """The picture of the page with the first hit in its text; drawn only when the browser asks for it."""
    number = next((snippet.page for snippet in hit.snippets if snippet.page and snippet.hits), None)
    return f"{get_script_prefix()}iiif/{hit.document.issue}/{number}/hits.jpg{tail}" if number else ""


def address(hit: Hit, tail: str = "") -> str:
    """Where a hit is read: its article, with `tail` ("?q=…"), or its issue where there is no article of it."""
    document = hit.document
    issue = shelves.issue_url(document.issue)
    if document.kind == "article":
        return f"{issue}a/{document.ref}{f'-{document.words}' if document.words else ''}{tail}"
    return issue + ("#notices" if document.kind == "notice" else "#contents")


def cut(text: str, hits: Iterable[tuple[int, int]]) -> Pieces:
    """`text` in pieces, in order; every other one a hit."""
    pieces, at = [], 0
    for start, end in hits:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, hit) for piece, hit in (*pieces, (text[at:], False)) if piece)


def list_orders(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The orders of results with a link each; `asked` are the parameters of this search."""
    now = asked.get("sort", "relevance")
    return [
        {"name": ORDERS[sort], "url": "?" + urlencode(asked | {"sort": sort, "page": 1}), "chosen": sort == now}
        for sort in SORTS
    ]


class _Narrowing:
    """Links that hold a search to one more value; what they share is written once."""

    def __init__(self, asked: dict[str, str]) -> None:
        rest = {name: value for name, value in asked.items() if name not in ("q", "page")}
        self._before = "?q=" + quote_plus(f"{held(asked['q'])} ")
        self._after = "&" + urlencode(rest | {"page": 1})

    def url(self, field: str, value: str) -> str:
        return self._before + quote_plus(restrict(field, value)) + self._after


class Value(NamedTuple):
    """One value of a facet, and the search that is held to it."""

    name: str
    hits: int
    url: str


class Choices(NamedTuple):
    """A facet as shown."""

    name: Any
    values: list[Value]

    @property
    def html(self) -> SafeString:
        """The values as list items, escaped."""
        items = (
            f'<li><a href="{escape(url)}">{escape(name)}</a> <span class="soft figures">{hits}</span></li>'
            for name, hits, url in self.values
        )
        return SafeString("\n".join(items))


def list_facets(results: Results, asked: dict[str, str], titles: Mapping[str, str]) -> list[Choices]:
    """Facets with a link each; `asked` are the parameters of this search, `titles` names periodicals by slug.

    One value alone narrows nothing and is left out. Years are drawn apart, by `draw_years`.
    """
    to = _Narrowing(asked)
    return [
        Choices(
            FACETS[field],
            [
                Value(titles.get(value, value) if field == "periodical" else value, hits, to.url(field, value))
                for value, hits in facets[:SHOWN]
            ],
        )
        for field, facets in results.facets.items()
        if len(facets) > 1 and field != "year"
    ]


def write_bars(bars: Iterable[Bar]) -> SafeString:
    """The histogram as SVG elements, each a link."""
    return SafeString("".join(map(_write_bar, bars)))


def _write_bar(bar: Bar) -> str:
    said = f"{bar.year}: {bar.hits}"
    return (
        f'<a href="{escape(bar.url)}" aria-label="{said}"><title>{said}</title>'
        f'<rect class="bar-ground" x="{bar.x}" y="0" width="{bar.width}" height="{HISTOGRAM[1]}"/>'
        f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"/></a>'
    )


def draw_years(years: tuple[Facet, ...], asked: dict[str, str]) -> list[Bar]:
    """A bar for every year between the first and the last found, each a link that narrows down; none for a single year."""
    counts = {int(facet.value): facet.hits for facet in years}
    if len(counts) < 2:
        return []
    to, most, first = _Narrowing(asked), max(counts.values()), min(counts)
    step = HISTOGRAM[0] / (max(counts) - first + 1)
    return [
        Bar(
            year=str(year),
            hits=count,
            url=to.url("year", str(year)),
            x=round((year - first) * step, 2),
            y=round(HISTOGRAM[1] * (1 - count / most), 2),
            width=round(max(step * 0.86, 0.5), 2),
            height=round(HISTOGRAM[1] * count / most, 2),
        )
        for year, count in sorted(counts.items())
    ]


def search_url(query: str, **more: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': query} | more)}"
