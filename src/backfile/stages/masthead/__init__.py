"""The masthead: which periodical this is, and which issue of it.

Every line that may say so is weighed by its place (cover, contents, colophon, running head: `sites`) and its form
(`designations`, `titles`, `imprint`, `backfile.identifiers`); the values with most weight win, contradictions become
doubts, and what is not printed is inferred with a doubt that says from what (`inference`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from ...folding import loose
from ...identifiers import (
    REGIONS,
    Barcode,
    find_barcodes,
    find_cn_numbers,
    find_issns,
    is_issn,
    issue_id,
    parse_barcode,
)
from ...model import Designation, Doubt, Evidence, Issue, Line, Periodical
from .designations import Fact, date_of, read_designation
from .imprint import find_mottos, find_publishers
from .inference import infer
from .numerals import even
from .script import simplify_title
from .sites import CONTENTS_HEADING, Site, find_sites
from .titles import find_title, remainder

VERSION = "1"
BY = "masthead"

_LONE_YEAR = re.compile(r"\W*(?P<year>1[6-9]\d\d|20\d\d)\W*")
_REFERENCE = re.compile(r"^\s?\[\d+\]|\bdoi\b|\bpp?\.\s?\d|\burl\b|https?:|\bet al\b|\(\d{4}\)\.", re.IGNORECASE)
_SURE = 0.35
"""Least weight at which a statement counts as printed; below it is a passing remark."""


class Reading(NamedTuple):
    """One value for one path of the record, where it was read, and how much speaks for it."""

    path: str
    value: str
    site: Site | None
    weight: float
    page: int | None = None


def read_masthead(issue: Issue) -> Issue:
    """`periodical`, `issue` and `id`, with evidence and doubts; lines that say nothing else get their `of`."""
    sites = find_sites(issue)
    facts = {site.order: read_designation(site.text) for site in sites}
    codes = _barcodes(issue, sites)
    readings = [
        *_designations(sites, facts),
        *_lone_years(sites, facts),
        *_identifiers(sites, codes),
        *_imprint(sites),
        *_titles(issue, sites, facts),
    ]
    chosen, doubts = choose(readings)
    given = issue.periodical.title
    issue = _write(issue, chosen, doubts)
    issue = infer(issue, codes, sites)
    issue = simplify_title(issue) if not given else replace(issue, periodical=replace(issue.periodical, title=given))
    issue = replace(issue, id=issue_id(issue.periodical, issue.issue, issue.source))
    return _mark(issue, readings, chosen, facts)


# -- readings --------------------------------------------------------------------------------------------------------


def _designations(sites: list[Site], facts: dict[int, list[Fact]]) -> list[Reading]:
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


def _lone_years(sites: list[Site], facts: dict[int, list[Fact]]) -> list[Reading]:
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


def _identifiers(sites: list[Site], codes: list[tuple[Barcode, Site | None, int]]) -> list[Reading]:
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


def _barcodes(issue: Issue, sites: list[Site]) -> list[tuple[Barcode, Site | None, int]]:
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


def _titles(issue: Issue, sites: list[Site], facts: dict[int, list[Fact]]) -> list[Reading]:
    return [
        Reading("periodical/title", title.text, title.site, title.score)
        for title in find_title(issue, sites, facts)[:5]
        if title.score >= 0.4
    ]


# -- choice ----------------------------------------------------------------------------------------------------------


def choose(readings: Iterable[Reading]) -> tuple[dict[str, tuple[Reading, float]], list[Doubt]]:
    """The value with most weight for each path, with its probability, and a doubt where another comes near."""
    votes: dict[str, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        votes[reading.path][_same(reading.path, reading.value)].append(reading)
    chosen, doubts = {}, []
    for path, values in votes.items():
        ranked = sorted(((_weight(group), group) for group in values.values()), key=lambda item: -item[0])
        best, group = ranked[0]
        if best < _SURE:
            continue
        second, rival = ranked[1] if len(ranked) > 1 else (0.0, [])
        confidence = round(min(0.99, 0.5 + 0.25 * min(best, 2.0)) * best / (best + 0.5 * second), 2)
        reading = max(group, key=lambda reading: reading.weight)
        chosen[path] = reading, confidence
        if second > 0.4 * best:
            where = f" (page {rival[0].site.page.number})" if rival[0].site else ""
            why = f"{rival[0].value} is printed as well{where}" if rival[0].site else f"the file says {rival[0].value}"
            doubts.append(Doubt(path=path, why=why, confidence=confidence, page=_page(reading)))
    return chosen, doubts


def _same(path: str, value: str) -> str:
    if path == "periodical/cn":
        return value[:7]
    return loose(value) if path.startswith("periodical") and not path.endswith("issn") else value


def _weight(group: list[Reading]) -> float:
    """Places add up, each page once; ten passing remarks don't outweigh one statement."""
    pages: dict[int | None, float] = defaultdict(float)
    for reading in group:
        pages[_page(reading)] = max(pages[_page(reading)], reading.weight)
    ranked = sorted(pages.values(), reverse=True)
    return ranked[0] + sum(weight * 0.3 for weight in ranked[1:4])


def _page(reading: Reading) -> int | None:
    return reading.site.page.number if reading.site else reading.page


def _write(issue: Issue, chosen: dict[str, tuple[Reading, float]], doubts: list[Doubt]) -> Issue:
    value = {path: reading.value for path, (reading, _) in chosen.items()}
    year, month, day = (
        int(value[path]) if path in value else None for path in ("issue/year", "issue/month", "issue/day")
    )
    month = month if year else None
    day = day if month else None
    designation = Designation(
        year=year, month=month, day=day, date=date_of(year, month, day),
        volume=value.get("issue/volume"), number=value.get("issue/number"),
        whole_number=value.get("issue/whole_number"), barcode=value.get("issue/barcode"),
    )  # fmt: skip
    title = value.get("periodical/title")
    periodical = Periodical(
        title=title, title_as_printed=title, issn=value.get("periodical/issn"), cn=value.get("periodical/cn"),
        motto=value.get("periodical/motto"), publisher=value.get("periodical/publisher"),
    )  # fmt: skip
    evidence = [_evidence(path, reading, confidence) for path, (reading, confidence) in chosen.items()]
    doubts = [*doubts, *_checks(chosen), *_check_cn(chosen)]
    return replace(
        issue, periodical=periodical, issue=designation,
        evidence=(*issue.evidence, *evidence), doubts=(*issue.doubts, *doubts),
    )  # fmt: skip


def _evidence(path: str, reading: Reading, confidence: float) -> Evidence:
    if reading.site is None:
        quote = reading.value
        return Evidence(path=path, quote=quote, by=BY, page=reading.page, confidence=confidence)
    line = reading.site.line
    return Evidence(
        path=path, quote=line.text.strip(), by=BY, page=reading.site.page.number,
        box=line.box, line=line.number or None, confidence=confidence,
    )  # fmt: skip


def _check_cn(chosen: dict[str, tuple[Reading, float]]) -> list[Doubt]:
    cn = chosen.get("periodical/cn")
    if cn is None or cn[0].value[:2] in REGIONS:
        return []
    return [
        Doubt(path="periodical/cn", why=f"no region has the code {cn[0].value[:2]}", confidence=0.3, page=_page(cn[0]))
    ]


def _checks(chosen: dict[str, tuple[Reading, float]]) -> list[Doubt]:
    """Check digits that fail; identifiers that contradict each other."""
    doubts = []
    issn = chosen.get("periodical/issn")
    if issn and not is_issn(issn[0].value):
        doubts.append(
            Doubt(path="periodical/issn", why="the check digit is wrong", confidence=0.2, page=_page(issn[0]))
        )
    elif issn and issn[0].site and any(found.repaired for found in find_issns(issn[0].site.text)):
        why = "letters were read as digits; the check digit agrees"
        doubts.append(Doubt(path="periodical/issn", why=why, confidence=0.9, page=_page(issn[0])))
    barcode = chosen.get("issue/barcode")
    code = parse_barcode(barcode[0].value) if barcode else None
    if barcode and code and not code.valid:
        doubts.append(
            Doubt(path="issue/barcode", why="the check digit is wrong", confidence=0.2, page=_page(barcode[0]))
        )
    if issn and code and code.valid and is_issn(issn[0].value) and code.issn != issn[0].value:
        why = f"the barcode holds the ISSN {code.issn}"
        doubts.append(Doubt(path="periodical/issn", why=why, confidence=0.6, page=_page(issn[0])))
    return doubts


# -- lines used ------------------------------------------------------------------------------------------------------


def _mark(
    issue: Issue, readings: list[Reading], chosen: dict[str, tuple[Reading, float]], facts: dict[int, list[Fact]]
) -> Issue:
    """Give `of` to the lines that were read for the values chosen and say nothing else."""
    taken: dict[tuple[int, int], str] = {}
    title = loose(chosen["periodical/title"][0].value) if "periodical/title" in chosen else ""
    for reading in readings:
        if reading.site is None or reading.path not in chosen:
            continue
        same = _same(reading.path, reading.value) == _same(reading.path, chosen[reading.path][0].value)
        if (
            same
            and not reading.site.partial
            and (reading is chosen[reading.path][0] or _is_pure(reading.site, facts, title))
        ):
            taken.setdefault((reading.site.page.number, reading.site.line.number), reading.path)
    pages = []
    for page in issue.pages:
        lines = tuple(_marked(line, taken.get((page.number, line.number))) for line in page.lines)
        pages.append(replace(page, lines=lines) if lines != page.lines else page)
    return replace(issue, pages=tuple(pages))


def _marked(line: Line, path: str | None) -> Line:
    return replace(line, of=path) if path and line.of is None else line


def _is_pure(site: Site, facts: dict[int, list[Fact]], title: str) -> bool:
    """Nothing on the line but designation, identifiers, title."""
    rest = loose(remainder(site.text, facts[site.order])).replace(title, "") if title else loose(site.text)
    rest = re.sub(r"issn|cn|\d|x|总|第|期|月刊|双月刊|半月刊|周刊|国内统一刊号|国际标准刊号|年", "", rest)
    return len(rest) <= 6
