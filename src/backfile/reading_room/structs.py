"""What msgspec has to know before there are threads.

msgspec (0.22) works out a type on its first use, and keeps a half-made description where other threads find it: two requests
that are the first to decode the same type crash the process. So every type is learnt while there is one thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec


def learn() -> list[type[msgspec.Struct]]:
    """Have msgspec work out every type that is loaded; returns them."""
    known = list(_all(msgspec.Struct))
    for kind in known:
        with suppress(TypeError):  # what msgspec can't decode, no request will decode
            msgspec.json.Decoder(kind)
    return known


def _all(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _all(one)
