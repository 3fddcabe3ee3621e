"""Leaders are found in the ink of a line, and what stands beside them is read apart; dashes, marks and faint strokes are none."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from backfile.engines._columns import Pixels, Reading
from backfile.engines._extents import find_ink
from backfile.engines._leaders import find_leaders, read_around

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
