"""A Spanish-language journal: SUMARIO with page ranges (pp. 7-28), title before author, resumen and abstract, two columns, notes, reviews."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..degradation import BED, LIBRARY, LIGHT
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, merge_subtitles, names, with_bylines
from ..writing import Writer, writer
from . import Family

NAMES = ("Cuadernos de Historia y Cultura", "Anales del Folclore", "Revista Iberoamericana de Estudios Locales", "Boletín de Letras")  # fmt: skip


def write(rng: Random) -> Draft:
    w, en = writer("es", rng), writer("en", rng)
    made = serial.western(rng, rng.choice(NAMES), per_year=2, since=1964, first=1995)
    orders = [
        Order("Estudios", "academic", rng.randint(4, 6), "author", (1, 3), 0.5, paragraphs=(14, 20), sentences=(4, 7), headings=True),
        Order("Notas y documentos", "academic", rng.randint(2, 3), "author", subtitle=0.2, paragraphs=(8, 11), sentences=(3, 6)),
        Order("Reseñas", "review", rng.randint(3, 5), "author", paragraphs=(4, 6), sentences=(3, 5)),
    ]  # fmt: skip
    pieces = with_bylines(merge_subtitles(commission(orders, w), ": "), lambda p: ", ".join(names(p)))
    return Draft(
        periodical=made.periodical,
        issue=made.issue | {"month": None, "date": str(made.issue["year"])},
        pieces=tuple(finish(piece, w, en) for piece in pieces),
        language="es",
        facts={"first": rng.choice((1, 1, 173)), "publisher": w.write("org"), "half": "enero-junio" if made.issue["number"] == "1" else "julio-diciembre", "hue": rng.choice(("#6b2d1a", "#1f4e3d", "#2b3a67"))},
        pictures={"barcode.svg": made.barcode},
    )  # fmt: skip


def finish(piece: Piece, w: Writer, en: Writer) -> Piece:
    """Studies have abstracts and keywords in two languages, dates, notes and references; reviews name the book."""
    if piece.section == "Reseñas":
        return replace(
            piece, title=(f"{w.write('last')}, {w.write('first')}: {piece.title[0]}",), facts={"review": True}
        )
    if piece.section == "Notas y documentos":
        return replace(piece, facts={"org": w.write("org")})
    body: list[Text] = []
    notes = 0
    for text in piece.paragraphs:
        body.append(text)
        if text.kind == "body" and w.rng.random() < 0.3:
            notes += 1
            body.append(Text(f"{notes} {w.write('note')}", "footnote"))
    references = sorted(f"{w.write('last')}, {w.write('first')[0]}. ({w.rng.randint(1961, 2014)}). {w.write('academic_title')}. {w.write('place')}: {w.write('org')}." for _ in range(w.rng.randint(6, 10)))  # fmt: skip
    people = tuple(replace(person, affiliation=w.write("org")) for person in piece.contributors)
    return replace(
        piece,
        contributors=people,
        paragraphs=(*body, *(Text(text, "reference") for text in references)),
        abstract=w.paragraph("s_academic", 4, " "),
        keywords=tuple(dict.fromkeys(w.write("keyword") for _ in range(5))),
        doi=f"10.{w.rng.randint(2000, 29999)}/rev.{w.rng.randint(10, 90)}.{piece.id[1:]}",
        alternative_title=en.fresh("academic_title"),
        facts={"english": en.paragraph("s_academic", 4, " "), "words": "; ".join(dict.fromkeys(en.write("keyword") for _ in range(4))), "received": f"{w.rng.randint(1, 28)} de marzo de {w.rng.randint(2001, 2018)}"},
    )  # fmt: skip


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let I = issue.issue
#let P = issue.periodical
#let lead = 4
#let label-at(p) = str(p - lead + facts.first)
#let didot = ("GFS Didot", "Liberation Serif")
#set text(font: ("Libertinus Serif", "Linux Libertine O"), size: 10pt, lang: "es")
#set par(justify: true, leading: 0.58em, spacing: 0.58em)
#let at(p) = { let found = issue.pieces.filter(q => page-of(q.id) <= p); if found.len() == 0 { none } else { found.last() } }
#let where = P.title + ", vol. " + I.volume + ", núm. " + I.number + ", " + facts.half + " " + str(I.year)
#set page(width: 170mm, height: 240mm, columns: 2, margin: (x: 19mm, top: 25mm, bottom: 22mm),
  header: context { let p = here().page(); if p >= lead { let now = at(p); set text(8.5pt); if calc.odd(p) { align(right, head(if now == none { "" } else if now.facts.at("review", default: false) { "Reseñas" } else { upper(now.contributors.map(c => c.name).join(", ")) })) } else { align(left, emph(head(where))) }; v(-0.6mm); line(length: 100%, stroke: 0.4pt + hue) } },
  footer: context { let p = here().page(); if p >= lead { align(center, text(9pt)[#folio(label-at(p), s: "[ " + label-at(p) + " ]")]) } })
#set columns(gutter: 6mm)
#page(columns: 1, header: none, footer: none)[
  #kind("cover")
  #set par(justify: false)
  #block(width: 100%, fill: hue, inset: 9mm, text(28pt, font: didot, fill: white, t("masthead/title", P.title)))
  #v(8mm)
  #text(12pt, font: didot)[#t("masthead/volume", "Vol. " + I.volume + ", núm. " + I.number)\ #t("masthead/date", facts.half + " de " + str(I.year))\ #t("masthead/issn", "ISSN: " + P.issn)]
  #v(1fr)
  #text(11pt, smallcaps(t("masthead/publisher", facts.publisher)))
]
#page(columns: 1, header: none, footer: none)[
  #kind("inside-cover")
  #set text(8.6pt)
  #for (i, s) in ("Director: Ramón Quiroga Peña", "Secretaria de redacción: Inés Larrañaga", "Consejo editorial: A. Benítez, G. Cárdenas, J. Echeverría, L. Núñez, M. Salcedo, T. Urrutia", "Depósito legal: M. 12.345-1964", "Los artículos se someten a evaluación por pares. Las opiniones son responsabilidad de sus autores.").enumerate() { block(below: 3mm, t("masthead/credits" + str(i), s)) }
]
#page(columns: 1, header: none, footer: none)[
  #kind("contents")
  #set par(justify: false)
  #text(20pt, font: didot, fill: hue, tracking: 3pt, t("furniture/contents", "SUMARIO"))
  #v(1mm)
  #for s in sections {
    block(above: 6mm, below: 3mm, text(11pt, font: didot, weight: "bold", fill: hue, t("c-section/" + s, upper(s))))
    for p in pieces-of(s) {
      block(above: 2.4mm, below: 2.4mm, breakable: false, {
        title-lines(p, "c", sep: [ ])
        if p.subtitle.len() > 0 { [: ]; subtitle-lines(p, "c", dash: none) }
        [, ]
        context { let (from, to) = (label-at(page-of(p.id)), label-at(last-page-of(p.id))); entry-page(p.id, from, end: if from == to { none } else { to }, shape: l => if from == to { "p. " } else { "pp. " } + l) }
        linebreak()
        h(6mm)
        text(9.4pt, style: "italic", part(p, "c", "byline", p.byline))
      })
    }
  }
]
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 5mm, below: 2.6mm, sticky: true, text(10.4pt, weight: "bold", fill: hue, it)) }
  else if kind == "footnote" { place(bottom, float: true, clearance: 3mm, block(width: 100%, above: 0mm, below: 1mm, { at-foot("a/" + p.id + "/p/" + str(i)); set par(leading: 0.45em); text(8pt, it) })) }
  else if kind == "reference" {
    if p.paragraphs.at(i - 1).kind != "reference" { block(above: 5mm, below: 2.6mm, sticky: true, text(10.4pt, weight: "bold", fill: hue, t("a/" + p.id + "/references", "Referencias"))) }
    block(above: 1.6mm, below: 1.6mm, inset: (left: 1.4em), { h(-1.4em); text(8.6pt, it) })
  }
  else {
    let next = if i + 1 < p.paragraphs.len() { p.paragraphs.at(i + 1) } else { none }
    par(first-line-indent: 1.2em, { it; if next != none and next.kind == "footnote" { super(typographic: false, size: 6.6pt, t("a/" + p.id + "/note/" + str(i), next.text.split(" ").at(0))) } })
  }
}
#let study(p) = {
  pagebreak(weak: true)
  start(p.id)
  place(top, scope: "parent", float: true, clearance: 6mm, block(width: 100%, {
    set par(justify: false)
    title-lines(p, "a", style: it => text(17pt, font: didot, hyphenate: false, it))
    if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(12pt, font: didot, it)) }
    if p.alternative_title != none { block(above: 3mm, text(10.5pt, style: "italic", t("a/" + p.id + "/field/alternative_title", p.alternative_title))) }
    v(3mm)
    for (i, c) in p.contributors.enumerate() { block(above: 1.4mm, below: 1.4mm)[#strong(t("a/" + p.id + "/byline" + if i > 0 { str(i) }, c.name))#if c.affiliation != none [, #emph(t("a/" + p.id + "/affiliation" + str(i), c.affiliation))]] }
    if "org" in p.facts { block(emph(t("a/" + p.id + "/affiliation", p.facts.org))) }
    if p.abstract != none {
      set par(justify: true)
      set text(8.8pt)
      block(above: 4mm, below: 2mm)[#text(fill: hue, weight: "bold", t("a/" + p.id + "/abstract-label", "Resumen:")) #t("a/" + p.id + "/abstract", p.abstract)]
      block(below: 3mm)[#text(fill: hue, weight: "bold", t("a/" + p.id + "/keywords-label", "Palabras clave:")) #t("a/" + p.id + "/keywords", p.keywords.join("; "))]
      block(below: 2mm)[#text(fill: hue, weight: "bold", t("a/" + p.id + "/english-label", "Abstract:")) #t("a/" + p.id + "/field/alternative_abstract", p.facts.english)]
      block(below: 3mm)[#text(fill: hue, weight: "bold", t("a/" + p.id + "/english-keywords-label", "Keywords:")) #t("a/" + p.id + "/field/alternative_keywords", p.facts.words)]
      block[#t("a/" + p.id + "/received-label", "Recibido:") #t("a/" + p.id + "/field/received", p.facts.received) #h(1fr) #t("a/" + p.id + "/doi-label", "DOI:") #t("a/" + p.id + "/doi", p.doi)]
    }
    line(length: 100%, stroke: 0.4pt + hue)
  }))
  paragraphs(p, style: style(p))
  finish(p.id)
}
#for p in issue.pieces.filter(p => p.section != "Reseñas") { study(p) }
#pagebreak(weak: true)
#for (n, p) in pieces-of("Reseñas").enumerate() {
  if n > 0 { v(7mm, weak: true) }
  start(p.id)
  block(below: 3mm, width: 100%, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => text(10.6pt, weight: "bold", it)) })
  paragraphs(p, style: style(p))
  block(width: 100%, above: 2mm, align(right, smallcaps(part(p, "a", "byline", p.signature))))
  finish(p.id)
}
"""

FAMILY = Family(
    "es-revista",
    "es",
    "journal, page ranges behind the titles, authors below, abstracts in two languages, two columns, reviews",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, LIBRARY, BED),
)
