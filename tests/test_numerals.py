"""Numbers as periodicals print them: each system is read as it is written, and what is none is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.numerals import CHINESE, even, read_number, read_numeral, same_label, write_numeral


@given(st.integers(1, 199))
def test_han_numerals_are_read_as_they_are_written(number: int) -> None:
    tens, ones = divmod(number % 100, 10)
    digits = "零一二三四五六七八九"
    text = "一百" if number >= 100 else ""
    text += digits[tens] + "十" if tens else "零" if number > 100 and ones else ""
    assert read_number(text + (digits[ones] if ones else "")) == number


@given(st.sampled_from(["", "A", "i", "I", "一"]), st.integers(1, 199), st.sampled_from(["", "十", "一二"]))
def test_what_is_written_in_a_system_is_read_in_it(system: str, value: int, like: str) -> None:
    numeral = read_numeral(write_numeral(system, value, like))
    assert numeral is not None
    assert (numeral.system, numeral.value) == (system, value)
    assert system == "A" or read_number(numeral.text) == value


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("12", 12), ("七十四", 74), ("二〇二三", 2023), ("廿三", 23), ("卅", 30), ("元", 1), ("XLVII", 47), ("壹拾贰", 12),
        ("一 百 零 八", 108), ("兩", 2), ("iiii", 4), ("", None), ("第三", None), ("IIX", None), ("2a", None),
    ],
)  # fmt: skip
def test_numbers_of_mastheads(printed: str, number: int | None) -> None:
    assert read_number(printed) == number


@pytest.mark.parametrize("label", ["", "iiii", "abc1", "12345", "封二", "〇"])
def test_what_is_no_page_number_is_none(label: str) -> None:
    assert read_numeral(label) is None


@pytest.mark.parametrize(
    ("one", "other"), [("01", "1"), ("（49）", "P49"), ("第03版", "3"), ("四", "4"), ("pp.12", "12")]
)
def test_two_labels_of_one_page(one: str, other: str) -> None:
    assert same_label(one, other)
    assert not same_label(one, f"{other}0")


@given(st.text(st.sampled_from(CHINESE + "ivxlcdmIVXLCDM0129A第页 "), max_size=12))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    numeral = read_numeral(text)
    assert numeral is None or numeral.value >= 0
    assert (read_number(text) or 0) >= 0
    assert same_label(text, text) == bool(text)


@given(st.text(max_size=20))
def test_made_even_a_text_keeps_its_length(text: str) -> None:
    assert len(even(text)) == len(text)
    assert even("２０２３年第٦期—") == "2023年第6期-"
