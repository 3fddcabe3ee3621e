"""A German learned quarterly: author in small capitals above the title, reviews with reviewers in parentheses, pages from 161, notes, summaries."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import serial
from ..degradation import BED, LIBRARY, LIGHT, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
name: {first} {last}
amt: Reichskammergericht|Domkapitel|Stadtrat|Landtag|Hansekontor|Leinenwebergewerbe|Postwesen|Armenspital|Lateinschulwesen|Bergregal
ort: Osnabrück|Quedlinburg|Ravensburg|Wismar|Nördlingen|Erfurt|Soest|Freiberg|Lindau|Emden
jhd: 15.|16.|17.|18.|19.
begriff: Obrigkeit|Zunft|Gemeinde|Ehre|Almosen|Handwerk|Konfession|Marktrecht|Öffentlichkeit|Nachbarschaft
vj_title: Das {amt} zu {ort} im {jhd} Jahrhundert|{begriff} und {begriff} in {ort}|Zur Frage der {begriff} im {jhd} Jahrhundert|{ort} zwischen {begriff} und {begriff}|Beiträge zur Geschichte des {amt}s in {ort}|{begriff} als Problem der neueren Forschung|Die Rechnungsbücher von {ort}|Der Streit um das {amt} in {ort}
vj_sub: Ein Beitrag zur Sozialgeschichte|Eine Quellenstudie|Mit einem Anhang ungedruckter Briefe|Versuch einer Neubewertung
mis_title: Ein unbekannter Brief aus {ort}|Noch einmal: das {amt} zu {ort}|Zu einer Handschrift in {ort}|Ein Nachtrag zur {begriff}
rev_title: Geschichte der Stadt {ort}. Bd. {digit}|{begriff} in der Frühen Neuzeit|Das {amt}. Ein Handbuch|Quellen zur Geschichte von {ort}|{begriff} und Alltag
digit: 1|2|3
s_vj: die Überlieferung setzt in {ort} erst mit dem Jahre 15{zz} ein und bleibt für lange Zeit lückenhaft.|von einer geschlossenen {begriff} kann, entgegen der Annahme der älteren Forschung, keine Rede sein.|das {amt} bestand aus zwölf Mitgliedern, von denen vier jährlich ausschieden.|wie sich aus den Rechnungsbüchern ergibt, betrugen die Ausgaben im Durchschnitt {count} Gulden.|{last} hat demgegenüber zu Recht darauf hingewiesen, dass die {begriff} selbst ein Ergebnis dieser Auseinandersetzungen war.|die Quellen lassen freilich offen, ob der Rat den Beschluss jemals vollzogen hat.|es liegt nahe, hierin einen Zusammenhang mit der Teuerung von 16{zz} zu sehen.|für die Bewohner der Vorstädte galt diese Regelung ausdrücklich nicht.|nicht minder aufschlussreich sind die Bittschriften, die sich im Stadtarchiv {ort} erhalten haben.|am Ende stand ein Vergleich, der beiden Seiten erlaubte, ihr Gesicht zu wahren.|damit ist zugleich die Frage nach der Rolle des {amt}s aufgeworfen.|der Wortlaut der Urkunde ist mehrfach verändert worden, zuletzt durch einen Schreiber des {jhd} Jahrhunderts.
zz: 12|27|34|48|59|73|86
s_rev: der Verfasser legt eine gründliche, aus den Akten gearbeitete Untersuchung vor.|zu bedauern ist, dass ein Register fehlt.|im dritten Kapitel wird das {amt} auf breiter Grundlage behandelt.|Druckfehler sind selten, die Ausstattung ist vorzüglich.|wer künftig über {ort} arbeitet, wird an diesem Buch nicht vorbeikommen.
quote: „Item so sol kein burger noch inwoner zu {ort} on wissen vnd willen eins erbern raths das {amt} anrufen, bei peen von zehen gulden.“|„Wir burgermeister vnd rath der stat {ort} bekennen offentlich mit disem brief.“
note: Vgl. {last}, {begriff} und {begriff}, S. {count}.|StA {ort}, Ratsprotokolle, Bd. {digit}, fol. {zz}r.|So bereits {last}, Das {amt}, S. {count} ff.|Ebd., S. {zz}.|Anders {last}, in: Zeitschrift für {field} {digit} (19{zz}), S. {count}–{count2}.
count2: 361|377|402|419
heading: I.|II.|III.|IV.
en: This article examines the records of the town council and argues that the institution was weaker than has been assumed. The accounts preserved in the archive show a pattern of compromise rather than conflict.|The author discusses a group of hitherto unpublished petitions and places them in the context of early modern urban society.
"""
)
NAMES = ("Vierteljahrschrift für Stadtgeschichte", "Archiv für ältere Landeskunde", "Jahrhunderte. Zeitschrift für Sozialgeschichte")  # fmt: skip


def write(rng: Random) -> Draft:
    w = writer("de", rng, _RULES)
    made = serial.western(rng, rng.choice(NAMES), per_year=4, since=1921, first=1962)
    orders = [
        Order("Abhandlungen", "vj", rng.randint(3, 4), "author", (1, 2), 0.6, paragraphs=(14, 22), sentences=(4, 8)),
        Order("Miszellen", "mis", rng.randint(1, 3), "author", paragraphs=(6, 8), sentences=(4, 6)),
        Order("Besprechungen", "rev", rng.randint(4, 7), "author", paragraphs=(3, 5), sentences=(3, 5)),
    ]
    pieces = with_bylines(commission(orders, Writer({**w.grammar, "s_mis": w.grammar["s_vj"]}, rng)), byline, sign)
    first = {1: 1, 2: 129, 3: 257, 4: 385}[int(made.issue["number"])] + rng.choice((0, 32))
    return Draft(
        periodical=made.periodical,
        issue=made.issue | {"month": None, "date": str(made.issue["year"])},
        pieces=tuple(finish(piece, w) for piece in pieces),
        language="de",
        facts={"first": first, "board": [w.write("plainname") for _ in range(4)], "city": w.write("ort")},
        pictures={"barcode.svg": made.barcode},
    )


def byline(piece: Piece) -> str:
    return f"({names(piece)[0]})" if piece.section == "Besprechungen" else " / ".join(names(piece))


def sign(piece: Piece) -> str:
    return names(piece)[0] if piece.section == "Besprechungen" else "Von " + " und ".join(names(piece))


def finish(piece: Piece, w: Writer) -> Piece:
    """Papers have numbered parts, notes, a quotation from the sources and a summary in English."""
    if piece.section == "Besprechungen":
        author = w.write("plainname")
        return replace(piece, title=(f"{author}: {piece.title[0]}",), facts={"review": True})
    body: list[Text] = []
    notes = 0
    for n, text in enumerate(piece.paragraphs):
        if piece.section == "Abhandlungen" and n % 5 == 0 and n // 5 < 4:
            body.append(Text(w.grammar["heading"][n // 5], "heading"))
        body.append(text)
        if w.rng.random() < 0.5:
            notes += 1
            body.append(Text(f"{notes} {w.write('note')}", "footnote"))
        if n == 3:
            body.append(Text(w.write("quote")))
    return replace(
        piece,
        paragraphs=tuple(body),
        facts={"quote": 3, "summary": w.write("en") if piece.section == "Abhandlungen" else None},
    )


TEMPLATE = r"""
#let I = issue.issue
#let P = issue.periodical
#let lead = 3
#let label-at(p) = str(p - lead + facts.first)
#let roman-font = ("EB Garamond", "Libertinus Serif")
#set text(font: roman-font, size: 10.8pt, lang: "de")
#set par(justify: true, leading: 0.58em, spacing: 0.58em)
#let at(p) = { let found = issue.pieces.filter(q => page-of(q.id) <= p); if found.len() == 0 { none } else { found.last() } }
#let opens(p) = issue.pieces.any(q => page-of(q.id) == p and not q.facts.at("review", default: false))
#set page(width: 155mm, height: 230mm, margin: (inside: 22mm, outside: 20mm, top: 24mm, bottom: 20mm),
  header: context { let p = here().page(); if p >= lead and not opens(p) { let now = at(p); set text(9pt); if now != none { let review = now.facts.at("review", default: false); let short = { let words = now.title.join(" ").split(" "); if words.len() > 7 { words.slice(0, 7).join(" ") + " …" } else { now.title.join(" ") } }; if calc.odd(p) { grid(columns: (1fr, auto), align(center, emph(head(if review { "Besprechungen" } else { short }))), folio(label-at(p))) } else { grid(columns: (auto, 1fr), folio(label-at(p)), align(center, emph(head(if review { "Besprechungen" } else { now.contributors.map(c => c.name).join(" / ") })))) } } } },
  footer: context { let p = here().page(); if p >= lead and opens(p) { align(center, text(9pt, folio(label-at(p)))) } })
#page(header: none, footer: none, fill: rgb("#d9dccb"))[
  #kind("cover")
  #set par(justify: false)
  #v(10mm)
  #align(center, { text(26pt, t("masthead/title", P.title)); v(6mm); text(10pt, t("masthead/founded", "Begründet 1921")); v(3mm); text(10pt, t("masthead/editors", "Herausgegeben von")); linebreak(); text(11pt, t("masthead/board", facts.board.join(" · "))); v(16mm); text(15pt, t("masthead/volume", I.volume + ". Jahrgang " + str(I.year) + " · Heft " + I.number)); v(52mm); text(11pt, smallcaps(t("masthead/publisher", "Verlag Hartwig & Sohn · " + facts.city))); linebreak(); text(9pt, t("masthead/issn", "ISSN " + P.issn)) })
]
#page(header: none, footer: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(15pt, tracking: 3pt, t("furniture/contents", "INHALT")))
  #for s in sections {
    block(above: 8mm, below: 4mm, align(center, text(11pt, style: "italic", t("c-section/" + s, s))))
    for p in pieces-of(s) {
      let review = p.facts.at("review", default: false)
      block(above: if review { 1.6mm } else { 3.4mm }, below: 1.6mm, breakable: false, grid(columns: (1fr, 10mm), align: (left, right + bottom), block(inset: (left: 1.2em), {
        if not review { h(-1.2em); smallcaps(part(p, "c", "byline", p.byline)); linebreak() } else { h(-1.2em) }
        title-lines(p, "c", sep: [ ])
        if review { [ ]; emph(part(p, "c", "byline", p.byline)) }
        [ ]
        box(width: 1fr, repeat(gap: 5pt, "."))
      }), context entry-page(p.id, label-at(page-of(p.id)))))
    }
  }
]
#let style(p) = (kind, i, it) => {
  let quoted = p.paragraphs.at(i).text.first() == "„"
  if kind == "heading" { block(above: 6mm, below: 4mm, width: 100%, sticky: true, align(center, it)) }
  else if kind == "footnote" { place(bottom, float: true, clearance: 3mm, block(width: 100%, above: 0mm, below: 0.8mm, { at-foot("a/" + p.id + "/p/" + str(i)); set par(leading: 0.45em); text(8.6pt, it) })) }
  else {
    let next = if i + 1 < p.paragraphs.len() { p.paragraphs.at(i + 1) } else { none }
    let whole = { it; if next != none and next.kind == "footnote" { super(typographic: false, size: 6.8pt, t("a/" + p.id + "/note/" + str(i), next.text.split(" ").at(0))) } }
    if quoted { block(above: 3mm, below: 3mm, inset: (x: 6mm), text(9.6pt, whole)) } else { par(first-line-indent: (amount: 1.2em, all: true), whole) }
  }
}
#let paper(p) = {
  pagebreak(weak: true)
  start(p.id)
  v(10mm)
  align(center, { set par(justify: false); title-lines(p, "a", style: it => text(16pt, hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); v(0.5mm); subtitle-lines(p, "a", dash: none, style: it => text(12pt, style: "italic", it)) }; v(3mm); text(11pt, smallcaps(part(p, "a", "byline", p.signature))) })
  v(6mm)
  paragraphs(p, style: style(p))
  if p.facts.at("summary", default: none) != none { block(above: 6mm, { set text(9.4pt, lang: "en"); align(center, smallcaps(t("a/" + p.id + "/summary-label", "Summary"))); t("a/" + p.id + "/field/alternative_abstract", p.facts.summary) }) }
  finish(p.id)
}
#for p in issue.pieces.filter(p => p.section != "Besprechungen") { paper(p) }
#pagebreak(weak: true)
#align(center, text(14pt, t("furniture/reviews", "Besprechungen")))
#v(4mm)
#set text(9.8pt)
#for (n, p) in pieces-of("Besprechungen").enumerate() {
  if n > 0 { v(6mm, weak: true) }
  start(p.id)
  block(below: 3mm, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => strong(it)) })
  paragraphs(p, style: style(p))
  block(width: 100%, above: 2mm, align(right, emph(part(p, "a", "byline", p.signature))))
  finish(p.id)
}
"""

FAMILY = Family(
    "de-vierteljahr",
    "de",
    "learned quarterly, author in small capitals above the title, reviews, volume paged on, notes, summaries",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, LIBRARY, BED, OLD),
)
