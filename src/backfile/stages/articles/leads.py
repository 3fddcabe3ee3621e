"""From line to line: how far the lines of a column stand apart.

A text layer says it exactly. In an image a line's place is measured to about a pixel, and the white between two paragraphs may be no more; but
the lines of a paragraph are led alike, so that where a run of lines stands is known better than where one of them does. The
white before a line is therefore measured from the run that ends there to the run that begins (least squares with the slope known).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import fmean, median

from msgspec.structs import replace

from ...model import Box
from .flow import Flow, Place

ENDS = re.compile(r"[。！？!?.．…：:；;”’»؟」』》）)\]】](?:\W{0,2}|\W?[\d⁰¹²³⁴-⁹]{1,3}\W?)$")
"""The end of what may be the last line of a paragraph; the mark of a note may follow."""
_SEVERAL = 6
"""So many leads of a page show which is usual."""
_RUN = 4
"""Most lines on either side that tell where their run stands: further away the scale of a scan may differ."""
_REGULAR = 0.08
"""Leads that differ by less from the usual one, as a share, are it: measured to a pixel."""


def along(place: Place) -> Box:
    """The line's box turned so that left to right is the direction of reading."""
    box = place.line.box
    assert box is not None
    if place.line.direction == "ttb":
        return Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    if place.line.direction == "rtl":
        return Box(1 - box.right, box.top, 1 - box.left, box.bottom)
    return box


def is_exact(place: Place, flow: Flow) -> bool:
    """Whether a line's place and size come from a text layer."""
    return flow.is_exact and place.line.size > 0


def in_one_column(one: Place, other: Place) -> bool:
    """Whether two places, both with boxes, are of one block of one page."""
    return (one.page, one.line.block) == (other.page, other.line.block) and None not in (one.line.box, other.line.box)


def measure_lead(last: Place, place: Place, flow: Flow) -> float:
    """From line to line, as a fraction of the page: from foot to foot in a text layer (accents raise the head of a box, nothing
    lowers its foot), from middle to middle where an engine drew the boxes, between runs of lines where it drew them well."""
    evened = _between_runs(flow).get((place.page, last.line.number, place.line.number)) if flow.is_measured else None
    return _step(last, place, flow) if evened is None else evened


def find_unit(place: Place, flow: Flow) -> float:
    """What the lead before a line is measured in: its type size in a text layer, in an image the usual lead of its page (no two pages are
    scanned to quite the same scale) or, where sizes are measured badly, its own height."""
    if is_exact(place, flow):
        return place.line.size / 1000
    usual = _usual_leads(flow).get(place.page, 0.0) if flow.is_measured else 0.0
    return usual or max(along(place).height, 0.001)


def _step(last: Place, place: Place, flow: Flow) -> float:
    before, box = along(_longest(last)), along(_longest(place))
    if is_exact(place, flow):
        return box.bottom - before.bottom
    return (box.top + box.bottom - before.top - before.bottom) / 2


def _longest(place: Place) -> Place:
    """A line of vertical text as its longest word alone: brackets in it may stand half beside it."""
    if place.line.direction != "ttb" or len(place.line.words) < 2:
        return place
    word = max(place.line.words, key=lambda word: len(word.text))
    return place._replace(line=replace(place.line, box=word.box or place.line.box))


@lru_cache(maxsize=2)
def _usual_leads(flow: Flow) -> dict[int, float]:
    """Page number → usual lead between lines of one size and block: the mean of those about the median one."""
    leads: dict[int, list[float]] = {}
    for one, other in pairwise(flow.places):
        if _are_alike(one, other) and not flow.is_larger(one):
            leads.setdefault(other.page, []).append(_step(one, other, flow))
    return {page: _mean(found) for page, found in leads.items() if len(found) >= _SEVERAL and median(found) > 0}


def _mean(leads: Sequence[float]) -> float:
    usual = median(leads)
    return fmean([usual, *(one for one in leads if abs(one / usual - 1) < _REGULAR / 2)])


def _are_alike(one: Place, other: Place) -> bool:
    return in_one_column(one, other) and one.line.size == other.line.size


@lru_cache(maxsize=2)
def _between_runs(flow: Flow) -> dict[tuple[int, int, int], float]:
    """(page, number of a line, number of the next) → lead between the runs that end and begin there."""
    steps = [_step(one, other, flow) if _are_alike(one, other) else None for one, other in pairwise(flow.places)]
    usual = _usual_leads(flow)
    leads = {}
    for at, step in enumerate(steps):
        page = flow.places[at].page
        if step is not None and (regular := usual.get(page)):
            before = _run(flow, steps, at, -1, regular)
            after = _run(flow, steps, at, 1, regular)
            key = page, flow.places[at].line.number, flow.places[at + 1].line.number
            leads[key] = step + _offset(before, regular) + _offset(after, regular)
    return leads


def _run(flow: Flow, steps: Sequence[float | None], at: int, way: int, usual: float) -> list[float]:
    """The steps of the lines that surely belong to the run that ends (`way` -1) or begins (1) at a step, from there on."""
    found: list[float] = []
    while len(found) < _RUN - 1:
        at += way
        step = steps[at] if 0 <= at < len(steps) else None
        if step is None or abs(step / usual - 1) > _REGULAR or ENDS.search(flow.places[at].line.text):
            break
        found.append(step)
    return found


def _offset(steps: Sequence[float], usual: float) -> float:
    """How much further from the gap a run stands than its nearest line: the mean of what each of its lines says."""
    away = 0.0
    total = 0.0
    for step in steps:
        away += step - usual
        total += away
    return total / (len(steps) + 1)
