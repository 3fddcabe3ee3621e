"""From the image as stored to the upright page image, and back: what the engine reads is what the viewer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..model import Box, Page
from .uprightness import Stance, find_frame, find_gutter, find_ink, find_skew, small_grey

if TYPE_CHECKING:
    from PIL.Image import Image


def upright(image: Image, page: Page) -> Image:
    """The page image to which the boxes of `page` refer, made from the image as stored; a new image, RGB or grey.

    The order is that of `Stance`: quarter turn, crop, small turn (same size, paper-coloured corners).
    """
    return set_upright(image, Stance(page.rotation, page.crop, page.skew))


def set_upright(image: Image, stance: Stance) -> Image:
    from PIL.Image import Resampling, Transpose

    turns = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}
    if stance.rotation:
        image = image.transpose(turns[stance.rotation])
    if stance.crop is not None:
        left, top, right, bottom = stance.crop
        image = image.crop(
            (
                round(left * image.width),
                round(top * image.height),
                round(right * image.width),
                round(bottom * image.height),
            )
        )
    if stance.skew:
        image = image.rotate(-stance.skew, resample=Resampling.BICUBIC, fillcolor=_paper(image))
    return image


def find_stances(image: Image, rotation: int = 0) -> list[Stance]:
    """How each page on the image is set upright, given its quarter turn: one stance, or two for a spread."""
    turned = set_upright(image, Stance(rotation))
    grey = small_grey(turned)
    frame = find_frame(grey)
    gutter = find_gutter(grey, find_ink(grey))
    boxes = (
        [frame]
        if gutter is None
        else [Box(frame.left, frame.top, gutter, frame.bottom), Box(gutter, frame.top, frame.right, frame.bottom)]
    )
    return [Stance(rotation, None if box == Box(0.0, 0.0, 1.0, 1.0) else box, _skew(turned, box)) for box in boxes]


def _skew(image: Image, box: Box) -> float:
    part = set_upright(image, Stance(crop=box))
    return find_skew(find_ink(small_grey(part)))


def _paper(image: Image) -> tuple[int, ...] | int:
    """The colour of the paper: the bright median, channel by channel."""
    small = image.copy()
    small.thumbnail((200, 200))
    pixels = np.asarray(small)
    values = np.percentile(pixels.reshape(-1, *pixels.shape[2:]), 75, axis=0)
    return int(values) if values.ndim == 0 else tuple(int(value) for value in values)
