"""The commands."""

from __future__ import annotations

import errno
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from getpass import getuser
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NamedTuple, cast

import msgspec
import typer
import zstandard

from .. import __version__, record
from ..archive import Added, Archive, Reread, add, inputs, reread
from ..archive.checks import Finding, check
from ..archive.corrections import Correction, in_force, value_at
from ..archive.folder import Listed, place
from ..archive.holdings import Holdings, holdings
from ..catalogue import Catalogue, digest
from ..engines import find_engine
from ..errors import BackfileError, InputError, NotFound, PartlyFailed, SettingsError
from ..executors import Fault, Task, start_executor
from ..exporters import export, needs, select
from ..index import Hit, Index
from ..model import Designation, Issue
from ..plugins import modules
from ..settings import TABLE, Settings, load_settings
from . import tables

app = typer.Typer(
    name="backfile",
    help="Turn the back run of a periodical into an archive of its articles.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

changes = typer.Typer(
    help="What people changed: list, undo, export, import.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(changes, name="corrections")

Inputs = Annotated[list[Path], typer.Argument(metavar="INPUT…", help="Files, or folders that hold them.")]
Json = Annotated[bool, typer.Option("--json", help="JSON on standard output instead of a table.")]
IssueName = Annotated[str, typer.Argument(metavar="ISSUE", help="Id of the issue, its beginning, or its file name.")]
Password = Annotated[str | None, typer.Option(help="Opens encrypted documents; never stored.")]
Language = Annotated[str | None, typer.Option(help="Main language (BCP 47), e.g. zh, en, ja.")]
Title = Annotated[str | None, typer.Option("--periodical", help="Title of the periodical, when it is known.")]
Jobs = Annotated[int | None, typer.Option(min=0, help="Processes that read pages; 0: one per core.")]


class _Place(NamedTuple):
    """The archive folder named on the command line, and settings given with --set."""

    root: Path
    given: dict[str, str]


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"backfile {__version__}")
        raise typer.Exit


@app.callback()
def backfile(
    context: typer.Context,
    archive: Annotated[Path, typer.Option(envvar="BACKFILE_ARCHIVE", help="The archive folder.")] = Path(),
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting for this run (see `settings`).")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which it is.")
    ] = False,
) -> None:
    context.obj = _Place(archive, dict(_setting(text) for text in setting or []))


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
    settings = _settings(context, jobs=jobs, language=language, periodical=periodical, password=password)
    find_engine(settings)
    found = list(inputs(paths))
    errors: list[BackfileError] = []
    for issue in _read(found, settings, errors):
        if json:
            _write_record(issue, one=len(found) == 1, pages=pages)
        else:
            tables.show_issue(issue, pages=pages)
    _raise_together(errors, len(found))


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
    archive = Archive(_root(context), create=True)
    settings = _settings(context, jobs=jobs, language=language, periodical=periodical, password=password)
    find_engine(settings)
    done: list[Added] = []
    with closing(start_executor(settings)) as executor, tables.progress() as watch, _teller(archive) as tell:
        tell()
        for added in add(archive, paths, settings, executor, watch):
            done.append(added)
            tell()
    if json:
        _write_json([_added(added) for added in done])
    tables.show_added(done, stderr=json)
    _raise_together([added.error for added in done if added.error], len(done))


@app.command("list")
def list_(
    context: typer.Context,
    json: Json = False,
    ids: Annotated[bool, typer.Option("--ids", help="Only the ids, one a line, for scripts.")] = False,
) -> None:
    """What is in the archive."""
    archive = Archive(_root(context))
    if ids:
        print(*archive.kept(), sep="\n")
        return
    if json:
        _write_json([row._asdict() for row in archive.listing()])
    else:
        rows = ((row.id, row.title, *_which(row.designation), *row[3:]) for row in archive.listing())
        columns = ("issue", "periodical", "date", "volume", "number", "#entries", "#articles", "#pages", "#doubts")
        tables.show_rows(rows, *columns)


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
    archive = Archive(_root(context))
    found = archive.load(archive.find(issue), words=pages or overlay is not None)
    if overlay is not None:
        _draw(archive, found, overlay)
    elif json:
        _write_record(found, one=True, pages=pages)
    else:
        tables.show_issue(found, pages=pages)


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
    archive = Archive(_root(context))
    with _teller(archive) as tell:
        tell()
    index = Index.open(archive.root / "index")
    found = index.search(" ".join(query), limit=limit, offset=offset, sort=sort)
    if json:
        _write_json({"query": " ".join(query), "total": found.total, "hits": [_hit(hit) for hit in found.hits]})
    else:
        tables.show_hits(found)


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
    archive = Archive(_root(context))
    wanted = needs(format)
    chosen = _choose(archive, issues) if issues else dict.fromkeys(archive.kept(), frozenset[str]())
    found = (
        select(one, ids) if (ids := chosen[one.id]) else one
        for one in archive.issues(list(chosen), words="words" in wanted)
    )
    with _output(output) as out:
        export(found, out, format, lambda one: archive.original(one.source.sha256) if one.source else None)


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


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the reading room in a browser, until Ctrl-C."""
    from ..reading_room import serve as open_reading_room

    archive = Archive(_root(context))
    _expect_free(host, port)
    with _teller(archive) as tell:
        tell()
    tables.say(f"The reading room is open at http://{host}:{port}/ until Ctrl-C.")
    open_reading_room(archive, host, port)


@app.command("check")
def check_(context: typer.Context, json: Json = False) -> None:
    """Check every file of the archive: fixity of originals, records, words, journal."""
    archive = Archive(_root(context))
    with closing(_catalogue(context, archive)) as catalogue:
        findings = [*check(archive), *_check_derived(archive, catalogue)]
    if json:
        _write_json([finding._asdict() for finding in findings])
    else:
        tables.show_findings(findings, len(archive.kept()))
    if any(finding.damage for finding in findings):
        raise typer.Exit(3)


@app.command()
def rebuild(context: typer.Context) -> None:
    """Make catalogue and index anew from the files."""
    archive = Archive(_root(context))
    archive.rescan()
    with closing(_catalogue(context, archive)) as catalogue:
        count = catalogue.rebuild(archive.issues())
    archive.told(archive.stale())
    tables.say(f"Catalogue and index made from {count} issues.")


@app.command()
def remove(context: typer.Context, issue: IssueName) -> None:
    """Move an issue to the trash; `restore` brings it back."""
    archive = Archive(_root(context))
    id = archive.find(issue)
    with _teller(archive) as tell:
        archive.remove(id)
        tell()
    tables.say(f"{id} is in the trash; `backfile restore {id}` brings it back.")


@app.command()
def restore(context: typer.Context, issue: Annotated[str, typer.Argument(metavar="ISSUE", help="Its id.")]) -> None:
    """Bring an issue back from the trash."""
    archive = Archive(_root(context))
    with _teller(archive) as tell:
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
    archive = Archive(_root(context))
    if empty:
        tables.say(f"{archive.empty_trash()} issues deleted for good.")
        return
    rows = [(item.id, item.at) for item in archive.trash()]
    if json:
        _write_json([{"id": id, "removed": at} for id, at in rows])
    else:
        tables.show_rows(rows, "issue", "removed (UTC)")


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
    archive = Archive(_root(context))
    settings = _settings(context, jobs=jobs, language=language, password=password)
    find_engine(settings)
    ids = [archive.find(name) for name in issues] if issues else list(archive.kept())
    done: list[Reread] = []
    with closing(start_executor(settings)) as executor, tables.progress() as watch, _teller(archive) as tell:
        for row in reread(archive, ids, settings, executor, watch):
            done.append(row)
            tell()
    if json:
        _write_json([_reread(row) for row in done])
    else:
        tables.show_reread(done)
    _raise_together([row.error for row in done if row.error], len(done))


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
    archive = Archive(_root(context))
    id = archive.find(issue)
    with _teller(archive) as tell:
        made = archive.correct(id, "set", path, new=_value(archive.load(id), path, value), by=by or getuser(), why=why)
        tell()
    tables.say(f"{path}: {made.old!r} → {made.new!r}. `backfile corrections undo {id} {made.id}` takes it back.")


@changes.command("list")
def list_corrections(context: typer.Context, issue: IssueName, json: Json = False) -> None:
    """What people changed in an issue, and what became of it since the issue was read again."""
    archive = Archive(_root(context))
    id = archive.find(issue)
    rows = archive.corrections(id)
    if json:
        _write_json(rows)
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
    archive = Archive(_root(context))
    id = archive.find(issue)
    with _teller(archive) as tell:
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
    archive = Archive(_root(context))
    kept = archive.kept()
    with _output(output) as out:
        for id in [archive.find(name) for name in issues] if issues else kept:
            for row in archive.corrections(id):
                fields = {"issue": id, "sha256": kept[id].sha256, "correction": row}
                out.write(msgspec.json.encode(fields) + b"\n")


@changes.command("import")
def import_corrections(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As `corrections export` wrote it.")],
    json: Json = False,
) -> None:
    """Take in corrections made elsewhere, for the issues that are here; those here already are left alone."""
    archive = Archive(_root(context))
    arrived = _arrived(archive, file)
    with _teller(archive) as tell:
        new = {id: archive.receive(id, rows) for id, rows in arrived.items() if id in archive.kept()}
        tell()
    clashes = [clash for id in new for clash in archive.clashes(id)]
    counts = {
        "new": sum(map(len, new.values())),
        "known": sum(len(arrived[id]) for id in new) - sum(map(len, new.values())),
        "issues not here": sorted(set(arrived) - set(new)),
        "clashes": [{"id": clash.correction.id, "why": clash.why, "kept": clash.kept} for clash in clashes],
    }
    if json:
        _write_json(counts)
    else:
        tables.show_rows(((name, tables.listed(value)) for name, value in counts.items()), "corrections", "")


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
    for row in Archive(_root(context)).listing():
        name = place(row.id)[0]
        if not periodical or periodical in (row.title, name) or name.startswith(periodical):
            shelves.setdefault(name, []).append(row)
    if periodical and not shelves:
        raise NotFound(f"no periodical is called {periodical}.")
    found = {name: holdings((row.id, row.designation) for row in rows) for name, rows in shelves.items()}
    if json:
        _write_json({name: _holdings(each) for name, each in found.items()})
        return
    for name, each in found.items():
        title = next((row.title for row in shelves[name] if row.title), name)
        tables.show_holdings(f"{title} ({name})", each)


@app.command()
def formats(json: Json = False) -> None:
    """What can be read and exported, and by what."""
    rows = list(_formats())
    if json:
        _write_json([dict(zip(("kind", "name", "what", "suffixes"), row, strict=True)) for row in rows])
    else:
        tables.show_rows(rows, "", "name", "what", "endings")


@app.command()
def settings(context: typer.Context, json: Json = False) -> None:
    """All settings and their present values."""
    now = _settings(context)
    rows = [(row.name, row.type, getattr(now, row.name), row.default, row.help) for row in TABLE]
    rows = [(name, kind, "…" if name == "password" and value else value, *rest) for name, kind, value, *rest in rows]
    if json:
        _write_json([dict(zip(("name", "type", "value", "default", "help"), row, strict=True)) for row in rows])
    else:
        tables.show_rows(rows, "name", "type", "value", "default", "what it is")


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


def _which(which: Designation) -> tuple[object, ...]:
    return which.date or which.year, which.volume, which.number or which.whole_number


def _value(issue: Issue, path: str, text: str) -> object:
    """The value that a person typed: text where text stands now, else JSON when it is JSON."""
    if isinstance(value_at(issue, path), str):
        return text
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _arrived(archive: Archive, file: Path) -> dict[str, list[Correction]]:
    """Issue here (else its id there) → corrections of a file. Raises InputError naming the line."""
    arrived: dict[str, list[Correction]] = {}
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}.") from error
    for number, line in enumerate(lines, 1):
        try:
            row = msgspec.json.decode(line, type=_Arrived)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise InputError(f"{file}, line {number}: not a correction: {error}.") from error
        arrived.setdefault(archive.holding(row.sha256) or row.issue, []).append(row.correction)
    return arrived


class _Arrived(msgspec.Struct):
    issue: str
    sha256: str
    correction: Correction


def _reread(row: Reread) -> dict[str, object]:
    clashes = [{"id": clash.correction.id, "why": clash.why, "kept": clash.kept} for clash in row.clashes]
    return {**row._asdict(), "clashes": clashes, "error": str(row.error) if row.error else None}


def _holdings(found: Holdings) -> dict[str, object]:
    rows = [{**row._asdict(), "missing": [gap._asdict() for gap in row.missing]} for row in found.rows]
    return {**found._asdict(), "rows": rows}


def _expect_free(host: str, port: int) -> None:
    """Servers may share a port unnoticed; a reader would then see another archive. Raises SettingsError."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        cure = "Name another with --port." if error.errno == errno.EADDRINUSE else "Name another with --host."
        raise SettingsError(f"can't listen on {host}, port {port}: {error.strerror}.", cure=cure) from error


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise SettingsError(f"--set {text}: NAME=VALUE is missing its value.")
    return name.strip(), value.strip()


def _root(context: typer.Context) -> Path:
    root: Path = context.obj.root
    return root


def _settings(context: typer.Context, **given: Any) -> Settings:
    return load_settings(_root(context) / "backfile.toml", **{**context.obj.given, **given})


def _catalogue(context: typer.Context, archive: Archive) -> Catalogue:
    return Catalogue(archive.root, _settings(context))


@contextmanager
def _teller(archive: Archive) -> Iterator[Any]:
    """Tells catalogue and index what changed in the archive since they were last told, also by runs that were killed."""
    with closing(Catalogue(archive.root, archive.settings())) as catalogue:

        def tell() -> None:
            stale, kept = archive.stale(), archive.kept()
            for id in stale:
                if id in kept:
                    catalogue.add(archive.load(id))
                else:
                    catalogue.remove(id)
            if stale:
                archive.told(stale)

        yield tell


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


def _raise_together(errors: list[BackfileError], count: int) -> None:
    """One input that failed ends with its own exit code, some of several with 1, a fault of ours with 70."""
    traces = [error.trace for error in errors if isinstance(error, Fault)]
    if traces:
        tables.say(
            f"Some of it was a fault in Backfile. The trace is in {tables.keep_trace(traces)}; please report it."
        )
        raise typer.Exit(Fault.exit_code)
    if errors:
        raise typer.Exit(errors[0].exit_code if count == 1 else PartlyFailed.exit_code)


def _added(added: Added) -> dict[str, object]:
    fields = {name: value for name, value in added._asdict().items() if name != "error"}
    return fields | {"path": str(added.path)}


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


def _draw(archive: Archive, issue: Issue, folder: Path) -> None:
    """Draw what was understood on every page image; prints the names of the pictures."""
    from ..overlay import draw_overlay
    from ..readers import open_document
    from ..recognition import upright

    if issue.source is None:
        raise InputError(f"{issue.id} has no original to draw on.")
    settings = archive.settings()
    folder.mkdir(parents=True, exist_ok=True)
    with closing(open_document(archive.original(issue.source.sha256), settings)) as document:
        for page in issue.pages:
            image = upright(document.image(page.scan or page.number, settings.ocr_dpi), page)
            path = folder / f"{issue.id}-{page.number:04}.png"
            draw_overlay(image, page, issue).save(path)
            print(path)


def _formats() -> Iterator[tuple[str, str, str, str]]:
    kinds = (("reads", "backfile.readers"), ("writes", "backfile.exporters"), ("engine", "backfile.engines"))
    for kind, package in kinds:
        for name, module in modules(package).items():
            endings = getattr(module, "SUFFIXES", None) or (getattr(module, "SUFFIX", ""),)
            yield kind, name, getattr(module, "NAME", (module.__doc__ or "").strip().split("\n")[0]), " ".join(endings)


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        half = tempfile.NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}.", cure="Name another file with -o.") from error
    try:
        with half:
            yield cast("BinaryIO", half)
        Path(half.name).chmod(0o644)
        Path(half.name).replace(path)
    except BaseException:
        Path(half.name).unlink(missing_ok=True)
        raise


def _write_record(issue: Issue, *, one: bool, pages: bool) -> None:
    fields = record.to_builtins(issue)
    if pages:
        fields["lines"] = msgspec.json.decode(record.dump_words(issue))
    text = msgspec.json.encode(fields)
    sys.stdout.buffer.write((msgspec.json.format(text, indent=2) if one else text) + b"\n")
    sys.stdout.buffer.flush()


def _write_json(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()
