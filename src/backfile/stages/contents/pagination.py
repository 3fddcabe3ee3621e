"""Pages that are more than a token on the entry's own row: detached labels, and running numbers that are no pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from .fields import Found
from .rows import Row
from .style import are_ordinals, counting_share
from .tokens import Label, label_value, read_first, read_last

LEAST_FOUND = 4
Detached = Sequence[tuple[int, tuple[tuple[Label, Row], ...]]]


def attach_labels(found: Sequence[Found], detached: Detached) -> list[Found]:
    """Give labels that stood in runs of their own to the entries before (or after) them, run by run, else all in order."""
    if not detached or any(item.label for item in found):
        return list(found)
    found = _promote(found, sum(len(run) for _, run in detached) - len(found))
    starts = [min(row for field, row in item.uses if field != "section") for item in found]
    groups: list[tuple[list[int], tuple[tuple[Label, Row], ...]]] = []
    begin = 0
    for place, run in detached:
        group = [i for i, start in enumerate(starts) if begin <= start < place]
        groups.append((group, run))
        begin = place
    heads = {group[0] for group, run in groups if len(group) == len(run) + 1 and len(run) > 1}
    if (
        len(detached) > 1
        and heads
        and all(len(group) - (group[0] in heads) == len(run) for group, run in groups if group)
    ):
        return attach_labels(_headed(found, heads), detached)
    if all(len(group) == len(run) for group, run in groups):
        pairs = [pair for group, run in groups for pair in zip(group, run, strict=True)]
    else:
        labels = [label for _, run in detached for label in run]
        if len(labels) != len(found):
            return list(found)
        pairs = list(zip(range(len(found)), labels, strict=True))
    given = dict(pairs)
    return [_with_label(item, given[i][0]) if i in given else item for i, item in enumerate(found)]


def take_leading(found: Sequence[Found], rows: Sequence[Row]) -> list[Found]:
    """Entries whose row begins with a page, where the others have theirs elsewhere (on the row of a rubric above, say), take it
    from their titles."""
    paged = sum(item.label is not None for item in found)
    if paged < LEAST_FOUND or paged == len(found):
        return list(found)
    return [_led(item, rows) if item.label is None else item for item in found]


def _led(item: Found, rows: Sequence[Row]) -> Found:
    titled = [row for field, row in item.uses if field == "title"]
    label = read_first(rows[titled[0]].text) if titled else None
    if label is None or label.value is None or label.strength < 0.8 or not item.entry.title.startswith(label.text):
        return item
    rest = rows[titled[0]].text[label.stop :]
    title = item.entry.title[len(label.text) :].strip()
    if not _WIDE.match(rest) or not title:
        return item
    return _with_label(item._replace(entry=replace(item.entry, title=title)), label)


_WIDE = re.compile(r"[ \u00a0]{2,}|[\t\u3000]")


MOST_PROMOTED = 2


def _promote(found: Sequence[Found], missing: int) -> Sequence[Found]:
    """Entries read for sections are entries again where there are more labels than entries: of the sections that have
    one entry without a name, the last ones (更正 above 启事 have a page each)."""
    if not 0 < missing <= MOST_PROMOTED or len(found) < 2 * LEAST_FOUND:
        return found
    owned = Counter(item.entry.section for item in found)
    lonely = [
        at
        for at, item in enumerate(found)
        if at > 0 and item.entry.section and owned[item.entry.section] == 1 and not item.entry.contributors
    ]
    if len(lonely) < missing:
        return found
    out: list[Found] = []
    for at, item in enumerate(found):
        if at not in lonely[-missing:]:
            out.append(item)
            continue
        above = out[-1].entry.section
        heads = [row for field, row in item.uses if field == "section"]
        title = replace(item.entry, title=item.entry.section or "", subtitle=None, section=above)
        out.append(item._replace(entry=title, uses=tuple(("title", row) for row in heads)))
        own = tuple(use for use in item.uses if use[0] != "section")
        out.append(item._replace(entry=replace(item.entry, section=above), uses=own))
    return out


def _headed(found: Sequence[Found], heads: set[int]) -> list[Found]:
    """Entries under sections: of one title more than there are labels, the first heads the others."""
    out: list[Found] = []
    head: Found | None = None
    for index, item in enumerate(found):
        if index in heads:
            head = item
        elif head is None:
            out.append(item)
        else:
            rows = tuple(("section", row) for field, row in head.uses if field == "title")
            out.append(item._replace(entry=replace(item.entry, section=head.entry.title), uses=(*item.uses, *rows)))
    return out


def _with_label(item: Found, label: Label) -> Found:
    entry = replace(item.entry, page=label.text, page_end=label.end)
    return item._replace(entry=entry, label=label, repaired=label.repaired)


_ORDINAL = re.compile(
    r"^\s*(?P<number>[IVXLC]{1,7}|\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s?[.、．):]\s*[—–-]?\s*|\s?[—–]\s*|[\s\u3000]+)(?=\S)"
)


_ROMAN_ORDINAL = re.compile(r"^(?P<number>[IVXLC]{1,7})(?:\s?[.)]\s*[—–-]?\s*|\s?[—–]\s*)(?=\S)")


_ARABIC_ORDINAL = re.compile(r"^(?P<number>\d{1,2})(?:\.\s+|\s{2,})(?=[^\d\s])")


def without_ordinals(rows: Sequence[Row]) -> list[Row]:
    """Rows without the running numbers (I. — …, II. — …; 1. … before pages at the end) that lead four or more entries
    one after the other."""
    paged = {at for at, row in enumerate(rows) if (label := read_last(row.text)) and label.strength >= 0.8}
    arabic = {at: match for at in sorted(paged) if (match := _ARABIC_ORDINAL.match(rows[at].text))}
    roman = {at: match for at, row in enumerate(rows) if (match := _ROMAN_ORDINAL.match(row.text))}
    rows = _strip(rows, _with_misread(rows, roman, _LIKE_ROMAN))
    return _strip_behind(_strip(rows, _with_misread(rows, arabic, _LIKE_ARABIC)))


_LIKE_ROMAN = re.compile(r"^[IVXLCTYilvxcy1|!]{1,7}\s?[.,;:)]\s*[—–-]?\s*(?=\S)")
_LIKE_ARABIC = re.compile(r"^(?P<number>\d{1,2})[.,;:)]?\s+(?=[^\d\s])")
_Numbered = Mapping[int, tuple[int, int]]
"""Index of a row → its running number, and where the text behind it begins."""


def _with_misread(rows: Sequence[Row], matches: Mapping[int, re.Match[str]], like: re.Pattern[str]) -> _Numbered:
    """The running numbers of `matches`, and those that an engine has misread (VI., Vil;, VIII.): where one is missing
    between two, the only row between them that begins like one has it."""
    numbered = {
        at: (value, match.end()) for at, match in matches.items() if (value := label_value(match["number"])) is not None
    }
    for (before, (low, _)), (after, (high, _)) in itertools.pairwise(tuple(numbered.items())):
        if high - low != 2:
            continue
        between = [(at, match) for at in range(before + 1, after) if (match := like.match(rows[at].text))]
        if len(between) == 1 and between[0][1].groupdict().get("number", str(low + 1)) == str(low + 1):
            numbered[between[0][0]] = (low + 1, between[0][1].end())
    return dict(sorted(numbered.items()))


_BEHIND_LABEL = re.compile(r"^(?P<label>\d{1,4}(?:[\s\u3000]+|\s?[/／|｜]\s?))(?P<number>\d{1,2})[.．]\s*(?=[^\d\s])")


def _strip_behind(rows: Sequence[Row]) -> list[Row]:
    """Rows without the running numbers that stand behind their pages: `708　1. Sensors`, `716　2. Radio`."""
    matches = {at: match for at, row in enumerate(rows) if (match := _BEHIND_LABEL.match(row.text))}
    numbers = [int(match["number"]) for match in matches.values()]
    if len(numbers) < 4 or counting_share(numbers) < 0.8 or numbers[0] != 1:
        return list(rows)
    return [
        row._replace(text=f"{matches[at]['label']}{row.text[matches[at].end() :]}") if at in matches else row
        for at, row in enumerate(rows)
    ]


def _strip(rows: Sequence[Row], numbered: _Numbered) -> list[Row]:
    numbers = [value for value, _ in numbered.values()]
    if len(numbers) < 4 or counting_share(numbers) < 0.8 or numbers[0] != 1:
        return list(rows)
    return [row._replace(text=row.text[numbered[at][1] :]) if at in numbered else row for at, row in enumerate(rows)]


def strip_ordinals(found: Sequence[Found]) -> list[Found]:
    """Titles without the running numbers I., II., III. … that lead nearly all of them, when the page stands elsewhere."""
    matches = [_ORDINAL.match(item.entry.title) for item in found]
    numbers = [value for match in matches if match and (value := label_value(match["number"])) is not None]
    if len(numbers) < max(4, 0.6 * len(found)) or counting_share(numbers) < 0.8:
        return list(found)
    return [
        item._replace(entry=replace(item.entry, title=item.entry.title[match.end() :])) if match else item
        for item, match in zip(found, matches, strict=True)
    ]


def set_ordinals_aside(found: Sequence[Found]) -> list[Found]:
    """Running numbers 1, 2, 3 … of the entries are not pages: the page is then unknown."""
    found = strip_ordinals(found)
    values = [item.label.value for item in found if item.label and item.label.value is not None]
    if len(values) < 0.8 * len(found) or not are_ordinals(values):
        return list(found)
    return [
        item._replace(entry=replace(item.entry, page=None, page_end=None), label=None, ordinal=True) for item in found
    ]
