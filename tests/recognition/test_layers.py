"""A text layer that does not say what is printed is found out and set aside."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from backfile.model import Page, Word
from backfile.readers import open_document
from backfile.recognition.layers import is_suspect, judge
from backfile.settings import Settings

SPECIMEN = Path(__file__).parents[2] / "specimens" / "zh-keji-monthly-007.pdf"


class Eyes:
    """Sees the same text wherever it looks."""

    name, version = "eyes", "1"

    def __init__(self, text: str, confidence: float = 0.99) -> None:
        self.word = Word(text=text, confidence=confidence)

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        return (self.word,)


def hidden_layer() -> tuple[Page, Image.Image]:
    document = open_document(SPECIMEN, Settings())
    page, image = document.page(6), document.image(6, 50)
    document.close()
    return replace(page, confidence=0.8), image


def test_visible_text_of_an_ordinary_page_is_not_suspect() -> None:
    page, _ = hidden_layer()
    assert not is_suspect(replace(page, confidence=1.0))
    assert is_suspect(page)


def test_letters_without_vowels_are_suspect() -> None:
    plain = "the harbour was crowded with vessels when the morning steamer came round the headland under full sail " * 4
    shifted = "".join(chr((ord(char) - 94) % 26 + 97) if char.isalpha() else char for char in plain)
    assert is_suspect(Page(number=1, words=(Word(text=shifted),)))
    assert not is_suspect(Page(number=1, words=(Word(text=plain),)))


def test_a_layer_unlike_the_picture_is_false() -> None:
    page, image = hidden_layer()
    assert judge(page, image, Eyes("something else altogether is printed here"), 50).is_false


def test_a_layer_is_believed_when_the_picture_can_not_be_read_surely() -> None:
    page, image = hidden_layer()
    assert not judge(page, image, Eyes("something else altogether", confidence=0.5), 50).is_false


def test_a_layer_with_some_wrong_letters_is_believed() -> None:
    words = tuple(replace(word, text="Ofüziere hielt er jüngft eine") for word in hidden_layer()[0].words)
    page, image = hidden_layer()
    assert not judge(replace(page, words=words), image, Eyes("Offiziere hielt er jüngst eine"), 50).is_false
