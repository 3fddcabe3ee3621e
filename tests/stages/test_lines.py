"""Lines and reading order: words on a page come out as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backfile.model import Box, Issue, Line, Page, Word
from backfile.readers import open_document
from backfile.settings import load_settings
from backfile.stages.lines import read_lines, set_lines
from backfile.stages.lines.layout import _join_across
from backfile.stages.lines.segments import Segment

WIDTH, HEIGHT = 600.0, 800.0


def word(text: str, left: float, baseline: float, size: float = 10.0, width: float | None = None) -> Word:
    """A word in points from the top left; CJK letters are one em wide, others half."""
    wide = width if width is not None else sum(size if ord(letter) > 0x2E00 else size / 2 for letter in text)
    box = Box(left / WIDTH, (baseline - size) / HEIGHT, (left + wide) / WIDTH, (baseline + 0.2 * size) / HEIGHT)
    return Word(text=text, box=box, size=size)


def upright(text: str, left: float, top: float, size: float = 10.0) -> Word:
    return Word(
        text=text,
        box=Box(left / WIDTH, top / HEIGHT, (left + size) / WIDTH, (top + size * len(text)) / HEIGHT),
        size=size,
    )


def column(name: str, left: float, top: float, count: int, letters: int = 20) -> list[Word]:
    return [word(f"{name}{number:02}".ljust(letters, "文"), left, top + 14 * number) for number in range(count)]


def read(words: Iterable[Word]) -> tuple[Line, ...]:
    page = Page(number=1, width=WIDTH, height=HEIGHT, unit="pt", words=tuple(words))
    return set_lines(page).lines


def texts(words: Iterable[Word]) -> list[str]:
    return [line.text for line in read(words)]


def heads(words: Iterable[Word]) -> str:
    """The first letter of each line, in order."""
    return "".join(line.text[0] for line in read(words))


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = column("a", 50, 100, 10), column("b", 320, 100, 10)
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    assert heads(mixed) == "a" * 10 + "b" * 10


def test_a_headline_over_two_columns_comes_first_and_lines_count_from_one() -> None:
    lines = read(
        [
            *column("b", 320, 150, 6),
            *column("a", 50, 150, 6),
            word("標題標題標題標題標題標題標題標題標題標題", 60, 110, 24),
        ]
    )
    assert lines[0].size == 24
    assert [line.number for line in lines] == list(range(1, 14))
    assert "".join(line.text[0] for line in lines[1:]) == "a" * 6 + "b" * 6


def test_headlines_side_by_side_have_a_column_each_though_the_middle_one_is_centred_over_all_bylines() -> None:
    words = []
    for at, (name, title) in enumerate((("a", "Aaaaaaa aaaa"), ("b", "Bbbb-Bb"), ("c", "Ccc Ccc"))):
        left = 50 + 180 * at
        words += [
            word(title, left, 80, 19.0),
            word(f"{name}y {title}"[:14], left, 105, 8.0),
            *column(name, left, 125, 12, 15),
        ]
    assert heads(words).lower() == "a" * 14 + "b" * 14 + "c" * 14


def story(name: str, lefts: tuple[float, ...], top: float, count: int, title: str, *, inset: float = 0.0) -> list[Word]:
    """A headline over columns of nine letters, the first of which opens with a byline and a dateline."""
    words = [word(title, lefts[0] + inset, top, 20), word("本报记者 萧", lefts[0], top + 15, 11)]
    for at, left in enumerate(lefts):
        words += column(name, left, top + 34, count, 9)
        if at == 0:
            words[2:3] = [word(f"{name}讯", left, top + 34), word("有关部门", left + 32, top + 34)]
    return words


def test_stories_side_by_side_that_begin_with_datelines_keep_to_their_own_columns() -> None:
    upper = story("h", (50, 160, 270, 380, 490), 100, 12, "题" * 12, inset=137)
    left = story("k", (50, 150), 330, 12, "左" * 6)
    right = story("m", (260, 360, 460), 330, 12, "右" * 6)
    found = [line.text[0] for line in read([*upper, *left, *right])]
    order = "".join(letter for letter, before in zip(found, [None, *found], strict=False) if letter != before)
    assert order == "题本h左本k右本m"


def test_a_box_beside_a_headline_over_columns_that_go_on_below_it_is_read_apart() -> None:
    page = [word("题" * 6, 50, 100, 30), word("副" * 12, 50, 118, 15), word("本报记者", 50, 132, 9)]
    page += [one for at in range(3) for one in column("hkm"[at], 50 + 130 * at, 150, 20, 10)]
    page += [word("导读", 450, 90, 15), *column("p", 450, 115, 12, 8)]
    page += [word("左" * 5, 50, 480, 20), *column("q", 50, 500, 12, 22)]
    page += [word("右" * 5, 310, 480, 20), *column("s", 310, 500, 12, 20)]
    found = [line.text[0] for line in read(page)]
    order = "".join(letter for letter, before in zip(found, [None, *found], strict=False) if letter != before)
    assert order == "题副本hkm导p左q右s"


def test_a_name_in_large_type_beside_several_small_lines_is_a_line_of_its_own() -> None:
    aside = [word(text, 400, 40 + 14 * at, 8) for at, text in enumerate(("星期四", "第九期", "某社出版"))]
    page = [*aside, word("某某日报", 50, 70, 46), *column("m", 50, 120, 6, 45)]
    assert "某某日报" in texts(page)
    assert "第九期" in texts(page)


def test_lines_that_end_paragraphs_at_the_heads_of_columns_are_of_these_columns() -> None:
    left, right = column("h", 50, 130, 8), column("m", 320, 130, 8)
    page = [word("hhh tail", 50, 100), word("mmm tail", 320, 100), *left, *right]
    assert heads(page) == "h" * 9 + "m" * 9


def test_a_number_in_the_margin_beside_the_text_is_of_no_line() -> None:
    page = [*column("h", 80, 100, 8, 40), word("008", 30, 142, 8)]
    assert "008" in texts(page)
    assert heads(page) == "h" * 8 + "0"


def test_columns_above_a_spanning_headline_are_finished_before_it() -> None:
    page = [
        *column("a", 50, 100, 6), *column("b", 320, 100, 6),
        word("題" * 24, 50, 230, 20),
        *column("c", 50, 260, 6), *column("d", 320, 260, 6),
    ]  # fmt: skip
    assert heads(page) == "aaaaaabbbbbb題ccccccdddddd"


def test_a_column_that_has_just_begun_is_still_a_column() -> None:
    assert heads([*column("a", 50, 100, 12, 24), *column("b", 320, 100, 2, 24)]) == "a" * 12 + "bb"


def test_right_to_left_pages_begin_with_the_right_column() -> None:
    def arabic(name: str, left: float) -> list[Word]:
        return [
            word(f"{name}كتاب القراءة والكتابة في المدينة"[:30], left, 100 + 14 * row, width=200) for row in range(6)
        ]

    assert heads([*arabic("ا", 50), *arabic("ب", 320)]) == "ب" * 6 + "ا" * 6


def test_vertical_text_is_read_in_columns_from_the_right() -> None:
    page = [upright("縦書きの文章は右から読む", 500 - 16 * row, 100) for row in range(8)]
    lines = read([upright("最初の行はここにあります", 516, 100), *page])
    assert lines[0].text.startswith("最初")
    assert {line.direction for line in lines} == {"ttb"}


def test_two_characters_that_end_a_sentence_of_vertical_text_are_a_column_of_their_own() -> None:
    last = replace(upright("た。", 360, 80), box=Box(0.60, 0.1, 0.613, 0.114))
    lines = read(
        [upright("谷口は黙って首を振り、急に笑い出し", 384, 80), last, upright("船頭は井戸を膝に置いたまま、", 336, 80)]
    )
    assert [line.text[:2] for line in lines] == ["谷口", "た。", "船頭"]
    assert {line.direction for line in lines} == {"ttb"}


def test_a_letter_above_a_word_that_runs_downward_is_of_its_line_and_not_of_the_text_beside_it() -> None:
    turned = Word(text="Ormaie n° 46", box=Box(0.03, 0.12, 0.045, 0.22), size=8)
    letter = Word(text="L’", box=Box(0.03, 0.105, 0.045, 0.119), size=8)
    lines = read([*column("a", 60, 80, 10), turned, letter])
    assert [line.text for line in lines if line.direction == "ttb"] == ["L’Ormaie n° 46"]
    assert not any("L’" in line.text for line in lines if line.direction == "ltr")


def test_years_over_the_text_of_a_column_are_no_page_numbers_of_the_next_column() -> None:
    words = []
    for left, top in ((50, 100), (320, 121)):
        for block, year in enumerate(("1970", "1971", "1972", "1976")):
            words.append(word(year, left, top + 90 * block, 12))
            words += [word("nobody could say it" + "x" * 25, left, top + 90 * block + 20 + 14 * at) for at in range(4)]
    lines = texts(words)
    assert len(lines) == 40
    assert not any("1970" in line and len(line) > 4 for line in lines)


def test_a_mark_that_hangs_into_the_gutter_does_not_cut_columns_in_two() -> None:
    left, right = column("a", 50, 100, 14), column("b", 262, 100, 14)
    left[6] = word("文" * 19 + "，", 50, 100 + 14 * 6, width=205)
    lines = texts([*left, *right])
    assert [line[0] for line in lines] == [*"aaaaaa", "文", *"aaaaaaa", *"b" * 14]


def test_rows_are_joined_over_white_only_as_far_as_their_right_parts_reach() -> None:
    """The head of a section has no author: what stands further right on its row is the head of another column's."""

    def segment(left: float, right: float, row: int) -> Segment:
        return Segment(left, 20.0 * row, right, 20.0 * row + 10, 10.0, (int(left) * 100 + row,))

    heads = [segment(50, 90, 0), segment(320, 360, 0)]
    titles, authors = [segment(50, 110, row) for row in range(1, 5)], [segment(250, 290, row) for row in range(1, 5)]
    joined = _join_across([*heads, *titles, *authors], [heads[0], *titles], [heads[1], *authors])
    assert [one for one in joined if one.top == 0] == heads
    assert [(one.left, one.right) for one in joined if one.top > 0] == [(50, 290)] * 4


def test_a_column_that_breaks_off_beside_a_headline_goes_on_at_the_head_of_the_next() -> None:
    """Two stories begin at nearly one height in two columns: each runs over to the head of the next column."""

    def story(left: float, top: float, *lines: str) -> list[Word]:
        return [
            word(line.ljust(40, "x") if not line.endswith(".") else line, left, top + 14 * at)
            for at, line in enumerate(lines)
        ]

    closed = ["Someone wrote that", "they went on and on", "and then it stopped where it had begun."]
    words = [*story(50, 100, *closed * 4), *story(320, 100, *["stir it for a while", *closed[1:]], *closed * 3)]
    words += [word("Inbox", 50, 300, 18), word("Room Key", 320, 304, 18)]
    words += [
        *story(50, 330, "Our verdict is to", "buy the cheap one and"),
        *story(320, 334, "The room is on", "the third floor and"),
    ]
    lines = texts(words)
    assert lines.index("Inbox") < [line[:4] for line in lines].index("stir") < lines.index("Room Key")


def test_title_and_page_number_stay_one_line() -> None:
    rows = [("Hooks and where they are", "1"), ("New commands", "13"), ("Bug fixes of the year", "27"), ("Fonts", "30")]
    page = [word for row, (title, label) in enumerate(rows) for word in entry(title, label, 50, 100 + 16 * row)]
    assert texts(page) == [f"{title}{' ' * 12}{label}" for title, label in rows]


def entry(title: str, label: str, left: float, baseline: float) -> list[Word]:
    return [word(title, left, baseline), word(label, left + 230 - 5 * len(label), baseline)]


def test_a_large_numeral_stands_with_the_title_not_with_the_byline_below_it() -> None:
    words = []
    for at in range(4):
        top = 120 + 70 * at
        words += [
            word(f"{6 + at}", 50, top + 16, 26.0, 14),
            word("Parting shot", 110, top, 12.6),
            word("by Ann Lee", 109.9, top + 18, 8.3),
        ]
    assert [text.split()[0] for text in texts(words)] == ["6", "by", "7", "by", "8", "by", "9", "by"]


def test_two_columns_of_entries_are_columns_of_whole_entries() -> None:
    page = []
    for row in range(6):
        page += entry(f"Left entry number {row}", str(row + 1), 50, 100 + 16 * row)
        page += entry(f"Right entry number {row}", str(row + 20), 320, 100 + 16 * row)
    found = texts(page)
    assert [text.split()[0] for text in found] == ["Left"] * 6 + ["Right"] * 6
    assert all(text.split()[-1].isdigit() for text in found)


def test_contents_beside_running_text_keep_their_numbers() -> None:
    page = []
    for row in range(8):
        page += entry("Short" if row % 2 else "A rather long entry title", str(row + 1), 50, 100 + 14 * row)
        page.append(word("running text of the other column fills it", 320, 100 + 14 * row, width=230))
    found = texts(page)
    assert all(text.endswith(str(number)) for number, text in enumerate(found[:8], start=1))
    assert all(text.startswith("running") for text in found[8:])


def test_page_first_entries_with_authors_opposite_stay_whole() -> None:
    page = []
    for row in range(6):
        page += [
            word(f"{row * 4 + 1:02}", 50, 100 + 20 * row),
            word("数字经济与产业" + "新" * (row % 3), 90, 100 + 20 * row),
        ]
        page.append(word("张三丰", 420, 100 + 20 * row))
    assert [text.split() for text in texts(page)] == [
        [f"{row * 4 + 1:02}", "数字经济与产业" + "新" * (row % 3), "张三丰"] for row in range(6)
    ]


def test_authors_of_one_length_between_pages_and_titles_are_no_column_of_text() -> None:
    page = [word("目录", 60, 50, 14)]
    for row, title in enumerate(("回头水", "采石场的正午", "去看大水", "剃头匠的历书", "搪瓷盆里的月亮", "慢的礼貌")):
        line = 100 + 52 * row
        page += [word(f"{row * 4 + 3:03}", 60, line), word("褚云舟", 110, line), word(title, 180, line)]
        page += [word("小说散文", 66, line + 28, 8)] * (row % 2)
    page.append(word("重读盐仓桥日记", 180, 376, 9))
    assert [text.split()[::2] for text in texts(page) if text[0] == "0"] == [
        ["003", "回头水"], ["007", "采石场的正午"], ["011", "去看大水"],
        ["015", "剃头匠的历书"], ["019", "搪瓷盆里的月亮"], ["023", "慢的礼貌"],
    ]  # fmt: skip


def test_an_imprint_beside_the_list_is_no_column_of_sections() -> None:
    imprint = [
        word(text, 50, 100 + 16 * at)
        for at, text in enumerate(
            ["主管", "卫生局", "主办", "医学会", "编辑", "医学编辑部", "印刷", "印务公司", "发行", "邮政局"]
        )
    ]
    names = ["褚云", "霍小棠", "童佩兰", "屈南枝", "谌若水", "萧既白", "苗长庚", "倪伯言"]
    left = [word(f"康复训练的影响……{name} {481 + at}", 220, 106 + 20 * at) for at, name in enumerate(names)]
    right = [word(f"监测技术的进展……{name} {490 + at}", 420, 106 + 20 * at) for at, name in enumerate(names)]
    assert texts([*imprint, *left, *right]) == [one.text for one in [*imprint, *left, *right]]


def test_a_leader_that_begins_a_row_of_the_next_column_does_not_join_it_to_this_one() -> None:
    rows = [
        "阶梯式康复训练对心功能影响",
        "急性脑卒中后床旁筛查的流程",
        "剖宫产术后延续护理模式构建",
        "温针灸联合拔罐治疗的新观察",
    ]
    left = [word(text, 50, 100 + 16 * at) for at, text in enumerate(rows)]
    right = [
        word("基层门诊高血压患者体会", 202, 100),
        word("……", 202, 116, width=60),
        word("谌若水(488)", 270, 116),
        word("微循环监测技术研究进展", 202, 132),
        word("误诊为阑尾炎的异物一例", 202, 148),
    ]
    assert [line.text for line in read([*left, *right])][:4] == rows


def test_gaps_become_nothing_one_space_or_more() -> None:
    assert texts([word("Hel", 50, 100), word("lo", 65, 100), word("world", 78, 100)]) == ["Hello world"]
    assert texts([word("目", 50, 100), word("录", 62, 100)]) == ["目录"]
    (wide,) = texts([word("第一", 50, 100), word("二三", 120, 100)])
    assert wide.startswith("第一  ")


def test_letter_spaced_words_close_up() -> None:
    assert texts([word(letter, 50 + 9 * place, 100) for place, letter in enumerate("CONTENTS")]) == ["CONTENTS"]


def test_a_drop_cap_opens_its_line() -> None:
    page = [
        word("O", 50, 126, 36, width=26),
        *(word("nce upon a time there was", 80, 100 + 13 * row) for row in range(3)),
    ]
    assert texts(page)[0] == "Once upon a time there was"


def test_pages_that_have_lines_are_left_as_they_are() -> None:
    page = Page(number=1, lines=(Line(text="as it is", number=7),))
    assert read_lines(Issue(pages=(page,))).pages == (page,)


@given(
    st.lists(
        st.tuples(st.text(st.characters(min_codepoint=33, max_codepoint=0x9FFF, exclude_categories=["Cs"]), min_size=1, max_size=9),
                  st.integers(0, 560), st.integers(12, 780), st.sampled_from([7.0, 10.0, 24.0])),
        max_size=40,
    )
)  # fmt: skip
def test_no_word_is_lost_whatever_the_page(placed: list[tuple[str, int, int, float]]) -> None:
    words = [word(text, left, baseline, size) for text, left, baseline, size in placed]
    lines = read(words)
    assert sorted("".join(one.text for one in words).replace(" ", "")) == sorted(
        "".join(one.text for line in lines for one in line.words).replace(" ", "")
    )
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("issue", ["ltnews31", "ltnews34"])
def test_latex_news_contents_stand_in_rows_and_its_text_in_columns(shared: Path, issue: str) -> None:
    document = open_document(shared / "corpus" / "issues" / f"{issue}.pdf", load_settings(environ={}))
    lines = set_lines(document.page(1)).lines
    contents = [line.text for line in lines[lines.index(next(line for line in lines if line.text == "Contents")) + 1 :]]
    assert contents[0].split()[-1] == "1"
    numbered = [text for text in contents[:30] if text.split()[-1].isdigit()]
    assert len(numbered) >= 15


def test_right_to_left_words_that_an_engine_parted_stay_apart_though_their_boxes_touch() -> None:
    def recognised(confidence: float) -> list[Word]:
        return [
            replace(word(text, left, 100, width=30), confidence=confidence)
            for text, left in (("قال", 330), ("زيد", 300))
        ]

    assert texts(recognised(0.9)) == ["قال زيد"]
    assert texts(recognised(1.0)) == ["قالزيد"]


def test_a_speck_in_the_gutter_joins_no_columns() -> None:
    """Two columns of twelve rows; beside the fifth, in the indent of the second column, a point as layers of old scans have them."""
    rows = [
        word(side + "x" * 25, left + 20 * (row == 4 and side == "b"), 100 + 14 * row, width=200 - 20 * (row == 4 and side == "b"))
        for row in range(12) for side, left in (("a", 50), ("b", 264))
    ]  # fmt: skip
    speck = word(".", 267, 156, width=2)
    assert "".join(line.strip(". ")[0] for line in texts([*rows[:9], speck, *rows[9:]])) == "a" * 12 + "b" * 12


def test_a_leader_far_from_its_title_still_leads_to_the_page() -> None:
    dots = [word(".", 150 + 6 * at, 100, width=2) for at in range(20)]
    assert texts([word("Title", 50, 100, width=80), *dots, word("12", 280, 100)])[0].startswith("Title")
    assert len(texts([word("Title", 50, 100, width=80), *dots, word("12", 280, 100)])) == 1


def test_lines_of_an_engine_are_not_joined_over_a_narrow_gutter() -> None:
    """Boxes of recognised lines are a little too wide, and a gutter may be no wider than a word space."""
    lines = [
        Word(text=f"{name} column line {at} of text", box=Box(left, 0.1 + 0.02 * at, right, 0.115 + 0.02 * at), size=11)
        for at in range(9)
        for name, left, right in (("left", 0.1, 0.493), ("right", 0.502, 0.9))
    ]
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=tuple(lines), source="ocr"),))).pages[0]
    assert [line.text.split()[0] for line in page.lines] == ["left"] * 9 + ["right"] * 9


def test_pieces_of_one_line_are_joined_where_they_part_anywhere() -> None:
    lines = [
        Word(text=text, box=Box(left, 0.1 + 0.02 * at, right, 0.115 + 0.02 * at), size=11)
        for at in range(9)
        for text, left, right in (
            ("the first piece of a line", 0.1, 0.3 + 0.04 * at),
            ("and its second piece", 0.304 + 0.04 * at, 0.9),
        )
    ]
    page = read_lines(Issue(pages=(Page(number=1, width=210, height=297, words=tuple(lines), source="ocr"),))).pages[0]
    assert len(page.lines) == 9


def test_a_letter_behind_a_number_is_no_spaced_one_and_joins_no_columns() -> None:
    left, right = column("a", 50, 100, 8, 12), column("b", 182, 100, 8, 12)
    last = [word("项目启动以来已有居", 53, 212), word("600", 143, 212), word("余", 158, 212)]
    first = [word("计", 182, 212), word("7", 192, 212), word("月底完工", 197, 212)]
    found = texts([*left, *right, *last, *first])
    assert "项目启动以来已有居600余" in [line.replace(" ", "") for line in found]
