"""What every reader says of the file it opened."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model import Bookmark, Source

_BLOCK = 1 << 20


def describe(path: Path, format: str, *, title: str | None = None, outline: tuple[Bookmark, ...] = ()) -> Source:
    """The `Source` of a file: its name, size and SHA-256 (read in blocks, never whole)."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Source(name=path.name, format=format, sha256=digest.hexdigest(), size=size, title=title, outline=outline)
