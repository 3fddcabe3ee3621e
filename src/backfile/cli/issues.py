"""`list`, `show`, `remove`, `restore`, `trash`, `gaps`: the issues that are there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..archive import Archive
from ..archive.folder import Listed, place
from ..archive.holdings import Holdings, holdings
from ..errors import NotFound
from ..model import Designation
from . import tables
from .application import IssueName, Json, app, root, settings_of, teller
from .drawings import draw_issue
from .output import write_json, write_record

_NOTHING = "There are no issues here yet: `backfile add FILE` brings some."


@app.command("list")
def list_(
    context: typer.Context,
    json: Json = False,
    ids: Annotated[bool, typer.Option("--ids", help="Only the ids, one a line, for scripts.")] = False,
) -> None:
    """What is in the archive."""
    archive = Archive(root(context))
    if ids:
        for id in archive.kept():
            print(id)
    elif json:
        write_json([row._asdict() for row in archive.listing()])
    elif archive.kept():
        rows = ((row.id, row.title, *_which(row.designation), *row[3:]) for row in archive.listing())
        columns = ("issue", "periodical", "date", "volume", "number", "#entries", "#articles", "#pages", "#doubts")
        tables.show_rows(rows, *columns)
    else:
        tables.say(_NOTHING)


@app.command()
def show(
    context: typer.Context,
    issue: IssueName,
    json: Json = False,
    pages: Annotated[bool, typer.Option("--pages", help="Also pages and lines, and where each line went.")] = False,
    overlay: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw blocks, order, folios and articles on the page images.")
    ] = None,
) -> None:
    """One issue: masthead, contents, doubts."""
    archive = Archive(root(context))
    found = archive.load(archive.find(issue), words=pages or overlay is not None)
    if overlay is not None:
        draw_issue(archive, found, overlay, settings_of(context))
    elif json:
        write_record(found, one=True, pages=pages)
    else:
        tables.show_issue(found, pages=pages)


@app.command()
def remove(context: typer.Context, issue: IssueName) -> None:
    """Move an issue to the trash; `restore` brings it back."""
    archive = Archive(root(context))
    id = archive.find(issue)
    with teller(archive) as tell:
        archive.remove(id)
        tell()
    tables.say(f"{id} is in the trash; `backfile restore {id}` brings it back.")


@app.command()
def restore(context: typer.Context, issue: Annotated[str, typer.Argument(metavar="ISSUE", help="Its id.")]) -> None:
    """Bring an issue back from the trash."""
    archive = Archive(root(context))
    with teller(archive) as tell:
        archive.restore(issue)
        tell()
    tables.say(f"{issue} is back.")


@app.command()
def trash(
    context: typer.Context,
    empty: Annotated[bool, typer.Option("--empty", help="Delete for good what is in the trash.")] = False,
    json: Json = False,
) -> None:
    """What was removed and can be restored."""
    archive = Archive(root(context))
    if empty:
        tables.say(f"{tables.many(archive.empty_trash(), 'issue')} deleted for good.")
        return
    rows = [(item.id, item.at) for item in archive.trash()]
    if json:
        write_json([{"id": id, "removed": at} for id, at in rows])
    else:
        tables.show_rows(rows, "issue", "removed (UTC)")


@app.command()
def gaps(
    context: typer.Context,
    periodical: Annotated[
        str | None, typer.Argument(help="Its name or the beginning of its ids; default: all.")
    ] = None,
    json: Json = False,
) -> None:
    """Which issues are missing: a year × number table, from numbering and frequency."""
    shelves: dict[str, list[Listed]] = {}
    for row in Archive(root(context)).listing():
        name = place(row.id)[0]
        if not periodical or periodical in (row.title, name) or name.startswith(periodical):
            shelves.setdefault(name, []).append(row)
    if periodical and not shelves:
        raise NotFound(f"no periodical is called {periodical}.")
    found = {name: holdings((row.id, row.designation) for row in rows) for name, rows in shelves.items()}
    if json:
        write_json({name: _holdings(each) for name, each in found.items()})
        return
    if not found:
        tables.say(_NOTHING)
    for name, each in found.items():
        title = next((row.title for row in shelves[name] if row.title), name)
        tables.show_holdings(f"{title} ({name})", each)


def _which(which: Designation) -> tuple[object, ...]:
    return which.date or which.year, which.volume, which.number or which.whole_number


def _holdings(found: Holdings) -> dict[str, object]:
    rows = [{**row._asdict(), "missing": [gap._asdict() for gap in row.missing]} for row in found.rows]
    return {**found._asdict(), "rows": rows}
