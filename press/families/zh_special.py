"""A Chinese biweekly: a 导读 on the cover that repeats entries, a special topic with parts, 上 and 下, shoulder titles in the body."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import pictures, serial
from ..draft import Draft, Piece
from ..editing import Order, commission, names, plain_byline, reword, shuffled, with_bylines
from ..writing import Writer, writer
from . import Family

SECTIONS = ("要论", "前沿", "观察", "往事", "书评", "来信")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    made = serial.chinese(rng, rng.choice(("瞭望台", "观点", "新视界", "中流")), per_year=24, classes="D")
    body: dict[str, Any] = {"paragraphs": (6, 12), "sentences": (3, 6)}
    orders = [
        Order("本期专题", "tech", 1, "reporter", lines=0.5, **body),
        *[
            Order(s, rng.choice(("life", "tech", "lit")), rng.randint(2, 3), rng.choice(("author", "expert", "penname")), subtitle=0.3, **body)
            for s in shuffled(SECTIONS, rng, rng.randint(3, 5))
        ],
    ]  # fmt: skip
    pieces = reword(commission(orders, w), rng, 0.15)
    parts = [
        replace(part, level=2, parent="p01", section="本期专题")
        for part in commission(
            [Order("本期专题", "life", rng.randint(3, 4), "author", paragraphs=(3, 6))], w, prefix="q"
        )
    ]
    pieces = (pieces[0], *parts, *serialised(pieces[1:]))
    pieces = tuple(replace(p, facts={"shoulder": w.write("subhead")}) if rng.random() < 0.3 else p for p in pieces)
    pieces = with_bylines(pieces, lambda p: plain_byline(p.contributors), lambda p: "本文作者　" + " ".join(names(p)))
    facts: dict[str, Any] = {
        "hue": rng.choice(("#7b2d26", "#1f4e5f", "#3d3b8e")),
        "led": [p.id for p in rng.sample(pieces[5:], 3)],
    }
    facts["notes"] = teasers(w)
    return Draft(
        periodical=made.periodical, issue=made.issue, pieces=pieces, language="zh-Hans", facts=facts,
        pictures=pictures.album(rng, 4) | {"barcode.svg": made.barcode},
    )  # fmt: skip


def serialised(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The last piece is the second half of the one before it: （上） and （下）."""
    one = pieces[-2]
    upper = replace(one, title=(*one.title[:-1], one.title[-1] + "（上）"), body_title=(), subtitle=())
    lower = replace(
        upper, id=pieces[-1].id, title=(*one.title[:-1], one.title[-1] + "（下）"), paragraphs=pieces[-1].paragraphs
    )
    return (*pieces[:-2], upper, lower)


def teasers(w: Writer) -> list[str]:
    return [w.write("s_life") for _ in range(3)]


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let I = issue.issue
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 10pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.8em, spacing: 0.8em)
#let lead = 3
#let label-at(p) = str(p - lead + 1)
#set page(width: 205mm, height: 275mm, margin: (x: 18mm, top: 22mm, bottom: 20mm), footer: context { let p = here().page(); if p >= lead { set text(9pt, font: hei); if calc.odd(p) { align(right)[#head(str(I.year) + "." + I.number) #h(2mm) | #h(2mm) #folio(label-at(p))] } else { [#folio(label-at(p)) #h(2mm) | #h(2mm) #head(issue.periodical.title)] } } })
#page(footer: none)[
  #kind("cover")
  #block(fill: hue, width: 100%, inset: 8mm)[#text(48pt, fill: white, font: ("LXGW WenKai", "AR PL UKai CN"), t("masthead/title", issue.periodical.title)) \ #text(9pt, fill: white, font: hei)[#t("masthead/number", str(I.year) + "年第" + I.number + "期（半月刊）") #h(1em) #t("masthead/whole", "总第" + I.whole_number + "期") #h(1em) #t("masthead/issn", "ISSN " + issue.periodical.issn) #h(1em) #t("masthead/cn", "CN " + issue.periodical.cn)]]
  #image("picture-0.svg", width: 100%, height: 95mm, fit: "cover")
  #block(stroke: 0.8pt + hue, inset: 4mm, width: 100%, { set par(justify: false); text(13pt, font: hei, weight: "bold", fill: hue, t("furniture/digest", "导　读")); for (n, id) in facts.led.enumerate() { let p = piece(id); block(above: 3mm, below: 0mm)[#text(11pt, font: hei, t("hl/" + id + "/title", p.title.join(" "))) #h(1fr) #context text(fill: hue, t("hl/" + id + "/page", "（见第" + label-at(page-of(id)) + "页）")) \ #text(8.6pt, t("hl/" + id + "/note", facts.notes.at(n)))] } })
  #place(bottom + right, barcode-box(width: 34mm))
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #grid(columns: (1fr, auto), text(26pt, font: hei, weight: "bold", fill: hue, t("furniture/contents", "目录")), align(bottom, text(9pt, t("furniture/contents-number", str(I.year) + "年第" + I.number + "期"))))
  #line(length: 100%, stroke: 1pt + hue)
  #for s in sections {
    block(above: 6mm, below: 3mm, text(11pt, font: hei, weight: "bold", fill: hue, t("c-section/" + s, "■ " + s)))
    for p in pieces-of(s) {
      if p.level == 2 { block(above: 2.6mm, below: 0mm, inset: (left: 12mm))[#text(9pt, [#title-lines(p, "c", sep: h(0.5em)) #h(1em) #part(p, "c", "byline", p.byline) / #context entry-page(p.id, label-at(page-of(p.id)))])] }
      else { block(above: 3.6mm, below: 0mm, inset: (left: 4mm))[#title-lines(p, "c", sep: h(0.5em))#if p.subtitle.len() > 0 { subtitle-lines(p, "c") } #h(1em) #text(9pt, font: ("LXGW WenKai", "AR PL UKai CN"), part(p, "c", "byline", p.byline)) / #text(font: hei, context entry-page(p.id, label-at(page-of(p.id))))] }
    }
  }
]
#for p in issue.pieces {
  if p.level == 1 { pagebreak(weak: true) } else { v(8mm) }
  start(p.id)
  block(below: 6mm, sticky: true, { set par(justify: false); if "shoulder" in p.facts { text(11pt, fill: hue, part(p, "a", "shoulder", p.facts.shoulder)); linebreak() }; title-lines(p, "a", style: it => text(if p.level == 1 { 21pt } else { 14pt }, font: hei, weight: "bold", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(12pt, it)) }; linebreak(); text(9.5pt, part(p, "a", "byline", p.signature)) })
  columns(if p.level == 1 { 2 } else { 3 }, gutter: 7mm, { paragraphs(p, style: plain-style()); finish(p.id) })
}
"""

FAMILY = Family(
    "zh-special", "zh-Hans", "biweekly, special topic with parts, 导读 on the cover, （上）（下）", write, TEMPLATE
)
