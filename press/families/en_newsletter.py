"""An English society newsletter: contents in a side column on the front page, articles sharing pages, two columns."""

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
            (f"{w.write('Field')} Society News", f"The {w.write('city')} Newsletter", f"{w.write('Subject')} Notes")
        ),
        per_year=4,
        since=1985,
    )
    orders = [
        Order(None, "feature", rng.randint(7, 10), "author", (1, 2), 0.15, paragraphs=(4, 9), sentences=(3, 5)),
        Order(None, "department", 2, "none", paragraphs=(3, 5), sentences=(3, 5)),
    ]
    pieces = with_bylines(commission(orders, w), lambda p: ", ".join(names(p)))
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="en",
        facts={
            "listed": rng.random() < 0.5,
            "ad": w.write("ad_text"),
            "season": rng.choice(("Spring", "Summer", "Autumn", "Winter")),
        },
        pictures=pictures.album(rng, 3),
    )


TEMPLATE = r"""
#let I = issue.issue
#let sans = ("Cantarell", "Liberation Sans")
#set text(font: ("Liberation Serif",), size: 10pt, lang: "en")
#set par(justify: true, leading: 0.6em, spacing: 0.6em)
#set page(width: 216mm, height: 279mm, margin: (x: 18mm, y: 20mm), footer: context { let p = here().page(); text(8.5pt, font: sans, grid(columns: (1fr, 1fr, 1fr), head(issue.periodical.title), align(center, if p > 1 { folio(str(p), s: "Page " + str(p)) }), align(right, head(facts.season + " " + str(I.year), n: 1)))) })
#kind("cover")
#block(width: 100%, stroke: (bottom: 2pt), inset: (bottom: 3mm))[#text(38pt, font: sans, weight: "bold", t("masthead/title", issue.periodical.title)) \ #text(9pt, font: sans)[#t("masthead/number", "Volume " + I.volume + ", Number " + I.number) #h(1fr) #t("masthead/date", facts.season + " " + str(I.year)) #h(1fr) #t("masthead/issn", "ISSN " + issue.periodical.issn)]]
#let opening(p) = block(above: 6mm, below: 3mm, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => text(15pt, font: sans, weight: "bold", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(11pt, style: "italic", it)) }; if p.signature != "" { linebreak(); text(9.5pt, style: "italic", part(p, "a", "byline", "by " + p.signature)) } })
#let first = issue.pieces.at(0)
#grid(columns: (52mm, 1fr), column-gutter: 8mm,
  block(fill: luma(235), inset: 4mm, width: 100%, {
    set par(justify: false)
    text(12pt, font: sans, weight: "bold", t("furniture/contents", "In This Issue"))
    for p in issue.pieces {
      block(above: 4mm, below: 0mm, text(9pt, font: sans, if facts.listed { title-lines(p, "c"); h(1fr); context entry-page(p.id, str(page-of(p.id))); if p.byline != "" { linebreak(); emph(part(p, "c", "byline", p.byline)) } }
        else { title-lines(p, "c"); if p.byline != "" { linebreak(); emph(part(p, "c", "byline", p.byline)) }; [ #box(width: 1fr, repeat[.]) ]; context entry-page(p.id, str(page-of(p.id)), shape: l => "p. " + l) }))
    }
    v(6mm)
    image("picture-0.svg", width: 100%)
  }),
  { start(first.id); opening(first); columns(2, gutter: 6mm, { paragraphs(first, style: plain-style(indent: 1em)); finish(first.id) }) })
#pagebreak()
#columns(2, gutter: 8mm, run-on(issue.pieces.slice(1), opening, style: plain-style(indent: 1em), gap: 6mm))
#align(center, block(stroke: 1pt, inset: 6mm, width: 100%, text(16pt, font: sans, t("ad/0", facts.ad))))
"""

FAMILY = Family(
    "en-newsletter", "en", "newsletter, contents in a side column on the front page, shared pages", write, TEMPLATE
)
