"""Makes clean pages look scanned: rendered, worn, skewed, blurred, noisy, compressed, and bound as an image-only PDF.

All chance comes from one seeded generator, so that the same pages and `Wear` give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Size = tuple[float, float]


@dataclass(frozen=True)
class Wear:
    """How badly a scan treats a page. Angles in degrees, `dpi` in dots per inch, `blur` and `noise` as standard deviations
    (pixels, grey levels of 255), `quality` of JPEG, `through` the share of the back page that shows through, `shade` the
    darkening towards the gutter, `yellow` the tint of old paper (0..1), `edge` the width of the black scanner bed beside the sheet (share of the page), `fade` the
    lightening of ink."""

    dpi: int = 170
    skew: float = 0.6
    blur: float = 0.6
    noise: float = 6.0
    quality: int = 60
    through: float = 0.0
    shade: float = 0.0
    yellow: float = 0.0
    edge: float = 0.0
    fade: float = 0.0
    grey: bool = False


LIGHT = Wear(skew=0.4, blur=0.4, noise=4, quality=70)
OFFICE = Wear(dpi=150, grey=True, noise=7, skew=0.8)
BED = Wear(dpi=170, skew=0.7, edge=0.025, noise=5, quality=60)
LIBRARY = Wear(dpi=200, skew=0.5, blur=0.7, noise=5, through=0.06, shade=0.25, yellow=0.25, quality=55)
OLD = Wear(dpi=200, skew=0.9, blur=0.8, noise=9, through=0.1, shade=0.35, yellow=0.6, fade=0.25, quality=50)
WEARS = (LIGHT, OFFICE, BED, LIBRARY, OLD)


def scan(pdf: bytes, wear: Wear, seed: int, *, spreads: bool = False, turns: bool = False) -> tuple[bytes, list[float]]:
    """An image-only PDF of `pdf`, and the skew of each page in degrees, clockwise.

    With `spreads` the first page stands alone and every picture after it holds two pages (left, right); with `turns` one
    picture in five lies on its side or head. Skews and all boxes are those of the upright single page.
    """
    rng = np.random.default_rng(seed)
    sheet = replace(wear, edge=0.0) if spreads else wear  # the bed is seen beside the open book, not between its pages
    images, skews = [], []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            back = number + 1 if number % 2 == 0 else number - 1
            behind = _render(document, back, wear) if wear.through and 0 <= back < len(document) else None
            angle = float(np.clip(rng.normal(0, wear.skew / 2), -2 * wear.skew, 2 * wear.skew)) if wear.skew else 0.0
            worn = degrade(_render(document, number, wear), sheet, angle, rng, behind)
            images.append((worn, document[number].get_size()))
            skews.append(angle)
    if spreads:
        images = [(_on_bed(image, wear, rng), size) for image, size in pair_pages(images)]
    if turns:
        images = [turn_page(image, size, int(rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, 2)))) for image, size in images]
    return bind(images, wear.quality), skews


def pair_pages(images: list[tuple[Image, Size]]) -> list[tuple[Image, Size]]:
    """The first page alone, then two side by side; a page that is left over stands alone."""
    spreads = images[:1]
    for left, right in zip_longest(images[1::2], images[2::2]):
        if right is None or left[0].shape != right[0].shape:
            spreads += [sheet for sheet in (left, right) if sheet is not None]
        else:
            spreads.append((np.hstack([left[0], right[0]]), (left[1][0] + right[1][0], left[1][1])))
    return spreads


def turn_page(image: Image, size: Size, quarters: int) -> tuple[Image, Size]:
    """The picture turned clockwise by `quarters` of a circle."""
    turned = np.ascontiguousarray(np.rot90(image, -quarters))
    return turned, size if quarters % 2 == 0 else (size[1], size[0])


def degrade(page: Image, wear: Wear, angle: float, rng: np.random.Generator, behind: Image | None = None) -> Image:
    """One worn page of the same shape: `angle` in degrees clockwise; `behind` is the page on the other side of the leaf."""
    sheet = page.astype(np.float32)
    if behind is not None and behind.shape == page.shape:
        ghost = cv2.GaussianBlur(behind[:, ::-1], (0, 0), 2.0).astype(np.float32)
        sheet -= (255 - ghost) * wear.through
    sheet += (255 - sheet) * wear.fade * rng.uniform(0.6, 1.0)
    sheet = _turn(sheet, angle)
    if wear.edge:
        _blacken(sheet, wear, rng)
    if wear.blur:
        sheet = cv2.GaussianBlur(sheet, (0, 0), wear.blur).astype(np.float32)
    sheet *= _light(sheet.shape, wear, rng)
    sheet += rng.normal(0, wear.noise, sheet.shape[:2] + (1,) * (sheet.ndim - 2)).astype(np.float32)
    return np.clip(sheet, 0, 255).astype(np.uint8)


def turn_box(box: list[float], angle: float, width: float, height: float) -> list[float]:
    """The upright box (fractions) around `box` after the page was turned by `angle` degrees clockwise about its centre."""
    left, top, right, bottom = box
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [((x - 0.5) * width, (y - 0.5) * height) for x in (left, right) for y in (top, bottom)]
    turned = [((x * cos - y * sin) / width + 0.5, (x * sin + y * cos) / height + 0.5) for x, y in corners]
    edges = (min(x for x, _ in turned), min(y for _, y in turned), max(x for x, _ in turned), max(y for _, y in turned))
    return [round(min(max(edge, 0.0), 1.0), 4) for edge in edges]


def turn_record(record: Mapping[str, Any], skews: list[float]) -> dict[str, Any]:
    """The truth with all boxes where the skew of each page has carried them."""
    pages = {
        page["number"]: (angle, page["width"], page["height"])
        for page, angle in zip(record["pages"], skews, strict=True)
    }
    articles = [
        {**article, "regions": [{**r, "box": turn_box(r["box"], *pages[r["page"]])} for r in article["regions"]]}
        for article in record["articles"]
    ]
    turned = [
        {
            **page,
            "lines": [[text, turn_box(box, *pages[page["number"]]), path] for text, box, path in page["lines"]],
            "blocks": [{**block, "box": turn_box(block["box"], *pages[page["number"]])} for block in page["blocks"]],
        }
        for page in record["pages"]
    ]
    return {**record, "articles": articles, "pages": turned}


def bind(images: list[tuple[Image, tuple[float, float]]], quality: int) -> bytes:
    """An image-only PDF: one JPEG a page (BGR or grey), page sizes in points."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for image, size in images:
            _add_page(pdf, image, size, quality)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _add_page(pdf: pikepdf.Pdf, image: Image, size: tuple[float, float], quality: int) -> None:
    _, jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    height, width = image.shape[:2]
    picture = pdf.make_stream(
        jpeg.tobytes(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray if image.ndim == 2 else pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page = pdf.add_blank_page(page_size=size)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im0 Do Q".encode())


def _render(document: pypdfium2.PdfDocument, number: int, wear: Wear) -> Image:
    bitmap = document[number].render(scale=wear.dpi / 72, grayscale=wear.grey)
    image: Image = bitmap.to_numpy()
    return (
        image[:, :, 0].copy()
        if wear.grey and image.ndim == 3
        else image[..., :3].copy()
        if image.ndim == 3
        else image.copy()
    )


def _turn(sheet: NDArray[np.float32], angle: float) -> NDArray[np.float32]:
    height, width = sheet.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    border = (235.0, 235.0, 235.0, 0.0)
    turned = cv2.warpAffine(sheet, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=border)
    return turned.astype(np.float32)


def _on_bed(image: Image, wear: Wear, rng: np.random.Generator) -> Image:
    sheet = image.astype(np.float32)
    if wear.edge:
        _blacken(sheet, wear, rng)
    return sheet.astype(np.uint8)


def _blacken(sheet: NDArray[np.float32], wear: Wear, rng: np.random.Generator) -> None:
    """Darken one upright and one level edge in place: the scanner's bed beside the paper."""
    across, down = (max(1, int(side * wear.edge * rng.uniform(0.4, 1.0))) for side in (sheet.shape[1], sheet.shape[0]))
    columns = slice(0, across) if rng.random() < 0.5 else slice(-across, None)
    rows = slice(0, down) if rng.random() < 0.5 else slice(-down, None)
    sheet[:, columns] = rng.uniform(15, 45)
    sheet[rows] = rng.uniform(15, 45)


def _light(shape: tuple[int, ...], wear: Wear, rng: np.random.Generator) -> NDArray[np.float32]:
    """Factors by which light and paper darken the page: a gutter shadow on one side, and the tint of the paper (BGR)."""
    across = np.linspace(0, 1, shape[1], dtype=np.float32)
    if rng.random() < 0.5:
        across = across[::-1]
    gutter = 1 - wear.shade * np.exp(-across / 0.04)
    light = np.broadcast_to(gutter[None, :], shape[:2])
    if len(shape) == 2:
        return (light * (1 - 0.12 * wear.yellow)).astype(np.float32)
    tint = 1 - wear.yellow * np.array([0.30, 0.14, 0.07], dtype=np.float32)
    return np.asarray(light[..., None] * tint, dtype=np.float32)
