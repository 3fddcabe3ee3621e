"""A Japanese literary magazine: vertical contents and body in two bands, kanji page numbers below the authors."""

from __future__ import annotations

from random import Random

from .. import pictures
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft
from ..editing import Order, commission, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("小説", "詩", "随筆", "評論", "対談", "書評")


def write(rng: Random) -> Draft:
    w = writer("ja", rng)
    title = rng.choice(("文芸潮流", "海燕草", "青銅時代", "白樺の道"))
    year, month = rng.randint(1950, 2020), rng.randint(1, 12)
    orders = [
        Order(
            s,
            "life",
            rng.randint(1, 3),
            rng.choice(("author", "penname")),
            subtitle=0.15,
            paragraphs=(9, 18),
            sentences=(3, 6),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(4, 5))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0].replace(" ", "　"))
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue={
            "year": year,
            "month": month,
            "date": f"{year}-{month:02}",
            "volume": str(year - 1945),
            "number": str(month),
        },
        pieces=pieces,
        language="ja",
        pictures={"picture-0.svg": pictures.engraving(rng)},
    )


TEMPLATE = r"""
#let mincho = ("Noto Serif CJK JP",)
#let gothic = ("Noto Sans CJK JP",)
#let I = issue.issue
#set text(font: mincho, size: 9.5pt, lang: "ja")
#let label-at(p) = kanji(p)
#set page(width: 148mm, height: 210mm, margin: (x: 15mm, top: 18mm, bottom: 16mm), header: context { let p = here().page(); if p > 2 { align(if calc.odd(p) { left } else { right }, text(8pt)[#folio(label-at(p))　#head(issue.periodical.title)]) } })
#page(header: none, fill: rgb("#f3eee2"))[
  #kind("cover")
  #place(top + center, text(38pt, t("masthead/title", issue.periodical.title)))
  #place(top + center, dy: 24mm, text(11pt, t("masthead/number", str(I.year) + "年" + str(I.month) + "月号　第" + I.volume + "巻第" + I.number + "号")))
  #place(horizon + center, image("picture-0.svg", width: 90mm))
]
#page(header: none)[
  #kind("contents")
  #place(top + right, vertical("furniture/contents", "目　次", size: 16pt))
  #let pitch = calc.min(10.0, 98 / (issue.pieces.len() + 0.8 * sections.len())) * 1mm
  #let x = 13mm
  #for s in sections {
    place(top + right, dx: -x, box(stroke: 0.5pt, inset: 2pt, vertical("c-section/" + s, s, size: 9pt, font: gothic) + v(s.clusters().len() * 9.6pt)))
    x += pitch * 0.8
    for p in pieces-of(s) {
      place(top + right, dx: -x, dy: 12mm, vertical("c/" + p.id + "/title", p.title.join("　"), size: 12pt))
      if p.subtitle.len() > 0 { place(top + right, dx: -x, dy: 15mm + p.title.join("　").clusters().len() * 12.8pt, vertical("c/" + p.id + "/subtitle", "──" + p.subtitle.at(0), size: 7.5pt)) }
      place(bottom + right, dx: -x, dy: -44mm, box(height: 0pt, vertical("c/" + p.id + "/byline", p.byline, size: 10.5pt)))
      context { let l = label-at(page-of(p.id)); mark("entry", (p.id, l, none)); place(bottom + right, dx: -x, dy: -12mm, box(height: 0pt, vertical("c/" + p.id + "/page", l, size: 9pt))) }
      x += pitch
    }
  }
]
#let items = issue.pieces.map(p => article-rows(p, gap: 2,
  title: (n: 12, size: 17pt, indent: 1, feed: 3), subtitle: (n: 19, size: 9.5pt, indent: 3),
  byline: (n: 19, size: 12pt, indent: 9, feed: 3), body: (n: 22, size: 9.5pt, indent: 1))).flatten()
#vertical-pages(items, bands: 2, lines: 21, pitch: 15.6pt, height: 80mm, gutter: 8mm, step: 10pt, font: mincho)
"""

FAMILY = Family(
    "ja-bungei", "ja", "literary magazine, vertical, kanji pages", write, TEMPLATE, wears=(LIGHT, LIBRARY, OLD)
)
