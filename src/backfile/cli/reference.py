"""Reference pages made from the program itself: `python -m backfile.cli.reference DIR` writes them, a test compares them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from ..settings import TABLE
from .commands import app


def settings_page() -> str:
    """docs/settings.md: the table of settings."""
    rows = [f"| `{row.name}` | {row.type} | `{row.default!r}` | {_cell(row.help)} |" for row in TABLE]
    return "\n".join([_SETTINGS_HEAD, "| name | type | default | what it is |", "|---|---|---|---|", *rows, ""])


def commands_page() -> str:
    """docs/commands.md: every command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    parts = [_COMMANDS_HEAD, "## backfile", "", *_parameters(group)]
    for path, command in _commands(group, "backfile"):
        parts += [f"## {path}", "", _paragraph(command.help), "", *_parameters(command)]
    return "\n".join(parts)


def write(folder: Path) -> None:
    (folder / "settings.md").write_text(settings_page(), "utf-8")
    (folder / "commands.md").write_text(commands_page(), "utf-8")


def _commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _parameters(command: Any) -> Iterator[str]:
    rows = [_parameter(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    if rows:
        yield from ("| | |", "|---|---|", *rows, "")


def _parameter(parameter: Any) -> str:
    name = (
        ", ".join(parameter.opts)
        if parameter.param_type_name == "option"
        else parameter.metavar or parameter.name.upper()
    )
    if parameter.param_type_name == "option" and not parameter.is_flag:
        name += f" {parameter.metavar or parameter.name.upper()}"
    return f"| `{name}` | {_cell(parameter.help or '')} |"


def _paragraph(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_SETTINGS_HEAD = """# Settings

What counts, in this order: an option of the command, `--set NAME=VALUE`, the environment (`BACKFILE_NAME`), `backfile.toml` in the
archive, the default. `backfile settings` shows the present values.
"""

_COMMANDS_HEAD = """# Commands

`backfile [--archive DIR] COMMAND`. The archive is the current folder unless it is named (or set in `BACKFILE_ARCHIVE`).

Tables go to standard output, progress and messages to standard error; with `--json` standard output holds JSON and nothing else.
Exit codes: 0 all well · 1 some of a batch failed · 2 bad input or usage · 3 the archive is not as it should be · 4 a setting is wrong ·
5 an engine is missing or failed · 70 a fault of ours · 130 stopped with Ctrl-C.
"""

if __name__ == "__main__":
    write(Path(sys.argv[1]))
