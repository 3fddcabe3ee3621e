"""`serve`: the reading room on this machine."""

from __future__ import annotations

import errno
import socket
from typing import Annotated

import typer

from ..archive import Archive
from ..errors import SettingsError
from . import tables
from .application import app, root, teller


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[
        str,
        typer.Option(help="Address to listen on; beyond this machine only when somebody has an account as manager."),
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(help="Name that others reach it by; may be given several times.")
    ] = None,
) -> None:
    """Open the reading room in a browser, until Ctrl-C."""
    from ..reading_room import LOCAL, expect_manager
    from ..reading_room import serve as open_reading_room

    archive = Archive(root(context))
    _expect_free(host, port)
    if host not in LOCAL:
        expect_manager(archive, host)
        if archive.settings().https:
            tables.say(
                "Passwords are taken over HTTPS only: docs/publish.md. Within a closed network set `https = false`."
            )
    with teller(archive) as tell:
        tell()
    tables.say(f"The reading room is open at http://{host}:{port}/ until Ctrl-C.")
    open_reading_room(archive, host, port, names=name or ())


def _expect_free(host: str, port: int) -> None:
    """Servers may share a port unnoticed; a reader would then see another archive. Raises SettingsError."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        cure = "Name another with --port." if error.errno == errno.EADDRINUSE else "Name another with --host."
        raise SettingsError(f"can't listen on {host}, port {port}: {error.strerror}.", cure=cure) from error
