"""A Chinese daily: eight sheets, 第01版, a 导读 box on the front, several stories a page, the lead goes on on another (下转 / 上接)."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import pictures
from ..degradation import LIGHT, OFFICE, OLD
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..serial import REGIONS
from ..writing import writer
from . import Family

SHEETS = ("要闻", "综合", "经济", "文化", "社会", "教育", "国际", "副刊")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng)
    orders = []
    for sheet in SHEETS:
        genre = "lit" if sheet == "副刊" else "life" if sheet == "文化" else "news"
        orders.append(Order(sheet, genre, 1, "reporter", subtitle=0.6, paragraphs=(11, 12), sentences=(3, 5)))
        orders.append(
            Order(
                sheet,
                genre,
                rng.randint(3, 4),
                rng.choice(("author", "reporter")),
                subtitle=0.15,
                paragraphs=(4, 5),
                sentences=(3, 4),
            )
        )
    pieces = with_bylines(commission(orders, w), lambda p: "本报记者 " + " ".join(names(p)))
    pieces = tuple(
        replace(p, contributors=tuple(replace(c, affiliation="本报记者") for c in p.contributors)) for p in pieces
    )
    lead = pieces[0]
    listed = {p.id for p in rng.sample(pieces[5:], 5)}
    pieces = tuple(replace(p, in_contents=p.id in listed, facts={"lead": p.id == lead.id}) for p in pieces)
    year, month, day = rng.randint(1995, 2023), rng.randint(1, 12), rng.randint(1, 28)
    title = f"{w.write('city')}{rng.choice(('日报', '晚报', '晨报', '时报'))}"
    issue = {
        "year": year,
        "month": month,
        "day": day,
        "date": f"{year}-{month:02}-{day:02}",
        "number": str(rng.randint(3000, 9000)),
    }
    facts: dict[str, Any] = {
        "sheets": list(SHEETS),
        "ads": [w.write("ad_text") for _ in range(8)],
        "cn": f"CN {rng.choice(REGIONS)}-00{rng.randint(10, 99)}",
        "to": rng.choice((2, 3, 4)),
        "weekday": rng.choice("一二三四五六日"),
    }
    return Draft(
        periodical={"title": title, "title_as_printed": title, "cn": facts["cn"][3:]},
        issue=issue,
        pieces=pieces,
        language="zh-Hans",
        facts=facts,
        pictures=pictures.album(rng, 8),
    )


TEMPLATE = r"""
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let I = issue.issue
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 8.6pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.55em, spacing: 0.55em)
#let day = str(I.year) + "年" + str(I.month) + "月" + str(I.day) + "日"
#set page(width: 280mm, height: 400mm, margin: (x: 12mm, top: 22mm, bottom: 10mm), header: context { let p = here().page(); if p > 1 { set text(10pt, font: hei); grid(columns: (1fr, 1fr, 1fr), [#folio(pad(p, 2), s: "第" + pad(p, 2) + "版") #h(4mm) #head(facts.sheets.at(p - 1, default: ""))], align(center, head(issue.periodical.title, n: 1)), align(right, head(day + " 星期" + facts.weekday, n: 2))); line(length: 100%, stroke: 0.8pt) } })
#let jump = 7
#let lead = issue.pieces.at(0)
#let story(p, n, size, from: 0, to: none, back: none, on: none) = block(width: 100%, inset: (bottom: 4mm), {
  if from == 0 { start(p.id) }
  set par(justify: false)
  if back == none {
    if p.subtitle.len() > 0 { align(center, text(size * 0.5, font: hei, t("a/" + p.id + "/subtitle", p.subtitle.at(0)))) }
    block(above: 2mm, below: 3mm, align(center, title-lines(p, "a", style: it => text(size, font: hei, weight: 900, it))))
    block(below: 3mm, text(font: ("LXGW WenKai", "AR PL UKai CN"), part(p, "a", "byline", p.signature)))
  } else {
    block(below: 3mm)[#text(font: hei, weight: "bold", part(p, "a", "jump-back", "（上接第01版）")) #text(size, font: hei, weight: "bold", part(p, "a", "jump-title", p.title.join(" ")))]
  }
  set par(justify: true)
  balanced(n, gutter: 4mm, { paragraphs(p, from: from, to: to, style: plain-style()); if on != none { align(right, text(font: hei, part(p, "a", "jump", "（下转第" + on + "版）"))) } else { finish(p.id) } })
})
#let ad(k) = block(width: 100%, stroke: 1pt, inset: 4mm, align(center, text(20pt, font: hei, weight: "bold", t("ad/" + str(k), facts.ads.at(k)))))
#for (k, s) in facts.sheets.enumerate() {
  let list = issue.pieces.filter(p => p.section == s)
  if k > 0 { pagebreak(weak: true) }
  if k == 0 {
    kind("cover")
    place(top + left, float: true, scope: "column", clearance: 6mm, block(width: 100%, {
      grid(columns: (1fr, 60mm), column-gutter: 6mm,
        { text(64pt, font: ("LXGW WenKai", "AR PL UKai CN"), weight: "bold", fill: rgb("#b00"), t("masthead/title", issue.periodical.title)); linebreak(); text(9pt, font: hei)[#t("masthead/date", day + " 星期" + facts.weekday) #h(1em) #t("masthead/number", "第" + I.number + "期") #h(1em) #t("masthead/cn", "国内统一连续出版物号 " + facts.cn) #h(1em) #t("masthead/sheets", "今日8版") #h(1em) #folio("01", s: "第01版")] },
        block(stroke: 0.6pt, inset: 2.5mm, { set par(justify: false); text(11pt, font: hei, weight: "bold", fill: rgb("#b00"), t("furniture/contents", "今日导读")); for p in issue.pieces.filter(p => p.in_contents) { block(above: 2.4mm, below: 0mm)[#title-lines(p, "c")#h(1fr)#context entry-page(p.id, pad(page-of(p.id), 2), shape: l => "第" + l + "版")] } }))
      line(length: 100%, stroke: 1.5pt)
    }))
  }
  let first = list.at(0)
  if k == 0 { story(first, 5, 34pt, to: jump, on: pad(facts.to, 2)) } else { story(first, 5, 28pt) }
  let rest = list.slice(1)
  if k + 1 == facts.to { story(lead, 4, 12pt, from: jump, back: true) }
  grid(columns: (1.6fr, 1fr), column-gutter: 6mm,
    { for p in rest.slice(0, 2) { story(p, 3, 19pt); line(length: 100%, stroke: 0.3pt) }; if k == 0 { image("picture-0.svg", width: 100%, height: 55mm, fit: "cover") } else { image("picture-" + str(k) + ".svg", width: 100%, height: 48mm, fit: "cover") } },
    { for p in rest.slice(2) { block(stroke: (left: 0.4pt), inset: (left: 3mm), story(p, 2, 14pt)) }; ad(k) })
}
"""

FAMILY = Family(
    "zh-newspaper",
    "zh-Hans",
    "daily, 第01版, several stories a page, 下转/上接, front-page index",
    write,
    TEMPLATE,
    wears=(LIGHT, OFFICE, OLD),
)
