"""Names over groups of entries, sentences over rows, names that run over, and lists that are no contents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Issue
from backfile.stages.contents.names import read_byline
from backfile.stages.contents.readings import hangs_over

Reader = Callable[[str], Issue]

POEMS = """THE GATEPOST
Number 7

CONTENTS

EDITH HOLLOWAY
Lantern Hour  3
What the Miller Said  4

JOHN FERRIER
Cold Ford  6

MARY ANN TULL
Three Small Storms  8
Letter to a Cooper  9

RUTH DAWSON
Inventory of Barns  12
Fog, Later  13

Books Received  20
"""


def test_a_name_over_several_poems_is_the_byline_of_each(read) -> None:
    read_ = [(e.section, e.title, [person.name for person in e.contributors]) for e in read(POEMS).contents]
    assert read_ == [
        (None, "Lantern Hour", ["EDITH HOLLOWAY"]),
        (None, "What the Miller Said", ["EDITH HOLLOWAY"]),
        (None, "Cold Ford", ["JOHN FERRIER"]),
        (None, "Three Small Storms", ["MARY ANN TULL"]),
        (None, "Letter to a Cooper", ["MARY ANN TULL"]),
        (None, "Inventory of Barns", ["RUTH DAWSON"]),
        (None, "Fog, Later", ["RUTH DAWSON"]),
        (None, "Books Received", []),
    ]


BLURBS = """Sommaire

12   Retour à Val-Clair
     Pierre Morel
14   Le phare, vingt ans après
     Sans la mer, dit le gardien, ce pays
     serait vide et personne n’y viendrait plus.
     Élise Garnier
18   La gare oubliée
     Rien n’est simple dans cette histoire, mais presque
     tout y est beau quand on prend le temps de regarder.
     Noël Perrin
21   Promenade au canal
     Zoé Lambert
"""


def test_sentences_under_a_title_are_no_subtitles_and_nobody(read) -> None:
    read_ = [(e.title, e.subtitle, [p.name for p in e.contributors], e.page) for e in read(BLURBS).contents]
    assert read_ == [
        ("Retour à Val-Clair", None, ["Pierre Morel"], "12"),
        ("Le phare, vingt ans après", None, ["Élise Garnier"], "14"),
        ("La gare oubliée", None, ["Noël Perrin"], "18"),
        ("Promenade au canal", None, ["Zoé Lambert"], "21"),
    ]


@pytest.mark.parametrize("byline", ["Maya Hargreaves, Alice T.", "Ada Finch and", "重庆大学教授", "黎一民、"])
def test_names_that_go_on_in_the_next_row(byline: str) -> None:
    assert hangs_over(byline)


@pytest.mark.parametrize("byline", ["Maya Hargreaves", "本刊评论员", "白静"])
def test_names_that_do_not(byline: str) -> None:
    assert not hangs_over(byline)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("扬·贝克尔著齐一峰译", ["扬·贝克尔", "齐一峰"]),
        ("农友 徐金木", ["徐金木"]),
        ("高一（3）班 钟一鸣", ["钟一鸣"]),
        ("电机1998级 徐凯旋", ["徐凯旋"]),
        ("山田冬子　著　葉 夢　譯", ["山田冬子", "葉夢"]),
        ("次仁·尼牙孜 靳培文", ["次仁·尼牙孜", "靳培文"]),
        ("총동문회장 노재식", ["노재식"]),
        ("강태호 (화학 84)", ["강태호"]),
    ],
)
def test_posts_places_classes_and_roles_are_no_names(text: str, names: list[str]) -> None:
    assert [person.name for person in read_byline(text).contributors] == names


@pytest.mark.parametrize("text", ["专访马小英", "记安远的一位医生", "元機関長・古賀さん"])
def test_what_tells_of_somebody_is_no_byline(text: str) -> None:
    assert read_byline(text, spaced="さん" in text).score < 0


REFUSED = {
    "lots": "\n".join(f"00{n:02}  旧物图之{n}  立轴  {n}1,000—{n}5,500" for n in range(10, 30)),
    "wines": "\n".join(f"Slow Hill, Harrow Bay {1990 + n}  {(n * 53) % 90 + 10}" for n in range(16)),
    "programme": "\n".join(f"{10 + n % 9}’  {n}. Le canal, op. {(n * 29) % 97}  Alice Morel" for n in range(1, 14)),
}


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_lists_of_other_things_yield_nothing(kind: str, read) -> None:
    assert not read(REFUSED[kind]).contents


RULES = """Notes for contributors

1  Papers should not run to more than eight thousand words.
2  Figures are sent as separate files.
3  Each paper has an abstract of two hundred words.
4  References are listed in the order of their use.
5  Proofs are returned within a week.
   [1] Marsh J T. Mill leats of the upper valley[J]. Weir Studies, 2006(4): 12-15.
   [2] Oakes M. The salt tax[M]. Ashdale: Westbank, 2003: 45-49.
"""


def test_rules_for_authors_are_no_contents(read: Reader) -> None:
    assert read(RULES).contents == ()


TEASED = """CONTENTS

AT SEA

Harbour Notes 5
What the tide brought in

The Last Pilot Cutter 12
Forty feet of oak and a stubborn crew, by Anna Lowe

Charts for Children 20
A game with pins and string, by Omar Field

ASHORE

Rope Walk 28
Hemp, tar and patience, by Edda Storm

Letters 34
Tide Tables 38
"""


def test_a_teaser_under_the_page_is_none_of_the_next_entry_and_may_be_signed(read: Reader) -> None:
    assert [(e.section, e.title, [p.name for p in e.contributors], e.page) for e in read(TEASED).contents] == [
        ("AT SEA", "Harbour Notes", [], "5"),
        ("AT SEA", "The Last Pilot Cutter", ["Anna Lowe"], "12"),
        ("AT SEA", "Charts for Children", ["Omar Field"], "20"),
        ("ASHORE", "Rope Walk", ["Edda Storm"], "28"),
        ("ASHORE", "Letters", [], "34"),
        ("ASHORE", "Tide Tables", [], "38"),
    ]


def test_a_long_title_with_a_stop_within_is_an_entry_where_it_has_its_page(read: Reader) -> None:
    long = "The unquiet weir. Tenants, millers and the making of a river law in three northern parishes"
    told = f"CONTENTS\n\nRuth Ember, Ferries and their ferrymen ..... 3\nColm Farrant, {long} ..... 21\nIda Novak, Salt ..... 44\n"
    assert [(e.title, e.page) for e in read(told).contents][1] == (long, "21")


PAGED = """今日看点

第2版·城事
渡轮票价听证在即  本报记者 何 苗
菜场要听买菜人的  本报评论员
周末有阵雨

第4版·文体
越剧团下乡演出  本报记者 严 冬
蟋蟀罐里的江湖  孟 夏
"""


def test_below_a_signed_headline_the_next_one_begins(read: Reader) -> None:
    assert [(e.title, e.page) for e in read(PAGED).contents] == [
        ("渡轮票价听证在即", "2"),
        ("菜场要听买菜人的", "2"),
        ("周末有阵雨", "2"),
        ("越剧团下乡演出", "4"),
        ("蟋蟀罐里的江湖", "4"),
    ]


PICTURED = """CONTENTS

The Otter of Alder Weir ........ Ruth Ember ........ 3
     Illustrated by Joan Petrie.
A Kite for Tobias .............. Colm Farrant ...... 9
     Illustrated from photographs.
The Lamplighter's Daughter ..... Ida Novak ......... 15
     With illustrations.
Riddles ............................................ 22
"""


def test_who_illustrated_stands_below_the_author_and_makes_no_entry(read: Reader) -> None:
    found = [(e.title, [(p.name, p.role) for p in e.contributors], e.page) for e in read(PICTURED).contents]
    assert found == [
        ("The Otter of Alder Weir", [("Ruth Ember", "author"), ("Joan Petrie", "illustrator")], "3"),
        ("A Kite for Tobias", [("Colm Farrant", "author")], "9"),
        ("The Lamplighter's Daughter", [("Ida Novak", "author")], "15"),
        ("Riddles", [], "22"),
    ]


SECTIONS = """\
Sommaire

DOCS
Le renard des villes ................ 8
Paul Vasseur

Le phoque en 10 questions ........... 26

À TOI DE JOUER
Bricolage : ton traîneau ............ 31
Cuisine : la soupe de l’ours ........ 44
"""


def test_what_stands_below_a_page_and_a_blank_line_is_a_section_and_signs_nothing(read: Reader) -> None:
    entries = read(SECTIONS).contents
    assert [(entry.section, [person.name for person in entry.contributors]) for entry in entries] == [
        ("DOCS", ["Paul Vasseur"]),
        ("DOCS", []),
        ("À TOI DE JOUER", []),
        ("À TOI DE JOUER", []),
    ]


def test_names_below_blank_lines_sign_where_many_do(read: Reader) -> None:
    text = "Sommaire\n\nLe renard des villes ..... 8\n\nPaul Vasseur\n\nLes crapauds du marais ..... 14\n\nDenis Fradet\n\n"
    text += "Le moulin de la côte ..... 21\n\nJeanne Tissier\n\nUne nuit au phare ..... 30\n\nLuc Bourdet\n"
    assert [[person.name for person in entry.contributors] for entry in read(text).contents] == [
        ["Paul Vasseur"],
        ["Denis Fradet"],
        ["Jeanne Tissier"],
        ["Luc Bourdet"],
    ]


STANDFIRSTS = """\
Contents
FEATURES
12 The Last Lamplighter
Only two gas lamps in the borough are still lit
by hand. We walk the round with their keeper
20 Salt and Tar
Three boatyards share one slipway and one kettle
28 Walking the Ridgeway in the Wrong Shoes and the
Wrong Month
36 A Hut of One's Own
How a family built a cabin out of driftwood, wind
and patience
Words: Nora Kettle
REGULARS
5 Editor's Letter
7 Postbag
"""


def test_standfirsts_without_full_stops_are_no_part_of_titles(read: Reader) -> None:
    assert [(entry.section, entry.title, entry.page) for entry in read(STANDFIRSTS).contents] == [
        ("FEATURES", "The Last Lamplighter", "12"),
        ("FEATURES", "Salt and Tar", "20"),
        ("FEATURES", "Walking the Ridgeway in the Wrong Shoes and the Wrong Month", "28"),
        ("FEATURES", "A Hut of One's Own", "36"),
        ("REGULARS", "Editor's Letter", "5"),
        ("REGULARS", "Postbag", "7"),
    ]


SAID = """\
CONTENTS.

Notes on the Flint Tools of the Upper Wey: By

Major ARTHUR DORSET 47

Stray Notes on the Manor of Chute: By C. E. PONTING-

LEIGH 58

Additions to the Museum and Library 121

List of Members 125
"""


def test_a_row_that_ends_in_by_or_in_half_a_surname_goes_on_below_white_space(read: Reader) -> None:
    found = [(e.title, [person.name for person in e.contributors], e.page) for e in read(SAID).contents]
    assert found == [
        ("Notes on the Flint Tools of the Upper Wey", ["ARTHUR DORSET"], "47"),
        ("Stray Notes on the Manor of Chute", ["C. E. PONTING-LEIGH"], "58"),
        ("Additions to the Museum and Library", [], "121"),
        ("List of Members", [], "125"),
    ]
