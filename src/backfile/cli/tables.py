"""How things look in a terminal: tables, messages, progress. Text from documents is made harmless first."""

from __future__ import annotations

import os
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, get_args

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from ..archive import Added, Reread
from ..archive.checks import Finding
from ..archive.corrections import Clash, Correction
from ..archive.holdings import FREQUENCIES, Holdings, Row
from ..archive.intake import Outcome
from ..errors import BackfileError
from ..executors import Watch
from ..index import Document, Results
from ..model import Contributor, Entry, Issue

_WIDE = 160
Item = TypeVar("Item")


def console(*, stderr: bool = False) -> Console:
    """Tables in a file or pipe get room for a line each."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else _WIDE)


def say(message: str) -> None:
    """A message to the person at the terminal."""
    console(stderr=True).print(plain(message), soft_wrap=True)


def complain(error: BackfileError) -> None:
    message = Text(clean(error.message), style="bold red")
    if error.cure:
        message.append(f" {error.cure}", style="default not bold")
    console(stderr=True).print(message, soft_wrap=True)


def keep_trace(traces: Iterable[str]) -> Path:
    """Put traces of a fault where a person can find them to report it."""
    handle, name = tempfile.mkstemp(prefix="backfile-fault-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(traces)
    return Path(name)


def clean(value: object) -> str:
    """A value as text without control characters (a title may hold terminal escapes)."""
    text = "" if value is None else str(value)
    return "".join(char if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") else "�" for char in text)


def plain(value: object) -> Text:
    """A value without control characters and without markup."""
    return Text(clean(value))


def many(count: int, one: str, more: str = "") -> str:
    """`1 issue`, `3 issues`, `2 entries`."""
    return f"{count} {one if count == 1 else more or one + 's'}"


def show_rows(rows: Iterable[tuple[object, ...]], *columns: str, title: str = "", stderr: bool = False) -> None:
    """A table; columns that begin with `#` hold numbers."""
    table = Table(
        title=plain(title) if title else None, box=None, pad_edge=False, title_justify="left", show_edge=False
    )
    for column in columns:
        table.add_column(column.lstrip("#"), justify="right" if column.startswith("#") else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row))
    console(stderr=stderr).print(table)


def show_issue(issue: Issue, *, pages: bool = False) -> None:
    """An issue for people: masthead, contents as printed, counts, doubts."""
    out = console()
    out.print(Text(clean(issue.periodical.title_as_printed or issue.periodical.title or issue.id), style="bold"))
    out.print(plain(_masthead(issue)), soft_wrap=True)
    show_rows(_contents(issue), "#page", "section", "title", "by")
    out.print(plain(_counts(issue)), soft_wrap=True)
    for doubt in issue.doubts[:20]:
        out.print(plain(f"  ? {doubt.path}: {doubt.why} ({doubt.confidence:.0%})"), soft_wrap=True)
    if len(issue.doubts) > 20:
        out.print(f"  … and {many(len(issue.doubts) - 20, 'doubt')} more (--json shows all)")
    if pages:
        show_rows(_pages(issue), "#number", "label", "kind", "source", "#lines", "trouble", title="\npages")
        show_rows(_lines(issue), "#page", "#line", "of", "text", title="\nlines and where they went")


def show_added(results: list[Added], *, stderr: bool = False) -> None:
    """What became of a batch."""
    out = console(stderr=stderr)
    kept = [(added.id, added.pages, added.path.name, added.doubt) for added in results if added.outcome == "added"]
    if kept:
        show_rows(kept, "added", "#pages", "from", "", stderr=stderr)
    for added in results:
        if added.outcome == "failed":
            out.print(Text("failed: ", style="red") + plain(added.why), soft_wrap=True)
    counts = {outcome: sum(added.outcome == outcome for added in results) for outcome in get_args(Outcome)}
    unread = sum(added.unread for added in results)
    out.print(
        f"{counts['added']} added, {counts['already there']} already there, {counts['failed']} failed"
        + (f", {counts['left out']} left out (no reader knows them)" if counts["left out"] else "")
        + (f"; {many(unread, 'page')} could not be read" if unread else "")
    )


def show_hits(found: Results) -> None:
    """What was found: title, who, where; below it where the words stand."""
    out = console()
    for hit in found.hits:
        work = hit.document
        where = " · ".join(
            str(part) for part in (work.periodical, work.date or work.year, _page(work), work.issue) if part
        )
        out.print(_marked(work.title, hit.title, "bold"), soft_wrap=True)
        out.print(plain(" · ".join(part for part in ("; ".join(work.contributors), where) if part)), soft_wrap=True)
        for snippet in hit.snippets:
            out.print(Text("    ") + _marked(snippet.text.replace("\n", " "), snippet.hits), soft_wrap=True)
    shown = f", {len(found.hits)} shown" if len(found.hits) < found.total else ""
    out.print(
        f"{found.total} found{shown}" if found.total else "Nothing found. Try fewer words, or part* for beginnings."
    )


def show_findings(findings: list[Finding], count: int) -> None:
    """What `check` found: damage, and what is only untidy."""
    if findings:
        rows = [("damage" if row.damage else "note", row.where, row.what, row.cure) for row in findings]
        show_rows(rows, "", "where", "what", "what to do")
    damaged = sum(row.damage for row in findings)
    console().print(f"{many(count, 'issue')} checked: {many(damaged, 'damaged file') if damaged else 'all is whole'}.")


def show_reread(results: list[Reread]) -> None:
    """What reading again changed."""
    rows = [
        (
            row.id,
            f"{row.entries[0]} → {row.entries[1]}",
            f"{row.unread[0]} → {row.unread[1]}",
            len(row.clashes) or "",
            row.error or "",
        )
        for row in results
    ]
    show_rows(rows, "issue", "#entries", "#unread pages", "#clashes", "")
    for row in results:
        for clash in row.clashes:
            held = "the correction holds" if clash.kept else "not applied"
            console().print(plain(f"{row.id}: correction {clash.correction.id} {held}: {clash.why}"), soft_wrap=True)


def show_corrections(rows: list[Correction], holding: set[str], clashes: dict[str, Clash]) -> None:
    """The history of an issue, oldest first."""
    show_rows(
        (
            (row.id, row.at, row.by, row.do, row.path or row.other, _change(row), _standing(row, holding, clashes), row.why)
            for row in rows
        ),
        "id", "when", "who", "did", "to", "change", "now", "why",
    )  # fmt: skip


def show_holdings(title: str, found: Holdings) -> None:
    """A year × number table: a number that is here, `–` missing, `?` missing if the frequency is right, `=` combined."""
    out = console()
    name = FREQUENCIES.get(found.frequency or 0, "")
    out.print(Text(clean(title), style="bold"), plain(name))
    for row in found.rows:
        gaps = {gap.number: gap.sure for gap in row.missing}
        numbers = sorted({*row.held, *gaps})
        cells = (_cell(number, row, gaps) for number in numbers)
        beside = f"   and {', '.join(row.beside)}" if row.beside else ""
        out.print(plain(f"  {row.name:>8}  {' '.join(cells)}{beside}"), soft_wrap=True)
    missing = len(found.missing)
    out.print(plain(f"  {missing} missing" + (f"; not dated: {', '.join(found.undated)}" if found.undated else "")))


def listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@contextmanager
def progress() -> Iterator[Watch]:
    """Bars on standard error, one for each document being read; nothing when it is not a terminal."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    out = console(stderr=True)
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bars:
        tasks: dict[Path, TaskID] = {}

        def watch(path: Path, done: int, count: int) -> None:
            if path not in tasks:
                tasks[path] = bars.add_task(clean(path.name), total=count)
            bars.update(tasks[path], completed=done, visible=done < count)

        yield watch


@contextmanager
def counted(total: int, *, quiet: bool) -> Iterator[Callable[[Iterable[Item]], Iterator[Item]]]:
    """A bar on standard error that counts what passes through; nothing when it is not a terminal, or `quiet`."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    out = console(stderr=True)
    with Progress(*columns, console=out, disable=quiet or not out.is_terminal, transient=True) as bars:

        def count(items: Iterable[Item]) -> Iterator[Item]:
            yield from bars.track(items, total=total, description="issues")

        yield count


def names(contributors: Iterable[Contributor]) -> str:
    return ", ".join(
        person.name + (f" ({person.role})" if person.role not in ("author", "reporter") else "")
        for person in contributors
    )


def _page(work: Document) -> str:
    return f"p. {work.page}" if work.page else ""


def _marked(text: str, spans: Iterable[tuple[int, int]], style: str = "") -> Text:
    """`text` with its hits marked: in colour on a terminal, in 【】 elsewhere."""
    if console().is_terminal:
        marked = Text(clean(text), style=style)
        for start, end in spans:
            marked.stylize("reverse", start, end)
        return marked
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}【{text[start:end]}】{text[end:]}"
    return plain(text)


def _cell(number: int, row: Row, gaps: dict[int, bool]) -> str:
    if number in gaps:
        return "  –" if gaps[number] else "  ?"
    return f"{'=' if number in row.combined else ''}{number}".rjust(3)


def _change(row: Correction) -> str:
    if row.do == "set":
        return f"{row.old!r} → {row.new!r}"
    return row.do if row.new is None else f"{row.new!r}"


def _standing(row: Correction, holding: set[str], clashes: dict[str, Clash]) -> str:
    if row.do == "undo":
        return ""
    if row.id not in holding:
        return "taken back"
    clash = clashes.get(row.id)
    return "holds" if clash is None else f"{'holds' if clash.kept else 'not applied'}: {clash.why}"


def _masthead(issue: Issue) -> str:
    periodical, which = issue.periodical, issue.issue
    facts = (
        ("", which.date or (str(which.year) if which.year else "")),
        ("vol. ", which.volume),
        ("no. ", which.number),
        ("whole no. ", which.whole_number),
        ("ISSN ", periodical.issn),
        ("CN ", periodical.cn),
        ("barcode ", which.barcode),
        ("", issue.id),
    )
    return " · ".join(f"{label}{value}" for label, value in facts if value)


def _contents(issue: Issue) -> Iterator[tuple[object, ...]]:
    section = None
    for entry in issue.contents:
        yield (
            entry.page or "",
            entry.section if entry.section != section else "",
            _title(entry),
            names(entry.contributors),
        )
        section = entry.section


def _title(entry: Entry) -> str:
    title = f"{'  ' * (entry.level - 1)}{entry.title}"
    return f"{title} — {entry.subtitle}" if entry.subtitle else title


def _counts(issue: Issue) -> str:
    unread = sum(page.trouble is not None for page in issue.pages)
    counts = (
        (len(issue.contents), "entry", "entries"), (len(issue.articles), "article", ""), (len(issue.notices), "notice", ""),
        (len(issue.mentions), "mention", ""), (len(issue.pages), "page", ""), (unread, "page with trouble", "pages with trouble"),
        (len(issue.doubts), "doubt", ""),
    )  # fmt: skip
    return ", ".join(many(*count) for count in counts if count[0])


def _pages(issue: Issue) -> Iterator[tuple[object, ...]]:
    for page in issue.pages:
        yield page.number, page.label, page.kind, page.source, len(page.lines), page.trouble


def _lines(issue: Issue) -> Iterator[tuple[object, ...]]:
    for page in issue.pages:
        for line in page.lines:
            yield page.number, line.number, line.of or line.role, line.text
