"""A Japanese university bulletin: author before title, page range in parentheses behind dots, English contents on the back cover."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w, en = writer("ja", rng), writer("en", rng)
    made = serial.western(
        rng, f"{w.write('university')}{rng.choice(('論叢', '紀要', '研究年報'))}", per_year=2, since=1958
    )
    orders = [
        Order(
            "論文",
            "academic",
            rng.randint(3, 5),
            "author",
            (1, 2),
            0.4,
            paragraphs=(12, 18),
            sentences=(5, 8),
            headings=True,
        ),
        Order(
            "研究ノート",
            "academic",
            rng.randint(1, 3),
            "author",
            subtitle=0.3,
            paragraphs=(8, 11),
            sentences=(4, 7),
            headings=True,
        ),
        Order("書評", "life", rng.randint(1, 2), "author", paragraphs=(5, 7), sentences=(4, 6)),
    ]
    pieces = with_bylines(commission(orders, w), lambda p: "・".join(names(p)))
    pieces = tuple(replace(p, alternative_title=en.fresh("academic_title")) for p in pieces)
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=pieces,
        language="ja",
        facts={"english": f"Bulletin of {en.write('city')} University", "first": rng.choice((1, 121))},
        pictures={"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#let I = issue.issue
#let gothic = ("Liberation Sans", "IPAGothic", "Noto Sans CJK JP")
#set text(font: ("Liberation Serif", "IPAMincho", "Noto Serif CJK JP"), size: 10pt, lang: "ja")
#set par(justify: true, leading: 0.9em, spacing: 0.9em)
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 182mm, height: 257mm, margin: (x: 26mm, top: 28mm, bottom: 26mm), header: context { let p = here().page(); if p >= lead and calc.even(p) { text(8.5pt, head(issue.periodical.title + "　第" + I.volume + "巻第" + I.number + "号")) } }, footer: context { let p = here().page(); if p >= lead { align(center, text(9pt, folio(label-at(p), s: "― " + label-at(p) + " ―"))) } })
#page(header: none, footer: none)[
  #kind("cover")
  #v(30mm)
  #align(center, text(26pt, t("masthead/title", issue.periodical.title)))
  #align(center, text(14pt, t("masthead/number", "第" + I.volume + "巻　第" + I.number + "号")))
  #v(60mm)
  #align(center, text(12pt, t("masthead/date", str(I.year) + "年" + str(I.month) + "月")))
  #align(center, text(10pt, t("masthead/issn", "ISSN " + issue.periodical.issn)))
]
#page(header: none, footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(14pt, font: gothic, t("furniture/contents", "目　　次")))
  #for s in sections {
    block(above: 8mm, below: 4mm, text(font: gothic, t("c-section/" + s, "〔" + s + "〕")))
    for p in pieces-of(s) { block(above: 4mm, below: 4mm, inset: (left: 1em))[#part(p, "c", "byline", p.byline)　#title-lines(p, "c")#if p.subtitle.len() > 0 { subtitle-lines(p, "c", dash: "──") }#box(width: 1fr, repeat("・", gap: 2pt))#context entry-page(p.id, label-at(page-of(p.id)), end: label-at(last-page-of(p.id)), shape: l => "（" + l.replace("-", "～") + "）")] }
  }
]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(16pt, font: gothic, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: "──", style: it => text(12pt, it)) } })
  align(right, text(11pt, part(p, "a", "byline", p.signature)))
  v(6mm)
  paragraphs(p, style: plain-style(indent: 1em, heading: it => block(above: 6mm, below: 4mm, text(font: gothic, it))))
  finish(p.id)
}
#page(header: none, footer: none)[
  #kind("back-cover")
  #align(center, text(14pt, weight: "bold", t("furniture/english", facts.english)))
  #align(center, t("furniture/english-contents", "CONTENTS"))
  #for p in issue.pieces { block(above: 4mm)[#t("c2/" + p.id + "/title", p.alternative_title) #box(width: 1fr, repeat[.]) #context t("c2/" + p.id + "/page", "(" + label-at(page-of(p.id)) + ")")] }
]
"""

FAMILY = Family(
    "ja-ronso",
    "ja",
    "university bulletin, author first, page range, English contents on the back",
    write,
    TEMPLATE,
    held_out=True,
)
