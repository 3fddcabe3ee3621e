"""The two regular expressions that a person would write first: the page leads, or the page ends a line after leaders."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .scoring import Row, fold

_PAGE_FIRST = re.compile(r"^\s*(?P<page>\d{1,4})[\s.、]+(?P<title>\S.*)$")
_PAGE_LAST = re.compile(r"^\s*(?P<title>\S.*?)[\s.…·]*[(（]?(?P<page>\d{1,4})[)）]?\s*$")


def read_page_first(lines: Iterable[str]) -> list[Row]:
    """`12  Title`, and whatever stands on the line is the title."""
    return [_row(match) for line in lines if (match := _PAGE_FIRST.match(line))]


def read_page_last(lines: Iterable[str]) -> list[Row]:
    """`Title ...... Author 12`: the last run of leaders or wide gap divides title and author."""
    return [_row(match) for line in lines if (match := _PAGE_LAST.match(line))]


def _row(match: re.Match[str]) -> Row:
    parts = [part for part in re.split(r"\.{3,}|…+|·{3,}|\s{2,}|\t|\u3000+", match["title"]) if part.strip()]
    title = parts[0] if parts else match["title"]
    names = tuple(fold(name) for name in re.split(r"[、，,\s]+", parts[1])) if len(parts) > 1 else ()
    return Row(fold(title), fold(title), names, "", match["page"].lstrip("0") or match["page"])
