"""The holdings of a periodical as the page shows them: a row a year, a cell a number, gaps between."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..archive import holdings
from ..model import Designation
from . import shelves
from .messages import translate
from .shelves import Standing
from .wording import designate

_SUPPLEMENT = re.compile(r"增刊|副刊|suppl|beilage|^[Ss]\d", re.I)


class Cell(NamedTuple):
    """A number: held (`url`), or missing, `sure`ly or by frequency only.

    `kind` is one of held, combined (7-8), supplement, special (beside the numbering), closed (held, but not open to this
    visitor), missing, unsure; `why` says what a gap was inferred from.
    """

    label: str
    kind: str
    url: str = ""
    why: str = ""

    @property
    def sure(self) -> bool:
        return self.kind != "unsure"


class Row(NamedTuple):
    """`title` is there where the periodical is called otherwise than in the row before."""

    name: str
    cells: tuple[Cell, ...]
    title: str = ""

    @property
    def html(self) -> SafeString:
        """The cells as list items, escaped: written here, as there are thousands."""
        return SafeString("\n".join(map(_write, self.cells)))


def lay_out(issues: Iterable[Standing]) -> tuple[list[Row], int]:
    """The rows, oldest first and undated issues last, and how many numbers are missing."""
    by_id = {issue.id: issue for issue in issues}
    found = holdings.holdings((id, _designation(issue)) for id, issue in by_id.items())
    rows, title = list[Row](), ""
    for row in found.rows:
        now = _title(row, by_id)
        rows.append(Row(row.name, tuple(_cells(row, by_id)), now if rows and now and now != title else ""))
        title = now or title
    if found.undated:
        rows.append(Row("", tuple(_beside(by_id[id]) for id in found.undated)))
    return rows, len(found.missing)


def close(rows: Iterable[Row], closed: Container[str]) -> list[Row]:
    """The rows with the issues at the addresses `closed` shown as held but not open: they are no gaps."""
    return [
        row._replace(cells=tuple(cell._replace(kind="closed") if cell.url in closed else cell for cell in row.cells))
        for row in rows
    ]


def _title(row: holdings.Row, by_id: dict[str, Standing]) -> str:
    """What the periodical is called at the end of the row."""
    ids = [id for held in row.held.values() for id in held] or list(row.beside)
    return next((title for id in reversed(ids) if (title := by_id[id].title)), "")


def _cells(row: holdings.Row, by_id: dict[str, Standing]) -> Iterator[Cell]:
    """By number; a combined issue stands once, under its first number."""
    missing = {gap.number: gap for gap in row.missing}
    shown: set[str] = set()
    for number in sorted({*row.held, *missing}):
        if number in missing:
            gap = missing[number]
            yield Cell(str(number), "missing" if gap.sure else "unsure", why=gap.why)
        for id in row.held.get(number, ()):
            if id not in shown:
                shown.add(id)
                label = row.combined.get(number, str(number))
                yield Cell(label, "combined" if number in row.combined else "held", shelves.issue_url(id))
    yield from (_beside(by_id[id]) for id in row.beside)


def _beside(issue: Standing) -> Cell:
    number = Designation(number=issue.number, month=issue.month, day=issue.day, whole_number=issue.whole_number)
    kind = "supplement" if _SUPPLEMENT.search(issue.number or "") else "special"
    named = issue.number if issue.number and not issue.number.isdigit() else designate(number)
    return Cell(named or issue.slug, kind, shelves.issue_url(issue.id))


def _designation(issue: Standing) -> Designation:
    return Designation(
        year=issue.year,
        month=issue.month,
        day=issue.day,
        volume=issue.volume,
        number=issue.number,
        whole_number=issue.whole_number,
    )


def _write(cell: Cell) -> str:
    label = escape(cell.label)
    if cell.kind == "closed":
        said = escape(_("held, not open yet"))
        return f'<li><span class="gap closed" title="{said}">{label}<span class="visually-hidden"> {said}</span></span></li>'
    if cell.url:
        kind = f' class="{cell.kind}"' if cell.kind != "held" else ""
        return f'<li><a href="{escape(cell.url)}"{kind}>{label}</a></li>'
    word = _("missing") if cell.sure else _("probably missing")
    said, told = escape(word), escape(_("{what}: {said}").format(what=word, said=translate(cell.why)))
    return (
        f'<li><span class="gap {cell.kind}" title="{told}">{label}'
        f'<span class="visually-hidden"> {said}</span></span></li>'
    )
