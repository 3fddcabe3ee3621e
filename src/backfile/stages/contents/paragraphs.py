"""Contents run into one paragraph over several lines, as weeklies of the nineteenth century set them.

`Inhalt: Um des Hofes willen. Roman von E. Wernau (Fortsetzung). S. 533. — Am Pfingstanger. Gedicht von …`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .tokens import width

if TYPE_CHECKING:
    from .rows import Row

LEAST_UNITS = 4
_OPENS = re.compile(
    r"^\W*(?P<head>(?:inhalt(?:sverzeichnis)?|contents(?: of (?:no|part|vol)\.? ?\w{1,8})?|sommaire|sumario|sommario|inhoud|содержание|目[录錄次])(?: dieser nummer)?)\s*[:：.—–-]+\s*(?P<rest>\S.{20,})$",
    re.IGNORECASE,
)
_SEPARATORS = (r"\s?[—–]\s|\s[—–]\s?", r"\s?;\s", r"\s?；\s?")
_PAGE = re.compile(
    r"[.,]?\s*(?:[Mm]it (?:\d+ |[A-Z]\w+ |einer )?(?:Illustration|Abbildung|Bild)\w*\.?\s*)?(?:S\.|[Pp]\.|[Pp]ages?|[Ss]eite|стр\.|С\.)?\s*(?P<label>[\dOoIlS][\dOoIlS ]{0,4}(?<=\S))[.,)]?(?:\s+(?:[Mm]it|[Ww]ith|[Aa]vec)\b.*)?$"
)
_FIRST_PAGE = re.compile(r"^(?P<unit>.*?\bS\.\s*[\dOoIl ]{1,5}(?<=\S))[.,]?(?:\s+[Mm]it\b.*)?$")
_WITHIN = re.compile(r"^(?P<section>[^.:;]{3,40}):\s+(?P<rest>\S.*)$")


def split_paragraphs(rows: Sequence[Row]) -> list[Row]:
    """`rows` with a paragraph of contents cut into a heading and a row for each entry."""
    out: list[Row] = []
    index = 0
    while index < len(rows):
        end = index + 1
        opens = _OPENS.match(rows[index].text)
        if opens:
            while end < len(rows) and rows[end].gap < 1:
                end += 1
        units = _units(_joined([opens["rest"], *(row.text for row in rows[index + 1 : end])])) if opens else []
        if opens and units:
            out += _entries(opens["head"], units, rows[index:end])
            index = end
        else:
            out.append(rows[index])
            index += 1
    return out


def _joined(lines: Sequence[str]) -> str:
    """Lines of a paragraph as one, words that were broken made whole."""
    return re.sub(r"(?<=[a-zà-ÿ])- (?=[a-zà-ÿ])", "", " ".join(lines))


def _units(text: str) -> list[str]:
    """The entries of a paragraph: divided by the mark that leaves nearly every piece with a page; else nothing."""
    for separator in _SEPARATORS:
        units = [unit.strip() for unit in re.split(separator, text) if unit and unit.strip()]
        if len(units) >= LEAST_UNITS and sum(bool(_PAGE.search(unit)) for unit in units) >= 0.7 * len(units):
            return units
    return []


def _entries(head: str, units: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    texts = [head]
    for index, unit in enumerate(units):
        within = _WITHIN.match(unit) if index else None
        if within and not re.search(r"\b(?:von|by|par)\b", within["section"]):
            texts.append(f"【{within['section']}】")  # marked as what it is
            unit = within["rest"]
        texts.append(_with_page(unit))
    spread = _lines_of(texts, rows)
    return [
        rows[0]._replace(text=text, lines=lines, gap=1.0 if at == 0 else 0.0, indent=0, end=width(text))
        for at, (text, lines) in enumerate(zip(texts, spread, strict=True))
    ]


def _lines_of(texts: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """The lines that each piece came from, by how far into the paragraph it stands."""
    total = sum(len(row.text) + 1 for row in rows)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row.text) + 1)
    out = []
    at, whole = 0, sum(len(text) + 4 for text in texts)
    for text in texts:
        first, last = at * total / whole, (at + len(text)) * total / whole
        out.append(
            tuple(
                line
                for row, start in zip(rows, starts, strict=False)
                if start <= last and start + len(row.text) >= first
                for line in row.lines
            )
        )
        at += len(text) + 4
    return out


def _with_page(unit: str) -> str:
    first = _FIRST_PAGE.match(unit)
    page = _PAGE.search(first["unit"] if first else unit)
    if page is None:
        return unit
    return f"{(first['unit'] if first else unit)[: page.start()].strip()} …… {page['label'].replace(' ', '')}"
