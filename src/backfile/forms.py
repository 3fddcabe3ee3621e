"""Forms of a PDF (ISO 32000-1, 8.10) that draw one another without end: PDFium follows them until the memory is full, so
that pages with such forms are not given to it.
"""

from __future__ import annotations

from math import inf
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

_NESTED = 40
_MOST = 1_000_000
"""Operators and forms: more than any page has, forms counted as often as they are drawn."""


class Forms:
    """A PDF opened beside PDFium, to look at the forms of a page before PDFium follows them. Files that can't be opened so
    have none to warn of: whoever reads the pages says what is wrong."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._seen: dict[int, bool] = {}
        try:
            self._pdf: pikepdf.Pdf | None = pikepdf.open(path, password=password or "")
        except (pikepdf.PdfError, OSError, ValueError):
            self._pdf = None

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def are_bottomless(self, number: int) -> bool:
        """Whether the forms of page `number`, from 1, have no end. Pages without forms cost no more than a look."""
        if number not in self._seen:
            self._seen[number] = self._look(number)
        return self._seen[number]

    def _look(self, number: int) -> bool:
        if self._pdf is None:
            return False
        try:
            page = self._pdf.pages[number - 1]
            things = page.resources.get("/XObject", Dictionary())
            drawn = any(isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Form for one in things.values())
        except (pikepdf.PdfError, AttributeError, IndexError, TypeError, ValueError):
            return False
        return drawn and is_bottomless(page)


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
