"""Where results go: JSON and records on standard output, files that are there whole or not at all, errors of a batch."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import typer

from .. import record
from ..errors import BackfileError, InputError, PartlyFailed
from ..executors import Fault
from ..model import Issue
from . import tables


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        half = tempfile.NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}.", cure="Name another file with -o.") from error
    try:
        with half:
            yield cast("BinaryIO", half)
        Path(half.name).chmod(0o644)
        Path(half.name).replace(path)
    except BaseException:
        Path(half.name).unlink(missing_ok=True)
        raise


def write_record(issue: Issue, *, one: bool, pages: bool) -> None:
    fields = record.to_builtins(issue)
    if pages:
        fields["lines"] = msgspec.json.decode(record.dump_words(issue))
    text = msgspec.json.encode(fields)
    sys.stdout.buffer.write((msgspec.json.format(text, indent=2) if one else text) + b"\n")
    sys.stdout.buffer.flush()


def write_json(value: object) -> None:
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def raise_together(errors: list[BackfileError], count: int) -> None:
    """One input that failed ends with its own exit code, some of several with 1, a fault of ours with 70."""
    traces = [error.trace for error in errors if isinstance(error, Fault)]
    if traces:
        tables.say(
            f"Some of it was a fault in Backfile. The trace is in {tables.keep_trace(traces)}; please report it."
        )
        raise typer.Exit(Fault.exit_code)
    if errors:
        raise typer.Exit(errors[0].exit_code if count == 1 else PartlyFailed.exit_code)
