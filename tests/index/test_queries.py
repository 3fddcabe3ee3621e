"""The query language: what a search line means, and what is said of one that means nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import QueryError
from backfile.index.queries import And, Everything, Exact, Not, Or, Text, Years, parse, positive


def test_words_side_by_side_are_all_wanted():
    assert parse("成果 electric") == And((Text("成果"), Text("electric")))


def test_and_binds_tighter_than_or():
    assert parse("a b OR c AND d") == Or((And((Text("a"), Text("b"))), And((Text("c"), Text("d")))))


def test_parentheses_group():
    assert parse("a (b OR c)") == And((Text("a"), Or((Text("b"), Text("c")))))
    assert parse("a （b OR c）") == parse("a (b OR c)")


def test_minus_and_not_forbid():
    assert parse("a -b NOT c") == And((Text("a"), Not(Text("b")), Not(Text("c"))))


def test_a_hyphen_inside_a_word_is_no_minus():
    assert parse("COVID-19") == Text("COVID-19")


def test_chinese_operators():
    assert parse("人才 或 教育") == parse("人才 OR 教育")
    assert parse("人才 与 教育") == parse("人才 AND 教育")
    assert parse("人才 非 教育") == parse("人才 NOT 教育")


def test_operators_that_join_nothing_are_words():
    assert parse("与 鲁迅") == And((Text("与"), Text("鲁迅")))
    assert parse("black or") == And((Text("black"), Text("or")))
    assert parse("this OR") == And((Text("this"), Text("OR")))


@pytest.mark.parametrize("line", ['"deep learning"', "“deep learning”", "「deep learning」", '"deep learning'])
def test_phrases_in_any_quotes_even_unbalanced_ones(line):
    assert parse(line) == Text("deep learning")


def test_a_star_asks_for_beginnings():
    assert parse("electri*") == Text("electri", prefix=True)
    assert parse('"deep learn*"') == Text("deep learn", prefix=True)


def test_fields_in_english_and_chinese():
    assert parse("title:转化") == parse("题名：转化") == Text("转化", "title")
    assert parse('author:"Ada Lovelace"') == Text("Ada Lovelace", "author")
    assert parse("language:ZH issue:a-2023-06") == And((Exact("language", "zh"), Exact("issue", "a-2023-06")))


def test_a_field_holds_for_its_parentheses():
    assert parse("title:(a OR -b)") == Or((Text("a", "title"), Not(Text("b", "title"))))


def test_a_field_may_be_asked_for_as_a_whole():
    assert parse('author:="李 明"') == Exact("author", "李 明")
    assert parse("section:=专题 year:=2023") == And((Exact("section", "专题"), Years(2023, 2023)))


def test_an_unknown_field_is_a_word():
    assert parse("http://example.org") == Text("http://example.org")


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("year:2023", (2023, 2023)),
        ("year:2019..2023", (2019, 2023)),
        ("年:2019-2023", (2019, 2023)),
        ("year:..2000", (None, 2000)),
        ("year:1990..", (1990, None)),
        ("year:2023..2019", (2019, 2023)),
    ],
)
def test_years(line, years):
    assert parse(line) == Years(*years)


def test_an_empty_line_asks_for_everything():
    assert parse("  ") == Everything()


def test_words_of_signs_are_left_out():
    assert parse("成果 ——") == Text("成果")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("(a OR b", "character 1 is not closed"),
        ("a)", "closing parenthesis without"),
        ("title:", "After title: a value is missing"),
        ("a OR OR b", "A word is missing, at character 6"),
        ("year:lately", "“lately” is not a year"),
        ("——", "nothing to look for"),
        ("(" * 100 + "a" + ")" * 100, "nested more than"),
        ("-" * 1000 + "a", "nested more than"),
        ("a" * 5000, "at most 2,000"),
    ],
)
def test_errors_say_what_and_where(line, said):
    with pytest.raises(QueryError, match=said.replace("(", r"\(")):
        parse(line)


def test_what_is_no_character_is_no_trouble():
    assert parse("issue:a\udc80") == Exact("issue", "a?")


@given(st.text(alphabet='ab成果 "“”()（）-*:：ORANDNOTtitleyear12.与或非', max_size=40))
def test_any_line_is_understood_or_explained(line):
    with suppress(QueryError):
        assert isinstance(positive(parse(line)), list)
