"""Grammars are whole: every symbol that an alternative uses has alternatives of its own."""

from __future__ import annotations

import re
from random import Random

import pytest

from press.writing import Writer, grammar, writer

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "en", "de", "fr", "ar", "es", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_symbol_used_is_defined(language: str) -> None:
    rules = grammar(language)
    used = set(re.findall(r"\{(\w+)\}", " ".join(text for texts in rules.values() for text in texts)))
    assert used <= set(rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_alternative_is_empty_and_no_brace_is_left_over(language: str) -> None:
    made = writer(language, Random(1))
    assert all(text for texts in made.grammar.values() for text in texts)
    assert not any(set("{}") & set(made.write(symbol)) for symbol in made.grammar)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_genre_has_titles_subtitles_and_sentences(language: str) -> None:
    rules = grammar(language)
    genres = {symbol.removesuffix("_title") for symbol in rules if symbol.endswith("_title")} - {"person"}
    assert genres
    assert all({f"{genre}_sub", f"s_{genre}"} <= set(rules) for genre in genres)


def test_a_writer_about_something_keeps_to_it_while_its_siblings_do_not() -> None:
    made = Writer({"thing": ("桥", "灯", "船"), "title": ("{thing}记",)}, Random(3))
    article = made.about("thing")
    assert {article.write("title") for _ in range(20)} == {article.write("thing") + "记"}
    assert len({made.write("title") for _ in range(50)}) == 3


def test_fresh_text_does_not_come_twice_while_there_is_other() -> None:
    made = Writer({"title": ("甲", "乙", "丙", "丁")}, Random(0))
    assert sorted(made.fresh("title") for _ in range(4)) == sorted("甲乙丙丁")


def test_names_are_many() -> None:
    made = writer("zh-Hans", Random(2))
    assert len({made.write("name") for _ in range(2000)}) > 1700
