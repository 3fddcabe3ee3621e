"""Hits carried back to the printed text, and to the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.index.boxes import box_span, find_hits, locate
from backfile.index.marks import excerpt, mark, needle
from backfile.index.queries import Text, parse, positive
from backfile.model import Box, Line, Word


def marked(line: str, text: str) -> list[str]:
    pattern = needle(positive(parse(line)))
    return [text[start:end] for start, end in mark(text, pattern)] if pattern else []


@pytest.mark.parametrize(
    ("line", "text", "found"),
    [
        ("成果转化", "促進成果轉化，成果转化。", ["成果轉化", "成果转化"]),
        ("云杉", "作者：云 杉", ["云 杉"]),
        ("cafe", "Ein Café, cafés", ["Café"]),
        ("caf*", "Ein Café, cafés", ["Café", "cafés"]),
        ('"deep learning"', "deep-learning, deep\nlearning", ["deep-learning", "deep\nlearning"]),
        ("2023", "２０２３年、2O23年", ["２０２３", "2O23"]),
        ("1⁄2", "约½杯", ["½"]),
        ("第3期", "第 3 期刊", ["第 3 期"]),
        ("a OR b -c", "a b c", ["a", "b"]),
        ("title:a", "a", ["a"]),
        ("year:2023", "2023", []),
    ],
)
def test_hits_are_marked_in_the_text_as_printed(line: str, text: str, found: list[str]):
    assert marked(line, text) == found


@given(st.text(alphabet="成果ﬁ轉é½a １e\u0301", max_size=30), st.text(alphabet="成果转efia12", min_size=1, max_size=3))
def test_marks_are_rising_stretches_of_the_text(text: str, wanted: str):
    pattern = needle([Text(wanted)])
    spans = mark(text, pattern) if pattern else []
    ends = [edge for span in spans for edge in span]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in spans)


def test_an_excerpt_keeps_its_hits_and_says_where_it_was_cut():
    text = "前言。" + "无关的话，" * 60 + "成果转化很重要。" + "后话，" * 60
    snippet = excerpt(text, mark(text, needle([Text("成果转化")])), width=60)
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["成果转化"]
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= 62


def test_an_excerpt_is_the_text_and_nothing_that_looks_like_markup():
    assert excerpt("<b>成果</b>", [(3, 5)]).text == "<b>成果</b>"


@given(
    st.text(max_size=200), st.lists(st.tuples(st.integers(0, 199), st.integers(1, 5)), max_size=5), st.integers(10, 80)
)
def test_any_excerpt_holds_its_hits(text: str, starts: list[tuple[int, int]], width: int):
    spans = sorted({(start, min(start + length, len(text))) for start, length in starts if start < len(text)})
    snippet = excerpt(text, spans, width)
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.hits)


def line(text: str, top: float = 0.1, direction: str = "ltr") -> Line:
    """A line from left .1 to right .9 whose characters are equally wide."""
    step = 0.8 / len(text)
    edges = tuple(round(0.1 + step * at, 6) for at in range(len(text) + 1))
    box = Box(top, 0.1, top + 0.02, 0.9) if direction == "ttb" else Box(0.1, top, 0.9, top + 0.02)
    edges = edges[::-1] if direction == "rtl" else edges
    return Line(text=text, box=box, words=(Word(text=text, box=box, edges=edges),), direction=direction)


def test_a_hit_is_boxed_by_its_characters():
    (box,) = locate("转化", [line("促进成果转化")])
    assert box == pytest.approx((0.1 + 0.8 * 4 / 6, 0.1, 0.9, 0.12))


def test_a_hit_over_two_lines_has_a_box_on_each():
    boxes = locate("成果转化", [line("促进成果", 0.1), line("转化很快", 0.2)])
    assert boxes == [pytest.approx((0.5, 0.1, 0.9, 0.12)), pytest.approx((0.1, 0.2, 0.5, 0.22))]


def test_a_word_hyphenated_at_the_line_end_is_found():
    boxes = locate("information", [line("infor-", 0.1), line("mation", 0.2)])
    assert len(boxes) == 2


def test_a_word_is_not_made_of_two_lines_without_a_hyphen():
    assert locate("information", [line("infor", 0.1), line("mation", 0.2)]) == []


def test_vertical_lines_are_boxed_by_height():
    (box,) = locate("成果", [line("促进成果", 0.5, "ttb")])
    assert box == pytest.approx((0.5, 0.5, 0.52, 0.9))


def test_lines_from_right_to_left():
    (box,) = locate("ab", [line("ab cd", 0.1, "rtl")])
    assert box == pytest.approx((0.9 - 0.8 * 2 / 5, 0.1, 0.9, 0.12))


def test_several_words_of_a_line_keep_their_places():
    words = (Word(text="aa", box=Box(0, 0, 0.2, 0.1)), Word(text="aa", box=Box(0.5, 0, 0.7, 0.1)))
    both = Line(text="aa aa", box=Box(0, 0, 0.7, 0.1), words=words)
    assert locate("aa", [both]) == [words[0].box, words[1].box]
    assert box_span(both, (4, 5)) == [Box(0.6, 0, 0.7, 0.1)]


def test_lines_without_boxes_give_none():
    assert locate("成果", [Line(text="成果", words=(Word(text="成果"),))]) == []


def test_a_hit_is_told_as_printed_with_what_stands_around_it() -> None:
    lines = [line("漢字與科技成果", 0.1), line("轉化的研究", 0.2)]
    (found,) = find_hits("成果转化", lines, around=3)
    assert (found.text, found.before, found.after) == ("成果轉化", "與科技", "的研究")
    assert len(found.boxes) == 2
