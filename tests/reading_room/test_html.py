"""The pages are HTML as the standard has it: parsed by html5lib without an error, ids told apart, labels where they belong."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import backfile.reading_room
from backfile.archive import Archive

from .conftest import open_client

html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed")
PAGES = [
    "/",
    "/haiyang-yanjiu/",
    "/haiyang-yanjiu/2020-03/",
    "/haiyang-yanjiu/2021-03/",
    "/haiyang-yanjiu/2020-03/a/a01?q=潮汐",
    "/haiyang-yanjiu/2021-03/a/a02",
    "/haiyang-yanjiu/2020-03/p/1?q=河流",
    "/haiyang-yanjiu/2020-03/p/?n=1",
    "/haiyang-yanjiu/2020-03/p/99",
    "/search",
    "/search?q=潮汐",
    "/search?q=潮汐 不存在",
    "/search?q=year:x",
    "/people/",
    "/people/李云帆",
    "/nothing/",
    "/review",
    "/review/suggestions",
    "/manage",
    "/sign-in",
    "/review/haiyang-yanjiu-2021-03/",
    *(
        f"/review/haiyang-yanjiu-2021-03/{item}"
        for item in ("masthead", "folios", "history", "contents/c02", "articles/a01")
    ),
    "/review/haiyang-yanjiu-2021-03/pages/2",
    "/review/haiyang-yanjiu-2021-03/notices/0",
]


@pytest.fixture
def client(archive: Archive) -> Any:
    return open_client(archive)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid(client: Any, address: str, language: str) -> None:
    text = client.get(address, headers={"Accept-Language": language}).content.decode()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert [(place, code, text.splitlines()[place[0] - 1][:120]) for place, code, _ in parser.errors] == []
    elements = list(tree.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    pointed_at = [(element.get(name) or "").split() for element in elements for name in ("for", "aria-labelledby")]
    assert {name for names in pointed_at for name in names} <= ids.keys()
    assert tree.get("lang") == language


def test_vertical_lines_are_set_by_the_style_sheet() -> None:
    templates = Path(backfile.reading_room.__file__).parent / "templates" / "reading_room"
    assert not [path.name for path in templates.glob("*.html") if "writing-mode" in path.read_text("utf-8")]


def test_the_parser_would_find_what_is_wrong() -> None:
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><ul><li></p></ul>")
    assert parser.errors


@pytest.mark.parametrize("address", PAGES)
def test_headings_begin_with_one_of_the_first_level(client: Any, address: str) -> None:
    text = client.get(address).content.decode()
    body = re.sub(r"<dialog.*?</dialog>", "", text, flags=re.S)
    assert re.findall(r"<h([1-6])", body)[0] == "1"
    assert len(re.findall(r"<h1", body)) == 1
