"""Layouts of text sources that are put in order before anything is read: margins, paragraphs, wrapped rows, columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backfile.model import Box, Issue, Line, Page
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents
from backfile.stages.contents.letters import close_emphasis, part_names
from backfile.stages.contents.rows import Row, _part_section_cells, make_rows

Reader = Callable[[str], Issue]


def rows(text: str) -> list[str]:
    return [row.text for row in make_rows(split_pages(text)[0])]


def entries(text: str) -> list[tuple[str | None, str, list[str], str | None]]:
    issue = read_contents(Issue(pages=split_pages(text)))
    return [(e.section, e.title, [person.name for person in e.contributors], e.page) for e in issue.contents]


@pytest.mark.parametrize(
    ("letters", "names"),
    [
        ("沈一鸣岳山", ("沈一鸣", "岳山")),
        ("欧阳修远王平", ("欧阳修远", "王平")),
        ("林晓峰", ("林晓峰",)),
    ],
)
def test_letters_set_apart_are_parted_by_surnames(letters: str, names: tuple[str, ...]) -> None:
    assert part_names(letters)[0] == names


def test_german_emphasis_is_closed_up_and_initials_are_not() -> None:
    assert close_emphasis("Rolf W. B a u m b a c h, Der Krug") == "Rolf W. Baumbach, Der Krug"
    assert close_emphasis("J. R. R. T. Society") == "J. R. R. T. Society"


MARGIN = """Contents

News          2   From the chair / Ada Finch
              4   Letters
Tools         7   A plane for every hand / Tom
                      Wick and Una Reed
             12   Glue
             13   Sharp stones
Old
 Books       15   The joiner's pocket book / Sam Hale
"""


def test_sections_in_a_margin_stand_on_rows_of_their_own() -> None:
    assert entries(MARGIN) == [
        ("News", "From the chair", ["Ada Finch"], "2"),
        ("News", "Letters", [], "4"),
        ("Tools", "A plane for every hand", ["Tom Wick", "Una Reed"], "7"),
        ("Tools", "Glue", [], "12"),
        ("Tools", "Sharp stones", [], "13"),
        ("Old Books", "The joiner's pocket book", ["Sam Hale"], "15"),
    ]


PARAGRAPH = """Inhalt: Der Müller von Tannau. Roman von E. Hartlieb (Fortsetzung). S. 33. — Am Weiher. Gedicht von
Otto Lenz. S. 37. — Die Brücke. Von Dr. Hugo Stamm. S. 38. — Kleine Mittheilungen: Ein alter
Baum. S. 40. — Vom Salz. S. 40.
"""


def test_contents_run_into_a_paragraph_are_cut_into_entries() -> None:
    assert entries(PARAGRAPH) == [
        (None, "Der Müller von Tannau", ["E. Hartlieb"], "33"),
        (None, "Am Weiher", ["Otto Lenz"], "37"),
        (None, "Die Brücke", ["Hugo Stamm"], "38"),
        ("Kleine Mittheilungen", "Ein alter Baum", [], "40"),
        ("Kleine Mittheilungen", "Vom Salz", [], "40"),
    ]


def test_authors_before_the_pages_come_behind_the_titles() -> None:
    text = "Contents\n\n" + "".join(
        f"{name:<18}{page:>3}    {title}\n"
        for name, page, title in (
            ("Ada Finch", 5, "The Long Field"),
            ("Tom Wick", 11, "A Lock of Hay"),
            ("Una Reed", 19, "The Ferry"),
            ("Sam Hale", 24, "Two Winters"),
            ("Ida Moss", 31, "Salt"),
            ("Max Orne", 40, "The Quiet Mill"),
        )
    )
    assert entries(text)[0] == (None, "The Long Field", ["Ada Finch"], "5")
    assert len(entries(text)) == 6


def test_a_topic_in_capitals_on_the_row_of_the_page_gives_way_to_the_title_below() -> None:
    topics = (
        ("GEOLOGY", "A lake that drained"),
        ("BOTANY", "Moss on the move"),
        ("OPTICS", "A lens of ice"),
        ("SOIL", "What worms weigh"),
    )
    text = "Contents\n\n" + "".join(
        f"{10 * at + 3}  {topic}\n      {title}\n" for at, (topic, title) in enumerate(topics)
    )
    assert [(title, page) for _, title, _, page in entries(text)] == [
        ("A lake that drained", "3"),
        ("Moss on the move", "13"),
        ("A lens of ice", "23"),
        ("What worms weigh", "33"),
    ]


def test_pages_that_stand_apart_under_each_heading_go_to_its_titles() -> None:
    text = "Contents\n\nFeatures\nThe price of eggs\nA day at the kiln\nRope\n\n5\n9\n14\n\nRegulars\nLetters\nNew books\nThe diary\n\n2\n20\n22\n"
    assert entries(text) == [
        ("Features", "The price of eggs", [], "5"),
        ("Features", "A day at the kiln", [], "9"),
        ("Features", "Rope", [], "14"),
        ("Regulars", "Letters", [], "2"),
        ("Regulars", "New books", [], "20"),
        ("Regulars", "The diary", [], "22"),
    ]


LOTS = """ORDER OF THE DAY

1    A Boat at Rest             £30–50
2    Two Mills                  £200–300
3    Study of Reeds             £150–250
4    The Old Pier               £60–90
5    A Grey Morning             £80–120
6    Sheep by a Gate            £40–60
"""

PARTS = """Sold by the mill, all in good order:

1 large press;
2 looms without frames;
3 reels and a wheel;
1 ditto, smaller;
2 chests of tools;
4 benches;
"""


@pytest.mark.parametrize("text", [LOTS, PARTS])
def test_lots_and_quantities_are_no_contents(text: str) -> None:
    assert entries(text) == []


GENRES = """目　次

戏剧
渡口（四幕歌剧)…………顾南亭（3）
借牛〈现代小戏)…………尤大年（12）
诗
盐田（ 组 诗 ）…………司马平（20）
夜航（二首）…………乔　木（24）
"""


def test_what_a_text_is_stands_in_brackets_and_not_in_its_title(read: Reader) -> None:
    assert [e.title for e in read(GENRES).contents] == ["渡口", "借牛", "盐田", "夜航（二首）"]
    english = "\n".join(
        ["CONTENTS", "The Heron (a short story)  Ann Bell  4", "Four Rooms (memoir)  Kofi Mensah  11", "Weir (fragment)  Ola Rud  19"]
    )  # fmt: skip
    assert [e.title for e in read(english).contents] == ["The Heron", "Four Rooms", "Weir (fragment)"]


SMALL = """IN THIS WEEK'S ISSUE
4 Our view on the canals
6 Notebook Orla Finch
9 The tenants who own their street Basil Rourke
12 A short walk around the gasworks Petra
Hollins
15 How to lose a by-election Ned Castle
18 Letters
21 Food Imogen Tarrant
24 Why owls have moved to town Silas Bray
27 The back page
"""


def test_where_titles_are_set_small_capitals_at_the_end_are_names(read: Reader) -> None:
    assert [(e.title, [p.name for p in e.contributors], e.page) for e in read(SMALL).contents] == [
        ("Our view on the canals", [], "4"),
        ("Notebook", ["Orla Finch"], "6"),
        ("The tenants who own their street", ["Basil Rourke"], "9"),
        ("A short walk around the gasworks", ["Petra Hollins"], "12"),
        ("How to lose a by-election", ["Ned Castle"], "15"),
        ("Letters", [], "18"),
        ("Food", ["Imogen Tarrant"], "21"),
        ("Why owls have moved to town", ["Silas Bray"], "24"),
        ("The back page", [], "27"),
    ]


TOLD_OF = """CONTENTS

Ruth Ember, Ferries before the bridge ............ 3
Colm Farrant, The salt tax and its collectors .... 21
Ida Novak, Obituary: Tobias Harrow ............... 44
Mary Oakes, Reply to ‘The drowned lanes’ by Peter Lund .. 47
Joan Petrie, In the footsteps of St. Aldhelm ..... 50
"""


def test_whom_a_text_is_about_does_not_sign_it(read: Reader) -> None:
    assert [(e.title, [p.name for p in e.contributors]) for e in read(TOLD_OF).contents][2:] == [
        ("Obituary: Tobias Harrow", ["Ida Novak"]),
        ("Reply to ‘The drowned lanes’ by Peter Lund", ["Mary Oakes"]),
        ("In the footsteps of St. Aldhelm", ["Joan Petrie"]),
    ]


INSIDE = """今日看点

【A2 城事】
旧渡轮退役之后
菜场里的夜校

【A5 教育】
一所村小的最后一课

【B1 财经】
老字号为何卖起咖啡
蒜价三个月的起落

【B4 副刊】
井边的石榴树

新闻热线：020-5550 0001
"""


def test_a_page_and_its_name_in_brackets_head_what_stands_on_it(read: Reader) -> None:
    assert [(e.section, e.title, e.page) for e in read(INSIDE).contents] == [
        ("城事", "旧渡轮退役之后", "A2"),
        ("城事", "菜场里的夜校", "A2"),
        ("教育", "一所村小的最后一课", "A5"),
        ("财经", "老字号为何卖起咖啡", "B1"),
        ("财经", "蒜价三个月的起落", "B1"),
        ("副刊", "井边的石榴树", "B4"),
    ]


APART = """目录
白石滩的灯塔………林　岚
盐道上的马帮………周大河
老戏台………吴　青
外祖母的算盘………何　苗
两封没有寄出的信………方小石
渡口………严　冬
沙洲鸟事………孟　夏

补白
地名三则
勘误

来稿须知

（3）
（11）
（19）
（24）
（30）
（38）
（44）
（18）
（52）
（53）

封面木刻：魏　山
"""


def test_as_many_labels_as_titles_tell_sections_from_entries(read: Reader) -> None:
    found = [(e.section, e.title, e.page) for e in read(APART).contents]
    assert found[6:] == [
        (None, "沙洲鸟事", "44"),
        ("补白", "地名三则", "18"),
        ("补白", "勘误", "52"),
        ("补白", "来稿须知", "53"),
    ]


LED = """Inhalt

Miszellen
Die Fähre von Altenwerder und ihre
Pächter 1790–1822
Von Grete Lührs

............... 7

Wem gehört der Deich?
..........................19
Von Harm Tietjen
Ein Brief aus Batavia. Skizze von E.
Brands ............ 27
Nachrichten ............ 33
"""


def test_a_leader_and_its_page_on_a_row_of_their_own_belong_to_the_row_above(read: Reader) -> None:
    found = [(e.title, [p.name for p in e.contributors], e.page) for e in read(LED).contents]
    assert found[0][1:] == (["Grete Lührs"], "7")
    assert found[1] == ("Wem gehört der Deich?", ["Harm Tietjen"], "19")
    assert found[2][1:] == (["E. Brands"], "27")


DASHED = """CONTENTS                                          EDITOR
                                                  Mary Oakes
REVIEWS
Harbours without Ships                       12   SUBSCRIPTION RATES
  —Colm Farrant                                   Inland: Rs 120
The Weight of Salt                           15   Abroad: £ 14
  —Ida Novak, R. Sen                              Phone 26 43 19
SPECIAL ARTICLES                                  Printed by Westbank
Weavers of the Upper Valley                  21   Press, Ashdale
  —K. Lindgren                                    Published weekly
Tolls, Tithes and Tenants                    34   Address: 4 Quay Street
  —Anna Lowe                                      Advertisement rates
Letters                                      40   on request
"""


def test_names_behind_dashes_sign_and_what_stands_beside_the_list_is_none_of_it(read: Reader) -> None:
    assert [(e.section, e.title, [p.name for p in e.contributors], e.page) for e in read(DASHED).contents] == [
        ("REVIEWS", "Harbours without Ships", ["Colm Farrant"], "12"),
        ("REVIEWS", "The Weight of Salt", ["Ida Novak", "R. Sen"], "15"),
        ("SPECIAL ARTICLES", "Weavers of the Upper Valley", ["K. Lindgren"], "21"),
        ("SPECIAL ARTICLES", "Tolls, Tithes and Tenants", ["Anna Lowe"], "34"),
        ("SPECIAL ARTICLES", "Letters", [], "40"),
    ]


BESIDE = """        CONTENTS

OPENINGS                              ENDGAMES
The quiet king                4       Two rooks and a clock        31
   Anna Lowe                             Omar Field
A gambit in the rain         11       The long pawn                37
   Colm Farrant                          R. Sen
Seven lost tempi             16       CLUBS
   Ida Novak                          Ashdale fifty years on       42
HISTORY                                  Edith Storm
The coffee-house master      20       Solutions                    47
   Joan Petrie                        Next month                   48
"""


def test_two_columns_with_a_river_between_are_read_one_after_the_other(read: Reader) -> None:
    assert [(e.section, e.title, [p.name for p in e.contributors], e.page) for e in read(BESIDE).contents] == [
        ("OPENINGS", "The quiet king", ["Anna Lowe"], "4"),
        ("OPENINGS", "A gambit in the rain", ["Colm Farrant"], "11"),
        ("OPENINGS", "Seven lost tempi", ["Ida Novak"], "16"),
        ("HISTORY", "The coffee-house master", ["Joan Petrie"], "20"),
        ("ENDGAMES", "Two rooks and a clock", ["Omar Field"], "31"),
        ("ENDGAMES", "The long pawn", ["R. Sen"], "37"),
        ("CLUBS", "Ashdale fifty years on", ["Edith Storm"], "42"),
        ("CLUBS", "Solutions", [], "47"),
        ("CLUBS", "Next month", [], "48"),
    ]


def test_sections_in_a_column_between_pages_and_titles_stand_on_rows_of_their_own() -> None:
    texts = [
        "4    Harbour    The Ferry That Never Sailed            Ann Lee",
        "9            Salt and Rope            Ben Roe",
        "12    Gardens    A Wall of Pears            Una Reed",
        "15            Bees in Winter            Tom Wick",
    ]
    rows = _part_section_cells([Row(text, 1, (at,)) for at, text in enumerate(texts)])
    assert [row.text for row in rows] == [
        "Harbour",
        "4    The Ferry That Never Sailed    Ann Lee",
        texts[1],
        "Gardens",
        "12    A Wall of Pears    Una Reed",
        texts[3],
    ]
    even = [Row(text.replace("            ", "    "), 1, (at,)) for at, text in enumerate(texts)]
    assert _part_section_cells(even) == even  # nothing stands in that column on other rows


LETTERS = [
    ("■卷首", "", "■河流", ""),
    ("新堤与旧堤", "翟兆林／4", "水文站的一天", "齐鲁青／42"),
    ("■城市", "", "桥下的集市", "汤小武／46"),
    ("夜班公交", "宋维则／7", "■山野", ""),
    ("屋顶花园", "鲍玉山／11", "护林人日记", "蔡闻笛／49"),
    ("旧书店地图", "康丽君／14", "采药归来", "纪海生／53"),
    ("■乡村", "", "■书评", ""),
    ("晒场", "郝成林／17", "读《山河》", "覃国栋／56"),
    ("祠堂里的小学", "游溪／25", "读《渡口》", "林春生／63"),
    ("返乡者手记", "范志勇／28", "读《麦》", "秦川／64"),
    ("水车", "任东升／31", "读《雪》", "何田／65"),
    ("■工坊", "", "读《老井》", "魏东／66"),
    ("铁匠铺", "谷雨时／35", "读《灯》", "尚可／68"),
]


def by_letters(title: str, byline: str, other: str, signed: str) -> str:
    """A row as `pdftotext -layout` gives it: every character has one column, and one space may be all that parts two columns."""
    left = f"{title}{byline.rjust(40 - len(title))}" if byline else title.ljust(40)
    return (left.ljust(41) + other + signed.rjust(30 - len(other))).rstrip()


def test_columns_of_a_tool_that_counts_letters_are_read_one_after_the_other() -> None:
    found = entries("目录\n\n" + "\n".join(by_letters(*row) for row in LETTERS))
    assert [(section, title) for section, title, _, _ in found][:3] == [
        ("卷首", "新堤与旧堤"), ("城市", "夜班公交"), ("城市", "屋顶花园")]  # fmt: skip
    printed = [row[side].split("／")[1] for side in (1, 3) for row in LETTERS if row[side]]
    assert [page for _, _, _, page in found] == printed


def test_an_imprint_beside_the_list_is_set_aside_where_a_tool_counts_letters() -> None:
    imprint = [
        "主管",
        "岭东省卫生厅",
        "主办",
        "岭东省医学会",
        "编辑",
        "编辑委员会",
        "主编",
        "钟利民",
        "出版",
        "岭东杂志社",
        "印刷",
        "榕城印刷厂",
    ]
    titles = [f"{title}......{name}（{page}）" for title, name, page in (
        ("无创通气策略", "钟利民", 1), ("老年肺炎的表现", "毕淑华", 5), ("降钙素原动态监测", "宋江平", 9), ("宏基因组测序", "哈斯巴根", 14),
        ("咯血患者的病因分析", "郑向前", 19), ("穿刺活检的危险因素", "闵锐", 23), ("术后早期康复训练", "凌霜", 27), ("睡眠呼吸暂停", "盛德昌", 32),
        ("再灌注损伤模型", "齐云帆", 37), ("白藜芦醇的影响", "甄诚", 42), ("人工判读的一致性", "虞琳", 46), ("生物标志物", "关山月", 51))]  # fmt: skip
    found = entries("目次\n\n" + "\n".join(left.ljust(18) + right for left, right in zip(imprint, titles, strict=True)))
    assert [title for _, title, _, _ in found][:3] == ["无创通气策略", "老年肺炎的表现", "降钙素原动态监测"]
    assert len(found) == 12


def test_kinds_of_song_and_story_in_brackets_are_no_part_of_titles() -> None:
    text = "目录\n\n" + "".join(
        f"{title}〔{kind}〕·········{name}（{page}）\n"
        for title, kind, name, page in [
            ("双送礼", "山东琴书", "郑兰香", 4),
            ("卖酒女", "西河大鼓", "裴云", 8),
            ("赔西瓜", "快书", "石岩", 12),
            ("捉迷藏", "儿歌", "盛桃", 19),
            ("三月三", "四川清音", "林秀川", 24),
        ]
    )
    assert [title for _, title, _, _ in entries(text)] == ["双送礼", "卖酒女", "赔西瓜", "捉迷藏", "三月三"]


def test_an_ornament_before_sections_that_was_read_as_a_letter_is_none_of_their_name() -> None:
    text = (
        "目 錄\n\n人2評論\n論小說的觀點......葉紹崧 6\n新詩的回顧......張漢青 14\n\n人2小說\n石碑......段野松 22\n"
        "看海的下午......陳曉汀 31\n\n人散文\n茶山夜話......杜若華 72\n\n2詩\n長廊......余敬遠 80\n"
    )
    assert [section for section, *_ in entries(text)] == ["評論", "評論", "小說", "小說", "散文", "詩"]


def test_korean_authors_in_transliteration_stand_before_their_translators_and_imprints_are_no_entries() -> None:
    text = (
        "차례\n\n■ 번역시\n  밤의 노래 ·········· 에리히 뮐러 / 맹소연 옮김 146\n  다섯 편의 시 ······ 파블로 오르테가 / 함정식 옮김 152\n"
        "■ 서평\n  농민의 노래 ·········· 길재호 172\n  계간 시평 ·········· 봉상철 176\n\n표지화 : 노을진 「포구」\n\n"
        "등록번호  다—1547\n펴낸곳  도서출판 물결\n        서울특별시 마포구 아현동 618-7\n        전화 712-3306\n"
    )
    assert [(title, names, page) for _, title, names, page in entries(text)] == [
        ("밤의 노래", ["에리히 뮐러", "맹소연"], "146"),
        ("다섯 편의 시", ["파블로 오르테가", "함정식"], "152"),
        ("농민의 노래", ["길재호"], "172"),
        ("계간 시평", ["봉상철"], "176"),
    ]


def test_marks_that_an_engine_saw_before_rows_are_no_part_of_titles_and_sections() -> None:
    text = (
        "日     录\n\n“修志论坛.\n新县志应突出时代特点………康守诚 (9)\n概述不是各分志的压缩………阮文锦 (13)\n”谈谈大事记的选材………魏梓良 (17)\n"
        "\n“经验交流，\n我们怎样搜集资料………严伯钧 (24)\n'走访八十七位老人………邹炳坤 (31)\n"
    )
    assert [(section, title) for section, title, _, _ in entries(text)] == [
        ("修志论坛", "新县志应突出时代特点"),
        ("修志论坛", "概述不是各分志的压缩"),
        ("修志论坛", "谈谈大事记的选材"),
        ("经验交流", "我们怎样搜集资料"),
        ("经验交流", "走访八十七位老人"),
    ]


def test_an_imprint_under_the_list_is_none_beside_it() -> None:
    names = ["南郷猛", "江藤栄司", "佐藤孝", "編集部", "中西悟", "石毛和男", "原口清彦", "堀越宏", "安念博", "柏原兵"]
    titles = [
        "沢登りの魅力",
        "沢の装備",
        "渡渉の技術",
        "初心者の沢",
        "晩秋の山塊",
        "山小屋の主人",
        "南の風",
        "地形図の読み方",
        "岩と祈り",
        "編集室から",
    ]
    listed = "".join(
        f"{title}{' ' * (42 - 2 * len(title))}{name}{' ' * (30 - 2 * len(name))}{18 + 6 * at}\n"
        for at, (title, name) in enumerate(zip(titles, names, strict=True))
    )
    below = f"\n発行人　大庭峻　編集人　南郷猛\n発行所　稜線社{' ' * 28}電話（03）269-8811\n印刷　共栄印刷　定価480円\n"
    assert [(title, people) for _, title, people, _ in entries(f"目次\n\n{listed}{below}")] == [
        (title, [name]) for title, name in zip(titles, names, strict=True)
    ]


def test_columns_of_a_tool_that_misjudged_the_width_of_letters_are_read_one_after_the_other() -> None:
    left = [
        f"{1 + 3 * at:02} {title}"
        for at, title in enumerate(
            ["在变局里把稳舵", "第一百艘巨轮", "智慧闸口", "一张提单的旅行", "吞吐量突破百万标箱", "散货中转"]
        )
    ]
    right = [
        f"{24 + 2 * at} {title}"
        for at, title in enumerate(
            ["大桥吊里的小家", "铁军是这样炼成的", "学到岗位上", "圆大学梦", "那年我们睡工棚", "一号泊位"]
        )
    ]
    names = ["文 / 何雪莹", "文 / 郭维", "文 / 任佳", "文 / 林茜", "文 / 柳叶", "文 / 邢凯"]
    beside = [
        "班组风采",
        *(line for pair in zip(right, names[::-1], strict=True) for line in (pair[0], f"   {pair[1]}")),
    ]
    listed = [line for pair in zip(left, names, strict=True) for line in (pair[0], f"   {pair[1]}")]
    rows = [
        one.ljust(28 + 5 * at % 7) + other for at, (one, other) in enumerate(zip([*listed, ""], beside, strict=True))
    ]
    found = entries("目录\n\n" + "\n".join(rows))
    assert [page for *_, page in found] == [row[:2] for row in left + right]
    assert [people for _, _, people, _ in found] == [[name[4:]] for name in names + names[::-1]]


def test_a_page_that_stands_alone_before_its_title_is_that_titles() -> None:
    text = (
        "目录\n短篇小说\n168 白露为霜 艾多\n176 收音机里的雪 蒋一苇\n185 鸽子巷 杜禾\n193 没有尽头的午睡 哲布\n非虚构\n"
        "200 渔政船上的六十天 鲍海生\n夜航船\n229\n纸上的故人\n——黎先生书信笺释 周鹿鸣\n237 小镇放映员 管平江\n"
    )
    assert [(section, title, page) for section, title, _, page in entries(text)][-2:] == [
        ("夜航船", "纸上的故人", "229"),
        ("夜航船", "小镇放映员", "237"),
    ]


def boxed(text: str, row: float, size: float = 10.0, *, block: int = 2, left: float = 0.1, **kind) -> Line:
    box = Box(left, 0.02 * row, left + 0.0008 * size * len(text), 0.02 * row + 0.0016 * size)
    return Line(text=text, size=size, block=block, box=box, number=int(row), **kind)


def listed(*lines: Line, number: int = 2) -> list[tuple[str, list[str], str | None]]:
    issue = read_contents(Issue(pages=(Page(number=number, label=str(number), lines=lines),)))
    return [(one.title, [who.name for who in one.contributors], one.page) for one in issue.contents]


def test_a_name_under_the_last_page_signs_as_those_above_do() -> None:
    rows = [boxed("Contents", 2, 30, block=1)]
    for at, (title, name) in enumerate(
        (("Frogs", "Ann Lee"), ("Boats", ""), ("Goats", "Tom Wick"), ("Bells", "Una Roe"))
    ):
        rows.append(boxed(f"{title} that we met in the spring     {at * 3 + 3}", 8 + 5 * at, 14))
        rows += [boxed(name, 9.3 + 5 * at)] if name else []
    rows.append(
        boxed("Editor: Prudence Okafor. Printed at Hallow Bridge on paper that used to be other paper.", 45, 9, block=6)
    )
    assert [names for _, names, _ in listed(*rows)] == [["Ann Lee"], [], ["Tom Wick"], ["Una Roe"]]


ENTRIES = (("Die Bohlenwege im Moor", 97), ("Schöpfwerke und Wasserstände", 100), ("Zur Kenntnis der Torfmoose", 103), ("Ein Fund", 105))  # fmt: skip


@pytest.mark.parametrize(
    "head", ["INHALT VON BAND 41, HEFT 2", "The magazine for people under ten · April 2020 · No. 33"]
)
def test_the_designation_of_an_issue_is_no_entry(head: str) -> None:
    rows = [boxed(f"{title}      {page}", 8 + 2 * at) for at, (title, page) in enumerate(ENTRIES)]
    found = listed(boxed(head, 3, 14, block=1), *rows)
    assert [(title, page) for title, _, page in found] == [(title, str(page)) for title, page in ENTRIES]


def test_the_line_of_a_page_s_own_number_is_no_entry() -> None:
    rows = [boxed(f"{page}     {title}", 8 + 2 * at) for at, (title, page) in enumerate(ENTRIES)]
    foot = boxed("2     Der Moorbote im Frühling", 47, 7, block=4, role="running-head", of="pages/1/label")
    assert [page for _, _, page in listed(boxed("Inhalt", 3, 14, block=1), *rows, foot)] == ["97", "100", "103", "105"]


def test_what_a_reading_app_writes_under_a_post_is_no_entry() -> None:
    listed = "目录\n土地流转的再思考 赵明远 (5)\n集体经济的一种形式 李素芬 (12)\n乡村学校去留 孟繁星 (21)\n水利合作社百年 郝静 (33)\n"
    below = "\n———— END ————\n\n编辑：小谷   审核：罗定邦\n\n阅读 2386   赞 41   在看 27\n"
    assert [title for _, title, _, _ in entries(listed + below)] == [
        "土地流转的再思考",
        "集体经济的一种形式",
        "乡村学校去留",
        "水利合作社百年",
    ]


def test_what_somebody_did_is_no_part_of_a_french_title() -> None:
    text = (
        "SOMMAIRE\n\nTrois lettres inédites, présentées par Colette Bazire ..... 71\nCarnet de neige, par Lucien Aubertot ..... 80\n"
        "Rencontre avec un tailleur, propos recueillis par Odile Marchais ..... 101\nMusées et expositions, par Jean Morel ..... 108\n"
    )
    assert [title for _, title, _, _ in entries(text)] == [
        "Trois lettres inédites",
        "Carnet de neige",
        "Rencontre avec un tailleur",
        "Musées et expositions",
    ]
