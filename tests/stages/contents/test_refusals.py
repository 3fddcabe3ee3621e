"""What only looks like contents: numbered classes with prizes."""

from __future__ import annotations

from backfile.model import Issue
from backfile.readers.text import split_pages
from backfile.stages.contents import read_contents

PRIZES = """    Class                                          1st prize     Points
      1  Six kinds, collection  . . . . . . .  P. Harrow        18
      2  Onions, dressed, five . . . . . . . .  W. Fields        17
      3  Onions, as grown, five  . . . . . . .  W. Fields        17
      4  Potatoes, white, round  . . . . . . .  J. Cowley        14
                             FLOWERS
      5  Sweet Peas, three vases . . . . . . .  Mrs. A. Sumner   12
      6  Roses, six blooms, distinct . . . . .  Dr. L. Pine      18
      7  Pansies, twelve . . . . . . . . . . .  H. Rigg          13
                             DOMESTIC
      8  Fruit Cake, 7 in. tin . . . . . . . .  Mrs. J. Cowley   17
      9  Raspberry Jam, 1 lb.  . . . . . . . .  Miss O. Hall     14
     10  Brown Eggs, six . . . . . . . . . . .  P. Harrow        12
     11  A Handwritten Verse . . . . . . . . .  Peter Hall        8
     12  Bowl arranged for effect  . . . . . .  Mrs. A. Dew      15
"""

NUMBERED = """      1  Bread and Salt  . . . . . . . . . . .  P. Harrow         3
      2  A Winter Journey  . . . . . . . . . .  W. Fields         8
      3  The Old Mill  . . . . . . . . . . . .  J. Cowley        14
      4  Letters from Kiel . . . . . . . . . .  A. Sumner        21
      5  On Patience . . . . . . . . . . . . .  L. Pine          30
      6  The Weir  . . . . . . . . . . . . . .  H. Rigg          37
      7  Three Songs . . . . . . . . . . . . .  O. Hall          41
      8  Hedges  . . . . . . . . . . . . . . .  R. Dew           45
      9  The Ferry . . . . . . . . . . . . . .  S. Lowe          52
"""


def titles(text: str) -> list[str]:
    return [one.title for one in read_contents(Issue(pages=split_pages(text))).contents]


def test_numbered_classes_whose_figures_do_not_rise_are_no_contents() -> None:
    assert titles(PRIZES) == []
    assert titles(NUMBERED)[::4] == ["Bread and Salt", "On Patience", "The Ferry"]
    assert len(titles(NUMBERED)) == 9


CITED = """                                   CONTENTS

The Silent Partner: Duty and the
  Limits of Trust. . . . . . . . . . . . . . . .Margaret L. Ray             701
Water Rights After the Drought. . . . . . .Peter Hall & Ruth S. Ito         768
Toward a Theory of Pardon. . . . . . . . . . . . . Daniel K. Wolfe          819
What the Jurors Knew. . . . . . . . . . . . . . . Clara J. Stern            877

Index to Volume 61. . . . . . . . . . . . . . . . . . . . . . . .           961


The Lakeside Law Review (ISSN 0891-2277) is published four times a year by the
students of the School of Law, 1200 Alder Street, Lakeside. Subscriptions: $28.00 per
volume; single issues $9.00. Second-class postage paid. Citations conform to A Manual of
Citation (15th ed. 1991). Please cite this issue as 61 Lakeside L. Rev. ___ (1993).
"""


def test_the_year_that_ends_a_citation_is_no_page() -> None:
    assert titles(CITED)[-1] == "Index to Volume 61"
    assert len(titles(CITED)) == 5
