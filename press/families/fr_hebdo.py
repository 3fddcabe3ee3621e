"""A French news weekly: page first in a coloured column, four columns, intertitres, encadrés, « Lire la suite page », briefs, folio with date."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..degradation import BED, LIGHT, OFFICE, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, compose, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
ville: Lyon|Roubaix|Grenoble|Limoges|Brest|Mulhouse|Tarbes|Le Havre|Saint-Étienne|Perpignan|Dunkerque
affaire: la réforme des retraites|la fermeture de l’aciérie|le scrutin municipal|la crise du lait|le nouveau tramway|l’affaire des écoutes|la grève des ports|le budget de la ville|la loi sur l’eau
Affaire: La réforme des retraites|La fermeture de l’aciérie|Le scrutin municipal|La crise du lait|Le nouveau tramway|L’affaire des écoutes|La grève des ports|La loi sur l’eau
acteur: le maire|le préfet|la ministre|le syndicat|l’opposition|la direction|le tribunal
Acteur: Le maire|Le préfet|La ministre|Le syndicat|L’opposition|La direction|Le tribunal
he_title: {ville} : {affaire} divise|{Affaire}, mode d’emploi|{Acteur} contre {acteur}|Qui veut de {affaire} ?|{Affaire} : ce qui va changer|Le pari de {ville}|À {ville}, {acteur} sous pression|{Acteur} joue son va-tout|{ville}, la ville qui dit non|Après {affaire}, le doute
he_sub: Enquête à {ville}|Les coulisses d’un compromis|Notre sondage exclusif
idee_title: Pour en finir avec {affaire}|Lettre à {acteur}|Éloge de la lenteur|Ce que {ville} nous apprend
idee_sub: Point de vue|Bloc-notes
culture_title: Un roman venu de {ville}|Le retour de la chanson|{ville} fait son cinéma|Trois expositions à voir|La scène de {ville}
culture_sub: Théâtre|Livres|Cinéma
s_he: à {ville}, on ne parle plus que de {affaire}.|« Nous ne lâcherons rien », prévient {name}, délégué depuis {number} ans.|{acteur} a reçu mardi une délégation, sans rien promettre.|selon nos informations, le dossier aurait été rouvert dès le mois de janvier.|le calendrier, lui, reste flou.|dans l’entourage de la ministre, on assure que rien n’est tranché.|les chiffres donnent le tournis : {number} millions en {number} ans.|pour {name}, politologue, « le malaise vient de plus loin ».|au café de la gare, la conversation s’anime dès que l’on prononce le mot.|{acteur} dément, {acteur} confirme, et chacun campe sur ses positions.|une réunion de la dernière chance est prévue lundi à la préfecture.|reste une question que personne n’ose poser : qui paiera ?|le texte a été adopté par {number} voix de majorité.
number: trois|quatre|six|sept|huit|dix|douze
s_idee: je me méfie des certitudes, surtout quand elles viennent de {acteur}.|il faudrait, pour bien faire, relire ce que l’on écrivait il y a {number} ans.|{affaire} n’est pas une fatalité.|on me dira que je rêve ; c’est possible.
s_culture: le livre s’ouvre sur une gare vide, un soir de novembre.|{name} signe un film modeste et juste.|la mise en scène ne force rien, et c’est tant mieux.|on en sort léger, un peu étourdi.
inter: La colère monte|Un dossier explosif|Rendez-vous lundi|Le précédent de {ville}|Silence radio|Et maintenant ?
cadre: Repères. {number} communes concernées. {number} mille emplois directs. Première alerte : il y a {number} ans. Prochaine échéance : le conseil de lundi.|Ce que dit la loi. Le texte prévoit {number} mesures, dont une seule est applicable sans décret. {Acteur} dispose de {number} mois pour se prononcer.
bref: {ville}. {s_he}|{ville}. Le musée rouvre ses portes samedi après {number} ans de travaux.|{ville}. Un incendie a détruit un entrepôt sans faire de victime.|{ville}. {Acteur} a annoncé la création de {number} postes.
pull: Reste une question que personne n’ose poser : qui paiera ?|Le malaise vient de plus loin.|Nous ne lâcherons rien.
caption: {ville}, mardi matin, devant la mairie. Photo {name}|{name}, lors du conseil de lundi.
ad_text: Bien dormir, c’est vivre deux fois|La montre des gens pressés|Partez : le train vous attend
"""
)
NAMES = ("L’Époque", "Le Fil de la semaine", "La Tribune de France", "Sept Jours")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip


def write(rng: Random) -> Draft:
    w = writer("fr", rng, _RULES)
    made = serial.western(rng, rng.choice(NAMES), per_year=52, since=1953, first=1982)
    orders = [
        Order("Événement", "he", 1, "author", (1, 2), 1.0, blurb=1.0, paragraphs=(26, 32), sentences=(2, 4)),
        Order("France", "he", rng.randint(3, 4), "author", subtitle=0.3, blurb=0.4, paragraphs=(9, 15), sentences=(2, 4)),
        Order("Monde", "he", 2, "author", blurb=0.4, paragraphs=(18, 23), sentences=(2, 4)),
        Order("Idées", "idee", 2, "author", paragraphs=(7, 10), sentences=(3, 5)),
        Order("Culture", "culture", rng.randint(3, 4), "author", subtitle=0.3, paragraphs=(5, 8), sentences=(2, 4)),
    ]  # fmt: skip
    pieces = with_bylines(commission(orders, w), lambda p: "par " + " et ".join(names(p)), lambda p: " et ".join(names(p)))  # fmt: skip
    made_up = [dress(piece, n, w) for n, piece in enumerate(pieces)]
    made_up.insert(1, briefs(w))
    day = rng.randint(1, 28)
    number = str(52 * (int(made.issue["volume"]) - 1) + int(made.issue["number"]))
    issue = {**made.issue, "volume": None, "number": number} | {"day": day, "date": f"{made.issue['date']}-{day:02}"}
    return Draft(
        periodical=made.periodical,
        issue=issue,
        pieces=tuple(made_up),
        language="fr",
        facts={
            "date": f"{day} {MONTHS[int(made.issue['month']) - 1]} {made.issue['year']}",
            "hue": rng.choice(("#c8102e", "#003f87", "#00734f")),
            "ads": [w.write("ad_text") for _ in range(2)],
        },
        pictures=pictures.album(rng, 9) | {"barcode.svg": made.barcode},
    )


def briefs(w: Writer) -> Piece:
    base = compose("p90", Order("En bref", "he", signs="none", paragraphs=(1, 1)), w)
    notes = tuple(Text(w.fresh("bref")) for _ in range(w.rng.randint(30, 36)))
    return replace(base, title=("La semaine en bref",), byline="", signature="", contributors=(), subtitle=(), paragraphs=notes)  # fmt: skip


def dress(piece: Piece, number: int, w: Writer) -> Piece:
    """Crossheads, a caption and a box in the longer pieces; the cover story goes on further back."""
    body: list[Text] = []
    for n, text in enumerate(piece.paragraphs):
        if n and n % 4 == 0:
            body.append(Text(w.write("inter"), "heading"))
        body.append(text)
    if len(piece.paragraphs) > 8:
        body.insert(3, Text(w.write("caption"), "caption"))
        body.append(Text(w.write("cadre"), "sidebar"))
    facts: dict[str, object] = {"picture": f"picture-{1 + number % 7}.svg", "pull": w.write("pull")}
    if number == 0:
        facts["split"] = next(n for n in range(len(body) - 16, 0, -1) if body[n - 1].kind == "body")
    return replace(piece, paragraphs=tuple(body), facts=facts)


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let sans = ("Carlito",)
#let I = issue.issue
#let P = issue.periodical
#let label-at(p) = str(p)
#set text(font: ("Liberation Serif",), size: 9pt, lang: "fr")
#set par(justify: true, leading: 0.52em, spacing: 0.52em)
#let at(p) = { let found = issue.pieces.filter(q => page-of(q.id) <= p); if found.len() == 0 { none } else { found.last() } }
#set page(width: 210mm, height: 280mm, columns: 4, margin: (x: 14mm, top: 21mm, bottom: 17mm),
  header: context { let p = here().page(); if p > 3 { let now = at(p); if now != none { block(width: 100%, stroke: (bottom: 1.5pt + hue), inset: (bottom: 1mm), align(if calc.odd(p) { right } else { left }, text(11pt, font: sans, weight: "bold", fill: hue, head(upper(now.section), n: 2)))) } } },
  footer: context { let p = here().page(); if p > 2 { set text(8pt, font: sans); let f = strong(folio(label-at(p))); if calc.odd(p) { align(right)[#head(P.title) – #head(facts.date, n: 1) – #f] } else { align(left)[#f – #head(P.title) – #head(facts.date, n: 1)] } } })
#set columns(gutter: 4mm)
#page(margin: 0pt, columns: 1, header: none, footer: none)[
  #kind("cover")
  #place(top + left, picture("cover", "picture-0.svg", height: 280mm))
  #place(top + left, block(width: 100%, fill: hue, inset: 7mm, { text(50pt, font: sans, weight: "bold", fill: white, t("masthead/title", P.title)); linebreak(); text(10pt, font: sans, fill: white, t("masthead/date", "N° " + I.number + " – " + facts.date + " – 12 F")) }))
  #place(bottom + left, dx: 10mm, dy: -26mm, block(width: 140mm, { set par(justify: false); text(30pt, font: sans, weight: "bold", fill: white, stroke: 0.3pt + black, t("teaser/0", issue.pieces.at(0).title.join(" "))) }))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 32mm))
]
#let advert(n) = page(columns: 1, header: none, footer: none)[#kind("advertisement") #context implied(label-at(here().page())) #picture("ad", "picture-8.svg", height: 150mm) #v(14mm) #align(center, text(30pt, font: sans, weight: "bold", t("ad/" + str(n), facts.ads.at(n))))]
#advert(0)
#page(columns: 1, header: none)[
  #kind("contents")
  #set par(justify: false)
  #grid(columns: (1fr, 62mm), column-gutter: 8mm, {
    text(34pt, font: sans, weight: "bold", fill: hue, t("furniture/contents", "Sommaire"))
    v(1mm)
    for s in sections {
      block(above: 5mm, below: 2.4mm, box(fill: hue, inset: (x: 2mm, y: 1mm), text(10pt, font: sans, weight: "bold", fill: white, t("c-section/" + s, upper(s)))))
      for p in pieces-of(s) {
        block(above: 2.4mm, below: 2.4mm, breakable: false, grid(columns: (11mm, 1fr), text(14pt, font: sans, weight: "bold", fill: hue, context entry-page(p.id, label-at(page-of(p.id)))), {
          title-lines(p, "c", style: it => text(11pt, font: sans, weight: "bold", it))
          if p.subtitle.len() > 0 { linebreak(); text(9.5pt, style: "italic", subtitle-lines(p, "c", dash: none)) }
          if p.blurb != none { linebreak(); text(8.6pt, part(p, "c", "blurb", p.blurb)) }
          if p.byline != "" { linebreak(); text(8.6pt, style: "italic", part(p, "c", "byline", p.byline)) }
        }))
      }
    }
  }, block(width: 100%, fill: luma(238), inset: 4mm, {
    set text(8pt, font: sans)
    picture("contents", "picture-3.svg", height: 50mm)
    for (i, s) in ("Directeur de la publication : le président du directoire", "Rédaction : 14, rue du Moulin, 75010 Paris", "Commission paritaire n° 58" + I.number + "31", "ISSN " + P.issn, "Abonnements : 52 numéros, 480 F. Étranger : nous consulter.", "Imprimé en France. Dépôt légal à parution.").enumerate() { block(above: 2.5mm, t("masthead/ours" + str(i), s)) }
  }))
]
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 3mm, below: 1.6mm, sticky: true, { set par(justify: false); text(10pt, font: sans, weight: "bold", fill: hue, it) }) }
  else if kind == "caption" { block(above: 3mm, below: 3mm, breakable: false, { picture(p.id, p.facts.picture, height: 36mm); v(0.2mm); set par(justify: false); text(7.4pt, font: sans, it) }) }
  else if kind == "sidebar" { none }
  else { par(first-line-indent: 1em, it) }
  if i == 6 { block(above: 4mm, below: 4mm, breakable: false, stroke: (y: 1pt + hue), inset: (y: 2mm), { set par(justify: false); align(center, text(12.5pt, style: "italic", fill: hue, t("a/" + p.id + "/pull", "« " + p.facts.pull + " »"))) }) }
}
#let box-of(p) = for (i, q) in p.paragraphs.enumerate() { if q.kind == "sidebar" { block(width: 100%, above: 4mm, below: 4mm, breakable: false, fill: hue.lighten(88%), stroke: 0.6pt + hue, inset: 2.5mm, { set par(justify: false); text(8pt, font: sans, t("a/" + p.id + "/p/" + str(i), q.text)) }) } }
#let opener(p, size: 27pt) = place(top, scope: "parent", float: true, clearance: 5mm, block(width: 100%, { set par(justify: false); title-lines(p, "a", style: it => text(size, font: sans, weight: "bold", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); text(13pt, style: "italic", subtitle-lines(p, "a", dash: none)) }; if p.blurb != none { v(1mm); text(11pt, font: sans, weight: "bold", part(p, "a", "blurb", p.blurb)) } }))
#let signed(p) = align(right, { set par(justify: false); text(8.6pt, weight: "bold", part(p, "a", "byline", upper(p.signature))) })
#let story(p) = { pagebreak(weak: true); start(p.id); opener(p); paragraphs(p, style: style(p)); box-of(p); signed(p); finish(p.id) }
#let inner(p) = { start(p.id); block(width: 100%, above: 2mm, below: 2.6mm, sticky: true, stroke: (top: 2pt + hue), inset: (top: 1.6mm), { set par(justify: false); title-lines(p, "a", style: it => text(15pt, font: sans, weight: "bold", hyphenate: false, it)); if p.subtitle.len() > 0 { linebreak(); text(10pt, style: "italic", subtitle-lines(p, "a", dash: none)) }; if p.blurb != none { linebreak(); text(9pt, font: sans, weight: "bold", part(p, "a", "blurb", p.blurb)) } }); paragraphs(p, style: style(p)); box-of(p); signed(p); finish(p.id) }
#{
  let p = issue.pieces.at(0)
  start(p.id)
  opener(p, size: 34pt)
  paragraphs(p, to: p.facts.split, style: style(p))
  align(right, text(8.4pt, font: sans, weight: "bold", fill: hue, context part(p, "a", "jump", "Lire la suite page " + label-at(page-of("jump")))))
}
#{
  pagebreak(weak: true)
  let p = issue.pieces.at(1)
  start(p.id)
  opener(p)
  paragraphs(p, style: (kind, i, it) => block(above: 2.4mm, below: 2.4mm, it))
  finish(p.id)
}
#{ pagebreak(weak: true); for (n, p) in pieces-of("France").enumerate() { if n > 0 { v(5mm, weak: true) }; inner(p) } }
#{
  v(6mm, weak: true)
  let p = issue.pieces.at(0)
  start("jump")
  block(width: 100%, stroke: (top: 2pt + hue), inset: (top: 1.6mm), below: 2.6mm, sticky: true, { set par(justify: false); text(13pt, font: sans, weight: "bold", part(p, "a", "jump-title", p.title.join(" "))); linebreak(); text(8.4pt, font: sans, fill: hue, context part(p, "a", "jump-back", "Suite de la page " + label-at(page-of(p.id)))) })
  paragraphs(p, from: p.facts.split, style: style(p))
  box-of(p)
  signed(p)
  finish(p.id)
}
#advert(1)
#for p in pieces-of("Monde") { story(p) }
#pagebreak(weak: true)
#for (n, p) in (pieces-of("Idées") + pieces-of("Culture")).enumerate() { if n > 0 { v(5mm, weak: true) }; inner(p) }
"""

FAMILY = Family(
    "fr-hebdo",
    "fr",
    "news weekly, page first, four columns, crossheads, boxes, « Lire la suite page », briefs",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, OFFICE, BED, OLD),
)
