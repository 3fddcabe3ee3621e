"""Bylines in Arabic letters: words for what somebody did or is stand before the name."""

from __future__ import annotations

import re

from ...model import Contributor, Role
from .bylines import NOBODY, Byline
from .lexicon import (
    ARABIC_AMBIGUOUS,
    ARABIC_FIRST_NAMES,
    ARABIC_ROLES,
    ARABIC_TITLES,
)

_ARABIC_ROLE = re.compile(
    "(?P<role>" + "|".join(sorted(map(re.escape, ARABIC_ROLES), key=len, reverse=True)) + r")(?:\s*:\s*|\s+)(?=\S)"
)
_ARABIC_TITLE = re.compile(
    "(?:(?:" + "|".join(sorted(map(re.escape, ARABIC_TITLES), key=len, reverse=True)) + r")\s*)+"
)


_ARABIC_JOINTS = re.compile(
    r"\s*[،,;؛]\s*|\s+و\s+|\s+[–—-]\s+(?=(?:"
    + "|".join(sorted(map(re.escape, ARABIC_ROLES), key=len, reverse=True))
    + r")\s*:)"
)
"""What stands between names: `أنطون ريفيرا – ترجمة: وليد القاضي`."""


def _conjoined(text: str) -> list[str]:
    """`هند الصباغ وزياد قاسم`: two names of two words or more, the second with its `and` attached."""
    words = text.split()
    for index in range(2, len(words) - 1):
        if len(words[index]) > 3 and words[index].startswith("و"):
            return [" ".join(words[:index]), " ".join([words[index][1:], *words[index + 1 :]])]
    return [text]


def read_arabic(text: str) -> Byline:
    """`بقلم …`, `ترجمة …`, `د. …`: words for what somebody did or is stand before the name."""
    people: list[Contributor] = []
    scores: list[float] = []
    explicit = False
    for piece in _ARABIC_JOINTS.split(text):
        said = _ARABIC_ROLE.match(piece)
        plain = said is not None and said["role"] in ARABIC_AMBIGUOUS and ":" not in said[0]
        role: Role = ARABIC_ROLES[said["role"]] if said else "author"
        explicit |= said is not None and not plain
        for name in _conjoined(piece[said.end() :] if said else piece):
            titled = _ARABIC_TITLE.match(name)
            bare = (name[titled.end() :] if titled else name).strip(" :،")
            if bare:
                people.append(Contributor(name=bare, role=role))
                scores.append(_arabic_score(bare) + (2.5 if (said and not plain) or titled else 0.0))
    if not people:
        return NOBODY
    return Byline(tuple(people), sum(scores) / len(scores) + min(0.0, min(scores)), explicit)


def _arabic_score(name: str) -> float:
    """Log-odds by the words of a name: known given names, two to four words, the first without an article."""
    words = name.split()
    known = sum(word.strip("،.:") in ARABIC_FIRST_NAMES for word in words)
    length = 0.3 if 2 <= len(words) <= 4 else -1.0 if len(words) == 1 else -2.0
    if any(word in ("من", "في", "إلى", "على", "عن", "مع", "از", "در", "به") for word in words):
        return -3.0
    return 0.9 * min(known, 2) + length - 0.7 * words[0].startswith("ال") - 0.2
