"""Spaces that the reader of lines left out are put in where the ink leaves white as wide as a word space, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from backfile.engines._bands import Piece
from backfile.engines._columns import Reading
from backfile.engines._extents import cut_down
from backfile.engines._spaces import Gap, with_spaces

from .test_extents import corners, typeset

EM = 0.05


def line(text: str) -> tuple[Reading, list[Gap]]:
    """A line as it is printed, as the reader gives it without its spaces and with those marked `_`, and the white in it: each
    character half an em wide with .08 em of white, spaces of .3 em."""
    at, read, places, gaps = 0.0, "", [], []
    for char in text:
        if char == " ":
            gaps[-1] = Gap(gaps[-1].begin, gaps[-1].end + 0.3 * EM)
            at += 0.3 * EM
            continue
        if char == "_":
            gaps[-1] = Gap(gaps[-1].begin, gaps[-1].end + 0.3 * EM)
            at += 0.3 * EM
            read, places = read + " ", [*places, at - 0.15 * EM]
            continue
        read, places = read + char, [*places, at + 0.25 * EM]
        gaps.append(Gap(at + 0.42 * EM, at + 0.5 * EM))
        at += 0.5 * EM
    return Reading(read, tuple(places), (0.99,) * len(read)), [gap for gap in gaps[:-1] if gap.width > 0.1 * EM]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("This_paper examines_the relation", "This paper examines the relation"),
        ("requires_revision. We_collected", "requires revision. We collected"),
        ("conjunto_de 1240_documentos", "conjunto de 1240 documentos"),
        ("qui_paiera ? Nous »", "qui paiera ? Nous »"),
        ("Contents . . . . . . 12", "Contents...... 12"),
        ("nach Görlitz -_Vier Jahre", "nach Görlitz - Vier Jahre"),
        ("12 À_qui_appartient", "12 À qui appartient"),
    ],
)
def test_a_space_is_put_in_where_white_parts_words(printed: str, text: str) -> None:
    reading, gaps = line(printed)
    found = with_spaces(reading, gaps, EM)
    assert found.text == text
    assert len(found.places) == len(found.confidences) == len(found.text)
    assert list(found.places) == sorted(found.places)


def test_a_line_of_two_words_needs_wider_white() -> None:
    reading, gaps = line("with the")
    assert with_spaces(reading, gaps, EM).text == "with the"
    narrow = [Gap(gap.begin, gap.begin + 0.25 * EM) for gap in gaps]
    assert with_spaces(reading, narrow, EM).text == "withthe"


def test_white_beside_ideographs_is_their_own() -> None:
    reading = Reading("理论·2023/61", (0.05, 0.15, 0.25, 0.32, 0.36, 0.4, 0.44, 0.48, 0.52, 0.9), (0.99,) * 10)
    gaps = [Gap(0.09, 0.13), Gap(0.19, 0.24), Gap(0.55, 0.88)]
    assert with_spaces(reading, gaps, 0.1).text == "理论·2023/6 1"


def test_letter_spacing_parts_no_words() -> None:
    text = "ANNALES"
    places = tuple(0.1 + 0.12 * at for at in range(7))
    gaps = [Gap(place + 0.03, place + 0.09) for place in places[:-1]]
    assert with_spaces(Reading(text, places, (0.99,) * 7), gaps, 0.1).text == text


def test_full_width_numerals_stay_one_number() -> None:
    places = (0.1, 0.3, 0.5, 0.7)
    gaps = [Gap(place + 0.05, place + 0.15) for place in places[:-1]]
    assert with_spaces(Reading("2011", places, (0.99,) * 4), gaps, 0.2).text == "2011"


@given(st.text("ab 1.,文", max_size=30), st.lists(st.tuples(st.floats(0, 0.9), st.floats(0, 0.1)), max_size=8))
def test_nothing_is_lost_or_moved(text: str, white: list[tuple[float, float]]) -> None:
    reading = Reading(text, tuple((at + 0.5) / len(text) for at in range(len(text))), (0.9,) * len(text))
    found = with_spaces(reading, [Gap(begin, begin + wide) for begin, wide in white], 0.04)
    assert found.text.replace(" ", "") == text.replace(" ", "")
    assert len(found.text) == len(found.places) == len(found.confidences)


def test_a_typeset_line_read_without_a_space_has_it_again() -> None:
    printed = "the relation between chemistry and music"
    font = ImageFont.load_default(40)
    crop = typeset(printed)
    places = [
        (12 + font.getlength(printed[:at]) + font.getlength(char) / 2) / crop.shape[1]
        for at, char in enumerate(printed)
    ]
    kept = [at for at in range(len(printed)) if at != printed.index(" between")]
    reading = Reading("".join(printed[at] for at in kept), tuple(places[at] for at in kept), (0.99,) * len(kept))
    assert cut_down(Piece(reading, corners(crop)), crop).reading.text == printed


def test_digits_of_one_number_may_stand_in_columns() -> None:
    places = (0.1, 0.3, 0.5, 0.7)
    narrow = [Gap(0.15, 0.25), Gap(0.35, 0.38)]
    assert with_spaces(Reading("01ab", places, (0.99,) * 4), narrow, 0.2).text == "01ab"
    wide = [Gap(0.12, 0.26)]
    assert with_spaces(Reading("12ab", places, (0.99,) * 4), wide, 0.2).text == "1 2ab"
