"""EAN-13 barcodes of periodicals and their add-ons, read from page images."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Grey = NDArray[np.uint8]

_CANDIDATES = 3
_ENLARGED = (2, 3)
_BLURS = (41, 21)


def read_barcodes(image: Image) -> tuple[str, ...]:
    """The EAN-13 numbers on the image as digits, an add-on after "+" ("9771002060231+06"), without repeats.

    Where a code or its add-on is not read at once, the places that look like bars are cut out, enlarged and averaged
    along the bars, which takes away the noise of a scan and leaves the widths that the code is made of.
    """
    grey = np.asarray(image.convert("L"))
    codes = _longest(_decode(grey))
    if not codes or any("+" not in code for code in codes):
        codes = _longest([*codes, *(code for part in _find_bars(grey) for code in _read_enlarged(part))])
    return tuple(codes)


def _longest(codes: Iterable[str]) -> list[str]:
    """Each number once, with its add-on where that was seen."""
    found: dict[str, str] = {}
    for code in codes:
        main = code.partition("+")[0]
        if len(code) > len(found.get(main, "")):
            found[main] = code
    return list(found.values())


def _find_bars(grey: Grey) -> Iterator[Grey]:
    """Cut-outs, largest first, of places full of upright edges and poor in level ones, with room for an add-on."""
    across = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0))
    along = np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    bars = (cv2.boxFilter(across - along, -1, (41, 21)) > 60).astype(np.uint8)
    joined = cv2.morphologyEx(bars, cv2.MORPH_CLOSE, np.ones((15, 41), np.uint8))
    _, _, places, _ = cv2.connectedComponentsWithStats(joined)
    for left, top, width, height, _area in sorted(places[1:].tolist(), key=lambda place: -place[4])[:_CANDIDATES]:
        if width >= 90 and height >= 25:
            yield grey[max(0, top - 20) : top + height + 20, max(0, left - 40) : left + width + 120]


def _read_enlarged(part: Grey) -> Iterator[str]:
    for times in _ENLARGED:
        large = cv2.resize(part, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
        for blur in _BLURS:
            yield from _decode(np.asarray(cv2.blur(large, (1, blur)), dtype=np.uint8))


def _decode(grey: Grey) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.EAN13),
        ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read,
    )
    numbers = ("".join(filter(str.isdigit, code.text)) for code in found if code.valid)
    return [
        digits[:13] + ("+" + digits[13:] if digits[13:] else "") for digits in numbers if len(digits) in (13, 15, 18)
    ]
