"""The characters of a PDF page as arrays, read through PDFium's raw interface in batches.

One call per character and property can't be avoided, but it can be made from C: `map` over a foreign function with
integer addresses costs a fifth of a Python loop that fills ctypes objects.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable
from ctypes import CFUNCTYPE, c_double, c_int, c_size_t, c_uint, c_void_p, cast
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MAX_CHARACTERS = 400_000
"""Characters read of one page; a sheet of newspaper holds some 40,000."""

_PLAIN = re.compile(
    r"regular|roman|book|light|normal|italic|oblique|kai|song|ming|mincho|fang|batang|myungjo|[楷宋明]", re.IGNORECASE
)
"""Styles that are not bold, and East Asian faces that text is set in: bold ones of these say so in their names."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!c)|CMBX|SFBX|-Bd|-Md(?![a-z])", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|slanted|CMTI|SFTI|CMSL|-It(?![a-z])", re.IGNORECASE)
_SYMBOLS = {0xF0B7: 0x2022, 0xF0A7: 0x25AA, 0xF0D8: 0x27A2, 0xF06C: 0x25CF, 0xF06E: 0x25A0}


class Style(NamedTuple):
    """`size` in points as shown, `angle` the direction of the baseline in degrees counter-clockwise, user space."""

    font: str
    size: float
    bold: bool
    italic: bool
    angle: int
    hidden: bool


class Characters(NamedTuple):
    """Per printed character: code point, box in user space (left, bottom, right, top; points), ordinal of its style.

    `blank` says that a space or line end stood before it; `bad` that the glyph has no known character.
    """

    codes: Ints
    boxes: Floats
    styles: Ints
    blank: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    table: tuple[Style, ...]

    def only(self, kept: NDArray[np.bool_] | Ints) -> Characters:
        """The characters where `kept` is true, or those of these places."""
        return Characters(
            self.codes[kept], self.boxes[kept], self.styles[kept], self.blank[kept], self.bad[kept], self.table
        )


def foreign(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The PDFium function `name` with plain integer arguments for pointers."""
    address = cast(getattr(pdfium, name), c_void_p).value
    if address is None:
        raise ImportError(f"PDFium has no {name}")
    return CFUNCTYPE(result, *arguments)(address)


_count = foreign("FPDFText_CountChars", c_int, c_void_p)
_unicode = foreign("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
_loose_box = foreign("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_tight_box = foreign("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
_object = foreign("FPDFText_GetTextObject", c_size_t, c_void_p, c_int)
_matrix = foreign("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
_size = foreign("FPDFText_GetFontSize", c_double, c_void_p, c_int)
_font = foreign("FPDFTextObj_GetFont", c_void_p, c_void_p)
_mode = foreign("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)


def read_characters(text_page: int) -> Characters | None:
    """The printed characters of an open text page (address), None when there are none."""
    count = min(_count(text_page), MAX_CHARACTERS)
    if count <= 0:
        return None
    codes = np.fromiter(map(_unicode, repeat(text_page), range(count)), np.int64, count)
    objects = np.fromiter(map(_object, repeat(text_page), range(count)), np.uint64, count)
    codes = _join_surrogates(codes)
    space = (objects == 0) | (codes == 32) | (codes == 160) | (codes == 13) | (codes == 10) | (codes == 9)
    space |= (codes >= 0x2000) & (codes <= 0x200F) | (codes == 0x3000) | (codes == -1) | (codes == 0xFEFF)
    kept = np.flatnonzero(~space)
    if not len(kept):
        return None
    boxes = _read_boxes(text_page, count)[kept]
    _mend_boxes(text_page, kept, boxes)
    styles, table = _read_styles(text_page, kept, objects[kept])
    blank = np.diff(kept, prepend=-1) > 1
    unseen = _unseen_hyphens(codes[kept], boxes, blank)
    codes, bad = _settle_codes(codes[kept])
    found = Characters(codes, boxes, styles, blank, bad, table)
    return found.only(~unseen) if unseen.any() else found


def _unseen_hyphens(codes: Ints, boxes: Floats, blank: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Soft hyphens inside a line, where the next letter follows at once: a ligature's, or none that is drawn (Unicode 16.0, 23.2). Their room
    goes to the letter before."""
    unseen = np.zeros(len(codes), bool)
    for at in np.flatnonzero(codes[:-1] == 0xAD).tolist():
        box, following = boxes[at], boxes[at + 1]
        height = max(box[3] - box[1], 0.1)
        level = min(box[3], following[3]) - max(box[1], following[1]) > 0.5 * height
        unseen[at] = at > 0 and level and not blank[at + 1] and abs(following[0] - box[2]) < 0.1 * height
        if unseen[at]:
            boxes[at - 1][2] = max(boxes[at - 1][2], box[2])
    return unseen


def _join_surrogates(codes: Ints) -> Ints:
    """UTF-16 halves become one code point; the second half is marked -1 (dropped)."""
    high = np.flatnonzero((codes[:-1] & 0xFC00 == 0xD800) & (codes[1:] & 0xFC00 == 0xDC00))
    if len(high):
        codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
        codes[high + 1] = -1
    return codes


def _settle_codes(codes: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Codes that stand for something, and which of them were no characters at all.

    PDFium marks a hyphen at the line end as U+0002; soft hyphens that are drawn are hyphens. Bullets of symbol fonts
    get their Unicode; other private use, control and unassigned codes become U+FFFD: the glyph is there, its meaning not.
    """
    codes = np.where((codes == 2) | (codes == 0xAD), 0x2D, codes)
    for private, public in _SYMBOLS.items():
        codes[codes == private] = public
    bad = (codes < 32) | ((codes >= 0x7F) & (codes < 0xA0)) | ((codes >= 0xD800) & (codes <= 0xF8FF))
    bad |= (codes == 0xFFFD) | (codes >= 0xF0000) | (codes == 0xFFFE) | (codes == 0xFFFF)
    return np.where(bad, 0xFFFD, codes), bad


def _read_boxes(text_page: int, count: int) -> Floats:
    """Loose boxes (advance × ascent to descent) as left, bottom, right, top; PDFium fills left, top, right, bottom."""
    buffer = np.zeros((count, 4), np.float32)
    start = buffer.ctypes.data
    deque(map(_loose_box, repeat(text_page), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    return buffer[:, (0, 3, 2, 1)].astype(np.float64)


def _mend_boxes(text_page: int, kept: Ints, boxes: Floats) -> None:
    """Loose boxes of turned text collapse and broken fonts have none: take the glyph's own box there."""
    buffer = (c_double * 4)()
    start = ctypes.addressof(buffer)
    empty = (boxes[:, 2] - boxes[:, 0] <= 0.01) | (boxes[:, 3] - boxes[:, 1] <= 0.01) | ~np.isfinite(boxes).all(axis=1)
    for row in np.flatnonzero(empty):
        # left, right, bottom, top
        if _tight_box(text_page, int(kept[row]), start, start + 8, start + 16, start + 24):
            boxes[row] = (buffer[0], buffer[2], buffer[1], buffer[3])
    boxes[~np.isfinite(boxes).all(axis=1)] = 0.0


def _read_styles(text_page: int, kept: Ints, objects: NDArray[np.uint64]) -> tuple[Ints, tuple[Style, ...]]:
    """Ordinal of the style of each character, and the styles. One look per text object, one per font."""
    unique, first, inverse = np.unique(objects, return_index=True, return_inverse=True)
    pointers = unique.tolist()
    places = kept[first].tolist()
    count = len(pointers)
    matrices = np.zeros((count, 6), np.float32)
    start = matrices.ctypes.data
    deque(map(_matrix, repeat(text_page), places, range(start, start + 24 * count, 24)), maxlen=0)
    sizes = np.fromiter(map(_size, repeat(text_page), places), np.float64, count)
    fonts = map(_font, pointers)
    modes = map(_mode, pointers)
    known: dict[Style, int] = {}
    faces: dict[int, tuple[str, bool, bool]] = {}
    ordinals = np.zeros(count, np.int64)
    shown = _shown_sizes(matrices, sizes).tolist()
    angles = _angles(matrices).tolist()
    for row, (font, mode) in enumerate(zip(fonts, modes, strict=True)):
        if font not in faces:
            faces[font] = _face(font)
        name, bold, italic = faces[font]
        style = Style(name, shown[row], bold, italic, angles[row], mode == 3)
        ordinals[row] = known.setdefault(style, len(known))
    return ordinals[inverse], tuple(known)


def _shown_sizes(matrices: NDArray[np.float32], sizes: Floats) -> Floats:
    """Type size in points on the page: the font size times the vertical stretch of the text matrix."""
    stretch = np.hypot(matrices[:, 2], matrices[:, 3]).astype(np.float64)
    shown = np.where(stretch > 0, sizes * stretch, sizes)
    rounded: Floats = np.nan_to_num(np.round(np.abs(shown), 2), posinf=0.0)
    return rounded


def _angles(matrices: NDArray[np.float32]) -> Ints:
    """Direction of the baseline to the nearest right angle; -1 where it is more than 15° off all of them."""
    degrees = np.degrees(np.arctan2(matrices[:, 1], matrices[:, 0])).astype(np.float64)
    nearest = np.round(degrees / 90) * 90
    return np.where(np.abs(degrees - nearest) <= 15, nearest % 360, -1).astype(np.int64)


def is_bold(name: str, *, heavy: bool) -> bool:
    """Whether a font of this name is bold, which a PDF calls `heavy` by its flags or stems."""
    return bool(_BOLD.search(name)) or (heavy and not _PLAIN.search(name))


def _face(font: int | None) -> tuple[str, bool, bool]:
    """Name, bold, italic of a font; the name without its subset tag (`ABCDEF+`)."""
    if not font:
        return "", False, False
    buffer = ctypes.create_string_buffer(128)
    pointer = cast(font, pdfium.FPDF_FONT)
    pdfium.FPDFFont_GetBaseFontName(pointer, buffer, 128)
    name = re.sub(r"^[A-Z]{6}\+", "", buffer.value.decode("utf-8", "replace"))
    flags = pdfium.FPDFFont_GetFlags(pointer)
    weight = pdfium.FPDFFont_GetWeight(pointer)
    slant = c_int()
    pdfium.FPDFFont_GetItalicAngle(pointer, slant)
    # the weight is guessed from a stem width that some fonts state wrongly: their names know better
    heavy = (flags > 0 and bool(flags & 1 << 18)) or weight >= 680
    bold = is_bold(name, heavy=heavy)
    italic = bool(_ITALIC.search(name)) or (flags > 0 and bool(flags & 1 << 6)) or abs(slant.value) > 5
    return name, bold, italic
