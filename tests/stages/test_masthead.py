"""The masthead of any periodical: what is printed is read, what is inferred is doubted, what contradicts is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model import Box, Issue, Line, Page, Periodical, Source
from backfile.numerals import CHINESE
from backfile.stages.masthead import read_masthead
from backfile.stages.masthead.designations import read_designation


def issue_of(*pages: str, **fields: object) -> Issue:
    """An issue as the text reader gives it: one string a page, a blank line left out but counted."""
    made = []
    for number, text in enumerate(pages, start=1):
        lines = [Line(text=line, number=n) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
        made.append(Page(number=number, lines=tuple(lines)))
    return Issue(pages=tuple(made), **fields)  # type: ignore[arg-type]


def doubted(issue: Issue) -> set[str]:
    return {doubt.path for doubt in issue.doubts}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("2023年第6期（总第345期）", {"year": "2023", "number": "6", "whole_number": "345"}),
        ("第七十四期　2008年5月31日", {"number": "74", "year": "2008", "month": "5", "day": "31"}),
        ("２０２５年１１－１２月號", {"year": "2025", "month": "11"}),
        ("第31卷 第3－4期", {"volume": "31", "number": "3-4"}),
        ("民國十二年六月", {"year": "1923", "month": "6"}),
        ("昭和五十年一月号 第12巻第1号 通巻133号", {"year": "1975", "month": "1", "volume": "12", "number": "1", "whole_number": "133"}),
        ("令和元年 第二号", {"year": "2019", "number": "2"}),
        ("2021년 3월호 제3권 제2호 통권 34호", {"year": "2021", "month": "3", "volume": "3", "number": "2", "whole_number": "34"}),
        ("Vol. XII, No. 3 · March/April 2024", {"volume": "12", "number": "3", "year": "2024", "month": "3"}),
        ("Summer 1998, Issue 12", {"year": "1998", "number": "12"}),
        ("No. 15. Freitag, den 21. Februar 1840.", {"number": "15", "day": "21", "month": "2", "year": "1840"}),
        ("12. Jahrgang, Heft 7", {"volume": "12", "number": "7"}),
        ("Tome 3, numéro 2, 5 août 1901", {"volume": "3", "number": "2", "day": "5", "month": "8", "year": "1901"}),
        ("العدد ٢ المجلد ١ سنة ١٣٢٨ هـ", {"number": "2", "volume": "1", "year": "1910"}),
        ("第三届全国代表大会", {}),
        ("20世纪90年代以来", {}),
        ("06 2023 中关村论坛：开放合作 共享未来", {}),
        ("the volume of sales in marching 2020", {}),
    ],
)  # fmt: skip
def test_designations_in_many_scripts(text: str, facts: dict[str, str]) -> None:
    assert {fact.field: fact.value for fact in read_designation(text)} == facts


@given(st.text(st.sampled_from(CHINESE + "第年月日期卷总No.Vol XIV0129-/（）民國昭和"), max_size=30))
def test_no_text_breaks_the_reading_of_designations(text: str) -> None:
    for fact in read_designation(text):
        assert 0 <= fact.span[0] < fact.span[1] <= len(text)
        assert fact.field != "month" or 1 <= int(fact.value) <= 12


def test_a_front_page_gives_title_identifiers_and_date() -> None:
    issue = read_masthead(
        issue_of(
            "ISSN 2434-561X\nCN 44-1234/G4\n南方技術評論\n2019年第4期 总第88期\n主办：南方大学出版社\n\n目录\n论环境问题的发展 王伟 3"
        )
    )
    assert issue.periodical.title == "南方技术评论"
    assert issue.periodical.title_as_printed == "南方技術評論"
    assert (issue.periodical.issn, issue.periodical.cn) == ("2434-561X", "44-1234/G4")
    assert issue.periodical.publisher == "南方大学出版社"
    assert (issue.issue.year, issue.issue.number, issue.issue.whole_number) == (2019, "4", "88")
    assert issue.id == "nanfang-jishu-pinglun-2019-n4"


def test_every_value_says_where_it_was_read() -> None:
    issue = read_masthead(issue_of("The Harbour Review\nVol. 3, No. 2, May 1932\n\nContents"))
    paths = {found.path: found for found in issue.evidence}
    assert {"periodical/title", "issue/volume", "issue/number", "issue/year", "issue/month"} <= paths.keys()
    assert paths["issue/volume"].quote == "Vol. 3, No. 2, May 1932"
    assert (paths["issue/volume"].page, paths["issue/volume"].line) == (1, 2)
    assert all(0 < found.confidence <= 1 for found in issue.evidence)


def test_lines_of_the_masthead_are_taken_and_others_left() -> None:
    issue = read_masthead(issue_of("The Harbour Review\nVol. 3, No. 2, May 1932\n\nContents\nOn tides 4"))
    assert [line.of for line in issue.pages[0].lines] == ["periodical/title", "issue/volume", None, None]


def test_a_traditional_title_stays_in_a_traditional_issue() -> None:
    issue = read_masthead(issue_of("南方評論\n第6期／2025年11-12月號\n\n目錄\n編輯室報告\n這個時代與問題 陳雅婷"))
    assert issue.periodical.title == "南方評論"


def test_the_year_of_a_barcode_counts_when_dates_in_the_text_agree() -> None:
    issue = read_masthead(
        issue_of("海洋技术\n9 771002 060231\n\n2023年6月7日，会议召开。\n2023年5月23日，参观活动举行。")
    )
    assert issue.issue.year == 2023
    assert issue.issue.month == 6
    assert {"issue/year", "issue/month"} <= doubted(issue)
    (doubt,) = [doubt for doubt in issue.doubts if doubt.path == "issue/month"]
    assert doubt.why == "not printed; the newest date in the text is 2023-06-07"


def test_a_printed_date_is_not_doubted() -> None:
    issue = read_masthead(issue_of("海洋技术\n2023年6月号\n9 771002 060231\n\n2023年5月23日，参观活动举行。"))
    assert (issue.issue.year, issue.issue.month) == (2023, 6)
    assert not doubted(issue)


def test_the_time_a_web_page_was_posted_is_no_date_of_issue() -> None:
    issue = read_masthead(issue_of("[转载]《江南》2010年第11期目录\n(2010-10-22 18:56:37)\n标签:"))
    assert (issue.periodical.title, issue.issue.year, issue.issue.day) == ("江南", 2010, None)


@pytest.mark.parametrize(("number", "month"), [(11, 11), (3, None), (24, None)])
def test_a_number_that_only_a_monthly_can_have_is_its_month_with_a_doubt(number: int, month: int | None) -> None:
    issue = read_masthead(issue_of(f"江南\n2010年第{number}期\n\n目录"))
    assert issue.issue.month == month
    assert ("issue/month" in doubted(issue)) == (month is not None)


def test_a_description_under_the_title_is_not_the_title() -> None:
    for title, description in [("北　渡", "文学双月刊"), ("The Lock-Keeper", "Newsletter of the Canal Trust")]:
        issue = read_masthead(issue_of(f"{title}\n{description}\n2014年第3期\n\n目录"))
        assert issue.periodical.title == title.replace("　", "")


def test_an_edition_belongs_to_the_title() -> None:
    issue = read_masthead(issue_of("江南大学学报\n（自然科学版）\n2014年第3期\n\n目录"))
    assert issue.periodical.title == "江南大学学报（自然科学版）"


def test_contradicting_numbers_are_doubted() -> None:
    issue = read_masthead(issue_of("The Harbour Review, Vol. 3, No. 2\n", "text", "The Harbour Review, Vol. 3, No. 5"))
    assert "issue/number" in doubted(issue)


def test_a_wrong_check_digit_is_doubted_and_kept_as_printed() -> None:
    issue = read_masthead(issue_of("海洋技术\nISSN 1002-0609\n2020年第1期"))
    assert issue.periodical.issn == "1002-0609"
    assert "periodical/issn" in doubted(issue)


def test_the_barcode_repairs_a_misread_issn() -> None:
    cover = Page(number=1, lines=(Line(text="ISSN 1002-0609", number=1),), barcodes=("9771002060231+06",))
    issue = read_masthead(Issue(pages=(cover,)))
    assert issue.periodical.issn == "1002-0608"
    assert issue.issue.barcode == "9771002060231"
    assert "periodical/issn" in doubted(issue)


def test_the_title_given_by_the_user_wins() -> None:
    issue = read_masthead(issue_of("海洋技术\n2020年第1期", periodical=Periodical(title="海洋技术学报")))
    assert issue.periodical.title == "海洋技术学报"
    assert issue.periodical.title_as_printed == "海洋技术"


def test_large_type_on_the_cover_that_comes_back_as_running_head_is_the_title() -> None:
    def line(number: int, text: str, size: float, top: float) -> Line:
        return Line(text=text, number=number, size=size, box=Box(0.1, top, 0.9, top + 0.03))

    cover = Page(
        number=1,
        lines=(
            line(1, "Harbour Life", 40, 0.05),
            line(2, "The great flood of spring", 44, 0.5),
            line(3, "May 1932", 12, 0.9),
        ),
    )
    body = [
        Page(number=n, lines=(line(1, f"Harbour Life {n}", 8, 0.03), line(2, f"Paragraph {n}", 10, 0.4)))
        for n in range(2, 8)
    ]
    issue = read_masthead(Issue(pages=(cover, *body)))
    assert issue.periodical.title == "Harbour Life"
    assert issue.issue.date == "1932-05"


def test_a_motto_is_told_by_its_equal_phrases() -> None:
    issue = read_masthead(
        issue_of("海洋技术\n2020年第1期\n• 面向海洋 • 服务渔民 • 传播技术\n\n目录\n三个字 两个字 一个字 4")
    )
    assert issue.periodical.motto == "面向海洋 服务渔民 传播技术"


def test_an_issue_without_any_masthead_is_named_by_its_source() -> None:
    source = Source(name="a.txt", format="text", sha256="0123456789abcdef")
    issue = read_masthead(issue_of("", source=source))
    assert issue.id == "untitled-x01234567"
    assert issue.periodical == Periodical()


def test_the_seed_says_what_it_is(shared: Path) -> None:
    text = (shared / "seed/zgkjcy-2023-06.txt").read_text("utf-8")
    issue = read_masthead(issue_of(text))
    assert issue.periodical == Periodical(
        title="中国科技产业", title_as_printed="中國科技產業", issn="1002-0608", cn="11-2502/N",
        motto="整合创新资源 搭建创新平台 提升创新能力 促进成果转化",
    )  # fmt: skip
    assert (issue.id, issue.issue.barcode) == ("zhongguo-keji-chanye-2023-06", "9771002060231")
    assert (issue.issue.year, issue.issue.month, issue.issue.day) == (2023, 6, None)
    assert "periodical/issn" not in doubted(issue)


def test_what_stands_between_title_and_date_is_part_of_the_masthead() -> None:
    issue = read_masthead(issue_of("北　渡\n文学双月刊\n2014年第3期\n\n目录\n潮水 王伟 4"))
    assert [line.of for line in issue.pages[0].lines] == [
        "periodical/title",
        "periodical/title",
        "issue/year",
        None,
        None,
    ]


def test_the_day_of_something_else_is_not_the_day_of_issue() -> None:
    issue = read_masthead(issue_of("海洋技术\n2019年第4期 2019年8月\n\n目录\n\n会期：2019年3月5日"))
    assert (issue.issue.month, issue.issue.day) == (8, None)


@pytest.mark.parametrize(
    "noise", ["见第12期", "see issue 190", "[3] Reed A. Tides. J Sea, 2001, 12(3): 4-9. ISSN 0097-8493"]
)
def test_passing_remarks_are_not_the_masthead(noise: str) -> None:
    pages = ["海洋技术\n2019年第4期\n\n目录", "潮水涨落", "渔港一日", noise, "灯塔之下"]
    issue = read_masthead(issue_of(*pages))
    assert (issue.issue.number, issue.periodical.issn) == ("4", None)
    assert not doubted(issue)


def test_a_large_line_that_nothing_confirms_is_doubted() -> None:
    lines = (
        Line(text="Foreign Affairs", number=1, size=18, box=Box(0.1, 0.1, 0.5, 0.14)),
        Line(text="The ships came in on Monday", number=2, size=9, box=Box(0.1, 0.3, 0.9, 0.32)),
    )
    issue = read_masthead(Issue(pages=(Page(number=1, lines=lines),)))
    assert issue.periodical.title == "Foreign Affairs"
    assert "periodical/title" in doubted(issue)


def test_a_latin_line_under_a_chinese_title_is_its_translation() -> None:
    issue = read_masthead(
        issue_of("北岸周刊\nBEI'AN WEEKLY\n2015年第33期　总第849期　8月17日出版\n\n目录\n潮水 王伟 4\n渔港 李明 6")
    )
    assert issue.periodical.title == "北岸周刊"
    assert issue.issue.date == "2015-08-17"


def test_an_open_ended_title_goes_on_in_the_next_line() -> None:
    issue = read_masthead(issue_of("The Quarterly Review of\nHarbour Studies\nVol. 3, No. 2, May 1932\n\nContents"))
    assert issue.periodical.title == "The Quarterly Review of Harbour Studies"


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("主办、出版：南屏出版社　编辑：编辑部", "南屏出版社"),
        ("岭东文艺出版社出版", "岭东文艺出版社"),
        ("発行所　岩山書店", "岩山書店"),
        ("Published monthly by Harbour Press, 19 Wharf Street.", "Harbour Press"),
        ("Herausgegeben vom Verein für Uferkunde", "Verein für Uferkunde"),
        ("本期出版日期推迟", None),
    ],
)
def test_publishers_by_their_labels(text: str, publisher: str | None) -> None:
    assert read_masthead(issue_of(f"海洋技术\n2019年第4期\n{text}")).periodical.publisher == publisher


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("Thun,            Montag,            den 4. Mai 1846.", "1846-05-04"),
        ("Nantes, mardi 3 mai 1887", "1887-05-03"),
        ("Bern, Donnerstag, den 2. Juli 1896", "1896-07-02"),
    ],
)
def test_the_place_before_the_date_of_a_newspaper_is_not_its_title(dateline: str, date: str) -> None:
    lines = (
        Line(text="DerLandbote.", number=1, size=60, box=Box(0.1, 0.05, 0.9, 0.15)),
        Line(text=dateline, number=2, size=15, box=Box(0.05, 0.18, 0.95, 0.2)),
        Line(
            text="Marschall Maison trat ein, die so reiche Keime barg", number=3, size=9, box=Box(0.1, 0.3, 0.5, 0.32)
        ),
    )
    issue = read_masthead(Issue(pages=(Page(number=1, lines=lines),)))
    assert issue.periodical.title == "Der Landbote"
    assert issue.issue.date == date
    assert [line.of for line in issue.pages[0].lines[:1]] == ["periodical/title"]


def test_the_word_that_noisy_running_heads_have_in_common_is_the_title() -> None:
    noise = ["ج كما", "ج؟ م ١", "ج ” م١", "جم", "ج5م1", "ج ؟م", "قج م", "ج »م ١", "ج 9م", "اج كما", "ج ,1", "ج 6م"]
    subjects = ["الصيام", "السعي والتوكل", "الاستعداد الانساني", "الادبيات"]
    pages = []
    for number, tail in enumerate(["", *noise, *noise], start=1):
        name = "الحقائق" if number % 4 else "المقائق"
        head = Line(
            text=f"{subjects[number // 3 % 4]}    ({name} {tail}{chr(0x628 + number)}",
            number=1,
            box=Box(0.2, 0.05, 0.8, 0.07),
        )
        body = [
            Line(text=f"{'سطر من النص ' * 6}{chr(0x628 + at)}{chr(0x630 + number)}", number=at, box=Box(0.2, 0.03 * at + 0.1, 0.8, 0.03 * at + 0.12))
            for at in range(2, 20)
        ]  # fmt: skip
        pages.append(Page(number=number, lines=(head, *body) if tail else tuple(body)))
    assert read_masthead(Issue(pages=tuple(pages))).periodical.title == "الحقائق"
