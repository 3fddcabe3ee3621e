"""Ideographs that stand farther apart than their line sets them are parted by a space; white of their own parts nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.engines._columns import Reading
from backfile.engines._pitch import with_breaks

EM = 40


def line(
    printed: str, *, space: float = 0.25, narrow: str = "月日目", pitch: float = 1.0, aside: str = ""
) -> tuple[Reading, np.ndarray]:
    """A line as the reader gives it without its spaces (`space` em wide), and which columns have ink: ideographs `pitch` em apart,
    .88 em of ink each, `narrow` ones .5, those `aside` with their ink moved to the right by .13 em."""
    at, text, places, ink = 5.0, "", list[float](), np.zeros(round((len(printed) + 2) * EM * max(1.0, pitch)), bool)
    for char in printed:
        if char == " ":
            at += space * EM
            continue
        half = (0.25 if char in narrow else 0.44) * EM
        middle = at + EM / 2 + (0.13 * EM if char in aside else 0.0)
        ink[round(middle - half) : round(middle + half)] = True
        text, places = text + char, [*places, at + EM / 2]
        at += pitch * EM
    end = int(np.flatnonzero(ink)[-1]) + 1
    begin = int(np.flatnonzero(ink)[0])
    ink = ink[begin:end]
    return Reading(text, tuple((place - begin) / len(ink) for place in places), (0.99,) * len(text)), ink


@pytest.mark.parametrize(
    "printed",
    ["庄小华 伍忠刚 庄维年", "俞宏宁 杜俊霞 景兆国 曾昊 等", "创新驱动 开放合作", "本刊记者 孔雅博", "安敏 龚亦源"],
)
def test_names_and_words_are_parted_by_a_quarter_of_an_em(printed: str) -> None:
    reading, ink = line(printed)
    found = with_breaks(reading, ink, EM)
    assert found.text == printed
    assert len(found.places) == len(found.confidences) == len(found.text)
    assert list(found.places) == sorted(found.places)


@pytest.mark.parametrize("printed", ["九月二十日目录", "每月一日出版", "日月明亮", "那年我刚满十八岁"])
def test_narrow_ideographs_have_white_of_their_own(printed: str) -> None:
    reading, ink = line(printed)
    assert with_breaks(reading, ink, EM).text == printed


def test_one_whose_ink_lies_aside_is_not_parted_from_the_one_before() -> None:
    reading, ink = line("参观了西陵瑞丰微电子", aside="丰")
    assert with_breaks(reading, ink, EM).text == "参观了西陵瑞丰微电子"


def test_letter_spacing_parts_no_words_unless_they_stand_still_farther_apart() -> None:
    reading, ink = line("本期要目导读", pitch=1.3)
    assert with_breaks(reading, ink, EM).text == "本期要目导读"
    reading, ink = line("本期要目 导读文章", pitch=1.3, space=0.5)
    assert with_breaks(reading, ink, EM).text == "本期要目  导读文章"


def test_a_wide_space_between_words_is_written_as_two_and_one_within_a_spaced_name_is_not() -> None:
    reading, ink = line("林結衣 弘前地域", space=1.0)
    assert with_breaks(reading, ink, EM).text == "林結衣  弘前地域"
    reading, ink = line("散 文", space=1.0)
    assert with_breaks(reading, ink, EM).text == "散 文"


@pytest.mark.parametrize(("printed", "text"), [("03 同心同向", "03 同心同向"), ("80 吨钢材", "80吨钢材")])
def test_a_number_that_begins_a_line_stands_apart_unless_it_is_a_quantity(printed: str, text: str) -> None:
    reading, ink = line(printed, space=0.2)
    assert with_breaks(reading, ink, EM).text == text


def test_an_em_of_white_parts_an_ideograph_from_letters_too() -> None:
    reading, ink = line("于荣欣等 A", space=1.0)
    assert with_breaks(reading, ink, EM).text == "于荣欣等 A"


def test_spaces_that_were_read_are_not_doubled() -> None:
    reading, ink = line("庄小华 伍忠刚")
    at = 3
    text, place = "庄小华 伍忠刚", (reading.places[2] + reading.places[3]) / 2
    read = Reading(text, (*reading.places[:at], place, *reading.places[at:]), (0.99,) * len(text))
    assert with_breaks(read, ink, EM).text == text


@given(st.text("文字一月a1. （）の", max_size=20), st.integers(1, 300))
def test_nothing_is_lost_or_moved(text: str, width: int) -> None:
    reading = Reading(text, tuple((at + 0.5) / len(text) for at in range(len(text))), (0.9,) * len(text))
    ink = np.arange(width) % 7 < 4
    found = with_breaks(reading, ink, 12.0)
    assert found.text.replace(" ", "") == text.replace(" ", "")
    assert len(found.text) == len(found.places) == len(found.confidences)


def test_a_role_before_a_colon_begins_a_word() -> None:
    reading, ink = line("菲·邦 译：高", space=0.2)
    assert with_breaks(reading, ink, EM).text == "菲·邦 译：高"
    reading, ink = line("菲·邦 者：高", space=0.2)
    assert with_breaks(reading, ink, EM).text == "菲·邦者：高"


@pytest.mark.parametrize(("space", "text"), [(1.0, "双向奔赴” 山西省"), (0.4, "双向奔赴”山西省")])
def test_closing_marks_have_half_an_em_of_their_own(space: float, text: str) -> None:
    reading, ink = line("双向奔赴” 山西省", space=space, narrow="”")
    assert with_breaks(reading, ink, EM).text == text
