"""Page images set upright: tilted, turned, doubled, with dark edges; barcodes read from the picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backfile.model import Box, Page, Word
from backfile.readers import open_document
from backfile.recognition import read_barcodes, recognise_page, upright
from backfile.recognition.orientation import SURE, Turn, find_turn
from backfile.recognition.pages import find_stances
from backfile.settings import Settings

SPECIMENS = Path(__file__).parents[2] / "specimens"
SETTINGS = Settings()


@pytest.fixture(scope="module")
def pages() -> Iterator[list[Image.Image]]:
    document = open_document(SPECIMENS / "zh-keji-monthly-007.pdf", SETTINGS)
    yield [document.image(number, 120) for number in (6, 7)]
    document.close()


@pytest.mark.parametrize("angle", [-3.0, -1.2, -0.5, 0.7, 2.4])
def test_a_tilt_is_found_within_a_tenth_of_a_degree(pages: list[Image.Image], angle: float) -> None:
    tilted = pages[0].rotate(angle, fillcolor=(250, 249, 244), resample=Image.Resampling.BICUBIC)
    (stance,) = find_stances(tilted)
    assert stance.skew == pytest.approx(angle, abs=0.15)


def test_a_level_page_is_left_as_it_is(pages: list[Image.Image]) -> None:
    (stance,) = find_stances(pages[0])
    assert (stance.skew, stance.crop) == (0.0, None)


def test_a_spread_is_two_pages(pages: list[Image.Image]) -> None:
    left, right = pages
    spread = Image.new("RGB", (left.width + right.width, left.height), "white")
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width, 0))
    first, second = find_stances(spread)
    assert first.crop is not None
    assert second.crop is not None
    assert first.crop.right == second.crop.left == pytest.approx(0.5, abs=0.03)


def test_dark_edges_are_cut_off(pages: list[Image.Image]) -> None:
    pixels = np.asarray(pages[0]).copy()
    pixels[:, :50] = 15
    (stance,) = find_stances(Image.fromarray(pixels))
    assert stance.crop is not None
    assert stance.crop.left == pytest.approx(50 / pixels.shape[1], abs=0.01)


def test_the_upright_image_is_made_anew_from_the_stored_one(pages: list[Image.Image]) -> None:
    turned = pages[0].transpose(Image.Transpose.ROTATE_90)
    again = upright(turned, Page(number=1, rotation=90))
    assert np.array_equal(np.asarray(again), np.asarray(pages[0]))


def test_the_original_image_is_not_altered(pages: list[Image.Image]) -> None:
    before = np.asarray(pages[0]).copy()
    upright(pages[0], Page(number=1, rotation=180, skew=1.0, crop=Box(0.1, 0.1, 0.9, 0.9)))
    assert np.array_equal(before, np.asarray(pages[0]))


def test_the_barcode_of_a_printed_cover_is_read() -> None:
    document = open_document(SPECIMENS / "zh-keji-monthly-007.pdf", SETTINGS)
    (code,) = read_barcodes(document.image(1, 200))
    assert code.startswith("977")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_way_up_of_a_page_of_text_is_seen(pages: list[Image.Image], rotation: int) -> None:
    turned = pages[0].rotate(rotation, expand=True)  # counter-clockwise: as much clockwise sets it upright
    turn = find_turn(turned)
    assert turn.rotation == rotation
    assert turn.confidence >= SURE


def test_blank_paper_has_no_sure_way_up() -> None:
    assert find_turn(Image.new("RGB", (400, 600), "white")).confidence < SURE


class Reader:
    """Stands for an engine that is sure of what it reads only when the page stands on its feet."""

    name = "stand-in"
    version = "1"

    def __init__(self, upright_size: tuple[int, int]) -> None:
        self.upright_size = upright_size

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        sure = 0.99 if image.size == self.upright_size else 0.5
        return (Word(text="a page of words", box=Box(0, 0, 1, 0.1), confidence=sure),)


def test_a_page_on_its_side_is_turned(tmp_path: Path) -> None:
    Image.new("RGB", (600, 400), "white").save(tmp_path / "side.png")
    document = open_document(tmp_path / "side.png", SETTINGS)
    (page,) = recognise_page(document, 1, Reader((400, 600)), SETTINGS)
    assert page.rotation in (90, 270)
    assert page.width < page.height


def test_a_page_that_reads_well_is_read_once(tmp_path: Path) -> None:
    Image.new("RGB", (400, 600), "white").save(tmp_path / "page.png")
    document = open_document(tmp_path / "page.png", SETTINGS)
    (page,) = recognise_page(document, 1, Reader((400, 600)), SETTINGS)
    assert (page.rotation, page.source, page.engine) == (0, "ocr", "stand-in 1")


class Sideways(Reader):
    """Reads lines as surely when the page lies on its side: they run down then."""

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        is_upright = image.size == self.upright_size
        box = Box(0.1, 0.1, 0.9, 0.15) if is_upright else Box(0.1, 0.1, 0.15, 0.9)
        return (Word(text="Celleer Heimatbote", box=box, confidence=0.9 if is_upright else 0.95),)


def test_a_page_whose_alphabetic_lines_run_down_lies_on_its_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cover of a title and a picture, which the orientation model does not know."""
    Image.new("RGB", (400, 600), "white").save(tmp_path / "cover.png")
    monkeypatch.setattr("backfile.recognition.find_turn", lambda _: Turn(90, 0.68))
    document = open_document(tmp_path / "cover.png", SETTINGS)
    (page,) = recognise_page(document, 1, Sideways((400, 600)), SETTINGS)
    assert page.rotation == 0


def test_an_unsure_turn_gives_way_to_a_page_that_reads_better_as_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (400, 600), "white").save(tmp_path / "page.png")
    document = open_document(tmp_path / "page.png", SETTINGS)
    monkeypatch.setattr("backfile.recognition.find_turn", lambda _: Turn(90, 0.7))
    (page,) = recognise_page(document, 1, Middling((400, 600)), SETTINGS)
    assert page.rotation == 0
    monkeypatch.setattr("backfile.recognition.find_turn", lambda _: Turn(90, 0.95))
    (page,) = recognise_page(document, 1, Middling((400, 600)), SETTINGS)
    assert page.rotation == 90


class Middling(Reader):
    """Reads a page on its side well enough not to doubt it."""

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        sure = 0.99 if image.size == self.upright_size else 0.8
        return (Word(text="a page of words", box=Box(0, 0, 1, 0.1), confidence=sure),)


class Silent(Reader):
    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        return ()


def test_a_picture_without_text_stays_as_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photograph over the whole page may look turned, and on its side like a spread."""
    left, right = np.full((400, 270, 3), 90, np.uint8), np.full((400, 270, 3), 130, np.uint8)
    plate = np.concatenate([left, np.full((400, 60, 3), 250, np.uint8), right], axis=1)
    Image.fromarray(np.rot90(plate)).save(tmp_path / "plate.png")
    monkeypatch.setattr("backfile.recognition.find_turn", lambda _: Turn(90, 0.95))
    document = open_document(tmp_path / "plate.png", SETTINGS)
    (page,) = recognise_page(document, 1, Silent((400, 600)), SETTINGS)
    assert (page.rotation, page.crop, page.words) == (0, None, ())
