"""A part of the upright page image is the same whether it is cut from the whole or made alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from PIL.Image import Resampling

from backfile.model import Box, Page
from backfile.reading_room.page_images import cut
from backfile.recognition import upright, upright_part

STANCES = [
    Page(number=1, rotation=rotation, crop=crop, skew=skew)
    for rotation in (0, 90, 180, 270)
    for crop in (None, Box(0.1, 0.05, 0.9, 0.8))
    for skew in (0.0, 0.7, -3.0)
]
AREAS = [Box(0, 0, 1, 1), Box(0.3, 0.2, 0.6, 0.7), Box(0, 0, 0.4, 0.3), Box(0.7, 0.75, 1, 1)]


def make_stored(mode: str = "RGB") -> Image.Image:
    """A page with lines and blots of all sizes on yellowish paper, 800 × 1200 pixels."""
    image = Image.new("RGB", (800, 1200), (240, 236, 220))
    pen, dice = ImageDraw.Draw(image), np.random.default_rng(3)
    for _ in range(120):
        x, y, wide, high = dice.integers((200, 300, 8, 8), (500, 800, 80, 60)).tolist()  # the margins are paper
        pen.rectangle((x, y, x + wide, y + high), fill=tuple(dice.integers(0, 255, 3).tolist()))
    return image.convert(mode).resize((800, 1200), Resampling.BOX)


@pytest.mark.parametrize("page", STANCES, ids=lambda page: f"{page.rotation}-{'cropped' * bool(page.crop)}-{page.skew}")
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_part_is_that_of_the_whole(page: Page, mode: str) -> None:
    stored = make_stored(mode)
    whole = upright(stored, page)
    for area in AREAS:
        size = round(whole.width * area.width / 2), round(whole.height * area.height / 2)
        found = upright_part(lambda area, size: cut(stored, area, size), page, whole.size, area, size)
        wanted = cut(whole, area, size)
        assert (found.size, found.mode) == (size, mode)
        far = np.abs(np.asarray(found).astype(int) - np.asarray(wanted).astype(int))
        assert far.mean() < 2.6, f"{area} is not where it should be"


def test_what_lies_beyond_the_paper_is_white() -> None:
    page = Page(number=1, skew=5.0)
    corner = Box(0, 0, 0.001, 0.001)
    found = upright_part(lambda area, size: cut(make_stored(), area, size), page, (8000, 12000), corner, (8, 12))
    assert found.size == (8, 12)
    assert np.asarray(found).min() > 200


@pytest.mark.parametrize("size", [(800, 1000), (1, 1), (20, 4000)])
def test_a_sliver_that_is_drawn_enlarged_takes_no_more_than_a_few_times_its_pixels(size: tuple[int, int]) -> None:
    taken: list[tuple[int, int]] = []

    def take(area: Box, size: tuple[int, int]) -> Image.Image:
        taken.append(size)
        return Image.new("L", size)

    for sliver in (Box(0, 0.5, 1, 0.5001), Box(0.5, 0, 0.5001, 1), Box(0.5, 0.5, 0.5001, 0.5001)):
        assert upright_part(take, Page(number=1, skew=5.0), (8000, 12000), sliver, size).size == size
    assert max(width * height for width, height in taken) <= 5 * (size[0] + 6) * (size[1] + 6) + 1000
