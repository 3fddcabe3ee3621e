"""A Taiwan monthly set level: page, rubric in 【】, subtitle on its own line behind ──, author on the next line."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, reword, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("特稿專區", "主題廣場", "多元講堂", "書房", "人物側寫", "國際瞭望")
RUBRICS = ("封面故事", "人物專訪", "專題文章", "生命故事", "評論與回應", "時事感想", "書評")


def write(rng: Random) -> Draft:
    w = writer("zh-Hant", rng)
    made = serial.western(rng, rng.choice(("無邊界", "島嶼", "對話錄", "河流月刊", "書與人")), per_year=12, since=1996)
    orders = [
        Order(
            s,
            rng.choice(("life", "lit")),
            rng.randint(2, 4),
            rng.choice(("author", "penname", "author")),
            subtitle=0.6,
            paragraphs=(6, 12),
            sentences=(4, 6),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 4))
    ]
    pieces = with_bylines(reword(commission(orders, w), rng, 0.25), lambda p: "、".join(names(p)))
    pieces = tuple(replace(p, genre=rng.choice(RUBRICS)) for p in pieces)
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hant",
        facts={"width": rng.choice((2, 2, 3)), "hue": rng.choice(("#00695c", "#6d4c41", "#283593"))},
        pictures=pictures.album(rng, 4) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = ("Lato", "Noto Sans CJK TC")
#let I = issue.issue
#set text(font: ("EB Garamond", "Noto Serif CJK TC"), size: 10pt, lang: "zh", region: "tw")
#set par(justify: true, leading: 0.85em, spacing: 0.85em)
#let label-at(p) = pad(p - 2, 2)
#set page(width: 190mm, height: 260mm, margin: (x: 18mm, y: 22mm),
  footer: context { let p = here().page(); if p > 2 { set text(8.5pt, font: hei); if calc.odd(p) { align(right)[#head("第" + I.number + "期《" + issue.periodical.title + "》") #h(3mm) #folio(label-at(p))] } else { [#folio(label-at(p)) #h(3mm) #head(issue.periodical.title)] } } })
#page(footer: none, fill: hue.lighten(80%))[
  #kind("cover")
  #place(top + right, vertical("masthead/title", issue.periodical.title, size: 52pt, font: "LXGW WenKai", fill: hue))
  #place(top + left, text(11pt, font: hei)[#t("masthead/number", "第" + I.number + "期／" + str(I.year) + "年" + str(I.month) + "月號")\ #t("masthead/issn", "ISSN " + issue.periodical.issn)])
  #place(bottom + center, image("picture-0.svg", width: 120mm, height: 130mm, fit: "cover"))
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #text(18pt, font: hei, weight: "bold", fill: hue, t("furniture/contents-title", issue.periodical.title))
  #linebreak()
  #text(10pt, t("furniture/contents-number", "第" + I.number + "期／" + str(I.year) + "年" + str(I.month) + "月號 目錄"))
  #v(4mm)
  #columns(facts.width - 1, gutter: 8mm, for s in sections {
    block(above: 6mm, below: 3mm, text(12pt, font: hei, weight: "bold", fill: hue, t("c-section/" + s, s)))
    for p in pieces-of(s) {
      block(above: 3.5mm, below: 0mm, breakable: false, grid(columns: (10mm, 1fr), text(font: hei, context entry-page(p.id, label-at(page-of(p.id)))), {
        part(p, "c", "rubric", "【" + p.genre + "】")
        title-lines(p, "c")
        if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: "──") }
        linebreak()
        text(9pt, fill: luma(70), part(p, "c", "byline", p.byline))
      }))
    }
  })
]
#let opening(p) = {
  set par(justify: false)
  text(9pt, font: hei, fill: hue, t("a/" + p.id + "/section", p.section))
  block(above: 4mm, below: 4mm, title-lines(p, "a", style: it => text(20pt, weight: "bold", it)))
  if p.subtitle.len() > 0 { block(subtitle-lines(p, "a", dash: "──", style: it => text(13pt, it))) }
  block(below: 6mm, text(10pt, font: "LXGW WenKai", part(p, "a", "byline", "文／" + p.signature)))
}
#for (n, p) in issue.pieces.enumerate() {
  if calc.rem(n, 3) != 2 { pagebreak(weak: true) } else { v(10mm); line(length: 100%) }
  start(p.id)
  opening(p)
  if calc.rem(n, 3) == 0 { columns(2, gutter: 8mm, { paragraphs(p, style: plain-style()); finish(p.id) }) } else { paragraphs(p, style: plain-style()); finish(p.id) }
}
#page(footer: none, fill: hue)[#kind("back-cover")#place(bottom + right, barcode-box())]
"""

FAMILY = Family(
    "hant-monthly",
    "zh-Hant",
    "Taiwan monthly, page first, rubric in brackets, author on the next line",
    write,
    TEMPLATE,
)
