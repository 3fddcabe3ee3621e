"""Lists of articles: MODS, TEI, spreadsheets; alone they give the contents, beside scans the scans are cut by them."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook
from tests.exporters.conftest import SPECIMENS

from backfile import pipeline
from backfile.archive import inputs
from backfile.errors import DamagedInput, EmptyInput, InputError
from backfile.exporters import export
from backfile.exporters._citation import works
from backfile.readers import find_reader, spreadsheet, tei
from backfile.readers._works import page_range, read_date
from backfile.settings import load_settings

PLAIN = load_settings(engine="none")
HOME = "corpus/library-xml/openarabicpe/oclc_644997575-i_2"


def write(issue, format: str, path: Path) -> Path:
    out = io.BytesIO()
    export([issue], out, format)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize("format", ["mods", "tei"])
def test_what_we_export_comes_back_with_who_wrote_it_and_where(format, journal, tmp_path):
    issue = pipeline.read(write(journal, format, tmp_path / f"list.{format}.xml"), PLAIN)
    assert issue.periodical.title == "海洋研究"
    assert (issue.issue.date, issue.issue.volume, issue.issue.number) == ("2020-03", "46", "3")
    assert [entry.title for entry in issue.contents] == [work.entry.title for work in works(journal) if work.entry]
    assert [person.name for person in issue.contents[0].contributors] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert [(entry.page, entry.page_end) for entry in issue.contents] == [("1", "2"), ("3", None), ("封三", None)]
    assert issue.contents[0].subtitle == "一次观测"


def test_mods_names_roles_sections_and_where_each_value_stands(journal, tmp_path):
    issue = pipeline.read(write(journal, "mods", tmp_path / "list.xml"), PLAIN)
    assert [person.role for person in issue.contents[1].contributors] == ["author", "author", "author", "translator"]
    assert issue.contents[1].contributors[2].kind == "organization"
    assert issue.contents[0].section == "海洋"
    (evidence,) = (row for row in issue.evidence if row.path == "contents/0/title")
    assert evidence.by == "mods: list.xml#haiyang-yanjiu-2020-03-c01" or evidence.by.startswith(
        "mods: list.xml#haiyang-yanjiu-2020-03-"
    )
    assert evidence.line


def test_tei_brings_the_text(journal, tmp_path):
    issue = pipeline.read(write(journal, "tei", tmp_path / "list.xml"), PLAIN)
    assert "月亮引起潮汐。科技成果转化需要时间。" in issue.articles[0].text


def test_the_mods_of_a_journal_equals_its_records(shared):
    path = shared / f"{HOME}.MODS.xml"
    records = etree.parse(path).getroot().findall("{*}mods")
    issue = pipeline.read(path, PLAIN)
    assert [entry.title for entry in issue.contents] == [
        " ".join(r.findtext("{*}titleInfo/{*}title").split()) or "[untitled]" for r in records
    ]
    assert [entry.page for entry in issue.contents] == [r.findtext(".//{*}extent/{*}start") for r in records]
    for entry, record in zip(issue.contents, records, strict=True):
        parts = " ".join(part.text for part in record.iterfind("{*}name/{*}namePart"))
        assert sorted(" ".join(person.name for person in entry.contributors).split()) == sorted(parts.split())
    assert (issue.periodical.title, issue.issue.date, issue.issue.volume, issue.issue.number) == (
        "الحقائق",
        "1910-09-05",
        "1",
        "2",
    )


def test_the_tei_of_a_journal_keeps_its_articles(shared):
    path = shared / f"{HOME}.TEIP5.xml"
    root = etree.parse(path, etree.XMLParser(recover=True)).getroot()
    wanted = [div for div in root.iter("{*}div") if "article" in (div.get("type"), div.get("subtype"))]
    issue = pipeline.read(path, PLAIN)
    assert len(issue.articles) == len(wanted) == 13
    for entry, div in zip(issue.contents, wanted, strict=True):
        head = div.find("{*}head")
        if head is None:
            assert entry.title.endswith("…")
        elif head.find("{*}choice") is None:
            assert entry.title == " ".join("".join(head.itertext()).split())
    assert [entry.page for entry in issue.contents[:3]] == ["33", "38", "42"]
    assert sum(len(article.text) for article in issue.articles) > 20_000


def test_articles_of_two_issues_in_one_file_are_refused(journal, newspaper, tmp_path):
    out = io.BytesIO()
    export([journal, newspaper], out, "mods")
    (tmp_path / "both.xml").write_bytes(out.getvalue())
    with pytest.raises(InputError, match=r"stand in 2 issues .*a folder of its own"):
        pipeline.read(tmp_path / "both.xml", PLAIN)


# ── spreadsheets ──────────────────────────────────────────────────────────────────────────────────


def sheet(path: Path, *rows: tuple) -> Path:
    if path.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        path.write_text(
            "\n".join(",".join(f'"{cell}"' if cell is not None else "" for cell in row) for row in rows), "utf-8"
        )
    return path


CHINESE = (
    ("海洋研究 2020年第3期 目录",),
    ("栏目", "题名", "作者", "作者单位", "页码", "刊名", "出版日期", "期"),
    ("海洋", "潮汐与月亮", "李云帆；欧阳远、王小", "海洋大学", "1-2", "海洋研究", "2020年3月", "03"),
    ("海洋", "暖海", "赵六", None, "3", None, None, None),
    (None, None, None, None, None, None, None, None),
    ("文艺", None, None, None, None, None, None, None),
    (None, "没有署名的短文", None, None, "封三", None, None, None),
)
ENGLISH = (
    ("Title", "Authors", "Section", "First page", "Last page", "Journal", "Year", "Month", "Volume", "Translator"),
    ("Tides and the Moon", "Anna Berg; Lee, Yun", "Sea", 1, 4, "Sea Studies", 2020, 3, 46, "Max Frisch"),
    ("The warm sea", "Berg, Anna", "Sea", 5, 5, None, None, None, None, None),
)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_chinese_sheet_is_read_by_its_headings(ending, tmp_path):
    issue = pipeline.read(sheet(tmp_path / f"目录{ending}", *CHINESE), PLAIN)
    assert (issue.periodical.title, issue.issue.date, issue.issue.number) == ("海洋研究", "2020-03", "3")
    assert [(entry.section, entry.title, entry.page, entry.page_end) for entry in issue.contents] == [
        ("海洋", "潮汐与月亮", "1", "2"), ("海洋", "暖海", "3", None), ("文艺", "没有署名的短文", "封三", None),
    ]  # fmt: skip
    assert [(person.name, person.affiliation) for person in issue.contents[0].contributors] == [
        (name, "海洋大学") for name in ("李云帆", "欧阳远", "王小")
    ]
    assert [row.line for row in issue.evidence if row.path == "contents/0/title"] == [3]


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_english_sheet_is_read_by_its_headings(ending, tmp_path):
    issue = pipeline.read(sheet(tmp_path / f"contents{ending}", *ENGLISH), PLAIN)
    assert (issue.issue.date, issue.issue.volume) == ("2020-03", "46")
    assert [(person.name, person.role) for person in issue.contents[0].contributors] == [
        ("Anna Berg", "author"), ("Lee, Yun", "author"), ("Max Frisch", "translator"),
    ]  # fmt: skip
    assert [person.name for person in issue.contents[1].contributors] == ["Berg, Anna"]
    assert [(entry.page, entry.page_end) for entry in issue.contents] == [("1", "4"), ("5", None)]


def test_dates_and_numbers_of_a_sheet_are_those_a_person_sees(tmp_path):
    issue = pipeline.read(sheet(tmp_path / "c.xlsx", ("Title", "Page", "Date"), ("Sea", 7.0, date(2020, 3, 5))), PLAIN)
    assert (issue.contents[0].page, issue.issue.date) == ("7", "2020-03-05")


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_a_csv_of_any_encoding_is_read(encoding, tmp_path):
    text = "篇名,作者,頁碼\n論民國的報業與新聞,張三,1\n中國文化的發展,李四,12\n"
    (tmp_path / "c.csv").write_bytes(text.encode(encoding))
    assert [entry.page for entry in pipeline.read(tmp_path / "c.csv", PLAIN).contents] == ["1", "12"]


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_columns_may_be_parted_by_semicolons_or_tabs(mark, tmp_path):
    (tmp_path / "c.csv").write_text(f"title{mark}page\nDas Meer{mark}3\n")
    assert pipeline.read(tmp_path / "c.csv", PLAIN).contents[0].page == "3"


def test_the_csv_that_we_export_is_a_list_of_contents_too(journal, tmp_path):
    issue = pipeline.read(write(journal, "csv", tmp_path / "entries.csv"), PLAIN)
    assert [(entry.title, entry.section, entry.page, entry.page_end) for entry in issue.contents] == [
        (entry.title, entry.section, entry.page, entry.page_end) for entry in journal.contents
    ]
    assert (issue.periodical.title, issue.issue.date, issue.issue.number) == ("海洋研究", "2020-03", "3")


def test_every_bad_row_is_named(tmp_path):
    path = sheet(
        tmp_path / "c.csv",
        ("title", "page", "month", "date"),
        ("Sea", "1", "13", None),
        (None, "2", None, None),
        ("Moon", "3", None, "soon"),
    )
    with pytest.raises(DamagedInput) as caught:
        pipeline.read(path, PLAIN)
    assert "row 2: month '13' is not between 1 and 12" in str(caught.value)
    assert "row 3: no title" in str(caught.value)
    assert "row 4: 'soon' is no date" in str(caught.value)


def test_a_sheet_without_headings_says_which_there_may_be(tmp_path):
    with pytest.raises(DamagedInput, match=r"no heading says which column holds the titles.*题名"):
        pipeline.read(sheet(tmp_path / "c.csv", ("foo", "bar"), ("1", "2")), PLAIN)


def test_an_empty_sheet_is_said(tmp_path):
    with pytest.raises(EmptyInput):
        pipeline.read(sheet(tmp_path / "c.xlsx", (None,)), PLAIN)


def test_what_is_no_workbook_is_said(tmp_path):
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(DamagedInput, match="not an XLSX file"):
        pipeline.read(tmp_path / "c.xlsx", PLAIN)


def test_a_sheet_beside_a_pdf_gives_its_contents_and_the_pdf_the_pages(tmp_path, specimens):
    truth = next(issue for issue in specimens if issue.id == "zh-keji-monthly-007")
    shutil.copy(SPECIMENS / "zh-keji-monthly-007.pdf", tmp_path / "issue.pdf")
    rows = [
        (entry.title, "; ".join(person.name for person in entry.contributors), entry.page)
        for entry in truth.contents
        if entry.level == 1
    ]
    sheet(tmp_path / "contents.csv", ("title", "author", "page"), *rows)
    assert find_reader(tmp_path) is spreadsheet
    assert list(inputs([tmp_path])) == [tmp_path]
    issue = pipeline.read(tmp_path, PLAIN)
    assert [entry.title for entry in issue.contents] == [row[0] for row in rows]
    assert len(issue.pages) == len(truth.pages)
    assert issue.articles
    assert [page.kind for page in issue.pages].count("contents") == 1  # the printed list is known for one
    assert not any(rows[3][0] in notice.text for notice in issue.notices)
    assert issue.periodical.title  # from the masthead: the sheet does not say
    assert all(
        row.by.startswith("spreadsheet: contents.csv#row") for row in issue.evidence if row.path.startswith("contents/")
    )


def test_a_sheet_among_several_scans_is_no_document_of_its_own(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    sheet(tmp_path / "index.csv", ("title", "page"), ("Sea", "1"))
    assert [path.name for path in inputs([tmp_path])] == ["a.pdf", "b.pdf"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12) | st.none(), max_size=6), max_size=6))
def test_any_sheet_is_read_or_refused_but_never_a_fault(rows):
    header, columns = spreadsheet.find_header([[cell or "" for cell in row] for row in rows])
    assert header == -1 or columns


@pytest.mark.parametrize(
    ("text", "pages"),
    [("12-15", ("12", "15")), ("S. 3–4", ("3", "4")), ("第5页", ("5", None)), ("7", ("7", None)), ("1-3,9", ("1", "3")),
     ("iv–vi", ("iv", "vi")), ("封三", ("封三", None)), ("", (None, None)), (None, (None, None)), ("8--8", ("8", None))],
)  # fmt: skip
def test_page_ranges(text, pages):
    assert page_range(text) == pages


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2023-05-17", (2023, 5, 17)), ("2023-05", (2023, 5, None)), ("1910", (1910, None, None)), ("20230517", (2023, 5, 17)),
     ("2023年5月17日", (2023, 5, 17)), ("2023/5", (2023, 5, None)), ("[1901?]", (1901, None, None)), ("Mai 1901", (1901, None, None)),
     ("2023-13", (2023, None, None)), ("soon", (None, None, None)), (None, (None, None, None))],
)  # fmt: skip
def test_dates(text, wanted):
    assert read_date(text) == wanted


def test_an_edition_without_articles_is_said(tmp_path):
    (tmp_path / "t.xml").write_text("<TEI><text><body><p>x</p></body></text></TEI>")
    with pytest.raises(EmptyInput, match="describes no article"):
        tei.read_structure(tmp_path / "t.xml")
