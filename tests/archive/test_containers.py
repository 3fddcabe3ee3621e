"""Files that hold several documents: tars that Backfile exported, lists of the contents of a whole back run."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from backfile.archive import Added, Archive, add
from backfile.cli.commands import app
from backfile.executors import start_executor
from backfile.exporters import export
from backfile.model import Designation, Entry, Issue, Periodical
from backfile.settings import Settings, load_settings

SPECIMENS = Path(__file__).resolve().parents[2] / "specimens"
PLAIN = load_settings(environ={}, engine="none", executor="serial")
ROWS = """刊名,年,期,栏目,题名,作者,页码
海洋研究,2020,3,论文,潮汐与月亮,李云帆,1
,,,,海流的方向,欧阳远,5
海洋研究,2020,4,论文,盐与冰,王小,2
海洋研究,2021,1,随笔,灯塔,赵六,3
海洋研究,2020,4,随笔,渔港,赵六,9
"""


def take(archive: Archive, *paths: Path, settings: Settings = PLAIN) -> list[Added]:
    return list(add(archive, paths, settings, start_executor(settings), lambda *_: None))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive", create=True)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("containers") / "shelf", create=True)
    take(archive, SPECIMENS / "en-magazine-003.pdf", SPECIMENS / "zh-keji-monthly-007.pdf")
    return archive


@pytest.fixture
def mets(shelf: Archive, tmp_path: Path) -> Path:
    path = tmp_path / "archive.tar"
    with path.open("wb") as out:
        export(shelf.issues(words=True), out, "mets")
    return path


def titles(issue: Issue) -> list[str]:
    return [entry.title for entry in issue.contents]


def test_a_tar_of_mets_is_added_by_one_command_and_gives_the_same_records(
    shelf: Archive, mets: Path, archive: Archive
) -> None:
    done = take(archive, mets)
    assert [row.outcome for row in done] == ["added", "added"]
    assert [row.path for row in done] == [mets / id for id in shelf.kept()]
    for id in shelf.kept():
        before, after = shelf.load(id), archive.load(id)
        assert titles(after) == titles(before)
        assert [article.text for article in after.articles] == [article.text for article in before.articles]
    assert [row.outcome for row in take(archive, mets)] == ["already there", "already there"]
    assert not list(archive.work.glob("half-*"))


@pytest.mark.parametrize("name", ["../evil", "/evil", "issue/../../evil"])
def test_a_tar_that_leads_out_is_refused_and_nothing_is_kept(name: str, archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as tar:
        for each in ("issue/1.txt", name):
            member = tarfile.TarInfo(each)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"evil"))
    (refused,) = take(archive, path)
    assert refused.outcome == "failed"
    assert "leads out" in refused.why
    assert not archive.kept()
    assert not list(tmp_path.rglob("evil"))


def test_a_tar_that_unpacks_to_too_much_or_is_cut_short_is_refused(mets: Path, archive: Archive) -> None:
    (refused,) = take(archive, mets, settings=replace(PLAIN, max_unpacked=10_000))
    assert "max_unpacked" in refused.why
    mets.write_bytes(mets.read_bytes()[: mets.stat().st_size // 2])
    (refused,) = take(archive, mets)
    assert (refused.outcome, archive.kept()) == ("failed", {})


def test_a_bad_tar_stops_nothing_else(archive: Archive, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tar"
    bad.write_bytes(b"not a tar" * 100)
    done = take(archive, bad, SPECIMENS / "en-magazine-003.pdf")
    assert [row.outcome for row in done] == ["failed", "added"]


def test_a_sheet_of_a_back_run_makes_an_issue_of_each(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text(ROWS, "utf-8")
    done = take(archive, path)
    assert [row.outcome for row in done] == ["added"] * 3
    assert [row.path.name for row in done] == ["run-0001.tsv", "run-0002.tsv", "run-0003.tsv"]
    found = [archive.load(row.id) for row in done]
    assert [(one.issue.year, one.issue.number) for one in found] == [(2020, "3"), (2020, "4"), (2021, "1")]
    assert [titles(one) for one in found] == [["潮汐与月亮", "海流的方向"], ["盐与冰", "渔港"], ["灯塔"]]
    assert [entry.section for entry in found[1].contents] == ["论文", "随笔"]


def test_a_back_run_and_a_tar_are_read_without_being_kept(mets: Path, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text(ROWS, "utf-8")
    options = ["--archive", str(tmp_path / "none"), "--set", "engine=none", "--set", "executor=serial"]
    done = CliRunner().invoke(app, [*options, "read", str(path), str(mets), "--json"])
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 3 + 2
    assert not (tmp_path / "none").exists()


def test_a_bag_in_a_folder_is_not_taken_apart(shelf: Archive, archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with (folder / "bag.tar").open("wb") as out:
        export(shelf.issues(), out, "bagit", kept=lambda one: shelf.folder(one.id))
    (left,) = take(archive, folder)
    assert (left.outcome, archive.kept()) == ("left out", {})


def test_a_section_row_heads_the_rows_below_it_in_every_issue(archive: Archive, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Journal", "Year", "No", "Section", "Title"],
        [None, None, None, "Essays", None],
        ["Open Sky", 1998, 7, None, "Clouds; and, rain"],
        ["Open Sky", 1998, 8, None, "Wind"],
        [None, None, None, "Letters", None],
        ["Open Sky", 1998, 8, None, "From a reader"],
    ):
        book.active.append(row)
    path = tmp_path / "run.xlsx"
    book.save(path)
    found = [archive.load(row.id) for row in take(archive, path)]
    said = [[(entry.section, entry.title) for entry in one.contents] for one in found]
    assert said == [[("Essays", "Clouds; and, rain")], [("Essays", "Wind"), ("Letters", "From a reader")]]


def test_a_row_that_cannot_be_read_keeps_the_whole_run_out(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text(ROWS + "海洋研究,2021,2,,,无名,4\n", "utf-8")
    (refused,) = take(archive, path)
    assert "row 7: no title" in refused.why
    assert not archive.kept()


def test_a_mods_file_of_everything_comes_back_as_its_issues(archive: Archive, tmp_path: Path) -> None:
    issues = [
        Issue(
            id=f"open-sky-1998-{number:02}",
            periodical=Periodical(title="Open Sky"),
            issue=Designation(year=1998, month=number, date=f"1998-{number:02}", number=str(number)),
            contents=(Entry(id="c01", title=f"Weather {number}", page="3"), Entry(id="c02", title="Letters", page="9")),
        )
        for number in (7, 8)
    ]
    path = tmp_path / "everything.mods"
    with path.open("wb") as out:
        export(issues, out, "mods")
    found = [archive.load(row.id) for row in take(archive, path)]
    assert [titles(one) for one in found] == [["Weather 7", "Letters"], ["Weather 8", "Letters"]]
    assert [one.issue.number for one in found] == ["7", "8"]
