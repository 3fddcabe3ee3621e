"""The record (contract `backfile/issue/1`): an `Issue` as JSON, and its words apart from it.

The record is what people keep and exchange; the words of every page (text, boxes, character edges) are many
times larger and go into a file of their own. `dump` and `load` are each other's inverse, words aside.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from .errors import DamagedInput
from .model import SCHEMA, Issue, Line, Page

_PAGE_ALWAYS = ("number", "label", "kind", "width", "height", "unit")


class PageText(msgspec.Struct, frozen=True, omit_defaults=True):
    """The lines of one page, as kept beside the record."""

    number: int
    lines: tuple[Line, ...] = ()


def to_builtins(issue: Issue) -> dict[str, Any]:
    """The record as plain dicts and lists, keys in the order of the contract; numbers rounded to 4 places."""
    fields: dict[str, Any] = msgspec.to_builtins(issue)
    pages = fields.pop("pages")
    fields["pages"] = [_page(page) for page in pages]
    order = (
        "id",
        "periodical",
        "issue",
        "contents",
        "articles",
        "notices",
        "mentions",
        "pages",
        "evidence",
        "doubts",
        "steps",
        "source",
    )
    return {"schema": SCHEMA} | {name: _rounded(fields[name]) for name in order}


def dump(issue: Issue, *, indent: int = 0) -> bytes:
    """The record as UTF-8 JSON."""
    encoded = msgspec.json.encode(to_builtins(issue))
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def load(record: bytes, words: bytes | None = None) -> Issue:
    """An issue from its record and, when given, its words. Raises DamagedInput when it is not one of ours."""
    try:
        issue = msgspec.json.decode(record, type=Issue)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedInput(f"not a {SCHEMA} record: {error}") from error
    return with_words(issue, words) if words else issue


def with_words(issue: Issue, words: bytes) -> Issue:
    """The issue with the lines of its pages, as `dump_words` wrote them. Raises DamagedInput."""
    try:
        texts = msgspec.json.decode(words, type=tuple[PageText, ...])
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DamagedInput(f"not the words of a {SCHEMA} record: {error}") from error
    lines = {text.number: text.lines for text in texts}
    return replace(issue, pages=tuple(replace(page, lines=lines.get(page.number, ())) for page in issue.pages))


def dump_words(issue: Issue) -> bytes:
    """The lines of all pages as JSON (fractions rounded to 5 places), to be kept compressed."""
    texts = [PageText(page.number, page.lines) for page in issue.pages]
    return msgspec.json.encode(_rounded(msgspec.to_builtins(texts), places=5))


def _page(fields: dict[str, Any]) -> dict[str, Any]:
    kept = {name: fields.get(name, getattr(Page(number=0), name)) for name in _PAGE_ALWAYS}
    return kept | {name: value for name, value in fields.items() if name not in ("lines", "words")}


def _rounded(value: Any, places: int = 4) -> Any:
    if isinstance(value, float):
        return round(value, places)
    if isinstance(value, dict):
        return {key: _rounded(item, places) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item, places) for item in value]
    return value
