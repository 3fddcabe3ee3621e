"""The holdings of a periodical as the page shows them: a row a year, a cell a number, gaps between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..archive import holdings
from ..catalogue.models import Issue
from ..model import Designation
from . import shelves
from .wording import designate


class Cell(NamedTuple):
    """A number: held (`url`), or missing, `sure`ly or by frequency only. `kind` is that of an issue beside the numbering."""

    label: str
    url: str = ""
    sure: bool = True
    beside: bool = False


class Row(NamedTuple):
    name: str
    cells: tuple[Cell, ...]


def lay_out(issues: Iterable[Issue]) -> tuple[list[Row], int]:
    """The rows, oldest first and undated issues last, and how many numbers are missing."""
    by_id = {issue.id: issue for issue in issues}
    found = holdings.holdings((id, _designation(issue)) for id, issue in by_id.items())
    rows = [Row(row.name, tuple(_cells(row, by_id))) for row in found.rows]
    if found.undated:
        rows.append(Row("", tuple(_beside(by_id[id]) for id in found.undated)))
    return rows, len(found.missing)


def _cells(row: holdings.Row, by_id: dict[str, Issue]) -> Iterator[Cell]:
    """By number; a combined issue stands once, under its first number."""
    missing = {gap.number: gap for gap in row.missing}
    shown: set[str] = set()
    for number in sorted({*row.held, *missing}):
        if number in missing:
            yield Cell(str(number), sure=missing[number].sure)
        for id in row.held.get(number, ()):
            if id not in shown:
                shown.add(id)
                yield Cell(row.combined.get(number, str(number)), shelves.issue_url(id))
    yield from (_beside(by_id[id]) for id in row.beside)


def _beside(issue: Issue) -> Cell:
    number = Designation(number=issue.number, month=issue.month, day=issue.day, whole_number=issue.whole_number)
    return Cell(designate(number) or issue.slug, shelves.issue_url(issue.id), beside=True)


def _designation(issue: Issue) -> Designation:
    return Designation(
        year=issue.year,
        month=issue.month,
        day=issue.day,
        volume=issue.volume,
        number=issue.number,
        whole_number=issue.whole_number,
    )
