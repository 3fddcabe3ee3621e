"""The commands as a person types them: what goes where, exit codes, undo."""

from __future__ import annotations

import csv
import io
import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from backfile.cli import run

CONTENTS = """海洋研究
2020年第{number}期
ISSN 1002-0608

目录

潮汐与月亮之{number}  张三  2
河流的源头  李四  5
沙漠中的水  王五  9
"""


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Backfile = Callable[..., Said]


@pytest.fixture
def backfile(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Backfile:
    """Runs a command on an archive of its own, with no engine."""
    monkeypatch.delenv("BACKFILE_ARCHIVE", raising=False)

    def call(*arguments: str | Path) -> Said:
        capfd.readouterr()
        common = ["--archive", str(tmp_path / "shelf"), "--set", "engine=none", "--set", "executor=serial"]
        code = run([*common, *map(str, arguments)])
        return Said(code, *capfd.readouterr())

    return call


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two issues, made once and copied by the tests that need one."""
    folder = tmp_path_factory.mktemp("made")
    for number in (1, 2):
        (folder / f"2020-0{number}.txt").write_text(CONTENTS.format(number=number), "utf-8")
    inputs = [str(folder / f"2020-0{number}.txt") for number in (1, 2)]
    common = ["--archive", str(folder / "shelf"), "--set", "engine=none", "--set", "executor=serial"]
    assert run([*common, "add", *inputs]) == 0
    return folder / "shelf"


@pytest.fixture
def stocked(backfile: Backfile, shelf: Path, tmp_path: Path) -> Backfile:
    """Commands on an archive of two issues."""
    shutil.copytree(shelf, tmp_path / "shelf")
    return backfile


@pytest.fixture
def issues(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    paths = [folder / f"2020-0{number}.txt" for number in (1, 2)]
    for number, path in enumerate(paths, 1):
        path.write_text(CONTENTS.format(number=number), "utf-8")
    return paths


def test_read_prints_one_record_and_keeps_nothing(backfile: Backfile, issues: list[Path], tmp_path: Path) -> None:
    said = backfile("read", issues[0], "--json")
    assert said.code == 0
    assert said.json["schema"] == "backfile/issue/1"
    assert [entry["title"] for entry in said.json["contents"]][1:] == ["河流的源头", "沙漠中的水"]
    assert not (tmp_path / "shelf").exists()


def test_read_prints_one_record_a_line_for_several(backfile: Backfile, issues: list[Path]) -> None:
    said = backfile("read", *issues, "--json")
    assert [json.loads(line)["issue"]["number"] for line in said.out.splitlines()] == ["1", "2"]


def test_read_shows_where_every_line_went(backfile: Backfile, issues: list[Path]) -> None:
    lines = backfile("read", issues[0], "--json", "--pages").json["lines"]
    assert "河流的源头" in "".join(line["text"] for page in lines for line in page["lines"])


def test_read_of_a_bad_file_ends_with_its_exit_code(backfile: Backfile, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    said = backfile("read", tmp_path / "empty.pdf", "--json")
    assert (said.code, said.out) == (2, "")
    assert "empty.pdf" in said.err
    assert "Check that the file was copied whole" in said.err


def test_add_says_what_became_of_each(backfile: Backfile, issues: list[Path], tmp_path: Path) -> None:
    (tmp_path / "in/bad.pdf").write_text("no PDF")
    said = backfile("add", tmp_path / "in", "--json")
    assert said.code == 1
    assert [item["outcome"] for item in said.json] == ["added", "added", "failed"]
    again = backfile("add", tmp_path / "in")
    assert "0 added, 2 already there, 1 failed" in again.out
    assert "bad.pdf" in again.out


def test_json_is_all_there_is_on_standard_output(stocked: Backfile) -> None:
    name = stocked("list", "--ids").out.split()[0]
    for command in (["list"], ["show", name], ["search", "河流"], ["check"], ["trash"], ["formats"], ["settings"]):
        said = stocked(*command, "--json")
        assert (said.code, said.json is not None) == (0, True), command


def test_list_and_show_tell_an_issue_to_people(stocked: Backfile) -> None:
    assert "海洋研究" in stocked("list").out
    name = stocked("list", "--ids").out.split()[1]
    shown = stocked("show", name).out
    assert "河流的源头" in shown
    assert "李四" in shown
    assert "ISSN 1002-0608" in shown


def test_search_finds_two_characters(stocked: Backfile) -> None:
    found = stocked("search", "潮汐", "--json").json
    assert {hit["title"] for hit in found["hits"]} >= {"潮汐与月亮之1", "潮汐与月亮之2"}
    assert "【潮汐】" in stocked("search", "潮汐").out


def test_remove_is_undone_by_restore(stocked: Backfile) -> None:
    before = stocked("list", "--ids").out
    name = before.split()[0]
    assert stocked("remove", name).code == 0
    assert {hit["issue"] for hit in stocked("search", "潮汐", "--json").json["hits"]} == set(before.split()[1:])
    assert name in stocked("trash").out
    assert stocked("restore", name).code == 0
    assert stocked("list", "--ids").out == before
    assert {hit["issue"] for hit in stocked("search", "潮汐", "--json").json["hits"]} == set(before.split())


def test_rebuild_gives_the_same_answers(stocked: Backfile, tmp_path: Path) -> None:
    before = stocked("search", "河流", "--json").json
    for derived in (tmp_path / "shelf").glob("catalogue.sqlite3*"):
        derived.unlink()
    for file in (tmp_path / "shelf/index").iterdir():
        file.unlink()
    assert stocked("rebuild").code == 0
    assert stocked("search", "河流", "--json").json == before
    assert stocked("check", "--json").json == []


def test_a_correction_holds_is_found_and_is_taken_back(backfile: Backfile, issues: list[Path], tmp_path: Path) -> None:
    backfile("add", issues[0])
    (name,) = backfile("list", "--ids").out.split()
    entries = {entry["title"]: entry["id"] for entry in backfile("show", name, "--json").json["contents"]}
    path = f"contents/{entries['河流的源头']}/title"
    assert backfile("correct", name, path, "长江之源", "--by", "li").code == 0
    assert backfile("search", "长江", "--json").json["total"] > 0
    assert backfile("correct", name, "issue/colour", "red", "--by", "li").code == 2
    assert backfile("reread", name, "--json").json[0]["clashes"] == []
    assert backfile("rebuild").code == 0
    assert backfile("search", "长江", "--json").json["total"] > 0
    assert backfile("corrections", "export", "-o", tmp_path / "c.jsonl").code == 0
    assert backfile("corrections", "import", tmp_path / "c.jsonl", "--json").json["known"] == 1
    (row,) = backfile("corrections", "list", name, "--json").json
    assert (row["by"], row["old"], row["new"]) == ("li", "河流的源头", "长江之源")
    assert backfile("corrections", "undo", name, row["id"]).code == 0
    assert backfile("search", "长江", "--json").json["total"] == 0
    assert backfile("check", "--json").json == []


def test_gaps_show_what_is_missing(backfile: Backfile, tmp_path: Path) -> None:
    for number in (1, 2, 4):
        (tmp_path / f"{number}.txt").write_text(CONTENTS.format(number=number), "utf-8")
    backfile("add", *(tmp_path / f"{number}.txt" for number in (1, 2, 4)))
    ((_, found),) = backfile("gaps", "--json").json.items()
    assert [gap["number"] for row in found["rows"] for gap in row["missing"]] == [3]
    assert "1   2   –   4" in backfile("gaps").out


def test_export_writes_a_table_whole(stocked: Backfile, tmp_path: Path) -> None:
    assert stocked("export", "--format", "csv", "-o", tmp_path / "out.csv").out == ""
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert [row["title"] for row in rows if row["page"] == "5"] == ["河流的源头"] * 2
    assert sorted(path.name for path in tmp_path.glob("*.csv*")) == ["out.csv"]


def test_an_unknown_export_leaves_no_file(stocked: Backfile, tmp_path: Path) -> None:
    said = stocked("export", "--format", "clay-tablet", "-o", tmp_path / "out")
    assert said.code == 4
    assert "csv" in said.err
    assert list(tmp_path.glob("*out*")) == []


def test_check_finds_a_changed_original(stocked: Backfile, tmp_path: Path) -> None:
    assert stocked("check").code == 0
    next((tmp_path / "shelf/originals").glob("*/*")).write_text("rotten")
    said = stocked("check", "--json")
    assert said.code == 3
    assert [finding["damage"] for finding in said.json] == [True]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("list",), 3, "is not an archive"),
        (("read", "none.pdf"), 2, "no such file"),
        (("--set", "engine=abacus", "read", "none.pdf"), 4, "abacus"),
        (("--set", "colour=red", "settings"), 4, "colour"),
        (("--set", "colour=red", "list"), 4, "colour"),
        (("--set", "jobs", "settings"), 4, "NAME=VALUE"),
        (("list", "--colour"), 2, "--colour"),
        (("fly",), 2, "fly"),
    ],
)
def test_mistakes_are_explained(backfile: Backfile, arguments: tuple[str, ...], code: int, says: str) -> None:
    said = backfile(*arguments)
    assert said.code == code
    assert says in said.err
    assert said.out == ""


def test_serve_does_not_share_a_port(stocked: Backfile) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        said = stocked("serve", "--port", str(other.getsockname()[1]))
    assert said.code == 4
    assert "--port" in said.err


def test_a_fault_of_ours_is_one_line_and_a_trace_in_a_file(stocked: Backfile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backfile.archive.Archive.listing", lambda self: 1 / 0)
    said = stocked("list")
    assert said.code == 70
    assert "ZeroDivisionError" in said.err
    trace = Path(said.err.split("The trace is in ")[1].split(";")[0])
    assert "Traceback" in trace.read_text()
    trace.unlink()


def test_terminal_escapes_in_a_document_do_no_harm(backfile: Backfile, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text(CONTENTS.format(number=1).replace("河流的", "河流\x1b[2J[red]的"), "utf-8")
    said = backfile("read", tmp_path / "evil.txt", "--pages")
    assert "\x1b" not in said.out
    assert "[red]" in said.out


def test_an_archive_with_nothing_in_it_says_so(backfile, tmp_path):
    backfile("add", tmp_path / "nothing.txt")
    assert (backfile("list", "--ids").out, backfile("list", "--json").json, backfile("gaps", "--json").json) == (
        "",
        [],
        {},
    )
    for command in ("list", "gaps"):
        said = backfile(command)
        assert (said.code, said.out) == (0, "")
        assert "no issues here yet" in said.err


def test_one_is_counted_as_one():
    from backfile.cli.tables import many

    assert [many(count, "issue") for count in (0, 1, 2)] == ["0 issues", "1 issue", "2 issues"]
    assert many(1, "entry", "entries") + many(2, "entry", "entries") == "1 entry2 entries"


def test_show_overlay_draws_every_page_and_a_sheet_of_them_all(backfile, tmp_path):
    from PIL import Image

    backfile("add", Path(__file__).resolve().parents[2] / "specimens" / "en-magazine-003.pdf")
    [issue] = backfile("list", "--json").json
    said = backfile("show", issue["id"], "--overlay", tmp_path / "drawn")
    pictures = said.out.split()
    assert said.code == 0
    assert len(pictures) == issue["pages"] + 1
    assert pictures[-1].endswith("-overview-01.png")
    for picture in pictures:
        with Image.open(picture) as image:
            assert image.width > image.height * 0.7
    (tmp_path / "file").touch()
    said = backfile("show", issue["id"], "--overlay", tmp_path / "file" / "drawn")
    assert (said.code, "can't be written" in said.err) == (2, True)


def test_show_overlay_of_a_text_says_why_there_is_none(backfile, tmp_path):
    (tmp_path / "text.txt").write_text(CONTENTS.format(number=1), "utf-8")
    backfile("add", tmp_path / "text.txt")
    said = backfile("show", "haiyang-yanjiu-2020-n1", "--overlay", tmp_path / "drawn")
    assert said.code
    assert "no page images" in said.err
