"""Damage and dress that contents pages wear: each row below is read for what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Issue
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


STUMPS = """目录
渡江前夜的白鹭镇. .4               汪其美 〈])
盐税改革亲闻.郭百川〈17)
镇上的第一所女校. .4舒若冰〈29)
难民船上的三天.戴春山遗作”戴小云整理〈35)
码头工会始末. . .…….…......牛志远口述 齐 舒整理《48)
两家布庄. .9柳永丰”方泰 (56)
"""


def test_stumps_of_leaders_and_stray_quotes_stand_between_title_and_names(read: Callable[[str], Issue]) -> None:
    assert [(e.title, [p.name for p in e.contributors], e.page) for e in read(STUMPS).contents] == [
        ("渡江前夜的白鹭镇", ["汪其美"], "1"),
        ("盐税改革亲闻", ["郭百川"], "17"),
        ("镇上的第一所女校", ["舒若冰"], "29"),
        ("难民船上的三天", ["戴春山", "戴小云"], "35"),
        ("码头工会始末", ["牛志远", "齐舒"], "48"),
        ("两家布庄", ["柳永丰", "方泰"], "56"),
    ]


FIGURES = """目录
测绘
726　1. 河口沙洲的雷达观测 ………… 何　苗
733　2. l50吨浮吊的改装 ………… 方小石
741　3. 十—种潮位仪的比较 ………… 严　冬
750　4. 2O年水准网复测 ………… 孟　夏
758　编后
"""


def test_figures_read_as_letters_and_numbers_behind_pages_are_mended(read: Callable[[str], Issue]) -> None:
    assert [(e.title, e.page) for e in read(FIGURES).contents] == [
        ("河口沙洲的雷达观测", "726"),
        ("150吨浮吊的改装", "733"),
        ("十一种潮位仪的比较", "741"),
        ("20年水准网复测", "750"),
        ("编后", "758"),
    ]
