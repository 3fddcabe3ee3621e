"""A Chinese e-magazine: running numbers that are not pages, no page in the contents, author after a bar, no ISSN."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, merge_subtitles, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("卷首", "长文", "问答", "译介", "书架", "实验室")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(
        rng, rng.choice(("比特周记", "旁观者通讯", "小世界电子刊", "离线札记")), per_year=12, since=2010
    )
    orders = [
        Order(
            s,
            rng.choice(("life", "tech", "lit")),
            1 if s == "卷首" else rng.randint(2, 4),
            "translated" if s == "译介" else rng.choice(("author", "penname")),
            subtitle=0.25,
            paragraphs=(6, 13),
            sentences=(3, 6),
            headings=True,
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(
        merge_subtitles(commission(orders, w), "："),
        lambda p: " 译：".join(names(p)) if len(p.contributors) > 1 else names(p)[0],
    )
    periodical = {k: v for k, v in made.periodical.items() if k not in ("issn", "cn")}
    issue = {k: v for k, v in made.issue.items() if k not in ("barcode", "whole_number")}
    return Draft(
        periodical=periodical,
        issue=issue,
        pieces=pieces,
        language="zh-Hans",
        facts={"hue": rng.choice(("#264653", "#9b2226", "#5a189a")), "folios": rng.random() < 0.5},
        pictures=pictures.album(rng, 3),
    )


TEMPLATE = r"""
#let I = issue.issue
#let hue = rgb(facts.hue)
#let hei = ("Inter", "Noto Sans CJK SC")
#set text(font: hei, size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.95em, spacing: 1.3em)
#set page(width: 150mm, height: 220mm, margin: (x: 16mm, y: 20mm), footer: context { let p = here().page(); if p > 2 and facts.folios { align(center, text(8pt, fill: luma(120), folio(str(p)))) } })
#page(footer: none, fill: hue)[
  #kind("cover")
  #text(36pt, fill: white, weight: "bold", t("masthead/title", issue.periodical.title))
  #linebreak()
  #text(13pt, fill: white, t("masthead/number", "第" + I.number + "期　" + str(I.year) + "年" + str(I.month) + "月"))
  #v(10mm)
  #image("picture-0.svg", width: 100%, height: 110mm, fit: "cover")
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false, spacing: 0.8em)
  #text(22pt, weight: "bold", fill: hue, t("furniture/contents", "本期内容"))
  #for s in sections {
    block(above: 6mm, below: 3mm, text(11pt, weight: "bold", fill: hue, t("c-section/" + s, "# " + s)))
    for p in pieces-of(s) { let n = issue.pieces.position(q => q.id == p.id) + 1; block(above: 3.4mm, below: 0mm)[#text(fill: luma(140), t("c/" + p.id + "/order", pad(n, 2))) #title-lines(p, "c")#if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: "：") } #text(9pt, fill: luma(100), part(p, "c", "byline", "| " + p.byline))] }
  }
]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  block(below: 8mm, { set par(justify: false); title-lines(p, "a", style: it => text(20pt, weight: "bold", fill: hue, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(12pt, it)) }; linebreak(); text(9pt, fill: luma(110), part(p, "a", "byline", p.signature)) })
  paragraphs(p, style: (kind, i, it) => if kind == "heading" { block(above: 6mm, below: 4mm, text(13pt, weight: "bold", it)) } else { par(it) })
  finish(p.id)
}
"""

FAMILY = Family(
    "zh-unpaged", "zh-Hans", "e-magazine, running numbers, no pages in the contents", write, TEMPLATE, held_out=True
)
