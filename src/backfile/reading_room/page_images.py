"""Page images on demand: the original's page, upright, cropped and scaled; derivatives are cached and may be deleted at any time.

A page is drawn only as finely as the request needs: at full size, a half, a quarter … of it (the levels of a pyramid), so
that a thumbnail of a vector page costs a sixteenth of the whole, and a scan's JPEG is decoded at an eighth.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections import OrderedDict
from contextlib import contextmanager
from math import log2
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .image_requests import FORMATS, ImageRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PIL.Image import Image

    from ..model import Box
    from ..readers import Document

TURNS = {90.0: "ROTATE_270", 180.0: "ROTATE_180", 270.0: "ROTATE_90"}


MOST_HALVINGS = 4


class Originals:
    """The last few originals, open: opening one reads it whole to know it again (its hash), which pages need not wait for."""

    def __init__(self, open_document: Callable[[str], Document], memory: int = 4) -> None:
        self._open_document = open_document
        self.memory = memory
        self._open: OrderedDict[str, tuple[Document, Lock]] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def use(self, sha256: str) -> Iterator[Document]:
        """The open document with this hash, for this thread alone."""
        while True:
            with self._lock:
                document, lock = self._find(sha256)
            with lock:
                if self._open.get(sha256, (None,))[0] is document:  # else it was closed while this thread waited
                    yield document
                    return

    def close(self) -> None:
        """Close them all; they are opened again when they are needed."""
        with self._lock:
            for sha256 in list(self._open):
                self._drop(sha256)

    def _find(self, sha256: str) -> tuple[Document, Lock]:
        if sha256 not in self._open:
            self._open[sha256] = self._open_document(sha256), Lock()
        self._open.move_to_end(sha256)
        while len(self._open) > self.memory:
            self._drop(next(iter(self._open)))
        return self._open[sha256]

    def _drop(self, sha256: str) -> None:
        document, lock = self._open.pop(sha256)
        with lock:
            document.close()


class Pictures:
    """The last few upright page images in memory (tiles of one page come in a row) and encoded derivatives on disk.

    `memory` bounds the images kept open; the folder `cache` grows with use, and a derivative is written whole or not at all.
    """

    def __init__(self, cache: Path, memory: int = 8) -> None:
        self.cache = cache
        self.memory = memory
        self._open: OrderedDict[str, Image] = OrderedDict()
        self._lock = Lock()

    def draw(self, key: str, load: Callable[[int], Image], request: ImageRequest, full: tuple[int, int]) -> bytes:
        """The encoded picture for `request` of the image that `key` names, of `full` width and height in pixels.

        `load(halvings)` makes that image, each halving half as wide and high; its size need not be exact.
        """
        file = self._file(key, request)
        if file.exists():
            return file.read_bytes()
        halvings = count_halvings(request)
        data = encode(self._image(f"{key}/{halvings}", lambda: load(halvings)), request, full)
        self._keep(file, data)
        return data

    def _image(self, key: str, load: Callable[[], Image]) -> Image:
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key]
        image = load()
        image.load()
        with self._lock:
            self._open[key] = image
            while len(self._open) > self.memory:
                self._open.popitem(last=False)
        return image

    def _file(self, key: str, request: ImageRequest) -> Path:
        name = hashlib.sha256(repr((key, request)).encode()).hexdigest()
        return self.cache / name[:2] / f"{name}.{request.format}"

    def _keep(self, file: Path, data: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
            part.write(data)
        os.replace(part.name, file)  # noqa: PTH105 - one atomic step


def box_hits(picture: bytes, hits: Iterable[Box]) -> bytes:
    """An encoded JPEG with `hits` (fractions of the page) outlined and washed, large enough to be seen on a thumbnail."""
    from PIL import Image, ImageDraw

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    for box in hits:
        left, top, right, bottom = (edge * image.size[at % 2] for at, edge in enumerate(box))
        pen.rectangle(
            (left - 2, top - 2, right + 2, bottom + 2), fill=(255, 205, 60, 90), outline=(176, 90, 0), width=2
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def count_halvings(request: ImageRequest) -> int:
    """How often the full image may be halved and still be as fine as `request` wants it."""
    left, top, right, bottom = request.region
    shrunk = min((right - left) / request.size[0], (bottom - top) / request.size[1])
    return min(MOST_HALVINGS, max(0, int(log2(max(shrunk, 1.0)))))


def _nearly(size: tuple[int, int], full: tuple[int, int]) -> bool:
    """A page drawn a pixel wider or narrower than its full image is near enough to cut tiles from."""
    return abs(size[0] - full[0]) <= 2 >= abs(size[1] - full[1])


def encode(image: Image, request: ImageRequest, full: tuple[int, int]) -> bytes:
    """Crop, scale, mirror, turn, reduce and encode, in the order of the IIIF Image API 3.0, §4.

    `image` may be smaller (or larger) than `full`, to which the request refers.
    """
    from PIL import ImageOps
    from PIL.Image import Resampling, Transpose

    across, down = image.width / full[0], image.height / full[1]
    left, top, right, bottom = request.region
    box = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
    if request.size == image.size and request.region == (0, 0, *full):
        part = image
    elif request.size == (right - left, bottom - top) and _nearly(image.size, full) and right <= image.width:
        part = image.crop((left, top, right, min(bottom, image.height)))
        part = part if part.size == request.size else part.resize(request.size)
    else:
        # Enlarged or nearly as large, a plainer filter looks the same and costs half.
        near = request.size[0] * 2 > (box[2] - box[0])
        part = image.resize(request.size, Resampling.BICUBIC if near else Resampling.LANCZOS, box, reducing_gap=2.0)
    if request.mirrored:
        part = ImageOps.mirror(part)
    if request.rotation in TURNS:
        part = part.transpose(Transpose[TURNS[request.rotation]])
    elif request.rotation:  # the corners are white, as paper is
        part = part.convert("RGB").rotate(-request.rotation, Resampling.BICUBIC, expand=True, fillcolor="white")
    if request.quality == "gray":
        part = part.convert("L")
    elif request.quality == "bitonal":
        part = part.convert("1")
    elif part.mode not in ("RGB", "L"):
        part = part.convert("RGB")
    out = io.BytesIO()
    part.save(out, FORMATS[request.format][0], **({"quality": 82} if request.format in ("jpg", "webp") else {}))
    return out.getvalue()
