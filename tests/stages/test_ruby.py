"""Readings beside the text (ruby) are no part of its lines, as they were set and as an engine misreads them."""

from __future__ import annotations

import pytest

from backfile.model import Box, Issue, Page, Word
from backfile.stages.lines import read_lines

WIDTH, HEIGHT = 200.0, 300.0


def column(text: str, left: float, top: float, size: float) -> Word:
    box = Box(left / WIDTH, top / HEIGHT, (left + size) / WIDTH, (top + size * len(text)) / HEIGHT)
    return Word(text=text, box=box, size=size)


@pytest.mark.parametrize("seen", ["とけい", "と忄い", "2¢", "懷N"])
def test_what_an_engine_makes_of_readings_is_set_aside(seen: str) -> None:
    text = [column("文" * 20, 180 - 20 * at, 20, 10) for at in range(8)]
    words = (*text, column(seen, 130.5, 60, 4.4))
    (page,) = read_lines(
        Issue(pages=(Page(number=1, width=WIDTH, height=HEIGHT, unit="pt", words=words, source="ocr"),))
    ).pages
    assert [line.text for line in page.lines if line.role is None] == ["文" * 20] * 8
    assert [line.text for line in page.lines if line.role == "furniture"] == [seen]


def test_a_small_line_between_the_lines_of_a_text_layer_is_kept() -> None:
    text = [column("文" * 20, 180 - 20 * at, 20, 10) for at in range(8)]
    words = (*text, column("小注", 130.5, 60, 4.4))
    (page,) = read_lines(
        Issue(pages=(Page(number=1, width=WIDTH, height=HEIGHT, unit="pt", words=words, source="text"),))
    ).pages
    assert "小注" in "".join(line.text for line in page.lines if line.role is None)
