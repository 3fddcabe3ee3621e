"""Titles in two languages, one below the other, in one alphabet."""

from __future__ import annotations

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

FRENCH_AND_ENGLISH = """TABLE DES MATIÈRES — CONTENTS
Éditorial................................................................ 3
Editorial
ÉTUDES — STUDIES
Les écluses du canal au temps des crues, par O. Hansen................... 5
The locks of the canal in times of flood
La pêche dans les rivières du Nord, par L. Maret......................... 17
Fishing in the rivers of the North
Les ponts de bois et leur entretien, par J. Havel........................ 29
Wooden bridges and their upkeep
NOTES DIVERSES — NOTES AND NEWS
La conférence de Gand.................................................... 41
The conference at Ghent
Résolutions de l’assemblée............................................... 44
Resolutions of Assembly No. 7
"""

WRAPPED = """CONTENTS
The locks of the old canal in times of flood............................. 5
    and in the dry years, by O. Hansen
Fishing in the rivers of the North....................................... 17
    with a note on the nets, by L. Maret
Wooden bridges of the valley............................................. 29
    and the men who kept them, by J. Havel
The conference at Ghent.................................................. 41
    and what came of it, by P. Roos
Resolutions of the assembly.............................................. 44
    with the names of the members, by A. Dirks
"""


def test_a_title_in_another_language_below_each_entry_is_its_other_title() -> None:
    found = read_contents(Issue(pages=split_pages(FRENCH_AND_ENGLISH))).contents
    assert [(one.section, one.title, one.page) for one in found] == [
        (None, "Éditorial", "3"),
        ("ÉTUDES", "Les écluses du canal au temps des crues", "5"),
        ("ÉTUDES", "La pêche dans les rivières du Nord", "17"),
        ("ÉTUDES", "Les ponts de bois et leur entretien", "29"),
        ("NOTES DIVERSES", "La conférence de Gand", "41"),
        ("NOTES DIVERSES", "Résolutions de l’assemblée", "44"),
    ]
    assert [one.alternative_title for one in found][1::2] == [
        "The locks of the canal in times of flood",
        "Wooden bridges and their upkeep",
        "Resolutions of Assembly No. 7",
    ]


def test_second_rows_in_the_same_language_are_no_other_titles() -> None:
    found = read_contents(Issue(pages=split_pages(WRAPPED))).contents
    assert [one.page for one in found] == ["5", "17", "29", "41", "44"]
    assert not any(one.alternative_title for one in found)
