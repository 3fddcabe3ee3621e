"""What is not printed, inferred from what is: always with a doubt that says from what.

The two reserve digits of a 977 barcode stand for the year in China (GB/T 16827-1997, annex), and are often misused: they
count only where dates in the text agree or nothing else is known.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec.structs import replace

from ...identifiers import Barcode
from ...model import Doubt, Evidence, Issue
from .designations import date_of, read_designation
from .sites import Site

BY = "masthead"
_OF_A_PAGE = re.compile(r"\d\d?:\d\d|收稿|修回|录用|received|accepted|revised|retrieved|accessed|ISBN", re.IGNORECASE)
_MONTHLY = re.compile(r"(?<![半双雙兩])月刊|\bmonthly\b", re.IGNORECASE)
_CHINESE = re.compile(
    r"\d{4}\s?年\s?第\s?\d+\s?期"
)  # numbers that begin anew each year; above six no bimonthly has them
_NOT_MONTHLY = re.compile(r"半月刊|[双雙]月刊|旬刊|周刊|週刊|季刊|bimonthly|weekly|quarterly", re.IGNORECASE)

Date = tuple[int, int, int]


def infer(issue: Issue, codes: list[tuple[Barcode, Site | None, int]], sites: list[Site]) -> Issue:
    """Year and month where they are not printed; date is then set anew."""
    dates = full_dates(issue)
    issue = _infer_year(issue, codes, dates)
    issue = _infer_month(issue, dates, sites)
    known = issue.issue
    return replace(issue, issue=replace(known, date=date_of(known.year, known.month, known.day)))


def full_dates(issue: Issue) -> Counter[Date]:
    """Every date in the text that has a year, a month and a day; dates of manuscripts and web pages aside."""
    found: Counter[Date] = Counter()
    for page in issue.pages:
        for line in page.lines:
            if re.search(r"\d{4}", line.text) and not _OF_A_PAGE.search(line.text):
                found.update(_dates_of(line.text))
    return found


def _dates_of(text: str) -> list[Date]:
    facts = read_designation(text)
    spans = {fact.span for fact in facts if fact.field == "day"}
    dates = []
    for span in spans:
        value = {fact.field: int(fact.value) for fact in facts if fact.span == span}
        if {"year", "month", "day"} <= value.keys():
            dates.append((value["year"], value["month"], value["day"]))
    return dates


def _infer_year(issue: Issue, codes: list[tuple[Barcode, Site | None, int]], dates: Counter[Date]) -> Issue:
    if issue.issue.year is not None:
        return issue
    newest = max(dates, default=None)
    for code, site, page in codes:
        year = 2000 + int(code.reserve)
        agreeing = sum(count for date, count in dates.items() if date[0] == year)
        if code.valid and (agreeing or (newest is None and code.reserve not in ("00", "01"))):
            why = f"not printed; the barcode's reserve digits are {code.reserve}" + (
                f", and {agreeing} dates in the text are of {year}" if agreeing else ""
            )
            confidence = 0.95 if agreeing > 1 else 0.85 if agreeing else 0.6
            return _inferred(issue, "year", year, why, confidence, code.value, site, page)
    if newest is not None:
        why = f"not printed; the newest date in the text is {_iso(newest)}"
        return _inferred(issue, "year", newest[0], why, 0.6, _iso(newest), None, None)
    return issue


def _infer_month(issue: Issue, dates: Counter[Date], sites: list[Site]) -> Issue:
    known = issue.issue
    if known.month is not None or known.year is None:
        return issue
    newest = max((date for date in dates if date[0] == known.year), default=None)
    number = int(known.number) if known.number and known.number.isdigit() and 1 <= int(known.number) <= 12 else None
    text = " ".join(site.text for site in sites if site.weight >= 0.5)
    if number and _MONTHLY.search(text) and not _NOT_MONTHLY.search(text):
        why = f"not printed; number {number} of a monthly"
        return _inferred(issue, "month", number, why, 0.85, known.number or "", None, None)
    if number and number > 6 and _CHINESE.search(text) and not _NOT_MONTHLY.search(text):
        why = f"not printed; number {number} of the year, so probably of a monthly"
        return _inferred(issue, "month", number, why, 0.8, known.number or "", None, None)
    if newest is None or (known.number and number != newest[1]):
        return issue
    why = f"not printed; the newest date in the text is {_iso(newest)}"
    return _inferred(issue, "month", newest[1], why, 0.9 if number else 0.6, _iso(newest), None, None)


def _inferred(
    issue: Issue, field: str, value: int, why: str, confidence: float, quote: str, site: Site | None, page: int | None
) -> Issue:
    path = f"issue/{field}"
    line = site.line if site else None
    evidence = Evidence(
        path=path, quote=line.text.strip() if line else quote, by=BY, page=page,
        box=line.box if line else None, line=(line.number or None) if line else None, confidence=confidence,
    )  # fmt: skip
    doubt = Doubt(path=path, why=why, confidence=confidence, page=page)
    return replace(
        issue,
        issue=replace(issue.issue, **{field: value}),
        evidence=(*issue.evidence, evidence),
        doubts=(*issue.doubts, doubt),
    )


def _iso(date: Date) -> str:
    return f"{date[0]:04}-{date[1]:02}-{date[2]:02}"
