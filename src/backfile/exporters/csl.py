"""CSL-JSON (csl-data.json of the Citation Style Language): what citeproc engines, Zotero and pandoc read.

Whole names (CJK, organizations, one word) are `literal`: engines print them as they are, never turned round or spaced.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from ..model import Issue
from ._citation import Citation, Name, cite_all

NAME = "CSL-JSON"
SUFFIX = ".json"
_KINDS = {"journal": "article-journal", "newspaper": "article-newspaper"}


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """A JSON array, one item a line."""
    between = b"[\n"
    for citation in cite_all(issues):
        out.write(between + msgspec.json.encode(to_item(citation)))
        between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def to_item(citation: Citation) -> dict[str, Any]:
    """The item as plain values; keys without a value are left out."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": _KINDS[citation.kind],
        "title": citation.full_title,
        "author": _people(citation.authors),
        "editor": _people(citation.editors),
        "translator": _people(citation.translators),
        "illustrator": _people(citation.illustrators),
        "container-title": citation.journal,
        "section": citation.section,
        "issued": {"date-parts": [list(citation.issued)]} if citation.issued else None,
        "volume": citation.volume,
        "issue": citation.number,
        "page": citation.pages,
        "page-first": citation.page,
        "ISSN": citation.issn,
        "DOI": citation.doi,
        "publisher": citation.publisher,
        "language": citation.language,
        "abstract": citation.abstract,
        "keyword": ", ".join(citation.keywords),
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value}


def _people(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [_name(name) for name in names]


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given} | ({"suffix": name.suffix} if name.suffix else {})
