"""What the kept folder promises: whole or not at all, nothing twice, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive import Archive
from backfile.archive.checks import check
from backfile.archive.files import hash_input
from backfile.archive.folder import place
from backfile.errors import ArchiveDamaged, Conflict, NotFound
from backfile.model import Entry, Issue, Line, Page, Source
from backfile.record import dump_words


def keep(archive: Archive, folder: Path, name: str, id: str = "sea-2020-01", title: str = "Tides") -> Issue:
    """Keep an issue of one page whose original is the file `name`."""
    original = folder / name
    original.write_text(f"{name} {title}")
    sha256 = hash_input(original)
    page = Page(number=1, lines=(Line(text=title, number=1),))
    source = Source(name=name, format="text", sha256=sha256)
    issue = Issue(id=id, contents=(Entry(id="c01", title=title),), pages=(page,), source=source)
    return archive.keep(issue, zstandard.compress(dump_words(issue)), original, sha256)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "shelf", create=True)


def test_what_is_kept_comes_back(archive: Archive, tmp_path: Path) -> None:
    kept = keep(archive, tmp_path, "a.txt")
    again = Archive(archive.root)
    assert list(again.kept()) == ["sea-2020-01"]
    assert again.load("sea-2020-01").contents == kept.contents
    assert again.load("sea-2020-01", words=True).pages[0].lines[0].text == "Tides"
    assert kept.source is not None
    assert again.original(kept.source.sha256).read_text() == "a.txt Tides"
    assert list(check(again)) == []


def test_the_folders_are_as_documented(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    folder = archive.root / "issues/sea/2020-01"
    assert {path.name for path in folder.iterdir()} == {"record.json", "words.json.zst"}
    assert json.loads((folder / "record.json").read_bytes())["schema"] == "backfile/issue/1"
    (original,) = (archive.root / "originals").glob("*/*")
    assert original.parent.name == original.name[:2]
    assert original.suffix == ".txt"


def test_the_same_original_is_kept_once(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    assert keep(archive, tmp_path, "a.txt", id="another-2021-01").id == "sea-2020-01"
    assert list(archive.kept()) == ["sea-2020-01"]


def test_another_issue_of_the_same_id_is_kept_beside_with_a_doubt(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt", title="Tides")
    second = keep(archive, tmp_path, "b.txt", title="Waves")
    assert second.id == "sea-2020-01-2"
    assert [(doubt.path, "a.txt" in doubt.why) for doubt in second.doubts] == [("id", True)]
    assert archive.load("sea-2020-01").contents[0].title == "Tides"
    assert archive.load("sea-2020-01-2").contents[0].title == "Waves"


def test_an_original_that_changed_while_it_was_read_is_refused(archive: Archive, tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_text("new")
    with pytest.raises(Conflict, match="changed"):
        archive.keep(Issue(id="sea-2020-01"), b"", original, "0" * 64)
    assert archive.kept() == {}
    assert list((archive.root / "originals").glob("*/*")) == []
    assert list(archive.work.iterdir()) == []


def test_removing_can_be_undone(archive: Archive, tmp_path: Path) -> None:
    kept = keep(archive, tmp_path, "a.txt")
    archive.remove(kept.id)
    assert archive.kept() == {}
    with pytest.raises(NotFound):
        archive.load(kept.id)
    archive.restore(kept.id)
    assert archive.load(kept.id).contents == kept.contents
    assert archive.trash() == []
    assert list(check(archive)) == []


def test_a_removed_file_can_be_added_again(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    archive.remove("sea-2020-01")
    assert keep(archive, tmp_path, "a.txt").id == "sea-2020-01"
    with pytest.raises(Conflict):
        archive.restore("sea-2020-01")


def test_emptying_the_trash_keeps_originals_that_are_needed(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    keep(archive, tmp_path, "b.txt", id="sea-2020-02")
    archive.remove("sea-2020-01")
    archive.remove("sea-2020-02")
    keep(archive, tmp_path, "a.txt")
    assert archive.empty_trash() == 2
    assert len(list((archive.root / "originals").glob("*/*"))) == 1
    assert list(check(archive)) == []


@pytest.mark.parametrize("intent", ["keeping", "removing", "restoring"])
@pytest.mark.parametrize("done", [False, True])
def test_a_kill_between_intent_and_deed_is_understood(
    archive: Archive, tmp_path: Path, intent: str, done: bool
) -> None:
    """The journal's last line is an intent; whether the folder was renamed decides."""
    keep(archive, tmp_path, "a.txt")
    folder, aside = archive.folder("sea-2020-01"), tmp_path / "aside"
    if intent != "keeping":
        archive.remove("sea-2020-01")
    if intent == "restoring" or (intent == "removing" and not done):
        archive.restore("sea-2020-01")
    if intent != "removing" and not done:
        folder.rename(aside)
    journal = archive.root / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if json.loads(line)["deed"] == intent)
    journal.write_bytes(b"".join(lines[: last + 1]))
    there = done if intent != "removing" else not done
    assert folder.exists() == there
    assert list(Archive(archive.root).kept()) == (["sea-2020-01"] if there else [])


def test_a_journal_line_cut_short_is_passed_over(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    with (archive.root / "journal.jsonl").open("ab") as file:
        file.write(b'{"deed":"kept","id":"se')
    keep(archive, tmp_path, "b.txt", id="sea-2020-02")
    assert list(Archive(archive.root).kept()) == ["sea-2020-01", "sea-2020-02"]


def test_the_journal_can_be_made_anew(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    keep(archive, tmp_path, "b.txt", id="sea-2020-02")
    before = archive.kept()
    (archive.root / "journal.jsonl").unlink()
    again = Archive(archive.root)
    assert again.rescan() == 2
    assert again.kept() == before


def test_two_open_archives_see_each_other(archive: Archive, tmp_path: Path) -> None:
    other = Archive(archive.root)
    assert other.kept() == {}
    keep(archive, tmp_path, "a.txt")
    assert list(other.kept()) == ["sea-2020-01"]
    other.remove("sea-2020-01")
    assert archive.kept() == {}


def test_a_second_writer_waits_then_says_who_writes(archive: Archive) -> None:
    with archive.writing(), pytest.raises(Conflict, match=r"process \d+"), Archive(archive.root).writing(wait=0):
        pass


def test_what_the_catalogue_has_not_heard_is_remembered(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    assert archive.stale() == ["sea-2020-01"]
    archive.told(["sea-2020-01"])
    assert Archive(archive.root).stale() == []
    archive.remove("sea-2020-01")
    assert Archive(archive.root).stale() == ["sea-2020-01"]


def test_a_folder_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is not an archive"):
        Archive(tmp_path)


def test_names_find_issues(archive: Archive, tmp_path: Path) -> None:
    keep(archive, tmp_path, "a.txt")
    keep(archive, tmp_path, "b.txt", id="sea-2020-02")
    assert archive.find("sea-2020-02") == "sea-2020-02"
    assert archive.find("b.txt") == "sea-2020-02"
    with pytest.raises(NotFound, match="sea-2020-01, sea-2020-02"):
        archive.find("sea")
    with pytest.raises(NotFound):
        archive.find("land")


@given(st.text())
def test_no_id_leads_out_of_the_archive(id: str) -> None:
    root = Path("/shelf/issues")
    try:
        periodical, issue = place(id)
    except NotFound:
        return
    inside = (root / periodical / issue).resolve()
    assert inside.parent.parent == root


def test_check_finds_what_is_wrong(archive: Archive, tmp_path: Path) -> None:
    kept = [keep(archive, tmp_path, f"{number}.txt", id=f"sea-2020-0{number}") for number in range(1, 6)]
    folders = [archive.folder(issue.id) for issue in kept]
    assert kept[0].source is not None
    archive.original(kept[0].source.sha256).write_text("rotten")
    assert kept[1].source is not None
    archive.original(kept[1].source.sha256).unlink()
    (folders[2] / "record.json").write_text("{")
    (folders[3] / "words.json.zst").write_bytes(zstandard.compress(b'[{"number":1},{"number":2}]'))
    (folders[4] / "words.json.zst").write_bytes(b"no")
    (archive.root / "originals/ff").mkdir(exist_ok=True)
    (archive.root / "originals/ff/ffff.pdf").touch()
    found = {(finding.damage, finding.where.split("/")[0], finding.what.split(":")[0]) for finding in check(archive)}
    assert found >= {
        (True, "originals", "changed since sea-2020-01 was kept"),
        (True, "originals", "of sea-2020-02"),
        (True, "issues", "can't be read"),
        (True, "issues", "words of 2 pages, record of 1"),
        (False, "originals", "no issue was made from it"),
    }
    with pytest.raises(ArchiveDamaged):
        archive.load("sea-2020-03")
