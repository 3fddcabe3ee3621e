"""Full-text search: right for Chinese, quick, the same after every rebuild.

    index = Index.open(archive / "index")
    index.add(issue); index.commit()
    index.search('成果转化 author:李 year:2019..2023', facets=("year", "section"))

`tokens` is what is indexed, `queries` the language, `translation` the way to tantivy, `marks` and `boxes` say where a
hit stands in the text and on the page.
"""

from __future__ import annotations

from .boxes import Found, box_span, find_hits, locate
from .documents import Document, Passage, documents, title_slug
from .marks import Snippet, mark, needle
from .queries import Query, parse, positive
from .store import SORTS, Facet, Hit, Index, Results, Scope
from .translation import FACETS

__all__ = [
    "FACETS",
    "SORTS",
    "Document",
    "Facet",
    "Found",
    "Hit",
    "Index",
    "Passage",
    "Query",
    "Results",
    "Scope",
    "Snippet",
    "box_span",
    "documents",
    "find_hits",
    "locate",
    "mark",
    "needle",
    "parse",
    "positive",
    "title_slug",
]
