"""An English circular without any contents page: articles one after another, some with a drawing between them."""

from __future__ import annotations

from random import Random

from .. import pictures, serial
from ..degradation import LIBRARY, OFFICE, OLD
from ..draft import Draft
from ..editing import Order, commission, names, with_bylines
from ..writing import writer
from . import Family


def write(rng: Random) -> Draft:
    w = writer("en", rng)
    made = serial.western(
        rng,
        rng.choice((f"The {w.write('Subject')} Circular", f"{w.write('Field')} Letters", "Proceedings of Nobody")),
        per_year=4,
        since=2001,
    )
    orders = [
        Order(None, "feature", rng.randint(6, 9), "author", (1, 2), paragraphs=(6, 14), sentences=(3, 6), headings=True)
    ]
    pieces = with_bylines(commission(orders, w), lambda p: "by " + " and ".join(names(p)))
    return Draft(
        periodical={k: v for k, v in made.periodical.items() if k != "issn"}, issue={k: v for k, v in made.issue.items() if k != "barcode"},
        pieces=pieces, language="en", facts={"numbered": rng.random() < 0.6}, pictures={f"picture-{n}.svg": pictures.engraving(rng) for n in range(3)},
    )  # fmt: skip


TEMPLATE = r"""
#let I = issue.issue
#set text(font: ("EB Garamond", "Libertinus Serif"), size: 11pt, lang: "en")
#set par(justify: true, leading: 0.6em, spacing: 0.6em)
#set page(width: 216mm, height: 279mm, margin: (x: 34mm, y: 30mm), footer: context align(center, text(9pt, folio(str(here().page())))))
#kind("cover")
#align(center, { text(30pt, smallcaps(t("masthead/title", issue.periodical.title))); linebreak(); text(11pt, t("masthead/number", "Volume " + I.volume + ", No. " + I.number + ", " + str(I.year))) })
#v(6mm)
#line(length: 100%)
#for (n, p) in issue.pieces.enumerate() {
  if n > 0 { if calc.rem(n, 3) == 0 { pagebreak(weak: true) } else { v(12mm) } }
  start(p.id)
  block(above: 4mm, below: 5mm, sticky: true, { set par(justify: false); text(19pt, weight: "bold", hyphenate: false, { if facts.numbered { t("furniture/order/" + p.id, str(n + 1)); h(4mm) }; title-lines(p, "a") }); linebreak(); text(11pt, style: "italic", part(p, "a", "byline", p.signature)) })
  paragraphs(p, style: plain-style(indent: 1.2em, heading: it => block(above: 5mm, below: 3mm, text(12pt, weight: "bold", it))))
  finish(p.id)
  if calc.rem(n, 3) == 1 { align(center, image("picture-" + str(calc.rem(n, 3)) + ".svg", width: 70mm)) }
}
"""

FAMILY = Family(
    "en-plain", "en", "circular without contents page, shared pages", write, TEMPLATE, wears=(OFFICE, LIBRARY, OLD)
)
