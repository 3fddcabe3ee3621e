"""Bullets: where entries are a list with a mark before each, the mark says where an entry begins."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from .readings import Reading
from .rows import Row

LEAST: Final = 6
_BULLET = re.compile(r"^(?:(?P<dot>[·•・‧∙▪▸►▹‣◦○●■□◆◇*+※☆★◎⊙])|(?P<dash>[-–—](?=\s)))\s?(?=\S)")
_CONTINUES = frozenset({"more", "subtitle", "section", "byline", "parallel", "blurb"})


def find_bullets(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it begins with the bullet of the list; all false where there is no such list.

    A list has rows with the same mark one after the other; marks that only now and then come twice head sections.
    """
    marks = [found[0].strip() if (found := _BULLET.match(row.text)) else "" for row in rows]
    counts = Counter(mark for mark in marks if mark)
    if not counts:
        return [False] * len(rows)
    mark, many = counts.most_common(1)[0]
    running = sum(a == b == mark for a, b in itertools.pairwise(marks))
    if many < max(LEAST, 0.4 * len(rows)) or running < 0.4 * many:
        return [False] * len(rows)
    return [other == mark for other in marks]


def in_list(readings: Sequence[Reading], bulleted: bool) -> list[Reading]:
    """The readings of a row of such a list: a bullet begins an entry, and little begins without."""
    if bulleted:
        return [
            replace(reading, score=reading.score - 5.0) if reading.role in _CONTINUES else reading
            for reading in readings
        ]
    return [
        replace(reading, score=reading.score - 1.5) if reading.role == "entry" and reading.label is None else reading
        for reading in readings
    ]
