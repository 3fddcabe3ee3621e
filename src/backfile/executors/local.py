"""This machine: one worker process per core, shared by all documents of a batch.

A worker is given one job at a time (open a document, read some of its pages, understand it) and reports every page,
so the parent knows which page a worker was at when it died or ran out of time: that page is tried once more by
itself, then recorded as trouble, and everything else goes on. Workers are spawned, never forked: inference engines
hold threads, which a fork would lose.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Literal, NamedTuple

from ..errors import BackfileError, DamagedInput
from ..settings import Settings
from . import Result, Task, Watch, _reading

CHUNK = 8
_STARTING_SECONDS = 60.0
_LEAST_SECONDS = 60
_HASHED_PER_SECOND = 10_000_000
_THREADS = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Job(NamedTuple):
    kind: Literal["open", "pages", "understand"]
    task: Task
    numbers: range = range(0)
    attempt: int = 1


class _Worker:
    """A process and what it is doing; `page` is the one it is at, `deadline` when it must have said something."""

    def __init__(self, desk: type[_reading.Desk]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, desk), daemon=True)
        with _one_thread_each():
            self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.started = False
        self.page = 0
        self.deadline = float("inf")

    def give(self, job: Job, seconds: float) -> None:
        self.job, self.page = job, job.numbers.start
        self.deadline = time.monotonic() + (seconds if self.started else seconds + _STARTING_SECONDS)
        with suppress(BrokenPipeError):
            self.pipe.send(job)

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class _Document:
    """A document being read: its jobs not yet given out, and how many are."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.waiting: deque[Job] = deque([Job("open", task)])
        self.running = 0
        self.count = 0
        self.done = 0
        self.understanding = False
        self.result: Result | None = None

    def opened(self, count: int) -> None:
        todo = _reading.missing(self.task, count)
        self.count, self.done = count, count - len(todo)
        self.waiting.extend(Job("pages", self.task, numbers) for numbers in _runs(todo))

    def fail(self, error: BackfileError) -> None:
        self.waiting.clear()
        self.result = self.result or Result(self.task, error=error)

    def next_job(self) -> Job | None:
        if self.waiting:
            return self.waiting.popleft()
        if self.running or self.result or self.understanding:
            return None
        self.understanding = True
        return Job("understand", self.task)


class Local:
    """`desk` is what each worker reads with."""

    def __init__(self, settings: Settings, desk: type[_reading.Desk] = _reading.Desk) -> None:
        self._most = settings.workers
        self._desk = desk
        self._workers: list[_Worker] = []

    def read(self, tasks: Iterable[Task], watch: Watch) -> Iterator[Result]:
        coming = iter(tasks)
        active: deque[_Document] = deque()
        while True:
            active.extend(_Document(_prepared(task)) for task in islice(coming, 2 * self._most - len(active)))
            if not active:
                return
            while active and active[0].result and not active[0].running:
                result = active.popleft().result
                if result:
                    yield result
            self._give_out(active)
            self._listen(active, watch)

    def close(self) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _give_out(self, active: deque[_Document]) -> None:
        """Jobs to idle workers, the earliest document first; a worker more while there is more to do."""
        for document in active:
            while (idle := self._idle(document)) and (job := document.next_job()):
                document.running += 1
                idle.give(job, _seconds(job, document))

    def _idle(self, document: _Document) -> _Worker | None:
        for worker in self._workers:
            if worker.job is None:
                return worker
        busy = document.result or (not document.waiting and document.running)
        if busy or len(self._workers) >= self._most:
            return None
        self._workers.append(_Worker(self._desk))
        return self._workers[-1]

    def _listen(self, active: deque[_Document], watch: Watch) -> None:
        """Wait for the next report, death or deadline, and act on it."""
        busy = {worker.pipe: worker for worker in self._workers if worker.job}
        if not busy:
            return
        until = min(worker.deadline for worker in busy.values())
        for pipe in wait(list(busy), timeout=max(0.0, until - time.monotonic())):
            worker = busy[pipe]  # type: ignore[index]
            try:
                self._heard(worker, worker.pipe.recv(), active, watch)
            except (EOFError, OSError):
                self._lost(worker, active, "the process that read it died", watch)
        for worker in busy.values():
            if worker.job and time.monotonic() > worker.deadline:
                self._lost(
                    worker, active, f"it took longer than page_seconds = {worker.job.task.settings.page_seconds}", watch
                )

    def _heard(self, worker: _Worker, report: tuple[str, object], active: deque[_Document], watch: Watch) -> None:
        what, value = report
        if what == "started":
            worker.started = True
            if worker.job:
                worker.deadline -= _STARTING_SECONDS
            return
        document, job = _of(worker, active)
        if what == "page":
            worker.page = int(value) + 1  # type: ignore[call-overload]
            worker.deadline = time.monotonic() + job.task.settings.page_seconds
            document.done += 1
            watch(job.task.path, document.done, document.count)
            return
        worker.job, worker.deadline = None, float("inf")
        document.running -= 1
        if what == "failed":
            document.fail(value)  # type: ignore[arg-type]
        elif job.kind == "open":
            document.opened(int(value))  # type: ignore[call-overload]
            watch(job.task.path, document.done, document.count)
        elif job.kind == "understand":
            document.result = _reading.collect(job.task)

    def _lost(self, worker: _Worker, active: deque[_Document], why: str, watch: Watch) -> None:
        """A worker died or was too slow: a new one takes its place, and its page is tried once more by itself."""
        document, job = _of(worker, active)
        worker.stop()
        self._workers.remove(worker)
        document.running -= 1
        if job.kind == "pages":
            self._retry_page(document, job, worker.page, why, watch)
        elif job.attempt == 1:
            document.waiting.appendleft(job._replace(attempt=2))
        else:
            document.fail(DamagedInput(f"{job.task.path}: could not be read: {why}."))

    def _retry_page(self, document: _Document, job: Job, page: int, why: str, watch: Watch) -> None:
        rest = range(page + 1, job.numbers.stop)
        if rest:
            document.waiting.appendleft(Job("pages", job.task, rest))
        if page not in job.numbers:
            return
        if job.attempt == 1:
            document.waiting.appendleft(Job("pages", job.task, range(page, page + 1), attempt=2))
        else:
            _reading.write_pages(job.task, page, _reading.unreadable(page, f"this page could not be read: {why}."))
            document.done += 1
            watch(job.task.path, document.done, document.count)


def start(settings: Settings) -> Local:
    return Local(settings)


def _work(pipe: Connection, kind: type[_reading.Desk]) -> None:
    """The life of a worker: jobs come, reports go, until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with kind() as desk, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send(("started", 0))
        while True:
            job: Job = pipe.recv()
            try:
                pipe.send(("done", _do(desk, job, pipe)))
            except (BrokenPipeError, ConnectionResetError):
                raise
            except Exception as error:
                pipe.send(("failed", _reading.explained(job.task, error)))


def _do(desk: _reading.Desk, job: Job, pipe: Connection) -> int:
    if job.kind == "open":
        return desk.open(job.task)
    if job.kind == "understand":
        desk.understand(job.task)
        return 0
    for number in desk.pages(job.task, job.numbers):
        pipe.send(("page", number))
    return 0


def _seconds(job: Job, document: _Document) -> float:
    """How long a job may be silent: a page its time; opening also what hashing takes, understanding a second a page."""
    if job.kind == "pages":
        return job.task.settings.page_seconds
    size = job.task.path.stat().st_size if job.kind == "open" and job.task.path.is_file() else 0
    return max(job.task.settings.page_seconds, _LEAST_SECONDS) + size / _HASHED_PER_SECOND + document.count


def _of(worker: _Worker, active: deque[_Document]) -> tuple[_Document, Job]:
    job = worker.job
    if job is None:
        raise RuntimeError("a worker without a job reported something")
    return next(document for document in active if document.task.work == job.task.work), job


def _prepared(task: Task) -> Task:
    task.work.mkdir(parents=True, exist_ok=True)
    return task


def _runs(numbers: list[int]) -> Iterator[range]:
    """Consecutive numbers in chunks; the shorter the document, the smaller, so that all workers have some."""
    size = max(1, min(CHUNK, len(numbers) // 4))
    begin = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[end - 1] + 1 or end - begin == size:
            yield range(numbers[begin], numbers[end - 1] + 1)
            begin = end


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """One process per core is the parallelism: libraries in a worker shall not start threads of their own."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
