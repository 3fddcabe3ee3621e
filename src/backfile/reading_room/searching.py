"""What the search page shows: hits with their addresses, marked snippets, facets as links that narrow down."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..archive.folder import place
from ..identifiers import slug
from ..index import SORTS, Hit, Results, parse
from ..index.queries import Or
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
ORDERS = {"relevance": _("Best first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
WHOLE = ("author", "periodical", "section")
Pieces = tuple[tuple[str, bool], ...]


class Row(NamedTuple):
    """A hit as shown; title and snippets are pieces of plain text, each with whether it is a hit."""

    url: str
    title: Pieces
    byline: str
    where: str
    snippets: tuple[Pieces, ...]
    thumb: str = ""


def narrow(query: str, field: str, value: str) -> str:
    """`query` held to one value of a facet, in the query language (which can't name a whole value with a quote in it)."""
    name = {"contributor": "author"}.get(field, field)
    whole = "=" if name in WHOLE and '"' not in value else ""
    quoted = value if value.isalnum() else '"' + value.replace('"', " ") + '"'
    held = f"({query})" if isinstance(parse(query), Or) else query
    return f"{held} {name}:{whole}{quoted}"


def list_rows(results: Results, query: str, drawn: Container[str]) -> Iterator[Row]:
    """The hits as shown; addresses carry `query`, so that what was found is marked where it is read.

    `drawn` are the ids of issues that have page images.
    """
    for hit in results.hits:
        document = hit.document
        when = designate(Designation(year=document.year, month=document.month, date=document.date))
        pages = "–".join(dict.fromkeys(filter(None, (document.page, document.page_end))))
        yield Row(
            url=address(hit, query),
            title=cut(document.title, hit.title),
            byline=", ".join(document.contributors),
            where=" · ".join(
                filter(
                    None,
                    (document.periodical, when, document.section, pages and gettext("p. {pages}").format(pages=pages)),
                )
            ),
            snippets=tuple(cut(snippet.text, snippet.hits) for snippet in hit.snippets),
            thumb=_thumb(hit, query) if document.issue in drawn else "",
        )


def _thumb(hit: Hit, query: str) -> str:
    """The picture of the page with the first hit in its text; drawn only when the browser asks for it."""
    number = next((snippet.page for snippet in hit.snippets if snippet.page and snippet.hits), None)
    return f"{reverse('hit_image', args=(hit.document.issue, number))}?{urlencode({'q': query})}" if number else ""


def address(hit: Hit, query: str = "") -> str:
    """Where a hit is read: its article, or its issue where there is no article of it."""
    document = hit.document
    shelf = place(document.issue)
    if document.kind == "article":
        path = reverse("article", args=(*shelf, f"{document.ref}-{slug(document.title)[:60].strip('-')}"))
        return f"{path}?{urlencode({'q': query})}" if query else path
    return reverse("issue", args=shelf) + ("#notices" if document.kind == "notice" else "#contents")


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


def list_facets(results: Results, asked: dict[str, str], titles: dict[str, str]) -> list[dict[str, Any]]:
    """Facets with a link each; `asked` are the parameters of this search, `titles` names periodicals by slug.

    One value alone narrows nothing and is left out.
    """
    return [
        {
            "name": FACETS[field],
            "values": [
                {
                    "name": titles.get(facet.value, facet.value) if field == "periodical" else facet.value,
                    "count": facet.hits,
                    "url": "?" + urlencode(asked | {"q": narrow(asked["q"], field, facet.value), "page": 1}),
                }
                for facet in facets[:12]
            ],
        }
        for field, facets in results.facets.items()
        if len(facets) > 1
    ]
