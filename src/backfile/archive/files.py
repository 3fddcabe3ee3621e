"""Files written whole or not at all, and the hashes that name them."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..errors import ArchiveError, Conflict

_BLOCK = 1 << 20
HALF = "half-"


def write(target: Path, data: bytes, work: Path) -> None:
    """Write `data` to `target` atomically: into a temporary file in `work`, fsync, rename, fsync the folder.

    `work` has to be on the same file system. Raises ArchiveError when the disk refuses (full, read-only).
    """
    try:
        half = _write_half(data, work)
        target.parent.mkdir(parents=True, exist_ok=True)
        half.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise refused(target, error) from error


def write_folder(target: Path, files: dict[str, bytes], work: Path) -> None:
    """Make the folder `target` with `files` in one step. Raises Conflict when it is there already."""
    try:
        work.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=HALF, dir=work))
        try:
            for name, data in files.items():
                _flush(half / name, data)
            half.chmod(0o755)
            move(half, target)
        except BaseException:
            shutil.rmtree(half, ignore_errors=True)
            raise
    except OSError as error:
        raise refused(target, error) from error


def move(source: Path, target: Path) -> None:
    """Rename a folder to a name that must be free. Raises Conflict, OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise Conflict(f"{target} is there already.")
    source.rename(target)
    flush_folder(target.parent)
    flush_folder(source.parent)


def copy(source: Path, target: Path, sha256: str, work: Path) -> None:
    """Copy a file or folder atomically; its bytes must still have the hash `sha256`.

    Raises Conflict when it changed meanwhile, ArchiveError when the disk refuses.
    """
    if target.exists():
        return
    try:
        work.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=HALF, dir=work))
        try:
            half = room / target.name
            _copy_tree(source, half) if source.is_dir() else _copy_file(source, half)
            if hash_input(half) != sha256:
                raise Conflict(f"{source} changed while it was being read.", cure="Add it again.")
            target.parent.mkdir(parents=True, exist_ok=True)
            half.rename(target)
            flush_folder(target.parent)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    except OSError as error:
        raise refused(target, error) from error


def hash_input(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder: of the sorted listing `<hash of file>  <name>` of its files."""
    if not path.is_dir():
        return hash_file(path)
    listing = sorted(f"{hash_file(file)}  {file.relative_to(path).as_posix()}\n" for file in files_of(path))
    return hashlib.sha256("".join(listing).encode()).hexdigest()


def files_of(folder: Path) -> Iterator[Path]:
    """Regular files under `folder`, no hidden ones and no links."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield path


def hash_file(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def sweep(work: Path) -> None:
    """Throw away what a killed run left half written. The caller holds the write lock."""
    for half in work.glob(f"{HALF}*"):
        shutil.rmtree(half, ignore_errors=True) if half.is_dir() else half.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Make renames in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refused(target: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{target} can't be written: {error.strerror or error}.",
        cure="Check free space and permissions, then run the same command again: it goes on where it stopped.",
    )


def _write_half(data: bytes, work: Path) -> Path:
    work.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=HALF, dir=work)
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.chmod(0o644)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return half


def _flush(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy_tree(source: Path, target: Path) -> None:
    target.mkdir()
    for file in files_of(source):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        _copy_file(file, place)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as given, target.open("wb") as copied:
        shutil.copyfileobj(given, copied, _BLOCK)
        copied.flush()
        os.fsync(copied.fileno())
