"""Sections in a margin of a text source: a narrow first column beside the entries.

`Fonts     14   Matching Bodoni …` under rows that begin with their page in the same printed column: what stands to
the left of that column are sections, which come to stand on rows of their own. Columns are printed columns, two per
full-width character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from .names import read_byline
from .tokens import GAP, has_label, width

if TYPE_CHECKING:
    from .rows import Row

LEAST_ROWS = 5
LEAST_MARGINS = 2
NARROW = 24
"""A margin's text is no wider than this."""


class _Split(NamedTuple):
    """A row cut at the border: what stands in the margin, the rest, and the column where the rest's title begins."""

    margin: str
    rest: str
    column: int


def split_margin_columns(rows: Sequence[Row]) -> list[Row]:
    """`rows` with what stands in a margin on rows of its own; unchanged where there is none.

    A margin is found by the printed column in which many rows begin; for rows with boxes see `rows._split_at_slashes`.
    """
    for divide in (_at_labels, _at_titles):
        splits = [divide(row) for row in rows]
        border = _border(splits)
        if border is not None:
            return _split_all(rows, splits, border)
    return _authors_last(rows, [_at_labels(row) for row in rows])


def _authors_last(rows: Sequence[Row], splits: Sequence[Sequence[_Split]]) -> list[Row]:
    """`Jerome Pinsker     38    The Second Opinion`: where authors stand before the pages, they come to stand behind
    the titles."""
    led = [(at, split) for at, found in enumerate(splits) for split in found if split.margin]
    columns = Counter(split.column for _, split in led)
    border = columns.most_common(1)[0][0] if columns else 0
    there = {at: split for at, split in led if split.column == border}
    named = sum(read_byline(split.margin).score > 0.3 for split in there.values())
    if len(there) < LEAST_ROWS or named < 0.7 * len(there):
        return list(rows)
    return [
        row._replace(text=f"{there[at].rest}    {there[at].margin}", indent=border - 3) if at in there else row
        for at, row in enumerate(rows)
    ]


_MARGIN_LABEL = re.compile(r"^(?:(?P<margin>\S(?:.{0,30}?\S)??)\s{2,})??(?P<rest>(?P<label>\d{1,3})\s{2,}\S.*)$")


def _at_labels(row: Row) -> list[_Split]:
    """Before a page number that leads its entry: the border is where the numbers end."""
    found = _MARGIN_LABEL.match(row.text)
    if not found:
        return []
    column = int(row.indent) + width(row.text[: found.end("label")])
    return [_Split(found["margin"] or "", found["rest"], column)]


_GAPS = re.compile(r"(?<=\S)(?: {2,}|\u3000+|\t)(?=\S)")


def _at_titles(row: Row) -> list[_Split]:
    """Before any gap near the row's beginning, or nothing before it: the border is where the title begins."""
    whole = [_Split("", row.text, int(row.indent))] if row.indent >= 4 else []
    if row.indent >= 4:
        return whole
    cuts = _GAPS.finditer(row.text[: NARROW + 10])
    return [
        _Split(row.text[: cut.start()], row.text[cut.end() :], int(row.indent) + width(row.text[: cut.end()]))
        for cut in list(cuts)[:1]
    ]


def _border(splits: Sequence[Sequence[_Split]]) -> int | None:
    """The column that most rows share, where some have text in the margin and more have none."""
    columns = Counter(split.column for found in splits for split in found if not split.margin)
    if not columns:
        return None
    column, _ = columns.most_common(1)[0]
    here = [split for found in splits for split in found if _is_at(split, column)]
    beside = [split for split in here if split.margin]
    alone = len(here) - len(beside)
    if (
        len(here) < max(LEAST_ROWS, 0.4 * len(splits))
        or alone < max(3, 0.25 * len(here))
        or len(beside) < LEAST_MARGINS
    ):
        return None
    named = sum(read_byline(split.margin).score > 0.3 for split in beside)
    fits = named < 0.4 * len(beside)
    fits = fits and all(width(split.margin) <= NARROW and _may_head(split.margin) for split in beside)
    return column if fits else None


def _is_at(split: _Split, border: int) -> bool:
    """At the border; what stands behind a name in the margin may miss it by the width of two full-width letters."""
    return split.column == border or (bool(split.margin) and 0 < border - split.column <= 4)


def _may_head(text: str) -> bool:
    return any(char.isalpha() for char in text) and not re.search(r"\d{2}|[.…·]{3}", text)


def _split_all(rows: Sequence[Row], splits: Sequence[Sequence[_Split]], border: int) -> list[Row]:
    out: list[Row] = []
    waiting: Row | None = None
    for at, (row, found) in enumerate(zip(rows, splits, strict=True)):
        split = next((split for split in found if _is_at(split, border)), None) or _outlier(at, rows, splits, border)
        if split is None or not split.margin:
            begun = split is None and _begins_margin(at, rows, splits, border)
            if waiting is not None:
                out.append(waiting)
            waiting = row if begun else None
            if not begun:
                out.append(row if split is None else row._replace(text=split.rest))
            continue
        name = f"{waiting.text} {split.margin}" if waiting is not None else split.margin
        lines = (*waiting.lines, *row.lines) if waiting is not None else row.lines
        gap = waiting.gap if waiting is not None else row.gap
        out.append(row._replace(text=name, lines=lines, indent=0, gap=max(gap, 1.0), end=width(name)))
        out.append(row._replace(text=split.rest, indent=max(border, split.column) - width(split.rest[:1]), gap=0.0))
        waiting = None
    return [*out, waiting] if waiting is not None else out


def _outlier(at: int, rows: Sequence[Row], splits: Sequence[Sequence[_Split]], border: int) -> _Split | None:
    """A row with a page whose name in the margin fills it up to the border (`Technik und Praxis P. Oelze      190`), or whose
    entry stands farther out, as the row below does."""
    row, text = rows[at], rows[at].text
    if row.indent or not has_label(text):
        return None
    gap = GAP.search(text)
    if (
        gap is not None
        and width(text[: gap.end()]) > border
        and gap.start() <= NARROW
        and _may_head(text[: gap.start()])
    ):
        column = width(text[: gap.end()])
        below = splits[at + 1] if at + 1 < len(rows) and rows[at + 1].gap < 1 else []
        farther = any(not split.margin and split.column == column for split in below)
        return _Split(text[: gap.start()], text[gap.end() :], column) if farther else None
    for cut in (border, border - 1):
        margin, rest = text[: cut - 1], text[cut:]
        if text[cut - 1 : cut] == " " and width(text[:cut]) == cut and rest[:1].isupper() and _may_head(margin):
            return _Split(margin, rest, cut)
    return None


def _begins_margin(at: int, rows: Sequence[Row], splits: Sequence[Sequence[_Split]], border: int) -> bool:
    """A name over two rows of the margin: `Electronic` above ` Documents   29 …`."""
    row = rows[at]
    if at + 1 >= len(rows) or row.end + row.indent > min(border, NARROW) or not _may_head(row.text):
        return False
    below = next((split for split in splits[at + 1] if _is_at(split, border) and split.margin), None)
    return below is not None and rows[at + 1].gap < 1 and rows[at + 1].indent > row.indent
