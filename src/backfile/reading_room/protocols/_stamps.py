"""When each issue last changed, from the archive's journal: what harvesters select by.

The journal is read once and then followed; 100,000 issues are a list of some ten megabytes.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ...accounts.access import Permit
from ...archive.folder import RECORD, place
from ...archive.journal import Event, Journal
from ...catalogue.models import Issue as Row
from ...errors import BackfileError
from ...exporters._citation import works
from ...record import load
from .. import shelves

_CHANGES = frozenset({"kept", "restored", "reread", "corrected"})
_GONE = frozenset({"removed", "purged"})
_BEGINNING = "1970-01-01T00:00:00Z"


class Stamp(NamedTuple):
    """`at` is UTC to the second (ISO 8601 with Z); stamps sort by time, then issue."""

    at: str
    issue: str
    deleted: bool = False


class Stamps:
    """The last change of every issue that the archive holds or held."""

    def __init__(self, journal: Path) -> None:
        self._journal = Journal(journal)
        self._by_issue: dict[str, Stamp] = {}
        self._sorted: dict[str, list[Stamp]] = {}
        self._learning = threading.Lock()

    def find(self, issue_id: str) -> Stamp | None:
        self._catch_up()
        return self._by_issue.get(issue_id)

    def earliest(self) -> str:
        """No change is older."""
        ordered = self._ordered()
        return ordered[0].at if ordered else _BEGINNING

    def newest(self) -> list[str]:
        """The ids of what is there, what changed last first."""
        return [stamp.issue for stamp in reversed(self._ordered()) if not stamp.deleted]

    def between(
        self, reading: Permit, since: str, until: str, periodical: str, after: tuple[str, str]
    ) -> Iterator[Stamp]:
        """Stamps in order, from the one at `after` (time, issue) or `since` on up to `until`; "" is no bound.

        Only of what `reading` may read; what was removed is told to everybody.
        """
        is_old = reading.is_whole and not reading.opened
        ordered = self._ordered(periodical) if is_old else self._opened(reading, periodical)
        start = bisect_left(ordered, max((since, ""), after))
        end = bisect_right(ordered, (until, "\U0010ffff")) if until else len(ordered)
        yield from islice(ordered, start, end)

    def refs_in_trash(self, issue_id: str) -> list[str]:
        """The ids of what an issue in the trash held; empty when it is there no more."""
        for trashed in shelves.open_archive().trash():
            if trashed.id == issue_id:
                try:
                    issue = load((trashed.folder / RECORD).read_bytes())
                except (OSError, BackfileError):
                    return []
                return [work.named.id for work in works(issue)]
        return []

    def _opened(self, reading: Permit, periodical: str) -> list[Stamp]:
        """Those that `reading` may read, each not before it was opened to all."""
        dates = {
            id: (year, month)
            for id, year, month in reading.rows(Row.objects.order_by()).values_list("id", "year", "month")
        }
        found = []
        for stamp in self._ordered(periodical):
            if stamp.deleted:
                found.append(stamp)
            elif stamp.issue in dates:
                day = reading.opens_on(stamp.issue, *dates[stamp.issue])
                opened = f"{day.isoformat()}T00:00:00Z" if day else ""
                found.append(stamp._replace(at=max(stamp.at, opened)))
        return sorted(found)

    def _ordered(self, periodical: str = "") -> list[Stamp]:
        """All stamps, or those of one periodical; sorted once after each change."""
        self._catch_up()
        with self._learning:
            if not self._sorted:
                self._sorted = {"": sorted(self._by_issue.values())}
                for stamp in self._sorted[""]:
                    self._sorted.setdefault(place(stamp.issue)[0], []).append(stamp)
            return self._sorted.get(periodical, [])

    def _catch_up(self) -> None:
        with self._learning:
            if self._journal.restarted():
                self._by_issue, self._sorted = {}, {}
            for event in self._journal.news():
                self._learn(event)

    def _learn(self, event: Event) -> None:
        deleted = event.deed in _GONE
        if event.id and (deleted or event.deed in _CHANGES):
            known = self._by_issue.get(event.id)
            if deleted and known is not None and known.deleted:
                return
            at = datetime.fromisoformat(event.at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self._by_issue[event.id] = Stamp(at, event.id, deleted)
            self._sorted = {}


@lru_cache(maxsize=1)
def _stamps(journal: Path) -> Stamps:
    return Stamps(journal)


def stamps() -> Stamps:
    """Those of the archive that is open."""
    return _stamps(shelves.open_archive().root / "journal.jsonl")
