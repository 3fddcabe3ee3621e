"""Corrections that travel as a file between two archives of the same originals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile import record
from backfile.archive import Archive, exchange
from backfile.archive.files import hash_input
from backfile.errors import InputError, InputTooLarge
from backfile.model import Designation, Entry, Issue, Page, Periodical, Source

ID = "haiyang-yanjiu-2020-03"


def make_archive(root: Path, *numbers: int) -> Archive:
    """「海洋研究」 2020, the same originals wherever it is made."""
    root.mkdir()
    archive = Archive(root / "archive", create=True)
    for number in numbers or (3,):
        original = root / f"{number}.txt"
        original.write_text(f"{number}")
        issue = Issue(
            id=f"haiyang-yanjiu-2020-{number:02}",
            periodical=Periodical(title="海洋研究"),
            issue=Designation(year=2020, month=number),
            contents=tuple(
                Entry(id=f"c0{at}", title=title) for at, title in enumerate(("潮汐与月亮", "月亮", "河流"), 1)
            ),
            pages=(Page(number=1),),
            source=Source(name=original.name, format="text", sha256=""),
        )
        archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    return archive


@pytest.fixture
def here(tmp_path: Path) -> Archive:
    return make_archive(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> Archive:
    return make_archive(tmp_path / "there", 3, 4)


def export(archive: Archive) -> bytes:
    return b"".join(exchange.write(archive, archive.kept()))


def foresee(archive: Archive, data: bytes) -> list[exchange.Reception]:
    return exchange.foresee(archive, exchange.read(archive, data, "file"))


def line(**change: Any) -> bytes:
    fields = {"id": "0a1b2c3d4e5f", "at": "2026-01-01T00:00:00Z", "by": "li", "do": "set", "path": "contents/c01/title"}
    return msgspec.json.encode({"issue": ID, "sha256": "", "correction": fields | change})


def titles(archive: Archive) -> list[str]:
    return [entry.title for entry in archive.load(ID).contents]


def test_corrections_arrive_where_the_same_originals_are(here: Archive, there: Archive) -> None:
    there.correct(ID, "set", "contents/c01/title", new="潮汐和月亮", by="lin")
    there.correct(ID, "add", "contents", new={"title": "补白"}, after="c01", by="lin")
    there.correct("haiyang-yanjiu-2020-04", "set", "issue/year", new=2021, by="lin")
    first, other = foresee(here, export(there))
    assert (first.issue, len(first.new), first.known, first.clashes) == (ID, 2, 0, ())
    assert (other.is_here, len(other.new)) == (False, 1)
    assert titles(here) == ["潮汐与月亮", "月亮", "河流"], "looking changes nothing"
    exchange.receive(here, [first, other])
    assert titles(here) == titles(there) == ["潮汐和月亮", "补白", "月亮", "河流"]
    (again, _) = foresee(here, export(there))
    assert (again.new, again.known) == ((), 2)


def test_what_both_changed_is_a_conflict_and_may_be_left_out(here: Archive, there: Archive) -> None:
    there.correct(ID, "set", "contents/c01/title", new="朝夕与月亮", by="lin")
    there.correct(ID, "set", "contents/c02/title", new="月球", by="lin")
    here.correct(ID, "set", "contents/c01/title", new="潮水与月亮", by="mei")
    (one,) = foresee(here, export(there))
    assert [(clash.correction.new, clash.kept) for clash in one.clashes] == [("朝夕与月亮", True)]
    exchange.receive(here, [one], fitting=True)
    assert titles(here) == ["潮水与月亮", "月球", "河流"]
    assert here.clashes(ID) == ()


def test_what_hangs_on_what_is_left_out_is_left_out_too(here: Archive, there: Archive) -> None:
    added = there.correct(ID, "add", "contents", new={"title": "补白", "page": "9"}, after="c01", by="lin")
    there.correct(ID, "set", f"contents/k{added.id}/page", new="10", by="lin")
    here.correct(ID, "add", "contents", new={"title": "补白", "page": "9"}, after="c03", by="mei")
    here.correct(ID, "remove", "contents/c02", by="mei")
    (one,) = foresee(here, export(there))
    assert [clash.correction.do for clash in one.clashes] == ["add"]
    exchange.receive(here, [one], fitting=True)
    assert here.clashes(ID) == ()
    assert [(entry.title, entry.page) for entry in here.load(ID).contents][-1] == ("补白", "10")


def test_what_was_gone_here_is_told(here: Archive, there: Archive) -> None:
    there.correct(ID, "set", "contents/c03/title", new="江河湖海", by="lin")
    here.correct(ID, "remove", "contents/c03", by="mei")
    (one,) = foresee(here, export(there))
    assert [clash.kept for clash in one.clashes] == [False]
    exchange.receive(here, [one])
    assert titles(here) == ["潮汐与月亮", "月亮"]


def test_all_may_be_taken_in_whatever_it_meets(here: Archive, there: Archive) -> None:
    there.correct(ID, "set", "contents/c01/title", new="朝夕与月亮", by="lin")
    here.correct(ID, "set", "contents/c01/title", new="潮水与月亮", by="mei")
    exchange.receive(here, foresee(here, export(there)))
    assert titles(here)[0] == "朝夕与月亮"
    assert [row.by for row in here.corrections(ID)] == ["mei", "lin"], "nothing is lost"


@pytest.mark.parametrize(
    "data",
    [
        b"not json",
        b"[]",
        b'{"issue": "x"}',
        b"\x00\xff\xfe",
        line(do="drop"),
        line(id=""),
        line(id="../../x"),
        line(id="<script>"),
        line(after="a/b"),
        line(do="undo", path="", other="../x"),
        line(path="id", new="other"),
        line(path="source/sha256", new="0"),
        line(path="steps/0/stage", new="x"),
        line(path="contents/c01/id", new="../../../etc/passwd"),
        line(path="contents/c01", new={"id": "../x", "title": "x"}),
        line(path="contents", do="add", new={"id": ["x"], "title": "x"}),
        line(new=[[[[[[[[[[[[[[[[[[[[[[[["x"]]]]]]]]]]]]]]]]]]]]]]]]),
        b'{"issue":"' + b'{"a":' * 5000 + b"}" * 5000,
    ],
)
def test_a_file_that_could_not_have_been_made_here_is_refused(here: Archive, data: bytes) -> None:
    with pytest.raises(InputError, match="file, line 1: ") as error:
        exchange.read(here, data, "file")
    assert error.value.cure
    with pytest.raises(InputError, match="file, line 3: "):
        exchange.read(here, line(new="x") + b"\n\n" + data + b"\n" + line(), "file")
    assert here.corrections(ID) == []


def test_too_many_lines_are_refused(here: Archive) -> None:
    with pytest.raises(InputTooLarge, match="11 lines are more than 10"):
        exchange.read(here, b"\n".join([line()] * 11), "file", most=10)


@pytest.mark.parametrize("new", [None, 7, ["x"], {"a": 1}, "x" * 100_000, "\ud800".encode("utf-8", "replace").decode()])
def test_values_that_don_t_fit_are_told_and_change_nothing(here: Archive, new: Any) -> None:
    (one,) = foresee(here, line(new=new, item={"id": "c01", "title": "潮汐与月亮"}))
    exchange.receive(here, [one], fitting=True)
    assert all(isinstance(title, str) for title in titles(here))
    assert here.clashes(ID) == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_bytes_are_a_file_or_an_input_error(here: Archive, data: bytes) -> None:
    if data.strip():
        with pytest.raises(InputError, match="file, line "):
            exchange.read(here, data, "file")
    else:
        assert exchange.read(here, data, "file") == {}
