"""Jump lines as periodicals print them, and the articles that they part."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Box, Entry, Issue, Line, Page
from backfile.stages.articles import cut_articles
from backfile.stages.articles.flow import body_flow
from backfile.stages.articles.jumps import find_jumps, is_whole, without_jump

OPEN = "The river was meant to last a century and it lasted a year"
CLOSED = "and nobody who had seen it built was at all surprised."


def flow(*texts: str):
    lines = tuple(Line(number=at, text=text, size=10) for at, text in enumerate(texts, start=1))
    return body_flow(Issue(pages=(Page(number=1, label="1", lines=lines),)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（下转12版）", "12"), ("(下转第03版)", "03"), ("下转第三版", "三"), ("（下轉第3頁）", "3"), ("（下转A3版）", "A3"), ("▲下转 02 版", "02"),
        ("（下转第O3版）", "03"), ("（文轉A2）", "A2"), ("转第12页", "12"), (">>12", "12"), ("→ p. 12", "12"), ("► Page 12", "12"),
        ("See SCHOOLS, page 12", "12"), ("Please see SCHOOLS, A3", "A3"), ("SCHOOLS, Page 4", "4"), ("(Cont'd on p. 12)", "12"),
        ("CONTINUED ON PAGE 23", "23"), ("Continued on A4", "A4"), ("Please turn to page 9", "9"), ("Fortsetzung auf Seite 3", "3"),
        ("(Forts. auf S. 3)", "3"), ("Schluß auf Seite 5", "5"), ("Suite page 7", "7"), ("Voir la suite p. 7", "7"), ("Sigue en la página 3", "3"),
        ("Pasa a la pág. 3", "3"), ("Continua a pagina 4", "4"), ("Окончание на стр. 5", "5"), ("التتمة ص 3", "3"), ("12面に続く", "12"),
        ("（12ページへつづく）", "12"), ("続きは12面", "12"), ("続きは12面に", "12"), ("▶3면에 계속", "3"),
    ],
)  # fmt: skip
def test_a_jump_onward_is_known_by_its_line(text: str, label: str) -> None:
    onward, back = find_jumps(flow(text))
    assert ([jump.label for jump in onward], back) == ([label], [])
    assert is_whole(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（上接第01版）", "01"), ("（上接A3版）", "A3"), ("(接第3页)", "3"), ("上接一版", "一"), ("（紧接第一版）", "一"), ("（文接1版）", "1"),
        ("(Continued from page 3)", "3"), ("Cont. from A1", "A1"), ("From page 1", "1"), ("RIVER Continued from A1", "A1"),
        ("Fortsetzung von Seite 3", "3"), ("Schluss von S. 1", "1"), ("Suite de la page 4", "4"), ("Viene de la pág. 1", "1"),
        ("Segue da pagina 1", "1"), ("Начало на стр. 1", "1"), ("تتمة من صفحة 1", "1"), ("1面から続く", "1"), ("（3ページより続き）", "3"),
        ("1면에서 계속", "1"),
    ],
)  # fmt: skip
def test_a_jump_back_is_known_by_its_line(text: str, label: str) -> None:
    onward, back = find_jumps(flow(text))
    assert ([jump.label for jump in back], onward) == ([label], [])


@pytest.mark.parametrize(
    "text",
    [
        "The letters, for which see page 12, were burnt.", "they went on from page 3 of the report", "翻转第3页的卡片，就能看到答案。", "（12面に関連記事）",
        "the gardens of Ashford, as we see on page 12", "详见第3版", "He walked on to 12 Elm Street.", "上接长江，下转运河的航道全长12公里。",
        "（未完待续）", "Seite 3 bis 5", "See also Kant, Critique", "Figure 3",
    ],
)  # fmt: skip
def test_sentences_are_no_jumps(text: str) -> None:
    assert find_jumps(flow(text)) == ([], [])
    assert without_jump(text) == text


def page(number: int, *lines: Line, label: str | None = None) -> Page:
    numbered = tuple(replace(line, number=at) for at, line in enumerate(lines, start=1))
    return Page(number=number, label=label or str(number), lines=numbered, width=210, height=297)


def head(text: str, *, size: float = 20, top: float = 0.04) -> Line:
    return Line(text=text, size=size, block=1, box=Box(0.1, top, 0.5, top + 0.03))


def rows(*texts: str, top: float = 0.1, block: int = 1) -> list[Line]:
    return [
        Line(text=text, size=10, block=block, box=Box(0.1, top + 0.02 * at, 0.1 + 0.008 * len(text), top + 0.02 * at + 0.014))
        for at, text in enumerate(texts)
    ]  # fmt: skip


def cut(*pages: Page) -> list[tuple[str, tuple[int, ...], str]]:
    entries = (
        Entry(id="c01", title="River Gardens", page=pages[0].label),
        Entry(id="c02", title="The Quiet Map", page=pages[1].label),
    )
    return [(one.title, one.pages, one.text) for one in cut_articles(Issue(pages=pages, contents=entries)).articles]


@pytest.mark.parametrize(
    ("onward", "back"),
    [
        ("（下转2版）", "（上接一版）"), ("See GARDENS, page 2", "GARDENS Continued from page 1"), (">>2", "From page 1"),
        ("Fortsetzung auf Seite 2", "Fortsetzung von Seite 1"), ("2面に続く", "1面から続く"), ("Pasa a la pág. 2", "Viene de la pág. 1"),
    ],
)  # fmt: skip
def test_what_these_lines_part_is_one_article(onward: str, back: str) -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, onward)),
        page(
            2,
            head("The Quiet Map"),
            *rows(*[OPEN, CLOSED] * 6),
            *rows(back, OPEN, "to the end.", top=0.5, block=2),
        ),
    )
    assert [pages for _, pages, _ in found] == [(1, 2), (2,)]
    assert found[0][2].endswith("to the end.")
    assert onward not in found[0][2]
    assert back not in found[0][2]


def test_text_may_go_on_behind_a_jump_back_in_brackets() -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, OPEN, "（下转2版）")),
        page(2, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6), *rows(f"（上接1版）{CLOSED}", OPEN, "to the end.", top=0.5, block=2)),
    )  # fmt: skip
    assert [pages for _, pages, _ in found] == [(1, 2), (2,)]
    assert f"{OPEN} {CLOSED} {OPEN} to the end." in found[0][2]
    assert "上接" not in found[0][2]


def test_an_article_may_jump_twice() -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, "Continued on page 3")),
        page(2, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6)),
        page(3, *rows("Continued from page 1", *[OPEN, CLOSED] * 6, "Continued on page 4")),
        page(4, *rows("Continued from page 3", *[OPEN, CLOSED] * 6)),
    )
    assert [pages for _, pages, _ in found] == [(1, 3, 4), (2,)]


def test_of_articles_on_the_page_named_the_one_that_breaks_off_goes_on() -> None:
    first = page(
        1,
        head("River Gardens"),
        *rows(*[OPEN, CLOSED] * 5),
        head("The Quiet Map", top=0.5),
        *rows(*[OPEN, CLOSED] * 4, OPEN, top=0.54, block=2),
    )
    second = page(2, *rows("（上接第1版）", CLOSED, *[OPEN, CLOSED] * 5))
    entries = tuple(Entry(id=f"c0{n}", title=title, page="1") for n, title in enumerate(("River Gardens", "The Quiet Map"), 1))  # fmt: skip
    articles = cut_articles(Issue(pages=(first, second), contents=entries)).articles
    assert [one.pages for one in articles] == [(1,), (1, 2)]


def test_a_title_that_stands_again_opens_what_a_jump_calls_without_a_jump_back() -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, OPEN, "（下转3版）")),
        page(2, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6)),
        page(3, *rows(*[OPEN, CLOSED] * 6), head("River Gardens", top=0.5, size=14), *rows(CLOSED, "The end.", top=0.54, block=2)),
    )  # fmt: skip
    assert [pages for _, pages, _ in found] == [(1, 3), (2, 3)]
    assert found[0][2].endswith("The end.")


def test_a_title_in_the_size_of_the_text_above_a_jump_back_goes_with_it() -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, OPEN, "Continued on page 3")),
        page(2, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6)),
        page(3, *rows("River Gardens", "Continued from page 1", CLOSED, *[OPEN, CLOSED] * 6)),
    )
    assert [pages for _, pages, _ in found] == [(1, 3), (2,)]


def test_a_title_at_a_jump_back_is_no_start() -> None:
    photograph = Page(number=1, label=None, kind="body", width=210, height=297)
    pages = [
        page(2, *rows("A photograph."), label="2"),
        replace(page(3, *rows(*[OPEN, CLOSED] * 6)), label=None),
        page(4, *rows(*[OPEN, CLOSED] * 6, "Continued on page 5")),
        page(5, head("River Gardens"), *rows("Continued from page 4", *[OPEN, CLOSED] * 6)),
        page(6, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6)),
    ]
    entries = (Entry(id="c01", title="River Gardens", page="3"), Entry(id="c02", title="The Quiet Map", page="6"))
    articles = cut_articles(Issue(pages=(photograph, *pages), contents=entries)).articles
    assert [one.pages for one in articles] == [(3, 4, 5), (6,)]


def test_a_jump_back_behind_a_word_of_the_headline_heads_no_article() -> None:
    found = cut(
        page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, OPEN, "See GARDENS, page 3")),
        page(2, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6)),
        page(3, head("GARDENS Continued from page 1", size=14), *rows(CLOSED, *[OPEN, CLOSED] * 6)),
    )
    assert [(title, pages) for title, pages, _ in found] == [("River Gardens", (1, 3)), ("The Quiet Map", (2,))]
