"""A Chinese life magazine: contents over two pages with pictures between, three-digit pages first, combined folio 012·总第345期."""

from __future__ import annotations

from random import Random
from typing import Any

from .. import pictures, serial
from ..draft import Draft, Piece
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("饮食", "旅途", "影像", "读书", "科学", "健康", "社会", "口述", "专栏")


WORK = {"author": "撰文", "photographer": "摄影", "narrator": "口述", "compiler": "整理"}


def byline(piece: Piece) -> str:
    """撰文_甲、乙　摄影_丙: each kind of work with those who did it."""
    done = [(work, names(piece, role)) for role, work in WORK.items()]
    return "　".join(f"{work}_{'、'.join(who)}" for work, who in done if who)


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(
        rng, rng.choice(("新生活志", "万象更新", "闲话与茶", "远方地理", "人物与时代")), per_year=12, since=1994
    )
    orders = [
        Order("特别策划", "life", rng.randint(4, 6), "author", blurb=0.7, paragraphs=(7, 14), sentences=(4, 6), headings=True),
        *[Order(s, "life", rng.randint(1, 3), "told" if s == "口述" else rng.choice(("author", "penname", "photo")), subtitle=0.2, blurb=0.4, paragraphs=(6, 12), sentences=(3, 6)) for s in shuffled(SECTIONS, rng, rng.randint(4, 7))],
    ]  # fmt: skip
    pieces = with_bylines(
        commission(orders, w),
        byline,
    )
    facts: dict[str, Any] = {
        "hue": rng.choice(("#2a6f6b", "#b5541c", "#5b3a8e")),
        "pull": [w.write("s_lit") for _ in range(3)],
        "ad": w.write("ad_text"),
        "first": rng.choice((1, 1, 9)),
    }
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 9) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = ("Inter", "Noto Sans CJK SC")
#let I = issue.issue
#set text(font: ("EB Garamond", "Noto Serif CJK SC"), size: 9.2pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#let label-at(p) = pad(p, 3)
#set page(width: 215mm, height: 280mm, margin: (inside: 22mm, outside: 16mm, top: 22mm, bottom: 20mm),
  header: context { let p = here().page(); if p > 4 { align(if calc.odd(p) { right } else { left }, text(8pt, font: hei, fill: hue, folio(label-at(p), s: label-at(p) + " · 总第" + I.whole_number + "期"))) } })
#page(margin: 0pt, header: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + center, dy: 16mm, text(60pt, fill: white, font: "LXGW WenKai", t("masthead/title", issue.periodical.title)))
  #place(top + center, dy: 44mm, text(10pt, fill: white, font: hei, t("masthead/number", str(I.year) + "年" + str(I.month) + "月号 总第" + I.whole_number + "期")))
  #place(bottom + center, dy: -40mm, text(24pt, fill: white, weight: "bold", font: hei, t("teaser/0", issue.pieces.at(0).title.join(" "))))
  #place(bottom + left, dx: 10mm, dy: -10mm, barcode-box(width: 36mm))
  #place(bottom + right, dx: -10mm, dy: -12mm, text(8pt, fill: white, font: hei)[#t("masthead/issn", "ISSN " + issue.periodical.issn) #h(1em) #t("masthead/cn", "CN " + issue.periodical.cn)])
]
#page(margin: 0pt, header: none)[#kind("advertisement")#image("picture-1.svg", width: 100%, height: 220mm, fit: "cover")#align(center, text(20pt, font: hei, t("ad/0", facts.ad)))]
#let entry(p) = block(above: 5mm, below: 0mm, breakable: false, {
  set par(justify: false, leading: 0.55em)
  text(15pt, font: hei, weight: "light", fill: hue, context entry-page(p.id, label-at(page-of(p.id))))
  linebreak()
  text(11pt, weight: "bold", font: hei, title-lines(p, "c"))
  if p.subtitle.len() > 0 { linebreak(); text(9pt, subtitle-lines(p, "c", dash: "—")) }
  if p.blurb != none { linebreak(); text(8pt, fill: luma(70), part(p, "c", "blurb", p.blurb)) }
  linebreak()
  text(8pt, part(p, "c", "byline", p.byline))
})
#let rubric(s) = block(above: 9mm, below: 2mm, { line(length: 12mm, stroke: 1.5pt + hue); v(1.5mm); text(10pt, font: hei, weight: "bold", tracking: 3pt, t("c-section/" + s, s)) })
#page(header: none)[
  #kind("contents")
  #text(40pt, font: hei, weight: "thin", fill: hue, t("furniture/contents", "目录"))
  #h(4mm) #text(10pt, font: hei, t("furniture/contents-number", "CONTENTS " + str(I.year) + "/" + pad(I.month, 2)))
  #image("picture-2.svg", width: 100%, height: 78mm, fit: "cover")
  #columns(3, gutter: 8mm, { rubric("特别策划"); for p in pieces-of("特别策划") { entry(p) } })
]
#page(header: none)[
  #kind("contents")
  #grid(columns: (1fr, 44mm), column-gutter: 8mm,
    columns(2, gutter: 8mm, for s in sections.slice(1) { rubric(s); for p in pieces-of(s) { entry(p) } }),
    { image("picture-3.svg", width: 100%, height: 60mm, fit: "cover"); v(3mm); text(8pt, t("furniture/quote", facts.pull.at(0))); v(6mm); image("picture-4.svg", width: 100%, height: 90mm, fit: "cover"); v(3mm); text(8pt)[#t("furniture/cover-credit", "封面图片：本刊资料")] })
]
#let style(n) = (kind, i, it) => {
  (plain-style(heading: it => block(above: 5mm, below: 3mm, align(center, text(11pt, font: hei, weight: "bold", it)))))(kind, i, it)
  if i == 3 and calc.rem(n, 4) == 1 { image("picture-" + str(5 + calc.rem(n, 4)) + ".svg", width: 100%) }
}
#for (n, p) in issue.pieces.enumerate() {
  pagebreak(weak: true)
  start(p.id)
  let side = { text(8pt, font: hei, fill: hue, t("a/" + p.id + "/section", p.section)); linebreak(); text(8.5pt, part(p, "a", "byline", p.signature)); if p.blurb != none { v(4mm); text(9pt, font: "LXGW WenKai", part(p, "a", "blurb", p.blurb)) } }
  if calc.rem(n, 4) == 0 { image("picture-" + str(5 + calc.rem(n, 4)) + ".svg", width: 100%, height: 100mm, fit: "cover") }
  block(above: 6mm, below: 6mm, { set par(justify: false); title-lines(p, "a", style: it => text(27pt, font: hei, weight: "light", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: "—", style: it => text(13pt, it)) } })
  place(left, float: false, box(width: 0pt))
  grid(columns: (34mm, 1fr), column-gutter: 6mm, { set par(justify: false); side }, columns(2, gutter: 6mm, { paragraphs(p, style: style(n)); finish(p.id) }))
}
"""

FAMILY = Family(
    "zh-life",
    "zh-Hans",
    "life magazine, contents over two pages, page first on its own line, combined folio",
    write,
    TEMPLATE,
)
