"""What only looks like contents: references, price lists, indexes, the contents of a book or paper inside an issue."""

from __future__ import annotations

from collections.abc import Sequence

from .decode import Decoding
from .fields import Found
from .location import Window


def refusal(window: Window, decoding: Decoding, found: Sequence[Found]) -> str | None:
    """Why the window is no contents page of an issue, or None."""
    if not found:
        return "nothing was read"
    return None
