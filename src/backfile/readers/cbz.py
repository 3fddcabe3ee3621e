"""CBZ and ZIP archives of page images. Nothing is unpacked to disk: pages are read from the archive one by one.

Names are only sorted, never used as paths, so that "../" can do no harm. What a member claims to unpack to is
bounded before it is read, and bounded again while it is (APPNOTE 4.4.9: the claim may be false).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..errors import DamagedInput, EmptyInput, InputTooLarge, PasswordNeeded
from ..model import Page
from ..settings import Settings
from . import images
from ._source import describe
from .folder import natural_key

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "cbz"
SUFFIXES = (".cbz", ".zip")
_MEMBER = 500_000_000
"""Largest page image in an archive, bytes."""


def accepts(path: Path, head: bytes) -> bool:  # noqa: ARG001 - the contract
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not _is_book(head)


def _is_book(head: bytes) -> bool:
    """EPUB and OpenDocument are ZIP files too: their first member is called "mimetype" (OCF 3.3, §4.3)."""
    return head[30:38] == b"mimetype"


def open_document(path: Path, settings: Settings) -> ComicDocument:
    """Raises DamagedInput, EmptyInput, InputTooLarge, PasswordNeeded."""
    return ComicDocument(path, settings)


class ComicDocument:
    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedInput(f"{path}: the ZIP archive is damaged: {error}") from error
        self._members = list_members(self._archive)
        try:
            self._check()
        except Exception:
            self._archive.close()
            raise
        self.source = describe(path, NAME)

    def __len__(self) -> int:
        return len(self._members)

    def page(self, number: int) -> Page:
        data, where = self._read(number)
        with images.open_picture(data, where) as picture:
            return images.measure_picture(picture, number, where, self._settings)

    def image(self, number: int, dpi: int) -> Image:
        data, where = self._read(number)
        with images.open_picture(data, where) as picture:
            return images.load_picture(picture, dpi, where, self._settings)

    def close(self) -> None:
        self._archive.close()

    def _check(self) -> None:
        if not self._members:
            raise EmptyInput(f"{self._path}: no page images in this archive.")
        if len(self._members) > self._settings.max_pages:
            raise InputTooLarge(
                f"{self._path}: {len(self._members):,} images are more than max_pages = {self._settings.max_pages:,}."
            )
        unpacked = sum(member.file_size for member in self._members)
        if unpacked > self._settings.max_unpacked:
            raise InputTooLarge(
                f"{self._path}: it unpacks to {unpacked:,} bytes, more than max_unpacked = {self._settings.max_unpacked:,}."
            )

    def _read(self, number: int) -> tuple[io.BytesIO, str]:
        member = self._members[number - 1]
        where = f"{self._path}, page {number} ({PurePosixPath(member.filename).name})"
        if member.flag_bits & 1 and not self._settings.password:
            raise PasswordNeeded(f"{where}: the archive is encrypted.")
        most = min(_MEMBER, self._settings.max_unpacked)
        if member.file_size > most:
            raise InputTooLarge(f"{where}: {member.file_size:,} bytes are more than {most:,}.")
        try:
            with self._archive.open(member, pwd=self._settings.password.encode() or None) as stream:
                data = stream.read(most + 1)
        except RuntimeError as error:
            raise PasswordNeeded(f"{where}: {error}") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise DamagedInput(f"{where}: damaged in the archive: {error}") from error
        if len(data) > most:
            raise InputTooLarge(f"{where}: unpacks to more than {most:,} bytes.")
        return io.BytesIO(data), where


def list_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The page images of an archive in natural order of their names; hidden files and macOS's shadows are left out."""
    members = [
        member for member in archive.infolist() if not member.is_dir() and _is_page(PurePosixPath(member.filename))
    ]
    return sorted(members, key=lambda member: natural_key(decode_name(member)))


def _is_page(name: PurePosixPath) -> bool:
    return name.suffix.lower() in images.SUFFIXES and not name.name.startswith(".") and "__MACOSX" not in name.parts


def decode_name(member: zipfile.ZipInfo) -> str:
    """A member's name; names not marked as UTF-8 (flag bit 11) are tried as GB 18030, as Chinese tools write them."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
