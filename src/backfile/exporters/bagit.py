"""BagIt 1.0 (RFC 8493) in a tar: the records, and the originals with them where they are kept, with SHA-256 checksums.

    backfile-bag/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
    backfile-bag/data/ISSUE/record.json             the record with its corrections, for everybody
    backfile-bag/data/ISSUE/kept/…                  what the archive keeps: record as read, words, corrections
    backfile-bag/data/ISSUE/original/NAME           what was given, a file or a folder

`backfile add BAG` restores the issues with their ids, words and corrections (`backfile.archive.bags`).

The manifest comes after the payload: only names and checksums are kept while writing, never the files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..model import Issue
from ..record import dump
from ._citation import clean
from ._package import Package, package

if TYPE_CHECKING:
    from . import Originals

NAME = "BagIt bag"
SUFFIX = ".tar"
NEEDS = frozenset({"original", "kept"})
_HOME = "backfile-bag"
KEPT = ("record.json", "words.json.zst", "corrections.jsonl")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|%]+")


def export(
    issues: Iterable[Issue], out: BinaryIO, original: Originals | None = None, kept: Originals | None = None
) -> None:
    """One bag for all issues. Without `original` and `kept` it holds the records alone."""
    lines: list[str] = []
    size = count = 0
    with package(out) as tar:
        for issue in issues:
            for name, digest, length in _add_issue(
                tar, issue, original(issue) if original else None, kept(issue) if kept else None
            ):
                lines.append(f"{digest}  {name}\n")
                size, count = size + length, count + 1
        _add_tags(tar, "".join(lines).encode(), f"{size}.{count}")


def _add_issue(tar: Package, issue: Issue, original: Path | None, kept: Path | None) -> Iterator[tuple[str, str, int]]:
    """Adds the payload of one issue; (name, SHA-256, bytes) of each file."""
    home = f"data/{_name(issue.id)}"
    record = dump(issue, indent=2)
    tar.add(f"{_HOME}/{home}/record.json", record)
    yield f"{home}/record.json", hashlib.sha256(record).hexdigest(), len(record)
    for file in (kept / name for name in KEPT) if kept is not None else ():
        if file.is_file():
            yield _add_file(tar, f"{home}/kept/{file.name}", file)
    if original is None:
        return
    name = f"{home}/original/{_name(issue.source.name if issue.source else original.name)}"
    if original.is_file():
        yield _add_file(tar, name, original)
    for file in sorted(original.rglob("*")) if original.is_dir() else ():
        if file.is_file() and not file.is_symlink():
            yield _add_file(tar, "/".join((name, *map(_name, file.relative_to(original).parts))), file)


def _add_file(tar: Package, name: str, path: Path) -> tuple[str, str, int]:
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        tar.add_file(f"{_HOME}/{name}", file, size)
    return name, digest, size


def _add_tags(tar: Package, manifest: bytes, oxum: str) -> None:
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Bag-Software-Agent: Backfile\nPayload-Oxum: {oxum}\n".encode(),
        "manifest-sha256.txt": manifest,
    }
    tags["tagmanifest-sha256.txt"] = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in tags.items()
    ).encode()
    for name, data in tags.items():
        tar.add(f"{_HOME}/{name}", data)


def _name(text: str) -> str:
    """A file name that every system takes and that stays in its folder (RFC 8493, section 5.1.2 on path names)."""
    name = _NOT_IN_NAMES.sub("-", clean(text)).strip(". ")[-120:]
    return name or "unnamed"
