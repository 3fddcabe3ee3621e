"""JSON Lines (jsonlines.org): one article a line, with its issue, for scripts and data tools; `json` keeps whole records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from ..model import Article, Issue
from ._citation import Work, is_corrected, works

NAME = "JSON Lines of articles"
SUFFIX = ".jsonl"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    for issue in issues:
        for work in works(issue):
            out.write(msgspec.json.encode(to_row(issue, work)) + b"\n")


def to_row(issue: Issue, work: Work) -> dict[str, Any]:
    """Issue, periodical and steps by name, then entry and article as in the record; `text` is the whole text."""
    article = work.article
    return {
        "id": f"{issue.id}-{work.named.id}",
        "issue": issue.id,
        "periodical": msgspec.to_builtins(issue.periodical),
        "designation": msgspec.to_builtins(issue.issue),
        "entry": msgspec.to_builtins(work.entry),
        "article": _without_paragraphs(article) if article else None,
        "text": article.text if article else None,
        "steps": [f"{step.stage}/{step.version}" for step in issue.steps],
        "confidence": round(min(part.confidence for part in work.parts), 4),
        "corrected": is_corrected(issue, *work.parts),
    }


def _without_paragraphs(article: Article) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(article)
    del fields["paragraphs"]
    return fields
