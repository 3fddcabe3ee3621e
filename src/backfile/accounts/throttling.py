"""Throttling: what may be done so many times within so long, by one key. Counted in the database, so for all processes together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import TooOften
from .models import Attempt

_KEPT = timedelta(days=1)


class Limit(NamedTuple):
    """At most `most` attempts of one key within `within`."""

    key: str
    most: int
    within: timedelta


def expect_few(limits: Iterable[Limit]) -> None:
    """Raises TooOften when a limit is reached; says how long to wait."""
    now = timezone.now()
    for limit in limits:
        since = Attempt.objects.filter(key=_short(limit.key), at__gt=now - limit.within).order_by("-at")
        times = list(since.values_list("at", flat=True)[: limit.most])
        if len(times) >= limit.most:
            minutes = max(1, -(-(times[-1] + limit.within - now).seconds // 60))
            raise TooOften(_("Tried too often."), cure=_("Try again in {minutes} minutes.").format(minutes=minutes))


def count(limits: Iterable[Limit]) -> None:
    """Remember an attempt under every key; what is older than a day is forgotten."""
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - _KEPT).delete()
    Attempt.objects.bulk_create(Attempt(key=_short(limit.key), at=now) for limit in limits)


def forget(key: str) -> None:
    """What was attempted under this key counts no more."""
    Attempt.objects.filter(key=_short(key)).delete()


def _short(key: str) -> str:
    """Names of accounts may be of any length, and need not be read back."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
