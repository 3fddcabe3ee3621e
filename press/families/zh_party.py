"""A Chinese theory journal: title, author in brackets and page behind dots; section names in a box; large type, one column and two mixed."""

from __future__ import annotations

from random import Random

from .. import serial
from ..draft import Draft
from ..editing import Order, commission, letterspaced, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("本刊特稿", "理论探索", "改革论坛", "调查研究", "经济纵横", "学习园地", "思想者")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(rng, rng.choice(("求索论丛", "实践论坛", "思想纵横", "理论与建设")), per_year=24, classes="D")
    orders = [
        Order(
            s,
            rng.choice(("tech", "academic")),
            rng.randint(2, 3),
            rng.choice(("author", "organization", "author")),
            (1, 2),
            0.3,
            0.2,
            paragraphs=(8, 15),
            sentences=(3, 6),
            headings=True,
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: " ".join(map(letterspaced, names(p))))
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hans",
        facts={"open": rng.choice(("（", "【", "("))},
        pictures={"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#let biao = ("Liberation Serif", "Noto Serif CJK SC")
#let kai = ("Liberation Serif", "cwTeXKai", "AR PL UKai CN", "Noto Serif CJK SC")
#let shut = ("（": "）", "【": "】", "(": ")").at(facts.open)
#set text(font: biao, size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.85em, spacing: 0.85em)
#let lead = 3
#let label-at(p) = str(p - lead + 1)
#set page(width: 185mm, height: 260mm, margin: (x: 20mm, top: 24mm, bottom: 22mm), footer: context { let p = here().page(); if p >= lead { set text(9pt); if calc.odd(p) { align(right)[#head(issue.periodical.title + "·" + str(I.year) + "/" + I.number) #h(4mm) #folio(label-at(p))] } else { [#folio(label-at(p)) #h(4mm) #head(str(I.year) + "/" + I.number + "·" + issue.periodical.title)] } } })
#page(footer: none, fill: rgb("#b8860b").lighten(75%))[
  #kind("cover")
  #align(center, { v(15mm); text(52pt, font: kai, fill: rgb("#a00"), t("masthead/title", issue.periodical.title)); v(90mm); text(16pt, t("masthead/number", str(I.year) + "年 第" + I.number + "期 总第" + I.whole_number + "期 半月刊")) })
  #v(1fr)
  #grid(columns: (1fr, auto), text(9pt)[#t("masthead/issn", "ISSN " + issue.periodical.issn)\ #t("masthead/cn", "CN " + issue.periodical.cn)], barcode-box())
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(22pt, weight: "bold", t("furniture/contents", "目　录")))
  #align(center, text(9pt, t("furniture/contents-number", str(I.year) + "年第" + I.number + "期（总第" + I.whole_number + "期）")))
  #for s in sections {
    block(above: 6mm, below: 3mm, box(stroke: 0.6pt + rgb("#a00"), inset: (x: 3mm, y: 1.4mm), text(10.5pt, weight: "bold", fill: rgb("#a00"), t("c-section/" + s, s))))
    for p in pieces-of(s) { block(above: 3.4mm, below: 0mm)[#title-lines(p, "c", sep: h(1em)) #if p.subtitle.len() > 0 { linebreak(); h(2em); text(9pt, subtitle-lines(p, "c")) }#box(width: 1fr, repeat("·", gap: 2pt))#text(font: kai, part(p, "c", "byline", facts.open + p.byline + shut))#box(width: 11mm, align(right, context entry-page(p.id, label-at(page-of(p.id)))))] }
  }
]
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  box(stroke: (bottom: 1pt + rgb("#a00")), text(9pt, fill: rgb("#a00"), t("a/" + p.id + "/section", p.section)))
  v(5mm)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(21pt, weight: "bold", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(13pt, font: kai, it)) }; v(3mm); text(12pt, font: kai, part(p, "a", "byline", p.signature)) })
  v(5mm)
  columns(if calc.rem(n, 3) == 0 { 1 } else { 2 }, gutter: 8mm, { paragraphs(p, style: plain-style(heading: it => block(above: 5mm, below: 4mm, align(center, strong(it))))); finish(p.id) })
}
"""

FAMILY = Family(
    "zh-party",
    "zh-Hans",
    "theory journal, (author) and page behind dots, boxed sections",
    write,
    TEMPLATE,
    held_out=True,
)
