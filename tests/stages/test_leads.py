"""How far lines stand apart: in an image a line's place is known to a pixel, that of a run of lines better."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Box, Issue, Line, Page
from backfile.stages.articles.flow import Flow, body_flow
from backfile.stages.articles.leads import find_unit, measure_lead

PIXEL = 0.0006
"""A pixel of a page at 150 dpi, as a fraction of its height."""
LEAD, WHITE = 25.6, 1.5
"""Lead and white between paragraphs, in pixels."""


def scan(paragraphs: int, lines: int) -> Flow:
    """A page of paragraphs of so many lines, each line's place rounded to a pixel."""
    found: list[Line] = []
    top = 100.0
    for paragraph in range(paragraphs):
        for at in range(lines):
            text = "and nobody who had seen it built was" if at + 1 < lines else f"surprised when {paragraph} fell."
            box = Box(0.1, round(top) * PIXEL, 0.8, (round(top) + 16) * PIXEL)
            found.append(Line(text=text, size=10, block=1, box=box, number=len(found) + 1))
            top += LEAD
        top += WHITE
    return body_flow(Issue(pages=(Page(number=1, lines=tuple(found), width=210, height=297, source="ocr"),)))


@pytest.mark.parametrize("lines", [3, 4, 6])
def test_white_of_a_pixel_and_a_half_shows_between_runs_of_lines(lines: int) -> None:
    flow = scan(8, lines)
    leads = [
        measure_lead(one, other, flow) / find_unit(other, flow)
        for one, other in zip(flow.places, flow.places[1:], strict=False)
    ]
    between = leads[lines - 1 :: lines]
    within = [lead for at, lead in enumerate(leads) if (at + 1) % lines]
    assert min(between) > max(within)


def test_lines_of_other_sizes_stand_where_they_were_seen() -> None:
    flow = scan(2, 4)
    first, second = flow.places[3], flow.places[4]
    larger = second._replace(line=replace(second.line, size=14))
    other = Flow(tuple(flow.pages.values()), [*flow.places[:4], larger, *flow.places[5:]])
    assert first.line.box is not None
    assert larger.line.box is not None
    assert measure_lead(first, larger, other) == pytest.approx(larger.line.box.top - first.line.box.top)
