"""Lonely digits: page numbers far out on their rows, which detection takes for no text."""

from __future__ import annotations

import cv2
import numpy as np

from backfile.engines import ppocr
from backfile.engines._bands import Piece
from backfile.engines._columns import Pixels, Reading
from backfile.engines._digits import find_grounds, find_spots, plausible, read_digits
from backfile.settings import Settings

ROWS = ("Letters", "The price of bread", "A walk by the river", "Notes on a lamp", "Books received")


def page(numbers: tuple[str, ...]) -> Pixels:
    """Titles at the left, their numbers far out at the right, 130 dpi."""
    sheet = np.full((420, 800, 3), 255, np.uint8)
    for at, (title, number) in enumerate(zip(ROWS, numbers, strict=True)):
        line = 60 + 70 * at
        cv2.putText(sheet, title, (40, line), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0, 0, 0), 1, cv2.LINE_AA)
        cv2.putText(sheet, number, (700, line), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0, 0, 0), 1, cv2.LINE_AA)
    return sheet


def titles() -> list[np.ndarray]:
    """The corners of the titles' lines."""
    out = []
    for at in range(len(ROWS)):
        top, bottom = 60 + 70 * at - 24, 60 + 70 * at + 8
        out.append(np.array([[36, top], [330, top], [330, bottom], [36, bottom]], np.float32))
    return out


def test_a_digit_alone_on_the_height_of_a_line_is_a_place_to_read() -> None:
    spots = find_spots(page(("1", "3", "5", "7", "9")), 1.0, titles())
    assert len(spots) == 5
    assert all(spot.left > 690 for spot in spots)


def test_ink_between_the_lines_is_none() -> None:
    sheet = page(("", "", "", "", ""))
    cv2.putText(sheet, "4", (700, 96), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0, 0, 0), 1, cv2.LINE_AA)
    assert find_spots(sheet, 1.0, titles()) == []


def test_digits_are_read_with_their_boxes_and_other_marks_are_not() -> None:
    engine = ppocr.load(Settings(engine="ppocr"))
    pieces = read_digits(page(("2", "?", "6", "8", "*")), 1.0, titles(), engine._reader.read)
    assert sorted(piece.reading.text for piece in pieces) == ["2", "6", "8"]
    assert all(690 < piece.quad[:, 0].min() < 725 for piece in pieces)


def number(text: str, right: float, top: float, wide: float = 20) -> Piece:
    quad = np.array([[right - wide, top], [right, top], [right, top + 30], [right - wide, top + 30]], np.float32)
    return Piece(Reading(text, tuple(0.5 for _ in text), tuple(0.9 for _ in text)), quad)


def test_numbers_of_a_column_are_kept() -> None:
    found = [number("3", 700, 100), number("5", 702, 160), number("9", 699, 220)]
    lines = [number("In this issue", 300, top, 200) for top in (40, 500)]
    assert [piece.reading.text for piece in plausible(found, lines)] == ["3", "5", "9"]


def test_a_number_at_the_foot_of_the_page_is_kept() -> None:
    lines = [number("It was raining when we reached the ferry in", 702, top, 500) for top in (40, 260)]
    foot = number("DECEMBER", 650, 900, 100)
    assert [piece.reading.text for piece in plausible([number("3", 700, 902)], [*lines, foot])] == ["3"]
    assert plausible([number("3", 700, 500)], [*lines, foot]) == []


def test_a_number_that_a_line_over_its_ground_has_said_is_not_said_again() -> None:
    lines = [
        number("It was raining when we reached the ferry in", 702, 40, 500),
        number("MACHINES 2018.08 12", 700, 900, 400),
    ]
    assert plausible([number("12", 702, 898, 40)], lines) == []
    assert len(plausible([number("13", 702, 898, 40)], lines)) == 1


def test_a_digit_over_longer_numbers_that_were_read_as_lines_is_kept() -> None:
    lines = [
        number("The price of bread 12", 700, 160, 500),
        number("14", 701, 220, 40),
        number("Contents", 300, 20, 200),
    ]
    assert [piece.reading.text for piece in plausible([number("9", 699, 100)], lines)] == ["9"]


def test_pieces_of_rules_read_for_ones_are_not_kept() -> None:
    rules = [number("1", 700, top, 6) for top in (100, 140, 180, 220)] + [number("1", 300, 400, 6)]
    text = [number("It was raining when we reached the ferry in", 702, top, 500) for top in (40, 260, 500)]
    assert plausible(rules, text) == []


def test_light_numbers_on_dark_grounds_are_read_and_dense_letters_are_no_grounds() -> None:
    sheet = page(("", "", "", "", ""))
    for at, number in enumerate(("4", "6", "8", "10", "12")):
        line = 60 + 70 * at
        cv2.rectangle(sheet, (690, line - 30), (740, line + 12), (40, 40, 40), -1)
        cv2.putText(sheet, number, (696, line), cv2.FONT_HERSHEY_DUPLEX, 0.8, (255, 255, 255), 1, cv2.LINE_AA)
    assert len(find_grounds(sheet, 1.0, titles())) == 5
    engine = ppocr.load(Settings(engine="ppocr"))
    pieces = read_digits(sheet, 1.0, titles(), engine._reader.read)
    assert sorted(piece.reading.text for piece in pieces) == ["10", "12", "4", "6", "8"]
    letters = page(("", "", "", "", ""))
    for at in range(5):
        cv2.putText(letters, "8", (700, 60 + 70 * at), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0, 0, 0), 9, cv2.LINE_AA)
    assert find_grounds(letters, 1.0, titles()) == []
