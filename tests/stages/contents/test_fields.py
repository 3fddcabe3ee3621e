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
