"""Regions: the parts of pages that an article covers, as few boxes as fit without touching its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from ...model import Box, Region, bound
from .flow import Flow

_FURNITURE = frozenset({"folio", "running-head", "furniture"})


def draw_regions(flow: Flow, span: Sequence[int]) -> tuple[Region, ...]:
    """Boxes in reading order around the places of `span`; one a page where no foreign line stands between."""
    inside = {(flow.places[at].page, flow.places[at].line.number) for at in span}
    regions: list[Region] = []
    for page in dict.fromkeys(flow.places[at].page for at in span):
        own: list[tuple[int, Box]] = []
        foreign: list[Box] = []
        for line in flow.pages[page].lines:
            if line.box is None or line.role in _FURNITURE:
                continue
            if (page, line.number) in inside:
                own.append((line.block, line.box))
            else:
                foreign.append(line.box)
        blocks = [bound([box for _, box in group]) for _, group in groupby(own, key=itemgetter(0))]
        regions += [Region(page=page, box=box) for box in _merged(blocks, foreign)]
    return tuple(regions)


def _merged(own: list[Box], foreign: list[Box]) -> list[Box]:
    """Boxes joined one after the other as long as no foreign line comes inside."""
    merged: list[Box] = []
    for box in own:
        union = bound([merged[-1], box]) if merged else box
        if merged and not any(union.covers(other) > 0.3 for other in foreign):
            merged[-1] = union
        else:
            merged.append(box)
    return merged
