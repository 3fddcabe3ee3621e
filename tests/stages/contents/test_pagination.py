"""Running numbers before titles, and pages that stand where a tool or an engine has put them."""

from __future__ import annotations

from backfile.model import Entry, Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents
from backfile.stages.contents.fields import Found
from backfile.stages.contents.pagination import take_leading
from backfile.stages.contents.rows import Row
from backfile.stages.contents.tokens import read_only

MISREAD = """CONTENTS.
ART. PAGE
I. THE CORN LAWS............-. 1
II. LIFE AT THE COURT OF SPAIN........... 28
III. THE GREAT EASTERN RAILWAY.......... 57
Iv; POPULAR BALLADS. ....5...5....... 83
V. THE VOLCANOES OF ICELAND....... 110
VI. MEMOIRS OF A BISHOP........ 139
Vil; OUR COLONIAL POLICY:.........5.......-.. 170
VIII. RECENT LITERATURE....:..:.6.... 201
1. History............... 201
2. Travels.......... 209
3 Poetry............ 215
4. Fiction........ 222
5. Science........ 230
"""

ARABIC = """المحتويات

دراسات
أثر الورق في الكتابة - سالم الحداد٥..............................................
طرق القوافل القديمة - د. نبيل الشامي١٢ ..........................................
شعر
أغنية للمطر - مريم العلي٢٠........................................................
باب المدينة - هاني الكردي٢٣.....................................................
قصص
القطار الأخير - سمير عبود٢٧.....................................................
"""


def read(text: str) -> list[tuple[str, str | None]]:
    return [(one.title, one.page) for one in read_contents(Issue(pages=split_pages(text))).contents]


def test_running_numbers_that_an_engine_has_misread_are_no_part_of_the_titles() -> None:
    assert [(title.rstrip(".:"), page) for title, page in read(MISREAD)] == [
        ("THE CORN LAWS", "1"),
        ("LIFE AT THE COURT OF SPAIN", "28"),
        ("THE GREAT EASTERN RAILWAY", "57"),
        ("POPULAR BALLADS", "83"),
        ("THE VOLCANOES OF ICELAND", "110"),
        ("MEMOIRS OF A BISHOP", "139"),
        ("OUR COLONIAL POLICY", "170"),
        ("RECENT LITERATURE", "201"),
        ("History", "201"),
        ("Travels", "209"),
        ("Poetry", "215"),
        ("Fiction", "222"),
        ("Science", "230"),
    ]


def test_pages_that_a_tool_puts_before_their_leaders_in_rows_from_right_to_left_are_read() -> None:
    assert [page for _, page in read(ARABIC)] == ["٥", "١٢", "٢٠", "٢٣", "٢٧"]


def test_a_page_that_leads_a_title_is_its_own_where_the_others_have_theirs_on_rubrics() -> None:
    titles = ["8    第三代的考題", "11 號公路", "把問題一起交出去", "存貨天數的祕密", "失敗者的自傳", "大通紙業"]
    pages = [None, None, "6", "7", "14", "15"]
    rows = [Row(title, 1, (at,), 0.0, 0.0, False, 0.0, 1, 20) for at, title in enumerate(titles)]
    found = [
        Found(
            Entry(id=f"c{at}", title=" ".join(title.split()), page=page),
            (("title", at),),
            0.9,
            read_only(page) if page else None,
        )
        for at, (title, page) in enumerate(zip(titles, pages, strict=True))
    ]
    assert [(one.entry.title, one.entry.page) for one in take_leading(found, rows)[:3]] == [
        ("第三代的考題", "8"),
        ("11 號公路", None),
        ("把問題一起交出去", "6"),
    ]
