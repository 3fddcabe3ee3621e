"""A page as the templates draw it: picture, regions, hits, and its lines as selectable text, all in one pixel grid.

Positions are attributes of SVG elements, so that the pages need no inline style (strict Content-Security-Policy).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import Box, Line, Page

WIDTH = 1000


class Rectangle(NamedTuple):
    """Whole pixels of the drawn page, origin top left."""

    x: int
    y: int
    width: int
    height: int


class Run(NamedTuple):
    """A line of text laid over its ink: baseline start, type size and length in pixels of the drawn page."""

    text: str
    x: int
    y: int
    size: int
    length: int
    vertical: bool


class Area(NamedTuple):
    """An article's part of the page, as a link to it."""

    title: str
    url: str
    place: Rectangle


class Mark(NamedTuple):
    """Where a field of the record was read."""

    field: str
    place: Rectangle


class Sheet(NamedTuple):
    number: int
    label: str | None
    url: str
    image: str
    width: int
    height: int
    regions: tuple[Rectangle, ...] = ()
    hits: tuple[Rectangle, ...] = ()
    dim: str = ""
    runs: tuple[Run, ...] = ()
    areas: tuple[Area, ...] = ()
    marks: tuple[Mark, ...] = ()
    small: str = ""


def draw_sheet(
    page: Page,
    url: str,
    image: str,
    size: tuple[int, int],
    *,
    regions: Iterable[Box] = (),
    hits: Iterable[Box] = (),
    text: Iterable[Line] = (),
    areas: Iterable[tuple[str, str, Box]] = (),
    evidence: Iterable[tuple[str, Box]] = (),
    small: str = "",
) -> Sheet:
    """`page` on a grid WIDTH pixels wide; `size` is that of the full image and gives the proportions.

    `regions` stay clear while the rest is dimmed, `areas` are (title, url, box) of articles, `evidence` (field, box); `small` is the address of the picture for narrow windows.
    """
    width, height = WIDTH, max(1, round(WIDTH * size[1] / max(1, size[0])))
    clear = tuple(_rectangle(box, width, height) for box in regions)
    return Sheet(
        number=page.number,
        label=page.label,
        url=url,
        image=image,
        width=width,
        height=height,
        regions=clear,
        hits=tuple(_rectangle(box, width, height) for box in hits),
        dim=_all_but(clear, width, height),
        runs=tuple(_runs(text, width, height)),
        areas=tuple(Area(title, where, _rectangle(box, width, height)) for title, where, box in areas),
        small=small,
        marks=tuple(Mark(field, _rectangle(box, width, height)) for field, box in evidence),
    )


def _rectangle(box: Box, width: int, height: int) -> Rectangle:
    left, top = round(box.left * width), round(box.top * height)
    return Rectangle(left, top, max(1, round(box.right * width) - left), max(1, round(box.bottom * height) - top))


def _all_but(areas: tuple[Rectangle, ...], width: int, height: int) -> str:
    """Path data of the whole page with `areas` cut out (even-odd); empty when nothing is to be dimmed."""
    if not areas:
        return ""
    holes = "".join(f"M{a.x} {a.y}h{a.width}v{a.height}h-{a.width}z" for a in areas)
    return f"M0 0h{width}v{height}h-{width}z{holes}"


def _runs(lines: Iterable[Line], width: int, height: int) -> Iterable[Run]:
    for line in lines:
        for text, box in [(word.text, word.box) for word in line.words] or [(line.text, line.box)]:
            if box is None:
                continue
            at = _rectangle(box, width, height)
            vertical = line.direction == "ttb"
            size = at.width if vertical else at.height
            # the baseline of most type stands about a fifth above the foot of its box
            x, y = (at.x + at.width // 2, at.y) if vertical else (at.x, at.y + round(at.height * 0.8))
            yield Run(text, x, y, max(1, size), at.height if vertical else at.width, vertical)
