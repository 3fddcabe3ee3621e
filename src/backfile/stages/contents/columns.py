"""Three columns or more of a text that keeps the page's columns, read one after the other.

    5    Leading article        11    Politics              38     Exhibitions
    7    Seven days                   Kirsty Farquhar              Imelda Roper

Between columns runs a river: printed columns where no row of the block has ink. A border is a river behind which many
rows begin, with page labels on both of its sides. Columns are printed columns, two per full-width character.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .tokens import read_first, read_last, read_only, rising_share, width

if TYPE_CHECKING:
    from .rows import Row

LEAST_BORDERS: Final = 2
"""Fewer are two columns, which rows that show both their halves tell of (`rows`)."""
LEAST_STARTS: Final = 4
LEAST_LABELS: Final = 3
LEAST_ROWS: Final = 6
NARROWEST: Final = 16
"""A column is no narrower (printed columns)."""
_SUM = re.compile(r"(?<![\d.])\d{1,4}[.,]\d\d(?![\d.])")
_PIECE = re.compile(r"\S+(?: \S+)*")


class _Piece(NamedTuple):
    """A run without wide gaps: its printed columns and its place in the row's text."""

    left: int
    right: int
    start: int
    stop: int


def split_columns(rows: Sequence[Row]) -> list[Row]:
    """`rows` with three columns or more one after the other; unchanged where there are fewer."""
    pieces = [_pieces(row) for row in rows]
    if sum(len(_SUM.findall(row.text)) >= 2 for row in rows) >= 0.25 * len(rows):
        return list(rows)  # a table of prices
    starts = Counter(piece.left for found in pieces for piece in found)
    runs = {}
    for border, many in sorted(starts.items()):
        if border < 12 or many < LEAST_STARTS:
            continue
        run = _run(pieces, border)
        if run is not None and _divides(rows, pieces, border, run):
            runs[border] = run
    borders = _apart(runs)
    if len(borders) < LEAST_BORDERS:
        return list(rows)
    begin, end = max(runs[border][0] for border in borders), min(runs[border][1] for border in borders)
    if end - begin < LEAST_ROWS:
        return list(rows)
    return [*rows[:begin], *_columns(rows[begin:end], pieces[begin:end], borders), *rows[end:]]


def _pieces(row: Row) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(row.text):
        left = int(row.indent) + width(row.text[: match.start()])
        found.append(_Piece(left, left + width(match[0]), match.start(), match.end()))
    return found


def _run(pieces: Sequence[Sequence[_Piece]], border: int) -> tuple[int, int] | None:
    """The longest run of rows that leave the two columns before the border white."""
    best, begin = (0, 0), 0
    for at in range(len(pieces) + 1):
        if at == len(pieces) or any(piece.left < border < piece.right + 2 for piece in pieces[at]):
            best = max(best, (begin, at), key=lambda run: run[1] - run[0])
            begin = at + 1
    return best if best[1] - best[0] >= LEAST_ROWS else None


def _divides(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]) -> bool:
    """Do pieces begin at the border, and are there page labels on both sides of it?"""
    here = range(*run)
    begun = sum(any(piece.left == border for piece in pieces[at]) for at in here)
    left = [_label_of(_text(rows[at], [piece for piece in pieces[at] if piece.left < border])) for at in here]
    right = [_label_of(_text(rows[at], [piece for piece in pieces[at] if piece.left >= border])) for at in here]
    return begun >= LEAST_STARTS and _are_pages(left) and _are_pages(right)


def _are_pages(values: Sequence[int | None]) -> bool:
    """Enough of them, different ones, that mostly rise: not the codes and prices of a table."""
    pages = [value for value in values if value is not None]
    return len(set(pages)) >= LEAST_LABELS and rising_share(pages) >= 0.7


def _text(row: Row, pieces: Sequence[_Piece]) -> str:
    return row.text[pieces[0].start : pieces[-1].stop] if pieces else ""


def _label_of(text: str) -> int | None:
    """The page that a title has before or behind it; nothing for a label alone."""
    if not text or read_only(text):
        return None
    labels = [label for label in (read_first(text), read_last(text)) if label is not None and label.strength >= 0.8]
    return labels[0].value if labels else None


def _apart(borders: Iterable[int]) -> list[int]:
    """Of borders near each other the leftmost."""
    kept: list[int] = []
    for border in sorted(borders):
        if not kept or border - kept[-1] >= NARROWEST:
            kept.append(border)
    return kept


def _columns(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], borders: Sequence[int]) -> list[Row]:
    out: list[Row] = []
    for number, (low, high) in enumerate(itertools.pairwise([0, *borders, 10**6])):
        blank = 1.0
        for row, found in zip(rows, pieces, strict=True):
            own = [piece for piece in found if low <= piece.left < high]
            if not own:
                blank = max(blank, row.gap, 1.0)
                continue
            text = _text(row, own)
            gap = max(blank, row.gap)
            out.append(row._replace(text=text, column=number, indent=own[0].left - low, gap=gap, end=width(text)))
            blank = 0.0
    return out
