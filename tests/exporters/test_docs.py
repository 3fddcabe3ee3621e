"""docs/exports.md says what there is, and its commands work on an archive."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.cli.commands import app
from backfile.exporters import export, needs
from backfile.plugins import modules

from .conftest import SPECIMENS
from .reference import PAGE, page


@pytest.fixture(scope="module")
def archive(tmp_path_factory, specimens):
    import zstandard

    from backfile import record

    archive = Archive(tmp_path_factory.mktemp("exports") / "shelf", create=True)
    issue = next(issue for issue in specimens if issue.id == "en-magazine-003")
    original = SPECIMENS / "en-magazine-003.pdf"
    archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    return archive


def test_the_page_is_the_one_made_from_the_exporters():
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.exporters.reference`"


@pytest.mark.parametrize("command", re.findall(r"^backfile (export .*)$", PAGE.read_text("utf-8"), re.M))
def test_the_commands_on_the_page_work(command, archive, tmp_path):
    *words, name = command.split()
    format = words[words.index("--format") + 1]
    if needs(format):  # what the command line hands to exporters beyond records is tried here without it
        with (tmp_path / name).open("wb") as out:
            originals = {issue.id: archive.original(issue.source.sha256) for issue in archive.issues() if issue.source}
            issues = archive.issues(words="words" in needs(format))
            export(issues, out, format, lambda issue: originals.get(issue.id, SPECIMENS / "en-magazine-003.pdf"))
    else:
        done = CliRunner().invoke(app, ["--archive", str(archive.root), *words, str(tmp_path / name)])
        assert done.exit_code == 0, done.output
    assert (tmp_path / name).stat().st_size > 0


def test_every_format_is_on_the_page():
    for format in modules("backfile.exporters"):
        assert f"--format {format} " in PAGE.read_text("utf-8")
