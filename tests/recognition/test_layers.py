"""A text layer that does not say what is printed is found out and set aside."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from backfile.model import Box, Page, Word
from backfile.readers import open_document
from backfile.recognition import recognise_page
from backfile.recognition.layers import is_improbable, is_suspect, judge
from backfile.settings import Settings

SPECIMEN = Path(__file__).parents[2] / "specimens" / "zh-keji-monthly-007.pdf"


class Eyes:
    """Sees the same text wherever it looks."""

    name, version = "eyes", "1"

    def __init__(self, text: str, confidence: float = 0.99, strips: int = 1) -> None:
        boxes = (Box(0, (strip + 0.4) / strips, 1, (strip + 0.6) / strips) for strip in range(strips))
        self.words = tuple(Word(text=text, box=box, confidence=confidence) for box in boxes)

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        return self.words


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


def test_a_layer_full_of_errors_gives_way_to_a_sure_reading() -> None:
    words = tuple(replace(word, text="Tbe harhovr wos crawbeb vvitb vessc1s") for word in hidden_layer()[0].words)
    page, image = hidden_layer()
    eyes = Eyes("The harbour was crowded with vessels", 0.98, strips=5)
    verdict = judge(replace(page, words=words), image, eyes, 50)
    assert verdict.is_false
    assert "harbour" in verdict.why


def test_chinese_without_its_frequent_characters_is_improbable() -> None:
    plain = "我们在这里说明这个时代的人民对于自己国家发展的看法，以及他们所能得到的机会。" * 12
    shown = "".join(chr(ord(char) + 3000) if "一" <= char <= "龥" else char for char in plain)
    assert is_improbable(shown)
    assert not is_improbable(plain)


def test_more_symbols_than_letters_are_improbable() -> None:
    assert is_improbable("7KH KDUERXU ZDV FURZGHG ZLWK *&%$#@+= " * 12)
    assert not is_improbable(
        "a + b = c holds for all a, b and c in the set; see § 4 and table 2 for values of a < b. " * 4
    )


def test_a_page_whose_layer_is_set_aside_says_so(tmp_path: Path) -> None:
    page, image = hidden_layer()
    (read,) = recognise_page(Shown(page, image), 1, Eyes("something else altogether is printed here"), Settings())
    assert (read.source, read.words[0].text) == ("ocr", "something else altogether is printed here")
    assert read.doubt is not None
    assert "something else" in read.doubt


class Shown:
    """A document of one page."""

    def __init__(self, page: Page, image: Image.Image) -> None:
        self._page, self._image = replace(page, number=1), image

    def __len__(self) -> int:
        return 1

    def page(self, number: int) -> Page:
        return self._page

    def image(self, number: int, dpi: int) -> Image.Image:
        return self._image
