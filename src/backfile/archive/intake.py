"""`add`: many inputs into the archive. Done twice it does nothing twice; killed, it goes on where it stopped."""

from __future__ import annotations

import hashlib
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from .. import __version__
from ..errors import ArchiveError, BackfileError, Conflict, EmptyInput, InputError, UnsupportedInput
from ..executors import Executor, Result, Task, Watch
from ..plugins import modules
from ..readers import find_reader, goes_with_scans, home_of
from ..settings import Settings
from . import files
from .bags import is_bag, restore
from .containers import Containers
from .folder import Archive

Outcome = Literal["added", "already there", "left out", "failed"]


class Added(NamedTuple):
    """What became of one input: `id` of the issue it is (now) kept as, or `why` it failed.

    A file found by walking a folder that no reader knows is "left out": it was not asked for by name.

    `doubt` names the issue that had the same id before, when it had to be kept under another one.
    """

    path: Path
    outcome: Outcome
    id: str = ""
    pages: int = 0
    unread: int = 0
    why: str = ""
    doubt: str = ""
    error: BackfileError | None = None


def inputs(paths: Iterable[Path]) -> Iterator[Path]:
    """The documents in `paths`: folders are walked; a folder whose files are all images is one document, and so is one that
    a reader takes as a whole (a METS file with what it names, a list with the scans beside it), or a bag.

    Hidden files and the folders of archives are left out. A path that does not exist is handed on, and a folder with nothing in
    it: opening it says so.
    """
    for path in paths:
        found = _walk(path) if path.is_dir() else iter(())
        yield next(found, path)
        yield from found


def documents(path: Path, containers: Containers) -> Iterator[Path]:
    """`path` itself, or what is in it when it is a container (but for a bag, which is restored and not read).

    Raises InputError for one that is not sound.
    """
    room = None if is_bag(path) else containers.lay_out(path)
    if room is None:
        yield path
    else:
        yield from containers.documents(room, _walk(room))


def add(
    archive: Archive, paths: Iterable[Path], settings: Settings, executor: Executor, watch: Watch
) -> Iterator[Added]:
    """Read and keep every input, in order; one bad file never stops the batch.

    Raises Conflict beside another `add`, ArchiveError when the archive itself can't be written (disk full): what was
    kept stays, and the same call goes on where this one stopped.
    """
    with archive.adding():
        with archive.writing():
            files.sweep(archive.work)
        bags, documents = _part(list(paths))
        for bag in bags:
            yield from _restore(archive, bag, settings)
        with Containers(archive.work, settings) as containers:
            yield from _read(_Batch(archive, documents, settings, containers), executor, watch)


def _read(batch: _Batch, executor: Executor, watch: Watch) -> Iterator[Added]:
    results = executor.read(batch.tasks(), watch)
    while True:
        yield from batch.ready()
        result = next(results, None)
        if result is None:
            break
        batch.finish(result)
    yield from batch.ready()


def _part(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """(bags, documents) of what was named."""
    bags = [path for path in paths if is_bag(path)]
    return bags, [path for path in paths if path not in bags]


def _restore(archive: Archive, bag: Path, settings: Settings) -> Iterator[Added]:
    """Restore a bag; one that is not sound is a failed input like any other."""
    try:
        for one in restore(archive, bag, settings):
            why = f"{one.corrections} corrections came with it" if one.corrections and not one.new else ""
            yield Added(bag, "added" if one.new else "already there", id=one.id, pages=one.pages, why=why)
    except InputError as error:
        archive.note("failed", name=bag.name, why=error.message.splitlines()[0])
        yield Added(bag, "failed", why=str(error), error=error)


class _Batch:
    """Inputs in order: those that need no reading wait for the readings begun before them."""

    def __init__(self, archive: Archive, named: list[Path], settings: Settings, containers: Containers) -> None:
        self._archive = archive
        self._containers = containers
        self._named = named
        self._settings = settings
        self._row: deque[tuple[Path, str, Added | None]] = deque()
        self._reading: dict[str, Path] = {}

    def tasks(self) -> Iterator[Task]:
        for path in inputs(self._named):
            for document in self._documents(path):
                task = self._begin(document)
                if task:
                    yield task

    def _documents(self, path: Path) -> Iterator[Path]:
        """What is in `path`. A container that is not sound is a failed input like any other."""
        try:
            yield from documents(path, self._containers)
        except (BackfileError, OSError) as error:
            self._refuse(path, error)

    def ready(self) -> Iterator[Added]:
        while self._row and self._row[0][2]:
            added = self._row.popleft()[2]
            if added:
                yield added._replace(path=self._containers.name(added.path))

    def finish(self, result: Result) -> None:
        """Keep a result, or note why there is none."""
        index, (path, sha256, _) = next(item for item in enumerate(self._row) if item[1][2] is None)
        try:
            added = self._keep(path, sha256, result)
        except Conflict as error:
            added = Added(path, "failed", why=str(error), error=error)
        if added.outcome in ("failed", "left out"):
            self._archive.note("failed", sha256=sha256, name=path.name, why=added.why.splitlines()[0])
        for work in self._archive.work.glob(f"{work_name(sha256, None)}-*"):  # also of runs with other settings
            shutil.rmtree(work, ignore_errors=True)
        self._row[index] = (path, sha256, added)
        self._reading.pop(sha256, None)

    def _begin(self, path: Path) -> Task | None:
        try:
            path = home_of(path)
            sha256 = _hash(path)
        except (BackfileError, OSError) as error:
            self._refuse(path, error)
            return None
        there = self._archive.holding(sha256)
        if there or sha256 in self._reading:
            why_there = "" if there else f"the same bytes as {self._reading[sha256]}"
            self._row.append((path, sha256, Added(path, "already there", id=there or "", why=why_there)))
            return None
        self._row.append((path, sha256, None))
        self._reading[sha256] = path
        self._archive.note("begun", sha256=sha256, name=path.name)
        return Task(path, self._settings, self._archive.work / work_name(sha256, self._settings))

    def _refuse(self, path: Path, error: BackfileError | OSError) -> None:
        refused = error if isinstance(error, BackfileError) else InputError(f"{path}: {error.strerror}.")
        self._row.append((path, "", Added(path, "failed", why=str(refused), error=refused)))

    def _keep(self, path: Path, sha256: str, result: Result) -> Added:
        if result.issue is None:
            error = result.error or BackfileError(f"{path}: nothing was read.")
            if isinstance(error, ArchiveError):
                raise error
            if isinstance(error, UnsupportedInput) and path not in self._named:
                return Added(path, "left out", why=error.message)
            return Added(path, "failed", why=str(error), error=error)
        kept = self._archive.keep(result.issue, result.words, path, sha256)
        doubt = next((doubt.why for doubt in kept.doubts if doubt.path == "id"), "")
        unread = sum(page.trouble is not None for page in kept.pages)
        return Added(path, "added", kept.id, len(kept.pages), unread, doubt=doubt)


def work_name(sha256: str, settings: Settings | None) -> str:
    """The name of the work folder: another original, engine or version never takes up where this one stopped.

    Without settings: what the names of all work folders of this original begin with.
    """
    if settings is None:
        return sha256[:32]
    keys = (
        __version__,
        settings.engine,
        settings.ocr_quality,
        settings.ocr_dpi,
        settings.language,
        settings.periodical,
    )
    return f"{work_name(sha256, None)}-{hashlib.sha256(repr(keys).encode()).hexdigest()[:8]}"


def _hash(path: Path) -> str:
    if not path.exists():
        raise InputError(f"{path}: no such file.", cure="Check the name.")
    if path.is_file() and path.stat().st_size == 0:
        raise EmptyInput(f"{path}: the file is empty.")
    return files.hash_input(path)


def _walk(folder: Path) -> Iterator[Path]:
    """The documents under `folder`; a folder that holds no documents but page images is itself the document."""
    if (folder / "backfile.toml").is_file():
        return
    reader = find_reader(folder)
    if is_bag(folder) or (reader is not None and not getattr(reader, "PLAIN", False)):
        yield folder
        return
    children = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if not any(path.is_dir() for path in children) and _holds_images_only(children):
        yield folder
        return
    for path in children:
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file() and not goes_with_scans(path):
            yield path


def _holds_images_only(paths: list[Path]) -> bool:
    """Whether all that any reader would read by its ending are images (thumbnail databases and the like don't count)."""
    readers = modules("backfile.readers")
    endings = {suffix for reader in readers.values() for suffix in reader.SUFFIXES}
    readable = {path.suffix.lower() for path in paths} & endings
    return bool(readable) and readable <= set(readers["images"].SUFFIXES)
