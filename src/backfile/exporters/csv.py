"""Entries of the contents as a table (RFC 4180, UTF-8): one row per entry, what a spreadsheet needs.

A cell that begins with `=`, `+`, `-`, `@`, tab or carriage return would run as a formula when opened in a
spreadsheet: it gets an apostrophe in front (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Article, Entry, Issue
from ._citation import is_corrected

NAME = "CSV table of entries"
SUFFIX = ".csv"
COLUMNS = (
    "issue", "periodical", "issn", "cn", "year", "month", "date", "volume", "number", "whole_number",
    "entry", "level", "section", "title", "subtitle", "alternative_title", "contributors", "organizations", "page",
    "page_end", "first_scan", "last_scan", "language", "doi", "confidence", "corrected", "steps",
)  # fmt: skip


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """A header line and one row per entry; several names in a cell are parted by "; "."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for issue in issues:
            writer.writerows([_harmless(cell) for cell in row] for row in _rows(issue))
    finally:
        text.detach()


def _rows(issue: Issue) -> Iterator[tuple[object, ...]]:
    articles = {article.entry: article for article in issue.articles if article.entry}
    periodical, which = issue.periodical, issue.issue
    steps = " ".join(f"{step.stage}/{step.version}" for step in issue.steps)
    for entry in issue.contents:
        corrected = "yes" if is_corrected(issue, entry) else "no"
        yield (
            issue.id, periodical.title, periodical.issn, periodical.cn, which.year, which.month, which.date,
            which.volume, which.number, which.whole_number, *_entry(entry, articles.get(entry.id)),
            corrected, steps,
        )  # fmt: skip


def _entry(entry: Entry, article: Article | None) -> tuple[object, ...]:
    pages = article.pages if article else ()
    end = entry.page_end or (article.page_end if article else None)
    return (
        entry.id, entry.level, entry.section, entry.title, entry.subtitle, entry.alternative_title,
        _names(entry, "person"), _names(entry, "organization"), entry.page, end,
        pages[0] if pages else None, pages[-1] if pages else None, entry.language,
        article.doi if article else None, round(entry.confidence, 4),
    )  # fmt: skip


def _names(entry: Entry, kind: str) -> str:
    return "; ".join(person.name for person in entry.contributors if person.kind == kind)


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + cell
    return cell
