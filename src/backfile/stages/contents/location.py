"""Where the contents are: which rows of which pages hold them.

A short text is read whole from its heading (目录, Contents) on. In a document of many pages every row gives evidence,
page labels at a row's end or beginning for, other rows against; the runs of rows with the highest sums are windows
(maximum subarray). What only looks like contents is refused by `refusals`, after the decoding.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ...model import Issue, Page
from .pagination import without_ordinals
from .readings import MARKER
from .rows import Row, is_prose, make_rows
from .stacks import join_stacks
from .tokens import GAP, LEADER, Label, read_first, read_last, read_only, same_script, unspace, width

SHORT_TEXT: Final = 400
"""A text source with at most this many rows is one window."""
FRONT_PAGES: Final = 24
BACK_PAGES: Final = 4
_WIDE_GAP = re.compile(r"\s{4,}|\t")
IDLE: Final = 16
"""So many rows without a label on end are no part of a contents page."""
ENOUGH: Final = 2.5
"""Sum of row evidence from which a run of rows is worth decoding."""


Run = tuple[int, tuple[tuple[Label, Row], ...]]


class Window(NamedTuple):
    """A run of rows to be read as contents; `marked` when a heading (目录, Contents) stands in it.

    `before` and `after` are the rows of the same text around it; `detached` are page labels that stood apart from
    their titles: runs of labels, each with the index of the row that follows it.
    """

    rows: tuple[Row, ...]
    marked: bool
    before: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()
    detached: tuple[Run, ...] = ()


def find_windows(issue: Issue) -> list[Window]:
    """The runs of rows to decode, in reading order."""
    rows = [part for page in likely_pages(issue) for row in make_rows(page) for part in _marker_apart(row)]
    if not rows:
        return []
    if len(rows) <= SHORT_TEXT and rows[0].box is None:
        rows = join_stacks(rows)
        return [_window(rows, _begin(rows), len(rows))]
    spans = _spans(rows)
    return [_window(rows, begin, end) for begin, end in spans]


_MARKER_APART = re.compile(r"^(?P<marker>[^\W\d_]{5,24}) {4,}(?P<rest>\S.*)$")


def _marker_apart(row: Row) -> list[Row]:
    """The heading on the row of its first entry (`SUMARIO      Tadeusz Milowski …  4`) on a row of its own."""
    cut = _MARKER_APART.match(row.text)
    label = read_last(cut["rest"]) if cut and row.box is None and MARKER.match(cut["marker"]) else None
    if cut is None or label is None or label.strength < 0.8:
        return [row]
    return [row._replace(text=cut["marker"]), row._replace(text=cut["rest"], gap=0.0)]


def likely_pages(issue: Issue) -> list[Page]:
    """Front and back pages, and any other with a contents heading."""
    front = max(FRONT_PAGES, len(issue.pages) // 5)
    return [
        page
        for index, page in enumerate(issue.pages)
        if index < front or index >= len(issue.pages) - BACK_PAGES or _has_marker(page)
    ]


def _has_marker(page: Page) -> bool:
    return any(
        len(line.text) < 40 and (MARKER.match(line.text) or MARKER.match(unspace(line.text))) for line in page.lines
    )


def is_marker(row: Row) -> bool:
    """A heading that announces contents."""
    return len(row.text) < 60 and bool(MARKER.match(row.text) or MARKER.match(unspace(row.text)))


def _window(rows: Sequence[Row], begin: int, end: int) -> Window:
    begin += _begin(rows[begin:end])
    end = _before_advertisers(rows, begin, end)
    inside = rows[begin:end]
    first = next((at for at, row in enumerate(inside) if is_marker(row)), 0)
    if first and _leads_on(inside, first):
        inside = [row for at, row in enumerate(inside) if at > first or not _is_heading_beside(row, inside[first])]
    kept, detached = detach_labels(inside)
    kept = _before_labels(kept, detached)
    marked = any(map(is_marker, rows[max(0, begin - 3) : end]))
    return Window(tuple(without_ordinals(kept)), marked, tuple(rows[:begin][-12:]), tuple(rows[end:][:12]), detached)


MOST_BEHIND: Final = 0.2


def _before_labels(rows: list[Row], detached: Sequence[Run]) -> list[Row]:
    """Rows without the few that stand behind the last run of labels, which is the end of the list."""
    end = detached[-1][0] if detached else len(rows)
    return rows[:end] if len(rows) - end <= MOST_BEHIND * end else rows


_ADVERTISERS = re.compile(
    r"^\W*(?:广告索引|廣告索引|广告目录|廣告目錄|广告目次|広告索引|advertisers['’]? index|index (?:to|of) advertisers|advertiser index|inserentenverzeichnis|index des annonceurs)\W*$",
    re.IGNORECASE,
)


def _before_advertisers(rows: Sequence[Row], begin: int, end: int) -> int:
    """An index of advertisers at the foot of the contents is none of them."""
    found = (at for at in range(begin + 4, end) if _ADVERTISERS.match(unspace(rows[at].text)))
    return next((at for at in found if end - at < 0.5 * (end - begin)), end)


def _begin(rows: Sequence[Row]) -> int:
    """What stands before the first marker is masthead and cover, unless it holds entries of its own."""
    markers = [index for index, row in enumerate(rows) if is_marker(row)]
    if not markers:
        return 0
    first = markers[0]
    if _leads_on(rows, first):
        return 0
    before = sum(_evidence(row) > 0 for row in rows[:first])
    after = sum(_evidence(row) > 0 for row in rows[first:])
    return first if before < 3 or before < 0.25 * after else 0


def _leads_on(rows: Sequence[Row], marker: int) -> bool:
    """Do entries stand before the heading on its page, with pages below those after it? (A heading set beside its list.)"""
    here = [row for row in rows[:marker] if row.page == rows[marker].page and row.box is not None]
    before = _numbers(here) if len(here) == marker else []
    after = _numbers(rows[marker + 1 :]) if before else []
    return bool(after) and max(before) <= after[0]


def _is_heading_beside(row: Row, marker: Row) -> bool:
    """The heading itself, or what is set closely around it in its block."""
    return row.column == marker.column and row.page == marker.page


# ---- runs of rows in a document of many pages ----


def _spans(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Begin and end of the best run, and of others that are marked or stand right beside it."""
    weights = [_weight(row) for row in rows]
    runs = _best_runs(weights)
    if not runs:
        return _unlabelled(rows)
    best = max(runs, key=lambda run: run[2] + _prior(rows, run))
    if not any(map(is_marker, rows[max(0, best[0] - 6) : best[1]])) and (unlabelled := _unlabelled(rows)):
        return unlabelled  # a heading announces contents that have no pages: numbers elsewhere are none
    if best[2] + _prior(rows, best) < ENOUGH:
        return _unlabelled(rows)
    kept = [run for run in runs if run is best or _belongs(rows, run, best) or _is_interrupted(rows, run, best)]
    return [_widen(rows, begin, end) for begin, end, _ in sorted(kept)]


def _prior(rows: Sequence[Row], run: tuple[int, int, float]) -> float:
    """Contents have a heading and stand in front: what that adds to a run's evidence."""
    begin, end, _ = run
    heading = 4.0 if any(map(is_marker, rows[max(0, begin - 6) : end])) else 0.0
    from_edge = min(rows[begin].page - 3, rows[-1].page - rows[end - 1].page)
    return heading - 0.4 * max(0, from_edge)


def _belongs(rows: Sequence[Row], run: tuple[int, int, float], best: tuple[int, int, float]) -> bool:
    near = abs(rows[run[0]].page - rows[best[0]].page) <= 2 or _is_translation(rows, run, best)
    marked = any(map(is_marker, rows[max(0, run[0] - 6) : run[1]]))
    follows = 0 <= rows[run[0]].page - rows[best[1] - 1].page <= 1
    dense = follows and run[2] >= 0.4 * (run[1] - run[0])
    return near and (marked or dense) and run[2] >= ENOUGH and run[2] + _prior(rows, run) >= 0.3 * best[2]


def _is_interrupted(rows: Sequence[Row], run: tuple[int, int, float], best: tuple[int, int, float]) -> bool:
    """On the same page as the best run, parted from it by news or an advertisement: its pages go before or after those."""
    if rows[run[0]].page != rows[best[0]].page and rows[run[1] - 1].page != rows[best[0]].page:
        return False
    here, there = _numbers(rows[run[0] : run[1]]), _numbers(rows[best[0] : best[1]])
    if len(here) < 2 or not there:
        return False
    return max(here) <= min(there) if run[0] < best[0] else min(here) >= max(there)


def _numbers(rows: Sequence[Row]) -> list[int]:
    """The page numbers that plainly labelled rows show."""
    labels = [read_first(row.text) or read_last(row.text) for row in rows if _evidence(row) > 0.5]
    return [label.value for label in labels if label is not None and label.value is not None]


def _is_translation(rows: Sequence[Row], run: tuple[int, int, float], best: tuple[int, int, float]) -> bool:
    """At the other end of the issue, in another script: the same contents for readers abroad."""
    edge = rows[run[0]].page <= 4 or rows[run[1] - 1].page >= rows[-1].page - 2
    texts = [" ".join(row.text for row in rows[part[0] : part[1]]) for part in (run, best)]
    return edge and not same_script(*texts)


def _best_runs(weights: Sequence[float]) -> list[tuple[int, int, float]]:
    """Disjoint maximal runs with positive sums, best first (repeated maximum subarray)."""
    runs: list[tuple[int, int, float]] = []
    free = [(0, len(weights))]
    while free and len(runs) < 6:
        best = max((_dense(weights, *_maximum(weights, begin, end)) for begin, end in free), key=lambda run: run[2])
        if best[2] < 1.5:
            break
        runs.append(best)
        free = [part for begin, end in free for part in _without(begin, end, best)]
    return runs


def _dense(weights: Sequence[float], begin: int, end: int, total: float) -> tuple[int, int, float]:
    """The best part of a run between stretches of many rows that show nothing: other matter lies there."""
    parts: list[tuple[int, int, float]] = []
    start, idle = begin, 0
    for index in range(begin, end):
        idle = 0 if weights[index] > 0 else idle + 1
        if idle >= IDLE:
            parts.append((start, index + 1 - idle, sum(weights[start : index + 1 - idle])))
            start, idle = index + 1, 0
    parts.append((start, end, sum(weights[start:end])))
    best = max(parts, key=lambda part: part[2])
    if len(parts) == 1:
        return begin, end, total
    return _maximum(weights, best[0], best[1])


def _maximum(weights: Sequence[float], begin: int, end: int) -> tuple[int, int, float]:
    best = (begin, begin, 0.0)
    start, total = begin, 0.0
    for index in range(begin, end):
        total += weights[index]
        if total <= 0:
            start, total = index + 1, 0.0
        elif total > best[2]:
            best = (start, index + 1, total)
    return best


def _without(begin: int, end: int, run: tuple[int, int, float]) -> list[tuple[int, int]]:
    if run[0] >= end or run[1] <= begin:
        return [(begin, end)]
    return [part for part in ((begin, run[0]), (run[1], end)) if part[1] - part[0] > 3]


def _weight(row: Row) -> float:
    """Evidence of one row: a label for, anything else slightly against, prose strongly."""
    if is_marker(row):
        return 1.0
    if is_prose(row):
        return -1.0
    return _evidence(row) or (-0.13 if width(row.text) < 60 else -0.3)


_REFERENCE = re.compile(
    r"(?:19|20)\d\d[a-z]?[),，;；.:：].*[:：,，]\s?(?:pp?\.\s?)?[A-Z]?\d+\s?[-–—~]\s?[A-Z]?\d+\s?[.。]?\s*$|^\s*[\[［]\d{1,3}[\]］](?:\s|\S[^.．]*[,，][^.．]*[.．]|.*[\[［][A-Z](?:/OL)?[\]］])|,\s(?:pp?|S)\.\s?\d+(?:[-–]\d+)?\.?\s*$"
)
"""A reference to what others have published: its pages are not of this issue."""
_INDEX = re.compile(r"^[^\d.…·]{2,48},\s\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\.?$")
"""A row of an index: a heading, a comma, its pages."""


def _evidence(row: Row) -> float:
    """How plainly the row shows a page label, 0..1."""
    if is_prose(row) or _REFERENCE.search(row.text):
        return 0.0
    if _INDEX.match(row.text):
        return 0.1
    last, first, only = read_last(row.text), read_first(row.text), read_only(row.text)
    if only and only.strength >= 0.8:
        return 0.8
    if last and last.strength >= 0.65:
        before = row.text[: last.start]
        plain = last.wrap == "bare" and not LEADER.search(before[-6:]) and not GAP.search(f"{before[-3:]}|")
        return 0.45 if plain else 1.0
    if first and first.strength >= 0.65:
        return 0.6 if first.wrap == "bare" else 0.9
    return 0.0


def _widen(rows: Sequence[Row], begin: int, end: int) -> tuple[int, int]:
    """Up to the heading and first section; down over the last entry's own rows when labels lead their entries."""
    while begin > 0 and rows[begin - 1].page == rows[begin].page and not is_marker(rows[begin]):
        heading = any(is_marker(row) for row in rows[max(0, begin - 6) : begin])
        if is_prose(rows[begin - 1]) or not (heading or _near_above(rows, begin)):
            break
        begin -= 1
    lonely = sum(read_only(row.text) is not None for row in rows[begin:end])
    if lonely > 0.7 * (end - begin):
        # Labels read apart from their titles: those stand before or after them.
        while end < len(rows) and end - begin < 4 * lonely and not is_prose(rows[end]) and width(rows[end].text) < 60:
            end += 1
    led = sum((label := read_first(row.text)) is not None and label.strength >= 0.8 for row in rows[begin:end])
    alone = sum(read_only(row.text) is not None for row in rows[begin:end])
    if led + alone > 0.5 * sum(_evidence(row) > 0 for row in rows[begin:end]):
        limit = min(len(rows), end + 4)
        while end < limit and rows[end].page == rows[end - 1].page and not is_prose(rows[end]):
            end += 1
    return begin, _own_rows(rows, begin, end)


def _is_set_below(rows: Sequence[Row], at: int, labelled: Sequence[int]) -> bool:
    """Does a row with a box stand right below another, set like rows that stand so below entries?"""
    row, above = rows[at], rows[at - 1]
    if row.box is None or row.column != above.column or row.page != above.page or row.gap >= 0.5 or is_prose(row):
        return False
    below = [rows[index + 1] for index in labelled[:-1] if index + 1 not in labelled and rows[index + 1].gap < 0.5]
    alike = sum((one.size, one.bold) == (row.size, row.bold) != (above.size, above.bold) for one in below)
    return at - 1 in labelled and alike >= LEAST_BELOW


LEAST_BELOW: Final = 2


def _own_rows(rows: Sequence[Row], begin: int, end: int) -> int:
    """The end with the last entry's own rows: where two or three rows (a byline, a title in another language) follow
    nearly every label, they follow the last one too."""
    labelled = [index for index in range(begin, end) if _evidence(rows[index]) > 0]
    while end < len(rows) and _is_set_below(rows, end, labelled):
        end += 1
    runs = [b - a - 1 for a, b in itertools.pairwise(labelled)]
    if len(runs) < 4 or end >= len(rows) or labelled[-1] != end - 1:
        return end
    usual = sorted(runs)[len(runs) // 4]
    for _ in range(min(usual, 3)):
        close = end < len(rows) and rows[end].page == rows[end - 1].page and rows[end].gap < 1.5
        if not close or is_prose(rows[end]) or is_marker(rows[end]) or width(rows[end].text) > 100:
            break
        end += 1
    return end


def _near_above(rows: Sequence[Row], begin: int) -> bool:
    """The row above belongs to the first entry: set closely above it in the same column, and short."""
    above, first = rows[begin - 1], rows[begin]
    return above.column == first.column and first.gap < 1.5 and width(above.text) < 60


def _unlabelled(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """No labels anywhere: from a heading to the end of its page, or to where prose begins."""
    for index, row in enumerate(rows):
        if is_marker(row):
            end = _end_of_list(rows, index + 1)
            if end - index > 3:
                return [(index, end)]
    return []


def _end_of_list(rows: Sequence[Row], begin: int) -> int:
    """Where a list without labels ends: at prose, at the page's end, or where rows begin to run full width."""
    end = begin
    widths: list[int] = []
    while end < len(rows) and rows[end].page == rows[begin - 1].page and not is_prose(rows[end]):
        widths.append(width(rows[end].text))
        full = [size for size in widths[-4:] if size >= 54]
        if len(full) == 4 and max(full) - min(full) <= 12:
            return end - 3
        end += 1
    return end


# ---- labels read apart from their titles ----


def detach_labels(rows: Sequence[Row]) -> tuple[list[Row], tuple[Run, ...]]:
    """Runs of three or more rows that are page labels and nothing else, taken out: the OCR read their column apart."""
    kept: list[Row] = []
    runs: list[Run] = []
    run: list[tuple[Label, Row]] = []
    for row in [*rows, None]:
        label = read_only(row.text) if row is not None else None
        if row is not None and label is not None:
            run.append((label, row))
            continue
        if len(run) >= 3:
            runs.append((len(kept), tuple(run)))
        else:
            kept += [alone for _, alone in run]
        run = []
        if row is not None:
            kept.append(row)
    return kept, tuple(runs)
