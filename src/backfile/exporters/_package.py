"""Many files in one stream: a POSIX tar (pax), which needs no list of its members in memory, however many there are."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import IO, BinaryIO, cast

from ..model import Issue
from ._xml import name_token

_IN_MEMORY = 16 * 2**20


class Package:
    """A tar that is being written; the same input gives the same bytes (no dates, no owners)."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, data: bytes) -> None:
        self.add_file(name, io.BytesIO(data), len(data))

    def add_file(self, name: str, file: IO[bytes], size: int) -> None:
        """`file` is read from where it stands."""
        member = tarfile.TarInfo(name)
        member.size = size
        self._tar.addfile(member, file)
        self._tar.getmembers().clear()  # tarfile would keep every member


@contextmanager
def package(out: BinaryIO) -> Iterator[Package]:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        yield Package(tar)


def write_one_or_many(
    issues: Iterable[Issue], out: BinaryIO, write: Callable[[Issue, BinaryIO], None], suffix: str
) -> None:
    """One issue: the file itself. Several (or none): a tar of files named by issue."""
    coming = iter(issues)
    first = list(islice(coming, 2))
    if len(first) == 1:
        write(first[0], out)
        return
    with package(out) as tar:
        for issue in chain(first, coming):
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
                write(issue, cast("BinaryIO", file))
                size = file.tell()
                file.seek(0)
                tar.add_file(f"{name_token(issue.id)}{suffix}", cast("IO[bytes]", file), size)
