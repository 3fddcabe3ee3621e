"""A Japanese monthly: sections in a side column, title／author, page at the right edge, three columns, articles start pages."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("連載", "随筆", "対談", "インタビュー", "書評", "報告", "コラム", "小説")


def write(rng: Random) -> Draft:
    w = writer("ja", rng)
    made = serial.western(
        rng, rng.choice(("暮らしの地図", "月刊あさひ", "ことばと町", "未来工房")), per_year=12, since=1972
    )
    orders = [
        Order("特集", "life", rng.randint(3, 5), "author", (1, 2), 0.5, blurb=0.3, paragraphs=(14, 24), sentences=(3, 5), headings=True),
        *[Order(s, "life", rng.randint(1, 3), rng.choice(("author", "penname", "author")), subtitle=0.2, paragraphs=(7, 14), sentences=(3, 5)) for s in shuffled(SECTIONS, rng, rng.randint(4, 6))],
    ]  # fmt: skip
    pieces = with_bylines(
        commission(orders, w),
        lambda p: "・".join(names(p)) if rng.random() < 0 else "　".join(names(p)),
        lambda p: "文＝" + "、".join(names(p)),
    )
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="ja",
        facts={"hue": rng.choice(("#00796b", "#c2185b", "#ef6c00")), "slash": rng.choice(("／", "●", "　"))},
        pictures=pictures.album(rng, 6) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let gothic = ("Lato", "Noto Sans CJK JP")
#let I = issue.issue
#set text(font: ("EB Garamond", "Noto Serif CJK JP"), size: 9.2pt, lang: "ja")
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#let label-at(p) = str(p)
#set page(width: 182mm, height: 257mm, margin: (x: 16mm, top: 20mm, bottom: 18mm), footer: context { let p = here().page(); if p > 3 { align(if calc.odd(p) { right } else { left }, text(8.5pt, font: gothic)[#folio(label-at(p))　#head(issue.periodical.title + " " + str(I.year) + "." + str(I.month))]) } })
#page(footer: none, margin: 0pt, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + center, dy: 14mm, text(40pt, font: gothic, weight: "bold", fill: white, stroke: 0.6pt + hue, t("masthead/title", issue.periodical.title)))
  #place(top + center, dy: 36mm, text(12pt, font: gothic, fill: white, t("masthead/number", str(I.year) + "年" + str(I.month) + "月号　通巻" + str(12 * int(I.volume)) + "号")))
  #place(bottom + left, dx: 12mm, dy: -30mm, text(24pt, font: gothic, weight: "bold", fill: white, t("teaser/0", "特集　" + issue.pieces.at(0).title.at(0))))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 32mm))
]
#page(footer: none)[#kind("plate")#image("picture-1.svg", width: 100%, height: 100%, fit: "cover")]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #block(fill: hue, width: 100%, inset: 3mm, text(16pt, fill: white, font: gothic, weight: "bold", t("furniture/contents", "目次　CONTENTS")))
  #for s in sections {
    block(above: 4mm, below: 4mm, grid(columns: (24mm, 1fr), column-gutter: 4mm, stroke: none,
      block(stroke: (left: 2pt + hue), inset: (left: 2mm, y: 1mm), text(10pt, font: gothic, weight: "bold", t("c-section/" + s, s))),
      for p in pieces-of(s) { block(above: 2.4mm, below: 0mm, {
        text(if s == "特集" { 12pt } else { 10pt }, font: gothic, title-lines(p, "c"))
        if p.subtitle.len() > 0 { [　]; text(8.5pt, subtitle-lines(p, "c", dash: "──")) }
        if p.byline != "" { text(fill: hue, facts.slash); text(9pt, part(p, "c", "byline", p.byline)) }
        h(1fr)
        text(10pt, font: gothic, context entry-page(p.id, label-at(page-of(p.id))))
        if p.blurb != none { linebreak(); text(7.6pt, fill: luma(80), part(p, "c", "blurb", p.blurb)) }
      }) }))
    line(length: 100%, stroke: 0.3pt + hue)
  }
]
#let opening(p, big) = {
  set par(justify: false)
  if big { image("picture-" + str(2 + calc.rem(p.title.at(0).len(), 4)) + ".svg", width: 100%, height: 75mm, fit: "cover") }
  block(above: 5mm, text(8.5pt, font: gothic, fill: hue, t("a/" + p.id + "/section", "【" + p.section + "】")))
  block(title-lines(p, "a", style: it => text(22pt, font: gothic, weight: "bold", it)))
  if p.subtitle.len() > 0 { block(subtitle-lines(p, "a", dash: "──", style: it => text(12pt, it))) }
  block(below: 6mm, text(9pt, part(p, "a", "byline", p.signature)))
}
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  opening(p, n < 4)
  columns(if n < 4 { 3 } else { 2 }, gutter: 6mm, { paragraphs(p, style: plain-style(indent: 1em, heading: it => block(above: 4mm, below: 3mm, text(font: gothic, weight: "bold", fill: hue, it)))); finish(p.id) })
}
"""

FAMILY = Family(
    "ja-monthly", "ja", "Japanese monthly, sections in a side column, title／author, page last", write, TEMPLATE
)
