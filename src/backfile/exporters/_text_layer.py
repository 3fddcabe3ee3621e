"""Invisible text over the picture of a page: what makes a scan searchable (ISO 32000-1, 9.3.6, text rendering mode 3).

The font is our own, has one glyph of half an em, and is embedded as PDF/A wants it: every character is a code that
its ToUnicode map turns back into text. A run is stretched to the width of its box, and where character borders are
known each character starts at its own.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import cos, radians, sin
from typing import Any, NamedTuple
from unicodedata import bidirectional

import pikepdf
from pikepdf import Array, Dictionary, Name

from ..model import Box, Line, Page, Word

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
Matrix = tuple[float, float, float, float, float, float]
FONT = "BackfileText"
_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The paper that PDFium takes where a page names none."""
_ADVANCE = 500  # of 1000 units per em
_MADE = 3_786_912_000  # 2024-01-01 in seconds since 1904
_STRETCH_MIN, _STRETCH_MAX = 1, 1000  # per cent; pdfium drops characters stretched beyond
_SIZE_STEP = 0.5
_LEAST = 0.1
"""Points: words smaller than one step of what is written are none."""
_TOLERANCE = 0.15
"""Of the height of a line: so far may a character be from its place."""
_ESCAPED = re.compile(rb"[()\\]")
_BFCHAR_MAX = 100  # mappings in one block of a CMap (Adobe Technical Note 5014)


class Letters:
    """The characters used in one document and their codes, 1 to 65535 in order of appearance."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """The codes as a PDF string (ISO 32000-1, 7.3.4.2), two bytes each; 0 (.notdef) when there are more characters than codes."""
        codes = b"".join(self._code(char).to_bytes(2, "big") for char in text)
        return b"(" + _ESCAPED.sub(rb"\\\g<0>", codes).replace(b"\r", b"\\r") + b")"

    def _code(self, char: str) -> int:
        if char not in self._codes and len(self._codes) < 0xFFFF:
            self._codes[char] = len(self._codes) + 1
        return self._codes.get(char, 0)

    def fill(self, font: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
        """Makes `font`, a dictionary of `pdf`, the font for what was encoded."""
        made = _font(pdf, self._codes)
        for key in made.keys():  # noqa: SIM118 - a PDF dictionary
            font[key] = made[key]


def draw(page: Page, size: Bounds, turn: int, letters: Letters) -> bytes:
    """The content stream with the words of `page`.

    `size` is the left, bottom, right, top of the PDF page's box in points, `turn` its /Rotate: `page.rotation` comes on top.
    """
    frame = _frame(page, size, turn)
    pen = _Pen(letters)
    for line in page.lines:
        for word in _words(page, line):
            pen.show(word, line, _in_points(page, word.box, frame))  # type: ignore[arg-type]
    moves = [_cm(frame.matrix), *([_cm(frame.skew)] if page.skew else [])]
    return b"\n".join([b"q", *moves, b"BT 3 Tr", *pen.parts, b"ET Q", b""])


def place(page: Page, box: Box, size: Bounds, turn: int) -> tuple[tuple[float, float], ...]:
    """The four corners, in the space of the PDF page, of a box of `page`; `size` and `turn` as for `draw`."""
    frame = _frame(page, size, turn)
    left, bottom, right, top = _in_points(page, box, frame)
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    return tuple(_apply(frame.matrix, _apply(frame.skew, corner)) for corner in corners)


class _Frame(NamedTuple):
    """The upright page that boxes were measured on: its size in points, how it lies on the PDF page, and its tilt."""

    width: float
    height: float
    matrix: Matrix
    skew: Matrix


def _frame(page: Page, size: Bounds, turn: int) -> _Frame:
    left, bottom, right, top = size
    total = (
        round((turn + page.rotation) / 90) * 90 % 360
    )  # /Rotate is a multiple of 90 (ISO 32000-1, table 30), or wrong
    width, height = (top - bottom, right - left) if total in (90, 270) else (right - left, top - bottom)
    matrix = {
        0: (1, 0, 0, 1, left, bottom), 90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top), 270: (0, -1, 1, 0, left, top),
    }[total]  # fmt: skip
    return _Frame(width, height, matrix, _unskewed(page.skew, width, height))


def _unskewed(skew: float, width: float, height: float) -> Matrix:
    """Boxes were measured after a clockwise turn by `skew` degrees about the middle; this turns them back."""
    c, s = cos(radians(skew)), sin(radians(skew))
    x, y = width / 2, height / 2
    return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


def _apply(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _in_points(page: Page, box: Box, frame: _Frame) -> Bounds:
    """Left, bottom, right, top on the upright page."""
    crop = page.crop or Box(0, 0, 1, 1)
    return (
        (crop.left + box.left * crop.width) * frame.width, (1 - crop.top - box.bottom * crop.height) * frame.height,
        (crop.left + box.right * crop.width) * frame.width, (1 - crop.top - box.top * crop.height) * frame.height,
    )  # fmt: skip


def _words(page: Page, line: Line) -> Iterator[Word]:
    """What was recognised; words of a text layer (confidence 1 on a mixed page) are on the page already."""
    for word in line.words:
        if word.box is not None and word.text.strip() and not (page.source == "mixed" and word.confidence >= 1):
            yield word


class _Pen:
    """Writes the operators of a text object, none twice that still holds: on a black and white scan they are the bulk."""

    def __init__(self, letters: Letters) -> None:
        self.parts: list[bytes] = []
        self._letters = letters
        self._size = self._stretch = 0.0
        self._upright: bool | None = None
        self._at = (0.0, 0.0)

    def show(self, word: Word, line: Line, bounds: Bounds) -> None:
        left, bottom, right, top = bounds
        upright = line.direction != "ttb"
        size, length = (top - bottom, right - left) if upright else (right - left, top - bottom)
        if size < _LEAST or length < _LEAST:
            return
        self._move(upright, left, bottom if upright else top)
        self._set_size(max(_SIZE_STEP, round(size / _SIZE_STEP) * _SIZE_STEP))
        reached = 0.0
        for run, end in _runs(word, _as_shown(word.text, line), _TOLERANCE * size / length):
            per_cent = len(run) * self._size * _ADVANCE / 1000 / 100
            self._set_stretch((end * length - reached) / per_cent)  # what rounding took from the last run is made good
            reached += self._stretch * per_cent
            self.parts.append(self._letters.encode(run) + b"Tj")

    def _move(self, upright: bool, x: float, y: float) -> None:
        """To a point, by a step in the direction of the text (ISO 32000-1, 9.4.2): shorter than a matrix for each word."""
        x, y = round(x, 1), round(y, 1)
        if upright is not self._upright:
            self.parts.append(f"{'1 0 0 1' if upright else '0 -1 1 0'} {_short(x)} {_short(y)} Tm".encode())
        else:
            right, up = x - self._at[0], y - self._at[1]
            step = (right, up) if upright else (-up, right)
            self.parts.append(f"{_short(step[0])} {_short(step[1])} Td".encode())
        self._upright, self._at = upright, (x, y)

    def _set_size(self, size: float) -> None:
        if size != self._size:
            self.parts.append(f"/{FONT} {_short(size)} Tf".encode())
            self._size = size

    def _set_stretch(self, per_cent: float) -> None:
        per_cent = round(min(max(per_cent, _STRETCH_MIN), _STRETCH_MAX))
        if per_cent != self._stretch:
            self.parts.append(f"{per_cent} Tz".encode())
            self._stretch = per_cent


def _as_shown(text: str, line: Line) -> str:
    """The characters from left to right: right-to-left ones in reverse, numbers and Latin words among them as they are
    (UAX #9, rules I1, I2 and L2, for a word that stands alone)."""
    kinds = [bidirectional(char) for char in text]
    if line.direction == "ttb" or not any(kind in ("R", "AL") for kind in kinds):
        return text
    runs = [
        ("".join(char for char, _ in group), onward)
        for onward, group in groupby(zip(text, kinds, strict=True), key=lambda each: each[1] in ("L", "EN", "AN"))
    ]
    return "".join(run if onward else run[::-1] for run, onward in reversed(runs))


def _runs(word: Word, text: str, tolerance: float) -> Iterator[tuple[str, float]]:
    """(characters, where they end as a share of the word's length): where borders are known, runs in which each character stands within
    `tolerance` (a share of the length too) of its own place when all are spread evenly.

    Moving characters apart instead would leave gaps, which programs that extract text take for spaces.
    """
    edges = sorted(word.edges)
    whole = edges[-1] - edges[0] if len(edges) == len(text) + 1 else 0.0
    if not whole:
        yield text, 1.0
        return
    places = [(edge - edges[0]) / whole for edge in edges]
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _is_even(places[start : end + 2], tolerance):
            end += 1
        yield text[start:end], places[end]
        start = end


def _is_even(places: Sequence[float], tolerance: float) -> bool:
    step = (places[-1] - places[0]) / (len(places) - 1)
    return all(abs(places[0] + step * count - place) <= tolerance for count, place in enumerate(places))


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _cm(matrix: Iterable[float]) -> bytes:
    return " ".join([*(f"{value:.5f}".rstrip("0").rstrip(".") for value in matrix), "cm"]).encode()


def _font(pdf: pikepdf.Pdf, codes: dict[str, int]) -> Dictionary:
    program = pdf.make_stream(_true_type())
    program.Length1 = len(_true_type())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/" + FONT), Flags=4, FontBBox=Array([0, 0, _ADVANCE, 1000]), ItalicAngle=0,
        Ascent=1000, Descent=0, CapHeight=1000, StemV=80, FontFile2=program,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + FONT), DW=_ADVANCE,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=pdf.make_stream(b"\0\0" + b"\0\1" * 0xFFFF),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + FONT), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(_to_unicode(codes)),
    )  # fmt: skip


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The CMap from codes to UTF-16BE (ISO 32000-1, 9.10.3); lone surrogates, which are no text, become U+FFFD."""
    rows = [f"<{code:04x}> <{_utf16(char)}>" for char, code in codes.items()]
    blocks = [rows[start : start + _BFCHAR_MAX] for start in range(0, len(rows), _BFCHAR_MAX)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(char: str) -> str:
    return char.encode("utf-16-be", "replace").hex() if not "\ud800" <= char <= "\udfff" else "fffd"


def _true_type() -> bytes:
    """A TrueType font with two glyphs: .notdef, and the one for all characters (tables of ISO 32000-1, 9.9)."""
    head = struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        0x00010000,
        0x00010000,
        0,
        0x5F0F3CF5,
        0,
        1000,
        _MADE,
        _MADE,
        0,
        0,
        _ADVANCE,
        1000,
        0,
        8,
        2,
        0,
        0,
    )
    hhea = struct.pack(">IhhhHhhhhhh4hhH", 0x00010000, 1000, 0, 0, _ADVANCE, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    tables: dict[bytes, bytes] = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 0, 12) + _symbol_cmap(),
        b"glyf": _rectangle(), b"head": head, b"hhea": hhea, b"hmtx": struct.pack(">HhHh", _ADVANCE, 0, _ADVANCE, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_rectangle()) // 2), b"maxp": struct.pack(">IH13H", 0x00010000, 2, 4, 1, *([0] * 11)),
    }  # fmt: skip
    offset = 12 + 16 * len(tables)
    directory, data = b"", b""
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", checksum, offset + len(data), len(table))
        data += padded
    return struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, len(tables) * 16 - 64) + directory + data


def _rectangle() -> bytes:
    """The glyph for all characters. It is never painted; pdfium takes the extent of turned text from its outline."""
    header = struct.pack(">hhhhhHH", 1, 0, 0, _ADVANCE, 1000, 3, 0)
    steps = struct.pack(">8h", 0, 0, _ADVANCE, 0, 0, 1000, 0, -1000)
    return header + b"\1\1\1\1" + steps


def _symbol_cmap() -> bytes:
    """Format 4 with the closing segment alone: nothing is looked up by character."""
    return struct.pack(">HHHHHHHHHHHH", 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0)


def box_of(page: Any) -> Bounds:
    """Left, bottom, right, top of what of a pikepdf page is shown, in points: its crop box, as far as there is paper
    (ISO 32000-1, 14.11.2)."""
    media = _sorted(page.mediabox) or _LETTER
    crop = _sorted(page.cropbox) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _sorted(box: Any) -> Bounds | None:
    """Left, bottom, right, top; None of what is no rectangle."""
    try:
        left, bottom, right, top = (float(value) for value in box)
    except (TypeError, ValueError):
        return None
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
