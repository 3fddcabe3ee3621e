"""The contents as plain text, the way a text dump or an OCR engine would hand them over, from the places of a setting.

A transcript holds the masthead and contents of an issue (article bodies left out). Its `MODES` differ in what they
do to the lines; the truth stays the same, unless a mode loses what it says.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

_KEPT = ("masthead/", "furniture/", "teaser", "c/", "c2/", "c-section/", "n/", "ad/")
_CONFUSED = {
    "0": "O",
    "1": "l",
    "一": "—",
    "：": ":",
    "，": ",",
    "（": "(",
    "）": ")",
    "日": "曰",
    "末": "未",
    "己": "已",
    "·": ".",
}


class Cell(NamedTuple):
    """A printed line of one run: fractions of the page; `page` from 1."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    path: str


def transcribe(record: Mapping[str, Any], mode: str, rng: Random) -> str:
    """The text of cover and contents of a specimen in one of `MODES`. Raises KeyError for a mode there is not."""
    cells = [
        Cell(text, page["number"], box[0], box[1], box[2], box[3], path)
        for page in record["pages"]
        for text, box, path in page["lines"]
        if path.startswith(_KEPT)
        and (page["kind"] in ("cover", "contents", "inside-cover", "back-cover") or path.startswith("c"))
    ]
    return MODES[mode](cells, rng) + "\n"


def in_rows(cells: Sequence[Cell], rng: Random) -> str:
    """In reading order; what stands on one line of one column stays on one line, gaps as spaces, tab or leaders."""
    gap = rng.choice(("  ", "\t", "……", "…………", " "))
    return "\n".join(_join_row(row, gap) for row in _rows(cells))


def in_pieces(cells: Sequence[Cell], _: Random) -> str:
    """In reading order, each piece of text on a line of its own, as an engine does that finds boxes of words."""
    return "\n".join(cell.text for cell in cells)


def across(cells: Sequence[Cell], _: Random) -> str:
    """Straight across the page: neighbouring columns run into one line, with wide gaps between."""
    ordered = sorted(cells, key=lambda cell: (cell.page, round((cell.top + cell.bottom) / 2, 2), cell.left))
    rows: list[list[Cell]] = []
    for cell in ordered:
        if rows and _same_row(rows[-1][-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return "\n".join(_join_row(sorted(row, key=lambda cell: cell.left), "    ") for row in rows)


def detached(cells: Sequence[Cell], _: Random) -> str:
    """All titles and bylines first, all page numbers after them, page by page."""
    texts: list[str] = []
    for page in dict.fromkeys(cell.page for cell in cells):
        own = [cell for cell in cells if cell.page == page]
        numbers = [cell for cell in own if re.match(r"c/[^/]+/page", cell.path)]
        texts += [_join_row(row, " ") for row in _rows([cell for cell in own if cell not in numbers])]
        texts += [cell.text for cell in numbers]
    return "\n".join(texts)


def noisy(cells: Sequence[Cell], rng: Random) -> str:
    """In rows, with the confusions of an OCR engine: one character in sixty, and blank lines. Pages are not spared."""
    text = in_rows(cells, rng)
    letters = [_CONFUSED.get(letter, letter) if rng.random() < 0.15 else letter for letter in text]
    return "".join("\n\n" if letter == "\n" and rng.random() < 0.3 else letter for letter in letters)


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for cell in cells:
        if rows and _same_row(rows[-1][-1], cell) and cell.left >= rows[-1][-1].left:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _same_row(one: Cell, two: Cell) -> bool:
    overlap = min(one.bottom, two.bottom) - max(one.top, two.top)
    return one.page == two.page and overlap > 0.5 * min(one.bottom - one.top, two.bottom - two.top)


def _join_row(row: Sequence[Cell], gap: str) -> str:
    text = row[0].text
    for before, cell in itertools.pairwise(row):
        space = cell.left - before.right
        text += ("" if space < 0.004 else gap if space > 0.03 else " ") + cell.text
    return text


MODES: dict[str, Callable[[Sequence[Cell], Random], str]] = {
    "rows": in_rows,
    "pieces": in_pieces,
    "across": across,
    "detached": detached,
    "noisy": noisy,
}
