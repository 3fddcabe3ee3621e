"""An English weekly newspaper: pages A1…B4, an index on the front page, stories in boxes, `See BRIDGE, A3`."""

from __future__ import annotations

from random import Random
from typing import Any

from msgspec.structs import replace

from .. import pictures
from ..degradation import LIBRARY, OFFICE, OLD
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from ..writing.en import MONTHS
from . import Family

PAGES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4")
SECTIONS = ("News", "News", "Nation", "Opinion", "Arts", "Science", "Sports", "Home")


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    orders = []
    for section in SECTIONS:
        orders.append(Order(section, "feature", 1, "author", subtitle=0.4, paragraphs=(15, 17), sentences=(2, 4)))
        orders.append(Order(section, "feature", rng.randint(2, 3), "author", paragraphs=(6, 8), sentences=(2, 3)))
    pieces = list(with_bylines(commission(orders, w), lambda p: "By " + names(p)[0].upper()))
    homes = [k for k, order in enumerate(orders) for _ in range(order.count)]
    listed = set(rng.sample(range(6, len(pieces)), 6))
    pieces = [replace(p, facts={"sheet": homes[n] // 2}, in_contents=n in listed) for n, p in enumerate(pieces)]
    year, month, day = rng.randint(1920, 2010), rng.randint(1, 12), rng.randint(1, 28)
    title = f"The {w.write('city')} {rng.choice(('Gazette', 'Courier', 'Herald', 'Mercury'))}"
    issue = {
        "year": year,
        "month": month,
        "day": day,
        "date": f"{year}-{month:02}-{day:02}",
        "volume": str(year - 1880),
        "number": str(rng.randint(1, 52)),
    }
    facts: dict[str, Any] = {
        "labels": list(PAGES),
        "names": list(SECTIONS),
        "date": f"{MONTHS[month - 1]} {day}, {year}",
        "ads": [w.write("ad_text") for _ in range(8)],
        "to": rng.choice((2, 3)),
        "slug": pieces[0].title[0].split()[-1].strip("?").upper(),
    }
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue=issue,
        pieces=tuple(pieces),
        language="en",
        facts=facts,
        pictures=pictures.album(rng, 8),
    )


TEMPLATE = r"""
#set text(font: ("Liberation Serif",), size: 8.5pt, lang: "en")
#set par(justify: true, leading: 0.5em, spacing: 0.5em)
#let I = issue.issue
#set page(width: 280mm, height: 420mm, margin: (x: 12mm, top: 20mm, bottom: 10mm), header: context { let p = here().page(); if p > 1 { let l = facts.labels.at(p - 1, default: ""); grid(columns: (1fr, 2fr, 1fr), if calc.even(p) { text(13pt, weight: "bold", folio(l)) }, align(center, text(10pt, head(issue.periodical.title + "   " + facts.date))), align(right, if calc.odd(p) { text(13pt, weight: "bold", folio(l)) })); line(length: 100%) } })
#let lead = issue.pieces.at(0)
#let story(p, n, size, from: 0, to: none, back: false, on: none) = block(width: 100%, inset: (bottom: 4mm), {
  if from == 0 { start(p.id) }
  set par(justify: false)
  if not back {
    block(below: 3mm, title-lines(p, "a", style: it => text(size, weight: "bold", hyphenate: false, it)))
    if p.subtitle.len() > 0 { block(below: 3mm, subtitle-lines(p, "a", dash: none, style: it => text(size * 0.5, style: "italic", it))) }
    block(below: 2mm, text(8pt, weight: "bold", part(p, "a", "byline", p.signature)))
  } else { block(below: 3mm)[#text(14pt, weight: "bold", part(p, "a", "jump-title", facts.slug)) #text(style: "italic", part(p, "a", "jump-back", "Continued from A1"))] }
  set par(justify: true)
  balanced(n, gutter: 4mm, { paragraphs(p, from: from, to: to, style: plain-style(indent: 1em)); if on != none { align(right, strong(part(p, "a", "jump", "See " + facts.slug + ", " + on))) } else { finish(p.id) } })
})
#for (k, l) in facts.labels.enumerate() {
  let list = issue.pieces.filter(p => p.facts.sheet == k)
  if k > 0 { pagebreak(weak: true) }
  if k == 0 {
    kind("cover")
    block(width: 100%, align(center, { text(54pt, font: "GFS Didot", t("masthead/title", issue.periodical.title)); linebreak(); grid(columns: (1fr, 1fr, 1fr), align(left, t("masthead/volume", "Vol. " + I.volume + ", No. " + I.number)), t("masthead/date", facts.date), align(right, folio("A1"))); line(length: 100%) }))
  } else { text(20pt, font: "GFS Didot", t("furniture/section/" + str(k), facts.names.at(k))) }
  if k == 0 { story(list.at(0), 5, 32pt, to: 11, on: facts.labels.at(facts.to - 1)) } else { story(list.at(0), 5, 26pt) }
  if k + 1 == facts.to { story(lead, 4, 14pt, from: 11, back: true) }
  let rest = list.slice(1)
  grid(columns: (1.5fr, 1fr), column-gutter: 6mm,
    { for p in rest.slice(0, 1) { story(p, 3, 20pt) }; image("picture-" + str(k) + ".svg", width: 100%, height: 60mm, fit: "cover") },
    { for p in rest.slice(1) { story(p, 2, 15pt) }
      if k == 0 { block(stroke: 1pt, inset: 3mm, width: 100%, { set par(justify: false); align(center, text(13pt, weight: "bold", t("furniture/contents", "INSIDE"))); for p in issue.pieces.filter(p => p.in_contents) { block(above: 2.5mm)[#title-lines(p, "c") #box(width: 1fr, repeat[.]) #context entry-page(p.id, facts.labels.at(page-of(p.id) - 1, default: ""))] } }) }
      block(width: 100%, stroke: (thickness: 1pt, dash: "dashed"), inset: 4mm, align(center, text(14pt, weight: "bold", t("ad/" + str(k), facts.ads.at(k))))) })
}
"""

FAMILY = Family(
    "en-newspaper",
    "en",
    "weekly newspaper, pages A1 to B4, index box, jumps",
    write,
    TEMPLATE,
    held_out=True,
    wears=(OFFICE, LIBRARY, OLD),
)
