"""What a running `backfile add` is at, from what it leaves in the archive: the journal and its work folders."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..archive import Archive
from ..archive.intake import work_name

STILL = 120.0
"""Seconds without a page after which work counts as interrupted (a page may take `page_seconds`)."""


class Work(NamedTuple):
    """A file being read: `done` of `total` pages (0 while that is not known); not `running`: it was interrupted."""

    name: str
    done: int
    total: int
    running: bool


class _Opened(msgspec.Struct):
    images: int = 0


def list_work(archive: Archive, now: float | None = None) -> list[Work]:
    """Files begun and neither kept nor given up, in the order in which they were begun."""
    at = time.time() if now is None else now
    return [_work(archive, event.name, event.sha256, at) for event in archive.unfinished() if event.sha256]


def _work(archive: Archive, name: str, sha256: str, now: float) -> Work:
    files = list(archive.work.glob(f"{work_name(sha256, None)}-*/*"))
    newest = max((_changed(file) for file in files), default=0.0)
    done = len({file.name for file in files if file.suffix == ".page"})
    total = max((_count(file) for file in files if file.name == "opened.json"), default=0)
    return Work(name, done, total, now - newest < STILL)


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # it was finished in between
        return 0.0


def _count(file: Path) -> int:
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Opened).images
    except (FileNotFoundError, msgspec.DecodeError):
        return 0
