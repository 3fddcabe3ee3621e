"""`search`: articles are found."""

from __future__ import annotations

from typing import Annotated

import typer

from ..archive import Archive
from ..index import Hit, Index
from . import tables
from .application import Json, app, root, teller
from .output import write_json


@app.command("search")
def search_(
    context: typer.Context,
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY…", help='Words, "phrases", AND OR NOT, title: author: …')
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most hits to show.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Hits to leave out at the beginning.")] = 0,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "relevance",
    json: Json = False,
) -> None:
    """Find articles.

    Words are joined by AND; "a phrase"; prefix*; OR, NOT, ( ); title: author: periodical: section: year:2019..2023.
    """
    archive = Archive(root(context))
    with teller(archive) as tell:
        tell()
    index = Index.open(archive.root / "index")
    found = index.search(" ".join(query), limit=limit, offset=offset, sort=sort)
    if json:
        write_json({"query": " ".join(query), "total": found.total, "hits": [_hit(hit) for hit in found.hits]})
    else:
        tables.show_hits(found)


def _hit(hit: Hit) -> dict[str, object]:
    """A hit as JSON: where it stands, and its snippets with `hits` as [start, end) offsets."""
    work = hit.document
    names = (
        "issue",
        "ref",
        "kind",
        "title",
        "subtitle",
        "contributors",
        "periodical",
        "section",
        "year",
        "date",
        "page",
        "page_end",
    )
    fields = {name: getattr(work, name) for name in names}
    return fields | {"score": round(hit.score, 3), "snippets": [snippet._asdict() for snippet in hit.snippets]}
