"""The words of the IIIF Image API 3.0: region, size, rotation, quality, format.

Parsing is apart from drawing, so that each rule of the specification (https://iiif.io/api/image/3.0/, §4) can be read
and tested without an image. Sizes and regions are in pixels of the full image.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import InputError

QUALITIES = ("default", "color", "gray", "bitonal")
FORMATS = {
    "jpg": ("JPEG", "image/jpeg"), "png": ("PNG", "image/png"), "webp": ("WEBP", "image/webp"),
    "gif": ("GIF", "image/gif"), "tif": ("TIFF", "image/tiff"),
}  # fmt: skip
TILE = 512
_NUMBER = r"\d+(?:\.\d+)?"
_ADVICE = "See the IIIF Image API 3.0, section 4: /{region}/{size}/{rotation}/{quality}.{format}"


class BadImageRequest(InputError):
    """The address asks for something the specification does not know, or an empty region."""

    cure = _ADVICE


class ImageRequest(NamedTuple):
    """What to draw: crop `region` (left, top, right, bottom), scale to `size`, mirror, turn, reduce colours, encode."""

    region: tuple[int, int, int, int]
    size: tuple[int, int]
    mirrored: bool
    rotation: float
    quality: str
    format: str


def parse_request(
    region: str,
    size: str,
    rotation: str,
    quality: str,
    format: str,
    full: tuple[int, int],
    max_pixels: int = 40_000_000,
) -> ImageRequest:
    """The five path segments against an image of `full` = (width, height). Raises BadImageRequest."""
    if quality not in QUALITIES:
        raise BadImageRequest(f"quality {quality!r} is none of {', '.join(QUALITIES)}.")
    if format not in FORMATS:
        raise BadImageRequest(f"format {format!r} is none of {', '.join(FORMATS)}.")
    area = parse_region(region, full)
    scaled = parse_size(size, (area[2] - area[0], area[3] - area[1]), max_pixels)
    mirrored, turn = parse_rotation(rotation)
    return ImageRequest(area, scaled, mirrored, turn, quality, format)


def parse_region(text: str, full: tuple[int, int]) -> tuple[int, int, int, int]:
    """§4.1: `full`, `square`, `x,y,w,h`, `pct:x,y,w,h`; cropped at the image's edge. Raises BadImageRequest when empty."""
    width, height = full
    if text == "full":
        return 0, 0, width, height
    if text == "square":
        side = min(full)
        left, top = (width - side) // 2, (height - side) // 2
        return left, top, left + side, top + side
    match = re.fullmatch(rf"(pct:)?({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})", text)
    if not match:
        raise BadImageRequest(f"region {text!r} is not full, square, x,y,w,h or pct:x,y,w,h.")
    x, y, w, h = (float(part) for part in match.groups()[1:])
    if match[1]:
        x, y, w, h = x * width / 100, y * height / 100, w * width / 100, h * height / 100
    elif "." in text:
        raise BadImageRequest(f"region {text!r}: pixels are whole numbers.")
    left, top = round(x), round(y)
    right, bottom = min(width, round(x + w)), min(height, round(y + h))
    if left >= right or top >= bottom:
        raise BadImageRequest(f"region {text!r} lies outside the image or is empty.")
    return left, top, right, bottom


def parse_size(text: str, area: tuple[int, int], max_pixels: int) -> tuple[int, int]:
    """§4.2: `max`, `w,`, `,h`, `pct:n`, `w,h`, `!w,h`, each with `^` when it may enlarge. Raises BadImageRequest."""
    upscale, body = text.startswith("^"), text.removeprefix("^")
    width, height = _wanted(text, body, area, upscale)
    if width < 1 or height < 1:
        raise BadImageRequest(f"size {text!r} is empty.")
    if not upscale and (width > area[0] or height > area[1]):
        raise BadImageRequest(f"size {text!r} is larger than the region; write ^{body} to enlarge.")
    if width * height > max_pixels:
        raise BadImageRequest(f"size {text!r} is beyond {max_pixels:,} pixels.")
    return width, height


def _wanted(text: str, body: str, area: tuple[int, int], upscale: bool) -> tuple[int, int]:
    if body == "max":
        return area
    if match := re.fullmatch(rf"pct:({_NUMBER})", body):
        share = float(match[1]) / 100
        if share > 1 and not upscale:
            raise BadImageRequest(f"size {text!r} enlarges; write ^{body}.")
        return max(1, round(area[0] * share)) if share else 0, max(1, round(area[1] * share)) if share else 0
    match = re.fullmatch(r"(!?)(\d*),(\d*)", body)
    if not match or not (match[2] or match[3]) or (match[1] and not (match[2] and match[3])):
        raise BadImageRequest(f"size {text!r} is not max, w,  ,h  pct:n  w,h or !w,h.")
    width, height = int(match[2] or 0), int(match[3] or 0)
    if match[1]:
        share = min(width / area[0], height / area[1])
        share = share if upscale else min(share, 1.0)
        return max(1, round(area[0] * share)), max(1, round(area[1] * share))
    if not match[3]:
        return width, max(1, round(area[1] * width / area[0])) if width else 0
    if not match[2]:
        return max(1, round(area[0] * height / area[1])) if height else 0, height
    return width, height


def parse_rotation(text: str) -> tuple[bool, float]:
    """§4.3: degrees clockwise, `!` mirrors first. Raises BadImageRequest."""
    match = re.fullmatch(rf"(!?)({_NUMBER})", text)
    if not match or float(match[2]) > 360:
        raise BadImageRequest(f"rotation {text!r} is not a number from 0 to 360, with ! to mirror.")
    return bool(match[1]), float(match[2]) % 360


def write_canonical(request: ImageRequest, full: tuple[int, int]) -> str:
    """§4.7: the one way to write what `request` asks of an image of `full` = (width, height): region/size/rotation/quality.format."""
    left, top, right, bottom = request.region
    area = right - left, bottom - top
    region = "full" if area == full else f"{left},{top},{area[0]},{area[1]}"
    enlarged = "^" if request.size[0] > area[0] or request.size[1] > area[1] else ""
    size = "max" if request.size == area else f"{enlarged}{request.size[0]},{request.size[1]}"
    rotation = f"{'!' if request.mirrored else ''}{request.rotation:g}"
    quality = "default" if request.quality == "color" else request.quality
    return f"{region}/{size}/{rotation}/{quality}.{request.format}"
