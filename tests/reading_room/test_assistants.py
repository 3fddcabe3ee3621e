"""`backfile mcp`, spoken with by the official client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from .protocols.conftest import *  # noqa: F403 - the archive of the specimens

mcp = pytest.importorskip("mcp", reason="mcp is not installed")


@pytest.fixture
def speak(specimen_archive: Any) -> Callable[[Callable[[Any], Awaitable[Any]]], Any]:
    """Run a conversation with a fresh `backfile mcp`."""
    program = str(Path(sys.executable).with_name("backfile"))
    arguments = ["--archive", str(specimen_archive.root), "mcp", "--site", "https://room.example"]

    async def converse(conversation: Callable[[Any], Awaitable[Any]]) -> Any:
        server = mcp.StdioServerParameters(command=program, args=arguments)
        async with mcp.stdio_client(server) as (reading, writing), mcp.ClientSession(reading, writing) as session:
            await session.initialize()
            return await conversation(session)

    return lambda conversation: asyncio.run(asyncio.wait_for(converse(conversation), 60))


def test_an_assistant_finds_reads_and_cites_an_article(speak: Any, ids: dict[str, str]) -> None:
    async def conversation(session: Any) -> Any:
        tools = await session.list_tools()
        listed = await session.call_tool("list_periodicals", {})
        found = await session.call_tool("search", {"query": "元宇宙 年度", "limit": 3})
        if not found.structured_content["items"]:
            found = await session.call_tool("search", {"query": "元宇宙", "limit": 3})
        first = next(hit for hit in found.structured_content["items"] if hit["kind"] == "article")
        where = {"issue": first["issue"], "article": first["id"]}
        text = await session.call_tool("read_article", where | {"length": 2})
        rest = await session.call_tool("read_article", where | {"start": 2, "length": 200})
        cited = await session.call_tool("cite", {"issue": first["issue"], "item": first["id"]})
        contents = await session.call_tool("list_contents", {"issue": first["issue"]})
        issues = await session.call_tool("list_issues", {"periodical": "open-sky"})
        page = await session.call_tool("read_page", {"issue": first["issue"], "number": 5})
        return tools, [each.structured_content for each in (listed, found, text, rest, cited, contents, issues, page)]

    tools, (listed, found, text, rest, cited, contents, issues, page) = speak(conversation)
    assert {tool.name for tool in tools.tools} >= {"search", "read_article", "cite", "list_periodicals", "list_issues"}
    assert all(tool.description for tool in tools.tools)
    assert {row["title"] for row in listed["result"]} == {"科技成果纵横", "OPEN SKY"}
    assert found["total"] > 0
    assert len(text["passages"]) == 2
    assert text["next"] == 2
    assert rest["next"] is None
    assert all(
        passage["url"].startswith("https://room.example/keji-chengguo-zongheng/2018-07/p/")
        for passage in text["passages"]
    )
    assert "[J]" in cited["result"]
    assert any(entry["title"] == text["title"] for entry in contents["result"])
    assert issues["result"][0]["id"] == ids["en"]
    assert any("元宇宙" in line for line in page["lines"])


def test_mistakes_are_explained_and_end_nothing(speak: Any, ids: dict[str, str]) -> None:
    async def conversation(session: Any) -> Any:
        return [
            await session.call_tool("read_article", {"issue": "nothing-2000-01", "article": "a01"}),
            await session.call_tool("search", {"query": "("}),
            await session.call_tool("cite", {"issue": ids["zh"], "item": "a01", "style": "nonsense"}),
            await session.call_tool("search", {"query": "元宇宙", "limit": 10_000}),
            await session.call_tool("cite", {"issue": ids["zh"], "item": "a01"}),
        ]

    *wrong, right = speak(conversation)
    assert all(answer.is_error for answer in wrong)
    assert "no issue is called nothing-2000-01" in wrong[0].content[0].text
    assert not right.is_error
