"""Executors: where work runs. One module per kind of place, each with

    def start(settings: Settings) -> Executor

An executor reads many documents and gives their results back in the order they were given. Every page that was
read lies in the document's own `work` folder, so that a run that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from ..errors import BackfileError, SettingsError
from ..model import Issue
from ..plugins import modules
from ..settings import Settings


class Fault(BackfileError):
    """A bug of ours, met while reading a document; `trace` is for whoever mends it."""

    exit_code = 70
    cure = "Please report it."

    def __init__(self, message: str, *, cure: str | None = None, trace: str = "") -> None:
        super().__init__(message, cure=cure)
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.message, self.trace)


def _rebuild(message: str, trace: str) -> Fault:
    return Fault(message, trace=trace)


class Task(NamedTuple):
    """One document to read; `work` is a folder of its own for what is read so far."""

    path: Path
    settings: Settings
    work: Path


class Result(NamedTuple):
    """What became of a task: an issue (without lines) and its compressed words, or an error."""

    task: Task
    issue: Issue | None = None
    words: bytes = b""
    error: BackfileError | None = None


Watch = Callable[[Path, int, int], None]
"""Called with (document, pages read, pages in all) whenever a page is done."""


class Executor(Protocol):
    """Where documents are read: they come as tasks, and go as results."""

    def read(self, tasks: Iterable[Task], watch: Watch) -> Iterator[Result]:
        """Results in the order of `tasks`, which are taken up as room allows."""

    def close(self) -> None:
        """Give back processes and memory; what is still being read is given up."""


def start_executor(settings: Settings) -> Executor:
    """Start the executor named by `settings.executor`. Raises SettingsError for an unknown one."""
    places = modules(__name__)
    if settings.executor not in places:
        raise SettingsError(f"no executor is called {settings.executor!r}; there are {', '.join(places)}.")
    executor: Executor = places[settings.executor].start(settings)
    return executor
