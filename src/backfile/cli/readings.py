"""`read`, `add`, `reread`: files become records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
import zstandard

from .. import record
from ..archive import Added, Archive, Containers, Reread, add, documents, inputs, reread
from ..engines import find_engine
from ..errors import BackfileError
from ..executors import Task, start_executor
from ..model import Issue
from ..settings import Settings
from . import tables
from .application import Inputs, Jobs, Json, Language, Password, Title, app, root, settings_of, teller
from .output import raise_together, write_json, write_record


@app.command("read")
def read_(
    context: typer.Context,
    paths: Inputs,
    json: Json = False,
    pages: Annotated[bool, typer.Option("--pages", help="Also pages and lines, and where each line went.")] = False,
    jobs: Jobs = None,
    language: Language = None,
    periodical: Title = None,
    password: Password = None,
) -> None:
    """Read issues and print their records; keep nothing.

    With --json: one record for one input, one record a line for several.
    """
    settings = settings_of(context, jobs=jobs, language=language, periodical=periodical, password=password)
    find_engine(settings)
    errors: list[BackfileError] = []
    with tempfile.TemporaryDirectory(prefix="backfile-") as rooms, Containers(Path(rooms), settings) as containers:
        found = list(_list(paths, containers, errors))
        asked = len(found) + len(errors)
        for issue in _read(found, settings, errors):
            if json:
                write_record(issue, one=asked == 1, pages=pages)
            else:
                tables.show_issue(issue, pages=pages)
    raise_together(errors, asked)


@app.command("add")
def add_(
    context: typer.Context,
    paths: Inputs,
    json: Json = False,
    jobs: Jobs = None,
    language: Language = None,
    periodical: Title = None,
    password: Password = None,
) -> None:
    """Read issues and keep them in the archive.

    Folders are walked; a folder of images is one issue. What is there already is left alone; a run that was stopped
    goes on where it stopped; a bad file never stops the rest.
    """
    archive = Archive(root(context), create=True)
    settings = settings_of(context, jobs=jobs, language=language, periodical=periodical, password=password)
    find_engine(settings)
    done: list[Added] = []
    with closing(start_executor(settings)) as executor, tables.progress() as watch, teller(archive) as tell:
        tell()
        for added in add(archive, paths, settings, executor, watch):
            done.append(added)
            tell()
    if json:
        write_json([_added(added) for added in done])
    tables.show_added(done, stderr=json)
    raise_together([added.error for added in done if added.error], len(done))


@app.command("reread")
def reread_(
    context: typer.Context,
    issues: Annotated[list[str] | None, typer.Argument(metavar="[ISSUE…]", help="Nothing named: everything.")] = None,
    json: Json = False,
    jobs: Jobs = None,
    language: Language = None,
    password: Password = None,
) -> None:
    """Read originals again, with a newer engine or other settings. Corrections stay and are laid over the new reading."""
    archive = Archive(root(context))
    settings = settings_of(context, jobs=jobs, language=language, password=password)
    find_engine(settings)
    ids = [archive.find(name) for name in issues] if issues else list(archive.kept())
    done: list[Reread] = []
    with closing(start_executor(settings)) as executor, tables.progress() as watch, teller(archive) as tell:
        for row in reread(archive, ids, settings, executor, watch):
            done.append(row)
            tell()
    if json:
        write_json([_reread(row) for row in done])
    else:
        tables.show_reread(done)
    raise_together([row.error for row in done if row.error], len(done))


def _list(paths: list[Path], containers: Containers, errors: list[BackfileError]) -> Iterator[Path]:
    """The documents to read; what can't be unpacked is told, and the rest goes on."""
    for path in inputs(paths):
        try:
            yield from documents(path, containers)
        except BackfileError as error:
            errors.append(error)
            tables.complain(error)


def _read(paths: list[Path], settings: Settings, errors: list[BackfileError]) -> Iterator[Issue]:
    with (
        tempfile.TemporaryDirectory(prefix="backfile-") as work,
        closing(start_executor(settings)) as executor,
        tables.progress() as watch,
    ):
        tasks = (Task(path, settings, Path(work, str(number))) for number, path in enumerate(paths))
        for result in executor.read(tasks, watch):
            if result.issue is not None:
                yield record.with_words(result.issue, zstandard.decompress(result.words))
            elif result.error:
                errors.append(result.error)
                tables.complain(result.error)


def _added(added: Added) -> dict[str, object]:
    fields = {name: value for name, value in added._asdict().items() if name != "error"}
    return fields | {"path": str(added.path)}


def _reread(row: Reread) -> dict[str, object]:
    clashes = [{"id": clash.correction.id, "why": clash.why, "kept": clash.kept} for clash in row.clashes]
    return {**row._asdict(), "clashes": clashes, "error": str(row.error) if row.error else None}
