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


def part_bands(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of vertical text, in its frame, by band in reading order; one list where it is not set in bands of running text.

    Lines over several bands part what stands before them from what follows.
    """
    gutters = [gutter for gutter in find_gutters(segments) if _is_running(segments, gutter)]
    if not gutters:
        return [list(segments)]
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
    """Whether running text ends at the white: most of the lines before it reach it, and there are long lines after it."""
    left, right = gutter
    em = float(np.median([segment.em for segment in segments]))
    after = [segment for segment in segments if segment.left >= right - 0.6 * em]
    reaching = [segment for segment in segments if left - 1.6 * em < segment.right <= left + 0.6 * em]
    begun = [segment for segment in after if segment.left <= right + 2.5 * em]
    long = [segment for segment in begun if segment.width >= 6 * em]
    full = [segment for segment in reaching if segment.width >= 6 * em]
    level = [segment for segment in segments if segment.right <= left + 0.6 * em and segment.width >= em]
    near = [segment for segment in level if segment.right > left - 1.5 * max((one.width for one in full), default=0.0)]
    return len(full) >= max(_LEAST, 0.4 * len(near)) and len(long) >= max(2, 0.5 * len(begun))


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
