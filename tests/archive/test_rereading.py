"""Reading again: ids, originals and corrections stay, readings change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import zstandard
from msgspec.structs import replace

from backfile.archive import Archive, reread
from backfile.archive.checks import check
from backfile.archive.files import hash_input
from backfile.errors import Conflict, EngineError
from backfile.executors import Result, Task, Watch
from backfile.model import Entry, Issue, Page, Source
from backfile.record import dump_words
from backfile.settings import Settings

NONE = Settings(engine="none")


class Scripted:
    """An executor that reads what it is told to."""

    def __init__(self, *answers: Issue | EngineError) -> None:
        self.answers = list(answers)
        self.names: list[str] = []

    def read(self, tasks: Iterable[Task], watch: Watch) -> Iterator[Result]:
        for task in tasks:
            self.names.append(task.path.name)
            answer = self.answers.pop(0)
            if isinstance(answer, EngineError):
                yield Result(task, error=answer)
            else:
                yield Result(task, answer, zstandard.compress(dump_words(answer)))

    def close(self) -> None: ...


def reading(*titles: str) -> Issue:
    entries = tuple(Entry(id=f"c{at:02}", title=title, page=str(at)) for at, title in enumerate(titles, 1))
    return Issue(id="sea-2020-01", contents=entries, pages=(Page(number=1),))


def keep(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "shelf", create=True)
    original = tmp_path / "2020-01.txt"
    original.write_text("the sea")
    sha256 = hash_input(original)
    issue = replace(reading("潮夕", "河流"), source=Source(name=original.name, format="text", sha256=sha256))
    archive.keep(issue, zstandard.compress(dump_words(issue)), original, sha256)
    return archive


def test_a_new_reading_takes_the_place_of_the_old_and_corrections_stay(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    archive.correct("sea-2020-01", "set", "contents/c01/title", new="潮汐", by="li")
    better = reading("卷首语", "潮夕", "河流")
    shifted = tuple(replace(entry, page=str(at)) for at, entry in enumerate(better.contents))
    executor = Scripted(replace(better, id="another-id", contents=shifted))
    (row,) = reread(archive, ["sea-2020-01"], NONE, executor, lambda *_: None)
    assert (row.entries, row.clashes, row.error) == ((2, 3), (), None)
    assert [entry.title for entry in archive.load("sea-2020-01").contents] == ["卷首语", "潮汐", "河流"]
    assert list(archive.kept()) == ["sea-2020-01"]
    assert list(check(archive)) == []
    assert list(archive.work.iterdir()) == []


def test_the_original_is_read_under_its_own_name(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    executor = Scripted(reading("潮汐"))
    list(reread(archive, ["sea-2020-01"], NONE, executor, lambda *_: None))
    assert executor.names == ["2020-01.txt"]
    source = archive.load("sea-2020-01").source
    assert source is not None
    assert archive.original(source.sha256).read_text() == "the sea"


def test_a_correction_that_lost_its_place_is_reported_and_kept(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    made = archive.correct("sea-2020-01", "set", "contents/c02/title", new="河流的源头", by="li")
    (row,) = reread(archive, ["sea-2020-01"], NONE, Scripted(reading("潮夕")), lambda *_: None)
    assert [(clash.correction.id, clash.kept) for clash in row.clashes] == [(made.id, False)]
    assert archive.corrections("sea-2020-01") == [made]
    list(reread(archive, ["sea-2020-01"], NONE, Scripted(reading("潮夕", "河流")), lambda *_: None))
    assert archive.clashes("sea-2020-01") == ()
    assert archive.load("sea-2020-01").contents[1].title == "河流的源头"


def test_a_reading_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    (row,) = reread(archive, ["sea-2020-01"], NONE, Scripted(EngineError("no engine")), lambda *_: None)
    assert isinstance(row.error, EngineError)
    assert [entry.title for entry in archive.load("sea-2020-01").contents] == ["潮夕", "河流"]


def test_undo_and_redo(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    made = archive.correct("sea-2020-01", "set", "contents/c01/title", new="潮汐", by="li")
    undo = archive.undo("sea-2020-01", made.id, by="wang")
    assert archive.load("sea-2020-01").contents[0].title == "潮夕"
    archive.undo("sea-2020-01", undo.id, by="li")
    assert archive.load("sea-2020-01").contents[0].title == "潮汐"
    assert [row.do for row in archive.corrections("sea-2020-01")] == ["set", "undo", "undo"]


def test_corrections_made_elsewhere_are_taken_in_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one = keep(tmp_path / "a")
    made = one.correct("sea-2020-01", "set", "contents/c01/title", new="潮汐", by="li")
    (tmp_path / "b").mkdir()
    two = keep(tmp_path / "b")
    assert two.receive("sea-2020-01", [made]) == [made]
    assert two.receive("sea-2020-01", [made]) == []
    assert two.load("sea-2020-01").contents[0].title == "潮汐"


def test_a_correction_that_later_ones_need_is_not_taken_back_alone(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    added = archive.correct("sea-2020-01", "add", "contents", new={"title": "云的形状"}, by="li")
    entry = archive.load("sea-2020-01").contents[-1]
    later = archive.correct("sea-2020-01", "set", f"contents/{entry.id}/page", new="20", by="wang")
    with pytest.raises(Conflict, match=later.id):
        archive.undo("sea-2020-01", added.id, by="li")
    archive.undo("sea-2020-01", later.id, by="li")
    archive.undo("sea-2020-01", added.id, by="li")
    assert [entry.title for entry in archive.load("sea-2020-01").contents] == ["潮夕", "河流"]


def test_of_two_who_change_the_same_value_the_second_is_told(tmp_path: Path) -> None:
    archive = keep(tmp_path)
    seen = archive.load("sea-2020-01").contents[0].title
    Archive(archive.root).correct("sea-2020-01", "set", "contents/c01/title", old=seen, new="潮汐", by="li")
    with pytest.raises(Conflict, match="by now"):
        archive.correct("sea-2020-01", "set", "contents/c01/title", old=seen, new="朝夕", by="wang")
    assert archive.load("sea-2020-01").contents[0].title == "潮汐"
