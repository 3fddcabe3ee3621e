"""The record contract: what is written can be read back, and has every key that the contract names."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile import record
from backfile.errors import DamagedInput
from backfile.model import SCHEMA, Article, Box, Contributor, Entry, Issue, Line, Page, Paragraph, Region, Word

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
fractions = st.integers(0, 10_000).map(lambda n: n / 10_000)
boxes = st.builds(Box, fractions, fractions, fractions, fractions)
entries = st.builds(
    Entry,
    id=texts,
    title=texts,
    section=st.none() | texts,
    contributors=st.lists(st.builds(Contributor, name=texts), max_size=3).map(tuple),
    page=st.none() | texts,
    confidence=fractions,
)
articles = st.builds(
    Article,
    id=texts,
    title=texts,
    pages=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    regions=st.lists(st.builds(Region, page=st.integers(1, 99), box=boxes), max_size=2).map(tuple),
    paragraphs=st.lists(st.builds(Paragraph, text=texts, breaks=st.just(((1, 2),))), max_size=2).map(tuple),
)
lines = st.builds(
    Line,
    text=texts,
    box=st.none() | boxes,
    words=st.lists(st.builds(Word, text=texts, box=boxes), max_size=2).map(tuple),
)
pages = st.lists(st.lists(lines, max_size=3).map(tuple), max_size=3).map(
    lambda pages: tuple(Page(number=number, lines=held) for number, held in enumerate(pages, start=1))
)
issues = st.builds(
    Issue,
    id=texts,
    contents=st.lists(entries, max_size=3).map(tuple),
    articles=st.lists(articles, max_size=2).map(tuple),
    pages=pages,
)


@given(issues)
def test_an_issue_survives_being_written_and_read(issue: Issue) -> None:
    assert record.load(record.dump(issue), record.dump_words(issue)) == issue


@pytest.mark.parametrize(
    "key",
    [
        "schema",
        "id",
        "periodical",
        "issue",
        "contents",
        "articles",
        "notices",
        "mentions",
        "pages",
        "evidence",
        "doubts",
        "steps",
    ],
)
def test_every_key_of_the_contract_is_there_even_when_nothing_was_read(key: str) -> None:
    assert key in json.loads(record.dump(Issue()))


@pytest.mark.parametrize("key", ["number", "label", "kind", "width", "height", "unit"])
def test_every_page_says_its_label_and_size_even_when_unknown(key: str) -> None:
    written: dict[str, Any] = json.loads(record.dump(Issue(pages=(Page(number=1),))))
    assert key in written["pages"][0]


def test_words_are_kept_apart_from_the_record() -> None:
    issue = Issue(pages=(Page(number=1, lines=(Line(text="目录"),)),))
    assert "目录".encode() not in record.dump(issue)


def test_the_schema_is_named_first() -> None:
    assert record.dump(Issue()).startswith(b'{"schema":"%s"' % SCHEMA.encode())


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"pages": 3}', b'{"contents": [{"id": 1}]}'])
def test_what_is_no_record_is_refused_with_a_reason(damaged: bytes) -> None:
    with pytest.raises(DamagedInput, match="record"):
        record.load(damaged)


def test_nouns_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Issue().id = "x"  # type: ignore[misc]
    assert msgspec.structs.asdict(Entry(id="c01", title="t"))["level"] == 1
