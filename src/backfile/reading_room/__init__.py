"""The reading room: the archive in a browser. `serve` runs it; `wsgi.application` is for other servers."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from contextlib import closing
from ipaddress import ip_address
from typing import Any

from ..archive import Archive
from ..catalogue import Catalogue
from ..catalogue.database import configure
from ..errors import SettingsError
from ..settings import Settings

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    archive: Archive, host: str = "127.0.0.1", port: int = 8000, workers: int = 0, names: Iterable[str] = ()
) -> None:
    """Serve `archive` until interrupted, with one process per core up to four unless `workers` says how many.

    On this machine its owner needs no account. Beyond it the archive is published under `names` (default: those of the
    setting `hosts`, else what `host` is called), and nobody is the owner. Raises SettingsError beyond this machine when
    there is no account that manages.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["BACKFILE_ARCHIVE"] = str(archive.root.absolute())
    if host not in LOCAL:
        expect_manager(archive, host)
        os.environ["BACKFILE_HOSTS"] = ",".join(names) or archive.settings().hosts or ",".join(name_host(host))
    server = Granian(
        "backfile.reading_room.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(os.cpu_count() or 1, 4),
        blocking_threads=4,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    server.serve()


def expect_manager(archive: Archive, host: str) -> None:
    """Raises SettingsError unless somebody can sign in and manage."""
    settings = archive.settings()
    configure(archive.root, settings)
    with closing(Catalogue(archive.root, settings)) as catalogue:
        catalogue.prepare()
        from ..accounts.people import has_manager

        if has_manager():
            return
    raise SettingsError(
        f"There are no accounts yet, and on {host} others than you reach the archive: it does not listen there.",
        cure="Make the first: `backfile user add NAME --role manager`. Or leave out --host, to read on this machine only.",
    )


def name_host(host: str) -> list[str]:
    """What a server that listens on `host` is called; of all addresses, this machine's names and addresses."""
    try:
        if not ip_address(host).is_unspecified:
            return [f"[{host}]" if ":" in host else host]
    except ValueError:
        return [host]
    name = socket.gethostname()
    try:
        known = {str(row[4][0]) for row in socket.getaddrinfo(name, None)}
    except OSError:
        known = set()
    return [name, f"{name}.local", socket.getfqdn(), *LOCAL[:2], *(one for one in sorted(known) if ":" not in one)]


def published(settings: Settings) -> dict[str, Any]:
    """What Django is told beyond the usual where the setting `hosts` publishes the archive."""
    names = [name.strip() for name in settings.hosts.split(",") if name.strip()]
    if not names:
        return {}
    return {
        "ALLOWED_HOSTS": names,
        "CSRF_TRUSTED_ORIGINS": [
            f"https://{'*' if name.startswith('.') else ''}{name}" for name in names if settings.https and name != "*"
        ],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if settings.https else None,
        "SESSION_COOKIE_SECURE": settings.https,
        "CSRF_COOKIE_SECURE": settings.https,
        "LANGUAGE_COOKIE_SECURE": settings.https,
    }
