"""What the search page shows: hits with their addresses, marked snippets, facets as links that narrow down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..archive.folder import place
from ..identifiers import slug
from ..index import Hit, Results
from ..model import Designation
from .wording import designate

PAGE_SIZE = 20
FACETS = {
    "periodical": _("Periodical"),
    "year": _("Year"),
    "section": _("Section"),
    "contributor": _("Contributor"),
    "language": _("Language"),
}
Pieces = tuple[tuple[str, bool], ...]


class Row(NamedTuple):
    """A hit as shown; title and snippets are pieces of plain text, each with whether it is a hit."""

    url: str
    title: Pieces
    byline: str
    where: str
    snippets: tuple[Pieces, ...]


def narrow(query: str, field: str, value: str) -> str:
    """`query` held to one value of a facet, in the query language."""
    name = {"contributor": "author"}.get(field, field)
    quoted = value if value.isalnum() else '"' + value.replace('"', " ") + '"'
    return f"{query} {name}:{quoted}"


def list_rows(results: Results) -> Iterator[Row]:
    for hit in results.hits:
        document = hit.document
        when = designate(Designation(year=document.year, month=document.month, date=document.date))
        pages = "–".join(dict.fromkeys(filter(None, (document.page, document.page_end))))
        yield Row(
            url=address(hit),
            title=cut(document.title, hit.title),
            byline=", ".join(document.contributors),
            where=" · ".join(filter(None, (document.periodical, when, document.section, pages and f"p. {pages}"))),
            snippets=tuple(cut(snippet.text, snippet.hits) for snippet in hit.snippets),
        )


def address(hit: Hit) -> str:
    """Where a hit is read: its article, or its issue where there is no article of it."""
    document = hit.document
    shelf = place(document.issue)
    if document.kind == "article":
        return reverse("article", args=(*shelf, f"{document.ref}-{slug(document.title)[:60].strip('-')}"))
    return reverse("issue", args=shelf) + ("#notices" if document.kind == "notice" else "#contents")


def cut(text: str, hits: Iterable[tuple[int, int]]) -> Pieces:
    """`text` in pieces, in order; every other one a hit."""
    pieces, at = [], 0
    for start, end in hits:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple((piece, hit) for piece, hit in (*pieces, (text[at:], False)) if piece)


def list_facets(results: Results, query: str, titles: dict[str, str]) -> list[dict[str, Any]]:
    """Facets with a link each; `titles` names periodicals by slug. One value alone narrows nothing and is left out."""
    return [
        {
            "name": FACETS[field],
            "values": [
                {
                    "name": titles.get(facet.value, facet.value) if field == "periodical" else facet.value,
                    "count": facet.hits,
                    "url": "?" + urlencode({"q": narrow(query, field, facet.value)}),
                }
                for facet in facets[:12]
            ],
        }
        for field, facets in results.facets.items()
        if len(facets) > 1
    ]
