"""BagIt (RFC 8493) bags that Backfile made, restored: issues with their ids, originals, words and corrections.

A bag is proved whole before anything is kept: every file that its manifest names is there with its checksum, and no other.
"""

from __future__ import annotations

import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import zstandard

from .. import record
from ..errors import BackfileError, DamagedInput
from ..model import Issue
from ..settings import Settings
from . import corrections, files
from .containers import unpack
from .corrections import Correction
from .folder import CORRECTIONS, RECORD, WORDS, Archive

_MANIFEST = re.compile(r"^([0-9a-f]{64})\s+\*?(\S.*)$")


class Restored(NamedTuple):
    """What became of one issue of a bag: kept under `id` (with `pages`), or there already."""

    id: str
    pages: int
    new: bool
    corrections: int


class _Packed(NamedTuple):
    """An issue in a bag, read and found sound."""

    issue: Issue
    words: bytes
    corrections: list[Correction]
    original: Path
    sha256: str


def is_bag(path: Path) -> bool:
    """Whether `path` is a bag of ours: a folder with bagit.txt, or a tar whose members lie in one folder and begin with data."""
    if path.is_dir():
        return (path / "bagit.txt").is_file() and (path / "data").is_dir()
    if path.suffix.lower() not in (".tar", ".gz", ".tgz") or not path.is_file():
        return False
    try:
        with tarfile.open(path) as tar:
            first = tar.next()
            return first is not None and bool(re.match(r"[^/]+/(?:data/|bagit\.txt$)", first.name))
    except (tarfile.TarError, OSError, EOFError):
        return False


def restore(archive: Archive, path: Path, settings: Settings) -> Iterator[Restored]:
    """Keep every issue of a bag. Raises DamagedInput, InputTooLarge before anything is kept, when the bag is not sound."""
    with _unpacked(path, archive.work, settings) as bag:
        _prove(bag)
        for packed in [_read(folder) for folder in sorted((bag / "data").iterdir()) if folder.is_dir()]:
            there = archive.holding(packed.sha256)
            kept = archive.keep(packed.issue, packed.words, packed.original, packed.sha256)
            arrived = archive.receive(kept.id, packed.corrections)
            yield Restored(kept.id, len(kept.pages), there is None, len(arrived))


@contextmanager
def _unpacked(path: Path, work: Path, settings: Settings) -> Iterator[Path]:
    """The folder of the bag; a tar is unpacked into `work`, within bounds, regular files only."""
    if path.is_dir():
        yield path
        return
    work.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=files.HALF, dir=work))
    try:
        unpack(path, room, settings.max_unpacked)
        found = [folder for folder in room.iterdir() if (folder / "bagit.txt").is_file()]
        if len(found) != 1:
            raise DamagedInput(f"{path}: this is not a BagIt bag: it has no bagit.txt.")
        yield found[0]
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _prove(bag: Path) -> None:
    """Every payload file is in the manifest and whole (RFC 8493, section 3)."""
    manifest = bag / "manifest-sha256.txt"
    if not manifest.is_file():
        raise DamagedInput(f"{bag}: there is no manifest-sha256.txt: only SHA-256 bags are taken.")
    named: dict[Path, str] = {}
    for number, line in enumerate(manifest.read_text("utf-8", errors="replace").splitlines(), start=1):
        match = _MANIFEST.match(line)
        parts = PurePosixPath(match[2]).parts if match else ()
        if not match or not parts or parts[0] != "data" or ".." in parts:
            raise DamagedInput(f"{manifest}, line {number}: not a checksum and a path below data/.")
        named[bag.joinpath(*parts)] = match[1]
    for file, digest in named.items():
        if not file.is_file() or file.is_symlink():
            raise DamagedInput(f"{bag}: {file.relative_to(bag)} is missing.", cure="Get the bag again.")
        if files.hash_file(file) != digest:
            raise DamagedInput(
                f"{bag}: {file.relative_to(bag)} was changed: its checksum is another.", cure="Get the bag again."
            )
    for file in (bag / "data").rglob("*"):
        if not file.is_dir() and file not in named:
            raise DamagedInput(f"{bag}: {file.relative_to(bag)} is not in the manifest.", cure="Get the bag again.")


def _read(folder: Path) -> _Packed:
    """One issue. Without what an archive keeps, its record stands for that; without an original, for the original."""
    kept = folder / "kept" if (folder / "kept" / RECORD).is_file() else folder
    try:
        issue = record.load((kept / RECORD).read_bytes())
        packed = (
            (kept / WORDS).read_bytes() if (kept / WORDS).is_file() else zstandard.compress(record.dump_words(issue))
        )
        record.with_words(issue, zstandard.ZstdDecompressor().decompress(packed, max_output_size=2**31))
        changes = corrections.decode((kept / CORRECTIONS).read_bytes()) if (kept / CORRECTIONS).is_file() else []
    except (OSError, zstandard.ZstdError) as error:
        raise DamagedInput(f"{folder}: {error}") from error
    except BackfileError as error:
        raise DamagedInput(f"{folder}: {error.message}") from error
    originals = list((folder / "original").iterdir()) if (folder / "original").is_dir() else []
    if len(originals) > 1:
        raise DamagedInput(f"{folder}: there are {len(originals)} originals of one issue.")
    original = originals[0] if originals else folder / RECORD
    sha256 = files.hash_input(original)
    if original.is_file() and originals and issue.source and sha256 != issue.source.sha256:
        raise DamagedInput(f"{folder}: {original.name} is not the file that this record was read from.")
    return _Packed(issue, packed, changes, original, sha256)
