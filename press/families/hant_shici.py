"""A Chinese verse periodical: vertical, bound on the right, author above title, verse set line by line, head and folio in the outer margin."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from backfile.model import Contributor

from .. import pictures
from ..degradation import LIBRARY, LIGHT, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, letterspaced
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
one: 青|白|寒|孤|長|秋|夕|故|疏|古|殘|新|遠|暮|曉|春|清|空|微|斷
two: 山|月|雲|江|舟|亭|風|照|園|鐘|寺|雪|柳|鴻|霜|水|煙|橋|雨|竹
p2: {one}{two}
p3: 照客衣|入夢遲|隔岸明|帶雨歸|繞郭流|落誰家|滿空階|過小橋|共一杯|待月斜|不勝寒|倚欄干|寄遠人|下翠微|幾度開|水東流|上高樓|獨掩門|無人問|到酒家
pair5: {p2}{p3}，{p2}{p3}。
pair7: {p2}{p2}{p3}，{p2}{p2}{p3}。
spot: 西湖|岳陽樓|陽明山|鼓浪嶼|滄浪亭|岱廟|日月潭|武夷|雁蕩|赤崁樓|桃花潭|錦官城
feast: 中秋|重九|上元|除夕|清明|端午|冬至
poem_title: {spot}紀遊|{feast}感懷|夜泊{spot}|登{spot}|{feast}寄友|題畫|詠{flower}|讀史|{spot}雜詩|和友人韻|雨後|歲暮書懷|{feast}獨坐|過{spot}|聽琴|送別|{flower}三首|移居
flower: 梅|蘭|菊|竹|荷|桂|水仙|紅葉
talk_title: 論{school}之{merit}|{school}詩話|談詩的{merit}|《{spot}集》讀後|{school}與{merit}|從{flower}詩看{merit}|學詩札記
talk_sub: 兼及{school}|讀書札記之{num}
school: 晚唐|江西詩派|南社|同光體|宋人|常州詞派|王孟
merit: 格律|意境|用典|對仗|煉字|聲調|性靈|比興
s_talk: 詩之有{merit}，猶屋之有棟樑，不可或缺。|{school}諸家於此用力最深，而得失互見。|昔人云：「{p2}{p3}」，五字之中，情景俱足。|或謂{merit}為末事，余竊以為不然。|今之學者，往往先求{merit}而後及情，是本末倒置也。|試取{school}一篇，反覆諷誦，自能領會。|余少時遊{spot}，曾得「{p2}{p3}」之句，至今不能續成。|友人見之，撫掌稱善，以為近於{school}。|蓋{merit}者，非可強求，積學既久，水到渠成。|此中甘苦，惟深於詩者知之。
given1: 安|遠|衡|瀚|霖|澄|牧|樵|漁|韜|瑾
poet: {surname}{given1}|{surname}{one}{two}|{surname}{given1}{two}|{surname}{one}{given1}
seat: 臺北|香港|金陵|成都|星洲|長安|杭州|福州|臺南|羊城
num: 一|二|三|四|五
"""
)
TITLES = ("風雅", "海嶽詩刊", "采風吟苑", "鷗盟", "滄海詩聲")
SECTIONS = ("名家近作", "海內吟壇", "女史清音", "青衿新詠", "詞苑")
DIGITS = "〇一二三四五六七八九"
NUMERALS = ("", "（二首）", "（三首）", "（四首）")


def write(rng: Random) -> Draft:
    w = writer("zh-Hant", rng, _RULES)
    orders = [Order(s, "poem", rng.randint(5, 8), "none", paragraphs=(0, 0)) for s in SECTIONS]
    poems = [versify(piece, w) for piece in commission(orders, w)]
    talks = commission(
        [Order("詩話", "talk", rng.randint(3, 4), "none", subtitle=0.4, paragraphs=(6, 12), sentences=(3, 6))],
        w,
        prefix="t",
    )
    pieces = (*poems, *(sign(piece, w) for piece in talks))
    year, number = rng.randint(1966, 2020), rng.randint(1, 4)
    whole = 4 * (year - 1960) + number
    title = rng.choice(TITLES)
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue={"year": year, "date": str(year), "number": str(whole)},
        pieces=pieces,
        language="zh-Hant",
        facts={"whole": "".join(DIGITS[int(d)] for d in str(whole)), "date": "".join(DIGITS[int(d)] for d in str(year)) + "年", "season": "春夏秋冬"[number - 1]},
        pictures={"picture-0.svg": pictures.engraving(rng)},
    )  # fmt: skip


def sign(piece: Piece, w: Writer) -> Piece:
    name = w.fresh("poet")
    return replace(
        piece, contributors=(Contributor(name=name),), byline=letterspaced(name), signature=letterspaced(name)
    )


def versify(piece: Piece, w: Writer) -> Piece:
    """One to four poems under one title; each couplet is a paragraph; the signature says where the poet lives."""
    count, form = w.rng.choice((0, 0, 1, 2, 3)), w.rng.choice(("pair5", "pair7"))
    lines: list[Text] = []
    for number in range(count + 1):
        if count:
            lines.append(Text(f"其{w.grammar['num'][number]}", "heading"))
        lines += [Text(w.fresh(form)) for _ in range(w.rng.choice((2, 4)))]
    theme = piece.title[0].replace("三首", "")
    named = replace(piece, title=(theme + NUMERALS[count],), paragraphs=tuple(lines))
    signed = sign(named, w)
    seat = w.write("seat")
    people = (replace(signed.contributors[0], affiliation=seat),)
    return replace(signed, body_title=(theme,) if count else (), facts={"seat": seat, "people": people[0].name})


TEMPLATE = r"""
#let ming = ("AR PL UMing TW", "Noto Serif CJK TC")
#let kai = ("AR PL UKai TW", "Noto Serif CJK TC")
#let fang = ("cwTeXFangSong", "Noto Serif CJK TC")
#let I = issue.issue
#let lead = 4
#let label-at(p) = kanji(p - lead + 1)
#let section-of(p) = { let at = issue.pieces.filter(q => page-of(q.id) <= p); if at.len() == 0 { "" } else { at.last().section } }
#set text(font: ming, size: 11pt, lang: "zh", region: "tw")
#set page(width: 170mm, height: 240mm, margin: (x: 20mm, top: 19mm, bottom: 17mm), binding: right, background: context {
  let p = here().page()
  if p >= lead {
    let side = if calc.odd(p) { right } else { left }
    let dx = if calc.odd(p) { -8mm } else { 8mm }
    place(top + side, dx: dx, dy: 22mm, vertical("head/" + str(p) + "/0", issue.periodical.title + "　第" + facts.whole + "期", size: 8.5pt, font: kai))
    place(top + side, dx: dx, dy: 110mm, vertical("head/" + str(p) + "/1", section-of(p), size: 8.5pt, font: kai))
    place(top + side, dx: dx, dy: 204mm, { mark("label", (label-at(p),)); vertical("folio/" + str(p), label-at(p), size: 9.5pt, font: ming) })
  }
})
#page(background: none, fill: rgb("#efe6d2"))[
  #kind("cover")
  #place(top + right, dx: -10mm, dy: 10mm, vertical("masthead/title", issue.periodical.title, size: 48pt, font: kai))
  #place(top + left, dx: 6mm, dy: 20mm, image("picture-0.svg", width: 62mm))
  #place(bottom + left, dx: 12mm, dy: -86mm, vertical("masthead/number", "第" + facts.whole + "期", size: 16pt, font: fang))
  #place(bottom + left, dx: 24mm, dy: -86mm, vertical("masthead/date", facts.date + facts.season + "季號", size: 16pt, font: fang))
]
#let cells = ()
#for s in sections { cells.push((section: s)); for p in pieces-of(s) { cells.push((piece: p)) } }
#let per = 15
#let sheets = calc.ceil(cells.len() / (per * 2))
#for k in range(2) {
  page(background: none, {
    kind("contents")
    if k == 0 { place(top + right, dy: 2mm, vertical("furniture/contents", "目　錄", size: 20pt, font: kai)) }
    let mine = cells.slice(calc.min(k * per * 2, cells.len()), calc.min((k + 1) * per * 2, cells.len()))
    for band in range(2) { if mine.len() > band * per { for (n, cell) in mine.slice(band * per, calc.min((band + 1) * per, mine.len())).enumerate() {
      let x = 13mm + n * 7.9mm
      let y = band * 104mm + 2mm
      if "section" in cell { place(top + right, dx: -x, dy: y, vertical("c-section/" + cell.section, "◎" + cell.section, size: 12pt, font: kai)) }
      else {
        let p = cell.piece
        place(top + right, dx: -x, dy: y, vertical("c/" + p.id + "/byline", p.byline, size: 10.5pt, font: kai))
        place(top + right, dx: -x, dy: y + 19mm, vertical("c/" + p.id + "/title", p.title.join("　"), size: 10.5pt))
        if p.subtitle.len() > 0 { place(top + right, dx: -x, dy: y + 21mm + p.title.join("　").clusters().len() * 11.2pt, vertical("c/" + p.id + "/subtitle", "──" + p.subtitle.at(0), size: 7.5pt)) }
        context { let l = label-at(page-of(p.id)); mark("entry", (p.id, l, none)); place(top + right, dx: -x, dy: y + 84mm, vertical("c/" + p.id + "/page", l, size: 9.5pt)) }
      }
    } } }
    place(top + right, dy: 101mm, line(length: 100%, stroke: 0.3pt))
  })
}
#let items = ()
#for (k, p) in issue.pieces.enumerate() {
  if k == 0 or issue.pieces.at(k - 1).section != p.section {
    items.push((gap: 1))
    items += rows-of("furniture/section/" + p.section, "◆" + p.section + "◆", 20, size: 15pt, indent: 1, feed: 3).map(r => (..r, font: kai))
  }
  items.push((gap: 1))
  items.push((start: p.id))
  let lines = if p.body_title.len() > 0 { p.body_title } else { p.title }
  for (i, l) in lines.enumerate() { items += rows-of("a/" + p.id + "/title" + if i > 0 { str(i) }, l, 15, size: 14pt, indent: 1, feed: 2).map(r => (..r, font: kai)) }
  for l in p.subtitle { items += rows-of("a/" + p.id + "/subtitle", "──" + l, 22, size: 9.5pt, indent: 3) }
  items += rows-of("a/" + p.id + "/byline", p.signature, 22, size: 11pt, indent: 13, feed: 1).map(r => (..r, font: fang))
  if "seat" in p.facts { items += rows-of("a/" + p.id + "/seat", "（" + p.facts.seat + "）", 22, size: 8pt, indent: 19, feed: 1).map(r => (..r, font: fang)) }
  for (i, q) in p.paragraphs.enumerate() {
    let verse = "seat" in p.facts
    items += rows-of("a/" + p.id + "/p/" + str(i), q.text, 22, size: if q.kind == "heading" { 9pt } else { 11pt }, indent: if q.kind == "heading" { 6 } else if verse { 3 } else { 2 }).map(r => (..r, font: if verse { fang } else { ming }))
  }
  items.push((finish: p.id))
}
#vertical-pages(items, bands: 2, lines: 20, pitch: 18.4pt, height: 97mm, gutter: 9mm, step: 11.8pt, font: ming, rule: true)
"""

FAMILY = Family(
    "hant-shici",
    "zh-Hant",
    "verse quarterly, vertical, bound on the right, author above title, heads and folios in the outer margin",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, LIBRARY, OLD),
)
