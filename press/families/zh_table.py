"""A Chinese trade journal whose contents are a table (作者 title page in columns), on the page before the back cover's inside; author first."""

from __future__ import annotations

from random import Random
from typing import Any

from .. import pictures, serial
from ..draft import Draft, Piece
from ..editing import Order, commission, names, plain_byline, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("综述", "工艺与装备", "试验研究", "应用技术", "管理纵横", "标准与检测", "行业信息")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(
        rng, f"{w.write('trade')}{rng.choice(('技术', '与应用', '工程', '通报'))}", per_year=12, classes="TU"
    )
    orders = [
        Order(
            s,
            rng.choice(("academic", "tech")),
            rng.randint(2, 4),
            "organization" if s == "行业信息" else "author",
            (1, 3),
            0.1,
            paragraphs=(8, 15),
            sentences=(3, 6),
            headings=True,
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(
        commission(orders, w), lambda p: plain_byline(p.contributors) if len(p.contributors) < 3 else " ".join(names(p))
    )
    plate = Piece(id="plate", title=(w.write("company"),), section=None, facts={"cover": "封二"})
    facts: dict[str, Any] = {
        "ads": [w.write("ad_text") for _ in range(4)],
        "ruled": rng.random() < 0.5,
        "wide": rng.random() < 0.4,
    }
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=(plate, *pieces),
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 4) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let fang = ("Liberation Serif", "cwTeXFangSong", "Noto Serif CJK SC")
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let I = issue.issue
#set text(font: ("Liberation Serif", "AR PL UMing CN", "Noto Serif CJK SC"), size: 10pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.7em, spacing: 0.7em)
#let lead = 4
#let label-at(p) = str(p - lead + 1)
#set page(width: 210mm, height: 285mm, margin: (x: 20mm, y: 22mm),
  header: context { let p = here().page(); if p >= lead { set text(8.5pt); grid(columns: (1fr, 1fr, 1fr), head(str(I.year) + "年第" + I.number + "期"), align(center, head(issue.periodical.title, n: 1)), align(right, folio(label-at(p), s: "·" + label-at(p) + "·"))); line(length: 100%, stroke: 0.4pt) } })
#page(header: none)[
  #kind("cover")
  #text(9pt)[#t("masthead/issn", "ISSN " + issue.periodical.issn) #h(1fr) #t("masthead/cn", "CN " + issue.periodical.cn)]
  #v(12mm)
  #align(center, text(38pt, font: hei, weight: "bold", t("masthead/title", issue.periodical.title)))
  #align(center, text(13pt, t("masthead/number", "第" + I.number + "期 " + str(I.year) + "年" + str(I.month) + "月 （总第" + I.whole_number + "期）")))
  #image("picture-0.svg", width: 100%, height: 120mm, fit: "cover")
  #align(center, text(18pt, t("ad/0", facts.ads.at(0))))
  #v(1fr)
  #barcode-box()
]
#page(header: none)[#kind("advertisement")#image("picture-1.svg", width: 100%, height: 150mm, fit: "cover")#start("plate")#text(20pt, t("a/plate/title", piece("plate").title.at(0)))#parbreak()#t("ad/1", facts.ads.at(1))]
#page(header: none)[
  #kind("contents")
  #align(center, text(18pt, font: hei, t("furniture/contents", "目　　次")))
  #align(center, text(9pt, t("furniture/contents-number", issue.periodical.title + "  " + str(I.year) + "年  第" + I.number + "期")))
  #v(4mm)
  #set par(justify: false)
  #table(columns: (38mm, 1fr, 14mm), inset: (x: 2mm, y: 1.6mm), stroke: if facts.ruled { 0.3pt } else { none }, align: (left, left, right),
    text(9pt, font: hei, t("furniture/c1", "作 者")), text(9pt, font: hei, t("furniture/c2", "题 目")), text(9pt, font: hei, t("furniture/c3", "页码")),
    { }, { title-lines(piece("plate"), "c") }, entry-page("plate", "封二"),
    ..for s in sections.filter(s => s != none) { (table.cell(colspan: 3, text(10pt, font: hei, weight: "bold", t("c-section/" + s, s))), ..for p in pieces-of(s) { (text(9pt, font: fang, part(p, "c", "byline", p.byline)), { title-lines(p, "c"); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c") } }, context entry-page(p.id, label-at(page-of(p.id)), shape: l => if facts.wide { fullwidth(l) } else { l })) }) })
]
#for p in issue.pieces.filter(p => p.section != none) {
  pagebreak(weak: true)
  start(p.id)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(16pt, font: hei, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a") }; v(2mm); text(font: fang, 11pt, part(p, "a", "byline", p.signature)) })
  v(4mm)
  columns(2, gutter: 7mm, { paragraphs(p, style: plain-style(heading: it => block(above: 4mm, below: 3mm, text(font: hei, it)))); finish(p.id) })
}
#page(header: none)[#kind("back-cover")#image("picture-3.svg", width: 100%, height: 170mm, fit: "cover")#text(20pt, t("ad/2", facts.ads.at(2)))]
"""

FAMILY = Family("zh-table", "zh-Hans", "trade journal, contents as a table with authors first", write, TEMPLATE)
