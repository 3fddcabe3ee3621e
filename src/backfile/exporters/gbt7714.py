"""Formatted references by GB/T 7714-2025 (in force since 2026-07-01) and, for those who still ask for it, 2015.

An archive of periodicals needs two kinds: [J] articles in journals and magazines, [N] articles in newspapers. Clauses:

    2025  2015    rule
    7.1.1 8.1.1   family name first, initials of given names without full stops (2015 sets the family name in capitals)
    7.1.2 8.1.2   up to three names; more: the first three and 等, et al. or the word of the language
    7.1.3 8.1.3   nobody signed: in numbered lists the title begins
    7.1.4 8.1.4   organizations in full
    7.2.3 8.2     a subtitle follows a colon
    8.5.1.1 8.8.1 year, volume (number): pages; without a volume the number follows the year
    8.5.1.2 8.8.1 combined numbers are parted by a slash
    8.5.1.4 8.8.3 newspapers: date (page)
    8.5.3   4.4   other responsibility (translators) after the title, 2025 only
    7.9.2   8.7   DOI

2025 sets comma, colon and parentheses full width whatever the language, full stops and brackets half width.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ._citation import Citation, Name, initials, is_cjk, references

NAME = "GB/T 7714-2025 references"
SUFFIX = ".txt"
Edition = Literal["2025", "2015"]


class _Marks(NamedTuple):
    comma: str
    colon: str
    left: str
    right: str


_MARKS: dict[str, _Marks] = {"2025": _Marks("，", "：", "（", "）"), "2015": _Marks(", ", ": ", "(", ")")}
_OTHERS = {"zh": "等", "ja": "ほか", "ko": "외", "ru": "и др."}


def format_reference(citation: Citation, edition: Edition = "2025") -> str:
    """`authors. title[J]. journal，year，volume（number）：pages. DOI:…`, leaving out what is not known."""
    marks = _MARKS[edition]
    title = citation.title + (marks.colon + citation.subtitle if citation.subtitle else "")
    kind = "[N]" if citation.kind == "newspaper" else "[J]"
    parts = [_authors(citation, edition), title + kind]
    if edition == "2025" and citation.translators:
        parts.append(_people(citation.translators, citation, edition) + _translated(citation, marks))
    parts += [_source(citation, marks), f"DOI:{' ' if edition == '2015' else ''}{citation.doi}" if citation.doi else ""]
    return ". ".join(_without_stop(part) for part in parts if part) + "."


def _authors(citation: Citation, edition: Edition) -> str:
    return _people(citation.authors, citation, edition)


def _people(names: tuple[Name, ...], citation: Citation, edition: Edition) -> str:
    comma = _MARKS[edition].comma
    shown = [_name(name, edition) for name in names[:3]]
    if len(names) > 3:
        shown.append(_others(citation))
    return comma.join(shown)


def _others(citation: Citation) -> str:
    """The word for "and others" in the language of the entry (7.1.2: 等 or the corresponding word)."""
    language = (citation.language or "").split("-")[0].lower()
    if language in _OTHERS:
        return _OTHERS[language]
    return "等" if not language and is_cjk(citation.title) else "et al."


def _translated(citation: Citation, marks: _Marks) -> str:
    return marks.comma + ("译" if is_cjk(citation.title) else "trans.")


def _name(name: Name, edition: Edition) -> str:
    if not name.given:
        return name.family
    family = name.family.upper() if edition == "2015" else name.family
    short = initials(name.given) if edition == "2025" else initials(name.given).replace("-", " ")
    return " ".join(part for part in (family, short, name.suffix.rstrip(".")) if part)


def _source(citation: Citation, marks: _Marks) -> str:
    when = citation.date if citation.kind == "newspaper" else _volume(citation, marks)
    source = marks.comma.join(part for part in (citation.journal, when) if part)
    if not citation.pages:
        return source
    if citation.kind == "newspaper":
        return f"{source}{marks.left}{citation.page}{marks.right}"
    return f"{source}{marks.colon}{citation.pages}"


def _volume(citation: Citation, marks: _Marks) -> str:
    year = str(citation.issued[0]) if citation.issued else ""
    number = re.sub(r"(?<=\d)\s*[-–—~～、,，·&]\s*(?=\d)", "/", citation.number or "")
    when = marks.comma.join(part for part in (year, citation.volume) if part)
    return when + (f"{marks.left}{number}{marks.right}" if number else "")


def _without_stop(part: str) -> str:
    return part[:-1] if part.endswith(".") else part


export = references(format_reference)
