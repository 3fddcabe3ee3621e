"""Bars between the parts of a row are seen in the ink where the reader left them out or read a letter."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.engines._bars import Upright, with_bars
from backfile.engines._columns import Reading
from backfile.engines._extents import measure


def line(text: str) -> Reading:
    return Reading(text, tuple((at + 0.5) / len(text) for at in range(len(text))), (0.9,) * len(text))


def test_a_bar_that_was_left_out_is_put_in() -> None:
    read = Reading("8绿色建筑长风", (0.05, 0.25, 0.35, 0.45, 0.55, 0.85, 0.95), (0.9,) * 7)
    found = with_bars(read, [Upright(0.145, 0.155), Upright(0.69, 0.71)], 0.1)
    assert found.text == "8|绿色建筑|长风"
    assert len(found.places) == len(found.confidences) == len(found.text)
    assert list(found.places) == sorted(found.places)


@pytest.mark.parametrize("read", ["题目l作者", "题目丨作者", "题目|作者", "题目1作者"])
def test_what_was_read_for_a_bar_is_one(read: str) -> None:
    assert with_bars(line(read), [Upright(0.495, 0.505)], 0.2).text == "题目|作者"


def test_ideographs_are_never_bars() -> None:
    assert with_bars(line("题目中作者"), [Upright(0.495, 0.505)], 0.2).text == "题目中作者"


def test_lines_of_letters_have_none() -> None:
    assert with_bars(line("il l1"), [Upright(0.495, 0.505)], 0.2).text == "il l1"


@pytest.mark.parametrize(("high", "bars"), [((7, 37), 1), ((14, 36), 0)])
def test_a_bar_is_as_high_as_its_line(high: tuple[int, int], bars: int) -> None:
    crop = np.full((44, 300, 3), 255, np.uint8)
    for left in (20, 60, 180, 220):
        for stroke in range(left, left + 33, 8):
            cv2.line(crop, (stroke, 6), (stroke, 37), (0, 0, 0), 2)
        cv2.line(crop, (left, 21), (left + 33, 21), (0, 0, 0), 2)
    cv2.rectangle(crop, (135, high[0]), (137, high[1]), (0, 0, 0), -1)
    extent = measure(crop, Reading("题目作者", (0.12, 0.25, 0.65, 0.78), (0.9,) * 4))
    assert extent is not None
    assert len(extent.uprights) == bars


@given(st.text("题目1l ", min_size=1, max_size=12), st.lists(st.floats(0, 1), max_size=4))
def test_other_characters_are_never_lost(text: str, places: list[float]) -> None:
    found = with_bars(line(text), [Upright(place, place) for place in sorted(places)], 0.08)
    assert [char for char in found.text if char in "题目 "] == [char for char in text if char in "题目 "]
    assert len(found.places) == len(found.confidences) == len(found.text)
