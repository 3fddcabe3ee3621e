"""DOAJ article metadata as JSON: the list of articles that the bulk call of DOAJ's API (version 3 and later) takes.

JSON has no place for provenance there: `doaj` has it in comments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from ..model import Issue
from ..settings import Settings
from ._citation import Work, cite, split_name, works
from ._marc import language_code
from .doaj import need_address

if TYPE_CHECKING:
    from . import Addresses

NAME = "DOAJ articles for its API"
SUFFIX = ".json"
NEEDS = frozenset({"settings", "address"})


def export(
    issues: Iterable[Issue], out: BinaryIO, settings: Settings | None = None, address: Addresses | None = None
) -> None:
    """A JSON array, one article a line; issues of unknown year are left out. Raises InputError without `domain`."""
    address = need_address(settings, address)
    between = b"[\n"
    for issue in issues:
        for work in works(issue) if issue.issue.year is not None else ():
            out.write(between + msgspec.json.encode(article_record(issue, work, address)))
            between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def article_record(issue: Issue, work: Work, address: Addresses) -> dict[str, Any]:
    """The article as the API takes it."""
    citation = cite(issue, work)
    identifiers = (("doi", citation.doi), ("pissn", citation.issn))
    journal = {
        "title": citation.journal, "publisher": citation.publisher, "volume": citation.volume, "number": citation.number,
        "start_page": citation.page, "end_page": citation.page_end,
        "language": [code.upper()] if (code := language_code(citation.language)) != "und" else None,
    }  # fmt: skip
    year, *rest = citation.issued
    fields = {
        "title": citation.full_title,
        "author": [
            _known({"name": split_name(person).whole, "affiliation": person.affiliation}) for person in work.contributors
        ],
        "journal": _known(journal),
        "identifier": [{"type": kind, "id": value} for kind, value in identifiers if value],
        "link": [{"type": "fulltext", "content_type": "HTML", "url": address(issue, work.named.id)}],
        "year": str(year), "month": str(rest[0]) if rest else None,
        "abstract": citation.abstract, "keywords": list(citation.keywords[:6]),
    }  # fmt: skip
    return {"bibjson": _known(fields)}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
