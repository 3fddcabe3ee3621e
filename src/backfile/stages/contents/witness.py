"""The body as a witness: what is set in display type on the pages that the contents point to.

A title of the contents that stands there in larger type is a title; what stands closely under it is a subtitle or a
byline. Only what is the same letter for letter (see `folding.loose`) counts, so that a body without headings, or one
that words them differently, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from statistics import median
from typing import Final, NamedTuple

from msgspec.structs import replace

from ...folding import loose
from ...model import Issue, Line, Page
from .fields import Found
from .names import read_byline
from .readings import Reading
from .tokens import width

LARGER: Final = 1.12
"""A heading's type is at least this many times that of the body."""
SAME: Final = 0.08
"""Lines of one heading differ in size by no more than this share."""
LEAST_LETTERS: Final = 3
MOST_LINES: Final = 8
MOST_UNDER: Final = 5


_DASH = re.compile(r"——|──|—|\s[–―-]\s")


_SENTENCE = re.compile(r"[.。．][”»」』\"]?\s*$")


class Heading(NamedTuple):
    """A title in the body: its lines' texts from the top, those closely below it, and its page number."""

    lines: tuple[str, ...]
    under: tuple[str, ...]
    page: int
    display: int = 0
    """How many of the lines below it are in display type too."""


class Witness:
    """What the headings of a body say about texts of the contents. All comparisons are between `loose` texts."""

    def __init__(self, headings: Iterable[Heading] = ()) -> None:
        self.headings: Final = tuple(headings)

    def __bool__(self) -> bool:
        return bool(self.headings)

    @cached_property
    def titles(self) -> dict[str, Heading]:
        """Whole titles, each with its heading."""
        keys = ((loose("".join(heading.lines)), heading) for heading in self.headings)
        return {key: heading for key, heading in keys if len(key) >= LEAST_LETTERS}

    @cached_property
    def _all_titles(self) -> str:
        return "\n".join(self.titles)

    @cached_property
    def _all_under(self) -> str:
        """Runs of lines under titles, so that a byline over two lines is found too; digits are marks of affiliation."""
        return "\n".join(_undigited("".join(heading.under)) for heading in self.headings)

    def is_title(self, key: str) -> bool:
        return key in self.titles

    def in_title(self, key: str) -> bool:
        """Is it a part of a title, long enough to mean something?"""
        return len(key) >= LEAST_LETTERS + 1 and key in self._all_titles

    def is_under(self, key: str) -> bool:
        return len(key) >= 2 and _undigited(key) in self._all_under

    @cached_property
    def _standfirsts(self) -> frozenset[str]:
        return frozenset(loose(line) for heading in self.headings for line in heading.under[: heading.display])

    def is_subtitle(self, key: str) -> bool:
        """Is it a whole line of display type below a title?"""
        return len(key) >= LEAST_LETTERS and key in self._standfirsts

    def longest_start(self, key: str) -> str:
        """The longest title that `key` begins with; empty when there is none."""
        starts = (
            title
            for title in self.titles
            if len(title) > LEAST_LETTERS and len(key) > len(title) and key.startswith(title)
        )
        return max(starts, key=len, default="")

    def overlong(self, key: str) -> Heading | None:
        """The heading that `key` begins with, where the rest of `key` stands under it."""
        for title, heading in self.titles.items():
            longer = len(title) > LEAST_LETTERS and len(key) > len(title) + 1 and key.startswith(title)
            if longer and _undigited(key[len(title) :]) in _undigited("".join(heading.under)):
                return heading
        return None


def _undigited(text: str) -> str:
    return "".join(char for char in loose(text) if not char.isdigit())


NOBODY: Final = Witness()


def hear_witness(issue: Issue, without: frozenset[int] = frozenset()) -> Witness:
    """The headings of all pages but those `without` (page numbers); none where type sizes are unknown."""
    pages = [page for page in issue.pages if page.number not in without]
    sizes = [(line.size, width(line.text)) for page in pages for line in page.lines if line.size and line.box]
    if not sizes:
        return Witness()
    body = median(size for size, wide in sizes for _ in range(1 + wide // 20))
    return Witness(heading for page in pages for heading in _headings(page, body))


def _headings(page: Page, body: float) -> list[Heading]:
    """The clusters of display lines of a page: in each the largest type is the title, what follows it is under it."""
    found = []
    index = 0
    while index < len(page.lines):
        stop = index
        while stop < len(page.lines) and stop - index < MOST_LINES and _is_display(page.lines[stop], body):
            stop += 1
        if stop > index:
            found.append(_heading(page, index, stop))
        index = max(stop, index + 1)
    return found


def _is_display(line: Line, body: float) -> bool:
    return line.size >= LARGER * body and width(line.text) <= 120 and any(map(str.isalpha, line.text))


def _heading(page: Page, begin: int, end: int) -> Heading:
    largest = max(page.lines[begin:end], key=lambda line: line.size).size
    title = [index for index in range(begin, end) if page.lines[index].size >= (1 - SAME) * largest]
    first = last = title[0]
    while last + 1 in title and last - first < 3:
        last += 1
    lines = page.lines[first : last + 1]
    under = page.lines[last + 1 : max(end, last + 1 + MOST_UNDER)]
    display = max(0, end - last - 1)
    return Heading(tuple(line.text for line in lines), tuple(line.text for line in under), page.number, display)


def attest(readings: Sequence[Reading], witness: Witness) -> list[Reading]:
    """The readings with what the body says of each added to its log-odds."""
    if not witness:
        return list(readings)
    return [replace(reading, score=reading.score + _attestation(reading, witness)) for reading in readings]


def _attestation(reading: Reading, witness: Witness) -> float:
    key = loose(reading.title or reading.section)
    points = 0.0
    if reading.role == "entry":
        points += 2.5 if witness.is_title(key) else _attested_part(reading.title, key, witness)
    elif reading.role == "subtitle":
        points += (
            1.5
            if witness.is_subtitle(key) and not _SENTENCE.search(reading.title)
            else -1.0
            if witness.is_title(key)
            else 0.0
        )
    elif reading.role == "blurb" and reading.title:
        lead = len(key) > 12 and witness.is_under(key)
        points += 1.5 if lead and (_SENTENCE.search(reading.title) or not witness.is_subtitle(key)) else 0.0
    elif reading.role == "parallel":
        points += 3.0 if witness.is_title(key) or witness.is_subtitle(key) else 0.0
    elif reading.role in ("section", "more") and witness.is_title(key):
        points -= 1.5
    if reading.byline:
        points += _attested_names(reading.byline, witness)
    return points


def _attested_part(title: str, key: str, witness: Witness) -> float:
    """A title with its subtitle behind a dash is as good as the title alone; the first row of a long one is worth little."""
    if witness.overlong(key):
        return 2.5 if _DASH.search(title) else 0.0
    return 0.5 * witness.in_title(key)


def _attested_names(byline: str, witness: Witness) -> float:
    """A byline of the contents that stands under a title, whole or name by name; or a title taken for one."""
    key = loose(byline)
    if witness.is_title(key):
        return -2.0
    read = read_byline(byline)
    if read.score < -1.0:
        return 0.0
    if witness.is_under(key):
        return 1.5
    names = [loose(person.name) for person in read.contributors]
    return 1.0 if names and all(witness.is_under(name) for name in names) else 0.0


def settle_titles(found: Sequence[Found], witness: Witness) -> list[Found]:
    """Entries whose title row went on with what the body sets below the title: that is the subtitle, or the number of
    an instalment, which is no part of the title."""
    return [_attested(_settled(item, witness), witness) for item in found] if witness else list(found)


def _attested(item: Found, witness: Witness) -> Found:
    heading = witness.titles.get(loose(item.entry.title))
    if heading is None:
        return item._replace(attested=0.0)
    title = _closed(item.entry.title, heading)
    return item._replace(attested=1.0, entry=replace(item.entry, title=title))


def _closed(title: str, heading: Heading) -> str:
    """The title without the space where its rows were joined, when the body sets it on one line without any."""
    one = heading.lines[0].strip() if len(heading.lines) == 1 else " "
    return title.replace(" ", "") if " " in title and not re.search(r"[\s\u3000]", one) else title


def _settled(item: Found, witness: Witness) -> Found:
    entry = item.entry
    text = f"{entry.title} {entry.subtitle}" if entry.subtitle else entry.title
    heading = witness.overlong(loose(text))
    title = loose("".join(heading.lines)) if heading else witness.longest_start(loose(text))
    cut = _cut_after(text, title)
    if cut is None or title == loose(entry.title):
        return item
    head, rest = text[:cut].rstrip(" ,，.:：·-–—"), text[cut:].lstrip(" ,，.:：·-–—")
    if _INSTALMENT.match(rest):
        return item._replace(entry=replace(entry, title=head))
    if not heading or not rest or re.match(r"[a-zà-ÿа-я]", rest):
        return item  # the body breaks its headline over two rows
    return item._replace(entry=replace(entry, title=head, subtitle=rest))


_INSTALMENT = re.compile(
    r"^[(（]?(?:第\s?[\d一二三四五六七八九十百]+\s?[回話]|連載\s?第?\s?[\d一二三四五六七八九十]+\s?回?|最終回|新連載)[)）]?$"
)


def _cut_after(text: str, key: str) -> int | None:
    """Where in `text` the letters of `key` end; None when `text` does not begin with them or nothing follows."""
    if not key:
        return None
    for at in range(1, len(text)):
        if loose(text[:at]) == key:
            while at < len(text) and not loose(text[at]):
                at += 1
            return at if at < len(text) else None
    return None


def joins(before: str, text: str, witness: Witness) -> float:
    """Log-odds that a title goes on from one row to the next: together they stand in one title of the body, or the
    first row alone is one."""
    if not witness:
        return 0.0
    first, both = loose(before), loose(before + text)
    if len(first) >= 2 and witness.in_title(both):
        return 3.5
    return -2.5 if witness.is_title(first) else 0.0
