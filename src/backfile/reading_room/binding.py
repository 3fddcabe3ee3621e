"""Which way a volume is bound, hence where its next page lies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Directed(Protocol):
    """What is asked of a line: its text, and which way it runs (see `model.Line`)."""

    @property
    def text(self) -> str: ...
    @property
    def direction(self) -> str: ...


def opens_from_right(lines: Iterable[Directed]) -> bool:
    """Whether most of the type is vertical or runs from the right, so that the next page lies to the left.

    Mongolian is apart: its columns are vertical and follow one another from the left (Unicode 15, §13.5).
    """
    leftward = total = 0
    for line in lines:
        total += len(line.text)
        vertical = line.direction == "ttb" and not any("\u1800" <= character <= "\u18af" for character in line.text)
        if vertical or line.direction == "rtl":
            leftward += len(line.text)
    return 2 * leftward > total
