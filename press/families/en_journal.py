"""An English scholarly quarterly: title, author below, page behind dots, volume paged on, abstracts, two columns."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..draft import Draft, Text
from ..editing import Order, commission, merge_subtitles, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    made = serial.western(
        rng,
        f"{rng.choice(('Journal of', 'Studies in', 'The Quarterly Review of'))} {w.write('Field')}",
        per_year=4,
        since=1960,
    )
    orders = [
        Order(
            "Articles",
            "academic",
            rng.randint(4, 6),
            "scholar",
            (1, 4),
            0.2,
            paragraphs=(16, 24),
            sentences=(4, 7),
            headings=True,
        ),
        Order("Review Essay", "academic", 1, "scholar", paragraphs=(8, 12), sentences=(4, 6)),
        Order("Book Reviews", "feature", rng.randint(3, 5), "author", paragraphs=(3, 5), sentences=(4, 6)),
    ]
    pieces = with_bylines(
        merge_subtitles(commission(orders, w), ": "),
        lambda p: ", ".join(names(p)[:-1]) + (" and " if len(names(p)) > 1 else "") + names(p)[-1],
    )
    finished = [
        replace(
            p,
            contributors=tuple(replace(c, affiliation=None) for c in p.contributors),
            abstract=w.paragraph("s_academic", 4, " "),
            keywords=tuple(dict.fromkeys(w.write("keyword") for _ in range(4))),
            doi=f"10.{rng.randint(1000, 9999)}/{p.id}.{rng.randint(10000, 99999)}",
            paragraphs=(
                *p.paragraphs,
                *(
                    Text(
                        f"{w.write('last')}, {w.write('first')[0]}. {w.write('academic_title')}. {w.write('city')}: {w.write('y2')}.",
                        "reference",
                    )
                    for _ in range(6)
                ),
            ),
            facts={"org": p.contributors[0].affiliation},
        )
        if p.section != "Book Reviews"
        else p
        for p in pieces
    ]
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=tuple(finished),
        language="en",
        facts={"first": rng.choice((1, 129, 287, 401))},
        pictures={"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("STIX Two Text", "Liberation Serif"), size: 9.8pt, lang: "en")
#set par(justify: true, leading: 0.58em, spacing: 0.58em)
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 178mm, height: 254mm, margin: (x: 20mm, top: 24mm, bottom: 20mm), header: context { let p = here().page(); if p >= lead { let starts = issue.pieces.map(q => page-of(q.id)); if p not in starts { set text(8.5pt); if calc.even(p) { [#folio(label-at(p)) #h(1fr) #emph(head(issue.periodical.title))] } else { [#emph(head("Volume " + I.volume + ", Number " + I.number)) #h(1fr) #folio(label-at(p))] } } } }, footer: context { let p = here().page(); if p >= lead { let starts = issue.pieces.map(q => page-of(q.id)); if p in starts { align(center, text(8.5pt, folio(label-at(p)))) } } })
#page(fill: rgb("#dfe7e2"))[
  #kind("cover")
  #v(24mm)
  #set par(justify: false)
  #text(30pt, hyphenate: false, t("masthead/title", issue.periodical.title))
  #v(6mm)
  #text(12pt)[#t("masthead/volume", "Volume " + I.volume) #h(2em) #t("masthead/number", "Number " + I.number) #h(2em) #t("masthead/year", str(I.year))]
  #v(1fr)
  #grid(columns: (1fr, auto), text(9pt, t("masthead/issn", "ISSN " + issue.periodical.issn)), barcode-box())
]
#page[
  #kind("contents")
  #set par(justify: false)
  #text(16pt, weight: "bold", t("furniture/contents", "Contents"))
  #for s in sections {
    block(above: 8mm, below: 3mm, text(11pt, style: "italic", t("c-section/" + s, s)))
    for p in pieces-of(s) { block(above: 4.5mm, below: 0mm, { [#text(hyphenate: false, title-lines(p, "c"))#if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: ": ") } #box(width: 1fr, repeat[ . ]) #context entry-page(p.id, label-at(page-of(p.id)))]; linebreak(); h(1.5em); text(9pt, part(p, "c", "byline", p.byline)) }) }
  }
]
#let opening(p) = block(below: 5mm, { set par(justify: false); title-lines(p, "a", style: it => text(17pt, weight: "bold", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(13pt, it)) }; v(2mm); text(11pt, part(p, "a", "byline", p.signature)); if "org" in p.facts { linebreak(); text(8.5pt, style: "italic", part(p, "a", "affiliation", p.facts.org)) } })
#for p in issue.pieces.filter(p => p.section != "Book Reviews") {
  pagebreak(weak: true)
  start(p.id)
  opening(p)
  block(stroke: (y: 0.4pt), inset: (y: 2.5mm), width: 100%, { set text(8.6pt); par[#strong(t("a/" + p.id + "/abstract-label", "Abstract.")) #t("a/" + p.id + "/abstract", p.abstract)]; par[#strong(t("a/" + p.id + "/keywords-label", "Keywords:")) #t("a/" + p.id + "/keywords", p.keywords.join(", "))]; par[#t("a/" + p.id + "/doi", "https://doi.org/" + p.doi)] })
  columns(2, gutter: 6mm, { paragraphs(p, style: plain-style(indent: 1em, heading: it => block(above: 4mm, below: 2.5mm, strong(it)))); finish(p.id) })
}
#pagebreak()
#columns(2, gutter: 6mm, run-on(pieces-of("Book Reviews"), p => block(below: 3mm, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => text(11pt, weight: "bold", it)); linebreak(); emph(part(p, "a", "byline", "Reviewed by " + p.signature)) }), style: plain-style(indent: 1em)))
"""

FAMILY = Family(
    "en-journal",
    "en",
    "scholarly quarterly, author below the title, dots, volume paged on",
    write,
    TEMPLATE,
    held_out=True,
)
