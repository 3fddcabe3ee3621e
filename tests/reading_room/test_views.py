"""Every address of the reading room, as a browser without JavaScript sees it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue

from .conftest import HOSTILE, make_issue, open_client

ISSUE = "/haiyang-yanjiu/2020-03/"
HOSTILE_ISSUE = "/haiyang-yanjiu/2021-03/"
PAGES = [
    "/",
    "/haiyang-yanjiu/",
    ISSUE,
    HOSTILE_ISSUE,
    f"{ISSUE}a/a01-chaoxi",
    f"{HOSTILE_ISSUE}a/a02",
    f"{ISSUE}p/1",
    f"{ISSUE}p/?n=1",
    f"{HOSTILE_ISSUE}p/1",
    "/search",
    "/search?q=月亮",
    "/search?q=alert",
]


@pytest.fixture
def client(archive: Archive) -> Any:
    return open_client(archive)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", [*PAGES, f"/search?q={HOSTILE}", f"{ISSUE}p/{HOSTILE}", f"{ISSUE}p/?label={HOSTILE}"]
)
def test_hostile_text_never_becomes_markup(client: Any, address: str) -> None:
    text = client.get(address).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("address", PAGES)
def test_scripts_and_styles_come_from_files_only(client: Any, address: str) -> None:
    answer = client.get(address)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    text = answer.content.decode()
    assert "style=" not in text
    assert "<style" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_fetched_from_elsewhere(client: Any, address: str) -> None:
    text = client.get(address).content.decode().replace("http://www.w3.org/2000/svg", "")
    assert 'src="http' not in text
    assert '<link rel="stylesheet" href="http' not in text


def test_the_archive_may_say_its_language_and_a_reader_another(client: Any, settings: Any) -> None:
    english = {"Accept-Language": "en"}
    assert b'<html lang="en"' in client.get("/", headers=english).content
    settings.BACKFILE_SETTINGS = replace(settings.BACKFILE_SETTINGS, interface_language="zh-hans")
    assert b'<html lang="zh-hans"' in client.get("/", headers=english).content
    client.cookies["django_language"] = "en"
    assert b'<html lang="en"' in client.get("/", headers=english).content


def keep_one(root: Path, original: bytes) -> Any:
    """A client of an archive with one issue, read from a file of these bytes."""
    archive, file = Archive(root / "shelf", create=True), root / "issue.json"
    issue = make_issue("haiyang-yanjiu-2020-03", "海洋研究", 2020, "河流的源头")
    file.write_bytes(original or record.dump(issue))
    words = zstandard.compress(record.dump_words(issue))
    with closing(Catalogue(archive.root, archive.settings())) as catalogue:
        catalogue.add(archive.keep(issue, words, file, hash_input(file)))
    return open_client(archive)


def test_an_issue_without_page_images_shows_none(tmp_path: Path) -> None:
    client = keep_one(tmp_path, b"")
    for address in ("/", "/haiyang-yanjiu/", ISSUE, f"{ISSUE}a/a01", f"{ISSUE}p/1", "/search?q=月亮", "/review"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"/iiif/haiyang" not in answer.content
    assert client.get("/iiif/haiyang-yanjiu-2020-03/1/full/max/0/default.jpg").status_code == 404


def test_what_is_wrong_with_an_original_is_said_without_its_place(tmp_path: Path) -> None:
    answer = keep_one(tmp_path, b"%PDF-1.7 cut short").get("/iiif/haiyang-yanjiu-2020-03/1/full/max/0/default.jpg")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("河流的源头.pdf: ")
    assert str(tmp_path) not in answer.content.decode()


def test_the_contents_are_shown_as_printed(client: Any) -> None:
    text = client.get(ISSUE).content.decode().partition("<body")[2]
    assert text.index("海洋</h3>") < text.index("潮汐与月亮") < text.index("河流的源头</h3>")
    assert "海洋大学 李云帆" in text


def test_an_inferred_value_explains_itself(client: Any) -> None:
    assert '<span class="inferred" title="河流的源头">3</span>' in client.get(ISSUE).content.decode()


def test_an_article_marks_where_its_text_goes_on_to_the_next_page(client: Any) -> None:
    text = client.get(f"{ISSUE}a/a01").content.decode()
    assert "月亮引起潮汐。" in text
    assert '<a class="break" href="/haiyang-yanjiu/2020-03/p/2"' in text


def test_an_article_names_its_neighbours(client: Any) -> None:
    assert 'rel="next" href="/haiyang-yanjiu/2020-03/a/a02' in client.get(f"{ISSUE}a/a01").content.decode()


def test_a_printed_page_is_found_by_its_label(client: Any) -> None:
    answer = client.get(f"{ISSUE}p/?label=02")
    assert answer.status_code == 200 or answer["Location"] == f"{ISSUE}p/2"


def test_a_wrong_printed_page_suggests_the_nearest(client: Any) -> None:
    answer = client.get(f"{ISSUE}p/7")
    assert answer.status_code == 404
    assert f'href="{ISSUE}p/2"' in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/nothing/", "/haiyang-yanjiu/1999-01/", f"{ISSUE}a/a99", "/iiif/haiyang-yanjiu-2020-03/9/info.json"]
)
def test_what_is_not_there_is_said_to_be_not_there(client: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_search_marks_its_hits(client: Any) -> None:
    assert "<mark>成果转化</mark>" in client.get("/search?q=成果转化").content.decode()


def test_a_search_without_hits_says_what_to_try(client: Any) -> None:
    assert "author:" in client.get("/search?q=不存在的词语").content.decode()


def test_search_results_are_there_for_programs(client: Any) -> None:
    found = json.loads(client.get("/search.json?q=潮汐").content)
    assert [hit["ref"] for hit in found["hits"]] == ["a01", "a01"]


def test_the_record_is_beside_the_issue(client: Any) -> None:
    record = json.loads(client.get("/haiyang-yanjiu/2020-03.json").content)
    assert record["schema"] == "backfile/issue/1"


def test_a_page_image_is_as_large_as_its_information_says(client: Any) -> None:
    import io

    from PIL import Image

    info = json.loads(client.get("/iiif/haiyang-yanjiu-2020-03/1/info.json").content)
    answer = client.get("/iiif/haiyang-yanjiu-2020-03/1/full/max/0/default.jpg")
    assert Image.open(io.BytesIO(answer.content)).size == (info["width"], info["height"])


def test_a_malformed_image_address_is_explained(client: Any) -> None:
    answer = client.get("/iiif/haiyang-yanjiu-2020-03/1/everything/max/0/default.jpg")
    assert answer.status_code == 400
    assert "region" in json.loads(answer.content)["error"]


@pytest.mark.parametrize("address", PAGES)
def test_addresses_are_for_reading_only(client: Any, address: str) -> None:
    assert client.post(address).status_code == 405


def test_an_address_found_by_searching_boxes_its_hits_on_the_page(client: Any) -> None:
    assert '<rect class="hit-box" x="100"' in client.get(f"{ISSUE}p/1?q=河流").content.decode()
    assert "hit-box" not in client.get(f"{ISSUE}p/1?q=山脉").content.decode()


def test_hits_are_marked_in_the_text_of_an_article_also_over_a_page_break(client: Any) -> None:
    text = client.get(f"{ISSUE}a/a01?q=潮汐。科技").content.decode()
    assert "<mark>潮汐。</mark>" in text
    assert "<mark>科技</mark>" in text


def test_a_search_line_that_is_wrong_spoils_no_page(client: Any) -> None:
    assert client.get(f"{ISSUE}a/a01", {"q": "(("}).status_code == 200


@pytest.mark.parametrize("value", ["潮汐", "说不的人", "a b"])
def test_narrowing_asks_for_the_whole_value(value: str) -> None:
    from backfile.index import parse
    from backfile.index.queries import And, Exact
    from backfile.reading_room.searching import narrow

    query = parse(narrow("月亮", "contributor", value))
    assert isinstance(query, And)
    assert query.parts[1] == Exact("author", value)


def test_narrowing_holds_all_of_an_either_or_search() -> None:
    from backfile.index import parse
    from backfile.index.queries import And
    from backfile.reading_room.searching import narrow

    assert isinstance(parse(narrow("月亮 OR 潮汐", "year", "2020")), And)


def test_every_facet_leads_to_as_many_hits_as_it_says(client: Any) -> None:
    from urllib.parse import parse_qs

    from backfile.reading_room import shelves
    from backfile.reading_room.searching import FACETS, list_facets

    results = shelves.index().search("月亮 OR 河流 OR alert", facets=tuple(FACETS))
    links = [value for facet in list_facets(results, {"q": "月亮 OR 河流 OR alert"}, {}) for value in facet.values]
    found = [shelves.index().search(parse_qs(link.url[1:])["q"][0]).total for link in links]
    assert found == [link.hits for link in links]
    assert len(links) > 3


def test_a_search_can_be_held_to_one_issue(client: Any) -> None:
    found = json.loads(client.get("/search.json?q=潮汐&issue=haiyang-yanjiu-2020-03").content)
    assert found["total"] == 1
    assert "everywhere" in client.get("/search?q=潮汐&issue=haiyang-yanjiu-2020-03").content.decode()


def test_results_can_be_ordered(client: Any) -> None:
    found = json.loads(client.get("/search.json?q=潮汐&sort=oldest").content)
    assert [hit["date"] for hit in found["hits"]] == ["2020-03", "2021-03"]


def test_a_result_shows_its_page_with_the_hit_boxed(client: Any) -> None:
    import io

    from PIL import Image

    def draw(query: str) -> Any:
        answer = client.get("/iiif/haiyang-yanjiu-2020-03/2/hits.jpg", {"q": query})
        return Image.open(io.BytesIO(answer.content)).convert("RGB")

    assert draw("河流").getextrema()[2][0] < 100
    assert draw("山脉").getextrema()[2][0] > 200


def test_holdings_show_what_is_missing_between_issues() -> None:
    from types import SimpleNamespace

    from backfile.reading_room.grid import lay_out

    def row(id: str, number: str) -> Any:
        numbers = {"number": number, "volume": None, "whole_number": None}
        return SimpleNamespace(id=id, slug=id, title="海洋", year=2020, month=None, day=None, **numbers)

    rows, missing = lay_out([row("haiyang-2020-01", "1"), row("haiyang-2020-03", "3-4"), row("haiyang-2020-06", "6")])
    assert [(cell.label, bool(cell.url)) for cell in rows[0].cells] == [
        ("1", True),
        ("2", False),
        ("3-4", True),
        ("5", False),
        ("6", True),
    ]
    assert missing == 2


def test_an_article_can_be_taken_away_as_text_and_as_data(client: Any) -> None:
    text = client.get(f"{ISSUE}a/a01-chaoxi.txt")
    assert text.content.decode().startswith("潮汐与月亮\n李云帆\n")
    assert "attachment" in text["Content-Disposition"]
    assert json.loads(client.get(f"{ISSUE}a/a01.json").content)["title"] == "潮汐与月亮"


def test_other_names_are_not_answered_to(client: Any) -> None:
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400
