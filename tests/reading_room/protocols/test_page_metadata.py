"""What pages tell machines in their heads, as extruct finds it."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import extruct

from backfile.catalogue import Catalogue

from .conftest import CLIENTS, client_of

ARTICLE = "/keji-chengguo-zongheng/2018-07/a/a01"


def extract(client: Any, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return extruct.extract(answer.content, base_url=f"http://testserver{address}", syntaxes=["json-ld", "dublincore"])


def metas(client: Any, address: str) -> dict[str, list[str]]:
    """The meta elements by name, by lxml."""
    from lxml import html

    found: dict[str, list[str]] = {}
    for meta in html.fromstring(client.get(address).content).iterfind(".//meta[@name]"):
        found.setdefault(meta.get("name"), []).append(meta.get("content"))
    return found


def test_an_article_is_described_in_schema_org_within_its_issue_and_periodical(client: Any) -> None:
    (data,) = extract(client, ARTICLE)["json-ld"]
    assert data["@type"] == "ScholarlyArticle"
    assert data["headline"] == "让元宇宙成为云岭的新名片"
    assert [author["name"] for author in data["author"]] == ["任海年"]
    issue = data["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "7")
    assert issue["isPartOf"]["@type"] == "Periodical"
    assert issue["isPartOf"]["issn"] == "1442-3162"


def test_a_volume_stands_between_issue_and_periodical(client: Any) -> None:
    (data,) = extract(client, "/open-sky/1998-07/")["json-ld"]
    assert data["@type"] == "PublicationIssue"
    assert len(data["hasPart"]) == 9
    volume = data["isPartOf"]
    assert (volume["@type"], volume["volumeNumber"]) == ("PublicationVolume", "18")
    assert volume["isPartOf"]["name"] == "OPEN SKY"


def test_a_periodical_is_described(client: Any) -> None:
    (data,) = extract(client, "/open-sky/")["json-ld"]
    assert (data["@type"], data["name"]) == ("Periodical", "OPEN SKY")


def test_dublin_core_says_title_creator_and_date(client: Any) -> None:
    (found,) = extract(client, ARTICLE)["dublincore"]
    said: dict[str, list[str]] = {}
    for element in found["elements"]:
        said.setdefault(element["name"].lower(), []).append(element["content"])
    assert said["dc.title"] == ["让元宇宙成为云岭的新名片"]
    assert said["dc.creator"] == ["任海年"]
    assert said["dc.date"] == ["2018-07"]


def test_highwire_names_what_a_reference_manager_needs(client: Any) -> None:
    said = metas(client, ARTICLE)
    assert said["citation_title"] == ["让元宇宙成为云岭的新名片"]
    assert said["citation_author"] == ["任海年"]
    assert said["citation_journal_title"] == ["科技成果纵横"]
    assert said["citation_publication_date"] == ["2018/07"]
    assert said["citation_issue"] == ["7"]
    assert (said["citation_firstpage"], said["citation_lastpage"]) == (["1"], ["2"])
    pdf = said["citation_pdf_url"][0].removeprefix("http://testserver")
    assert client.get(pdf).headers["Content-Type"] == "application/pdf"


def test_the_reader_of_wikipedias_citations_finds_all_three_and_no_coins(client: Any, node: str) -> None:
    page = client.get(ARTICLE).content
    done = subprocess.run([node, "metadata.mjs"], input=page, capture_output=True, cwd=CLIENTS, check=True)
    found = json.loads(done.stdout)
    assert "coins" not in found
    highwire, core, schema = found["highwirePress"], found["dublinCore"], found["jsonLd"]
    assert highwire["title"] == core["title"] == schema["headline"] == "让元宇宙成为云岭的新名片"
    assert highwire["author"] == core["creator"] == schema["author"][0]["name"] == "任海年"
    assert (highwire["journal_title"], highwire["issn"]) == ("科技成果纵横", "1442-3162")
    assert (highwire["firstpage"], highwire["lastpage"]) == (schema["pageStart"], schema["pageEnd"]) == ("1", "2")


def test_there_is_no_coins_beside_it(client: Any) -> None:
    assert b"Z3988" not in client.get(ARTICLE).content


def test_what_the_head_links_to_is_there(client: Any) -> None:
    from lxml import html

    for address in (ARTICLE, "/open-sky/1998-07/", "/open-sky/", "/"):
        page = html.fromstring(client.get(address).content)
        links = page.xpath("//head/link[@rel='alternate' or @rel='search' or @rel='canonical']")
        assert links
        for link in links:
            assert client.get(link.get("href").removeprefix("http://testserver")).status_code == 200, link.get("href")


def test_hostile_text_stays_text(archive: Any) -> None:
    Catalogue(archive.root, archive.settings()).prepare()
    client = client_of(archive)
    for address in ("/haiyang-yanjiu/2021-03/", "/haiyang-yanjiu/2021-03/a/a02", "/haiyang-yanjiu/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        for data in extruct.extract(text, syntaxes=["json-ld"])["json-ld"]:
            json.dumps(data)
    (data,) = extract(client, "/haiyang-yanjiu/2021-03/a/a02")["json-ld"]
    assert "<script>alert('x')</script>" in data["headline"]
