"""An Arabic review of the old kind: right to left, Arabic-Indic folios, title, author and page behind dots on the last leaf."""

from __future__ import annotations

from random import Random

from .. import serial
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("ar", rng)
    made = serial.western(
        rng, rng.choice(("المنار الجديد", "الضياء", "مجلة الفنون", "المقتبس")), per_year=12, since=1906, first=1950
    )
    orders = [Order(None, "feature", rng.randint(9, 13), "author", subtitle=0.1, paragraphs=(5, 12), sentences=(4, 7))]
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0])
    periodical = {k: v for k, v in made.periodical.items() if k != "issn"}
    return Draft(
        periodical=periodical,
        issue=made.issue | {"barcode": None},
        pieces=pieces,
        language="ar",
        facts={"first": rng.choice((1, 65))},
        pictures={},
    )


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("Amiri", "Noto Naskh Arabic"), size: 12pt, lang: "ar", dir: rtl)
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#let indic(s) = str(s).clusters().map(c => if c.match(regex("[0-9]")) != none { str.from-unicode(str.to-unicode(c) + 1584) } else { c }).join("")
#let lead = 2
#let label-at(p) = indic(p - lead + facts.first)
#set page(width: 160mm, height: 235mm, margin: (x: 20mm, top: 24mm, bottom: 20mm), header: context { let p = here().page(); if p >= lead { set text(10pt); align(center, folio(label-at(p))); line(length: 100%, stroke: 0.4pt) } })
#page(header: none)[
  #kind("cover")
  #align(center, { v(30mm); text(48pt, t("masthead/title", issue.periodical.title)); v(10mm); text(15pt, t("masthead/volume", "المجلد " + indic(I.volume) + " الجزء " + indic(I.number))); v(10mm); text(15pt, t("masthead/year", "سنة " + indic(I.year))) })
]
#for (n, p) in issue.pieces.enumerate() {
  if calc.rem(n, 2) == 0 { pagebreak(weak: true) } else { v(8mm); align(center, line(length: 30%)) ; v(4mm) }
  start(p.id)
  block(below: 6mm, width: 100%, align(center, { set par(justify: false); title-lines(p, "a", style: it => text(20pt, weight: "bold", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none) }; linebreak(); text(13pt, part(p, "a", "byline", p.signature)) }))
  paragraphs(p, style: (kind, i, it) => par(first-line-indent: (amount: 1.5em, all: true), it))
  finish(p.id)
}
#page(header: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(20pt, t("furniture/contents", "فهرس هذا الجزء")))
  #v(6mm)
  #for p in issue.pieces { block(above: 3mm, below: 3mm)[#title-lines(p, "c")#if p.subtitle.len() > 0 { [ ]; text(10pt, subtitle-lines(p, "c", dash: "- ")) } #box(width: 1fr, repeat[ . ]) #text(11pt, part(p, "c", "byline", p.byline)) #box(width: 14mm, align(left, context entry-page(p.id, label-at(page-of(p.id)))))] }
]
"""

FAMILY = Family(
    "ar-majalla",
    "ar",
    "review, right to left, Arabic-Indic folios, contents on the last leaf",
    write,
    TEMPLATE,
    wears=(LIGHT, LIBRARY, OLD),
)
