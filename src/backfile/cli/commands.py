"""The commands."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NamedTuple, cast

import msgspec
import typer
import zstandard

from .. import __version__, record
from ..archive import Added, Archive, add, inputs
from ..archive.checks import Finding, check
from ..catalogue import Catalogue, digest
from ..engines import find_engine
from ..errors import BackfileError, InputError, PartlyFailed, SettingsError
from ..executors import Fault, Task, start_executor
from ..exporters import export
from ..index import Hit, Index
from ..model import Issue
from ..overlay import draw_overlay
from ..plugins import modules
from ..readers import open_document
from ..settings import TABLE, Settings, load_settings
from . import tables

app = typer.Typer(
    name="backfile",
    help="Turn the back run of a periodical into an archive of its articles.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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
    with closing(start_executor("local", settings)) as executor, tables.progress() as watch, _teller(archive) as tell:
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
    rows = archive.listing()
    if json:
        _write_json([row._asdict() for row in rows])
    else:
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
    """Hand on records in another format."""
    archive = Archive(_root(context))
    ids = [archive.find(name) for name in issues] if issues else None
    with _output(output) as out:
        export(archive.issues(ids), out, format)


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the reading room in a browser, until Ctrl-C."""
    from ..reading_room import serve as open_reading_room

    archive = Archive(_root(context))
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
        tables.show_rows(findings, "", "where", "what", "what to do")
        tables.say(f"{len(archive.kept())} issues checked, {sum(f.damage for f in findings)} damaged.")
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
        for name, known in (("catalogue.sqlite3", held[id].in_rows), ("index", held[id].in_index)) if id in held else ():
            if known != now:
                yield Finding(False, name, f"{id}: holds another state of this issue", "backfile rebuild")
        if id not in held and now is not None:
            yield Finding(False, "catalogue.sqlite3", f"{id}: not there", "backfile rebuild")


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
        closing(start_executor("local", settings)) as executor,
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
    if any(isinstance(error, Fault) for error in errors):
        raise typer.Exit(70)
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
