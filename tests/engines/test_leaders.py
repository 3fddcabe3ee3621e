"""Leaders are found in the ink of a line, and what stands beside them is read apart; dashes, marks and faint strokes are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from backfile.engines._bands import Piece
from backfile.engines._columns import Pixels, Reading
from backfile.engines._extents import find_ink
from backfile.engines._leaders import (
    erase,
    find_dark,
    find_leaders,
    find_rows,
    read_around,
    stand_on_lines,
    with_leaders,
)

from .test_extents import EM, typeset

LED = "The Bakery ................................ 287"


class Reader:
    """Remembers how wide the parts are that it is shown, and reads each for a word."""

    def __init__(self) -> None:
        self.widths: list[int] = []

    def __call__(self, crop: Pixels) -> Reading:
        self.widths.append(crop.shape[1])
        return Reading("ab", (0.25, 0.75), (0.9, 0.8))


def width_of(text: str) -> float:
    return ImageFont.load_default(EM).getlength(text)


def points(pitch: int, count: int, *, level: int = 31, size: int = 4) -> Pixels:
    """A row of points on a line of EM pixels and some paper, after a letter as high as the line."""
    image = Image.new("RGB", (80 + pitch * count, EM + 12), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((10, 10, 30, 40), fill="black")
    for at in range(count):
        left = 50 + pitch * at
        pen.rectangle((left, level, left + size - 1, level + size - 1), fill="black")
    return np.asarray(image)


def test_a_leader_is_found_where_its_points_are() -> None:
    (leader,) = find_leaders(find_ink(typeset(LED)))
    before = 12 + width_of("The Bakery ")
    assert leader.begin == pytest.approx(before, abs=6)
    assert leader.end == pytest.approx(before + width_of("................................"), abs=6)


@pytest.mark.parametrize(
    "text", ["The Bakery, 1871–1933", "Wait … what?", "Dr. Ellison et al. — Notes", "“Yes.”", "i.e., no"]
)
def test_dashes_and_marks_are_no_leader(text: str) -> None:
    assert find_leaders(find_ink(typeset(text))) == []


@pytest.mark.parametrize("pitch", [10, 22, 40])
def test_points_may_stand_close_or_far_apart(pitch: int) -> None:
    assert len(find_leaders(find_ink(points(pitch, 14)))) == 1


def test_a_few_points_at_the_end_of_a_line_are_a_stump() -> None:
    assert len(find_leaders(find_ink(points(10, 3)))) == 1
    assert find_leaders(find_ink(points(10, 2))) == []


def test_a_faint_stroke_in_pieces_is_no_stump() -> None:
    crop = points(7, 4).copy()
    crop[32:34, 50:80] = np.minimum(crop[32:34, 50:80], 150)
    assert find_leaders(find_ink(crop)) == []


def test_points_alone_are_no_line() -> None:
    crop = points(10, 20)[:, 45:]
    assert read_around(crop, find_ink(crop), Reader()) is None


def test_parts_beside_a_leader_are_read_apart() -> None:
    reader, crop = Reader(), typeset(LED)
    reading = read_around(crop, find_ink(crop), reader)
    assert reading is not None
    assert reading.text == "ab …… ab"
    assert sum(reader.widths) < 0.7 * crop.shape[1]
    assert list(reading.places) == sorted(reading.places)
    assert len(reading.places) == len(reading.confidences) == len(reading.text)
    assert min(reading.confidences) == 0.8


def test_a_line_without_leader_is_left_alone() -> None:
    reader, crop = Reader(), typeset("The Bakery and the Lighthouse")
    assert read_around(crop, find_ink(crop), reader) is None
    assert reader.widths == []


def page(rows: int, *, pitch: int = 9, ornament: bool = False) -> Pixels:
    """A page of 200 dpi with words of bars at the left, rows of points and a number at the right."""
    image = Image.new("RGB", (1000, 200 + 60 * rows), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(28)
    for at in range(rows):
        foot = 100 + 60 * at
        if not ornament:
            pen.text((60, foot), "The Bakery", fill="black", font=font, anchor="ls")
            pen.text((900, foot), str(10 + at), fill="black", font=font, anchor="ls")
        for left in range(260, 860, pitch):
            pen.rectangle((left, foot - 3, left + 2, foot - 1), fill="black")
    return np.asarray(image)


def dark(pixels: Pixels) -> np.ndarray:
    return find_dark(np.asarray(Image.fromarray(pixels).convert("L")))


def bars(rows: int) -> list[np.ndarray]:
    """Corners of the words of such a page."""
    return [
        np.array([[60, top], [240, top], [240, top + 36], [60, top + 36]], np.float32)
        for top in (72 + 60 * at for at in range(rows))
    ]


@pytest.mark.parametrize("pitch", [7, 9, 20])
def test_rows_of_points_are_found_on_a_page(pitch: int) -> None:
    rows = find_rows(dark(page(3, pitch=pitch)), 200)
    assert len(rows) == 3
    assert all(row.left == pytest.approx(260, abs=2) and row.right == pytest.approx(860, abs=pitch) for row in rows)


def test_a_few_specks_in_a_row_are_none() -> None:
    sheet = page(1, pitch=1000).copy()
    for left in range(300, 345, 9):
        sheet[97:100, left : left + 3] = 0
    assert find_rows(dark(sheet), 200) == []


def test_rows_of_ellipses_are_leaders_too() -> None:
    sheet = page(2, pitch=1000).copy()
    for top in (97, 157):
        sheet[top : top + 3, 255:262] = 255
        for group in range(300, 800, 34):
            for left in range(group, group + 24, 8):
                sheet[top : top + 3, left : left + 3] = 0
    rows = find_rows(dark(sheet), 200)
    assert len(rows) == 2
    assert all(row.left == pytest.approx(300, abs=2) and row.right > 760 for row in rows)


def test_text_has_no_rows_of_points() -> None:
    image = Image.new("L", (900, 200), 255)
    pen = ImageDraw.Draw(image)
    for top in (40, 90, 140):
        pen.text((20, top), "iiii jjjj … i.e. et al. ...; ::: .i.i.i.", fill=0, font=ImageFont.load_default(28))
    assert find_rows(find_dark(np.asarray(image)), 200) == []


def test_a_blank_page_has_none() -> None:
    assert find_rows(find_dark(np.full((200, 200), 255, np.uint8)), 200) == []


def test_leaders_are_taken_out_and_the_words_left() -> None:
    pixels = page(2)
    rows = find_rows(dark(pixels), 200)
    clean = erase(pixels, rows)
    assert clean[:, 255:870].min() > 200
    assert np.array_equal(clean[:, :250], pixels[:, :250])
    assert np.array_equal(clean[:, 880:], pixels[:, 880:])
    assert erase(pixels, []) is pixels


def test_a_leader_is_as_high_as_its_line_and_an_ornament_is_none() -> None:
    pieces = stand_on_lines(find_rows(dark(page(2)), 200), bars(2))
    assert [piece.reading.text for piece in pieces] == ["……", "……"]
    assert [tuple(piece.quad[:, 1]) for piece in pieces] == [(72, 72, 108, 108), (132, 132, 168, 168)]
    assert stand_on_lines(find_rows(dark(page(2, ornament=True)), 200), bars(1)[:0]) == []


def test_points_that_were_left_over_are_no_line() -> None:
    rows = find_rows(dark(page(2)), 200)
    words = [Piece(Reading("The Bakery", (0.5,) * 10, (0.9,) * 10), quad) for quad in bars(2)]
    left = Piece(
        Reading("......", (0.5,) * 6, (0.9,) * 6), np.array([[300, 90], [340, 90], [340, 104], [300, 104]], np.float32)
    )
    mark = Piece(
        Reading("* * *", (0.5,) * 5, (0.9,) * 5), np.array([[300, 300], [340, 300], [340, 314], [300, 314]], np.float32)
    )
    found = with_leaders([*words, left, mark], rows)
    assert [piece.reading.text for piece in found] == ["The Bakery", "The Bakery", "* * *", "……", "……"]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 60)), max_size=60))
def test_specks_anywhere_do_no_harm(places: list[tuple[float, float]]) -> None:
    image = np.full((80, 420), 255, np.uint8)
    for x, y in places:
        image[int(y) + 4 : int(y) + 7, int(x) + 4 : int(x) + 7] = 0
    for row in find_rows(find_dark(image), 200):
        assert 0 <= row.left < row.right <= 420
        assert 0 <= row.top < row.bottom <= 80
