"""Proceedings of a learned society about 1900: roman front matter, author before title, run-on minutes, plates, footnotes, an index."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from backfile.model import Contributor

from .. import pictures
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, merge_subtitles, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
beast: Freshwater Mussel|Corn Bunting|Common Lizard|Horned Owl|Pond Snail|Pine Marten|Hermit Crab|Adder|Heath Butterfly|Brown Trout
stone: Boulder Clay|Chalk Marl|Old Red Sandstone|Carboniferous Limestone|Raised Beaches|Fuller's Earth|Greensand
shire: Selbyshire|the Isle of Tarn|the Vale of Ashby|Northmoor|the Wenlow Hills|the Estuary of the Oule|Kirkdale|Merse
relic: Barrow|Roman Pavement|Stone Circle|Churchyard Cross|Flint Implement|Bronze Torque|Long Cairn|Parish Chest
so_title: On the Occurrence of the {beast} in {shire}|Notes on the {stone} of {shire}|On a {relic} lately discovered in {shire}|Some Account of the {relic}s of {shire}|Observations on the Habits of the {beast}|On the Relation of the {stone} to the {stone}|The Rainfall of {shire}, 1881 to 1890|A Contribution to the Flora of {shire}|On certain Place-Names of {shire}|Further Notes on the {beast}
so_sub: with Remarks on the {stone}|being the Substance of a Lecture|Second Paper
minute_title: Ordinary Meeting, {day} {month}|Field Meeting at {shire}, {day} {month}|Special General Meeting, {day} {month}|Evening Meeting, {day} {month}
day: 4th|9th|12th|17th|23rd|28th
month: January|February|March|May|June|October|November
fellow: {last}, {initial}. {initial}.|{last}, {initial}. {initial}.|{last}, {initial}.
rev: {last}, {initial}. {initial}.|{last}, {initial}.|{last}, Rev. {initial}.|{last}, Miss {initial}.|{last}, Dr. {initial}. {initial}.
initial: A|B|C|E|F|G|H|J|M|R|T|W
s_so: the specimens now exhibited were obtained in {shire} during the past summer.|it has been stated by more than one writer that the {beast} is absent from {shire}; this I am able to correct.|the section exposed in the railway cutting shows the {stone} resting upon an eroded surface.|Mr. {last}, to whom I am indebted for the loan of his note-books, informs me that he has never met with it above the five-hundred-foot contour.|of the {relic} itself little now remains, the greater part having been carried off to mend the road.|the measurements, which were taken with the utmost care, are given in the annexed table.|it would be premature to draw any general conclusion from so limited a series of observations.|in the parish register, under the year 16{y}, occurs an entry which appears to bear upon the question.|whether the {stone} was deposited before or after the formation of the valley I do not pretend to decide.|the temperature at nine in the morning stood at 4{digit1} degrees, with a light air from the south-west.|on being opened, the mound was found to contain a rude cist, covered by a single slab.|my attention was first directed to the subject by a remark of the late Dr. {last}.|the plant grows sparingly upon the northern bank, in company with the marsh cinquefoil.|I cannot close this paper without acknowledging the courtesy of the owner of the estate.
y: 12|34|47|63|88
digit1: 1|3|6|8
s_minute: the President in the Chair.|the minutes of the last meeting were read and confirmed.|Mr. {last} exhibited a {relic} from {shire}, and made some remarks upon it.|the following were elected Members of the Society: Mr. {initial}. {last}, Mr. {initial}. {last}, and Dr. {last}.|a discussion followed, in which Mr. {last}, Dr. {last} and the Secretary took part.|the party, numbering about thirty, was met at the station by Mr. {last}, who acted as guide.|tea was taken at the Rectory, by the kindness of the Rev. {initial}. {last}.|a vote of thanks was proposed by Colonel {last} and carried with acclamation.
s_address: Gentlemen,—It falls to my lot this evening to review the work of the Society during the past year.|we have to deplore the loss by death of {number} of our Members.|the Library has been enriched by several gifts, and the catalogue is now complete as far as the letter M.|the finances of the Society are in a satisfactory condition, as you will have learned from the Treasurer's statement.|I would urge upon our younger Members the value of patient observation in a single field.|it is by such means, and not by hasty theory, that the natural history of {shire} will be written.
number: three|four|five|six
note: See these Proceedings, vol. {vol}. p. {pg}.|Trans. {shire} Nat. Club, vol. {vol}. p. {pg}.|{last}, Manual of Geology, 3rd ed., p. {pg}.|Communicated by Mr. {initial}. {last}.
vol: iii|iv|vi|vii|ix
pg: 17|42|88|113|204|251
caption: {relic} from {shire}. Drawn by Miss {last}.|Section near {shire}, showing the {stone}.
"""
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def write(rng: Random) -> Draft:
    w = writer("en", rng, _RULES)
    orders = [
        Order(None, "so", rng.randint(7, 10), "none", subtitle=0.25, paragraphs=(8, 18), sentences=(3, 6)),
        Order("Proceedings at Meetings", "minute", rng.randint(4, 6), "none", paragraphs=(2, 4), sentences=(3, 5)),
    ]
    papers = merge_subtitles(commission(orders, w), ", ")
    numbered = tuple(finish(piece, n, w) for n, piece in enumerate(papers))
    address = Piece(
        id="p00", title=("The President’s Address",), section=None, paragraphs=tuple(Text(w.paragraph("s_address", 5, " ")) for _ in range(9))
    )  # fmt: skip
    address = finish(address, -1, w)
    year, shire = rng.randint(1884, 1912), w.write("shire").removeprefix("the ")
    pieces = with_bylines((address, *numbered), lambda p: listed(names(p)[0]), lambda p: f"By {names(p)[0]}")
    title = f"Proceedings of the {shire} Natural History and Antiquarian Society"
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue={"year": year, "month": None, "date": str(year), "volume": str(year - 1872), "number": None},
        pieces=pieces,
        language="en",
        facts={
            "officers": [[post, [w.write("rev") for _ in range(n)]] for post, n in (("President", 1), ("Vice-Presidents", 4), ("Honorary Treasurer", 1), ("Honorary Secretary", 1), ("Council", 12))],
            "captions": [w.write("caption") for _ in range(3)],
            "index": sorted(f"{w.write(s)}" for s in ("beast", "stone", "relic", "shire", "last") for _ in range(12)),
            "city": w.write("city"),
            "roman": dict(zip((str(n) for n in range(1, 16)), ROMAN, strict=True)),
        },
        pictures={f"picture-{n}.svg": pictures.engraving(rng) for n in range(3)},
    )  # fmt: skip


def listed(name: str) -> str:
    """J. E. Finch as the contents have it: J. E. FINCH.—"""
    return f"{name.upper()}.—"


def finish(piece: Piece, number: int, w: Writer) -> Piece:
    """Papers are signed and numbered and have notes; minutes are neither."""
    if piece.section:
        return replace(piece, facts={"minutes": True})
    last, first = w.fresh("fellow").split(", ")
    body = list(piece.paragraphs)
    if number >= 0:
        body.insert(2, Text(f"* {w.write('note')}", "footnote"))
        if len(body) > 9:
            body.insert(8, Text(f"† {w.write('note')}", "footnote"))
    return replace(
        piece,
        contributors=(Contributor(name=f"{first} {last}"),),
        paragraphs=tuple(body),
        facts={"number": number + 1, "read": f"[Read {w.write('day')} {w.write('month')}.]" if number >= 0 else None},
    )


TEMPLATE = r"""
#let I = issue.issue
#let P = issue.periodical
#let old = ("Linux Libertine O",)
#let front = 8
#let label-at(p) = if p <= front { roman(p) } else { str(p - front) }
#set text(font: old, size: 10.6pt, lang: "en")
#set par(justify: true, leading: 0.62em, spacing: 0.62em)
#let at(p) = { let found = issue.pieces.filter(q => page-of(q.id) <= p); if found.len() == 0 { none } else { found.last() } }
#let opens(p) = issue.pieces.any(q => page-of(q.id) == p and not q.facts.at("minutes", default: false))
#set page(width: 140mm, height: 216mm, margin: (inside: 19mm, outside: 17mm, top: 21mm, bottom: 19mm),
  header: context { let p = here().page(); if p > 6 and not opens(p) { set text(8.5pt); let now = at(p); let f = text(9.5pt, folio(label-at(p))); let title = if p <= front { "PRESIDENT’S ADDRESS" } else if now == none { "" } else if now.facts.at("minutes", default: false) { "PROCEEDINGS AT MEETINGS" } else { upper(now.title.join(" ")) }; let words = title.split(" "); let title = if words.len() > 7 { words.slice(0, 7).join(" ") + " …" } else { title }; if calc.odd(p) { grid(columns: (8mm, 1fr, 8mm), [], align(center, head(title)), align(right, f)) } else { grid(columns: (8mm, 1fr, 8mm), f, align(center, if now != none and now.byline != "" { head(upper(now.signature.slice(3))) } else { head("SESSION " + str(I.year)) }), []) } } },
  footer: context { let p = here().page(); if p > front and opens(p) { align(center, text(9pt, folio(label-at(p)))) } else if p > 2 and (p <= 6 or opens(p)) { align(center, text(9pt, folio(label-at(p)))) } })
#let rule = align(center, line(length: 18mm, stroke: 0.5pt))
#page(header: none, footer: none)[
  #kind("cover")
  #set par(justify: false)
  #v(16mm)
  #align(center, { text(13pt, tracking: 2pt, t("masthead/kind", "PROCEEDINGS")); v(1mm); text(9pt, t("masthead/of", "OF THE")); v(1mm); text(17pt, t("masthead/title", upper(P.title.replace("Proceedings of the ", "")))); v(8mm); rule; v(6mm); text(12pt, t("masthead/volume", "VOLUME " + facts.roman.at(str(calc.rem(int(I.volume), 15) + 1)) + ".")); v(2mm); text(12pt, t("masthead/session", "SESSION " + str(I.year) + ".")); v(60mm); text(9.5pt, t("masthead/printer", upper(facts.city) + ": PRINTED FOR THE SOCIETY BY HARGREAVES & SONS.")); linebreak(); text(10.5pt, t("masthead/date", str(I.year) + ".")) })
]
#page(header: none, footer: none)[#kind("blank") #context implied("ii")]
#align(center, text(12pt, tracking: 1pt, t("furniture/officers", "OFFICERS AND COUNCIL.")))
#rule
#for (i, (post, people)) in facts.officers.enumerate() { block(above: 4.5mm, below: 2mm, align(center, smallcaps(t("masthead/post" + str(i), post + ".")))); for (j, s) in people.enumerate() { block(above: 1.2mm, below: 1.2mm, align(center, t("masthead/officer" + str(i) + "-" + str(j), s))) } }
#pagebreak(to: "odd")
#kind("contents")
#align(center, text(13pt, tracking: 2pt, t("furniture/contents", "CONTENTS.")))
#rule
#align(right, text(8.5pt, style: "italic", t("furniture/page", "Page")))
#let entry(p) = block(above: 2.6mm, below: 2.6mm, breakable: false, grid(columns: (1fr, 8mm), align: (left, right + bottom), block(inset: (left: 1.4em), { set par(justify: false); h(-1.4em); if p.byline != "" { smallcaps(part(p, "c", "byline", p.byline)) }; title-lines(p, "c", sep: [ ]); if p.subtitle.len() > 0 [, #subtitle-lines(p, "c", dash: none)]; [ ]; box(width: 1fr, repeat(gap: 4pt, ".")) }), context entry-page(p.id, label-at(page-of(p.id)))))
#for p in issue.pieces.filter(p => p.section == none) { entry(p) }
#block(above: 6mm, below: 3mm, align(center, smallcaps(t("c-section/minutes", "Proceedings at Meetings"))))
#for p in issue.pieces.filter(p => p.section != none) { entry(p) }
#pagebreak()
#let style(p) = (kind, i, it) => {
  if kind == "footnote" { place(bottom, float: true, clearance: 3mm, block(width: 100%, above: 0mm, below: 1mm, { at-foot("a/" + p.id + "/p/" + str(i)); text(8.4pt, it) })) }
  else {
    let next = if i + 1 < p.paragraphs.len() { p.paragraphs.at(i + 1) } else { none }
    par(first-line-indent: (amount: 1.4em, all: true), { it; if next != none and next.kind == "footnote" { t("a/" + p.id + "/note/" + str(i), next.text.first()) } })
  }
}
#let paper(p) = {
  pagebreak(weak: true)
  start(p.id)
  set par(justify: false)
  v(8mm)
  if p.facts.number > 0 { align(center, text(11pt, t("a/" + p.id + "/number", facts.roman.at(str(p.facts.number)) + "."))); v(1mm) }
  align(center, { title-lines(p, "a", style: it => text(13.5pt, smallcaps(it))); if p.subtitle.len() > 0 { [, ]; subtitle-lines(p, "a", dash: none, style: it => text(11pt, it)) }; linebreak(); v(2mm); text(10.5pt, style: "italic", part(p, "a", "byline", p.signature)) })
  if p.facts.read != none { align(center, text(9.5pt, t("a/" + p.id + "/read", p.facts.read))) }
  rule
  v(3mm)
  set par(justify: true)
  paragraphs(p, style: style(p))
  finish(p.id)
}
#{
  let p = issue.pieces.at(0)
  start(p.id)
  align(center, { text(13.5pt, smallcaps(title-lines(p, "a"))); linebreak(); text(10.5pt, style: "italic", part(p, "a", "byline", p.signature)) })
  rule
  paragraphs(p, style: style(p))
  finish(p.id)
}
#pagebreak(to: "odd", weak: true)
#for (n, p) in issue.pieces.filter(p => p.section == none).slice(1).enumerate() {
  paper(p)
}
#pagebreak(weak: true)
#align(center, text(12pt, tracking: 1pt, t("furniture/minutes", "PROCEEDINGS AT MEETINGS.")))
#rule
#for (n, p) in issue.pieces.filter(p => p.section != none).enumerate() {
  v(5mm, weak: true)
  start(p.id)
  block(above: 3mm, below: 3mm, width: 100%, sticky: true, align(center, title-lines(p, "a", style: it => smallcaps(it))))
  paragraphs(p, style: style(p))
  finish(p.id)
}
#for k in range(3) { page(header: none, footer: none)[#kind("plate") #align(right, text(9pt, t("plate/" + str(k) + "/number", "PLATE " + facts.roman.at(str(k + 1)) + "."))) #v(1fr) #picture("plate", "picture-" + str(k) + ".svg", height: 110mm) #v(3mm) #align(center, text(9pt, t("plate/" + str(k) + "/caption", facts.captions.at(k)))) #v(1fr)] }
#set page(columns: 2, header: none, footer: none)
#place(top, scope: "parent", float: true, clearance: 4mm, align(center, text(12pt, tracking: 2pt, t("furniture/index-title", "INDEX."))))
#set par(justify: false)
#for (i, s) in facts.index.dedup().enumerate() { block(above: 1.3mm, below: 1.3mm, text(9pt, t("furniture/index/" + str(i), s + ", " + str(calc.rem(i * 7, 53) + 1) + if calc.rem(i, 3) == 0 { ", " + str(calc.rem(i * 5, 40) + 60) }))) }
"""

FAMILY = Family(
    "en-proceedings",
    "en",
    "learned society about 1900, roman front matter, author before title, plates, footnotes, index",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, LIBRARY, OLD),
)
