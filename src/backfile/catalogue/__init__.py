"""The catalogue: rows to browse by and the full-text index, both derived from the archive and deletable at any time.

`Catalogue` is the one seam that the archive and the command line need. Files:

    <archive>/catalogue.sqlite3   rows derived from the records (or the schema `backfile_catalogue` of a PostgreSQL database)
    <archive>/index/              full text, derived
    <archive>/accounts.sqlite3    people's accounts and sessions (or the schema `backfile_accounts`): NOT derived, never rebuilt
    <archive>/secret.key          signs sessions; made on first use, readable by its owner only

Importing this package does not load Django; what needs rows loads it on first use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..model import Issue
from ..settings import Settings


class Held(NamedTuple):
    """What the catalogue holds of one issue: SHA-256 of the record that rows and index were made from, None if absent."""

    issue_id: str
    rows: str | None
    index: str | None


class Catalogue:
    """Rows and index of one archive.

    Every method may be called again after a crash: `add` replaces whatever was there of the issue, the rows in one
    transaction, the index in one commit. The caller's journal only has to remember that `add(issue)` or
    `remove(issue_id)` was begun. Several processes may use one catalogue; writers wait for one another.
    """

    def __init__(self, root: Path | str, settings: Settings) -> None:
        """`root` is the archive folder, which must exist. Nothing is opened or created before the first use."""

    def add(self, issue: Issue) -> None:
        """Make or replace the rows and documents of `issue` (its `id` must be set). Words and lines are not needed.

        Raises Conflict when another process holds the index for longer than a minute.
        """

    def remove(self, issue_id: str) -> None:
        """Forget an issue; nothing happens when it is not there."""

    def rebuild(self, issues: Iterable[Issue]) -> int:
        """Drop everything derived and make it anew from `issues`, taken one by one; returns how many there were.

        Readers keep seeing the old index until the new one is whole. Accounts are untouched.
        """

    def held(self) -> Iterator[Held]:
        """What is there, ordered by issue id: compare with `digest(issue)` of the archive's records to find what is stale."""

    def close(self) -> None:
        """Release files. The object may be used again afterwards."""


def digest(issue: Issue) -> str:
    """SHA-256 (hex) of the record of `issue`: equal when rows and documents made from it are equal."""
