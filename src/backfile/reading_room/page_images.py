"""Page images on demand: the part that is asked for, drawn from the original, upright, scaled and encoded.

Nothing is drawn that nobody looks at. A PDF page is drawn where it is asked for, at the size it is asked for, and stays open a
while for its other parts. A scan is decoded as coarsely as its format does by itself (a JPEG at an eighth, a quarter, a half)
and what was decoded stays a while in memory; parts are cut from it, and only they are scaled and set upright. Encoded
derivatives are kept on disk within a bound, and may be deleted at any time; the original is only ever read.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections import OrderedDict
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Semaphore, Thread
from time import perf_counter
from typing import TYPE_CHECKING

from .. import readers
from ..model import Box
from .image_requests import FORMATS, ImageRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PIL.Image import Image

    from ..readers import Document

Size = tuple[int, int]

TURNS = {90.0: "ROTATE_270", 180.0: "ROTATE_180", 270.0: "ROTATE_90"}
_SLOW = 0.1
"""Seconds: a page whose parts take longer, once it is open, is drawn whole, and its parts are cut from that."""
_REMEMBERED = 1000
_FINE_ENOUGH = 0.98


class Originals:
    """The last few originals, open."""

    def __init__(self, open_document: Callable[[str], Document], memory: int = 12) -> None:
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


class Stored:
    """Parts of page images as they are stored, and the last few images that parts are cut from; `most_bytes` bounds these."""

    def __init__(self, originals: Originals, most_bytes: int = 150_000_000) -> None:
        self.originals = originals
        self._most_bytes = most_bytes
        self._drafts: OrderedDict[tuple[str, int], tuple[Image, float]] = OrderedDict()
        self._drawn: OrderedDict[tuple[str, int], bool] = OrderedDict()  # the last pages drawn in parts: is it slow?
        self._lock = Lock()

    def part(self, sha256: str, number: int, area: Box, size: Size, dpi: float) -> Image:
        """`area` (fractions) of page image `number` of the original `sha256`, `size` pixels wide and high, RGB or grey.

        The page need be no finer than `dpi`. Raises as `Document.image` does.
        """
        key = sha256, number
        image = self._find(key, area, size, dpi)
        if image is None:
            with self.originals.use(sha256) as document:
                drawn = self._draw(document, key, area, size)
                if drawn is not None:
                    return drawn
                image = self._find(key, area, size, dpi)  # another thread may have decoded it meanwhile
                if image is None:
                    image = readers.draft(document, number, max(1, round(dpi)))
                    image.load()
                    self._keep(key, image, dpi)
        return cut(image, area, size)

    def _draw(self, document: Document, key: tuple[str, int], area: Box, size: Size) -> Image | None:
        """The part as the format draws it by itself, if it can and was not slow before."""
        if self._drawn.get(key):
            return None
        begin = perf_counter()
        drawn = readers.part(document, key[1], area, size)
        if drawn is not None:
            with self._lock:  # what a page takes at first is for opening it
                self._drawn[key] = key in self._drawn and perf_counter() - begin > _SLOW
                while len(self._drawn) > _REMEMBERED:
                    self._drawn.popitem(last=False)
        return drawn

    def _find(self, key: tuple[str, int], area: Box, size: Size, dpi: float) -> Image | None:
        """The image kept of a page, if it is fine enough for this part."""
        with self._lock:
            image, made_for = self._drafts.get(key, (None, 0.0))
            if image is None:
                return None
            across, down = image.width * area.width / size[0], image.height * area.height / size[1]
            if made_for < dpi and min(across, down) < _FINE_ENOUGH:
                return None
            self._drafts.move_to_end(key)
            return image

    def _keep(self, key: tuple[str, int], image: Image, dpi: float) -> None:
        with self._lock:
            self._drafts[key] = image, dpi
            self._drafts.move_to_end(key)
            while (
                len(self._drafts) > 1
                and sum(_count_bytes(each) for each, _ in self._drafts.values()) > self._most_bytes
            ):
                self._drafts.popitem(last=False)


def _count_bytes(image: Image) -> int:
    return image.width * image.height * (1 if image.mode == "L" else 4)  # Pillow keeps RGB in four bytes


def cut(image: Image, area: Box, size: Size) -> Image:
    """`area` (fractions) of `image`, scaled to `size`."""
    from PIL.Image import Resampling

    left, top, right, bottom = (edge * image.size[at % 2] for at, edge in enumerate(area))
    if (round(right) - round(left), round(bottom) - round(top)) == size and _is_whole(left, top):
        return image.crop((round(left), round(top), round(right), round(bottom)))
    box = (max(0.0, left), max(0.0, top), min(right, image.width), min(bottom, image.height))
    # Enlarged or hardly reduced, a cubic filter is sharper; reduced, Hamming's is as sharp as Lanczos' and costs a third, and
    # averaging whole pixels first (`reducing_gap`) can't be told from doing without.
    near = size[0] * 1.25 > right - left
    return image.resize(size, Resampling.BICUBIC if near else Resampling.HAMMING, box, reducing_gap=1.1)


def _is_whole(*places: float) -> bool:
    return all(abs(place - round(place)) < 0.02 for place in places)


class Pictures:
    """Encoded derivatives on disk. One is written whole or not at all, and when all have more than `most_bytes`, those
    that were not asked for for longest are deleted."""

    def __init__(self, cache: Path, most_bytes: int = 4_000_000_000) -> None:
        self.cache = cache
        self.most_bytes = most_bytes
        # A process draws few pictures at a time, so that its other threads can answer what takes no drawing.
        self._drawing = Semaphore(max(1, (os.cpu_count() or 1) // 2))
        self._written = most_bytes  # so that the first one has the folder looked through
        self._sweeping = Lock()
        self._making: dict[Path, tuple[Lock, int]] = {}
        self._lock = Lock()

    def draw(self, key: str, paint: Callable[[Box, Size], Image], request: ImageRequest, full: Size) -> bytes:
        """The encoded picture for `request` of the image that `key` names, of `full` width and height in pixels.

        `paint(area, size)` makes a part (fractions) of that image, `size` pixels wide and high. Those who ask for the same at the
        same time wait for the first.
        """
        file = self._file(key, request)
        with suppress(FileNotFoundError):
            return file.read_bytes()
        with self._alone(file):
            with suppress(FileNotFoundError):
                return file.read_bytes()
            left, top, right, bottom = request.region
            area = Box(left / full[0], top / full[1], right / full[0], bottom / full[1])
            with self._drawing:
                data = encode(paint(area, request.size), request)
            self._keep(file, data)
            return data

    def sweep(self) -> None:
        """Delete what was not asked for for longest until all have four fifths of `most_bytes`, if they have more than it."""
        found = []
        for file in self.cache.glob("*/*"):
            with suppress(OSError):
                known = file.stat()
                found.append((max(known.st_atime, known.st_mtime), known.st_size, file))
        total = sum(size for _, size, _ in found)
        if total <= self.most_bytes:
            return
        for _, size, file in sorted(found):
            if total <= 0.8 * self.most_bytes:
                break
            with suppress(OSError):
                file.unlink()
            total -= size

    @contextmanager
    def _alone(self, file: Path) -> Iterator[None]:
        """One thread at a time for each file."""
        with self._lock:
            lock, waiting = self._making.get(file, (Lock(), 0))
            self._making[file] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                waiting = self._making[file][1] - 1
                if waiting:
                    self._making[file] = lock, waiting
                else:
                    del self._making[file]

    def _file(self, key: str, request: ImageRequest) -> Path:
        name = hashlib.sha256(repr((key, request)).encode()).hexdigest()
        return self.cache / name[:2] / f"{name}.{request.format}"

    def _keep(self, file: Path, data: bytes) -> None:
        try:
            part = tempfile.NamedTemporaryFile(dir=file.parent, delete=False)  # noqa: SIM115 - closed below
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            part = tempfile.NamedTemporaryFile(dir=file.parent, delete=False)  # noqa: SIM115
        with part:
            part.write(data)
        os.replace(part.name, file)  # noqa: PTH105 - one atomic step
        self._written += len(data)
        if self._written > self.most_bytes / 20 and self._sweeping.acquire(blocking=False):
            self._written = 0
            Thread(target=self._sweep_aside, daemon=True).start()

    def _sweep_aside(self) -> None:
        try:
            self.sweep()
        finally:
            self._sweeping.release()


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


def encode(part: Image, request: ImageRequest) -> bytes:
    """Mirror, turn, reduce and encode a part that was cut and scaled, in the order of the IIIF Image API 3.0, §4."""
    from PIL import ImageOps
    from PIL.Image import Resampling, Transpose

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
