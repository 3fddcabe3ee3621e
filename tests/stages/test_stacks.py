"""Large characters one below the other beside a list are a heading that runs downward, and no part of the rows of the list."""

from __future__ import annotations

from backfile.model import Box, Page, Word
from backfile.stages.lines import set_lines


def word(text: str, left: float, top: float, size: float = 10.0) -> Word:
    """Text set solid from (left, top) points on a page of 500 × 700."""
    right = left + size * len(text)
    return Word(text=text, box=Box(left / 500, top / 700, right / 500, (top + size) / 700), size=size)


ROWS = [
    word(text, 120, 80 + 20 * at)
    for at, text in enumerate(["散文", "竹子三题", "母亲和树", "没有手艺的秋天", "听见鸟", "文学评论"])
]


def texts(words: list[Word]) -> list[str]:
    page = Page(number=1, words=tuple(words), width=500, height=700, unit="pt")
    return [line.text for line in set_lines(page).lines]


def test_characters_one_below_the_other_are_a_heading_of_their_own() -> None:
    found = texts([word("目", 60, 78, 18), word("录", 60, 110, 18), *ROWS])
    assert "目录" in found
    assert [text for text in found if text != "目录"] == [row.text for row in ROWS]


def test_initials_of_rows_stay_in_their_rows() -> None:
    found = texts([word("春", 100, 78, 14), word("秋", 100, 98, 14), *ROWS])
    assert "春秋" not in found


def test_small_characters_below_one_another_are_no_heading() -> None:
    found = texts([word("一", 60, 80), word("二", 60, 100), *ROWS])
    assert "一二" not in found


def test_characters_side_by_side_are_level() -> None:
    found = texts([word("目", 60, 30, 18), word("录", 90, 30, 18), *ROWS])
    assert not any(text.startswith("目") and "散" in text for text in found)
    assert any(text.replace(" ", "") == "目录" for text in found)
