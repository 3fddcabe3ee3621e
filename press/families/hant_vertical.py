"""A Taiwan literary quarterly of today: vertical, three bands, arabic folios, page number at the head of each contents line."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("小說", "散文", "新詩", "評論", "專輯", "書評")


def write(rng: Random) -> Draft:
    w = writer("zh-Hant", rng)
    made = serial.western(rng, rng.choice(("木棉", "季風", "潮間帶", "筆鄉")), per_year=4, since=1988)
    orders = [
        Order(
            s,
            "lit",
            rng.randint(2, 3),
            rng.choice(("author", "penname")),
            subtitle=0.1,
            paragraphs=(7, 16),
            sentences=(3, 6),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0])
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hant",
        pictures=pictures.album(rng, 2) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let ming = ("Noto Serif CJK TC",)
#let hei = ("Lato", "Noto Sans CJK TC")
#set text(font: ming, size: 9.5pt, lang: "zh", region: "tw")
#let label-at(p) = pad(p, 3)
#set page(width: 170mm, height: 230mm, margin: (x: 18mm, top: 18mm, bottom: 20mm), footer: context { let p = here().page(); if p > 2 { align(if calc.odd(p) { left } else { right }, text(8pt, font: hei)[#folio(label-at(p)) #h(2mm) #head(issue.periodical.title)]) } })
#page(footer: none)[
  #kind("cover")
  #image("picture-0.svg", width: 100%, height: 120mm, fit: "cover")
  #place(bottom + right, dy: -20mm, vertical("masthead/title", issue.periodical.title, size: 46pt, font: "LXGW WenKai"))
  #place(bottom + left, text(10pt, font: hei)[#t("masthead/number", "第" + issue.issue.number + "期　" + str(issue.issue.year) + "年")\ #t("masthead/issn", "ISSN " + issue.periodical.issn)])
]
#page(footer: none)[
  #kind("contents")
  #place(top + right, vertical("furniture/contents", "目錄", size: 22pt, font: hei))
  #let pitch = calc.min(9.0, 112 / (issue.pieces.len() + sections.len())) * 1mm
  #let x = 16mm
  #for s in sections {
    place(top + right, dx: -x, vertical("c-section/" + s, "【" + s + "】", size: 11pt, font: hei))
    x += pitch
    for p in pieces-of(s) {
      context { let l = label-at(page-of(p.id)); mark("entry", (p.id, l, none)); place(top + right, dx: -x + 3pt, dy: 26mm, box(width: 18pt, align(center, text(8pt, font: hei, t("c/" + p.id + "/page", l))))) }
      place(top + right, dx: -x, dy: 34mm, vertical("c/" + p.id + "/title", p.title.join("　"), size: 11pt))
      if p.subtitle.len() > 0 { place(top + right, dx: -x, dy: 36mm + p.title.join("　").clusters().len() * 11.7pt, vertical("c/" + p.id + "/subtitle", "──" + p.subtitle.at(0), size: 8pt)) }
      place(top + right, dx: -x, dy: 140mm, vertical("c/" + p.id + "/byline", p.byline, size: 10pt, font: "LXGW WenKai"))
      x += pitch
    }
  }
]
#let items = issue.pieces.map(p => article-rows(p,
  title: (n: 9, size: 18pt, indent: 0, feed: 2, font: hei), subtitle: (n: 14, size: 9.5pt, indent: 1),
  byline: (n: 14, size: 11pt, indent: 4, feed: 2, font: "LXGW WenKai"), body: (n: 16, size: 9.5pt, indent: 2))).flatten()
#vertical-pages(items, bands: 3, lines: 22, pitch: 17pt, height: 57mm, gutter: 7mm, step: 10pt, font: ming)
"""

FAMILY = Family(
    "hant-vertical",
    "zh-Hant",
    "literary quarterly, vertical in three bands, page first",
    write,
    TEMPLATE,
    held_out=True,
)
