"""A Chinese journal of the 1930s: vertical, right to left, kanji folios, vertical contents with dots between title and author."""

from __future__ import annotations

from random import Random

from .. import pictures
from ..degradation import LIBRARY, OLD
from ..draft import Draft
from ..editing import Order, commission, letterspaced, names, shuffled, with_bylines
from ..writing import Writer, writer
from . import Family

SECTIONS = ("論著", "時評", "譯述", "學術", "小說", "通訊", "遊記", "書評")
DIGITS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def write(rng: Random) -> Draft:
    w = writer("zh-Hant", rng)
    year, number = rng.randint(1928, 1948), rng.randint(1, 12)
    title = rng.choice(("新民", "學燈", "東南", "青年論壇", "文化建設", "讀書生活")) + rng.choice(
        ("月刊", "半月刊", "雜誌")
    )
    orders = [
        Order(
            s,
            "old",
            rng.randint(1, 3),
            rng.choice(("author", "author", "penname")),
            subtitle=0.15,
            paragraphs=(7, 14),
            sentences=(4, 8),
        )
        for s in shuffled(SECTIONS, rng, rng.randint(4, 6))
    ]
    pieces = with_bylines(commission(orders, w), lambda p: letterspaced(names(p)[0]))
    issue = {
        "year": year,
        "month": number,
        "date": f"{year}-{number:02}",
        "volume": str(year - 1925),
        "number": str(number),
    }
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue=issue,
        pieces=pieces,
        language="zh-Hant",
        facts=dates(year, number) | {"notice": advertisement(w)},
        pictures={"picture-0.svg": pictures.engraving(rng)},
    )


def dates(year: int, number: int) -> dict[str, str]:
    return {
        "volume": kanji(year - 1925),
        "number": kanji(number),
        "date": f"民國{kanji(year - 1911)}年{kanji(number)}月",
    }


def advertisement(w: Writer) -> str:
    return f"{w.write('oldcity')}{w.write('brand')}書局新書預告"


TEMPLATE = r"""
#let ming = ("AR PL UMing TW", "Noto Serif CJK TC")
#let kai = ("AR PL UKai TW", "Noto Serif CJK TC")
#set text(font: ming, size: 10.5pt, lang: "zh", region: "tw")
#set page(width: 148mm, height: 210mm, margin: (x: 16mm, top: 20mm, bottom: 16mm))
#let lead = 3
#let label-at(p) = kanji(p - lead + 1)
#page[
  #kind("cover")
  #place(top + right, dx: -8mm, dy: 6mm, vertical("masthead/title", issue.periodical.title, size: 40pt, font: kai))
  #place(top + left, dx: 8mm, dy: 60mm, image("picture-0.svg", width: 60mm))
  #place(bottom + center, text(12pt, t("masthead/number", "第" + facts.volume + "卷 第" + facts.number + "期")))
  #place(bottom + left, dx: 14mm, dy: -70mm, vertical("masthead/date", facts.date, size: 13pt))
]
#page[
  #kind("contents")
  #let x = 0mm
  #place(top + right, dx: -2mm, vertical("furniture/contents-title", issue.periodical.title + "　第" + facts.volume + "卷第" + facts.number + "期目錄", size: 15pt, font: kai))
  #let n = 1
  #let pitch = calc.min(8.2, 100 / (issue.pieces.len() + 0.7 * sections.len())) * 1mm
  #let x = 12mm
  #for s in sections {
    place(top + right, dx: -x, dy: 2mm, vertical("c-section/" + s, s, size: 9pt, font: kai))
    x += pitch * 0.7
    for p in pieces-of(s) {
      let size = 11pt
      place(top + right, dx: -x, dy: 8mm, {
        vertical("c/" + p.id + "/title", p.title.join("　"), size: size)
      })
      let used = p.title.join("　").clusters().len() * size * 1.06 + 8mm
      if p.subtitle.len() > 0 { place(top + right, dx: -x + 0mm, dy: used + 2mm, vertical("c/" + p.id + "/subtitle", "──" + p.subtitle.at(0), size: 7.5pt)); used += p.subtitle.at(0).clusters().len() * 8pt + 8mm }
      let a = 122mm
      let dot = used + 3mm
      while dot < a - 3mm { place(top + right, dx: -x - size / 2, dy: dot, circle(radius: 0.4pt, fill: black)); dot += 2.6mm }
      place(top + right, dx: -x, dy: a, vertical("c/" + p.id + "/byline", p.byline, size: 10pt, font: kai))
      context { let l = label-at(page-of(p.id)); mark("entry", (p.id, l, none)); place(top + right, dx: -x, dy: 160mm, vertical("c/" + p.id + "/page", l, size: 9pt)) }
      x += pitch
    }
  }
]
#set page(header: context { let p = here().page(); if p >= lead { grid(columns: (1fr, 1fr), text(8.5pt, head(issue.periodical.title + "　第" + facts.volume + "卷　第" + facts.number + "期")), align(right, text(9pt, folio(label-at(p))))); line(length: 100%, stroke: 0.5pt) } })
#let n = 19
#let items = issue.pieces.map(p => article-rows(p,
  title: (n: 12, size: 17pt, indent: 0, feed: 2, font: kai), subtitle: (n: 18, size: 9pt, indent: 2),
  byline: (n: 19, size: 11pt, indent: 10, feed: 2, font: kai), body: (n: 20, size: 10.5pt, indent: 2))).flatten()
#vertical-pages(items, bands: 2, lines: 18, pitch: 18pt, height: 78mm, gutter: 8mm, step: 11pt, font: ming, rule: true)
"""

FAMILY = Family(
    "hant-republican",
    "zh-Hant",
    "1930s journal, vertical, kanji folios, vertical contents",
    write,
    TEMPLATE,
    wears=(LIBRARY, OLD),
)
