"""DOAJ article metadata as JSON: the list of articles that the bulk call of DOAJ's API (version 3 and later) takes.

JSON has no place for provenance there: `doaj` has it in comments.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from ..model import Article, Entry, Issue
from ..settings import Settings
from ._citation import cite, pairs, split_name
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
        for entry, article in pairs(issue) if issue.issue.year is not None else ():
            out.write(between + msgspec.json.encode(article_record(issue, entry, article, address)))
            between = b",\n"
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")


def article_record(issue: Issue, entry: Entry | None, article: Article | None, address: Addresses) -> dict[str, Any]:
    """The article as the API takes it; an article or an entry is given, or both."""
    citation = cite(issue, article, entry)
    named = article or entry
    assert named is not None
    people = next((each.contributors for each in (article, entry) if each is not None and each.contributors), ())
    identifiers = (("doi", citation.doi), ("pissn", citation.issn))
    journal = {
        "title": citation.journal, "publisher": citation.publisher, "volume": citation.volume, "number": citation.number,
        "start_page": citation.page, "end_page": citation.page_end,
        "language": [code.upper()] if (code := language_code(citation.language)) != "und" else None,
    }  # fmt: skip
    year, *rest = citation.issued
    fields = {
        "title": f"{citation.title}: {citation.subtitle}" if citation.subtitle else citation.title,
        "author": [
            _known({"name": split_name(person).whole, "affiliation": person.affiliation}) for person in people
        ],
        "journal": _known(journal),
        "identifier": [{"type": kind, "id": value} for kind, value in identifiers if value],
        "link": [{"type": "fulltext", "content_type": "HTML", "url": address(issue, named.id)}],
        "year": str(year), "month": str(rest[0]) if rest else None,
        "abstract": citation.abstract, "keywords": list(citation.keywords[:6]),
    }  # fmt: skip
    return {"bibjson": _known(fields)}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
