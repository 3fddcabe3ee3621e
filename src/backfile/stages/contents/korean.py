"""Bylines in Hangul: a name is a surname syllable and one to three more; roles stand before names or behind them."""

from __future__ import annotations

import re

from ...model import Contributor
from .bylines import NOBODY, Byline
from .lexicon import (
    KOREAN_ROLES,
    KOREAN_SURNAMES,
)

_KOREAN_ROLE = re.compile(
    r"(?:^|(?<=\s))(?P<role>" + "|".join(sorted(KOREAN_ROLES, key=len, reverse=True)) + r")\s*[:/·]?\s+"
)


_KOREAN_ROLE_LAST = re.compile(
    r"^(?P<name>[가-힣·]{2,6}(?:\s[가-힣]{2,6})?)\s(?P<role>"
    + "|".join(sorted(KOREAN_ROLES, key=len, reverse=True))
    + r")$"
)
"""`페터 슈미트 지음`: the role stands behind the name."""
_KOREAN_FOREIGN = re.compile(r"^[가-힣]{2,5}\s[가-힣]{2,5}$")
_KOREAN_TRANSLATED = re.compile(r"\s(?:옮김|번역|역)$")
_KOREAN_PLACED = re.compile(r"^(?P<name>[가-힣]{2,4}(?:\s[가-힣]{2,5})?)\s*[(（](?P<place>[^()（）]{1,30})[)）]$")
_KOREAN_POSTED = re.compile(
    r"^(?P<post>[가-힣A-Za-z·\s]{2,24}(?:장|원|자|가|수|사|님|인|관|생|위원|기자|교수|대표|이사))\s+(?P<name>[가-힣]{2,4})$"
)


def _korean_person(text: str) -> tuple[str, str | None]:
    """Name and affiliation: `강태호 (화학 84)`, `총동문회장 노재식`, 오오타 신이치."""
    placed = _KOREAN_PLACED.match(text)
    if placed:
        return placed["name"], placed["place"]
    posted = _KOREAN_POSTED.match(text)
    if posted and posted["name"][:1] in KOREAN_SURNAMES and len(posted["name"]) == 3:
        return posted["name"], posted["post"]
    return text, None


def read_korean(text: str) -> Byline:
    """`글 한도윤  사진 오세라`: role words lead; a name is a surname syllable and one to three more."""
    marks = list(_KOREAN_ROLE.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)] if marks else []
    chunks = [
        (KOREAN_ROLES[mark["role"]], text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)
    ]
    if not marks or marks[0].start() > 0:
        chunks.insert(0, ("author", text[: marks[0].start()].strip() if marks else text))
    people: list[Contributor] = []
    scores: list[float] = []
    translated = _KOREAN_TRANSLATED.search(text) is not None
    for role, names in chunks:
        for piece in re.split(r"\s*[,·、/]\s*(?![^(]*\))", names):
            if not piece.strip(" ·"):
                continue
            made = _KOREAN_ROLE_LAST.match(piece.strip())
            if made:
                people.append(Contributor(name=made["name"], role=KOREAN_ROLES[made["role"]]))
                scores.append(1.6)
                continue
            name, affiliation = _korean_person(piece.strip())
            good = 2 <= len(name) <= 4 and name[:1] in KOREAN_SURNAMES and not re.search(r"[\d의은는을를]", name)
            people.append(Contributor(name=name, role=role, affiliation=affiliation))
            foreign = 0.6 if translated else -1.0
            sure = 1.4 if good and len(name) == 3 else 0.6 if good else foreign if _KOREAN_FOREIGN.match(name) else -2.0
            scores.append(sure + (2.0 if marks else 0.0) + (0.8 if good and affiliation else 0.0))
    if not people:
        return NOBODY
    return Byline(tuple(people), sum(scores) / len(scores) + min(0.0, min(scores)), bool(marks))
