"""A Russian literary monthly: СОДЕРЖАНИЕ with authors in capitals, title and genre in one line, verse, serial parts, folio with a star."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..degradation import BED, LIGHT, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, names, with_bylines
from ..writing import Writer, writer
from . import Family

NAMES = ("Северная звезда", "Волга и Кама", "Новый берег", "Время и слово")
MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь")  # fmt: skip


def write(rng: Random) -> Draft:
    w = writer("ru", rng)
    made = serial.western(rng, rng.choice(NAMES), per_year=12, since=1957, first=1971)
    orders = [
        Order("Проза", "prose", rng.randint(3, 5), "author", subtitle=1.0, paragraphs=(22, 40), sentences=(1, 5)),
        Order("Поэзия", "verse", rng.randint(2, 4), "author", paragraphs=(1, 1)),
        Order("Публицистика и критика", "essay", rng.randint(3, 4), "author", subtitle=0.5, paragraphs=(9, 14), sentences=(3, 6)),
    ]  # fmt: skip
    pieces = with_bylines(commission(orders, w), lambda p: names(p)[0])
    return Draft(
        periodical=made.periodical,
        issue={key: value for key, value in made.issue.items() if key != "volume"},
        pieces=tuple(finish(piece, w) for piece in pieces),
        language="ru",
        facts={"month": MONTHS[int(made.issue["month"]) - 1], "hue": rng.choice(("#204a6b", "#7a1d1d", "#2f4f2f"))},
        pictures={"barcode.svg": made.barcode},
    )


def finish(piece: Piece, w: Writer) -> Piece:
    """Prose has numbered chapters; verse is set line by line, poems parted by stars."""
    if piece.section == "Поэзия":
        lines: list[Text] = []
        for _ in range(w.rng.randint(4, 7)):
            lines += [
                Text("* * *", "heading"),
                *(Text(line) for line in w.rng.sample(w.grammar["line"], w.rng.choice((8, 12)))),
            ]
        return replace(piece, paragraphs=tuple(lines), facts={"verse": True})
    if piece.section == "Проза":
        body: list[Text] = []
        for n, text in enumerate(piece.paragraphs):
            if n % 9 == 0:
                body.append(Text(str(n // 9 + 1), "heading"))
            body.append(text)
        return replace(piece, paragraphs=tuple(body))
    return piece


TEMPLATE = r"""
#let I = issue.issue
#let P = issue.periodical
#let hue = rgb(facts.hue)
#let sans = ("Liberation Sans",)
#set text(font: ("Liberation Serif",), size: 10pt, lang: "ru")
#set par(justify: true, leading: 0.55em, spacing: 0.55em)
#let label-at(p) = str(p)
#let at(p) = { let found = issue.pieces.filter(q => page-of(q.id) <= p); if found.len() == 0 { none } else { found.last() } }
#set page(width: 165mm, height: 250mm, margin: (x: 17mm, top: 18mm, bottom: 20mm), footer: context { let p = here().page(); if p > 2 { let now = at(p); let opening = now != none and page-of(now.id) == p; set text(8pt); if calc.odd(p) { grid(columns: (1fr, auto), if not opening and now != none { head(upper(now.byline) + " ★ " + now.title.join(" ")) }, text(9.5pt, folio(label-at(p)))) } else { grid(columns: (auto, 1fr), text(9.5pt, folio(label-at(p))), align(right, head(upper(P.title) + " ★ № " + I.number + " ★ " + str(I.year)))) } } })
#page(footer: none, fill: hue)[
  #kind("cover")
  #set text(fill: white)
  #v(24mm)
  #text(44pt, font: sans, weight: "bold", t("masthead/title", P.title))
  #v(4mm)
  #text(11pt, font: sans, t("masthead/kind", "Ежемесячный литературно-художественный и общественно-политический журнал"))
  #v(1fr)
  #grid(columns: (1fr, auto), align: bottom, text(60pt, font: sans, weight: "bold", t("masthead/number", I.number)), text(16pt, font: sans, t("masthead/date", facts.month + " " + str(I.year))))
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false)
  #text(9pt, font: sans, t("furniture/founded", "Основан в 1957 году"))
  #v(2mm)
  #text(18pt, font: sans, weight: "bold", tracking: 4pt, t("furniture/contents", "СОДЕРЖАНИЕ"))
  #for s in sections {
    block(above: 8mm, below: 3mm, align(center, text(11pt, font: sans, weight: "bold", fill: hue, t("c-section/" + s, upper(s)))))
    for p in pieces-of(s) {
      block(above: 2.6mm, below: 2.6mm, breakable: false, grid(columns: (1fr, 10mm), align: (left, right + bottom), block(inset: (left: 1.5em), { h(-1.5em); strong(part(p, "c", "byline", p.byline)); [. ]; title-lines(p, "c", sep: [ ]); if p.subtitle.len() > 0 { [ — ]; emph(subtitle-lines(p, "c", dash: none)) }; [ ]; box(width: 1fr, repeat(gap: 3pt, ".")) }), context entry-page(p.id, label-at(page-of(p.id)))))
    }
  }
  #v(1fr)
  #text(8pt, t("masthead/issn", "ISSN " + P.issn))
]
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 5mm, below: 3.5mm, width: 100%, sticky: true, align(center, text(11pt, it))) }
  else if p.facts.at("verse", default: false) { block(above: 1.2mm, below: 1.2mm, inset: (left: 12mm), it) }
  else { par(first-line-indent: (amount: 1.6em, all: true), it) }
}
#let opener(p) = block(width: 100%, below: 8mm, sticky: true, { set par(justify: false); text(11pt, font: sans, weight: "bold", part(p, "a", "byline", p.signature)); linebreak(); v(1mm); title-lines(p, "a", style: it => text(22pt, font: sans, weight: "bold", fill: hue, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(11pt, style: "italic", it)) } })
#for p in issue.pieces.filter(p => p.section == "Проза") { pagebreak(weak: true); start(p.id); opener(p); columns(2, gutter: 6mm, { paragraphs(p, style: style(p)); finish(p.id) }) }
#for p in issue.pieces.filter(p => p.section == "Поэзия") { pagebreak(weak: true); start(p.id); opener(p); columns(2, gutter: 6mm, { paragraphs(p, style: style(p)); finish(p.id) }) }
#pagebreak(weak: true)
#for (n, p) in issue.pieces.filter(p => p.section == "Публицистика и критика").enumerate() { if n > 0 { v(9mm, weak: true); line(length: 30%, stroke: 1pt + hue); v(5mm) }; start(p.id); opener(p); paragraphs(p, style: style(p)); finish(p.id) }
"""

FAMILY = Family(
    "ru-tolstyi",
    "ru",
    "literary monthly, author. title — genre in one line, two columns, verse, folio with a star",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, BED, OLD),
)
