"""A German review: `Author: Title` with the page at the right edge, sections letter-spaced, footnotes, two columns."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft, Text
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("Aufsätze", "Berichte", "Kleine Beiträge", "Gespräche", "Besprechungen", "Mitteilungen")
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]


def write(rng: Random) -> Draft:
    w = writer("de", rng)
    made = serial.western(
        rng,
        rng.choice(
            (f"Zeitschrift für {w.write('field')}", "Die Brücke", "Blätter für Heimat und Kultur", "Der neue Merkur")
        ),
        per_year=12,
        since=1920,
        first=1955,
    )
    orders = [
        Order(
            s,
            "feature",
            rng.randint(2, 3),
            "author",
            (1, 2),
            0.35,
            paragraphs=(9, 18),
            sentences=(4, 7),
            headings=s == "Aufsätze",
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: " und ".join(n.removeprefix("Dr. ") for n in names(p)))
    pieces = tuple(
        replace(
            p,
            contributors=tuple(replace(c, name=c.name.removeprefix("Dr. ")) for c in p.contributors),
            paragraphs=(
                *p.paragraphs,
                *(
                    Text(
                        f"{n} Vgl. {w.write('last')}, {w.write('feature_title')}, S. {rng.randint(4, 300)}.", "footnote"
                    )
                    for n in range(1, rng.randint(2, 5))
                ),
            ),
        )
        for p in pieces
    )
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="de",
        facts={
            "month": MONTHS[made.issue["month"] - 1],
            "first": rng.choice((1, 145, 289)),
            "cols": rng.choice((1, 2)),
        },
        pictures=pictures.album(rng, 2),
    )


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("GFS Didot", "EB Garamond"), size: 10pt, lang: "de")
#set par(justify: true, leading: 0.6em, spacing: 0.6em)
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 160mm, height: 235mm, margin: (x: 18mm, top: 22mm, bottom: 20mm), header: context { let p = here().page(); if p >= lead { set text(9pt); if calc.even(p) { [#folio(label-at(p)) #h(1fr) #emph(head(issue.periodical.title)) #h(1fr)] } else { let q = issue.pieces.filter(q => page-of(q.id) <= p).last(); [#h(1fr) #emph(head(q.byline + ": " + q.title.join(" "))) #h(1fr) #folio(label-at(p))] } } })
#page(header: none)[
  #kind("cover")
  #align(center, { v(12mm); text(30pt, hyphenate: false, t("masthead/title", issue.periodical.title)); v(4mm); line(length: 60%); text(11pt)[#t("masthead/volume", I.volume + ". Jahrgang") #h(2em) #t("masthead/number", "Heft " + I.number) #h(2em) #t("masthead/date", facts.month + " " + str(I.year))]; v(10mm); image("picture-0.svg", width: 90mm, height: 90mm, fit: "cover") })
  #place(bottom + center, text(9pt, t("masthead/issn", "ISSN " + issue.periodical.issn)))
]
#page(header: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(15pt, tracking: 4pt, t("furniture/contents", "INHALT")))
  #for s in sections {
    block(above: 8mm, below: 3mm, align(center, text(10.5pt, tracking: 2.5pt, t("c-section/" + s, s))))
    for p in pieces-of(s) { block(above: 3mm, below: 0mm, grid(columns: (1fr, 12mm), par(hanging-indent: 1.2em)[#emph(part(p, "c", "byline", p.byline)): #title-lines(p, "c")#if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: " – ") }], align(right + bottom, context entry-page(p.id, label-at(page-of(p.id)))))) }
  }
]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  block(below: 7mm, { set par(justify: false); text(10pt, tracking: 1.5pt, part(p, "a", "byline", upper(p.signature))); linebreak(); title-lines(p, "a", style: it => text(19pt, hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(12pt, style: "italic", it)) } })
  columns(facts.cols, gutter: 7mm, { paragraphs(p, style: (kind, i, it) => { if kind == "footnote" and p.paragraphs.at(i - 1).kind != "footnote" { v(3mm); line(length: 20mm, stroke: 0.4pt) }; (plain-style(indent: 1em, heading: it => block(above: 5mm, below: 3mm, emph(it))))(kind, i, it) }); finish(p.id) })
}
"""

FAMILY = Family(
    "de-zeitschrift",
    "de",
    "review, author: title, page at the right, footnotes",
    write,
    TEMPLATE,
    wears=(LIGHT, LIBRARY, OLD),
)
