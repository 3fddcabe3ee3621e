"""Corrections: append-only, addressed by what lasts, never lost in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backfile.archive.corrections import Correction, apply, decode, in_force, make, value_at
from backfile.errors import Conflict, InputError
from backfile.model import (
    Article,
    Box,
    Contributor,
    Designation,
    Doubt,
    Entry,
    Evidence,
    Issue,
    Line,
    Mention,
    Page,
    Paragraph,
    Periodical,
)

TITLES = ("潮汐与月亮", "河流的源头", "沙漠中的水", "冰川纪行")


def entry(number: int, title: str, page: str) -> Entry:
    return Entry(id=f"c{number:02}", title=title, page=page, contributors=(Contributor(name="张三"),))


@pytest.fixture
def issue() -> Issue:
    """Four entries with evidence, doubts and lines that point to them."""
    entries = tuple(entry(number, title, str(number * 3)) for number, title in enumerate(TITLES, 1))
    lines = tuple(Line(text=title, number=at + 1, of=f"contents/{at}/title") for at, title in enumerate(TITLES))
    body = Line(text="海水朝夕涨洛", number=1, box=Box(0.1, 0.1, 0.9, 0.2))
    article = Article(
        id="a01", title=TITLES[0], entry="c01", pages=(2,), paragraphs=(Paragraph("海水朝夕涨洛，月亮所引。", 2, breaks=((8, 3),)),) if False else (Paragraph(text="海水朝夕涨洛，月亮所引。", page=2, breaks=((8, 3),)),)
    )  # fmt: skip
    return Issue(
        id="sea-2020-01",
        periodical=Periodical(title="海样研究"),
        issue=Designation(year=2020, month=1),
        contents=entries,
        articles=(article,),
        mentions=(Mention(kind="place", name="黄河", of="contents/1/title", quote="河流"),),
        pages=(Page(number=1, lines=lines), Page(number=2, label="3", lines=(body,))),
        evidence=tuple(
            Evidence(path=f"contents/{at}/title", quote=t, by="contents", page=1) for at, t in enumerate(TITLES)
        ),
        doubts=(
            Doubt(path="issue/month", why="guessed", confidence=0.5),
            Doubt(path="contents/2/page", why="?", confidence=0.4),
        ),
    )


def change(issue: Issue, do: Any, path: str, **fields: Any) -> Correction:
    return make(issue, do, path, by="li", at="2026-01-01T00:00:00+00:00", **fields)


def titles(issue: Issue) -> list[str]:
    return [row.title for row in issue.contents]


def agrees(issue: Issue) -> bool:
    """Evidence, doubts and lines point at the entries they speak of."""
    by_path = {f"contents/{at}/title": row.title for at, row in enumerate(issue.contents)}
    evidence = all(by_path.get(item.path, item.quote) == item.quote for item in issue.evidence if item.by == "contents")
    lines = all(line.of is None or by_path[line.of] == line.text for line in issue.pages[0].lines)
    return evidence and lines


def test_a_value_is_set_and_its_doubt_goes(issue: Issue) -> None:
    fixed = apply(issue, [change(issue, "set", "issue/month", new=6)]).issue
    assert fixed.issue.month == 6
    assert [doubt.path for doubt in fixed.doubts] == ["contents/2/page"]
    assert [item.quote for item in fixed.evidence if item.by == "correction by li"] == ["6"]


def test_setting_the_same_value_confirms_it(issue: Issue) -> None:
    fixed = apply(issue, [change(issue, "set", "issue/month", new=1)])
    assert (fixed.issue.issue.month, fixed.clashes) == (1, ())
    assert "issue/month" not in {doubt.path for doubt in fixed.issue.doubts}


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("periodical/title", "海洋研究"),
        ("contents/c02/title", "河流之源"),
        ("contents/c02/contributors/0/name", "李四"),
        ("contents/c02/contributors", [{"name": "李四", "role": "translator", "kind": "person", "affiliation": None}]),
        ("articles/a01/pages", [2, 3]),
        ("articles/a01/regions", [{"page": 2, "box": [0.1, 0.1, 0.9, 0.5]}]),
        ("pages/2/label", "12"),
        ("pages/2/kind", "advertisement"),
        ("pages/2/lines/1/text", "海水朝夕涨落"),
    ],
)
def test_everything_that_is_shown_can_be_set(issue: Issue, path: str, new: Any) -> None:
    correction = change(issue, "set", path, new=new)
    assert value_at(apply(issue, [correction]).issue, path) == new
    assert apply(issue, [correction]).clashes == ()


def test_a_line_set_right_is_right_in_its_article(issue: Issue) -> None:
    fixed = apply(issue, [change(issue, "set", "pages/2/lines/1/text", new="海水朝夕涨落又起")]).issue
    assert fixed.articles[0].paragraphs[0].text == "海水朝夕涨落又起，月亮所引。"
    assert fixed.articles[0].paragraphs[0].breaks == ((10, 3),)
    assert fixed.pages[1].lines[0].words[0].box == Box(0.1, 0.1, 0.9, 0.2)


def test_entries_are_added_removed_moved_split_and_merged(issue: Issue) -> None:
    added = apply(issue, [change(issue, "add", "contents", new={"title": "云的形状", "page": "4"}, after="c01")]).issue
    assert titles(added) == [TITLES[0], "云的形状", *TITLES[1:]]
    removed = apply(issue, [change(issue, "remove", "contents/c02")]).issue
    assert titles(removed) == [TITLES[0], *TITLES[2:]]
    assert removed.mentions == ()
    moved = apply(issue, [change(issue, "move", "contents/c04", after="")]).issue
    assert titles(moved) == [TITLES[3], *TITLES[:3]]
    split = apply(issue, [change(issue, "split", "contents/c03", new=[{"title": "沙漠"}, {"title": "中的水"}])]).issue
    assert titles(split) == [*TITLES[:2], "沙漠", "中的水", TITLES[3]]
    merged = apply(issue, [change(issue, "merge", "contents/c01", other="c02", new={"title": "潮汐 河流"})]).issue
    assert titles(merged) == ["潮汐 河流", *TITLES[2:]]
    assert all(map(agrees, (added, removed, moved)))
    assert [doubt.path for doubt in removed.doubts] == ["issue/month", "contents/1/page"]


def test_corrections_survive_a_reading_that_numbers_otherwise(issue: Issue) -> None:
    """The newer reading finds one more entry in front, so every id means another entry."""
    corrections = [
        change(issue, "set", "contents/c03/title", new="沙漠里的水"),
        change(issue, "remove", "contents/c04"),
    ]
    rows = [entry(1, "卷首语", "1"), *(entry(at, title, str((at - 1) * 3)) for at, title in enumerate(TITLES, 2))]
    fixed = apply(replace(issue, contents=tuple(rows)), corrections)
    assert titles(fixed.issue) == ["卷首语", TITLES[0], TITLES[1], "沙漠里的水"]
    assert fixed.clashes == ()


def test_a_newer_reading_that_got_it_right_is_no_clash(issue: Issue) -> None:
    correction = change(issue, "set", "periodical/title", new="海洋研究")
    better = replace(issue, periodical=Periodical(title="海洋研究"))
    assert apply(better, [correction]).clashes == ()


def test_a_newer_reading_that_says_a_third_thing_is_reported_and_the_person_holds(issue: Issue) -> None:
    correction = change(issue, "set", "contents/c03/title", new="沙漠里的水")
    third = replace(issue, contents=(*issue.contents[:2], entry(3, "沙漠中的冰", "9"), issue.contents[3]))
    fixed = apply(third, [correction])
    assert titles(fixed.issue)[2] == "沙漠里的水"
    assert [(clash.correction.id, clash.kept) for clash in fixed.clashes] == [(correction.id, True)]


def test_an_entry_that_is_gone_is_reported(issue: Issue) -> None:
    correction = change(issue, "set", "contents/c03/title", new="沙漠里的水")
    fixed = apply(replace(issue, contents=issue.contents[:2]), [correction])
    assert titles(fixed.issue) == list(TITLES[:2])
    assert [(clash.kept, "not there" in clash.why) for clash in fixed.clashes] == [(False, True)]


def test_an_entry_added_by_hand_that_is_read_by_now_is_not_doubled(issue: Issue) -> None:
    without = replace(issue, contents=issue.contents[:3])
    correction = change(without, "add", "contents", new={"title": TITLES[3], "page": "12"})
    fixed = apply(issue, [correction])
    assert titles(fixed.issue) == list(TITLES)
    assert [clash.kept for clash in fixed.clashes] == [True]


def test_what_was_added_can_be_corrected_in_turn(issue: Issue) -> None:
    first = change(issue, "add", "contents", new={"title": "云的形状"})
    now = apply(issue, [first]).issue
    second = change(now, "set", f"contents/{now.contents[-1].id}/page", new="20")
    assert apply(issue, [first, second]).issue.contents[-1].page == "20"


def test_a_value_changed_by_somebody_else_meanwhile_is_a_conflict(issue: Issue) -> None:
    with pytest.raises(Conflict, match="by now"):
        change(issue, "set", "contents/c03/title", old="另一个题目", new="x")


@pytest.mark.parametrize(
    ("do", "path", "fields"),
    [
        ("set", "contents/c99/title", {"new": "x"}),
        ("set", "contents/c01/colour", {"new": "red"}),
        ("set", "issue/month", {"new": "June"}),
        ("set", "contents/c01/title", {"new": None}),
        ("set", "pages/9/label", {"new": "1"}),
        ("set", "contents", {"new": 3}),
        ("set", "", {"new": 3}),
        ("add", "pages", {"new": {"number": 3}}),
        ("add", "contents", {"new": {"page": "3"}}),
        ("remove", "periodical", {}),
        ("split", "contents/c01", {"new": [{"title": "one"}]}),
        ("merge", "contents/c01", {"other": "c01", "new": {}}),
    ],
)
def test_what_is_not_possible_is_refused(issue: Issue, do: str, path: str, fields: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        change(issue, do, path, **fields)


def test_an_undo_can_be_undone() -> None:
    def row(id: str, do: Any, other: str = "") -> Correction:
        return Correction(id=id, at="", by="li", do=do, other=other)

    first, second, third = row("1", "set"), row("2", "undo", "1"), row("3", "undo", "2")
    assert in_force([first, second]) == []
    assert in_force([first, second, third]) == [first]


def test_a_half_written_last_line_is_left_out_and_a_bad_one_named() -> None:
    good = b'{"id":"1","at":"","by":"li","do":"undo","other":"0"}\n'
    assert len(decode(good + b'{"id":"2","at')) == 1
    with pytest.raises(InputError, match="line 1"):
        decode(b"nonsense\n" + good)


steps = st.lists(
    st.tuples(st.sampled_from(["remove", "move", "add", "split"]), st.integers(0, 9), st.integers(0, 9)), max_size=6
)


@given(steps)
def test_paths_by_position_follow_their_entries_through_anything(plan: list[tuple[str, int, int]]) -> None:
    entries = tuple(entry(number, title, str(number)) for number, title in enumerate(TITLES, 1))
    lines = tuple(Line(text=title, number=at + 1, of=f"contents/{at}/title") for at, title in enumerate(TITLES))
    evidence = tuple(
        Evidence(path=f"contents/{at}/title", quote=t, by="contents", page=1) for at, t in enumerate(TITLES)
    )
    read = Issue(contents=entries, pages=(Page(number=1, lines=lines),), evidence=evidence)
    now, made = read, []
    for do, one, two in plan:
        ids = [row.id for row in now.contents]
        if not ids:
            break
        path, other = f"contents/{ids[one % len(ids)]}", ids[two % len(ids)]
        fields: dict[str, Any] = {"move": {"after": other}, "add": {"new": {"title": f"新{one}"}, "after": other}}.get(
            do, {}
        )
        if do == "split":
            fields = {"new": [{"title": now.contents[one % len(ids)].title}, {"title": f"后{two}"}]}
        if do == "move" and other == ids[one % len(ids)]:
            continue
        path = "contents" if do == "add" else path
        made.append(change(now, do, path, **fields))
        now = apply(read, made).issue
        assert agrees(now)
    assert not [clash for clash in apply(read, made).clashes if not clash.kept]
