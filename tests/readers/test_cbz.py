"""CBZ and ZIP: page images read in place, hostile archives bounded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backfile.errors import DamagedInput, EmptyInput, InputError, InputTooLarge, UnsupportedInput
from backfile.readers import open_document
from backfile.settings import Settings

SETTINGS = Settings()


def png(width: int = 30, height: int = 40) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(data, "PNG")
    return data.getvalue()


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_pages_are_in_natural_order_of_their_names(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.cbz", {"10.png": png(10), "9.png": png(9), "notes.txt": b"x", "__MACOSX/9.png": b"x"})
    document = open_document(file, SETTINGS)
    assert [document.image(number, 200).width for number in range(1, len(document) + 1)] == [9, 10]


def test_names_that_climb_out_are_only_names(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.zip", {"../../up.png": png(1), "/etc/root.png": png(2)})
    document = open_document(file, SETTINGS)
    assert len(document) == 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_an_archive_that_unpacks_beyond_the_bound_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "bomb.zip", {f"{number}.png": b"\0" * 1_000_000 for number in range(5)})
    with pytest.raises(InputTooLarge, match="unpacks"):
        open_document(file, Settings(max_unpacked=4_000_000))


def test_a_member_that_lies_about_its_size_is_caught(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "liar.zip", {"1.png": png() + b"\0" * 100_000})
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    file.write_bytes(data)
    with pytest.raises(InputError):
        open_document(file, SETTINGS).image(1, 200)


def test_a_damaged_page_names_itself_and_the_others_can_be_read(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.cbz", {"1.png": b"\x89PNG\r\n\x1a\nnothing", "2.png": png()})
    document = open_document(file, SETTINGS)
    with pytest.raises(DamagedInput, match="page 1 "):
        document.page(1)
    assert document.page(2).number == 2


def test_an_archive_without_images_is_empty(tmp_path: Path) -> None:
    with pytest.raises((EmptyInput, UnsupportedInput)):
        open_document(zip_of(tmp_path / "a.zip", {"readme.md": b"x"}), SETTINGS)


def test_a_book_is_not_taken_for_a_folder_of_images(tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    with pytest.raises((UnsupportedInput, EmptyInput)):
        open_document(file, SETTINGS)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_signature_are_read_or_explained(
    tmp_path_factory: pytest.TempPathFactory, rest: bytes
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "a.zip"
    file.write_bytes(b"PK\x03\x04" + rest)
    with pytest.raises(InputError):
        open_document(file, SETTINGS)
