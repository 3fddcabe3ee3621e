"""Signers above: who wrote it stands on the row of the page, what it is called below.

    M. Szymanski, H. Rottluff        157
    Serumferritin bei chronischer Lebererkrankung
    B. Lenz-Fuhrmann                 163
    Zur Häufigkeit der Zöliakie im Schulalter

    3  Platon Sacharjin
       A WORD FROM THE RECTOR

Where titles come first the same rows close entries. It is decided by what a signer's row follows and what follows it:
a section, a heading or white space stands between entries and never within one. Where pages lead, titles in type of their own show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .names import read_byline
from .tokens import GAP, is_paged, read_first, read_last

if TYPE_CHECKING:
    from .rows import Row

LEAST: Final = 4
"""So many rows of signers with pages must stand so."""
LEAST_BEGUN: Final = 2
"""So many of them must follow the end of what stood before."""
MOST_ROWS: Final = 4
"""A title runs over no more rows."""
LEAST_LED: Final = 3
LARGER: Final = 1.05
"""Titles are set so much larger than the names above them, or bold."""


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


def _title_below(at: int, rows: Sequence[Row]) -> range:
    """The rows right below that are set in as far as the signers or farther and have no page."""
    end = at + 1
    while end < len(rows) and end <= at + MOST_ROWS and _goes_on(rows[at], rows[end]):
        end += 1
    return range(at + 1, end)


def _goes_on(row: Row, below: Row) -> bool:
    return below.gap < 1 and below.column == row.column and below.indent >= row.indent - 1 and not is_paged(below.text)


def _is_closed(at: int, rows: Sequence[Row]) -> bool:
    """Does the row above belong to what came before: parted by white space, paged, or set elsewhere?"""
    return at == 0 or rows[at].gap >= 1 or is_paged(rows[at - 1].text) or abs(rows[at - 1].indent - rows[at].indent) > 1


def lower_led_signers(rows: Sequence[Row]) -> list[Row]:
    """`rows` with boxes whose pages lead, each page before the title below it and the signer's row behind; unchanged unless names so
    stand above titles set larger or bolder."""
    titles = {at: run for at in range(len(rows)) if (run := _titles_below(at, rows))}
    signed = sum(read_byline(_unled(rows[at])).score > 0 for at in titles)
    named = sum(read_byline(rows[run[0]].text).score > 0 for run in titles.values())
    if len(titles) < LEAST_LED or signed < 0.7 * len(titles) or named > 0.3 * len(titles):
        return list(rows)
    out: list[Row] = []
    moved = {below for run in titles.values() for below in run}
    for at, row in enumerate(rows):
        if at in titles:
            first, *more = (rows[below] for below in titles[at])
            out += [_led(row, first), *more, row._replace(text=_unled(row), gap=0.0)]
        elif at not in moved:
            out.append(row)
    return out


def _unled(row: Row) -> str:
    """What stands behind the page that a row opens with."""
    label = read_first(row.text)
    return row.text[label.stop :].lstrip(" .·|/") if label is not None else row.text


def _led(row: Row, title: Row) -> Row:
    """A title with the page that stands before its signer."""
    lead = row.text[: len(row.text) - len(_unled(row))].rstrip()
    return title._replace(text=f"{lead}  {title.text}", lines=(*row.lines, *title.lines), gap=row.gap)


def _titles_below(at: int, rows: Sequence[Row]) -> range | None:
    """The rows of one type right below a row that opens with a page, which is set smaller or lighter than they are."""
    label = read_first(rows[at].text)
    if label is None or label.strength < 0.8 or not _unled(rows[at]) or at + 1 == len(rows):
        return None
    first = rows[at + 1]
    if first.size < LARGER * rows[at].size and first.bold <= rows[at].bold:
        return None
    end = at + 1
    while end < len(rows) and end <= at + MOST_ROWS and _is_titled(rows[at], first, rows[end]):
        end += 1
    return range(at + 1, end) if end > at + 1 else None


def _is_titled(row: Row, first: Row, below: Row) -> bool:
    """Is a row below set like the first one, close to it, and without a page of its own?"""
    alike = below.size == first.size and below.bold == first.bold and below.column == row.column
    return alike and below.gap < 0.5 and read_first(below.text) is None and not is_paged(below.text)
