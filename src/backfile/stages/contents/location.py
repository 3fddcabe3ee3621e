"""Where the contents are: which rows of which pages hold them.

Evidence per row (labels at the same end, markers, leaders, short rows) against prose; the best runs of rows are
windows. What only looks like a contents page (references, price lists, indexes, a 目录 inside an article) is refused
by `refusals`, after the decoding, when it is known how many entries have pages and names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...model import Issue
from .readings import MARKER
from .rows import Row, is_prose, make_rows
from .tokens import Label, read_first, read_last, read_only, unspace


class Window(NamedTuple):
    """A run of rows to be read as contents; `marked` when a heading (目录, Contents) stands in it.

    `before` and `after` are the rows of the same text around it; `detached` are page labels that stood apart from
    their titles: runs of labels, each with the index of the row that follows it.
    """

    rows: tuple[Row, ...]
    marked: bool
    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    detached: tuple[tuple[int, tuple[tuple[Label, Row], ...]], ...] = ()


def find_windows(issue: Issue) -> list[Window]:
    """The runs of rows to decode, in reading order."""
    rows = [row for page in issue.pages for row in make_rows(page)]
    if not rows:
        return []
    begin = _begin(rows)
    kept, detached = detach_labels(rows[begin:])
    return [Window(tuple(kept), any(map(is_marker, rows)), tuple(rows[:begin]), (), detached)]


def is_marker(row: Row) -> bool:
    """A heading that announces contents."""
    return bool(MARKER.match(row.text) or MARKER.match(unspace(row.text)))


def _begin(rows: Sequence[Row]) -> int:
    """What stands before the first marker is masthead and cover, unless it holds entries of its own."""
    markers = [index for index, row in enumerate(rows) if is_marker(row)]
    if not markers:
        return 0
    first = markers[0]
    before = sum(_labelled(row) for row in rows[:first])
    after = sum(_labelled(row) for row in rows[first:])
    return first if before < 3 or before < 0.25 * after else 0


def _labelled(row: Row) -> bool:
    if is_prose(row):
        return False
    last, first = read_last(row.text), read_first(row.text)
    return bool((last and last.strength >= 0.8) or (first and first.strength >= 0.8) or read_only(row.text))


def detach_labels(rows: Sequence[Row]) -> tuple[list[Row], tuple[tuple[int, tuple[tuple[Label, Row], ...]], ...]]:
    """Runs of three or more rows that are page labels and nothing else, taken out: the OCR read their column apart."""
    kept: list[Row] = []
    runs: list[tuple[int, tuple[tuple[Label, Row], ...]]] = []
    run: list[tuple[Label, Row]] = []
    for row in [*rows, None]:
        label = read_only(row.text) if row is not None else None
        if row is not None and label is not None:
            run.append((label, row))
            continue
        if len(run) >= 3:
            runs.append((len(kept), tuple(run)))
        else:
            kept += [row_ for _, row_ in run]
        run = []
        if row is not None:
            kept.append(row)
    return kept, tuple(runs)
