"""Vertical lines: marks that a reader of turned lines overlooks are filled in, lines of two bands are parted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.engines import _columns
from backfile.engines._columns import Pixels, Reading
from backfile.engines.ppocr import cut_quad

EM = 30


def draw(cells: str) -> Pixels:
    """A vertical line on its side: `#` a character, `.` a mark, ` ` nothing; one em each."""
    crop = np.full((EM, EM * len(cells), 3), 250, np.uint8)
    for place, cell in enumerate(cells):
        ink = {"#": 22, ".": 8, " ": 0}[cell]
        middle, half = EM * place + EM // 2, ink // 2
        crop[EM // 2 - half : EM // 2 + half, middle - half : middle + half] = 20
    return crop


def reading(cells: str, text: str) -> Reading:
    """What a reader makes of such a line when it sees only the characters."""
    places = tuple((place + 0.5) / len(cells) for place, cell in enumerate(cells) if cell == "#")
    return Reading(text, places, (0.99,) * len(text))


class Strips:
    """Reads a mark in the middle of every strip that it is shown; remembers how wide they were."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.widths: list[int] = []

    def __call__(self, crop: Pixels) -> Reading:
        self.widths.append(crop.shape[1])
        return Reading(self.text, (0.45,), (0.98,))


def test_a_mark_between_two_characters_is_filled_in() -> None:
    cells = "###.###"
    filled = _columns.fill(reading(cells, "天地人日月星"), draw(cells), Strips("。"))
    assert filled.text == "天地人。日月星"
    assert list(filled.places) == sorted(filled.places)
    assert filled.places[3] == pytest.approx(0.5, abs=0.1)


def test_a_line_without_holes_is_read_once() -> None:
    strips = Strips("。")
    whole = reading("######", "天地人日月星")
    assert _columns.fill(whole, draw("######"), strips) == whole
    assert strips.widths == []


def test_a_mark_that_is_not_surely_seen_is_not_made_up() -> None:
    cells = "###.###"
    filled = _columns.fill(reading(cells, "天地人日月星"), draw(cells), lambda crop: Reading("。", (0.45,), (0.3,)))
    assert filled.text == "天地人日月星"


def test_an_upright_stroke_after_katakana_prolongs_the_vowel() -> None:
    cells = "###.###"
    assert _columns.fill(reading(cells, "センタの記録"), draw(cells), Strips("1")).text == "センターの記録"


def test_lines_of_two_bands_are_parted_where_the_paper_is_clear() -> None:
    cells = "####  ####"
    parts = _columns.split(reading(cells, "天地人日月星山川"), draw(cells))
    assert [part.text for part, _, _ in parts] == ["天地人日", "月星山川"]
    (_, _, end), (_, begin, _) = parts
    assert end == pytest.approx(0.4, abs=0.05)
    assert begin == pytest.approx(0.6, abs=0.05)


def test_a_line_is_not_parted_where_there_is_ink() -> None:
    cells = "####.####"
    assert len(_columns.split(reading(cells, "天地人日月星山川"), draw(cells))) == 1


def test_the_corners_of_a_part_lie_on_its_line() -> None:
    quad = np.array([[10, 0], [20, 0], [20, 100], [10, 100]], np.float32)
    assert cut_quad(quad, 0.25, 0.5).tolist() == [[10, 25], [20, 25], [20, 50], [10, 50]]


@settings(max_examples=60, deadline=None)
@given(st.text("#. ", min_size=1, max_size=20).filter(lambda cells: "#" in cells))
def test_no_character_is_lost(cells: str) -> None:
    text = "".join(chr(0x4E00 + place) for place in range(cells.count("#")))
    line = reading(cells, text)
    filled = _columns.fill(line, draw(cells), Strips("，"))
    parts = _columns.split(filled, draw(cells))
    joined = "".join(part.text for part, _, _ in parts)
    assert joined.replace("，", "") == text
    assert all(0 <= place <= 1 for part, _, _ in parts for place in part.places)
