"""Lines used: those that say nothing but the masthead are marked with what was read from them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ...folding import loose
from ...model import Issue, Line
from .choice import Chosen, same_value
from .readings import Facts, Reading
from .sites import CONTENTS_HEADING, Site
from .titles import is_description, remainder

_LONG = 80
_WORDS = re.compile(r"issn|cn|\d|x|总|第|期|月刊|双月刊|半月刊|周刊|国内统一刊号|国际标准刊号|年")

Place = tuple[int, int]
"""Page and line number."""


def mark_lines(issue: Issue, sites: list[Site], readings: list[Reading], chosen: Chosen, facts: Facts) -> Issue:
    """Give `of` to the lines that were read for the values chosen, and to what stands under the title."""
    taken = _lines_read(readings, chosen, facts)
    taken = _lines_under_title(sites, chosen, taken) | _lines_of_title(sites, chosen, facts) | taken
    pages = []
    for page in issue.pages:
        lines = tuple(_marked(line, taken.get((page.number, line.number))) for line in page.lines)
        pages.append(replace(page, lines=lines) if lines != page.lines else page)
    return replace(issue, pages=tuple(pages))


def _lines_read(readings: list[Reading], chosen: Chosen, facts: Facts) -> dict[Place, str]:
    taken: dict[Place, str] = {}
    title = loose(chosen["periodical/title"][0].value) if "periodical/title" in chosen else ""
    for reading in readings:
        if reading.site is None or reading.site.partial or reading.path not in chosen:
            continue
        best = chosen[reading.path][0]
        if same_value(reading.path, reading.value) != same_value(reading.path, best.value):
            continue
        if (reading is best and len(reading.site.text) <= _LONG) or _is_pure(reading.site, facts, title):
            taken.setdefault(_place(reading.site), reading.path)
    return taken


def _lines_of_title(sites: list[Site], chosen: Chosen, facts: Facts) -> dict[Place, str]:
    """The title alone on a line, on the cover, in the colophon or as running head; with its date and number or without."""
    if "periodical/title" not in chosen:
        return {}
    title = loose(chosen["periodical/title"][0].value)
    return {
        _place(site): "periodical/title"
        for site in sites
        if (site.weight >= 0.5 or site.repeats > 2) and loose(remainder(site.text, facts[site.order])) == title
    }


def _lines_under_title(sites: list[Site], chosen: Chosen, taken: dict[Place, str]) -> dict[Place, str]:
    """Other title information (ISBD 1.4): a description, a translation, the edition; between the title and the date."""
    site = chosen["periodical/title"][0].site if "periodical/title" in chosen else None
    if site is None or site.repeats > 2 or site.partial:
        return {}
    near = [other for other in sites if other.page.number == site.page.number and -1 <= other.order - site.order <= 4]
    ends = [other.order for other in near if other.order > site.order and _place(other) in taken]
    found = {}
    for other in near:
        heading = CONTENTS_HEADING.fullmatch(other.text.strip())
        between = bool(ends) and site.order < other.order < max(ends)
        if heading and other.order > site.order:
            break
        if _belongs(other.text.strip(), site.text, between, other.order - site.order):
            found[_place(other)] = "periodical/title"
    return found


def _belongs(text: str, title: str, between: bool, distance: int) -> bool:
    """Short, without folio; between title and date, or a description or translation beside the title."""
    if len(text) > _LONG or re.search(r"\d\s*$|[.·…]{3}|[:：。]", text):
        return False
    article = distance == -1 and bool(re.fullmatch(r"the|der|die|das|le|la|les|el|los|il|de|het", text, re.IGNORECASE))
    translated = not text.isupper() and text.isascii() and not title.isascii() and distance == 1
    capitals = text.isupper() and text.isascii() and not title.isascii() and distance in (1, 2)
    return article or (distance > 0 and (between or translated or capitals or is_description(text)))


def _place(site: Site) -> Place:
    return site.page.number, site.line.number


def _marked(line: Line, path: str | None) -> Line:
    return replace(line, of=path) if path and line.of is None else line


def _is_pure(site: Site, facts: Facts, title: str) -> bool:
    """Nothing on the line but designation, identifiers, title."""
    rest = loose(remainder(site.text, facts[site.order])).replace(title, "") if title else loose(site.text)
    return len(_WORDS.sub("", rest)) <= 6
