"""Pages in other letters than Latin with Latin words among them: neither costs the other."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from backfile.engines.tesseract import TesseractEngine, find_program, has_latin, installed_models, with_latin_lines
from backfile.model import Box, Word


def words(text: str, top: float, confidence: float = 0.9) -> list[Word]:
    return [
        Word(text=each, box=Box(0.1 + 0.1 * at, top, 0.19 + 0.1 * at, top + 0.02), confidence=confidence)
        for at, each in enumerate(text.split())
    ]


def test_short_and_unsure_words_make_no_latin_page():
    assert not has_latin(words("Je els le We ob", 0.1, 0.95))
    assert not has_latin(words("delsJes pistesirra", 0.1, 0.5))
    assert not has_latin(words("الممكنات والمبدأ", 0.1))
    assert has_latin([*words("الممكنات", 0.1), *words("Journal,", 0.2)])


def test_only_lines_with_latin_words_are_taken_from_the_other_reading():
    alone = [*words("قال زيد", 0.1), *words("في 0145 مجلة", 0.2, 0.4)]
    both = [*words("Jl زيد", 0.1), *words("في Journal مجلة", 0.2)]
    assert [word.text for word in with_latin_lines(alone, both)] == ["قال", "زيد", "في", "Journal", "مجلة"]


def engine(readings: dict[tuple[str, ...], list[Word]]) -> TesseractEngine:
    class Recorded(TesseractEngine):
        def __init__(self) -> None:
            self.asked: list[tuple[str, ...]] = []

        def _with_folios(self, words, model, image, dpi):
            return words

        def _read_as(self, models, image, dpi):
            self.asked.append(models)
            return readings[models]

    return Recorded()


BLANK = Image.new("L", (200, 200), 255)


def test_english_is_asked_only_when_a_page_is_read_with_doubt(monkeypatch):
    monkeypatch.setattr("backfile.engines.tesseract.installed_models", lambda: frozenset({"ara", "eng"}))
    sure = engine({("ara",): words("قال زيد", 0.1)})
    assert sure.read(BLANK, dpi=200, language="ar") == tuple(words("قال زيد", 0.1))
    assert sure.asked == [("ara",)]
    readings = {("ara",): words("قال زيد", 0.1, 0.4), ("eng",): words("Je sal", 0.1)}
    doubtful = engine(readings)
    assert doubtful.read(BLANK, dpi=200, language="ar") == tuple(readings["ara",])
    assert doubtful.asked == [("ara",), ("eng",)]


@pytest.mark.skipif(
    find_program() is None or "eng" not in installed_models(), reason="tesseract or its English is not installed"
)
def test_one_line_of_a_page_is_read_where_it_stands():
    image = Image.new("RGB", (800, 400), "white")
    ImageDraw.Draw(image).text((100, 200), "Poetry", fill=(30, 60, 110), font=ImageFont.load_default(40), anchor="ls")
    (word,) = TesseractEngine(60).read_line(image, Box(0.12, 0.4, 0.32, 0.53), dpi=200, language="en")
    assert word.text == "Poetry"
    assert word.box is not None
    assert 0.12 < word.box.left < 0.14
    assert 0.4 < word.box.top < word.box.bottom < 0.54
    assert 7 < word.size < 20
