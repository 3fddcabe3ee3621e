"""A German club bulletin: contents on the back cover, `S. 4  Title (Author)`, articles sharing pages in three columns."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("de", rng)
    made = serial.western(
        rng,
        f"{w.write('place')}er {rng.choice(('Rundbrief', 'Vereinsblatt', 'Stadtanzeiger', 'Heimatbote'))}",
        per_year=6,
        since=1974,
    )
    orders = [Order(None, "feature", rng.randint(10, 15), "author", subtitle=0.15, paragraphs=(4, 9), sentences=(3, 6))]
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0])
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="de",
        facts={"hue": rng.choice(("#556b2f", "#7b1e3b", "#2c3e6b")), "ad": w.write("ad_text")},
        pictures=pictures.album(rng, 5),
    )


TEMPLATE = r"""
#let I = issue.issue
#let hue = rgb(facts.hue)
#let sans = ("Carlito", "Liberation Sans")
#set text(font: sans, size: 9.8pt, lang: "de")
#set par(justify: false, leading: 0.6em, spacing: 0.75em)
#set page(width: 210mm, height: 297mm, margin: (x: 16mm, y: 20mm), footer: context { let p = here().page(); if p > 1 { align(if calc.odd(p) { right } else { left }, text(9pt, fill: hue)[#head(issue.periodical.title + " " + I.number + "/" + str(I.year)) #h(3mm) #folio(str(p), s: "Seite " + str(p))]) } })
#page(footer: none)[
  #kind("cover")
  #text(40pt, weight: "bold", fill: hue, t("masthead/title", issue.periodical.title))
  #linebreak()
  #t("masthead/number", "Nr. " + I.number + " / " + str(I.year) + " – " + I.volume + ". Jahrgang – ISSN " + issue.periodical.issn)
  #image("picture-0.svg", width: 100%, height: 190mm, fit: "cover")
]
#let opening(p) = block(above: 5mm, below: 3mm, sticky: true, { title-lines(p, "a", style: it => text(14pt, weight: "bold", fill: hue, hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => strong(it)) }; linebreak(); text(9pt, style: "italic", part(p, "a", "byline", "von " + p.signature)) })
#columns(3, gutter: 6mm, run-on(issue.pieces, opening, style: (kind, i, it) => par(it), gap: 7mm, rule: line(length: 100%, stroke: 0.6pt + hue)))
#pagebreak()
#page(footer: none)[
  #kind("back-cover")
  #text(18pt, weight: "bold", fill: hue, t("furniture/contents", "In diesem Heft"))
  #for p in issue.pieces { block(above: 4mm, below: 0mm, grid(columns: (16mm, 1fr), context entry-page(p.id, str(page-of(p.id)), shape: l => "S. " + l), { strong(title-lines(p, "c")); if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: " – ") }; [ (]; part(p, "c", "byline", p.byline); [)] })) }
  #v(1fr)
  #align(center, text(16pt, t("ad/0", facts.ad)))
]
"""

FAMILY = Family(
    "de-blatt",
    "de",
    "club bulletin, contents on the back cover, S. 4, shared pages in three columns",
    write,
    TEMPLATE,
    held_out=True,
)
