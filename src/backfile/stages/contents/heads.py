"""Names that head several entries: a poet's name over her poems is the byline of each, not a section."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from .fields import Draft
from .names import read_byline
from .readings import Reading, known_section, section_name
from .rows import Row
from .tokens import width

LEAST_HEADS: Final = 4
LEAST_GROUPS: Final = 2
"""So many heads must have more than one entry: otherwise they are bylines that lead, which the decoding knows."""


def spread_names(drafts: Sequence[Draft], readings: Sequence[Reading], rows: Sequence[Row]) -> list[Draft]:
    """`drafts` with the names that head them; unchanged where the rows over groups are sections like any other."""
    heads = _find_heads(drafts, readings, rows)
    groups = {head: _group(head, stop, drafts, rows) for head, stop in _spans(heads, len(rows))}
    if sum(len(group) > 1 for group in groups.values()) < LEAST_GROUPS:
        return list(drafts)
    writers = {index: head for head, group in groups.items() for index in group}
    freed = [_without(draft, heads, readings) for draft in drafts]
    return [_signed(draft, writers.get(index), readings) for index, draft in enumerate(freed)]


LARGE: Final = 1.6
"""The heading of a list is set so many times larger than its rows."""


def drop_heading(drafts: Sequence[Draft], rows: Sequence[Row]) -> list[Draft]:
    """`drafts` without the one section that all share, where that is the heading of the list in words of its own
    (What's in here?): set much larger than its rows, and no section that is known."""
    sections = {draft.section_row for draft in drafts}
    at = next(iter(sections)) if len(sections) == 1 else None
    if at is None or not rows[at].size or known_section(section_name(rows[at].text)) > 0:
        return list(drafts)
    if rows[at].size < LARGE * median(row.size for row in rows):
        return list(drafts)
    return [draft._replace(section=None, section_row=None) for draft in drafts]


LEAST_MARKED: Final = 3
_MARKED = re.compile(r"^(?P<mark>[^\W\d_])?(?P<rest>[\d\W_]*)(?P<name>[^\W\d_].*)$")


def clear_marks(drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with sections freed of an ornament before them that an engine took for a character (人2小說, 人散文, 2詩): most sections
    begin with the same one, and behind it are sections, some of them known."""
    sections = {draft.section for draft in drafts if draft.section}
    parted = {section: found for section in sections if (found := _MARKED.match(section))}
    known = Counter(found["mark"] for found in parted.values() if known_section(found["name"]) >= 2)
    mark = known.most_common(1)[0][0] if known else None
    count = sum(found["mark"] == mark for found in parted.values())
    if mark is None or known[mark] < 2 or count < max(LEAST_MARKED, 0.5 * len(sections)):
        return list(drafts)
    freed = {section: found["name"] for section, found in parted.items() if _is_marked(found, mark)}
    return [draft._replace(section=freed.get(draft.section or "", draft.section)) for draft in drafts]


def _is_marked(found: re.Match[str], mark: str) -> bool:
    return found["mark"] == mark or (not found["mark"] and bool(found["rest"]) and known_section(found["name"]) >= 2)


def drop_rubrics(readings: Sequence[Reading], rows: Sequence[Row]) -> list[Reading]:
    """`readings` without rubrics below sections: where sections have white space above and some are followed at once
    by another heading, headings close below what is above them are rubrics of single entries."""
    readings = [
        Reading("section", 0.0, section=section_name(rows[at].text)) if _is_over(at, readings, rows) else reading
        for at, reading in enumerate(readings)
    ]
    heads = [at for at, reading in enumerate(readings) if reading.role == "section" and reading.label is None]
    free = [at for at in heads if rows[at].gap >= 0.9]
    doubled = [at for at in free if at + 1 in heads and rows[at + 1].gap < 0.9]
    close = [at for at in heads if rows[at].gap < 0.9]
    if len(free) < 2 or not doubled or heads[0] not in free:
        return list(readings)
    return [Reading("noise", reading.score) if at in close else reading for at, reading in enumerate(readings)]


def _is_over(at: int, readings: Sequence[Reading], rows: Sequence[Row]) -> bool:
    """A short row in capitals, white space above it, a heading close below: the section of that rubric."""
    row = rows[at]
    if readings[at].role != "noise" or readings[at].form == "marker" or not row.text.isupper() or width(row.text) > 24:
        return False
    below = at + 1 < len(rows) and readings[at + 1].role == "section" and rows[at + 1].gap < 0.9
    return row.gap >= 0.9 and below


def _find_heads(drafts: Sequence[Draft], readings: Sequence[Reading], rows: Sequence[Row]) -> list[int]:
    """Rows read as sections or as bylines of their own, where nearly all are people and entries carry no names: if
    most are, those that read as something else (Will Dreyfus) are people too."""
    alone = [index for index, reading in enumerate(readings) if _name_of(reading) and reading.label is None]
    named = [index for index in alone if _is_person(_name_of(readings[index]))]
    signed = sum(bool(reading.byline) for reading in readings if reading.role in ("entry", "more"))
    over = sum(rows[index].gap >= 0.9 and index + 1 < len(rows) and rows[index + 1].gap < 0.9 for index in alone)
    if len(named) < max(LEAST_HEADS, 0.6 * len(alone)) or signed > 0.1 * len(drafts) or over < 0.8 * len(alone):
        return []
    return alone


def _name_of(reading: Reading) -> str:
    return reading.section if reading.role == "section" else reading.byline if reading.role == "byline" else ""


def _is_person(text: str) -> bool:
    read = read_byline(text)
    return read.score > 0.2 and all(person.kind == "person" for person in read.contributors)


def _spans(heads: Sequence[int], end: int) -> list[tuple[int, int]]:
    return list(itertools.pairwise([*heads, end]))


def _group(head: int, stop: int, drafts: Sequence[Draft], rows: Sequence[Row]) -> list[int]:
    """The drafts whose titles stand between a head and the next one, up to the first white space."""
    end = next((at for at in range(head + 2, stop) if rows[at].gap >= 0.9), stop)
    return [index for index, draft in enumerate(drafts) if head < _title_row(draft) < end]


def _title_row(draft: Draft) -> int:
    return min((row for field, row in draft.uses if field == "title"), default=-1)


def _without(draft: Draft, heads: Sequence[int], readings: Sequence[Reading]) -> Draft:
    """`draft` without what the decoding took from the heads: a section, or the next one's name for its byline."""
    taken = {_name_of(readings[row]) for field, row in draft.uses if field == "contributors" and row in heads}
    uses = tuple((field, row) for field, row in draft.uses if row not in heads)
    bylines = tuple(byline for byline in draft.bylines if byline not in taken)
    if draft.section_row in heads:
        draft = draft._replace(section=None, section_row=None)
    return draft._replace(uses=uses, bylines=bylines)


def _signed(draft: Draft, head: int | None, readings: Sequence[Reading]) -> Draft:
    if head is None or draft.bylines:
        return draft
    return draft._replace(bylines=(_name_of(readings[head]),), uses=(*draft.uses, ("contributors", head)))
