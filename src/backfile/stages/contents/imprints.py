"""An imprint beside the list in a text that keeps the page's columns.

    主管主办               【卷首语】
    中共西江省委组织部     01 把初心使命变成实干担当 / 田 野
    编辑

Editors, addresses and prices run down one side in a column of their own; read line by line they get between the
entries. Where the other side has the pages, that side goes behind it. Columns are printed columns, two per full-width
character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .tokens import GAP, has_label, width

if TYPE_CHECKING:
    from .rows import Row

LEAST_ROWS: Final = 8
LEAST_LABELS: Final = 4
LEAST_WORDS: Final = 3
NEAR_BORDER: Final = 2
ASIDE: Final = 9.0
"""White space above what stood beside a list, behind which it comes."""
NEAR: Final = 14
"""A border is no nearer to the left (printed columns)."""
_IMPRINT = re.compile(
    r"主[管办辦编編]|[编編][辑輯委]|[责責]任|美[术術]|[设設][计計]|[顾顧][问問]|社[长長址]|地址|[邮郵][编編政箱发發]|[电電][话話子]|[传傳]真|[网網][址站]|[发發]行|出版|印刷|[订訂][阅閱]|[定售][价價]|刊[号號]|[广廣]告|ISSN|CN\s?\d|@|https?:|www\."
    r"|\b(?:editor|editorial|publish|design|advertis|subscri|circulation|print|photograph|address|tel|phone|fax|board|staff|price|copyright|director|manager|"
    r"redaktion|herausgeber|verlag|druck|anzeigen|abonn|anschrift|rédact|directeur|imprim|maquette|redacción|redazione|direttore|stampa|editrice|registrazione|spedizione|abbonament|編集|発行|印刷|定価)",
    re.IGNORECASE,
)


_SUM = re.compile(
    r"[电電][话話]|[传傳]真|(?:\bRs|[£$€¥￥₹]|\b(?:phone|tel|fax|telex|pin|p\.?o\.? box))\.?\s?\d|\d\s\d\d\s\d\d\.?$",
    re.IGNORECASE,
)
"""A price, a telephone."""


_SPACES = re.compile(r" +")


class _Sides(NamedTuple):
    left: str
    right: str


def set_imprint_aside(rows: Sequence[Row]) -> list[Row]:
    """`rows` with an imprint that stands beside the list behind it; unchanged where there is none."""
    for measure in (width, len):  # some tools give every character one column
        for border in _borders(rows, measure):
            sides = [_cut(row, border, measure) for row in rows]
            imprint = _imprint_side(sides)
            if imprint is not None:
                return _part(rows, sides, imprint, border)
    return list(rows)


def _borders(rows: Sequence[Row], measure: Callable[[str], int]) -> list[int]:
    """The printed columns where most pieces begin behind a gap or a deep indent, commonest first."""
    starts: Counter[int] = Counter()
    for row in rows:
        indent = int(row.indent)
        begins = {indent + measure(row.text[: gap.end()]) for gap in GAP.finditer(row.text) if gap.start()} | {indent}
        starts.update(begin for begin in begins if begin >= NEAR)
    return [start for start, many in starts.most_common(2) if many >= max(LEAST_ROWS, 0.2 * len(rows))]


def _cut(row: Row, border: int, measure: Callable[[str], int]) -> _Sides | None:
    """What stands on either side of the border; None for a row that runs over it."""
    indent = int(row.indent)
    if indent >= border - 1:
        return _Sides("", row.text)
    if indent + measure(row.text) <= border - 1:
        return _Sides(row.text, "")
    for gap in (_SPACES if measure is len else GAP).finditer(row.text):
        if gap.start() and abs(indent + measure(row.text[: gap.end()]) - border) <= 1:
            return _Sides(row.text[: gap.start()], row.text[gap.end() :])
    return _cut_over(row, border, measure)


def _cut_over(row: Row, border: int, measure: Callable[[str], int]) -> _Sides | None:
    """A row cut at white that runs over the border: what stands behind it is set in."""
    for gap in GAP.finditer(row.text):
        left = int(row.indent) + measure(row.text[: gap.start()])
        if gap.start() and left <= border - NEAR_BORDER < border < int(row.indent) + measure(row.text[: gap.end()]):
            return _Sides(row.text[: gap.start()], row.text[gap.end() :])
    return None


def _imprint_side(sides: Sequence[_Sides | None]) -> int | None:
    """Which side (0 left, 1 right) is an imprint: words of one and hardly a page label, while the other has the labels."""
    whole = [side for side in sides if side is not None]
    if len(whole) < 0.7 * len(sides) or sum(bool(side.left and side.right) for side in whole) < LEAST_ROWS:
        return None
    paged = [[has_label(text) and not _SUM.search(text) for text in column] for column in zip(*whole, strict=True)]
    labels = [sum(column) for column in paged]
    words = [_count_words(whole, side, paged[1 - side]) for side in (0, 1)]
    for side in (0, 1):
        other = labels[1 - side]
        if words[side] >= max(LEAST_WORDS, 2 * words[1 - side]) and other >= max(LEAST_LABELS, 4 * labels[side]):
            return side
    return None


def _count_words(sides: Sequence[_Sides], side: int, paged: Sequence[bool]) -> int:
    """How many rows of one side have words of an imprint, beside a list whose rows are `paged`; what stands under the list is not meant."""
    here = [at for at, has_page in enumerate(paged) if has_page]
    return sum(bool(_IMPRINT.search(sides[at][side])) for at in range(here[0], here[-1] + 1)) if here else 0


def _part(rows: Sequence[Row], sides: Sequence[_Sides | None], imprint: int, border: int) -> list[Row]:
    listed: list[Row] = []
    aside: list[Row] = []
    gap = 0.0
    for row, side in zip(rows, sides, strict=True):
        if side is None:
            listed.append(row)
            continue
        text = side[1 - imprint]
        gap = max(gap, row.gap)
        if side[imprint]:
            above = row.gap if aside else ASIDE
            aside.append(row._replace(text=side[imprint], column=1, gap=above, end=width(side[imprint])))
        if text:
            indent = max(0.0, row.indent - border) if imprint == 0 else row.indent
            listed.append(row._replace(text=text, indent=indent, gap=gap, end=width(text)))
            gap = 0.0
        elif not side[imprint]:
            listed.append(row)
    return listed + aside
