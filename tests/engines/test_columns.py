"""Vertical lines: cut into characters by their ink, stood upright, read, parted at gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.engines import _columns
from backfile.engines._columns import Column, Pixels, Quad, Reading, along, find_line

EM = 30


def draw(cells: str, pitch: float = 1.0) -> Pixels:
    """A vertical line on its side, one em a cell: `#` a character, `.` a full stop in the upper right, `-` a level stroke (the top of the line
    is at the left, so that it stands upright here), ` ` nothing."""
    step = round(EM * pitch)
    crop = np.full((EM, step * len(cells), 3), 250, np.uint8)
    for place, cell in enumerate(cells):
        middle = step * place + step // 2
        if cell == "#":
            crop[3:27, middle - 12 : middle + 12] = 20
        elif cell == ".":
            crop[3:10, middle - 12 : middle - 5] = 20
        elif cell == "-":
            crop[3:27, middle - 1 : middle + 2] = 20
    return crop


def quad_of(crop: Pixels, left: float = 0, top: float = 0) -> Quad:
    across, length = crop.shape[:2]
    return np.array(
        [[left, top], [left + across, top], [left + across, top + length], [left, top + length]], np.float32
    )


def column(cells: str, pitch: float = 1.0) -> Column:
    crop = draw(cells, pitch)
    return Column(quad_of(crop), crop, float(EM))


class Reader:
    """Reads one character of `text` for every cell of the strip that it is shown; remembers the strips."""

    def __init__(self, text: str, sure: float = 0.98) -> None:
        self.text, self.sure = text, sure
        self.strips: list[Pixels] = []

    def __call__(self, crop: Pixels) -> Reading:
        self.strips.append(crop)
        count = len(self.text)
        return Reading(self.text, tuple((at + 0.5) / count for at in range(count)), (self.sure,) * count)


@pytest.mark.parametrize("pitch", [1.0, 1.08, 1.5, 2.0])
def test_characters_are_found_solid_or_letter_spaced(pitch: float) -> None:
    cells = _columns.find_cells(column("######", pitch))
    middles = [(cell.begin + cell.end) / 2 for cell in cells]
    step = round(EM * pitch)
    assert middles == pytest.approx([step * at + step // 2 for at in range(6)], abs=4)


def test_a_full_stop_and_a_numeral_of_one_stroke_have_cells_of_their_own() -> None:
    assert len(_columns.find_cells(column("##.#-#"))) == 6


def test_a_line_is_read_upright_in_one_look() -> None:
    reader = Reader("天地。人")
    reading = _columns.read_upright(find_line(column("##.#")), reader)
    assert reading.text == "天地。人"
    assert list(reading.places) == pytest.approx([0.125, 0.375, 0.625, 0.875], abs=0.05)
    (strip,) = reader.strips
    assert strip.shape[1] > 3 * strip.shape[0] * 0.6


def test_a_mark_is_moved_to_where_horizontal_text_has_it() -> None:
    reader = Reader("天。")
    _columns.read_upright(find_line(column("#.")), reader)
    cell = reader.strips[0][:, EM:].mean(axis=2) < 100
    rows, columns = np.flatnonzero(cell.any(axis=1)), np.flatnonzero(cell.any(axis=0))
    assert rows.mean() > 0.5 * cell.shape[0]
    assert columns.mean() < 0.4 * cell.shape[1]


@pytest.mark.parametrize("seen", ["二", "-", "_", "一"])
def test_a_level_stroke_is_the_numeral_one(seen: str) -> None:
    assert _columns.read_upright(find_line(column("#-#")), Reader(f"天{seen}人")).text == "天一人"


def test_a_level_stroke_that_is_overlooked_is_filled_in() -> None:
    def read(crop: Pixels) -> Reading:
        return Reading("天人", (1 / 6, 5 / 6), (0.99, 0.99))

    assert _columns.read_upright(find_line(column("#-#")), read).text == "天一人"


def test_letters_that_lie_on_their_side_are_read_lying() -> None:
    answers = iter(
        [Reading("天1)7(人", (0.08, 0.25, 0.42, 0.58, 0.75, 0.92), (0.99, 0.2, 0.3, 0.2, 0.2, 0.99)), Reading("Ode", (0.2, 0.5, 0.8), (0.97,) * 3)]
    )  # fmt: skip
    assert _columns.read_upright(find_line(column("######")), lambda crop: next(answers)).text == "天Ode人"


def test_doubtful_characters_are_not_replaced_by_what_is_no_latin() -> None:
    answers = iter([Reading("天。人", (1 / 6, 0.5, 5 / 6), (0.2, 0.3, 0.2)), Reading("川川", (0.3, 0.6), (0.99, 0.99))])
    assert _columns.read_upright(find_line(column("#.#")), lambda crop: next(answers)).text == "天。人"


def test_after_what_was_detected_only_a_mark_is_kept() -> None:
    line = find_line(column("###")._replace(own=2 * EM))
    assert _columns.read_upright(line, Reader("天地人")).text == "天地"
    assert _columns.read_upright(line, Reader("天地。")).text == "天地。"


def test_a_line_is_parted_at_a_wide_gap() -> None:
    parts = _columns.part_at_gaps(find_line(column("####  ###")))
    assert [len(part.cells) for part in parts] == [4, 3]
    upper, lower = (part.column.quad[:, 1] for part in parts)
    assert upper.max() == pytest.approx(5 * EM, abs=EM / 2)
    assert lower.min() == upper.max()


def test_a_letter_spaced_name_stays_whole() -> None:
    assert len(_columns.part_at_gaps(find_line(column("# #")))) == 1


def test_readings_beside_a_line_are_left_out_of_it() -> None:
    text = draw("########")
    beside = np.full((EM // 2, text.shape[1], 3), 250, np.uint8)
    beside[3:10, 35:42] = beside[3:10, 46:53] = 20  # the right side of a vertical line is its top when it lies
    both = np.vstack([beside, text])
    (settled,) = _columns.settle(quad_of(both), both)
    assert settled.em == pytest.approx(EM, rel=0.1)
    assert settled.crop.shape[0] == pytest.approx(EM, abs=3)
    assert settled.quad[:, 0].max() == pytest.approx(EM, abs=3)


def test_a_subtitle_in_smaller_type_is_a_line_of_its_own() -> None:
    title, small = draw("####  "), draw("######")[::2, ::2]
    lower = np.full((EM, small.shape[1], 3), 250, np.uint8)
    lower[7 : 7 + small.shape[0]] = small
    both = np.hstack([title, lower])
    parts = _columns.settle(quad_of(both), both)
    assert [round(part.em / EM, 1) for part in parts] == [1.0, 0.5]


def test_the_corners_of_a_part_lie_on_its_line() -> None:
    quad = np.array([[10, 0], [20, 0], [20, 100], [10, 100]], np.float32)
    assert along(quad, 0.25, 0.5).tolist() == [[10, 25], [20, 25], [20, 50], [10, 50]]


@settings(max_examples=40, deadline=None)
@given(st.text("#.- ", min_size=1, max_size=16).filter(str.strip))
def test_no_character_is_lost_and_places_rise(cells: str) -> None:
    line = find_line(column(cells))
    found = 0
    for part in _columns.part_at_gaps(line):
        reading = _columns.read_upright(part, Reader("天" * len(part.cells)))
        assert len(reading.text) >= len(part.cells)
        assert list(reading.places) == sorted(reading.places)
        assert all(0 <= place <= 1 for place in reading.places)
        found += len(part.cells)
    assert found >= len(cells.replace(" ", "")) - cells.count(".")  # a stop may share the cell of what stands before it


@pytest.mark.parametrize(("seen", "text"), [(".", "天，人"), ("0", "天。人"), ("。", "天。人")])
def test_a_small_mark_is_a_stop_or_a_comma(seen: str, text: str) -> None:
    assert _columns.read_upright(find_line(column("#.#")), Reader(f"天{seen}人")).text == text


def test_a_rule_of_a_frame_is_no_numeral() -> None:
    crop = draw("-##")
    crop[:, EM // 2 - 1 : EM // 2 + 2] = 20
    framed = Column(quad_of(crop), crop, float(EM))
    assert _columns.read_upright(find_line(framed), Reader("一天地")).text == "天地"
