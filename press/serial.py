"""The facts of a serial that does not exist: title, identifiers with right check digits, numbering, barcode."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from . import barcode

REGIONS = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 61, 62)


class Serial(NamedTuple):
    """`periodical` and `issue` as the record has them; `barcode` is a drawing of the EAN-13 with the issue as add-on."""

    periodical: dict[str, Any]
    issue: dict[str, Any]
    barcode: str


def chinese(rng: Random, title: str, *, per_year: int = 12, since: int = 1980, classes: str = "CGNIZ") -> Serial:
    """A periodical of mainland China: ISSN, CN (GB/T 9999), year, number, whole number."""
    serial, code, year, month, number = _issue(rng, per_year, max(since, 2006), reserve_year=True)
    cn = f"{rng.choice(REGIONS):02}-{rng.randint(1000, 5999)}/{rng.choice(classes)}"
    whole = str(per_year * (year - since) + number)
    periodical = {"title": title, "title_as_printed": title, "issn": serial, "cn": cn}
    issue = {
        "year": year,
        "month": month,
        "date": f"{year}-{month:02}",
        "number": str(number),
        "whole_number": whole,
        "barcode": code,
    }
    return Serial(periodical, issue, barcode.svg(code, f"{number % 100:02}"))


def western(rng: Random, title: str, *, per_year: int = 12, since: int = 1980, first: int = 1990) -> Serial:
    """A periodical with ISSN, volume and number."""
    serial, code, year, month, number = _issue(rng, per_year, max(since, first), reserve_year=False)
    periodical = {"title": title, "title_as_printed": title, "issn": serial}
    issue = {
        "year": year,
        "month": month,
        "date": f"{year}-{month:02}",
        "volume": str(year - since + 1),
        "number": str(number),
        "barcode": code,
    }
    return Serial(periodical, issue, barcode.svg(code, f"{number % 100:02}"))


def _issue(rng: Random, per_year: int, first: int, *, reserve_year: bool) -> tuple[str, str, int, int, int]:
    serial, year, number = barcode.issn(rng), rng.randint(first, 2024), rng.randint(1, per_year)
    month = -(-number * 12 // per_year)
    return serial, barcode.ean13(serial, f"{year % 100:02}" if reserve_year else "00"), year, month, number
