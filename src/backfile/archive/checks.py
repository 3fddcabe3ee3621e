"""`check`: is every file of the archive as it should be?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ..errors import BackfileError
from ..record import load
from . import files
from .folder import CORRECTIONS, ISSUES, ORIGINALS, RECORD, TRASH, Archive, read_words


class Finding(NamedTuple):
    """`damage` is False for what is only untidy; `where` is relative to the archive."""

    damage: bool
    where: str
    what: str
    cure: str = ""


def check(archive: Archive) -> Iterator[Finding]:
    """Fixity of originals (SHA-256), records and words readable and of one kind, journal and folders of one mind.

    Changes nothing. An archive in order yields nothing.
    """
    needed: dict[str, str] = {}
    for id in archive.kept():
        yield from _issue(archive, id, needed)
    for item in archive.trash():
        yield from _trashed(archive, item.folder.name, needed)
    yield from _originals(archive, needed)
    yield from _strays(archive)
    yield from _journal(archive)


def _issue(archive: Archive, id: str, needed: dict[str, str]) -> Iterator[Finding]:
    folder = archive.folder(id)
    where = str((folder / RECORD).relative_to(archive.root))
    if not folder.exists():
        yield Finding(True, where, "the journal has this issue, but its folder is gone", "backfile rebuild")
        return
    try:
        issue = load((folder / RECORD).read_bytes())
    except (OSError, BackfileError) as error:
        yield Finding(True, where, f"can't be read: {error}", f"backfile reread {id}")
        return
    if issue.id != id:
        yield Finding(True, where, f"says its id is {issue.id}", "move the folder to where it belongs")
    if issue.source:
        needed[issue.source.sha256] = id
        if archive.kept()[id].sha256 != issue.source.sha256:
            yield Finding(True, where, "names another original than the journal", "backfile rebuild")
    yield from _words(archive, id, [page.number for page in issue.pages])
    yield from _corrections(archive, id)


def _words(archive: Archive, id: str, pages: list[int]) -> Iterator[Finding]:
    folder = archive.folder(id)
    where = str(folder.relative_to(archive.root))
    try:
        found = [text["number"] for text in msgspec.json.decode(read_words(folder))]
        load((folder / RECORD).read_bytes(), read_words(folder))
    except (OSError, BackfileError, msgspec.DecodeError, KeyError, TypeError) as error:
        yield Finding(True, f"{where}/words.json.zst", f"can't be read: {error}", f"backfile reread {id}")
        return
    if found != pages:
        yield Finding(True, where, f"words of {len(found)} pages, record of {len(pages)}", f"backfile reread {id}")


def _corrections(archive: Archive, id: str) -> Iterator[Finding]:
    path = archive.folder(id) / CORRECTIONS
    where = str(path.relative_to(archive.root))
    try:
        for clash in archive.clashes(id) if path.exists() else ():
            held = "the correction holds" if clash.kept else "it is not applied"
            yield Finding(False, where, f"correction {clash.correction.id}: {clash.why}; {held}", "look at it again")
    except BackfileError as error:
        yield Finding(True, where, error.message, "restore it from a backup")


def _trashed(archive: Archive, name: str, needed: dict[str, str]) -> Iterator[Finding]:
    try:
        source = load((archive.root / TRASH / name / RECORD).read_bytes()).source
    except (OSError, BackfileError) as error:
        yield Finding(False, f"{TRASH}/{name}", f"can't be read: {error}")
        return
    if source:
        needed.setdefault(source.sha256, name)


def _originals(archive: Archive, needed: dict[str, str]) -> Iterator[Finding]:
    for sha256, id in needed.items():
        try:
            path = archive.original(sha256)
        except BackfileError as error:
            yield Finding(True, f"{ORIGINALS}/{sha256[:2]}", f"of {id}: {error.message}", error.cure)
            continue
        if files.hash_input(path) != sha256:
            where = str(path.relative_to(archive.root))
            yield Finding(True, where, f"changed since {id} was kept: another SHA-256", "restore it from a backup")
    for path in sorted((archive.root / ORIGINALS).glob("*/*")):
        if path.name.split(".")[0] not in needed:
            where = str(path.relative_to(archive.root))
            yield Finding(False, where, "no issue was made from it", "add it again, or delete it")


def _strays(archive: Archive) -> Iterator[Finding]:
    kept = {archive.folder(id) for id in archive.kept()}
    for folder in sorted((archive.root / ISSUES).glob("*/*")):
        if folder not in kept:
            where = str(folder.relative_to(archive.root))
            yield Finding(False, where, "the journal does not know it", "backfile rebuild")
    for half in sorted(archive.work.glob(f"{files.HALF}*")):
        yield Finding(False, str(half.relative_to(archive.root)), "left half written", "the next `add` sweeps it away")


def _journal(archive: Archive) -> Iterator[Finding]:
    for event in archive.unfinished():
        cure = f"backfile reread {event.id}" if event.id else "add it again: it goes on where it stopped"
        yield Finding(False, "journal.jsonl", f"{event.name}: begun {event.at}, not finished", cure)
