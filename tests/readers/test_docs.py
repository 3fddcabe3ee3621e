"""docs/imports.md says what there is, and its commands take what it says they take."""

from __future__ import annotations

import io
import json
import re
import shutil
import tarfile
from pathlib import Path

import PIL.Image
import pytest
from tests.exporters.conftest import SPECIMENS
from typer.testing import CliRunner

from backfile import record
from backfile.archive import Archive
from backfile.archive.bags import restore
from backfile.cli.commands import app
from backfile.exporters import export
from backfile.settings import load_settings

from .reference import PAGE, page
from .test_hocr_and_page import HOCR
from .test_iiif import NAMES, lay, version_3

COMMANDS = re.findall(r"^backfile (add .*)$", PAGE.read_text("utf-8"), re.M) if PAGE.exists() else []


def written(issues, format: str) -> bytes:
    out = io.BytesIO()
    export(issues, out, format)
    return out.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory, journal, specimens) -> Path:
    """A folder with everything that the page names."""
    home = tmp_path_factory.mktemp("desk")
    for format in ("mets", "alto", "page"):
        with tarfile.open(fileobj=io.BytesIO(written([journal], format))) as tar:
            tar.extractall(home / "unpacked" / format, filter="data")
        shutil.copytree(home / "unpacked" / format / journal.id, home / "issues" / format)
    lay(home / "issues" / "iiif", version_3(), NAMES)
    (home / "issues" / "hocr").mkdir()
    (home / "issues" / "hocr" / "1.hocr").write_text(HOCR)
    scans = home / "issues" / "scans-with-sheet"
    scans.mkdir()
    for number in range(1, 4):
        PIL.Image.new("L", (200, 300), 250).save(scans / f"{number}.png")
    (scans / "contents.csv").write_text("title,author,page\nThe sea,Anna Berg,1\n")
    (home / "contents.csv").write_text("题名,作者,页码\n潮汐,李云帆,1\n", "utf-8")
    (home / "articles.mods.xml").write_bytes(written([journal], "mods"))
    (home / "edition.tei.xml").write_bytes(written([journal], "tei"))
    (home / "record.json").write_bytes(record.dump(journal, indent=1))
    (home / "archive-mets.tar").write_bytes(written([journal], "mets"))
    (home / "back-run.csv").write_text("刊名,年,期,题名\n江河,1998,1,水位\n,,,船闸\n", "utf-8")
    shelf = Archive(home / "other", create=True)
    CliRunner().invoke(app, ["--archive", str(shelf.root), "add", str(SPECIMENS / "en-magazine-003.pdf")])
    (home / "archive.tar").write_bytes(b"")
    with (home / "archive.tar").open("wb") as out:
        export(
            shelf.issues(),
            out,
            "bagit",
            lambda one: shelf.original(one.source.sha256),
            kept=lambda one: shelf.folder(one.id),
        )
    return home


def test_the_page_is_the_one_made_from_the_readers():
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.readers.reference`"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_on_the_page_work(command, desk, tmp_path, monkeypatch):
    monkeypatch.chdir(desk)
    archive = tmp_path / "shelf"
    words = command.split()
    done = CliRunner().invoke(
        app, ["--archive", str(archive), "--set", "engine=none", "--set", "executor=serial", *words, "--json"]
    )
    assert done.exit_code == 0, done.output
    rows = json.loads(done.stdout)
    assert [row["outcome"] for row in rows] == ["added"] * len(words[1:]), done.output
    assert len(Archive(archive).kept()) == len(words) - 1


def test_a_restored_bag_is_the_archive_that_it_came_from(desk, tmp_path):
    again = Archive(tmp_path / "again", create=True)
    list(restore(again, desk / "archive.tar", load_settings()))
    assert again.kept() == Archive(desk / "other").kept()


def test_a_mets_file_is_added_from_within_its_folder(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(desk / "issues" / "mets")
    options = ["--archive", str(tmp_path / "shelf"), "--set", "engine=none", "--set", "executor=serial"]
    assert CliRunner().invoke(app, [*options, "add", "mets.xml"]).exit_code == 0
    (kept,) = Archive(tmp_path / "shelf").kept().values()
    assert (kept.id, kept.name) == ("haiyang-yanjiu-2020-03", "mets")


def test_an_import_is_read_again_from_what_was_kept(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(desk)
    options = ["--archive", str(tmp_path / "shelf"), "--set", "engine=none", "--set", "executor=serial"]
    assert CliRunner().invoke(app, [*options, "add", "issues/mets", "issues/iiif"]).exit_code == 0
    archive = Archive(tmp_path / "shelf")
    before = {id: archive.load(id).articles for id in archive.kept()}
    assert CliRunner().invoke(app, [*options, "reread"]).exit_code == 0
    assert {id: archive.load(id).articles for id in archive.kept()} == before
