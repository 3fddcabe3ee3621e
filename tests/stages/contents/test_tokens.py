from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.stages.contents.tokens import label_value, read_first, read_last, read_only, unspace


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("外城琐记（4）", "4"), ("格致　199", "199"), ("题目　４７", "47"), ("陈河（1O0）", "100"), ("蒋向利（l4)", "14"),
        ("Title ...... 12", "12"), ("Foreword .... iv", "iv"), ("增刊文章 S12", "S12"), ("书法作品…武清源/封二", "封二"), ("標題…………一〇八", "一〇八"),
        ("الدين ....... ٤٩", "٤٩"), ("鹽價問題　　六頁", "六"), ("Titel S. 118", "118"),
    ],
)  # fmt: skip
def test_the_label_that_ends_a_row(text: str, label: str) -> None:
    found = read_last(text)
    assert found is not None
    assert found.text == label


@pytest.mark.parametrize(
    ("text", "label"),
    [("P49 标题", "49"), ("06 2023 中关村论坛", "06"), ("第01版：要闻", "01"), ("二　閩江水災", "二")],
)
def test_the_label_that_begins_a_row(text: str, label: str) -> None:
    found = read_first(text)
    assert found is not None
    assert found.text == label


def test_a_range_has_an_end() -> None:
    found = read_last("高校学科建设　49-52")
    assert found is not None
    assert (found.text, found.end) == ("49", "52")


@pytest.mark.parametrize("text", ["一种可能（假定）", "人民文学", "环境科学 36(7)"])
def test_what_is_no_label(text: str) -> None:
    found = read_last(text)
    assert found is None or found.strength < 0.5


@pytest.mark.parametrize(
    ("label", "value"),
    [("12", 12), ("xiv", 14), ("二三", 23), ("百八", 108), ("一〇三", 103), ("封二", None), ("S4", 4)],
)
def test_the_number_that_orders_labels(label: str, value: int | None) -> None:
    assert label_value(label) == value


def test_letter_spacing_closes_up() -> None:
    assert unspace("院　士　专　论") == "院士专论"
    assert unspace("S O M M A I R E") == "SOMMAIRE"
    assert unspace("两个 词语") == "两个 词语"


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for read in (read_first, read_last, read_only):
        label = read(text)
        assert label is None or (0 <= label.start < label.stop <= len(text) and 0 < label.strength <= 1)
