"""What the contents stage reads: one specification per layout, on invented periodicals."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Box, Entry, Issue, Line, Page, Word
from backfile.stages import contents
from backfile.stages.contents import read_contents


def facts(entry: Entry) -> tuple[str | None, str, str | None, list[str], str | None]:
    return entry.section, entry.title, entry.subtitle, [person.name for person in entry.contributors], entry.page


def table(issue: Issue) -> list[tuple[str | None, str, str | None, list[str], str | None]]:
    return [facts(entry) for entry in issue.contents]


PAGE_FIRST = """河岸评论
2016年第4期

目录

特别报道
04 旧码头的新生
——三座仓库的二十年
本刊记者 陆明远
12 渡船停航之后
周文静
17 江堤：
从石头到草坡
江北水务局

书评
46 读《水道志》
沈 川
"""


def test_pages_lead_and_bylines_have_rows_of_their_own(read) -> None:
    assert table(read(PAGE_FIRST)) == [
        ("特别报道", "旧码头的新生", "三座仓库的二十年", ["陆明远"], "04"),
        ("特别报道", "渡船停航之后", None, ["周文静"], "12"),
        ("特别报道", "江堤：从石头到草坡", None, ["江北水务局"], "17"),
        ("书评", "读《水道志》", None, ["沈川"], "46"),
    ]


def test_posts_and_employers_are_affiliations_and_institutions_sign_as_organizations(read) -> None:
    entries = read(PAGE_FIRST).contents
    assert entries[0].contributors[0].affiliation == "本刊记者"
    assert entries[2].contributors[0].kind == "organization"


def test_leaders_and_pages_in_brackets(read) -> None:
    text = "学报\n2003年第2期\n目  录\n·哲学·\n论时间……………………王守一（1）\n空间再探………………李文华 赵立（12）\n·历史·\n一座驿站的档案…………孙敏（25）\n"
    assert table(read(text)) == [
        ("哲学", "论时间", None, ["王守一"], "1"),
        ("哲学", "空间再探", None, ["李文华", "赵立"], "12"),
        ("历史", "一座驿站的档案", None, ["孙敏"], "25"),
    ]


def test_a_consistent_division_carries_names_that_are_words(read) -> None:
    text = "野岸\n2009年第1期\n目录\n小说\n旧船（石头）5\n等雨（手指）18\n远房亲戚（林少川）30\n诗\n夜行（南瓜）44\n井（梅）47\n"
    assert [entry.contributors[0].name for entry in read(text).contents] == ["石头", "手指", "林少川", "南瓜", "梅"]


def test_rows_with_page_last_may_wrap(read) -> None:
    text = """THE RIVER QUARTERLY
VOL. 3, No. 1

CONTENTS

Notes on the Early Dredging of the Lower
Harbour and its Approaches . . . . . . . . . 5
        A. B. Carter
Two Ledgers . . . . . . . . . . . . . . . . . 19
        Maria Stone and Peter Lund
"""
    assert table(read(text)) == [
        (None, "Notes on the Early Dredging of the Lower Harbour and its Approaches", None, ["A. B. Carter"], "5"),
        (None, "Two Ledgers", None, ["Maria Stone", "Peter Lund"], "19"),
    ]


def test_an_interruption_does_not_end_a_section(read) -> None:
    text = PAGE_FIRST.replace(
        "12 渡船停航之后",
        "2016年3月2日，沿江各市在本市召开会议，讨论岸线整治的办法。会议由省水务局主持，六十余人出席，与会者参观了三处新修的堤段，并就下一步的工作交换了意见。\n12 渡船停航之后",
    )
    assert table(read(text))[1] == ("特别报道", "渡船停航之后", None, ["周文静"], "12")


def test_merged_columns_are_read_one_after_the_other(read) -> None:
    text = "乡邮\n1998年第3期\n目录\n专题                    　　随笔\n邮路（4）                 　　山中来信（22）\n驿站旧事（9）               　　父亲的车（25）\n分拣台前（13）              　　绿色的门（31）\n"
    assert [(e.section, e.title, e.page) for e in read(text).contents] == [
        ("专题", "邮路", "4"), ("专题", "驿站旧事", "9"), ("专题", "分拣台前", "13"),
        ("随笔", "山中来信", "22"), ("随笔", "父亲的车", "25"), ("随笔", "绿色的门", "31"),
    ]  # fmt: skip


def test_detached_labels_go_back_to_their_titles(read) -> None:
    text = "农机\n1991年第2期\n目录\n犁的改良 张大山\n播种机调试 李春\n喷雾器维修 王石\n\n3\n8\n15\n"
    assert [(e.title, e.page) for e in read(text).contents] == [
        ("犁的改良", "3"),
        ("播种机调试", "8"),
        ("喷雾器维修", "15"),
    ]


def test_running_numbers_are_no_pages_and_a_doubt_says_so(read) -> None:
    rows = "\n".join(f"{n:02} {title}\n{name}" for n, (title, name) in enumerate(
        [("开篇", "王明"), ("海边的灯", "李青"), ("修表记", "张立"), ("风车", "陈芳"), ("小站", "周平"), ("归途", "吴敏"), ("尾声", "赵强")], 1))  # fmt: skip
    issue = read(f"小刊\n第3期\n目录\n{rows}\n")
    assert [entry.page for entry in issue.contents] == [None] * 7
    assert all(doubt.path.endswith("/page") for doubt in issue.doubts if doubt.confidence == 0.8)
    assert len(issue.contents) == 7


def test_the_second_language_becomes_the_alternative_title(read) -> None:
    text = "寒区工程\n2020年第1期\n目次\n论文\n冻土路基的保温 郎永宁 1\n低温混凝土的评价 曾凡 米雪 15\n冰荷载的识别 车前 45\nCONTENTS\nThermal Insulation of Frozen Subgrade  LANG Yongning (1)\nEvaluation of Concrete at Low Temperature  ZENG Fan, MI Xue (15)\nIdentification of Ice Load  CHE Qian (45)\n"
    assert [entry.alternative_title for entry in read(text).contents] == [
        "Thermal Insulation of Frozen Subgrade", "Evaluation of Concrete at Low Temperature", "Identification of Ice Load",
    ]  # fmt: skip


def test_highlights_are_not_counted_twice(read) -> None:
    text = "书窗\n2017年4月21日\n本期导读\n12 译者不是影子\n30 旧书摊地图\n目录\n要闻\n4 国际童书展闭幕 蓝天\n9 数字阅读的五个疑问 侯静\n阅读\n12 译者不是影子 麦子熟\n19 寻找失去的注释 宋时雨\n30 旧书摊地图 老鲍\n"
    assert [entry.page for entry in read(text).contents] == ["4", "9", "12", "19", "30"]


@pytest.mark.parametrize(
    "text",
    [
        "参考文献\n[1] 耿文涛. 膨胀土边坡[J]. 岩土测试, 2009, 17(3): 45-52.\n[2] 鲁岩. 非饱和土强度[M]. 望江大学出版社, 2003: 112.\n[3] 焦明, 蒲松. 干湿循环[J]. 水工学刊, 2011, 30(6): 88-95.\n",
        "价目表\n竹筛（大）………………18.00\n竹筛（小）………………12.50\n菜刀………………………26.00\n火钳………………………9.00\n",
        "INDEX\nAbbey Mill, 14, 87–9\nalum works, 33, 140–2\nbarges, 44, 96, 131\nferry, 12, 29\n",
        "各位同仁：本席手上這一本是去年編的地方史料彙編，大家請看第二頁的目錄，內容是不是有問題，請局長說明一下。\n目錄\n第一章　開墾時期……………………3\n第二章　水圳與聚落…………………27\n第三章　糖廠的興衰…………………61\n這個目錄列了三項，可是內文從第九十八頁以後就沒有了！本席請問局長，印了三千本，花了八十七萬，後面的到哪裡去了？\n",
    ],
    ids=["references", "prices", "index", "speech"],
)  # fmt: skip
def test_what_only_looks_like_contents_yields_nothing(read, text: str) -> None:
    assert read(text).contents == ()


def test_nothing_yields_nothing(read) -> None:
    assert read("").contents == ()


def test_every_field_has_its_evidence_and_every_row_its_claim(read) -> None:
    issue = read(PAGE_FIRST)
    proven = {piece.path for piece in issue.evidence}
    for index, entry in enumerate(issue.contents):
        assert f"contents/{index}/title" in proven
        assert (f"contents/{index}/page" in proven) == (entry.page is not None)
        assert (f"contents/{index}/contributors" in proven) == bool(entry.contributors)
    lines = {line.text: line.of for line in issue.pages[0].lines}
    assert lines["12 渡船停航之后"] == "contents/1/title"
    assert lines["书评"] == "contents/3/section"
    assert issue.pages[0].kind == "contents"


def test_evidence_quotes_the_line_that_it_names(read) -> None:
    issue = read(PAGE_FIRST)
    lines = {line.number: line.text for line in issue.pages[0].lines}
    assert all(piece.line is not None and piece.quote in lines[piece.line] for piece in issue.evidence)


def test_ids_are_numbered_in_printed_order(read) -> None:
    assert [entry.id for entry in read(PAGE_FIRST).contents] == ["c01", "c02", "c03", "c04"]


def test_without_contents_page_entries_come_from_headings_and_a_doubt_says_so() -> None:
    issue = read_contents(Issue(pages=tuple(article(number) for number in range(1, 7))))
    assert [(entry.title, entry.page) for entry in issue.contents] == [
        (f"The Story of Boat {n}", str(n)) for n in range(1, 7)
    ]
    assert issue.contents[0].contributors[0].name == "Mary Stone"
    assert all("no contents page" in doubt.why for doubt in issue.doubts)
    assert {piece.by for piece in issue.evidence} == {"contents/bodies"}


SIZES = (18.0, 16.0, 13.0, 14.5, 17.5, 15.0)


def scanned(pages: list[Page], body: float = 10.0) -> Issue:
    """The pages as a scan of them is read: headings of SIZES, every third line of text of the size `body`."""
    made = []
    for page, size in zip(pages, SIZES, strict=True):
        head, byline, *text = page.lines
        text = [replace(line, size=body) if at % 3 == 0 else line for at, line in enumerate(text)]
        made.append(replace(page, source="ocr", lines=(replace(head, size=size), byline, *text)))
    return Issue(pages=tuple(made))


def test_headings_of_a_scan_may_be_of_uneven_sizes() -> None:
    issue = read_contents(scanned([article(number) for number in range(1, 7)]))
    assert [entry.title for entry in issue.contents] == [f"The Story of Boat {n}" for n in range(1, 7)]


def test_where_text_is_measured_as_large_as_headings_there_are_none() -> None:
    assert read_contents(scanned([article(number) for number in range(1, 7)], body=14.0)).contents == ()


def test_no_headings_are_read_among_the_advertisements_at_the_end() -> None:
    pages = [article(number) for number in range(1, 7)]
    head, *text = pages[3].lines
    pages[3] = replace(pages[3], lines=(replace(head, text="In se rat e und Anzeigen"), *text))
    titles = [entry.title for entry in read_contents(scanned(pages)).contents]
    assert titles == ["The Story of Boat 1", "The Story of Boat 2", "The Story of Boat 3", "In se rat e und Anzeigen"]


def test_what_stands_over_the_title_of_a_scan_and_specks_are_no_headings() -> None:
    pages = [article(number) for number in range(1, 7)]
    head, *text = pages[0].lines
    price = replace(head, text="Price per quarter", number=23, box=Box(0.1, 0.001, 0.3, 0.01))
    named = replace(head, text="The Boatman", number=24, of="periodical/title", box=Box(0.1, 0.015, 0.8, 0.04))
    speck = replace(head, text=". . „ ,", number=25, box=Box(0.1, 0.9, 0.2, 0.92))
    pages[0] = replace(pages[0], lines=(head, *text))
    issue = scanned(pages)
    first = issue.pages[0]
    issue = replace(issue, pages=(replace(first, lines=(price, named, *first.lines, speck)), *issue.pages[1:]))
    assert [entry.title for entry in read_contents(issue).contents] == [f"The Story of Boat {n}" for n in range(1, 7)]


def test_words_read_on_a_picture_of_a_text_page_are_no_headings() -> None:
    def layer(page: Page) -> Page:
        word = Word(text="x", font="Times", box=Box(0.1, 0.1, 0.2, 0.12))
        return replace(page, source="mixed", lines=tuple(replace(line, words=(word,)) for line in page.lines))

    advertised = Line(text="VIDEO DISPLAY MODULE", size=30.0, number=30, block=9, box=Box(0.1, 0.9, 0.8, 0.94))
    pages = [layer(article(number)) for number in range(1, 7)]
    pages = [
        replace(page, lines=(*page.lines, replace(advertised, text=f"VIDEO MODULE {'ABCDEF'[at]}")))
        for at, page in enumerate(pages)
    ]
    entries = read_contents(Issue(pages=tuple(pages))).contents
    assert [entry.title for entry in entries] == [f"The Story of Boat {n}" for n in range(1, 7)]


def test_headings_of_the_body_are_preferred_to_contents_that_are_probably_none(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = Issue(pages=tuple(article(number) for number in range(1, 7)))

    def doubtful(issue: Issue, parts: object, share: float) -> Issue:
        return replace(issue, contents=tuple(Entry(id=f"c{n:02}", title="4.3", confidence=share) for n in range(1, 8)))

    monkeypatch.setattr(contents, "prove", lambda issue, parts: doubtful(issue, parts, 0.2))
    assert read_contents(issue).contents[0].title == "The Story of Boat 1"
    monkeypatch.setattr(contents, "prove", lambda issue, parts: doubtful(issue, parts, 0.55))
    assert read_contents(issue).contents[0].title == "4.3"


def test_specks_around_a_heading_and_its_letter_spacing_are_no_part_of_it() -> None:
    pages = [article(number) for number in range(1, 7)]
    head, *text = pages[1].lines
    pages[1] = replace(pages[1], lines=(replace(head, text="^ \",/' . ' N o v e l l e n. ,^\" ^.'.^"), *text))
    assert read_contents(scanned(pages)).contents[1].title == "Novellen."


def article(number: int) -> Page:
    """A page with a heading, a byline and twenty lines of body."""
    texts = [
        (f"{number} The Story of Boat {number}", 16.0),
        ("by Mary Stone", 10.0),
        *[("and so the water went on below the old wooden bridge", 10.0)] * 20,
    ]
    lines = tuple(
        Line(text=text, size=size, number=n, block=1, box=Box(0.1, 0.04 * n, 0.8, 0.04 * n + 0.02))
        for n, (text, size) in enumerate(texts, start=1)
    )
    return Page(number=number, label=str(number), lines=lines, width=210, height=297)
