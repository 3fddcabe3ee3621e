"""Pictures of what was understood of a page: blocks, reading order, folio, article regions drawn on its image.

Pure functions on an image and what is known of the page; who opens files and prints is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise

from PIL import Image, ImageDraw, ImageFont

from .model import Box, Issue, Line, Page, bound

# Colours that stay apart in print and for colour-blind readers (Okabe and Ito 2008).
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#882255", "#44aa99")
_FURNITURE, _BLOCK, _ORDER = "#808080", "#b0b0b0", "#ff0055"
_KIND = "#7a4b00"
_KINDS = frozenset({"caption", "footnote", "sidebar", "table", "pull-quote", "jump", "advertisement", "reference"})
_FURNITURE_ROLES = frozenset({"folio", "running-head", "furniture"})


def draw_overlay(image: Image.Image, page: Page, issue: Issue) -> Image.Image:
    """A copy of `image` (the upright page, any size) with articles tinted and named, blocks outlined, the reading order as a
    line through the blocks, captions, sidebars and their like named, folio and running heads boxed in grey, and the label written
    in the corner."""
    canvas = image.convert("RGBA")
    layer = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    _draw_articles(draw, canvas.size, page, issue)
    _draw_blocks(draw, canvas.size, page)
    _draw_kinds(draw, canvas.size, page)
    _draw_furniture(draw, canvas.size, page)
    name = f"{page.number} · {page.label if page.label is not None else 'no label'} · {page.kind}"
    _write(draw, (4, 4), name, _ORDER, canvas.size)
    return Image.alpha_composite(canvas, layer).convert("RGB")


def _draw_articles(draw: ImageDraw.ImageDraw, size: tuple[int, int], page: Page, issue: Issue) -> None:
    for index, article in enumerate(issue.articles):
        colour = _COLOURS[index % len(_COLOURS)]
        for region in article.regions:
            if region.page == page.number:
                corners = _pixels(region.box, size)
                draw.rectangle(corners, fill=colour + "22", outline=colour + "ff", width=_pen(size))
                _write(draw, (corners[0] + 2, corners[1] + 2), f"{article.id} {article.title[:24]}", colour, size)


def _draw_blocks(draw: ImageDraw.ImageDraw, size: tuple[int, int], page: Page) -> None:
    boxes = list(blocks(page.lines))
    for box in boxes:
        draw.rectangle(_pixels(box, size), outline=_BLOCK + "ff", width=max(1, _pen(size) // 2))
    centres = [(box.center[0] * size[0], box.center[1] * size[1]) for box in boxes]
    for number, (here, following) in enumerate(pairwise(centres), start=1):
        draw.line([here, following], fill=_ORDER + "90", width=_pen(size))
        _write(draw, here, str(number), _ORDER, size)
    if centres:
        _write(draw, centres[-1], str(len(centres)), _ORDER, size)


def _draw_kinds(draw: ImageDraw.ImageDraw, size: tuple[int, int], page: Page) -> None:
    """What is not running text, boxed and named: captions, footnotes, sidebars, tables, pull quotes, jumps."""
    placed = [line for line in page.lines if line.box is not None]
    for role, group in groupby(placed, key=lambda line: line.role if line.role in _KINDS else None):
        if role is not None:
            corners = _pixels(bound([line.box for line in group if line.box is not None]), size)
            draw.rectangle(corners, outline=_KIND + "ff", width=_pen(size))
            _write(draw, (corners[0], corners[3]), role, _KIND, size)


def blocks(lines: Iterable[Line]) -> Iterable[Box]:
    """One box for each run of lines in a block, in reading order; furniture is left out."""
    placed = [line for line in lines if line.box is not None and line.role not in _FURNITURE_ROLES]
    for _, group in groupby(placed, key=lambda line: line.block):
        yield bound([line.box for line in group if line.box is not None])


def _draw_furniture(draw: ImageDraw.ImageDraw, size: tuple[int, int], page: Page) -> None:
    for line in page.lines:
        if line.box is not None and line.role in _FURNITURE_ROLES:
            colour = _ORDER if line.of == f"pages/{page.number - 1}/label" else _FURNITURE
            draw.rectangle(_pixels(line.box, size), outline=colour + "ff", width=_pen(size))


def _pixels(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    return box.left * size[0], box.top * size[1], box.right * size[0], box.bottom * size[1]


def _pen(size: tuple[int, int]) -> int:
    return max(1, round(min(size) / 500))


def _write(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str, size: tuple[int, int]) -> None:
    """Text on a white ground. The font inside Pillow has no CJK: what it can't draw is left out of the picture's captions."""
    font = ImageFont.load_default(max(9, round(min(size) / 60)))
    shown = "".join(character if character.isascii() or character == "·" else "" for character in text).strip()
    if shown:
        draw.rectangle(draw.textbbox(at, shown, font=font), fill="#ffffffd0")
        draw.text(at, shown, fill=colour, font=font)
