"""docs/exports.md says what there is, and its commands work on an archive."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.cli.commands import app
from backfile.model import Source
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
    issue = replace(issue, source=Source(name=original.name, format="PDF", sha256=hash_input(original)))
    with (archive.root / "backfile.toml").open("a") as settings:
        settings.write(
            'domain = "archive.example.org"\nprovider = "The Library"\ncontact = "name@example.org"\n'
            'doi_pattern = "10.5555/{issue}.{article}"\n'
        )
    archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    return archive


def test_the_page_is_the_one_made_from_the_exporters():
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.exporters.reference`"


@pytest.mark.parametrize("command", re.findall(r"^backfile (export .*)$", PAGE.read_text("utf-8"), re.M))
def test_the_commands_on_the_page_work(command, archive, tmp_path):
    *words, name = command.split()
    done = CliRunner().invoke(app, ["--archive", str(archive.root), *words, str(tmp_path / name)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).stat().st_size > 0


def test_every_format_is_on_the_page():
    for format in modules("backfile.exporters"):
        assert f"--format {format} " in PAGE.read_text("utf-8")
