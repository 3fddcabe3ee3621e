"""An American glossy: contents over two pages with giant numerals, photograph openings without folios, boxes, pull quotes, advertisements, jumps."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..degradation import BED, LIGHT, OFFICE
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, reword, with_bylines
from ..writing import Writer, table, writer
from ..writing.en import MONTHS
from . import Family

_RULES = table(
    """
spotx: Lisbon|Big Sur|the Outer Banks|Reykjavik|Oaxaca|the Dolomites|Savannah|Marfa|Naoshima|Tasmania|the Catskills|Porto
dish: sourdough|oysters|mezcal|ramen|tomatoes|hot sauce|cold brew|olive oil
star: {first} {last}
craft: surfboards|guitars|neon signs|denim|knives|ceramics|tiny houses|wristwatches
go_title: The New {spotx}|How {spotx} Got Its Groove Back|{number} Days in {spotx}|The Last Great {Thing} Town|Inside the Secret World of {Craft}|The {Thing} Whisperer|Who Killed the {Thing}?|Slow Boat to {spotx}|Everything You Know About {Dish} Is Wrong|{star} Is Not Done Yet|The Cult of {Dish}|Made by Hand
go_sub: A Love Story|{number} Perfect Weekends|The Untold Story
dept_title: Editor’s Note|Inbox|The List|Carry-On|Stir & Strain|Field Test|Ask the Expert|Room Key|The Fix|By the Numbers|Shelf Life|First Look|Parting Shot
dept_sub: What We’re Packing|Reader Mail|New in {spotx}
Thing: Diner|Surf|Motel|Vinyl|Honky-Tonk|Ski|Lobster
Craft: Surfboards|Guitars|Neon|Denim|Knives|Ceramics
Dish: Sourdough|Oysters|Mezcal|Ramen|Tomatoes|Hot Sauce
blurb: {s_deck}
s_deck: {star} went looking for {dish} and found something stranger.|the {craft} are made the way they were in 1962, one pair of hands at a time.|for a town that was written off, {spotx} is throwing one hell of a party.|meet the people betting everything on {craft}.|forget what you have read: the best {dish} on earth come from a garage.
s_go: the first thing you notice about {star} is the laugh, which arrives about two seconds before she does.|we are standing in a parking lot in {spotx}, eating {dish} off the hood of a rental car.|it’s 6 a.m., and the line for {dish} already runs around the block.|“People ask me if it’s worth it,” says {star}. “I tell them to come back in {number} years.”|nobody here calls it a renaissance; they call it Tuesday.|the shop smells of varnish, coffee and hot metal, and the radio is stuck on one station.|in 1998 there were {digit} people in the country who still knew how to make {craft} this way.|I came to {spotx} to write about {dish}. I stayed because my car broke down.|“You can’t fake this,” he says, holding one up to the light.|by midnight the band has moved out onto the sidewalk, and so has everybody else.|there is, it must be said, a lot of denim.|a decade ago you could buy the whole street for the price of a used truck.|ask ten locals where to find the best {dish} and you’ll get eleven answers.|then the phone rings, and everything changes.
s_dept: we tested {digit} of them so that you don’t have to.|pack light, pack once, and leave the good shoes at home.|the room to ask for is on the third floor, facing {spotx}.|stir for thirty seconds, strain, and serve with an orange twist.|readers wrote in by the hundreds about our story on {craft}.|our verdict: buy the cheap one and spend the rest on {dish}.|opening night is sold out, but there are always seats at the bar.
caption: Clockwise from top: {dish} at the counter; {star}; the view from {spotx}.|{star} at home in {spotx}.|The workshop, where {craft} hang to dry.
box: IF YOU GO. Fly into the nearest airport and rent something with high clearance. Rooms at the old motor court start at ${digit}9. Eat the {dish} twice. Skip the {craft} museum, unless it rains.|THE RULES. One: never order {dish} before noon. Two: tip in cash. Three: if {star} is at the next table, leave her alone.|BY THE NUMBERS. {digit}00: pounds of {dish} served each week. {digit}: employees. 1: parking space.
pull: Nobody here calls it a renaissance. They call it Tuesday.|You can’t fake this.|I tell them to come back in {number} years.|The best {dish} on earth come from a garage.
ad_text: Drive the coast.|{Craft} for life. Since {y1}.|Time, well kept.|Taste the other side of {spotx}.
photo: Photographs by {name}
heading: The Comeback|Hands and Fire|What the Locals Know|After Midnight|One More Round
"""
)
NAMES = ("MERIDIAN", "ROAM", "Salt & Chrome", "HIGH SEASON", "The Detour")


def write(rng: Random) -> Draft:
    w = writer("en", rng, _RULES)
    made = serial.western(rng, rng.choice(NAMES), per_year=12, since=1994, first=2003)
    orders = [
        Order("Features", "go", rng.randint(4, 5), "author", (1, 1), 0.2, blurb=1.0, paragraphs=(16, 26), sentences=(3, 6), headings=True),
        Order("Departments", "dept", rng.randint(7, 9), "author", blurb=0.5, paragraphs=(4, 7), sentences=(3, 5)),
    ]  # fmt: skip
    pieces = with_bylines(
        reword(commission(orders, w), rng, 0.3),
        lambda p: f"by {p.contributors[0].name}",
        lambda p: f"By {p.contributors[0].name}",
    )
    spare = [p for p in pieces if p.section == "Departments"][-1].id
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=tuple(replace(dress(p, n, w), in_contents=p.id != spare) for n, p in enumerate(pieces)),
        language="en",
        facts={
            "month": MONTHS[int(made.issue["month"]) - 1],
            "hue": rng.choice(("#e4002b", "#ff6a13", "#00857c", "#6f2da8")),
            "ads": [w.write("ad_text") for _ in range(8)],
            "cover": [w.fresh("s_deck").capitalize() for _ in range(3)],
        },
        pictures=pictures.album(rng, 14) | {"barcode.svg": made.barcode},
    )


def dress(piece: Piece, number: int, w: Writer) -> Piece:
    """Features have a photographer, pull quotes, a box; the first two go on at the back of the issue."""
    if piece.section == "Departments":
        return piece
    body = (*piece.paragraphs[:5], Text(w.write("caption"), "caption"), *piece.paragraphs[5:], Text(w.write("box"), "sidebar"))  # fmt: skip
    facts: dict[str, object] = {
        "pulls": [w.fresh("pull"), w.fresh("pull")],
        "photo": w.write("photo"),
        "dark": number % 2 == 1,
    }
    return replace(piece, paragraphs=body, facts=facts | {"split": parting(body) if number < 2 else len(body)})


def parting(body: tuple[Text, ...]) -> int:
    """Where a story goes on at the back: six paragraphs before its end, not behind a heading."""
    return next(n for n in range(len(body) - 6, 0, -1) if body[n - 1].kind == "body")


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let sans = ("Inter",)
#let slab = ("Roboto Slab",)
#let P = issue.periodical
#let I = issue.issue
#let date = facts.month + " " + str(I.year)
#let label-at(p) = str(p)
#set text(font: ("Noto Serif",), size: 8.8pt, lang: "en")
#set par(justify: true, leading: 0.6em, spacing: 0.6em)
#set page(width: 205mm, height: 275mm, margin: (x: 16mm, top: 17mm, bottom: 19mm), columns: 3,
  footer: context { let p = here().page(); set text(7.5pt, font: sans, tracking: 0.8pt); let f = text(10pt, font: slab, weight: "bold", fill: hue, folio(label-at(p))); if calc.odd(p) { align(right)[#head(upper(date)) #h(2mm) #f] } else { align(left)[#f #h(2mm) #head(upper(P.title))] } })
#set columns(gutter: 5mm)
#let bleed(picture-name, owner, body) = page(margin: 0pt, columns: 1, header: none, footer: none)[#place(top + left, picture(owner, picture-name, height: 275mm)) #context implied(label-at(here().page())) #body]
#let advertisement(n) = bleed("picture-" + str(n) + ".svg", "ad", { kind("advertisement"); place(bottom + left, dx: 14mm, dy: -16mm, block(width: 170mm, { set par(justify: false, leading: 0.4em); text(30pt, font: sans, weight: 800, fill: white, stroke: 0.4pt + black, t("ad/" + str(n), facts.ads.at(n))) })) })
#page(margin: 0pt, columns: 1, footer: none)[
  #kind("cover")
  #place(top + left, picture("cover", "picture-0.svg", height: 275mm))
  #place(top + center, dy: 8mm, text(58pt, font: slab, weight: 900, fill: hue, t("masthead/title", P.title)))
  #place(top + center, dy: 34mm, text(9pt, font: sans, weight: 600, t("masthead/date", upper(date) + "  ·  VOL. " + I.volume + " NO. " + I.number)))
  #place(bottom + left, dx: 12mm, dy: -20mm, block(width: 92mm, { set par(justify: false); for (i, p) in pieces-of("Features").slice(0, 3).enumerate() { block(below: 5mm, { text(19pt, font: slab, weight: 800, fill: white, stroke: 0.3pt + black, t("teaser/" + p.id, upper(p.title.join(" ")))); linebreak(); text(10pt, font: sans, weight: 600, fill: white, t("teaser/" + p.id + "/deck", facts.cover.at(i))) }) } }))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 32mm))
]
#advertisement(1)
#let features = pieces-of("Features")
#let departments = pieces-of("Departments")
#let giant(p) = text(44pt, font: slab, weight: 300, fill: hue, context entry-page(p.id, label-at(page-of(p.id))))
#page(columns: 1)[
  #kind("contents")
  #set par(justify: false)
  #text(30pt, font: slab, weight: 900, t("furniture/contents", "CONTENTS"))
  #v(-2mm)
  #text(10pt, font: sans, fill: hue, weight: 700, tracking: 2pt, t("c-section/features", "FEATURES"))
  #v(2mm)
  #grid(columns: (1fr, 1fr), column-gutter: 9mm, row-gutter: 7mm, ..features.map(p => block(breakable: false, { giant(p); linebreak(); title-lines(p, "c", style: it => text(14pt, font: slab, weight: 800, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", dash: none, style: it => text(10pt, font: slab, it)) }; linebreak(); if p.blurb != none { text(8.8pt, part(p, "c", "blurb", p.blurb)); linebreak() }; text(8pt, font: sans, style: "italic", part(p, "c", "byline", p.byline)) })))
  #v(1fr)
  #picture("contents", "picture-2.svg", height: 78mm)
  #text(7.5pt, font: sans, t("furniture/cover-credit", "ON THE COVER: PHOTOGRAPHED AT FIRST LIGHT"))
]
#advertisement(3)
#page(columns: 1)[
  #kind("contents")
  #set par(justify: false)
  #text(10pt, font: sans, fill: hue, weight: 700, tracking: 2pt, t("c-section/departments", "DEPARTMENTS"))
  #v(3mm)
  #grid(columns: (1fr, 62mm), column-gutter: 8mm,
    { for p in departments { block(above: 0mm, below: 5.5mm, stroke: (top: 0.5pt + luma(150)), width: 100%, inset: (top: 2mm), grid(columns: (20mm, 1fr), text(24pt, font: slab, weight: 300, fill: hue, context entry-page(p.id, label-at(page-of(p.id)))), { title-lines(p, "c", style: it => text(12pt, font: slab, weight: 700, it)); linebreak(); if p.blurb != none { text(8.6pt, part(p, "c", "blurb", p.blurb)); linebreak() }; text(7.8pt, font: sans, style: "italic", part(p, "c", "byline", p.byline)) })) } },
    { picture("contents", "picture-4.svg", height: 60mm); v(3mm); block(fill: hue.lighten(85%), inset: 3mm, { text(7.6pt, font: sans)[#strong(t("masthead/plug-title", "READ MORE ONLINE")) #linebreak() #t("masthead/plug", "Extra photographs, recipes and maps are waiting at our site. Subscribers get in free; see page 4 of any issue.")] }) })
]
#let jump-from(p) = last-page-of(p.id + "-jump")
#let body-style(p) = (kind, i, it) => {
  if kind == "sidebar" { none }
  else if kind == "heading" { block(above: 4mm, below: 2mm, sticky: true, text(10pt, font: slab, weight: 800, it)) }
  else if kind == "caption" { block(above: 3mm, below: 3mm, breakable: false, { picture(p.id, "picture-" + str(5 + calc.rem(i + p.paragraphs.len(), 8)) + ".svg", height: 46mm); v(0.2mm); text(7.4pt, font: sans, it) }) }
  else { par(first-line-indent: 1.1em, it) }
  if i in (3, 9) and "pulls" in p.facts { block(above: 5mm, below: 5mm, breakable: false, { set par(justify: false); text(17pt, font: slab, weight: 300, fill: hue, t("a/" + p.id + "/pull" + if i == 9 { "1" }, p.facts.pulls.at(if i == 3 { 0 } else { 1 }))) }) }
}
#let box-of(p) = for (i, q) in p.paragraphs.enumerate() { if q.kind == "sidebar" { place(bottom, float: true, scope: "parent", clearance: 5mm, block(width: 100%, fill: luma(235), stroke: (top: 3pt + hue), inset: 4mm, columns(2, gutter: 5mm, text(8.4pt, font: sans, t("a/" + p.id + "/p/" + str(i), q.text))))) } }
#let headline(p, fill: black, size: 36pt) = { set par(justify: false, leading: 0.35em); title-lines(p, "a", style: it => text(size, font: slab, weight: 900, fill: fill, hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", dash: none, style: it => text(15pt, font: slab, fill: fill, it)) } }
#let credits(p, fill: black) = { set par(justify: false); if p.blurb != none { block(above: 4mm, below: 3mm, text(12pt, font: sans, fill: fill, part(p, "a", "blurb", p.blurb))) }; text(8.5pt, font: sans, weight: 700, fill: fill, part(p, "a", "byline", p.signature)); linebreak(); text(8pt, font: sans, fill: fill, part(p, "a", "photographer", p.facts.photo)) }
#let feature(p, n) = {
  pagebreak(weak: true)
  let shot = "picture-" + str(5 + calc.rem(n, 8)) + ".svg"
  if p.facts.dark {
    bleed(shot, p.id, { start(p.id); place(bottom + left, dx: 16mm, dy: -22mm, block(width: 150mm, fill: black.transparentize(35%), inset: 6mm, { headline(p, fill: white); credits(p, fill: white) })) })
  } else {
    bleed(shot, p.id, none)
    start(p.id)
    place(top, float: true, scope: "parent", clearance: 7mm, block(width: 100%, { headline(p); credits(p) }))
  }
  box-of(p)
  paragraphs(p, to: p.facts.split, style: body-style(p))
  if p.facts.split < p.paragraphs.len() - 1 { finish(p.id + "-jump"); block(above: 3mm, align(right, text(7.6pt, font: sans, weight: 700, context part(p, "a", "jump", "CONTINUED ON PAGE " + label-at(page-of(p.id + "-jump")))))) } else { finish(p.id) }
}
#let small(list) = for (n, p) in list.enumerate() {
  if n > 0 { v(6mm, weak: true) }
  start(p.id)
  block(width: 100%, stroke: (top: 2.5pt + hue), inset: (top: 2mm), above: 2mm, below: 3mm, sticky: true, { headline(p, size: 17pt); linebreak(); text(8pt, font: sans, weight: 700, part(p, "a", "byline", p.signature)) })
  paragraphs(p, style: body-style(p))
  finish(p.id)
}
#let all = issue.pieces.filter(p => p.section == "Departments")
#small(all.slice(0, 4))
#place(bottom, float: true, clearance: 4mm, block(width: 100%, stroke: 0.8pt, inset: 3mm, align(center, { text(14pt, font: sans, weight: 800, t("ad/small", facts.ads.at(0))); linebreak(); text(7pt, font: sans, t("ad/small-line", "Ask your dealer, or call toll-free.")) })))
#for (n, p) in features.enumerate() { feature(p, n); if n == 1 { pagebreak(weak: true); advertisement(6) } }
#pagebreak(weak: true)
#for (n, p) in features.filter(p => p.facts.split < p.paragraphs.len() - 1).enumerate() {
  if n > 0 { v(7mm, weak: true) }
  start(p.id + "-jump")
  block(below: 2.5mm, stroke: (top: 2.5pt + hue), inset: (top: 2mm), width: 100%, sticky: true, { set par(justify: false); text(12pt, font: slab, weight: 800, part(p, "a", "jump-title", p.title.join(" "))); linebreak(); context text(7.6pt, font: sans, weight: 700, part(p, "a", "jump-back", "CONTINUED FROM PAGE " + label-at(jump-from(p)))) })
  paragraphs(p, from: p.facts.split, style: body-style(p))
  finish(p.id)
}
#pagebreak(weak: true)
#small(all.slice(4))
"""

FAMILY = Family(
    "en-glossy",
    "en",
    "glossy, contents over two pages with giant numerals, photograph openings, boxes, pull quotes, jumps",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, OFFICE, BED),
)
