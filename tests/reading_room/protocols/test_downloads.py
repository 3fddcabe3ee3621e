"""Downloads: every export format for an issue and for an article, and what is said when a setting is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from backfile import exporters
from backfile.archive import Archive
from backfile.plugins import modules

from .conftest import client_of

FORMATS = tuple(modules(exporters.__name__))
DEPOSITS = ("crossref", "doaj", "doaj_json")
DEPOSITOR = """domain = "archive.example.org"
provider = "The Library"
contact = "name@example.org"
doi_pattern = "10.5555/{issue}.{article}"
"""
C = {"c": "http://www.crossref.org/schema/5.3.1"}


@pytest.fixture
def depositor(specimen_archive: Archive) -> Iterator[Any]:
    """A client of the specimens whose settings say who deposits, and where."""
    file = Path(specimen_archive.root) / "backfile.toml"
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text((before or "") + DEPOSITOR, "utf-8")
    try:
        yield client_of(Archive(specimen_archive.root))
    finally:
        file.write_text(before, "utf-8") if before is not None else file.unlink()
        client_of(Archive(specimen_archive.root))


def where(issue_id: str) -> str:
    from backfile.archive.folder import place

    return "/{}/{}".format(*place(issue_id))


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("format", [each for each in FORMATS if each not in DEPOSITS])
def test_every_format_is_there_for_an_issue_and_for_an_article(client: Any, ids: dict[str, str], format: str) -> None:
    for address in (where(ids["en"]), f"{where(ids['en'])}/a/a01"):
        answer = client.get(f"{address}/export/{format}")
        assert answer.status_code == 200, body(answer)
        assert len(body(answer)) == int(answer["Content-Length"]) > 0


@pytest.mark.parametrize("format", DEPOSITS)
def test_a_deposit_without_settings_says_which_is_missing(client: Any, ids: dict[str, str], format: str) -> None:
    answer = client.get(f"{where(ids['zh'])}/export/{format}")
    assert answer.status_code == 400
    assert "domain" in json.loads(answer.content)["cure"]


@pytest.mark.parametrize("format", DEPOSITS)
def test_a_deposit_with_settings_is_made(depositor: Any, ids: dict[str, str], format: str) -> None:
    for address in (where(ids["zh"]), f"{where(ids['zh'])}/a/a01"):
        answer = depositor.get(f"{address}/export/{format}")
        assert answer.status_code == 200, body(answer)
        assert f"https://archive.example.org{where(ids['zh'])}/a/a01".encode() in body(answer)


def test_every_address_of_a_deposit_is_answered(depositor: Any, ids: dict[str, str]) -> None:
    root = etree.fromstring(body(depositor.get(f"{where(ids['zh'])}/export/crossref")))
    found = [node.text or "" for node in root.iterfind(".//c:doi_data/c:resource", C)]
    assert found
    for address in found:
        page = address.removeprefix("https://archive.example.org").partition("#")[0]
        assert depositor.get(page, headers={"host": "localhost"}).status_code == 200, address
