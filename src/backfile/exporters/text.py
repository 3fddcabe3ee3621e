"""Plain text of articles, UTF-8: title, byline, where it was printed, then a paragraph a line; a form feed ends an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ..model import Article, Issue
from . import gbt7714
from ._citation import Citation, Work, cite, works

NAME = "Plain text"
SUFFIX = ".txt"
# What a terminal or printer would obey, the form feed that parts articles among it.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    for issue in issues:
        for work in works(issue):
            out.write(to_text(issue, work).encode("utf-8", "replace") + b"\f\n")


def to_text(issue: Issue, work: Work) -> str:
    """One article; its heading alone when nothing was cut for the entry."""
    citation = cite(issue, work)
    parts = [*_heading(citation), "", *(_paragraphs(work.article) if work.article else ())]
    return "\n".join(parts).rstrip() + "\n"


def _heading(citation: Citation) -> Iterator[str]:
    yield citation.title
    if citation.subtitle:
        yield f"—— {citation.subtitle}"
    if citation.authors:
        yield "、".join(name.whole for name in citation.authors)
    yield gbt7714.format_reference(citation)


def _paragraphs(article: Article) -> Iterator[str]:
    for paragraph in article.paragraphs:
        text = " ".join(_CONTROLS.sub(" ", paragraph.text).splitlines())
        yield f"\n{text}\n" if paragraph.kind == "heading" else text
