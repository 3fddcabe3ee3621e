"""Folios that Tesseract overlooks or misreads: found by the white around them, Arabic ones read by their shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from backfile.engines import tesseract
from backfile.engines._folios import DIGITS, features, find_numerals, read_arabic
from backfile.engines.tesseract import TesseractEngine

FONTS = Path("/usr/share/fonts/truetype")
ARABIC = [
    FONTS / "noto/NotoNaskhArabic-Regular.ttf",
    FONTS / "noto/NotoSansArabic-Bold.ttf",
    FONTS / "dejavu/DejaVuSans.ttf",
]
TEXT = "and so the water went on below the old wooden bridge"


def font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    if not file.is_file():
        pytest.skip(f"the font {file.name} is not here")
    return ImageFont.truetype(str(file), size)


def page(*written: tuple[int, int, str, ImageFont.FreeTypeFont]) -> Image.Image:
    """A white page of 1200 × 1700 pixels, thirty lines of text from 300 down, and what is `written` (left, top, text, font)."""
    image = Image.new("L", (1200, 1700), 245)
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.text((150, 300 + 36 * row), TEXT, font=font(FONTS / "dejavu/DejaVuSans.ttf", 24), fill=10)
    for left, top, text, face in written:
        draw.text((left, top), text, font=face, fill=10)
    return image


def numerals(image: Image.Image) -> list[tuple[int, int, int, int]]:
    return [numeral.box for numeral in find_numerals(np.asarray(image))]


@pytest.mark.parametrize("file", ARABIC, ids=lambda file: file.stem)
@pytest.mark.parametrize("printed", ["٣٥", "٤٠", "١٢٧", "٦٨", "٢٩", "٥١"])
def test_arabic_numerals_beside_a_running_head_are_read(file: Path, printed: str) -> None:
    head = (400, 80, "the title of an article", font(FONTS / "dejavu/DejaVuSans.ttf", 26))
    found = find_numerals(np.asarray(page((130, 70, printed, font(file, 44)), head)))
    assert printed in {read_arabic(numeral)[0] for numeral in found}


@pytest.mark.parametrize(("left", "top"), [(1000, 1600), (150, 1600), (580, 1600), (580, 60)])
def test_a_digit_alone_at_the_foot_or_head_is_found_where_it_stands(left: int, top: int) -> None:
    (box,) = numerals(page((left, top, "4", font(FONTS / "dejavu/DejaVuSans.ttf", 26))))
    assert left <= box[0] < box[2] < left + 26
    assert top <= box[1] < box[3] < top + 36


def test_a_page_of_text_alone_has_no_numerals() -> None:
    assert numerals(page()) == []
    assert numerals(page((150, 1600, TEXT, font(FONTS / "dejavu/DejaVuSans.ttf", 24)))) == []


def test_dirt_at_the_border_rules_and_pictures_are_none() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 20, 6, 60), fill=0)
    draw.line((150, 1600, 1050, 1600), fill=0, width=3)
    draw.rectangle((300, 20, 900, 200), fill=60)
    assert numerals(image) == []
    assert numerals(Image.new("L", (20, 15), 255)) == []


def test_any_shape_has_features() -> None:
    assert features(np.ones((1, 1), dtype=bool)).shape == features(np.eye(90, dtype=bool)).shape
    assert len(DIGITS) == 12


def test_a_page_read_by_tesseract_keeps_its_single_digit_folio() -> None:
    if tesseract.find_program() is None or "eng" not in tesseract.installed_models():
        pytest.skip("tesseract with English is not here")
    image = page((1000, 1600, "4", font(FONTS / "dejavu/DejaVuSans.ttf", 26)))
    words = TesseractEngine().read(image, dpi=150, language="en")
    assert [word.text for word in words if word.box and word.box.top > 0.9] == ["4"]
