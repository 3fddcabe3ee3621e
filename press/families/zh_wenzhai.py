"""A Chinese digest: dozens of short pieces run on through two columns, each with its source (摘自…), fillers not in the contents."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..degradation import BED, LIGHT, OFFICE, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, compose, names, shuffled, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
who: 齐白石|梅兰芳|沈从文|老舍|汪曾祺|丰子恺|竺可桢|华罗庚|钱锺书|季羡林|启功|吴冠中|侯宝林|梁思成|茅以升|黄永玉|爱因斯坦|马克·吐温|萧伯纳|丘吉尔
habit: 吃糖|拒客|还书|买画|学外语|认错|赴宴|请假|写信|养猫|修表|走路|排队|砍价|收徒|道歉
virtue: 体面|分寸|耐心|慢|沉默|留白|松弛|较真|守时|善意|笨功夫|好奇心
body: 心脏|睡眠|膝盖|眼睛|肠胃|牙齿|血压|颈椎
food: 粥|醋|苦瓜|豆腐|鸡蛋|核桃|红薯|绿茶|木耳
wz_title: {who}{habit}|{who}的{virtue}|{who}妙答记者|{virtue}的力量|{virtue}是一种教养|{virtue}与{virtue}|别把{virtue}丢了|父亲的{thing}|母亲与{thing}|那一年的{thing}|一{unit}{thing}|{city}人为什么爱{habit}|{who}与{who}|一次{habit}的经历|{job}的{virtue}|藏在{thing}里的{virtue}|学会{virtue}|第{num}次{habit}
unit: 只|张|条|封|把|盏
health_title: {food}怎么吃才养{body}|{num}个习惯最伤{body}|{body}不好，先看这{num}点|{food}：被误解的“{body}卫士”|{season}养{body}|吃{food}的{num}个误区|走路与{body}
joke_title: 笑林|会心一笑|幽默|语丝|小词典|冷知识|一句话
wz_sub: 一段往事|{who}轶事
s_wz: 有一年{season}，{who}去{city}，临行前只带了一{unit}{thing}。|有人问他为什么，他笑笑说：“人活着，总要有点{virtue}。”|朋友不解，追问再三，他才慢慢道出原委。|那时候家里穷，一{unit}{thing}要用上好几年。|父亲没有说话，只是把{thing}往我这边推了推。|许多年以后，我才明白那是他教给我的第一课。|真正的{virtue}，从来不在嘴上。|这件小事过去{num}十年了，我一直没有忘记。|生活里，我们常常把{virtue}当成软弱，其实恰恰相反。|“您怎么不早说呢？”对方涨红了脸。|后来{who}在文章里写道，那是他一生中最重要的一次{habit}。|第二天一早，{job}果然又来了，手里提着{thing}。|满屋子的人都笑了，只有母亲背过身去。|一个人的{virtue}，往往藏在他对待陌生人的方式里。|车开出很远，我回头，他还站在原地。
s_health: {food}性平，老人小孩都适合吃，但一次不宜过多。|医生提醒，{body}不适超过两周，应当及时就诊。|研究显示，每天步行六千步的人，{body}的状况明显好于久坐者。|不少人以为{food}可以降血压，这种说法并不准确。|正确的做法是先用温水泡开，再用小火慢煮二十分钟。|{season}气候变化大，{body}最容易出问题。|每周吃{num1}次、每次不超过一百克为宜。
s_joke: 顾客：“这{food}新鲜吗？”老板：“比您的问题还新鲜。”|老师问：“谁能用‘{virtue}’造句？”小明答：“我爸排队时没有{virtue}。”|世上最远的路，是从“我知道”到“我做到”。|年轻时总嫌{thing}旧，老了才知道旧的是自己。|{body}：平时想不起来，想起来就晚了。|甲：“你怎么总在{habit}？”乙：“因为别的都要花钱。”
paper: 《{city}晚报》|《{city}日报》|《{city}政协报》|《生活与{virtue}》|《老年天地》|《{season}文学》|《{city}广播电视报》|《{brand}周末》|《名人轶事》
book: 《{thing}集》|《{place}往事》|《我的{virtue}》|《闲话{food}》
press: {city}人民出版社|{brand}书店|{city}文艺出版社
source: 摘自{paper}{year}年{mon}月{day}日|摘自{paper}{year}年第{mon}期|摘自{book}，{press}|据{paper}
"""
)
NAMES = ("每月文萃", "读书文摘报刊选", "青年文选", "晚晴文摘", "人间选粹")
SECTIONS = ("人物春秋", "心灵茶座", "往事如烟", "百味人生", "哲理小品", "域外来风", "校园内外", "亲情树")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng, _RULES)
    made = serial.chinese(rng, rng.choice(NAMES), per_year=12, since=1985)
    chosen = shuffled(SECTIONS, rng, rng.randint(5, 6))
    signs = {"域外来风": "translated", "心灵茶座": "penname"}
    orders = [
        Order(s, "wz", rng.randint(5, 9), signs.get(s, "author"), subtitle=0.06, paragraphs=(4, 10), sentences=(2, 4))  # type: ignore[arg-type]
        for s in chosen
    ] + [Order("保健台", "health", rng.randint(3, 5), "author", paragraphs=(3, 6), sentences=(2, 4))]
    pieces = [sourced(piece, w) for piece in with_bylines(commission(orders, w), author)]
    fillers = [filler(n, w) for n in range(rng.randint(4, 6))]
    for n, spare in enumerate(fillers):
        home = 4 + n * len(pieces) // len(fillers)
        pieces.insert(home, replace(spare, section=pieces[home - 1].section))
    return Draft(
        periodical=made.periodical,
        issue=made.issue | {"month": None, "date": str(made.issue["year"])},
        pieces=tuple(pieces),
        language="zh-Hans",
        facts={"sections": [*chosen, "保健台"], "hue": rng.choice(("#8a1c1c", "#1b4965", "#386641")), "half": rng.choice(("上", "下"))},
        pictures=pictures.album(rng, 3) | {"barcode.svg": made.barcode},
    )  # fmt: skip


def author(piece: Piece) -> str:
    if len(piece.contributors) > 1:
        return f"{piece.contributors[0].name}著 {piece.contributors[1].name}译"
    return names(piece)[0]


def sourced(piece: Piece, w: Writer) -> Piece:
    signature = author(piece)
    return replace(piece, byline=signature, signature=f"◎{signature}", facts={"source": f"（{w.write('source')}）"})


def filler(number: int, w: Writer) -> Piece:
    spare = compose(f"x{number:02}", Order(None, "joke", signs="none", paragraphs=(2, 4), sentences=(1, 1)), w)
    lines = tuple(dict.fromkeys(text.text for text in spare.paragraphs))
    return replace(spare, in_contents=False, paragraphs=tuple(Text(line) for line in lines))


TEMPLATE = r"""
#let hue = rgb(facts.hue)
#let hei = ("Liberation Sans", "WenQuanYi Zen Hei")
#let kai = ("LXGW WenKai",)
#let P = issue.periodical
#let I = issue.issue
#let lead = 4
#let label-at(p) = str(p - lead + 1)
#set text(font: ("Liberation Serif", "AR PL UMing CN"), size: 9.6pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.62em, spacing: 0.62em)
#let section-of(p) = { let at = issue.pieces.filter(q => page-of(q.id) <= p); if at.len() == 0 { "" } else { at.last().section } }
#set page(width: 184mm, height: 260mm, margin: (x: 15mm, top: 20mm, bottom: 17mm),
  header: context { let p = here().page(); if p >= lead { set text(8.5pt, font: kai); if calc.odd(p) { align(right)[#head(section-of(p))　#box(width: 1.2em, height: 0.5em, fill: hue)] } else { align(left)[#box(width: 1.2em, height: 0.5em, fill: hue)　#head(P.title + "  " + str(I.year) + "年第" + I.number + "期")] } } },
  footer: context { let p = here().page(); if p >= lead { align(center, text(9pt, folio(label-at(p), s: "·" + label-at(p) + "·"))) } })
#page(header: none, footer: none, fill: hue.lighten(88%))[
  #kind("cover")
  #text(50pt, font: kai, weight: "bold", fill: hue, t("masthead/title", P.title))
  #v(-3mm)
  #line(length: 100%, stroke: 2pt + hue)
  #text(11pt, font: hei)[#t("masthead/number", str(I.year) + "年第" + I.number + "期（" + facts.half + "半月）") #h(1fr) #t("masthead/issn", "ISSN " + P.issn) #h(4mm) #t("masthead/cn", "CN" + P.cn)]
  #v(4mm)
  #picture("cover", "picture-0.svg", height: 130mm)
  #v(4mm)
  #{ set par(justify: false); for p in issue.pieces.filter(p => p.in_contents).slice(3, 6) { block(text(14pt, font: hei, fill: hue, t("teaser/" + p.id, "▲ " + p.title.join(" ")))) } }
  #place(bottom + right, barcode-box(width: 32mm))
]
#page(header: none, footer: none, columns: 2)[
  #kind("contents")
  #set par(justify: false)
  #place(top, scope: "parent", float: true, clearance: 5mm, block(width: 100%, stroke: (bottom: 1.5pt + hue), inset: (bottom: 2mm))[#text(26pt, font: kai, fill: hue, t("furniture/contents", "目　录")) #h(1fr) #text(9pt, t("furniture/contents-number", str(I.year) + "年第" + I.number + "期　总第" + I.whole_number + "期"))])
  #for s in facts.sections {
    block(above: 4.5mm, below: 2.6mm, sticky: true, box(stroke: (left: 4pt + hue), inset: (left: 2mm), text(11.5pt, font: hei, fill: hue, t("c-section/" + s, s))))
    for p in pieces-of(s) {
      block(above: 2mm, below: 2mm)[#title-lines(p, "c", sep: [ ])#if p.subtitle.len() > 0 { text(8.5pt, subtitle-lines(p, "c")) }#text(8.8pt, font: kai, part(p, "c", "byline", "（" + p.byline + "）"))#box(width: 1fr, inset: (x: 1mm), repeat(gap: 1.6pt, text(7pt)[·]))#context entry-page(p.id, label-at(page-of(p.id)))]
    }
  }
]
#page(header: none, footer: none)[
  #kind("inside-cover")
  #align(center, text(12pt, font: hei, t("masthead/board-title", "稿 约")))
  #v(4mm)
  #for (i, s) in ("本刊欢迎读者推荐短小精悍、格调高雅的文章，请注明原作者、出处和推荐人的联系方式。", "本刊所付稿酬已包含网络与数字发行的报酬。部分作者地址不详，请与本刊编辑部联系，以便奉寄样刊和稿酬。").enumerate() { par(first-line-indent: (amount: 2em, all: true), t("masthead/call" + str(i), s)) }
  #v(1fr)
  #picture("plate", "picture-1.svg", height: 120mm)
]
#set page(columns: 2)
#set columns(gutter: 6mm)
#let shown = state("shown", "")
#for (n, p) in issue.pieces.enumerate() {
  let first = n == 0 or issue.pieces.at(n - 1).section != p.section
  if n > 0 { v(4.5mm, weak: true) }
  if first { block(width: 100%, fill: hue, inset: 1.4mm, above: 3mm, below: 3.5mm, sticky: true, align(center, text(11pt, font: kai, fill: white, tracking: 6pt, t("furniture/section/" + p.section, p.section)))) }
  if p.in_contents {
    start(p.id)
    block(width: 100%, below: 3mm, sticky: true, { set par(justify: false); align(center, { title-lines(p, "a", style: it => text(14pt, font: hei, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(9.5pt, font: kai, it)) }; linebreak(); text(9.2pt, font: kai, part(p, "a", "byline", p.signature)) }) })
    paragraphs(p, style: plain-style())
    block(width: 100%, above: 1.6mm, align(right, text(8.6pt, font: kai, part(p, "a", "source", p.facts.source))))
    finish(p.id)
  } else {
    block(width: 100%, stroke: 0.7pt + hue, inset: 2.4mm, breakable: false, { start(p.id); align(center, title-lines(p, "a", style: it => text(11pt, font: kai, fill: hue, it))); set text(8.8pt, font: kai); paragraphs(p); finish(p.id) })
  }
}
"""

FAMILY = Family(
    "zh-wenzhai",
    "zh-Hans",
    "digest, many short pieces a page with sources, author in parentheses, fillers not in the contents",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, OFFICE, BED, OLD),
)
