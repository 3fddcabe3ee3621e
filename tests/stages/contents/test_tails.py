"""What stands under the list: credits, publishers and prices are no part of the last entry."""

from __future__ import annotations

from collections.abc import Callable

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents.rows import make_rows
from backfile.stages.contents.tails import find_tail

Reader = Callable[[str], Issue]

ENGLISH = """CONTENTS

The dry-stone wallers of Ashdale, Ruth Ember ....... 3
A ferry without a river, Colm Farrant .............. 11
Bees on the gasworks roof, Ida Novak ............... 19
Letters ............................................ 27
Prize crossword .................................... 30

WESTBANK PRESS LIMITED
Drawings: Mary Oakes     Block: Joan Petrie
"""
CHINESE = """目　录

纸上春秋
一座老桥的账本　　　　　　周明远　　4
茶馆里的说书人　　　　　　林　青　　9
河埠头旧事　　　　　　　　陈立新　　15
来稿选登　　　　　　　　　　　　　　22

封面绘　高　岚　　尾花　石　青
热线　(021)5550-0001
"""


def test_names_under_the_list_sign_nothing(read: Reader) -> None:
    assert [(e.title, [p.name for p in e.contributors], e.page) for e in read(ENGLISH).contents][-1] == (
        "Prize crossword", [], "30",
    )  # fmt: skip
    assert [(e.title, [p.name for p in e.contributors], e.page) for e in read(CHINESE).contents][-1] == (
        "来稿选登", [], "22",
    )  # fmt: skip


def test_an_entry_under_a_blank_line_with_its_page_is_one(read: Reader) -> None:
    told = CHINESE.replace("\n封面绘", "\n答读者问　　　　　　　　　　　　　　　31\n\n封面绘")
    assert [(e.title, e.page) for e in read(told).contents][-1] == ("答读者问", "31")


def test_where_all_rows_stand_apart_there_is_no_tail() -> None:
    rows = make_rows(split_pages(ENGLISH)[0])
    assert rows[find_tail(rows)].text.startswith("WESTBANK")
    spread = make_rows(split_pages(ENGLISH.replace("\n", "\n\n"))[0])
    assert find_tail(spread) == len(spread)
