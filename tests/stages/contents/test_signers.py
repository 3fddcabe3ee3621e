"""Signers above their titles, on the rows of the pages, and names in the margin that run up to the entries."""

from __future__ import annotations

from msgspec.structs import replace

from backfile.model import Box, Issue, Line, Page
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

SIGNERS_FIRST = """Inhalt

Leitartikel                    H. Bruckner                                                        3
                               Der Winter und die Brücken
Beiträge           A. Sandmann, E. Voss                                                           7
                   Risse im Beton:
                   Messungen an vierzig Pfeilern
                   G. Oberländer                                                                 15
                   Stahl nach dem Brand
Werkstatt          T. Reuss                                                                      21
                   Schweißnähte prüfen
                   M. Kallweit, U. Jahn                                                          26
                   Ein Kran für enge Höfe
Recht und Beratung K. Lohmann                                                                    30
                   Wer haftet für Frost?
Rubriken           Neue Bücher                                                                   34
                   Termine                                                                       36
                   Personen                                                                      39
"""

SIGNERS_LAST = """Inhalt

Der Winter und die Brücken
    H. Bruckner                                          3
Risse im Beton
    A. Sandmann, E. Voss                                 7
Stahl nach dem Brand
    G. Oberländer                                       15
Schweißnähte prüfen
    T. Reuss                                            21
Ein Kran für enge Höfe
    M. Kallweit, U. Jahn                                26
"""


def entries(text: str) -> list[tuple[str | None, str, list[str], str | None]]:
    found = read_contents(Issue(pages=split_pages(text))).contents
    return [(one.section, one.title, [who.name for who in one.contributors], one.page) for one in found]


def test_signers_on_the_row_of_the_page_sign_the_title_below() -> None:
    assert entries(SIGNERS_FIRST) == [
        ("Leitartikel", "Der Winter und die Brücken", ["H. Bruckner"], "3"),
        ("Beiträge", "Risse im Beton: Messungen an vierzig Pfeilern", ["A. Sandmann", "E. Voss"], "7"),
        ("Beiträge", "Stahl nach dem Brand", ["G. Oberländer"], "15"),
        ("Werkstatt", "Schweißnähte prüfen", ["T. Reuss"], "21"),
        ("Werkstatt", "Ein Kran für enge Höfe", ["M. Kallweit", "U. Jahn"], "26"),
        ("Recht und Beratung", "Wer haftet für Frost?", ["K. Lohmann"], "30"),
        ("Rubriken", "Neue Bücher", [], "34"),
        ("Rubriken", "Termine", [], "36"),
        ("Rubriken", "Personen", [], "39"),
    ]


def test_signers_that_close_their_entries_sign_the_title_above() -> None:
    assert [(title, page) for _, title, _, page in entries(SIGNERS_LAST)] == [
        ("Der Winter und die Brücken", "3"),
        ("Risse im Beton", "7"),
        ("Stahl nach dem Brand", "15"),
        ("Schweißnähte prüfen", "21"),
        ("Ein Kran für enge Höfe", "26"),
    ]


LIST = (
    ("АРХИВ", "bold", 8.0),
    ("3  Платон Захарьин", "", 9.0),
    ("Слово ректора", "bold", 10.5),
    ("НОВОСТИ", "bold", 8.0),
    ("4  Лаборатория гидрологии открыта", "bold", 10.5),
    ("4  Ботаническому саду — сто лет", "bold", 10.5),
    ("ТЕМА НОМЕРА", "bold", 8.0),
    ("5  Ксения Быстрова, Глеб Острожский", "", 9.0),
    ("Вагон в сорок мест", "bold", 10.5),
    ("ИНТЕРВЬЮ", "bold", 8.0),
    ("8  Беседовала Тамара Вельяминова", "", 9.0),
    ("Учитель должен удивляться", "bold", 10.5),
    ("11  Письма выпускников", "bold", 10.5),
)
IMPRINT = ("Учредитель", "Белокамский университет", "Вёрстка", "Зоя Ильина", "Отпечатано в типографии «Заречье»")


def printed(rows: tuple[tuple[str, str, float], ...], left: float, first: int, block: int) -> list[Line]:
    """Rows one below the other, titles right below their signers."""
    lines: list[Line] = []
    top = 0.1
    for text, weight, size in rows:
        top += 0.02 if lines and lines[-1].size == 9.0 else 0.035
        inset = 0.0 if text[0].isdigit() or size == 8.0 else 0.03
        box = Box(left + inset, top, left + inset + 0.0006 * size * len(text), top + 0.02)
        lines.append(Line(text=text, number=first + len(lines), size=size, bold=bool(weight), block=block, box=box))
    return lines


def test_signers_on_the_row_of_a_page_that_leads_sign_the_title_set_larger_below() -> None:
    head = Line(text="Содержание", number=1, size=22.0, bold=True, block=1, box=Box(0.35, 0.05, 0.6, 0.09))
    foot = Line(text="Белокамец № 3 (44)", number=40, size=7.4, block=9, box=Box(0.08, 0.955, 0.23, 0.969))
    aside = printed(tuple((text, "", 7.8) for text in IMPRINT), 0.1, 2, 2)
    aside = [replace(line, block=2 if n < 2 else 3 if n < 4 else 4) for n, line in enumerate(aside)]
    page = Page(number=2, lines=(*aside, head, *printed(LIST, 0.4, 10, 5), foot))
    found = read_contents(Issue(pages=(page,))).contents
    assert [
        (one.section, one.title, [(who.name, who.role) for who in one.contributors], one.page) for one in found
    ] == [
        ("АРХИВ", "Слово ректора", [("Платон Захарьин", "author")], "3"),
        ("НОВОСТИ", "Лаборатория гидрологии открыта", [], "4"),
        ("НОВОСТИ", "Ботаническому саду — сто лет", [], "4"),
        ("ТЕМА НОМЕРА", "Вагон в сорок мест", [("Ксения Быстрова", "author"), ("Глеб Острожский", "author")], "5"),
        ("ИНТЕРВЬЮ", "Учитель должен удивляться", [("Тамара Вельяминова", "interviewer")], "8"),
        ("ИНТЕРВЬЮ", "Письма выпускников", [], "11"),
    ]


SIGNED_BELOW = """SUMARIO
Editorial: El juego en las aulas .............................. 65
El torneo de la costa, por Ramón Iriarte ...................... 66
Campeonato femenino: una revelación de quince años,
  por Ángela Torres ........................................... 71
Partidas comentadas ........................................... 74
La variante francesa, hoy, por Esteban Casas .................. 80
"""


def test_a_row_that_says_by_whom_and_has_the_page_is_no_second_row_of_the_title() -> None:
    assert entries(SIGNED_BELOW)[2] == (
        None,
        "Campeonato femenino: una revelación de quince años",
        ["Ángela Torres"],
        "71",
    )


LEARNED_SOCIETY = """BULLETIN DE LA SOCIÉTÉ

MONTREVAL
IMPRIMERIE BASTIDE ET FILS
Place du Marché, 4

SOMMAIRE DE LA 2e LIVRAISON

                                                                Pages
I. — Les débuts du prieuré de Saint-Bris, par M. l'abbé
     Morel ...................................................     97
II. — Inventaire des titres de la maison de Roche (suite),
     par M. A. de Vernet .....................................    121
III. — Une peste à Montreval en 1629, par M. le docteur
     Fabri ...................................................    150
IV. — Le général Darnal, d'après ses lettres inédites,
     par M. le commandant Viel ...............................    188
V. — Mélanges ................................................    246
VI. — Bibliographie ...........................................    252
"""


def test_french_addresses_before_names_that_run_over_into_the_next_row() -> None:
    assert entries(LEARNED_SOCIETY) == [
        (None, "Les débuts du prieuré de Saint-Bris", ["Morel"], "97"),
        (None, "Inventaire des titres de la maison de Roche (suite)", ["A. de Vernet"], "121"),
        (None, "Une peste à Montreval en 1629", ["Fabri"], "150"),
        (None, "Le général Darnal, d'après ses lettres inédites", ["Viel"], "188"),
        (None, "Mélanges", [], "246"),
        (None, "Bibliographie", [], "252"),
    ]
