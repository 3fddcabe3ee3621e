"""Turning pages with a finger, in a real browser that believes it is a phone."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.model import Box, Line, Page

from .conftest import make_issue
from .test_browser import (
    CHROMIUM,
    PATIENCE,
    Served,
    _when_ready,
    chromium,
    expect,
    expect_to_be_accessible,
    expect_to_fit,
    served,
)

__all__ = ["chromium", "served"]  # fixtures
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def vertical(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An issue of ten pages set in columns, which opens from the right."""
    root = tmp_path_factory.mktemp("vertical")
    archive = Archive(root / "shelf", create=True)
    column = Line(text="春眠不觉晓处处闻啼鸟", number=1, box=Box(0.8, 0.1, 0.85, 0.9), direction="ttb")
    pages = tuple(Page(number=at, label=str(at), width=210, height=285, lines=(column,)) for at in range(1, 11))
    issue = replace(make_issue("shu-2020-03", "竖排", 2020, "诗"), pages=pages)
    original = root / "shu.pdf"
    with pikepdf.new() as pdf:
        for _ in pages:
            pdf.add_blank_page(page_size=(595, 808))
        pdf.save(original)
    archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("backfile")), "--archive", str(archive.root)]
    subprocess.run([*command, "rebuild"], check=True, capture_output=True)
    server = subprocess.Popen([*command, "serve", "--port", str(port)])
    try:
        yield Served(_when_ready(f"http://127.0.0.1:{port}"), "/shu/2020-03/")
    finally:
        server.terminate()
        server.wait(60)


class Finger:
    """Touches the screen as a person does, through Chromium's own input."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.protocol = page.context.new_cdp_session(page)

    def swipe(self, start: tuple[float, float], went: tuple[float, float], *, lift: bool = True) -> None:
        self._touch("touchStart", *start)
        for step in range(1, 9):
            self._touch("touchMove", start[0] + went[0] * step / 8, start[1] + went[1] * step / 8)
        if lift:
            self.lift()

    def lift(self) -> None:
        self.protocol.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def pinch(self, x: float, y: float, scale: float) -> None:
        self.protocol.send("Input.synthesizePinchGesture", {"x": x, "y": y, "scaleFactor": scale})

    def _touch(self, kind: str, x: float, y: float) -> None:
        self.protocol.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


@pytest.fixture(params=["no-preference", "reduce"])
def motion(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def open_phone(chromium: Any, address: str, motion: str = "no-preference") -> Any:
    context = chromium.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, base_url=address, locale="en-GB", reduced_motion=motion
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture
def phone(chromium: Any, served: Served, motion: str) -> Iterator[Any]:
    page = open_phone(chromium, served.address, motion)
    yield page
    page.context.close()


def middle(page: Any, of: str = "#sheet") -> tuple[float, float]:
    box = page.locator(of).bounding_box()
    return box["x"] + box["width"] / 2, min(box["y"] + box["height"] / 2, PHONE["height"] - 120)


def expect_to_lie_flat(page: Any) -> None:
    """The sheet is back where it was before a finger moved it."""
    page.wait_for_function("document.querySelector('#sheet').style.transform === ''")


def test_a_swipe_turns_the_page(phone: Any, served: Served) -> None:
    phone.goto(f"{served.issue}p/03")
    expect_to_fit(phone)
    Finger(phone).swipe(middle(phone), (-150, 5))
    phone.wait_for_url("**/p/04")
    Finger(phone).swipe(middle(phone), (150, -5))
    phone.wait_for_url("**/p/03")


@pytest.mark.parametrize("went", [(-20, 0), (-60, 150), (0, -200)], ids=["slipped", "slanting", "scrolling"])
def test_what_is_no_swipe_turns_nothing(phone: Any, served: Served, went: tuple[float, float]) -> None:
    phone.goto(f"{served.issue}p/03")
    Finger(phone).swipe(middle(phone), went)
    phone.wait_for_timeout(400)
    expect(phone).to_have_url(re.compile(r"/p/03$"))
    expect_to_lie_flat(phone)


def test_the_page_follows_the_finger_unless_motion_is_unwanted(phone: Any, served: Served, motion: str) -> None:
    phone.goto(f"{served.issue}p/03")
    finger = Finger(phone)
    finger.swipe(middle(phone), (-40, 0), lift=False)
    moved = phone.locator("#sheet").evaluate("sheet => sheet.style.transform")
    assert moved.startswith("translateX(-") is (motion == "no-preference")
    finger.lift()


def test_there_is_nothing_before_the_first_page(phone: Any, served: Served) -> None:
    phone.goto(f"{served.issue}p/?n=1")
    Finger(phone).swipe(middle(phone), (150, 0))
    phone.wait_for_timeout(400)
    expect(phone).to_have_url(re.compile(r"/p/\?n=1$"))
    expect_to_lie_flat(phone)


def test_two_fingers_zoom_and_then_one_moves_what_is_zoomed(phone: Any, served: Served) -> None:
    phone.goto(f"{served.issue}p/03")
    finger = Finger(phone)
    finger.pinch(*middle(phone), 2)
    phone.wait_for_function("visualViewport.scale > 1.5")
    before = phone.evaluate("visualViewport.pageLeft")
    finger.swipe((300, 420), (-150, 0))
    phone.wait_for_timeout(400)
    expect(phone).to_have_url(re.compile(r"/p/03$"))
    phone.wait_for_function("before => visualViewport.pageLeft > before", arg=before)


def test_a_volume_that_opens_from_the_right_turns_the_other_way(chromium: Any, vertical: Served) -> None:
    page = open_phone(chromium, vertical.address)
    page.goto(f"{vertical.issue}p/3")
    Finger(page).swipe(middle(page), (150, 0))
    page.wait_for_url("**/p/4")
    Finger(page).swipe(middle(page), (-150, 0))
    page.wait_for_url("**/p/3")
    four, two = (page.locator(".strip a", has_text=label).bounding_box()["x"] for label in ("4", "2"))
    assert four < two
    page.context.close()


def test_the_zoomed_page_turns_while_all_of_it_is_seen_and_stays_zoomed(phone: Any, served: Served) -> None:
    phone.goto(f"{served.issue}p/03")
    phone.get_by_role("button", name="Zoom").tap()
    phone.wait_for_selector("#deep canvas")
    phone.wait_for_timeout(500)
    Finger(phone).swipe(middle(phone, "#deep"), (-150, 0))
    phone.wait_for_url("**/p/04#zoom")
    phone.wait_for_selector("#deep canvas")
    expect(phone.locator("#sheet")).to_be_hidden()


def test_the_strip_opens_at_the_page_and_is_moved_and_tapped(phone: Any, served: Served) -> None:
    phone.goto(f"{served.issue}p/08")
    here = phone.locator(".strip [aria-current=page]")
    expect(here).to_have_text("08")
    box = here.bounding_box()
    assert 0 < box["x"] < PHONE["width"] - box["width"]
    assert box["height"] >= 44
    assert box["width"] >= 44
    here.evaluate("here => here.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'})")
    before = phone.locator(".strip").evaluate("strip => strip.scrollLeft")
    Finger(phone).swipe(middle(phone, ".strip"), (-150, 0))
    phone.wait_for_function("least => document.querySelector('.strip').scrollLeft > least", arg=before + 60)
    expect(phone).to_have_url(re.compile(r"/p/08$"))
    phone.locator(".strip a", has_text="12").tap()
    phone.wait_for_url("**/p/12")
    expect_to_be_accessible(phone)


def test_the_next_picture_is_there_before_the_page_is_turned(chromium: Any, served: Served) -> None:
    page = open_phone(chromium, served.address)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.removeprefix(served.address)))
    page.goto(f"{served.issue}p/03")
    link = page.locator("a[rel=next]")
    wanted = {link.get_attribute("data-image"), link.get_attribute("data-small")}
    if not asked & wanted:
        page.wait_for_event("request", lambda request: request.url.removeprefix(served.address) in wanted)
    page.context.close()
