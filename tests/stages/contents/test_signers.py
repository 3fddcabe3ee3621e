"""Signers above their titles, on the rows of the pages, and names in the margin that run up to the entries."""

from __future__ import annotations

from backfile.model import Issue
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
