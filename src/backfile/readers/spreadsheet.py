"""Contents in a spreadsheet (XLSX, CSV, TSV) to go with scans: one row an article, columns known by their headings.

Headings are taken in Chinese and English in whatever order, a row or two below a title; columns that are not known are passed
over. Rows without a title are sections when they stand alone, else errors, all of which are named at once.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from ..errors import BackfileError, DamagedInput, EmptyInput, InputTooLarge
from ..model import Contributor, Issue, Periodical, Role
from ..settings import Settings
from ._lists import ListDocument, list_in, open_list
from ._markup import MAX_BYTES, read_bounded
from ._works import Work, designation, gather, page_range, part_by_issue
from .text import decode

NAME = "spreadsheet of contents"
SUFFIXES = (".csv", ".tsv", ".xlsx")
VERSION = "1"
WITH_SCANS = True

_LOOKED_AT = 10  # rows in which headings may stand
_MOST_COLUMNS = 200
_MOST_ROWS = 100_000
_MOST_CELL = 20_000
_MOST_ERRORS = 8
_MAX_UNPACKED = 400_000_000
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "article", "article title", "headline", "题名", "題名", "篇名", "标题", "標題", "文章", "文章题目", "题目", "題目", "文章标题", "篇名题名"),
    "subtitle": ("subtitle", "sub title", "副题名", "副標題", "副标题", "副题"),
    "alternative_title": ("alternative title", "other title", "translated title", "english title", "title (en)", "英文题名", "英文标题", "并列题名", "并列题名"),
    "author": ("author", "authors", "byline", "contributor", "contributors", "creator", "作者", "著者", "责任者", "責任者", "署名", "撰文"),
    "reporter": ("reporter", "reporters", "记者", "記者"),
    "translator": ("translator", "translators", "译者", "譯者", "翻译"),
    "photographer": ("photographer", "photos", "摄影", "攝影", "摄影者"),
    "illustrator": ("illustrator", "illustrations", "插图", "绘图", "绘画"),
    "editor": ("editor", "editors", "编辑", "編輯", "责编", "责任编辑"),
    "organization": ("organizations", "organization", "corporate author", "团体作者", "机构作者"),
    "affiliation": ("affiliation", "institution", "作者单位", "单位", "機構", "机构", "作者机构"),
    "section": ("section", "column", "department", "rubric", "栏目", "欄目", "专栏", "專欄", "栏目名称"),
    "page": ("page", "pages", "start page", "first page", "page from", "from page", "页", "頁", "页码", "頁碼", "起始页", "起页", "起始页码", "首页"),
    "page_end": ("page end", "end page", "last page", "to page", "page to", "终止页", "终页", "结束页", "末页", "终止页码", "结束页码", "止页"),
    "level": ("level", "层级", "级别", "層級"),
    "language": ("language", "lang", "语种", "语言", "語言"),
    "abstract": ("abstract", "summary", "摘要", "内容提要", "提要"),
    "keywords": ("keywords", "keyword", "subjects", "关键词", "關鍵詞", "主题词", "关键字"),
    "clc": ("clc", "classification", "中图分类号", "分类号", "分類號"),
    "doi": ("doi",),
    "article_number": ("article number", "article id", "文章编号"),
    "periodical": ("periodical", "journal", "journal title", "magazine", "newspaper", "publication", "刊名", "期刊", "期刊名", "报纸", "报名", "刊物"),
    "issn": ("issn",),
    "cn": ("cn", "cn number", "统一刊号", "国内统一刊号", "cn号", "刊号"),
    "publisher": ("publisher", "出版者", "出版社", "主办单位", "出版单位"),
    "date": ("date", "issued", "publication date", "出版日期", "日期", "刊期日期", "出版时间"),
    "year": ("year", "年", "年份", "出版年"),
    "month": ("month", "月", "月份"),
    "day": ("day", "日"),
    "volume": ("volume", "vol", "卷", "卷号"),
    "number": ("number", "no", "issue", "issue number", "期", "期号", "刊期", "期次"),
    "whole": ("whole number", "whole", "总期", "总期号", "总第", "总期数"),
}  # fmt: skip
_NAMES = {name: column for column, names in COLUMNS.items() for name in names}
_ROLES: tuple[Role, ...] = ("author", "reporter", "translator", "photographer", "illustrator", "editor")
_APART = re.compile(r"\s*[;；、|\n]\s*")
_COMMAS = re.compile(r"\s*[,，]\s*")
_TAILS = re.compile(r"\s*(?:[(（][^)）]*[)）]|[:：*#]+)\s*$")


def accepts(path: Path, head: bytes) -> bool:
    if not head:
        return list_in(path, _may_be_list, SUFFIXES) is not None and _sheet_in(path) is not None
    return path.suffix.lower() in SUFFIXES


def open_document(path: Path, settings: Settings) -> ListDocument:
    """Open a spreadsheet, or a folder of scans with one. Raises DamagedInput (with the rows), EmptyInput, InputError."""
    return open_list(path, settings, NAME, _may_be_list, read_structure, SUFFIXES)


def read_structure(path: Path) -> Issue:
    """The structure of the one issue whose contents the sheet lists."""
    begin = perf_counter()
    rows, at, columns = _read_sheet(path)
    works = list(_read_works(path, rows, at, columns))
    return gather(works, "spreadsheet", path, VERSION, perf_counter() - begin)


def split(path: Path) -> dict[str, bytes]:
    """A sheet of several issues as one sheet (TSV) for each, with the headings and the sections above its rows."""
    rows, at, columns = _read_sheet(path)
    works = list(_read_works(path, rows, at, columns))
    heads = _section_rows(rows, at, columns)
    made: dict[str, bytes] = {}
    for number, part in enumerate(part_by_issue(works), start=1):
        sheet, head = [rows[at]], None
        for line in (works[place].line or 0 for place in part):
            if heads.get(line) != head:
                head = heads[line]
                sheet.append(rows[head - 1])
            sheet.append(rows[line - 1])
        made[f"{path.stem}-{number:04}.tsv"] = _write_tsv(sheet)
    return made


def _section_rows(rows: list[list[str]], at: int, columns: dict[int, str]) -> dict[int, int]:
    """Row → the row with a section alone that heads it (both from 1)."""
    found: dict[int, int] = {}
    head = None
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if {columns[place] for place, cell in enumerate(row) if place in columns and cell} == {"section"}:
            head = number
        elif head is not None:
            found[number] = head
    return found


def _write_tsv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t").writerows(rows)
    return out.getvalue().encode("utf-8")


def _read_sheet(path: Path) -> tuple[list[list[str]], int, dict[int, str]]:
    """(rows, which of them holds the headings, column → what it holds)."""
    rows = read_rows(path)
    at, columns = find_header(rows)
    if "title" not in columns.values():
        known = "title / 题名, author / 作者, page / 页码, section / 栏目"
        raise DamagedInput(
            f"{path}: no heading says which column holds the titles (looked at {min(len(rows), _LOOKED_AT)} rows).",
            cure=f"Put a row of headings above the rows, such as: {known}. docs/imports.md lists them all.",
        )
    return rows, at, columns


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """(row, column → what it holds) of the row with most known headings; (−1, {}) when there is none."""
    best: tuple[int, dict[int, str]] = (-1, {})
    for at, row in enumerate(rows[:_LOOKED_AT]):
        headings = [_heading(cell) for cell in row[:_MOST_COLUMNS]]
        found: dict[int, str] = {}
        for place, heading in sorted(enumerate(headings), key=lambda each: each[1].replace(" ", "_") not in COLUMNS):
            name = _NAMES.get(heading)
            if name and name not in found.values():
                found[place] = name
        if len(found) > len(best[1]) and ("title" in found.values() or len(found) > 1):
            best = at, found
    return best


def read_rows(path: Path) -> list[list[str]]:
    """The cells of the first sheet that has any, as text. Raises DamagedInput, EmptyInput, InputTooLarge."""
    rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    if not any(any(row) for row in rows):
        raise EmptyInput(f"{path}: there is nothing in this sheet.")
    return rows


def _read_works(path: Path, rows: list[list[str]], at: int, columns: dict[int, str]) -> Iterator[Work]:
    errors: list[str] = []
    section: str | None = None
    found: list[Work] = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {columns[place]: cell for place, cell in enumerate(row) if place in columns and cell}
        if not cells:
            continue
        if set(cells) == {"section"}:
            section = cells["section"]
            continue
        try:
            found.append(_read_row(cells, number, section))
        except ValueError as error:
            errors.append(f"row {number}: {error}")
    if errors:
        more = f" … and {len(errors) - _MOST_ERRORS} more" if len(errors) > _MOST_ERRORS else ""
        raise DamagedInput(
            f"{path}: {'; '.join(errors[:_MOST_ERRORS])}{more}.", cure="Mend these rows and add the file again."
        )
    yield from found


def _read_row(cells: dict[str, str], number: int, section: str | None) -> Work:
    """One row. Raises ValueError with what is wrong in it."""
    if "title" not in cells:
        raise ValueError(f"no title (but {', '.join(f'{name} {cell!r}' for name, cell in list(cells.items())[:2])})")
    start, end = page_range(cells.get("page"))
    if "page_end" in cells:
        end = page_range(cells["page_end"])[0]
    level = _whole(cells, "level", 1, 9) or 1
    year, month, day = (
        _whole(cells, name, low, high) for name, low, high in (("year", 1000, 2999), ("month", 1, 12), ("day", 1, 31))
    )
    when = cells.get("date") or "-".join(f"{part:02}" for part in (year, month, day) if part)
    which = designation(when, cells.get("volume"), cells.get("number"), cells.get("whole"))
    if cells.get("date") and which.date is None:
        raise ValueError(f"{cells['date']!r} is no date (2023-05, 2023-05-17 or 2023年5月)")
    return Work(
        title=cells["title"],
        subtitle=cells.get("subtitle"),
        alternative_title=cells.get("alternative_title"),
        contributors=tuple(_people(cells)),
        section=cells.get("section") or section,
        page=start,
        page_end=end if end != start else None,
        level=level,
        language=cells.get("language"),
        abstract=cells.get("abstract"),
        keywords=tuple(part for part in _split(cells.get("keywords", "")) if part),
        clc=cells.get("clc"),
        doi=cells.get("doi"),
        article_number=cells.get("article_number"),
        periodical=Periodical(
            title=cells.get("periodical"), issn=cells.get("issn"), cn=cells.get("cn"), publisher=cells.get("publisher")
        ),
        issue=which,
        where=f"row {number}",
        line=number,
    )


def _people(cells: dict[str, str]) -> Iterator[Contributor]:
    """Names parted by semicolons, 、 or line ends (by commas too, where that can't part a name from its forename)."""
    for name in _split(cells.get("organization", "")):
        if name:
            yield Contributor(name=name, kind="organization")
    for role in _ROLES:
        for name in _split(cells.get(role, "")):
            if name:
                yield Contributor(
                    name=name, role=role, affiliation=cells.get("affiliation") if role == "author" else None
                )


def _split(cell: str) -> list[str]:
    parts = _APART.split(cell)
    if len(parts) > 1:
        return parts
    pieces = _COMMAS.split(cell)
    one_name = len(pieces) == 2 and "，" not in cell and " " not in pieces[0] and cell.isascii()
    return parts if one_name else pieces


def _whole(cells: dict[str, str], name: str, low: int, high: int) -> int | None:
    text = unicodedata.normalize("NFKC", cells.get(name, "")).strip("年月日第期级 ")
    if not text:
        return None
    try:
        value = int(float(text))
    except ValueError:
        raise ValueError(f"{name} {cells[name]!r} is no number") from None
    if not low <= value <= high:
        raise ValueError(f"{name} {cells[name]!r} is not between {low} and {high}")
    return value


def _heading(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell).casefold().replace("_", " ").replace("-", " ")
    text = " ".join(text.split())
    return text if text in _NAMES else _TAILS.sub("", text)


def _read_csv(path: Path) -> list[list[str]]:
    text = decode(read_bounded(path), str(path))
    sample = text[:20_000]
    counts = {mark: sum(line.count(mark) for line in sample.splitlines()[:20]) for mark in ",;\t"}
    mark = "\t" if path.suffix.lower() == ".tsv" else max(counts, key=lambda each: counts[each])
    rows: list[list[str]] = []
    csv.field_size_limit(MAX_BYTES)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append([_cell(cell) for cell in row[:_MOST_COLUMNS]])
            _bound_rows(path, rows)
    except csv.Error as error:
        raise DamagedInput(f"{path}, row {len(rows) + 1}: {error}.") from error
    return rows


def _read_xlsx(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook

    _check_unpacked(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                rows: list[list[str]] = []
                for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
                    rows.append([_cell(value) for value in row])
                    _bound_rows(path, rows)
                if any(any(row) for row in rows):
                    return rows
        finally:
            book.close()
    except BackfileError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML and ZIP parsers do
        raise DamagedInput(f"{path}: this is not a sound XLSX file: {error}.") from error
    return []


def _check_unpacked(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedInput(f"{path}: this is not an XLSX file: {error}.", cure="Save it as XLSX or CSV.") from error
    if size > _MAX_UNPACKED:
        raise InputTooLarge(f"{path}: unpacks to {size:,} bytes; no list of contents does.", cure="Save it as CSV.")


def _bound_rows(path: Path, rows: list[list[str]]) -> None:
    if len(rows) > _MOST_ROWS + _LOOKED_AT:
        raise InputTooLarge(f"{path}: this sheet has more than {_MOST_ROWS:,} rows.", cure="Split the file.")


def _cell(value: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, dates in ISO 8601, no formula, no line end."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    return "\n".join(" ".join(line.split()) for line in text[:_MOST_CELL].strip().splitlines())


def _may_be_list(head: bytes) -> bool:
    return bool(head)


def _sheet_in(path: Path) -> Path | None:
    """The sheet of a folder, when its headings say that it lists contents."""
    sheet = list_in(path, _may_be_list, SUFFIXES)
    if sheet is None:
        return None
    try:
        return sheet if "title" in find_header(read_rows(sheet))[1].values() else None
    except BackfileError:
        return None
