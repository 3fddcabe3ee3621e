"""How a page image is turned, tilted and laid out as a spread, found by its ink alone.

All figures are of the image as stored; angles are degrees clockwise that set it upright.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ..model import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Grey = NDArray[np.uint8]
_SIDE = 1000
"""Longest side of the small image on which ink is measured."""
_MOST_SKEW = 5.0
_LEAST_SKEW = 0.15


class Stance(NamedTuple):
    """What sets a page upright: first turn the image by `rotation`, then cut out `crop`, then turn by `skew`."""

    rotation: int = 0
    crop: Box | None = None
    skew: float = 0.0


def small_grey(image: Image) -> Grey:
    """The image in grey, its longest side at most _SIDE pixels."""
    copy = image.convert("L")
    copy.thumbnail((_SIDE, _SIDE))
    return np.asarray(copy)


def find_ink(grey: Grey) -> NDArray[np.bool_]:
    """Where there is ink: darker than its neighbourhood (Bradley and Roth 2007), so that grey paper and shadows are not."""
    side = max(15, (min(grey.shape) // 16) | 1)
    local = cv2.blur(grey, (side, side)).astype(np.int16)
    return np.asarray(grey.astype(np.int16) < local - 18)


def find_skew(ink: NDArray[np.bool_]) -> float:
    """The small turn (degrees clockwise, ±5) at which the rows of ink stand out best; 0 when there is none to speak of.

    Projection profiles (Postl 1986): the sum of squared differences of neighbouring rows is largest when lines are
    level. Rows and columns (vertical text) are both tried; the one whose profile depends more on the angle is the one
    that runs along the lines. First in steps of half a degree, then finer around the best.
    """
    height, width = ink.shape
    ink = ink[height // 20 : -height // 20, width // 20 : -width // 20]  # edges of the paper are not lines of text
    if not ink.size or ink.mean() < 0.002:
        return 0.0
    # a little blur: else the picture that is not turned at all, hence not resampled, would seem the sharpest
    picture: Grey = np.asarray(cv2.GaussianBlur(ink.astype(np.uint8) * 255, (3, 3), 0), dtype=np.uint8)
    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5)
    curves = {axis: [_sharpness(picture, angle, axis) for angle in angles] for axis in (1, 0)}
    axis = max(curves, key=lambda axis: max(curves[axis]) / max(1e-9, float(np.median(curves[axis]))))
    coarse = float(angles[int(np.argmax(curves[axis]))])
    fine = max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=lambda angle: _sharpness(picture, angle, axis))
    gain = _sharpness(picture, fine, axis) / max(1e-9, _sharpness(picture, 0.0, axis))
    return round(float(fine), 2) if abs(fine) >= _LEAST_SKEW and gain > 1.03 else 0.0


def _sharpness(picture: Grey, angle: float, axis: int) -> float:
    """How unlike neighbouring rows (axis 1) or columns (axis 0) are after turning by `angle` degrees clockwise."""
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_LINEAR)
    profile = turned.sum(axis=axis, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def find_frame(grey: Grey) -> Box:
    """The paper within dark scanner edges: rows and columns at the rim that are mostly dark are left out."""
    dark = grey < 70
    height, width = grey.shape
    top, bottom = _rim(dark.mean(axis=1))
    left, right = _rim(dark.mean(axis=0))
    return Box(left / width, top / height, right / width, bottom / height)


def _rim(shares: NDArray[np.float64]) -> tuple[int, int]:
    """From where to where the shares are no longer those of a dark edge, looking at most 12 % inwards."""
    most = int(len(shares) * 0.12)
    head = next((i for i in range(most) if shares[i] < 0.6), 0)
    tail = next((i for i in range(most) if shares[-1 - i] < 0.6), 0)
    return head, len(shares) - tail


def find_gutter(grey: Grey, ink: NDArray[np.bool_]) -> float | None:
    """Where a double-page spread parts, as a fraction of the width; None for a single page.

    A spread is clearly wider than tall, and near its middle runs a strip from top to bottom that is free of ink
    (white, or the shadow of the fold), with ink on both sides.
    """
    height, width = ink.shape
    if width < 1.15 * height:
        return None
    columns = ink.mean(axis=0)
    strip = max(3, width // 120)
    middle = width // 2
    left, right = columns[: middle - width // 20].mean(), columns[middle + width // 20 :].mean()
    if min(left, right) < 0.004:
        return None
    shadow = _find_fold(grey)
    if shadow is not None:
        return shadow
    smooth = np.convolve(columns, np.ones(strip) / strip, mode="same")
    first, last = _clear_run(smooth <= 0.15 * min(left, right), middle, int(width * 0.06))
    if first == last:
        return None
    return float((max(first, int(width * 0.46)) + min(last, int(width * 0.54))) / 2 / width)


def _find_fold(grey: Grey) -> float | None:
    """The shadow of the fold near the middle: columns darker than the paper from top to bottom (by their median)."""
    width = grey.shape[1]
    first, last = int(width * 0.44), int(width * 0.56)
    shades = np.median(grey[:, first:last], axis=0)
    is_dark = bool(shades.min() < 0.85 * np.median(grey))
    return float((first + int(shades.argmin())) / width) if is_dark else None


def _clear_run(clear: NDArray[np.bool_], middle: int, reach: int) -> tuple[int, int]:
    """The run of clear columns nearest to the middle, at most `reach` away from it; an empty one when there is none."""
    near = np.flatnonzero(clear[middle - reach : middle + reach]) + middle - reach
    if not len(near):
        return middle, middle
    first = last = int(near[np.abs(near - middle).argmin()])
    while first > 0 and clear[first - 1]:
        first -= 1
    while last < len(clear) and clear[last]:
        last += 1
    return first, last
