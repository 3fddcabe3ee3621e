"""The body bears witness: titles, subtitles and names of the contents that stand as headings on the pages they point to."""

from __future__ import annotations

from backfile.model import Box, Issue, Line, Page
from backfile.stages.contents import read_contents
from backfile.stages.contents.witness import NOBODY, hear_witness, joins


def line(number: int, text: str, size: float = 10.0, top: float = 0.0, block: int = 1) -> Line:
    return Line(text=text, number=number, size=size, block=block, box=Box(0.1, top, 0.1 + 0.01 * len(text), top + 0.02))


def body(number: int, *lines: tuple[str, float]) -> Page:
    """A page with the given lines, and running text below them."""
    prose = [("The quarry had been closed for some time when the survey was made in that year.", 10.0)] * 8
    placed = [line(n, text, size, 0.05 * n) for n, (text, size) in enumerate((*lines, *prose), start=1)]
    return Page(number=number, width=180, height=250, label=str(number), lines=tuple(placed))


ARTICLE = body(
    3, ("The Long Road to", 18.0), ("Marrow Creek", 18.0), ("A Report from the Quarry", 13.0), ("Ada Fairchild", 11.0)
)


def test_a_title_over_two_lines_is_one_heading_and_what_follows_is_below_it() -> None:
    witness = hear_witness(Issue(pages=(ARTICLE,)))
    assert [(heading.lines, heading.under[:2], heading.display) for heading in witness.headings] == [
        (("The Long Road to", "Marrow Creek"), ("A Report from the Quarry", "Ada Fairchild"), 1)
    ]


def test_rows_that_stand_in_one_heading_are_one_title() -> None:
    witness = hear_witness(Issue(pages=(ARTICLE,)))
    assert joins("The Long Road to", "Marrow Creek", witness) > 0
    assert joins("The Long Road to Marrow Creek", "Calendar", witness) < 0
    assert joins("The Long Road to", "Marrow Creek", NOBODY) == 0


def test_a_page_of_running_text_alone_says_nothing() -> None:
    assert not hear_witness(Issue(pages=(body(2),)))


def test_a_subtitle_on_the_row_of_its_title_is_divided_where_the_body_divides_it() -> None:
    contents = Page(
        number=2,
        width=180,
        height=250,
        lines=tuple(
            line(n, text, 10.0, 0.06 * n)
            for n, text in enumerate(
                (
                    "Contents",
                    "The Long Road to Marrow Creek A Report from the Quarry ........ 3",
                    "Winter at the Mill ........ 4",
                    "Letters ........ 5",
                ),
                start=1,
            )
        ),
    )
    pages = (contents, ARTICLE, body(4, ("Winter at the Mill", 18.0)), body(5, ("Letters", 18.0)))
    read = read_contents(Issue(pages=(body(1, ("The Quarry", 30.0)), *pages)))
    assert [(entry.title, entry.subtitle, entry.page) for entry in read.contents] == [
        ("The Long Road to Marrow Creek", "A Report from the Quarry", "3"),
        ("Winter at the Mill", None, "4"),
        ("Letters", None, "5"),
    ]


def test_a_title_that_a_row_has_cut_within_a_word_is_whole_where_the_body_has_it_on_one_line() -> None:
    rows = ("目录", "04    深耕沃土静待", "花开", "06    渡船停航之后", "09    读者来信")
    contents = Page(
        number=2, width=180, height=250, lines=tuple(line(n, text, 10.0, 0.025 * n) for n, text in enumerate(rows, 1))
    )
    pages = (
        contents,
        body(4, ("深耕沃土静待花开", 18.0)),
        body(6, ("渡船停航之后", 18.0)),
        body(9, ("读者来信", 18.0)),
    )
    read = read_contents(Issue(pages=(body(1, ("河岸评论", 30.0)), *pages)))
    assert [entry.title for entry in read.contents] == ["深耕沃土静待花开", "渡船停航之后", "读者来信"]
