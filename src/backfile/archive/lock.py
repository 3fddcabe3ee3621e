"""One writer at a time. The system lets go of the lock when a process dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ArchiveError, Conflict
from .files import refused


@contextmanager
def locked(path: Path, *, wait: float = 30.0) -> Iterator[None]:
    """Hold the lock file `path`; wait up to `wait` seconds for another writer. Raises Conflict, ArchiveError."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise refused(path, error) from error
    try:
        _take(handle, path, wait)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Conflict(
                    f"{path.parent}: another backfile (process {_holder(handle)}) is writing here.",
                    cure="Wait until it has finished, then run the command again.",
                ) from None
            time.sleep(0.05)
        except OSError as error:
            raise ArchiveError(f"{path}: this file system can't lock files: {error}.") from error


def _holder(handle: int) -> str:
    return os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "?"
