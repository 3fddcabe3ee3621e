"""An imprint beside the list whose rows stand beside rows of the list that are set in."""

from __future__ import annotations

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

BESIDE = """MIRINO

Direttore responsabile                  SOMMARIO
Ugo Renzo
                                        LE FOTO
Redazione
Lia Martini                             18   Il bianco e nero di una volta
Pino Mani                                    di Lia Martini
Grafica                                 26   Paesi, gente e pietre
Studio Due, Verona                           di Vito Lacera
Editrice Lente s.r.l.                   34   Ritratti in fabbrica
via S. Anna 44, Verona                       di Sandro Piova
Abbonamento annuo
L. 12.000                               LA TECNICA
Estero L. 18.000                        42   Il filtro rosso non serve
Registrazione Tribunale di Verona n.         di Ugo Renzo
412 del 3-3-1970                        47   Stampare su carta lucida
Stampa: Grafiche Adige                       di Aldo Frassi
                                        LE RUBRICHE
                                        70   Lettere
                                        76   Il circolo del mese
                                        88   Mercatino
"""


def test_an_imprint_beside_rows_that_are_set_in_is_no_part_of_the_list() -> None:
    found = read_contents(Issue(pages=split_pages(BESIDE))).contents
    assert [(one.section, one.title, one.page) for one in found] == [
        ("LE FOTO", "Il bianco e nero di una volta", "18"),
        ("LE FOTO", "Paesi, gente e pietre", "26"),
        ("LE FOTO", "Ritratti in fabbrica", "34"),
        ("LA TECNICA", "Il filtro rosso non serve", "42"),
        ("LA TECNICA", "Stampare su carta lucida", "47"),
        ("LE RUBRICHE", "Lettere", "70"),
        ("LE RUBRICHE", "Il circolo del mese", "76"),
        ("LE RUBRICHE", "Mercatino", "88"),
    ]
