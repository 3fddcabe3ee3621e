"""A name in a sentence."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["person", "organization", "place", "event", "award"]


class Name(NamedTuple):
    """`text` at `[start, end)` of its sentence."""

    kind: Kind
    text: str
    start: int
    end: int
