"""docs/protocols.md says what there is, and what it asks for is answered; docs/assistants.md names the tools that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backfile.archive import Archive

from .conftest import ROOT
from .reference import PAGE, SITE, page

ASSISTANTS = ROOT / "docs" / "assistants.md"


def test_the_page_is_the_one_made_from_the_protocols(client: Any) -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.reading_room.protocols.reference`"


@pytest.mark.parametrize("address", re.findall(rf'^curl "{SITE}([^"]+)"$', PAGE.read_text("utf-8"), re.M))
def test_what_the_page_asks_for_is_answered(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_protocol_keeps_the_contract(client: Any) -> None:
    from backfile.plugins import modules

    for name, module in modules("backfile.reading_room.protocols").items():
        assert isinstance(module.NAME, str), name
        assert isinstance(module.PROTOCOL, str), name
        assert module.urlpatterns, name
        assert module.__doc__, name


def test_the_page_for_assistants_names_the_tools_and_a_command_that_there_is(specimen_archive: Archive) -> None:
    from typer.testing import CliRunner

    from backfile.cli.commands import app
    from backfile.reading_room.assistants import make_server

    text = ASSISTANTS.read_text("utf-8")
    make_server(specimen_archive, SITE)
    from backfile.reading_room.assistants.desk import Desk

    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == [tool.__name__ for tool in Desk(SITE).tools()]
    (block,) = re.findall(r"```json\n(.*?)```", text, re.S)
    (server,) = json.loads(block)["mcpServers"].values()
    assert Path(server["command"]).name == "backfile"
    assert CliRunner().invoke(app, [*server["args"][2:3], "--help"]).exit_code == 0
