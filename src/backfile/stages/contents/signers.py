"""Signers above: who wrote it stands on the row of the page, what it is called below.

    M. Szymanski, H. Rottluff        157
    Serumferritin bei chronischer Lebererkrankung
    B. Lenz-Fuhrmann                 163
    Zur Häufigkeit der Zöliakie im Schulalter

Where titles come first the same rows close entries. It is decided by what a signer's row follows and what follows it:
a section, a heading or white space stands between entries and never within one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .names import read_byline
from .tokens import GAP, read_last, read_only

if TYPE_CHECKING:
    from .rows import Row

LEAST: Final = 4
"""So many rows of signers with pages must stand so."""
LEAST_BEGUN: Final = 2
"""So many of them must follow the end of what stood before."""
MOST_ROWS: Final = 4
"""A title runs over no more rows."""


def lower_signers(rows: Sequence[Row]) -> list[Row]:
    """`rows` with each signer's row behind the title that stands below it; unchanged where signers close their entries."""
    signed = [at for at, row in enumerate(rows) if _is_signed(row)]
    titles = {at: _title_below(at, rows) for at in signed}
    if len(signed) < LEAST or not all(titles.values()):
        return list(rows)
    if sum(_is_closed(at, rows) for at in signed) < LEAST_BEGUN:
        return list(rows)
    out: list[Row] = []
    moved = {below for run in titles.values() for below in run}
    for at, row in enumerate(rows):
        if at in titles:
            below = [rows[i] for i in titles[at]]
            out += [below[0]._replace(gap=row.gap), *below[1:], row._replace(gap=0.0)]
        elif at not in moved:
            out.append(row)
    return out


def _is_signed(row: Row) -> bool:
    """Names, white space, and the page of what they signed."""
    label = read_last(row.text) if GAP.search(row.text) else None
    if label is None or label.strength < 0.8:
        return False
    byline = read_byline(row.text[: label.start].rstrip(" .·…"))
    return byline.score > 1


def _is_paged(row: Row) -> bool:
    label = read_last(row.text) or read_only(row.text)
    return label is not None and label.strength >= 0.8


def _title_below(at: int, rows: Sequence[Row]) -> range:
    """The rows right below that are set in as far as the signers or farther and have no page."""
    end = at + 1
    while end < len(rows) and end <= at + MOST_ROWS and _goes_on(rows[at], rows[end]):
        end += 1
    return range(at + 1, end)


def _goes_on(row: Row, below: Row) -> bool:
    return below.gap < 1 and below.column == row.column and below.indent >= row.indent - 1 and not _is_paged(below)


def _is_closed(at: int, rows: Sequence[Row]) -> bool:
    """Does the row above belong to what came before: parted by white space, paged, or set elsewhere?"""
    return at == 0 or rows[at].gap >= 1 or _is_paged(rows[at - 1]) or abs(rows[at - 1].indent - rows[at].indent) > 1
