"""A Chinese popular-science magazine: `12 / 题名 / 作者`, sections as coloured pills in a side column, articles sharing pages."""

from __future__ import annotations

from random import Random
from typing import Any

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("科学前沿", "动手做", "自然笔记", "问与答", "太空", "古今发明", "健康课堂", "科幻")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(
        rng, rng.choice(("少年科学画报", "科学与你", "大自然之友", "知识窗口")), per_year=12, since=1979
    )
    orders = [
        Order(
            s,
            rng.choice(("life", "tech")),
            rng.randint(2, 4),
            rng.choice(("author", "penname", "none")),
            paragraphs=(4, 9),
            sentences=(2, 5),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(4, 6))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: "、".join(names(p)))
    facts: dict[str, Any] = {
        "hues": ["#e4572e", "#17bebb", "#ffc914", "#2e282a", "#76b041", "#8963ba", "#3d5a80", "#c1666b"],
        "sep": rng.choice(("/", "丨", "｜")),
        "ad": w.write("ad_text"),
    }
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 7) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let hei = ("Lato", "WenQuanYi Zen Hei")
#let hues = facts.hues.map(rgb)
#let hue-of(s) = hues.at(calc.rem(sections.position(x => x == s), hues.len()))
#let I = issue.issue
#set text(font: hei, size: 9.6pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.75em, spacing: 0.75em)
#let label-at(p) = str(p - 2)
#set page(width: 190mm, height: 260mm, margin: (x: 16mm, top: 16mm, bottom: 18mm),
  footer: context { let p = here().page(); if p > 3 { let c = circle(radius: 4mm, fill: hues.at(1), inset: 0pt, align(center + horizon, text(9pt, fill: white, folio(label-at(p))))); if calc.odd(p) { align(right, c) } else { c } } })
#page(footer: none, fill: hues.at(1).lighten(70%))[
  #kind("cover")
  #align(center, text(44pt, weight: "bold", fill: hues.at(0), t("masthead/title", issue.periodical.title)))
  #align(center, t("masthead/number", str(I.year) + "年" + str(I.month) + "月 总第" + I.whole_number + "期 ISSN " + issue.periodical.issn + " CN " + issue.periodical.cn))
  #image("picture-0.svg", width: 100%, height: 140mm, fit: "cover")
  #align(right, barcode-box(width: 34mm))
]
#page(footer: none)[#kind("inside-cover")#image("picture-1.svg", width: 100%, height: 130mm, fit: "cover")#text(20pt, t("ad/0", facts.ad))]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(24pt, weight: "bold", fill: hues.at(0), t("furniture/contents", "目 录")))
  #v(4mm)
  #for s in sections {
    block(above: 4mm, below: 4mm, breakable: false, grid(columns: (32mm, 1fr), column-gutter: 5mm,
      align(top, box(fill: hue-of(s), radius: 3mm, inset: (x: 3mm, y: 1.5mm), text(10pt, fill: white, weight: "bold", t("c-section/" + s, s)))),
      for p in pieces-of(s) { block(above: 2mm, below: 2mm, { text(weight: "bold", fill: hue-of(s), context entry-page(p.id, label-at(page-of(p.id)))); [ #facts.sep ]; title-lines(p, "c"); if p.byline != "" { [ #facts.sep ]; text(9pt, part(p, "c", "byline", p.byline)) } }) }))
    line(length: 100%, stroke: (dash: "dotted", paint: luma(150)))
  }
]
#let opening(p) = block(above: 6mm, below: 4mm, breakable: false, {
  set par(justify: false)
  box(fill: hue-of(p.section), inset: 1mm, text(8pt, fill: white, t("a/" + p.id + "/section", p.section)))
  linebreak()
  title-lines(p, "a", style: it => text(17pt, weight: "bold", fill: hue-of(p.section), it))
  if p.signature != "" { linebreak(); text(9pt, part(p, "a", "byline", "□ " + p.signature)) }
})
#for (k, s) in sections.enumerate() {
  pagebreak(weak: true)
  if calc.even(k) { image("picture-" + str(2 + calc.rem(k, 5)) + ".svg", width: 100%, height: 60mm, fit: "cover") }
  columns(if calc.rem(k, 3) == 0 { 3 } else { 2 }, gutter: 6mm, run-on(pieces-of(s), opening, gap: 8mm))
}
"""

FAMILY = Family(
    "zh-popular",
    "zh-Hans",
    "popular science, page/title/author between bars, sections in a side column",
    write,
    TEMPLATE,
)
