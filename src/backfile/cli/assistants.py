"""`mcp`: the archive for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from ..archive import Archive
from .application import app, root


@app.command()
def mcp(
    context: typer.Context,
    site: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where the reading room is, for links to pages.")
    ] = "http://127.0.0.1:8000",
) -> None:
    """Speak with an assistant over standard input and output (Model Context Protocol).

    Name this command in the settings of the assistant's program; it starts and ends it by itself. It reads the archive and
    changes nothing.
    """
    from ..reading_room.assistants import make_server

    make_server(Archive(root(context)), site).run("stdio")
