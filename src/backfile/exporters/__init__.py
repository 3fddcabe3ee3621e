"""Exporters: one module per standard. Each has

    NAME: str                                                   what it is called in tables
    SUFFIX: str                                                 usual file name ending, with the dot
    def export(issues: Iterable[Issue], out: BinaryIO) -> None  writes issue by issue, never holding more than one

and nothing else needs to know of it: the registry (`backfile.plugins`) finds it. The name to ask for is the module's.
A module may say more of itself:

    NEEDS: frozenset[str]     what `export` wants beside the records. "words": the pages of its issues come with their lines;
                              any other by its name (see `Given`): `export(issues, out, original=…, settings=…)`
    def format_reference(citation: Citation) -> str   it is a citation style, for screens too (`format_citation` here)

Every exporter takes any issues, so `select` serves those who want one article of an issue.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO, TypedDict

from msgspec.structs import replace

from ..errors import NotFound, SettingsError
from ..model import Article, Entry, Evidence, Issue
from ..plugins import modules
from ..settings import Settings
from ._citation import cite, work_of

if TYPE_CHECKING:
    from typing import Unpack

Originals = Callable[[Issue], Path | None]
Addresses = Callable[[Issue, str], str]


class Given(TypedDict, total=False):
    """What an exporter may want beside the records, and `original`: from an issue to the file that it was read from.

    `kept`: from an issue to the folder that the archive keeps of it (None for a part of an issue); `address`: from an issue
    and the id of an article to where it is read; `settings`.
    """

    kept: Originals
    address: Addresses
    settings: Settings


def export(
    issues: Iterable[Issue], out: BinaryIO, format: str, original: Originals | None = None, **given: Unpack[Given]
) -> None:
    """Write `issues` to `out` in `format`, streaming.

    Each format gets of what is `given` what it needs. Raises SettingsError for a format that nobody knows.
    """
    module, wanted = _module(format), needs(format)
    more = {"original": original, **given}
    module.export(issues, out, **{name: value for name, value in more.items() if name in wanted})


def needs(format: str) -> frozenset[str]:
    """What a format wants beside the records: "words", and names of `Given`. Raises SettingsError."""
    wanted: frozenset[str] = getattr(_module(format), "NEEDS", frozenset())
    return wanted


def styles() -> tuple[str, ...]:
    """The formats that are citation styles, by name."""
    return tuple(name for name, module in modules(__name__).items() if hasattr(module, "format_reference"))


def format_citation(issue: Issue, article: Article | Entry, style: str) -> str:
    """The reference to an article (or to an entry for which none was cut) in one of `styles()`. Raises SettingsError."""
    if style not in styles():
        raise SettingsError(f"no citation style is called {style!r}; there are {', '.join(styles())}.")
    text: str = _module(style).format_reference(cite(issue, work_of(issue, article)))
    return text


def select(issue: Issue, ids: Collection[str]) -> Issue:
    """The issue with only the entries and articles named (an article brings its entry, an entry its article), and the
    pages they stand on. Raises NotFound for an id that the issue does not have."""
    there = {entry.id for entry in issue.contents} | {article.id for article in issue.articles}
    if unknown := sorted(set(ids) - there):
        raise NotFound(f"{issue.id} has no entry or article {', '.join(unknown)}.")
    articles = tuple(each for each in issue.articles if each.id in ids or each.entry in ids)
    named = set(ids) | {article.entry for article in articles}
    numbers = {number for article in articles for number in article.pages}
    return replace(
        issue,
        contents=tuple(entry for entry in issue.contents if entry.id in named),
        articles=articles,
        pages=tuple(page for page in issue.pages if page.number in numbers),
        notices=(),
        mentions=(),
        evidence=tuple(_follow(issue.evidence, issue, named, articles)),
        doubts=(),
    )


def _follow(
    evidence: Iterable[Evidence], issue: Issue, named: Collection[str | None], articles: tuple[Article, ...]
) -> Iterator[Evidence]:
    """Evidence on what is still there, its paths on the new positions: whether a person corrected it must stay known."""
    kept = {article.id for article in articles}
    old = {f"contents/{i}" for i, entry in enumerate(issue.contents) if entry.id in named}
    old |= {f"articles/{i}" for i, article in enumerate(issue.articles) if article.id in kept}
    new: dict[str, str] = {}
    for holder in ("contents", "articles"):
        there = sorted((path for path in old if path.startswith(holder)), key=lambda path: int(path.split("/")[1]))
        new |= {path: f"{holder}/{i}" for i, path in enumerate(there)}
    for row in evidence:
        head, rest = "/".join(row.path.split("/")[:2]), row.path.split("/")[2:]
        if head in new:
            yield replace(row, path="/".join([new[head], *rest]))
        elif row.path.split("/")[0] in ("periodical", "issue"):
            yield row


def _module(format: str) -> ModuleType:
    formats = modules(__name__)
    if format not in formats:
        raise SettingsError(f"no exporter is called {format!r}; there are {', '.join(formats)}.")
    return formats[format]
