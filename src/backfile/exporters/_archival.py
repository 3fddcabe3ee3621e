"""PDF/A-2b (ISO 19005-2) of a PDF, or nothing: pikepdf makes what can be made conforming so, and judges the bytes that it wrote.

It does not look into JPEG 2000; that is done here (6.2.8.3), so that scans of libraries, which often are that, need not go without.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import IO, BinaryIO, cast

import pikepdf
from pikepdf import Name

_UNSEEN = "JPEG 2000 images are not supported"
_CHANNELS = (1, 3, 4)
_BEST = 1
_CIE_JAB = 19
_IDENTITY = [1, 0, 0, 1, 0, 0]
_USUAL = (0.001, 0, 0, 0.001, 0, 0)
_HEADER = b"\x00\x00\x00\x0cjP  \r\n\x87\n"


def save_as_pdfa(plain: IO[bytes], archival: IO[bytes]) -> bool:
    """Whether `archival` now holds a valid PDF/A-2b of the PDF in `plain`; if not, it is to be thrown away."""
    try:
        from pikepdf import pdfa
    except ImportError:  # before pikepdf 10.17
        return False
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of the dates in fonts that others made
    plain.seek(0)
    options = pdfa.resolve_save_kwargs("2b")
    with pikepdf.open(cast("BinaryIO", plain)) as pdf:
        _tidy_fonts(pdf)
        pdfa.prepare(pdf, "2b")
        pdf.save(cast("BinaryIO", archival), **options)
        archival.seek(0)
        report = pdfa.validate_written(cast("BinaryIO", archival), "2b", options)
        unseen = [finding for finding in report.findings if finding.message == _UNSEEN]
        return len(unseen) == len(report.findings) and (not unseen or all(map(_is_sound, _jpeg_2000(pdf))))


def _tidy_fonts(pdf: pikepdf.Pdf) -> None:
    """Takes out of fonts what says nothing and keeps them from being judged: lists of glyphs (/CIDSet, needless since
    PDF/A-2) and, in OpenType fonts for Chinese, Japanese and Korean, font matrices that change nothing."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == Name.FontDescriptor:
            if "/CIDSet" in thing:
                del thing["/CIDSet"]
            program = thing.get("/FontFile3")
            if isinstance(program, pikepdf.Stream) and program.get("/Subtype") == Name.CIDFontType0C:
                with suppress(Exception):  # a font that fontTools can't read stays as it is, and is judged so
                    program.write(_without_idle_matrices(program.read_bytes()))


def _without_idle_matrices(font: bytes) -> bytes:
    """A CID-keyed CFF without the matrices (Adobe Technical Note 5176, table 9) of its parts that are the identity."""
    from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped]

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(font), None)
    idle = [part for part in fonts[0].FDArray if part.rawDict.get("FontMatrix") == _IDENTITY]
    if not idle or tuple(fonts[0].rawDict.get("FontMatrix", ())) != _USUAL:
        return font
    for part in idle:
        del part.rawDict["FontMatrix"]
        if hasattr(part, "FontMatrix"):
            del part.FontMatrix
    out = io.BytesIO()
    fonts.compile(out, SimpleNamespace(recalcBBoxes=False))
    return out.getvalue()


def _jpeg_2000(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in (Name.JPXDecode, [Name.JPXDecode]):
            yield thing.read_raw_bytes()


def _is_sound(data: bytes) -> bool:
    """Whether a JPEG 2000 file may be in a PDF/A-2: grey, RGB or CMYK, all channels of one depth, of several colour
    specifications exactly one the best, none of them CIEJab (ISO 19005-2, 6.2.8.3; boxes: ISO 15444-1, annex I)."""
    header = dict(_boxes(data)).get(b"jp2h") if data.startswith(_HEADER) else None
    if header is None:
        return False
    boxes = list(_boxes(header))
    sizes = [box for kind, box in boxes if kind == b"ihdr" and len(box) >= 14]
    colours = [box for kind, box in boxes if kind == b"colr" and len(box) >= 3]
    if len(sizes) != 1 or not colours or any(kind == b"bpcc" for kind, _ in boxes):
        return False
    channels, depth = int.from_bytes(sizes[0][8:10], "big"), sizes[0][10]
    is_one_best = len(colours) == 1 or [box[2] for box in colours].count(_BEST) == 1
    return channels in _CHANNELS and (depth & 0x7F) < 38 and is_one_best and all(map(_is_colour, colours))


def _is_colour(box: bytes) -> bool:
    return box[0] in (2, 3) or (box[0] == 1 and int.from_bytes(box[3:7], "big") != _CIE_JAB)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, content) of the boxes on one level."""
    at = 0
    while at + 8 <= len(data):
        length, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = at + length if length else len(data)
        if end <= at:
            return
        yield kind, data[start:end]
        at = end
