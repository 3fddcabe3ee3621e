"""A French monthly: large page numbers first, title, `par Author`, blurbs, contents over two pages, side notes."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("Reportages", "Idées", "Arts", "Sciences", "Portraits", "Voyages", "Courrier")


def write(rng: Random) -> Draft:
    w = writer("fr", rng)
    made = serial.western(rng, rng.choice(("Horizon", "Terres d’ici", "Le Mois", "Curieux")), per_year=12, since=1981)
    orders = [
        Order("Dossier", "feature", rng.randint(3, 5), "author", (1, 2), 0.5, blurb=0.8, paragraphs=(10, 18), sentences=(4, 6), headings=True),
        *[Order(s, "feature", rng.randint(1, 3), rng.choice(("author", "none", "author")), subtitle=0.2, blurb=0.5, paragraphs=(5, 9), sentences=(3, 6)) for s in shuffled(SECTIONS, rng, rng.randint(4, 5))],
    ]  # fmt: skip
    pieces = with_bylines(commission(orders, w), lambda p: "par " + " et ".join(names(p)))
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="fr",
        facts={
            "hue": rng.choice(("#c8102e", "#00677f", "#5f259f")),
            "ad": [w.write("ad_text") for _ in range(2)],
            "pull": w.write("pull"),
        },
        pictures=pictures.album(rng, 8) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#let hue = rgb(facts.hue)
#let sans = ("Roboto Slab", "Lato")
#set text(font: ("Lato",), size: 9.4pt, lang: "fr")
#set par(justify: false, leading: 0.62em, spacing: 0.7em)
#let label-at(p) = str(p)
#set page(width: 210mm, height: 270mm, margin: (x: 16mm, top: 18mm, bottom: 18mm), footer: context { let p = here().page(); if p > 4 and calc.even(p) { text(9pt)[#strong(folio(label-at(p))) / #head(issue.periodical.title + " n° " + I.number)] } else if p > 4 { align(right, text(9pt)[#head(str(I.year)) / #strong(folio(label-at(p)))]) } })
#page(margin: 0pt, footer: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + left, dx: 12mm, dy: 12mm, text(58pt, font: sans, weight: "bold", fill: white, t("masthead/title", issue.periodical.title)))
  #place(top + right, dx: -10mm, dy: 10mm, text(9pt, fill: white, t("masthead/number", "N° " + I.number + " – " + str(I.year) + " – ISSN " + issue.periodical.issn)))
  #place(bottom + left, dx: 12mm, dy: -20mm, block(width: 110mm, { for p in issue.pieces.slice(0, 3) { block(text(17pt, fill: white, weight: "bold", t("teaser/" + p.id, p.title.join(" ")))) } }))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 32mm))
]
#page(margin: 0pt, footer: none)[#kind("advertisement")#image("picture-1.svg", width: 100%, height: 200mm, fit: "cover")#align(center, text(24pt, font: sans, t("ad/0", facts.ad.at(0))))]
#let entry(p, big) = block(above: 5mm, below: 0mm, breakable: false, grid(columns: (if big { 18mm } else { 11mm }, 1fr), text(if big { 26pt } else { 15pt }, font: sans, weight: "regular", fill: hue, context entry-page(p.id, label-at(page-of(p.id)))), { text(if big { 14pt } else { 10.5pt }, font: sans, weight: "bold", title-lines(p, "c")); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: none) }; if p.blurb != none { linebreak(); text(8.6pt, fill: luma(90), part(p, "c", "blurb", p.blurb)) }; if p.byline != "" { linebreak(); text(8.6pt, style: "italic", part(p, "c", "byline", p.byline)) } }))
#page(footer: none)[
  #kind("contents")
  #text(30pt, font: sans, weight: "bold", fill: hue, t("furniture/contents", "Sommaire"))
  #image("picture-2.svg", width: 100%, height: 60mm, fit: "cover")
  #block(above: 6mm, text(12pt, font: sans, fill: hue, t("c-section/Dossier", "DOSSIER")))
  #for p in pieces-of("Dossier") { entry(p, true) }
]
#page(footer: none)[
  #kind("contents")
  #columns(2, gutter: 8mm, { for s in sections.slice(1) { block(above: 7mm, below: 2mm, text(12pt, font: sans, fill: hue, t("c-section/" + s, upper(s)))); for p in pieces-of(s) { entry(p, false) } }; v(8mm); image("picture-3.svg", width: 100%); text(12pt, style: "italic", t("furniture/pull", "« " + facts.pull + " »")) })
]
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  if calc.rem(n, 3) == 0 { image("picture-" + str(4 + calc.rem(n, 4)) + ".svg", width: 100%, height: 80mm, fit: "cover") }
  block(above: 5mm, below: 6mm, { text(9pt, font: sans, fill: hue, t("a/" + p.id + "/section", upper(p.section))); linebreak(); title-lines(p, "a", style: it => text(26pt, font: sans, weight: "bold", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(13pt, it)) }; if p.signature != "" { linebreak(); part(p, "a", "byline", p.signature) } })
  columns(if p.section == "Dossier" { 3 } else { 2 }, gutter: 6mm, { paragraphs(p, style: (kind, i, it) => if kind == "heading" { block(above: 4mm, below: 2mm, text(font: sans, fill: hue, weight: "bold", it)) } else { par(it) }); finish(p.id) })
}
#page(margin: 0pt, footer: none)[#kind("back-cover")#image("picture-7.svg", width: 100%, height: 210mm, fit: "cover")#align(center, text(24pt, font: sans, t("ad/1", facts.ad.at(1))))]
"""

FAMILY = Family(
    "fr-magazine",
    "fr",
    "monthly, large pages first, par Author, blurbs, two contents pages",
    write,
    TEMPLATE,
    held_out=True,
)
