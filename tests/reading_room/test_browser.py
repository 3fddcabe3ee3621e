"""The reading room in a real browser: what a reader does, at desktop and phone width, in two languages, light and dark."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
expect.set_options(timeout=PATIENCE)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]


class Served(NamedTuple):
    """A running reading room, and the path of its Chinese issue."""

    address: str
    issue: str

    @property
    def review(self) -> str:
        return f"/review/{self.issue.strip('/').replace('/', '-')}/"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of the born-digital Chinese specimen."""
    archive = tmp_path_factory.mktemp("browser") / "archive"
    command = [str(Path(sys.executable).with_name("backfile")), "--archive", str(archive)]
    specimen = str(next((ROOT / "specimens").glob("zh-keji*.pdf")))
    settings = dict(os.environ, BACKFILE_ENGINE="none")
    subprocess.run([*command, "add", "--jobs", "1", specimen], check=True, env=settings, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=settings)
    try:
        issue = next((archive / "issues").glob("*/*"))
        yield Served(_when_ready(f"http://127.0.0.1:{port}"), f"/{issue.parent.name}/{issue.name}/")
    finally:
        server.terminate()
        server.wait(60)


def _when_ready(address: str) -> str:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError(f"nothing answers at {address}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return SIZES[request.param]


@pytest.fixture
def tab(chromium: Any, served: Served, size: dict[str, int]) -> Iterator[Any]:
    """A tab that fails the test when a script complains or a request leaves this machine."""
    context = chromium.new_context(viewport=size, base_url=served.address, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: _stays(request.url, served.address) or complaints.append(request.url))
    yield page
    context.close()
    assert complaints == []


def _stays(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def follow(link: Any) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with link.page.expect_navigation():
        link.click()


def expect_to_fit(tab: Any) -> None:
    """Nothing hangs out of the window sideways."""
    assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"]


def expect_to_be_accessible(tab: Any) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not in node_modules (npm ci)")
    tab.evaluate(AXE.read_text())
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    serious = [row for row in found if row["impact"] in ("serious", "critical")]
    assert [(row["id"], [node["html"][:160] for node in row["nodes"]][:4]) for row in serious] == []


def test_a_reader_goes_from_the_shelf_to_the_printed_page(tab: Any) -> None:
    tab.goto("/")
    follow(tab.locator(".shelf h2 a"))
    follow(tab.locator(".holdings a"))
    entry = tab.locator(".contents li").filter(has_text="03").first
    title = entry.get_by_role("link").inner_text()
    follow(entry.get_by_role("link"))
    expect(tab.locator("h1")).to_have_text(title)
    expect(tab.locator(".sheet .region").first).to_be_attached()
    tab.locator(".sheet a").first.click()
    expect(tab).to_have_url(re.compile(r"/p/03$"))


def test_keys_lead_to_neighbours_and_to_the_search_field(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03")
    tab.keyboard.press("j")
    tab.wait_for_url("**/p/04")
    tab.keyboard.press("k")
    tab.wait_for_url("**/p/03")
    tab.keyboard.press("/")
    expect(tab.locator("#q")).to_be_focused()


def test_a_page_is_reached_by_its_printed_number(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03")
    tab.get_by_label("Printed page").fill("12")
    tab.get_by_role("button", name="Go").click()
    tab.wait_for_url("**/p/12")


def test_the_picture_can_be_zoomed_and_put_back(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03?q=技术")
    zoom = tab.get_by_role("button", name="Zoom")
    zoom.click()
    tab.wait_for_selector("#deep canvas")
    tab.wait_for_selector("#deep .hit-box")
    expect(tab.locator("#sheet")).to_be_hidden()
    zoom.click()
    expect(tab.locator("#sheet")).to_be_visible()


def test_a_search_is_narrowed_and_leads_to_boxed_hits(tab: Any) -> None:
    tab.goto("/")
    tab.locator("#q").fill("技术")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    before = int(tab.get_by_role("status").inner_text().split()[0])
    follow(tab.locator(".facet li", has_not_text="2018").locator("a").first)
    after = int(tab.get_by_role("status").inner_text().split()[0])
    assert 0 < after < before
    follow(tab.locator(".hit h2 a").first)
    expect(tab.locator("mark").first).to_be_attached()
    expect(tab.locator(".sheet .hit-box").first).to_be_attached()


def test_the_interface_changes_its_language_and_stays_where_it_is(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03?q=技术")
    tab.get_by_role("button", name="中文").click()
    tab.get_by_role("link", name="下一页").wait_for()
    assert tab.url.split("?")[0].endswith("/p/03")
    assert tab.locator("html").get_attribute("lang") == "zh-hans"
    tab.get_by_role("button", name="English").click()
    tab.get_by_role("link", name="Next page").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_is_accessible(tab: Any, served: Served, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    for path in (
        "/",
        str(Path(served.issue).parent) + "/",
        served.issue,
        f"{served.issue}a/a02?q=技术",
        f"{served.issue}p/03?q=技术",
        "/search?q=技术",
        "/review",
        f"{served.review}contents/c02",
        f"{served.review}history",
    ):
        tab.goto(path)
        expect_to_fit(tab)
        expect_to_be_accessible(tab)


def test_all_can_be_read_without_scripts(chromium: Any, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=served.address)
    page = context.new_page()
    page.goto(f"{served.issue}p/03?q=技术")
    expect(page.locator("#sheet img")).to_be_visible()
    expect(page.get_by_role("button", name="Zoom")).to_have_count(0)
    context.close()


def test_a_record_is_put_right_with_the_keyboard_and_back_again(tab: Any, served: Served, size: dict[str, int]) -> None:
    tab.goto(f"{served.review}contents/c03")
    field = tab.get_by_label("Subtitle")
    field.fill(f"第{size['width']}号")
    field.press("Enter")
    tab.wait_for_url(lambda url: "contents/c03" not in url)
    tab.goto(served.issue)
    expect(tab.get_by_text(f"第{size['width']}号")).to_have_count(1)
    tab.goto(f"{served.review}history")
    follow(tab.get_by_role("button", name=re.compile("Undo .*Subtitle")).first)
    tab.goto(served.issue)
    expect(tab.get_by_text(f"第{size['width']}号")).to_have_count(0)


def test_a_doubt_is_accepted_without_scripts(chromium: Any, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=served.address)
    page = context.new_page()
    page.goto("/review")
    first = page.locator(".queue a").first
    item = first.get_attribute("href")
    follow(first)
    follow(page.get_by_role("button", name="Accept and next"))
    page.goto("/review")
    expect(page.locator(f'.queue a[href="{item}"]')).to_have_count(0)
    context.close()
