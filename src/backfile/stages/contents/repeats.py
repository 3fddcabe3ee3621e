"""Highlights, cover lines and running contents heads repeat entries: each entry is kept once, in its fullest form."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from .fields import Found
from .tokens import similarity_key

ALIKE = 0.94


def drop_repeats(found: Sequence[Found]) -> list[Found]:
    """`found` without entries that say less than another one of the same title and page."""
    dropped: set[int] = set()
    for i, one in enumerate(found):
        for j in range(i + 1, len(found)):
            if j not in dropped and i not in dropped and same_entry(one, found[j]):
                dropped.add(i if _fullness(one) < _fullness(found[j]) else j)
    return [item for i, item in enumerate(found) if i not in dropped]


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
    if len(shorter) >= 6 and longer.startswith(shorter):
        return True
    return len(shorter) >= 6 and SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _fullness(item: Found) -> tuple[bool, bool, int]:
    return (
        item.label is not None,
        bool(item.entry.contributors),
        sum(field != "section" for field, _ in item.uses) + bool(item.entry.section),
    )
