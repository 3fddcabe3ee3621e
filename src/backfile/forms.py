"""Forms of a PDF (ISO 32000-1, 8.10) that draw one another without end: PDFium follows them until the memory is full, so
that pages with such forms are not given to it.
"""

from __future__ import annotations

import mmap
import re
from math import inf
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

_NESTED = 40
_MOST = 1_000_000
"""Operators and forms: more than any page has, forms counted as often as they are drawn."""


def find_bottomless(path: Path, password: str | None) -> frozenset[int]:
    """Numbers of the pages, from 1, whose forms have no end. Files whose forms draw no forms cost little more than a look."""
    if not _mentions_forms(path):
        return frozenset()
    try:
        with pikepdf.open(path, password=password or "") as pdf:
            if not any(map(_draws, pdf.objects)):
                return frozenset()
            return frozenset(number for number, page in enumerate(pdf.pages, 1) if is_bottomless(page))
    except (pikepdf.PdfError, OSError, ValueError):
        return frozenset()  # whoever reads the pages says what is wrong


_FORM = re.compile(rb"/(?:F|#46)(?:o|#6[fF])(?:r|#72)(?:m|#6[dD])")
"""The name Form; a name may have letters written as numbers (7.3.5)."""


def _mentions_forms(path: Path) -> bool:
    """Dictionaries of streams are never compressed: a file with forms says so in plain bytes."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _FORM.search(data) is not None


def _draws(thing: pikepdf.Object) -> bool:
    """Is this a form that may draw others?"""
    if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != Name.Form:
        return False
    try:
        return b"Do" in thing.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return False


def is_bottomless(page: pikepdf.Page) -> bool:
    """Whether forms on the page draw one another without end, or more often than anyone can wait for: PDFium follows them until
    the memory is full. A form that has no resource of a name takes the page's."""
    common = page.resources.get("/XObject", Dictionary())
    costs: dict[tuple[int, int], float] = {}

    def cost(holder: pikepdf.Page | pikepdf.Stream, own: pikepdf.Object, above: frozenset[tuple[int, int]]) -> float:
        total = 1.0
        for drawing in pikepdf.parse_content_stream(holder, "Do"):
            name = str(drawing.operands[0]) if len(drawing.operands) else ""
            thing = own.get(name, common.get(name)) if name.startswith("/") else None
            if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != Name.Form:
                continue
            key = thing.objgen
            if key in above or len(above) > _NESTED:
                return inf
            if key not in costs:
                inside = Dictionary(thing.get("/Resources", Dictionary())).get("/XObject", Dictionary())  # type: ignore[arg-type]
                costs[key] = cost(thing, inside, above | {key})
            total += costs[key]
        return total

    try:
        return cost(page, common, frozenset()) > _MOST
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return True
