"""An issue whose every text is hostile harms no protocol: what is JSON stays JSON, what is XML stays well-formed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from backfile.model import Article, Contributor, Designation, Issue, Periodical

from ..conftest import HOSTILE
from .conftest import client_of

ISSUE = "haiyang-yanjiu-2021-03"
ADDRESSES = [
    f"/iiif/{ISSUE}/manifest.json", f"/iiif/{ISSUE}/2/text.json", f"/iiif/{ISSUE}/2/alto.xml", f"/iiif/{ISSUE}/search?q=alert",
    f"/iiif/{ISSUE}/search/1?q=alert", "/iiif/haiyang-yanjiu/collection.json", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/oai?verb=ListRecords&metadataPrefix=mods", "/oai?verb=ListRecords&metadataPrefix=jats",
    "/oai?verb=ListRecords&metadataPrefix=mets", "/feed.atom", "/feed.rss", "/opds/new", "/opds/2/new", "/opds/search?q=alert",
    "/sitemap.xml", "/sitemap/haiyang-yanjiu.xml", "/opensearch.xml", f"/api/v1/issues/{ISSUE}/contents",
    f"/api/v1/issues/{ISSUE}/articles/a02", f"/api/v1/issues/{ISSUE}/citations/a02", "/api/v1/search?q=alert",
    "/api/v1/contributors", "/haiyang-yanjiu/2021-03/export/tei", "/haiyang-yanjiu/2021-03/a/a02/export/mods",
]  # fmt: skip
ASKED = [
    "/iiif/{}/manifest.json", "/oai?verb={}", "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={}", "/oai?verb=ListRecords&metadataPrefix={}",
    "/oai?verb=ListRecords&resumptionToken={}", "/opds/search?q={}", "/opds/2/search?q={}", "/api/v1/search?q={}", "/api/v1/works?name={}",
    "/api/v1/issues/{}/pages", "/iiif/haiyang-yanjiu-2020-03/search?q={}", "/sitemap/{}.xml", "/{}/feed.atom",
]  # fmt: skip


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def parse(answer: Any) -> None:
    kind = answer.headers["Content-Type"]
    if "json" in kind:
        json.loads(body(answer))
    elif "xml" in kind:
        etree.fromstring(body(answer), etree.XMLParser(resolve_entities=False, no_network=True))
    else:
        assert "html" in kind
        assert "<script>alert" not in body(answer).decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_issues_are_told_of_in_good_form(archive: Any, address: str) -> None:
    answer = client_of(archive).get(address)
    assert answer.status_code == 200
    parse(answer)


@pytest.mark.parametrize("hostile", [HOSTILE, "\x00", "../../etc/passwd", "%00", "a" * 3000, "\ud7ff\uffff", "(" * 200])
@pytest.mark.parametrize("address", ASKED)
def test_hostile_questions_are_answered_or_refused(archive: Any, address: str, hostile: str) -> None:
    from urllib.parse import quote

    answer = client_of(archive).get(address.format(quote(hostile, safe="")))
    assert answer.status_code < 500
    parse(answer)


def test_a_newspaper_has_news_and_a_magazine_articles(archive: Any) -> None:
    client_of(archive)
    from backfile.reading_room.page_metadata import article_data

    article = Article(
        id="a01",
        title="数字革命",
        contributors=(Contributor(name="丁文详"), Contributor(name="新华社", kind="organization")),
    )
    paper = Issue(
        id="x-2000-11-20",
        periodical=Periodical(title="中国青年报", cn="11-0061"),
        issue=Designation(year=2000, month=11, day=20),
        articles=(article,),
    )
    data = article_data(paper, article, "https://room.example")
    assert data["@type"] == "NewsArticle"
    assert [author["@type"] for author in data["author"]] == ["Person", "Organization"]
    magazine = Issue(
        id="y-2000-11",
        periodical=Periodical(title="Open Sky"),
        issue=Designation(year=2000, month=11),
        articles=(article,),
    )
    assert article_data(magazine, article, "https://room.example")["@type"] == "Article"
