"""Dashes of Chinese and Japanese lines are told by their strokes from numerals and long vowels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.engines._columns import Reading
from backfile.engines._dashes import Stroke, find_dashes, reach_dashes, with_dashes


def line(text: str) -> Reading:
    """A line of squares side by side, as it was read."""
    return Reading(text, tuple((at + 0.5) / len(text) for at in range(len(text))), (0.9,) * len(text))


JOINED = (Stroke(0.1, 1.95, 0.1, 0.6),)
APART = (Stroke(0.2, 0.87, 0.12, 0.6), Stroke(1.1, 1.8, 0.12, 0.62))
NUMERALS = (Stroke(0.1, 0.9, 0.14, 0.45), Stroke(1.1, 1.9, 0.14, 0.45))


@pytest.mark.parametrize("strokes", [JOINED, APART])
@pytest.mark.parametrize("read", ["一一", "一—", "ー—", "——", "…一"])
def test_a_dash_is_told_by_its_strokes(read: str, strokes: tuple[Stroke, ...]) -> None:
    found = with_dashes(line(f"{read}启明光电"), strokes, 6)
    assert found.text == "——启明光电"
    assert len(found.places) == len(found.confidences) == len(found.text)
    assert list(found.places) == sorted(found.places)


def test_two_numerals_are_no_dash() -> None:
    assert with_dashes(line("一一列举"), NUMERALS, 4).text == "一一列举"


def test_a_dash_that_was_not_seen_is_put_in() -> None:
    seen = line("记者专访")
    late = seen._replace(places=tuple(0.35 + 0.15 * at for at in range(4)))
    assert with_dashes(late, JOINED, 6).text == "——记者专访"


def test_one_square_for_a_dash_becomes_two() -> None:
    text, places = "时间—专访", (0.07, 0.21, 0.43, 0.64, 0.78)
    strokes = (Stroke(2.1, 3.9, 0.1, 0.6),)
    assert with_dashes(Reading(text, places, (0.9,) * 5), strokes, 7).text == "时间——专访"


def test_a_word_that_stands_where_the_stroke_is_stays() -> None:
    assert with_dashes(line("时间专访"), (Stroke(0.1, 1.9, 0.1, 0.6),), 4).text == "时间专访"


def test_alphabetic_lines_keep_what_was_read() -> None:
    assert with_dashes(line("A-B – C"), JOINED, 7).text == "A-B – C"


def test_rules_and_high_ink_are_no_dashes() -> None:
    assert list(find_dashes([Stroke(0, 5, 0.1, 0.5), Stroke(6, 8, 0.6, 0.5)])) == []


@given(st.text("一—ー文 a", max_size=12), st.lists(st.tuples(st.floats(0, 10), st.floats(0.4, 2)), max_size=4))
def test_other_characters_are_never_lost(text: str, strokes: list[tuple[float, float]]) -> None:
    runs = [Stroke(begin, begin + wide, 0.1, 0.5) for begin, wide in sorted(strokes)]
    found = with_dashes(line(text), runs, 10.0)
    assert [char for char in found.text if char in "文a"] == [char for char in text if char in "文a"]
    assert len(found.places) == len(found.confidences) == len(found.text)


def page(*, dash: bool = True, rule: bool = False) -> tuple[np.ndarray, np.ndarray, list[np.ndarray], list[np.ndarray]]:
    """A page with a line that begins at 200, and a dash of two em before it; its ink, and the line as detected, without the dash."""
    sheet = np.full((120, 600, 3), 255, np.uint8)
    sheet[45:75, 200:400:12] = 0
    if dash:
        sheet[59:61, 135:190] = 0
    if rule:
        sheet[59:61, 20:190] = 0
    quad = np.array([[196, 42], [404, 42], [404, 78], [196, 78]], np.float32)
    return sheet, (sheet[:, :, 0] < 128).astype(np.uint8), [quad], [sheet[42:78, 196:404]]


def test_a_dash_before_a_line_belongs_to_it() -> None:
    (quad,), (crop,) = reach_dashes(*page())
    assert 100 < quad[0, 0] < 135
    assert quad[1, 0] == 404
    assert crop.shape[0] == 36
    assert crop.shape[1] == pytest.approx(404 - quad[0, 0], abs=1)


def test_a_dash_before_a_numeral_of_which_the_line_has_but_the_end_belongs_to_it_too() -> None:
    sheet, ink, quads, crops = page()
    ink[59:61, 194:215] = 1
    (quad,), _ = reach_dashes(sheet, ink, quads, crops)
    assert 100 < quad[0, 0] < 135


def test_a_dash_that_reaches_into_the_line_belongs_to_it_whole() -> None:
    sheet, ink, quads, crops = page(dash=False)
    ink[45:75, 200:213] = 0
    ink[59:61, 158:211] = 1
    (quad,), _ = reach_dashes(sheet, ink, quads, crops)
    assert 130 < quad[0, 0] < 158


@pytest.mark.parametrize("made", [page(dash=False), page(rule=True)], ids=["nothing", "a rule"])
def test_nothing_and_a_rule_before_a_line_do_not(
    made: tuple[np.ndarray, np.ndarray, list[np.ndarray], list[np.ndarray]],
) -> None:
    (quad,), (crop,) = reach_dashes(*made)
    assert quad[0, 0] == 196
    assert crop.shape[1] == 208


@pytest.mark.parametrize(("long", "dash"), [(0.34, "-"), (0.5, "–"), (1.0, "—")])
def test_dashes_between_letters_are_as_long_as_they_are_printed(long: float, dash: str) -> None:
    strokes = [Stroke(4.5 - long / 2, 4.5 + long / 2, 0.08, 0.6)] if long >= 0.4 else []
    seen = Reading("Reise - Ja", tuple(0.1 * at for at in range(10)), (0.9,) * 10)
    assert with_dashes(seen, strokes, 7.5).text == f"Reise {dash} Ja"
