"""Segments to blocks in reading order: columns found as rivers of white, tables of contents kept in rows.

The method is a recursive XY-cut (Nagy and Seth 1984) on segments, with two differences. A column border is a
*river*: an interval of x that stays white over many lines, wherever headlines and boxes above and below cross it.
And before a river counts as a border it must show that it does not divide rows: page numbers set in a column of
their own, or bylines set opposite their titles, belong to the line they stand on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .segments import Segment, join, on_one_row

TextOf = Callable[[Segment], str]
PAGE_LABEL = re.compile(
    r"^[\s.·…⋯‧∙•・．_\-—–/|丨(（\[【<《〈]*"
    r"(?:[Pp]{1,2}\.?\s?)?(?:第?\s?[ASas]?\d{1,4}\s?[页頁版]?|[ivxlc]{1,6}|[IVXLC]{1,6}|[一二三四五六七八九十百〇零]{1,5}|封[二三四底面])"
    r"(?:\s?[-–—~～,，、]\s?[ASas]?\d{1,4})?[\s)）\]】>》〉·.…/|丨]*$"
)
_NUMBER = re.compile(r"^\W{0,2}\d{1,4}\W{0,2}$")
_MARKED = re.compile(r"[，。、；：！？．」』）】》〉]$")
_LEADER_START = re.compile(r"^[.·…‥⋯]{1,}")
_CLOSED = re.compile(r"[。．！？!?.…:：;；”’»」』）)\]】؟][\W\d⁰¹²³⁴-⁹]{0,3}$")
"""The end of a sentence, or of what may close a paragraph."""
_LEADER_END = re.compile(r"(?:[.·…⋯‧∙•・．_]\s?){2,}$")
RIVER = 0.42
"""Narrowest river in em."""
MOST_RIVERS = 64
"""How many places for a river are looked at closely in one region."""
HEADLINE = 1.4
"""Type so much larger than the text is a headline."""
LARGER = 1.2
"""Type so much larger beside a headline is one too."""
_FLUSH = 0.3
"""Lines whose beginnings are off by less, in em, begin at one edge."""
_MOSTLY = 0.7
"""So many of the right parts of rows end where such parts do."""
_SMALL = 0.5
"""Small type beside large type is so much smaller, at most."""
_NAMED = 14.0
"""A page number and the name behind it are no wider, in em."""
DEEPEST = 40


_IMPRINT, _CLOSE = 8, 2.6
"""An imprint has so many lines; in em, they follow one another."""


class River(NamedTuple):
    """White between `left` and `right` from `top` to `bottom`; `sides` counts the segments left and right of it."""

    left: float
    right: float
    top: float
    bottom: float
    sides: tuple[int, int]


def arrange(segments: Sequence[Segment], text_of: TextOf) -> list[list[list[Segment]]]:
    """Blocks in reading order; each is a list of rows, each row the segments of one printed line, left to right."""
    if not segments:
        return []
    number = _number_in_margin(segments, text_of)
    if number is None:
        return _arranged(segments, text_of)
    return [*_arranged([one for one in segments if one is not number], text_of), [[number]]]


def _arranged(segments: Sequence[Segment], text_of: TextOf) -> list[list[list[Segment]]]:
    attached = _attach_labels([_unhung(segment, text_of) for segment in segments], text_of)
    head, body, foot = _peel(attached)
    spread = _spread_headlines(body)
    narrow = {wide.members: segment for wide, segment in zip(spread, body, strict=True) if wide is not segment}
    blocks = [*_blocks(head, text_of, 0), *_blocks(spread, text_of, 0), *_blocks(foot, text_of, 0)]
    blocks = [[narrow.get(segment.members, segment) for segment in block] for block in blocks]
    return [part for block in blocks for part in _part(rows(block))]


def _number_in_margin(segments: Sequence[Segment], text_of: TextOf) -> Segment | None:
    """The one number that stands in the margin beside the text, outside of all that is set: the page's, and of no line."""
    if len(segments) < _IN_COLUMN:
        return None
    for outermost, edge in ((min(segments, key=_left), "left"), (max(segments, key=_right), "right")):
        rest = [one for one in segments if one is not outermost]
        outside = outermost.right < min(map(_left, rest)) if edge == "left" else outermost.left > max(map(_right, rest))
        beside = any(on_one_row(outermost, one) for one in rest)
        if outside and beside and _NUMBER.match(text_of(outermost)):
            return outermost
    return None


def _left(segment: Segment) -> float:
    return segment.left


def _right(segment: Segment) -> float:
    return segment.right


def _unhung(segment: Segment, text_of: TextOf) -> Segment:
    """A segment without the empty half of a mark that closes it: marks may hang into a narrow gutter (JIS X 4051, 4.18)."""
    if not _MARKED.search(text_of(segment)) or segment.width < 3 * segment.em:
        return segment
    return segment._replace(right=segment.right - segment.em / 2)


def rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments of one column grouped to printed lines, top to bottom."""
    if len(segments) < 2:
        return [list(segments)] if segments else []
    usual = float(np.median([segment.em for segment in segments]))
    plain = sorted(
        (segment for segment in segments if segment.em < 2.2 * usual or segment.width > 3 * segment.em), key=_middle
    )
    initials = [segment for segment in segments if not (segment.em < 2.2 * usual or segment.width > 3 * segment.em)]
    names = [segment for segment in plain if _is_over_lines(segment, plain)]
    grouped: list[list[Segment]] = [[name] for name in names]
    for segment in (one for one in plain if one not in names):
        for row in reversed(grouped[-3:]):
            if row[0] not in names and any(on_one_row(member, segment) for member in row):
                row.append(segment)
                break
        else:
            grouped.append([segment])
    for initial in initials:
        _set_initial(initial, grouped)
    grouped.sort(key=lambda row: min(segment.middle for segment in row))
    return [sorted(row, key=lambda segment: segment.left) for row in grouped]


def _is_over_lines(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether words in large type (a periodical's name) stand beside several lines of small type: no line of theirs."""
    if segment.width <= 3 * segment.em:
        return False
    small = [one for one in segments if one.em < _SMALL * segment.em and on_one_row(one, segment)]
    return any(one.bottom <= other.middle and one.middle <= other.top for one in small for other in small)


def _middle(segment: Segment) -> float:
    return segment.middle


def _set_initial(initial: Segment, grouped: list[list[Segment]]) -> None:
    """A drop cap stands before the first of the lines beside it."""
    beside = [row for row in grouped if any(on_one_row(initial, segment) for segment in row)]
    first = min(beside, key=lambda row: row[0].top, default=None)
    if first is not None and min(segment.left for segment in first) >= initial.left:
        first.insert(0, initial)
    else:
        grouped.append([initial])


def _part(lines: list[list[Segment]]) -> list[list[list[Segment]]]:
    """A column's lines parted where the white between two is much more than usual for this column."""
    if len(lines) < 2:
        return [lines] if lines else []
    boxes = [join(row) for row in lines]
    leads = [below.middle - above.middle for above, below in pairwise(boxes)]
    usual = float(np.median(leads)) if leads else 0.0
    parts, current = [], [lines[0]]
    for above, below, row, lead in zip(boxes, boxes[1:], lines[1:], leads, strict=False):
        if lead > 1.9 * max(usual, 1.15 * min(above.em, below.em)):
            parts.append(current)
            current = []
        current.append(row)
    return [*parts, current]


# ── rows that belong together ─────────────────────────────────────────────────────────────────────


def _attach_labels(segments: list[Segment], text_of: TextOf) -> list[Segment]:
    """Page numbers that stand in a column of their own joined to the text on their row.

    Numbers lead when nothing stands left of the first column of them, and close the line otherwise: an issue keeps
    one style.
    """
    labels = [segment for segment in segments if segment.width < 9 * segment.em and PAGE_LABEL.match(text_of(segment))]
    columns = _columns_of_labels(labels)
    if not columns:
        return segments
    texts = [segment for segment in segments if segment not in set(labels)]
    leading = _labels_lead(columns, texts, text_of)
    merged: dict[Segment, list[Segment]] = {}
    for label in (label for column in columns for label in column):
        partner = _partner(label, texts, right=leading) or _partner(label, texts, right=not leading)
        if partner is not None and not _heads_a_column(label, partner, texts):
            merged.setdefault(partner, []).append(label)
    used = {label for group in merged.values() for label in group}
    return [
        _with_labels(segment, merged[segment]) if segment in merged else segment
        for segment in segments
        if segment not in used
    ]


def _heads_a_column(label: Segment, partner: Segment, texts: Sequence[Segment]) -> bool:
    """Whether a number (a year, say) stands over text of its own column, which ends before its partner begins."""
    under = [
        one
        for one in texts
        if 0 < one.middle - label.middle < 2.5 * label.em
        and min(one.right, label.right) - max(one.left, label.left) > 0.5 * label.width
    ]
    return any(
        one.width > 2 * label.width and (one.right <= partner.left or one.left >= partner.right) for one in under
    )


def _with_labels(segment: Segment, labels: Sequence[Segment]) -> Segment:
    """A text with its page numbers; its height stays its own, for numbers may be set much larger."""
    joined = join(sorted([segment, *labels], key=lambda one: one.left))
    return joined._replace(top=segment.top, bottom=segment.bottom, em=segment.em)


def _columns_of_labels(labels: Sequence[Segment]) -> list[list[Segment]]:
    """Labels aligned on their right or left edge, three or more, from left to right."""
    found: list[list[Segment]] = []
    free = list(labels)
    while len(free) >= 3:
        best: list[Segment] = []
        for segment in free:
            for edge in ("right", "left"):
                at = getattr(segment, edge)
                column = [other for other in free if abs(getattr(other, edge) - at) < 0.7 * segment.em]
                if len(column) > len(best):
                    best = column
        if len(best) < 3:
            break
        found.append(best)
        free = [segment for segment in free if segment not in set(best)]
    return sorted(found, key=lambda column: min(segment.left for segment in column))


def _labels_lead(columns: Sequence[Sequence[Segment]], texts: Sequence[Segment], text_of: TextOf) -> bool:
    """Whether page numbers stand before their titles, by vote.

    For it speaks a title to the right of a number, and text that starts flush with the numbers; against it a title to
    the left, text that ends flush with the numbers (a line whose leader reaches its number is one piece already), and
    leaders. What fills its measure is running text, not titles. Nearness only decides a draw.
    """
    votes = nearness = 0.0
    for column in columns:
        em = column[0].em
        start, end = min(label.left for label in column), max(label.right for label in column)
        flush_left = sum(abs(segment.left - start) < 0.3 * em for segment in texts)
        flush_right = sum(abs(segment.right - end) < 0.3 * em for segment in texts)
        votes += min(flush_left, len(column)) - min(flush_right, len(column))
        pairs = [(_partner(label, texts, right=True), _partner(label, texts, right=False)) for label in column]
        if sum(right is not None and left is not None for right, left in pairs) >= 4:
            votes += len(column) * (_is_full([left for _, left in pairs]) - _is_full([right for right, _ in pairs]))
        for label, (right, left) in zip(column, pairs, strict=True):
            votes += (right is not None) - (left is not None)
            if right is not None and left is not None:
                nearness += (label.left - left.right) - (right.left - label.right)
                votes -= 3 * bool(_LEADER_END.search(text_of(left)))
    if abs(votes) > 0.2 * sum(map(len, columns)):
        return votes > 0
    return nearness > 0


def _is_full(texts: Sequence[Segment | None]) -> bool:
    """Whether these lines nearly all end at one edge: running text of another column, not titles."""
    edges = [text.right for text in texts if text is not None]
    if len(edges) < 4 or len(edges) < 0.6 * len(texts):
        return False
    em = next(text.em for text in texts if text is not None)
    return sum(edge > max(edges) - em for edge in edges) >= 0.7 * len(edges)


def _partner(label: Segment, texts: Sequence[Segment], *, right: bool) -> Segment | None:
    """The nearest text on the label's row, on one side of it. Beside a large numeral may stand two lines, a title and what is
    below it in smaller type: then the larger one, or the upper one."""
    found: list[tuple[float, Segment]] = []
    for segment in texts:
        gap = segment.left - label.right if right else label.left - segment.right
        if -0.3 * label.em < gap and on_one_row(label, segment):
            found.append((gap, segment))
    nearest = min((gap for gap, _ in found), default=0.0)
    flush = [segment for gap, segment in found if gap < nearest + _FLUSH * segment.em]
    return max(flush, key=lambda one: (round(one.em), -one.top), default=None)


# ── headlines over several columns ────────────────────────────────────────────────────────────────

_IN_COLUMN = 4
_EVEN = 0.05
"""Lines of one text differ by less in size."""
_OPENING, _OPENED = 6.0, 1.3
"""A dateline is narrower, and the white behind it, in em."""
_BELOW = 7.0
"""Columns begin at most so many em under their headline: a subtitle and a byline may stand between."""


def _spread_headlines(segments: list[Segment]) -> list[Segment]:
    """Headlines over columns that begin at one height, centred or flush with the first, made as wide as those columns: no river
    runs there."""
    if len(segments) < 6:
        return segments
    usual = float(np.median([segment.em for segment in segments]))
    text = sorted((one for one in segments if one.em < HEADLINE * usual), key=lambda one: one.top)
    if len(text) == len(segments):
        return segments
    heads = [one for one in segments if one.em >= HEADLINE * usual]
    return [_spread(one, heads, text, usual) if one.em >= HEADLINE * usual else one for one in segments]


class Measure(NamedTuple):
    """The columns that a headline may stand over, and how far it is from standing right over them."""

    off: float
    left: float
    right: float


def _spread(headline: Segment, heads: Sequence[Segment], text: Sequence[Segment], usual: float) -> Segment:
    near = [one for one in text if headline.top < one.middle and one.top < headline.bottom + _BELOW * usual]
    under = [one for one in near if one.top > headline.bottom - 0.3 * usual]
    for first in under:
        level = _with_openings([one for one in under if abs(one.bottom - first.bottom) < 0.3 * usual], usual)
        tops = _as_columns([one for one in level if not _is_below_text(one, near, usual)], under, usual)
        measures = (_centred(headline, tops, usual), _flush(headline, heads, tops, usual))
        for measure in sorted(filter(None, measures)):
            if not _stands_by(headline, measure, [*near, *heads]):
                return headline._replace(
                    left=min(headline.left, measure.left), right=max(headline.right, measure.right)
                )
    return headline


def _as_columns(tops: Sequence[Segment], under: Sequence[Segment], usual: float) -> list[Segment]:
    """First lines of columns, begun where the lines that follow below begin: they may be indented."""
    found: list[Segment] = []
    for at, top in enumerate(tops):
        limit = tops[at + 1].left if at + 1 < len(tops) else float("inf")
        lines = [one for one in under if abs(one.left - top.left) < 3 * usual and one.right < limit]
        found.append(top._replace(left=min([top.left, *map(_left, lines)])))
    return found


def _with_openings(level: Sequence[Segment], usual: float) -> list[Segment]:
    """Segments on one line, left to right, with the few letters that open a text (a dateline) before white joined to what follows."""
    found: list[Segment] = []
    for one in sorted(level, key=lambda one: one.left):
        opens = found and found[-1].width < _OPENING * usual and one.left - found[-1].right < _OPENED * usual
        found[-1:] = [join([found[-1], one])] if opens else [*found[-1:], one]
    return found


def _stands_by(headline: Segment, measure: Measure, near: Sequence[Segment]) -> bool:
    """Whether text, or another headline, stands on the rows of a headline under which it would come to lie: then the headline has
    its own column."""
    return any(
        headline.top < one.middle < headline.bottom
        and one.left < measure.right
        and one.right > measure.left
        and (one.left >= headline.right or one.right <= headline.left)
        for one in near
    )


def _is_below_text(one: Segment, near: Sequence[Segment], usual: float) -> bool:
    """Whether text of the same width stands above: then no column begins here. A byline is narrow, or one line of another size."""
    above = [
        other
        for other in near
        if other.bottom < one.bottom - 0.5 * usual
        and min(one.right, other.right) - max(one.left, other.left) > 0.5 * one.width
        and other.width > 0.7 * one.width
    ]
    return len(above) > 1 or any(abs(other.em - one.em) < _EVEN * one.em for other in above)


def _flush(headline: Segment, heads: Sequence[Segment], tops: Sequence[Segment], usual: float) -> Measure | None:
    """The edges of the columns from the one that the headline is flush with to the last without a headline of its own."""
    start = next((at for at, one in enumerate(tops) if -usual < one.left - headline.left < 3 * usual), None)
    if start is None:
        return None
    last = start
    for at in range(start + 1, len(tops)):
        own = any(
            other is not headline
            and min(other.right, tops[at].right) > max(other.left, tops[at].left)
            and headline.top - 2 * usual < other.top < tops[at].top
            and not _is_subtitle(other, headline)
            for other in heads
        )
        if own:
            break
        last = at
    if tops[last].right <= headline.right + usual:
        return None
    return Measure(abs(tops[start].left - headline.left), headline.left, tops[last].right)


def _is_subtitle(other: Segment, headline: Segment) -> bool:
    """Whether a line of smaller type stands under a headline, flush with it."""
    return other.em < headline.em and other.top > headline.middle and abs(other.left - headline.left) < headline.em


def _centred(headline: Segment, tops: Sequence[Segment], usual: float) -> Measure | None:
    """The edges of the most columns that the headline is centred over without touching both of the outermost."""
    middle = (headline.left + headline.right) / 2
    for count in range(len(tops), 1, -1):
        for start in range(len(tops) - count + 1):
            left, right = tops[start].left, tops[start + count - 1].right
            off = abs((left + right) / 2 - middle)
            inside = left - usual <= headline.left and headline.right <= right + usual
            if inside and off < 1.8 * usual + 0.02 * (right - left):
                return Measure(off, left, right)
    return None


# ── columns ───────────────────────────────────────────────────────────────────────────────────────


def _peel(segments: list[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The top row and the bottom row apart from the rest, where more than ordinary white lies between."""
    lines = _bands(segments)
    if len(lines) < 4:
        return [], segments, []
    usual = float(np.median([segment.em for segment in segments]))
    gaps = [below[1] - above[2] for above, below in pairwise(lines)]
    wide = max(0.7 * usual, 1.8 * float(np.median(gaps)))
    head = int(gaps[0] > wide and _is_marginal(lines[0], usual) and not _are_of_columns(lines[0][0], segments))
    foot = int(gaps[-1] > wide and _is_marginal(lines[-1], usual) and not _are_of_columns(lines[-1][0], segments))
    stop = len(lines) - foot
    return (
        [segment for line in lines[:head] for segment in line[0]],
        [segment for line in lines[head:stop] for segment in line[0]],
        [segment for line in lines[stop:] for segment in line[0]],
    )


def _is_marginal(line: tuple[list[Segment], float, float], usual: float) -> bool:
    """Whether a row is low and not set in the type of headlines, which side by side belong to what stands under each."""
    members, top, bottom = line
    return bottom - top < 2.2 * usual and (len(members) < 2 or all(one.em < LARGER * usual for one in members))


def _are_of_columns(row: Sequence[Segment], segments: Sequence[Segment]) -> bool:
    """Whether a row is made of lines of columns: set like most lines, each begins where lines below or above it do. A paragraph may end
    there before white."""

    def is_of_column(one: Segment) -> bool:
        flush = [other for other in segments if other not in row and abs(other.left - one.left) < _FLUSH * one.em]
        return sum(abs(other.em - one.em) < _EVEN * one.em for other in flush) >= _IN_COLUMN

    return len(row) > 1 and all(map(is_of_column, row))


def _bands(segments: Sequence[Segment]) -> list[tuple[list[Segment], float, float]]:
    """Segments between horizontal strips of white over the whole region, with the top and bottom of each band."""
    bands: list[tuple[list[Segment], float, float]] = []
    for segment in sorted(segments, key=lambda one: one.top):
        if bands and segment.top < bands[-1][2] - 0.15 * segment.height:
            members, top, bottom = bands[-1]
            members.append(segment)
            bands[-1] = (members, top, max(bottom, segment.bottom))
        else:
            bands.append(([segment], segment.top, segment.bottom))
    return bands


def _blocks(segments: list[Segment], text_of: TextOf, depth: int) -> list[list[Segment]]:
    """The reading order of a region: recursion on headlines, then rivers."""
    if len(segments) < 4 or depth > DEEPEST:
        return [segments] if segments else []
    river = _find_river(segments)
    if river is None:
        return [segments]
    left, right = _sides(segments, river)
    if _divides_rows(left, right, text_of):
        joined = _join_across(segments, left, right)
        return _blocks(joined, text_of, depth + 1) if len(joined) < len(segments) else [segments]
    if _heads_rows(left, right, text_of):
        return [segments]
    cut = None if _label_style(segments, text_of) else _headline_between(segments, river, text_of)
    if cut is not None:
        upper = [segment for segment in segments if segment.middle < cut]
        lower = [segment for segment in segments if segment.middle >= cut]
        return _blocks(upper, text_of, depth + 1) + _blocks(lower, text_of, depth + 1)
    inside = set(left) | set(right)
    above = [segment for segment in segments if segment not in inside and segment.middle < river.top]
    below = [segment for segment in segments if segment not in inside and segment.middle >= river.top]
    return [block for part in (above, left, right, below) for block in _blocks(part, text_of, depth + 1)]


def _find_river(segments: Sequence[Segment]) -> River | None:
    """The river with the most lines on its poorer side."""
    data = np.array([segment[:5] for segment in segments])
    data = data[np.argsort(data[:, 1] + data[:, 3])]
    left, top, right, bottom, em = data.T
    usual = float(np.median(em))
    tolerance, least = 0.12 * usual, RIVER * usual
    candidates = np.unique(np.ceil(right / (0.25 * usual) - 0.2) * 0.25 * usual)
    starts = candidates[:, None]
    ends = starts + least
    crossing = (left[None, :] < ends - tolerance) & (right[None, :] > starts + tolerance)
    on_left = (right[None, :] <= starts + tolerance) & ~crossing
    on_right = (left[None, :] >= ends - tolerance) & ~crossing
    likely = np.flatnonzero(np.minimum(on_left.sum(axis=1), on_right.sum(axis=1)))
    if not len(likely):
        return None
    likely = likely[np.argsort(-np.minimum(on_left[likely].sum(axis=1), on_right[likely].sum(axis=1)))][:MOST_RIVERS]
    crossing, on_left, on_right = crossing[likely], on_left[likely], on_right[likely]
    runs = np.cumsum(crossing, axis=1)
    # what stands on one row with something that crosses is no evidence for a river there
    overlap = np.minimum(bottom[:, None], bottom[None, :]) - np.maximum(top[:, None], top[None, :])
    lower = np.minimum((bottom - top)[:, None], (bottom - top)[None, :])
    beside, on_row = np.nonzero((overlap > 0.5 * lower) | np.eye(len(data), dtype=bool))
    rows_of = np.searchsorted(beside, np.arange(len(data)))
    blocked = np.logical_or.reduceat(crossing[:, on_row], rows_of, axis=1)
    on_left &= ~blocked
    on_right &= ~blocked
    best: tuple[float, River] | None = None
    found: list[River] = []
    possible = np.minimum(on_left.sum(axis=1), on_right.sum(axis=1))
    slack = 0.3 + 0.05 * len(segments)
    parted = bool((em >= HEADLINE * usual).any())
    for index in np.argsort(-possible, kind="stable"):
        if possible[index] < 1 or (not parted and best is not None and possible[index] + slack < best[0]):
            break
        scored = _best_run(index, runs, on_left, on_right, top, bottom, left, right, usual)
        if scored is not None:
            found.append(scored[1])
            if best is None or scored[0] > best[0]:
                best = scored
    return _outermost(best[1], found, usual, (top, bottom)) if best else None


def _reaching(left: np.ndarray, right: np.ndarray, start: float, usual: float) -> float:
    """Share of the lines of the column next to the river that reach it; columns further left do not count."""
    near = right > start - np.median(right - left)
    return float((right[near] > start - 1.5 * usual).mean())


def _outermost(best: River, rivers: Sequence[River], usual: float, edges: tuple[np.ndarray, np.ndarray]) -> River:
    """The river that runs past both ends of the best one, if there is one: it parts stories, the best one columns. Or one that
    begins higher and ends where nothing goes on: it parts what stands beside a headline over the best one. `edges` are the tops and
    bottoms of all segments."""
    higher = [one for one in rivers if one.top < best.top - usual and min(one.sides) >= 3]
    past = [one for one in higher if one.bottom > best.bottom - usual]
    top, bottom = edges
    ended = [
        one
        for one in higher
        if best.top < one.bottom < best.bottom
        and not ((top < one.bottom + 0.8 * usual) & (bottom > one.bottom + 0.2 * usual)).any()
    ]
    return max(past or ended, key=lambda one: (one.bottom - one.top, min(one.sides)), default=best)


def _best_run(
    index: int,
    runs: np.ndarray,
    on_left: np.ndarray,
    on_right: np.ndarray,
    top: np.ndarray,
    bottom: np.ndarray,
    left: np.ndarray,
    right: np.ndarray,
    usual: float,
) -> tuple[float, River] | None:
    """The best stretch of one candidate between the segments that cross it, with its score."""
    run = runs[index]
    count_left = np.bincount(run[on_left[index]], minlength=run[-1] + 1)
    count_right = np.bincount(run[on_right[index]], minlength=run[-1] + 1)
    poorer = np.minimum(count_left, count_right)
    best: tuple[float, River] | None = None
    for chosen in np.argsort(-poorer)[:3]:
        if poorer[chosen] < 1:
            break
        here_left = on_left[index] & (run == chosen)
        here_right = on_right[index] & (run == chosen)
        high = max(top[here_left].min(), top[here_right].min())
        low = min(bottom[here_left].max(), bottom[here_right].max())
        beside_left = int(((bottom[here_left] > high) & (top[here_left] < low)).sum())
        beside_right = int(((bottom[here_right] > high) & (top[here_right] < low)).sum())
        start, end = float(right[here_left].max()), float(left[here_right].min())
        width = (end - start) / usual
        lines = int(here_left.sum() + here_right.sum())
        score = min(beside_left, beside_right) + min(width, 3.0) * 0.1 + lines * 0.05
        full = _reaching(left[here_left], right[here_left], start, usual)
        if not _is_enough(beside_left, beside_right, int(here_left.sum()), width, full, (low - high) / usual):
            continue
        if not _stand_beside(top[here_left], bottom[here_left], top[here_right], bottom[here_right]):
            continue
        if best is None or score > best[0]:
            both = here_left | here_right
            river = River(start, end, float(top[both].min()), float(bottom[both].max()), (beside_left, beside_right))
            best = score, river
    return best


def _stand_beside(top: np.ndarray, bottom: np.ndarray, other_top: np.ndarray, other_bottom: np.ndarray) -> bool:
    """Whether lines of two sides stand beside one another: signatures set far to the end have rows of their own."""
    overlap = np.minimum(bottom[:, None], other_bottom[None, :]) - np.maximum(top[:, None], other_top[None, :])
    height = np.minimum((bottom - top)[:, None], (other_bottom - other_top)[None, :])
    return bool((overlap > 0.25 * height).any())


def _is_enough(beside_left: int, beside_right: int, lines: int, width: float, full: float, height: float) -> bool:
    """Whether there are lines enough on both sides for a river `width` em wide and `height` em high to be a column border.

    `full` is the share of the left side's lines that reach the river. A narrow gutter is only seen beside lines that fill
    their measure; a column that has just begun may have a line or two beside a full one.
    """
    beside = min(beside_left, beside_right)
    if width < 1.2 and (full < 0.4 or (width < 0.62 and beside < 5)):
        return False
    if beside >= (3 if width < 2.5 else 2) and height >= 1.8:
        return True
    return 1 <= beside_right <= 2 and lines >= 6 and full >= 0.5 and width >= 0.9


def _sides(segments: Sequence[Segment], river: River) -> tuple[list[Segment], list[Segment]]:
    middle = (river.left + river.right) / 2
    within = [
        segment
        for segment in segments
        if river.top - 0.01 <= segment.top
        and segment.bottom <= river.bottom + 0.01
        and not (segment.left < middle < segment.right)
    ]
    return (
        [segment for segment in within if segment.right <= middle],
        [segment for segment in within if segment.left >= middle],
    )


def _headline_between(segments: Sequence[Segment], river: River, text_of: TextOf) -> float | None:
    """Where a headline opens a new part of the page although it does not reach the river: the y to cut at.

    It has its strip of the region to itself, or a wide white strip lies above headlines of both columns (and above a line
    or two that introduce them); and both columns go on above and below. Not where the text of the near column breaks off at its foot and
    the far column has a headline beside it: it goes on at the head of that column.
    """
    usual = float(np.median([segment.em for segment in segments]))
    headlines = [segment for segment in segments if segment.em >= HEADLINE * usual]
    if not headlines:
        return None
    bands = _bands(segments)
    gaps = [below[1] - above[2] for above, below in pairwise(bands)]
    wide = max(0.8 * usual, 1.5 * float(np.median(gaps))) if gaps else 0.0
    for index in range(1, len(bands)):
        members, top, _ = bands[index]
        opening = [one for one in headlines if -0.1 < one.top - top < 2.6 * usual]
        opening += [
            one for one in segments if opening and LARGER * usual <= one.em < HEADLINE * usual and one in members
        ]
        alone = bool(opening) and all(member.em >= LARGER * usual for member in members)
        if index > 1 and all(one.em >= LARGER * usual for one in bands[index - 1][0]):
            continue  # the headline began above
        if any(_goes_on(one, [other for other in headlines if other not in opening]) for one in opening):
            continue
        led = len(members) == 1 and bool(opening) and gaps[index - 1] > wide  # a line that leads up to the headline
        both = gaps[index - 1] > wide and _both_sides(opening, river)
        below = [segment for band in bands[index:] for segment in band[0]]
        heads = (alone or led) and any(one.left < river.left for one in opening)
        if not both and not (heads and _start_level(below, river)):
            continue
        above = [segment for band in bands[:index] for segment in band[0]]
        if _runs_over(above, below, river, HEADLINE * usual, text_of):
            continue
        if _both_sides(above, river) and _both_sides([one for one in below if one.em < HEADLINE * usual], river):
            return (bands[index - 1][2] + top) / 2
    return None


def _runs_over(
    above: Sequence[Segment], below: Sequence[Segment], river: River, headline: float, text_of: TextOf
) -> bool:
    """Whether the near column breaks off at its foot, beside a headline of the far one, and what stands at the head of the far column goes
    on: the last lines above the headlines close their sentences."""
    near, far = _next_to(below, river)
    upper, head = _next_to(above, river)
    if not near or not far or not upper or not head or min(far, key=_middle).em < headline:
        return False
    last, first = max(near, key=_middle), min(head, key=_middle)
    if last.em >= headline or first.em >= headline or _CLOSED.search(text_of(last)):
        return False
    begins = first.left > min(one.left for one in head) + first.em or text_of(first)[:1].isupper()
    return not begins and all(_CLOSED.search(text_of(max(side, key=_middle))) for side in (upper, head))


def _next_to(segments: Sequence[Segment], river: River) -> tuple[list[Segment], list[Segment]]:
    """The lines of the columns on either side of a river."""
    left = [one for one in segments if one.right <= river.right]
    right = [one for one in segments if one.left >= river.left]
    widest = max((one.width for one in left), default=0.0), max((one.width for one in right), default=0.0)
    return (
        [one for one in left if one.left > river.left - 1.1 * widest[0]],
        [one for one in right if one.right < river.right + 1.1 * widest[1]],
    )


def _goes_on(headline: Segment, headlines: Sequence[Segment]) -> bool:
    """Whether a line of a headline follows another one, directly under it in the same type."""
    return any(
        abs(one.em - headline.em) < 0.05 * headline.em
        and -0.3 * headline.em < headline.top - one.bottom < 0.6 * headline.em
        and min(one.right, headline.right) - max(one.left, headline.left) > 0.5 * min(one.width, headline.width)
        for one in headlines
        if one.middle < headline.middle
    )


def _start_level(below: Sequence[Segment], river: River) -> bool:
    """Whether the far column starts at the height of a line of the near one: under a headline of both, columns do, and headlines
    side by side begin at one height."""
    near = [segment for segment in below if segment.right <= river.right]
    beside = [one for one in below if river.left <= one.left < river.right + 2.5 * one.em]
    first = min(beside, key=lambda segment: segment.top, default=None)
    return first is not None and any(
        abs(first.top - one.top) < 0.3 * one.em
        or (abs(first.bottom - one.bottom) < 0.3 * one.em and abs(first.em - one.em) < 0.2 * one.em)
        for one in near
    )


def _both_sides(segments: Sequence[Segment], river: River) -> bool:
    return any(segment.right <= river.right for segment in segments) and any(
        segment.left >= river.left for segment in segments
    )


# ── does a river divide rows? ─────────────────────────────────────────────────────────────────────


def _divides_rows(left: Sequence[Segment], right: Sequence[Segment], text_of: TextOf) -> bool:
    """Whether the river runs through rows (a table, titles and bylines) rather than between columns of text."""
    near_left, near_right = _nearest(left, last=True), _nearest(right, last=False)
    style = _label_style([*left, *right], text_of)
    paired = _paired(near_left, near_right)
    if paired >= 0.9 and _leads_across(near_left, near_right, text_of):
        return True
    if style is not None:
        near, far = (near_right, near_left) if style == "first" else (near_left, near_right)
        here, there = (sum(_has_label(text_of(one), style) for one in side) / max(len(side), 1) for side in (near, far))
        if here >= min(0.3, max(0.5 * there, 0.05)):
            return False  # both sides have numbers of their own
        leaders = sum(bool(_LEADER_END.search(text_of(one))) for one in near_left)
        short = here == 0 and paired >= 0.9 and _median_letters(near_right, text_of) <= (10 if style == "first" else 14)
        if paired >= 0.7 and style == "first" and _opens_rows(near_left, near_right, text_of):
            return True
        return paired >= 0.7 and (short or leaders >= 0.3 * len(near_left) or not _justified(near_left))
    if paired < 0.8 or _justified(near_left) or _justified(near_right):
        return False
    return min(_median_letters(side, text_of) for side in (near_left, near_right)) < 9


def _opens_rows(left: Sequence[Segment], right: Sequence[Segment], text_of: TextOf) -> bool:
    """Whether each line of the left side that opens with a page number has one of the right side on its baseline: names as long as
    one another, say, that fill no measure but stand before their titles."""
    opening = [one for one in left if _has_label(text_of(one), "first")]
    named = len(opening) >= 3 and all(one.width < _NAMED * one.em for one in opening)
    return named and not _justified(right) and all(_paired([one], right) for one in opening)


def _leads_across(left: Sequence[Segment], right: Sequence[Segment], text_of: TextOf) -> bool:
    """Whether leaders run over the river: all of the right side closes with page numbers, none of the left, and where an
    engine saw any of the dots they end the left or begin the right."""
    if len(right) < 2 or not all(_has_label(text_of(one), "last") for one in right):
        return False
    if any(_has_label(text_of(one), "last") for one in left):
        return False
    begun = sum(bool(_LEADER_START.match(text_of(one))) for one in right)
    return max(begun, sum(bool(_LEADER_END.search(text_of(one))) for one in left)) >= 0.5 * len(right)


def _heads_rows(left: Sequence[Segment], right: Sequence[Segment], text_of: TextOf) -> bool:
    """Whether the left side only holds the names of sections beside the entries of the right: they go in by height."""
    if _label_style(right, text_of) is None or len(left) > 0.7 * len(right) or _is_imprint(left, right):
        return False
    return _median_letters(left, text_of) <= 6 and not any(_has_label(text_of(one), "first") for one in left)


def _is_imprint(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether lines follow one another closely, not on the rows of the other side: editors and addresses, where names of sections stand
    as far apart as their entries are many."""
    lines = sorted(left, key=_middle)
    close = sum(other.middle - one.middle < _CLOSE * one.em for one, other in pairwise(lines))
    aligned = _paired(_nearest(left, last=True), _nearest(right, last=False))
    return len(lines) >= _IMPRINT and close >= 0.7 * (len(lines) - 1) and aligned < 0.9


def _nearest(side: Sequence[Segment], *, last: bool) -> list[Segment]:
    """Of each row of one side the segment that stands next to the river."""
    return [row[-1] if last else row[0] for row in rows(side)]


def _label_style(segments: Sequence[Segment], text_of: TextOf) -> str | None:
    """`first` or `last` where a good part of the lines open or close with a page number, else None."""
    lines = [text_of(segment) for segment in segments]
    counts = Counter[str]()
    for line in lines:
        counts["first"] += _has_label(line, "first")
        counts["last"] += _has_label(line, "last")
    style, count = counts.most_common(1)[0]
    return style if count >= 4 and count >= 0.22 * len(lines) else None


_FIRST = re.compile(
    r"^[Pp]?\.?[(（/]?[ASas]?\d{1,4}(?:[-–—]\d{1,4})?[)）/|丨]?(?=\s{2,}|\s+\D|[\u4e00-\u9fff《“「])|^[一二三四五六七八九十百〇零]{1,5}\s{2,}"
)
_LAST = re.compile(
    r"(?:\s{2,}|[.·…⋯‧∙•・．/|丨(（]\s?|\s)[Pp]?[ASas]?(?:\d{1,4}(?:[-–—]\d{1,4})?|[ivxl]{1,5})[)）]?$|\s{2,}[一二三四五六七八九十百〇零]{1,5}$"
)


@lru_cache(maxsize=1 << 14)
def _has_label(line: str, style: str) -> bool:
    return bool(_FIRST.search(line) if style == "first" else _LAST.search(line)) or bool(PAGE_LABEL.match(line))


def _paired(left: Sequence[Segment], right: Sequence[Segment]) -> float:
    """Share of the sparser side's lines that stand on a baseline of the other's."""
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    if not few:
        return 0.0
    hits = sum(any(abs(one.middle - other.middle) < 0.4 * min(one.em, other.em) for other in many) for one in few)
    return hits / len(few)


def _justified(side: Sequence[Segment]) -> bool:
    """Whether most lines fill the measure, as running text does."""
    if len(side) < 3:
        return False
    edge = float(np.quantile([segment.right for segment in side], 0.9))
    start = float(np.quantile([segment.left for segment in side], 0.1))
    full = sum(segment.right > edge - 1.6 * segment.em and segment.left < start + 2.5 * segment.em for segment in side)
    return full >= 0.5 * len(side) and edge - start > 7 * side[0].em


def _median_letters(side: Sequence[Segment], text_of: TextOf) -> float:
    return float(np.median([len(text_of(segment).replace(" ", "")) for segment in side])) if side else 0.0


def _join_across(segments: Sequence[Segment], left: Sequence[Segment], right: Sequence[Segment]) -> list[Segment]:
    """Segments with those of `right` joined to the nearest of `left` on their row."""
    partner: dict[Segment, list[Segment]] = {}
    for segment in right:
        found = _partner(segment, left, right=False)
        if found is not None:
            partner.setdefault(found, []).append(segment)
    # only the nearest one joins, and none that stands further right than the others do: it may be of another column
    nearest = {one: min(group, key=lambda other: other.left) for one, group in partner.items()}
    reach = float(np.quantile([one.right for one in nearest.values()], _MOSTLY)) if nearest else 0.0
    chosen = {one: other for one, other in nearest.items() if other.left < reach}
    gone = set(chosen.values())
    return [
        join([segment, chosen[segment]]) if segment in chosen else segment
        for segment in segments
        if segment not in gone
    ]
