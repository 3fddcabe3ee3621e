"""A French review: sommaire on the last page, AUTHOR in capitals before the title, leaders, one wide column."""

from __future__ import annotations

from random import Random

from .. import serial
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("Dossier", "Chroniques", "Rencontres", "Idées", "Livres", "Poésie")


def write(rng: Random) -> Draft:
    w = writer("fr", rng)
    made = serial.western(
        rng,
        rng.choice(("La Revue des Saisons", "Cahiers du Large", "Lettres et Paysages", "L’Observatoire")),
        per_year=4,
        since=1946,
        first=1955,
    )
    orders = [
        Order(s, "feature", rng.randint(2, 3), "author", (1, 2), 0.3, paragraphs=(8, 18), sentences=(4, 7))
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(
        commission(orders, w), lambda p: " et ".join(n.upper() for n in names(p)), lambda p: " et ".join(names(p))
    )
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="fr",
        facts={"first": rng.choice((3, 3, 161)), "season": rng.choice(("Printemps", "Été", "Automne", "Hiver"))},
        pictures={},
    )


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("EB Garamond",), size: 11.5pt, lang: "fr")
#set par(justify: true, leading: 0.62em, spacing: 0.62em)
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 140mm, height: 220mm, margin: (x: 20mm, top: 22mm, bottom: 22mm), footer: context { let p = here().page(); if p >= lead { let starts = issue.pieces.map(q => page-of(q.id)); if p not in starts { align(center, text(9.5pt, folio(label-at(p)))) } } })
#page(fill: rgb("#f5ecd7"))[
  #kind("cover")
  #align(center, { set par(justify: false); v(20mm); text(27pt, hyphenate: false, t("masthead/title", issue.periodical.title)); v(30mm); text(14pt, t("masthead/number", "Nᵒ " + I.number)); linebreak(); text(12pt, t("masthead/date", facts.season + " " + str(I.year))); linebreak(); text(9pt, t("masthead/issn", "ISSN " + issue.periodical.issn)) })
]
#page[#kind("blank")]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  v(18mm)
  align(center, { set par(justify: false); text(10pt, smallcaps(part(p, "a", "byline", p.signature))); v(3mm); title-lines(p, "a", style: it => text(20pt, style: "italic", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none) } })
  v(9mm)
  paragraphs(p, style: plain-style(indent: 1.4em))
  finish(p.id)
}
#pagebreak()
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(16pt, tracking: 3pt, t("furniture/contents", "SOMMAIRE")))
  #for s in sections {
    block(above: 7mm, below: 2mm, align(center, emph(t("c-section/" + s, s))))
    for p in pieces-of(s) { block(above: 3.5mm, below: 0mm, par(hanging-indent: 1em)[#text(9.5pt, part(p, "c", "byline", p.byline)). — #title-lines(p, "c")#if p.subtitle.len() > 0 { emph(subtitle-lines(p, "c", dash: " – ")) } #box(width: 1fr, repeat[ . ]) #context entry-page(p.id, label-at(page-of(p.id)))]) }
  }
]
"""

FAMILY = Family(
    "fr-revue",
    "fr",
    "review, sommaire on the last page, author in capitals first, no folio on opening pages",
    write,
    TEMPLATE,
    wears=(LIGHT, LIBRARY, OLD),
)
