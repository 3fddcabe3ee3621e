"""Sentences over several rows: a blurb under a title says so only at its end, where its full stop stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from .names import read_byline
from .readings import Reading
from .rows import Row
from .tokens import read_first, read_last, read_only, script_of, width

MOST_ROWS: Final = 6
_STOP = re.compile(r"[.。．!?！？…][”»」』\")）]*\s*$")
_ABBREVIATION = re.compile(r"(?:^|[\s.])[A-ZÀ-ÞА-Я]\.$")


def find_sentences(rows: Sequence[Row]) -> list[bool]:
    """For each row whether it is a part of a sentence that runs over two rows or more."""
    inside = [False] * len(rows)
    for first in range(len(rows)):
        last = _end(rows, first)
        if last > first and not inside[first]:
            inside[first : last + 1] = [True] * (last + 1 - first)
    return inside


def _end(rows: Sequence[Row], first: int) -> int:
    """Index of the row that ends the sentence begun at `first`; `first` itself where there is none."""
    for at in range(first, min(first + MOST_ROWS, len(rows))):
        if at > first and not _alike(rows[at - 1], rows[at]):
            return first
        if _STOP.search(rows[at].text) and not _ABBREVIATION.search(rows[at].text):
            return at if at > first and _is_sentence(rows[first : at + 1]) else first
    return first


def _may_belong(row: Row) -> bool:
    """No page label, no names that are plainly names."""
    label = read_first(row.text) or read_last(row.text)
    if read_only(row.text) or (label is not None and label.strength >= 0.8):
        return False
    return not read_byline(row.text).explicit


def _alike(before: Row, row: Row) -> bool:
    """Set alike and closely below."""
    if row.page != before.page or row.column != before.column or row.gap > 0.6:
        return False
    if row.box is None:
        return abs(row.indent - before.indent) <= 2
    return abs(row.indent - before.indent) < 0.015 and abs(row.size - before.size) <= 0.05 * before.size


_BEGINNING = re.compile(r"[«“\"「『‘']?\s?[^\W\d_a-zà-ÿ]")


def _is_sentence(rows: Sequence[Row]) -> bool:
    """Does it begin as a sentence does, is it worded as one, and is no row a label or a name?"""
    text = " ".join(row.text for row in rows)
    return _BEGINNING.match(text) is not None and _is_worded(text) and all(map(_may_belong, rows))


def _is_worded(text: str) -> bool:
    """Long enough, and worded as sentences are: few capitals in alphabets that have them, commas or length elsewhere."""
    if script_of(text) in ("han", "kana", "hangul"):
        return width(text) >= 30
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word]
    lower = sum(word[0].islower() for word in words)
    return len(words) >= 7 and lower >= 0.6 * len(words)


LEAST_STANDFIRSTS: Final = 3
SHORT: Final = 0.7
"""A title that fills no more of the widest row has not run over into the next one."""
_HANGING = re.compile(
    r"[,:;&–—-]$|\s(?:of|the|and|in|for|to|a|an|on|with|und|der|die|das|de|la|le|et|des|du|y|el|e|di|del)$"
)


def find_standfirsts(rows: Sequence[Row]) -> list[bool]:
    """For each row of a text whether it is of a standfirst without a full stop: below short titles whose pages lead
    them rows begin with a capital and go on in small letters, in most entries that have a second row."""
    found, others = [], 0
    widest = max((width(row.text) for row in rows), default=0)
    for at, row in enumerate(rows):
        label = read_first(row.text) if row.box is None else None
        if label is None or label.strength < SURE or label.start > 0:
            continue
        end = _own_end(rows, at)
        title = row.text[label.stop :].strip()
        fresh = width(row.text) < SHORT * widest and not _HANGING.search(title)
        if end > at + 1 and fresh and _is_teaser(rows[at + 1].text):
            found.append(range(at + 1, end))
        else:
            others += end > at + 1
    inside = {at for run in found for at in run} if len(found) >= max(LEAST_STANDFIRSTS, others) else set()
    return [at in inside for at in range(len(rows))]


SURE: Final = 0.65
"""A label from which a row has its page."""


NAMED: Final = 0.3


def _own_end(rows: Sequence[Row], at: int) -> int:
    """Where the rows end that stand closely below the row `at` and are neither labelled, names nor in capitals."""
    end = at + 1
    while end < len(rows) and rows[end].gap < 0.6 and _tells(rows[end].text) and _may_belong(rows[end]):
        end += 1
    return end


def _tells(text: str) -> bool:
    return not text.isupper() and read_first(text) is None and read_byline(text).score < NAMED


def _is_teaser(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    lower = sum(word[0].islower() for word in words)
    return _BEGINNING.match(text) is not None and len(words) >= 4 and lower >= 0.5 * len(words)


def in_sentence(readings: Sequence[Reading], whole: bool) -> list[Reading]:
    """The readings of a row of such a sentence: a blurb rather than a title, subtitle, section or name."""
    if not whole:
        return list(readings)
    return [
        replace(reading, score=reading.score + (2.0 if reading.role in ("blurb", "noise") else -1.5))
        for reading in readings
    ]
