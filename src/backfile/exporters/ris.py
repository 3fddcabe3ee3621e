"""RIS, as Zotero, EndNote and CNKI exchange it: JOUR, MGZN or NEWS records, UTF-8, lines ended by CR LF.

Tags of the RIS format description (Research Information Systems, 2001) and its 2011 revision. A line holds one value,
so that line ends inside a value, which could begin a tag of their own, become spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Issue
from ._citation import Citation, Name, cite_all

NAME = "RIS"
SUFFIX = ".ris"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    for citation in cite_all(issues):
        lines = "".join(f"{tag}  - {value}\r\n" for tag, value in _fields(citation))
        out.write(f"{lines}ER  - \r\n\r\n".encode())


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if citation.kind == "newspaper" else "JOUR"
    yield "ID", citation.key
    yield "TI", citation.full_title
    yield from (("AU", _name(name)) for name in citation.authors)
    yield from (("ED", _name(name)) for name in citation.editors)
    yield from (("A4", _name(name)) for name in citation.translators)
    if citation.issued:
        parts = [f"{citation.issued[0]:04}", *(f"{part:02}" for part in citation.issued[1:])]
        yield "PY", parts[0]
        yield "DA", "/".join((*parts, "", "")[:3]) + "/"
    yield from (("KW", word) for word in citation.keywords)
    values = (
        ("TT", citation.alternative_title), ("T2", citation.journal), ("VL", citation.volume), ("IS", citation.number),
        ("SP", citation.page), ("EP", citation.page_end), ("SN", citation.issn), ("DO", citation.doi),
        ("PB", citation.publisher), ("LA", citation.language), ("AB", citation.abstract), ("N1", citation.note),
    )  # fmt: skip
    yield from ((tag, value) for tag, value in values if value)


def _name(name: Name) -> str:
    """`Family, Given, Suffix`; whole names without a comma."""
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
