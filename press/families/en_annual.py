"""An English annual: roman front matter, `Author, Title . . . . 17`, a supplement paged S1, S2 …, notes at the foot."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import serial
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft, Text
from ..editing import Order, commission, merge_subtitles, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    place = w.write("city")
    made = serial.western(
        rng,
        rng.choice((f"{place} Yearbook", f"Annals of {w.write('Field')}", f"Transactions of the {place} Society")),
        per_year=1,
        since=1899,
        first=1950,
    )
    long: dict[str, Any] = {"paragraphs": (16, 26), "sentences": (4, 7)}
    orders = [
        Order(None, "department", 2, "none", paragraphs=(3, 5), sentences=(3, 5), facts=(("part", "front"),)),
        Order("Papers", "academic", rng.randint(3, 5), "author", (1, 3), **long, headings=True, facts=(("part", "main"),)),
        Order("Notes and Documents", "feature", rng.randint(2, 3), "author", subtitle=0.3, **long, facts=(("part", "main"),)),
        Order("Supplement", "academic", 2, "author", paragraphs=(5, 9), sentences=(4, 6), facts=(("part", "supplement"),)),
    ]  # fmt: skip
    pieces = with_bylines(merge_subtitles(commission(orders, w), ": "), lambda p: ", ".join(names(p)))
    front = [
        replace(piece, title=(title,)) for piece, title in zip(pieces[:2], ("Preface", "List of Members"), strict=True)
    ]
    noted = [
        replace(
            p,
            paragraphs=(
                *p.paragraphs,
                *(Text(f"{n}. {w.write('s_academic').capitalize()}", "footnote") for n in range(1, 4)),
            ),
        )
        for p in pieces[2:]
    ]
    return Draft(
        periodical=made.periodical,
        issue={k: v for k, v in made.issue.items() if k not in ("month", "number")} | {"date": str(made.issue["year"])},
        pieces=(*front, *noted),
        language="en",
        facts={"italic": rng.random() < 0.5},
        pictures={"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("Linux Libertine O", "Libertinus Serif"), size: 10.5pt, lang: "en")
#set par(justify: true, leading: 0.62em, spacing: 0.62em)
#let main = issue.pieces.find(p => p.facts.part == "main").id
#let supplement = issue.pieces.find(p => p.facts.part == "supplement").id
#let label-at(p) = {
  let m = page-of(main)
  let s = page-of(supplement)
  if p < m { roman(p) } else if p < s { str(p - m + 1) } else { "S" + str(p - s + 1) }
}
#set page(width: 152mm, height: 229mm, margin: (inside: 24mm, outside: 18mm, top: 24mm, bottom: 22mm),
  footer: context { let p = here().page(); if p > 2 { align(center, text(9pt, folio(label-at(p)))) } },
  header: context { let p = here().page(); if p >= page-of(main) { text(9pt, align(center, smallcaps(head(if calc.even(p) { issue.periodical.title } else { issue.pieces.filter(q => page-of(q.id) <= p).last().title.join(" ") })))) } })
#page(footer: none, header: none)[
  #kind("cover")
  #v(30mm)
  #align(center, { set par(justify: false); text(26pt, smallcaps(t("masthead/title", issue.periodical.title))); v(10mm); text(13pt, t("masthead/volume", "Volume " + roman(int(I.volume)).replace("i", "I").replace("v", "V").replace("x", "X").replace("l", "L").replace("c", "C"))); v(60mm); text(12pt, t("masthead/year", str(I.year))); v(4mm); text(9pt, t("masthead/issn", "ISSN " + issue.periodical.issn)) })
]
#page(footer: none, header: none)[#kind("blank")]
#page[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(15pt, smallcaps(t("furniture/contents", "Table of Contents"))))
  #v(6mm)
  #let line-of(p) = block(above: 4mm, below: 0mm, inset: (left: 1.5em), par(hanging-indent: 1.5em)[#if p.byline != "" { smallcaps(part(p, "c", "byline", p.byline)); [, ] }#if facts.italic { emph(title-lines(p, "c")) } else { title-lines(p, "c") }#if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: ": ") } #box(width: 1fr, repeat[#h(2pt).#h(2pt)]) #context entry-page(p.id, label-at(page-of(p.id)))])
  #for p in issue.pieces.filter(p => p.section == none) { line-of(p) }
  #for s in sections.filter(s => s != none) { block(above: 8mm, below: 2mm, align(center, text(tracking: 1pt, t("c-section/" + s, upper(s))))); for p in pieces-of(s) { line-of(p) } }
]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  v(16mm)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(18pt, hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(13pt, it)) }; if p.signature != "" { v(3mm); smallcaps(part(p, "a", "byline", p.signature)) } })
  v(8mm)
  paragraphs(p, style: (kind, i, it) => { if kind == "footnote" and p.paragraphs.at(i - 1).kind != "footnote" { v(4mm); line(length: 30mm, stroke: 0.4pt) }; (plain-style(indent: 1.2em, heading: it => block(above: 6mm, below: 4mm, align(center, smallcaps(it)))))(kind, i, it) })
  finish(p.id)
}
"""

FAMILY = Family(
    "en-annual",
    "en",
    "annual, roman front matter, author before title, supplement S1",
    write,
    TEMPLATE,
    wears=(LIGHT, LIBRARY, OLD),
)
