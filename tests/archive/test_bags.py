"""A bag restores what was exported: ids, originals, words, corrections; one that is not sound changes nothing."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import bagit
import pytest

from backfile import record
from backfile.archive import Archive, add
from backfile.archive.bags import is_bag, restore
from backfile.errors import DamagedInput, InputTooLarge
from backfile.executors import start_executor
from backfile.exporters import export
from backfile.settings import load_settings

SPECIMENS = Path(__file__).resolve().parents[2] / "specimens"
PLAIN = load_settings(engine="none", executor="serial")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory) -> Archive:
    """An archive of a PDF that was corrected, and of a folder."""
    home = tmp_path_factory.mktemp("bags")
    archive = Archive(home / "shelf", create=True)
    pages = home / "pages" / "alto"
    pages.mkdir(parents=True)
    (pages / "1.xml").write_text(
        '<alto><Layout><Page ID="P" WIDTH="100" HEIGHT="200"><TextBlock ID="B"><TextLine HPOS="10" VPOS="10" WIDTH="50" HEIGHT="9">'
        '<String CONTENT="Kurz" HPOS="10" VPOS="10" WIDTH="50" HEIGHT="9"/></TextLine></TextBlock></Page></Layout></alto>'
    )
    list(
        add(archive, [SPECIMENS / "en-magazine-003.pdf", home / "pages"], PLAIN, start_executor(PLAIN), lambda *_: None)
    )
    id = archive.find("en-magazine-003.pdf")
    archive.correct(id, "set", "periodical/publisher", new="Open Sky Press", by="librarian")
    return archive


@pytest.fixture
def bag(shelf, tmp_path) -> Path:
    path = tmp_path / "archive.tar"
    with path.open("wb") as out:
        export(
            shelf.issues(),
            out,
            "bagit",
            lambda one: shelf.original(one.source.sha256),
            kept=lambda one: shelf.folder(one.id),
        )
    return path


def unpacked(bag: Path) -> Path:
    with tarfile.open(bag) as tar:
        tar.extractall(bag.parent, filter="data")
    return bag.parent / "backfile-bag"


def test_the_whole_archive_comes_back(shelf, bag, tmp_path):
    again = Archive(tmp_path / "again", create=True)
    done = list(add(again, [bag], PLAIN, start_executor(PLAIN), lambda *_: None))
    assert [row.outcome for row in done] == ["added", "added"]
    assert again.kept() == shelf.kept()
    for id, kept in shelf.kept().items():
        assert record.dump(again.load(id)) == record.dump(shelf.load(id))
        assert record.dump_words(again.load(id, words=True)) == record.dump_words(shelf.load(id, words=True))
        assert again.corrections(id) == shelf.corrections(id)
        assert again.original(kept.sha256).is_dir() == shelf.original(kept.sha256).is_dir()


def test_an_unpacked_bag_is_valid_and_restores_too(shelf, bag, tmp_path):
    folder = unpacked(bag)
    assert bagit.Bag(str(folder)).is_valid()
    assert is_bag(folder)
    again = Archive(tmp_path / "again", create=True)
    assert [one.new for one in restore(again, folder, PLAIN)] == [True, True]


def test_what_is_there_already_gets_only_the_corrections_it_lacks(shelf, bag, tmp_path):
    again = Archive(tmp_path / "again", create=True)
    list(restore(again, bag, PLAIN))
    assert [(one.new, one.corrections) for one in restore(again, bag, PLAIN)] == [(False, 0), (False, 0)]
    assert again.kept() == shelf.kept()


def test_records_alone_come_back_without_originals(shelf, tmp_path):
    path = tmp_path / "records.tar"
    with path.open("wb") as out:
        export(shelf.issues(), out, "bagit")
    again = Archive(tmp_path / "again", create=True)
    list(restore(again, path, PLAIN))
    assert list(again.kept()) == list(shelf.kept())
    id = again.find("en-magazine-003.pdf")
    assert again.load(id).contents == shelf.load(id).contents


@pytest.mark.parametrize("harm", ["changed", "missing", "unlisted", "no manifest", "outside"])
def test_a_bag_that_is_not_sound_is_refused_and_nothing_is_kept(harm, bag, tmp_path):
    folder = unpacked(bag)
    record_file = next(folder.glob("data/*/record.json"))
    if harm == "changed":
        record_file.write_bytes(record_file.read_bytes() + b" ")
    elif harm == "missing":
        record_file.unlink()
    elif harm == "unlisted":
        (folder / "data" / "more.txt").write_text("?")
    elif harm == "no manifest":
        (folder / "manifest-sha256.txt").unlink()
    else:
        with (folder / "manifest-sha256.txt").open("a") as manifest:
            manifest.write(f"{'0' * 64}  data/../../outside.txt\n")
    again = Archive(tmp_path / "again", create=True)
    with pytest.raises(DamagedInput):
        list(restore(again, folder, PLAIN))
    (added,) = add(again, [folder], PLAIN, start_executor(PLAIN), lambda *_: None)
    assert added.outcome == "failed"
    assert again.kept() == {}
    assert not list((again.root / "originals").rglob("*"))


@pytest.mark.parametrize("name", ["../evil", "/evil", "bag/../../evil"])
def test_a_tar_that_leads_out_of_its_folder_is_refused(name, tmp_path):
    again = Archive(tmp_path / "shelf" / "again", create=True)
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as tar:
        for each in ("bag/bagit.txt", name):
            member = tarfile.TarInfo(each)
            member.size = 4
            tar.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(DamagedInput, match="leads out"):
        list(restore(again, path, PLAIN))
    assert not list(tmp_path.rglob("evil"))


def test_a_link_in_a_tar_is_refused(tmp_path):
    path = tmp_path / "link.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo("bag/data/passwords")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(DamagedInput, match="a link"):
        list(restore(Archive(tmp_path / "again", create=True), path, PLAIN))


def test_a_bag_that_unpacks_to_too_much_is_refused(bag, tmp_path):
    small = load_settings(max_unpacked=10_000)
    with pytest.raises(InputTooLarge, match="max_unpacked"):
        list(restore(Archive(tmp_path / "again", create=True), bag, small))


def test_a_tar_cut_short_is_refused(bag, tmp_path):
    cut = tmp_path / "cut.tar"
    cut.write_bytes(bag.read_bytes()[: bag.stat().st_size // 2])
    again = Archive(tmp_path / "again", create=True)
    with pytest.raises(DamagedInput):
        list(restore(again, cut, PLAIN))
    assert again.kept() == {}
    shutil.rmtree(again.root)
