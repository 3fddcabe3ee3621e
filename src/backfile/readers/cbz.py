"""CBZ and ZIP: page images in an archive, read in place; nothing is ever unpacked to disk.

Names are only sorted and shown, never used as paths, so `../` in them leads nowhere. Bounds: `max_pages` images,
`max_unpacked` bytes in all, a compression ratio no picture has, and what a member really unpacks to.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DamagedInput, EmptyInput, InputTooLarge, PasswordNeeded, UnsupportedInput
from ..model import Source
from ..settings import Settings
from . import _pixels
from ._scans import Scans
from ._source import describe
from .folder import is_litter, natural

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "CBZ"
SUFFIXES = (".cbz", ".zip")

MAX_RATIO = 200
"""Pictures are compressed already: a member that unpacks to 200 times its size is a bomb (blank bitmaps reach 100)."""
MAX_MEMBERS = 50_000
_BYTES_PER_PIXEL = 8


def accepts(path: Path, head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")) and path.suffix.lower() in SUFFIXES


def open_document(path: Path, settings: Settings) -> ZipDocument:
    """Open an archive of page images.

    Raises DamagedInput, EmptyInput, InputTooLarge, PasswordNeeded, UnsupportedInput (no images, only other archives).
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise DamagedInput(f"{path}: the ZIP archive is damaged or cut short: {error}") from error
    try:
        members = _choose(path, archive, settings)
    except BaseException:
        archive.close()
        raise
    return ZipDocument(path, archive, members, settings)


def _choose(path: Path, archive: zipfile.ZipFile, settings: Settings) -> tuple[zipfile.ZipInfo, ...]:
    """The page images, in order."""
    everything = [member for member in archive.infolist() if not member.is_dir()]
    if len(everything) > MAX_MEMBERS:
        raise InputTooLarge(f"{path}: {len(everything):,} files in one archive.", cure="Unpack it by hand and look.")
    images = [member for member in everything if _is_page(member)]
    if not images:
        raise _without_images(path, everything)
    if len(images) > settings.max_pages:
        raise InputTooLarge(f"{path}: {len(images):,} images are more than max_pages = {settings.max_pages:,}.")
    if any(member.flag_bits & 1 for member in images) and not settings.password:
        raise PasswordNeeded(f"{path}: the archive is encrypted.")
    _check_unpacked(path, images, settings)
    return tuple(sorted(images, key=lambda member: natural(readable_name(member))))


def _is_page(member: zipfile.ZipInfo) -> bool:
    parts = readable_name(member).replace("\\", "/").split("/")
    named = Path(parts[-1]).suffix.lower() in _pixels.SUFFIXES
    return named and not any(is_litter(part) for part in parts if part not in (".", ".."))


def _without_images(path: Path, members: list[zipfile.ZipInfo]) -> EmptyInput | UnsupportedInput:
    if not members:
        return EmptyInput(f"{path}: the archive is empty.")
    inside = sorted({Path(member.filename).suffix.lower() or "no ending" for member in members[:1000]})[:8]
    return UnsupportedInput(
        f"{path}: the archive holds no page images (only {', '.join(inside)}).",
        cure="Unpack it and add what is inside.",
    )


def _check_unpacked(path: Path, members: list[zipfile.ZipInfo], settings: Settings) -> None:
    total = sum(member.file_size for member in members)
    if total > settings.max_unpacked:
        raise InputTooLarge(f"{path}: unpacks to {total:,} bytes, more than max_unpacked = {settings.max_unpacked:,}.")
    for member in members:
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise InputTooLarge(
                f"{path}: {readable_name(member)!r} would unpack to {member.file_size:,} bytes from "
                f"{member.compress_size:,}; no picture does that.",
                cure="The archive is a ZIP bomb or broken: throw it away.",
            )


def readable_name(member: zipfile.ZipInfo) -> str:
    """The name in the encoding it was probably written in; zipfile takes unmarked names for code page 437.

    APPNOTE.TXT 4.4.4, bit 11: marked names are UTF-8. Chinese programs write GBK, Japanese ones Shift_JIS, unmarked.
    """
    if member.flag_bits & 0x800 or member.filename.isascii():
        return member.filename
    try:
        written = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030", "cp932"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


class ZipDocument(Scans):
    """An open archive; one image at a time stands in memory."""

    def __init__(
        self, path: Path, archive: zipfile.ZipFile, members: tuple[zipfile.ZipInfo, ...], settings: Settings
    ) -> None:
        self._path = path
        self._archive = archive
        self._members = members
        self._settings = settings

    @cached_property
    def source(self) -> Source:
        """What was opened. Made when it is asked for first: it takes reading all of it."""
        return describe(self._path, NAME)

    def __len__(self) -> int:
        return len(self._members)

    def close(self) -> None:
        self._archive.close()

    def _name(self, number: int) -> str:
        return f"{self._path}, page {number} ({readable_name(self._members[number - 1])!r})"

    @contextmanager
    def _opened(self, number: int) -> Iterator[Image]:
        with _pixels.opened(self._unpack(number), self._name(number)) as image:
            _pixels.check_size(image, self._name(number), self._settings.max_pixels)
            yield image

    def _unpack(self, number: int) -> io.BytesIO:
        """A member's bytes; what it says of its size is not believed."""
        member = self._members[number - 1]
        bound = min(self._settings.max_unpacked, self._settings.max_pixels * _BYTES_PER_PIXEL)
        password = self._settings.password.encode() or None
        try:
            with self._archive.open(member, pwd=password) as file:
                data = file.read(bound + 1)
        except RuntimeError as error:  # zipfile's word for a missing or wrong password
            raise PasswordNeeded(f"{self._name(number)}: {error}") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise DamagedInput(f"{self._name(number)}: can't be unpacked: {error}") from error
        if len(data) > bound:
            raise InputTooLarge(f"{self._name(number)}: unpacks to more than {bound:,} bytes.")
        return io.BytesIO(data)
