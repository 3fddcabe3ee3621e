"""What the reading pages do in a real browser beyond the main flows: people, fields, citations, evidence, keys, colours, print."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .test_browser import (
    CHROMIUM,
    PATIENCE,
    Served,
    chromium,
    expect,
    expect_to_be_accessible,
    expect_to_fit,
    follow,
    served,
    size,
    tab,
)

__all__ = ["chromium", "served", "size", "tab"]  # fixtures
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_the_other_pages_fit_and_are_accessible(tab: Any, served: Served, language: str) -> None:
    tab.set_extra_http_headers({"Accept-Language": language})
    for path in ("/search", "/search?q=技术 不存在的词", "/people/", "/people/?beginning=zzz", f"{served.issue}p/?n=1"):
        tab.goto(path)
        expect_to_fit(tab)
        expect_to_be_accessible(tab)
    tab.goto("/people/")
    follow(tab.locator(".people a").first)
    expect_to_fit(tab)
    expect_to_be_accessible(tab)


@pytest.fixture
def calm(chromium: Any, served: Served, size: dict[str, int]) -> Any:
    """A tab that may show an error page: a 404 is told to the console by the browser itself."""
    context = chromium.new_context(viewport=size, base_url=served.address, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_wrong_printed_page_leads_to_the_nearest(calm: Any, served: Served) -> None:
    calm.goto(f"{served.issue}p/999")
    expect_to_fit(calm)
    expect_to_be_accessible(calm)
    follow(calm.locator(".empty li a").first)
    assert "/p/" in calm.url
    expect(calm.locator("#sheet img")).to_be_visible()


def test_a_search_by_fields_becomes_a_query_line(tab: Any) -> None:
    tab.goto("/search")
    tab.get_by_label("Title").fill("技术")
    tab.get_by_label("From year").fill("2018")
    tab.locator(".by-field button").click()
    tab.wait_for_url("**/search?q=**")
    assert tab.locator("#q").input_value() == "title:技术 year:2018.."


def test_results_are_taken_away(tab: Any, served: Served) -> None:
    tab.goto("/search?q=技术")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert text.startswith("title,subtitle,contributors")
    assert served.address in text


def test_a_search_that_finds_nothing_offers_what_does(tab: Any) -> None:
    tab.goto("/search?q=技术 不存在的词")
    follow(tab.locator(".advice a").first)
    expect(tab.locator(".hit").first).to_be_attached()


def test_a_person_leads_to_an_article_and_back(tab: Any) -> None:
    tab.goto("/people/")
    name = tab.locator(".people a").first.inner_text()
    follow(tab.locator(".people a").first)
    expect(tab.locator("h1")).to_have_text(name)
    follow(tab.locator(".works a").first)
    expect(tab.locator(".byline").get_by_role("link", name=name).first).to_be_attached()


def test_a_citation_is_copied(chromium: Any, served: Served) -> None:
    context = chromium.new_context(base_url=served.address, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served.issue}a/a02")
    wanted = page.locator("#cite-gbt7714").inner_text()
    page.get_by_role("button", name="copy GB/T 7714-2025").click()
    page.get_by_text("copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    assert "[J]" in wanted
    context.close()


def test_a_citation_can_be_taken_without_scripts(chromium: Any, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=served.address)
    page = context.new_page()
    page.goto(f"{served.issue}a/a02")
    expect(page.locator("#cite-gbt7714")).to_contain_text("[J]")
    expect(page.locator("[data-copy]").first).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert download.value.path().read_text("utf-8").startswith("@article")
    context.close()


def test_what_is_pointed_at_is_shown_where_it_was_read(chromium: Any, served: Served) -> None:
    context = chromium.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served.issue}a/a02")
    expect(page.locator("[data-read=title].shown")).to_have_count(0)
    page.locator("h1").hover()
    expect(page.locator("[data-read=title].shown")).to_have_count(1)
    expect(page.locator("[data-said=title]")).to_be_visible()
    context.close()


def test_an_article_is_shown_where_it_stands_on_its_page(chromium: Any, served: Served) -> None:
    context = chromium.new_context(base_url=served.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served.issue}p/03")
    page.locator("[data-article]").first.hover()
    expect(page.locator(".area.shown").first).to_be_attached()
    context.close()


def test_the_text_over_the_picture_can_be_selected(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03")
    chosen = tab.evaluate(
        "() => { const line = document.querySelectorAll('#sheet text')[3]; getSelection().selectAllChildren(line);"
        " return getSelection().toString() }"
    )
    assert len(chosen.strip()) > 1


def test_the_keys_are_listed_and_turn_pages(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}p/03")
    tab.keyboard.press("?")
    expect(tab.locator("#keys")).to_be_visible()
    tab.keyboard.press("Escape")
    tab.locator("#keys").wait_for(state="hidden")
    tab.wait_for_function("document.activeElement === document.body")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**/p/04")
    tab.keyboard.press("g")
    expect(tab.locator("#label")).to_be_focused()


def test_the_accent_is_that_of_the_cover(tab: Any, served: Served) -> None:
    tab.goto(served.issue)
    hue = tab.locator("html").get_attribute("data-accent")
    assert hue is not None
    link = tab.evaluate("getComputedStyle(document.querySelector('.crumbs a')).color")
    tab.goto("/search")
    assert tab.evaluate("getComputedStyle(document.querySelector('.head nav a')).color") != link


def test_paper_shows_the_text_and_nothing_to_press(tab: Any, served: Served) -> None:
    tab.goto(f"{served.issue}a/a02")
    tab.emulate_media(media="print")
    expect(tab.locator(".text")).to_be_visible()
    expect(tab.locator("#cite-gbt7714")).to_be_visible()
    for gone in (".head", ".foot", ".actions >> nth=0", ".within"):
        expect(tab.locator(gone).first).to_be_hidden()


def test_what_is_known_of_a_page_is_there_as_data(tab: Any, served: Served) -> None:
    answer = tab.request.get(f"{served.issue}p/03.json")
    found = json.loads(answer.body())
    assert found["label"] == "03"
    assert found["lines"]
