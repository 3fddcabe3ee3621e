"""Page images on demand: the original's page, upright, cropped and scaled; derivatives are cached and may be deleted at any time."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from .image_requests import FORMATS, ImageRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PIL.Image import Image

    from ..model import Box

TURNS = {90.0: "ROTATE_270", 180.0: "ROTATE_180", 270.0: "ROTATE_90"}


class Pictures:
    """The last few upright page images in memory (tiles of one page come in a row) and encoded derivatives on disk.

    `memory` bounds the images kept open; the folder `cache` grows with use, and a derivative is written whole or not at all.
    """

    def __init__(self, cache: Path, memory: int = 6) -> None:
        self.cache = cache
        self.memory = memory
        self._open: OrderedDict[str, Image] = OrderedDict()
        self._lock = Lock()

    def draw(self, key: str, load: Callable[[], Image], request: ImageRequest) -> bytes:
        """The encoded picture for `request` of the image that `key` names and `load` makes."""
        file = self._file(key, request)
        if file.exists():
            return file.read_bytes()
        data = encode(self._image(key, load), request)
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


def encode(image: Image, request: ImageRequest) -> bytes:
    """Crop, scale, mirror, turn, reduce and encode, in the order of the IIIF Image API 3.0, §4."""
    from PIL import ImageOps
    from PIL.Image import Resampling, Transpose

    part = image if request.region == (0, 0, *image.size) else image.crop(request.region)
    if part.size != request.size:
        part = part.resize(request.size, Resampling.LANCZOS, reducing_gap=2.0)
    if request.mirrored:
        part = ImageOps.mirror(part)
    if request.rotation:
        part = part.transpose(Transpose[TURNS[request.rotation]])
    if request.quality == "gray":
        part = part.convert("L")
    elif request.quality == "bitonal":
        part = part.convert("1")
    elif part.mode not in ("RGB", "L"):
        part = part.convert("RGB")
    out = io.BytesIO()
    part.save(out, FORMATS[request.format][0], **({"quality": 82} if request.format != "png" else {}))
    return out.getvalue()
