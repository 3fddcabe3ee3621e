"""What stands beside an article: citations, files, evidence; and the data behind every page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from backfile import exporters
from backfile.archive import Archive
from backfile.archive.intake import work_name
from backfile.model import Box, Evidence

from .conftest import make_issue, open_client

ARTICLE = "/haiyang-yanjiu/2020-03/a/a01"


@pytest.fixture(autouse=True)
def client(archive: Archive) -> Any:
    return open_client(archive)


def test_every_style_is_there_as_the_exporter_writes_it(client: Any, archive: Archive) -> None:
    text = client.get(ARTICLE).content.decode()
    issue = archive.load("haiyang-yanjiu-2020-03")
    for style in exporters.styles():
        assert exporters.format_citation(issue, issue.articles[0], style).strip() in text.replace("&amp;", "&")
    assert text.index("GB/T 7714-2025") < text.index("GB/T 7714-2015") < text.index("APA") < text.index("MLA")


@pytest.mark.parametrize("format", ["bibtex", "ris", "csl"])
def test_a_citation_is_taken_away_without_scripts(client: Any, format: str) -> None:
    address = f"{ARTICLE}/export/{format}"
    assert f'href="{address}"' in client.get(ARTICLE).content.decode()
    assert "潮汐与月亮" in b"".join(client.get(address).streaming_content).decode()


def test_the_permanent_address_is_whole(client: Any) -> None:
    assert "http://testserver/haiyang-yanjiu/2020-03/a/a01-chaoxi-yuyueliang" in client.get(ARTICLE).content.decode()


def test_what_is_searched_in_an_article_is_counted(client: Any) -> None:
    assert "2 hits in this article" in client.get(f"{ARTICLE}?q=月亮 OR 时间").content.decode()
    assert "0 hits in this article" in client.get(f"{ARTICLE}?q=山脉").content.decode()


def test_evidence_is_that_of_the_article_then_that_of_its_entry() -> None:
    from backfile.reading_room.evidence import boxes_on, list_quotes
    from backfile.reading_room.shelves import Addresses

    box = Box(0.1, 0.1, 0.5, 0.2)
    issue = replace(
        make_issue("haiyang-yanjiu-2020-03", "海洋研究", 2020, "河流"),
        evidence=(
            Evidence(path="contents/0/title", quote="潮汐与月亮……1", by="contents", page=1, confidence=0.8),
            Evidence(path="articles/0/title", quote="潮汐与月亮", by="articles", page=2, box=box, confidence=0.97),
            Evidence(path="contents/0/contributors", quote="李云帆", by="contents", page=1, confidence=0.9),
            Evidence(path="contents/1/contributors", quote="别人", by="contents", page=1),
        ),
    )
    quotes = list_quotes(issue, 0, Addresses(issue.id))
    assert [(quote.field, quote.text, quote.label, quote.sure) for quote in quotes] == [
        ("title", "潮汐与月亮", "1", 97),
        ("contributors", "李云帆", "[1]", 90),
    ]
    assert [(field, row.box) for field, row in boxes_on(issue, 0, 2)] == [("title", box)]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/index.json", "periodicals"),
        ("/progress.json", "work"),
        ("/haiyang-yanjiu.json", "issues"),
        ("/haiyang-yanjiu/2020-03.json", "contents"),
        (f"{ARTICLE}.json", "paragraphs"),
        ("/haiyang-yanjiu/2020-03/p/1.json", "lines"),
        ("/search.json?q=潮汐", "hits"),
        ("/people.json", "people"),
        ("/people/李云帆.json", "articles"),
    ],
)
def test_there_is_data_beside_every_page(client: Any, address: str, key: str) -> None:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/json")
    assert key in json.loads(answer.content)


def test_the_data_of_a_periodical_say_what_is_missing(client: Any) -> None:
    found = json.loads(client.get("/haiyang-yanjiu.json").content)
    assert [issue["id"] for issue in found["issues"]] == ["haiyang-yanjiu-2020-03", "haiyang-yanjiu-2021-03"]
    assert all({"row", "number", "sure"} == set(gap) for gap in found["missing"])


def test_a_page_of_an_issue_that_did_not_change_is_not_sent_again(client: Any) -> None:
    client.get(ARTICLE)  # brings the cookie of the language form
    tag = client.get(ARTICLE)["ETag"]
    assert client.get(ARTICLE, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(ARTICLE, headers={"If-None-Match": tag, "Accept-Language": "zh-hans"}).status_code == 200


def test_an_issue_names_those_before_and_after_it(client: Any) -> None:
    assert 'rel="next" href="/haiyang-yanjiu/2021-03/"' in client.get("/haiyang-yanjiu/2020-03/").content.decode()
    assert 'rel="prev" href="/haiyang-yanjiu/2020-03/"' in client.get("/haiyang-yanjiu/2021-03/").content.decode()


def test_a_running_add_is_seen(tmp_path: Path) -> None:
    from backfile.reading_room.progress import STILL, Work, list_work

    archive, sha256 = Archive(tmp_path / "a", create=True), "ab" * 32
    archive.note("begun", sha256=sha256, name="海洋研究.pdf")
    work = archive.work / f"{work_name(sha256, None)}-00000000"
    work.mkdir(parents=True)
    (work / "opened.json").write_bytes(msgspec.json.encode({"images": 35}))
    for number in (1, 2, 3):
        (work / f"{number:06}.page").write_bytes(b"{}")
    assert list_work(archive) == [Work("海洋研究.pdf", 3, 35, running=True)]
    assert list_work(archive, now=work.stat().st_mtime + STILL + 1) == [Work("海洋研究.pdf", 3, 35, running=False)]
    archive.note("failed", sha256=sha256, name="海洋研究.pdf")
    assert list_work(archive) == []
