"""Everything in this process, one page after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..settings import Settings
from . import Result, Task, Watch, _reading


class Serial:
    def __init__(self) -> None:
        self._desk = _reading.Desk()

    def read(self, tasks: Iterable[Task], watch: Watch) -> Iterator[Result]:
        for task in tasks:
            try:
                yield self._read(task, watch)
            except Exception as error:
                yield Result(task, error=_reading.explained(task, error))

    def close(self) -> None:
        self._desk.close()

    def _read(self, task: Task, watch: Watch) -> Result:
        task.work.mkdir(parents=True, exist_ok=True)
        count = self._desk.open(task)
        todo = _reading.missing(task, count)
        watch(task.path, count - len(todo), count)
        for done, number in enumerate(todo, start=count - len(todo) + 1):
            for _ in self._desk.pages(task, range(number, number + 1)):
                watch(task.path, done, count)
        self._desk.understand(task)
        return _reading.collect(task)


def start(settings: Settings) -> Serial:  # noqa: ARG001 - the contract of an executor
    return Serial()
