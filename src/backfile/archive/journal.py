"""The journal: one JSON line for each thing begun, kept, failed, removed or restored. Append-only.

The last line of a killed run may be cut short: it is ignored on reading and ended with a line feed before the
next one is appended, so that a journal never needs repair.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from .files import refused

Deed = Literal[
    "begun", "failed", "keeping", "kept", "removing", "removed", "restoring", "restored", "purged",
    "reread", "corrected", "derived",
]  # fmt: skip


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`sha256` names the original, `id` the issue, `why` the reason of a failure, `at` is UTC (ISO 8601)."""

    deed: Deed
    at: str
    id: str = ""
    sha256: str = ""
    name: str = ""
    why: str = ""


class Journal:
    """Reads on from where it stood, so that asking twice costs nothing when nothing happened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offset = 0

    def news(self) -> Iterator[Event]:
        """Events appended since the last call, by any process."""
        if not self.path.exists() or self.path.stat().st_size <= self._offset:
            return
        with self.path.open("rb") as file:
            file.seek(self._offset)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self._offset += len(line)
                event = _decode(line)
                if event:
                    yield event

    def restarted(self) -> bool:
        """Whether the file was deleted or made anew, so that everything has to be read again."""
        size = self.path.stat().st_size if self.path.exists() else 0
        if size >= self._offset:
            return False
        self._offset = 0
        return True

    def append(self, deed: Deed, **fields: str) -> None:
        """Write one event and flush it to disk. The caller holds the write lock. Raises ArchiveError."""
        line = msgspec.json.encode(Event(deed=deed, at=datetime.now(UTC).isoformat(timespec="seconds"), **fields))
        append_line(self.path, line)


def append_line(path: Path, line: bytes) -> None:
    """Append `line` and a line feed, flushed to disk; a half line left by a killed run is ended first."""
    try:
        with path.open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise refused(path, error) from error


def _decode(line: bytes) -> Event | None:
    try:
        return msgspec.json.decode(line, type=Event)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
