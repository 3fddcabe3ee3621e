"""Exporters: one module per standard. Each has

    NAME: str                                                   what it is called in tables
    SUFFIX: str                                                 usual file name ending, with the dot
    def export(issues: Iterable[Issue], out: BinaryIO) -> None  writes issue by issue, never holding more than one

and nothing else needs to know of it: the registry (`backfile.plugins`) finds it. The name to ask for is the module's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from ..errors import SettingsError
from ..model import Issue
from ..plugins import modules


def export(issues: Iterable[Issue], out: BinaryIO, format: str) -> None:
    """Write `issues` to `out` in `format`, streaming. Raises SettingsError for a format that nobody knows."""
    formats = modules(__name__)
    if format not in formats:
        raise SettingsError(f"no exporter is called {format!r}; there are {', '.join(formats)}.")
    formats[format].export(issues, out)
