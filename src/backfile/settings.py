"""One table of settings: name, type, default, help. Read once at the edge, then handed down.

Order of authority: command-line option, environment (`BACKFILE_<NAME>`), `backfile.toml` in the archive, default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from .errors import SettingsError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting there is. `TABLE` shows the same as rows; docs/settings.md is made from it."""

    engine: Annotated[str, Meta(description="what reads page images: a module of backfile.engines")] = "ppocr"
    ocr_quality: Annotated[str, Meta(description="accurate, or fast (a third of the time, more wrong characters)")] = (
        "accurate"
    )
    ocr_dpi: Annotated[
        int, Meta(ge=72, le=600, description="resolution at which PDF pages are drawn for reading, dots per inch")
    ] = 200
    language: Annotated[str, Meta(description="main language of the issues (BCP 47); empty: found from the text")] = ""
    periodical: Annotated[str, Meta(description="title of the periodical; empty: read from the masthead")] = ""
    executor: Annotated[str, Meta(description="where documents are read: a module of backfile.executors")] = "local"
    jobs: Annotated[int, Meta(ge=0, description="processes that read pages; 0: one per core")] = 0
    max_bytes: Annotated[int, Meta(ge=1, description="largest input file, bytes")] = 2_000_000_000
    max_pages: Annotated[int, Meta(ge=1, description="most pages of one document")] = 5_000
    max_pixels: Annotated[int, Meta(ge=1, description="largest page image, pixels")] = 120_000_000
    max_unpacked: Annotated[int, Meta(ge=1, description="most bytes that a ZIP may unpack to")] = 4_000_000_000
    max_derivatives: Annotated[
        int, Meta(ge=1, description="most bytes of drawn page images that the reading room keeps in derivatives/")
    ] = 4_000_000_000
    page_seconds: Annotated[int, Meta(ge=1, description="longest time for one page, seconds")] = 120
    database: Annotated[
        str, Meta(description="database URL (postgresql://…); empty: catalogue.sqlite3 in the archive")
    ] = ""
    interface_language: Annotated[
        str, Meta(description="language of the reading room: en, zh-hans; empty: the browser's")
    ] = ""
    hosts: Annotated[
        str,
        Meta(description="names a published reading room answers to, separated by commas; empty: this machine only"),
    ] = ""
    https: Annotated[
        bool, Meta(description="readers of a published archive come by HTTPS; false only within a closed network")
    ] = True
    access: Annotated[
        Literal["open", "signed-in", "by-periodical"],
        Meta(
            description="who may read: open (everybody), signed-in (who has an account), by-periodical (see `backfile access`)"
        ),
    ] = "open"
    suggestions: Annotated[
        Literal["everybody", "readers", "nobody"],
        Meta(description="who may suggest corrections: everybody, readers (who has an account), nobody"),
    ] = "everybody"
    rights: Annotated[
        str,
        Meta(
            description="licence or rights statement of the issues, a URI (creativecommons.org, rightsstatements.org)"
        ),
    ] = ""
    provider: Annotated[str, Meta(description="who offers the archive, as machines are told: a library, an office")] = (
        ""
    )
    provider_homepage: Annotated[str, Meta(description="the provider's own address")] = ""
    contact: Annotated[
        str, Meta(description="e-mail address of who looks after the archive, as harvesters are told")
    ] = ""
    domain: Annotated[
        str,
        Meta(
            description="domain in identifiers that have to last (OAI-PMH); empty: the name that the reader asked for"
        ),
    ] = ""
    doi_pattern: Annotated[
        str,
        Meta(
            description="DOIs to suggest in Crossref deposits, e.g. 10.5555/{issn}.{year}.{number}.{page}; empty: none are suggested"
        ),
    ] = ""
    api_rate: Annotated[
        int,
        Meta(
            ge=0,
            description="requests a minute to the API and for downloads from one address without an account; 0: no bound",
        ),
    ] = 300
    password: Annotated[str, Meta(description="opens encrypted documents; never stored")] = ""

    @property
    def workers(self) -> int:
        return self.jobs or os.cpu_count() or 1


class Setting(NamedTuple):
    name: str
    type: str
    default: Any
    help: str


def _rows() -> tuple[Setting, ...]:
    hints = get_type_hints(Settings, include_extras=True)
    return tuple(
        Setting(field.name, _type(hints[field.name].__origin__), field.default, _help(hints[field.name]))
        for field in msgspec.structs.fields(Settings)
    )


def _type(hint: Any) -> str:
    """What a value is; of a choice, what its words are."""
    return type(get_args(hint)[0]).__name__ if get_origin(hint) is Literal else str(hint.__name__)


def _help(hint: Any) -> str:
    return next(meta.description or "" for meta in hint.__metadata__ if isinstance(meta, Meta))


TABLE = _rows()


def load_settings(file: Path | None = None, environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from `file` (TOML), then `environ`, then `given` (None = not given).

    Raises SettingsError for a file that can't be read, an unknown name or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    if file is not None and file.exists():
        try:
            values.update(tomllib.loads(file.read_text("utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise SettingsError(f"{file}: {error}") from error
    names = {setting.name for setting in TABLE}
    for name, text in (os.environ if environ is None else environ).items():
        key = name.removeprefix("BACKFILE_").lower()
        if name.startswith("BACKFILE_") and key in names:
            values[key] = text
    values.update({name: value for name, value in given.items() if value is not None})
    unknown = sorted(set(values) - names)
    if unknown:
        raise SettingsError(f"no setting is called {', '.join(unknown)}" + (f" (in {file})" if file else ""))
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(str(error)) from error
