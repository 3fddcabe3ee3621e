"""`check`, `rebuild`: what is kept is whole, what is derived is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import typer

from ..archive import Archive
from ..archive.checks import Finding, check
from ..catalogue import Catalogue, digest
from . import tables
from .application import Json, app, catalogue_of, root
from .output import write_json


@app.command("check")
def check_(context: typer.Context, json: Json = False) -> None:
    """Check every file of the archive: fixity of originals, records, words, journal."""
    archive = Archive(root(context))
    with closing(catalogue_of(context, archive)) as catalogue:
        findings = [*check(archive), *_check_derived(archive, catalogue)]
    if json:
        write_json([finding._asdict() for finding in findings])
    else:
        tables.show_findings(findings, len(archive.kept()))
    if any(finding.damage for finding in findings):
        raise typer.Exit(3)


@app.command()
def rebuild(context: typer.Context) -> None:
    """Make catalogue and index anew from the files."""
    archive = Archive(root(context))
    archive.rescan()
    with closing(catalogue_of(context, archive)) as catalogue:
        count = catalogue.rebuild(archive.issues())
    archive.told(archive.stale())
    tables.say(f"Catalogue and index made from {tables.many(count, 'issue')}.")


def _check_derived(archive: Archive, catalogue: Catalogue) -> Iterator[Finding]:
    """Whether catalogue and index hold what the records say; None for what was never made."""
    held = {item.issue_id: item for item in catalogue.held()}
    told = set(archive.kept()) - set(archive.stale())
    for id in sorted(told | set(held)):
        now = digest(archive.load(id)) if id in archive.kept() else None
        for name, known in (
            (("catalogue.sqlite3", held[id].in_rows), ("index", held[id].in_index)) if id in held else ()
        ):
            if known != now:
                yield Finding(False, name, f"{id}: holds another state of this issue", "backfile rebuild")
        if id not in held and now is not None:
            yield Finding(False, "catalogue.sqlite3", f"{id}: not there", "backfile rebuild")
