"""People: who wrote, what, and where else they are named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backfile.archive import Archive

from .conftest import HOSTILE, open_client


@pytest.fixture
def client(archive: Archive) -> Any:
    return open_client(archive)


def test_names_are_listed_with_what_they_wrote(client: Any) -> None:
    found = json.loads(client.get("/people.json").content)
    assert {"name": "李云帆", "kind": "person", "works": 2, "years": "2020–2021", "url": "/people/" + "%E6%9D%8E%E4%BA%91%E5%B8%86"} in found["people"]  # fmt: skip


def test_names_are_found_by_their_beginning(client: Any) -> None:
    assert [row["name"] for row in json.loads(client.get("/people.json?beginning=李").content)["people"]] == ["李云帆"]
    assert "No name begins with" in client.get("/people/?beginning=zzz").content.decode()


def test_a_person_has_the_articles_printed_under_the_name(client: Any) -> None:
    text = client.get("/people/李云帆").content.decode()
    assert text.count('href="/haiyang-yanjiu/2020-03/a/a01-chaoxi-yuyueliang"') == 1
    assert text.index("2021") < text.index("/haiyang-yanjiu/2020-03/")


def test_a_person_is_found_in_traditional_characters_too(client: Any) -> None:
    assert json.loads(client.get("/people/李雲帆.json").content)["name"] == "李云帆"


def test_an_article_leads_to_its_people(client: Any) -> None:
    assert 'href="/people/%E6%9D%8E%E4%BA%91%E5%B8%86"' in client.get("/haiyang-yanjiu/2020-03/a/a01").content.decode()


def test_who_wrote_nothing_is_not_found(client: Any) -> None:
    assert client.get("/people/张三").status_code == 404
    assert client.get("/people/张三.json").status_code == 404


def test_hostile_names_stay_text(client: Any) -> None:
    for address in ("/people/", f"/people/?beginning={HOSTILE}", "/people/?by=name&kind=organization&page=9"):
        assert "<img src=x" not in client.get(address).content.decode()
