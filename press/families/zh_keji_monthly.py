"""A Chinese technology monthly: page first, sections in colour, subtitles, organizations as authors, news amid the contents."""

from __future__ import annotations

from random import Random
from typing import Any

from backfile.model import Notice

from .. import barcode, pictures
from ..draft import Draft
from ..editing import Order, commission, shuffled
from ..serial import REGIONS
from ..writing import writer
from . import Family

TITLES = ("科技产业观察", "创新中国论坛", "高新技术与产业", "科技成果纵横", "产业创新导刊", "科创园区")
SECTIONS = (
    "政策解读",
    "协同创新",
    "论坛",
    "专论",
    "区域创新",
    "创新企业",
    "创新人物",
    "国际视野",
    "成果转化",
    "科技金融",
)


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    short: dict[str, Any] = {"paragraphs": (5, 14), "sentences": (3, 6)}
    orders = [
        Order("院士专论", "tech", 1, "expert", lines=0.7, paragraphs=(12, 24)),
        Order("专题报道", "tech", rng.randint(1, 3), "reporter", lines=0.5, subtitle=0.5, paragraphs=(8, 20)),
        *[
            Order(
                section,
                "tech",
                rng.randint(1, 3),
                rng.choice(("reporter", "author", "expert")),
                subtitle=0.4,
                lines=0.4,
                **short,
            )
            for section in shuffled(SECTIONS, rng, rng.randint(3, 5))
        ],
        Order("园区风采", "zone", rng.randint(3, 6), "organization", lines=0.5, **short),
        Order(
            "研究与探讨", "academic", rng.randint(3, 5), "author", (1, 4), 0.3, 0.0, paragraphs=(16, 28), headings=True
        ),
    ]
    serial, year, month = barcode.issn(rng), rng.randint(2012, 2024), rng.randint(1, 12)
    code = barcode.ean13(serial, f"{year % 100:02}")
    title = rng.choice(TITLES)
    motto = w.write("slogan") + " " + w.write("slogan")
    news = [Notice(kind="news", text=w.write("news_lead") + w.paragraph("s_news", rng.randint(2, 4))) for _ in range(4)]
    profile = Notice(kind="profile", title=w.write("zone"), text=w.paragraph("s_tech", 6))
    statement = Notice(kind="statement", title="声明", text=w.write("statement"))
    return Draft(
        periodical={"title": title, "title_as_printed": title, "issn": serial, "cn": f"{rng.choice(REGIONS)}-{rng.randint(1000, 5999)}/N", "motto": motto},
        issue={"year": year, "month": month, "date": f"{year}-{month:02}", "number": str(month), "whole_number": str(12 * (year - 1990) + month), "barcode": code},
        pieces=commission(orders, w),
        language="zh-Hans",
        notices=(*news, statement, profile),
        facts={"hue": rng.choice(("#b3202a", "#1b4f8a", "#1f7a4d", "#7a2f6f")), "size": rng.choice((9, 9.5, 10)), "columns": rng.choice((1, 2, 2)), "dash": rng.choice(("—— ", "——", "")), "split": rng.randint(5, 9)},
        pictures=pictures.album(rng, 8) | {"barcode.svg": barcode.svg(code, f"{month:02}")},
    )  # fmt: skip


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let sans = "Noto Sans CJK SC"
#set text(font: ("Noto Serif CJK SC"), size: facts.size * 1pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.75em, spacing: 0.75em)
#let first = 5
#let label-at(p) = pad(p - first + 1, 2)
#set page(width: 210mm, height: 285mm, margin: (x: 18mm, top: 24mm, bottom: 20mm))
#let P = issue.periodical
#let I = issue.issue
#let number-line = str(I.year) + "年第" + str(I.month) + "期"

// cover
#page(margin: 0pt, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + left, rect(width: 100%, height: 72mm, fill: hue))
  #place(top + left, dx: 14mm, dy: 12mm, text(10pt, fill: white, font: sans, t("masthead/issn", "ISSN " + P.issn)))
  #place(top + right, dx: -14mm, dy: 12mm, text(10pt, fill: white, font: sans, t("masthead/cn", "CN " + P.cn)))
  #place(top + center, dy: 22mm, text(46pt, fill: white, weight: 900, font: sans, tracking: 4pt, t("masthead/title", P.title)))
  #place(top + center, dy: 48mm, text(11pt, fill: white, font: sans, t("masthead/motto", P.motto.split(" ").map(s => "• " + s).join(" "))))
  #place(top + center, dy: 58mm, text(14pt, fill: white, weight: "bold", font: sans, t("masthead/number", number-line + "  总第" + I.whole_number + "期")))
  #place(bottom + right, dx: -12mm, dy: -12mm, box(fill: white, inset: 2mm, stack(spacing: 1.5mm, image("barcode.svg", width: 42mm), align(center, text(9pt, font: sans, t("masthead/barcode", I.barcode.slice(0,1) + " " + I.barcode.slice(1,7) + " " + I.barcode.slice(7)))))))
]
// news in pictures
#let news(n) = block(above: 5mm, below: 5mm, {
  set par(first-line-indent: (amount: 2em, all: true))
  text(font: ("LXGW WenKai", "AR PL UKai CN"), t("n/" + str(n) + "/p/0", issue.notices.at(n).text))
})
#page(header: none, footer: none)[
  #kind("inside-cover")
  #rect(width: 100%, fill: hue, inset: 3mm, text(16pt, fill: white, weight: "bold", font: sans, t("furniture/news", "图片新闻")))
  #image("picture-1.svg", width: 100%, height: 68mm, fit: "cover")
  #news(0)
  #image("picture-2.svg", width: 100%, height: 68mm, fit: "cover")
  #news(1)
]
// contents
#let entry(p) = block(above: 2.6mm, below: 2.6mm, breakable: false, grid(columns: (11mm, 1fr), column-gutter: 2mm,
  text(12pt, fill: hue, weight: "bold", font: sans, context entry-page(p.id, label-at(page-of(p.id)))),
  {
    set par(leading: 0.55em, justify: false)
    for (i, line) in p.title.enumerate() [#if i > 0 [\ ]#text(10.5pt, weight: "bold", t("c/" + p.id + "/title" + if i > 0 { str(i) }, line))]
    for (i, line) in p.subtitle.enumerate() [\ #text(9pt, t("c/" + p.id + "/subtitle", facts.dash + line))]
    if p.byline != "" [\ #text(9pt, font: ("LXGW WenKai", "AR PL UKai CN"), t("c/" + p.id + "/byline", p.byline))]
  }))
#let list = issue.pieces
#let contents-part(list, before: none) = {
  let last = before
  for p in list {
    if p.section != last {
      block(above: 5mm, below: 3mm, text(12pt, fill: hue, weight: 900, font: sans, tracking: 1pt, t("c-section/" + p.id, p.section)))
      last = p.section
    }
    entry(p)
  }
}
#page(columns: facts.columns, footer: none, header: none, margin: (x: 16mm, y: 20mm))[
  #kind("contents")
  #place(top + center, scope: "parent", float: true, clearance: 6mm, stack(dir: ltr, spacing: 1fr, text(30pt, weight: 900, font: sans, fill: hue, t("furniture/contents", "目 录")), align(right + bottom, text(10pt, font: sans, [#t("furniture/contents-title", P.title) #h(1em) #t("furniture/contents-number", number-line)]))))
  #contents-part(list.slice(0, facts.split))
  #news(2)
  #contents-part(list.slice(facts.split), before: list.at(facts.split - 1).section)
  #v(4mm)
  #line(length: 100%, stroke: 0.5pt + hue)
  #text(9pt)[#t("furniture/cover-credit", "封面：" + list.at(1).title.join(" "))\ #t("furniture/back-credit", "封底：" + issue.notices.last().title)]
  #block(stroke: 0.5pt + hue, inset: 2mm)[#text(9pt)[#align(center, t("n/4/title", "声明"))#par(t("n/4/p/0", issue.notices.at(4).text))]]
  #news(3)
]
#pagebreak(to: "odd", weak: true)
// body
#set page(
  header: context { let p = here().page(); if p >= first { set text(9pt, fill: hue, font: sans); grid(columns: (1fr, 1fr), head(P.title), align(right, head(number-line, n: 1))); line(length: 100%, stroke: 0.6pt + hue) } },
  footer: context { let p = here().page(); if p >= first { align(if calc.odd(p) { right } else { left }, text(10pt, font: sans, folio(label-at(p)))) } },
)
#let article(p, n) = {
  pagebreak(weak: true)
  start(p.id)
  block(width: 100%, inset: (bottom: 4mm), {
    set par(justify: false)
    text(10pt, fill: hue, font: sans, t("a/" + p.id + "/section", p.section))
    v(2mm)
    for (i, line) in p.title.enumerate() { align(center, block(spacing: 3mm, text(20pt, weight: "bold", font: sans, t("a/" + p.id + "/title" + if i > 0 { str(i) }, line)))) }
    for line in p.subtitle { align(center, block(above: 4mm, text(12pt, t("a/" + p.id + "/subtitle", "——" + line)))) }
    align(center, block(above: 5mm, text(10.5pt, font: ("LXGW WenKai", "AR PL UKai CN"), t("a/" + p.id + "/byline", p.signature))))
  })
  columns(2, gutter: 8mm, {
    paragraphs(p, style: (kind, i, it) => {
      if kind == "heading" { block(above: 4mm, below: 3mm, text(weight: "bold", font: sans, it)) }
      else { par(first-line-indent: (amount: 2em, all: true), it) }
      if i == 1 and calc.rem(n, 3) == 0 { image("picture-" + str(calc.rem(n, 5) + 3) + ".svg", width: 100%) }
    })
    finish(p.id)
  })
}
#for (n, p) in list.enumerate() { article(p, n) }
// back cover
#page(header: none, footer: none, margin: 14mm)[
  #kind("back-cover")
  #image("picture-7.svg", width: 100%, height: 120mm, fit: "cover")
  #align(center, text(18pt, weight: 900, fill: hue, font: sans, t("n/5/title", issue.notices.at(5).title)))
  #v(4mm)
  #par(first-line-indent: (amount: 2em, all: true), t("n/5/p/0", issue.notices.at(5).text))
]
"""

FAMILY = Family("zh-keji-monthly", "zh-Hans", "technology monthly, page first, two-column contents", write, TEMPLATE)
