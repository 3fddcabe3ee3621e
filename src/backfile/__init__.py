"""Backfile turns the back run of a periodical into an archive of articles.

>>> import backfile
>>> issue = backfile.read("2023-06.pdf")        # doctest: +SKIP
>>> [entry.title for entry in issue.contents]   # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from .errors import BackfileError
from .model import SCHEMA, Article, Box, Contributor, Entry, Issue, Page

if TYPE_CHECKING:
    from .pipeline import read

__version__ = "0.1.0"
__all__ = ["SCHEMA", "Article", "BackfileError", "Box", "Contributor", "Entry", "Issue", "Page", "__version__", "read"]


def __getattr__(name: str) -> object:
    """`read` brings all stages with it: whoever only lists or searches need not wait for them."""
    if name == "read":
        from .pipeline import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
