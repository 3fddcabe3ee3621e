"""An article's borders drawn by a person: its pages, regions and text follow one another."""

from __future__ import annotations

from typing import Any

import msgspec

from ..model import Article, Box, Issue, Page, Region, bound
from ..stages.articles.flow import Flow, Place, body_flow
from ..stages.articles.paragraphs import Vocabulary, join_paragraphs

_HEADS = ("title", "byline")


def cut_again(
    issue: Issue, article: Article, pages: list[int] | None, regions: list[dict[str, Any]] | None
) -> dict[str, Any]:
    """`pages`, `regions` and `paragraphs` of `article` as plain data, when a person set the first or the second (or both).

    Regions say which pages; pages alone keep the regions they have, and a new page is taken whole. The text is what
    stands in the regions, without titles and bylines; it is left alone where the page's lines are not known.
    """
    flow = body_flow(issue)
    drawn = (
        msgspec.convert(regions, list[Region]) if regions is not None else _on_pages(issue, article, pages or [], flow)
    )
    numbers = pages if pages is not None else list(dict.fromkeys(region.page for region in drawn))
    drawn = [region for region in drawn if region.page in numbers]
    found = {"pages": numbers, "regions": msgspec.to_builtins(drawn)}
    places = _places(flow, drawn, numbers)
    if places:
        found["paragraphs"] = msgspec.to_builtins(join_paragraphs(places, flow, Vocabulary(flow)))
    return found


def _on_pages(issue: Issue, article: Article, numbers: list[int], flow: Flow) -> list[Region]:
    pages = {page.number: page for page in issue.pages}
    found = []
    for number in numbers:
        kept = [region for region in article.regions if region.page == number]
        found += kept or ([Region(page=number, box=_whole(pages[number], flow))] if number in pages else [])
    return found


def _whole(page: Page, flow: Flow) -> Box:
    boxes = [flow.places[at].line.box for at in flow.on_page(page.number)]
    return bound(known) if (known := [box for box in boxes if box]) else Box(0, 0, 1, 1)


def _places(flow: Flow, regions: list[Region], numbers: list[int]) -> list[Place]:
    """Region by region the lines whose middle lies inside; lines that know no place count by their page."""
    found: dict[int, Place] = {}
    for region in regions:
        for at in flow.on_page(region.page):
            if (box := flow.places[at].line.box) and _holds(region.box, box):
                found.setdefault(at, flow.places[at])
    for number in numbers:
        found |= {at: flow.places[at] for at in flow.on_page(number) if flow.places[at].line.box is None}
    return [place for place in found.values() if not _is_head(place)]


def _holds(region: Box, box: Box) -> bool:
    x, y = box.center
    return region.left <= x <= region.right and region.top <= y <= region.bottom


def _is_head(place: Place) -> bool:
    of = place.line.of or ""
    return place.line.role in _HEADS or (of.startswith("articles/") and not of.endswith("/paragraphs"))
