"""How an article is cited and taken away: references in the usual styles, and files for programs."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from .. import exporters
from ..model import Article, Issue
from ..plugins import modules
from .messages import translate
from .shelves import Shelf

FIRST = ("gbt7714", "gbt7714_2015", "apa", "mla", "chicago")
OF_ARTICLE = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON", "endnote": "EndNote XML"}
OF_ISSUE = {
    "csv": "CSV", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON", "mods": "MODS", "marcxml": "MARCXML", "mets": "METS",
    "tei": "TEI", "jats": "JATS", "text": "TXT",
}  # fmt: skip
TO_READ = {"pdf": "PDF", "epub": "EPUB"}


class Reference(NamedTuple):
    """One citation as text; `style` is the exporter's name, `name` what people call the style."""

    style: str
    name: str
    text: str


class Download(NamedTuple):
    name: str
    url: str


def list_citations(issue: Issue, article: Article) -> list[Reference]:
    """The article in every style there is, the Chinese standards first."""
    styles = sorted(exporters.styles(), key=lambda style: FIRST.index(style) if style in FIRST else len(FIRST))
    return [
        Reference(style, _name(style), exporters.format_citation(issue, article, style).strip()) for style in styles
    ]


def _name(style: str) -> str:
    name: str = modules(exporters.__name__)[style].NAME
    return translate(name.replace(" references", ""))


def list_downloads(shelf: Shelf, formats: dict[str, str], article: Article | None = None) -> list[Download]:
    """Where to get the issue, or one article of it, in `formats` (exporter → what people call it)."""
    name = "article_export" if article else "issue_export"
    where = (*shelf, article.id) if article else shelf
    return [
        Download(said, reverse(name, args=(*where, format)))
        for format, said in formats.items()
        if format in modules(exporters.__name__)
    ]
