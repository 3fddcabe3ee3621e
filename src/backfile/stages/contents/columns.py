"""Three columns or more of a text that keeps the page's columns, read one after the other.

    5    Leading article        11    Politics              38     Exhibitions
    7    Seven days                   Kirsty Farquhar              Imelda Roper

Between columns runs a river: printed columns where no row of the block has ink. A border is a river behind which many
rows begin, with page labels on both of its sides. Columns are printed columns, two per full-width character.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from .tokens import GAP, read_first, read_last, read_only, rising_share, width

if TYPE_CHECKING:
    from .rows import Row

LEAST_BORDERS: Final = 2
"""Fewer are two columns, of which more is asked (and see `rows`, for lines that show both their halves)."""
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
    """`rows` with the columns one after the other; unchanged where there is one, or two without a clear river."""
    if sum(len(_SUM.findall(row.text)) >= 2 for row in rows) >= 0.25 * len(rows):
        return list(rows)  # a table of prices
    if sum(GAP.search(row.text) is not None for row in rows) < LEAST_ROWS:
        return list(rows)
    for measure in (width, wide):
        split = _split_at(rows, [_pieces(row, measure) for row in rows])
        if split is not None:
            return split
    if not any(char > "\u2e80" for row in rows for char in row.text):
        return list(rows)
    pieces = [_pieces(row, len) for row in rows]
    return _split_by_letters(rows, pieces) or _split_at_white(rows, pieces) or list(rows)


def _split_by_letters(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]]) -> list[Row] | None:
    """`rows` of a tool that gives every character one column, be it as wide as two (`pdftotext -layout`): a single space may be left before
    the next column."""
    starts = Counter(piece.left for found in pieces for piece in found[1:])
    common = frozenset(start for start, many in starts.items() if many >= LEAST_STARTS)
    parted = [_parted_at(row, found, common) for row, found in zip(rows, pieces, strict=True)]
    return _split_at(rows, parted)


WHITE: Final = 12
"""So far apart, in letters, do the rows of a column begin of which a tool misjudged the place."""


def _split_at_white(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]]) -> list[Row] | None:
    """`rows` of such a tool whose right column begins now here, now there, since it took Han characters for wider or narrower than they
    are: a band stays white all the way down, and there are pages on both of its sides."""
    last = max((piece.left for found in pieces for piece in found), default=0)
    best: tuple[int, int, int, int] | None = None
    for border in range(NARROWEST, last + 1):
        run = _run([_shortened(found, border) for found in pieces], border)
        beside = [
            at for at in range(*run or (0, 0)) if pieces[at] and pieces[at][0].left < border <= pieces[at][-1].left
        ]
        if run is None or len(beside) < LEAST_RIVER / 2 or (best is not None and len(beside) <= best[0]):
            continue
        run = beside[0], run[1]
        if run[1] - run[0] >= LEAST_RIVER and _parts_pages(rows, pieces, border, run):
            best = len(beside), border, *run
    if best is None:
        return None
    _, border, begin, end = best
    columns = [row._replace(indent=0) for row in _columns(rows[begin:end], pieces[begin:end], [border])]
    return [*rows[:begin], *columns, *rows[end:]]


def _shortened(pieces: Sequence[_Piece], border: int) -> Sequence[_Piece]:
    """A row of the left column that runs a little over the border, with nothing behind it, as if it did not."""
    if len(pieces) == 1 and pieces[0].left < border - NARROWEST / 2 and pieces[0].right < border + WHITE / 2:
        return [pieces[0]._replace(right=min(pieces[0].right, border - 2))]
    return pieces


def _parts_pages(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]) -> bool:
    """Do rows on both sides of white have pages that rise, and begin those on the right not too far from one another?"""
    sides = [_parted(pieces[at], border) for at in range(*run)]
    both = sum(bool(left and right) for left, right in sides)
    starts = [right[0].left for _, right in sides if right]
    if both < 0.4 * len(sides) or not starts or max(starts) - min(starts) > WHITE:
        return False
    left, right = _labels_beside(rows, pieces, border, run)
    if not _are_pages(left) or not _are_pages(right):
        return False
    return max(page for page in left if page is not None) <= min(page for page in right if page is not None)


def _parted(pieces: Sequence[_Piece], border: int) -> tuple[Sequence[_Piece], Sequence[_Piece]]:
    """The pieces of a row before a border and those behind it."""
    count = sum(piece.left < border for piece in pieces)
    return pieces[:count], pieces[count:]


def _labels_beside(
    rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]
) -> tuple[list[int | None], list[int | None]]:
    """The page of each row of a run before the border, and behind it."""
    sides = [(rows[at], *_parted(pieces[at], border)) for at in range(*run)]
    return (
        [_label_of(_text(row, left)) for row, left, _ in sides],
        [_label_of(_text(row, right)) for row, _, right in sides],
    )


def _parted_at(row: Row, pieces: Sequence[_Piece], starts: frozenset[int]) -> list[_Piece]:
    """Pieces parted at single spaces too where a column begins, or one letter before; they begin at the column then."""

    def settled(left: int) -> int | None:
        return next((start for start in (left, left + 1) if start in starts), None)

    found: list[_Piece] = []
    for piece in pieces:
        begin, left = piece.start, settled(piece.left) or piece.left
        for at in range(piece.start + 1, piece.stop):
            start = settled(piece.left + at - piece.start) if row.text[at - 1] == " " else None
            if start is not None:
                found.append(_Piece(left, start - 2, begin, at - 1))  # as if more white were left
                begin, left = at, start
        found.append(_Piece(left, piece.right, begin, piece.stop))
    return found


@lru_cache(maxsize=10_000)
def wide(text: str) -> int:
    """Printed columns where quotation marks and leaders are as wide as Han characters, as Chinese systems have them."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _split_at(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]]) -> list[Row] | None:
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
        runs = {border: _trimmed(rows, pieces, border, run) for border, run in runs.items()}
        borders = [border for border in runs if _is_river(rows, pieces, border, runs[border])][:1]
    if not borders:
        return None
    begin, end = max(runs[border][0] for border in borders), min(runs[border][1] for border in borders)
    if end - begin < LEAST_ROWS:
        return None
    return [*rows[:begin], *_columns(rows[begin:end], pieces[begin:end], borders), *rows[end:]]


LEAST_RIVER: Final = 10
"""Two columns are parted by a river over so many rows, half of which have ink on both of its sides."""


def _trimmed(
    rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]
) -> tuple[int, int]:
    """The run from the first to the last row that stands behind the border, and on below it where rows follow closely."""
    behind = [at for at in range(*run) if pieces[at] and pieces[at][-1].left >= border]
    if not behind:
        return run[0], run[0]
    begin, end = behind[0], behind[-1] + 1
    while begin > run[0] and rows[begin].gap < 1:
        begin -= 1
    while end < run[1] and rows[end].gap < 1:
        end += 1
    return begin, end


def _is_river(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]) -> bool:
    """Is a single border one? What stands behind it mostly begins at it, no column begins before it, and most
    rows stand on both sides, the left ones with pages of their own."""
    here = [at for at in range(*run) if pieces[at]]
    right = [at for at in here if pieces[at][-1].left >= border]
    both = [at for at in right if pieces[at][0].left < border]
    if len(here) < LEAST_RIVER or len(both) < 0.5 * len(here):
        return False
    begun = sum(any(piece.left == border for piece in pieces[at]) for at in right)
    sides = [_parted(pieces[at], border)[0] for at in here]
    left = [(rows[at], side) for at, side in zip(here, sides, strict=True) if side]
    paged = sum(_label_of(_text(row, side)) is not None for row, side in left)
    ragged = any(_is_paged_twice(row, side) for row, side in left)
    beside = [at for at in (run[0] - 1, run[1]) if 0 <= at < len(rows) and rows[max(at, run[0])].gap < 1]
    ragged = ragged or any(_is_paged_twice(rows[at], pieces[at]) for at in beside)
    return begun >= 0.5 * len(right) and paged >= 0.4 * len(left) and not ragged


def _is_paged_twice(row: Row, pieces: Sequence[_Piece]) -> bool:
    """Does an entry end within the row, with another piece behind it?"""
    return any(_ends_paged(_text(row, pieces[:k])) for k in range(1, len(pieces)))


def _ends_paged(text: str) -> bool:
    """Does an entry end here with its page, so that what stands behind is another column?"""
    label = read_last(text)
    return label is not None and label.strength >= 0.8 and read_only(text) is None


def _pieces(row: Row, measure: Callable[[str], int]) -> list[_Piece]:
    found = []
    for match in _PIECE.finditer(row.text):
        left = int(row.indent) + measure(row.text[: match.start()])
        found.append(_Piece(left, left + measure(match[0]), match.start(), match.end()))
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
    begun = sum(any(piece.left == border for piece in pieces[at]) for at in range(*run))
    left, right = _labels_beside(rows, pieces, border, run)
    return (
        begun >= LEAST_STARTS
        and _are_pages(left)
        and _are_pages(right)
        and not _is_led_across(rows, pieces, border, run)
    )


_LEADS_ON = re.compile(r"(?:[.·…]\s?){3,}$")
_IS_LED = re.compile(r"^(?:[.·…]\s?){3,}")
MOST_LED: Final = 0.3


def _is_led_across(rows: Sequence[Row], pieces: Sequence[Sequence[_Piece]], border: int, run: tuple[int, int]) -> bool:
    """Do leaders end before the border or begin at it? What they lead to stands behind it and is no other column."""
    both = [at for at in range(*run) if pieces[at] and pieces[at][0].left < border <= pieces[at][-1].left]
    led = 0
    for at in both:
        left, right = _parted(pieces[at], border)
        led += leads_across(_text(rows[at], left), _text(rows[at], right))
    return led > MOST_LED * len(both)


def leads_across(left: str, right: str) -> bool:
    """Does a leader run over the white between the two, or end or begin at it?"""
    return bool(_LEADS_ON.search(left) or _IS_LED.match(right))


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
