"""The issues that whoever asks may read: the one door through which every protocol takes them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from ...accounts.access import permit
from ...catalogue import holdings
from ...catalogue.models import Issue as Row
from ...catalogue.models import Periodical
from ...model import Issue
from .. import shelves


def list_issues(request: HttpRequest, periodical: str | None = None) -> QuerySet[Row]:
    """The rows of the issues that whoever asks may read, oldest first within a periodical."""
    rows = (
        Row.objects.order_by("periodical_id", "order", "id") if periodical is None else holdings.issues_of(periodical)
    )
    return permit(request).rows(rows)


def list_periodicals(request: HttpRequest) -> QuerySet[Periodical]:
    """The periodicals of which whoever asks may read something."""
    return permit(request).rows(holdings.periodicals())


def take(request: HttpRequest, issue_id: str, *, words: bool = False) -> Issue:
    """An issue that whoever asks may read. Raises NotFound, SignInNeeded, NotAllowed."""
    permit(request).expect(issue_id)
    return shelves.take(issue_id, words=words)
