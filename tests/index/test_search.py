"""Search over a real index: everything that is there is found, nothing else is."""

import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backfile.errors import ArchiveDamaged, ArchiveError, Conflict, QueryError
from backfile.folding import fold
from backfile.index import FACETS, Index
from backfile.index.queries import Text
from backfile.model import Designation

from .issues import make_issue, make_rich_issue


@pytest.fixture
def index(tmp_path: Path) -> Index:
    found = Index.open(tmp_path / "index")
    found.add(make_rich_issue(), "d1")
    found.add(make_issue("成果 转化", "The oil price", "2O23年", id="keji-2019-01"), "d2")
    found.commit()
    return found


def refs(index: Index, line: str, **options) -> list[str]:
    return [hit.document.ref for hit in index.search(line, **options).hits]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("成果转化", {"a1", "a01"}),
        ("轉化", {"a1", "a01"}),
        ("成果", {"a1", "a01"}),
        ("果", {"a1", "a01"}),
        ("化", {"a1", "a01"}),
        ("果成", set()),
        ("第3期", {"a1"}),
        ("3期刊", {"a1"}),
        ("镁合金", {"a1"}),
        ("重庆大学", {"a1"}),
        ("electrification", {"a1"}),
        ("electrif", set()),
        ("electrif*", {"a1"}),
        ('"électrification of cars"', {"a1"}),
        ('"cars of"', set()),
        ('"electrification of ca*"', {"a1"}),
        ("2023年", {"a03"}),
        ("title:成果", {"a1"}),
        ("title:电动", set()),
        ("author:潘", {"a1"}),
        ("author:lovelace", {"a1"}),
        ("author:复生", {"a1"}),
        ("section:院士专论", {"a1"}),
        ("section:focus", {"c2"}),
        ("section:=院士", set()),
        ("section:=院士专论", {"a1"}),
        ('author:="Ada Lovelace"', {"a1"}),
        ("author:=Ada", set()),
        ("periodical:=zhongguo-keji 成果", {"a1"}),
        ("periodical:中国科技产业 成果", {"a1"}),
        ("periodical:zhongguo-keji 成果", {"a1"}),
        ("language:zh", {"a1"}),
        ("language:zh-hans", {"a1"}),
        ("language:z", set()),
        ("kind:notice", {"notices/0"}),
        ("issue:keji-2019-01", {"a01", "a02", "a03"}),
        ("year:2019", {"a01", "a02", "a03"}),
        ("year:2020..2025 成果", {"a1"}),
        ("成果 -year:2023", {"a01"}),
        ("oil OR 厦门", {"a02", "notices/0"}),
        ("NOT (成果 OR 会议 OR deep)", {"a02", "a03"}),
        ("会议 (厦门 OR 北京)", {"notices/0"}),
        ("会议 (上海 OR 北京)", set()),
        ("", {"a1", "c2", "notices/0", "a01", "a02", "a03"}),
    ],
)
def test_the_query_language_finds(index: Index, line: str, found: set[str]):
    assert set(refs(index, line)) == found
    assert index.search(line).total == len(found)


def test_a_phrase_does_not_run_from_one_paragraph_into_the_next(tmp_path: Path):
    index = Index.open(tmp_path)
    index.add(make_issue("前面是成果\n转化在后面"))
    index.commit()
    assert refs(index, "成果转化") == []
    assert refs(index, "成果 转化") == ["a01"]


han = st.text(alphabet="的成果转化科技业", min_size=0, max_size=14)
mixed = st.text(alphabet="成果转化ab1，。 \n轉é", min_size=0, max_size=20)


def plainly(text: str) -> list[str]:
    """Folded lines without white space between Chinese characters, the way a reader compares."""
    return [re.sub(r"(?<=[一-鿿]) +(?=[一-鿿])", "", line) for line in fold(text).split("\n")]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(han, min_size=1, max_size=12), st.lists(han.filter(bool), min_size=1, max_size=8))
def test_chinese_strings_are_found_like_by_reading_everything(tmp_path_factory, texts: list[str], wanted: list[str]):
    index = Index.open(tmp_path_factory.mktemp("han"))
    index.add(make_issue(*texts))
    index.commit()
    for string in wanted:
        expected = {f"a{at:02}" for at, text in enumerate(texts, 1) if string in text}
        assert {hit.document.ref for hit in index.search(Text(string), limit=100).hits} == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(mixed, min_size=1, max_size=10), st.data())
def test_whatever_stands_there_is_found(tmp_path_factory, texts: list[str], data):
    """Any stretch of a line that begins and ends between words is found in its own text."""
    index = Index.open(tmp_path_factory.mktemp("mixed"))
    index.add(make_issue(*texts))
    index.commit()
    at = data.draw(st.integers(0, len(texts) - 1))
    for line in texts[at].split("\n"):
        borders = [i for i in range(len(line) + 1) if not re.match(r"[ab1é]{2}", line[max(i - 1, 0) : i + 1])]
        start, end = sorted((data.draw(st.sampled_from(borders)), data.draw(st.sampled_from(borders))))
        stretch = line[start:end]
        if re.search(r"\w", stretch):
            assert f"a{at + 1:02}" in {hit.document.ref for hit in index.search(Text(stretch), limit=100).hits}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(["car", "cars", "card", "oil", "AI"]), max_size=6), min_size=1, max_size=8))
def test_words_and_beginnings_are_found_like_by_reading_everything(tmp_path_factory, texts: list[list[str]]):
    index = Index.open(tmp_path_factory.mktemp("words"))
    index.add(make_issue(*map(" ".join, texts)))
    index.commit()
    for word in ("car", "card", "ai"):
        whole = {f"a{at:02}" for at, text in enumerate(texts, 1) if word in [each.lower() for each in text]}
        begun = {f"a{at:02}" for at, text in enumerate(texts, 1) if any(each.lower().startswith(word) for each in text)}
        assert set(refs(index, word)) == whole
        assert set(refs(index, f"{word}*")) == begun


def test_a_common_character_is_found_whatever_follows_it(tmp_path: Path):
    """Beginnings are looked up without a bound that would lose some: 3,000 different pairs begin with 的."""
    texts = ["".join(f"的{chr(0x4E00 + 100 * at + i)}，第{at}的" for i in range(100)) for at in range(30)]
    index = Index.open(tmp_path)
    index.add(make_issue(*texts))
    index.commit()
    assert index.search("的").total == 30
    assert index.search("7的").total == 1


def test_hits_in_titles_come_first(tmp_path: Path):
    index = Index.open(tmp_path)
    index.add(make_issue("成果"))
    index.add(make_rich_issue())
    index.commit()
    assert refs(index, "成果") == ["a1", "a01"]


def test_sorting_by_date(index: Index):
    assert [hit.document.year for hit in index.search("成果", sort="newest").hits] == [2023, 2019]
    assert [hit.document.year for hit in index.search("成果", sort="oldest").hits] == [2019, 2023]


def test_pages_of_results_fit_together(index: Index):
    everything = refs(index, "year:2019..2023", limit=100)
    paged = [ref for offset in range(0, 8, 2) for ref in refs(index, "year:2019..2023", limit=2, offset=offset)]
    assert paged == everything


def test_pages_of_equal_hits_fit_together_and_the_newest_come_first(tmp_path: Path):
    index = Index.open(tmp_path)
    for year in (*range(1990, 2000), *range(1980, 1990)):
        index.add(make_issue(*["成果转化"] * 20, id=f"keji-{year}-06"))
        index.commit()
    paged = [hit.document.id for offset in range(0, 400, 20) for hit in index.search("转化", offset=offset).hits]
    assert len(paged) == len(set(paged)) == 400
    assert [id[5:9] for id in paged[::20]] == [str(year) for year in range(1999, 1979, -1)]


def test_facets_count_what_is_found(index: Index):
    facets = index.search("成果", facets=FACETS).facets
    assert facets["year"] == (("2019", 1), ("2023", 1))
    assert ("zhongguo-keji", 1) in facets["periodical"]
    assert facets["contributor"] == (("Ada Lovelace", 1), ("潘复生", 1))
    assert facets["section"] == (("院士专论", 1),)


def test_an_unknown_sort_is_refused(index: Index):
    with pytest.raises(QueryError, match="no such order"):
        index.search("成果", sort="beauty")


def test_search_within_one_issue(index: Index):
    assert refs(index, "成果", within="keji-2019-01") == ["a01"]


def test_snippets_mark_the_hit_and_name_its_page(index: Index):
    hit = index.search("電動汽車").hits[0]
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["电动汽车"]
    assert snippet.page == 6


def test_the_title_is_marked(index: Index):
    hit = index.search("轉化").hits[0]
    assert [hit.document.title[start:end] for start, end in hit.title] == ["转化"]


def test_an_issue_added_again_is_there_once(index: Index):
    before = index.count()
    index.add(make_rich_issue(), "d3")
    index.commit()
    assert index.count() == before
    assert index.held() == {"zhongguo-keji-2023-06": "d3", "keji-2019-01": "d2"}


def test_a_removed_issue_is_gone(index: Index):
    index.remove("keji-2019-01")
    index.commit()
    assert refs(index, "成果") == ["a1"]
    assert list(index.held()) == ["zhongguo-keji-2023-06"]


def test_an_issue_without_anything_to_find_is_still_held(tmp_path: Path):
    index = Index.open(tmp_path)
    index.add(make_issue(), "d")
    index.commit()
    assert index.held() == {"keji-2023-06": "d"}
    assert index.search("").total == 0


def test_impossible_dates_are_no_trouble(tmp_path: Path):
    index = Index.open(tmp_path)
    index.add(make_issue("成果", issue=Designation(year=10**15, month=-(10**9), date="99999999999999999999-1")))
    index.commit()
    assert index.search("成果", sort="oldest", facets=FACETS).total == 1


def test_nothing_is_seen_before_the_commit(index: Index, tmp_path: Path):
    index.remove("keji-2019-01")
    assert refs(index, "oil") == ["a02"]
    index.rollback()
    assert refs(index, "oil") == ["a02"]


def test_another_reader_sees_the_commit(index: Index):
    other = Index.open(index.path)
    assert other.search("oil").total == 1
    index.remove("keji-2019-01")
    index.commit()
    assert other.search("oil").total == 0


def test_a_second_writer_is_told_to_wait(index: Index):
    index.add(make_issue("b"))
    with pytest.raises(Conflict, match="another process"):
        Index(index.path, wait=0.1).add(make_issue("c"))
    index.rollback()


def test_an_index_of_another_version_is_made_anew(index: Index):
    (index.path / "format").write_text("backfile/index/0")
    assert Index.open(index.path).held() == {}


def test_an_index_deleted_under_a_reader_is_empty_and_can_be_filled_again(index: Index):
    shutil.rmtree(index.path)
    assert index.search("成果").total == 0
    index.add(make_rich_issue())
    index.commit()
    assert index.search("成果").total == 1


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ArchiveDamaged, match="not an index"):
        Index.open(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_what_an_ending_writer_leaves_in_a_folder_is_no_strangers_file(tmp_path: Path):
    (tmp_path / ".managed.json").write_text("[]")
    (tmp_path / "0123456789abcdef0123456789abcdef.store").write_bytes(b"")
    assert Index.open(tmp_path).search("").total == 0


def test_a_damaged_index_says_what_to_do(index: Index):
    (index.path / "meta.json").write_text("{")
    with pytest.raises(ArchiveDamaged, match="backfile rebuild"):
        Index.open(index.path)


def test_an_index_that_cannot_be_written_is_no_damaged_one(index: Index, monkeypatch: pytest.MonkeyPatch):
    """Where only reading is allowed, nobody is told to delete anything."""
    (index.path / ".tantivy-meta.lock").unlink(missing_ok=True)
    (index.path / ".tantivy-meta.lock").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ArchiveError, match="Check free space and permissions"):
        Index.open(index.path)
    with pytest.raises(ArchiveError, match="can't be written"):
        Index.open(index.path / "format" / "index")


def test_the_answers_are_the_same_after_making_it_anew_in_another_order(tmp_path: Path):
    issues = [make_issue("成果转化", "转化", "成果", id=f"keji-20{year}-06") for year in range(10, 22)]
    one, other = Index.open(tmp_path / "one"), Index.open(tmp_path / "other")
    for issue in issues:
        one.add(issue)
        one.commit()
    for issue in reversed(issues):
        other.add(issue)
    other.commit()
    for line in ("成果", "转", "成果转化 OR 转化", ""):
        first, second = ([hit.document.id for hit in index.search(line, limit=20).hits] for index in (one, other))
        assert first == second
