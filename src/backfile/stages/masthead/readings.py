"""Readings: each statement of a line about the periodical or the issue, with its weight."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...folding import loose
from ...identifiers import Barcode, find_barcodes, find_cn_numbers, find_issns, parse_barcode
from ...model import Issue
from ...numerals import even
from .designations import Fact
from .imprint import find_mottos, find_publishers
from .sites import CONTENTS_HEADING, Site
from .titles import find_title, remainder

_LONE_YEAR = re.compile(r"\W*(?P<year>1[6-9]\d\d|20\d\d)\W*")
_REFERENCE = re.compile(r"^\s?\[\d+\]|\bdoi\b|\bpp?\.\s?\d|\burl\b|https?:|\bet al\b|\(\d{4}\)\.", re.IGNORECASE)

_WEAK = "set as a title, but nothing else in the issue says that it is the periodical's"

Code = tuple[Barcode, Site | None, int]
"""A barcode, the line it stands in (None: read from the picture), its page."""
Facts = dict[int, list[Fact]]
"""The facts of each line, by `Site.order`."""


class Reading(NamedTuple):
    """One value for one path of the record, where it was read, how much speaks for it, and what leaves it in doubt."""

    path: str
    value: str
    site: Site | None
    weight: float
    shown_on: int | None = None
    doubt: str = ""

    @property
    def page(self) -> int | None:
        return self.site.page.number if self.site else self.shown_on


def collect(issue: Issue, sites: list[Site], facts: Facts, codes: list[Code]) -> list[Reading]:
    """All readings, whatever their weight."""
    return [
        *_designations(sites, facts),
        *_lone_years(sites, facts),
        *_identifiers(sites, codes),
        *_imprint(sites),
        *_titles(issue, sites, facts),
    ]


def _designations(sites: list[Site], facts: Facts) -> list[Reading]:
    """A line that holds little else says it of this issue; the more of year, month and number it says, the surer."""
    readings = []
    for site in sites:
        fields = {fact.field for fact in facts[site.order]}
        purity = _purity(site.text, facts[site.order])
        joint = 1.0 if len(fields) > 1 else 0.8 if fields & {"number", "volume", "whole_number"} else 0.5
        for fact in facts[site.order]:
            weight = site.weight * purity * joint * fact.weight * min(3.0, 1 + 0.2 * (site.repeats - 1))
            readings.append(Reading(f"issue/{fact.field}", fact.value, site, weight))
    return readings


def _lone_years(sites: list[Site], facts: Facts) -> list[Reading]:
    """A year on a line of its own, beside a line that has a volume or number."""
    numbered = {
        site.order
        for site in sites
        if {fact.field for fact in facts[site.order]} & {"volume", "number", "whole_number"}
    }
    return [
        Reading("issue/year", match["year"], site, 0.6 * site.weight)
        for site in sites
        if (match := _LONE_YEAR.fullmatch(even(site.text))) and numbered & {*range(site.order - 2, site.order + 3)}
    ]


def _purity(text: str, facts: list[Fact]) -> float:
    """How far the line says nothing else, 0..1. A sentence speaks of its subject, not of the issue."""
    if text.rstrip().endswith(("。", "！", "？", "!", "?")):
        return 0.05
    rest = len(loose(remainder(text, facts)))
    wide = any("\u3040" <= character <= "\ud7ff" for character in text)
    if rest <= (12 if wide else 24):
        return 1.0
    return 0.4 if rest <= (20 if wide else 45) else 0.05


def _identifiers(sites: list[Site], codes: list[Code]) -> list[Reading]:
    last = max((site.page.number for site in sites), default=0)
    readings = [
        Reading(
            "periodical/issn",
            found.value,
            site,
            _said_of_itself(site, last, found.labelled) * (1.0 if found.valid else 0.4),
        )
        for site in sites
        for found in find_issns(site.text)
        if found.labelled or site.weight >= 0.5
    ]
    readings += [
        Reading(
            "periodical/cn", found.value, site, _said_of_itself(site, last, found.labelled) + 0.1 * ("/" in found.value)
        )
        for site in sites
        for found in find_cn_numbers(site.text)
    ]
    for code, site, page in codes:
        weight = 1.0 if code.valid else 0.2
        readings.append(Reading("issue/barcode", code.value, site, weight, page))
        readings.append(Reading("periodical/issn", code.issn, site, 0.6 * weight, page))
    return readings


def _said_of_itself(site: Site, last: int, labelled: bool) -> float:
    """Weight of an identifier: at the front, the back and the edges it is the issue's own, in a bibliography another's."""
    if _REFERENCE.search(site.text):
        return 0.1
    outside = site.page.number <= 6 or site.page.number >= last - 2 or site.repeats > 2
    return max(site.weight, 0.9 if outside else 0.3) * (1.0 if labelled else 0.6)


def find_codes(issue: Issue, sites: list[Site]) -> list[Code]:
    """From the pictures first, then from digits in the text."""
    seen = [(parse_barcode(code), None, page.number) for page in issue.pages for code in page.barcodes]
    read = [(code, site, site.page.number) for site in sites for code in find_barcodes(site.text)]
    return [(code, site, page) for code, site, page in [*seen, *read] if code is not None]


def _imprint(sites: list[Site]) -> list[Reading]:
    heading = next((site.order for site in sites if CONTENTS_HEADING.fullmatch(site.text.strip())), 40)
    front = min(40, heading) if heading > 3 else 40
    return [
        *(Reading("periodical/publisher", found.value, found.site, found.weight) for found in find_publishers(sites)),
        *(Reading("periodical/motto", found.value, found.site, found.weight) for found in find_mottos(sites, front)),
    ]


def _titles(issue: Issue, sites: list[Site], facts: Facts) -> list[Reading]:
    return [
        Reading("periodical/title", title.text, title.site, title.score, doubt=_WEAK if title.weak else "")
        for title in find_title(issue, sites, facts)[:5]
        if title.score >= 0.4
    ]
