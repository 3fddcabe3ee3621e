"""The protocols of the reading room (src/backfile/reading_room/protocols)."""

from __future__ import annotations

from . import Row

ROWS: tuple[Row, ...] = ()
