"""Correcting in a real browser: by keyboard and by hand, at desktop and phone width, in two languages; and who may."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .test_browser import (  # noqa: F401 - fixtures
    CHROMIUM,
    PATIENCE,
    ROOT,
    SIZES,
    _when_ready,
    chromium,
    expect,
    expect_to_be_accessible,
    expect_to_fit,
)

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.xdist_group("browser"),
]
PASSWORD = "a long passphrase"
WAYS = [("desktop", "en-GB"), ("phone", "zh-CN")]
WORDS = {
    "en-GB": {"accept": "Accept and next", "save": "Save", "undo": "Undo", "suggest": "Suggest it", "draw": "Draw a region",
              "approve": "Approve", "reject": "Reject", "number": "Number them", "down": "Move down", "in": "Sign in", "out": "Sign out",
              "add": "Add", "ad": "It is an advertisement", "thanks": "Thank you", "contributor": "Add a contributor", "up": "Move up", "gone": "Remove", "translator": "translator",
              "download": "Download", "look": "Look at it", "leave": "Leave it", "all": "Take in all 2", "back": "Take it back"},
    "zh-CN": {"accept": "确认，下一条", "save": "保存", "undo": "撤销", "suggest": "提交建议", "draw": "画区域", "approve": "采纳",
              "reject": "不采纳", "number": "编号", "down": "下移", "in": "登录", "out": "退出", "add": "添加", "ad": "这是广告",
              "thanks": "谢谢", "contributor": "添加责任者", "up": "上移", "gone": "移除", "translator": "译者", "download": "下载",
              "look": "查看", "leave": "放弃", "all": "导入 2 条", "back": "取消"},
}  # fmt: skip


class Room(NamedTuple):
    """A running reading room and its archive; `run` calls the command line on it."""

    address: str
    archive: Path
    settings: dict[str, str]

    @property
    def issue(self) -> str:
        found = next((self.archive / "issues").glob("*/*"))
        return f"{found.parent.name}-{found.name}"

    @property
    def review(self) -> str:
        return f"/review/{self.issue}/"

    @property
    def page(self) -> str:
        periodical, year, month = self.issue.rsplit("-", 2)
        return f"/{periodical}/{year}-{month}/"

    def run(self, *arguments: str, stdin: str = "") -> str:
        command = [str(Path(sys.executable).with_name("backfile")), "--archive", str(self.archive), *arguments]
        done = subprocess.run(command, env=self.settings, input=stdin, check=True, capture_output=True, text=True)
        return done.stdout


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """An archive of the born-digital Chinese specimen; nobody serves it yet."""
    archive = tmp_path_factory.mktemp("correcting") / "archive"
    room = Room("", archive, dict(os.environ, BACKFILE_ENGINE="none"))
    room.run("add", "--jobs", "1", str(next((ROOT / "specimens").glob("zh-keji*.pdf"))))
    return room


def serve(room: Room, **settings: str) -> Iterator[Room]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = room.settings | settings
    command = [
        str(Path(sys.executable).with_name("backfile")),
        "--archive",
        str(room.archive),
        "serve",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, env=environment)
    try:
        yield Room(_when_ready(f"http://127.0.0.1:{port}"), room.archive, environment)
    finally:
        server.terminate()
        server.wait(60)


@pytest.fixture(scope="module")
def owned(kept: Room) -> Iterator[Room]:
    """The reading room as its owner has it."""
    yield from serve(kept)


@pytest.fixture(scope="module")
def published(kept: Room) -> Iterator[Room]:
    """The reading room of the same archive as others have it, on a closed network; mei manages, lin corrects, an reads."""
    for name, role in (("mei", "manager"), ("lin", "corrector"), ("an", "reader")):
        kept.run("user", "add", name, "--role", role, stdin=PASSWORD + "\n")
    yield from serve(kept, BACKFILE_HOSTS="127.0.0.1", BACKFILE_HTTPS="false")


class Desk(NamedTuple):
    """Someone at a browser: a tab, the words on its buttons."""

    tab: Any
    says: dict[str, str]
    room: Room

    def click(self, name: str) -> None:
        self.tab.get_by_role("button", name=self.says[name], exact=True).first.click()

    def send(self, name: str) -> None:
        """Click a button that sends a form, and wait for what comes back."""
        with self.tab.expect_navigation():
            self.click(name)

    def open(self, path: str) -> None:
        self.tab.goto(path)
        expect_to_fit(self.tab)
        expect_to_be_accessible(self.tab)

    def open_plain(self, path: str) -> None:
        """Without scripts there is no axe either."""
        self.tab.goto(path)

    def field(self, path: str) -> Any:
        return self.tab.locator(f'[name="{path}"]')


def sit_down(chromium: Any, room: Room, size: str, language: str, **more: Any) -> Iterator[Desk]:  # noqa: F811
    context = chromium.new_context(viewport=SIZES[size], locale=language, base_url=room.address, **more)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield Desk(tab, WORDS[language], room)
    context.close()
    # a refusal is a status that Chromium writes to its console
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.fixture(params=WAYS, ids=["desktop-en", "phone-zh"])
def desk(request: pytest.FixtureRequest, chromium: Any, owned: Room) -> Iterator[Desk]:  # noqa: F811
    yield from sit_down(chromium, owned, *request.param)


@pytest.fixture(params=WAYS, ids=["desktop-en", "phone-zh"])
def visitor(request: pytest.FixtureRequest, chromium: Any, published: Room) -> Iterator[Desk]:  # noqa: F811
    yield from sit_down(chromium, published, *request.param)


@pytest.fixture
def beside(request: pytest.FixtureRequest, chromium: Any, published: Room, visitor: Desk) -> Iterator[Desk]:  # noqa: F811
    """A second person."""
    yield from sit_down(
        chromium, published, "desktop", next(lang for lang, words in WORDS.items() if words is visitor.says)
    )


def picture(desk: Desk, name: str) -> None:
    """The figures of docs/correct-a-record.md: `BACKFILE_FIGURES=docs/figures pytest tests/reading_room/test_correcting.py -k desktop`."""
    if (folder := os.environ.get("BACKFILE_FIGURES")) and desk.says is WORDS["en-GB"]:
        import io

        from PIL import Image

        shot = Image.open(io.BytesIO(desk.tab.screenshot()))
        shot.convert("RGB").resize((960, 960 * shot.height // shot.width)).save(
            Path(folder, f"{name}.webp"), quality=72
        )


def undo_last(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        desk.tab.goto(f"{desk.room.review}history")
        with desk.tab.expect_navigation():
            desk.tab.get_by_role("button", name=desk.says["undo"]).first.click()


def titles(desk: Desk) -> list[str]:
    desk.tab.goto(desk.room.review)
    return list(desk.tab.locator("#contents + ol a").all_inner_texts())


def test_the_queue_is_walked_by_keyboard(desk: Desk) -> None:
    desk.open("/review")
    picture(desk, "correct-queue")
    first = desk.tab.locator(".queue a").first.get_attribute("href")
    desk.tab.keyboard.press("j")
    desk.tab.wait_for_url(f"**{first}")
    expect(desk.tab.locator("#accept")).to_be_focused()
    desk.tab.keyboard.press("Tab")
    desk.tab.keyboard.press("Enter")  # skipped: it stays in the queue
    desk.tab.wait_for_url(lambda url: not url.endswith(first))
    second = desk.tab.url
    desk.tab.keyboard.press("Enter")  # accepted
    desk.tab.wait_for_url(lambda url: url != second)
    desk.tab.goto("/review")
    listed = [link.get_attribute("href") for link in desk.tab.locator(".queue a").all()]
    assert first in listed
    assert not any(second.endswith(address) for address in listed)


def test_an_entry_is_split_and_merged_by_keyboard(desk: Desk) -> None:
    desk.open(f"{desk.room.review}contents/c05")
    picture(desk, "correct-entry")
    before, title = titles(desk), desk.tab.locator("#contents-c05 a").inner_text()
    desk.tab.goto(f"{desk.room.review}contents/c05")
    desk.tab.keyboard.press("s")
    desk.tab.keyboard.type(title[-4:])
    desk.tab.keyboard.press("Enter")
    desk.tab.wait_for_url("**/contents/k*")
    assert titles(desk)[4:6] == [title[:-4], title[-4:]]
    desk.tab.goto(f"{desk.room.review}contents/c05")
    with desk.tab.expect_navigation():
        desk.tab.keyboard.press("m")
    assert titles(desk) == before


def test_help_lists_the_keys_and_escape_leaves_a_field(desk: Desk) -> None:
    desk.open(f"{desk.room.review}contents/c02")
    desk.tab.keyboard.press("?")
    expect(desk.tab.locator("#review-keys kbd").first).to_be_visible()
    desk.tab.keyboard.press("e")
    expect(desk.tab.locator('.hit-box.now[data-field="title"]').first).to_be_attached()  # where it was read
    desk.tab.keyboard.type("?")
    assert desk.tab.evaluate("document.activeElement.value").endswith("?")
    desk.tab.keyboard.press("Escape")
    assert desk.tab.evaluate("document.activeElement === document.body")


def test_a_missing_entry_is_added_and_entries_change_places(desk: Desk) -> None:
    desk.open(desk.room.review)
    before = titles(desk)
    desk.tab.locator("#new").fill("漏掉的一条")
    desk.click("add")
    desk.tab.wait_for_url("**/contents/k*")
    assert titles(desk) == [*before, "漏掉的一条"]
    desk.tab.locator("#contents + ol button[value=up]").last.click()
    desk.tab.wait_for_url("**#contents-k*")
    assert titles(desk) == [*before[:-1], "漏掉的一条", before[-1]]
    undo_last(desk, 2)
    assert titles(desk) == before


def names(desk: Desk) -> list[str]:
    rows = desk.tab.locator("fieldset.contributors li")
    return [field.input_value() for field in rows.locator("[name$=':name']").all()]


def test_contributors_are_added_moved_and_removed_by_keyboard(desk: Desk) -> None:
    desk.open(f"{desk.room.review}contents/c06")
    (first,) = names(desk)
    desk.tab.get_by_role("button", name=desk.says["contributor"]).focus()
    desk.tab.keyboard.press("Enter")
    desk.tab.keyboard.type("让·雅克")
    desk.tab.keyboard.press("Tab")
    desk.tab.locator(":focus").select_option(label=desk.says["translator"])
    desk.tab.keyboard.press("Alt+ArrowUp")
    assert names(desk) == ["让·雅克", first]
    assert desk.tab.locator(":focus").input_value() == "translator", "who moves it stays in it"
    expect_to_fit(desk.tab)
    expect_to_be_accessible(desk.tab)
    picture(desk, "correct-contributors")
    desk.send("save")
    assert names(desk) == ["让·雅克", first]
    entry = desk.tab.request.get(f"{desk.room.page.rstrip('/')}.json").json()["contents"][5]
    assert [(one["name"], one.get("role", "author")) for one in entry["contributors"]] == [
        ("让·雅克", "translator"),
        (first, "author"),
    ]
    desk.click("gone")
    assert names(desk) == [first]
    desk.send("save")
    assert names(desk) == [first]
    undo_last(desk, 2)


def test_contributors_have_rows_to_spare_and_numbers_without_scripts(chromium: Any, owned: Room) -> None:  # noqa: F811
    for desk in sit_down(chromium, owned, "phone", "zh-CN", java_script_enabled=False):
        desk.open_plain(f"{owned.review}contents/c06")
        first, *spare = names(desk)
        assert spare == ["", ""]
        rows = desk.tab.locator("fieldset.contributors li")
        rows.nth(1).locator("[name$=':name']").fill("让·雅克")
        rows.nth(1).locator("[name$=':at']").fill("0")
        desk.send("save")
        assert names(desk) == ["让·雅克", first, "", ""]
        rows.nth(0).locator("[name$=':name']").fill("")
        desk.send("save")
        assert names(desk) == [first, "", ""]
        undo_last(desk, 2)


def test_what_is_doubted_is_said_in_the_language_of_the_interface(desk: Desk) -> None:
    desk.open("/review")
    reasons = desk.tab.locator(".queue .small").all_inner_texts()
    desk.open(desk.room.page)
    desk.tab.locator("#doubts ~ details summary").click()
    reasons += desk.tab.locator("#doubts ~ details li").all_inner_texts()
    assert len(reasons) > 2
    foreign = [why for why in reasons if desk.says is WORDS["zh-CN"] and re.search("[A-Za-z]{3,}", why)]
    assert foreign == []


def test_corrections_are_taken_away_and_brought_in_as_a_file(desk: Desk, tmp_path: Path) -> None:
    desk.tab.goto(f"{desk.room.review}contents/c07")
    field, title = desk.field("contents/c07/title"), desk.field("contents/c07/title").input_value()
    field.fill(f"{title}（一）")
    desk.send("save")
    desk.open("/manage/corrections")
    with desk.tab.expect_download() as download:
        desk.click("download")
    rows = [json.loads(line) for line in Path(download.value.path()).read_text("utf-8").splitlines()]
    mine = next(row for row in reversed(rows) if row["correction"]["path"] == "contents/c07/title")
    undo_last(desk)
    file = tmp_path / "corrections.jsonl"
    changes = ({"id": f"c{desk.tab.viewport_size['width']:05}{at}", "by": "别处的人"} for at in (1, 2))
    other = [mine["correction"] | change for change in changes]
    other[1] |= {"path": "issue/volume", "new": "九", "old": None}
    other[1].pop("item")
    file.write_text("\n".join(json.dumps(mine | {"correction": row}) for row in other), "utf-8")
    look_at(desk, file)
    shown = desk.tab.locator("main").inner_text()
    assert f"{title}（一）" in shown
    assert "别处的人" in shown
    expect_to_fit(desk.tab)
    expect_to_be_accessible(desk.tab)
    picture(desk, "correct-file")
    desk.send("leave")
    look_at(desk, file)
    desk.send("all")
    expect(desk.tab.get_by_role("status")).to_contain_text("2")
    desk.tab.goto(desk.room.page)
    expect(desk.tab.get_by_text(f"{title}（一）")).to_have_count(1)
    undo_last(desk, 2)


def look_at(desk: Desk, file: Path) -> None:
    desk.tab.goto("/manage/corrections")
    desk.tab.locator("[name=file]").set_input_files(file)
    desk.send("look")


def test_a_file_of_something_else_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0<script>alert(1)</script>")
    desk.open("/manage/corrections")
    desk.tab.locator("[name=file]").set_input_files(file)
    desk.send("look")
    expect(desk.tab.get_by_role("alert")).not_to_be_empty()
    expect_to_be_accessible(desk.tab)


def test_a_region_is_drawn_and_the_text_follows(desk: Desk) -> None:
    address = f"{desk.room.page}a/a05"
    desk.tab.goto(address)
    long = len(desk.tab.locator("article .text").inner_text())
    desk.open(f"{desk.room.review}articles/a05")
    desk.tab.locator("textarea[data-role=regions]").fill("")
    desk.tab.locator("textarea[data-role=regions]").blur()
    desk.tab.keyboard.press("d")
    desk.tab.locator("figure[data-page]").first.scroll_into_view_if_needed()
    edges = desk.tab.locator("figure[data-page] svg").first.bounding_box()
    desk.tab.mouse.move(edges["x"] + 0.05 * edges["width"], edges["y"] + 0.05 * edges["height"])
    desk.tab.mouse.down()
    desk.tab.mouse.move(edges["x"] + 0.5 * edges["width"], edges["y"] + 0.3 * edges["height"], steps=4)
    desk.tab.mouse.up()
    _page, *numbers = desk.tab.locator("textarea[data-role=regions]").input_value().replace(":", "").split()
    assert [round(float(number)) for number in numbers] == pytest.approx([5, 5, 50, 30], abs=1)
    expect(desk.tab.locator("rect.region")).to_have_count(1)
    expect_to_be_accessible(desk.tab)
    picture(desk, "correct-region")
    desk.send("save")
    desk.tab.goto(address)
    short = len(desk.tab.locator("article .text").inner_text())
    assert 0 < short < long / 2
    expect(desk.tab.locator("rect.region")).to_have_count(1)
    undo_last(desk, 2)
    desk.tab.goto(address)
    assert len(desk.tab.locator("article .text").inner_text()) == long


def test_a_line_of_text_is_put_right_where_it_stands_on_the_page(desk: Desk) -> None:
    desk.open(f"{desk.room.review}pages/8")
    desk.tab.keyboard.press("l")
    line = desk.tab.locator("input[data-line]").nth(5)
    before = line.input_value()
    line.focus()
    expect(desk.tab.locator(".line-box.now")).to_have_count(1)
    picture(desk, "correct-line")
    expect_to_be_accessible(desk.tab)
    line.fill("更正过的一行")
    line.press("Enter")
    desk.tab.wait_for_url(lambda url: "pages/8" not in url)
    desk.tab.goto(f"{desk.room.page}p/04")
    expect(desk.tab.get_by_text("更正过的一行").first).to_be_attached()
    assert "更正过的一行" in desk.room.run("search", "更正过的一行")
    undo_last(desk)
    desk.tab.goto(f"{desk.room.page}p/04")
    expect(desk.tab.get_by_text(before).first).to_be_attached()


def test_the_folio_map_is_counted_up(desk: Desk) -> None:
    desk.open(f"{desk.room.review}folios")
    desk.tab.wait_for_load_state("networkidle")
    picture(desk, "correct-folios")
    desk.field("first").fill("30")
    desk.field("last").fill("35")
    desk.field("label").fill("xiv")
    desk.send("number")
    assert desk.field("pages/31/label").input_value() == "xv"
    desk.tab.goto(f"{desk.room.page}p/xv")
    expect(desk.tab.locator("h1")).not_to_be_empty()
    many = len(desk.tab.request.get(f"{desk.room.page.rstrip('/')}.json").json()["pages"])
    assert many == 35
    changed = sum(row["path"].startswith("pages/") and row["new"] in ("xiv", "xv", "xvi", "xvii", "xviii", "xix")
                  for row in corrections(desk.room))  # fmt: skip
    assert changed % 6 == 0
    undo_last(desk, 6)


def corrections(room: Room) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(room.run("corrections", "list", room.issue, "--json"))
    return [{"path": "", "new": None} | row for row in rows]


def test_what_is_an_advertisement_is_said_to_be_one(desk: Desk) -> None:
    desk.open(f"{desk.room.review}articles/a10")
    desk.tab.locator("#rearrange summary").click()
    desk.click("ad")
    desk.tab.wait_for_url("**" + desk.room.review)
    expect(desk.tab.locator("#articles-a10")).to_have_count(0)
    expect_to_be_accessible(desk.tab)
    record = desk.tab.request.get(f"{desk.room.page.rstrip('/')}.json").json()
    assert record["notices"][-1]["kind"] == "advertisement"
    undo_last(desk, len([row for row in corrections(desk.room)[-3:] if row["do"] in ("add", "remove")]))
    desk.tab.goto(desk.room.review)
    expect(desk.tab.locator("#articles-a10")).to_have_count(1)


def test_the_masthead_is_put_right_and_holds_after_rebuilding_and_reading_again(desk: Desk) -> None:
    desk.open(f"{desk.room.review}masthead")
    publisher = f"出版者{desk.tab.viewport_size['width']}"
    desk.field("periodical/publisher").fill(publisher)
    desk.field("why").fill("版权页")
    desk.send("save")
    if desk.says is WORDS["en-GB"]:  # once is enough
        desk.room.run("rebuild")
        desk.room.run("reread", desk.room.issue, "--jobs", "2")
    desk.open(desk.room.page)
    expect(desk.tab.get_by_text(publisher)).to_have_count(1)
    desk.open(f"{desk.room.review}history")
    expect(desk.tab.get_by_text("版权页").first).to_be_attached()
    picture(desk, "correct-history")


def test_everything_can_be_corrected_without_scripts(chromium: Any, owned: Room) -> None:  # noqa: F811
    for desk in sit_down(chromium, owned, "phone", "en-GB", java_script_enabled=False):
        desk.tab.goto(f"{owned.review}articles/a05")
        regions = desk.field("articles/a05/regions")
        before = regions.input_value()
        regions.fill("10: 10 10 90 40")
        desk.send("save")
        assert desk.field("articles/a05/regions").input_value() == "10: 10 10 90 40"
        desk.field("articles/a05/regions").fill("10: 90 10 10 40")
        desk.send("save")
        expect(desk.tab.get_by_role("alert")).to_contain_text("in percent")
        for _ in range(2):
            undo_last(desk)
        desk.tab.goto(f"{owned.review}articles/a05")
        assert desk.field("articles/a05/regions").input_value() == before
        desk.tab.goto(f"{owned.review}pages/8")
        desk.tab.locator("#lines summary").click()
        expect(desk.tab.locator("#lines input[type=text]").first).to_be_visible()


def sign_in(desk: Desk, name: str) -> None:
    desk.open("/sign-in")
    desk.field("username").fill(name)
    desk.field("password").fill(PASSWORD)
    desk.field("password").press("Enter")
    desk.tab.get_by_role("link", name=name).wait_for()


def test_what_a_visitor_suggests_counts_when_a_corrector_approves(visitor: Desk, beside: Desk) -> None:
    subtitle = f"访客建议{visitor.tab.viewport_size['width']}"
    visitor.open(f"{visitor.room.review}contents/c03")
    visitor.field("contents/c03/subtitle").fill(subtitle)
    visitor.send("suggest")
    expect(visitor.tab.get_by_role("status").first).to_contain_text(visitor.says["thanks"])
    visitor.open(visitor.room.page)
    expect(visitor.tab.get_by_text(subtitle)).to_have_count(0)
    sign_in(beside, "lin")
    beside.open("/review/suggestions")
    expect(beside.tab.locator("ins").first).to_contain_text(subtitle)
    picture(beside, "correct-suggestions")
    beside.send("approve")
    visitor.open(visitor.room.page)
    expect(visitor.tab.get_by_text(subtitle)).to_have_count(1)
    beside.open(f"{beside.room.review}history")
    expect(beside.tab.locator(".queue")).to_contain_text("lin")


def test_of_two_correctors_neither_loses_work(visitor: Desk, beside: Desk) -> None:
    sign_in(visitor, "lin")
    sign_in(beside, "mei")
    for desk in (visitor, beside):
        desk.tab.goto(f"{desk.room.review}contents/c04")
    mine = f"我的{visitor.tab.viewport_size['width']}"
    beside.field("contents/c04/subtitle").fill(f"她的{mine}")
    beside.send("save")
    visitor.field("contents/c04/subtitle").fill(mine)
    visitor.send("save")
    visitor.tab.get_by_role("alert").wait_for()
    picture(visitor, "correct-conflict")
    expect_to_fit(visitor.tab)
    expect_to_be_accessible(visitor.tab)
    assert visitor.field("contents/c04/subtitle").input_value() == mine
    expect(visitor.tab.locator(".theirs")).to_have_text(f"她的{mine}")
    expect(visitor.tab.locator("form.fields")).to_contain_text("mei")
    visitor.send("save")  # having seen it
    visitor.tab.wait_for_load_state()
    assert visitor.field("contents/c04/subtitle").input_value() == mine


def test_a_manager_gives_accounts_and_keeps_new_issues_back(visitor: Desk, beside: Desk) -> None:
    name = f"xin{visitor.tab.viewport_size['width']}"
    sign_in(beside, "mei")
    beside.open("/manage")
    adding = beside.tab.locator("form", has=beside.tab.locator("button[value=add]"))
    adding.locator("[name=name]").fill(name)
    adding.locator("[name=password]").fill("short")
    adding.locator("[name=password]").evaluate("field => field.removeAttribute('minlength')")
    adding.locator("button[value=add]").click()
    beside.tab.get_by_role("alert").wait_for()
    adding.locator("[name=password]").fill(PASSWORD)
    adding.locator("button[value=add]").click()
    beside.tab.get_by_text(name, exact=True).wait_for()
    beside.tab.locator("form[action='/manage/access'] [name=embargo]").first.fill("1200")
    with beside.tab.expect_navigation():
        beside.tab.locator("form[action='/manage/access'] button[value=set]").first.click()
    expect_to_be_accessible(beside.tab)
    visitor.open(visitor.room.page)
    expect(visitor.tab.locator("main")).to_contain_text("2118-08-01")
    with beside.tab.expect_navigation():
        beside.tab.locator("button[value=drop]").first.click()
    visitor.open(visitor.room.page)
    expect(visitor.tab.locator(".contents li").nth(5)).to_be_attached()
    sign_in(visitor, name)
    visitor.open("/account")
    visitor.send("out")
    expect(visitor.tab.get_by_role("link", name=visitor.says["in"])).to_have_count(1)


def test_a_manager_closes_an_issue_until_a_day(visitor: Desk, beside: Desk) -> None:
    sign_in(beside, "mei")
    beside.open(beside.room.review)
    beside.tab.locator("[name=until]").fill("2999-01-31")
    with beside.tab.expect_navigation():
        beside.tab.locator("form[action='/manage/closure'] button[value=set]").click()
    assert beside.tab.locator("[name=until]").input_value() == "2999-01-31"
    visitor.open(visitor.room.page)
    expect(visitor.tab.locator("main")).to_contain_text("2999-01-31")
    visitor.open(str(Path(visitor.room.page).parent) + "/")
    expect(visitor.tab.locator(".gap.closed")).to_have_count(1)
    beside.open("/manage")
    beside.tab.locator("form[action='/manage/closure']").scroll_into_view_if_needed()
    picture(beside, "access")
    with beside.tab.expect_navigation():
        beside.tab.locator("form[action='/manage/closure'] button[value=drop]").click()
    visitor.open(visitor.room.page)
    expect(visitor.tab.locator(".contents li").nth(5)).to_be_attached()


def test_a_wrong_password_is_said_to_be_wrong(visitor: Desk) -> None:
    visitor.open("/sign-in?next=//evil.example/")
    visitor.field("username").fill("lin")
    visitor.field("password").fill("guess")
    visitor.field("password").press("Enter")
    visitor.tab.get_by_role("alert").wait_for()
    expect_to_be_accessible(visitor.tab)
    sign_in(visitor, "lin")
    assert visitor.tab.url.startswith(visitor.room.address)
