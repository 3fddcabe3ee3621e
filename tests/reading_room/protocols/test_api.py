"""The API: schemathesis finds no fault of ours and no answer that the description does not promise."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from backfile.archive import Archive

from .conftest import client_of

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
positive_data_acceptance = pytest.importorskip("schemathesis.specs.openapi.checks").positive_data_acceptance


def set_rate(monkeypatch: Any, archive: Archive, rate: int) -> None:
    from backfile.reading_room.protocols import _rates as rates

    monkeypatch.setattr(rates, "site_settings", lambda: replace(archive.settings(), api_rate=rate))


def described(archive: Archive) -> Any:
    client_of(archive)
    from django.core.wsgi import get_wsgi_application

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.parametrize("mode", ["positive", "negative", "real"])
def test_no_fault_and_no_answer_that_is_not_described(
    specimen_archive: Archive, ids: dict[str, str], monkeypatch: Any, mode: str
) -> None:  # fmt: skip
    """With right arguments, wrong ones, and right ones on what is there ("real")."""
    there = {"periodical": "open-sky", "issue": ids["en"], "article": "a01", "item": "a01"}
    client_of(specimen_archive)
    set_rate(monkeypatch, specimen_archive, 0)
    operations = [result.ok() for result in described(specimen_archive).get_all_operations()]
    assert len(operations) >= 14
    for operation in operations:
        if mode == "negative" and not list(operation.iter_parameters()):
            continue  # nothing can be asked wrongly
        # what a search line may be is a grammar, which a schema can't say: 400 is an answer to some
        excluded = [positive_data_acceptance] if operation.path.endswith("/search") else []

        @settings(
            max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(
            case=operation.as_strategy(
                generation_mode=schemathesis.GenerationMode("negative" if mode == "negative" else "positive")
            )
        )
        def check(case: Any) -> None:
            if mode == "real":
                case.path_parameters.update({name: there[name] for name in case.path_parameters})
            case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=excluded)  # noqa: B023

        check()


def get(client: Any, path: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_the_description_is_openapi_3_1(client: Any) -> None:
    described = get(client, "openapi.json")
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) >= 14
    for path in described["paths"].values():
        assert path["get"]["description"]
        assert "Problem" in json.dumps(path["get"]["responses"])


def test_from_periodicals_to_the_text_of_an_article(client: Any, ids: dict[str, str]) -> None:
    listed = get(client, "periodicals")
    assert listed["total"] == 2
    (issue,) = get(client, "periodicals/keji-chengguo-zongheng/issues")["items"]
    assert issue["id"] == ids["zh"]
    first = get(client, f"issues/{issue['id']}/contents")[0]
    article = get(client, f"issues/{issue['id']}/articles/{first['article']}")
    assert article["title"] == first["title"] == "让元宇宙成为云岭的新名片"
    assert article["contributors"][0]["name"] == "任海年"
    assert len("".join(part["text"] for part in article["paragraphs"])) > 500
    assert "not corrected by a person" in article["provenance"]
    for address in (issue["url"], issue["record"], issue["manifest"], article["url"]):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_citations_come_in_every_style_or_one(client: Any, ids: dict[str, str]) -> None:
    from backfile.exporters import styles

    assert [each["style"] for each in get(client, f"issues/{ids['zh']}/citations/a01")] == list(styles())
    (one,) = get(client, f"issues/{ids['zh']}/citations/a01?style=gbt7714")
    assert one["text"].startswith("任海年. 让元宇宙成为云岭的新名片[J]")


def test_search_says_where_the_hits_are(client: Any) -> None:
    found = get(client, f"search?q={quote('元宇宙')}&facets=true")
    assert found["total"] == len(found["items"]) > 0
    snippet = next(each for item in found["items"] for each in item["snippets"] if each["hits"])
    start, end = snippet["hits"][0]
    assert snippet["text"][start:end] == "元宇宙"
    assert {facet["value"] for facet in found["facets"]["year"]} <= {"2018", "1998"}
    assert "cure" in get(client, "search?q=(", 400)


def test_pages_of_a_list_fit_together(client: Any) -> None:
    path, seen = "contributors?limit=7", []
    while path:
        answer = client.get(f"/api/v1/{path}")
        listed = json.loads(answer.content)
        seen += [each["id"] for each in listed["items"]]
        assert ('rel="next"' in answer.headers.get("Link", "")) == bool(listed["next"])
        path = (listed["next"] or "").removeprefix("http://testserver/api/v1/")
    assert len(seen) == len(set(seen)) == listed["total"] > 14


def test_a_name_leads_to_its_works(client: Any, ids: dict[str, str]) -> None:
    works = get(client, f"works?name={quote('任海年')}")
    assert works["items"][0]["title"] == "让元宇宙成为云岭的新名片"
    assert get(client, f"works?name={quote('无此人')}", 404)["cure"]


def test_what_did_not_change_is_not_sent_again(client: Any) -> None:
    first = client.get("/api/v1/periodicals")
    assert client.get("/api/v1/periodicals", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_strangers_are_held_to_a_rate_and_told_how_long_to_wait(specimen_archive: Archive, monkeypatch: Any) -> None:
    from django.core.cache import cache

    client = client_of(specimen_archive)
    cache.clear()
    set_rate(monkeypatch, specimen_archive, 3)
    stranger = {"REMOTE_ADDR": "203.0.113.7"}
    codes = [client.get("/api/v1/periodicals", **stranger).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = client.get("/api/v1/periodicals", **stranger)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/api/v1/periodicals", REMOTE_ADDR="203.0.113.8").status_code == 200
    assert client.get("/api/v1/periodicals").status_code == 200, "the owner at the machine is not counted"


def test_what_is_closed_is_not_told(specimen_archive: Archive, ids: dict[str, str]) -> None:
    client = client_of(specimen_archive)
    from backfile.accounts.access import drop_rule, set_rule

    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    set_rule("", embargo=1200)
    try:
        assert json.loads(client.get("/api/v1/periodicals/open-sky/issues", **stranger).content)["total"] == 0
        for path in (f"issues/{ids['en']}", f"issues/{ids['en']}/articles", f"issues/{ids['en']}/articles/a01", f"issues/{ids['en']}/pages",
                     f"issues/{ids['en']}/contents", f"issues/{ids['en']}/citations/a01"):  # fmt: skip
            assert client.get(f"/api/v1/{path}", **stranger).status_code in (401, 403), path
        assert json.loads(client.get("/api/v1/search?q=the", **stranger).content)["total"] == 0
        assert b"noRecordsMatch" in client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc", **stranger).content
        assert client.get(f"/iiif/{ids['en']}/manifest.json", **stranger).status_code in (401, 403)
        assert b"<entry>" not in client.get("/feed.atom", **stranger).content
        assert b"export/epub" not in client.get("/opds/new", **stranger).content
        assert client.get("/open-sky/1998-07/export/json", **stranger).status_code in (401, 403)
        assert b"a/a01" not in b"".join(client.get("/sitemap/open-sky.xml", **stranger).streaming_content)
    finally:
        drop_rule("")
