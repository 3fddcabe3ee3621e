"""Contents on a web site without pages: its menu and what it says under every page are no entries."""

from __future__ import annotations

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

SITE = """Skip to content
Harbour Review
Home
About
Submit
Archive
Donate

POETRY

Salt Road
Maura Keane

Inventory, After the Flood
Maura Keane

Aubade With Power Cut
Leila Farah

TRANSLATION

Letter to an Empty House
Teresa Macedo
translated from the Portuguese by Rui Calver and Ann Sheehan

FICTION

Low Season
Desmond Lyle

The Piano Movers
Caitlin Orr

← Issue 30
Sign up
© 2019 Harbour Review. All rights reserved.
Privacy policy · Contact · Newsletter
"""


def test_the_menu_of_a_site_is_no_part_of_its_contents() -> None:
    found = read_contents(Issue(pages=split_pages(SITE))).contents
    assert [one.title for one in found] == [
        "Salt Road",
        "Inventory, After the Flood",
        "Aubade With Power Cut",
        "Letter to an Empty House",
        "Low Season",
        "The Piano Movers",
    ]
    assert [(who.name, who.role) for who in found[3].contributors] == [
        ("Teresa Macedo", "author"),
        ("Rui Calver", "translator"),
        ("Ann Sheehan", "translator"),
    ]
