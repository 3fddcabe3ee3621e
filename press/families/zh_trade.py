"""A Chinese trade monthly: contents in two columns under coloured bands, page first, an English title beneath each Chinese one."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from .. import pictures, serial
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, compose, names, with_bylines
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
ware: 变频器|伺服电机|工业机器人|激光切割机|注塑机|数控车床|光纤传感器|锂电池隔膜|空压机|工业相机|减速器|五轴加工中心|热流道系统|智能仓储|耐高温轴承|密封件|工业网关
line: 汽车零部件|家电外壳|医疗器械|包装印刷|轨道交通|光伏组件|食品机械|模具制造|船舶配套|电子元件|纺织印染
change: 降本增效|节能改造|国产化替代|柔性化生产|选型与维护|常见故障排除|在线检测|可靠性设计|数字孪生应用|远程运维
trade_title: {ware}在{line}中的应用|{line}行业{change}实践|{ware}：{line}升级的新引擎|国产{ware}，差距在哪里？|谈谈{ware}的{change}|{line}企业如何跨过“{change}”这道坎|从“价格战”到“价值战”——{ware}市场观察|{line}用{ware}的{change}|订单回暖，{line}企业忙些什么|{ware}的下一个十年
trade_sub: 访{company}总经理{name}|{company}的{change}之路|来自{city}的调查|兼谈{line}的{change}
product_title: {company}推出{ware}新品|{brand}牌{ware}通过认证|{ware}亮相{city}展会|新一代{ware}上市|{company}{ware}获大奖
product_sub: {city}展会现场
s_trade: 在{line}车间里，一台{ware}每天要连续运转二十个小时以上。|“{change}不是喊口号，关键要算得清账。”{company}总经理{name}这样说。|据行业协会统计，去年国内{ware}销量同比增长{num1}.{num1}%，其中{line}贡献了近四成。|以往，{line}企业多选用进口{ware}，备件周期长，价格也高。|改造以后，单班产量由{hundred}件提高到原来的1.{num1}倍，废品率下降了{num1}个百分点。|需要提醒的是，{ware}的安装基础必须平整，振动过大会直接影响精度。|一位不愿具名的经销商告诉本刊，{ware}的毛利已经降到两位数以下。|从技术路线看，{ware}正由单机控制走向联网控制。|{city}的配套企业多达{hundred}家，半小时车程内就能找齐所有零件。|但也有用户反映，部分{ware}的售后服务跟不上。|调试时应先空载运行三十分钟，再逐级加载。|业内普遍认为，{line}的景气周期还将持续两到三年。
s_product: {company}日前推出新款{ware}，主要面向{line}市场。|该产品采用模块化结构，安装时间缩短一半。|产品防护等级达到IP6{num1}，可在粉尘环境下长期使用。|目前，首批{hundred}台已经交付{city}用户。|咨询电话可登录企业网站查询。
heading: 市场：冷热不均|技术：各有千秋|{change}怎么做|算一笔账|难在哪里|结语|用户怎么说
caption: 图{num1} {ware}的结构示意|{company}的{line}生产线|技术人员在调试{ware}
box: {ware}选型三问。一问负载：{line}的工况变化大，应留两成余量。二问环境：粉尘、油雾和高温决定防护等级。三问服务：备件多久能到现场，要写进合同。|数字。{line}规模以上企业{hundred}家，从业人员{num1}万人，{ware}保有量逾{hundred}万台。
quote: 价格降到底，拼的就是谁的{ware}坏得少。|{change}，先要把账算清楚。|没有一家{line}工厂敢停下来等。
hands: 责任编辑：{name}
en_title: {Ware} for {Line}: A Practical View|How {Line} Makers Cut Their Costs|{Ware} at a Turning Point|Choosing and Maintaining {Ware}|The Next Ten Years of {Ware}|What {Line} Buyers Want|Retrofitting {Ware} in {Line}|A Price War, or a War of Value?|{Line} and the Digital Twin
Ware: Frequency Converters|Servo Motors|Industrial Robots|Laser Cutters|Injection Machines|Sensors|Reducers|Machining Centers|Bearings|Industrial Cameras
Line: Auto Parts|Home Appliances|Medical Devices|Packaging|Rail Transit|Photovoltaics|Food Machinery|Die Making|Shipbuilding|Textiles
"""
)
NAMES = ("现代装备与市场", "工控世界", "模具与制造商情", "机电采购参考", "传动商讯")
SECTIONS = ("封面故事|Cover Story", "市场观察|Market Watch", "技术应用|Technology", "管理之道|Management")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng, _RULES)
    made = serial.chinese(rng, rng.choice(NAMES), per_year=12, since=1994)
    orders = [
        Order("卷首语", "trade", 1, "expert", paragraphs=(5, 6), sentences=(3, 4)),
        Order("封面故事", "trade", 1, "reporter", (1, 2), 1.0, paragraphs=(17, 22), sentences=(3, 5), headings=True),
        Order("市场观察", "trade", rng.randint(2, 3), "reporter", (1, 2), 0.5, paragraphs=(10, 15), sentences=(3, 5), headings=True),
        Order("技术应用", "trade", rng.randint(5, 7), "author", (1, 3), 0.2, paragraphs=(8, 14), sentences=(3, 6), headings=True),
        Order("管理之道", "trade", 2, "expert", subtitle=0.4, paragraphs=(8, 11), sentences=(3, 5)),
        Order("产品速递", "product", rng.randint(9, 12), "none", paragraphs=(2, 4), sentences=(3, 4)),
    ]  # fmt: skip
    pieces = with_bylines(commission(orders, w), lambda p: "文 / " + printed_names(p))
    pieces = tuple(dress(piece, n, w) for n, piece in enumerate(pieces))
    news = compose("p90", Order("行业快讯", "product", paragraphs=(1, 1)), w)
    news = replace(
        news,
        title=("行业快讯",),
        contributors=(),
        byline="",
        signature="",
        alternative_title="Industry News",
        paragraphs=tuple(brief for _ in range(rng.randint(11, 15)) for brief in item(w)),
    )
    return Draft(
        periodical=made.periodical,
        issue=made.issue,
        pieces=(pieces[0], news, *pieces[1:]),
        language="zh-Hans",
        facts={
            "hues": rng.choice((("#0b6e4f", "#e07a1f"), ("#14418b", "#c8102e"), ("#7a1f5c", "#00838f"))),
            "english": dict(pair.split("|") for pair in SECTIONS) | {"卷首语": "Editorial", "行业快讯": "News", "产品速递": "Products"},
            "ads": [[w.write("company"), w.write("ad_text"), w.write("ware")] for _ in range(3)],
            "hands": w.write("hands"),
        },
        pictures=pictures.album(rng, 9) | {"barcode.svg": made.barcode},
    )  # fmt: skip


def printed_names(piece: Piece) -> str:
    affiliation = piece.contributors[0].affiliation
    return (f"{affiliation} " if affiliation in ("本刊记者", "本刊特约记者") else "") + "、".join(names(piece))


def item(w: Writer) -> tuple[Text, ...]:
    """One brief: its heading, a paragraph or two."""
    topic = w.about("ware", "line", "company", "city")
    return (
        Text(topic.write("product_title"), "heading"),
        *(Text(topic.paragraph("s_product", 3)) for _ in range(topic.rng.randint(1, 2))),
    )


def dress(piece: Piece, number: int, w: Writer) -> Piece:
    """English title; the longer pieces get a box, a pull quote and a picture with its caption."""
    english = w.fresh("en_title") if piece.section != "产品速递" else None
    people = tuple(
        replace(c, affiliation=c.affiliation if c.affiliation in ("本刊记者", "本刊特约记者") else None)
        for c in piece.contributors
    )
    long = len(piece.paragraphs) > 9
    extra = (Text(w.write("caption"), "caption"), Text(w.write("box"), "sidebar")) if long else ()
    facts = {"quote": w.write("quote"), "picture": f"picture-{2 + number % 6}.svg"} if long else {}
    body = (*piece.paragraphs[:6], *extra, *piece.paragraphs[6:])
    return replace(piece, alternative_title=english, contributors=people, paragraphs=body, facts=facts)


TEMPLATE = r"""
#let main = rgb(facts.hues.at(0))
#let second = rgb(facts.hues.at(1))
#let hei = ("Carlito", "Noto Sans CJK SC")
#let song = ("Liberation Serif", "Noto Serif CJK SC")
#let P = issue.periodical
#let I = issue.issue
#let lead = 4
#let label-at(p) = str(p - lead + 1)
#set text(font: song, size: 9.3pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.72em, spacing: 0.72em)
#let foot() = context {
  let p = here().page()
  if p >= lead {
    set text(8pt, font: hei)
    let f = box(fill: main, inset: (x: 3mm, y: 1.2mm), text(10pt, fill: white, weight: "bold", folio(label-at(p))))
    let issue-line = str(I.year) + "." + pad(I.month, 2)
    if calc.odd(p) { align(right)[#head(P.title) #h(2mm) #head(issue-line, n: 1) #h(2mm) #f] } else { align(left)[#f #h(2mm) #head(issue-line, n: 1) #h(2mm) #head(P.title)] }
  }
}
#let section-of(p) = { let at = issue.pieces.filter(q => page-of(q.id) <= p); if at.len() == 0 { "" } else { at.last().section } }
#let running() = context {
  let p = here().page()
  if p >= lead { let s = section-of(p); align(if calc.odd(p) { right } else { left }, text(9pt, font: hei, fill: second)[#head(s, n: 2) #h(1mm) #head(facts.english.at(s, default: ""), n: 3)]); v(-1.4mm); line(length: 100%, stroke: 0.8pt + second) }
}
#set page(width: 210mm, height: 285mm, margin: (inside: 20mm, outside: 17mm, top: 24mm, bottom: 20mm), header: running(), footer: foot())
#page(margin: 0pt, header: none, footer: none, background: image("picture-0.svg", width: 100%, height: 100%, fit: "cover"))[
  #kind("cover")
  #place(top + left, block(width: 100%, fill: main, inset: (x: 12mm, y: 9mm), { set par(justify: false); text(46pt, font: hei, weight: 900, fill: white, t("masthead/title", P.title)); linebreak(); text(10pt, font: hei, fill: white)[#t("masthead/date", str(I.year) + "年" + str(I.month) + "月") #h(4mm) #t("masthead/number", "总第" + I.whole_number + "期") #h(4mm) #t("masthead/issn", "ISSN " + P.issn) #h(4mm) #t("masthead/cn", "CN " + P.cn)] }))
  #place(bottom + left, dx: 12mm, dy: -40mm, block(width: 120mm, fill: white.transparentize(15%), inset: 5mm, { set par(justify: false); for p in pieces-of("封面故事") + pieces-of("市场观察") { block(text(15pt, font: hei, weight: "bold", fill: main, t("teaser/" + p.id, p.title.join(" ")))) } }))
  #place(bottom + right, dx: -8mm, dy: -8mm, barcode-box(width: 34mm))
]
#let advert(n, pic) = {
  set par(justify: false)
  align(center, { v(6mm); picture("ad", pic, width: 100%, height: 130mm); v(12mm); for (i, s) in facts.ads.at(n).enumerate() { block(text(24pt - 5pt * i, font: hei, weight: "bold", fill: second, t("ad/" + str(n) + "/" + str(i), s))) } })
}
#page(header: none, footer: none)[#kind("inside-cover") #advert(0, "picture-1.svg")]
#let band(s) = block(width: 100%, fill: main, inset: (x: 2.5mm, y: 1.3mm), above: 5mm, below: 3mm, [#text(11pt, font: hei, weight: "bold", fill: white, t("c-section/" + s, s)) #h(1fr) #text(8pt, font: hei, fill: white, t("c-section/" + s + "/english", facts.english.at(s)))])
#page(header: none, footer: none)[
  #kind("contents")
  #set par(justify: false, leading: 0.5em)
  #grid(columns: (auto, 1fr), column-gutter: 6mm, align: bottom, text(30pt, font: hei, weight: 900, fill: main, t("furniture/contents", "目录")), text(13pt, font: hei, fill: second, tracking: 3pt, t("furniture/contents-english", "CONTENTS")))
  #text(8.5pt, font: hei, t("furniture/contents-date", str(I.year) + "年第" + I.number + "期"))
  #v(2mm)
  #columns(2, gutter: 8mm, {
    for s in sections {
      band(s)
      for p in pieces-of(s) {
        block(breakable: false, above: 2.6mm, below: 2.6mm, grid(columns: (9mm, 1fr), text(12pt, font: hei, weight: "bold", fill: second, context entry-page(p.id, label-at(page-of(p.id)))), {
          title-lines(p, "c", style: it => text(10pt, font: hei, weight: "bold", it))
          if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "c", style: it => text(8.5pt, font: hei, it)) }
          if p.alternative_title != none { linebreak(); text(7.8pt, font: hei, fill: luma(110), t("c2/" + p.id + "/title", p.alternative_title)) }
          if p.byline != "" { linebreak(); text(8.3pt, part(p, "c", "byline", p.byline)) }
        }))
      }
    }
    v(6mm)
    block(stroke: 0.5pt + main, inset: 2.5mm, { set text(7.5pt, font: hei); for (i, s) in ("主管：" + "机电工业联合会", facts.hands, "邮发代号：" + "82-" + str(I.month * 13 + 100), "定价：20.00元").enumerate() { block(above: 1.2mm, below: 1.2mm, t("masthead/credit" + str(i), s)) } })
  })
]
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 4.5mm, below: 2.5mm, sticky: true, text(10.5pt, font: hei, weight: "bold", fill: main, it)) }
  else if kind == "caption" { block(above: 4mm, below: 4mm, breakable: false, { picture(p.id, p.facts.picture, height: 42mm); v(1mm); align(center, text(8pt, font: hei, it)) }) }
  else if kind == "sidebar" { block(width: 100%, above: 4mm, below: 4mm, breakable: false, fill: second.lighten(85%), stroke: (left: 2pt + second), inset: 3mm, text(8.5pt, font: hei, it)) }
  else { par(first-line-indent: (amount: 2em, all: true), it) }
  if i == 4 and "quote" in p.facts { block(above: 4mm, below: 4mm, breakable: false, stroke: (y: 1.2pt + main), inset: (y: 2.5mm), { set par(justify: false); text(13pt, font: hei, fill: main, t("a/" + p.id + "/pull", "“" + p.facts.quote + "”")) }) }
}
#let opener(p, size: 24pt) = place(top, scope: "parent", float: true, clearance: 6mm, block(width: 100%, {
  set par(justify: false)
  title-lines(p, "a", style: it => text(size, font: hei, weight: "bold", it))
  if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(size * 0.55, font: hei, fill: second, it)) }
  if p.alternative_title != none { linebreak(); text(9pt, font: hei, fill: luma(100), t("a/" + p.id + "/field/alternative_title", p.alternative_title)) }
  if p.signature != "" { v(1mm); text(9.5pt, font: "LXGW WenKai", part(p, "a", "byline", p.signature)) }
}))
#set columns(gutter: 7mm)
#let big(p) = { pagebreak(weak: true); start(p.id); opener(p); paragraphs(p, style: style(p)); finish(p.id) }
#{
  set page(columns: 1, margin: (x: 34mm, top: 40mm, bottom: 30mm))
  let p = issue.pieces.at(0)
  start(p.id)
  block(below: 8mm, { set par(justify: false); title-lines(p, "a", style: it => text(22pt, font: "LXGW WenKai", weight: "bold", it)); linebreak(); text(10pt, part(p, "a", "byline", p.signature)) })
  set text(11pt)
  set par(leading: 1em, spacing: 1em)
  paragraphs(p)
  finish(p.id)
}
#set page(columns: 3)
#set columns(gutter: 5mm)
#{
  let p = issue.pieces.at(1)
  start(p.id)
  place(top, scope: "parent", float: true, clearance: 5mm, block(width: 100%, fill: main, inset: 3mm, title-lines(p, "a", style: it => text(20pt, font: hei, weight: "bold", fill: white, it))))
  paragraphs(p, style: (kind, i, it) => if kind == "heading" { block(above: 5mm, below: 2mm, sticky: true, { set par(justify: false); text(11pt, font: hei, weight: "bold", it) }) } else { par(first-line-indent: (amount: 2em, all: true), it) })
  finish(p.id)
}
#set page(columns: 2)
#for p in pieces-of("封面故事") + pieces-of("市场观察") { big(p) }
#page(columns: 1, header: none, footer: none)[#kind("advertisement") #context implied(label-at(here().page())) #advert(1, "picture-8.svg")]
#let opening(p) = block(width: 100%, below: 4mm, sticky: true, { set par(justify: false); align(center, { title-lines(p, "a", style: it => text(15pt, font: hei, weight: "bold", it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(10pt, font: hei, it)) }; linebreak(); text(8pt, font: hei, fill: luma(100), t("a/" + p.id + "/field/alternative_title", p.alternative_title)); linebreak(); text(9pt, font: "LXGW WenKai", part(p, "a", "byline", p.signature)) }) })
#for (n, p) in (pieces-of("技术应用") + pieces-of("管理之道")).enumerate() {
  if n > 0 { v(7mm, weak: true); line(length: 100%, stroke: 0.5pt + second); v(4mm) }
  start(p.id)
  opening(p)
  paragraphs(p, style: style(p))
  if n == 1 { align(right, text(8pt, font: "LXGW WenKai", t("a/" + p.id + "/credit", "（" + facts.hands + "）"))) }
  finish(p.id)
}
#set page(columns: 3)
#for (n, p) in pieces-of("产品速递").enumerate() {
  if n > 0 { v(5mm, weak: true) }
  start(p.id)
  block(width: 100%, fill: main.lighten(85%), inset: 1.6mm, below: 2.5mm, sticky: true, { set par(justify: false); title-lines(p, "a", style: it => text(11pt, font: hei, weight: "bold", fill: main, it)) })
  paragraphs(p)
  finish(p.id)
}
#page(columns: 1, margin: 15mm, header: none, footer: none)[#kind("back-cover") #advert(2, "picture-5.svg")]
"""

FAMILY = Family(
    "zh-trade",
    "zh-Hans",
    "trade monthly, two-column contents under bands, page first, English titles, boxes and pull quotes",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
)
