"""Page images: drawn as finely as a request needs, kept, cut, encoded."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backfile.reading_room.image_requests import ImageRequest, parse_request
from backfile.reading_room.page_images import MOST_HALVINGS, Originals, Pictures, count_halvings, encode

FULL = (1600, 2400)


def ask(region: str = "full", size: str = "max", format: str = "png") -> ImageRequest:
    return parse_request(region, size, "0", "default", format, FULL)


def quarters(width: int, height: int) -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height), "white")
    for left, top, colour in ((0, 0, "red"), (width // 2, 0, "lime"), (0, height // 2, "blue")):
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


@pytest.mark.parametrize(
    ("region", "size", "halvings"),
    [
        ("full", "max", 0),
        ("full", "801,", 0),
        ("full", "800,", 1),
        ("full", "160,", 3),
        ("full", "10,", MOST_HALVINGS),
        ("0,0,512,512", "512,", 0),
        ("0,0,1024,1024", "512,", 1),
        ("0,0,100,100", "^400,", 0),
    ],
)
def test_a_page_is_drawn_no_finer_than_a_request_needs(region: str, size: str, halvings: int) -> None:
    assert count_halvings(ask(region, size)) == halvings


@pytest.mark.parametrize("drawn", [(1600, 2400), (800, 1200), (1601, 2399), (400, 600)])
def test_the_same_part_comes_out_whatever_the_page_was_drawn_at(drawn: tuple[int, int]) -> None:
    data = encode(quarters(*drawn), ask("800,0,800,1200", "200,"), FULL)
    part = Image.open(io.BytesIO(data)).convert("RGB")
    assert part.size == (200, 300)
    assert part.getpixel((100, 150)) == (0, 255, 0)


@pytest.mark.parametrize("drawn", [(1600, 2400), (1599, 2401)])
def test_the_whole_is_exactly_as_large_as_it_is_said_to_be(drawn: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO(encode(quarters(*drawn), ask(), FULL))).size == FULL


def test_a_picture_is_drawn_once_and_then_kept(tmp_path: Path) -> None:
    drawn: list[int] = []

    def load(halvings: int) -> Image.Image:
        drawn.append(halvings)
        return quarters(FULL[0] >> halvings, FULL[1] >> halvings)

    pictures = Pictures(tmp_path)
    first = pictures.draw("a/1", load, ask("full", "400,", "jpg"), FULL)
    assert pictures.draw("a/1", load, ask("full", "400,", "jpg"), FULL) == first
    assert Pictures(tmp_path).draw("a/1", load, ask("full", "400,", "jpg"), FULL) == first
    pictures.draw("a/1", load, ask("0,0,800,800", "200,", "jpg"), FULL)
    assert drawn == [2]


def test_originals_stay_open_and_the_oldest_is_closed() -> None:
    closed: list[str] = []

    class Document:
        def __init__(self, name: str) -> None:
            self.name = name

        def close(self) -> None:
            closed.append(self.name)

    opened: list[str] = []

    def open_document(sha256: str) -> Any:
        opened.append(sha256)
        return Document(sha256)

    originals = Originals(open_document, memory=2)
    for name in ("a", "a", "b", "a", "c", "a"):
        with originals.use(name) as document:
            assert document.name == name  # type: ignore[attr-defined]
    assert (opened, closed) == (["a", "b", "c"], ["b"])
    originals.close()
    assert sorted(closed) == ["a", "b", "c"]
