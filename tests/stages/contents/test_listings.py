"""Contents as sites and engines hand them on: links between records, leaders read as letters, columns, imprints, bullets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents
from backfile.stages.contents.names import read_byline
from backfile.stages.contents.rows import make_rows

Reader = Callable[[str], Issue]


def rows(text: str) -> list[str]:
    return [row.text for row in make_rows(split_pages(text)[0])]


def entries(text: str) -> list[tuple[str | None, str, list[str], str | None]]:
    issue = read_contents(Issue(pages=split_pages(text)))
    return [(e.section, e.title, [person.name for person in e.contributors], e.page) for e in issue.contents]


WEB = """Table of contents

Articles

Salt roads of the upper valley
Maria Lindqvist, Tom Ashby
Pages 1-18
Open access
Abstract   Full text HTML   PDF (1.8 MB)

Who mends the weirs?
Ana Pires
Pages 19-40
Open access
Abstract   Full text HTML   PDF (940 KB)

Notes

A mill book of 1702
J. T. Marsh
Pages 41-47
Open access
Abstract   PDF (310 KB)
"""


def test_links_of_a_site_are_no_part_of_its_records() -> None:
    assert entries(WEB) == [
        ("Articles", "Salt roads of the upper valley", ["Maria Lindqvist", "Tom Ashby"], "1"),
        ("Articles", "Who mends the weirs?", ["Ana Pires"], "19"),
        ("Notes", "A mill book of 1702", ["J. T. Marsh"], "41"),
    ]


CITED = """当期目录
论著
水稻根系构型的遗传分析
杜雨薇, 黎春霞
2018, 15(5): 1-5.  doi: 10.5555/a.1
摘要 ( 312 )   PDF (1104KB) ( 205 )
小麦赤霉病的田间监测
石丽, 蔡文智
2018, 15(5): 6-10+32.
摘要 ( 268 )   PDF (987KB) ( 161 )
综述
玉米耐旱性研究进展
霍晓丹, 秦月
2018, 15(5): 11-16.
摘要 ( 401 )   PDF (1020KB) ( 377 )
"""


def test_a_citation_line_is_the_page_of_its_record() -> None:
    issue = read_contents(Issue(pages=split_pages(CITED)))
    assert [(e.section, e.title, e.page, e.page_end) for e in issue.contents] == [
        ("论著", "水稻根系构型的遗传分析", "1", "5"),
        ("论著", "小麦赤霉病的田间监测", "6", "10"),
        ("综述", "玉米耐旱性研究进展", "11", "16"),
    ]


def test_an_article_called_abstracts_stays_one() -> None:
    assert "Abstracts ..... 99" in rows("Contents\nThe weir ..... 3\nThe mill ..... 7\nAbstracts ..... 99\n")


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Hard Water Need Not Be Hard Luck... 2... 0.0... e eee eeeee 26", "Hard Water Need Not Be Hard Luck"),
        ("New Equipment... 0.2.6 cece cee eee e eee eeeeeeenaes 61", "New Equipment"),
        ("Obituaries 6. eee eee eee eeeeeeee 72", "Obituaries"),
        ("Tumblers, 1932 to 1957... cece cece vveveeeaee 74", "Tumblers, 1932 to 1957"),
        ("Field Meetings +. ++ +++ 75", "Field Meetings"),
        ("Index to Volume 12 ........................ p. 80", "Index to Volume 12"),
    ],
)
def test_leaders_read_as_letters_are_leaders(printed: str, title: str) -> None:
    others = "Washroom Wisdom... cece c cece even eee eeeeees 12\nLetters... 2. ccc cece eect eevee eeaes 16\n"
    found = next(row for row in rows(f"Contents\n{others}{printed}\n") if row.startswith(title))
    assert found.removeprefix(title).strip(" .p0123456789") == ""


def test_japanese_leaders_read_as_kana_are_leaders() -> None:
    text = "目次\n元禄十年村差出帳 トーッー 58\n豊川の渡し豚 バーー 太田 清 72\nシネマ 80\n会員名簿 トトトーートートー 86\n"
    assert [title for _, title, _, _ in entries(text)] == ["元禄十年村差出帳", "豊川の渡し豚", "シネマ", "会員名簿"]


def test_small_words_behind_three_dots_stay_where_nothing_is_misread() -> None:
    text = "Contents\nAnd then... the rain 3\nWaiting... for whom 7\nIf only... it were so 9\n"
    assert rows(text)[1:] == text.splitlines()[1:]


COLUMNS = """THE WEEK                      COLUMNISTS                    ARTS
5    Leading article          11   Politics                 38   Exhibitions
7    Seven days                    Kirsty Farquhar               Imelda Roper
8    Diary                    13   Ledger                   40   Opera
     Rosamund Tate                 Simeon Vandeleur              Conrad Thwaite
9    Old news                 17   The spectre of growth    41   Television
     Piers Wadham                  Lionel Strand                 Gil Pemberley
10   Letters                  27   Downstairs               42   Cinema
                                   Terry Boal                    Nadia Cranston
"""


def test_three_columns_are_read_one_after_the_other() -> None:
    found = entries(f"Contents\n\n{COLUMNS}")
    assert [(section, page) for section, _, _, page in found] == [
        *[("THE WEEK", page) for page in ("5", "7", "8", "9", "10")],
        *[("COLUMNISTS", page) for page in ("11", "13", "17", "27")],
        *[("ARTS", page) for page in ("38", "40", "41", "42")],
    ]
    assert ("COLUMNISTS", "The spectre of growth", ["Lionel Strand"], "17") in found


PRICES = """代号      报刊名称            刊期    月价      季价      年价       页码
51-1      江州日报            日刊    18.00      54.00      216.00     3
51-7      江州晚报            日刊    15.00      45.00      180.00     3
51-12     甘泉农民报          周二     3.50      10.50       42.00     4
51-20     岭外体育            周三     6.00      18.00       72.00     4
51-33     少年科技报          周刊     2.00       6.00       24.00     5
"""


def test_the_columns_of_a_price_list_are_no_contents() -> None:
    assert entries(PRICES) == []


BESIDE = """                             目 录

主管主办                     【卷首语】
中共西江省委组织部           01 把初心变成实干 / 田 野
编辑
《先锋》编辑部               【特别关注】
                             04 检视问题要刀刃向内 / 严守正
主编                         06 用好身边“活教材” / 席建军 倪 虹
严守正                       10 “板凳会”开到家门口 / 辛 欣
副主编                       【基层党建】
史 册                        12 小区治理破解难题 / 祁 连
地址                         15 村党组织硬起来 / 覃 勇
江城市滨江大道1号            18 国企党支部的标准化 / 骆志强
定价 6.00元                  20 一棵猕猴桃树的账 / 麻春生
"""


def test_an_imprint_beside_the_list_does_not_get_between_the_entries() -> None:
    found = entries(BESIDE)
    assert [(section, page) for section, _, _, page in found] == [
        ("卷首语", "01"),
        *[("特别关注", page) for page in ("04", "06", "10")],
        *[("基层党建", page) for page in ("12", "15", "18", "20")],
    ]
    assert found[2][1:3] == ("用好身边“活教材”", ["席建军", "倪虹"])


BULLETS = """第01版：要闻
· 全市秋粮生产现场会召开
· 一根光纤牵出千亿产业
· 城际铁路全线铺轨
· 图片新闻
第02版：民生
· 老旧小区加装电梯
· 公交线路明起调整
——七条线路改道
· 拆迁公告
"""


def test_a_bullet_begins_an_entry() -> None:
    assert [title for _, title, _, _ in entries(BULLETS)] == [
        "全市秋粮生产现场会召开",
        "一根光纤牵出千亿产业",
        "城际铁路全线铺轨",
        "图片新闻",
        "老旧小区加装电梯",
        "公交线路明起调整",
        "拆迁公告",
    ]


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("摄影/宗 山 撰文/欧 阳 夏", [("宗山", "photographer"), ("欧阳夏", "author")]),
        ("By Harriet Penhallow. Photographs by Jos Vandersteen", [("Harriet Penhallow", "author"), ("Jos Vandersteen", "photographer")]),
        ("Sandra Boem – Enrico Zanutto", [("Sandra Boem", "author"), ("Enrico Zanutto", "author")]),
        ("俞星雅 (综述) 边鹏莎 (审校)", [("俞星雅", "author"), ("边鹏莎", "editor")]),
        ("本刊记者/孔思源 叶丹", [("孔思源", "author"), ("叶丹", "author")]),
        ("聂永毅 牧 兰", [("聂永毅", "author"), ("牧兰", "author")]),
    ],
)  # fmt: skip
def test_people_of_a_byline(byline: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.role) for person in read_byline(byline).contributors] == people


def test_japanese_names_joined_by_a_dot_are_two_people() -> None:
    assert [p.name for p in read_byline("相馬いずみ・堂本和馬", True).contributors] == ["相馬いずみ", "堂本和馬"]
    assert [p.name for p in read_byline("ジョン・スミス", True).contributors] == ["ジョン・スミス"]


def test_a_section_and_its_translation_are_no_names() -> None:
    text = "目录\n时局 Current Affairs\n14 扩容：先画图，再动土\n16 渠道洗牌\n公司 Company\n40 二次混改\n44 重返线下\n"
    assert [section for section, *_ in entries(text)] == ["时局", "时局", "公司", "公司"]


def test_a_programme_of_lectures_is_no_contents() -> None:
    days = ["Tues 18 September", "Tues 2 October", "Tues 16 October", "Tues 30 October", "Tues 13 November"]
    text = "\n".join(f"{day:22}What was eaten {at}\n{'':22}Dr Elizabeth Garforth" for at, day in enumerate(days))
    assert entries(f"PROGRAMME OF LECTURES\n\n{text}\n") == []


TAKEN = """期刊导航 > 水利
2019年04期
综述
河岸植被与泥沙沉积
尉迟川;Lena Brandt;
1-9	下载：273	被引：18
潮间带沟渠演变
乔木生;
10-18	下载：87	被引：4
论著
水库调度的季节性约束
单于江;苗青;
19-31	下载：408	被引：29
堤防渗漏的电法探测
司空明;
32-40	下载：11	被引：0
"""


def test_how_often_a_record_was_taken_is_no_part_of_its_pages() -> None:
    issue = read_contents(Issue(pages=split_pages(TAKEN)))
    assert [(e.section, e.title, e.page, e.page_end) for e in issue.contents] == [
        ("综述", "河岸植被与泥沙沉积", "1", "9"),
        ("综述", "潮间带沟渠演变", "10", "18"),
        ("论著", "水库调度的季节性约束", "19", "31"),
        ("论著", "堤防渗漏的电法探测", "32", "40"),
    ]


def test_marks_of_direction_are_no_letters() -> None:
    embedded = "\u202b\u202a١٢\u202c    \u202bمدخل\u202a :\u202cالبيت القديم\u202c"
    assert rows(embedded) == ["١٢    مدخل: البيت القديم"]


def test_years_in_brackets_are_no_page(read: Callable[[str], Issue]) -> None:
    told = "\n".join(
        ["Inhalt", "Der Deichgraf im Amt Karl Bohm 3", "Erinnerung an Frieda Lohse (1899–1961)", "Von Paul Henning", "17", "Mühlen am Fluss Olga Brandt 21"]
    )  # fmt: skip
    assert "1899" not in [e.page for e in read(told).contents]


RECORDS = [
    ("Rural birthing units", "Karen Oldfield", 297, 298, "0610"),
    ("What a dry winter means", "Priya Singh", 299, 300, "0588"),
    ("Keep the phone", "Lachlan McGilvray, Hoa Thi Nguyen", 301, 303, "0532"),
    ("Snakebite in the west", "Erin J Castellani", 304, 310, "0441"),
    ("Iron in general practice", "Wei Ling Chong", 311, 316, "0407"),
]


@pytest.mark.parametrize(
    "citation",
    [
        "Aust West Med J 2021; 214 (7): {0}-{1}. doi: 10.5555/awmj.2021.{2}",
        "Hanbat Society | Hanbat Journal | Vol. 24 No. 3 | 2018.09 | {0} - {1} (12 pages)",
        "p. {0}-{1}",
    ],
)
def test_what_rises_in_lines_that_are_else_alike_is_the_page_and_what_never_changes_says_nothing(
    read: Callable[[str], Issue], citation: str
) -> None:
    rows = [
        f"{title}\n{names}\n{citation.format(first, last, number)}\nGo to text   Repository   Counter 12\n"
        for title, names, first, last, number in RECORDS
    ]
    issue = read("Volume 214, Issue 7\n\nContents\n\n" + "\n".join(rows))
    assert [(entry.title, entry.page) for entry in issue.contents] == [(row[0], str(row[2])) for row in RECORDS]


@pytest.mark.parametrize(
    "imprint",
    [
        "Herausgeber: Heimatverein Wollingst\nSchriftleitung: Karl Vosshage\nDruck: Harmsen, Bodenfelde",
        "Directeur de la publication : Jean Morin\nRédaction : 3, rue des Halles\nImprimerie : Dumesnil, Caen",
        "Director: José Pardillo\nConsejo de redacción: Ana Oteiza, Luis Bergua\nEdita: Asociación Cultural El Olmo",
        "Direttore responsabile: Ottavio Berlendis\nRedazione: via Roma 18\nStampa: Tipografia Fulgini",
        "Propriedade: Casa do Povo\nConselho editorial: Rui Sampaio\nTiragem: 1200 exemplares",
        "Главный редактор: И. П. Орлецкий\nАдрес редакции: Псков, ул. Вавилова\nТипография: «Заря»",
        "Redaktor naczelny: Jan Milewicz\nAdres redakcji: Kielce\nDruk: Zakłady Graficzne",
        "Hoofdredactie: Kees Blomsma\nUitgever: Stichting De Waag\nDrukkerij: Van Loon",
        "Printed by Whitmarsh & Sons, Leeds\nEditorial board: Ann Teale, Tom Brill\nPublished for the Society",
    ],
)
@pytest.mark.parametrize(
    "listed",
    [
        "Contents\n\nThe Old Mill\nAnna Reed\n\nA Walk to the Weir\nBen Cole\n\nLetters\n\n",
        "Contents\n\n3  The Old Mill\n   Anna Reed\n9  A Walk to the Weir\n   Ben Cole\n14  Letters\n",
    ],
)
def test_what_an_imprint_says_makes_no_entries(read: Reader, imprint: str, listed: str) -> None:
    entries = read(f"{listed}{imprint}\n").contents
    assert [(entry.title, len(entry.contributors)) for entry in entries] == [
        ("The Old Mill", 1),
        ("A Walk to the Weir", 1),
        ("Letters", 0),
    ]


def test_an_entry_that_begins_like_an_imprint_has_its_page(read: Reader) -> None:
    text = "Sommaire\n\nDirecteur : un film sans auteur ..... 3\nLe moulin ..... 9\nLa côte ..... 14\n"
    assert read(text).contents[0].title == "Directeur : un film sans auteur"
