"""Advertisements that stand under an article, in its column: they are none of its text.

A newspaper fills the foot of a column with them. The reading order comes to them after the last line of an article, and no title
follows that would end it there; but a line in display type with next to no text of its own, white above it and nothing of the
article below it, is no part of it. Neither is what stands over the masthead, price and number, part of the article under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .flow import Flow
from .starts import Start

_LEAST_TEXT = 80
"""With so many letters below it, or one full line of text, a line in display type is a heading."""
_MASTHEAD = ("periodical/", "issue/")
_WHITE = 0.8
"""White above an advertisement, in heights of the last line over it."""


def without_advertisements(flow: Flow, spans: Sequence[list[int]], starts: Sequence[Start]) -> list[list[int]]:
    """The spans (places of `flow`, in reading order), less the advertisements at the end of each and before its jumps, and less
    what stands over the masthead."""
    kept = {at for start in starts for at in start.heading}
    out = {at for span in spans for at in _advertised(flow, span, kept)}
    out |= {
        at
        for start in starts
        for at in range(start.opening, min(start.heading, default=0))
        if _is_over_masthead(at, flow)
    }
    return [[at for at in span if at not in out] or span for span in spans]


def _is_over_masthead(at: int, flow: Flow) -> bool:
    """Whether the title or date of the issue stands under a place, on its page."""
    place = flow.places[at]
    named = [line.box for line in flow.pages[place.page].lines if line.of and line.of.startswith(_MASTHEAD)]
    return place.line.box is not None and any(box is not None and box.top > place.line.box.top for box in named)


def _advertised(flow: Flow, span: Sequence[int], kept: set[int]) -> set[int]:
    found: set[int] = set()
    for run in _runs(span):
        end = len(run)
        while (begin := _last_display(flow, run[:end], kept)) is not None and _is_apart(flow, run, begin):
            found.update(run[begin:end])
            end = begin
    return found


def _runs(span: Sequence[int]) -> Iterator[list[int]]:
    """Places of a span that follow one another in the flow."""
    run: list[int] = []
    for at in span:
        if run and at != run[-1] + 1:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _last_display(flow: Flow, run: Sequence[int], kept: set[int]) -> int | None:
    """Where in `run` its last lines in display type begin, when next to no text follows them there, on the same page."""
    letters, begin = 0, None
    for index in range(len(run) - 1, -1, -1):
        place = flow.places[run[index]]
        if run[index] in kept or place.page != flow.places[run[-1]].page:
            return begin
        if flow.is_larger(place) and place.line.role is None:
            begin = index
        elif begin is not None:
            return begin
        else:
            letters += len(flow.folded[run[index]])
            if letters >= _LEAST_TEXT or flow.is_running(run[index]):
                return None
    return None


def _is_apart(flow: Flow, run: Sequence[int], begin: int) -> bool:
    """Whether white parts the place from text over it in the same column; a line that opens a page or column is a heading."""
    if begin == 0:
        return False
    above, below = flow.places[run[begin - 1]], flow.places[run[begin]]
    one, other = above.line.box, below.line.box
    if one is None or other is None or above.page != below.page or below.line.direction == "ttb":
        return False
    over = min(one.right, other.right) > max(one.left, other.left)
    return over and other.top - one.bottom > _WHITE * one.height
