"""Pages in stacks of their own, one stack to a section: above its titles or below them.

    NOTE E DISCUSSIONI          刺しゅう
    58                          三上ヨシ
    66                          こぎん刺しのコースター

    Giorgio Pratesi, …          22
    Franca Zambon, …            26

Tools that read a page block by block leave them so. Where most stacks find as many titles as they have pages, the pages
go behind those titles; names and headings among those stay rows of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Final

from .names import read_byline
from .readings import MARKER
from .rows import Row
from .tokens import Label, read_only, width

LEAST_LABELS: Final = 6
LEAST_STACKS: Final = 2
NAMED: Final = 0.3
MOST_ROWS: Final = 16
"""No more rows of names and titles are parted by what they say."""
MOST: Final = 0.6
"""More than this part of the stacks find their titles, or none has any."""
_LOOSE = re.compile(r"^(?:とじ込み|綴じ?込み?|折込み?|別冊|巻末)$")
"""A page without a number, at the foot of a stack."""

Pairs = list[tuple[int, int]]
"""Which row gets the page of which row."""
_Stack = tuple[int, int]
"""Where a stack begins and ends among the rows."""


def join_stacks(rows: Sequence[Row]) -> list[Row]:
    """`rows` with the pages of stacks behind their titles; unchanged unless most stacks find their own."""
    labels = {at: label for at, row in enumerate(rows) if len(row.text) <= 12 and (label := _page(row))}
    stacks = _find_stacks(rows, labels)
    if not stacks:
        return list(rows)
    for match in (_match_below, _match_above):
        pairs = _match_all(rows, stacks, match)
        if pairs:
            return _paired(rows, dict(pairs))
    return list(rows)


def _page(row: Row) -> Label | None:
    return read_only(row.text) if row.box is None else None


def _find_stacks(rows: Sequence[Row], labels: dict[int, Label]) -> list[_Stack]:
    """Stacks of pages that rise from the first to the last one, of which two or more have two pages; else none."""
    values = [label.value for label in labels.values()]
    rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(values))
    if len(labels) < LEAST_LABELS or not rising:
        return []
    stacks: list[_Stack] = []
    for at in labels:
        if stacks and stacks[-1][1] == at:
            stacks[-1] = (stacks[-1][0], at + 1)
        else:
            stacks.append((at, at + 1))
    if sum(end - begin > 1 for begin, end in stacks) < LEAST_STACKS:
        return []
    begin, end = stacks[-1]
    if end < len(rows) and rows[end].gap < 1 and _LOOSE.match(rows[end].text):
        stacks[-1] = (begin, end + 1)
    return stacks


_Match = Callable[[Sequence[Row], _Stack, int, int], Pairs]


def _match_all(rows: Sequence[Row], stacks: Sequence[_Stack], match: _Match) -> Pairs:
    """The pairs of all stacks, where most find their titles; else none."""
    ends = [0, *(end for _, end in stacks)]
    begins = [*(begin for begin, _ in stacks), len(rows)]
    found = [match(rows, stack, ends[at], begins[at + 1]) for at, stack in enumerate(stacks)]
    return [pair for pairs in found for pair in pairs] if sum(map(bool, found)) > MOST * len(stacks) else []


def _match_below(rows: Sequence[Row], stack: _Stack, _: int, stop: int) -> Pairs:
    """Titles below their pages: so many rows up to white space."""
    begin, end = stack
    block = next((at for at in range(end + 1, stop) if rows[at].gap >= 1), stop)
    titles = _titles(rows, range(end, block), end - begin)
    return list(zip(titles, range(begin, end), strict=True)) if titles else []


def _match_above(rows: Sequence[Row], stack: _Stack, start: int, _: int) -> Pairs:
    """Titles above their pages: so many rows from white space on, the first of them often a heading."""
    begin, end = stack
    block = next((at for at in range(begin - 1, start - 1, -1) if rows[at].gap >= 1), start)
    size = end - begin
    inner = () if begin - block == size else _titles(rows, range(block + 1, begin), size)
    titles = inner or _titles(rows, range(block, begin), size)
    return list(zip(titles, range(begin, end), strict=True)) if titles else []


def _titles(rows: Sequence[Row], places: range, size: int) -> Sequence[int]:
    """The rows that are titles: all where they are as many as the pages, else all but the likeliest names, of which
    none stands above another or last; none where that leaves more or fewer."""
    if len(places) == size:
        return places
    inner = range(len(places) - 1)
    if not size < len(places) <= MOST_ROWS or any(MARKER.match(rows[at].text) for at in places):
        return []
    scores = [read_byline(rows[at].text).score for at in places]
    apart = [
        names
        for names in itertools.combinations(inner, len(places) - size)
        if all(b - a > 1 for a, b in itertools.pairwise(names))
    ]
    best = max(apart, key=lambda names: sum(scores[at] for at in names), default=())
    sure = len(apart) == 1 or all(scores[at] > NAMED for at in best)
    return [at for place, at in enumerate(places) if place not in best] if best and sure else []


def _paired(rows: Sequence[Row], pages: dict[int, int]) -> list[Row]:
    out: list[Row] = []
    taken = set(pages.values())
    for at, row in enumerate(rows):
        if at in pages:
            page = rows[pages[at]]
            text = f"{row.text}    {page.text}"
            out.append(row._replace(text=text, lines=(*row.lines, *page.lines), end=width(text)))
        elif at not in taken:
            out.append(row)
    return out
