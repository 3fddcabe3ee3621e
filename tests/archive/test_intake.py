"""`add`: idempotent, ordered, never stopped by one bad file."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.archive import Added, Archive, add, inputs
from backfile.archive.checks import check
from backfile.errors import Conflict
from backfile.executors.serial import Serial
from backfile.settings import Settings

TEXT = "本刊目录\n\n{title}  张三  1\n海洋与河流  李四  5\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "shelf", create=True)


def run(archive: Archive, *paths: Path) -> list[Added]:
    return list(add(archive, paths, Settings(engine="none"), Serial(), lambda path, done, count: None))


def write(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXT.format(title=f"关于{name}"), "utf-8")
    return [folder / name for name in names]


def test_adding_twice_adds_once(archive: Archive, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", "2020-01.txt", "2020-02.txt")
    assert [added.outcome for added in run(archive, *paths)] == ["added", "added"]
    again = run(archive, *paths)
    assert [added.outcome for added in again] == ["already there", "already there"]
    assert sorted(added.id for added in again) == list(archive.kept())
    assert list(check(archive)) == []


def test_the_same_bytes_twice_in_one_batch_are_one_issue(archive: Archive, tmp_path: Path) -> None:
    first, copy = write(tmp_path / "in", "a.txt", "b.txt")
    copy.write_bytes(first.read_bytes())
    outcomes = [added.outcome for added in run(archive, first, copy)]
    assert outcomes == ["added", "already there"]
    assert len(archive.kept()) == 1


def test_one_bad_file_never_stops_the_batch(archive: Archive, tmp_path: Path) -> None:
    good = write(tmp_path / "in", "a.txt", "z.txt")
    empty, missing, lying = tmp_path / "in/m.txt", tmp_path / "in/none.txt", tmp_path / "in/n.pdf"
    empty.touch()
    lying.write_text("this is no PDF")
    results = run(archive, good[0], empty, missing, lying, good[1])
    assert [added.outcome for added in results] == ["added", "failed", "failed", "failed", "added"]
    for added in results[1:4]:
        assert added.path.name in added.why
    assert len(archive.kept()) == 2
    assert list(archive.work.iterdir()) == []
    assert archive.unfinished() == []


def test_folders_are_walked_and_what_nobody_reads_is_left_out(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in/2020", "1.txt")
    (tmp_path / "in/2020/Thumbs.db").write_bytes(b"\x00\x01\x02\xff" * 100)
    assert sorted(added.outcome for added in run(archive, tmp_path / "in")) == ["added", "left out"]


def test_a_folder_with_nothing_in_it_is_said_to_be_empty(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "in/.hidden").mkdir(parents=True)
    (added,) = run(archive, tmp_path / "in")
    assert (added.outcome, added.path) == ("failed", tmp_path / "in")
    assert "nothing that can be read" in added.why


def test_a_folder_of_images_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "scans/1999").mkdir(parents=True)
    for name in ("001.jpg", "002.JPG", "003.tif"):
        (tmp_path / "scans/1999" / name).touch()
    (tmp_path / "scans/.hidden").touch()
    (tmp_path / "scans/1999/Thumbs.db").touch()
    (tmp_path / "scans/2000.pdf").touch()
    assert list(inputs([tmp_path / "scans"])) == [tmp_path / "scans/1999", tmp_path / "scans/2000.pdf"]


def test_images_beside_documents_are_inputs_of_their_own(tmp_path: Path) -> None:
    for name in ("cover.jpg", "issue.pdf"):
        (tmp_path / name).touch()
    assert list(inputs([tmp_path])) == [tmp_path / "cover.jpg", tmp_path / "issue.pdf"]


def test_an_archive_inside_the_folder_is_not_walked(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", "1.txt")
    run(archive, tmp_path / "in/1.txt")
    assert list(inputs([tmp_path])) == [tmp_path / "in/1.txt"]


def test_a_second_add_at_the_same_time_is_refused(archive: Archive, tmp_path: Path) -> None:
    paths = write(tmp_path / "in", "1.txt", "2.txt")
    first = add(archive, paths, Settings(engine="none"), Serial(), lambda *_: None)
    next(first)
    with pytest.raises(Conflict):
        run(Archive(archive.root), *paths)
    assert [added.outcome for added in first] == ["added"]
