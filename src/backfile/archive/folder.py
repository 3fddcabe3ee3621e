"""`Archive`: the kept folder, and the few things that can be done to it."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import zstandard
from msgspec.structs import replace

from ..errors import ArchiveDamaged, ArchiveError, BackfileError, Conflict, InputError, NotFound
from ..identifiers import slug
from ..model import Designation, Doubt, Issue, Periodical
from ..record import dump, load
from ..settings import Settings, load_settings
from . import corrections, files
from .corrections import Change, Clash, Correction, Deed
from .journal import Deed as JournalDeed
from .journal import Event, Journal, append_line
from .lock import locked

_DONE: dict[str, JournalDeed] = {"keeping": "kept", "restoring": "restored", "removing": "removed"}
SETTINGS, ISSUES, ORIGINALS, TRASH, WORK = "backfile.toml", "issues", "originals", "trash", "work"
RECORD, WORDS, CORRECTIONS = "record.json", "words.json.zst", "corrections.jsonl"
_LONGEST_ID = 120
_MOST_WORDS = 4_000_000_000


class Kept(NamedTuple):
    """An issue that is in the archive: its id and the hash and name of the original."""

    id: str
    sha256: str
    name: str


class Listed(NamedTuple):
    """One line of a list of issues, read without the rest of the record."""

    id: str
    title: str | None
    designation: Designation
    entries: int
    articles: int
    pages: int
    doubts: int


class _Head(msgspec.Struct, frozen=True):
    periodical: Periodical
    issue: Designation
    contents: list[msgspec.Raw]
    articles: list[msgspec.Raw]
    pages: list[msgspec.Raw]
    doubts: list[msgspec.Raw]


class Trashed(NamedTuple):
    """An issue in the trash; `at` says when it was removed (UTC, ISO 8601)."""

    id: str
    at: str
    folder: Path


class Archive:
    """One archive folder. Reading needs no lock; every change takes the write lock for as long as it lasts.

    `create=True` makes the folder when it is not there. Raises NotFound when `root` is no archive.
    """

    _sorted: dict[str, Kept] | None

    def __init__(self, root: Path | str, *, create: bool = False) -> None:
        self.root = Path(root)
        if create:
            self._create()
        elif not (self.root / SETTINGS).is_file():
            raise NotFound(
                f"{self.root.absolute()} is not an archive.",
                cure="Name one with --archive, or make one: `backfile --archive DIR add FILE`.",
            )
        self._journal = Journal(self.root / "journal.jsonl")
        self._learning = threading.Lock()
        self._forget()

    # what is there

    def kept(self) -> dict[str, Kept]:
        """Every issue by id, sorted; from the journal, so that 10,000 issues are listed without reading them."""
        self._catch_up()
        with self._learning:
            if self._sorted is None:
                self._sorted = dict(sorted(self._kept.items()))
            return self._sorted

    def find(self, name: str) -> str:
        """The id meant by `name`: an id, a file name or a hash (or their beginning, when only one fits).

        Raises NotFound.
        """
        kept = self.kept()
        if name in kept:
            return name
        there = self.holding(name)
        if there:
            return there
        fits = [item.id for item in kept.values() if name and (item.name == name or item.id.startswith(name))]
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise NotFound(f"{name} may be {', '.join(fits[:5])}.", cure="Name one of them.")
        raise NotFound(f"no issue is called {name}.")

    def holding(self, sha256: str) -> str | None:
        """The id of the issue whose original has this hash, if it is there."""
        self._catch_up()
        kept = self._kept.get(self._by_hash.get(sha256, ""))
        return kept.id if kept and kept.sha256 == sha256 else None

    def issues(self, ids: list[str] | None = None, *, words: bool = False) -> Iterator[Issue]:
        """Issues one by one in the order of their ids (only `ids` when given), corrections applied."""
        for id in self.kept() if ids is None else ids:
            yield self.load(id, words=words)

    def listing(self) -> Iterator[Listed]:
        """All issues, one line each. Raises ArchiveDamaged for a record that can't be read."""
        for id in self.kept():
            head = self._head(id)
            counts = (len(head.contents), len(head.articles), len(head.pages), len(head.doubts))
            yield Listed(id, head.periodical.title, head.issue, *counts)

    def load(self, id: str, *, words: bool = False, corrected: bool = True) -> Issue:
        """One issue as corrected, with the lines of its pages when `words`. Raises NotFound, ArchiveDamaged."""
        folder = self.folder(id)
        changes = self.corrections(id) if corrected else []
        # a line set right is set right in its article, too
        needs_words = words or any("/lines/" in change.path for change in changes)
        try:
            issue = load((folder / RECORD).read_bytes(), read_words(folder) if needs_words else None)
        except FileNotFoundError:
            raise NotFound(f"no issue is called {id}.") from None
        except (OSError, BackfileError) as error:
            raise ArchiveDamaged(f"{folder / RECORD}: {error}") from error
        issue = corrections.apply(issue, changes).issue if changes else issue
        return issue if words or not needs_words else _without_words(issue)

    def corrections(self, id: str) -> list[Correction]:
        """What people changed in an issue, oldest first, with what was taken back. Raises ArchiveDamaged."""
        path = self.folder(id) / CORRECTIONS
        try:
            return corrections.decode(path.read_bytes()) if path.exists() else []
        except InputError as error:
            raise ArchiveDamaged(f"{path}: {error.message}") from error

    def clashes(self, id: str) -> tuple[Clash, ...]:
        """Corrections of an issue that meet something else than they were made for, since it was read again."""
        return corrections.apply(self.load(id, words=True, corrected=False), self.corrections(id)).clashes

    def folder(self, id: str) -> Path:
        """Where the issue `id` stands. Raises NotFound for what can't be an id."""
        periodical, issue = place(id)
        return self.root / ISSUES / periodical / issue

    def original(self, sha256: str) -> Path:
        """The original file or folder with this hash. Raises ArchiveDamaged when it is missing."""
        room = self.root / ORIGINALS / sha256[:2]
        for path in (room / sha256, *room.glob(f"{sha256}.*")):
            if path.exists():
                return path
        raise ArchiveDamaged(f"the original {sha256} is missing from {room}.")

    def settings(self, **given: Any) -> Settings:
        """The settings that hold here: `given`, environment, backfile.toml, defaults."""
        return load_settings(self.root / SETTINGS, **given)

    def trash(self) -> list[Trashed]:
        """What was removed and can be restored, oldest first."""
        return sorted(
            (Trashed(*_trashed(path.name), path) for path in self._path(TRASH).glob("*@*")), key=lambda item: item.at
        )

    def stale(self) -> list[str]:
        """Ids that were kept, changed or removed since catalogue and index were last told (see `told`)."""
        self._catch_up()
        return list(self._stale)

    def unfinished(self) -> list[Event]:
        """Work that was begun and neither finished nor given up."""
        self._catch_up()
        return list(self._open.values())

    # what changes it

    def writing(self, *, wait: float = 30.0) -> AbstractContextManager[None]:
        """The write lock: held for one change."""
        return locked(self.root / ".lock", wait=wait)

    def adding(self, *, wait: float = 0.0) -> AbstractContextManager[None]:
        """The lock of a whole batch: readers and correctors go on, a second `add` waits."""
        return locked(self.root / ".lock-add", wait=wait)

    def note(self, deed: str, **fields: str) -> None:
        """Write into the journal what was begun, failed or told."""
        with self.writing():
            self._journal.append(deed, **fields)  # type: ignore[arg-type]

    def told(self, ids: list[str]) -> None:
        """Remember that catalogue and index know the present state of `ids`."""
        with self.writing():
            for id in ids:
                self._journal.append("derived", id=id)

    def keep(self, issue: Issue, words: bytes, original: Path, sha256: str) -> Issue:
        """Keep an issue with its compressed `words` and its original; returns it as kept.

        When its id is taken by another issue it gets the next free one ("…-2") and a doubt that says so. A second
        keeping of the same original returns the first. Raises Conflict when the original changed, ArchiveError.
        """
        with self.writing():
            there = self.holding(sha256)
            if there:
                return self.load(there)
            issue = self._free_id(replace(issue, source=issue.source and replace(issue.source, sha256=sha256)))
            name = issue.source.name if issue.source else original.name
            target = self.root / ORIGINALS / sha256[:2] / (sha256 + _suffix(original))
            files.copy(original, target, sha256, self.work)
            self._journal.append("keeping", id=issue.id, sha256=sha256, name=name)
            files.write_folder(self.folder(issue.id), {RECORD: dump(issue, indent=1), WORDS: words}, self.work)
            self._journal.append("kept", id=issue.id, sha256=sha256, name=name)
        return issue

    def rekeep(self, issue: Issue, words: bytes) -> None:
        """Put a new reading in the place of the old one; id, original and corrections stay. Raises NotFound."""
        with self.writing():
            folder = self.folder(issue.id)
            if not (folder / RECORD).exists():
                raise NotFound(f"no issue is called {issue.id}.")
            origin = _origin(issue.source)
            self._journal.append("begun", id=issue.id, **origin)
            files.write(folder / WORDS, words, self.work)
            files.write(folder / RECORD, dump(issue, indent=1), self.work)
            self._journal.append("reread", id=issue.id, **origin)

    def correct(self, id: str, do: Deed, path: str, *, by: str, **fields: Any) -> Correction:
        """Change an issue: see `Correction` for what `do`, `path` and the fields (`new`, `old`, `after` …) may be.

        Raises Conflict when `old` is given and the value is another by now, InputError for what is not possible.
        """
        with self.writing():
            now = self.load(id, words="/lines/" in path)
            correction = corrections.make(now, do, path, by=by, at=_now(), **fields)
            self._append_corrections(id, [correction])
        return correction

    def correct_all(self, id: str, changes: Iterable[Change], *, by: str) -> list[Correction]:
        """Make several changes, all or none. Raises what `correct` raises."""
        with self.writing():
            asked = list(changes)
            now = self.load(id, words=any("/lines/" in change.path for change in asked))
            made = corrections.make_all(now, asked, by=by, at=_now())
            if made:
                self._append_corrections(id, made)
        return made

    def undo(self, id: str, correction_id: str, *, by: str, why: str = "") -> Correction:
        """Take one correction back (or an undo, which brings it back). Raises NotFound; Conflict when later ones need it."""
        with self.writing():
            changes = self.corrections(id)
            if correction_id not in {change.id for change in changes}:
                raise NotFound(f"{id} has no correction {correction_id}.", cure=f"`backfile corrections list {id}`")
            undo = Correction(id=corrections.new_id(), at=_now(), by=by, do="undo", other=correction_id, why=why)
            issue = self.load(id, words=True, corrected=False)
            before = {clash.correction.id for clash in corrections.apply(issue, changes).clashes if not clash.kept}
            after = [clash for clash in corrections.apply(issue, [*changes, undo]).clashes if not clash.kept]
            needing = [clash.correction.id for clash in after if clash.correction.id not in before]
            if needing:
                raise Conflict(f"later corrections need this one: {', '.join(needing)}.", cure="Undo those first.")
            self._append_corrections(id, [undo])
        return undo

    def receive(self, id: str, changes: Iterable[Correction]) -> list[Correction]:
        """Take in corrections made elsewhere; returns those that were not here yet. `clashes` tells how they fit."""
        with self.writing():
            known = {change.id for change in self.corrections(id)}
            new = [change for change in changes if change.id not in known]
            if new:
                self._append_corrections(id, new)
        return new

    def _append_corrections(self, id: str, changes: list[Correction]) -> None:
        """One write for all; the record gets a new time, so that whoever keeps it open knows."""
        append_line(self.folder(id) / CORRECTIONS, b"\n".join(map(msgspec.json.encode, changes)))
        (self.folder(id) / RECORD).touch()
        self._journal.append("corrected", id=id)

    def remove(self, id: str) -> Trashed:
        """Move an issue to the trash; its original stays until the trash is emptied. Raises NotFound."""
        with self.writing():
            kept = self.kept().get(id)
            if kept is None or not self.folder(id).exists():
                raise NotFound(f"no issue is called {id}.")
            at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            target = self._path(TRASH) / f"{id}@{at}"
            self._journal.append("removing", id=id)
            files.move(self.folder(id), target)
            self._journal.append("removed", id=id, sha256=kept.sha256, name=kept.name)
        return Trashed(id, at, target)

    def restore(self, id: str) -> None:
        """Bring back what was last removed under this id. Raises NotFound, Conflict when the id is taken again."""
        with self.writing():
            found = [item for item in self.trash() if item.id == id]
            if not found:
                raise NotFound(f"no issue {id} is in the trash.", cure="`backfile trash` shows what is there.")
            source = load((found[-1].folder / RECORD).read_bytes()).source
            there = self.holding(source.sha256) if source else None
            if there or self.folder(id).exists():
                raise Conflict(
                    f"{there or id} is in the archive again.", cure=f"Remove it first: `backfile remove {there or id}`."
                )
            self._journal.append("restoring", id=id, **_origin(source))
            files.move(found[-1].folder, self.folder(id))
            self._journal.append("restored", id=id, **_origin(source))

    def empty_trash(self) -> int:
        """Delete what is in the trash for good, with originals that nothing else needs; returns how many issues."""
        with self.writing():
            gone = self.trash()
            needed = {item.sha256 for item in self.kept().values()}
            for item in gone:
                source = load((item.folder / RECORD).read_bytes()).source
                if source and source.sha256 not in needed:
                    self._delete_original(source.sha256)
                shutil.rmtree(item.folder)
                self._journal.append("purged", id=item.id)
        return len(gone)

    def rescan(self) -> int:
        """Make the journal's list of issues anew from the folders (after files were copied in or out by hand)."""
        with self.writing():
            self._catch_up()
            found = {}
            for record in sorted(self._path(ISSUES).glob(f"*/*/{RECORD}")):
                issue = load(record.read_bytes())
                found[issue.id] = _origin(issue.source)
            for id in set(self._kept) - set(found):
                self._journal.append("removed", id=id)
            for id, origin in found.items():
                if id not in self._kept or self._kept[id].sha256 != origin.get("sha256"):
                    self._journal.append("kept", id=id, **origin)
        return len(found)

    @property
    def work(self) -> Path:
        """Room for what is not finished; on the same file system, so that renaming is atomic."""
        return self._path(WORK)

    def _create(self) -> None:
        if self.root.exists() and not self.root.is_dir():
            raise ArchiveError(f"{self.root} is not a folder.", cure="Name a folder with --archive.")
        if not (self.root / SETTINGS).exists():
            try:
                self.root.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise files.refused(self.root, error) from error
            files.write(self.root / SETTINGS, _FIRST_SETTINGS, self._path(WORK))

    def _path(self, name: str) -> Path:
        return self.root / name

    def _head(self, id: str) -> Issue | _Head:
        """What a list needs of an issue, without reading the rest of its record."""
        path = self.folder(id) / RECORD
        if (path.parent / CORRECTIONS).exists():
            return self.load(id)
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Head)
        except (OSError, msgspec.DecodeError) as error:
            raise ArchiveDamaged(f"{path}: {error}") from error

    def _free_id(self, issue: Issue) -> Issue:
        wanted = safe_id(issue)
        id, count = wanted, 1
        while self.folder(id).exists():
            count += 1
            id = f"{wanted}-{count}"
        if count == 1:
            return replace(issue, id=id)
        other = self._kept.get(wanted)
        why = (
            f"{wanted} is taken by {other.name if other else 'another issue'}: the same issue twice, or a misread date"
        )
        return replace(issue, id=id, doubts=(*issue.doubts, Doubt(path="id", why=why, confidence=0.5)))

    def _delete_original(self, sha256: str) -> None:
        path = self.original(sha256)
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _catch_up(self) -> None:
        with self._learning:
            if self._journal.restarted():
                self._forget()
            for event in self._journal.news():
                self._learn(event)
            for event in list(self._intents.values()):
                if self._was_done(event):
                    self._learn(replace(event, deed=_DONE[event.deed]))

    def _forget(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._by_hash: dict[str, str] = {}
        self._open: dict[str, Event] = {}
        self._stale: dict[str, None] = {}
        self._intents: dict[str, Event] = {}
        self._sorted = None

    def _learn(self, event: Event) -> None:
        self._intents.pop(event.id, None)
        match event.deed:
            case "keeping" | "restoring" | "removing":
                self._intents[event.id] = event
            case "begun":
                self._open[event.sha256] = event
            case "failed":
                self._open.pop(event.sha256, None)
            case "kept" | "restored":
                self._open.pop(event.sha256, None)
                self._kept[event.id] = Kept(event.id, event.sha256, event.name)
                self._sorted = None
                self._by_hash[event.sha256] = event.id
                self._stale[event.id] = None
            case "removed":
                self._kept.pop(event.id, None)
                self._sorted = None
                self._stale[event.id] = None
            case "reread" | "corrected":
                self._open.pop(event.sha256, None)
                self._stale[event.id] = None
            case "derived":
                self._stale.pop(event.id, None)

    def _was_done(self, event: Event) -> bool:
        """An intent ("keeping") is written before the deed and another line ("kept") after it; a run killed between
        the two leaves the intent as the last word, and the folder itself says whether the deed was done."""
        if event.deed == "removing":
            return not self.folder(event.id).exists()
        return self._stands(event)

    def _stands(self, event: Event) -> bool:
        """Whether a keeping that was written down was also done (the run may have been killed between)."""
        try:
            source = load((self.folder(event.id) / RECORD).read_bytes()).source
        except (OSError, BackfileError):
            return False
        return source is not None and source.sha256 == event.sha256


def place(id: str) -> tuple[str, str]:
    """The folder names (periodical, issue) of an id: it is parted before its year, else before its first number.

    >>> place("zhongguo-keji-chanye-2023-06")
    ('zhongguo-keji-chanye', '2023-06')
    """
    if not re.fullmatch(r"[^\W_][\w.~-]*", id) or ".." in id:
        raise NotFound(f"{id!r} can't be the id of an issue.")
    match = re.match(r"(.+?)-((?:1[5-9]|20)\d\d(?:-.*)?)$", id) or re.match(r"(.+?)-(\d.*)$", id)
    return (match[1], match[2]) if match else ("undated", id)


def safe_id(issue: Issue) -> str:
    """The issue's id made fit for a folder name; from the file's name where the stages gave none."""
    if len(issue.id) <= _LONGEST_ID and re.fullmatch(r"[a-z0-9]+(-[a-z0-9.]+)*", issue.id):
        return issue.id
    return slug(issue.id or Path(issue.source.name if issue.source else "").stem, _LONGEST_ID)


def _without_words(issue: Issue) -> Issue:
    return replace(issue, pages=tuple(replace(page, lines=(), words=()) for page in issue.pages))


def read_words(folder: Path) -> bytes:
    """The unpacked words of the issue in `folder`. Raises ArchiveDamaged, FileNotFoundError."""
    try:
        with (folder / WORDS).open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
            return stream.read(_MOST_WORDS)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"{folder / WORDS}: {error}") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _suffix(original: Path) -> str:
    suffix = "" if original.is_dir() else original.suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""


def _trashed(name: str) -> tuple[str, str]:
    id, _, at = name.rpartition("@")
    return id, at


def _origin(source: msgspec.Struct | None) -> dict[str, str]:
    return {"sha256": source.sha256, "name": source.name} if source else {}  # type: ignore[attr-defined]


_FIRST_SETTINGS = b"""# Settings of this archive; docs/settings.md lists them all.
# language = "zh"
# periodical = ""
"""
