"""Titles in two languages, row by row: below each row with a page its title in the other language.

    Les accidents de batellerie, par M. Popescu ...... 23
    Accidents in inland shipping

Where that is so throughout, what stands below is neither a title nor a second line of one, and of headings in two
languages (ÉTUDES — STUDIES) the first one counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from .fields import language_of
from .readings import Reading
from .rows import Row
from .tokens import GAP, LEADER, read_last, script_of

LEAST: Final = 5
"""So many rows with pages have their title in another language below."""
SHARE: Final = 0.75
"""And so many of all rows with pages."""
MOST_SHARED: Final = 0.3
"""Rows of one language share more of their short words."""
SHORT: Final = 4
_POINTS: Final = 6.0
_HEADED: Final = 4.0
_BETWEEN = re.compile(r"\s(?:[—–/|]|//)\s")
_WORD = re.compile(r"[^\W\d_]+")


def find_parallels(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it is the title above in another language; all false where the list is in one."""
    paged = [_is_paged(row) for row in rows]
    below = [at for at in range(1, len(rows)) if paged[at - 1] and not paged[at] and _is_below(rows[at])]
    none = [False] * len(rows)
    if len(below) < LEAST or len(below) < SHARE * sum(paged):
        return none
    titles = " ".join(LEADER.sub(" ", rows[at - 1].text) for at in below)
    others = " ".join(rows[at].text for at in below)
    if language_of(titles) == language_of(others) or not _differ(titles, others):
        return none
    twins = set(below)
    return [at in twins for at in range(len(rows))]


def in_parallel(readings: Sequence[Reading], row: Row) -> list[Reading]:
    """The readings of such a row, and that it is the other title; no number in it is a page."""
    return [
        *(reading for reading in readings if reading.label is None),
        Reading("parallel", _POINTS, row.text),
    ]


def first_headings(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of another row of such a list: a heading in two languages is a section, by the first of its names."""
    return [_first_of(one) if one.role == "section" else one for one in readings]


def _first_of(reading: Reading) -> Reading:
    """`ÉTUDES` of `ÉTUDES — STUDIES`."""
    names = [name.strip() for name in _BETWEEN.split(reading.section)]
    if len(names) != 2 or not all(names):
        return reading
    twice = _HEADED if reading.section.isupper() else 0.0
    return replace(reading, section=names[0], score=reading.score + twice)


def _is_paged(row: Row) -> bool:
    label = read_last(row.text)
    if label is None or label.strength < 0.8:
        return False
    return bool(GAP.search(row.text) or LEADER.search(row.text))


def _is_below(row: Row) -> bool:
    """Right below, and no heading in capitals."""
    return row.gap < 1 and not row.text.isupper() and any(map(str.isalpha, row.text))


def _differ(titles: str, others: str) -> bool:
    """Are they worded in different languages: in different scripts, or with different short words?"""
    if script_of(titles) != script_of(others):
        return True
    known = {word for word in _WORD.findall(titles.lower()) if len(word) <= SHORT}
    short = [word for word in _WORD.findall(others.lower()) if len(word) <= SHORT]
    return bool(short) and sum(word in known for word in short) <= MOST_SHARED * len(short)
