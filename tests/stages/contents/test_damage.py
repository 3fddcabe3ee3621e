"""Damage and dress that contents pages wear: each row below is read for what it says."""

from __future__ import annotations

import pytest

from backfile.stages.contents.names import read_byline
from backfile.stages.contents.rows import _section_first
from backfile.stages.contents.tokens import LEADER


@pytest.mark.parametrize("leader", ["..，…．·", "。。。….", ". . ,.", "．．．", ". .: . .", "…."])
def test_a_damaged_leader_is_still_one(leader: str) -> None:
    assert LEADER.fullmatch(leader)


def test_a_comma_in_a_sentence_is_no_leader() -> None:
    assert not LEADER.search("甲、乙，丙。丁")


@pytest.mark.parametrize(
    ("text", "name", "affiliation"),
    [("三产办 濮阿毛", "濮阿毛", "三产办"), ("细纱车间 简桂芳", "简桂芳", "细纱车间")],
)
def test_the_unit_before_a_name_is_where_somebody_works(text: str, name: str, affiliation: str) -> None:
    (person,) = read_byline(text).contributors
    assert (person.name, person.affiliation) == (name, affiliation)


def test_spaces_within_japanese_names_and_between_them() -> None:
    assert [person.name for person in read_byline("中川 三千代  菅原 正樹", spaced=True).contributors] == [
        "中川三千代",
        "菅原正樹",
    ]


def test_a_section_at_the_end_goes_behind_the_label_that_leads() -> None:
    assert _section_first("Essay", "1599-1627   Standing for Rivers") == "1599-1627  Essay | Standing for Rivers"
    assert _section_first("时政", "代表委员的午餐会　　窦文") == "时政 | 代表委员的午餐会　　窦文"
