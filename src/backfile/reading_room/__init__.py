"""The reading room: the archive in a browser. `serve` runs it; `wsgi.application` is for other servers."""

from __future__ import annotations

import os

from ..archive import Archive
from ..errors import SettingsError

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(archive: Archive, host: str = "127.0.0.1", port: int = 8000, workers: int = 0) -> None:
    """Serve `archive` until interrupted, with one process per core up to four unless `workers` says how many.

    Raises SettingsError for a host beyond this machine.

    Beyond localhost a proxy has to stand in front (docs/publish.md); accounts will lift this bound.
    """
    if host not in LOCAL:
        raise SettingsError(
            f"The reading room has no accounts yet: it does not listen on {host}.",
            cure="Leave out --host, or put a proxy in front (docs/publish.md).",
        )
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["BACKFILE_ARCHIVE"] = str(archive.root.absolute())
    server = Granian(
        "backfile.reading_room.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    server.serve()
