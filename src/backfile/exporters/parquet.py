"""Apache Parquet of articles: typed columns for DuckDB, pandas, Polars. Needs the extra `backfile[parquet]` (pyarrow)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import SettingsError
from ..model import Issue
from ._citation import cite, is_corrected, works

if TYPE_CHECKING:
    import pyarrow

NAME = "Parquet table of articles"
SUFFIX = ".parquet"
_ROWS = 4096  # a row group: what stands in memory at a time
_TEXTS = (
    "id", "issue", "periodical", "issn", "cn", "publisher", "date", "volume", "number", "whole_number", "section", "title",
    "subtitle", "alternative_title", "page", "page_end", "language", "abstract", "clc", "doi", "text",
)  # fmt: skip


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    """Raises SettingsError when pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise SettingsError("Parquet needs pyarrow.", cure="pip install 'backfile[parquet]'") from error
    schema = _schema()
    rows = (row for issue in issues for row in _rows(issue))
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _schema() -> pyarrow.Schema:
    import pyarrow

    person = pyarrow.struct(
        [(name, pyarrow.string()) for name in ("name", "role", "kind", "affiliation")],
    )
    return pyarrow.schema(
        [
            *((name, pyarrow.string()) for name in _TEXTS),
            *((name, pyarrow.int32()) for name in ("year", "month", "day", "level")),
            ("contributors", pyarrow.list_(person)), ("keywords", pyarrow.list_(pyarrow.string())),
            ("pages", pyarrow.list_(pyarrow.int32())), ("steps", pyarrow.list_(pyarrow.string())),
            ("confidence", pyarrow.float32()), ("corrected", pyarrow.bool_()),
        ]
    )  # fmt: skip


def _rows(issue: Issue) -> Iterator[dict[str, Any]]:
    periodical, which = issue.periodical, issue.issue
    shared = {name: getattr(periodical, name) for name in ("issn", "cn", "publisher")}
    shared |= {
        name: getattr(which, name) for name in ("date", "volume", "number", "whole_number", "year", "month", "day")
    }
    steps = [f"{step.stage}/{step.version}" for step in issue.steps]
    for work in works(issue):
        citation = cite(issue, work)
        article, entry = work
        yield shared | {
            "id": citation.key, "issue": issue.id, "periodical": periodical.title, "section": citation.section,
            "title": work.named.title, "subtitle": citation.subtitle, "alternative_title": citation.alternative_title,
            "page": next((part.page for part in work.parts if part.page), None),
            "page_end": next((part.page_end for part in work.parts if part.page_end), None),
            "language": citation.language, "level": entry.level if entry else 1,
            "abstract": article.abstract if article else None, "clc": article.clc if article else None,
            "doi": article.doi if article else None, "text": article.text if article else None,
            "keywords": list(article.keywords) if article else [], "pages": list(article.pages) if article else [],
            "contributors": [
                {"name": each.name, "role": each.role, "kind": each.kind, "affiliation": each.affiliation}
                for each in work.contributors
            ],
            "steps": steps, "confidence": citation.confidence, "corrected": is_corrected(issue, *work.parts),
        }  # fmt: skip
