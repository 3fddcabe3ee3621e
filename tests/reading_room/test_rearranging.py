"""What deeds become as changes, and what follows from an article's new borders."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from backfile.archive.corrections import Correction, apply, make_all
from backfile.errors import InputError
from backfile.model import Article, Box, Entry, Issue, Line, Page, Paragraph, Region


@pytest.fixture(scope="module")
def rearranging(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from backfile.catalogue.database import configure
    from backfile.settings import Settings

    configure(tmp_path_factory.mktemp("rearranging"), Settings())
    from backfile.reading_room import rearranging

    return rearranging


def make_issue() -> Issue:
    """Two articles of one column each on page 1, and a page 2 that goes on."""

    def line(number: int, text: str, left: float, top: float, **more: Any) -> Line:
        return Line(text=text, number=number, box=Box(left, top, left + 0.4, top + 0.03), **more)

    first = (
        line(1, "潮汐", 0.05, 0.1, role="title", of="articles/0/title"),
        line(2, "海水有涨有落。", 0.05, 0.2, of="articles/0/paragraphs"),
        line(3, "月亮引起潮汐。", 0.05, 0.3, of="articles/0/paragraphs"),
        line(4, "山不动。", 0.55, 0.2, of="articles/1/paragraphs", block=1),
    )
    second = (line(1, "石头更不动。", 0.05, 0.1, of="articles/1/paragraphs"),)
    return Issue(
        id="sea-2020-01",
        contents=(Entry(id="c01", title="潮汐", page="1"), Entry(id="c02", title="山", page="1"), Entry(id="c03", title="石")),
        articles=(
            Article(id="a01", entry="c01", title="潮汐", pages=(1,), regions=(Region(page=1, box=Box(0, 0, 0.5, 1)),),
                    paragraphs=(Paragraph(text="海水有涨有落。月亮引起潮汐。", page=1),)),
            Article(id="a02", entry="c02", title="山", pages=(1, 2), regions=(Region(page=1, box=Box(0.5, 0, 1, 1)),)),
        ),
        pages=(Page(number=1, label="1", lines=first), Page(number=2, label="2", lines=second), Page(number=3)),
    )  # fmt: skip


def corrected(issue: Issue, changes: Any) -> Issue:
    made: list[Correction] = make_all(issue, changes, by="mei", at="2026-01-01T00:00:00Z")
    found = apply(issue, made)
    assert found.clashes == ()
    return found.issue


def set_of(issue: Issue, path: str, text: str) -> Any:
    from backfile.archive.corrections import Change, value_at
    from backfile.reading_room.fields import kind_of

    return [Change("set", path, new=kind_of(path).read(text), old=value_at(issue, path))]


def test_an_article_has_the_text_of_its_regions(rearranging: Any) -> None:
    issue = make_issue()
    drawn = set_of(issue, "articles/a01/regions", "1: 0 25 50 40\n2: 0 0 100 50")
    now = corrected(issue, rearranging.follow(issue, "articles/a01", drawn)).articles[0]
    assert now.pages == (1, 2)
    assert now.text.replace("\n", "") == "月亮引起潮汐。石头更不动。"


def test_a_page_that_an_article_gets_is_taken_whole_without_titles(rearranging: Any) -> None:
    issue = make_issue()
    changes = rearranging.follow(issue, "articles/a02", set_of(issue, "articles/a02/pages", "1-2"))
    now = corrected(issue, changes).articles[1]
    assert [region.page for region in now.regions] == [1, 2]
    assert now.text.replace("\n", "") == "山不动。石头更不动。"
    assert "潮汐" not in now.text


def test_a_title_changed_leaves_the_text_alone(rearranging: Any) -> None:
    issue = make_issue()
    changes = set_of(issue, "articles/a01/title", "潮汐与月亮")
    assert rearranging.follow(issue, "articles/a01", changes) == changes


@pytest.mark.parametrize(
    ("item", "do", "order"),
    [
        ("contents/c01", "down", ["c02", "c01", "c03"]),
        ("contents/c02", "up", ["c02", "c01", "c03"]),
        ("contents/c03", "up", ["c01", "c03", "c02"]),
    ],
)
def test_entries_change_places(rearranging: Any, item: str, do: str, order: list[str]) -> None:
    issue = make_issue()
    now = corrected(issue, rearranging.plan(issue, item, do, "", None))
    assert [entry.id for entry in now.contents] == order


@pytest.mark.parametrize(("item", "do"), [("contents/c01", "up"), ("contents/c03", "down"), ("contents/c03", "merge")])
def test_nothing_moves_beyond_the_end(rearranging: Any, item: str, do: str) -> None:
    with pytest.raises(InputError):
        rearranging.plan(make_issue(), item, do, "", None)


@pytest.mark.parametrize("item", ["contents/c01", "articles/a01"])
def test_an_advertisement_stays_as_a_notice(rearranging: Any, item: str) -> None:
    import msgspec

    issue = make_issue()
    shown = msgspec.to_builtins(rearranging.find_item(issue, item))
    now = corrected(issue, rearranging.plan(issue, item, "advertisement", "", shown))
    assert [entry.id for entry in now.contents] == ["c02", "c03"]
    assert [article.id for article in now.articles] == ["a02"]
    assert [(notice.kind, notice.title, notice.page) for notice in now.notices] == [("advertisement", "潮汐", 1)]
    assert "月亮引起潮汐" in now.notices[0].text


@pytest.mark.parametrize(
    ("label", "labels"),
    [("5", ["5", "6"]), ("009", ["009", "010"]), ("S9", ["S9", "S10"]), ("iv", ["iv", "v"]), ("十", ["十", "十一"])],
)
def test_folios_are_counted_up_as_they_are_printed(rearranging: Any, label: str, labels: list[str]) -> None:
    issue = make_issue()
    now = corrected(issue, rearranging.renumber(issue, 2, 3, label))
    assert [page.label for page in now.pages] == ["1", *labels]


def test_folios_are_taken_away_by_counting_from_nothing(rearranging: Any) -> None:
    issue = make_issue()
    assert [page.label for page in corrected(issue, rearranging.renumber(issue, 1, 3, "")).pages] == [None, None, None]


@pytest.mark.parametrize(("first", "last", "label"), [(7, 9, "1"), (2, 3, "cover"), (3, 2, "1")])
def test_folios_that_can_t_be_counted_are_refused(rearranging: Any, first: int, last: int, label: str) -> None:
    with pytest.raises(InputError):
        rearranging.renumber(make_issue(), first, last, label)


def test_an_entry_without_an_article_gets_one(rearranging: Any) -> None:
    issue = make_issue()
    issue = replace(issue, contents=(*issue.contents[:2], replace(issue.contents[2], page="02")))
    assert "cut" in dict(rearranging.deeds_for(issue, "contents/c03"))
    assert "cut" not in dict(rearranging.deeds_for(issue, "contents/c01"))
    now = corrected(issue, rearranging.plan(issue, "contents/c03", "cut", "", None))
    made = now.articles[-1]
    assert (made.entry, made.title, made.pages, made.text) == ("c03", "石", (2,), "石头更不动。")


def test_an_entry_whose_page_is_unknown_can_t_be_cut(rearranging: Any) -> None:
    with pytest.raises(InputError):
        rearranging.plan(make_issue(), "contents/c03", "cut", "", None)
