"""An eight-page Chinese bulletin: contents in a box on the cover, page last behind a slash, articles share pages."""

from __future__ import annotations

from random import Random
from typing import Any

from .. import pictures, serial
from ..degradation import Wear
from ..draft import Draft
from ..editing import Order, commission, plain_byline, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    title = f"{w.write('city')}{rng.choice(('图书馆通讯', '科协简报', '校友通讯', '社区生活', '地方志通讯'))}"
    made = serial.chinese(rng, title, per_year=4)
    short: dict[str, Any] = {"paragraphs": (8, 14), "sentences": (3, 6)}
    orders = [
        Order(None, "tech", 2, "none", **short),
        Order(None, "life", rng.randint(4, 6), "author", (1, 2), 0.2, **short),
        Order(None, "zone", 2, "organization", **short),
    ]
    pieces = with_bylines(commission(orders, w), lambda p: plain_byline(p.contributors, "、"))
    periodical = {k: v for k, v in made.periodical.items() if k not in ("issn", "cn")}
    issue = {k: v for k, v in made.issue.items() if k != "barcode"}
    facts: dict[str, Any] = {"hue": rng.choice(("#0d5c63", "#8a1c1c", "#274690")), "publisher": w.write("bureau")}
    return Draft(
        periodical=periodical,
        issue=issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 3),
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = "Noto Sans CJK SC"
#let I = issue.issue
#set text(font: "Noto Serif CJK SC", size: 10pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#set page(width: 210mm, height: 297mm, margin: (x: 17mm, top: 20mm, bottom: 20mm),
  footer: context { let p = here().page(); if p > 1 { align(center, text(9pt, folio(str(p), s: "— " + str(p) + " —"))) } })
#kind("cover")
#block(width: 100%, fill: hue, inset: 6mm, {
  align(center, text(34pt, fill: white, font: ("LXGW WenKai", "AR PL UKai CN"), t("masthead/title", issue.periodical.title)))
  grid(columns: (1fr, 1fr, 1fr), text(9.5pt, fill: white, t("masthead/number", str(I.year) + "年第" + I.number + "期")), align(center, text(9.5pt, fill: white, t("masthead/whole", "总第" + I.whole_number + "期"))), align(right, text(9.5pt, fill: white, t("masthead/publisher", facts.publisher + " 编"))))
})
#grid(columns: (1fr, 100mm), column-gutter: 6mm, image("picture-0.svg", width: 100%, height: 90mm, fit: "cover"),
  block(stroke: 0.8pt + hue, inset: 4mm, width: 100%, {
    set par(justify: false, leading: 0.6em)
    align(center, text(13pt, font: hei, weight: "bold", fill: hue, t("furniture/contents", "本期目录")))
    for p in issue.pieces {
      block(above: 3mm, below: 0mm, text(9.5pt, {
        title-lines(p, "c")
        if p.subtitle.len() > 0 { subtitle-lines(p, "c") }
        if p.byline != "" { h(1.4em); text(font: ("LXGW WenKai", "AR PL UKai CN"), part(p, "c", "byline", p.byline)) }
        h(1fr)
        box(context entry-page(p.id, str(page-of(p.id)), shape: l => "/ " + l))
      }))
    }
  }))
#v(4mm)
#let opening(p) = block(above: 7mm, below: 4mm, breakable: false, {
  set par(justify: false)
  title-lines(p, "a", style: it => text(14pt, font: hei, weight: "bold", fill: hue, it))
  if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(10pt, it)) }
  if p.signature != "" { linebreak(); text(9.5pt, font: ("LXGW WenKai", "AR PL UKai CN"), part(p, "a", "byline", p.signature)) }
})
#columns(2, gutter: 8mm, run-on(issue.pieces, opening))
"""

FAMILY = Family(
    "zh-newsletter", "zh-Hans", "bulletin, contents in a box on the cover, shared pages", write, TEMPLATE,
    wears=(Wear(dpi=150, grey=True, noise=3.5, skew=0.8, quality=50, blur=0.6), Wear(dpi=170, grey=True, noise=4, skew=0.5, through=0.06)),
)  # fmt: skip
