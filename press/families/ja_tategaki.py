"""A Japanese story magazine of today: horizontal contents, vertical body in three bands with furigana, serials, arabic folios."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..degradation import BED, LIBRARY, LIGHT
from ..draft import Draft, Piece
from ..editing import Order, commission, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
town: 鞆の浦|角館|遠野|近江八幡|臼杵|郡上|倉敷|三崎|余市|木曽
figure: 老婆|少年|船頭|郵便配達|女主人|旅芸人|時計屋|教頭|看護婦|植木屋
object: 提灯|蓄音機|風鈴|硝子玉|懐中時計|万華鏡|石榴|土蔵|井戸|汽笛|金木犀|行李
mood: 夕凪|宵闇|薄明|驟雨|霧雨|木枯らし|蜃気楼|残照
nov_title: {object}の夜|{mood}|{figure}と{object}|{town}まで|{mood}の{object}|{object}を運ぶ{figure}|夜汽車|名前のない{object}|{town}{mood}記|さよなら、{figure}|十七番目の{object}|水の{object}
nov_sub: {town}の章|あるいは{object}|最終回
essay_title: {object}の話|わたしの{town}|{mood}に読む本|台所から|{figure}の背中|{town}だより|忘れもの
talk_title: 物語は{object}から生まれる|{town}を書くということ|いま、短篇を読む
talk_sub: 小説と{town}
s_nov: {figure}は{object}を膝に置いたまま、しばらく口をきかなかった。|{mood}のなかを、一艘の舟がゆっくりと戻ってくる。|「あなたは{town}の人ですか」と{figure}が尋ねた。|わたしは答えるかわりに、{object}の蓋を開けてみせた。|その晩、{town}には{number}年ぶりの雪が降った。|戸口に立っていたのは、昨日の{figure}だった。|母が残したのは{object}がひとつと、{number}通の手紙だけである。|誰もいないはずの土蔵から、かすかに唄が聞こえた。|「まだ間に合うかしら」|{surname}は黙って首を振り、それから急に笑い出した。|坂を下りきったところに、古い井戸があった。|汽笛が二度鳴って、それきり何も聞こえなくなった。
s_essay: {town}を訪ねたのは、{mood}の美しい午後だった。|{object}という言葉を聞くと、いまでも祖父の部屋を思い出す。|旅先で出会った{figure}は、{number}年も同じ店を守っているという。|原稿が進まない日は、近所の井戸のあたりまで歩くことにしている。|読者から届いた手紙に、{object}のことが書いてあった。|結局、答えは出ないまま夏が終わった。
s_talk: 小説というのは、結局{object}のようなものだと思うんです。|それは{town}で育ったことと関係がありますか。|あると思います。{mood}を見ながら育ちましたから。|短篇のほうが難しい、とよくおっしゃっていますね。|ええ、{number}枚で世界を閉じなければならないので。|若い書き手には、まず{figure}をよく見なさいと言っています。
blurb: {mood}の{town}で、{figure}が見たものは。|{number}年ぶりの新作短篇。|話題の連載、いよいよ佳境へ。
"""
)
READINGS = {
    "鞆の浦": "とものうら", "角館": "かくのだて", "遠野": "とおの", "臼杵": "うすき", "郡上": "ぐじょう", "余市": "よいち", "木曽": "きそ", "倉敷": "くらしき",
    "老婆": "ろうば", "船頭": "せんどう", "旅芸人": "たびげいにん", "植木屋": "うえきや", "提灯": "ちょうちん", "蓄音機": "ちくおんき", "風鈴": "ふうりん",
    "硝子玉": "がらすだま", "懐中時計": "かいちゅうどけい", "万華鏡": "まんげきょう", "石榴": "ざくろ", "土蔵": "どぞう", "井戸": "いど", "汽笛": "きてき",
    "金木犀": "きんもくせい", "行李": "こうり", "夕凪": "ゆうなぎ", "宵闇": "よいやみ", "薄明": "はくめい", "驟雨": "しゅうう", "木枯らし": "こがらし",
    "蜃気楼": "しんきろう", "残照": "ざんしょう", "一艘": "いっそう", "戸口": "とぐち", "祖父": "そふ",
}  # fmt: skip
NAMES = ("月刊 物語", "小説ほたる", "夜光", "短篇の森", "街と小説")


def write(rng: Random) -> Draft:
    w = writer("ja", rng, _RULES)
    made = serial.western(rng, rng.choice(NAMES), per_year=12, since=1971, first=2001)
    orders = [
        Order("新作短篇", "nov", rng.randint(3, 4), "author", subtitle=0.1, blurb=0.8, paragraphs=(30, 55), sentences=(1, 4)),
        Order("連載小説", "nov", rng.randint(2, 3), "author", blurb=0.5, paragraphs=(28, 40), sentences=(1, 4)),
        Order("対談", "talk", 1, "author", (2, 2), 1.0, paragraphs=(24, 30), sentences=(1, 3)),
        Order("エッセイ", "essay", rng.randint(4, 6), "author", paragraphs=(7, 10), sentences=(3, 5)),
    ]  # fmt: skip
    pieces = with_bylines(commission(orders, w), lambda p: "×".join(names(p)))
    whole = str(12 * int(made.issue["volume"]) + int(made.issue["number"]))
    return Draft(
        periodical=made.periodical,
        issue={key: value for key, value in made.issue.items() if key not in ("volume", "number")}
        | {"whole_number": whole},
        pieces=tuple(serialise(piece, w) for piece in pieces),
        language="ja",
        facts={"hue": rng.choice(("#b3412f", "#2f5d50", "#3b3561")), "ad": [w.write("ad_text"), w.write("ad_text")]},
        pictures=pictures.album(rng, 4) | {"barcode.svg": made.barcode},
    )


def serialise(piece: Piece, w: Writer) -> Piece:
    """Serials bear a number and end with （つづく）; words get their readings where they come first in a paragraph."""
    facts: dict[str, object] = {"ruby": [readings(text.text) for text in piece.paragraphs]}
    if piece.section == "連載小説":
        facts |= {"episode": f"第{w.rng.randint(2, 24)}回", "tail": "（つづく）"}
    return replace(piece, facts=facts)


def readings(text: str) -> list[tuple[int, int, str]]:
    """(first byte, end byte, reading) for every word that has one, the first time that it stands there."""
    found = []
    for word, reading in READINGS.items():
        at = text.find(word)
        if at >= 0:
            begin = len(text[:at].encode())
            found.append((begin, begin + len(word.encode()), reading))
    return sorted(found)


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let mincho = ("IPAMincho",)
#let gothic = ("IPAGothic",)
#let I = issue.issue
#let label-at(p) = str(p)
#set text(font: mincho, size: 9pt, lang: "ja")
#set page(width: 182mm, height: 257mm, margin: (x: 16mm, top: 17mm, bottom: 18mm), binding: right, footer: context {
  let p = here().page()
  if p > 3 {
    let at = issue.pieces.filter(q => page-of(q.id) <= p).last()
    let opening = page-of(at.id) == p
    set text(8pt, font: gothic)
    if calc.odd(p) { align(left)[#folio(label-at(p)) #h(3mm) #if not opening { head(at.title.join(" ")) }] } else { align(right)[#if not opening { head(at.title.join(" ")) } #h(3mm) #folio(label-at(p))] }
  }
})
#page(footer: none, margin: 0pt, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + left, dx: 10mm, dy: 10mm, text(44pt, font: gothic, fill: white, stroke: 0.5pt + hue, t("masthead/title", issue.periodical.title)))
  #place(top + left, dx: 12mm, dy: 32mm, text(12pt, font: gothic, fill: white, t("masthead/number", str(I.year) + "年" + str(I.month) + "月号（通巻" + I.whole_number + "号）")))
  #place(bottom + right, dx: -14mm, dy: -40mm, vertical("teaser/0", issue.pieces.at(0).title.join("　"), size: 20pt, font: mincho, fill: white) + v(90mm))
  #place(bottom + left, dx: 8mm, dy: -8mm, barcode-box(width: 32mm))
]
#page(footer: none)[#kind("advertisement") #picture("ad", "picture-1.svg", height: 120mm) #v(10mm) #for (i, s) in facts.ad.enumerate() { align(center, block(text(20pt - 6pt * i, font: gothic, t("ad/0/" + str(i), s)))) }]
#page(footer: none)[
  #kind("contents")
  #grid(columns: (1fr, auto), align: bottom, text(22pt, font: gothic, fill: hue, t("furniture/contents", "目　次")), text(9pt, t("furniture/contents-number", issue.periodical.title + "　" + str(I.year) + "年" + str(I.month) + "月号")))
  #line(length: 100%, stroke: 1pt + hue)
  #for s in sections {
    block(above: 6mm, below: 3mm, box(fill: hue, inset: (x: 2.5mm, y: 1mm), text(10pt, font: gothic, fill: white, t("c-section/" + s, s))))
    for p in pieces-of(s) {
      block(above: 3mm, below: 3mm, grid(columns: (38mm, 1fr, 10mm), column-gutter: 3mm, text(11pt, part(p, "c", "byline", p.byline)), {
        text(12.5pt, font: gothic, title-lines(p, "c", sep: [　]))
        if p.subtitle.len() > 0 { text(9pt, subtitle-lines(p, "c", dash: "――")) }
        if p.blurb != none { linebreak(); text(8pt, fill: luma(90), part(p, "c", "blurb", p.blurb)) }
      }, align(right, text(11pt, font: gothic, context entry-page(p.id, label-at(page-of(p.id)))))))
    }
  }
]
#let pitch = 16.6pt
#let step = 9.5pt
// A row with the readings of its words to the right of them, set to the length of the word.
#let with-ruby(r, list) = {
  row(r, step: step, font: mincho)
  let indented = r.line.clusters().slice(r.skip)
  let end = r.offset + bytes(indented.join("")).len()
  for (from, to, reading) in list {
    if from >= r.offset and to <= end {
      let at = r.offset
      let before = 0
      for c in indented { if at < from { before += 1 }; at += bytes(c).len() }
      let long = r.text.slice(from, to).clusters().len() * step
      let count = reading.clusters().len()
      let tight = calc.min(calc.max(long / count, 4.4pt), 7pt)
      let shift = (long - tight * count) / 2
      place(top + left, dx: r.size + 0.4pt, dy: (r.skip + before) * step + shift, vertical("furniture/ruby/" + r.path + "/" + str(from), reading, size: 4.4pt, step: tight, font: mincho))
    }
  }
}
#let body-rows(p, i, q) = rows-of("a/" + p.id + "/p/" + str(i), q.text, 21, size: 9pt, indent: if q.text.starts-with("「") { 0 } else { 1 }).map(r => (draw: box(width: r.size, inset: 0pt, place(top + left, dx: -(pitch - r.size) / 2, with-ruby(r, p.facts.ruby.at(i)))), feed: 1))
#let essays = pieces-of("エッセイ")
#let story(p) = {
  let items = ()
  items.push((start: p.id))
  items.push((gap: 1))
  items += rows-of("a/" + p.id + "/rubric", p.section + if "episode" in p.facts { "　" + p.facts.episode } else { "" }, 21, size: 9pt, indent: 0).map(r => (..r, font: gothic))
  for (i, l) in p.title.enumerate() { items += rows-of("a/" + p.id + "/title" + if i > 0 { str(i) }, l, 9, size: 20pt, indent: 0, feed: 3).map(r => (..r, font: gothic)) }
  for l in p.subtitle { items += rows-of("a/" + p.id + "/subtitle", "――" + l, 18, size: 10pt, indent: 2) }
  items += rows-of("a/" + p.id + "/byline", p.signature, 21, size: 13pt, indent: 6, feed: 3)
  for (i, q) in p.paragraphs.enumerate() { items += body-rows(p, i, q) }
  if "tail" in p.facts { items += rows-of("a/" + p.id + "/tail", p.facts.tail, 21, size: 9pt, indent: 15) }
  items.push((finish: p.id))
  items
}
#for p in issue.pieces.filter(p => p.section != "エッセイ") {
  pagebreak(weak: true)
  vertical-pages(story(p), bands: 3, lines: 25, pitch: pitch, height: 69mm, gutter: 6mm, step: step, font: mincho)
}
#pagebreak(weak: true)
#vertical-pages(essays.map(p => ((gap: 2),) + story(p)).flatten(), bands: 3, lines: 25, pitch: pitch, height: 69mm, gutter: 6mm, step: step, font: mincho, rule: true)
"""

FAMILY = Family(
    "ja-tategaki",
    "ja",
    "story magazine, contents across, body vertical in three bands with furigana, serials",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, BED, LIBRARY),
)
