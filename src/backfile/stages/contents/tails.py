"""The tail of a text: what stands under the list, set apart from it, and goes on with none of its entries.

    Abstracts ................ 585

    Jacket: Morten Ruud     Printed by Severn Web

Publisher, credits and prices follow the last entry behind a blank line. Names among them are no byline of that entry,
words in capitals no section, and the rest of them no second row of its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from .imprints import ASIDE
from .readings import Reading, noise_score, page_name
from .rows import Row
from .tokens import LEADER, read_first, read_last, read_only

LEAST_LABELS: Final = 4
"""So many rows of the list show their pages."""
MOST_APART: Final = 0.5
"""Where more of the rows stand under a blank line, such a line parts nothing."""
NEAR: Final = 2
"""So many rows of the last entry may stand below its page."""
_DEAR: Final = {"byline": 5.0, "subtitle": 5.0, "more": 5.0, "blurb": 1.0, "section": 1.0, "entry": 4.0, "part": 3.0}


def find_tail(rows: Sequence[Row]) -> int:
    """Index of the first row of the tail; `len(rows)` where there is none, or where rows have boxes."""
    none = len(rows)
    if not rows or rows[0].box is not None:
        return none
    aside = next((at for at, row in enumerate(rows) if row.gap >= ASIDE), none)
    return min(aside, _behind_last(rows[:aside]))


def _behind_last(rows: Sequence[Row]) -> int:
    none = len(rows)
    labelled = sum(_is_labelled(row.text) for row in rows)
    apart = sum(row.gap >= 1 for row in rows)
    last = _last_page(rows) if labelled >= LEAST_LABELS and apart <= MOST_APART * len(rows) else -1
    if last < 0:
        return none
    most = none if page_name(rows[last].text) else min(last + NEAR + 2, none)  # headlines stand below a page's name
    return next((at for at in range(last + 1, most) if rows[at].gap >= 1), none)


_FIGURES = re.compile(r"[(（]\d{2,4}[)）]\s?\d{3,}|(?<!\d)0\d{2,3}[-–—]\d{3,}|\d{3,}[-–—]0\d{2,}|\d{4}-\d\d-\d\d")
"""Telephones, post-office numbers and dates."""


def _last_page(rows: Sequence[Row]) -> int:
    """Index of the last row that has a page; -1 where none has."""
    return next((at for at in range(len(rows) - 1, -1, -1) if _has_page(rows[at])), -1)


def _has_page(row: Row) -> bool:
    """A page that is one: not the figures of an imprint."""
    if page_name(row.text) is not None:
        return True
    if not _is_labelled(row.text) or _FIGURES.search(row.text):
        return False
    return noise_score(row) <= 0 or LEADER.search(row.text) is not None


def _is_labelled(text: str) -> bool:
    if page_name(text) is not None:
        return True
    label = read_last(text) or read_first(text) or read_only(text)
    return label is not None and label.strength >= 0.8


def sign_nothing(rows: Sequence[Row], candidates: Sequence[list[Reading]]) -> list[list[Reading]]:
    """Candidates without signed teasers (`Cover by Morten Ruud`) on the rows behind the last page."""
    last = _last_page(rows)
    return [
        readings if at <= last else [reading for reading in readings if reading.role != "blurb" or not reading.byline]
        for at, readings in enumerate(candidates)
    ]


def in_tail(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a row of the tail: furniture rather than anything of an entry."""
    return [
        replace(reading, score=reading.score - _DEAR[reading.role]) if reading.role in _DEAR else reading
        for reading in readings
    ]
