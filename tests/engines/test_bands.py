"""Pages of vertical text: what a single line can't tell of itself."""

from __future__ import annotations

import numpy as np
import pytest

from backfile.engines import _bands, _columns
from backfile.engines._bands import Piece
from backfile.engines._columns import Column, Line, Pixels, Reading, find_line

from .test_columns import EM, Reader, draw, quad_of


def line(cells: str, left: float, top: float = 0) -> Line:
    crop = draw(cells)
    return find_line(Column(quad_of(crop, left, top), crop, float(EM)))


def level(text: str, places: tuple[float, ...], width: int, height: int = 40) -> Piece:
    quad = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Piece(Reading(text, places, (0.99,) * len(text)), quad)


def test_a_page_is_vertical_when_most_of_its_characters_are() -> None:
    tall, wide = quad_of(draw("#" * 20)), np.array([[0, 0], [300, 0], [300, 30], [0, 30]], np.float32)
    assert _bands.is_vertical([tall, wide])
    assert not _bands.is_vertical([tall, wide, wide, wide])


def test_lines_that_run_on_over_the_white_between_bands_are_parted_there() -> None:
    upper = [line("#" * 10, 50 * at) for at in range(8)]
    lower = [line("#" * 10, 50 * at, 11.2 * EM) for at in range(8)]
    crop = np.hstack([draw("#" * 10), np.full((EM, round(1.2 * EM), 3), 250, np.uint8), draw("#" * 10)])
    merged = find_line(Column(quad_of(crop, 450), crop, float(EM)))
    parts = _bands.part_lines([*upper, *lower, merged])
    assert len(parts) == 18
    assert [len(part.cells) for part in parts[-2:]] == [10, 10]


def test_commas_at_one_height_are_no_white_between_bands() -> None:
    verses = [line("#####.#####.", 50 * at) for at in range(10)]
    assert list(_bands.find_gutters(verses)) == []


def test_a_title_beside_two_bands_hides_their_white_from_nobody() -> None:
    bands = [line("#" * 10, 50 * at, top) for at in range(10) for top in (0, 12 * EM)]
    title = line("#" * 20, 600)
    assert len(list(_bands.find_gutters([*bands, title]))) == 1


@pytest.mark.parametrize(("cells", "text"), [("--", "一一"), ("-#", "一五"), ("#-", "五一")])
def test_stacked_numerals_are_cut_by_their_white(cells: str, text: str) -> None:
    stack = line(cells, 0)
    reading = _bands.read_stack(stack, Reading("二", (0.5,), (0.99,)), Reader(text))
    assert reading.text == text


def test_rings_among_numerals_are_noughts() -> None:
    stack = line("-#", 0)
    assert _bands.read_stack(stack, Reading("一0", (0.25, 0.75), (0.9, 0.9)), Reader("一0")).text == "一〇"


def test_numbers_over_neighbouring_columns_are_words_of_their_own() -> None:
    piece = level("005 004 003", (0.05, 0.1, 0.15, 0.2, 0.45, 0.5, 0.55, 0.7, 0.85, 0.9, 0.95), 400)
    parts = _bands.part_numbers(piece)
    assert [part.reading.text for part in parts] == ["005", "004", "003"]
    assert parts[1].quad[:, 0].mean() == pytest.approx(200, abs=20)


def test_numbers_that_were_read_without_spaces_are_parted_where_they_stand_apart() -> None:
    piece = level("009008", (0.14, 0.25, 0.37, 0.65, 0.76, 0.88), 106)
    assert [part.reading.text for part in _bands.part_numbers(piece)] == ["009", "008"]
    year = level("2011", (0.15, 0.38, 0.61, 0.84), 70)
    assert _bands.part_numbers(year) == [year]


def test_words_over_the_columns_stay_one_line() -> None:
    piece = level("003 潮間帶", (0.05, 0.1, 0.15, 0.3, 0.5, 0.7, 0.9), 400)
    assert _bands.part_numbers(piece) == [piece]


def paged(strokes: int) -> tuple[Pixels, list[Piece]]:
    """Five columns, each over a level stroke (the first `strokes` of them) or a numeral, and a rule over the page."""
    page = np.full((900, 500, 3), 250, np.uint8)
    page[700:703] = 20
    pieces = []
    for at in range(5):
        crop = draw("#" * 8)
        page[0 : 8 * EM, 90 * at : 90 * at + EM] = np.rot90(crop, -1)
        pieces.append(
            Piece(Reading("天" * 8, tuple(np.linspace(0.1, 0.9, 8)), (0.9,) * 8), quad_of(crop, 90 * at), float(EM))
        )
        if at < strokes:
            page[600:603, 90 * at + 3 : 90 * at + 27] = 20
        else:
            quad = np.array([[90 * at, 590], [90 * at + EM, 590], [90 * at + EM, 615], [90 * at, 615]], np.float32)
            pieces.append(Piece(Reading("五", (0.5,), (0.99,)), quad))
    return page, pieces


def test_strokes_in_a_row_of_numerals_are_numerals() -> None:
    page, pieces = paged(strokes=2)
    found = list(_bands.find_strokes(page, [piece.quad for piece in pieces], pieces))
    assert [round(spot.middle[0]) for spot in found] == [15, 105]
    piece = _bands.read_stroke(found[0], page, lambda crop: Reading("—", (0.5,), (0.8,)))
    assert piece is not None
    assert piece.reading.text == "一"
    assert _bands.read_stroke(found[0], page, lambda crop: Reading("了", (0.5,), (0.8,))) is None


def test_a_stroke_by_itself_is_none() -> None:
    page, pieces = paged(strokes=1)
    alone = [piece for piece in pieces if piece.em]
    assert list(_bands.find_strokes(page, [piece.quad for piece in alone], alone)) == []


def test_marks_that_hang_below_a_box_are_reached_but_not_the_next_band() -> None:
    page = np.full((900, 200, 3), 250, np.uint8)
    crop = np.rot90(draw("#" * 8), -1)
    page[50 : 50 + 8 * EM, 50 : 50 + EM] = crop
    page[300 : 300 + 8 * EM, 50 : 50 + EM] = crop
    quads = [quad_of(draw("#" * 8), 50, top) for top in (50, 300)]
    (upper,), (lower,) = _bands.find_columns(page, quads, [np.rot90(crop)] * 2)
    assert upper.quad[:, 1].max() <= 300
    assert lower.crop.shape[1] > 8 * EM
    assert lower.own == pytest.approx(8 * EM, abs=2)


def test_readings_are_told_by_their_size() -> None:
    text = [(Column(quad_of(draw("#" * 10)), draw("#" * 10), float(EM)),) for _ in range(4)]
    ruby = (_columns.Column(quad_of(draw("###")), draw("###"), EM / 2),)
    assert _bands.find_readings([*text, ruby]) == {4: EM / 2}
