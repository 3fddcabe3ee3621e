"""Files that hold several documents: tars (what `backfile export` writes of METS, ALTO, PAGE, EPUB, PDF), and lists of the
contents of several issues. `Containers` lays out what is in them, in the archive's work folder, as long as it is being read.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from ..errors import DamagedInput, InputTooLarge
from ..readers import split_list
from ..settings import Settings
from . import files

MAX_FILES = 2_000_000
_ENDINGS = (".tar", ".tar.gz", ".tgz")
_BLOCK = 1 << 20


def is_tar(path: Path) -> bool:
    """Whether `path` is named as a tar and begins as one. One that is damaged further on is told when it is unpacked."""
    if not path.name.lower().endswith(_ENDINGS) or not path.is_file():
        return False
    try:
        with tarfile.open(path) as tar:
            return tar.next() is not None
    except (tarfile.TarError, OSError, EOFError):
        return False


def unpack(path: Path, room: Path, most: int) -> None:
    """The regular files of a tar, laid out in `room`; `most` bytes and MAX_FILES at the most.

    Raises DamagedInput for a tar that is broken or that holds a link, a device or a path that leads out; InputTooLarge.
    """
    left, count = most, 0
    try:
        with tarfile.open(path, "r|*") as tar:
            for member in tar:
                if member.isdir():
                    continue
                target = room.joinpath(*_parts(path, member))
                count, left = count + 1, left - member.size
                if left < 0 or count > MAX_FILES:
                    raise InputTooLarge(f"{path}: unpacks to more than max_unpacked = {most:,} bytes.")
                target.parent.mkdir(parents=True, exist_ok=True)
                source = tar.extractfile(member)
                assert source is not None
                with target.open("xb") as file:
                    shutil.copyfileobj(source, file, _BLOCK)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise DamagedInput(f"{path}: the tar is damaged or can't be unpacked: {error}.") from error


def _parts(path: Path, member: tarfile.TarInfo) -> tuple[str, ...]:
    parts = PurePosixPath(member.name).parts
    if not member.isfile() or not parts or ".." in parts or member.name.startswith("/") or "\\" in member.name:
        raise DamagedInput(f"{path}: {member.name!r} is a link, or a path that leads out.")
    return parts


class Containers:
    """What lies in containers, laid out in rooms of their own; a context manager that clears them away."""

    def __init__(self, work: Path, settings: Settings) -> None:
        self._work = work
        self._settings = settings
        self._rooms: dict[Path, Path] = {}

    def __enter__(self) -> Containers:
        return self

    def __exit__(self, *_: object) -> None:
        for room in self._rooms:
            shutil.rmtree(room, ignore_errors=True)

    def lay_out(self, path: Path) -> Path | None:
        """The folder of what is in `path`; None when it is one document. Raises InputError."""
        if is_tar(path):
            room = self._room(path)
            unpack(path, room, self._settings.max_unpacked)
            return room
        if parts := split_list(path):
            return self._write(path, parts)
        return None

    def name(self, path: Path) -> Path:
        """`path` as who gave the container knows it: below the container's own name."""
        room = next((room for room in self._rooms if path.is_relative_to(room)), None)
        return self._rooms[room] / path.relative_to(room) if room else path

    def documents(self, room: Path, walk: Iterable[Path]) -> Iterator[Path]:
        """What to read of a room: the lists of a list, all of them; what `walk` finds of a tar."""
        return iter(sorted(room.iterdir())) if not is_tar(self._rooms[room]) else iter(walk)

    def _write(self, path: Path, parts: dict[str, bytes]) -> Path:
        room = self._room(path)
        for name, data in parts.items():
            (room / name).write_bytes(data)
        return room

    def _room(self, path: Path) -> Path:
        self._work.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=files.HALF, dir=self._work))
        self._rooms[room] = path
        return room
