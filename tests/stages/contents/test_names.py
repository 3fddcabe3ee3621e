from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model import Issue
from backfile.stages.contents.names import read_byline

Reader = Callable[[str], Issue]


def people(text: str, *, spaced: bool = False) -> list[tuple[str, str]]:
    return [(person.name, person.role) for person in read_byline(text, spaced).contributors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云 杉", [("云杉", "author")]),
        ("林　璐　金多伟　周海锋", [("林璐", "author"), ("金多伟", "author"), ("周海锋", "author")]),
        ("文/张帆 图/李想", [("张帆", "author"), ("李想", "photographer")]),
        ("文：潘阿妮　攝：老洛", [("潘阿妮", "author"), ("老洛", "photographer")]),
        ("柏万山 口述　余秋 整理", [("柏万山", "narrator"), ("余秋", "compiler")]),
        ("【捷克】赫拉巴尔 程淑娟译", [("赫拉巴尔", "author"), ("程淑娟", "translator")]),
        ("托·皮尔斯作 李昌超译", [("托·皮尔斯", "author"), ("李昌超", "translator")]),
        ("尚 德 明譯", [("尚德明", "translator")]),
        ("陈 伟 侯 婧 张 译", [("陈伟", "author"), ("侯婧", "author"), ("张译", "author")]),
        ("par T. van Aalst et M. Popa", [("T. van Aalst", "author"), ("M. Popa", "author")]),
        ("par M. Dubois et M. Morel", [("Dubois", "author"), ("Morel", "author")]),
        ("por el Dr. Tomás Vidal", [("Tomás Vidal", "author")]),
        ("par le professeur J. Morel", [("J. Morel", "author")]),
        ("par M. l'abbé Morel", [("Morel", "author")]),
        ("– mgr inż. Jan Kowalski", [("Jan Kowalski", "author")]),
        ("a cura di Lia Martini", [("Lia Martini", "editor")]),
        ("by Nurse Anne Field", [("Anne Field", "author")]),
        ("by John Smith and Jane Doe", [("John Smith", "author"), ("Jane Doe", "author")]),
        ("Von Hans Müller, Fotos: Petra Holm", [("Hans Müller", "author"), ("Petra Holm", "photographer")]),
        ("한도윤, 민서하", [("한도윤", "author"), ("민서하", "author")]),
        ("د. منى الصيداوي و د. زاهر القلعي", [("منى الصيداوي", "author"), ("زاهر القلعي", "author")]),
        ("龙继铭 吴新龙  LONG Jiming, WU Xinlong", [("龙继铭", "author"), ("吴新龙", "author")]),
    ],
)  # fmt: skip
def test_people_and_their_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert people(text) == expected


def test_japanese_names_are_set_apart() -> None:
    assert people("大迫 玲子・沖田 渉", spaced=True) == [("大迫玲子", "author"), ("沖田渉", "author")]


@pytest.mark.parametrize(
    ("text", "name", "affiliation"),
    [
        ("重庆大学教授、中国工程院院士 潘复生", "潘复生", "重庆大学教授、中国工程院院士"),
        ("本刊记者杨伊静", "杨伊静", "本刊记者"),
        ("許雅婷牧師", "許雅婷", "牧師"),
        ("Prof. Ruth Ogle", "Ruth Ogle", "Prof."),
        ("老红军　钟有根", "钟有根", "老红军"),
    ],
)
def test_posts_and_titles_are_affiliations(text: str, name: str, affiliation: str) -> None:
    person = read_byline(text).contributors[0]
    assert (person.name, person.affiliation) == (name, affiliation)


def test_institutions_are_organizations() -> None:
    (signatory,) = read_byline("阳江滨海新区（阳江高新区）管委会").contributors
    assert (signatory.name, signatory.kind) == ("阳江滨海新区（阳江高新区）管委会", "organization")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("王守一", "论时间的两种形式"),
        ("黄其昌", "黄意见"),
        ("Maria Stone", "The Water in the Well"),
        ("Виктор Заломаев", "Соседи по лестнице"),
    ],
)
def test_a_name_reads_rather_as_a_byline_than_a_title_does(name: str, title: str) -> None:
    assert read_byline(name).score > read_byline(title).score


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read = read_byline(text)
    assert all(person.name.strip() for person in read.contributors)


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("巧姑口述　尤 成整理", [("巧姑", "narrator"), ("尤成", "compiler")]),
        ("陆 明 自战解说", [("陆明", "author")]),
        ("丁 岚 邹 原 评注", [("丁岚", "author"), ("邹原", "author")]),
        ("方 恒注", [("方恒", "author")]),
        ("田玉兰/口述 苏叶/整理", [("田玉兰", "narrator"), ("苏叶", "compiler")]),
        ("絵と文　三宅ゆき", [("三宅ゆき", "author")]),
        ("Peter H. Lang　簡兆平譯", [("Peter H. Lang", "author"), ("簡兆平", "translator")]),
        ("アンナ・ヴェリンスカヤ　宇野木節子訳", [("アンナ・ヴェリンスカヤ", "author"), ("宇野木節子", "translator")]),
        ("艾尼瓦尔文 潘一平 摄影", [("艾尼瓦尔", "author"), ("潘一平", "photographer")]),
        ("佐竹喜一・早坂ミツ・司会　根岸修", [("佐竹喜一", "author"), ("早坂ミツ", "author"), ("根岸修", "host")]),
        ("M. ブロシャール著　柳沢千尋訳", [("M.ブロシャール", "author"), ("柳沢千尋", "translator")]),
        ("宜黄县文化馆辑", [("宜黄县文化馆", "compiler")]),
        ("柯金泉文·攝影", [("柯金泉", "author")]),
        ("梅兰枝文　韦　启图", [("梅兰枝", "author"), ("韦启", "photographer")]),
        ("葉 琳輯", [("葉琳", "compiler")]),
        ("顾长明讲　沈立记", [("顾长明", "narrator"), ("沈立", "compiler")]),
        ("馬拉斯·貝爾（秘魯）著　何 玫譯", [("馬拉斯·貝爾", "author"), ("何玫", "translator")]),
        ("周 家 新摘译", [("周家新", "translator")]),
        ("王选", [("王选", "author")]),
        ("周记", [("周记", "author")]),
    ],
)
def test_words_for_what_somebody_did_stand_behind_the_name(byline: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.role) for person in read_byline(byline).contributors] == people


def test_a_bullet_divides_where_a_middle_dot_joins(read: Reader) -> None:
    told = """目錄
012　鹽田上的鐘聲　◎馬努·索托（秘魯）著　何 玫譯
030　訪杜青：把海寫進抽屜　採訪◎林 蓉　攝影◎周 恒
041　舊港備忘　◎司 馬凌
052　雨後的臨時市集　◎葉 彤
060　一把椅子的履歷　◎方 子衡
"""
    assert [(e.title, e.contributors[0].name, e.page) for e in read(told).contents][:3] == [
        ("鹽田上的鐘聲", "馬努·索托", "012"),
        ("訪杜青：把海寫進抽屜", "林蓉", "030"),
        ("舊港備忘", "司馬凌", "041"),
    ]


def test_a_workplace_stands_before_the_names_of_a_japanese_byline() -> None:
    read = read_byline("北浜水産試験場 葛西 徹", spaced=True)
    assert [(person.name, person.affiliation) for person in read.contributors] == [("葛西徹", "北浜水産試験場")]
    assert read.score > 0.5


def test_one_word_signs_behind_a_stop(read: Reader) -> None:
    told = "\n".join(
        ["CONTENTS", "A Century of Lamp-posts. By “Lineman” ..... 4", "The Weir in Winter. By Ola-Minor ..... 9", "News by Telegraph ..... 14", "Sonnets, by Nemo ..... 17"]
    )  # fmt: skip
    assert [(e.title, [p.name for p in e.contributors]) for e in read(told).contents] == [
        ("A Century of Lamp-posts", ["Lineman"]),
        ("The Weir in Winter", ["Ola-Minor"]),
        ("News by Telegraph", []),
        ("Sonnets", ["Nemo"]),
    ]


def test_a_space_within_a_given_name_parts_nobody() -> None:
    assert people("方绍 荃") == [("方绍荃", "author")]


def test_a_name_may_touch_the_bracket_of_a_genre(read: Reader) -> None:
    told = "目录\n雪夜（小说）周明远　4\n换粮（独幕话剧）红旗厂业余演出队　9\n渔歌（组诗）　林　青　15\n潮水（二首）　吴　青　19\n"
    assert [(e.title, [p.name for p in e.contributors]) for e in read(told).contents] == [
        ("雪夜", ["周明远"]),
        ("换粮", ["红旗厂业余演出队"]),
        ("渔歌", ["林青"]),
        ("潮水（二首）", ["吴青"]),
    ]


@pytest.mark.parametrize(
    ("byline", "name", "standing"),
    [
        ("上海知青 林若水", "林若水", "上海知青"),
        ("白石建筑工人 周明远", "周明远", "白石建筑工人"),
        ("化学1987级 葛 岚", "葛岚", "化学1987级"),
    ],
)
def test_what_somebody_is_stands_before_the_name(byline: str, name: str, standing: str) -> None:
    assert [(person.name, person.affiliation) for person in read_byline(byline).contributors] == [(name, standing)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prof. Dr. Erna Papst", ["Erna Papst"]),
        ("Studienrat Dr. F. Wendig", ["F. Wendig"]),
        ("drs. P. de Graaf", ["P. de Graaf"]),
        ("IM Milan Osijek", ["Milan Osijek"]),
        ("Me Paul Tessard", ["Paul Tessard"]),
        ("Профессор Б. Вагранов", ["Б. Вагранов"]),
        ("Pastor Ahlborn", ["Ahlborn"]),
        ("Don Gregorio", ["Don Gregorio"]),
        ("Imogen Oakes", ["Imogen Oakes"]),
    ],
)
def test_titles_before_a_name_are_no_part_of_it(text: str, names: list[str]) -> None:
    assert [person.name for person in read_byline(text).contributors] == names


def test_who_took_the_pictures_stands_behind_a_wide_space() -> None:
    found = read_byline("Daniel Ashworth  Pictures Lottie Wear").contributors
    assert [(person.name, person.role) for person in found] == [
        ("Daniel Ashworth", "author"),
        ("Lottie Wear", "photographer"),
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("أنطون ريبيرو – ترجمة: وليد القاضي", [("أنطون ريبيرو", "author"), ("وليد القاضي", "translator")]),
        ("مراجعة: لمياء قاسم", [("لمياء قاسم", "reviewer")]),
        ("م. نبيل الحكيم", [("نبيل الحكيم", "author")]),
    ],
)
def test_arabic_words_for_what_somebody_did(text: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.role) for person in read_byline(text).contributors] == people


@pytest.mark.parametrize("text", ["勝山 修一九段", "九段 勝山 修一", "勝山 修一 九段"])
def test_the_rank_of_a_player_is_no_part_of_the_name(text: str) -> None:
    assert [person.name for person in read_byline(text, spaced=True).contributors] == ["勝山修一"]


def test_who_wrote_and_took_the_pictures() -> None:
    assert [person.name for person in read_byline("查朗　文并摄").contributors] == ["查朗"]
    assert [person.name for person in read_byline("文と写真：梅沢 正夫", spaced=True).contributors] == ["梅沢正夫"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("龚若冰 Peter Haldane", ["龚若冰", "Peter Haldane"]),
        ("梁 爽 范文骏 Lucas Pereira", ["梁爽", "范文骏", "Lucas Pereira"]),
        ("苗春晖;Oluwaseun Adebayo;", ["苗春晖", "Oluwaseun Adebayo"]),
        ("문새봄, Daniel Whitlock", ["문새봄", "Daniel Whitlock"]),
        ("陳大文 Peter Chan", ["陳大文"]),
        ("李明 Li Ming", ["李明"]),
    ],
)
def test_a_name_in_an_alphabet_beside_others_is_one_of_them_unless_it_spells_them(text: str, names: list[str]) -> None:
    assert [person.name for person in read_byline(text).contributors] == names
