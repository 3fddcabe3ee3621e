"""`formats`, `settings`: what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from ..plugins import modules
from ..settings import TABLE
from . import tables
from .application import Json, app, settings_of
from .output import write_json


@app.command()
def formats(json: Json = False) -> None:
    """What can be read and exported, and by what."""
    rows = list(_formats())
    if json:
        write_json([dict(zip(("kind", "name", "what", "suffixes"), row, strict=True)) for row in rows])
    else:
        tables.show_rows(rows, "", "name", "what", "endings")


@app.command()
def settings(context: typer.Context, json: Json = False) -> None:
    """All settings and their present values."""
    now = settings_of(context)
    rows = [(row.name, row.type, getattr(now, row.name), row.default, row.help) for row in TABLE]
    rows = [(name, kind, "…" if name == "password" and value else value, *rest) for name, kind, value, *rest in rows]
    if json:
        write_json([dict(zip(("name", "type", "value", "default", "help"), row, strict=True)) for row in rows])
    else:
        tables.show_rows(rows, "name", "type", "value", "default", "what it is")


def _formats() -> Iterator[tuple[str, str, str, str]]:
    kinds = (("reads", "backfile.readers"), ("writes", "backfile.exporters"), ("engine", "backfile.engines"))
    for kind, package in kinds:
        for name, module in modules(package).items():
            endings = getattr(module, "SUFFIXES", None) or (getattr(module, "SUFFIX", ""),)
            yield kind, name, getattr(module, "NAME", (module.__doc__ or "").strip().split("\n")[0]), " ".join(endings)
