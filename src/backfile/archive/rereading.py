"""`reread`: originals that are here read again, with a newer engine or other settings. Ids and corrections stay."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from ..errors import ArchiveError, BackfileError
from ..executors import Executor, Result, Task, Watch
from ..settings import Settings
from .corrections import Clash
from .folder import Archive
from .intake import work_name


class Reread(NamedTuple):
    """What became of one issue: entries and unread pages before and after, corrections that clash, or why it failed."""

    id: str
    entries: tuple[int, int] = (0, 0)
    unread: tuple[int, int] = (0, 0)
    clashes: tuple[Clash, ...] = ()
    error: BackfileError | None = None


def reread(
    archive: Archive, ids: Iterable[str], settings: Settings, executor: Executor, watch: Watch
) -> Iterator[Reread]:
    """Read the originals of `ids` again and put the new readings in place of the old, in order.

    Raises Conflict beside a running `add`, ArchiveError when the archive can't be written.
    """
    with archive.adding():
        row: list[str] = []

        def tasks() -> Iterator[Task]:
            for id in ids:
                row.append(id)
                yield _task(archive, id, settings)

        for result in executor.read(tasks(), watch):
            yield _replace(archive, row.pop(0), result)


def _task(archive: Archive, id: str, settings: Settings) -> Task:
    """The original under the name it was given by, since names may be evidence too."""
    kept = archive.kept()[id]
    work = archive.work / f"{work_name(kept.sha256, settings)}-reread"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    original = archive.original(kept.sha256).absolute()
    named = work / (Path(kept.name).name or original.name)
    named.symlink_to(original, target_is_directory=original.is_dir())
    return Task(named, settings, work / "pages")


def _replace(archive: Archive, id: str, result: Result) -> Reread:
    try:
        if result.issue is None:
            if isinstance(result.error, ArchiveError):
                raise result.error
            return Reread(id, error=result.error)
        old = archive.load(id, corrected=False)
        source = old.source and replace(
            result.issue.source or old.source, name=old.source.name, sha256=old.source.sha256
        )
        archive.rekeep(replace(result.issue, id=id, source=source), result.words)
        entries = len(old.contents), len(result.issue.contents)
        unread = sum(bool(page.trouble) for page in old.pages), sum(bool(page.trouble) for page in result.issue.pages)
        return Reread(id, entries, unread, archive.clashes(id) if archive.corrections(id) else ())
    finally:
        shutil.rmtree(result.task.work.parent, ignore_errors=True)
