"""Entry by entry: what agrees with the gold record, and what kind of error it is when it does not.

An *entry* counts when title (with subtitle joined) and page agree; it counts as *whole* when title, subtitle split,
authors in order, section and page all agree. Text is compared after NFKC, case folding and removal of white space,
punctuation and symbols; translators, photographers, illustrators, editors and interviewees are not compared.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

NOT_AUTHORS = {"translator", "photographer", "illustrator", "editor", "interviewee"}


class Row(NamedTuple):
    """One entry, folded for comparison."""

    full: str
    title: str
    names: tuple[str, ...]
    section: str
    page: str


class Score(NamedTuple):
    """Counts over one issue: entries that agree, that agree wholly, that were read, that are in the gold record."""

    entry: int
    whole: int
    read: int
    gold: int
    errors: Counter[str]

    @property
    def entry_f1(self) -> float:
        return f1(self.entry, self.read, self.gold)

    @property
    def whole_f1(self) -> float:
        return f1(self.whole, self.read, self.gold)


def f1(hits: int, read: int, gold: int) -> float:
    return 1.0 if not read and not gold else 2 * hits / (read + gold)


def fold(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in "ZPSC")


def rows(record: Mapping[str, Any]) -> list[Row]:
    """The entries of a record (contract form, or nested `sections` as in the corpus)."""
    return [_row(entry) for entry in flatten(record) if not entry.get("parallel")]


def flatten(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "contents" in record:
        return list(record["contents"])
    return [
        dict(part, section=section.get("name"))
        for section in record.get("sections", [])
        for entry in section["entries"]
        for part in [entry, *entry.get("children", [])]
    ]


def _row(entry: Mapping[str, Any]) -> Row:
    people = entry.get("contributors", entry.get("authors", [])) or []
    names = [
        fold(person["name"] if isinstance(person, Mapping) else person)
        for person in people
        if not (isinstance(person, Mapping) and person.get("role") in NOT_AUTHORS)
    ]
    page = fold(str(entry["page"])) if entry.get("page") not in (None, "") else ""
    title, subtitle = entry.get("title"), entry.get("subtitle")
    return Row(
        fold((title or "") + (subtitle or "")),
        fold(title),
        tuple(names),
        fold(entry.get("section")),
        page.lstrip("0") or page,
    )


def score(read: Sequence[Row], gold: Sequence[Row]) -> Score:
    """Greedy one-to-one agreement (agreement is equality, so that greedy is exact), and the kinds of what disagrees."""
    entry = sum((Counter((r.full, r.page) for r in read) & Counter((g.full, g.page) for g in gold)).values())
    whole = sum((Counter(read) & Counter(gold)).values())
    return Score(entry, whole, len(read), len(gold), _errors(read, gold))


def right(read: Sequence[Row], gold: Sequence[Row]) -> list[bool]:
    """Which of the entries read are right (title and page)."""
    left = Counter((row.full, row.page) for row in gold)
    out = []
    for row in read:
        out.append(left[row.full, row.page] > 0)
        left[row.full, row.page] -= 1
    return out


def _errors(read: Sequence[Row], gold: Sequence[Row]) -> Counter[str]:
    left = list(read)
    missed = []
    for row in gold:
        if row in left:
            left.remove(row)
        else:
            missed.append(row)
    kinds: Counter[str] = Counter()
    for row in missed:
        twin = max(left, key=lambda other: _likeness(row, other), default=None)
        if twin is None or _likeness(row, twin) < 0.6:
            kinds["entry missed"] += 1
            continue
        left.remove(twin)
        kinds[_kind(row, twin)] += 1
    kinds["entry invented"] += len(left)
    return +kinds


def _likeness(one: Row, other: Row) -> float:
    if one.full == other.full:
        return 1.0 + (one.page == other.page)
    same_page = 0.25 if one.page and one.page == other.page else 0.0
    return SequenceMatcher(None, one.full, other.full, autojunk=False).ratio() + same_page


def _kind(gold: Row, read: Row) -> str:
    if gold.full != read.full:
        if any(name and name in read.full for name in gold.names) and not set(gold.names) <= set(read.names):
            return "names left in the title"
        return "title cut or grown" if gold.full in read.full or read.full in gold.full else "title wrong"
    if gold.page != read.page:
        return "page missing" if not read.page else "page wrong"
    if gold.names != read.names:
        return "names missing" if not read.names else "names invented" if not gold.names else "names wrong"
    return "section wrong" if gold.section != read.section else "subtitle not divided"
