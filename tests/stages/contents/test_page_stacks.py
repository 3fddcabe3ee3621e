"""Pages that stand in stacks of their own beside the blocks of their titles."""

from __future__ import annotations

from collections.abc import Callable

from backfile.model import Issue

Reader = Callable[[str], Issue]

BELOW = """\
SOMMARIO
3
19

Livio Casagrande, Il mulino dei nonni
Ersilia Motta, Quattro sonetti

NOTE E DISCUSSIONI
58
66

Bruno Valsecchi, Ancora sul teatro
Ada Pellegrini, Il dialetto dei figli

RASSEGNE
84
90

Dario Benvegnù, Letteratura inglese
Libri ricevuti
"""
ABOVE = """\
もくじ

編みもの
坂口 静
なわ編みの帽子
小田 みどり
子どもの手袋

6
10

布あそび
中村 房江
古布でつくる袋
ちりめんの小物入れ
はじめての袋もの

22
26
31

たより
読者の広場
次号のお知らせ

58
60
"""


def _read(issue: Issue) -> list[tuple[str | None, str, str | None]]:
    return [(entry.section, entry.title, entry.page) for entry in issue.contents]


def test_pages_above_the_titles_of_each_section(read: Reader) -> None:
    assert _read(read(BELOW)) == [
        (None, "Il mulino dei nonni", "3"),
        (None, "Quattro sonetti", "19"),
        ("NOTE E DISCUSSIONI", "Ancora sul teatro", "58"),
        ("NOTE E DISCUSSIONI", "Il dialetto dei figli", "66"),
        ("RASSEGNE", "Letteratura inglese", "84"),
        ("RASSEGNE", "Libri ricevuti", "90"),
    ]


def test_pages_below_the_names_and_titles_of_each_section(read: Reader) -> None:
    issue = read(ABOVE)
    assert _read(issue) == [
        ("編みもの", "なわ編みの帽子", "6"),
        ("編みもの", "子どもの手袋", "10"),
        ("布あそび", "古布でつくる袋", "22"),
        ("布あそび", "ちりめんの小物入れ", "26"),
        ("布あそび", "はじめての袋もの", "31"),
        ("たより", "読者の広場", "58"),
        ("たより", "次号のお知らせ", "60"),
    ]
    assert [[person.name for person in entry.contributors] for entry in issue.contents[:3]] == [
        ["坂口静"],
        ["小田みどり"],
        ["中村房江"],
    ]
