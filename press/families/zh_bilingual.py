"""A Chinese research journal: every entry followed by its English twin, page ranges, three-line entries, one body column."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..draft import Draft
from ..editing import Order, commission, shuffled
from ..writing import writer
from . import Family
from .zh_xuebao import CLC, pinyin

SECTIONS = ("研究论文", "综述", "研究报告", "技术与方法", "学术争鸣")


def write(rng: Random) -> Draft:
    w, en = writer("zh-Hans", rng), writer("en", rng)
    made = serial.chinese(
        rng,
        rng.choice(("应用生态研究", "计算与信息学报", "材料前沿", "环境科学通报", "经济评论学刊")),
        per_year=12,
        classes="NPQX",
    )
    orders = [
        Order(
            s,
            "academic",
            rng.randint(3, 5),
            "scholar",
            (2, 6),
            0.1,
            paragraphs=(9, 14),
            sentences=(4, 7),
            headings=True,
        )
        for s in shuffled(SECTIONS, rng, rng.randint(2, 3))
    ]
    pieces = []
    for piece in commission(orders, w):
        people = tuple(replace(person, affiliation=None) for person in piece.contributors[:4])
        rest = " 等" if len(piece.contributors) > len(people) else ""
        english = ", ".join(pinyin(person.name) for person in people)
        pieces.append(
            replace(
                piece,
                contributors=people,
                byline=" ".join(person.name for person in people) + rest,
                signature="，".join(f"{person.name}{mark}" for person, mark in zip(people, "¹²¹³", strict=False))
                + rest,
                alternative_title=en.fresh("academic_title"),
                abstract=w.paragraph("s_academic", 4),
                keywords=tuple(dict.fromkeys(w.write("keyword") for _ in range(4))),
                clc=rng.choice(CLC),
                facts={"english": english},
            )
        )
    return Draft(
        periodical=made.periodical,
        issue=made.issue | {"volume": str(made.issue["year"] - 1975)},
        pieces=tuple(pieces),
        language="zh-Hans",
        facts={"first": rng.choice((1, 265, 1021)), "english": "Journal of " + en.write("Field")},
        pictures={"barcode.svg": made.barcode},
    )


TEMPLATE = r"""
#set text(font: ("STIX Two Text", "Liberation Serif", "Noto Serif CJK SC"), size: 9.5pt, lang: "zh", region: "cn")
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#set par(justify: true, leading: 0.72em, spacing: 0.72em)
#let I = issue.issue
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 210mm, height: 297mm, margin: (x: 26mm, top: 26mm, bottom: 24mm),
  header: context { let p = here().page(); if p >= lead { set text(8pt); align(center, head(issue.periodical.title + "  " + str(I.year) + ", " + I.volume + "(" + I.number + ")")); line(length: 100%, stroke: 0.3pt) } },
  footer: context { let p = here().page(); if p >= lead { align(center, text(9pt, folio(label-at(p)))) } })
#page(header: none, footer: none, fill: rgb("#e9eef3"))[
  #kind("cover")
  #v(20mm)
  #align(center, text(34pt, font: hei, weight: "bold", t("masthead/title", issue.periodical.title)))
  #align(center, text(14pt, style: "italic", t("masthead/english", facts.english)))
  #align(center, text(12pt, t("masthead/number", "第" + I.volume + "卷 第" + I.number + "期 " + str(I.year) + "年" + str(I.month) + "月")))
  #v(1fr)
  #text(9pt)[#t("masthead/issn", "ISSN " + issue.periodical.issn)\ #t("masthead/cn", "CN " + issue.periodical.cn)]
  #barcode-box()
]
#page(header: none, footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(15pt, font: hei, t("furniture/contents", "目 次")))
  #align(center, text(9pt, t("furniture/contents-number", facts.english + "  Vol. " + I.volume + "  No. " + I.number)))
  #for s in sections {
    block(above: 6mm, below: 3mm, text(font: hei, weight: "bold", t("c-section/" + s, s)))
    for p in pieces-of(s) {
      block(above: 4mm, below: 0mm, breakable: false, {
        [#text(10pt, title-lines(p, "c"))#if p.subtitle.len() > 0 { subtitle-lines(p, "c") }#h(1fr)#context entry-page(p.id, label-at(page-of(p.id)), end: label-at(last-page-of(p.id)))]
        linebreak()
        text(9pt, style: "italic", t("c2/" + p.id + "/title", p.alternative_title))
        linebreak()
        [#part(p, "c", "byline", p.byline) #h(1em) #text(8.5pt, t("c2/" + p.id + "/byline", p.facts.english))]
      })
    }
  }
]
#for p in issue.pieces {
  pagebreak(weak: true)
  start(p.id)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(18pt, font: hei, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a") }; v(2mm); text(11pt, part(p, "a", "byline", p.signature)) })
  block(inset: (x: 6mm), { set text(9pt); par[#strong(t("a/" + p.id + "/abstract-label", "摘要")) #t("a/" + p.id + "/abstract", p.abstract)]; par[#strong(t("a/" + p.id + "/keywords-label", "关键词")) #t("a/" + p.id + "/keywords", p.keywords.join("，"))]; par[#strong(t("a/" + p.id + "/clc-label", "中图分类号")) #t("a/" + p.id + "/clc", p.clc)] })
  align(center, { set par(justify: false); text(12pt, weight: "bold", t("a/" + p.id + "/english-title", p.alternative_title)); linebreak(); t("a/" + p.id + "/english-names", p.facts.english) })
  v(4mm)
  paragraphs(p, style: plain-style(heading: it => block(above: 5mm, below: 3mm, text(11pt, font: hei, it))))
  finish(p.id)
}
"""

FAMILY = Family("zh-bilingual", "zh-Hans", "research journal, entries in two languages, page ranges", write, TEMPLATE)
