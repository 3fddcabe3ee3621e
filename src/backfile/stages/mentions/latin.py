"""Names in alphabetic scripts: by capitals, titles before persons, and the last word of organizations, events, awards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .names import Kind, Name

_WORD = r"[A-ZÀ-ÖØ-ÞŠŽ][\w'’-]+"
_RUN = rf"{_WORD}(?:\s(?:(?:of|for|and|the|de|des|du|der|für|von|di|da|&)\s){{0,2}}{_WORD}|\s&\s{_WORD}){{0,7}}"
_PERSON = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Father|Captain|President|Chairman|Chairwoman|Secretary|Director|Editor|Herr|Frau|Mme|M)\.?\s"
    rf"(?P<name>(?:[A-Z]\.\s?){{0,3}}{_WORD}(?:\s(?:von|van|de|der|du|la)\s{_WORD}|\s[A-Z]\.|\s{_WORD}){{0,3}})"
)
_LAST_WORDS: tuple[tuple[Kind, str], ...] = (
    ("award", r"Prize|Award|Medal|Fellowship|Trophy|Preis|Prix"),
    ("event", r"Conference|Congress|Symposium|Forum|Festival|Exhibition|Workshop|Fair|Summit|Convention|Colloquium|Biennale|Kongress|Tagung|Messe|Ausstellung|Congrès|Colloque|Exposition"),
    ("organization", r"Society|University|Institute|Institution|Association|Museum|Library|Company|Ltd|Inc|GmbH|AG|College|School|Committee|Council|Press|Trust|Club|Ministry|Department|Academy|Foundation|Federation|"
     r"Union|Bank|Group|Corporation|Commission|Board|Office|Bureau|Agency|Centre|Center|Hospital|Archive|Archives|Universität|Gesellschaft|Verein|Verlag|Institut|Akademie|Museum|Université|Société|Académie|Bibliothèque"),
)  # fmt: skip
_OF = re.compile(
    rf"\b(?P<head>University|Institute|Ministry|Department|Academy|Museum|Society|Bank|Université|Société|Académie) (?:of|for|de|des|du) (?:the )?{_RUN}"
)


def find_names(sentence: str) -> list[Name]:
    """Names in reading order, none inside another."""
    taken: list[Name] = []
    for name in _candidates(sentence):
        if not any(name.start < other.end and other.start < name.end for other in taken):
            taken.append(name)
    return sorted(taken, key=lambda name: name.start)


def _candidates(sentence: str) -> Iterator[Name]:
    for match in _PERSON.finditer(sentence):
        yield Name("person", match["name"], *match.span("name"))
    for match in _OF.finditer(sentence):
        yield Name("organization", match.group(), *match.span())
    for match in re.finditer(_RUN, sentence):
        for kind, last in _LAST_WORDS:
            end = None
            for word in re.finditer(rf"\b(?:{last})\b\.?", match.group()):
                end = word.end()
            start = 4 if match.group().startswith("The ") else 0
            if end is not None and " " in match.group()[start:end]:
                yield Name(kind, match.group()[start:end], match.start() + start, match.start() + end)
                break
