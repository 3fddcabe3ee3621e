"""The three steps of reading one document, the same wherever they run: open, pages, understand.

What a step finds is written into the task's `work` folder (each page a file of its own), never sent around.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec
import zstandard

from .. import record
from ..engines import LazyEngine
from ..errors import ArchiveError, BackfileError, InputTooLarge
from ..model import Issue, Page, Source
from ..readers import Document, open_document, structure_of
from ..settings import Settings
from . import Fault, Result, Task

_OPENED, _RECORD, _WORDS = "opened.json", "record.json", "words.json.zst"


class Opened(msgspec.Struct, frozen=True):
    source: Source
    images: int
    structure: Issue | None = None


class Desk:
    """Where one process reads: keeps the last document open and the engine loaded."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._document: Document | None = None
        self._engine: LazyEngine | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, task: Task) -> int:
        """Open the document and write down what it is; returns the number of its page images."""
        document = self._open(task)
        count = len(document)
        if count > task.settings.max_pages:
            raise InputTooLarge(f"{task.path}: {count:,} pages are more than max_pages = {task.settings.max_pages:,}.")
        _write(task.work / _OPENED, msgspec.json.encode(Opened(document.source, count, structure_of(document))))
        return count

    def pages(self, task: Task, numbers: range) -> Iterator[int]:
        """Read these page images; yields the number of each as soon as it is written down."""
        document, engine = self._open(task), self._load(task.settings)
        for number in numbers:
            write_pages(task, number, _read_page(document, number, engine, task))
            yield number

    def understand(self, task: Task) -> None:
        """Run the stages over all pages and write the record and its words."""
        from ..pipeline import understand  # all stages, which only those who read need to wait for

        opened = msgspec.json.decode((task.work / _OPENED).read_bytes(), type=Opened)
        pages = tuple(page for number in range(1, opened.images + 1) for page in read_pages(task, number))
        issue = understand(opened.source, pages, task.settings, opened.structure)
        _write(task.work / _WORDS, zstandard.compress(record.dump_words(issue), 9))
        _write(task.work / _RECORD, record.dump(issue))

    def close(self) -> None:
        if self._document is not None:
            with suppress(Exception):
                self._document.close()
        self._path = self._document = None

    def _open(self, task: Task) -> Document:
        if self._document is None or self._path != task.path:
            self.close()
            self._document, self._path = open_document(task.path, task.settings), task.path
        return self._document

    def _load(self, settings: Settings) -> LazyEngine:
        if self._engine is None or self._engine.settings != settings:
            self._engine = LazyEngine(settings)
        return self._engine


def write_pages(task: Task, number: int, pages: tuple[Page, ...]) -> None:
    """Write down what page image `number` gave (two pages for a spread)."""
    _write(_page_file(task, number), zstandard.compress(msgspec.msgpack.encode(pages), 1))


def read_pages(task: Task, number: int) -> tuple[Page, ...]:
    return msgspec.msgpack.decode(zstandard.decompress(_page_file(task, number).read_bytes()), type=tuple[Page, ...])


def missing(task: Task, count: int) -> list[int]:
    """Page images of `count` that are not read yet (an earlier run may have read some)."""
    return [number for number in range(1, count + 1) if not _readable(task, number)]


def unreadable(number: int, why: str) -> tuple[Page, ...]:
    """What stands for a page that could not be read."""
    return (Page(number=number, source="none", trouble=why),)


def collect(task: Task) -> Result:
    """The result that `understand` wrote."""
    issue: Issue = record.load((task.work / _RECORD).read_bytes())
    return Result(task, issue, (task.work / _WORDS).read_bytes())


def explained(task: Task, error: Exception) -> BackfileError:
    """The error as one that can be shown; what is not ours to explain is a Fault with its trace."""
    if isinstance(error, BackfileError):
        return error
    trace = "".join(traceback.format_exception(error))
    return Fault(f"{task.path}: a fault in Backfile: {type(error).__name__}: {error}.", trace=trace)


def _read_page(document: Document, number: int, engine: LazyEngine, task: Task) -> tuple[Page, ...]:
    from ..pipeline import recognise

    try:
        return tuple(recognise(document, engine, task.settings, range(number, number + 1)))
    except MemoryError:
        return unreadable(number, "not enough memory for this page.")
    except Exception as error:
        return unreadable(number, explained(task, error).message)


def _readable(task: Task, number: int) -> bool:
    try:
        return bool(read_pages(task, number))
    except (OSError, zstandard.ZstdError, msgspec.DecodeError, msgspec.ValidationError):
        return False


def _page_file(task: Task, number: int) -> Path:
    return task.work / f"{number:06}.page"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all for whoever kills us; not flushed to disk, it is only work in progress."""
    half = path.with_suffix(".half")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        why = f"{path.parent} can't be written: {error.strerror or error}."
        raise ArchiveError(why, cure="Check free space and permissions, then run the same command again.") from error
