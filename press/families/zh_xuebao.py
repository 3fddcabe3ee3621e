"""A Chinese university journal: dot leaders, authors and page in parentheses, English contents, a volume paged on."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace
from pypinyin import lazy_pinyin

from .. import barcode
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, plain_byline, shuffled
from ..serial import REGIONS
from ..writing import Writer, writer
from . import Family

SECTIONS = (
    "经济·管理",
    "教育研究",
    "文学与语言",
    "历史研究",
    "工程技术",
    "生态与环境",
    "马克思主义研究",
    "法学研究",
    "哲学·文化",
    "区域发展研究",
)
CLC = ("F124.3", "G642.0", "I206.2", "K207", "TP391.4", "X321", "D923.4", "B222", "H172", "TU984")


def write(rng: Random) -> Draft:
    w, en = writer("zh-Hans", rng), writer("en", rng)
    orders = [
        Order(
            s,
            "academic",
            rng.randint(2, 4),
            "scholar",
            (1, 4),
            0.25,
            paragraphs=(18, 30),
            sentences=(3, 6),
            headings=True,
        )
        for s in shuffled(SECTIONS, rng, rng.randint(3, 4))
    ]
    serial, year, number = barcode.issn(rng), rng.randint(2008, 2024), rng.randint(1, 6)
    code = barcode.ean13(serial)
    title = f"{w.write('university')}学报（{rng.choice(('社会科学版', '自然科学版', '哲学社会科学版'))}）"
    pieces = tuple(finish(piece, w, en, serial, year, number) for piece in commission(orders, w))
    return Draft(
        periodical={"title": title, "title_as_printed": title, "issn": serial, "cn": f"{rng.choice(REGIONS)}-{rng.randint(1000, 5999)}/{rng.choice('CGNX')}", "publisher": title.split("学报")[0]},
        issue={"year": year, "month": 2 * number, "date": f"{year}-{2 * number:02}", "volume": str(year - 1980), "number": str(number), "whole_number": str(6 * (year - 1985) + number), "barcode": code},
        pieces=pieces,
        language="zh-Hans",
        facts={"first": rng.choice((1, 97, 213, 341)), "english": f"Journal of {en.write('city')} University"},
        pictures={"barcode.svg": barcode.svg(code, f"{number:02}")},
    )  # fmt: skip


def finish(piece: Piece, w: Writer, en: Writer, serial: str, year: int, number: int) -> Piece:
    """The piece with abstract, keywords, CLC class, article number, DOI, English title, affiliation and references."""
    names = tuple(replace(person, affiliation=None) for person in piece.contributors)
    references = tuple(Text(f"[{n}] {w.write('reference')}", "reference") for n in range(1, w.rng.randint(6, 11)))
    school = f"（{piece.contributors[0].affiliation} {w.write('school')}，{w.write('province')} {w.write('city')} {w.rng.randint(100000, 699999)}）"
    return replace(
        piece,
        contributors=names,
        byline=plain_byline(names, "，"),
        signature=plain_byline(names, "，"),
        alternative_title=en.fresh("academic_title"),
        abstract=w.paragraph("s_academic", 4),
        keywords=tuple(dict.fromkeys(w.write("keyword") for _ in range(5))),
        clc=w.rng.choice(CLC),
        doi=f"10.{w.rng.randint(1000, 39999)}/j.cnki.{serial.lower()}.{year}.{number:02}.{piece.id[1:]}",
        paragraphs=piece.paragraphs + references,
        facts={"school": school, "english_names": "，".join(pinyin(person.name) for person in names), "english_abstract": en.paragraph("s_academic", 4, " "), "article_number": f"{serial}（{year}）{number:02}"},
    )  # fmt: skip


def pinyin(name: str) -> str:
    """The name in pinyin, surname in capitals (GB/T 28039-2011 in the manner of journals)."""
    surname, *given = lazy_pinyin(name)
    return f"{surname.upper()} {''.join(given).capitalize()}"


TEMPLATE = r"""
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 9.5pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.7em, spacing: 0.7em)
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let P = issue.periodical
#let I = issue.issue
#let lead = 5
#let label-at(p) = str(p - lead + facts.first)
#set page(width: 210mm, height: 297mm, margin: (x: 20mm, top: 26mm, bottom: 20mm))
#page[
  #kind("cover")
  #grid(columns: (1fr, 1fr), text(10pt, t("masthead/issn", "ISSN " + P.issn)), align(right, text(10pt, t("masthead/cn", "CN " + P.cn))))
  #v(25mm)
  #align(center, {
    set par(justify: false)
    text(27pt, font: ("LXGW WenKai", "AR PL UKai CN"), t("masthead/title", P.title.split("（").at(0)))
    linebreak()
    text(15pt, t("masthead/edition", "（" + P.title.split("（").at(1)))
    v(6mm)
    text(12pt, style: "italic", t("masthead/english", facts.english))
    v(20mm)
    text(44pt, font: hei, weight: "bold", t("masthead/number", str(I.number)))
    linebreak()
    text(22pt, t("masthead/year", str(I.year)))
    v(10mm)
    text(11pt, t("masthead/volume", "第" + I.volume + "卷 第" + I.number + "期（总第" + I.whole_number + "期） 双月刊"))
  })
  #place(bottom + left, box(width: 44mm, stack(spacing: 1mm, image("barcode.svg", width: 44mm), align(center, text(9pt, t("masthead/barcode", I.barcode))))))
]
#let running-of(p) = {
  let at = issue.pieces.filter(q => page-of(q.id) <= p)
  if at.len() == 0 { "" } else { let q = at.last(); q.byline + "：" + q.title.join(" ") }
}
#set page(header: context {
  let p = here().page()
  if p >= lead {
    set text(8.5pt)
    if calc.odd(p) { grid(columns: (1fr, 3fr, 1fr), head("第" + I.number + "期"), align(center, head(running-of(p), n: 1)), align(right, folio(label-at(p)))) }
    else { grid(columns: (1fr, 3fr, 1fr), folio(label-at(p)), align(center, head(P.title, n: 1)), align(right, head(str(I.year) + "年", n: 2))) }
    v(-2mm)
    line(length: 100%, stroke: 0.5pt)
  }
})
#kind("contents")
#align(center, text(13pt, font: hei, t("furniture/contents-title", P.title)))
#align(center, text(9pt, t("furniture/contents-number", "（双月刊） " + str(I.year) + "年第" + I.number + "期  第" + I.volume + "卷")))
#v(4mm)
#align(center, text(16pt, font: hei, tracking: 8pt, t("furniture/contents", "目 次")))
#v(3mm)
#set par(justify: false)
#for s in sections {
  block(above: 5mm, below: 3mm, text(10.5pt, font: hei, t("c-section/" + s, "· " + s + " ·")))
  for p in pieces-of(s) {
    block(above: 2.5mm, below: 2.5mm)[#title-lines(p, "c")#if p.subtitle.len() > 0 { subtitle-lines(p, "c") } #box(width: 1fr, repeat("…")) #part(p, "c", "byline", p.byline)#context entry-page(p.id, label-at(page-of(p.id)), shape: l => "（" + l + "）")]
  }
}
#pagebreak()
#kind("contents")
#align(center, text(14pt, weight: "bold", t("furniture/english", facts.english)))
#align(center, text(9.5pt, t("furniture/english-number", "Vol. " + I.volume + "  No. " + I.number + "  " + str(I.year))))
#v(3mm)
#align(center, text(13pt, t("furniture/english-contents", "CONTENTS")))
#for p in issue.pieces {
  block(above: 3mm, below: 3mm)[#t("c2/" + p.id + "/title", p.alternative_title) #box(width: 1fr, repeat[. ]) #t("c2/" + p.id + "/byline", p.facts.english_names) #context t("c2/" + p.id + "/page", "(" + label-at(page-of(p.id)) + ")")]
}
#set par(justify: true)
#pagebreak(to: "odd")
#let article(p) = {
  pagebreak(weak: true)
  start(p.id)
  set par(justify: true)
  context text(8.5pt, t("a/" + p.id + "/article-number", "文章编号：" + p.facts.article_number + "-" + pad(label-at(here().page()), 4) + "-" + pad(last-page-of(p.id) - page-of(p.id) + 1, 2)))
  linebreak()
  text(8.5pt, t("a/" + p.id + "/doi", "DOI：" + p.doi))
  v(5mm)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(17pt, font: hei, it)) })
  if p.subtitle.len() > 0 { align(center, subtitle-lines(p, "a", style: it => text(12pt, it))) }
  align(center, text(11pt, font: ("LXGW WenKai", "AR PL UKai CN"), part(p, "a", "byline", p.signature)))
  align(center, text(8.5pt, part(p, "a", "affiliation", p.facts.school)))
  block(inset: (x: 8mm), above: 5mm, below: 5mm, {
    set text(8.5pt)
    par[#text(font: hei, t("a/" + p.id + "/abstract-label", "摘 要："))#t("a/" + p.id + "/abstract", p.abstract)]
    par[#text(font: hei, t("a/" + p.id + "/keywords-label", "关键词："))#t("a/" + p.id + "/keywords", p.keywords.join("；"))]
    par[#text(font: hei, t("a/" + p.id + "/clc-label", "中图分类号："))#t("a/" + p.id + "/clc", p.clc) #h(2em) #text(font: hei, t("a/" + p.id + "/code-label", "文献标识码："))#t("a/" + p.id + "/code", "A")]
  })
  columns(2, gutter: 7mm, {
    paragraphs(p, style: (kind, i, it) => {
      if kind == "heading" { block(above: 4mm, below: 3mm, text(10.5pt, font: hei, it)) }
      else if kind == "reference" {
        if p.paragraphs.at(i - 1).kind != "reference" { block(above: 4mm, text(font: hei, t("a/" + p.id + "/references", "参考文献："))) }
        block(above: 1.6mm, below: 1.6mm, text(8pt, it))
      }
      else { par(first-line-indent: (amount: 2em, all: true), it) }
    })
    v(4mm)
    block(breakable: false, {
      set text(8.5pt); set par(justify: false)
      align(center, text(10pt, weight: "bold", t("a/" + p.id + "/english-title", p.alternative_title)))
      align(center, t("a/" + p.id + "/english-names", p.facts.english_names))
      par[#strong(t("a/" + p.id + "/english-abstract-label", "Abstract:")) #t("a/" + p.id + "/english-abstract", p.facts.english_abstract)]
    })
    finish(p.id)
  })
}
#for p in issue.pieces { article(p) }
"""

FAMILY = Family("zh-xuebao", "zh-Hans", "university journal, dot leaders, (page), English contents", write, TEMPLATE)
