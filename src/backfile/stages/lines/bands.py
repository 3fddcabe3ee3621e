"""Bands (段) of vertical text: running text that is set in registers one below the other, each read to its end before the next.

In the frame of vertical text (see `segments`) a band is a column and the white between two bands a river from the first line to the last. Bands
are looked for before anything else, because a few lines that seem to run on over the white (an engine joined them, a title is
set over both bands) hide that river from a cut of the page into blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from .segments import Segment

_CROSSING = 0.12
"""Share of the lines that may cross the white between two bands."""
_LEAST, _NARROWEST = 4, 0.4
_STEPS = 8
_LONG = 8.0
"""Length of lines, in em, of which a text has many and a list few."""


def part_bands(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of vertical text, in its frame, by band in reading order; one list where it is not set in bands of running text.

    Lines over several bands part what stands before them from what follows.
    """
    first, text, last = _peel(segments)
    gutters = [gutter for gutter in find_gutters(text) if _is_running(text, gutter)]
    if not gutters:
        return [list(segments)]
    return [part for part in (first, *_in_zones(text, gutters), last) if part]


def _in_zones(segments: Sequence[Segment], gutters: Sequence[tuple[float, float]]) -> list[list[Segment]]:
    over = sorted((one for one in segments if _crosses(one, gutters)), key=lambda one: one.middle)
    rest = [one for one in segments if one not in set(over)]
    found: list[list[Segment]] = []
    top = -np.inf
    for crossing in [*over, None]:
        bottom = crossing.middle if crossing else np.inf
        zone = [one for one in rest if top <= one.middle < bottom]
        found += [band for band in _bands(zone, gutters) if band]
        found += [[crossing]] if crossing else []
        top = bottom
    return _joined(found, set(over))


def _peel(segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """The first and the last line of the page apart from the rest where it is a running head: away from the text, in smaller type."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda one: one.top):
        if rows and segment.middle < max(one.bottom for one in rows[-1]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    if len(rows) < 2 * _LEAST:
        return [], list(segments), []
    em = float(np.median([segment.em for segment in segments]))
    head = (
        rows[0] if _is_head(rows[0], em, min(one.top for one in rows[1]) - max(one.bottom for one in rows[0])) else []
    )
    foot = (
        rows[-1]
        if _is_head(rows[-1], em, min(one.top for one in rows[-1]) - max(one.bottom for one in rows[-2]))
        else []
    )
    aside = {*head, *foot}
    return head, [one for one in segments if one not in aside], foot


def _is_head(row: Sequence[Segment], em: float, white: float) -> bool:
    size = sum(one.em * one.width for one in row) / max(sum(one.width for one in row), 0.01)
    return white > 1.2 * em and size < 0.93 * em


def find_gutters(segments: Sequence[Segment]) -> Iterator[tuple[float, float]]:
    """Where (from, to, along the lines) nearly all lines leave the paper white, with lines on both sides."""
    if len(segments) < 2 * _LEAST:
        return
    em = float(np.median([segment.em for segment in segments]))
    step = em / _STEPS
    start = min(segment.left for segment in segments)
    counts = np.zeros(int((max(segment.right for segment in segments) - start) / step) + 2, np.int64)
    for segment in segments:
        counts[int((segment.left - start) / step + 0.5) : int((segment.right - start) / step + 0.5)] += 1
    usual = float(np.percentile(counts[counts > 0], 75)) if counts.any() else 0.0
    few = np.concatenate(([False], counts <= _CROSSING * usual, [False]))
    for begin, end in np.flatnonzero(few[1:] != few[:-1]).reshape(-1, 2).tolist():
        left, right = start + begin * step, start + end * step
        before = sum(segment.right <= left + 0.6 * em for segment in segments)
        after = sum(segment.left >= right - 0.6 * em for segment in segments)
        if right - left >= _NARROWEST * em and min(before, after) >= _LEAST:
            yield left, right


def _is_running(segments: Sequence[Segment], gutter: tuple[float, float]) -> bool:
    """Whether text ends at the white and goes on after it: its lines are long on both sides, or those before it reach it.

    In a list what stands after the white belongs to the row of what stands before it: authors, page numbers, which are short.
    """
    left, right = gutter
    em = float(np.median([segment.em for segment in segments]))
    before = [one for one in segments if one.right <= left + 0.6 * em and one.width >= em]
    after = [one for one in segments if one.left >= right - 0.6 * em and one.width >= em]
    if min(_long_share(side, em) for side in (before, after)) >= 0.5:
        return True
    begun = [one for one in after if one.left <= right + 2.5 * em]
    full = [one for one in before if one.right > left - 1.6 * em and one.width >= 6 * em]
    near = [one for one in before if one.right > left - 1.5 * max((one.width for one in full), default=0.0)]
    long = [one for one in begun if one.width >= 6 * em]
    return len(full) >= max(_LEAST, 0.4 * len(near)) and len(long) >= max(2, 0.5 * len(begun))


def _long_share(side: Sequence[Segment], em: float) -> float:
    """How much of a text stands in long lines."""
    return sum(one.width for one in side if one.width >= _LONG * em) / max(sum(one.width for one in side), 0.01)


def _crosses(segment: Segment, gutters: Sequence[tuple[float, float]]) -> bool:
    return any(segment.left < left - segment.em and segment.right > right + segment.em for left, right in gutters)


def _bands(segments: Sequence[Segment], gutters: Sequence[tuple[float, float]]) -> list[list[Segment]]:
    borders = [-np.inf, *((left + right) / 2 for left, right in gutters), np.inf]
    return [[one for one in segments if begin <= (one.left + one.right) / 2 < end] for begin, end in pairwise(borders)]


def _joined(bands: Sequence[list[Segment]], over: set[Segment]) -> list[list[Segment]]:
    """The bands, a line over several of them together with what follows it."""
    found: list[list[Segment]] = []
    for band in bands:
        if found and all(one in over for one in found[-1]):
            found[-1] = [*found[-1], *band]
        else:
            found.append(band)
    return found
