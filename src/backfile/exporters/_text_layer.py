"""Invisible text over the picture of a page: what makes a scan searchable (ISO 32000-1, 9.3.6, text rendering mode 3).

The font is our own, has one glyph of half an em, and is embedded as PDF/A wants it: every character is a code that
its ToUnicode map turns back into text. A run is stretched to the width of its box, and where character borders are
known each character starts at its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from math import cos, radians, sin
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from ..model import Box, Line, Page, Word

FONT = "BackfileText"
_ADVANCE = 500  # of 1000 units per em
_MADE = 3_786_912_000  # 2024-01-01 in seconds since 1904
_STRETCH_MIN = 0.01
_STRETCH_MAX = 10.0  # pdfium drops characters stretched beyond
_BFCHAR_MAX = 100  # mappings in one block of a CMap (Adobe Technical Note 5014)


class Letters:
    """The characters used in one document and their codes, 1 to 65535 in order of appearance."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> str:
        """The codes in hexadecimal, four digits each; code 0 (.notdef) when there are more characters than codes."""
        return "".join(f"{self._code(char):04x}" for char in text)

    def _code(self, char: str) -> int:
        if char not in self._codes and len(self._codes) < 0xFFFF:
            self._codes[char] = len(self._codes) + 1
        return self._codes.get(char, 0)

    def fill(self, font: pikepdf.Object, pdf: pikepdf.Pdf) -> None:
        """Makes `font`, a dictionary of `pdf`, the font for what was encoded."""
        made = _font(pdf, self._codes)
        for key in made.keys():  # noqa: SIM118 - a PDF dictionary
            font[key] = made[key]


def draw(page: Page, size: tuple[float, float, float, float], turn: int, letters: Letters) -> bytes:
    """The content stream with the words of `page`.

    `size` is the left, bottom, right, top of the PDF page's box in points, `turn` its /Rotate: `page.rotation` comes on top.
    """
    left, bottom, right, top = size
    total = (turn + page.rotation) % 360
    width, height = (top - bottom, right - left) if total in (90, 270) else (right - left, top - bottom)
    matrix = {
        0: (1, 0, 0, 1, left, bottom), 90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top), 270: (0, -1, 1, 0, left, top),
    }[total]  # fmt: skip
    parts = ["q", _cm(matrix), *_unskewed(page.skew, width, height)]
    crop = page.crop or Box(0, 0, 1, 1)
    for line in page.lines:
        for word in _words(page, line):
            parts += _show(word, line, crop, width, height, letters)
    return "\n".join([*parts, "Q", ""]).encode("ascii")


def place(
    page: Page, box: Box, size: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in the space of the PDF page of a box of `page`; `size` and `turn` as for `draw`, skew left out."""
    left, bottom, right, top = size
    crop = page.crop or Box(0, 0, 1, 1)
    x0, x1 = crop.left + box.left * crop.width, crop.left + box.right * crop.width
    y0, y1 = crop.top + box.top * crop.height, crop.top + box.bottom * crop.height
    x0, y0, x1, y1 = {
        0: (x0, 1 - y1, x1, 1 - y0), 90: (y0, x0, y1, x1), 180: (1 - x1, y0, 1 - x0, y1), 270: (1 - y1, 1 - x1, 1 - y0, 1 - x0),
    }[(turn + page.rotation) % 360]  # fmt: skip
    return (
        left + x0 * (right - left),
        bottom + y0 * (top - bottom),
        left + x1 * (right - left),
        bottom + y1 * (top - bottom),
    )


def _words(page: Page, line: Line) -> Iterator[Word]:
    """What was recognised; words of a text layer (confidence 1 on a mixed page) are on the page already."""
    for word in line.words:
        if word.box is not None and word.text.strip() and not (page.source == "mixed" and word.confidence >= 1):
            yield word


def _unskewed(skew: float, width: float, height: float) -> Iterator[str]:
    """Boxes were measured after a clockwise turn by `skew` degrees about the middle; this turns them back."""
    if skew:
        c, s = cos(radians(skew)), sin(radians(skew))
        x, y = width / 2, height / 2
        yield _cm((c, s, -s, c, x - c * x + s * y, y - s * x - c * y))


def _show(word: Word, line: Line, crop: Box, width: float, height: float, letters: Letters) -> list[str]:
    assert word.box is not None
    box = Box(
        (crop.left + word.box.left * crop.width) * width, (1 - crop.top - word.box.bottom * crop.height) * height,
        (crop.left + word.box.right * crop.width) * width, (1 - crop.top - word.box.top * crop.height) * height,
    )  # fmt: skip
    upright = line.direction != "ttb"
    size, length = (box.height, box.width) if upright else (box.width, box.height)
    if size <= 0 or length <= 0:
        return []
    text = word.text if line.direction != "rtl" else word.text[::-1]  # PDF shows text from left to right
    start = f"1 0 0 1 {box.left:.2f} {box.top:.2f}" if upright else f"0 -1 1 0 {box.left:.2f} {box.bottom:.2f}"
    shown = [
        f"{min(max(wide * length / (len(run) * size * _ADVANCE / 1000), _STRETCH_MIN), _STRETCH_MAX) * 100:.2f} Tz "
        f"<{letters.encode(run)}> Tj"
        for run, wide in _runs(word, line, text)
    ]
    return ["BT 3 Tr", f"/{FONT} {size:.3f} Tf {start} Tm", *shown, "ET"]


def _runs(word: Word, line: Line, text: str) -> Iterator[tuple[str, float]]:
    """(characters, share of the word's length): each character fills its own cell where borders are known.

    Moving characters apart instead would leave gaps, which programs that extract text take for spaces.
    """
    edges = tuple(reversed(word.edges)) if line.direction == "rtl" else word.edges
    whole = abs(edges[-1] - edges[0]) if len(edges) == len(text) + 1 else 0.0
    if whole <= 0:
        yield text, 1.0
        return
    shares = [round(abs(end - start) / whole, 4) for start, end in pairwise(edges)]
    for share, group in groupby(zip(text, shares, strict=True), key=lambda each: each[1]):
        run = "".join(char for char, _ in group)
        yield run, share * len(run)


def _cm(matrix: Iterable[float]) -> str:
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in matrix) + " cm"


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


def box_of(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what of a pikepdf page is shown, in points."""
    left, bottom, right, top = (float(value) for value in page.cropbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
