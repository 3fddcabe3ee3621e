"""OPDS 1.2 and 2.0 through Readium's own library."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from .conftest import CLIENTS

VERSIONS = {"1": "/opds", "2": "/opds/2"}


@pytest.fixture
def read(client: Any, node: str) -> Any:
    def read(version: str, rest: str = "") -> Any:
        answer = client.get(VERSIONS[version] + rest)
        assert answer.status_code == 200
        done = subprocess.run(
            [node, "opds.mjs", version], input=answer.content, capture_output=True, cwd=CLIENTS, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return read


@pytest.mark.parametrize("version", VERSIONS)
def test_from_the_root_one_gets_to_the_books(version: str, read: Any, client: Any) -> None:
    root = read(version)
    titles = {link["title"]: link["href"] for link in root["navigation"]}
    assert {"科技成果纵横", "OPEN SKY"} <= set(titles)
    path = titles["科技成果纵横"].removeprefix("http://testserver").removeprefix(VERSIONS[version])
    (issue,) = read(version, path)["publications"]
    assert issue["title"] == "科技成果纵横 2018-07, no. 7"
    links = {link["type"]: link["href"] for link in issue["links"]}
    answer = client.get(links["application/epub+zip"].removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "application/epub+zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert links["application/pdf"].endswith("/export/pdf")


@pytest.mark.parametrize("version", VERSIONS)
def test_search_finds_the_issue_with_the_word(version: str, read: Any) -> None:
    assert [issue["title"] for issue in read(version, "/search?q=元宇宙")["publications"]] == [
        "科技成果纵横 2018-07, no. 7"
    ]
    assert read(version, "/search?q=qqqqqq")["publications"] == []


def test_a_reader_finds_the_search_from_the_root(read: Any) -> None:
    (link,) = [link for link in read("2")["links"] if link["rel"] == ["search"]]
    assert link["templated"]
    assert link["href"].endswith("/opds/2/search{?query}")
    assert [issue["title"] for issue in read("2", "/search?query=元宇宙")["publications"]] == [
        "科技成果纵横 2018-07, no. 7"
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_came_last_comes_first(version: str, read: Any) -> None:
    assert len(read(version, "/new")["publications"]) == 2
