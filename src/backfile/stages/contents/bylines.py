"""Bylines of any script: what is read of one, and what divides it into people."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ...model import Contributor, Role


class Byline(NamedTuple):
    """Who signed, and the log-odds that the text is a byline. `explicit` when a role word says so."""

    contributors: tuple[Contributor, ...]
    score: float
    explicit: bool = False


NOBODY: Final = Byline((), -9.0)
MARKS: Final = " \t\u3000\u00a0—–-─□◎●■○▲△◆◇♦★☆※*·•｜|丨/／:：,，、;；."
ET_AL: Final = re.compile(r"[\s\u3000,，]*(?:等人?|et\s+al\.?|u\.\s?a\.|и\s+др\.?|ほか|他)\s*$")


class Chunk(NamedTuple):
    """A part of a byline by one role; `explicit` where a word says which."""

    role: Role
    text: str
    explicit: bool
