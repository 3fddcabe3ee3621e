"""Notices: what stands beside contents and articles is kept, told apart and dated; no line is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backfile.model import Box, Designation, Issue, Line, Notice, Page
from backfile.stages.masthead import read_masthead
from backfile.stages.notices import find_notices
from backfile.stages.notices.events import find_event, find_place


def issue_of(text: str, **fields: object) -> Issue:
    lines = [Line(text=line, number=n) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    page = Page(number=1, lines=tuple(lines))
    return Issue(pages=(page,), issue=Designation(year=2019, month=3), **fields)  # type: ignore[arg-type]


def kinds(text: str) -> list[str]:
    return [notice.kind for notice in find_notices(issue_of(text)).notices]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("本刊讯 3月5日，由省渔业协会主办的海洋技术论坛在宁波隆重举行，来自各地的一百余名代表出席了会议。", "news"),
        ("近日，市图书馆完成了馆藏地方报纸的数字化工作，读者可以在阅览室查阅一九一二年以来的全部报纸版面。", "news"),
        ("LISBON, March 5 — The harbour office has opened a new reading room for visitors, who may consult the registers.", "news"),
        ("封面：海洋技术论坛", "credit"),
        ("封面摄影/王伟", "credit"),
        ("Cover: the old lighthouse, photograph by A. Reed", "credit"),
        ("未经许可，不得转载本刊文章。", "statement"),
        ("All rights reserved. No part of this publication may be reproduced without permission of the publisher.", "statement"),
        ("主编：王伟", "colophon"),
        ("Printed by: Harbour Press", "colophon"),
        ("下期预告：渔港的历史", "teaser"),
        ("订购热线：010-0000000 欢迎订阅", "advertisement"),
    ],
)  # fmt: skip
def test_a_notice_is_told_by_what_it_says(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_statement_takes_its_title() -> None:
    text = "版权声明\n\n凡投寄本刊之稿件，均视为作者同意本刊以纸质与网络形式出版该作品，稿酬一次付清，不另致酬。"
    (notice,) = find_notices(issue_of(text)).notices
    assert (notice.kind, notice.title) == ("statement", "版权声明")
    assert notice.text.startswith("凡投寄本刊之稿件")


def test_a_title_over_two_lines_is_joined_without_a_space_after_a_colon() -> None:
    text = (
        "海湾渔业研究中心：\n\n面向海洋 服务渔民\n\n海湾渔业研究中心成立于1999年，占地面积三万平方米，现有研究人员二百余名，"
        "承担国家课题四十余项，是本地区最大的渔业研究机构。"
    )
    (notice,) = find_notices(issue_of(text)).notices
    assert (notice.kind, notice.title) == ("profile", "海湾渔业研究中心：面向海洋 服务渔民")


def test_an_imprint_is_one_notice() -> None:
    text = "主管：省海洋局\n主办：省渔业协会\n主编：王伟\n电话：0571-0000000\n定价：12.00元"
    (notice,) = find_notices(issue_of(text)).notices
    assert notice.kind == "colophon"
    assert notice.text.splitlines() == text.splitlines()


@pytest.mark.parametrize(
    ("text", "date", "inferred"),
    [
        ("3月5日，论坛举行。", "2019-03-05", True),
        ("十二月三十日，年会召开。", "2018-12-30", True),
        ("2019年2月28日，论坛举行。", "2019-02-28", False),
        ("On 5 March the society met.", "2019-03-05", True),
        ("March 5, 2018: the society met.", "2018-03-05", False),
        ("论坛如期举行。", None, False),
        ("13月45日", None, False),
    ],
)
def test_the_date_of_an_event_with_its_year_inferred_from_the_issue(
    text: str, date: str | None, inferred: bool
) -> None:
    event = find_event(text, Designation(year=2019, month=3))
    assert (event.date, bool(event.why)) == (date, inferred)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第二届论坛在宁波隆重举行。", "宁波"),
        ("大会以线上线下相结合的形式在上海举行。", "上海"),
        ("代表们赴海湾渔业纪念馆进行参观，在渔业公司开展座谈。", "海湾渔业纪念馆"),
        ("The annual meeting was held in Port Alder, with sixty members present.", "Port Alder"),
        ("在会上，他发表了讲话。", None),
        ("在专家的指导下进行研究。", None),
    ],
)
def test_the_place_of_an_event(text: str, place: str | None) -> None:
    assert find_place(text)[0] == place


def test_an_inferred_year_is_doubted_and_evidence_names_the_line() -> None:
    issue = find_notices(
        issue_of("\n\n本刊讯 3月5日，由省渔业协会主办的海洋技术论坛在宁波隆重举行，一百余名代表出席了会议。")
    )
    (doubt,) = issue.doubts
    assert doubt.path == "notices/0/date"
    where = {found.path: (found.page, found.line) for found in issue.evidence}
    assert where == {"notices/0": (1, 3), "notices/0/date": (1, 3), "notices/0/place": (1, 3)}


def test_what_others_took_is_left_to_them() -> None:
    taken = Line(text="论环境问题的发展 王伟 3", number=1, of="contents/0")
    head = Line(text="海洋技术 12", number=2, role="running-head")
    issue = find_notices(Issue(pages=(Page(number=1, lines=(taken, head)),)))
    assert issue.notices == ()
    assert issue.pages[0].lines == (taken, head)


def test_marks_and_stray_numbers_are_furniture() -> None:
    issue = find_notices(issue_of("目 录\n\n●\n\n12"))
    assert issue.notices == ()
    assert [line.role for line in issue.pages[0].lines] == ["furniture"] * 3


def test_set_lines_are_joined_to_paragraphs() -> None:
    def line(number: int, text: str, top: float, right: float = 0.9) -> Line:
        return Line(text=text, number=number, size=10, box=Box(0.1, top, right, top + 0.02))

    lines = (
        line(1, "On 5 March the society met at the old har-", 0.1),
        line(2, "bour office to hear the report of the year.", 0.125, 0.6),
        line(3, "Cover: the old lighthouse", 0.3),
    )
    issue = find_notices(Issue(pages=(Page(number=1, lines=lines),), issue=Designation(year=1932, month=3)))
    assert issue.notices == (
        Notice(kind="news", text="On 5 March the society met at the old harbour office to hear the report of the year.", date="1932-03-05", page=1),
        Notice(kind="credit", text="Cover: the old lighthouse", page=1),
    )  # fmt: skip


@given(st.lists(st.text(max_size=40), max_size=20), st.booleans())
def test_every_line_is_accounted_for(texts: list[str], boxed: bool) -> None:
    lines = tuple(
        Line(text=text, number=n, box=Box(0.1, n / 30, 0.8, n / 30 + 0.02) if boxed else None)
        for n, text in enumerate(texts, start=1)
    )
    issue = find_notices(Issue(pages=(Page(number=1, lines=lines),)))
    assert all(line.of or line.role for line in issue.pages[0].lines)
    assert [line.text for line in issue.pages[0].lines] == texts


def test_the_notices_of_the_seed(shared: Path) -> None:
    """The lines of the contents are marked by hand here; tests/test_seed.py goes the whole way."""
    text = (shared / "seed/zgkjcy-2023-06.txt").read_text("utf-8")
    issue = read_masthead(replace(issue_of(text), issue=Designation()))
    entries = {*range(27, 211)} - {122, 126}
    lines = tuple(replace(line, of="contents") if line.number in entries else line for line in issue.pages[0].lines)
    issue = find_notices(replace(issue, pages=(replace(issue.pages[0], lines=lines),)))
    assert [(notice.kind, notice.date, notice.place) for notice in issue.notices] == [
        ("news", "2023-05-13", "厦门"),
        ("news", "2023-05-30", "国家科技传播中心"),
        ("news", "2023-06-07", None),
        ("news", "2023-05-23", "天津周恩来邓颖超纪念馆"),
        ("credit", None, None),
        ("credit", None, None),
        ("statement", None, None),
        ("news", "2023-05-17", "上海"),
        ("profile", None, None),
    ]
    assert all(line.of for line in issue.pages[0].lines)


def test_a_short_first_line_is_a_title_and_labels_begin_notices() -> None:
    def line(number: int, text: str, top: float, right: float) -> Line:
        return Line(text=text, number=number, size=10, box=Box(0.1, top, right, top + 0.02))

    lines = (
        line(1, "封面：海洋技术论坛", 0.1, 0.3),
        line(2, "封底：宁波渔港", 0.125, 0.25),
        line(3, "声明", 0.15, 0.15),
        line(4, "凡向本刊投稿者，视为同意本刊以纸质、网络、光盘等形式出版、转载、汇编其作品，稿", 0.175, 0.9),
        line(5, "酬一次付清，不同意者请在来稿时注明，本刊将作适当处理。", 0.2, 0.6),
    )
    notices = find_notices(Issue(pages=(Page(number=1, lines=lines),))).notices
    assert [(notice.kind, notice.title) for notice in notices] == [
        ("credit", None),
        ("credit", None),
        ("statement", "声明"),
    ]
    assert notices[2].text.endswith("汇编其作品，稿酬一次付清，不同意者请在来稿时注明，本刊将作适当处理。")


def test_traditional_and_simplified_imprints_are_told_alike() -> None:
    assert kinds("總編輯　王偉\n執行編輯　李明\n承印　海景印務公司") == ["colophon"]
    assert kinds("版權聲明：未經許可，不得轉載。") == ["statement"]


@pytest.mark.parametrize("heading", ["CONTENTS", "總　目　錄", "目录（续）", "本期内容", "Inhalt", "もくじ", "PAGE"])
def test_headings_of_the_contents_are_furniture(heading: str) -> None:
    assert kinds(heading) == []
