"""A Chinese company's own newspaper: four tabloid sheets with names, 报眼, guide strip at the foot of the front, two jumps, verse."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from backfile.model import Contributor

from .. import pictures
from ..degradation import LIGHT, OFFICE, OLD
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, compose, names
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
firm: {city}钢铁集团|{city}矿业集团|{province}电建{num1}公司|{city}石化总厂|{brand}重工|{city}铁路局|{city}机床厂
shop: 炼铁厂|热轧分厂|动力车间|运输部|机修车间|{num}号高炉|检验中心|供应处|铆焊车间|选煤厂
drive: 安全生产月|降本增效|“{num}保{num}提”|技术比武|党风廉政建设|设备大修|读书月|“金点子”征集|节能攻坚
co_title: {shop}：{drive}显成效|公司召开{drive}动员大会|{shop}提前{num}天完成月计划|{drive}走进{shop}|{shop}职工{name}获“{province}工匠”称号|公司领导到{shop}调研|{shop}开展{drive}活动|集团{drive}工作座谈会召开|一季度生产经营实现开门红|{shop}攻克技术难题|小班组里的大{noun}|争分夺秒抢修{num}小时
co_sub: {shop}{drive}工作侧记|为实现全年目标奠定基础|{num}项指标创历史新高|——{shop}见闻
party_title: {shop}党支部开展主题党日活动|把{drive}刻在心上|廉洁过节 从我做起|工会为{shop}送清凉|青年突击队在行动|“职工小家”暖人心|退休党员{name}的{num}封信
party_sub: {shop}党支部工作纪实
vice_title: 我的师傅|夜班|{season}的厂区|父亲的工装|食堂记事|铁水奔流|炉前|巡检路上|第一次下井|厂门口的{thing}
verse_title: 炉火吟|致夜班的你|钢花|写在{season}|矿山组诗
s_co: 连日来，{shop}紧紧围绕{drive}这一主线，精心组织，科学安排。|截至{mon}月{day}日，该厂累计生产合格产品{hundred}吨，同比增长{num1}.{num1}%。|会议要求，各单位要认清形势、坚定信心，确保{drive}各项任务落到实处。|公司党委书记、董事长{name}出席会议并讲话，总经理{name}主持会议。|面对设备老化、人员紧张的实际困难，{shop}成立了{num}个攻关小组。|“再难也不能耽误生产！”班长{name}抹了一把汗说。|检修现场焊花飞溅，天车往来穿梭，一派繁忙景象。|下一步，{shop}将对照标杆找差距，把成本再降{num1}个百分点。|该项目投用后，每年可节约费用{hundred}万元。|{name}一行先后来到{shop}和检验中心，详细了解生产运行情况。|与会人员围绕{drive}展开了热烈讨论。
s_vice: 进厂那年我刚满十八岁，分到{shop}，跟着{surname}师傅学徒。|师傅话不多，手里的扳手却像长了眼睛。|凌晨三点的厂区，只有{shop}的灯亮着。|铁水出炉的那一刻，整个{season}都被映红了。|我至今留着那本油渍斑斑的笔记。|食堂的{surname}师傅总会多给夜班工人留一勺汤。|后来他退休了，每逢{season}还要回厂门口站一站。|风从高炉那边吹来，带着熟悉的铁锈味。
line: 炉火映红了{season}的脸|我们把汗水交给钢|一把焊枪 点亮{num}颗星|夜色里有人轻轻走过|机器的心跳 与我同频|远处的烟囱指向黎明|师傅的背影像一座山|没有名字的螺丝 也在歌唱|{thing}落在安全帽上|那是我们的{season}
heading: 早谋划 早部署|强管理 严考核|重实效 出真招
caption: 图为{shop}检修现场。{name} 摄|{shop}职工正在进行{drive}竞赛。{name} 摄
short: 公司荣获“{province}省文明单位”称号|{shop}安全生产突破{hundred}天
"""
)
_RULES |= {"s_party": _RULES["s_co"], "s_verse": _RULES["line"]}
SHEETS = ("要闻", "生产经营", "党群生活", "副刊")


def write(rng: Random) -> Draft:
    w = writer("zh-Hans", rng, _RULES)
    title = rng.choice(("{firm}报", "{firm}工人报", "{brand}人")).format(
        firm=w.write("firm")[:4], brand=w.write("brand")
    )
    orders = [
        Order("要闻", "co", 2, "author", (1, 2), 0.8, paragraphs=(18, 20), sentences=(2, 4)),
        Order("要闻", "co", 3, "author", paragraphs=(3, 4), sentences=(2, 3)),
        Order("生产经营", "co", 1, "author", (1, 2), 1.0, paragraphs=(14, 16), sentences=(3, 4), headings=True),
        Order("生产经营", "co", 4, "author", subtitle=0.3, paragraphs=(4, 5), sentences=(2, 3)),
        Order("党群生活", "party", 1, "author", subtitle=0.5, paragraphs=(14, 15), sentences=(3, 4)),
        Order("党群生活", "party", 4, "author", paragraphs=(4, 6), sentences=(2, 3)),
        Order("副刊", "vice", 4, "author", paragraphs=(10, 12), sentences=(2, 4)),
    ]  # fmt: skip
    pieces = [sign_off(piece) for piece in commission(orders, w)]
    pieces.append(verse(w))
    listed = {pieces[n].id for n in (5, 6, 10, 12, 15)}
    pieces = [replace(p, in_contents=p.id in listed) for p in pieces]
    year, month, day = rng.randint(1996, 2022), rng.randint(1, 12), rng.randint(1, 28)
    return Draft(
        periodical={"title": title, "title_as_printed": title},
        issue={"year": year, "month": month, "day": day, "date": f"{year}-{month:02}-{day:02}", "whole_number": str(rng.randint(300, 2400))},
        pieces=tuple(pieces),
        language="zh-Hans",
        facts={
            "sheets": list(SHEETS),
            "weekday": rng.choice("一二三四五六日"),
            "firm": w.write("firm"),
            "permit": f"{w.write('province')}内资准字第{rng.randint(100, 999)}号",
            "editors": [w.write("name") for _ in range(4)],
            "captions": [w.write("caption") for _ in range(4)],
            "motto": [w.write("slogan") for _ in range(2)],
            "short": w.write("short"),
        },
        pictures=pictures.album(rng, 5),
    )  # fmt: skip


def sign_off(piece: Piece) -> Piece:
    """News end or begin with the names in parentheses; an essay is signed below its title."""
    by = " ".join(names(piece))
    if piece.section == "副刊":
        return replace(piece, signature=f"□ {by}", byline=by)
    tail = piece.id in ("p03", "p04", "p05")
    return replace(piece, byline=by, signature=f"（{by}）" if tail else f"本报讯（通讯员 {by}）", facts={"tail": tail})


def verse(w: Writer) -> Piece:
    """A poem: each line is a paragraph of its own."""
    poet = Contributor(name=w.fresh("name"))
    base = compose("p90", Order("副刊", "verse", signs="none", paragraphs=(1, 1)), w)
    lines = tuple(Text(w.fresh("line")) for _ in range(w.rng.choice((8, 12))))
    return replace(base, contributors=(poet,), byline=poet.name, signature=f"□ {poet.name}", paragraphs=lines)


TEMPLATE = r"""
#let red = rgb("#b5121b")
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let kai = ("LXGW WenKai",)
#let I = issue.issue
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 9.2pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.58em, spacing: 0.58em)
#let day = str(I.year) + "年" + str(I.month) + "月" + str(I.day) + "日"
#let sheet-line(k) = {
  set text(9.5pt, font: hei)
  let n = str(k + 1)
  let name = text(17pt, font: kai, weight: "bold", fill: red, head(facts.sheets.at(k)))
  let rest = [#head(day + "　星期" + facts.weekday, n: 1)　#head("责任编辑：" + facts.editors.at(k), n: 2)]
  let number = box(stroke: 1pt + red, inset: 1.5mm, text(14pt, weight: "bold", folio(n, s: n + "版")))
  if calc.odd(k) { grid(columns: (auto, 1fr, auto), align: horizon, number, align(center, rest), name) } else { grid(columns: (auto, 1fr, auto), align: horizon, name, align(center, rest), number) }
  line(length: 100%, stroke: 1.6pt + red)
  v(3mm)
}
#set page(width: 273mm, height: 393mm, margin: (x: 13mm, top: 11mm, bottom: 11mm))
#let jump = 9
#let lead = issue.pieces.at(0)
#let other = issue.pieces.at(1)
#let text-of(p, from, to) = paragraphs(p, from: from, to: to, style: (kind, i, it) => if kind == "heading" { block(above: 3mm, below: 2mm, sticky: true, text(font: hei, weight: "bold", it)) } else { par(first-line-indent: (amount: 2em, all: true), it) })
#let story(p, n, size, to: none, on: none) = {
  start(p.id)
  block(width: 100%, above: 3mm, below: 3mm, { set par(justify: false); align(center, { title-lines(p, "a", style: it => text(size, font: hei, weight: 900, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(size * 0.6, font: kai, it)) } }) })
  let by = text(font: kai, part(p, "a", "byline", p.signature))
  let tail = p.facts.at("tail", default: false)
  balanced(n, gutter: 5mm, { if not tail { block(above: 0mm, below: 2mm, by) }; text-of(p, 0, to); if tail { align(right, by) }; if on != none { align(right, text(font: hei, part(p, "a", "jump", "（下转" + on + "版）"))) } })
  if on == none { finish(p.id) }
}
#let rest(p, n, from) = {
  block(above: 3mm, below: 3mm)[#text(10pt, font: hei, part(p, "a", "jump-back", "（上接1版）"))#text(13pt, font: hei, weight: "bold", part(p, "a", "jump-title", p.title.join(" ")))]
  balanced(n, gutter: 5mm, text-of(p, from, none))
  finish(p.id)
}
#let boxed(body) = block(width: 100%, stroke: 0.8pt + red, inset: 3mm, above: 4mm, below: 4mm, body)
#let rule = block(above: 4mm, below: 4.5mm, line(length: 100%, stroke: 0.4pt))
#let photo(k) = { block(width: 100%, height: 1fr, above: 4mm, below: 1.5mm, { place(top + left, mark("picture-opening", ("photo",))); image("picture-" + str(k) + ".svg", width: 100%, height: 100%, fit: "cover"); place(bottom + right, mark("picture-closing", ("photo",))) }); block(above: 0mm, below: 2mm, text(font: kai, t("n-photo/" + str(k), facts.captions.at(k)))) }
#let s0 = issue.pieces.filter(p => p.section == "要闻")
#let s1 = issue.pieces.filter(p => p.section == "生产经营")
#let s2 = issue.pieces.filter(p => p.section == "党群生活")
#let s3 = issue.pieces.filter(p => p.section == "副刊")
#kind("cover")
#grid(columns: (1fr, 66mm), column-gutter: 6mm,
  { align(center, text(60pt, font: kai, weight: "bold", fill: red, t("masthead/title", issue.periodical.title))); v(-4mm); align(center, text(9.5pt, font: hei)[#t("masthead/publisher", facts.firm + "主办")　#t("masthead/permit", facts.permit)　#t("masthead/gift", "内部资料 免费交流")]) },
  block(width: 100%, height: 34mm, stroke: 0.8pt + red, inset: 3mm, align(center + horizon, { for (i, s) in facts.motto.enumerate() { block(text(11.5pt, font: kai, t("masthead/motto" + str(i), s))) }; block(text(9pt, font: hei, t("masthead/short", facts.short))) })))
#block(above: 2mm, below: 3mm, width: 100%, stroke: (y: 1.2pt + red), inset: (y: 1.6mm), text(9.5pt, font: hei)[#t("masthead/date", day)　#t("masthead/weekday", "星期" + facts.weekday) #h(1fr) #t("masthead/number", "总第" + I.whole_number + "期") #h(1fr) #t("masthead/sheets", "本期四版") #h(1fr) #folio("1", s: "1版")])
#story(lead, 4, 30pt, to: jump, on: "2")
#rule
#grid(columns: (1fr, 1fr), column-gutter: 7mm, story(other, 2, 19pt, to: jump, on: "3"), { story(s0.at(2), 2, 15pt); story(s0.at(3), 2, 15pt) })
#boxed(story(s0.at(4), 4, 15pt))
#photo(0)
#block(width: 100%, fill: red, inset: 3mm, below: 0mm, { set text(fill: white, font: hei); set par(justify: false); grid(columns: (22mm, 1fr, 1fr, 1fr), row-gutter: 2.4mm, column-gutter: 4mm, text(13pt, weight: "bold", t("furniture/contents", "导 读")), ..issue.pieces.filter(p => p.in_contents).map(p => [#title-lines(p, "c", sep: [ ]) #box[#context entry-page(p.id, str(page-of(p.id)), shape: l => "（详见" + l + "版）")]]).enumerate().map(((i, it)) => if i == 3 { ([], it) } else { (it,) }).flatten()) })
#pagebreak()
#sheet-line(1)
#story(s1.at(0), 4, 26pt)
#rule
#grid(columns: (1fr, 1fr), column-gutter: 7mm, { story(s1.at(1), 2, 16pt); rule; story(s1.at(2), 2, 16pt) }, { boxed(rest(lead, 2, jump)) })
#rule
#grid(columns: (1fr, 1fr), column-gutter: 7mm, story(s1.at(3), 2, 16pt), story(s1.at(4), 2, 16pt))
#photo(1)
#pagebreak()
#sheet-line(2)
#grid(columns: (1.7fr, 1fr), column-gutter: 7mm, { story(s2.at(0), 3, 24pt) }, block(stroke: (left: 0.5pt), inset: (left: 4mm), rest(other, 2, jump)))
#rule
#grid(columns: (1fr, 1fr), column-gutter: 7mm, row-gutter: 2mm, story(s2.at(1), 2, 15pt), story(s2.at(2), 2, 15pt), story(s2.at(3), 2, 15pt), story(s2.at(4), 2, 15pt))
#photo(2)
#pagebreak()
#sheet-line(3)
#grid(columns: (1.9fr, 1fr), column-gutter: 7mm, { story(s3.at(0), 3, 20pt); rule; story(s3.at(1), 3, 20pt) }, boxed({
  let p = s3.last()
  start(p.id)
  align(center, { block(below: 3mm, title-lines(p, "a", style: it => text(17pt, font: kai, it))); block(below: 4mm, text(font: kai, part(p, "a", "byline", p.signature))) })
  paragraphs(p, style: (kind, i, it) => block(above: 3mm, below: 3mm, inset: (left: 6mm), text(10pt, font: kai, it)))
  finish(p.id)
}))
#rule
#grid(columns: (1fr, 1fr), column-gutter: 7mm, story(s3.at(2), 2, 18pt), story(s3.at(3), 2, 18pt))
#photo(3)
"""

FAMILY = Family(
    "zh-changbao",
    "zh-Hans",
    "company newspaper of four sheets, guide strip at the foot of the front page, two jumps, verse",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
    wears=(LIGHT, OFFICE, OLD),
)
