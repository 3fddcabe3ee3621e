"""A second opinion: where the program that knows the script reads nearly the same, its letters count."""

from __future__ import annotations

import pytest
from PIL import Image

from backfile.engines import tesseract
from backfile.errors import EngineError
from backfile.model import Box, Word
from backfile.recognition.opinions import hear_second

IMAGE = Image.new("L", (100, 100))


def word(text: str, left: float, right: float, confidence: float = 0.9, top: float = 0.1) -> Word:
    return Word(text=text, box=Box(left, top, right, top + 0.1), confidence=confidence)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch):
    """Lets Tesseract read these words."""

    def read(*words: Word) -> None:
        class Recorded:
            def __init__(self, seconds: int) -> None:
                pass

            def read(self, image: Image.Image, *, dpi: float, language: str) -> tuple[Word, ...]:
                assert language == "Fraktur"
                if not words:
                    raise EngineError("not installed.")
                return words

        monkeypatch.setattr(tesseract, "TesseractEngine", Recorded)

    return read


def heard(*words: Word) -> list[tuple[str, float]]:
    return [(one.text, one.confidence) for one in hear_second(words, IMAGE, 200, "Fraktur", 60)]


def test_letters_and_spaces_of_the_second_reading_count_where_both_are_alike(reads) -> None:
    reads(word("Der", 0.1, 0.3, 0.95), word("Landbote.", 0.35, 0.9, 0.6))
    assert heard(word("DerLandhote.", 0.1, 0.9, 0.98)) == [("Der", 0.98), ("Landbote.", 0.98)]


@pytest.mark.parametrize(
    "other",
    [
        word("Sims O 1840", 0.1, 0.9),  # something else
        word("Landbote.", 0.1, 0.9, 0.3),  # a guess
        word("andbote", 0.1, 0.9),  # less
        word("Landbote.", 0.1, 0.9, top=0.5),  # elsewhere
    ],
)
def test_else_the_first_reading_stays(reads, other: Word) -> None:
    reads(other)
    assert heard(word("Landhote.", 0.1, 0.9, 0.98)) == [("Landhote.", 0.98)]


def test_without_the_program_all_stays(reads) -> None:
    reads()
    assert heard(word("Landhote.", 0.1, 0.9)) == [("Landhote.", 0.9)]
