"""Mirador and the Universal Viewer, opened in a real browser on a manifest of ours served from another origin."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from .conftest import CLIENTS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def viewers() -> Iterator[str]:
    """The address of tests/clients, where the viewers' pages are."""
    if not (CLIENTS / "node_modules" / "mirador").is_dir():
        pytest.skip("the viewers are not installed: `make clients`")

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(CLIENTS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page() -> Iterator[Any]:
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(40_000)
        yield page
        browser.close()


def drawn(page: Any, manifest: str) -> Any:
    """Wait for a tile, which only comes after manifest and info.json were understood."""
    base = manifest.removesuffix("manifest.json")
    return page.expect_response(
        lambda answer: answer.url.startswith(base) and answer.url.endswith("default.jpg") and answer.ok
    )


def test_mirador_opens_a_manifest_and_a_search_in_it_finds_a_word(
    viewers: str, page: Any, served: str, ids: dict[str, str]
) -> None:
    manifest = f"{served}/iiif/{ids['zh']}/manifest.json"
    with drawn(page, manifest):
        page.goto(f"{viewers}/mirador.html?{urlencode({'manifest': manifest})}")
    page.get_by_text("科技成果纵横 2018-07, no. 7").first.wait_for()
    page.get_by_role("tab", name="Search").click()
    page.get_by_label("search terms").fill("元宇宙")
    with page.expect_response(lambda answer: "/search/1?" in answer.url and answer.ok) as searched:
        page.keyboard.press("Enter")
    hits = searched.value.json()["hits"]
    assert len(hits) > 3
    page.wait_for_function("count => document.body.innerText.split('元宇宙').length > count", arg=len(hits))


def test_the_universal_viewer_opens_a_manifest_with_its_contents_and_labels(
    viewers: str, page: Any, served: str, ids: dict[str, str]
) -> None:
    manifest = f"{served}/iiif/{ids['zh']}/manifest.json"
    with drawn(page, manifest):
        page.goto(f"{viewers}/universalviewer.html?{urlencode({'manifest': manifest})}")
    page.get_by_text("Index", exact=True).first.click()
    page.locator(".treeView .toggle, .iiif-tree-component .toggle, .tree .toggle").first.click()
    page.get_by_text("院士专论").first.wait_for()
    assert "科技成果纵横" in page.inner_text("body")
    page.locator("input.searchText:visible").last.fill("元宇宙")
    with page.expect_response(lambda answer: "/search/1?" in answer.url and answer.ok) as searched:
        page.keyboard.press("Enter")
    assert len(searched.value.json()["hits"]) > 3
    page.get_by_text("results found for").wait_for()
