"""Backfile turns the back run of a periodical into an archive of articles.

>>> import backfile
>>> issue = backfile.read("2023-06.pdf")        # doctest: +SKIP
>>> [entry.title for entry in issue.contents]   # doctest: +SKIP
"""

from .errors import BackfileError
from .model import SCHEMA, Article, Box, Contributor, Entry, Issue, Page
from .pipeline import read

__version__ = "0.1.0"
__all__ = ["SCHEMA", "Article", "BackfileError", "Box", "Contributor", "Entry", "Issue", "Page", "__version__", "read"]
