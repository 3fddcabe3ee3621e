"""Formatted references by APA style, 7th edition (Publication Manual, 2020): sections 9.7 to 9.12 (authors and dates) and
10.1, examples 1 to 16 (periodicals). Plain text: no italics. Names in CJK stay as printed."""

from __future__ import annotations

from ._citation import MONTHS, Citation, Name, initials, references

NAME = "APA references, 7th edition"
SUFFIX = ".txt"


def format_reference(citation: Citation) -> str:
    """`Authors (date). Title. Journal, volume(number), pages. https://doi.org/…`; without authors the title leads (9.12)."""
    title = citation.full_title
    authors, date = _authors(citation.authors), f"({_date(citation)})"
    if citation.translators:
        title = f"{title} ({' & '.join(_forward(name) for name in citation.translators)}, Trans.)"
    head = [f"{_stopped(authors)} {date}", title] if authors else [title, date]
    text = " ".join(_stopped(part) for part in (*head, _source(citation)) if part)
    return f"{text} https://doi.org/{citation.doi}" if citation.doi else text


def _authors(names: tuple[Name, ...]) -> str:
    """Up to twenty names, "&" before the last; more: nineteen, an ellipsis, the last (9.8). Of two that are written whole no
    comma parts the first."""
    shown = [_name(name) for name in names]
    if len(shown) > 20:
        return ", ".join(shown[:19]) + f", . . . {shown[-1]}"
    if len(shown) == 2 and not names[0].given:
        return " & ".join(shown)
    return shown[0] if len(shown) == 1 else ", & ".join([", ".join(shown[:-1]), shown[-1]]) if shown else ""


def _name(name: Name) -> str:
    if not name.given:
        return name.family
    return ", ".join(part for part in (name.family, initials(name.given, "."), name.suffix) if part)


def _forward(name: Name) -> str:
    """A translator's name, initials first (10.2, example 28)."""
    return " ".join(part for part in (initials(name.given, "."), name.family, name.suffix) if part)


def _date(citation: Citation) -> str:
    """The year for journals; a newspaper's day too (9.14)."""
    if not citation.issued:
        return "n.d."
    year, *rest = citation.issued
    if citation.kind == "journal" or not rest:
        return str(year)
    return f"{year}, {MONTHS[rest[0] - 1]}" + (f" {rest[1]}" if len(rest) > 1 else "")


def _source(citation: Citation) -> str:
    number = f"({citation.number})" if citation.number else ""
    which = f"{citation.volume or ''}{number}" if citation.kind == "journal" else ""
    pages = citation.pages.replace("-", "–") if citation.pages else ""
    return ", ".join(part for part in (citation.journal, which, pages) if part)


def _stopped(part: str) -> str:
    return part if part.endswith((".", "?", "!", "。", "？", "！")) else part + "."


export = references(format_reference)
