"""Pages with a text layer and pictures of text: the layer stays, only what it lacks is read."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image

from backfile.engines import LazyEngine
from backfile.errors import EngineError
from backfile.model import Box, Page, Word
from backfile.readers import open_document
from backfile.recognition import hybrid, recognise_page
from backfile.settings import Settings

SPECIMEN = Path(__file__).parents[2] / "specimens" / "zh-keji-monthly-007.pdf"
SETTINGS = Settings()
PROSE = "The harbour was crowded with vessels when the morning steamer came round the headland"


def bind(path: Path, picture: Image.Image, text: list[str], place: tuple[float, float, float, float]) -> Path:
    """A PDF page (A4, points) with `picture` in `place` (left, bottom, width, height) and lines of text at the top."""
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=85)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    stored = pdf.make_stream(buffer.getvalue())
    stored.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": picture.width,
            "/Height": picture.height,
            "/ColorSpace": pikepdf.Name.DeviceRGB,
            "/BitsPerComponent": 8,
            "/Filter": pikepdf.Name.DCTDecode,
        }
    )
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=stored), Font=pikepdf.Dictionary(F=font))
    left, bottom, width, height = place
    lines = " ".join(f"BT /F 11 Tf 40 {800 - 15 * row} Td ({line}) Tj ET" for row, line in enumerate(text))
    page.Contents = pdf.make_stream(f"q {width} 0 0 {height} {left} {bottom} cm /P Do Q {lines}".encode())
    pdf.save(path)
    return path


def part_of_page(number: int, dpi: int = 150) -> Image.Image:
    document = open_document(SPECIMEN, SETTINGS)
    image = document.image(number, dpi)
    document.close()
    return image.crop((0, 0, image.width, image.height // 4))


class Eyes:
    """Reads one line wherever it looks, and counts how often it was asked."""

    name, version = "eyes", "1"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        self.asked += 1
        return (Word(text="summer sale of boats", box=Box(0.1, 0.4, 0.9, 0.6), edges=(0.1, 0.9), confidence=0.97),)


def photograph() -> Image.Image:
    """Soft shapes and grain, as a camera sees the world."""
    rng = np.random.default_rng(5)
    soft = np.asarray(
        Image.fromarray(rng.integers(20, 235, (12, 16, 3), dtype=np.uint8)).resize((800, 500), Image.Resampling.BICUBIC)
    )
    return Image.fromarray(np.clip(soft + rng.normal(0, 6, soft.shape), 0, 255).astype(np.uint8))


def test_a_picture_of_text_is_read_and_the_layer_stays(tmp_path: Path) -> None:
    path = bind(tmp_path / "page.pdf", part_of_page(6), [PROSE] * 8, (60, 300, 475, 180))
    document = open_document(path, SETTINGS)
    (page,) = recognise_page(document, 1, LazyEngine(SETTINGS), SETTINGS)
    read = [word for word in page.words if word.confidence < 1]
    assert page.source == "mixed"
    assert [word.text for word in page.words if word.confidence == 1] == [PROSE] * 8
    original = open_document(SPECIMEN, SETTINGS)
    layer = "".join(word.text for word in original.page(6).words).replace(" ", "")
    assert sum(word.text.replace(" ", "") in layer for word in read) >= 0.8 * len(read) > 0
    assert all(word.box and 0.4 < word.box.center[1] < 0.65 for word in read)


def test_a_photograph_is_not_read(tmp_path: Path) -> None:
    path = bind(tmp_path / "page.pdf", photograph(), [PROSE] * 8, (60, 300, 475, 300))
    eyes = Eyes()
    (page,) = recognise_page(open_document(path, SETTINGS), 1, eyes, SETTINGS)
    assert (page.source, eyes.asked) == ("text", 0)


def test_a_scan_that_bears_only_a_stamp_as_text_is_read(tmp_path: Path) -> None:
    path = bind(tmp_path / "page.pdf", part_of_page(6), ["Downloaded from a library"], (0, 0, 595, 842))
    eyes = Eyes()
    (page,) = recognise_page(open_document(path, SETTINGS), 1, eyes, SETTINGS)
    assert page.source == "mixed"
    assert [word.text for word in page.words] == ["Downloaded from a library", "summer sale of boats"]


def test_a_page_that_is_a_picture_alone_is_recognised(tmp_path: Path) -> None:
    path = bind(tmp_path / "page.pdf", part_of_page(6), [], (0, 0, 595, 842))
    (page,) = recognise_page(open_document(path, SETTINGS), 1, Eyes(), SETTINGS)
    assert (page.source, page.words[0].text) == ("ocr", "summer sale of boats")


def test_words_of_the_layer_are_not_read_twice() -> None:
    page = Page(number=1, words=(Word(text="summer sale of boats", box=Box(0.1, 0.39, 0.9, 0.61)),))
    image = Image.new("RGB", (200, 200), "white")
    assert hybrid.read_parts(page, image, [Box(0, 0, 1, 1)], Eyes(), 72, "") == page


def test_places_read_on_a_part_are_places_on_the_page() -> None:
    image = Image.new("RGB", (200, 200), "white")
    page = hybrid.read_parts(Page(number=1), image, [Box(0.5, 0.5, 1.0, 1.0)], Eyes(), 72, "")
    assert page.words[0].box == pytest.approx(Box(0.55, 0.7, 0.95, 0.8))
    assert page.words[0].edges == pytest.approx((0.55, 0.95))


def test_an_engine_that_fails_costs_no_words_of_the_layer(tmp_path: Path) -> None:
    class Broken(Eyes):
        def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
            raise EngineError("out of ink.")

    path = bind(tmp_path / "page.pdf", part_of_page(6), [PROSE] * 8, (60, 300, 475, 180))
    (page,) = recognise_page(open_document(path, SETTINGS), 1, Broken(), SETTINGS)
    assert (page.source, len(page.words)) == ("text", 8)
    assert page.doubt is not None
    assert "out of ink" in page.doubt


def test_without_an_engine_pictures_are_left_alone(tmp_path: Path) -> None:
    path = bind(tmp_path / "page.pdf", part_of_page(6), [PROSE] * 8, (60, 300, 475, 180))
    eyes = Eyes()
    settings = replace(SETTINGS, engine="none")
    (page,) = recognise_page(open_document(path, settings), 1, eyes, settings)
    assert (page.source, eyes.asked) == ("text", 0)


def layered_scan(rows: list[float], known: list[float]) -> tuple[Page, Image.Image]:
    """A scan with rows of print at `rows` (middles, shares of the height), of which its layer has the words at `known`."""
    look = Image.new("L", (850, 1200), 235)
    for row in rows:
        for at in range(40):
            look.paste(30, (60 + at * 18, round(row * 1200) - 7, 70 + at * 18, round(row * 1200) + 7))
    words = tuple(Word(text="x" * 40, box=Box(0.06, row - 0.008, 0.92, row + 0.008)) for row in known)
    return Page(number=1, words=words, pictures=(Box(0, 0, 1, 1),)), look


TEXT_ROWS = [0.3 + 0.02 * row for row in range(33)]


def test_a_masthead_that_a_layer_lacks_is_found() -> None:
    page, look = layered_scan([0.06, 0.12, 0.2, *TEXT_ROWS], TEXT_ROWS)
    assert hybrid.find_unread(page, look) == [pytest.approx(Box(0, 0, 1, 0.292))]


@pytest.mark.parametrize("rows", [TEXT_ROWS, [0.1, *TEXT_ROWS]], ids=["white", "one line alone"])
def test_white_paper_above_a_layer_is_not_read(rows: list[float]) -> None:
    page, look = layered_scan(rows, TEXT_ROWS)
    assert hybrid.find_unread(page, look) == []


def test_born_digital_pages_have_no_bare_bands() -> None:
    page, look = layered_scan([0.06, 0.12, 0.2, *TEXT_ROWS], TEXT_ROWS)
    assert hybrid.find_unread(replace(page, pictures=(Box(0, 0, 1, 0.25),)), look) != []
    assert hybrid.find_unread(replace(page, pictures=()), look) == []
