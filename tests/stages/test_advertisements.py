"""Advertisements under an article: display type at the foot of its column is none of its text."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Article, Box, Entry, Issue, Line, Page
from backfile.stages.articles import cut_articles

OPEN = "The river was meant to last a century and it lasted a year"
CLOSED = "and nobody who had seen it built was at all surprised."


def line(text: str, top: float, *, size: float = 10, block: int = 1, left: float = 0.1) -> Line:
    height = 0.0014 * size
    return Line(text=text, size=size, block=block, box=Box(left, top, left + 0.0008 * size * len(text), top + height))


def cut(*below: Line) -> Article:
    """The only article of a page: a title, twelve lines of text from .1 to .34, and `below` them."""
    text = [line((OPEN, CLOSED)[at % 2], 0.1 + 0.02 * at) for at in range(12)]
    lines = [line("Gardens of Ashford", 0.04, size=20), *text, *below]
    page = Page(number=1, label="1", lines=tuple(replace(one, number=at) for at, one in enumerate(lines, start=1)))
    contents = (Entry(id="c01", title="Gardens of Ashford", page="1"),)
    return cut_articles(Issue(pages=(page,), contents=contents)).articles[0]


@pytest.mark.parametrize(
    "notice",
    [
        [line("Telescope & Sons, makers of fine", 0.4, size=16, block=2), line("instruments since 1905", 0.43, size=16, block=2)],
        [line("Time, well kept.", 0.4, size=18, block=2), line("Ask your dealer, or call.", 0.44, size=8, block=2)],
    ],
)  # fmt: skip
def test_a_slogan_under_the_last_line_is_no_text_and_in_no_region(notice: list[Line]) -> None:
    found = cut(*notice)
    assert found.text.endswith(CLOSED)
    assert [region.box.bottom for region in found.regions] == [pytest.approx(0.334)]


def test_price_and_number_over_the_masthead_are_in_no_article() -> None:
    text = [line((OPEN, CLOSED)[at % 2], 0.3 + 0.02 * at) for at in range(12)]
    price = line("Price per quarter", 0.02, size=14)
    named = replace(line("The Gardener", 0.08, size=40), of="periodical/title")
    dated = replace(line("Thun, the 4th of May 1846", 0.16, size=12), of="issue/year")
    lines = [price, named, dated, line("Gardens of Ashford", 0.24, size=20), *text]
    page = Page(number=1, label="1", lines=tuple(replace(one, number=at) for at, one in enumerate(lines, start=1)))
    (found,) = cut_articles(
        Issue(pages=(page,), contents=(Entry(id="c01", title="Gardens of Ashford", page="1"),))
    ).articles
    assert [region.box.top for region in found.regions] == [0.24]
    assert "Price" not in found.text


def test_a_heading_with_text_under_it_stays() -> None:
    found = cut(line("What remains", 0.4, size=14), line(OPEN, 0.43), line(CLOSED, 0.45))
    assert "What remains" in [paragraph.text for paragraph in found.paragraphs]
    assert found.text.count(CLOSED) == 7


def test_a_large_line_close_under_the_text_stays() -> None:
    assert "Amen" in cut(line("Amen and amen", 0.342, size=14)).text


def test_an_article_that_is_all_display_type_keeps_it() -> None:
    pages = (
        Page(number=1, label="1", lines=(replace(line("Peace", 0.1, size=30), number=1),)),
        Page(number=2, label="2", lines=tuple(replace(line(OPEN, 0.1 + 0.02 * at), number=at + 1) for at in range(20))),
    )
    issue = cut_articles(Issue(pages=pages, contents=(Entry(id="c01", title="Peace", page="1"),)))
    assert issue.articles[0].pages[0] == 1


@pytest.mark.parametrize("large", ["2650 , „ „", ". . . ."])
def test_sums_and_leaders_that_come_out_large_are_no_headlines(large: str) -> None:
    text = [line((OPEN, CLOSED)[at % 2], 0.1 + 0.02 * at) for at in range(12)]
    below = [line((OPEN, CLOSED)[at % 2], 0.5 + 0.02 * at) for at in range(12)]
    lines = [line("Gardens of Ashford", 0.04, size=20), *text, line(large, 0.42, size=20), *below]
    page = Page(number=1, label="1", lines=tuple(replace(one, number=at) for at, one in enumerate(lines, start=1)))
    contents = (Entry(id="c01", title="Gardens of Ashford", page="1"),)
    assert len(cut_articles(Issue(pages=(page,), contents=contents)).articles) == 1


@pytest.mark.parametrize(("sizes", "found"), [((9, 13, 10, 15, 11), 1), ((10, 10, 10, 10, 10), 2)])
def test_large_lines_of_a_scan_are_headlines_only_where_sizes_are_measured_well(
    sizes: tuple[float, ...], found: int
) -> None:
    texts = [(OPEN, CLOSED)[at % 2] for at in range(60)]
    text = [line(one, 0.1 + 0.014 * at) for at, one in enumerate(texts)]
    text = [replace(one, size=sizes[at % 5]) for at, one in enumerate(text)]
    text[32] = replace(text[32], text="The Water Below", size=19)
    lines = [line("Gardens of Ashford", 0.04, size=20), *text]
    numbered = tuple(replace(one, number=at) for at, one in enumerate(lines, start=1))
    page = Page(number=1, label="1", lines=numbered, source="ocr")
    contents = (Entry(id="c01", title="Gardens of Ashford", page="1"),)
    assert len(cut_articles(Issue(pages=(page,), contents=contents)).articles) == found
