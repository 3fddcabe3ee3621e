"""JSON Lines (jsonlines.org): one article a line, with its issue, for scripts and data tools; `json` keeps whole records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from ..model import Article, Entry, Issue
from ._citation import is_corrected, pairs

NAME = "JSON Lines of articles"
SUFFIX = ".jsonl"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    for issue in issues:
        for entry, article in pairs(issue):
            out.write(msgspec.json.encode(to_row(issue, entry, article)) + b"\n")


def to_row(issue: Issue, entry: Entry | None, article: Article | None) -> dict[str, Any]:
    """Issue, periodical and steps by name, then entry and article as in the record; `text` is the whole text."""
    values = tuple(value for value in (article, entry) if value is not None)
    return {
        "id": f"{issue.id}-{values[0].id}",
        "issue": issue.id,
        "periodical": msgspec.to_builtins(issue.periodical),
        "designation": msgspec.to_builtins(issue.issue),
        "entry": msgspec.to_builtins(entry),
        "article": _without_paragraphs(article) if article else None,
        "text": article.text if article else None,
        "steps": [f"{step.stage}/{step.version}" for step in issue.steps],
        "confidence": round(min(value.confidence for value in values), 4),
        "corrected": is_corrected(issue, *values),
    }


def _without_paragraphs(article: Article) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(article)
    del fields["paragraphs"]
    return fields
