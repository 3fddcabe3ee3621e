"""An English magazine: features and departments with blurbs, page first, jump lines, advertisements without folios."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import barcode, pictures
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, reword, with_bylines
from ..writing import Writer, writer
from ..writing.en import MONTHS
from . import Family

NAMES = ("Harbor & Field", "The Lantern", "Wayfare", "Common Ground", "Open Sky", "The Northern Review")


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    orders = [
        Order("Features", "feature", rng.randint(4, 5), "author", (1, 2), 0.4, blurb=1.0, paragraphs=(14, 24), sentences=(4, 7), headings=True),
        Order("Departments", "department", rng.randint(4, 5), "author", blurb=0.6, paragraphs=(4, 7), sentences=(3, 6)),
    ]  # fmt: skip
    pieces = with_bylines(
        reword(commission(orders, w), rng, 0.3), lambda p: "By " + " and ".join(c.name for c in p.contributors)
    )
    serial, year, month = barcode.issn(rng), rng.randint(1995, 2024), rng.randint(1, 12)
    title, code = rng.choice(NAMES), barcode.ean13(serial)
    return Draft(
        periodical={"title": title, "title_as_printed": title.upper(), "issn": serial},
        issue={"year": year, "month": month, "date": f"{year}-{month:02}", "volume": str(year - 1980), "number": str(month), "barcode": code},
        pieces=tuple(jump(piece, n, w) for n, piece in enumerate(pieces)),
        language="en",
        facts={"month": MONTHS[month - 1], "hue": rng.choice(("#a3262a", "#0f5d73", "#6b4c12", "#43307a")), "ads": [[w.write("ad_text"), w.write("ad_text")] for _ in range(2)], "captions": [w.write("caption") for _ in range(6)], "pulls": [sentence(w) for _ in range(6)]},
        pictures=pictures.album(rng, 8) | {"barcode.svg": barcode.svg(code, f"{month:02}")},
    )  # fmt: skip


def sentence(w: Writer) -> str:
    return w.write("pull").capitalize()


def jump(piece: Piece, number: int, w: Writer) -> Piece:
    """The second feature goes on at the back of the issue, from the paragraph `split`."""
    if piece.section == "Departments":
        return replace(piece, paragraphs=(*piece.paragraphs, Text(w.write("caption"), "caption")))
    return replace(piece, facts={"split": len(piece.paragraphs) - 4}) if number == 1 else piece


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let sans = ("Lato", "Liberation Sans")
#set text(font: ("EB Garamond", "Libertinus Serif"), size: 10.5pt, lang: "en")
#set par(justify: true, leading: 0.55em, spacing: 0.55em)
#let P = issue.periodical
#let I = issue.issue
#let date = facts.month + " " + str(I.year)
#let label-at(p) = str(p)
#let silent = state("silent", false)
#set page(width: 203mm, height: 273mm, margin: (inside: 20mm, outside: 16mm, top: 18mm, bottom: 20mm), columns: 3,
  footer: context {
    let p = here().page()
    if p > 2 {
      set text(8.5pt, font: sans)
      let f = strong(folio(label-at(p)))
      if calc.odd(p) { align(right)[#head(P.title_as_printed + "  |  " + date) #h(3mm) #f] }
      else { align(left)[#f #h(3mm) #head(date + "  |  " + P.title_as_printed)] }
    }
  })
#set columns(gutter: 5mm)
#page(margin: 0pt, columns: 1, footer: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + center, dy: 14mm, text(42pt, fill: white, weight: "bold", stroke: 0.4pt + hue, t("masthead/title", P.title_as_printed)))
  #place(top + center, dy: 34mm, text(11pt, fill: white, font: sans, t("masthead/date", date + "   Volume " + I.volume + ", Number " + I.number + "   ISSN " + P.issn)))
  #place(bottom + left, dx: 14mm, dy: -24mm, block(width: 80mm, {
    set par(justify: false)
    set text(fill: white, font: sans)
    for p in issue.pieces.slice(0, 3) { block(text(15pt, weight: "bold", t("teaser/" + p.id, p.title.join(" ")))) }
  }))
  #place(bottom + right, dx: -10mm, dy: -10mm, box(fill: white, inset: 1.5mm, image("barcode.svg", width: 38mm)))
]
#let advertisement(n, picture) = page(margin: 12mm, columns: 1, footer: none)[
  #kind("advertisement")
  #image(picture, width: 100%, height: 150mm, fit: "cover")
  #v(10mm)
  #align(center, { set par(justify: false); for (i, s) in facts.ads.at(n).enumerate() { block(text(26pt - i * 10pt, font: sans, fill: hue, t("ad/" + str(n) + "/" + str(i), s))) } })
]
#advertisement(0, "picture-1.svg")
#page(columns: 1)[
  #kind("contents")
  #set par(justify: false)
  #grid(columns: (1fr, auto), text(34pt, weight: "bold", fill: hue, t("furniture/contents", "Contents")), align(bottom, text(9pt, font: sans, t("furniture/contents-date", date))))
  #line(length: 100%, stroke: 1pt + hue)
  #v(3mm)
  #grid(columns: (1.7fr, 1fr), column-gutter: 9mm,
    {
      text(12pt, font: sans, weight: "bold", tracking: 2pt, t("c-section/features", "FEATURES"))
      for p in pieces-of("Features") {
        block(above: 6mm, grid(columns: (14mm, 1fr),
          text(22pt, fill: hue, weight: "bold", context entry-page(p.id, label-at(page-of(p.id)))),
          {
            title-lines(p, "c", style: it => text(15pt, weight: "bold", it))
            if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: none, style: it => text(11pt, style: "italic", it)) }
            linebreak()
            text(9pt, font: sans, fill: hue, part(p, "c", "byline", p.byline))
            if p.blurb != none { linebreak(); text(10pt, part(p, "c", "blurb", p.blurb)) }
          }))
      }
      v(4mm)
      image("picture-2.svg", width: 100%, height: 45mm, fit: "cover")
    },
    {
      text(12pt, font: sans, weight: "bold", tracking: 2pt, t("c-section/departments", "DEPARTMENTS"))
      for p in pieces-of("Departments") {
        block(above: 5mm, grid(columns: (9mm, 1fr),
          text(12pt, fill: hue, weight: "bold", context entry-page(p.id, label-at(page-of(p.id)))),
          {
            title-lines(p, "c", style: it => text(11pt, weight: "bold", font: sans, it))
            linebreak()
            text(8.5pt, font: sans, part(p, "c", "byline", p.byline))
            if p.blurb != none { linebreak(); text(9.5pt, part(p, "c", "blurb", p.blurb)) }
          }))
      }
      block(above: 9mm, stroke: 0.5pt + hue, inset: 3mm)[#text(8pt, font: sans, t("furniture/cover-note", "ON THE COVER: " + facts.captions.at(0)))]
    })
]
#let style(p, n) = (kind, i, it) => {
  if kind == "heading" { block(above: 4mm, below: 2mm, text(font: sans, weight: "bold", fill: hue, it)) }
  else if kind == "caption" { block(above: 3mm, text(8.5pt, font: sans, style: "italic", it)) }
  else { par(first-line-indent: 1em, it) }
  if i == 6 and n != none {
    block(above: 4mm, below: 4mm, stroke: (y: 1pt + hue), inset: (y: 2mm), { set par(justify: false); text(15pt, style: "italic", fill: hue, t("pull/" + p.id, facts.pulls.at(calc.rem(n, 6)))) })
  }
}
#let opener(p, n) = {
  place(top, scope: "parent", float: true, clearance: 6mm, {
    set par(justify: false)
    if calc.even(n) { image("picture-" + str(calc.rem(n, 5) + 3) + ".svg", width: 100%, height: 70mm, fit: "cover"); text(8.5pt, font: sans, t("a/" + p.id + "/caption", facts.captions.at(calc.rem(n, 6)))); v(4mm) }
    title-lines(p, "a", style: it => text(30pt, weight: "bold", hyphenate: false, it))
    if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(15pt, style: "italic", it)) }
    linebreak()
    text(11pt, font: sans, fill: hue, part(p, "a", "byline", p.signature))
  })
}
#let departments = pieces-of("Departments")
#let small(p) = {
  pagebreak(weak: true)
  start(p.id)
  opener(p, 1)
  paragraphs(p, style: style(p, none))
  finish(p.id)
  pagebreak(weak: true)
}
#small(departments.at(0))
#small(departments.at(1))
#for (n, p) in pieces-of("Features").enumerate() {
  pagebreak(weak: true)
  start(p.id)
  opener(p, n)
  if "split" in p.facts {
    paragraphs(p, style: style(p, n), to: p.facts.split)
    block(above: 3mm, align(right, text(8.5pt, style: "italic", font: sans, context part(p, "a", "jump", "Continued on page " + label-at(page-of(p.id + "-jump"))))))
  } else { paragraphs(p, style: style(p, n)); finish(p.id) }
  if n == 2 { pagebreak(weak: true); advertisement(1, "picture-7.svg") }
}
#for p in departments.slice(2) { small(p) }
#for p in issue.pieces.filter(p => "split" in p.facts) {
  pagebreak(weak: true)
  start(p.id + "-jump")
  block(text(13pt, weight: "bold", hyphenate: false, context part(p, "a", "jump-title", p.title.join(" "))))
  block(text(8.5pt, style: "italic", font: sans, context part(p, "a", "jump-back", "Continued from page " + label-at(page-of(p.id)))))
  paragraphs(p, style: style(p, none), from: p.facts.split)
  finish(p.id)
}
"""

FAMILY = Family("en-magazine", "en", "magazine with features and departments, blurbs, jump lines", write, TEMPLATE)
