"""Formatted references by GB/T 7714-2015, which theses and journals still ask for; the rules are told in `gbt7714`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from ..model import Article, Entry, Issue
from . import gbt7714
from ._citation import cite_all

NAME = "GB/T 7714-2015 references"
SUFFIX = ".txt"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """One reference a line."""
    for citation in cite_all(issues):
        out.write(gbt7714.format_reference(citation, "2015").encode() + b"\n")


def format_citation(issue: Issue, article: Article | Entry) -> str:
    """The reference to an article (or to an entry for which none was cut)."""
    return gbt7714.format_citation(issue, article, "2015")
