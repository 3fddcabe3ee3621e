"""Text dumps: encodings are found, form feeds are pages, every line keeps its number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.errors import EmptyInput, InputError, InputTooLarge
from backfile.readers import open_document
from backfile.settings import Settings

SETTINGS = Settings()
DUMP = "海洋研究\n\n目录\n潮汐与月亮的关系\t\t张三……2\n　李四　　河流的源头在哪里　5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(DUMP.encode(encoding))
    lines = open_document(file, SETTINGS).page(1).lines
    assert lines[0].text == "海洋研究"


def test_traditional_characters_in_big5_are_found(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes("臺灣的文學與社會，第六期的目錄在這裡\n".encode("big5"))
    assert open_document(file, SETTINGS).page(1).lines[0].text.startswith("臺灣的文學")


def test_lines_keep_their_number_in_the_file_and_their_gaps(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_text(DUMP, "utf-8")
    lines = open_document(file, SETTINGS).page(1).lines
    assert [line.number for line in lines] == [1, 3, 4, 5]
    assert "\t\t" in lines[2].text
    assert lines[3].text.startswith("　李四　　")


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_text("第一页\n\f第二页\n", "utf-8")
    document = open_document(file, SETTINGS)
    assert [document.page(number).lines[0].text for number in (1, 2)] == ["第一页", "第二页"]


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.touch()
    with pytest.raises(EmptyInput):
        open_document(file, SETTINGS)


def test_a_file_beyond_the_bound_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "dump.txt"
    file.write_text("a" * 1000)
    with pytest.raises(InputTooLarge):
        open_document(file, Settings(max_bytes=999))


@settings(max_examples=80, deadline=None)
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_or_explained(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "dump.txt"
    file.write_bytes(data)
    try:
        document = open_document(file, SETTINGS)
        assert all(line.text.strip() for number in range(1, len(document) + 1) for line in document.page(number).lines)
    except InputError as error:
        assert "dump.txt" in error.message  # noqa: PT017


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20), min_size=1, max_size=8)
)
def test_no_line_of_a_dump_is_lost(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.mktemp("dump") / "dump.txt"
    file.write_text("目录的第一行在这里\n" + "\n".join(lines), "utf-8")
    read = open_document(file, SETTINGS).page(1).lines
    given_lines = {line.strip() for line in lines if line.strip()}
    assert given_lines <= {line.text.strip() for line in read}
