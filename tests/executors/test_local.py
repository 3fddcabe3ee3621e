"""A worker that dies, hangs or stumbles costs one page, never the batch."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from backfile.errors import DamagedInput
from backfile.executors import Fault, Result, Task, _reading
from backfile.executors.local import Local
from backfile.executors.serial import Serial
from backfile.model import Page, Source
from backfile.settings import Settings


class HostileDesk(_reading.Desk):
    """Reads files whose lines say what happens on each page: ok, die, hang, stumble; `open …` on the first happens at once."""

    def open(self, task: Task) -> int:
        lines = task.path.read_text().split("\n")
        if lines[0].startswith("open "):
            _happen(lines[0].removeprefix("open "), task)
        source = Source(name=task.path.name, format="script", sha256="0" * 64)
        (task.work / "opened.json").write_bytes(msgspec.json.encode(_reading.Opened(source, len(lines))))
        return len(lines)

    def pages(self, task: Task, numbers: range) -> Iterator[int]:
        lines = task.path.read_text().split("\n")
        for number in numbers:
            _happen(lines[number - 1], task)
            with (task.path.parent / "read.log").open("a") as log:
                log.write(f"{task.path.name} {number}\n")
            _reading.write_pages(task, number, (Page(number=number),))
            yield number


def _happen(what: str, task: Task) -> None:
    if what == "die" or (what == "die once" and not (task.work / "died").exists()):
        (task.work / "died").touch()
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "hang":
        time.sleep(3600)
    if what == "stumble":
        raise KeyError(what)
    if what == "damaged":
        raise DamagedInput(f"{task.path}: broken.")


def read(folder: Path, scripts: dict[str, str], jobs: int = 2, **settings: int) -> list[Result]:
    tasks = []
    for name, script in scripts.items():
        (folder / name).write_text(script)
        tasks.append(Task(folder / name, Settings(jobs=jobs, **settings), folder / f"{name}.work"))
    executor = Local(tasks[0].settings, HostileDesk)
    try:
        return list(executor.read(tasks, lambda path, done, count: None))
    finally:
        executor.close()


def troubles(result: Result) -> dict[int, str]:
    assert result.issue is not None
    return {page.number: page.trouble for page in result.issue.pages if page.trouble}


def test_results_come_in_the_order_given(tmp_path: Path) -> None:
    results = read(tmp_path, {f"{number}": "\n".join(["ok"] * (9 - number)) for number in range(8)})
    assert [result.task.path.name for result in results] == [str(number) for number in range(8)]
    assert [len(result.issue.pages) for result in results if result.issue] == [9, 8, 7, 6, 5, 4, 3, 2]


def test_a_page_that_kills_its_reader_is_tried_twice_and_recorded(tmp_path: Path) -> None:
    bad, good = read(tmp_path, {"bad": "\n".join(["ok"] * 20 + ["die"] + ["ok"] * 19), "good": "ok\nok"})
    assert list(troubles(bad)) == [21]
    assert "died" in troubles(bad)[21]
    assert troubles(good) == {}
    log = (tmp_path / "read.log").read_text().split("\n")
    assert sorted(log.count(f"bad {number}") for number in range(1, 41)) == [0] + [1] * 39


def test_a_reader_killed_by_chance_loses_nothing(tmp_path: Path) -> None:
    (result,) = read(tmp_path, {"a": "ok\ndie once\nok"})
    assert troubles(result) == {}


def test_a_page_that_never_ends_is_ended(tmp_path: Path) -> None:
    (result,) = read(tmp_path, {"a": "ok\nhang\nok"}, page_seconds=3)
    assert list(troubles(result)) == [2]
    assert "page_seconds = 3" in troubles(result)[2]


def test_a_file_that_kills_on_opening_fails_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad, good = read(tmp_path, {"bad": "open die", "good": "ok"})
    assert isinstance(bad.error, DamagedInput)
    assert "died" in bad.error.message
    assert good.issue is not None


def test_errors_keep_their_kind_and_bugs_are_told_apart(tmp_path: Path) -> None:
    damaged, stumbled, good = read(tmp_path, {"a": "open damaged", "b": "open stumble", "c": "ok"})
    assert isinstance(damaged.error, DamagedInput)
    assert isinstance(stumbled.error, Fault)
    assert "KeyError" in stumbled.error.trace
    assert good.issue is not None


def test_pages_read_before_a_kill_are_not_read_again(tmp_path: Path) -> None:
    read(tmp_path, {"a": "ok\nok\nok"})
    (result,) = read(tmp_path, {"a": "ok\nok\nok\nok"})
    assert result.issue is not None
    assert len(result.issue.pages) == 4
    assert sorted((tmp_path / "read.log").read_text().split("\n")[:-1]) == ["a 1", "a 2", "a 3", "a 4"]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_number_of_workers_gives_the_same(tmp_path: Path, jobs: int) -> None:
    results = read(tmp_path, {"a": "\n".join(["ok"] * 33), "b": "ok"}, jobs=jobs)
    assert [page.number for page in results[0].issue.pages] == list(range(1, 34))  # type: ignore[union-attr]


def test_serial_and_local_agree(shared: Path, tmp_path: Path) -> None:
    seed = shared / "seed/zgkjcy-2023-06.txt"
    settings = Settings(engine="none", jobs=1)
    local, serial = Local(settings), Serial()
    try:
        (one,) = local.read([Task(seed, settings, tmp_path / "one")], lambda *_: None)
        (two,) = serial.read([Task(seed, settings, tmp_path / "two")], lambda *_: None)
    finally:
        local.close()
    assert one.words == two.words
    assert one.issue is not None
    assert two.issue is not None
    assert msgspec.structs.replace(one.issue, steps=()) == msgspec.structs.replace(two.issue, steps=())
