"""A part of the upright page image, made from that part alone of the image as stored.

`pages.upright` makes the whole image, which takes ten times as long as the part that somebody looks at; what both show is
the same, so that boxes on the page fit either.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from ..model import Box, Page

if TYPE_CHECKING:
    from PIL.Image import Image

Size = tuple[int, int]
Take = Callable[[Box, Size], "Image"]
Matrix = NDArray[np.float64]
"""Affine, for columns (x, y, 1)."""

_MARGIN = 2
"""Pixels beyond the part that the turn's interpolation reaches for."""
_MOST = 4
"""How many times the pixels of a part may be taken for it."""


def upright_part(take: Take, page: Page, full: Size, area: Box, size: Size) -> Image:
    """The part `area` (fractions) of the upright image of `page`, `size` pixels wide and high.

    `full` is the width and height of the whole upright image in pixels, of any scale: it gives the proportions.
    `take(area, size)` makes a part of the image as stored, `area` in fractions of that. Raises whatever `take` raises.
    """
    crop = page.crop or Box(0.0, 0.0, 1.0, 1.0)
    if not page.skew:
        return _turned_part(take, page.rotation, _within(area, crop), size)
    return _tilted_part(take, page, full, crop, area, size)


def _tilted_part(take: Take, page: Page, full: Size, crop: Box, area: Box, size: Size) -> Image:
    """The smallest level part that holds the tilted one is taken, and turned; beyond its edges its rim goes on."""
    from PIL import Image

    scale = size[0] / (area.width * full[0]), size[1] / (area.height * full[1])
    untilt = _untilt(page.skew, full)
    level = _reach(untilt, area, full, scale)
    if level.width * full[0] < 1 or level.height * full[1] < 1:
        return Image.new("RGB", size, "white")
    taken_size = _bounded((level.width * full[0] * scale[0], level.height * full[1] * scale[1]), size)
    taken = _turned_part(take, page.rotation, _within(level, crop), taken_size)
    return _warp(taken, _from_pixels(level, full, taken_size) @ untilt @ _to_pixels(area, full, size), size)


def _bounded(wanted: tuple[float, float], size: Size) -> Size:
    """`wanted` in whole pixels, or less: what a sliver that is drawn enlarged reaches over could be a thousand times `size`."""
    share = min(1.0, sqrt(_MOST * (size[0] + 2 * _MARGIN + 1) * (size[1] + 2 * _MARGIN + 1) / (wanted[0] * wanted[1])))
    return max(1, round(wanted[0] * share)), max(1, round(wanted[1] * share))


def _reach(untilt: Matrix, area: Box, full: Size, scale: tuple[float, float]) -> Box:
    """What of the untilted image is seen in `area` of the tilted one, with the margin that interpolation needs."""
    corners = np.array([[x * full[0], y * full[1], 1.0] for x in area[::2] for y in area[1::2]]).T
    (low_x, low_y), (high_x, high_y) = (pick((untilt @ corners)[:2], axis=1).tolist() for pick in (np.min, np.max))
    beside, above = _MARGIN / scale[0], _MARGIN / scale[1]
    return Box(
        max(0.0, low_x - beside) / full[0], max(0.0, low_y - above) / full[1],
        min(full[0], high_x + beside) / full[0], min(full[1], high_y + above) / full[1],
    )  # fmt: skip


def _to_pixels(area: Box, full: Size, size: Size) -> Matrix:
    """From pixels of a picture of `area`, `size` large, to those of the whole image."""
    across, down = area.width * full[0] / size[0], area.height * full[1] / size[1]
    return np.array([[across, 0, area.left * full[0]], [0, down, area.top * full[1]], [0, 0, 1]], np.float64)


def _from_pixels(area: Box, full: Size, size: Size) -> Matrix:
    """The other way."""
    return np.asarray(np.linalg.inv(_to_pixels(area, full, size)), np.float64)


def _untilt(skew: float, full: Size) -> Matrix:
    """From the upright image to the same before it was turned by `skew` degrees clockwise about its middle."""
    angle, x, y = radians(skew), full[0] / 2, full[1] / 2
    turn = np.array([[cos(angle), sin(angle), 0], [-sin(angle), cos(angle), 0], [0, 0, 1]])
    return np.asarray(_move(x, y) @ turn @ _move(-x, -y), np.float64)


def _move(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _warp(taken: Image, matrix: Matrix, size: Size) -> Image:
    """`matrix` leads from edges of pixels of the result to those of `taken`; OpenCV counts from the middles."""
    from PIL import Image

    middles = (_move(-0.5, -0.5) @ matrix @ _move(0.5, 0.5))[:2]
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return Image.fromarray(
        cv2.warpAffine(np.asarray(taken), middles, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    )


def _turned_part(take: Take, rotation: int, area: Box, size: Size) -> Image:
    """The part `area` (fractions of the image after its quarter turns) from the image before them."""
    from PIL.Image import Transpose

    left, top, right, bottom = area
    if rotation == 90:
        turned = take(Box(top, 1 - right, bottom, 1 - left), (size[1], size[0]))
        return turned.transpose(Transpose.ROTATE_270)
    if rotation == 180:
        return take(Box(1 - right, 1 - bottom, 1 - left, 1 - top), size).transpose(Transpose.ROTATE_180)
    if rotation == 270:
        turned = take(Box(1 - bottom, left, 1 - top, right), (size[1], size[0]))
        return turned.transpose(Transpose.ROTATE_90)
    return take(area, size)


def _within(area: Box, outer: Box) -> Box:
    """`area`, in fractions of `outer`, in the fractions that `outer` is given in."""
    return Box(
        outer.left + area.left * outer.width, outer.top + area.top * outer.height,
        outer.left + area.right * outer.width, outer.top + area.bottom * outer.height,
    )  # fmt: skip
