"""The contents stage: from the rows of an issue to its entries.

    find_windows → decode (readings under one style) → entries → pages → languages, repeats → refusals → proof

Each module's docstring says what it decides and on what grounds.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Entry, Issue
from .agreement import agree, mend_slashes
from .bodies import read_headings
from .confidence import likely
from .decode import decode
from .fields import draft_entries, finish_entries
from .heads import clear_marks, drop_heading, drop_rubrics, spread_names
from .languages import name_twice, pair_languages, pair_parts
from .location import find_windows
from .pagination import attach_labels, set_ordinals_aside, take_leading
from .proof import Part, prove
from .refusals import refusal
from .repeats import drop_heads, drop_repeats, drop_strangers
from .tokens import label_value
from .witness import hear_witness, settle_titles

VERSION = "1"
NONE = 0.25
"""And below this one, over all entries, it is no contents page; bad ones still know more than titles."""


def read_contents(issue: Issue) -> Issue:
    """`issue` with its contents, their evidence and doubts; pages that hold contents get the kind "contents"."""
    parts = find_entries(issue)
    proven = prove(issue, parts)
    if not _is_doubtful(proven) or not any(line.box for page in issue.pages for line in page.lines):
        return proven
    entries, evidence, doubts = read_headings(issue)
    if _expected(entries) <= _expected(proven.contents):
        return proven
    return replace(
        issue,
        contents=tuple(entries),
        evidence=(*issue.evidence, *evidence),
        doubts=(*issue.doubts, *doubts),
    )


def _is_doubtful(issue: Issue) -> bool:
    """Whether what was read for contents is rather none: nothing, or entries that are wrong much more often than right."""
    return _expected(issue.contents) < NONE * len(issue.contents) or not issue.contents


def _expected(entries: Sequence[Entry]) -> float:
    """How many of the entries are right, by what is known of their confidence."""
    return sum(entry.confidence for entry in entries)


def find_entries(issue: Issue) -> list[Part]:
    """The windows that are contents, each with its entries in printed order."""
    parts: list[Part] = []
    windows = find_windows(issue)
    witness = hear_witness(issue, frozenset(row.page for window in windows for row in window.rows) | {1})
    folios = {value for page in issue.pages if page.label and (value := label_value(page.label)) is not None}
    for window in windows:
        decoding = decode(window.rows, witness)
        readings = drop_rubrics(name_twice(decoding.readings), window.rows)
        drafts = clear_marks(draft_entries(readings, decoding.opens, decoding.margins))
        drafts = spread_names(drop_heading(drafts, window.rows), readings, window.rows)
        found = finish_entries(drafts, decoding.habits.spaced)
        found = settle_titles(found, witness)
        found = set_ordinals_aside(take_leading(attach_labels(found, window.detached), window.rows))
        found = agree(mend_slashes(found, window.rows), window.rows, issue)
        gaps = {index: row.gap for index, row in enumerate(window.rows)}
        pages = {index: row.page for index, row in enumerate(window.rows)}
        found = drop_heads(drop_strangers(drop_repeats(pair_languages(found)), gaps), pages)
        if refusal(window, found, folios):
            continue
        found = likely(found)
        if found:
            parts.append((window, found))
    return pair_parts(parts)
