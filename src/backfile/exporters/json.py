"""The records themselves: a JSON array of `backfile/issue/1` (for one issue too, so that readers need one way)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from ..model import Issue
from ..record import dump

NAME = "JSON records"
SUFFIX = ".json"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """One record a line between the brackets: the file is JSON, and line tools work on it too."""
    between = b"[\n"
    for issue in issues:
        out.write(between + dump(issue))
        between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")
