"""docs/add-a-back-run.md and docs/find-an-article.md: their commands work, their pictures are there and small."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from backfile.cli.commands import app

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = ("add-a-back-run.md", "find-an-article.md")
SPECIMEN = DOCS.parent / "specimens" / "zh-keji-monthly-007.pdf"
LARGEST = 150_000


def commands() -> list[str]:
    """Every command of the guides in order, but `serve`, which does not end."""
    blocks = [
        block for name in GUIDES for block in re.findall(r"```sh\n(.*?)```", (DOCS / name).read_text("utf-8"), re.S)
    ]
    lines = [line for block in blocks for line in block.splitlines() if line]
    return [line for line in lines if not line.endswith(" serve")]


def test_the_commands_work_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BACKFILE_ENGINE", "none")
    (tmp_path / "issues").mkdir()
    shutil.copy(SPECIMEN, tmp_path / "issues")
    done = {}
    for line in commands():
        name, *words = shlex.split(line)
        assert name == "backfile"
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (line, result.output)
        done[line] = result.output
    assert len(done) >= 6
    assert all("技术" in output for line, output in done.items() if " search " in line)


@pytest.mark.parametrize("guide", GUIDES)
def test_pictures_are_there_and_small(guide: str) -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", (DOCS / guide).read_text("utf-8"))
    assert pictures
    for said, path in pictures:
        assert said
        assert 0 < (DOCS / path).stat().st_size < LARGEST


@pytest.mark.parametrize("guide", GUIDES)
def test_links_lead_somewhere(guide: str) -> None:
    for path in re.findall(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)#]+)", (DOCS / guide).read_text("utf-8")):
        assert (DOCS / path).exists(), path
