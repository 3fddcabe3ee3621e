"""Choice: of all readings of a value the one with most weight, and doubts where another comes near."""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from ...folding import loose
from ...identifiers import REGIONS, find_issns, is_issn, parse_barcode
from ...model import Designation, Doubt, Evidence, Issue, Periodical
from .designations import date_of
from .readings import Reading

BY = "masthead"
SURE = 0.35
"""Least weight at which a statement counts as printed; below it is a passing remark."""

Chosen = dict[str, tuple[Reading, float]]
"""Path → the reading that won, with its probability."""


def choose(readings: list[Reading]) -> tuple[Chosen, list[Doubt]]:
    """The value with most weight for each path, with its probability, and a doubt where another comes near."""
    votes: dict[str, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        votes[reading.path][same_value(reading.path, reading.value)].append(reading)
    chosen: Chosen = {}
    doubts = []
    for path, values in votes.items():
        ranked = sorted(((_weight(group), group) for group in values.values()), key=lambda item: -item[0])
        best, group = ranked[0]
        if best < SURE:
            continue
        second, rival = ranked[1] if len(ranked) > 1 else (0.0, [])
        confidence = round(min(0.99, 0.5 + 0.25 * min(best, 2.0)) * best / (best + 0.5 * second), 2)
        reading = max(group, key=lambda reading: reading.weight)
        if reading.doubt:
            confidence = round(0.6 * confidence, 2)
            doubts.append(Doubt(path=path, why=reading.doubt, confidence=confidence, page=reading.page))
        chosen[path] = reading, confidence
        if second > 0.4 * best and not _says_the_same(reading, rival[0]):
            where = f" (page {rival[0].site.page.number})" if rival[0].site else ""
            why = f"{rival[0].value} is printed as well{where}" if rival[0].site else f"the file says {rival[0].value}"
            doubts.append(Doubt(path=path, why=why, confidence=confidence, page=reading.page))
    return _agreeing(_settled(chosen), readings), [doubt for doubt in doubts if doubt.path != "issue/part"]


def _settled(chosen: Chosen) -> Chosen:
    """2023.6: the month, unless a number is printed that is the same."""
    part = chosen.pop("issue/part", None)
    number = chosen.get("issue/number")
    if part and "issue/month" not in chosen and not (number and number[0].value == part[0].value):
        chosen["issue/month"] = part[0]._replace(path="issue/month"), part[1]
    return chosen


def _agreeing(chosen: Chosen, readings: list[Reading]) -> Chosen:
    """Month and day only from lines that don't name another year or month than the ones chosen."""
    for path, wider in (("issue/month", "issue/year"), ("issue/day", "issue/month")):
        if path not in chosen or wider not in chosen:
            chosen.pop(path, None)
            continue
        site = chosen[path][0].site
        said = {
            other.value
            for other in readings
            if other.path == wider and other.site and site and other.site.order == site.order
        }
        if said and chosen[wider][0].value not in said:
            del chosen[path]
    return chosen


def _says_the_same(best: Reading, rival: Reading) -> bool:
    """A title with more words around it is no contradiction."""
    one, other = loose(best.value), loose(rival.value)
    return best.path == "periodical/title" and (one in other or other in one)


def same_value(path: str, value: str) -> str:
    if path == "periodical/cn":
        return value[:7]
    return loose(value) if path.startswith("periodical") and not path.endswith("issn") else value


def _weight(group: list[Reading]) -> float:
    """Places add up, each page once; ten passing remarks don't outweigh one statement."""
    pages: dict[int | None, float] = defaultdict(float)
    for reading in group:
        pages[reading.page] = max(pages[reading.page], reading.weight)
    ranked = sorted(pages.values(), reverse=True)
    return ranked[0] + sum(weight * 0.3 for weight in ranked[1:4])


def write(issue: Issue, chosen: Chosen, doubts: list[Doubt]) -> Issue:
    value = {path: reading.value for path, (reading, _) in chosen.items()}
    year, month, day = (
        int(value[path]) if path in value else None for path in ("issue/year", "issue/month", "issue/day")
    )
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


def _check_cn(chosen: Chosen) -> list[Doubt]:
    cn = chosen.get("periodical/cn")
    if cn is None or cn[0].value[:2] in REGIONS:
        return []
    return [
        Doubt(path="periodical/cn", why=f"no region has the code {cn[0].value[:2]}", confidence=0.3, page=cn[0].page)
    ]


def _checks(chosen: Chosen) -> list[Doubt]:
    """Check digits that fail; identifiers that contradict each other."""
    doubts = []
    issn = chosen.get("periodical/issn")
    if issn and not is_issn(issn[0].value):
        doubts.append(Doubt(path="periodical/issn", why="the check digit is wrong", confidence=0.2, page=issn[0].page))
    elif issn and issn[0].site and any(found.repaired for found in find_issns(issn[0].site.text)):
        why = "letters were read as digits; the check digit agrees"
        doubts.append(Doubt(path="periodical/issn", why=why, confidence=0.9, page=issn[0].page))
    barcode = chosen.get("issue/barcode")
    code = parse_barcode(barcode[0].value) if barcode else None
    if barcode and code and not code.valid:
        doubts.append(Doubt(path="issue/barcode", why="the check digit is wrong", confidence=0.2, page=barcode[0].page))
    if issn and code and code.valid and is_issn(issn[0].value) and code.issn != issn[0].value:
        why = f"the barcode holds the ISSN {code.issn}"
        doubts.append(Doubt(path="periodical/issn", why=why, confidence=0.6, page=issn[0].page))
    return doubts
