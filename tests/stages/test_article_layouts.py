"""Articles in the layouts of newspapers and magazines: what parts paragraphs, what is no headline, what names an author's place."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from backfile.model import Article, Box, Contributor, Entry, Issue, Line, Page, Word, bound
from backfile.stages.articles import cut_articles
from backfile.stages.articles.composition import column_edges
from backfile.stages.articles.style import Break, learn
from backfile.stages.lines import read_lines

OPEN = "The river was meant to last a century and it lasted a year"
CLOSED = "and nobody who had seen it built was at all surprised."


def rows(*texts: str, left: float = 0.1, top: float = 0.1, lead: float = 0.02, size: float = 10, **kind) -> list[Line]:
    """Lines of one block below each other, each as wide as its letters."""
    return [
        Line(text=text, size=size, block=1, box=Box(left, top + lead * at, left + 0.008 * len(text), top + lead * at + 0.014), **kind)
        for at, text in enumerate(texts)
    ]  # fmt: skip


def article(lines: list[Line], title: str = "Gardens of Ashford", **entry) -> Article:
    head = Line(text=title, size=20, block=1, box=Box(0.1, 0.04, 0.5, 0.07))
    numbered = tuple(replace(line, number=number) for number, line in enumerate([head, *lines], start=1))
    page = Page(number=1, label="1", lines=numbered, width=210, height=297)
    contents = (Entry(id="c01", title=title, page="1", **entry),)
    return cut_articles(Issue(pages=(page,), contents=contents)).articles[0]


def texts(found: Article, kind: str = "body") -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs if paragraph.kind == kind]


def seen(
    *, lead: float = 1.2, indent: float = 0.0, short: float = 0.0, open_: bool = True, space: float | None = None
) -> Break:
    return Break(lead, indent, short, 2.0, 30.0, open_, space, closed=not open_)


def test_a_little_more_white_is_a_style_where_leads_do_not_vary():
    inside, ends = [seen()] * 9, [seen(lead=1.26, short=15, open_=False)] * 4
    style = learn([*inside, *ends], exact=True)
    assert style.spaced
    assert 1.2 < (style.lead or 0) < 1.26
    assert not learn([*inside, *ends], exact=False).spaced


def test_a_full_line_with_natural_word_spaces_ends_a_justified_paragraph():
    stretched = [seen(space=0.25 + 0.01 * at) for at in range(1, 9)]
    style = learn([*stretched, *[seen(short=15, open_=False, space=0.25)] * 4], exact=True)
    assert style.stops(seen(open_=False, space=0.25))
    assert not style.stops(seen(open_=False, space=0.31))


def test_dialogue_of_single_indented_lines_is_as_many_paragraphs():
    spoken = [
        replace(line, box=line.box._replace(left=0.13)) for line in rows(*["“It is late,” she said."] * 3, top=0.26)
    ]
    prose = [line for at in range(4) for line in rows(OPEN, CLOSED, top=0.1 + 0.04 * at)]
    prose = [replace(line, box=line.box._replace(left=0.13)) if at % 2 == 0 else line for at, line in enumerate(prose)]
    assert texts(article([*prose, *spoken])) == [f"{OPEN} {CLOSED}"] * 4 + ["“It is late,” she said."] * 3


def test_lines_of_verse_stay_lines():
    verse = [
        "Above the river the evening smokes,",
        "An empty boat by the bridge,",
        "Nobody calls from the other side,",
        "The snow lies down.",
    ]
    assert texts(article(rows(*verse, *verse))) == [*verse, *verse]


def test_a_pull_quote_is_neither_an_article_nor_text():
    quote = Line(text="“Nobody here calls it a river.”", size=18, block=2, box=Box(0.1, 0.3, 0.5, 0.32))
    found = article(
        [*rows(*[OPEN, CLOSED] * 5), quote, *[replace(line, block=3) for line in rows(*[OPEN, CLOSED] * 5, top=0.34)]]
    )
    assert "Nobody here" not in found.text
    assert found.text.count(CLOSED) == 10


def test_small_type_with_a_mark_at_the_foot_is_a_footnote():
    notes = rows("1 Archive of Ashford, vol. 2, fol. 73.", "2 Ibid., p. 45.", top=0.8, size=8)
    found = article([*rows(*[OPEN, CLOSED] * 8), *[replace(line, block=2) for line in notes]])
    assert texts(found, "footnote") == [line.text for line in notes]


@pytest.mark.parametrize(
    ("onward", "back"),
    [
        ("See RIVER, A2", "RIVER Continued from A1"),
        ("CONTINUED ON A2", "CONTINUED FROM PAGE A1"),
        ("（下转2版）", "（上接1版）River Gardens"),
    ],
)
def test_jumps_are_followed_by_a_word_of_the_headline(onward: str, back: str):
    def page(number: int, *lines: Line) -> Page:
        numbered = tuple(replace(line, number=at) for at, line in enumerate(lines, start=1))
        label = f"A{number}" if onward[-1] != "）" else str(number)
        return Page(number=number, label=label, lines=numbered, width=210, height=297)

    def head(text: str) -> Line:
        return Line(text=text, size=20, block=1, box=Box(0.1, 0.04, 0.5, 0.07))

    first = page(1, head("River Gardens"), *rows(*[OPEN, CLOSED] * 6, onward))
    second = page(
        2,
        head("The Quiet Map"),
        *rows(*[OPEN, CLOSED] * 6),
        *[replace(line, block=2) for line in rows(back, OPEN, "to the end.", top=0.5)],
    )
    entries = tuple(
        Entry(id=f"c0{n}", title=title, page=page.label)
        for n, title, page in ((1, "River Gardens", first), (2, "The Quiet Map", second))
    )
    articles = cut_articles(Issue(pages=(first, second), contents=entries)).articles
    assert [one.pages for one in articles] == [(1, 2), (2,)]
    assert articles[0].text.endswith("to the end.")
    assert onward not in articles[0].text
    assert back not in articles[0].text


def test_marks_of_the_byline_lead_to_affiliations():
    head = rows(
        "张三丰1，李四光2，王五1",
        "1.华侨大学 经济学院，福建 泉州 362021",
        "2.厦门大学 管理学院，福建 厦门 361005",
        top=0.08,
    )
    people = tuple(Contributor(name=name) for name in ("张三丰", "李四光", "王五"))
    body = rows(*["正文的一行文字内容足够长可以算是正文的一行文字内容。"] * 8, top=0.2)
    found = article([*head, *body], "数字经济的产业组织", contributors=people)
    assert [one.affiliation for one in found.contributors] == [
        "华侨大学 经济学院",
        "厦门大学 管理学院",
        "华侨大学 经济学院",
    ]


def word(text: str, left: float, top: float, width: float, size: float = 10.0) -> Word:
    return Word(text=text, box=Box(left, top, left + width, top + size / 842), size=size)


def test_ruby_stands_aside():
    base = Word(text="石榴の蓋", box=Box(0.50, 0.2, 0.52, 0.28), size=10.0)
    others = [
        Word(text="母が残した汽笛", box=Box(0.46 - 0.04 * at, 0.2, 0.48 - 0.04 * at, 0.34), size=10.0)
        for at in range(4)
    ]
    reading = Word(text="ざくろ", box=Box(0.521, 0.2, 0.531, 0.24), size=5.0)
    page = read_lines(Issue(pages=(Page(number=1, width=148, height=210, words=(base, reading, *others)),))).pages[0]
    assert [line.text for line in page.lines if line.role is None] == ["石榴の蓋", *["母が残した汽笛"] * 4]
    assert [line.text for line in page.lines if line.role == "furniture"] == ["ざくろ"]


def test_a_headline_centred_over_columns_is_read_before_all_of_them():
    columns = [
        word(f"{name} {'abcdefgh'[at]}", left, 0.2 + 0.016 * at, 0.24)
        for name, left in (("left", 0.1), ("middle", 0.38), ("right", 0.66))
        for at in range(8)
    ]
    headline = word("On Patrol", 0.42, 0.15, 0.16, 24)
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=(*columns, headline)),))).pages[0]
    assert [line.text for line in page.lines][:2] == ["On Patrol", "left a"]
    assert page.lines[-1].text == "right h"


def prose(top: float, count: int = 2, *, font: str = "Serif") -> list[Line]:
    lines = [line for at in range(count) for line in rows(OPEN, CLOSED, top=top + 0.04 * at)]
    return [replace(line, words=(Word(text=line.text, size=10, font=font),)) for line in lines]


@pytest.mark.parametrize(("font", "below"), [("Gothic", 0.02), ("Serif", 0.028)])
def test_a_heading_in_the_size_of_the_text_shows_by_white_and_type(font: str, below: float):
    head = Line(text="Counting the cost", size=10, block=1, box=Box(0.1, 0.21, 0.24, 0.224), words=(Word(text="Counting the cost", size=10, font=font),))  # fmt: skip
    found = article([*prose(0.1), head, *prose(0.21 + below)])
    assert texts(found, "heading") == ["Counting the cost"]
    assert texts(found)[-1].endswith(CLOSED)


def test_a_short_line_without_white_around_it_is_text():
    head = Line(text="Counting the cost", size=10, block=1, box=Box(0.1, 0.18, 0.24, 0.194))
    assert texts(article([*prose(0.1), head, *prose(0.2)]), "heading") == []


def solid(*lines: str) -> list[Line]:
    """Lines of Chinese, each letter an em wide."""
    em = 10 * 25.4 / 72 / 210
    return [replace(line, box=line.box._replace(right=0.1 + em * len(line.text))) for line in rows(*lines) if line.box]


def test_two_sentences_of_one_length_are_a_couplet():
    couplet = ["春寺寄遠人，暮霜下翠微。", "長雨入夢遲，疏亭隔岸明。"]
    assert texts(article(solid(*couplet), "雨後")) == couplet


def test_numbers_of_poems_are_headings_and_their_lines_stay_lines():
    poem = ["孤山白舟過小橋，清照長鴻入夢遲。", "微江青煙倚欄干，孤柳微雪滿空階。"]
    found = article(solid("其一", *poem, "其二", *poem), "除夕獨坐")
    assert texts(found, "heading") == ["其一", "其二"]
    assert texts(found) == poem * 2


def test_verse_without_marks_stops_where_prose_would_go_on():
    poem = ["一把焊枪点亮八颗星", "机器的心跳与我同频", "远处的烟囱指向黎明", "炉火映红了整个秋天", "没有名字的螺丝也在歌唱",
            "我们把汗水交给了钢", "师傅的背影像一座山", "夜色里有人轻轻走过"]  # fmt: skip
    assert texts(article(solid(*poem), "炉火吟")) == poem


def test_signatures_far_to_the_end_of_their_lines_are_no_column():
    verse = [word("春寺寄遠人，暮霜下翠微。", 0.1, 0.2 + 0.03 * at, 0.3) for at in range(8) if at not in (3, 7)]
    names = [word(name, 0.75, 0.2 + 0.03 * at, 0.06) for name, at in (("秦暮漁", 3), ("宋斷韜", 7))]
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=(*verse, *names)),))).pages[0]
    assert [at for at, line in enumerate(page.lines) if line.text in ("秦暮漁", "宋斷韜")] == [3, 7]


def test_a_solid_line_that_stops_early_after_a_full_stop_ends_its_paragraph():
    """A short piece of news without indents shows no style of its own."""
    news = ["目前首批设备已经交付双桥的用户，该产", "品采用模块化结构，安装时间缩短一半。产品防", "护等级达到要求。", "咨询电话可登录企业网站查询，该产品采用", "模块化结构。"]  # fmt: skip
    assert texts(article(solid(*news), "激光切割机亮相")) == ["".join(news[:3]), "".join(news[3:])]


def test_a_few_leads_that_vary_by_themselves_are_no_style():
    inside, ends = [seen(), seen(), seen(lead=1.3)], [seen(lead=1.27, short=15, open_=False)] * 3
    assert not learn([*inside, *ends], exact=True).spaced


def test_a_head_over_two_columns_does_not_widen_the_first():
    """The first column's full lines are no short ones because a byline above reaches further."""
    head = replace(rows("By Ann Lee and others of Ashford University " * 2, top=0.08)[0], block=2)
    left = [replace(line, block=3) for line in prose(0.12, 4)]
    right = [
        replace(line, block=4, box=line.box._replace(left=line.box.left + 0.52, right=line.box.right + 0.52))
        for line in prose(0.12, 4)
        if line.box
    ]
    blocks = [bound([line.box for line in group if line.box]) for group in ([head], left, right)]
    assert column_edges(blocks[1], blocks) == (blocks[1].left, blocks[1].right)


def test_a_signature_at_the_far_end_is_no_part_of_the_last_paragraph():
    name = Line(text="Otto Falk", size=10, block=1, box=Box(0.48, 0.26, 0.564, 0.274))
    assert texts(article([*prose(0.1, 4), name]))[-2:] == [f"{OPEN} {CLOSED}", "Otto Falk"]


def test_a_quotation_set_smaller_is_text_and_a_box_is_a_sidebar():
    def inset(first: str, last: str) -> Article:
        small = [
            replace(line, block=2, size=9, box=Box(0.13, line.box.top, 0.5, line.box.bottom))
            for line in rows(first, last, top=0.32)
            if line.box
        ]
        below = [replace(line, block=3) for line in prose(0.4, 3)]
        return article([*prose(0.1, 5), *small, *below])

    assert texts(inset("“No burgher of this town shall sell", "salt before the bell.”"), "sidebar") == []
    assert texts(inset("Six dates. The town was founded", "before the bell."), "sidebar") == [
        "Six dates. The town was founded before the bell."
    ]


def test_works_without_heading_or_numbers_at_the_end_are_references():
    works = ["Birch, J. Reading the Forest: Geology in", "Transition. Millbrook, 1921.", "Novak, O. A Note on Looms. Ashford, 1933.", "Marlowe, C. Looms Revisited. Harrow, 1951."]  # fmt: skip
    found = article([*prose(0.1, 8), *rows(*works, top=0.6, size=8)])
    assert [one.text for one in found.references] == [f"{works[0]} {works[1]}", *works[2:]]
    assert texts(found, "reference") == [one.text for one in found.references]


def test_notes_at_the_foot_of_a_list_of_references_are_not_in_it():
    listed = rows("References", "Birch, J. Reading the Forest. Millbrook, 1921.", "Novak, O. A Note on Looms. Ashford, 1933.", top=0.6)  # fmt: skip
    notes = [replace(line, block=2) for line in rows("4 Ibid., p. 45.", "5 Ibid., p. 46.", top=0.9, size=8)]
    found = article([*prose(0.1, 8), *listed, *notes])
    assert [one.text for one in found.references] == [line.text for line in listed[1:]]
    assert texts(found, "footnote") == [line.text for line in notes]


def test_a_line_between_title_and_byline_is_the_title_in_english():
    head = [Line(text="Looms Revisited", size=10, block=1, box=Box(0.1, 0.08, 0.24, 0.094))]
    byline = rows("Diego Urrutia, Archivo Provincial de Burgos", top=0.11)
    abstract = rows("Abstract: We collected samples of looms.", top=0.14)
    found = article(
        [
            *head,
            *byline,
            *abstract,
            *rows(*["El río estaba hecho para durar un siglo y duró un año o dos."] * 9, top=0.2),
        ],
        "Los telares de Burgos",
        contributors=(Contributor(name="Diego Urrutia"),),
        language="es",
    )
    assert found.alternative_title == "Looms Revisited"
    assert [one.affiliation for one in found.contributors] == ["Archivo Provincial de Burgos"]


def test_a_pull_quote_that_breaks_over_columns_is_known_by_its_type():
    def large(text: str, top: float, block: int) -> Line:
        return Line(text=text, size=17, block=block, box=Box(0.1, top, 0.4, top + 0.02), words=(Word(text=text, size=17, font="Slab"),))  # fmt: skip

    whole = [large("Nobody here calls", 0.3, 2), large("it a river any more.", 0.33, 2)]
    first = large("I tell them to come", 0.6, 4)
    found = article(
        [*prose(0.1, 5), *whole, *[replace(line, block=3) for line in prose(0.4, 4)], first, *[replace(line, block=5) for line in prose(0.7, 4)]]
    )  # fmt: skip
    assert texts(found, "heading") == []


def test_a_headline_of_two_lines_is_not_parted_by_what_stands_beside_it():
    def column(name: str, left: float, rows: range) -> list[Word]:
        return [word(f"{name} {'abcdefghijklmnopqrstuvwxyz'[at]}", left, 0.1 + 0.016 * at, 0.38) for at in rows]

    headline = [word("The River", 0.1, 0.1 + 0.016 * 11, 0.2, 18), word("Again", 0.1, 0.1 + 0.016 * 12.6, 0.12, 18)]
    aside = word("Nobody calls it a river", 0.52, 0.1 + 0.016 * 12.6, 0.3, 14.5)
    words = [*column("left", 0.1, range(10)), *headline, *column("left", 0.1, range(15, 25)), *column("right", 0.52, range(12)), aside, *column("right", 0.52, range(14, 25))]  # fmt: skip
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=tuple(words)),))).pages[0]
    order = [line.text for line in page.lines]
    assert order.index("Again") == order.index("The River") + 1


def test_titles_of_two_bands_in_one_column_are_two_lines():
    """The last column of a vertical page may hold nothing but a title in each band."""

    def upright(text: str, left: float, top: float, size: float = 11.0) -> Word:
        return Word(text=text, box=Box(left, top, left + size / 595, top + len(text) * size / 842), size=size)

    lines = ["春寺寄遠人，暮霜下翠微。", "古竹疏鐘寄遠人，殘竹暮月獨掩門。", "其一", "長雨入夢遲，疏亭隔岸明。"]
    words = [upright(lines[at % 4], 0.85 - 0.03 * at, top) for top in (0.12, 0.55) for at in range(20)]
    titles = [upright("夜泊西湖", 0.18, 0.1, 14), upright("歲暮書懷", 0.18, 0.53, 14)]
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=(*words, *titles)),))).pages[0]
    assert [line.text for line in page.lines if line.text not in lines] == ["夜泊西湖", "歲暮書懷"]


def test_a_label_may_be_told_by_its_type_alone():
    def field(label: str, text: str, top: float) -> Line:
        words = (Word(text=label, size=9, bold=True, font="Bold"), Word(text=text, size=9, font="Serif"))
        return Line(text=label + text, size=9, block=1, box=Box(0.15, top, 0.85, top + 0.014), words=words)

    found = article([field("摘要", "本文检验土地制度对农户收入的影响。", 0.1), field("关键词", "土地制度，农户收入", 0.12), field("中图分类号", "F124.3", 0.14), *prose(0.2, 6)], "土地制度")  # fmt: skip
    assert (found.abstract, found.keywords, found.clc) == (
        "本文检验土地制度对农户收入的影响。",
        ("土地制度", "农户收入"),
        "F124.3",
    )


@pytest.mark.parametrize("label", ["SUMMARY", "Summary", "ABSTRACT"])
def test_labels_may_be_set_in_capitals(label: str):
    head, text = (
        rows(label, top=0.6),
        rows("The author discusses a group of petitions", "of early modern towns.", top=0.62),
    )
    found = article([*rows(*[OPEN, CLOSED] * 9), *head, *text], title="Die Mühlen von Emden", language="de")
    assert found.alternative_abstract == "The author discusses a group of petitions of early modern towns."


def test_an_abstract_goes_on_after_a_full_line_that_closes_a_sentence():
    lines = rows("【摘要】目的分析患者炎症因子的变化，观察组加用阿托伐他汀。", "结果年龄、病程是预后的独立影响因素（OR=1.22，95%CI 1.02～2.11）。", size=8.5)  # fmt: skip
    even = [replace(line, box=Box(0.1, line.box.top, 0.8, line.box.bottom)) for line in lines if line.box]
    found = article([*even, *prose(0.2, 6)], "临床疗效观察")
    assert found.abstract == even[0].text.removeprefix("【摘要】") + even[1].text


def test_an_address_in_the_head_is_an_affiliation():
    head = rows("甘淑琴，季光彤", "甘肃省康复诊疗基地肿瘤科，陕西丰原666097", top=0.08)
    people = (Contributor(name="甘淑琴"), Contributor(name="季光彤"))
    found = article([*head, *prose(0.2, 6)], "临床疗效观察", contributors=people)
    assert [one.affiliation for one in found.contributors] == ["甘肃省康复诊疗基地肿瘤科"] * 2


def test_a_title_in_english_after_the_list_is_no_reference():
    listed = rows("参考文献", "[1] 薄伟. 公共服务的影响研究[M]. 北京：海川出版社，2023.", "[2] 张成秋. 体育课程改革研究[D]. 南屏，2024.", top=0.6, size=8)  # fmt: skip
    found = article([*prose(0.1, 8), *listed, *rows("Weaving Revisited", top=0.68, size=9.5)], "公共服务")
    assert [one.number for one in found.references] == ["1", "2"]
    assert found.references[1].text.endswith("2024.")


def test_the_byline_names_who_the_contents_do_not():
    found = article([*rows("本报记者 白维来", top=0.08), *prose(0.12, 6)], "永安中学生摘金")
    assert [(one.name, one.role, one.affiliation) for one in found.contributors] == [("白维来", "reporter", "本报记者")]


def test_a_full_line_of_a_narrow_column_under_the_title_is_text_and_no_affiliation():
    news = ["广西新锐能源集团日前推出新款激光", "切割机，主要面向模具制造市场。该", "产品采用模块化结构。"]
    aside = [replace(line, block=2) for line in solid(*["正文的一行文字内容足够长可以算是正文的一行文字内容"] * 12)]
    found = article([*solid(*news), *[replace(line, box=line.box._replace(top=line.box.top + 0.3, bottom=line.box.bottom + 0.3)) for line in aside if line.box]], "密封件新品")  # fmt: skip
    assert found.paragraphs[0].text == "".join(news)


def test_several_sentences_in_a_box_under_a_picture_are_a_sidebar():
    box = [replace(line, block=2, size=8.5, box=Box(0.13, line.box.top, 0.5, line.box.bottom)) for line in rows("Six dates. The town was founded by", "nobody. The bell rang.", top=0.32) if line.box]  # fmt: skip
    head = Line(text="Gardens of Ashford", size=20, block=1, box=Box(0.1, 0.04, 0.5, 0.07))
    lines = [head, *prose(0.1, 3), *box, *[replace(line, block=3) for line in prose(0.4, 5)]]
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))
    page = Page(number=1, label="1", lines=numbered, width=210, height=297, pictures=(Box(0.1, 0.22, 0.5, 0.31),))
    issue = cut_articles(Issue(pages=(page,), contents=(Entry(id="c01", title="Gardens of Ashford", page="1"),)))
    assert len(texts(issue.articles[0], "sidebar")) == 1
    assert texts(issue.articles[0], "caption") == []


def test_a_first_line_in_german_is_no_title_in_english():
    head = rows("von Greta Hoffmann", "Der Verein hat in den letzten Jahren")
    text = rows("mehr als 120 Mitglieder gewonnen.", *[OPEN, CLOSED] * 4, top=0.14)
    found = article([*head, *text], language="de", contributors=(Contributor(name="Greta Hoffmann"),))
    assert found.alternative_title is None
    assert texts(found)[0].startswith("Der Verein")


def test_names_with_a_middle_dot_do_not_hide_the_title_in_english():
    head = rows("【摘要】目的观察疗效。", "Risk factors for poor prognosis", "WEI Shulong, CI Ren·zhuoma", "[Abstract] Objective To investigate the effect of metformin on the patients.", size=8.5)  # fmt: skip
    body = solid(*["两组患者年龄病程等一般资料比较差异无统计学意"] * 13, "义，具有可比性。")
    placed = [replace(line, block=2, box=line.box._replace(top=line.box.top + 0.2, bottom=line.box.bottom + 0.2)) for line in body if line.box]  # fmt: skip
    found = article([*head, *placed], "帕金森病诊断", language="zh-Hans")
    assert found.alternative_title == "Risk factors for poor prognosis"
    assert texts(found) == ["".join(line.text for line in body)]


def test_a_short_open_line_is_not_gone_on_with_after_a_heading():
    names = rows("Names of those who were there that day", size=10)
    head = Line(text="Methods", size=14, block=1, box=Box(0.1, 0.2, 0.2, 0.22))
    found = article([*prose(0.1, 1), *[replace(line, box=Box(0.1, 0.15, 0.3, 0.164)) for line in names], head, *[replace(line, block=2) for line in prose(0.24, 4)]])  # fmt: skip
    assert texts(found)[-4:] == [f"{OPEN} {CLOSED}"] * 4


def test_notes_alone_on_a_page_are_no_text():
    first = (Line(text="Gardens of Ashford", size=20, block=1, box=Box(0.1, 0.04, 0.5, 0.07)), *prose(0.1, 16))
    notes = [
        replace(line, text=f"{at}. {line.text}", size=8) for at, line in enumerate(rows(*[CLOSED] * 5, top=0.5), 1)
    ]
    pages = tuple(
        Page(number=number, label=str(number), width=210, height=297, lines=tuple(replace(line, number=at) for at, line in enumerate(lines, start=1)))
        for number, lines in enumerate((first, notes), start=1)
    )  # fmt: skip
    issue = cut_articles(Issue(pages=pages, contents=(Entry(id="c01", title="Gardens of Ashford", page="1"),)))
    assert len(texts(issue.articles[0], "footnote")) == 5


def test_a_source_in_brackets_at_the_far_end_is_a_paragraph_of_its_own():
    em = 10 * 25.4 / 72 / 210
    story = solid(*["这件小事过去三十年了我一直没有忘记车开出很远"] * 3, "我回头他还站在原地，笑了很久才慢慢走开去了。")
    source = "（摘自《老年天地》第九期）"
    right = max(line.box.right for line in story if line.box)
    placed = Line(text=source, size=10, block=1, box=Box(right - em * len(source), 0.18, right, 0.194))
    assert texts(article([*story, placed], "旧信"))[-1] == source


def test_a_subtitle_that_the_text_repeats_is_no_pull_quote():
    title = "Where the year began so well"
    subtitle = Line(text=title, size=14, block=1, box=Box(0.1, 0.072, 0.4, 0.088), words=(Word(text=title, size=14, font="Kai"),))  # fmt: skip
    news = Line(text="The Quiet Map", size=20, block=2, box=Box(0.1, 0.5, 0.4, 0.53))
    again = rows("Where the year began so well and all were glad.", top=0.3)
    lines = [subtitle, *prose(0.1, 5), *again, news, *[replace(line, block=2) for line in prose(0.54, 5)]]
    head = Line(text="Gardens of Ashford", size=20, block=1, box=Box(0.1, 0.04, 0.5, 0.07))
    numbered = tuple(replace(line, number=number) for number, line in enumerate([head, *lines], start=1))
    page = Page(number=1, label="1", lines=numbered, width=210, height=297)
    found = cut_articles(Issue(pages=(page,), contents=(Entry(id="c01", title="The Quiet Map", page="1"),))).articles
    assert [one.title for one in found] == ["Gardens of Ashford", "The Quiet Map"]


def test_a_headline_beside_the_last_line_of_another_column_stays_in_its_own():
    def column(name: str, left: float, rows: range) -> list[Word]:
        return [word(f"{name} {'abcdefghijklmnopqrstuvwxyz'[at]}", left, 0.1 + 0.016 * at, 0.26) for at in rows]

    headline = word("The Quiet Map", 0.08, 0.1 + 0.016 * 14, 0.2, 15)
    words = [*column("left", 0.08, range(12)), headline, *column("left", 0.08, range(17, 25)), *column("right", 0.38, range(14)), word("right end.", 0.38, 0.1 + 0.016 * 14, 0.08), *column("right", 0.38, range(17, 25))]  # fmt: skip
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=tuple(words)),))).pages[0]
    assert [line.text.split()[0] for line in page.lines] == ["left"] * 12 + ["The"] + ["left"] * 8 + ["right"] * 23


def newspaper(number: int, *lines: Line) -> Page:
    """A page of lines one below the other, headlines among them told by their size."""
    placed = [
        replace(line, number=at, block=1, box=Box(0.1, 0.03 * at, 0.1 + 0.012 * len(line.text), 0.03 * at + 0.02))
        for at, line in enumerate(lines, start=1)
    ]
    return Page(number=number, label=str(number), lines=tuple(placed), width=270, height=390)


NEWS = [Line(text="沿河的居民说，堤岸修好以后夜里睡得踏实，孩子上学也近了。", size=8)] * 5


def test_news_shows_by_how_it_begins_whatever_its_headline_is_set_in():
    first = newspaper(
        1,
        Line(text="堤岸修好了", size=30),
        *NEWS,
        Line(text="（下转2版）", size=8),
        Line(text="粮站收新米", size=12),
        Line(text="本报讯 昨日清晨，粮站门口排起了长队，都是来卖新米的。", size=8),
        *NEWS,
        Line(text="桥面今起封闭", size=12),
        Line(text="本报记者 江一帆", size=10),
        Line(text="本报讯 从今天起，老桥的桥面封闭四天，行人从下游过河。", size=8),
        *NEWS,
        Line(text="说明", size=12),
        *NEWS,
    )
    second = newspaper(
        2, Line(text="堤岸修好了", size=12), Line(text="（上接1版）", size=8), *NEWS, Line(text="副刊", size=30), *NEWS
    )
    contents = (Entry(id="c01", title="副刊", page="2"),)
    found = cut_articles(Issue(pages=(first, second), contents=contents)).articles
    assert [one.title for one in found] == ["堤岸修好了", "粮站收新米", "桥面今起封闭", "副刊"]
    assert found[0].pages == (1, 2)
    assert [(one.name, one.role) for one in found[2].contributors] == [("江一帆", "reporter")]
    assert found[2].subtitle is None


def test_a_passage_in_a_type_of_its_own_that_ends_its_sentence_is_quoted_and_no_heading():
    quoted = [("He wrote to the man whom", 0.2), ("Gideon Marsh had sent away.", 0.22)]
    lines = [
        Line(text=text, size=10, block=1, box=Box(0.1, top, 0.1 + 0.008 * len(text), top + 0.014), words=prose(top, 1, font="Kai")[0].words)
        for text, top in quoted
    ]  # fmt: skip
    found = article([*prose(0.1), *lines, *prose(0.26, 6)])
    assert not texts(found, "heading")
