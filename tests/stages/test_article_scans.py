"""Articles of scanned pages: sizes measured in an image, what an engine saw in pictures, white that hardly shows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Article, Box, Entry, Issue, Line, Page, Word
from backfile.stages.articles import cut_articles
from backfile.stages.articles.flow import body_flow
from backfile.stages.articles.labels import spell
from backfile.stages.articles.paragraphs import Vocabulary, join_paragraphs
from backfile.stages.articles.style import Break, learn

OPEN = "The river was meant to last a century and it lasted a year"
CLOSED = "and nobody who had seen it built was at all surprised."


def line(text: str, *, top: float, left: float = 0.1, size: float = 10, block: int = 1, sure: float = 1.0) -> Line:
    """A line as wide as its letters are."""
    box = Box(left, top, left + 0.0008 * size * len(text), top + 0.0014 * size)
    return Line(
        text=text, size=size, block=block, box=box, words=(Word(text=text, box=box, size=size, confidence=sure),)
    )


def rows(*texts: str, top: float = 0.1, lead: float = 0.02, **kind) -> list[Line]:
    return [line(text, top=top + lead * at, **kind) for at, text in enumerate(texts)]


def page(number: int, *lines: Line, **kind) -> Page:
    numbered = tuple(replace(one, number=at) for at, one in enumerate(lines, start=1))
    return Page(number=number, label=str(number), lines=numbered, width=210, height=297, source="ocr", **kind)


def head(text: str, *, top: float = 0.04, size: float = 20, sure: float = 1.0) -> Line:
    return line(text, top=top, size=size, sure=sure)


def cut(*pages: Page, titles: tuple[str, ...] = ("Gardens of Ashford",)) -> tuple[Article, ...]:
    entries = tuple(Entry(id=f"c{n}", title=title, page=str(n)) for n, title in enumerate(titles, start=1))
    return cut_articles(Issue(pages=pages, contents=entries)).articles


def texts(article: Article, kind: str = "body") -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs if paragraph.kind == kind]


def test_sizes_that_mostly_agree_are_measured_well() -> None:
    even = rows(*[OPEN, CLOSED] * 10)
    uneven = [replace(one, size=10 + at % 4) for at, one in enumerate(even)]
    assert body_flow(Issue(pages=(page(1, *even),))).slack < body_flow(Issue(pages=(page(1, *uneven),))).slack
    assert not body_flow(Issue(pages=(page(1, *even),))).is_exact


def test_a_line_whose_letters_are_as_wide_as_the_others_is_as_large() -> None:
    lines = rows(*[OPEN, CLOSED] * 5)
    lines[4] = replace(lines[4], size=11.3)
    heading = line("Silence", top=0.3, size=11.3)
    flow = body_flow(Issue(pages=(page(1, *lines, heading),)))
    assert [place.line.size for place in flow.places] == [10] * 10 + [11.3]


def test_several_lines_on_end_that_were_measured_alike_are_right() -> None:
    notes, text = rows(*[OPEN, CLOSED] * 5, size=8), rows(*[OPEN, CLOSED] * 2, top=0.5, size=9)
    flow = body_flow(Issue(pages=(page(1, *notes, *[replace(one, box=notes[0].box) for one in text]),)))
    assert [place.line.size for place in flow.places[-4:]] == [9] * 4


def test_what_an_engine_saw_in_a_picture_is_neither_a_headline_nor_text() -> None:
    seen = head("TIIL1", top=0.3, size=36, sure=0.5)
    article, *more = cut(page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 5), seen, *rows(*[OPEN, CLOSED] * 5, top=0.4)))  # fmt: skip
    assert not more
    assert "TIIL1" not in article.text


def test_a_page_with_nothing_but_a_slogan_is_an_advertisement() -> None:
    pages = [
        page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 9)),
        page(2, head("Time well kept.", top=0.8, size=40)),
        page(3, *rows(*[OPEN, CLOSED] * 9)),
    ]
    assert cut(*pages)[0].pages == (1, 3)


@pytest.mark.parametrize(("above", "first"), [("SCIENCES", (1,)), ("of the story.", (1, 2)), ("of the bridge", (1, 2))])
def test_a_rubric_over_a_title_does_not_end_the_article_before(above: str, first: tuple[int, ...]) -> None:
    pages = [
        page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 9, OPEN)),
        page(2, line(above, top=0.04), head("The Quiet Map", top=0.07), *rows(*[OPEN, CLOSED] * 9, top=0.12)),
    ]
    assert cut(*pages, titles=("Gardens of Ashford", "The Quiet Map"))[0].pages == first


def test_a_source_at_the_head_of_a_page_closes_the_article_before() -> None:
    pages = [
        page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 9)),
        page(
            2,
            line("（摘自《雨集》）", top=0.04, size=8),
            head("The Quiet Map", top=0.07),
            *rows(*[OPEN, CLOSED] * 9, top=0.12),
        ),
    ]
    first, second = cut(*pages, titles=("Gardens of Ashford", "The Quiet Map"))
    assert (first.pages, second.pages) == ((1, 2), (2,))
    assert "雨集" in first.text


def test_headlines_over_reporters_bylines_are_articles_though_smaller_than_those_of_the_contents() -> None:
    text = ["河水在桥下流过，没有人停下来看一眼，也没有人记得它从哪里来，又要到哪里去。"] * 4
    story = [
        (head(title, top=top, size=size), line("本报记者 张三", top=top + 0.04), *rows(*text, top=top + 0.06))
        for title, top, size in (
            ("市领导调研企业", 0.04, 20),
            ("图书馆新馆开放", 0.3, 20),
            ("学校举行建校纪念", 0.6, 14),
        )
    ]
    found = cut_articles(
        Issue(
            pages=(page(1, *(one for lines in story for one in lines)),),
            contents=(Entry(id="c1", title="市领导调研企业", page="1"), Entry(id="c2", title="图书馆新馆开放", page="1")),
        )
    ).articles  # fmt: skip
    assert [one.title for one in found] == ["市领导调研企业", "图书馆新馆开放", "学校举行建校纪念"]


def test_columns_that_a_headline_was_read_among_stay_with_the_text_that_they_go_on_with() -> None:
    lines = [
        head("Gardens of Ashford"),
        *rows(*[OPEN, CLOSED] * 3, OPEN, top=0.1),
        head("The Quiet Map", top=0.5),
        *rows(CLOSED, "The gardens end here.", top=0.1, left=0.6, block=2),
        *rows(*[OPEN, CLOSED] * 5, top=0.6, block=3),
    ]
    first, second = cut(page(1, *lines), page(2), titles=("Gardens of Ashford", "The Quiet Map"))
    assert first.text.endswith("The gardens end here.")
    assert "gardens end" not in second.text


def breaks(*, lead: float, short: float, closed: bool, count: int) -> list[Break]:
    return [Break(lead, 0.0, short, 2.0, 30.0, not closed, closed=closed)] * count


def test_a_little_white_and_a_little_room_part_paragraphs_together() -> None:
    style = learn(
        [*breaks(lead=1.0, short=1.0, closed=False, count=30), *breaks(lead=1.06, short=15, closed=True, count=10)],
        exact=False,
        measured=True,
    )
    assert style.parts(breaks(lead=1.05, short=1.5, closed=True, count=1)[0])
    assert style.parts(breaks(lead=1.0, short=9.0, closed=True, count=1)[0])
    assert not style.parts(breaks(lead=1.0, short=1.5, closed=True, count=1)[0])
    assert not style.parts(breaks(lead=1.06, short=9.0, closed=False, count=1)[0])


def join(*lines: Line) -> list[tuple[str, str]]:
    flow = body_flow(Issue(pages=(page(1, *lines),)))
    return [(one.kind, one.text) for one in join_paragraphs(flow.places, flow, _Words())]


class _Words:
    def keeps_hyphen(self, before: str, after: str) -> bool:
        return False


def test_what_a_box_has_cut_goes_on_behind_it() -> None:
    box = rows("If you go, fly into the nearest airport and rent a boat", "with a motor.", top=0.8, size=8.8, block=2)
    body = rows(*[OPEN, CLOSED] * 6, OPEN)
    after = rows(CLOSED, *[OPEN, CLOSED] * 2, top=0.1, left=0.6, block=3)
    assert [text for _, text in join(*body, *box, *after)].count(f"{OPEN} {CLOSED}") == 9


def test_a_heading_that_asks_shows_by_the_white_above_it() -> None:
    lines = [*rows(*[OPEN, CLOSED] * 5), *rows("What now?", *[OPEN, CLOSED] * 4, top=0.31)]
    assert ("heading", "What now?") in join(*lines)
    assert ("heading", "What now?") not in join(*rows(*[OPEN, CLOSED] * 5, "What now?", *[OPEN, CLOSED] * 4))


def test_a_name_in_capitals_signs() -> None:
    assert join(*rows(*[OPEN, CLOSED] * 5, "VERA UNDERHILL"))[-1] == ("body", "VERA UNDERHILL")


def test_a_speck_beside_a_column_is_not_its_edge() -> None:
    prose = [line(text, top=0.1 + 0.02 * at, left=0.12 if at % 2 == 0 else 0.1) for at, text in enumerate([OPEN, CLOSED] * 6)]  # fmt: skip
    speck = line("l", top=0.35, left=0.01)
    assert [text for _, text in join(*prose, speck) if text == f"{OPEN} {CLOSED}"] == [f"{OPEN} {CLOSED}"] * 6


def test_notes_high_on_a_page_whose_text_ends_there_are_footnotes() -> None:
    notes = rows("1 Archive of Ashford, vol. 2, fol. 73.", "2 Ibid., p. 45.", top=0.36, size=8, block=2)
    full = page(2, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 9))
    article = cut(page(1, head("The Quiet Map"), *rows(*[OPEN, CLOSED] * 6), *notes), full, titles=("The Quiet Map", "Gardens of Ashford"))[0]  # fmt: skip
    assert texts(article, "footnote") == [one.text for one in notes]


def test_a_headline_that_asks_under_a_section_in_another_size_is_no_pull_quote() -> None:
    second = page(
        2, head("News"), head("Who Owns the Mill?", top=0.07, size=26), line("By Vera Underhill", top=0.12), *rows(*[OPEN, CLOSED] * 9, top=0.14)
    )  # fmt: skip
    found = cut(page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 9)), second)
    assert [one.title for one in found] == ["Gardens of Ashford", "Who Owns the Mill?"]


def test_small_type_that_names_who_took_a_picture_is_a_caption() -> None:
    credit = line("The mill at Ashford, photographed by Vera Underhill.", top=0.4, size=8, block=1)
    article = cut(page(1, head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 7), credit))[0]
    assert texts(article, "caption") == [credit.text]


def test_the_few_letters_that_end_a_sentence_are_as_large_as_it() -> None:
    lines = [
        *rows(*[OPEN, CLOSED] * 4, OPEN, top=0.1),
        line("year.", top=0.28, size=13),
        line("Mills", top=0.3, size=13),
    ]
    assert [place.line.size for place in body_flow(Issue(pages=(page(1, *lines),))).places] == [10] * 10 + [13]


def column(text: str, *, right: float, size: float = 9, block: int = 1) -> Line:
    """A vertical line whose letters are square."""
    box = Box(right - 0.02, 0.1, right, 0.1 + 0.0135 * len(text))
    words = (Word(text=text, box=box, size=size),)
    return Line(text=text, size=size, block=block, box=box, words=words, direction="ttb")


def test_a_letter_left_over_for_a_column_of_its_own_is_as_large_as_the_text() -> None:
    texts = ["坂を下りきったところに古い井戸があっ", "戸口に立っていたのは昨日の植木屋だっ"] * 3
    lines = [column(text, right=0.9 - 0.03 * at) for at, text in enumerate(texts)]
    last = replace(column("た", right=0.72), size=15.2, box=Box(0.69, 0.1, 0.72, 0.13))
    flow = body_flow(Issue(pages=(page(1, *lines, last),)))
    assert flow.places[-1].line.size == 9


def test_a_column_of_ideographs_that_stops_halfway_ends_its_paragraph_though_its_mark_was_lost() -> None:
    full = "坂を下りきったところに古い井戸があっ"
    texts = [full, full[:-1], "た。"] * 4 + [full, "た", full, full, "た。"]
    lines = [column(text, right=0.95 - 0.03 * at) for at, text in enumerate(texts)]
    flow = body_flow(Issue(pages=(page(1, *lines),)))
    found = join_paragraphs(flow.places, flow, Vocabulary(flow))
    assert [len(one.text) for one in found][4:] == [len(full) + 1, 2 * len(full) + 2]


@pytest.mark.parametrize(("count", "found"), [(6, 1), (2, 3)])
def test_many_small_heads_under_a_headline_are_news(count: int, found: int) -> None:
    heads = ["A new lock", "The ferry", "Coal", "A prize", "Mills for sale", "The bridge"][:count]
    news = [
        (line(text, top=0.2 + 0.13 * at, size=13), *rows(*[OPEN, CLOSED] * 2, top=0.225 + 0.13 * at))
        for at, text in enumerate(heads)
    ]
    full = page(2, head("The Quiet Map", size=13), *rows(*[OPEN, CLOSED] * 9))
    first = page(1, head("News from the Valley"), *rows(OPEN, CLOSED), *(one for lines in news for one in lines))
    articles = cut(first, full, titles=("News from the Valley", "The Quiet Map"))
    assert sum(1 in one.pages for one in articles) == found


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("关键词土地制度，农户收入", "关键词：土地制度，农户收入"), ("中图分类号TU984", "中图分类号：TU984"), ("摘要本文以五个城市为样本", "摘要：本文以五个城市为样本"),
        ("关键词检索是一种方法。", "关键词检索是一种方法。"), ("摘要写作并不容易", "摘要写作并不容易"),
    ],
)  # fmt: skip
def test_a_label_that_an_image_does_not_set_apart_is_known_by_what_follows(text: str, spelt: str) -> None:
    assert spell(line(text, top=0.1)) == spelt


@pytest.mark.parametrize("quoted", ["“Nobody here dares to stop.", "“Nobody here dares to stop.  11"])
def test_a_pull_quote_whose_closing_mark_was_lost_is_no_headline(quoted: str) -> None:
    lines = [head("Gardens of Ashford"), *rows(*[OPEN, CLOSED] * 4)]
    quote = line(quoted, top=0.3, size=19)
    after = rows(*[OPEN, CLOSED] * 4, top=0.36)
    (article,) = cut(page(1, *lines, quote, *after))
    assert "Nobody here" not in " ".join(texts(article))


def test_names_in_another_script_above_the_text_are_a_paragraph_of_their_own() -> None:
    words = "调查共发放问卷八十份，回收有效问卷十成以上的"
    paragraph = [(0.14, words * 3), (0.1, words * 3 + "调查"), (0.1, words + "。")]
    text = [line(words, top=0.12 + 0.02 * at, left=left) for at, (left, words) in enumerate(paragraph * 5)]
    found = join(line("GUAN Xiaoyan, XIA Jijie, WANG Chen, YU Xia", top=0.1, left=0.2), *text)
    assert [words[:4] for _, words in found] == ["GUAN", *["调查共发"] * 5]


def test_a_line_of_justified_text_that_stops_halfway_ends_there_though_it_closes_nothing() -> None:
    words = "and nobody who had seen it built in the year before was in the least surprised by"
    paragraph = ["And" + words[3:], words, "what had happened to it then."]
    text = [line(words, top=0.12 + 0.02 * at) for at, words in enumerate(paragraph * 6)]
    found = join(line("Institute of the Fisheries of the Northern Coast", top=0.1), *text)
    assert found[0] == ("body", "Institute of the Fisheries of the Northern Coast")


def test_the_mark_of_a_note_behind_a_full_stop_leaves_no_sentence_open() -> None:
    first = rows(OPEN, CLOSED.replace(".", ".³"))
    heading = line("Discussion", top=0.16, size=12, block=2)
    found = join(*first, heading, *rows(OPEN, CLOSED, top=0.2, block=2))
    assert [kind for kind, _ in found] == ["body", "heading", "body"]


def test_low_letters_that_end_a_sentence_go_on_with_it_however_small_they_seem() -> None:
    """An engine that measures boxes alone sees `now.` half as high as the line before."""
    lines = rows(*[OPEN, OPEN, CLOSED] * 5)
    lines = [replace(one, size=9 + at % 3) for at, one in enumerate(lines)]  # measured badly
    full = replace(lines[-2], number=0)
    low = line("so now.", top=full.box.top + 0.024, size=5) if full.box else full
    assert join(*lines[:-1], low)[-1][1].endswith("a year so now.")


def test_a_ragged_line_that_goes_on_in_small_letters_is_no_heading() -> None:
    lines = [*rows(*[OPEN, CLOSED] * 3), *rows("It rained as we", OPEN.lower(), OPEN, CLOSED, top=0.225)]
    assert [kind for kind, _ in join(*lines) if kind == "heading"] == []


def test_the_one_headline_left_on_a_page_is_that_of_the_title_that_an_engine_misread() -> None:
    text = rows(*[OPEN, CLOSED] * 4, top=0.3)
    tail = rows(*[OPEN, CLOSED] * 2, top=0.04)
    pages = (
        page(1, head("Gardens of Ashford"), *rows(*[OPEN] * 8)),
        page(2, *tail, head("Th€ 0uict Hap", top=0.2), *text),
    )
    contents = tuple(
        Entry(id=f"c{n}", title=title, page=str(n))
        for n, title in enumerate(("Gardens of Ashford", "The Quiet Map"), 1)
    )
    issue = cut_articles(Issue(pages=pages, contents=contents))
    assert [one.pages for one in issue.articles] == [(1, 2), (2,)]
    assert "the headline on page 2 is hardly like the title" in [doubt.why for doubt in issue.doubts]
