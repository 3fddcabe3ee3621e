"""How the lines of an article are set: the columns they stand in, and what is seen between one line and the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ...model import Box, bound
from .flow import Flow, Place
from .leads import ENDS, along, find_unit, is_exact, measure_lead
from .style import Break, Style, learn

CJK = re.compile(
    r"[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
PHRASE = re.compile(r"[，。；！？、,.;!?…—”」』]\W{0,2}$")
OPENING = re.compile(r"^[「『（“‘《〈【]")
MARK = re.compile(
    r"^\s*(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])\s?[.．]?|其?\s?[一二三四五六七八九十]{1,3}|[（(]\s?[一二三四五六七八九十]{1,3}\s?[)）])\s*$"
)
"""A line that is nothing but a number or letter of a part."""
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
LEAD, _FINE_LEAD, _ROUGH_LEAD = 1.16, 1.22, 1.4
"""More than this times the usual lead is white between paragraphs: in a text layer, an image measured well, and one measured badly."""
_ALIGNED = 0.008
"""Edges of lines that differ by less, as a fraction of the page, are aligned."""


class Measure(NamedTuple):
    """The column a line stands in: its edges along the line and the widest lead within a paragraph, in fractions of the page."""

    start: float
    end: float
    lead: float


class Composition(NamedTuple):
    """How an article is set: its lines among all of the issue, (page, block) → column, and how paragraphs are told apart."""

    flow: Flow
    columns: dict[tuple[int, int], Measure]
    style: Style

    def column(self, place: Place) -> Measure:
        """The column a line stands in."""
        return self.columns[place.page, place.line.block]

    def short(self, place: Place) -> float:
        """What a line leaves empty before the end of its column, as a fraction of the page."""
        return self.column(place).end - along(place).right


def compose(places: Sequence[Place], flow: Flow) -> Composition:
    """The composition of one article; what it does not show by itself is taken from the whole issue."""
    columns = _columns(places, flow)
    return Composition(flow, columns, _style(places, columns, flow).over(_usual_style(flow)))


def _columns(places: Sequence[Place], flow: Flow) -> dict[tuple[int, int], Measure]:
    """(page, block) → measure of the column, taken from all lines of the article that share its edges."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for place in places:
        if place.line.box is not None:
            groups.setdefault((place.page, place.line.block), []).append(along(place))
    leads = [
        measure_lead(one, other, flow)
        for one, other in pairwise(places)
        if one.line.box
        and other.line.box
        and (one.page, one.line.block) == (other.page, other.line.block)
        and one.line.size == other.line.size
    ]
    usual = median(lead for lead in leads if lead > 0) if any(lead > 0 for lead in leads) else 1.0
    blocks: dict[int, dict[int, Box]] = {}
    for (page, block), boxes in groups.items():
        blocks.setdefault(page, {})[block] = bound(boxes) if flow.is_exact else _firm(boxes)
    columns = {}
    for (page, block), boxes in groups.items():
        edges = column_edges(blocks[page][block], list(blocks[page].values()))
        tallest = median([box.bottom - box.top for box in boxes])
        lead = max(usual * _least_white(flow), 0.9 * tallest)
        columns[page, block] = Measure(*edges, lead)
    return columns


def _firm(boxes: list[Box]) -> Box:
    """The bounds of lines in an image, to the left without one that stands out alone: a speck, a mark of the edge of the sheet."""
    lefts = sorted(box.left for box in boxes)
    firm = next((one for one, other in pairwise(lefts) if other - one < _ALIGNED), lefts[0])
    return bound(boxes)._replace(left=firm)


def _least_white(flow: Flow) -> float:
    """How many times the usual lead is white between paragraphs."""
    return LEAD if flow.is_exact else _FINE_LEAD if flow.is_measured else _ROUGH_LEAD


def column_edges(block: Box, others: Sequence[Box]) -> tuple[float, float]:
    """The edges of a block's column: those of all blocks that share it, save what reaches into a block beside it."""
    beside = [
        other
        for other in others
        if min(block.bottom, other.bottom) > max(block.top, other.top)
        and (other.left >= block.right - 0.005 or other.right <= block.left + 0.005)
    ]
    near = [
        other
        for other in others
        if min(block.right, other.right) - max(block.left, other.left) > 0.6 * min(block.width, other.width)
        and other.width < 1.25 * max(block.width, 0.25)
        and not any(min(other.right, one.right) - max(other.left, one.left) > 0.01 for one in beside)
    ] or [block]
    return min(one.left for one in near), max(one.right for one in near)


@lru_cache(maxsize=2)
def _usual_style(flow: Flow) -> Style:
    """The style of the whole issue, for articles too short to show their own."""
    return _style(flow.places, _columns(flow.places, flow), flow)


def _style(places: Sequence[Place], columns: dict[tuple[int, int], Measure], flow: Flow) -> Style:
    """How these lines of running text set paragraphs apart."""
    breaks = [
        see_break(one, other, columns, flow)
        for one, other in pairwise(places)
        if one.line.box
        and other.line.box
        and (one.page, one.line.block) == (other.page, other.line.block)
        and abs(one.line.size - other.line.size) <= allow(flow) * one.line.size
        and not flow.is_larger(one)
        and not one.line.bold
        and not other.line.bold
        and not _stops_open(other, columns)
        and not MARK.match(one.line.text)
        and not MARK.match(other.line.text)
    ]
    return learn([one for one in breaks if one.lead > 0], exact=flow.is_exact, measured=flow.is_measured)


def _stops_open(place: Place, columns: dict[tuple[int, int], Measure]) -> bool:
    """Whether a line ends far before its column and closes nothing, as headings do."""
    column = columns[place.page, place.line.block]
    short = column.end - along(place).right
    return not PHRASE.search(place.line.text) and short > 0.3 * (column.end - column.start)


def see_break(one: Place, other: Place, columns: dict[tuple[int, int], Measure], flow: Flow) -> Break:
    """What is seen between two lines, the second of which may stand in the next column."""
    here, there = columns[other.page, other.line.block], columns[one.page, one.line.block]
    before, box = along(one), along(other)
    em = max(measure_em(other, flow), 0.004)
    text = other.line.text.lstrip()
    first = text[:1] if CJK.match(text) else text.split(maxsplit=1)[0] if text else ""
    # an engine's box of an opening bracket leaves out its empty half
    hung = 0.5 if OPENING.match(text) and not is_exact(other, flow) else 0.0
    return Break(
        lead=measure_lead(one, other, flow) / find_unit(other, flow),
        indent=(box.left - here.start) / em - hung * (box.left > here.start),
        short=(there.end - before.right) / em,
        need=len(first) * (box.right - box.left) / max(len(other.line.text), 1) / em,
        measure=(there.end - there.start) / em,
        open=not ENDS.search(one.line.text) or text[:1].islower(),
        closed=bool(PHRASE.search(one.line.text)),
        capital=text[:1].isupper(),
        solid=bool(CJK.match(text) and CJK.match(one.line.text.lstrip())),
        even=max(abs(before.left - box.left), abs(before.right - box.right)) < 0.3 * em and bool(ENDS.search(text)),
        space=_space(one, flow) if flow.is_exact else None,
    )


def _space(place: Place, flow: Flow) -> float | None:
    """The usual width of a line's word spaces, in em of its type; None where character edges or spaces are not known."""
    page = flow.pages[place.page]
    widths = [
        abs(after - before)
        for word in place.line.words
        if len(word.edges) == len(word.text) + 1
        for letter, before, after in zip(word.text, word.edges, word.edges[1:], strict=False)
        if letter == " "
    ]
    extent = page.height if place.line.direction == "ttb" else page.width
    points = _POINTS.get(page.unit)
    if len(widths) < 2 or not place.line.size or not extent or not points:
        return None
    return median(widths) * extent * points / place.line.size


def measure_indent(place: Place, columns: dict[tuple[int, int], Measure], flow: Flow) -> float:
    return (along(place).left - columns[place.page, place.line.block].start) / max(measure_em(place, flow), 0.004)


def allow(flow: Flow) -> float:
    """By what share the sizes of two lines of one paragraph may differ: engines measure single lines badly."""
    return flow.slack if flow.is_exact else 1.4 * flow.slack if flow.is_measured else 2.2 * flow.slack


def measure_em(place: Place, flow: Flow) -> float:
    """An em along the line, as a fraction of the page."""
    page = flow.pages[place.page]
    box = place.line.box
    assert box is not None
    across, down = (page.width or 210.0), (page.height or 297.0)
    vertical = place.line.direction == "ttb"
    if is_exact(place, flow) and (points := _POINTS.get(page.unit)):
        return place.line.size / points / (down if vertical else across)
    return box.width * across / down if vertical else box.height * down / across
