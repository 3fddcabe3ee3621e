"""Suggestions: corrections by people who are no correctors. They change nothing until a corrector approves them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..archive import Archive
from ..archive.corrections import Correction, Deed
from ..errors import Conflict, NotFound, TooOften
from .models import Suggestion
from .people import Visitor
from .throttling import Limit, count, expect_few

MOST_WAITING = 5000
PER_HOUR = 60


def suggest(who: Visitor, address: str, issue_id: str, changes: Iterable[Correction]) -> list[Suggestion]:
    """Keep changes as suggestions, once each. Raises TooOften beyond PER_HOUR of one address, or when too many wait."""
    limits = [Limit(f"suggest {who.name or address}", PER_HOUR, timedelta(hours=1))]
    made = []
    for change in changes:
        expect_few(limits)
        if Suggestion.objects.filter(state="waiting").count() >= MOST_WAITING:
            raise TooOften(_("Too many suggestions wait to be looked at."), cure=_("Come back later."))
        count(limits)
        made.append(_keep(who, address, issue_id, change))
    return made


def _keep(who: Visitor, address: str, issue_id: str, change: Correction) -> Suggestion:
    fields = {name: getattr(change, name) for name in ("old", "new", "after", "other")}
    same = {"issue": issue_id, "do": change.do, "path": change.path, "state": "waiting"}
    rows = Suggestion.objects.filter(**same)
    known = next((row for row in rows if row.fields == fields), None)
    given = {"fields": fields, "why": change.why, "by": who.name, "address": address, "at": timezone.now()}
    return known or Suggestion.objects.create(**same, **given)


def waiting() -> list[Suggestion]:
    """What waits, oldest first."""
    return list(Suggestion.objects.filter(state="waiting").order_by("id")[:200])


def count_waiting() -> int:
    return Suggestion.objects.filter(state="waiting").count()


def decided(limit: int = 50) -> list[Suggestion]:
    """What was decided last."""
    return list(Suggestion.objects.exclude(state="waiting").order_by("-decided_at", "-id")[:limit])


def approve(archive: Archive, number: int, by: str) -> Correction:
    """Make a correction of a suggestion; it names both. Raises NotFound, Conflict when the value is another by now."""
    row = _take(number, by, "approved")
    try:
        made = archive.correct(row.issue, _deed(row), row.path, by=by, why=_why(row), **_given(row))
    except BaseException:
        Suggestion.objects.filter(id=number).update(state="waiting", decided_by="", decided_at=None)
        raise
    Suggestion.objects.filter(id=number).update(correction=made.id)
    return made


def reject(number: int, by: str) -> None:
    """Lay a suggestion aside; it stays in the list of what was decided. Raises NotFound, Conflict."""
    _take(number, by, "rejected")


def _take(number: int, by: str, state: str) -> Suggestion:
    """The suggestion, decided now and by nobody else."""
    waiting = Suggestion.objects.filter(id=number, state="waiting")
    if not waiting.update(state=state, decided_by=by, decided_at=timezone.now()):
        if not Suggestion.objects.filter(id=number).exists():
            raise NotFound(
                _("There is no suggestion {number}.").format(number=number), cure=_("The list shows what waits.")
            )
        raise Conflict(_("Somebody decided this meanwhile."), cure=_("The list shows what waits."))
    return Suggestion.objects.get(id=number)


def _given(row: Suggestion) -> dict[str, Any]:
    """What `archive.correct` takes; the value before is given, so that a later change by someone else is noticed."""
    wanted = {
        "set": ("old", "new"),
        "add": ("new", "after"),
        "remove": ("old",),
        "move": ("after",),
        "split": ("old", "new"),
        "merge": ("old", "new", "other"),
    }[row.do]
    return {name: row.fields.get(name) for name in wanted}


def _deed(row: Suggestion) -> Deed:
    deed: Deed = row.do  # type: ignore[assignment]
    return deed


def _why(row: Suggestion) -> str:
    return " ".join(filter(None, (f"suggested by {row.by or 'a visitor'}", row.why and f"({row.why})")))
