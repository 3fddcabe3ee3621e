"""What the reading room asks."""

from __future__ import annotations

import pytest

from backfile.catalogue import Catalogue
from backfile.errors import NotFound
from backfile.model import Contributor, Designation, Entry

from .issues import make_issue


@pytest.fixture
def full(catalogue: Catalogue) -> Catalogue:
    for year, month in ((2022, 12), (2023, 6), (2023, 7)):
        catalogue.add(make_issue(year, month))
    catalogue.add(
        make_issue(
            periodical="aaa",
            issue=Designation(),
            contents=(Entry(id="c1", title="一", contributors=(Contributor(name="潘復生"),)),),
            articles=(),
            mentions=(),
        )
    )
    return catalogue


def test_periodicals_with_their_counts(full: Catalogue):
    from backfile.catalogue import holdings

    rows = {row.slug: row for row in holdings.periodicals()}
    assert (rows["zhongguo-keji"].issue_count, rows["zhongguo-keji"].article_count) == (3, 6)
    assert rows["zhongguo-keji"].cover_issue == "zhongguo-keji-2023-07"


def test_issues_of_a_periodical_oldest_first(full: Catalogue):
    from backfile.catalogue import holdings

    assert [row.slug for row in holdings.issues_of("zhongguo-keji")] == ["2022-12", "2023-06", "2023-07"]
    assert [row.slug for row in holdings.issues_of("zhongguo-keji", 2023)] == ["2023-06", "2023-07"]


def test_the_contents_know_their_articles(full: Catalogue, django_assert_num_queries):
    from backfile.catalogue import holdings

    with django_assert_num_queries(2):
        entries = holdings.contents("zhongguo-keji-2023-06")
        found = [(entry.title, entry.article and entry.article.ref) for entry in entries]
    assert found == [("促进成果转化", "a1"), ("卷首语", None), ("Deep Learning", None)]


def test_people_by_works_and_by_name(full: Catalogue):
    from backfile.catalogue import holdings

    assert [(row.name, row.works) for row in holdings.people()] == [("潘复生", 4), ("李四", 3)]
    assert [row.name for row in holdings.people("潘", by="name")] == ["潘复生"]
    assert [row.name for row in holdings.people(kind="organization")] == ["本刊编辑部"]


def test_a_name_is_found_in_traditional_and_simplified(full: Catalogue):
    from backfile.catalogue import holdings

    works = list(holdings.works_of(holdings.named("潘復生").get().id))
    assert [work.issue_id for work in works] == [
        "zhongguo-keji-2023-07", "zhongguo-keji-2023-06", "zhongguo-keji-2022-12", "aaa-2023-06",
    ]  # fmt: skip
    assert works[0].article is not None
    assert works[-1].entry is not None


def test_what_to_look_at_comes_least_sure_first(full: Catalogue):
    from backfile.catalogue import holdings

    assert [entry.title for entry in holdings.unsure_entries()] == ["卷首语"] * 3
    assert holdings.doubts("zhongguo-keji-2023-06")[0].path == "issue/month"
    assert len(holdings.doubts()) == 4


@pytest.mark.parametrize("name", ["periodical", "issue"])
def test_what_is_not_there_is_said_so(full: Catalogue, name: str):
    from backfile.catalogue import holdings

    with pytest.raises(NotFound):
        getattr(holdings, name)("x")
