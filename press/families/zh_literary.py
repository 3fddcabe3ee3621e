"""A Chinese literary bimonthly: letter-spaced sections and names, genre behind the title, author and page behind leaders, one column."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import pictures, serial
from ..draft import Draft
from ..editing import Order, commission, letterspaced, names, shuffled, with_bylines
from ..writing import writer
from . import Family

SECTIONS = ("中篇小说", "短篇小说", "散文", "诗歌", "文学评论", "新人新作", "非虚构", "译文", "笔记", "小小说")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(
        rng, rng.choice(("江河文学", "北方文丛", "长亭", "芳草地", "山花原")), per_year=6, classes="I"
    )
    orders = [
        Order(
            s,
            "lit",
            rng.randint(2, 4),
            "translated" if s == "译文" else rng.choice(("author", "author", "penname")),
            subtitle=0.15,
            paragraphs=(6, 20),
            sentences=(2, 6),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(4, 6))
    ]
    pieces = with_bylines(
        commission(orders, w),
        lambda p: (
            f"【{w.write('country')}】{names(p)[0]} 著　{names(p)[1]} 译"
            if p.section == "译文"
            else " ".join(map(letterspaced, names(p)))
        ),
    )
    pieces = tuple(replace(p, genre=w.write("lit_genre")) if rng.random() < 0.2 else p for p in pieces)
    facts: dict[str, Any] = {"first": 1, "dots": rng.choice(("·", "…", "."))}
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 2) | {"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let song = ("EB Garamond", "Noto Serif CJK SC")
#let kai = ("EB Garamond", "LXGW WenKai", "AR PL UKai CN")
#let I = issue.issue
#set text(font: song, size: 10.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.9em, spacing: 0.9em)
#let lead = 4
#let label-at(p) = pad(p - lead + 1, 3)
#set page(width: 185mm, height: 260mm, margin: (x: 24mm, top: 24mm, bottom: 24mm),
  footer: context { let p = here().page(); if p >= lead and calc.odd(p) { align(right, text(9pt, folio(label-at(p)))) } else if p >= lead { text(9pt, head(issue.periodical.title)) } })
#page(fill: rgb("#efe9dc"), footer: none)[
  #kind("cover")
  #align(right, text(54pt, font: kai, t("masthead/title", issue.periodical.title)))
  #align(right, text(14pt, t("masthead/number", str(I.year) + "·" + I.number)))
  #v(1fr)
  #image("picture-0.svg", width: 100%, height: 90mm, fit: "cover")
  #v(1fr)
  #grid(columns: (1fr, auto), text(9pt)[#t("masthead/whole", "总第" + I.whole_number + "期　双月刊")\ #t("masthead/issn", "ISSN " + issue.periodical.issn)\ #t("masthead/cn", "CN " + issue.periodical.cn)], barcode-box())
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #grid(columns: (16mm, 1fr), column-gutter: 8mm,
    { set text(20pt, font: kai); set par(leading: 0.6em); for (i, c) in ("目", "录").enumerate() { block(t("furniture/contents/" + str(i), c)) }; line(angle: 90deg, length: 150mm, stroke: 0.4pt) },
    {
      text(9pt, t("furniture/contents-number", issue.periodical.title + " " + str(I.year) + "年第" + I.number + "期"))
      for s in sections {
        block(above: 7mm, below: 4mm, text(11pt, font: kai, weight: "bold", t("c-section/" + s, if s.clusters().len() < 3 { s.clusters().join("　") } else { s })))
        for p in pieces-of(s) {
          block(above: 3mm, below: 3mm)[#title-lines(p, "c")#if p.genre != none { text(8.5pt, part(p, "c", "genre", "（" + p.genre + "）")) }#box(width: 1fr, inset: (x: 1.5mm), repeat(facts.dots, gap: 1pt))#box(width: if p.section == "译文" { 62mm } else { 30mm }, align(left, text(font: kai, part(p, "c", "byline", p.byline))))#box(width: 10mm, align(right, context entry-page(p.id, label-at(page-of(p.id)))))]
          if p.subtitle.len() > 0 { block(above: 2mm, inset: (left: 2em), text(9pt, subtitle-lines(p, "c"))) }
        }
      }
    })
]
#page(footer: none)[#kind("plate")#image("picture-1.svg", width: 100%, height: 170mm, fit: "cover")]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  v(14mm)
  set par(justify: false)
  title-lines(p, "a", style: it => text(22pt, font: kai, it))
  if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(11pt, it)) }
  v(3mm)
  text(11pt, part(p, "a", "byline", p.signature))
  v(10mm)
  set par(justify: true)
  paragraphs(p, style: plain-style())
  finish(p.id)
}
"""

FAMILY = Family(
    "zh-literary",
    "zh-Hans",
    "literary bimonthly, letter-spaced names, leaders, folios on right pages only",
    write,
    TEMPLATE,
)
