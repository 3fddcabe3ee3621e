"""Identifiers are checked, never guessed; names of issues are stable and safe in addresses and file systems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.identifiers import (
    find_article_numbers,
    find_barcodes,
    find_cn_numbers,
    find_dois,
    find_issns,
    is_issn,
    issue_id,
    parse_barcode,
    slug,
)
from backfile.model import Designation, Periodical, Source


def _issn(seven: str) -> str:
    """An ISSN made by the rule of ISO 3297, independently of the library."""
    rest = -sum(int(digit) * weight for digit, weight in zip(seven, range(8, 1, -1), strict=True)) % 11
    return f"{seven[:4]}-{seven[4:]}{'X' if rest == 10 else rest}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ISSN 1002-0608", "1002-0608"),
        ("ISSN1002—0608 CN11-2502/N", "1002-0608"),
        ("ＩＳＳＮ　１００２－０６０８", "1002-0608"),
        ("ISSN: 2434-561x", "2434-561X"),
        ("ISSN (Online) 2434-561X", "2434-561X"),
        ("国际标准刊号 1002-0608", "1002-0608"),
    ],
)
def test_an_issn_is_found_and_its_check_digit_verified(text: str, value: str) -> None:
    (found,) = find_issns(text)
    assert (found.value, found.valid, found.repaired) == (value, True, False)


def test_letters_in_a_labelled_issn_are_repaired_only_when_the_check_digit_agrees() -> None:
    (found,) = find_issns("ISSN 1OO2-O6O8")
    assert (found.value, found.valid, found.repaired) == ("1002-0608", True, True)
    assert find_issns("ISSN 1OO2-O6O9") == []


def test_a_labelled_issn_with_a_wrong_check_digit_is_reported_as_wrong() -> None:
    (found,) = find_issns("ISSN 1002-0609")
    assert not found.valid


@pytest.mark.parametrize("text", ["1998-2003", "电话 8765-4321", "2001-2005年", "010-68571234", "ISBN 1002-06081-2"])
def test_other_numbers_are_no_issn(text: str) -> None:
    assert find_issns(text) == []


@given(st.from_regex(r"[0-9]{7}", fullmatch=True))
def test_every_issn_made_by_the_rule_is_valid_and_no_other_check_digit(seven: str) -> None:
    value = _issn(seven)
    assert is_issn(value)
    (found,) = find_issns(f"ISSN {value}")
    assert found.value == value
    assert sum(is_issn(value[:-1] + digit) for digit in "0123456789X") == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CN 11-2502/N", "11-2502/N"),
        ("国内统一刊号：CN11—1234/TP", "11-1234/TP"),
        ("国内统一连续出版物号 CN 44-0103", "44-0103"),
        ("ISSN 1002-0608 11-2502/N", "11-2502/N"),
        ("CN 35-1056/G4", "35-1056/G4"),
    ],
)
def test_cn_numbers(text: str, value: str) -> None:
    assert [number.value for number in find_cn_numbers(text)] == [value]


@pytest.mark.parametrize("text", ["99-1234/N", "12-3456", "2023-06-07", "010-1234/5678", "11-12月号"])
def test_bare_numbers_without_region_and_class_are_no_cn_number(text: str) -> None:
    assert find_cn_numbers(text) == []


def test_a_labelled_cn_number_of_no_region_is_kept_but_has_no_region() -> None:
    (number,) = find_cn_numbers("CN 99-1234/N")
    assert (number.value, number.region) == ("99-1234/N", None)


def test_a_spaced_barcode_holds_the_issn_and_the_reserve_digits() -> None:
    (code,) = find_barcodes("9 771002 060231")
    assert (code.value, code.issn, code.reserve, code.add_on, code.valid) == (
        "9771002060231", "1002-0608", "23", None, True,
    )  # fmt: skip


def test_a_barcode_from_the_picture_brings_its_add_on() -> None:
    code = parse_barcode("9771002060231+06")
    assert code is not None
    assert code.add_on == "06"
    assert parse_barcode("9787302511625") is None


def test_a_wrong_check_digit_of_a_barcode_is_seen() -> None:
    (code,) = find_barcodes("9771002060232")
    assert not code.valid


def test_article_numbers_and_dois() -> None:
    (number,) = find_article_numbers("文章编号：1002-0608（2023）06-0049-04")
    assert (number.issn, number.year, number.number, number.page, number.length) == ("1002-0608", 2023, "06", "0049", 4)
    assert find_dois("DOI：10.3969/J.issn.1002-0608.2023.06.001。(see 10.1000/a(b)c).") == [
        "10.3969/j.issn.1002-0608.2023.06.001",
        "10.1000/a(b)c",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("中国科技产业", "zhongguo-keji-chanye"),
        ("中國科技產業", "zhongguo-keji-chanye"),
        ("清华大学学报（自然科学版）", "qinghua-daxue-xuebao-zirankexueban"),
        ("LaTeX News", "latex-news"),
        ("Der Erzähler", "der-erzahler"),
        ("PoC||GTFO", "poc-gtfo"),
        ("!!", "untitled-"),
    ],
)
def test_slugs(title: str, name: str) -> None:
    assert slug(title).startswith(name)


@given(st.text(max_size=200))
def test_a_slug_is_safe_bounded_and_never_empty(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 60


@pytest.mark.parametrize(
    ("designation", "tail"),
    [
        (Designation(year=2023, month=6, date="2023-06"), "2023-06"),
        (Designation(year=2023, month=6, date="2023-06", number="6"), "2023-06"),
        (Designation(year=2023, month=6, date="2023-06", number="11"), "2023-06-n11"),
        (Designation(year=2023, month=6, day=7, date="2023-06-07", number="11"), "2023-06-07"),
        (Designation(year=2010, date="2010", number="11"), "2010-n11"),
        (Designation(volume="12", number="3"), "v12-n3"),
        (Designation(whole_number="345"), "w345"),
        (Designation(), "x0123abcd"),
    ],
)
def test_issues_are_named_by_what_is_known(designation: Designation, tail: str) -> None:
    source = Source(name="a.pdf", format="pdf", sha256="0123abcd" * 8)
    assert issue_id(Periodical(title="人民文学"), designation, source) == f"renmin-wenxue-{tail}"
