"""How often strangers may ask the API and for downloads: so many requests a minute from one network address.

Each process of the server counts for itself, in memory; with the usual four a stranger may get up to four times as far.
"""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest

from ...accounts.people import Role, address_of, site_settings, visitor
from ...errors import TooOften

_WINDOW = 60


class TooMany(TooOften):
    """The rate is used up; `wait` says for how many seconds."""

    def __init__(self, rate: int, wait: int) -> None:
        super().__init__(f"more than {rate} requests in a minute.", cure=f"Wait {wait} seconds.")
        self.wait = wait


def expect_rate(request: HttpRequest) -> None:
    """Counts a request of a stranger. Raises TooMany; people with an account and the owner are not counted."""
    rate = site_settings().api_rate
    if not rate or visitor(request).role > Role.STRANGER:
        return
    now = int(time.time())
    key = f"api-rate:{address_of(request)}:{now // _WINDOW}"
    cache.add(key, 0, timeout=2 * _WINDOW)
    if cache.incr(key) > rate:
        raise TooMany(rate, _WINDOW - now % _WINDOW)
