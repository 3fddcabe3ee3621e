"""Pages that look like contents and are none: prices, indexes, references, lots, programmes, lists of donors, an article that quotes a 目录.

Each is a `Family` outside the registry, without any piece: its true record has no entries and no articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from random import Random
from typing import Any

from .draft import Draft
from .families import Family
from .writing import Writer, writer

Block = tuple[str, ...]  # what it is (head, sub, prose, leader, row, item), then its texts

TEMPLATE = r"""
#let fonts = (zh-Hans: ("Liberation Serif", "Noto Serif CJK SC"), zh-Hant: ("Liberation Serif", "Noto Serif CJK TC"), ja: ("Liberation Serif", "Noto Serif CJK JP"))
#set text(font: fonts.at(issue.language, default: ("Libertinus Serif",)), size: 10pt, lang: issue.language.slice(0, 2))
#set par(justify: true, leading: 0.6em, spacing: 0.7em)
#set page(width: 185mm, height: 260mm, margin: 20mm, columns: facts.columns, footer: context { let p = here().page(); align(center, text(9pt, folio(str(p + facts.first - 1)))) })
#let cell(i, k) = t("x/" + str(i) + "/" + str(k), facts.blocks.at(i).at(k))
#for (i, b) in facts.blocks.enumerate() {
  let kind = b.at(0)
  let n = b.len()
  if kind == "head" { place(top, scope: "parent", float: true, clearance: 6mm, align(center, text(17pt, weight: "bold", cell(i, 1)))) }
  else if kind == "title" { block(above: 7mm, below: 4mm, align(center, text(14pt, weight: "bold", cell(i, 1)))) }
  else if kind == "sub" { block(above: 5mm, below: 3mm, sticky: true, text(11.5pt, weight: "bold", cell(i, 1))) }
  else if kind == "prose" { par(first-line-indent: (amount: 2em, all: true), cell(i, 1)) }
  else if kind == "leader" { block(above: 1.8mm, below: 1.8mm)[#cell(i, 1) #box(width: 1fr, repeat(gap: 2pt, if facts.dots == "…" { "…" } else { "." })) #cell(i, 2)] }
  else if kind == "row" { block(above: 1.6mm, below: 1.6mm, grid(columns: (16mm,) + (1fr,) * (n - 2), column-gutter: 3mm, ..range(1, n).map(k => cell(i, k)))) }
  else { block(above: 1.6mm, below: 1.6mm, inset: (left: 1.4em), { h(-1.4em); cell(i, 1) }) }
}
"""


def quoted_contents(w: Writer) -> Iterator[Block]:
    """A review that reprints the table of contents of the book in hand."""
    yield ("title", f"一部{w.write('city')}人自己的书")
    for _ in range(3):
        yield ("prose", w.paragraph("s_life", 5))
    yield ("prose", "书前有一页手写的目录，抄在这里，读者可以想见全书的面貌：")
    yield ("sub", "目录")
    for number, page in zip("一二三四五六七八九", range(1, 400, 37), strict=False):
        yield ("leader", f"第{number}章　{w.fresh('lit_title')}", str(page + w.rng.randint(0, 20)))
    for _ in range(4):
        yield ("prose", w.paragraph("s_life", 5))


def price_list(w: Writer) -> Iterator[Block]:
    yield ("head", "门市部商品价目表")
    for group in ("文具", "五金", "电料", "日用"):
        yield ("sub", f"{group}类")
        for _ in range(8):
            yield ("leader", f"{w.write('brand')}牌{w.write('thing')}（{w.write('num')}件装）", f"{w.rng.randint(1, 300)}.{w.rng.randint(0, 9)}0")  # fmt: skip


def index_of_names(w: Writer) -> Iterator[Block]:
    yield ("head", "人名索引")
    for letter in "ABCDFGHJLMQSTWXYZ":
        yield ("sub", letter)
        for _ in range(w.rng.randint(3, 7)):
            pages = sorted({w.rng.randint(1, 380) for _ in range(w.rng.randint(1, 3))})
            yield ("leader", w.write("name"), "，".join(map(str, pages)))


def references(w: Writer) -> Iterator[Block]:
    yield ("title", "参考文献")
    for number in range(1, 46):
        yield ("item", f"[{number}] {w.write('reference')}")


def auction(w: Writer) -> Iterator[Block]:
    """Lots: running number, artist, title, form, estimate, under a heading that says 目录."""
    yield ("head", f"{w.write('city')}拍卖行秋季拍卖会拍品目录")
    for start, group in ((1, "中国书画（一）"), (201, "中国书画（二）"), (401, "瓷器杂项")):
        yield ("sub", group)
        for number in range(start, start + 13):
            low = w.rng.randint(2, 90) * 1000
            yield ("row", f"{number:04}", w.write("name"), f"{w.write('place')}{w.write('thing')}图", w.rng.choice(("立轴", "扇面", "手卷", "镜心")), f"{low:,}—{low * 3 // 2:,}")  # fmt: skip


def programme(w: Writer) -> Iterator[Block]:
    yield ("head", f"{w.write('field')}学术研讨会日程")
    for day in ("上午", "下午", "第二天上午"):
        yield ("sub", day)
        for slot in range(8):
            yield ("row", f"{8 + slot}:{w.rng.choice(('00', '30', '15'))}", w.fresh("academic_title"), w.write("name"))


def donors(w: Writer) -> Iterator[Block]:
    yield ("head", "樂捐芳名錄")
    for group in ("本埠", "外埠", "海外"):
        yield ("sub", group)
        for _ in range(14):
            yield ("leader", f"{w.write('name')} {w.write('company')}", f"{w.rng.randint(1, 50)}00元")


def listings(w: Writer) -> Iterator[Block]:
    yield ("head", "今週の番組表")
    for day in "月火水木金土日":
        yield ("sub", f"{day}曜日")
        for hour in range(6, 24, 3):
            yield ("row", f"{hour}:{w.rng.choice(('00', '30', '54'))}", w.fresh("life_title"), f"出演 {w.write('name')}")  # fmt: skip


def lots(w: Writer) -> Iterator[Block]:
    yield ("head", "Catalogue of Sale")
    for day in ("First Day’s Sale", "Second Day’s Sale"):
        yield ("sub", day)
        for number in range(1, 24):
            yield ("row", str(number + 40 * (day[0] == "S")), f"{w.write('subject').capitalize()}, the property of {w.write('name')}", f"£{10 * w.rng.randint(2, 60)}–{10 * w.rng.randint(61, 90)}")  # fmt: skip


def subject_index(w: Writer) -> Iterator[Block]:
    yield ("head", "Index")
    for symbol in ("subject", "field", "last", "place", "subject", "last"):
        for word in sorted(set(w.grammar[symbol])):
            pages = ", ".join(str(n) for n in sorted({w.rng.randint(1, 320) for _ in range(w.rng.randint(1, 4))}))
            yield ("item", f"{word}, {pages}")


def wines(w: Writer) -> Iterator[Block]:
    yield ("head", "Wine and Provisions")
    for group in ("White", "Red", "From the Cellar", "Cheese & Preserves"):
        yield ("sub", group)
        for _ in range(9):
            yield ("leader", f"{w.write('adjective')} {w.write('Subject')}, {w.write('place')} {w.rng.randint(1988, 2019)}", str(w.rng.randint(12, 95)))  # fmt: skip


def concert(w: Writer) -> Iterator[Block]:
    yield ("head", "Programme du concert")
    for part in ("Première partie", "Seconde partie"):
        yield ("sub", part)
        for number in range(1, 7):
            yield ("row", f"{w.rng.randint(3, 28)}’", f"{number}. {w.write('Thing')}, op. {w.rng.randint(1, 120)}", w.write("name"))  # fmt: skip


def things(w: Writer) -> Iterator[Block]:
    yield ("head", "Sachregister")
    for symbol in ("thing", "field", "place"):
        for word in sorted(w.grammar[symbol]):
            yield ("leader", word, ", ".join(str(w.rng.randint(1, 300)) for _ in range(w.rng.randint(1, 3))))


def _family(name: str, language: str, columns: int, write: Callable[[Writer], Iterator[Block]]) -> Family:
    def draft(rng: Random) -> Draft:
        blocks = list(write(writer(language, rng)))
        facts: dict[str, Any] = {"blocks": blocks, "columns": columns, "first": rng.choice((1, 17, 128)), "dots": "…" if language[:2] == "zh" else "."}  # fmt: skip
        return Draft(periodical={"title": None}, issue={}, pieces=(), language=language, facts=facts)

    about = " ".join((write.__doc__ or name).split())
    return Family(f"neg-{name}", language, about, draft, TEMPLATE, held_out=True, round=2)


NEGATIVES = (
    _family("zh-quoted-contents", "zh-Hans", 1, quoted_contents),
    _family("zh-price-list", "zh-Hans", 2, price_list),
    _family("zh-index", "zh-Hans", 3, index_of_names),
    _family("zh-references", "zh-Hans", 2, references),
    _family("zh-auction", "zh-Hans", 1, auction),
    _family("zh-programme", "zh-Hans", 1, programme),
    _family("hant-donors", "zh-Hant", 2, donors),
    _family("ja-listings", "ja", 1, listings),
    _family("en-lots", "en", 1, lots),
    _family("en-index", "en", 3, subject_index),
    _family("en-wines", "en", 1, wines),
    _family("fr-concert", "fr", 1, concert),
    _family("de-register", "de", 2, things),
)


def as_text(record: dict[str, Any]) -> str:
    """The pages as plain text, what stands beside each other in one line; pages part at a form feed."""
    return "\f".join("\n".join(_rows(page["lines"])) + "\n" for page in record["pages"])


def _rows(lines: list[list[Any]]) -> Iterator[str]:
    printed = [(text, path.split("/")[1] if path.startswith("x/") else path) for text, _, path in lines]
    for _, row in groupby(printed, key=lambda line: line[1]):
        yield "  ".join(text for text, _ in row)
