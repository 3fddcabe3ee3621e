"""The search beyond its results page: the form, advice, results as files."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive import Archive
from backfile.errors import QueryError
from backfile.index import parse
from backfile.index.queries import write
from backfile.reading_room.search_form import compose, loosen

from .conftest import HOSTILE, open_client


@pytest.fixture
def client(archive: Archive) -> Any:
    return open_client(archive)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"q": "潮汐"}, "潮汐"),
        ({"q": "潮汐", "author": "李云帆"}, "潮汐 author:李云帆"),
        ({"q": "a OR b", "from": "2019"}, "(a OR b) year:2019.."),
        ({"from": "2019", "to": "2023"}, "year:2019..2023"),
        ({"year": "2019..2023", "q": "潮汐"}, "潮汐 year:2019..2023"),
        ({"to": "1999"}, "year:..1999"),
        ({"title": "moon tide"}, "title:(moon tide)"),
        ({"periodical": "haiyang-yanjiu"}, "periodical:=haiyang-yanjiu"),
        ({"author": 'O"Neil'}, 'author:"O Neil"'),
    ],
)
def test_a_form_means_a_query_line(asked: dict[str, str], line: str) -> None:
    assert compose(asked) == line
    parse(line)


@given(st.dictionaries(st.sampled_from(["title", "author", "section"]), st.text(max_size=30)))
def test_whatever_is_typed_into_fields_is_understood_or_nothing(asked: dict[str, str]) -> None:
    with suppress(QueryError):  # signs only: there is nothing to look for
        tree = parse(compose(asked))
        assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    "line", ["潮汐 月亮", "a (b OR c) -d", 'title:"deep learning" year:2019..2023', "author:=李 x*", "year:..1999 x"]
)
def test_a_query_written_down_means_the_same(line: str) -> None:
    assert parse(write(parse(line))) == parse(line)


def test_each_condition_is_left_out_in_turn() -> None:
    assert list(loosen("潮汐 月亮 year:2020")) == [
        ("潮汐", "月亮 year:2020"),
        ("月亮", "潮汐 year:2020"),
        ("year:2020", "潮汐 月亮"),
    ]


def test_a_filled_in_form_leads_to_the_address_of_its_query(client: Any) -> None:
    answer = client.get("/search", {"q": "潮汐", "author": "李云帆", "from": "2020", "to": "2020"})
    assert parse_qs(urlsplit(answer["Location"]).query)["q"] == ["潮汐 author:李云帆 year:2020..2020"]
    assert client.get(answer["Location"] and f"/search{answer['Location']}").status_code == 200


def test_nothing_found_says_what_would_be(client: Any) -> None:
    text = client.get("/search?q=潮汐 不存在的词语").content.decode()
    assert "without 不存在的词语" in text
    within = client.get("/search?q=alert&issue=haiyang-yanjiu-2020-03").content.decode()
    assert "in all issues" in within


def test_results_are_taken_away_as_a_table(client: Any) -> None:
    answer = client.get("/search.csv?q=潮汐")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert {row["title"] for row in rows} == {"潮汐与月亮"}
    assert rows[0]["url"].startswith("http://testserver/haiyang-yanjiu/")


def test_results_are_taken_away_as_ris(client: Any) -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is not installed")
    text = b"".join(client.get("/search.ris?q=潮汐").streaming_content).decode()
    records = rispy.loads(text)
    assert [record["title"] for record in records] == ["潮汐与月亮", "潮汐与月亮"]
    assert records[0]["authors"] == ["李云帆"]


def test_no_cell_of_a_table_runs_as_a_formula(client: Any) -> None:
    from backfile.reading_room.search_pages import _line

    assert _line(("=1+1", "-2", "潮汐")) == "'=1+1,'-2,潮汐\r\n".encode()


def test_years_are_drawn_with_a_link_each(client: Any) -> None:
    text = client.get("/search?q=潮汐").content.decode()
    assert text.count('<rect class="bar"') == 2
    assert 'aria-label="2020: 1"' in text


def test_a_page_of_results_is_not_sent_twice(client: Any) -> None:
    client.get("/search?q=潮汐")  # brings the cookie of the language form
    first = client.get("/search?q=潮汐")
    assert client.get("/search?q=潮汐", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/search?q=月亮", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/search.csv", "/search.ris", "/search.json"])
def test_a_query_that_is_not_understood_is_a_clear_answer(client: Any, address: str) -> None:
    answer = client.get(f"{address}?q=year:abc")
    assert answer.status_code == 400
    assert "year" in answer.content.decode()


def test_hostile_values_stay_text_in_the_form(client: Any) -> None:
    answer = client.get("/search", {"title": HOSTILE}, follow=True)
    assert "<img src=x" not in answer.content.decode()


def test_search_results_can_be_held_to_a_periodical_by_its_address(client: Any) -> None:
    answer = client.get("/search", {"q": "潮汐", "periodical": "haiyang-yanjiu"})
    (query,) = parse_qs(urlsplit(answer["Location"]).query)["q"]
    assert json.loads(client.get("/search.json", {"q": query}).content)["total"] == 2
