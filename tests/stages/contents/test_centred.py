"""Headings that show by the white around them, where a scan's type sizes say nothing."""

from __future__ import annotations

from msgspec.structs import replace

from backfile.model import Box, Issue, Line, Page
from backfile.stages.contents import read_contents

SIZES = (9.0, 14.0, 11.0, 18.0, 10.0)
"""As tall letters and vowel signs make the boxes of lines."""


def line(text: str, row: float, left: float = 0.15, right: float = 0.85, **kind) -> Line:
    return Line(text=text, box=Box(left, 0.05 * row, right, 0.05 * row + 0.03), size=SIZES[int(row) % 5], **kind)


def page(number: int, *inside: Line) -> Page:
    """A page with a running head, twelve lines of text, and what stands inside, in the order of their heights."""
    text = [line("السطر من النص الذي يملأ عرض العمود كله من أوله إلى آخره", row) for row in range(3, 15)]
    head = line(f"الحقائق {number}", 1.0, 0.3, 0.7)
    lines = sorted([head, *text, *inside], key=lambda one: one.box.top if one.box else 0)
    numbered = tuple(replace(one, number=at) for at, one in enumerate(lines, start=1))
    return Page(number=number, label=str(number), source="ocr", lines=numbered, width=150, height=220)


def titles(*pages: Page) -> list[tuple[str, str | None, float]]:
    return [(entry.title, entry.page, entry.confidence) for entry in read_contents(Issue(pages=pages)).contents]


def headed(number: int, title: str, left: float = 0.4, right: float = 0.6) -> Page:
    """A page with a line of its own between the sixth line of text and the seventh, which are further apart there."""
    whole = page(number)
    lines = [one if one.box and one.box.top < 0.42 else replace(one, box=one.box._replace(top=one.box.top + 0.08, bottom=one.box.bottom + 0.08)) for one in whole.lines if one.box]  # fmt: skip
    heading = line(title, 9.0, left, right)
    lines = sorted([*lines, heading], key=lambda one: one.box.top if one.box else 0)
    return replace(whole, lines=tuple(replace(one, number=at) for at, one in enumerate(lines, start=1)))


def test_short_lines_in_the_middle_with_white_are_headings() -> None:
    pages = [
        headed(number, title) for number, title in enumerate(["التاريخ", "الأدبيات", "المتفرقات", "الأخلاق"], start=1)
    ]
    found = titles(*pages)
    assert [(title, label) for title, label, _ in found] == [
        ("التاريخ", "1"),
        ("الأدبيات", "2"),
        ("المتفرقات", "3"),
        ("الأخلاق", "4"),
    ]
    assert {confidence for *_, confidence in found} == {0.45}


def test_lines_at_the_edge_of_the_column_and_specks_are_none() -> None:
    aside = [headed(number, "وانتهى الكلام هنا", 0.65, 0.85) for number in range(1, 4)]
    assert titles(*aside, headed(4, "« ٢ »")) == []


def test_a_page_of_text_has_no_headings() -> None:
    assert titles(*(page(number) for number in range(1, 7))) == []
