"""Level lines cut down to their type: the same line is as large and begins at the same place however loosely it was detected."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from backfile.engines._bands import Piece, Size
from backfile.engines._columns import Pixels, Quad, Reading
from backfile.engines._extents import cut_down, measure, settle, settle_sizes
from backfile.engines.ppocr import make_word

from .test_columns import draw

EM = 40


def typeset(
    text: str,
    em: int = EM,
    around: tuple[int, int, int, int] = (12, 8, 12, 8),
    *,
    light: bool = False,
    heavy: int = 0,
) -> Pixels:
    """A line of sans serif with so much paper (left, top, right, bottom) around its em square, its strokes `heavy` pixels thicker on
    either side."""
    font = ImageFont.load_default(em)
    left, top, right, bottom = around
    size = left + round(font.getlength(text)) + right, top + em + bottom
    paper, ink = ("black", "white") if light else ("white", "black")
    image = Image.new("RGB", size, paper)
    foot = left, top + round(0.78 * em)
    ImageDraw.Draw(image).text(foot, text, fill=ink, font=font, anchor="ls", stroke_width=heavy, stroke_fill=ink)
    return np.asarray(image)


def reading(text: str) -> Reading:
    font = ImageFont.load_default(EM)
    around, width = 12, 24 + font.getlength(text)
    places = tuple(
        (around + font.getlength(text[:at]) + font.getlength(text[at]) / 2) / width for at in range(len(text))
    )
    return Reading(text, places, (0.99,) * len(text))


def corners(crop: Pixels, left: float = 0, top: float = 0) -> Quad:
    height, width = crop.shape[:2]
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) + np.array([left, top], np.float32)


def piece(size: float, letters: int, top: float = 0) -> Piece:
    quad = np.array([[0, top], [100, top], [100, top + size], [0, top + size]], np.float32)
    return Piece(reading("a" * letters), quad, size=Size(size))


def em_of(one: Piece) -> float:
    return one.size.em if one.size else 0.0


@pytest.mark.parametrize(
    "text",
    ["The quick brown fox", "sur une chose", "ANNALES", "1921–1968", "par Élodie, 24 août", "https://doi.org/10.5"],
)
@pytest.mark.parametrize("light", [False, True])
def test_the_size_of_alphabetic_type_is_measured_whatever_letters_a_line_has(text: str, light: bool) -> None:
    found = measure(typeset(text, light=light), reading(text))
    assert found is not None
    assert found.size.em == pytest.approx(EM, rel=0.14)


@pytest.mark.parametrize("around", [(2, 2, 2, 2), (20, 6, 3, 14), (6, 14, 20, 2)])
def test_a_line_is_the_same_however_loosely_it_was_detected(around: tuple[int, int, int, int]) -> None:
    text = "The quick brown fox"
    tight, loose = typeset(text, around=(0, 0, 0, 0)), typeset(text, around=around)
    one, other = measure(tight, reading(text)), measure(loose, reading(text))
    assert one is not None
    assert other is not None
    assert other.size.em == pytest.approx(one.size.em, rel=0.02)
    assert other.left - around[0] == pytest.approx(one.left, abs=1)
    assert other.top - around[1] == pytest.approx(one.top, abs=1)


def test_ideographs_fill_their_em_square() -> None:
    crop = np.pad(draw("#" * 8), ((10, 10), (9, 9), (0, 0)), constant_values=250)
    found = measure(crop, reading("国" * 8))
    ink = np.flatnonzero((draw("#" * 8) < 128).any(axis=(1, 2)))
    assert found is not None
    assert found.size.em == pytest.approx((ink[-1] + 1 - ink[0]) / 0.9, rel=0.05)


@pytest.mark.parametrize("text", ["6", "9", "25", "11", "147", "1,200"])
def test_numerals_are_of_one_size_whichever_they_are(text: str) -> None:
    found, other = measure(typeset(text), reading(text)), measure(typeset("8"), reading("8"))
    assert found is not None
    assert other is not None
    assert found.size.em == pytest.approx(other.size.em, rel=0.06)


def test_the_feet_of_the_line_above_do_not_count() -> None:
    text = "The quick brown fox"
    crop = typeset(text).copy()
    crop[:4, 60:70] = crop[:4, 120:126] = 0
    alone, below = measure(typeset(text), reading(text)), measure(crop, reading(text))
    assert alone is not None
    assert below is not None
    assert below.size.em == pytest.approx(alone.size.em, rel=0.02)


def test_a_rule_is_no_type() -> None:
    crop = np.full((30, 200, 3), 255, np.uint8)
    crop[10:20] = 0
    assert measure(crop, reading("—")) is None
    assert measure(crop, reading("not a rule")) is None


def test_a_line_that_was_cut_down_lies_on_its_ink() -> None:
    text = "The quick brown fox"
    crop = typeset(text, around=(20, 8, 12, 8))
    before = Piece(reading(text), corners(crop, 100, 50))
    after = cut_down(before, crop)
    inked = np.flatnonzero((crop < 128).any(axis=(0, 2)))
    assert after.quad[0][0] == pytest.approx(100 + inked[0], abs=1.5)
    assert after.quad[1][0] == pytest.approx(100 + inked[-1], abs=1.5)
    middle = [100 + place * crop.shape[1] for place in before.reading.places]
    width = after.quad[1][0] - after.quad[0][0]
    assert [after.quad[0][0] + place * width for place in after.reading.places[1:-1]] == pytest.approx(
        middle[1:-1], abs=1
    )


def test_a_word_is_as_large_as_its_type_was_measured() -> None:
    text = "The quick brown fox"
    crop = typeset(text)
    word = make_word(cut_down(Piece(reading(text), corners(crop)), crop), 1000, 1000, 200)
    assert word.size == pytest.approx(EM * 72 / 200, rel=0.06)


def test_a_narrow_level_line_does_not_run_down() -> None:
    crop = typeset("1)")
    word = make_word(cut_down(Piece(reading("1)"), corners(crop)), crop), 1000, 500, 200)
    assert word.box is not None
    assert word.box.height * 500 > 1.5 * word.box.width * 1000
    assert (word.edges[0], word.edges[-1]) == pytest.approx((word.box.left, word.box.right), abs=0.005)


def test_the_box_of_a_measured_line_is_as_high_as_its_type_though_its_corners_lean() -> None:
    text = "The quick brown fox"
    crop = typeset(text)
    leaning = corners(crop) + np.array([[0, 0], [0, 6], [0, 6], [0, 0]], np.float32)
    level, lean = (
        make_word(cut_down(Piece(reading(text), quad), crop), 1000, 1000, 200) for quad in (corners(crop), leaning)
    )
    assert level.box is not None
    assert lean.box is not None
    assert lean.box.height == pytest.approx(level.box.height, rel=0.01)
    assert lean.box.center[1] == pytest.approx(level.box.center[1] + 0.003, abs=0.0005)


def test_nearly_alike_sizes_of_a_page_are_one_and_others_stay() -> None:
    sizes = settle_sizes([27.0, 27.6, 28.1, 22.4, 22.9, 41.0, 0.0], [50, 50, 50, 40, 40, 8, 3])
    assert sizes[0] == sizes[1] == sizes[2] == pytest.approx(27.6, rel=0.02)
    assert sizes[3] == sizes[4] == pytest.approx(22.65, rel=0.02)
    assert sizes[5] == pytest.approx(41.0)
    assert sizes[6] == 0.0


def test_lines_of_one_size_are_of_one_height_on_their_middles() -> None:
    lines = settle([piece(27.0, 50), piece(28.0, 50, top=60)])
    heights = [float(one.quad[3][1] - one.quad[0][1]) for one in lines]
    assert heights[0] == pytest.approx(heights[1]) == pytest.approx(em_of(lines[0]))
    assert float(lines[1].quad[:, 1].mean()) == pytest.approx(60 + 14)


def test_a_line_of_small_letters_alone_is_as_large_as_the_page_s_others_with_such_letters() -> None:
    texts = ["The quick brown fox", "season", "une masse"]
    crops = [typeset(text) for text in texts]
    lines = [cut_down(Piece(reading(text), corners(crop)), crop) for text, crop in zip(texts, crops, strict=True)]
    sizes = [em_of(one) for one in settle(lines)]
    assert sizes[1] == sizes[2] == pytest.approx(sizes[0], rel=0.03)


def page_of(*lines: tuple[str, int, int]) -> list[Piece]:
    """Lines (text, type size, how heavy) as the engine has them."""
    crops = [typeset(text, em, heavy=heavy) for text, em, heavy in lines]
    return settle(
        [cut_down(Piece(reading(text), corners(crop)), crop) for (text, _, _), crop in zip(lines, crops, strict=True)]
    )


def are_bold(pieces: list[Piece]) -> list[bool]:
    return [one.size is not None and one.size.is_bold for one in pieces]


TEXT = [
    (f"It was raining when we reached {name} and the ferry had left.", EM, 0)
    for name in ("York", "Hull", "Bath", "Deal")
]


def test_a_line_of_thicker_strokes_than_the_text_is_bold() -> None:
    assert are_bold(page_of(*TEXT, ("What remains", EM, 1))) == [False] * 4 + [True]


def test_larger_type_has_thicker_strokes_and_is_not_bold_for_that() -> None:
    assert are_bold(page_of(*TEXT, ("What remains", 2 * EM, 0))) == [False] * 5


def test_a_page_that_is_bold_as_a_whole_has_no_bold_lines() -> None:
    assert not any(are_bold(page_of(*((text, em, 1) for text, em, _ in TEXT))))


def test_without_text_to_compare_it_with_no_line_is_bold() -> None:
    assert are_bold(page_of(("What remains", EM, 1))) == [False]


def test_no_lines_have_no_sizes() -> None:
    assert settle([]) == []


def foot_of(one: Piece) -> float:
    return float(one.quad[0][1] + 0.78 * (one.quad[3][1] - one.quad[0][1]))


@pytest.mark.parametrize("shift", [0.25, 0.5, 0.75])
def test_a_baseline_is_found_between_pixels(shift: float) -> None:
    text = "sur une chose qui passe"
    crop = typeset(text, around=(12, 20, 12, 20)).astype(np.float32)
    lower = ((1 - shift) * crop + shift * np.roll(crop, 1, axis=0)).astype(np.uint8)
    one, other = (cut_down(Piece(reading(text), corners(image)), image) for image in (crop.astype(np.uint8), lower))
    assert foot_of(other) - foot_of(one) == pytest.approx(shift, abs=0.1)


def test_a_line_whose_size_is_put_right_stays_on_its_baseline() -> None:
    text, other = "sur une source amusante", "Depuis les beaux hôtels"
    guessed = cut_down(Piece(reading(text), corners(typeset(text))), typeset(text))
    assert guessed.size
    assert guessed.size.is_guess
    settled = settle([guessed, *[cut_down(Piece(reading(other), corners(typeset(other))), typeset(other))] * 5])
    assert em_of(settled[0]) != em_of(guessed)
    assert foot_of(settled[0]) == pytest.approx(foot_of(guessed), abs=0.05)
