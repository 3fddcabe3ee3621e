"""Formatted references by MLA style, 9th edition (Handbook, 2021): chapter 5, core elements. Plain text: no italics."""

from __future__ import annotations

from ._citation import Citation, Name, quoted, references

NAME = "MLA references, 9th edition"
SUFFIX = ".txt"
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def format_reference(citation: Citation) -> str:
    """`Authors. “Title.” Journal, vol. 1, no. 2, Mar. 2020, pp. 3-4, https://doi.org/….`"""
    title = quoted(citation.full_title)
    stop = "" if title.endswith(("?", "!", "？", "！", "。", ".")) else "."
    authors = _authors(citation.authors)
    parts = (_translated(citation), citation.journal, *_where(citation))
    source = ", ".join(part for part in parts if part)
    head = (authors if authors.endswith(".") else f"{authors}. ") if authors else ""
    return f"{head.rstrip()} “{title}{stop}” {source}.".strip()


def _translated(citation: Citation) -> str:
    """Other contributors stand before the container that holds the work (5.38 to 5.45)."""
    names = " and ".join(name.whole for name in citation.translators)
    return f"Translated by {names}" if names else ""


def _where(citation: Citation) -> tuple[str, ...]:
    volume = f"vol. {citation.volume}" if citation.volume and citation.kind == "journal" else ""
    number = f"no. {citation.number}" if citation.number and citation.kind == "journal" else ""
    pages = f"{'pp' if citation.page_end else 'p'}. {citation.pages}" if citation.pages else ""
    return volume, number, _date(citation), pages, f"https://doi.org/{citation.doi}" if citation.doi else ""


def _authors(names: tuple[Name, ...]) -> str:
    """One; two with "and", the second in its own order; three or more: the first and "et al." (5.7 to 5.8)."""
    if not names:
        return ""
    first = names[0]
    lead = ", ".join(part for part in (first.family, first.given, first.suffix) if part)
    if len(names) == 1:
        return lead
    return f"{lead}, and {names[1].whole}" if len(names) == 2 else f"{lead}, et al."


def _date(citation: Citation) -> str:
    parts = [str(part) for part in citation.issued]
    if len(parts) > 1:
        parts[1] = _MONTHS[citation.issued[1] - 1]
    return " ".join(reversed(parts))


export = references(format_reference)
