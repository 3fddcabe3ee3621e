"""Identifiers of periodicals, issues and articles: read, checked, and made. Pure functions.

Sources: ISSN: ISO 3297:2022, clause 4 and annex A (weights 8 to 2, modulo 11). CN number: GB/T 9999.1-2018, clause 6.
EAN-13 of periodicals: GB/T 16827-1997 and ISO 3297, annex on EAN (prefix 977, seven digits of the ISSN, two reserve
digits, check digit; add-on of two or five digits for the issue). Article number (文章编号): CAJ-CD B/T 1-2006, clause
on article identifiers. DOI: ISO 26324:2022, clause 4.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from anyascii import anyascii
from stdnum import ean, issn

from .model import Designation, Periodical, Source

# Region codes of CN numbers: the first two digits of GB/T 2260; 10 is Beijing again, given out since 11 was used up.
REGIONS = {
    "10": "北京", "11": "北京", "12": "天津", "13": "河北", "14": "山西", "15": "内蒙古", "21": "辽宁", "22": "吉林",
    "23": "黑龙江", "31": "上海", "32": "江苏", "33": "浙江", "34": "安徽", "35": "福建", "36": "江西", "37": "山东",
    "41": "河南", "42": "湖北", "43": "湖南", "44": "广东", "45": "广西", "46": "海南", "50": "重庆", "51": "四川",
    "52": "贵州", "53": "云南", "54": "西藏", "61": "陕西", "62": "甘肃", "63": "青海", "64": "宁夏", "65": "新疆",
}  # fmt: skip
_DIGIT = re.compile(r"\d")  # most lines have none, and then no identifier
_LOOKALIKES = str.maketrans("OoDQlI|iZzSsBGb", "000011112255866")
_ISSN = re.compile(
    r"(?P<label>e?-?ISSN(?:-?L)?[^\w]{0,4}(?:\(?(?:online|print|印刷版?|网络版?|電子版?)\)?[^\w]{0,3})?|(?<![\w-]))"
    r"(?P<digits>[\dOoDQlI|iZzSsBGb]{4}\s?[-‐-―−－]?\s?[\dOoDQlI|iZzSsBGb]{3}[\dXxOolISB×])(?![\w-])",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:1[5-9]|20)\d\d")
_CN = re.compile(
    r"(?:(?P<label>CN(?!\w)|CN(?=\d)|刊\s?号|刊\s?號)[^\w]{0,6}(?:CN)?[^\w]{0,3}|(?<![\w-]))"
    r"(?P<region>\d{2})\s?[-‐-―−－]\s?(?P<serial>\d{4})(?!\d)(?:\s?[/／]\s?(?P<clc>[A-Z]{1,2}(?:\d(?!\d))?)(?![A-Za-z]))?"
)
_EAN = re.compile(r"(?<!\d)9[ ]?77(?:[ -]?\d){10}(?:\s{0,4}[+>|]?\s{0,4}(?P<add_on>\d{5}|\d{2}))?(?!\d)")
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d+)*/[^\s\"<>，。；、（）《》“”]+", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(
    r"(?<!\d)(?P<issn>\d{4}-\d{3}[\dX])\s?\((?P<year>\d{4})\)\s?(?P<number>[\dA-Z]{2,5})-(?P<page>\d{3,5})-(?P<length>\d{1,3})(?!\d)",
    re.IGNORECASE,
)


class Issn(NamedTuple):
    """`value` as NNNN-NNNC; `valid`: the check digit agrees; `repaired`: letters were read as digits."""

    value: str
    valid: bool
    repaired: bool
    labelled: bool
    span: tuple[int, int]


class CnNumber(NamedTuple):
    """`value` as NN-NNNN or NN-NNNN/C; `region` None when no region has that code (then probably misread). Serials 0001-0999 are newspapers, 1000-5999 periodicals in print, above: others."""

    value: str
    region: str | None
    labelled: bool
    span: tuple[int, int]


class Barcode(NamedTuple):
    """An EAN-13 with prefix 977. `issn` is the one inside, `reserve` the two digits before the check digit."""

    value: str
    issn: str
    reserve: str
    add_on: str | None
    valid: bool
    span: tuple[int, int]


class ArticleNumber(NamedTuple):
    """A 文章编号: ISSN, year, number of the issue, first page and count of pages, as printed."""

    value: str
    issn: str
    year: int
    number: str
    page: str
    length: int
    span: tuple[int, int]


def find_issns(text: str) -> list[Issn]:
    """ISSNs in `text`: all that are labelled, and bare ones whose hyphen and check digit are right.

    Letters that look like digits are read as digits only under a label, and only if the check digit then agrees.
    """
    if not _DIGIT.search(text):
        return []
    found = []
    for match in _ISSN.finditer(_width(text)):
        raw = re.sub(r"[^\w|×]", "", match["digits"]).upper().replace("×", "X")
        digits = raw[:7].translate(_LOOKALIKES) + raw[7].translate(_LOOKALIKES)
        if not digits[:7].isdigit():
            continue
        repaired, valid, labelled = digits != raw, issn.is_valid(digits), bool(match["label"])
        bare = valid and not repaired and "-" in match["digits"] and not _YEARS.fullmatch(digits)
        if bare or (labelled and (valid or not repaired)):
            value = f"{digits[:4]}-{digits[4:]}"
            found.append(Issn(value, valid, repaired, labelled, match.span()))
    return found


def find_cn_numbers(text: str) -> list[CnNumber]:
    """CN numbers (国内统一连续出版物号) in `text`: labelled ones, and bare ones that carry a class letter."""
    if not _DIGIT.search(text):
        return []
    found = []
    for match in _CN.finditer(_width(text)):
        region, labelled = REGIONS.get(match["region"]), match["label"] is not None
        if (labelled or (region and match["clc"])) and match["serial"] != "0000":
            value = f"{match['region']}-{match['serial']}" + (f"/{match['clc']}" if match["clc"] else "")
            found.append(CnNumber(value, region, labelled, match.span()))
    return found


def find_barcodes(text: str) -> list[Barcode]:
    """EAN-13 numbers of periodicals in `text`, spaced or not (`9 771002 060231`), with an add-on of 2 or 5 digits."""
    if not _DIGIT.search(text):
        return []
    found = []
    for match in _EAN.finditer(_width(text)):
        digits = re.sub(r"\D", "", match.group())[:13]
        found.append(_barcode(digits, match["add_on"], match.span()))
    return found


def parse_barcode(code: str) -> Barcode | None:
    """A barcode as the recognition step writes it: `9771002060231` or `9771002060231+06`; None for other products."""
    digits, _, add_on = code.partition("+")
    if not re.fullmatch(r"977\d{10}", digits):
        return None
    return _barcode(digits, add_on if re.fullmatch(r"\d{2}|\d{5}", add_on) else None, (0, len(code)))


def _barcode(digits: str, add_on: str | None, span: tuple[int, int]) -> Barcode:
    inner = digits[3:10] + issn.calc_check_digit(digits[3:10])
    return Barcode(digits, f"{inner[:4]}-{inner[4:]}", digits[10:12], add_on, ean.is_valid(digits), span)


def is_issn(text: str) -> bool:
    """Whether `text` is an ISSN with the right check digit."""
    return bool(issn.is_valid(text))


def find_dois(text: str) -> list[str]:
    """DOIs in `text`, lower-cased (they are compared without case), without closing punctuation."""
    return [_trim_doi(match.group()).lower() for match in _DOI.finditer(_width(text))]


def _trim_doi(doi: str) -> str:
    doi = doi.rstrip(".,;:'!?")
    while doi.endswith((")", "]")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "["}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:'!?")
    return doi


def find_article_numbers(text: str) -> list[ArticleNumber]:
    """Article numbers (文章编号) in `text`, as ISSN(YYYY)NN-PPPP-CC."""
    found = []
    for match in _ARTICLE_NUMBER.finditer(_width(text)):
        value = f"{match['issn']}({match['year']}){match['number']}-{match['page']}-{match['length']}".upper()
        parts = match["issn"].upper(), int(match["year"]), match["number"], match["page"], int(match["length"])
        found.append(ArticleNumber(value, *parts, match.span()))
    return found


def _width(text: str) -> str:
    """Full-width digits, letters and signs made half-width, one for one, so that spans stay true."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", character)) == 1 else character for character in text
    )


# -- names in addresses and folders -----------------------------------------------------------------------------------

# Words that titles of periodicals are made of; what lies between them is cut in twos, as most Chinese words are.
_TITLE_WORDS = (
    "自然科学版 社会科学版 哲学社会科学版 网络版 电子版 英文版 中文版 海外版 人文社会科学版 医学版 "
    "中华人民共和国 中华 中国 人民 国际 世界 全球 亚洲 东方 北京 上海 天津 重庆 南京 广东 广西 江苏 浙江 新疆 内蒙古 黑龙江 台湾 香港 "
    "科学院 科学 科技 技术 工程 产业 工业 农业 商业 企业 经济 金融 管理 社会 政治 法律 法学 哲学 历史 文学 文艺 文化 艺术 教育 "
    "大学 学院 学报 学刊 学会 研究 研究院 研究所 评论 通报 通讯 通信 导报 导刊 论坛 杂志 期刊 月刊 周刊 季刊 年刊 半月刊 双月刊 旬刊 "
    "日报 晚报 晨报 周报 快报 画报 文摘 文汇 选刊 丛刊 集刊 汇刊 会刊 院刊 校刊 年鉴 公报 动态 信息 情报 资料 图书 图书馆 档案 出版 新闻 "
    "电子 计算机 软件 网络 数据 自动化 机械 化学 化工 物理 数学 生物 医学 医药 药学 中医 临床 护理 卫生 环境 生态 地理 地质 能源 电力 材料 "
    "交通 铁道 航空 航天 船舶 建筑 土木 水利 林业 水产 畜牧 食品 纺织 军事 国防 外交 民族 宗教 妇女 青年 少年 儿童 体育 旅游 音乐 美术 电影 "
    "戏剧 诗歌 诗刊 小说 散文 故事 读者 读书 作家 生活 家庭 健康 创新 发展 改革 开放 时代 世纪 现代 当代 近代 新青年 半月谈 三联 知识 百科 "
    "语言 文字 语文 汉语 外语 考古 文物 博物馆 美食 摄影 设计 园林 创造 发明 专利 标准 质量 安全 "
)
_WORD = re.compile("|".join(sorted(_TITLE_WORDS.split(), key=len, reverse=True)))
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = re.compile(r"[\u3040-\u30ff]")


def slug(text: str, limit: int = 60) -> str:
    """`text` as lower-case ASCII words joined by hyphens, at most `limit` characters, never empty.

    Chinese becomes pinyin by words (中国科技产业 → zhongguo-keji-chanye); every other script its usual Latin letters.
    Text without any letter or digit gives `untitled`, with eight characters of its hash if there is any text.
    """
    plain = text if _KANA.search(text) else _HAN.sub(_pinyin, text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", anyascii(plain)).lower())
    if not words:
        return "untitled" + (f"-{_hash(text)}" if text.strip() else "")
    kept = "-".join(words)
    if len(kept) <= limit:
        return kept
    return kept[: limit + 1].rpartition("-")[0] or kept[:limit]


def _pinyin(match: re.Match[str]) -> str:
    from pypinyin import lazy_pinyin  # slow to load (a third of a second), and rarely needed

    words = _words(_simplify(match.group()))
    return " " + " ".join("".join(lazy_pinyin(word, v_to_u=False, errors="ignore")) for word in words) + " "


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    """Made once: it reads its dictionaries anew each time."""
    from opencc import OpenCC

    return OpenCC("t2s")


def _words(run: str) -> list[str]:
    words, at = [], 0
    for match in _WORD.finditer(run):
        words += _pairs(run[at : match.start()])
        words.append(match.group())
        at = match.end()
    return words + _pairs(run[at:])


def _pairs(run: str) -> list[str]:
    """`run` in twos; the last three stay together."""
    pairs = [run[i : i + 2] for i in range(0, len(run), 2)]
    return [*pairs[:-2], pairs[-2] + pairs[-1]] if len(run) > 2 and len(run) % 2 else pairs


def issue_id(periodical: Periodical, designation: Designation, source: Source | None = None) -> str:
    """The name of an issue in addresses and folders: `zhongguo-keji-chanye-2023-06`.

    Date as precise as it is known; the number too where the date alone may stand for several issues; else volume,
    number or whole number; else a hash of the source. The same facts give the same name.
    """
    title = slug(periodical.title or "")
    when = designation.date or (str(designation.year) if designation.year else "")
    parts = [title, re.sub(r"[^\d-]", "-", when)] if when else [title]
    if designation.day is None:
        parts += _numbering(designation)
    if len(parts) == 1:
        parts.append(f"x{source.sha256[:8] if source and source.sha256 else _hash(title)}")
    return "-".join(parts)


def _numbering(designation: Designation) -> list[str]:
    """`v12-n3`, without what the month says already."""
    if designation.month and designation.number in (None, str(designation.month), f"{designation.month:02}"):
        return []
    if designation.number is None and designation.volume is None:
        return [f"w{slug(designation.whole_number)}"] if designation.whole_number else []
    volume = [f"v{slug(designation.volume)}"] if designation.volume and not designation.month else []
    return volume + ([f"n{slug(designation.number)}"] if designation.number else [])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
