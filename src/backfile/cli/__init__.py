"""The command line: parse, call, print. A command is named like the function that it calls.

Results go to standard output, progress and messages to standard error; with `--json` standard output holds JSON
and nothing else. Exit codes come from the error tree (`backfile.errors`); 70 is a bug of ours, 130 Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer

from ..errors import BackfileError
from . import tables
from .commands import app

_MISUSE: Any = typer.BadParameter.__mro__[2]
"""The root of typer's own errors (ClickException); typer carries click inside and does not export it."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        code = typer.main.get_command(app).main(arguments, prog_name="backfile", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except _MISUSE as error:
        error.show()
        return int(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        tables.say("Stopped. The same command goes on where it stopped.")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BackfileError as error:
        tables.complain(error)
        return error.exit_code
    except Exception as error:
        trace = tables.keep_trace([traceback.format_exc()])
        tables.say(f"A fault in Backfile: {type(error).__name__}: {error}. The trace is in {trace}; please report it.")
        return 70
