"""IIIF Presentation 3, annotations and Content Search, read by programs of others: a JSON Schema, a parser, a viewer's library."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import pytest

from .conftest import CLIENTS


@pytest.fixture
def ask(client: Any, node: str) -> Any:
    """What one of the deeds of tests/clients/iiif.mjs says of the resource at an address; refused resources fail the test."""

    def ask(deed: str, address: str, without: tuple[str, ...] = ()) -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        resource = {name: value for name, value in json.loads(answer.content).items() if name not in without}
        done = subprocess.run(
            [node, "iiif.mjs", deed], input=json.dumps(resource).encode(), capture_output=True, cwd=CLIENTS, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return ask


def get(client: Any, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.content)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_manifest_is_valid_by_the_schema_of_presentation_3(ask: Any, ids: dict[str, str], language: str) -> None:
    assert ask("validate", f"/iiif/{ids[language]}/manifest.json") == {"valid": True}


def test_collections_are_valid_from_the_top_to_the_issues(ask: Any, client: Any, ids: dict[str, str]) -> None:
    top = get(client, "/iiif/collection.json")
    assert len(top["items"]) == 2
    for item in [top, *top["items"]]:
        address = item["id"].removeprefix("http://testserver")
        assert ask("validate", address) == {"valid": True}
    found = [
        each["id"]
        for item in top["items"]
        for each in get(client, item["id"].removeprefix("http://testserver"))["items"]
    ]
    assert sorted(found) == sorted(f"http://testserver/iiif/{id}/manifest.json" for id in ids.values())


def test_text_and_search_are_annotation_pages_by_the_schema(ask: Any, ids: dict[str, str]) -> None:
    assert ask("validate", f"/iiif/{ids['zh']}/5/text.json") == {"valid": True}
    of_search_alone = ("annotations", "startIndex", "partOf", "next", "prev", "ignored")
    assert ask("validate", f"/iiif/{ids['zh']}/search?q=科技成果", of_search_alone) == {"valid": True}


def test_the_parser_meets_every_page_under_its_printed_label(
    ask: Any, specimen_archive: Any, ids: dict[str, str]
) -> None:
    issue = specimen_archive.load(ids["zh"])
    seen = ask("parse", f"/iiif/{ids['zh']}/manifest.json")
    assert seen["warnings"] == []
    assert seen["canvases"] == [page.label or f"[{page.number}]" for page in issue.pages]


def test_manifesto_finds_contents_images_search_and_downloads(
    ask: Any, specimen_archive: Any, ids: dict[str, str]
) -> None:
    issue = specimen_archive.load(ids["zh"])
    seen = ask("manifesto", f"/iiif/{ids['zh']}/manifest.json")
    assert seen["label"] == "科技成果纵横 2018年第7期"
    assert seen["direction"] == "left-to-right"
    assert seen["paged"]
    assert len(seen["images"]) == len(issue.pages)
    assert seen["services"][0].endswith(f"/iiif/{ids['zh']}/search")
    assert seen["renderings"] == ["application/pdf", "application/epub+zip"]
    ranges = {each["label"]: each["canvases"] for each in seen["ranges"]}
    for article in issue.articles:
        assert [int(canvas.rpartition("/")[2]) for canvas in ranges[article.title]] == list(article.pages)


def test_a_manifest_names_its_rights_and_what_else_there_is(client: Any, ids: dict[str, str]) -> None:
    manifest = get(client, f"/iiif/{ids['zh']}/manifest.json")
    assert manifest["rights"] == "http://rightsstatements.org/vocab/CNE/1.0/"
    assert {"label": {"none": ["ISSN"]}, "value": {"none": ["1442-3162"]}} in manifest["metadata"]
    assert manifest["navDate"] == "2018-07-01T00:00:00Z"
    for linked in (*manifest["seeAlso"], *manifest["homepage"], *manifest["partOf"]):
        answer = client.get(linked["id"].removeprefix("http://testserver"))
        assert answer.status_code == 200, linked
        if "format" in linked:
            assert answer.headers["Content-Type"].startswith(linked["format"]), linked


def test_a_hit_is_boxed_where_the_line_with_it_stands(client: Any, ids: dict[str, str]) -> None:
    found = get(client, f"/iiif/{ids['zh']}/search?q=元宇宙")
    lines = {}
    for hit, context in zip(found["items"], found["annotations"][0]["items"], strict=True):
        assert hit["body"]["value"] == "元宇宙"
        assert context["target"]["source"] == hit["id"]
        targets = (
            hit["target"] if isinstance(hit["target"], list) else [hit["target"]]
        )  # a hit may run over a line's end
        for canvas, _, box in (target.partition("#xywh=") for target in targets):
            number = int(canvas.rpartition("/")[2])
            lines[number] = lines.get(number) or get(client, f"/iiif/{ids['zh']}/{number}/text.json")["items"]
            wanted = "元宇宙" if len(targets) == 1 else ""
            around = [
                line["target"].partition("#xywh=")[2] for line in lines[number] if wanted in line["body"]["value"]
            ]
            assert any(_inside(box, each) for each in around)
    assert len(found["items"]) > 3


def _inside(inner: str, outer: str) -> bool:
    x, y, w, h = map(int, inner.split(","))
    left, top, width, height = map(int, outer.split(","))
    return left - 2 <= x and top - 2 <= y and x + w <= left + width + 2 and y + h <= top + height + 2


def test_many_hits_come_in_pages_that_fit_together(client: Any, ids: dict[str, str]) -> None:
    address, seen = f"/iiif/{ids['zh']}/search?q=的", []
    while address:
        page = get(client, address)
        seen += [item["id"] for item in page["items"]]
        total = page["partOf"]["total"]
        address = page.get("next", {}).get("id", "").removeprefix("http://testserver")
    assert len(seen) == len(set(seen)) == total > 200


def test_both_versions_of_search_find_the_same(client: Any, ids: dict[str, str]) -> None:
    new, old = (get(client, f"/iiif/{ids['zh']}/search{version}?q=科技成果") for version in ("", "/1"))
    assert [hit["match"] for hit in old["hits"]] == [item["body"]["value"] for item in new["items"]]
    assert old["within"]["total"] == len(new["items"])


@pytest.mark.parametrize("address", ["/iiif/nothing-2000-01/manifest.json", "/iiif/{zh}/canvas/999", "/iiif/{zh}/search",
                                     "/iiif/{zh}/search?q=(", "/iiif/nothing/collection.json"])  # fmt: skip
def test_what_is_not_there_is_said_in_json(client: Any, ids: dict[str, str], address: str) -> None:
    answer = client.get(address.format(**ids))
    assert answer.status_code in (400, 404)
    assert json.loads(answer.content)["cure"]


def test_an_answer_that_did_not_change_is_not_sent_again(client: Any, ids: dict[str, str]) -> None:
    address = f"/iiif/{ids['en']}/manifest.json"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_a_reading_room_under_a_path_names_it_everywhere(client: Any, ids: dict[str, str]) -> None:
    from django.urls import set_script_prefix

    set_script_prefix("/library/")  # as WSGI does from SCRIPT_NAME
    try:
        manifest = client.get(f"/iiif/{ids['en']}/manifest.json").content.decode()
        listed = client.get("/api/v1/periodicals/open-sky/issues").content.decode()
        catalogue = client.get("/opds/2/new").content.decode()
    finally:
        set_script_prefix("/")
    for text in (manifest, listed, catalogue):
        addresses = re.findall(r'"(http://testserver[^"]*)"', text)
        assert addresses
        assert [each for each in addresses if not each.startswith("http://testserver/library/")] == []
