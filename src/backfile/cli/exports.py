"""`export`: records in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..archive import Archive
from ..archive.folder import place
from ..exporters import export, needs, select
from ..model import Issue
from ..settings import Settings
from . import tables
from .application import app, root, settings_of
from .output import opened


@app.command("export")
def export_(
    context: typer.Context,
    issues: Annotated[list[str] | None, typer.Argument(metavar="[ISSUE…]", help="Nothing named: everything.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="See `backfile formats`.")] = "json",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """Hand on records in another format: of everything, of issues, of a periodical (its part of their ids), of one article (ISSUE/a02)."""
    archive = Archive(root(context))
    wanted = needs(format)
    chosen = _choose(archive, issues) if issues else dict.fromkeys(archive.kept(), frozenset[str]())
    found = (
        select(one, ids) if (ids := chosen[one.id]) else one
        for one in archive.issues(list(chosen), words="words" in wanted)
    )
    settings = settings_of(context)
    with opened(output) as out, tables.counted(len(chosen), quiet=output is None) as count:
        export(
            count(found),
            out,
            format,
            lambda one: archive.original(one.source.sha256) if one.source else None,
            kept=lambda one: None if chosen[one.id] else archive.folder(one.id),
            address=lambda one, article: _address(settings, one, article),
            settings=settings,
        )


def _address(settings: Settings, issue: Issue, article: str) -> str:
    """Where the reading room shows an article (of an entry without one: the contents), for those who come by its domain."""
    periodical, which = place(issue.id)
    there = f"a/{article}" if any(each.id == article for each in issue.articles) else "#contents"
    return f"{'https' if settings.https else 'http'}://{settings.domain}/{periodical}/{which}/{there}"


def _choose(archive: Archive, names: list[str]) -> dict[str, frozenset[str]]:
    """Issue → the ids of its articles that are asked for (none: the whole issue)."""
    chosen: dict[str, frozenset[str]] = {}
    for name in names:
        of_periodical = [id for id in archive.kept() if place(id)[0] == name]
        chosen |= dict.fromkeys(of_periodical, frozenset())
        if not of_periodical:
            issue, _, article = name.partition("/")
            id = archive.find(issue)
            chosen[id] = chosen.get(id, frozenset()) | {article} if article else frozenset()
    return chosen
