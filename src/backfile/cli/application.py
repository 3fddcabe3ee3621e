"""The command line itself: the application, the options that commands share, the archive and settings they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from .. import __version__
from ..archive import Archive
from ..catalogue import Catalogue
from ..errors import SettingsError
from ..settings import TABLE, Settings, load_settings

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


def root(context: typer.Context) -> Path:
    root: Path = context.obj.root
    return root


def settings_of(context: typer.Context, **given: Any) -> Settings:
    return load_settings(root(context) / "backfile.toml", **{**context.obj.given, **given})


def catalogue_of(context: typer.Context, archive: Archive) -> Catalogue:
    return Catalogue(archive.root, settings_of(context))


@contextmanager
def teller(archive: Archive) -> Iterator[Any]:
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


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise SettingsError(f"--set {text}: NAME=VALUE is missing its value.")
    if name.strip() not in {row.name for row in TABLE}:  # also told by commands that need no settings
        raise SettingsError(f"no setting is called {name.strip()}.", cure="`backfile settings` shows all.")
    return name.strip(), value.strip()
