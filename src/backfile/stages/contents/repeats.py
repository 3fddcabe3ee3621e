"""Highlights, cover lines and running contents heads repeat entries: each entry is kept once, in its fullest form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from .fields import Found
from .names import read_byline
from .tokens import similarity_key, width

ALIKE = 0.94
_SENTENCES = re.compile(r"。\S|[a-zà-ÿ]{3}\. [A-ZÀ-Þ].*[a-zà-ÿ]{3}\b")


def drop_repeats(found: Sequence[Found]) -> list[Found]:
    """`found` without entries that say less than another one of the same title and page."""
    dropped: set[int] = set()
    kept = list(found)
    for i, one in enumerate(found):
        for j in range(i + 1, len(found)):
            if j not in dropped and i not in dropped and same_entry(one, found[j]):
                dropped.add(i if _fullness(one) < _fullness(found[j]) else j)
                kept[min(i, j)] = kept[max(i, j)] = _divide(kept[i], kept[j])
    return [item for i, item in enumerate(kept) if i not in dropped]


def _divide(one: Found, other: Found) -> Found:
    """Of two printings the fuller; where it carries a name at its title's end, the barer one shows where the title stops."""
    full, bare = (one, other) if len(one.entry.title) >= len(other.entry.title) else (other, one)
    rest = full.entry.title.removeprefix(bare.entry.title).strip()
    if full.entry.contributors or rest == full.entry.title or not rest:
        return max(one, other, key=_fullness)
    people = read_byline(rest).contributors
    if not people or len(rest) > 12:
        return max(one, other, key=_fullness)
    return full._replace(entry=replace(full.entry, title=bare.entry.title, contributors=people))


def drop_strangers(found: Sequence[Found], gaps: Mapping[int, float]) -> list[Found]:
    """`found` without what only looks like entries around a contents list whose entries have pages: unpaged rows
    set apart before the first or after the last page, and running text. `gaps` is the white space above each row."""
    paged = [index for index, item in enumerate(found) if item.label is not None]
    if len(paged) < 0.7 * len(found):
        return [item for item in found if width(item.entry.title) <= 160]
    out = []
    for index, item in enumerate(found):
        outside = index < paged[0] or index > paged[-1]
        apart = gaps.get(min(row for _, row in item.uses), 0.0) >= 0.9
        own_section = item.entry.section is not None and sum(o.entry.section == item.entry.section for o in found) == 1
        stray = item.label is None and outside and apart and not own_section
        # Academic titles have stops within: what has a page may be longer.
        most = 80 if item.label is None or "。" in item.entry.title else 130
        running = width(item.entry.title) > most and _SENTENCES.search(item.entry.title)
        if not stray and not running and width(item.entry.title) <= (90 if item.label is None else 200):
            out.append(item)
    return out


def drop_heads(found: Sequence[Found], pages: Mapping[int, int]) -> list[Found]:
    """`found` without one or two entries at its end that stand on a later page and whose labels fall back: the running
    head and first rows of the page after the contents. `pages` is the page of each row."""
    last = len(found)
    while last > 3 and len(found) - last < 2 and _falls_back(found[last - 1], found[last - 2], pages):
        last -= 1
    return list(found[:last])


def _falls_back(item: Found, before: Found, pages: Mapping[int, int]) -> bool:
    if item.label is None or before.label is None or item.label.value is None or before.label.value is None:
        return False
    later = pages[min(row for _, row in item.uses if _ != "section")] > pages[max(row for _, row in before.uses)]
    return later and item.label.value < before.label.value


def same_entry(one: Found, other: Found) -> bool:
    """Same page (where both have one) and same title, or a title that is the beginning of the other."""
    if one.label and other.label and one.label.text.lstrip("0") != other.label.text.lstrip("0"):
        return False
    first, second = similarity_key(one.entry.title), similarity_key(other.entry.title)
    if not first or not second:
        return False
    if first == second:
        # Two reviews of one page may share a rubric as their title, but hardly its author too.
        return bool(one.label and other.label) or len(first) > 4
    if not (one.label and other.label):
        return False
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return True
    return len(shorter) >= 6 and SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _fullness(item: Found) -> tuple[bool, bool, int]:
    return (
        item.label is not None,
        bool(item.entry.contributors),
        sum(field != "section" for field, _ in item.uses) + bool(item.entry.section),
    )
