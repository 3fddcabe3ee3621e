"""Reference pages say what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.cli import reference

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("name", "made"), [("settings.md", reference.settings_page), ("commands.md", reference.commands_page)]
)
def test_reference_pages_are_as_the_program_is(name: str, made: object) -> None:
    assert (DOCS / name).read_text("utf-8") == made(), "run `make docs`"  # type: ignore[operator]


def test_every_command_explains_itself() -> None:
    page = reference.commands_page()
    for block in page.split("\n## ")[1:]:
        title, _, rest = block.partition("\n")
        assert title.startswith("backfile")
        assert rest.strip(), f"{title} has no help"
        assert "| `--json` |  |" not in rest
        for row in rest.splitlines():
            assert not row.endswith("|  |"), f"{title}: {row} has no help"
