"""A Chinese medical journal: a volume paged on from 213, marks between authors and hospitals, structured abstracts, tables, footnotes."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace
from pypinyin import lazy_pinyin

from .. import barcode
from ..draft import Draft, Piece, Text
from ..editing import Order, commission, letterspaced, names
from ..serial import REGIONS
from ..writing import Writer, table, writer
from . import Family

_RULES = table(
    """
illness: 急性心肌梗死|2型糖尿病|慢性阻塞性肺疾病|脑卒中|早期胃癌|类风湿关节炎|股骨颈骨折|子痫前期|慢性肾脏病|重症肺炎|帕金森病|甲状腺结节|新生儿黄疸|溃疡性结肠炎|非小细胞肺癌
means: 阿托伐他汀|替格瑞洛|二甲双胍联合胰岛素|腹腔镜手术|无创正压通气|早期康复训练|中药熏洗|低分子肝素|经皮内镜技术|延续性护理|认知行为干预|多层螺旋CT|血清降钙素原|磁共振弥散成像
measure: 炎症因子|心功能|生活质量|预后|血糖波动|术后并发症|凝血功能|睡眠质量|氧合指数|肿瘤标志物水平
yx_title: {means}治疗{illness}的临床疗效观察|{illness}患者{measure}变化及其临床意义|{means}对{illness}患者{measure}的影响|{means}在{illness}诊断中的价值|{illness}{hundred}例临床分析|影响{illness}患者{measure}的危险因素分析|基于倾向性评分的{means}与常规疗法治疗{illness}的比较
review_title: {illness}的诊治进展|{means}在{illness}中的应用现状与展望|{measure}与{illness}关系的研究进展
case_title: {illness}误诊1例|{illness}合并{illness}1例报告|{means}致严重不良反应1例
yx_sub: 附{hundred}例报告|单中心回顾性研究
hospital: {city}市第{num}人民医院|{province}省人民医院|{university}附属医院|{city}市中医医院|{city}市中心医院|{province}省妇幼保健院
ward: 心血管内科|内分泌科|呼吸与危重症医学科|神经内科|消化内科|骨科|护理部|检验科|影像科|肿瘤科
aim_s: 探讨{means}对{illness}患者{measure}的影响。|观察{means}治疗{illness}的疗效与安全性。|分析{illness}患者{measure}的变化特点。
method_s: 选取{year}年{mon}月至次年{num1}月{hospital}收治的{illness}患者{hundred}例，采用随机数字表法分为对照组和观察组。对照组给予常规治疗，观察组在此基础上加用{means}。|回顾性分析{hundred}例{illness}患者的临床资料，比较两组{measure}的差异。
result_s: 观察组总有效率为9{num1}.{num1}%，高于对照组的7{num1}.{num1}%，差异有统计学意义（P<0.05）。治疗后两组{measure}均较治疗前改善。|多因素回归分析显示，年龄、病程是{measure}的独立影响因素（OR=1.{num1}2，95%CI 1.0{num1}～2.{num1}1）。
end_s: {means}可有效改善{illness}患者的{measure}，值得临床推广。|监测{measure}有助于判断{illness}患者的病情。
s_yx: {illness}是临床常见病，发病率逐年升高，严重威胁患者健康。|纳入标准：符合{illness}诊断标准；年龄18～7{num1}岁；签署知情同意书。|排除标准：合并恶性肿瘤者；肝肾功能严重不全者；依从性差者。|两组性别、年龄、病程等一般资料比较，差异无统计学意义（P>0.05），具有可比性。|观察组患者给予{means}，每日{num1}次，连续治疗{num1}周。|采用SPSS 2{num1}.0软件进行统计学分析，计量资料以均数±标准差表示，组间比较采用t检验。|治疗后，观察组{measure}优于对照组，差异有统计学意义（t={num1}.{num1}82，P<0.01）。|本研究结果与{surname}{given1}等[{num1}]的报道一致。|其机制可能与{means}抑制炎症反应、改善微循环有关。|本研究存在样本量小、随访时间短等不足，尚需多中心、大样本研究进一步证实。|治疗期间，观察组出现恶心{num1}例、皮疹1例，停药后自行缓解。|所有患者均随访{num1}个月，失访率为2.{num1}%。
s_review: 近年来，{illness}的发病机制研究取得了较大进展。|{means}通过多靶点发挥作用，已写入多个国家的指南。|{surname}{given1}等[{num1}]的荟萃分析纳入{hundred}项研究，提示{means}可降低{illness}的死亡风险。|然而，{measure}能否作为独立的预测指标仍有争议。|未来应开展高质量的前瞻性研究。|动物实验表明，{measure}的改变早于影像学异常。
s_case: 患者，男，6{num1}岁，因“发热、乏力{num1}天”入院。|查体：体温38.{num1}℃，脉搏9{num1}次/min，双肺呼吸音粗。|实验室检查：白细胞1{num1}.2×10⁹/L，{measure}明显升高。|入院后给予{means}，症状逐渐好转，住院{num1}{num1}天出院。|{illness}临床表现多样，易与其他疾病混淆，应引起重视。
review_heading: 1 流行病学与病因|2 发病机制|3 治疗与展望
heading: 1 资料与方法|2 结果|3 讨论
keyword: {illness}|{means}|{measure}|疗效|护理|危险因素
ref: {name}, {name}, {name}, 等. {yx_title}[J]. 中国{ward}杂志, {year}, {page1}({num1}): {page1}-{page2}.|{name}, {name}. {review_title}[J]. {province}医药, {year}, {page1}({num1}): {page1}-{page2}.|SMITH J, TAYLOR R, KIM H, et al. {en}[J]. J Clin Med, {year}, {page1}({num1}): {page1}-{page2}.
en: Effect of early intervention on long-term outcomes|Risk factors in hospitalized patients|Biomarkers and prognosis: a cohort study|A randomized trial of combined therapy
fund: {province}省自然科学基金项目（{year}JJ{hundred}{num1}）|{city}市科技计划项目（{year}Y0{num1}{num1}）|{province}省卫生健康委科研课题（{year}KY{hundred}）
"""
)
_ENGLISH = table(
    """
drug: atorvastatin|ticagrelor|metformin plus insulin|laparoscopic surgery|noninvasive ventilation|early rehabilitation|low molecular weight heparin
ill: acute myocardial infarction|type 2 diabetes|chronic kidney disease|early gastric cancer|rheumatoid arthritis|severe pneumonia|ischemic stroke
en_title: Clinical effect of {drug} in patients with {ill}|Changes of inflammatory factors in {ill} and their significance|Value of {drug} in the treatment of {ill}|Risk factors for poor prognosis in {ill}|Comparison of {drug} and routine therapy for {ill}
en_aim: To investigate the effect of {drug} on patients with {ill}.
en_rest: A total of 120 patients with {ill} were randomly divided into two groups. The observation group was treated with {drug} in addition to routine therapy. The total effective rate of the observation group was higher than that of the control group (P<0.05). {Drug} is effective in {ill} and worthy of clinical use.
Drug: Combined therapy|The method|This treatment
en_word: {ill}|{drug}|prognosis|risk factors|curative effect
"""
)


def write(rng: Random) -> Draft:
    w, en = writer("zh-Hans", rng, _RULES), writer("en", rng, _ENGLISH)
    orders = [
        Order("论著", "yx", rng.randint(3, 5), "author", (2, 5), 0.15, paragraphs=(14, 20), sentences=(3, 5)),
        Order("临床研究", "yx", rng.randint(3, 5), "author", (1, 3), paragraphs=(9, 13), sentences=(3, 5)),
        Order("综述", "review", rng.randint(1, 2), "author", (2, 3), paragraphs=(12, 16), sentences=(4, 6)),
        Order("病例报告", "case", rng.randint(2, 4), "author", (1, 2), paragraphs=(3, 5), sentences=(3, 4)),
    ]
    serial, year, number = barcode.issn(rng), rng.randint(2006, 2024), rng.randint(2, 11)
    title = rng.choice(("中国临床诊疗研究", "实用医药与护理杂志", "基层医学进展", "现代内科学通报"))
    code = barcode.ean13(serial, f"{year % 100:02}")
    pieces = tuple(
        finish(piece, n, w, en, f"{serial}（{year}）{number:02}") for n, piece in enumerate(commission(orders, w))
    )
    return Draft(
        periodical={"title": title, "title_as_printed": title, "issn": serial, "cn": f"{rng.choice(REGIONS)}-{rng.randint(1000, 5999)}/R"},
        issue={"year": year, "month": number, "date": f"{year}-{number:02}", "volume": str(year - 1982), "number": str(number), "barcode": code},
        pieces=pieces,
        language="zh-Hans",
        facts={"first": rng.choice((213, 213, 365, 497, 1025)), "english": "Chinese Journal of Clinical Studies", "day": rng.choice((5, 15, 25)), "board": [[post, [letterspaced(w.write("name")) for _ in range(count)]] for post, count in (("名誉主编", 1), ("主　　编", 1), ("副 主 编", 4), ("编　　委", 36))]},
        pictures={"barcode.svg": barcode.svg(code, f"{number:02}")},
    )  # fmt: skip


def finish(piece: Piece, number: int, w: Writer, en: Writer, article_number: str) -> Piece:
    """The piece with what its kind prints: hospitals and marks, abstracts, codes, table, references, footnote."""
    wards = [f"{w.write('hospital')} {w.write('ward')}" for _ in range(2 if len(piece.contributors) > 2 else 1)]
    homes = [0 if n < 2 else min(1, len(wards) - 1) for n in range(len(piece.contributors))]
    people = tuple(replace(c, affiliation=wards[home]) for c, home in zip(piece.contributors, homes, strict=True))
    city = f"{w.write('province')} {w.write('city')} {w.rng.randint(100000, 699999)}"
    plain = replace(piece, contributors=people, byline="，".join(letterspaced(name) for name in names(piece)))
    references = tuple(Text(f"[{n}] {w.write('ref')}", "reference") for n in range(1, w.rng.randint(5, 12)))
    facts = {
        "wards": [f"{ward}，{city}" for ward in wards],
        "marks": [home + 1 for home in homes] if len(wards) > 1 else [],
        "table": tabulate(w) if piece.section in ("论著", "临床研究") else [],
        "article_number": article_number,
        "pinyin": ", ".join(latin(name) for name in names(piece)),
        "received": f"{w.rng.randint(2005, 2023)}-0{w.rng.randint(1, 9)}-1{w.rng.randint(0, 9)}",
        "funding": w.write("fund") if number % 2 == 0 else None,
        "mail": f"通信作者：{names(piece)[-1]}，E-mail：dr{number}@hospital.example",
        "english": en.fresh("en_title"),
    }
    if piece.section == "病例报告":
        return replace(plain, paragraphs=(*piece.paragraphs, *references[:3]), facts=facts | {"short": True})
    third = len(piece.paragraphs) // 3
    parts = [piece.paragraphs[:third], piece.paragraphs[third : 2 * third], piece.paragraphs[2 * third :]]
    heads = [Text(head, "heading") for head in w.grammar["review_heading" if piece.section == "综述" else "heading"]]
    body = [text for head, part in zip(heads, parts, strict=True) for text in (head, *part)]
    return replace(
        plain,
        paragraphs=(*body, *references),
        abstract=f"目的 {w.write('aim_s')}方法 {w.write('method_s')}结果 {w.write('result_s')}结论 {w.write('end_s')}",
        keywords=tuple(dict.fromkeys(w.write("keyword") for _ in range(4))),
        clc=f"R{w.rng.randint(441, 782)}.{w.rng.randint(1, 9)}",
        doi=f"10.{w.rng.randint(3760, 19900)}/j.issn.{article_number[:9].lower()}.{article_number[10:14]}.{article_number[15:]}.{number + 1:03}",
        facts=facts | {"english_abstract": f"Objective {en.write('en_aim')} {en.write('en_rest')}", "english_words": "; ".join(dict.fromkeys(en.write("en_word") for _ in range(4)))},
    )  # fmt: skip


def latin(name: str) -> str:
    surname, *given = lazy_pinyin(name)
    return f"{surname.upper()} {''.join(given).capitalize()}"


def mean(rng: Random) -> str:
    return f"{rng.randint(10, 99)}.{rng.randint(10, 99)}±{rng.randint(1, 9)}.{rng.randint(10, 99)}"


def tabulate(w: Writer) -> list[list[str]]:
    """Rows of a table with three rules: heading, two groups."""
    head = ["组别", "例数", "治疗前", "治疗后", "t值", "P值"]
    rows = [
        [group, str(w.rng.randint(30, 90)), mean(w.rng), mean(w.rng), f"{w.rng.uniform(2, 9):.3f}", "<0.05"]
        for group in ("观察组", "对照组")
    ]
    return [[f"表1 两组{w.write('measure')}比较"], head, *rows]


TEMPLATE = r"""
#let hei = ("Liberation Sans", "Noto Sans CJK SC")
#let kai = ("Liberation Serif", "AR PL UKai CN")
#let P = issue.periodical
#let I = issue.issue
#let lead = 5
#let label-at(p) = str(p - lead + facts.first)
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), size: 9pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.6em, spacing: 0.6em)
#let when = str(I.year) + "年" + str(I.month) + "月第" + I.volume + "卷第" + I.number + "期"
#let latin-when = "Vol. " + I.volume + ", No. " + I.number + ", " + str(I.year)
#set page(width: 210mm, height: 291mm, columns: 2, margin: (x: 18mm, top: 25mm, bottom: 17mm), header: context {
  let p = here().page()
  if p >= lead {
    set text(8.5pt)
    let f = folio(label-at(p), s: "· " + label-at(p) + " ·")
    let middle = [#head(P.title + " " + when)　#text(style: "italic", head(facts.english + ", " + latin-when, n: 1))]
    if calc.odd(p) { grid(columns: (1fr, auto), middle, f) } else { grid(columns: (auto, 1fr), f, align(right, middle)) }
    v(-1.5mm)
    line(length: 100%, stroke: 0.5pt)
  }
})
#set columns(gutter: 7mm)
#page(columns: 1, header: none, fill: rgb("#e9f2ee"))[
  #kind("cover")
  #v(12mm)
  #text(11pt)[#t("masthead/issn", "ISSN " + P.issn)\ #t("masthead/cn", "CN " + P.cn)]
  #v(20mm)
  #text(38pt, font: hei, weight: 900, fill: rgb("#0a5c46"), t("masthead/title", P.title))
  #v(2mm)
  #text(15pt, style: "italic", t("masthead/english", facts.english))
  #v(1fr)
  #grid(columns: (1fr, auto), align: bottom, { text(26pt, font: hei, t("masthead/year", str(I.year))); linebreak(); text(14pt, t("masthead/volume", "第" + I.volume + "卷 第" + I.number + "期")) }, barcode-box(width: 38mm))
]
#page(columns: 1, header: none)[
  #kind("inside-cover")
  #align(center, text(13pt, font: hei, t("masthead/board", P.title + "编辑委员会")))
  #v(5mm)
  #for (i, (post, people)) in facts.board.enumerate() { block(above: 3.5mm, grid(columns: (28mm, 1fr), text(font: hei, t("masthead/post" + str(i), post)), t("masthead/people" + str(i), people.join("　")))) }
]
#page(columns: 1, header: none)[
  #kind("contents")
  #set par(justify: false)
  #grid(columns: (1fr, auto), align: bottom, text(17pt, font: hei, t("furniture/contents-title", P.title)), text(9pt)[#t("masthead/monthly", "月刊")　#t("masthead/date", str(I.year) + "年" + str(I.month) + "月" + str(facts.day) + "日出版")　#t("masthead/volume-inside", "第" + I.volume + "卷第" + I.number + "期")])
  #line(length: 100%, stroke: 1.2pt + rgb("#0a5c46"))
  #align(center, text(14pt, font: hei, tracking: 1em, t("furniture/contents", "目次")))
  #for s in sections {
    block(above: 5mm, below: 3mm, text(10.5pt, font: hei, fill: rgb("#0a5c46"), t("c-section/" + s, s)))
    for p in pieces-of(s) { block(above: 2.2mm, below: 2.2mm, breakable: false, grid(columns: (11mm, 1fr), context entry-page(p.id, label-at(page-of(p.id))), { title-lines(p, "c", sep: []); subtitle-lines(p, "c"); linebreak(); h(1em); text(8.6pt, font: kai, part(p, "c", "byline", p.byline)) })) }
  }
  #v(1fr)
  #text(8pt, t("masthead/price", "期刊基本参数：CN " + P.cn + "*1983*m*A4*" + str(issue.pieces.len() * 5) + "*zh*P*￥15.00*3000*" + str(issue.pieces.len())))
]
#page(columns: 1, header: none)[
  #kind("contents")
  #set par(justify: false)
  #align(center, text(15pt, style: "italic", t("furniture/english", upper(facts.english))))
  #align(center, text(9pt, t("furniture/english-number", latin-when)))
  #align(center, text(12pt, weight: "bold", t("furniture/english-contents", "CONTENTS IN BRIEF")))
  #v(4mm)
  #for p in issue.pieces.filter(p => not p.facts.at("short", default: false)) { block(above: 2.6mm, below: 2.6mm, grid(columns: (11mm, 1fr), context t("c2/" + p.id + "/page", label-at(page-of(p.id))), [#t("c2/" + p.id + "/title", p.facts.english). #text(style: "italic", t("c2/" + p.id + "/byline", p.facts.pinyin))])) }
]
#let tab(s) = text(font: hei, weight: "bold", s)
#let authors(p) = for (i, c) in p.contributors.enumerate() {
  if i > 0 { t("a/" + p.id + "/comma" + str(i), "，") }
  t("a/" + p.id + "/byline" + if i > 0 { str(i) }, c.name)
  if p.facts.marks.len() > 0 { super(typographic: false, size: 6.5pt, t("a/" + p.id + "/mark" + str(i), str(p.facts.marks.at(i)))) }
}
#let three-line(p) = block(width: 100%, above: 4mm, below: 4mm, breakable: false, {
  set par(justify: false)
  align(center, text(8.5pt, font: hei, t("a/" + p.id + "/caption", p.facts.table.at(0).at(0))))
  v(-1mm)
  set text(7.4pt)
  table(columns: (auto, auto, 1fr, 1fr, auto, auto), align: center, stroke: none, inset: (x: 1pt, y: 3pt), table.hline(stroke: 0.9pt),
    ..p.facts.table.slice(1).enumerate().map(((r, row)) => { let cells = row.enumerate().map(((c, s)) => t("a/" + p.id + "/table/" + str(r) + "-" + str(c), s)); if r == 0 { (..cells, table.hline(stroke: 0.5pt)) } else { cells } }).flatten(), table.hline(stroke: 0.9pt))
})
#let style(p) = (kind, i, it) => {
  if kind == "heading" { block(above: 4mm, below: 2.4mm, sticky: true, text(10pt, font: hei, it)) }
  else if kind == "reference" {
    if p.paragraphs.at(i - 1).kind != "reference" { block(above: 4mm, below: 2mm, sticky: true, align(center, text(9.5pt, font: hei, t("a/" + p.id + "/references", "参 考 文 献")))) }
    block(above: 1.4mm, below: 1.4mm, inset: (left: 1.6em), { h(-1.6em); text(7.6pt, it) })
  }
  else { par(first-line-indent: (amount: 2em, all: true), it) }
  if p.facts.table.len() > 0 and i == 7 { three-line(p) }
}
#let article(p) = {
  pagebreak(weak: true)
  start(p.id)
  place(bottom, float: true, clearance: 3mm, block(width: 100%, {
    for name in ("funding-label", "field/funding", "field/correspondence", "received-label", "field/received") { at-foot("a/" + p.id + "/" + name) }
    line(length: 30mm, stroke: 0.4pt)
    v(-0.4mm)
    set text(7.6pt)
    set par(leading: 0.45em, spacing: 0.5em)
    if p.facts.funding != none { par[#t("a/" + p.id + "/funding-label", "基金项目：")#t("a/" + p.id + "/field/funding", p.facts.funding)] }
    par(t("a/" + p.id + "/field/correspondence", p.facts.mail))
    par[#t("a/" + p.id + "/received-label", "收稿日期：")#t("a/" + p.id + "/field/received", p.facts.received)]
  }))
  place(top, scope: "parent", float: true, clearance: 6mm, block(width: 100%, {
    grid(columns: (auto, 1fr), box(fill: rgb("#0a5c46"), inset: 1.5mm, text(9pt, font: hei, fill: white, t("a/" + p.id + "/rubric", p.section))), align(right, text(8pt)[#t("a/" + p.id + "/doi-label", "DOI：")#t("a/" + p.id + "/doi", p.doi)]))
    v(4mm)
    set par(justify: false)
    align(center, { title-lines(p, "a", style: it => text(18pt, font: hei, it)); if p.subtitle.len() > 0 { linebreak(); subtitle-lines(p, "a", style: it => text(12pt, it)) } })
    align(center, text(11pt, font: kai, authors(p)))
    align(center, text(8.5pt, for (i, s) in p.facts.wards.enumerate() { if i > 0 { linebreak() }; t("a/" + p.id + "/affiliation" + str(i), if p.facts.wards.len() > 1 { str(i + 1) + "." } + s) }))
    v(2mm)
    set par(justify: true)
    set text(8.5pt)
    block(inset: (x: 7mm), {
      par[#tab(t("a/" + p.id + "/abstract-label", "【摘要】")) #t("a/" + p.id + "/abstract", p.abstract)]
      par[#tab(t("a/" + p.id + "/keywords-label", "【关键词】")) #t("a/" + p.id + "/keywords", p.keywords.join("；"))]
      par[#tab(t("a/" + p.id + "/clc-label", "【中图分类号】")) #t("a/" + p.id + "/clc", p.clc) #h(1em) #tab(t("a/" + p.id + "/code-label", "【文献标识码】")) #t("a/" + p.id + "/field/document_code", "A") #h(1em) #tab(t("a/" + p.id + "/number-label", "【文章编号】")) #context t("a/" + p.id + "/field/article_number", p.facts.article_number + "-" + pad(label-at(page-of(p.id)), 4) + "-" + pad(last-page-of(p.id) - page-of(p.id) + 1, 2))]
      v(2mm)
      par[#text(weight: "bold", t("a/" + p.id + "/field/alternative_title", p.facts.english))]
      par(text(style: "italic", t("a/" + p.id + "/english-names", p.facts.pinyin)))
      par[#strong(t("a/" + p.id + "/english-abstract-label", "[Abstract]")) #t("a/" + p.id + "/field/alternative_abstract", p.facts.english_abstract)]
      par[#strong(t("a/" + p.id + "/english-keywords-label", "[Key words]")) #t("a/" + p.id + "/field/alternative_keywords", p.facts.english_words)]
    })
    line(length: 100%, stroke: 0.4pt)
  }))
  paragraphs(p, style: style(p))
  finish(p.id)
}
#let short(p) = {
  start(p.id)
  block(width: 100%, below: 3mm, sticky: true, { set par(justify: false); align(center, { title-lines(p, "a", style: it => text(13pt, font: hei, it)); linebreak(); text(9.5pt, font: kai, authors(p)); linebreak(); text(8pt, for (i, s) in p.facts.wards.enumerate() { if i > 0 { linebreak() }; t("a/" + p.id + "/affiliation" + str(i), s) }) }) })
  paragraphs(p, style: style(p))
  finish(p.id)
}
#for p in issue.pieces.filter(p => p.section != "病例报告") { article(p) }
#pagebreak(weak: true)
#for (n, p) in pieces-of("病例报告").enumerate() { if n > 0 { v(8mm, weak: true) }; short(p) }
"""

FAMILY = Family(
    "zh-yixue",
    "zh-Hans",
    "medical journal, page first, volume paged on, marked affiliations, structured abstracts, tables, footnotes",
    write,
    TEMPLATE,
    held_out=True,
    round=2,
)
