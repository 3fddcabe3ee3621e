"""`correct`, `corrections`: what people change."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ..archive import Archive, exchange
from ..archive.corrections import in_force, value_at
from ..errors import InputError
from ..model import Issue
from . import tables
from .application import IssueName, Json, app, root, teller
from .output import opened, write_json

changes = typer.Typer(
    help="What people changed: list, undo, export, import.", no_args_is_help=True, rich_markup_mode=None
)


app.add_typer(changes, name="corrections")


@app.command()
def correct(
    context: typer.Context,
    issue: IssueName,
    path: Annotated[str, typer.Argument(help="What: issue/month, contents/c05/title, pages/7/label …")],
    value: Annotated[str, typer.Argument(help="The right value: text, or JSON for numbers, lists and null.")],
    by: Annotated[str | None, typer.Option(help="Who says so; default: the name you are logged in by.")] = None,
    why: Annotated[str, typer.Option(help="Why, or where it is printed.")] = "",
) -> None:
    """Set one value right. The reading stays as it is; the correction is laid over it, now and after every rereading."""
    archive = Archive(root(context))
    id = archive.find(issue)
    with teller(archive) as tell:
        made = archive.correct(id, "set", path, new=_value(archive.load(id), path, value), by=by or getuser(), why=why)
        tell()
    tables.say(f"{path}: {made.old!r} → {made.new!r}. `backfile corrections undo {id} {made.id}` takes it back.")


@changes.command("list")
def list_corrections(context: typer.Context, issue: IssueName, json: Json = False) -> None:
    """What people changed in an issue, and what became of it since the issue was read again."""
    archive = Archive(root(context))
    id = archive.find(issue)
    rows = archive.corrections(id)
    if json:
        write_json(rows)
        return
    holding = {row.id for row in in_force(rows)}
    clashes = {clash.correction.id: clash for clash in archive.clashes(id)}
    tables.show_corrections(rows, holding, clashes)


@changes.command("undo")
def undo_correction(
    context: typer.Context,
    issue: IssueName,
    correction: Annotated[str, typer.Argument(help="Its id, see `backfile corrections list`.")],
    by: Annotated[str | None, typer.Option(help="Who; default: the name you are logged in by.")] = None,
    why: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Take one correction back. Undoing an undo brings it back."""
    archive = Archive(root(context))
    id = archive.find(issue)
    with teller(archive) as tell:
        undo = archive.undo(id, correction, by=by or getuser(), why=why)
        tell()
    tables.say(f"Taken back. `backfile corrections undo {id} {undo.id}` brings it back.")


@changes.command("export")
def export_corrections(
    context: typer.Context,
    issues: Annotated[list[str] | None, typer.Argument(metavar="[ISSUE…]", help="Nothing named: everything.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: standard output.")
    ] = None,
) -> None:
    """All corrections as JSON lines, each with the id of its issue and the SHA-256 of its original."""
    archive = Archive(root(context))
    ids = [archive.find(name) for name in issues] if issues else list(archive.kept())
    with opened(output) as out:
        for line in exchange.write(archive, ids):
            out.write(line)


@changes.command("import")
def import_corrections(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As `corrections export` wrote it.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be taken in, and what does not fit.")
    ] = False,
    fitting: Annotated[
        bool, typer.Option("--fitting", help="Leave out what meets something else than it was made for.")
    ] = False,
    json: Json = False,
) -> None:
    """Take in corrections made elsewhere, for the issues that are here; those here already are left alone."""
    archive = Archive(root(context))
    foreseen = exchange.foresee(archive, exchange.read(archive, _read(file), str(file)))
    here = [one for one in foreseen if one.is_here]
    taken = {one.issue: list(one.fitting if fitting else one.new) for one in here}
    if not dry_run:
        with teller(archive) as tell:
            taken = exchange.receive(archive, here, fitting=fitting)
            tell()
    clashes = [clash for one in here for clash in one.clashes]
    counts = {
        "new": sum(map(len, taken.values())),
        "known": sum(one.known for one in here),
        "issues not here": sorted(one.issue for one in foreseen if not one.is_here),
        "clashes": [{"id": clash.correction.id, "why": clash.why, "kept": clash.kept} for clash in clashes],
    }
    if json:
        write_json(counts)
    else:
        tables.show_rows(((name, tables.listed(value)) for name, value in counts.items()), "corrections", "")


def _value(issue: Issue, path: str, text: str) -> object:
    """The value that a person typed: text where text stands now, else JSON when it is JSON."""
    if isinstance(value_at(issue, path), str):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}.") from error
