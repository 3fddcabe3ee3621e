"""Printed page labels: one fit over the issue repairs what a page alone does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model import Box, Issue, Line, Page
from backfile.numerals import read_numeral, same_label, write_numeral
from backfile.readers import open_document
from backfile.settings import load_settings
from backfile.stages.folios import map_folios
from backfile.stages.lines import read_lines

BODY = "A line of running text that is long enough to count as one."


def page(number: int, folio: str | None = None, *, head: str | None = None, lines: int = 20, body: str = BODY) -> Page:
    """A page of `lines` lines of text with a folio at its foot and a running head."""
    placed = [
        Line(text=body, box=Box(0.1, 0.15 + 0.03 * row, 0.9, 0.165 + 0.03 * row), size=10) for row in range(lines)
    ]
    if head is not None:
        placed.insert(0, Line(text=head, box=Box(0.1, 0.05, 0.9, 0.065), size=8))
    if folio is not None:
        placed.append(Line(text=folio, box=Box(0.48, 0.94, 0.52, 0.955), size=9))
    from msgspec.structs import replace

    return Page(number=number, lines=tuple(replace(line, number=at) for at, line in enumerate(placed, start=1)))


def labels(pages: list[Page]) -> list[str | None]:
    return [one.label for one in map_folios(Issue(pages=tuple(pages))).pages]


def test_printed_folios_are_read_and_marked() -> None:
    issue = map_folios(Issue(pages=tuple(page(number, str(number + 212)) for number in range(1, 7))))
    assert [one.label for one in issue.pages] == ["213", "214", "215", "216", "217", "218"]
    assert issue.pages[2].lines[-1].role == "folio"
    assert issue.pages[2].lines[-1].of == "pages/2/label"
    assert [item.path for item in issue.evidence] == [f"pages/{index}/label" for index in range(6)]
    assert issue.doubts == ()


def test_a_missing_and_a_misread_folio_are_repaired_and_doubted() -> None:
    pages = [page(number, str(number + 10)) for number in range(1, 9)]
    pages[3], pages[5] = page(4), page(6, "76")
    issue = map_folios(Issue(pages=tuple(pages)))
    assert [one.label for one in issue.pages] == [str(number + 10) for number in range(1, 9)]
    assert {doubt.path for doubt in issue.doubts} == {"pages/3/label", "pages/5/label"}


def test_letters_that_a_scanner_takes_for_digits() -> None:
    assert labels([page(1, "8"), page(2, "9"), page(3, "lO"), page(4, "11"), page(5, "12")]) == [
        "8",
        "9",
        "10",
        "11",
        "12",
    ]


def test_covers_and_plates_carry_no_label() -> None:
    cover, plate, back = page(1, lines=2, body="COVER"), page(5, lines=1, body="A plate"), page(9, lines=1, body="Buy")
    pages = [cover, *(page(n, str(n - 1)) for n in (2, 3, 4)), plate, *(page(n, str(n - 2)) for n in (6, 7, 8)), back]
    assert labels(pages) == [None, "1", "2", "3", None, "4", "5", "6", None]
    assert map_folios(Issue(pages=tuple(pages))).pages[0].kind == "cover"


def test_roman_front_matter_then_arabic() -> None:
    pages = [page(number, label) for number, label in enumerate(["i", "ii", "iii", "1", "2", "3", "4"], start=1)]
    assert labels(pages) == ["i", "ii", "iii", "1", "2", "3", "4"]


def test_folios_on_one_side_only_imply_the_others() -> None:
    pages = [page(number, str(number) if number % 2 else None) for number in range(1, 10)]
    assert labels(pages) == [str(number) for number in range(1, 10)]


def test_numbering_starts_again() -> None:
    pages = [page(number, label) for number, label in enumerate([*"123456", *"12345"], start=1)]
    assert labels(pages) == [*"123456", *"12345"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("· {} ·", "{}"), ("— {} —", "{}"), ("第{}页", "{}"), ("Page {}", "{}"), ("{}·总第345", "{}"), ("P{}", "P{}"),
        ("S{}", "S{}"), ("第0{}版", "0{}"), ("Page {} of 7", "{}"), ("A-{}", "A{}"), ("1,20{}", "120{}"), ("Стр. {}", "{}"),
    ],
)  # fmt: skip
def test_shapes_of_folios(printed: str, expected: str) -> None:
    pages = [page(number, printed.format(number)) for number in range(1, 8)]
    found = labels(pages)
    assert all(same_label(label, expected.format(number)) for number, label in enumerate(found, start=1))


@pytest.mark.parametrize(
    "head",
    [
        "2023年5月3日 星期三 第0{}版 要闻 责编：王海", "人民报 2023年5月3日 星期三 {}版 要闻", "A{} 要闻 2023年5月3日 星期三",
        "Freitag, 3. Mai 1985 · Seite {} · Nr. 102", "(第三種郵便物認可) 昭和58年5月3日 ({})", "صفحة {} العدد 12 السنة 3",
    ],
)  # fmt: skip
def test_heads_of_newspapers_name_the_page_among_dates_and_sections(head: str) -> None:
    found = labels([page(number, head=head.format(number)) for number in range(1, 8)])
    assert all(
        same_label(label, f"A{number}" if head.startswith("A") else str(number))
        for number, label in enumerate(found, 1)
    )


def test_a_jump_line_in_the_head_names_another_page() -> None:
    assert labels([page(number, head=f"要闻 下转第{number + 1}版") for number in range(1, 8)]) == [None] * 7


@pytest.mark.parametrize("jump", ["（下转第{}版）", "(Continued on page {})", "Fortsetzung auf Seite {}", "上接第{}版"])
def test_a_jump_line_at_the_foot_names_another_page(jump: str) -> None:
    assert labels([page(number, jump.format(number + 1)) for number in range(1, 8)]) == [None] * 7


@pytest.mark.parametrize("zero", ["٠", "۰", "०"])
def test_implied_labels_are_in_the_digits_of_the_printed_ones(zero: str) -> None:
    def write(number: int) -> str:
        return "".join(chr(ord(zero) + int(digit)) for digit in str(number + 30))

    pages = [page(number, None if number in (1, 4) else write(number)) for number in range(1, 8)]
    assert labels(pages) == [write(number) for number in range(1, 8)]


def contents_page(number: int) -> Page:
    """A page that is a list of titles and pages and little else."""
    return page(number, lines=24, body="A title of an article that stands in the contents ..... 12")


def test_a_first_page_of_contents_before_a_printed_2_is_page_1_with_a_doubt() -> None:
    issue = map_folios(Issue(pages=(contents_page(1), *(page(number, str(number)) for number in range(2, 7)))))
    assert [one.label for one in issue.pages] == [str(number) for number in range(1, 7)]
    assert [doubt.path for doubt in issue.doubts] == ["pages/0/label"]
    assert [(item.quote, item.line) for item in issue.evidence if item.path == "pages/0/label"] == [("", None)]


def test_a_contents_page_outside_the_count_and_a_cover_have_no_label() -> None:
    counted = [page(number, str(number - 1)) for number in range(2, 8)]
    assert labels([page(1, lines=1, body="A Journal of Gardens"), *[page(n, str(n)) for n in range(2, 8)]])[0] is None
    assert labels([contents_page(1), contents_page(2), *[page(n + 2, str(n)) for n in range(1, 6)]])[:2] == [None, None]
    assert labels([contents_page(1), *counted])[0] is None


def test_a_page_that_could_not_be_read_is_counted() -> None:
    pages = [page(number, str(number)) for number in range(1, 8)]
    pages[3] = Page(number=4, source="none", trouble="PP-OCR did not finish a page in 120 s.")
    issue = map_folios(Issue(pages=tuple(pages)))
    assert issue.pages[3].label == "4"
    assert [doubt.path for doubt in issue.doubts] == ["pages/3/label"]


def test_stray_numbers_on_a_few_of_many_pages_are_no_folios() -> None:
    from msgspec.structs import replace

    pages = [page(number) for number in range(1, 41)]
    for number in (12, 13, 18):
        first, *rest = pages[number - 1].lines
        gap = " " * (8 if number == 13 else 1)
        note = replace(first, text=f"{number - 8}{gap}words of which a number is the first, as in any text")
        pages[number - 1] = replace(pages[number - 1], lines=(note, *rest))
    assert labels(pages) == [None] * 40


def test_the_last_page_of_a_part_has_its_number_where_folios_stand_on_right_hand_pages_only() -> None:
    pages = [page(at + 1, head=label) for at, label in enumerate(["A1", None, "A3", None, "B1", None, "B3", None])]
    assert labels(pages) == ["A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"]


def test_numbers_at_the_end_of_titles_in_a_chinese_contents_are_no_folios() -> None:
    def listed(number: int, first: int) -> Page:
        return page(number, lines=12, body=f"甄新煙    重九寄友        {'一二三四五六七八九'[first]}")

    pages = [listed(1, 7), listed(2, 8), *(page(number, "一二三四五六"[number - 3]) for number in range(3, 9))]
    assert labels(pages) == [None, None, *"一二三四五六"]


def test_folios_beside_running_heads() -> None:
    pages = [page(number, head=f"{number + 40}    Journal of Gardens    2021") for number in range(1, 8)]
    assert labels(pages) == [str(number + 40) for number in range(1, 8)]
    assert map_folios(Issue(pages=tuple(pages))).pages[3].lines[0].role == "running-head"


def test_years_and_issue_numbers_in_running_heads_are_no_folios() -> None:
    assert labels([page(number, head="技术月刊 2023年第6期") for number in range(1, 8)]) == [None] * 7


def test_missing_leaves_are_noticed() -> None:
    issue = map_folios(Issue(pages=tuple(page(n, str(n if n < 5 else n + 2)) for n in range(1, 9))))
    assert [one.label for one in issue.pages] == ["1", "2", "3", "4", "7", "8", "9", "10"]
    assert any("missing" in doubt.why for doubt in issue.doubts)


def test_the_first_line_of_text_is_no_running_head() -> None:
    pages = [page(number, str(number)) for number in range(1, 8)]
    issue = map_folios(Issue(pages=tuple(pages)))
    assert all(line.role is None for one in issue.pages for line in one.lines if line.text == BODY)


def test_an_issue_without_pages_or_lines_goes_through() -> None:
    assert map_folios(Issue()) == Issue()
    assert labels([Page(number=1), Page(number=2)]) == [None, None]


@given(st.integers(1, 199), st.sampled_from(["", "i", "I", "一", "S"]))
def test_numerals_are_read_back_as_written(value: int, system: str) -> None:
    numeral = read_numeral(write_numeral(system, value, like="十"))
    assert numeral is not None
    assert (numeral.system, numeral.value) == (system, value)


@given(st.lists(st.text(max_size=8), max_size=12))
def test_any_text_at_the_foot_is_survived(feet: list[str]) -> None:
    found = labels([page(number, foot) for number, foot in enumerate(feet, start=1)])
    assert len(found) == len(feet)


def test_nwejm_counts_roman_then_arabic(shared: Path) -> None:
    document = open_document(shared / "corpus" / "issues" / "nwejm-specimen-issue.pdf", load_settings(environ={}))
    pages = tuple(document.page(number) for number in range(1, 11))
    assert [one.label for one in map_folios(read_lines(Issue(pages=pages))).pages] == ["i", "ii", *"12345678"]


def test_a_folio_run_together_with_the_year_still_counts() -> None:
    def page(number: int, foot: str) -> Page:
        body = [
            Line(text="running text of the page", number=n, box=Box(0.1, 0.2 + 0.05 * n, 0.9, 0.23 + 0.05 * n))
            for n in range(1, 6)
        ]
        return Page(number=number, lines=(*body, Line(text=foot, number=9, box=Box(0.7, 0.95, 0.9, 0.97))))

    issue = map_folios(Issue(pages=tuple(page(n, f"APRIL 2009{n + 2}") for n in range(1, 6))))
    assert [page.label for page in issue.pages] == ["3", "4", "5", "6", "7"]


def test_notes_that_say_the_same_at_the_foot_are_no_running_foot() -> None:
    def page(number: int, foot: str) -> Page:
        texts = [f"{number}", *["running text of the page, long enough to be some"] * 8, foot]
        tops = [0.05, *[0.2 + 0.05 * at for at in range(8)], 0.9]
        lines = tuple(
            Line(text=text, number=at, size=10, box=Box(0.1, top, 0.6, top + 0.02))
            for at, (text, top) in enumerate(zip(texts, tops, strict=True), start=1)
        )
        return Page(number=number, lines=lines, width=210, height=297)

    def feet(pattern: str) -> list[str | None]:
        pages = tuple(page(number, pattern.format(number + 3, number)) for number in range(1, 7))
        return [one.lines[-1].role for one in map_folios(Issue(pages=pages)).pages]

    assert feet("{0} See these Proceedings, vol. {1}.") == [None] * 6
    assert feet("† See these Proceedings, vol. {1}.") == [None] * 6
    assert feet("Proceedings of the Society of Ashford") == ["running-head"] * 6


def test_what_runs_downward_in_the_outer_margin_is_a_running_head() -> None:
    from msgspec.structs import replace

    side = Line(text="The Evening Ledger", box=Box(0.95, 0.4, 0.965, 0.6), size=7, direction="ttb", number=99)
    credit = replace(side, text="Photo: Ann Lee", box=Box(0.5, 0.4, 0.515, 0.6), number=98)
    pages = tuple(replace(one, lines=(*one.lines, side, credit)) for one in [page(1, "1"), page(2, "2"), page(3, "3")])
    for one in map_folios(Issue(pages=pages)).pages:
        assert {line.number: line.role for line in one.lines if line.number > 90} == {99: "running-head", 98: None}


def test_a_last_page_that_the_text_runs_over_to_is_no_back_cover() -> None:
    whole = "A line of running text that goes on and on to the foot of it."
    pages = [page(number, lines=20, body=whole[:-1]) for number in (1, 2, 3, 4)] + [page(5, lines=3, body=whole)]
    kinds = [one.kind for one in map_folios(Issue(pages=tuple(pages))).pages]
    assert kinds[-1] == "body"
    pages[3] = page(4, lines=20, body=whole)
    assert [one.kind for one in map_folios(Issue(pages=tuple(pages))).pages][-1] == "back-cover"


@pytest.mark.parametrize(("printed", "missing"), [("一二", "一一"), ("十二", "十一")])
def test_a_han_folio_that_was_not_seen_is_written_as_the_others_are(printed: str, missing: str) -> None:
    folios = ["八", "九", None, None, printed, printed[:-1] + "三", printed[:-1] + "四"]
    pages = [page(number, folio) for number, folio in enumerate(folios, start=1)]
    assert labels(pages)[3] == missing
