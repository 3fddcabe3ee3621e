"""Formatted bibliography entries by the Chicago Manual of Style, 17th edition (2017), notes and bibliography: 14.75 to 14.76
(authors), 14.168 to 14.177 (journals), 14.191 (newspapers). Plain text: no italics."""

from __future__ import annotations

from ._citation import MONTHS, Citation, Name, quoted, references

NAME = "Chicago bibliography, 17th edition"
SUFFIX = ".txt"


def format_reference(citation: Citation) -> str:
    """`Authors. “Title.” Journal 46, no. 3 (March 2020): 1–2. https://doi.org/….`"""
    title = quoted(citation.full_title)
    stop = "" if title.endswith(("?", "!", "？", "！", "。", ".")) else "."
    authors = _authors(citation.authors)
    head = f"{authors}{'' if authors.endswith('.') else '.'} " if authors else ""
    translated = " and ".join(name.whole for name in citation.translators)
    by = f"Translated by {translated}. " if translated else ""
    text = f"{head}“{title}{stop}” {by}{_newspaper(citation) if citation.kind == 'newspaper' else _journal(citation)}."
    return f"{text} https://doi.org/{citation.doi}." if citation.doi else text


def _journal(citation: Citation) -> str:
    number = f"no. {citation.number}" if citation.number else ""
    named = " ".join(part for part in (citation.journal, citation.volume) if part)
    source = ", ".join(part for part in (named, number) if part)
    if citation.issued:
        source += f" ({_date(citation)})"
    return source + (f": {citation.pages.replace('-', '–')}" if citation.pages else "")


def _newspaper(citation: Citation) -> str:
    return ", ".join(part for part in (citation.journal, _date(citation), citation.pages) if part)


def _date(citation: Citation) -> str:
    """`March 5, 2020`, as far as known."""
    if len(citation.issued) < 2:
        return "".join(map(str, citation.issued))
    year, month, *day = citation.issued
    return f"{MONTHS[month - 1]} {day[0]}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def _authors(names: tuple[Name, ...]) -> str:
    """Up to ten, only the first turned round; more: seven and "et al." (14.76)."""
    if not names:
        return ""
    first = names[0]
    shown = [
        ", ".join(part for part in (first.family, first.given, first.suffix) if part),
        *(n.whole for n in names[1:]),
    ]
    if len(shown) > 10:
        return ", ".join(shown[:7]) + ", et al."
    return shown[0] if len(shown) == 1 else ", and ".join([", ".join(shown[:-1]), shown[-1]])


export = references(format_reference)
