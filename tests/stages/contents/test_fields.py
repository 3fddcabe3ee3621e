"""What stands behind a title on its own row."""

from __future__ import annotations

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

GERMAN = """Inhalt

Klara Bode: Der Fluß 321
Dr. Otto Behr: Das Recht auf Stille 338
Sigrid Holm: Der alte Fährmann. Deutsch von Emma Lahr 347
Arne Vik: Die Möwen. Aus dem Norwegischen von Paul Kern 351
Anton Zeller: Nachtwache 360
"""


def test_who_translated_a_text_is_no_part_of_its_title() -> None:
    found = read_contents(Issue(pages=split_pages(GERMAN))).contents
    assert [one.title for one in found][2:4] == ["Der alte Fährmann", "Die Möwen"]
    assert [[(who.name, who.role) for who in one.contributors] for one in found][2:4] == [
        [("Sigrid Holm", "author"), ("Emma Lahr", "translator")],
        [("Arne Vik", "author"), ("Paul Kern", "translator")],
    ]


def entries(text: str) -> list[tuple[str, list[str]]]:
    found = read_contents(Issue(pages=split_pages(text))).contents
    return [(one.title, [who.name for who in one.contributors]) for one in found]


ENGLISH = """In this issue
The Girl from Next Door by Rosa Keane 12
A Hat for Easter by Monica Vale 18
Summer Comes by Bicycle by Denis Ash 29
Paint a room in a weekend by Jack Medley 48
When a child will not eat by Dr. Hugh Carson 50
The Barn at Glyn (Verses). By Wilfred Amory 53
"""


def test_the_last_by_names_the_author_and_what_a_text_is_may_end_in_a_full_stop() -> None:
    assert entries(ENGLISH)[2::3] == [
        ("Summer Comes by Bicycle", ["Denis Ash"]),
        ("The Barn at Glyn", ["Wilfred Amory"]),
    ]


FRENCH = """SOMMAIRE

M.-D. Vernet. — La grâce et la loi chez Thomas de Liège................. 289
J. Le Goff. — Histoire et mémoire: retour sur un débat.................. 317
P. Dumoulin. — Le ministère des diacres................................. 352
A. Sterne. — À propos d’un fragment inédit.............................. 381
"""


def test_initials_with_a_hyphen_are_one_name() -> None:
    assert entries(FRENCH)[0] == ("La grâce et la loi chez Thomas de Liège", ["M.-D. Vernet"])
