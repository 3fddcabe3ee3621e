"""Articles: each entry cut from the body, with its pages, regions, paragraphs and fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from backfile.model import Article, Box, Contributor, Designation, Entry, Issue, Line, Page, Periodical, Word
from backfile.readers import open_document
from backfile.settings import load_settings
from backfile.stages.articles import cut_articles
from backfile.stages.folios import map_folios
from backfile.stages.lines import read_lines

SENTENCE = "The river was meant to last a century and it lasted a year or two."


def page(number: int, *texts: str | Line, label: str | None = None) -> Page:
    """A page of lines from the top; a plain text is a line of running text, `# ` opens a headline."""
    lines = []
    for row, text in enumerate(texts):
        line = (
            text
            if isinstance(text, Line)
            else Line(text=text.removeprefix("# "), size=20 if text.startswith("# ") else 10)
        )
        width = min(0.8, 0.012 * len(line.text))
        box = line.box or Box(0.1, 0.1 + 0.02 * row, 0.1 + width, 0.115 + 0.02 * row)
        lines.append(replace(line, number=row + 1, box=box, block=line.block or 1))
    return Page(
        number=number, label=label if label is not None else str(number), lines=tuple(lines), width=210, height=297
    )


def entries(*rows: tuple[str, str | None]) -> tuple[Entry, ...]:
    return tuple(Entry(id=f"c{at:02}", title=title, page=label) for at, (title, label) in enumerate(rows, start=1))


def cut(pages: list[Page], *rows: tuple[str, str | None]) -> Issue:
    return cut_articles(Issue(pages=tuple(pages), contents=entries(*rows)))


def spans(issue: Issue) -> list[tuple[str, tuple[int, ...]]]:
    return [(article.title, article.pages) for article in issue.articles]


def test_an_article_runs_to_the_next_one() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, *[SENTENCE] * 9),
        page(3, "# The Quiet Map", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "3"))
    assert spans(issue) == [("Gardens of Ashford", (1, 2)), ("The Quiet Map", (3,))]
    assert [(article.id, article.entry, article.page, article.page_end) for article in issue.articles] == [
        ("a01", "c01", "1", "2"), ("a02", "c02", "3", "3"),
    ]  # fmt: skip
    assert issue.doubts == ()


def test_articles_share_a_page_and_their_regions_do_not_meet() -> None:
    pages = [page(1, "# Gardens of Ashford", *[SENTENCE] * 5, "# The Quiet Map", *[SENTENCE] * 5)]
    first, second = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "1")).articles
    assert first.pages == second.pages == (1,)
    assert first.regions[0].box.covers(second.regions[0].box) == 0
    assert first.text.count("river") == second.text.count("river") == 5


def test_the_title_repairs_a_wrong_page_and_the_page_an_unfound_title() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, "# The Quiet Map", *[SENTENCE] * 9),
        page(3, "# Something else entirely", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "3"), ("In memoriam", "3"))
    assert spans(issue) == [("Gardens of Ashford", (1,)), ("The Quiet Map", (2,)), ("In memoriam", (3,))]
    assert ["page 3; the title stands on 2" in issue.doubts[0].why, "not found" in issue.doubts[1].why] == [True, True]
    assert issue.articles[0].confidence > issue.articles[1].confidence > issue.articles[2].confidence


def test_a_doubtful_entry_whose_title_is_nowhere_starts_no_article() -> None:
    pages = [page(number, "# Gardens of Ashford" if number == 1 else SENTENCE, *[SENTENCE] * 9) for number in (1, 2, 3)]
    sure = entries(("Gardens of Ashford", "1"), ("Publisher: Lange Street", "2"))
    doubtful = (sure[0], replace(sure[1], confidence=0.1))
    assert spans(cut_articles(Issue(pages=tuple(pages), contents=doubtful))) == [("Gardens of Ashford", (1, 2, 3))]
    assert len(cut_articles(Issue(pages=tuple(pages), contents=sure)).articles) == 2


def test_titles_may_differ_a_little_and_run_over_lines() -> None:
    pages = [
        page(1, "# 数字经济时代的", "# 产业组织变革", *["这是一行正文文字内容足够长可以算是正文的一行。"] * 9),
        page(2, *["正文。"] * 9),
    ]
    issue = cut(pages, ("数宇经济时代的产业组织变革", "1"))
    assert spans(issue) == [("数宇经济时代的产业组织变革", (1, 2))]


def test_an_entry_whose_page_is_missing_yields_a_doubt_and_no_article() -> None:
    issue = cut(
        [page(1, "# Gardens of Ashford", *[SENTENCE] * 9)], ("Gardens of Ashford", "1"), ("The Quiet Map", "31")
    )
    assert [article.title for article in issue.articles] == ["Gardens of Ashford"]
    assert [(doubt.path, "31" in doubt.why) for doubt in issue.doubts] == [("contents/1/page", True)]


def test_what_stands_above_a_title_at_the_head_of_a_page_goes_with_it() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, "NEWS AND VIEWS", "# The Quiet Map", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "2"))
    assert spans(issue) == [("Gardens of Ashford", (1,)), ("The Quiet Map", (2,))]


def test_the_tail_of_an_article_above_the_next_title_stays_with_it() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 8, "It was never meant to be the end of"),
        page(2, "the story.", "# The Quiet Map", *[SENTENCE] * 9),
    ]
    assert spans(cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "2")))[0] == ("Gardens of Ashford", (1, 2))


@pytest.mark.parametrize(
    ("onward", "back"),
    [
        ("Continued on page 4", "Continued from page 1"), ("（下转第4页）", "（上接第1页）"),
        ("Fortsetzung auf Seite 4", "Fortsetzung von Seite 1"), ("（下转第04版）", "（上接第01版）"),
    ],
)  # fmt: skip
def test_what_jump_lines_part_is_one_article(onward: str, back: str) -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9, onward),
        page(2, "# The Quiet Map", *[SENTENCE] * 9),
        page(3, *[SENTENCE] * 9),
        page(4, *[SENTENCE] * 3, back, "Here the gardens go on.", *[SENTENCE] * 4),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "2"))
    assert spans(issue) == [("Gardens of Ashford", (1, 4)), ("The Quiet Map", (2, 3, 4))]
    assert "Here the gardens go on." in issue.articles[0].text
    assert onward not in issue.articles[0].text
    assert back not in issue.articles[0].text


def test_advertisements_between_pages_are_left_out() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        replace(page(2, "# Buy more tea"), label=None),
        page(3, *[SENTENCE] * 9, label="2"),
    ]
    assert spans(cut(pages, ("Gardens of Ashford", "1"))) == [("Gardens of Ashford", (1, 3))]


def test_headlines_that_the_contents_pass_over_are_articles_with_a_doubt() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, "# A Letter from Harrow", "By Ian Crane", *[SENTENCE] * 9),
        page(3, "# The Quiet Map", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "3"))
    assert spans(issue)[1] == ("A Letter from Harrow", (2,))
    assert issue.articles[1].entry is None
    assert issue.articles[1].contributors == (Contributor(name="Ian Crane"),)
    assert "not in the contents" in issue.doubts[0].why


def paragraphs(*texts: str | Line) -> list[str]:
    article = cut([page(1, "# Gardens of Ashford", *texts)], ("Gardens of Ashford", "1")).articles[0]
    return [paragraph.text for paragraph in article.paragraphs]


def line(text: str, row: int, left: float = 0.1, right: float = 0.9, block: int = 1) -> Line:
    return Line(text=text, size=10, box=Box(left, 0.2 + 0.02 * row, right, 0.215 + 0.02 * row), block=block)


def test_lines_join_to_paragraphs_at_indents() -> None:
    assert paragraphs(
        line("The first paragraph begins here", 0, left=0.13),
        line("and ends here.", 1, right=0.4),
        line("The second begins with an in-", 2, left=0.13),
        line("dent and goes on.", 3, right=0.5),
    ) == ["The first paragraph begins here and ends here.", "The second begins with an indent and goes on."]


def test_hyphens_of_words_are_kept_and_those_of_lines_undone() -> None:
    assert paragraphs(
        line("A well-known word and another well-", 0), line("known one; a print-", 1), line("er set it.", 2)
    ) == ["A well-known word and another well-known one; a printer set it."]


def test_chinese_lines_join_without_a_space_over_columns_and_pages() -> None:
    pages = [
        page(1, "# 园林", line("人工智能正在改变各行各业的生产", 0), line("方式，也在改变人们的生活，而且", 1)),
        page(2, line("这种改变才刚刚开始。", 0, right=0.6)),
    ]
    (article,) = cut(pages, ("园林", "1")).articles
    (paragraph,) = article.paragraphs
    assert paragraph.text == "人工智能正在改变各行各业的生产方式，也在改变人们的生活，而且这种改变才刚刚开始。"
    assert paragraph.breaks == ((30, 2),)
    assert paragraph.text[30:].startswith("这种改变")


def journal_article() -> tuple[Issue, Article]:
    """A university journal's article with everything that such journals print."""
    texts = [
        "文章编号：1002-0608（2023）06-0001-02", "# 数字经济的产业组织", "张三丰，李四光",
        "（华侨大学 经济学院，福建 泉州 362021）", "摘  要：本文讨论数字经济的产业组织。", "关键词：数字经济；产业组织；平台",
        "中图分类号：F062.9    文献标识码：A", *["正文的一行文字内容足够长可以算是正文的一行文字内容。"] * 8,
        "参考文献：", "[1] 张三.论园林[J].园林，2020（1）：1-5.", "[2] 李四.再论园林[J].园林，2021（2）：6-9.",
    ]  # fmt: skip
    found = cut_articles(
        Issue(
            periodical=Periodical(issn="1002-0608"),
            issue=Designation(year=2023),
            pages=(page(1, *texts),),
            contents=(
                Entry(
                    id="c01", title="数字经济的产业组织", page="1",
                    contributors=(Contributor(name="张三丰"), Contributor(name="李四光")),
                ),
            ),
        )
    )  # fmt: skip
    return found, found.articles[0]


def test_fields_of_a_chinese_journal() -> None:
    _, article = journal_article()
    assert article.abstract == "本文讨论数字经济的产业组织。"
    assert article.keywords == ("数字经济", "产业组织", "平台")
    assert (article.clc, article.document_code) == ("F062.9", "A")
    assert article.article_number == "1002-0608(2023)06-0001-02"
    assert [reference.number for reference in article.references] == ["1", "2"]
    assert {contributor.affiliation for contributor in article.contributors} == {"华侨大学 经济学院"}
    assert all(word not in article.paragraphs[1].text for word in ("张三丰", "关键词", "中图", "参考文献"))


def test_the_article_number_is_held_against_the_rest() -> None:
    issue, _ = journal_article()
    assert [(doubt.path, doubt.why) for doubt in issue.doubts] == [
        ("articles/0/article_number", "its count of pages is 2, but here it is 1")
    ]


def test_every_field_has_its_evidence_and_no_line_is_lost() -> None:
    issue, _ = journal_article()
    paths = {item.path for item in issue.evidence}
    assert paths >= {f"articles/0/{name}" for name in ("title", "abstract", "keywords", "clc", "article_number")}
    assert all(line.of and line.of.startswith("articles/0/") for line in issue.pages[0].lines)


def test_contents_without_a_body_make_no_articles() -> None:
    lines = (Line(text="01 突破成果转化", number=1, of="contents/0/title"),)
    issue = Issue(pages=(Page(number=1, lines=lines),), contents=entries(("突破成果转化", "01")))
    assert cut_articles(issue).articles == ()
    assert cut_articles(Issue()) == Issue()


def test_poc_gtfo_articles_start_and_end_where_the_archive_says(shared: Path) -> None:
    document = open_document(shared / "corpus" / "issues" / "pocorgtfo-0x00.pdf", load_settings(environ={}))
    pages = tuple(document.page(number) for number in range(1, len(document) + 1))
    rows = [
        ("iPod Antiforensics", "2"),
        ("Returning from ELF to Libc", "10"),
        ("GTFO or #FAIL", "12"),
        ("A Call for PoC", "13"),
    ]
    issue = cut_articles(replace(map_folios(read_lines(Issue(pages=pages))), contents=entries(*rows)))
    found = {article.title: article.pages for article in issue.articles}
    assert [found[title][0] for title, _ in rows] == [2, 10, 12, 13]


def test_entries_set_as_small_as_the_text_are_parts() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 5, "Ferns and mosses", *[SENTENCE] * 5),
        page(2, "# The Quiet Map", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("Ferns and mosses", "1"), ("The Quiet Map", "2"))
    assert spans(issue) == [("Gardens of Ashford", (1,)), ("The Quiet Map", (2,))]
    assert [entry.level for entry in issue.contents] == [1, 2, 1]
    assert issue.doubts[0].path == "contents/1/level"


def test_contents_pages_before_the_count_lose_their_implied_label() -> None:
    contents = replace(page(1, *[f"A title of an article ..... {n}" for n in range(2, 9)]), kind="contents")
    issue = map_folios(Issue(pages=(contents, *(page(n, "# Gardens", *[SENTENCE] * 9) for n in (2, 3, 4)))))
    pages = tuple(replace(one, label="1" if one.number == 1 else str(one.number)) for one in issue.pages)
    cut_issue = cut_articles(replace(issue, pages=pages, contents=entries(("Gardens", "2"))))
    assert [one.label for one in cut_issue.pages] == [None, "2", "3", "4"]


def byline(text: str) -> Line:
    return Line(text=text, size=8, bold=True)


def test_a_small_headline_over_a_byline_set_like_the_others_is_an_article() -> None:
    """A newspaper names its large stories alone; the byline tells the small ones from crossheads."""
    pages = [
        page(1, "# Gardens of Ashford", byline("By ANN LEE"), *[SENTENCE] * 9),
        page(2, "# The Quiet Map", byline("By BEN ROE"), *[SENTENCE] * 9),
        page(
            3,
            Line(text="Who Owns the Ferry?", size=14),
            byline("By CLARA FINCH"),
            *[SENTENCE] * 4,
            Line(text="Later that year", size=14),
            *[SENTENCE] * 4,
        ),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "2"))
    assert spans(issue)[2:] == [("Who Owns the Ferry?", (3,))]
    assert [one.name for one in issue.articles[2].contributors] == ["CLARA FINCH"]


@pytest.mark.parametrize("sign", ["【記者彭宛臻／臺南報導】", "（本报记者 张三）", "【本報綜合報導】"])
def test_a_small_headline_over_a_byline_in_brackets_is_an_article_though_others_have_subtitles(sign: str) -> None:
    text = ["河水在橋下流過，沒有人停下來看一眼。"] * 6
    subtitle = Line(text="議員批包商換了三家", size=13)
    pages = [
        page(1, "# 水庫清淤進度落後", subtitle, Line(text=sign, size=8), *text),
        page(2, "# 稻草藝術節登場", subtitle, Line(text=sign, size=8), *text),
        page(
            3, Line(text="夜市爭議和解", size=13), Line(text=sign, size=8), *text, Line(text="另有說法", size=13), *text
        ),
    ]
    issue = cut(pages, ("水庫清淤進度落後", "1"), ("稻草藝術節登場", "2"))
    assert spans(issue)[2:] == [("夜市爭議和解", (3,))]


def test_text_whose_font_seems_bold_is_no_heading() -> None:
    issue = cut([page(1, "# Gardens of Ashford", *[_dark(SENTENCE)] * 12)], ("Gardens of Ashford", "1"))
    assert {one.kind for one in issue.articles[0].paragraphs} == {"body"}


def _dark(text: str) -> Line:
    return Line(text=text[:50], size=10, bold=True, words=(Word(text=text[:50], size=10, bold=True, font="UKai"),))


def test_a_page_of_verse_among_prose_has_text_of_its_own_size() -> None:
    verse = [Line(text=f"斷竹空鴻照客衣，暮山新柳入夢遲{at}。", size=7) for at in range(9)]
    pages = [page(1, "# 談詩", *["蓋比興者，非可強求，積學既久，水到渠成。"] * 20)]
    pages += [page(2, *verse, Line(text="登樓", size=9), *verse)]
    issue = cut(pages, ("談詩", "1"), ("登樓", "2"))
    assert spans(issue) == [("談詩", (1, 2)), ("登樓", (2,))]


def test_a_section_over_a_headline_that_asks_is_no_pull_quote() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9, Line(text="The Ashford Fair", size=14)),
        page(2, Line(text="News", size=18), "# Who Owns the Kitchen?", *[SENTENCE] * 9),
    ]
    pages[1] = replace(pages[1], lines=tuple(_in_font(line, at) for at, line in enumerate(pages[1].lines)))
    issue = cut(pages, ("Gardens of Ashford", "1"))
    assert spans(issue)[1:] == [("Who Owns the Kitchen?", (2,))]


def _in_font(line: Line, at: int) -> Line:
    return replace(line, words=(Word(text=line.text, size=line.size, font="Didot" if at == 0 else ""),))


def _boxed(heading: str, *texts: str, top: float) -> list[Line]:
    """A heading over small type that is set in from the column."""
    head = Line(text=heading, size=11.5, box=Box(0.3, top, 0.4, top + 0.015), block=2)
    lines = [
        Line(text=text, size=8.5, box=Box(0.13, top + 0.02 * at, 0.6, top + 0.02 * at + 0.012), block=2)
        for at, text in enumerate(texts, start=1)
    ]
    return [head, *lines]


def _digest(between: bool) -> Issue:
    """Two pages, each with a box: between two articles, or in the middle of the first."""

    def one(number: int, first: str, second: str) -> Page:
        box = _boxed(f"A Smile {number}", "Two walked by a river.", "It was gone the next day, said one.", top=0.3)
        rest: list[str | Line] = [] if between else [SENTENCE] * 2
        below = [
            replace(line, box=Box(0.1, 0.4 + 0.02 * at, 0.8, 0.415 + 0.02 * at), block=3)
            for at, line in enumerate(page(1, *rest, f"# {second}", *[SENTENCE] * 6).lines)
        ]
        return page(number, f"# {first}", *[SENTENCE] * 8, *box, *below)

    names = ("Gardens of Ashford", "The Quiet Map", "Who Owns the Ferry", "Looms Revisited")
    return cut([one(1, *names[:2]), one(2, *names[2:])], *[(name, str(1 + at // 2)) for at, name in enumerate(names)])


def test_boxes_with_headings_between_articles_are_articles() -> None:
    issue = _digest(between=True)
    fillers = [article for article in issue.articles if article.entry is None]
    assert [(one.title, one.pages) for one in fillers] == [("A Smile 1", (1,)), ("A Smile 2", (2,))]
    assert all(one.paragraphs and one.paragraphs[0].kind == "body" for one in fillers)
    assert not any("A Smile" in one.text for one in issue.articles if one.entry)


def test_boxes_that_the_text_goes_on_after_stay_with_their_article() -> None:
    issue = _digest(between=False)
    assert all(article.entry for article in issue.articles)
    assert [p.kind for p in issue.articles[0].paragraphs if "Two walked" in p.text] == ["sidebar"]


def test_lines_above_a_title_that_close_sentences_end_the_article_before() -> None:
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, "The bell rang.", "All went home.", "# The Quiet Map", *[SENTENCE] * 9),
    ]
    issue = cut(pages, ("Gardens of Ashford", "1"), ("The Quiet Map", "2"))
    assert spans(issue) == [("Gardens of Ashford", (1, 2)), ("The Quiet Map", (2,))]


def test_a_long_line_of_names_above_a_title_belongs_to_it() -> None:
    names = ("Sabine Albrecht", "Ulrike von Arnim", "Dieter Köhler")
    pages = [
        page(1, "# Gardens of Ashford", *[SENTENCE] * 9),
        page(2, " und ".join(name.upper() for name in names), "# The Quiet Map", *[SENTENCE] * 9),
    ]
    contents = entries(("Gardens of Ashford", "1"), ("The Quiet Map", "2"))
    signed = replace(contents[1], contributors=tuple(Contributor(name=name) for name in names))
    issue = cut_articles(Issue(pages=tuple(pages), contents=(contents[0], signed)))
    assert spans(issue) == [("Gardens of Ashford", (1,)), ("The Quiet Map", (2,))]


@pytest.mark.parametrize("title", ["Éloge de l’histoire", "Die „neue“ Mühle"])
def test_text_under_a_title_with_typographic_marks_is_no_title_in_english(title: str) -> None:
    text = ["Les archives ne disent presque rien de", "cette affaire, et il pleuvait ce jour là."] * 6
    entry = Entry(id="c1", title=title, page="1", language="fr")
    (article,) = cut_articles(Issue(pages=(page(1, f"# {title}", *text),), contents=(entry,))).articles
    assert article.alternative_title is None
    assert article.text.startswith("Les archives")


def test_a_title_of_one_letter_is_found_without_what_the_contents_add() -> None:
    poem = ["古竹疏鐘寄遠人，殘竹暮月獨掩門。", "孤園寒霜照客衣，斷雪白風到酒家。"] * 4
    issue = cut([page(1, "# 蘭", *poem), page(2, "# 武夷雜詩", *poem)], ("蘭（二首）", "1"), ("武夷雜詩（四首）", "2"))
    assert [one.quote for one in issue.evidence if one.path == "articles/0/title"] == ["蘭"]


def test_a_headline_that_opens_with_a_mark_from_another_font_is_like_the_others() -> None:
    def head(*parts: tuple[str, str]) -> Line:
        words = tuple(Word(text=text, size=20, font=font) for text, font in parts)
        return Line(text="".join(text for text, _ in parts), size=20, words=words)

    pages = [
        page(1, head(("Gardens of Ashford", "Hei")), *[SENTENCE] * 9),
        page(2, head(("“", "Latin"), ("The Quiet Map", "Hei"), ("”", "Latin")), *[SENTENCE] * 9),
    ]
    assert [one.pages for one in cut(pages, ("Gardens of Ashford", "1")).articles] == [(1,), (2,)]
