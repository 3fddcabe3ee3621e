"""A comics zine in English: contents scattered over a coloured page, unnumbered plates, folios spelt out on some pages."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    made = serial.western(
        rng,
        rng.choice(
            (f"{w.write('adjective')} {w.write('Subject')} Comix", "Ink & Staples", "Panel Beater", "Paper Moon Zine")
        ),
        per_year=2,
        since=1990,
    )
    orders = [Order(None, "feature", rng.randint(7, 10), "author", paragraphs=(3, 6), sentences=(2, 3), blurb=0.4)]
    pieces = with_bylines(commission(orders, w), lambda p: f"words & pictures: {names(p)[0]}")
    periodical = {k: v for k, v in made.periodical.items() if k != "issn"}
    return Draft(
        periodical=periodical,
        issue=made.issue | {"barcode": None},
        pieces=pieces,
        language="en",
        facts={
            "hue": rng.choice(("#ff4d6d", "#00a6a6", "#f9a620", "#7a4cff")),
            "turns": [rng.uniform(-2, 2) for _ in range(12)],
        },
        pictures=pictures.album(rng, 12),
    )


TEMPLATE = r"""
#let I = issue.issue
#let hue = rgb(facts.hue)
#set text(font: ("Cantarell", "Lato"), size: 10pt, lang: "en")
#set par(justify: false, leading: 0.6em, spacing: 0.8em)
#let plates = state("plates", 0)
#let label-at(p) = str(p)
#set page(width: 140mm, height: 216mm, margin: 12mm, footer: context { let p = here().page(); if p > 2 and calc.odd(p) { align(center, text(11pt, weight: "bold", fill: hue, folio(label-at(p), s: "* " + label-at(p) + " *"))) } })
#page(fill: hue, footer: none)[
  #kind("cover")
  #align(center, { text(44pt, weight: "bold", fill: white, hyphenate: false, t("masthead/title", issue.periodical.title)); v(4mm); image("picture-0.svg", width: 100%, height: 100mm, fit: "cover"); text(16pt, fill: white, t("masthead/number", "#" + I.number + " / " + str(I.year))) })
]
#page(fill: hue.lighten(80%), footer: none)[
  #kind("contents")
  #text(22pt, weight: "bold", t("furniture/contents", "WHAT'S IN HERE?"))
  #for (n, p) in issue.pieces.enumerate() { block(above: 5mm, below: 0mm, inset: (left: calc.rem(n * 7, 4) * 8mm), { box(fill: hue, radius: 3mm, inset: (x: 2.5mm, y: 1.2mm), text(11pt, fill: white, weight: "bold", context entry-page(p.id, label-at(page-of(p.id))))); h(2mm); text(12pt, weight: "bold", title-lines(p, "c")); linebreak(); text(8.6pt, part(p, "c", "byline", p.byline)); if p.blurb != none { linebreak(); text(8pt, style: "italic", part(p, "c", "blurb", p.blurb)) } }) }
]
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  text(22pt, weight: "bold", hyphenate: false, title-lines(p, "a"))
  linebreak()
  text(9pt, part(p, "a", "byline", p.signature))
  grid(columns: (1fr, 1fr), gutter: 3mm, ..for (i, q) in p.paragraphs.enumerate() { (box(stroke: 1.2pt, width: 100%, { image("picture-" + str(1 + calc.rem(n + i, 11)) + ".svg", width: 100%, height: 34mm, fit: "cover"); block(inset: 2mm, text(8.6pt, t("a/" + p.id + "/p/" + str(i), q.text))) }),) })
  finish(p.id)
  if calc.rem(n, 4) == 2 { page(margin: 0pt, footer: none)[#kind("plate")#image("picture-" + str(n) + ".svg", width: 100%, height: 100%, fit: "cover")] }
}
"""

FAMILY = Family("en-zine", "en", "comics zine, scattered contents, panels, plates", write, TEMPLATE)
