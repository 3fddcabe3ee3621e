"""A Taiwan quarterly of today, set across: padded pages, names in two scripts, one wide column with numbered footnotes, 民國 dates."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace
from pypinyin import lazy_pinyin

from .. import pictures, serial
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
ground: 埔里|鹿港|北投|淡水|美濃|大稻埕|旗津|三峽|北港|卑南|霧臺|馬祖|澎湖
matterx: 老街保存|社區營造|原住民文學|眷村記憶|茶業史|戲曲傳承|校園空間|博物館教育|高齡照護|族語復振|漁村轉型|獨立書店|日治建築|宗教祭典|口述歷史
lens: 地方學|性別|記憶政治|文化資產|數位典藏|公民參與|跨域合作
jk_title: {ground}的{matterx}：以{lens}為視角|重讀{ground}：{matterx}與{lens}|{matterx}的困境與可能|誰的{ground}？{matterx}三十年|從{lens}看{matterx}|{ground}{matterx}的田野筆記|{matterx}如何成為{lens}|當{lens}遇見{matterx}
jk_sub: 一個{ground}的個案|兼談{lens}|{ground}經驗的再思考
visit_title: 在{ground}遇見{matterx}|{ground}：一座小鎮的{matterx}|與{ground}的居民對話
visit_sub: 專訪{surname}老師|{ground}行腳
book_title: 評《{ground}{matterx}》|讀《{lens}的多重面貌》|書介：《{matterx}手冊》
s_jk: 本文以{ground}為田野，自民國九十{num}年起進行長期觀察，並訪談居民二十餘位。|過往有關{matterx}的研究，多半集中於制度層面，較少觸及{lens}的面向。|然而，{ground}的經驗顯示，{matterx}並非單向的政策執行，而是不斷協商的過程。|換言之，{lens}提供了一個重新理解{matterx}的切入點。|受訪者多次提到，{ground}的改變是從一間老房子開始的。|筆者認為，{matterx}若缺乏在地參與，終將流於形式。|值得注意的是，年輕世代對於{matterx}有著截然不同的想像。|民國八十{num}年，{ground}居民自發組成工作室，著手整理老照片。|綜上所述，{lens}與{matterx}之間的張力，正是本文試圖呈現的核心。|從檔案資料可以看出，{ground}在戰後初期即已出現類似的組織。
s_visit: 走進{ground}，午後的陽光斜斜照在紅磚牆上。|「我們只是想把老東西留下來。」{surname}老師笑著說。|鎮上最後一家餅舖還維持著三代以前的做法。|離開前，他送我一張手繪地圖，上面標滿了消失的地名。|談起{matterx}，大家的話匣子便打開了。
s_book: 本書共分{num}章，從{lens}的角度梳理{ground}近百年的變遷。|作者文筆流暢，材料翔實，惟第{num}章略嫌單薄。|對於關心{matterx}的讀者而言，這是一本不可多得的入門書。
heading: 壹、前言|貳、文獻回顧|參、{ground}的田野觀察|肆、討論|伍、結語
num: 二|三|四|五|六|七
note: {name}，《{ground}{matterx}》（臺北：{brand}出版社，{yr}），頁{pg}。|{name}，〈{matterx}與{lens}〉，《{ground}文獻》第{num}期（{yr}年），頁{pg}—{pg2}。|參見{name}，前揭書，頁{pg}。|訪談紀錄，{yr}年{num}月，{ground}。
yr: 1997|2003|2008|2012|2016
pg: 12|23|37|45|58
pg2: 66|71|89|102
name: {surname}{given2}
keyword: {matterx}|{lens}|{ground}
keen: {ground}的巷弄 攝影／{name}|{matterx}工作坊現場 圖片提供／{ground}文史工作室
place_e: Puli|Lukang|Beitou|Tamsui|Meinong|Dadaocheng|Cijin|Sanxia
theme_e: Community Building|Oral History|Heritage and Memory|Museum Education|Local Knowledge|Tea and Trade|Ritual Life
"""
)
NAMES = ("地方學季刊", "島嶼文化論叢", "南方人文", "山海文獻")
HEADS = {"專題論文": "Feature Articles", "一般論文": "Articles", "田野走讀": "Field Notes", "書評": "Book Reviews"}


def write(rng: Random) -> Draft:
    w = writer("zh-Hant", rng, _RULES)
    made = serial.western(rng, rng.choice(NAMES), per_year=4, since=1990, first=2004)
    orders = [
        Order("專題論文", "jk", rng.randint(3, 4), "author", (1, 2), 0.4, paragraphs=(15, 22), sentences=(4, 7)),
        Order("一般論文", "jk", rng.randint(1, 2), "author", subtitle=0.3, paragraphs=(14, 18), sentences=(4, 7)),
        Order("田野走讀", "visit", rng.randint(2, 3), "author", subtitle=0.5, paragraphs=(7, 10), sentences=(3, 5)),
        Order("書評", "book", rng.randint(2, 3), "author", paragraphs=(5, 7), sentences=(3, 5)),
    ]
    pieces = with_bylines(commission(orders, w), lambda p: "、".join(names(p)))
    year = int(made.issue["year"])
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=tuple(edit(piece, w) for piece in pieces),
        language="zh-Hant",
        facts={"heads": HEADS, "roc": str(year - 1911), "hue": rng.choice(("#7d4e24", "#24546b", "#56632a")), "publisher": f"財團法人{w.write('ground')}文教基金會"},
        pictures=pictures.album(rng, 5) | {"barcode.svg": made.barcode},
    )  # fmt: skip


def latin(name: str) -> str:
    surname, *given = lazy_pinyin(name)
    return f"{'-'.join(given).capitalize()} {surname.capitalize()}"


def edit(piece: Piece, w: Writer) -> Piece:
    """Papers get an English title, abstract, keywords, headings and notes; field notes a picture."""
    english = f"{w.write('theme_e')} in {w.write('place_e')}: {w.write('theme_e')} Reconsidered"
    facts = {"latin": ", ".join(latin(name) for name in names(piece)), "picture": f"picture-{w.rng.randint(1, 4)}.svg"}
    if piece.section == "田野走讀":
        body = (*piece.paragraphs[:3], Text(w.write("keen"), "caption"), *piece.paragraphs[3:])
        return replace(piece, paragraphs=body, facts=facts)
    if piece.section == "書評":
        return replace(piece, facts=facts)
    heads, step = w.grammar["heading"], len(piece.paragraphs) // 5
    lines: list[Text] = []
    notes = 0
    for n, text in enumerate(piece.paragraphs):
        if n % step == 0 and n // step < len(heads):
            lines.append(Text(heads[n // step].replace("{ground}", w.write("ground")), "heading"))
        lines.append(text)
        if w.rng.random() < 0.45:
            notes += 1
            lines.append(Text(f"{notes} {w.write('note')}", "footnote"))
    words = tuple(dict.fromkeys(w.write("keyword") for _ in range(4)))
    return replace(
        piece,
        paragraphs=tuple(lines),
        abstract=w.paragraph("s_jk", 4),
        keywords=words,
        alternative_title=english,
        facts=facts,
    )


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let ming = ("Liberation Serif", "Noto Serif CJK TC")
#let hei = ("Lato", "Noto Sans CJK TC")
#let I = issue.issue
#let lead = 5
#let label-at(p) = pad(p, 3)
#set text(font: ming, size: 10.5pt, lang: "zh", region: "tw")
#set par(justify: true, leading: 0.95em, spacing: 0.95em)
#let section-of(p) = { let at = issue.pieces.filter(q => page-of(q.id) <= p); if at.len() == 0 { none } else { at.last() } }
#set page(width: 190mm, height: 260mm, margin: (inside: 26mm, outside: 34mm, top: 26mm, bottom: 24mm), footer: context {
  let p = here().page()
  if p >= lead {
    let at = section-of(p)
    set text(8pt, font: hei, fill: luma(60))
    let f = text(9.5pt, fill: hue, weight: "bold", folio(label-at(p)))
    if calc.odd(p) { align(right)[#if at != none { head(at.title.join(" ")) } #h(3mm)｜#h(3mm) #f] } else { align(left)[#f #h(3mm)｜#h(3mm) #head(issue.periodical.title + "　第" + I.volume + "卷第" + I.number + "期")] }
  }
})
#page(footer: none, margin: 0pt)[
  #kind("cover")
  #picture("cover", "picture-0.svg", height: 165mm)
  #place(top + left, dx: 16mm, dy: 178mm, { text(34pt, font: hei, weight: "bold", fill: hue, t("masthead/title", issue.periodical.title)); linebreak(); text(11pt, font: hei)[#t("masthead/number", "第" + I.volume + "卷第" + I.number + "期")　#t("masthead/date", "中華民國" + facts.roc + "年" + str(I.month) + "月")　#t("masthead/issn", "ISSN " + issue.periodical.issn)]; linebreak(); text(10pt, t("masthead/publisher", facts.publisher + " 出版")) })
]
#page(footer: none)[
  #kind("inside-cover")
  #v(1fr)
  #set text(8.5pt)
  #for (i, s) in ("發行人：" + facts.publisher, "創刊日期：中華民國七十九年三月", "定價：新臺幣二百五十元", "本刊文章未經同意，不得轉載、翻印。").enumerate() { block(above: 2mm, t("masthead/colophon" + str(i), s)) }
]
#page(footer: none)[
  #kind("contents")
  #set par(justify: false, leading: 0.6em)
  #text(24pt, font: hei, fill: hue, t("furniture/contents", "目次")) #h(3mm) #text(12pt, font: hei, fill: luma(120), t("furniture/contents-english", "Contents"))
  #v(2mm)
  #for s in sections {
    block(above: 7mm, below: 3mm, width: 100%, stroke: (bottom: 0.6pt + hue), inset: (bottom: 1.2mm))[#text(12pt, font: hei, weight: "bold", fill: hue, t("c-section/" + s, s)) #h(2mm) #text(9pt, font: hei, fill: hue, t("c-section/" + s + "/english", facts.heads.at(s)))]
    for p in pieces-of(s) {
      block(above: 3.5mm, below: 3.5mm, breakable: false, grid(columns: (1fr, 12mm), column-gutter: 5mm, {
        text(11pt, title-lines(p, "c", sep: [ ]))
        if p.subtitle.len() > 0 { subtitle-lines(p, "c", style: it => text(10pt, it)) }
        if p.alternative_title != none { linebreak(); text(8.8pt, style: "italic", t("c2/" + p.id + "/title", p.alternative_title)) }
        linebreak()
        text(9.5pt, font: hei)[#part(p, "c", "byline", p.byline)　#text(8.5pt, fill: luma(110), t("c2/" + p.id + "/byline", p.facts.latin))]
      }, align(right + bottom, text(11pt, font: hei, weight: "bold", context entry-page(p.id, label-at(page-of(p.id)))))))
    }
  }
]
#page(footer: none)[#kind("plate") #v(1fr) #picture("plate", "picture-1.svg", height: 150mm) #v(1fr)]
#let count = counter("notes")
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 8mm, below: 5mm, sticky: true, text(12pt, font: hei, weight: "bold", it)) }
  else if kind == "caption" { block(above: 5mm, below: 5mm, breakable: false, { picture(p.id, p.facts.picture, height: 60mm); v(-2mm); text(8.5pt, font: hei, it) }) }
  else if kind == "footnote" { place(bottom, float: true, clearance: 3mm, block(width: 100%, inset: (top: 1mm), above: 1mm, below: 0mm, { at-foot("a/" + p.id + "/p/" + str(i)); set par(leading: 0.5em); text(8pt, it) })) }
  else {
    let next = if i + 1 < p.paragraphs.len() { p.paragraphs.at(i + 1) } else { none }
    par(first-line-indent: (amount: 2em, all: true), { it; if next != none and next.kind == "footnote" { super(typographic: false, size: 6.5pt, t("a/" + p.id + "/note/" + str(i), next.text.split(" ").at(0))) } })
  }
}
#set page(margin: (inside: 26mm, outside: 34mm, top: 26mm, bottom: 24mm))
#let paper(p) = {
  pagebreak(weak: true)
  start(p.id)
  text(9pt, font: hei, fill: hue, t("a/" + p.id + "/rubric", p.section))
  block(above: 6mm, below: 5mm, { set par(justify: false, leading: 0.6em); title-lines(p, "a", style: it => text(20pt, font: hei, weight: "bold", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(13pt, font: hei, it)) } })
  if p.alternative_title != none { block(text(11pt, style: "italic", t("a/" + p.id + "/field/alternative_title", p.alternative_title))) }
  align(right, { text(12pt, part(p, "a", "byline", p.signature)); linebreak(); text(9pt, style: "italic", t("a/" + p.id + "/latin", p.facts.latin)) })
  if p.abstract != none { block(width: 100%, fill: hue.lighten(90%), inset: 4mm, above: 6mm, below: 8mm, { set text(9pt); set par(leading: 0.7em); block(below: 2mm, text(font: hei, weight: "bold", t("a/" + p.id + "/abstract-label", "摘要"))); t("a/" + p.id + "/abstract", p.abstract); block(above: 3mm)[#text(font: hei, weight: "bold", t("a/" + p.id + "/keywords-label", "關鍵詞："))#t("a/" + p.id + "/keywords", p.keywords.join("、"))] }) }
  paragraphs(p, style: style(p))
  finish(p.id)
}
#for p in issue.pieces.filter(p => p.section != "書評") { paper(p) }
#pagebreak(weak: true)
#for (n, p) in pieces-of("書評").enumerate() {
  if n > 0 { v(12mm, weak: true); line(length: 40mm, stroke: 1pt + hue); v(5mm) }
  start(p.id)
  block(below: 5mm, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => text(15pt, font: hei, weight: "bold", it)); h(1fr); text(11pt, part(p, "a", "byline", p.signature)) })
  paragraphs(p, style: style(p))
  finish(p.id)
}
"""

FAMILY = Family(
    "hant-jikan",
    "zh-Hant",
    "Taiwan quarterly set across, padded pages, names in two scripts, numbered footnotes",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
)
