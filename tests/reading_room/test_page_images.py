"""Page images: drawn as finely as a request needs, kept, cut, encoded."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any, cast

import pytest
from PIL import Image

from backfile.errors import DamagedInput
from backfile.model import Box
from backfile.readers import Document
from backfile.reading_room import page_images
from backfile.reading_room.image_requests import ImageRequest, parse_request
from backfile.reading_room.page_images import Originals, Pictures, Stored, cut

FULL = (1600, 2400)


def ask(region: str = "full", size: str = "max", format: str = "png") -> ImageRequest:
    return parse_request(region, size, "0", "default", format, FULL)


def quarters(width: int, height: int) -> Image.Image:
    """Red and green above, blue and white below."""
    image = Image.new("RGB", (width, height), "white")
    for left, top, colour in ((0, 0, "red"), (width // 2, 0, "lime"), (0, height // 2, "blue")):
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


@pytest.mark.parametrize("drawn", [(1600, 2400), (800, 1200), (1601, 2399), (400, 600)])
def test_the_same_part_comes_out_whatever_the_page_was_drawn_at(drawn: tuple[int, int]) -> None:
    part = cut(quarters(*drawn), Box(0.5, 0, 1, 0.5), (200, 300))
    assert part.size == (200, 300)
    assert part.getpixel((100, 150)) == (0, 255, 0)


@pytest.mark.parametrize("drawn", [(1600, 2400), (1599, 2401)])
def test_the_whole_is_exactly_as_large_as_it_is_said_to_be(tmp_path: Path, drawn: tuple[int, int]) -> None:
    data = Pictures(tmp_path).draw("a/1", lambda area, size: cut(quarters(*drawn), area, size), ask(), FULL)
    assert Image.open(io.BytesIO(data)).size == FULL


class Scans:
    """A document of one picture, which counts how often it was decoded, and how finely."""

    def __init__(self) -> None:
        self.drafts: list[int] = []

    def draft(self, number: int, dpi: int) -> Image.Image:
        self.drafts.append(dpi)
        return quarters(FULL[0] * dpi // 200, FULL[1] * dpi // 200)

    def image(self, number: int, dpi: int) -> Image.Image:
        raise AssertionError("a draft is enough for looking")

    def close(self) -> None: ...


def test_a_scan_is_decoded_once_for_all_its_parts_and_again_only_for_finer_ones() -> None:
    scans = Scans()
    stored = Stored(Originals(lambda _: cast("Document", scans)))
    corner = Box(0.5, 0, 1, 0.5)
    for dpi, size in ((100, (400, 600)), (50, (200, 300)), (100, (390, 600)), (200, (800, 1200)), (25, (100, 150))):
        assert stored.part("a", 1, corner, size, dpi).getpixel((50, 50)) == (0, 255, 0)
    assert scans.drafts == [100, 200]


def test_what_is_kept_of_scans_is_bounded() -> None:
    scans = Scans()
    stored = Stored(Originals(lambda _: cast("Document", scans)), most_bytes=3 * 4 * FULL[0] * FULL[1] // 2)
    for number in (1, 1, 2, 1):
        stored.part("a", number, Box(0, 0, 1, 1), (160, 240), 200)
    assert len(scans.drafts) == 3


def test_a_page_that_is_slow_in_parts_is_drawn_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(100))
    monkeypatch.setattr(page_images, "perf_counter", lambda: next(now))
    parts: list[Box] = []

    class Drawing(Scans):
        def part(self, number: int, area: Box, size: tuple[int, int]) -> Image.Image:
            parts.append(area)
            return quarters(*size)

    drawing = Drawing()
    stored = Stored(Originals(lambda _: cast("Document", drawing)))
    for _ in range(4):
        stored.part("a", 1, Box(0, 0, 1, 1), (160, 240), 200)
    assert (len(parts), len(drawing.drafts)) == (2, 1)  # the first time tells nothing: the page was being opened


def test_a_picture_is_drawn_once_and_then_kept(tmp_path: Path) -> None:
    drawn: list[tuple[int, int]] = []

    def paint(area: Box, size: tuple[int, int]) -> Image.Image:
        drawn.append(size)
        return cut(quarters(*FULL), area, size)

    pictures = Pictures(tmp_path)
    first = pictures.draw("a/1", paint, ask("full", "400,", "jpg"), FULL)
    assert pictures.draw("a/1", paint, ask("full", "400,", "jpg"), FULL) == first
    assert Pictures(tmp_path).draw("a/1", paint, ask("full", "400,", "jpg"), FULL) == first
    assert drawn == [(400, 600)]


def test_those_who_ask_for_the_same_at_once_get_what_is_drawn_once(tmp_path: Path) -> None:
    everybody, drawn = Barrier(4), list[int]()

    def paint(area: Box, size: tuple[int, int]) -> Image.Image:
        drawn.append(1)
        sleep(0.2)  # long enough for the others to come
        return cut(quarters(*FULL), area, size)

    def visit() -> bytes:
        everybody.wait()
        return pictures.draw("a/1", paint, ask("full", "40,", "jpg"), FULL)

    pictures = Pictures(tmp_path)
    with ThreadPoolExecutor(4) as visitors:
        seen = {each.result() for each in [visitors.submit(visit) for _ in range(4)]}
    assert (len(seen), len(drawn)) == (1, 1)


def test_what_fails_to_be_drawn_is_tried_anew_by_the_next(tmp_path: Path) -> None:
    def fail(area: Box, size: tuple[int, int]) -> Image.Image:
        raise DamagedInput("torn")

    pictures = Pictures(tmp_path)
    with pytest.raises(DamagedInput):
        pictures.draw("a/1", fail, ask("full", "40,"), FULL)
    assert pictures.draw("a/1", lambda area, size: cut(quarters(*FULL), area, size), ask("full", "40,"), FULL)
    assert len(list(tmp_path.glob("*/*"))) == 1


def test_derivatives_beyond_the_bound_are_deleted_the_longest_unused_first(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path, most_bytes=1000)
    (tmp_path / "ab").mkdir()
    for age in range(12):
        file = tmp_path / "ab" / f"{age}.jpg"
        file.write_bytes(b"x" * 100)
        os.utime(file, (1_700_000_000 - age, 1_700_000_000 - age))
    pictures.sweep()
    assert sorted(int(file.stem) for file in tmp_path.glob("*/*")) == list(range(8))
    pictures.sweep()
    assert len(list(tmp_path.glob("*/*"))) == 8


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
