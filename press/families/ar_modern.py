"""An Arabic magazine of today: right to left, page first in a coloured cell, sections, author below, western digits."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("دراسات", "شعر", "قصة", "تراجم", "علوم", "فنون")


def write(rng: Random) -> Draft:
    w = writer("ar", rng)
    made = serial.western(rng, rng.choice(("آفاق", "الرواق", "نوافذ", "الجسر الثقافي")), per_year=12, since=1985)
    orders = [
        Order(s, "feature", rng.randint(2, 3), "author", subtitle=0.3, paragraphs=(7, 13), sentences=(4, 6))
        for s in shuffled(SECTIONS, rng, 4)
    ]
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0])
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="ar",
        facts={"hue": rng.choice(("#0b6e4f", "#8b1e3f", "#1d3557"))},
        pictures=pictures.album(rng, 5) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#let hue = rgb(facts.hue)
#let kufi = ("Noto Kufi Arabic",)
#set text(font: ("Noto Naskh Arabic",), size: 10.5pt, lang: "ar", dir: rtl)
#set par(justify: true, leading: 0.75em, spacing: 0.75em)
#let label-at(p) = str(p)
#set page(width: 205mm, height: 275mm, margin: (x: 18mm, y: 20mm), footer: context { let p = here().page(); if p > 2 { align(if calc.odd(p) { left } else { right }, text(9pt, font: kufi, folio(label-at(p)))) } })
#page(margin: 0pt, footer: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + center, dy: 16mm, text(54pt, font: kufi, fill: white, weight: "bold", t("masthead/title", issue.periodical.title)))
  #place(top + center, dy: 46mm, text(12pt, font: kufi, fill: white, t("masthead/number", "العدد " + I.number + " - " + str(I.year))))
  #place(bottom + left, dx: 8mm, dy: -8mm, { set text(dir: ltr); barcode-box(width: 34mm) })
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #text(26pt, font: kufi, fill: hue, t("furniture/contents", "المحتويات"))
  #columns(2, gutter: 10mm, for s in sections { block(above: 6mm, below: 3mm, text(13pt, font: kufi, fill: hue, weight: "bold", t("c-section/" + s, s))); for p in pieces-of(s) { block(above: 4mm, below: 0mm, breakable: false, grid(columns: (11mm, 1fr), column-gutter: 3mm, box(fill: hue, inset: 1.5mm, text(10pt, fill: white, font: kufi, context entry-page(p.id, label-at(page-of(p.id))))), { strong(title-lines(p, "c")); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: none) }; linebreak(); text(9pt, part(p, "c", "byline", p.byline)) })) } })
]
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  if calc.rem(n, 3) == 0 { image("picture-" + str(1 + calc.rem(n, 4)) + ".svg", width: 100%, height: 70mm, fit: "cover") }
  block(above: 5mm, below: 6mm, { set par(justify: false); title-lines(p, "a", style: it => text(24pt, font: kufi, fill: hue, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(13pt, it)) }; linebreak(); part(p, "a", "byline", p.signature) })
  columns(2, gutter: 8mm, { paragraphs(p, style: (kind, i, it) => par(it)); finish(p.id) })
}
"""

FAMILY = Family(
    "ar-modern", "ar", "magazine, right to left, page first in a cell, sections", write, TEMPLATE, held_out=True
)
