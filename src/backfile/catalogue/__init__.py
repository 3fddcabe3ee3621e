"""The catalogue: rows to browse by and the full-text index, both derived from the archive and deletable at any time.

`Catalogue` is the one seam that the archive and the command line need. Files:

    <archive>/catalogue.sqlite3   rows derived from the records (or the schema `backfile_catalogue` of a PostgreSQL database)
    <archive>/index/              full text, derived
    <archive>/accounts.sqlite3    people's accounts and sessions (or the schema `backfile_accounts`): NOT derived, never rebuilt
    <archive>/secret.key          signs sessions; made on first use, readable by its owner only

Importing this package does not load Django; what needs rows loads it on first use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from .. import record
from ..archive.lock import locked
from ..errors import ArchiveDamaged, ArchiveError
from ..index import Index
from ..model import Issue
from ..settings import Settings
from .covers import Cover, find_cover
from .database import ACCOUNTS, CATALOGUE, configure, is_configured, migrate

__all__ = ["Catalogue", "Held", "configure", "digest", "migrate"]


class Held(NamedTuple):
    """What the catalogue holds of one issue: SHA-256 of the record that rows and index were made from, None if absent."""

    issue_id: str
    in_rows: str | None
    in_index: str | None


class Catalogue:
    """Rows and index of one archive.

    Every method may be called again after a crash: `add` replaces whatever was there of the issue, the rows in one
    transaction, the index in one commit. The caller's journal only has to remember that `add(issue)` or
    `remove(issue_id)` was begun. Several processes may use one catalogue; writers wait for one another.
    """

    def __init__(self, root: Path | str, settings: Settings) -> None:
        """`root` is the archive folder, which must exist. Nothing is opened or created before the first use."""
        self.root, self.settings = Path(root).absolute(), settings
        self._index: Index | None = None
        self._is_ready = False

    @property
    def index(self) -> Index:
        """The full text. Searching needs nothing else, least of all Django."""
        if self._index is None:
            self._index = Index.open(self.root / "index")
        return self._index

    def prepare(self) -> None:
        """Set Django up for this archive and bring its databases to the present form; cheap when that is done."""
        if not (self._is_ready and is_configured(self.root, self.settings)):
            configure(self.root, self.settings)
            with self._writing(), _explained(self.root, self.settings):
                migrate()
            self._is_ready = True

    def add(self, issue: Issue) -> None:
        """Make or replace the rows and documents of `issue` (its `id` must be set). Words and lines are not needed.

        Raises Conflict when another process writes for longer than a minute.
        """
        self.prepare()
        from . import rows  # needs Django set up

        kept, sha256 = _as_kept(issue)
        cover = find_cover(self.root, self.settings, kept)
        with self._writing(), self._indexing():
            self.index.add(kept, sha256)
            rows.record_issue(kept, sha256, cover)

    def remove(self, issue_id: str) -> None:
        """Forget an issue; nothing happens when it is not there."""
        self.prepare()
        from . import rows  # needs Django set up

        with self._writing(), self._indexing():
            self.index.remove(issue_id)
            rows.forget_issue(issue_id)

    def rebuild(self, issues: Iterable[Issue]) -> int:
        """Drop everything derived and make it anew from `issues`, taken one by one; returns how many there were.

        Readers keep seeing the old rows and the old index until the new ones are whole. Accounts are untouched.
        """
        self.prepare()
        from . import rows  # needs Django set up

        with self._writing(), self._indexing():
            self.index.clear()
            return rows.rebuild(self._indexed(issues))

    def held(self) -> Iterator[Held]:
        """What is there, ordered by issue id: compare with `digest(issue)` of the archive's records to find what is stale."""
        self.prepare()
        from .models import Issue as Row

        indexed = self.index.held()
        listed = dict(Row.objects.order_by("id").values_list("id", "digest"))
        for issue_id in sorted({*indexed, *listed}):
            yield Held(issue_id, listed.get(issue_id), indexed.get(issue_id))

    def close(self) -> None:
        """Release files. The object may be used again afterwards."""
        self._index = None
        if self._is_ready:
            from django.db import connections

            connections.close_all()
            self._is_ready = False

    @contextmanager
    def _indexing(self) -> Iterator[None]:
        """The index is committed last: when its `version` changes, the rows have changed too."""
        try:
            yield
        except BaseException:
            self.index.rollback()
            raise
        self.index.commit()

    def _indexed(self, issues: Iterable[Issue]) -> Iterator[tuple[Issue, str, Cover]]:
        """Index each issue as it passes by on its way to the rows: the archive is read once, never held."""
        for issue in issues:
            kept, sha256 = _as_kept(issue)
            self.index.add(kept, sha256)
            yield kept, sha256, find_cover(self.root, self.settings, kept)

    def _writing(self) -> AbstractContextManager[None]:
        return locked(self.root / ".lock-catalogue", wait=60.0)


@contextmanager
def _explained(root: Path, settings: Settings) -> Iterator[None]:
    """What a database says when it can't be used, with what to do about it."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        if settings.database:
            cure = "Check the setting `database`, and that the server runs and lets you in."
            raise ArchiveError(f"The PostgreSQL database can't be used: {error}", cure=cure) from error
        names = f"{root / CATALOGUE} or {ACCOUNTS}"
        cure = f"If it is {CATALOGUE}, delete it and run `backfile rebuild`; {ACCOUNTS} has to come from a backup."
        raise ArchiveDamaged(f"{names} can't be used: {error}.", cure=cure) from error


def digest(issue: Issue) -> str:
    """SHA-256 (hex) of the record of `issue`: equal when rows and documents made from it are equal."""
    return _as_kept(issue)[1]


def _as_kept(issue: Issue) -> tuple[Issue, str]:
    """The issue as the archive gives it back (numbers rounded, no words), so that a rebuild makes the same rows."""
    kept = record.dump(issue)
    return record.load(kept), hashlib.sha256(kept).hexdigest()
