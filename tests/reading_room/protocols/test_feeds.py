"""Feeds, sitemaps, robots.txt and the OpenSearch description, read by parsers of others."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from lxml import etree

HOME = "http://testserver"


@pytest.mark.parametrize(("address", "version"), [("/feed.atom", "atom10"), ("/feed.rss", "rss20")])
def test_feedparser_reads_the_new_issues(client: Any, address: str, version: str) -> None:
    feed = feedparser.parse(client.get(address).content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == version
    assert {entry.title for entry in feed.entries} == {
        "科技成果纵横 2018-07, no. 7",
        "OPEN SKY 1998-07, vol. 18, no. 7",
    }
    assert all(client.get(entry.link.removeprefix(HOME)).status_code == 200 for entry in feed.entries)
    assert any("让元宇宙成为云岭的新名片" in entry.summary for entry in feed.entries)


def test_a_periodical_has_a_feed_of_its_own(client: Any) -> None:
    feed = feedparser.parse(client.get("/open-sky/feed.atom").content)
    assert feed.feed.title == "OPEN SKY"
    assert len(feed.entries) == 1
    assert client.get("/no-such-periodical/feed.atom").status_code == 404


def test_an_unchanged_feed_is_not_sent_again(client: Any) -> None:
    first = client.get("/feed.atom")
    assert client.get("/feed.atom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_sitemap_leads_to_every_article(client: Any, specimen_archive: Any) -> None:
    from usp.fetch_parse import SitemapStrParser

    class Local(SitemapStrParser):
        pass

    index = etree.fromstring(client.get("/sitemap.xml").content)
    found = set()
    for place in index.iterfind("{*}sitemap/{*}loc"):
        answer = client.get(place.text.removeprefix(HOME))
        text = b"".join(answer.streaming_content).decode()
        pages = list(Local(static_content=text).sitemap().all_pages())
        found |= {page.url for page in pages}
        assert any(page.last_modified for page in pages)
    articles = sum(len(issue.articles) for issue in specimen_archive.issues())
    assert len(found) == 2 + 2 + articles
    for address in sorted(found)[:6]:
        assert client.get(address.removeprefix(HOME)).status_code == 200


def test_robots_may_read_pages_but_not_search(client: Any) -> None:
    from protego import Protego

    rules = Protego.parse(client.get("/robots.txt").content.decode())
    assert list(rules.sitemaps) == [f"{HOME}/sitemap.xml"]
    assert rules.can_fetch(f"{HOME}/open-sky/1998-07/", "anybody")
    assert not rules.can_fetch(f"{HOME}/search?q=a", "anybody")
    assert not rules.can_fetch(f"{HOME}/review/x/contents/c01", "anybody")


def test_the_opensearch_description_leads_to_the_search(client: Any) -> None:
    answer = client.get("/opensearch.xml")
    root = etree.fromstring(answer.content)
    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    assert len(root.findtext("{*}ShortName")) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iterfind("{*}Url")}
    asked = templates["application/json"].replace("{searchTerms}", quote("元宇宙")).replace("{startPage?}", "1")
    assert json.loads(client.get(asked.removeprefix(HOME)).content)["total"] > 0
