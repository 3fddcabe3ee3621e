"""A Chinese weekly: boxed section tags, `文/… 图/…`, P12 behind the title, the cover story first whatever its page, four columns."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import pictures, serial
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, names, reword, with_bylines
from ..writing import writer
from . import Family

TITLES = ("都市周刊", "南风周刊", "城事周刊", "新观察周刊", "晨光新周刊")


def byline(piece: Piece) -> str:
    pictured = names(piece, "photographer")
    return f"文/{' '.join(names(piece, 'author'))}" + (f" 图/{' '.join(pictured)}" if pictured else "")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(rng, rng.choice(TITLES), per_year=50, since=1998)
    long: dict[str, Any] = {"paragraphs": (14, 24), "sentences": (4, 7)}
    short: dict[str, Any] = {"paragraphs": (6, 11), "sentences": (3, 6)}
    orders = [
        Order("封面故事", "life", rng.randint(2, 3), "photo", subtitle=0.5, blurb=0.8, **long, headings=True),
        Order("城事", "life", rng.randint(1, 3), "photo", blurb=0.3, **short),
        Order("财经", "tech", rng.randint(1, 2), "author", **short),
        Order("国际", "life", rng.randint(1, 2), "translated", **short),
        Order("文化", "lit", rng.randint(2, 3), "photo", **short),
        Order("专栏", "life", rng.randint(2, 4), "penname", paragraphs=(4, 6), sentences=(3, 5)),
    ]
    pieces = with_bylines(reword(commission(orders, w), rng, 0.3), byline)
    pieces = tuple(
        replace(
            p,
            byline=f"文/{p.contributors[0].name} 译/{p.contributors[1].name}",
            signature=f"文/{p.contributors[0].name} 译/{p.contributors[1].name}",
        )
        if p.section == "国际"
        else p
        for p in pieces
    )
    pieces = tuple(
        replace(p, paragraphs=(*p.paragraphs[:3], Text(w.write("caption"), "caption"), *p.paragraphs[3:]))
        if len(p.paragraphs) > 8
        else p
        for p in pieces
    )
    facts: dict[str, Any] = {
        "hue": rng.choice(("#d7263d", "#e07a1f", "#1b998b", "#2e294e")),
        "ads": [w.write("ad_text") for _ in range(2)],
        "pulls": [w.write("s_life") for _ in range(4)],
        "rotate": rng.randint(2, 4),
    }
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 8) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = ("Lato", "Noto Sans CJK SC")
#let I = issue.issue
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 8.8pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.66em, spacing: 0.66em)
#let label-at(p) = str(p)
#set page(width: 210mm, height: 276mm, margin: (x: 14mm, top: 20mm, bottom: 18mm),
  footer: context { let p = here().page(); if p > 3 and calc.even(p) { text(9pt, font: hei, [#strong(folio(label-at(p))) #h(2mm) #head(issue.periodical.title + " " + str(I.year) + "." + I.number)]) } else if p > 3 { align(right, text(9pt, font: hei, strong(folio(label-at(p))))) } })
#page(margin: 0pt, footer: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + left, dx: 10mm, dy: 10mm, text(52pt, fill: white, weight: 900, font: hei, stroke: 1pt + hue, t("masthead/title", issue.periodical.title)))
  #place(top + right, dx: -8mm, dy: 12mm, box(fill: hue, inset: 2mm, text(9pt, fill: white, font: hei, t("masthead/number", str(I.year) + "年第" + I.number + "期 总第" + I.whole_number + "期"))))
  #place(bottom + left, dx: 10mm, dy: -16mm, block(width: 120mm, { for (i, p) in issue.pieces.slice(0, 4).enumerate() { block(text(if i == 0 { 26pt } else { 12pt }, fill: white, weight: "bold", font: hei, stroke: 0.2pt + black, { t("teaser/" + p.id, p.title.join(" ")); [ ]; context t("teaser-page/" + p.id, "P" + label-at(page-of(p.id))) })) } }))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 34mm))
  #place(top + left, dx: 10mm, dy: 34mm, text(8pt, fill: white, font: hei, t("masthead/ids", "ISSN " + issue.periodical.issn + "  CN " + issue.periodical.cn)))
]
#page(margin: 0pt, footer: none)[#kind("advertisement")#image("picture-1.svg", width: 100%, height: 180mm, fit: "cover")#align(center, text(22pt, font: hei, fill: hue, t("ad/0", facts.ads.at(0))))]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #place(top + right, image("picture-2.svg", width: 62mm, height: 70mm, fit: "cover"))
  #text(28pt, font: hei, weight: 900, fill: hue, t("furniture/contents", "CONTENTS"))
  #linebreak()
  #text(12pt, font: hei, t("furniture/contents-zh", "目录"))
  #v(6mm)
  #let entry(p, big: false) = block(above: 3.4mm, below: 0mm, {
    text(if big { 14pt } else { 10pt }, font: hei, weight: if big { "bold" } else { "medium" }, { title-lines(p, "c"); [ ]; text(fill: hue, size: 9pt, context entry-page(p.id, label-at(page-of(p.id)), shape: l => "P" + l)) })
    if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: none) }
    linebreak()
    text(8pt, fill: luma(90), part(p, "c", "byline", p.byline))
    if p.blurb != none { linebreak(); text(8pt, part(p, "c", "blurb", p.blurb)) }
  })
  #let tag(s) = block(above: 6mm, below: 3mm, box(fill: hue, inset: (x: 2mm, y: 1.2mm), text(9pt, fill: white, weight: "bold", font: hei, t("c-section/" + s, s))))
  #block(width: 105mm, { tag("封面故事"); for p in pieces-of("封面故事") { entry(p, big: true) } })
  #v(5mm)
  #columns(2, gutter: 9mm, for s in sections.slice(1) { tag(s); for p in pieces-of(s) { entry(p) } })
]
#let opening(p, n) = {
  set par(justify: false)
  if n < 2 { image("picture-" + str(3 + calc.rem(n, 4)) + ".svg", width: 100%, height: 88mm, fit: "cover"); v(3mm) }
  box(fill: hue, inset: (x: 2mm, y: 1mm), text(8.5pt, fill: white, font: hei, t("a/" + p.id + "/section", p.section)))
  block(above: 3mm, title-lines(p, "a", style: it => text(if n < 3 { 26pt } else { 18pt }, font: hei, weight: 900, it)))
  if p.subtitle.len() > 0 { block(subtitle-lines(p, "a", dash: none, style: it => text(12pt, it))) }
  block(below: 5mm, text(9pt, fill: luma(80), part(p, "a", "byline", p.signature)))
}
#let style(p, n) = (kind, i, it) => {
  (plain-style(heading: it => block(above: 4mm, below: 2.5mm, text(11pt, font: hei, weight: "bold", fill: hue, it)), small: 7.6pt))(kind, i, it)
  if i == 5 and n < 4 { block(above: 3mm, below: 3mm, inset: 2mm, fill: hue.lighten(85%), text(10.5pt, font: ("LXGW WenKai", "AR PL UKai CN"), t("pull/" + p.id, facts.pulls.at(n)))) }
}
#let order = issue.pieces.slice(facts.rotate) + issue.pieces.slice(0, facts.rotate)
#for (n, p) in order.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  let cover = p.section == "封面故事"
  opening(p, if cover { 0 } else { n + 2 })
  columns(if cover { 3 } else { 4 }, gutter: 5mm, { paragraphs(p, style: style(p, if cover { n - order.len() + 4 } else { 9 })); finish(p.id) })
}
#page(margin: 0pt, footer: none)[#kind("back-cover")#image("picture-7.svg", width: 100%, height: 190mm, fit: "cover")#align(center, text(22pt, font: hei, t("ad/1", facts.ads.at(1))))]
"""

FAMILY = Family("zh-weekly", "zh-Hans", "weekly, boxed sections, 文/图 bylines, P12, unordered pages", write, TEMPLATE)
