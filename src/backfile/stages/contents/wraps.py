"""Rows of a text source that go on in the next one, joined before anything is read from them.

Only where the row itself says so, by a word that cannot end anything or by half a name, and the next row is set in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .tokens import read_first, read_last, width

if TYPE_CHECKING:
    from .rows import Row

_DANGLES = re.compile(
    r"(?:,\s|\s/\s|^)(?:(?:aus dem \w+ )?(?:par|by|von|por|door|af|od|przez)|(?:par|by|von|por)\s(?:M|Mme|Mlle|Dr|Mr|Mrs|Prof|le|la|the|dem|der|den)\.?)$",
    re.IGNORECASE,
)
"""A row that ends in `par` or `by`."""
_HALF_NAME = re.compile(
    r"(?:\s/\s|,\s(?:par|by|von|por)\s)(?:[^/]*\s(?:and|et|und|y|&)\s)?(?:(?:M|Mme|Mlle|Dr|Mr|Mrs|Prof|Sir)\.?\s)?[A-ZÀ-Þ][^\s\d,/.]*$"
)
"""A row whose byline ends in one word: the surname is still to come."""
_NAME_GOES_ON = re.compile(r"^[A-ZÀ-Þ][^\d:/]*$")


def join_wrapped(rows: Sequence[Row]) -> list[Row]:
    """`rows` with those joined whose last words go on in the next, deeper row."""
    out: list[Row] = []
    for row in rows:
        if out and _goes_on(out[-1], row):
            before = out[-1]
            text = f"{before.text} {row.text}"
            out[-1] = before._replace(text=text, lines=(*before.lines, *row.lines), end=width(text))
        else:
            out.append(row)
    return out


def _goes_on(row: Row, following: Row) -> bool:
    if following.indent < row.indent + 2 or following.gap >= 1 or following.page != row.page:
        return False
    last = read_last(row.text)
    if last is not None and last.strength >= 0.8:
        return False
    if _DANGLES.search(row.text):
        return True
    return bool(_HALF_NAME.search(row.text)) and bool(_NAME_GOES_ON.match(_unlabelled(following.text)))


def _unlabelled(text: str) -> str:
    if read_first(text) is not None:
        return "0"
    label = read_last(text)
    return text[: label.start].rstrip(" .…·") if label is not None and label.strength >= 0.8 else text
