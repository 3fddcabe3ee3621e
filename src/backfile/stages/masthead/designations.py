"""Which issue it is, as one line prints it: year, month, day, volume, number, whole number, in any script.

`read_designation` knows nothing of the page; it finds statements such as 2023年第6期, 第七十四期 2008年5月31日, 总第345期,
民國十二年六月, Vol. XII, No. 3, Summer 2021, 21. Februar 1840, 第12巻第3号, 제3권 제2호, العدد ٢ and gives each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ... import numerals

YEARS = range(1500, 2100)


class Fact(NamedTuple):
    """One value of `Designation.<field>` read from `span` of a line. `weight` 0..1: how surely the form says so.

    `part` is a field of its own: a month or a number.
    """

    field: str
    value: str
    span: tuple[int, int]
    weight: float = 1.0


def date_of(year: int | None, month: int | None, day: int | None) -> str | None:
    """ISO 8601, as precise as known."""
    if year is None:
        return None
    parts = [f"{year:04}"] + ([f"{month:02}"] if month else []) + ([f"{day:02}"] if month and day else [])
    return "-".join(parts)


_N = rf"(?:\d+|[{numerals.CHINESE}]+)"
_RANGE = rf"{_N}(?:\s?[-/、,.·]\s?{_N})?"
_ROMAN = r"[IVXLCDM]+"
_LATIN_NUMBER = rf"(?:0x[0-9A-Fa-f]+|\d+(?:\s?[-/&]\s?\d+(?!\s?\.?\d))?|{_ROMAN})(?!\w)"
_ERAS = {
    "民國": 1911, "民国": 1911, "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "道光": 1820, "咸豐": 1850, "咸丰": 1850, "同治": 1861, "光緒": 1874, "光绪": 1874, "宣統": 1908, "宣统": 1908,
}  # fmt: skip
_MONTHS = (
    "january jan janvier janv januar jänner enero gennaio janeiro januari января январь يناير جانفي",
    "february feb février févr februar feber febrero febbraio fevereiro februari февраля февраль فبراير شباط",
    "march mar mars märz mrz maerz marzo março maart марта март مارس آذار",
    "april apr avril abril aprile апреля апрель أبريل ابريل نيسان",
    "may mai mayo maggio maio mei мая май مايو أيار",
    "june jun juin juni junio giugno junho июня июнь يونيو حزيران",
    "july jul juillet juil juli julio luglio julho июля июль يوليو تموز",
    "august aug août aout agosto augustus августа август أغسطس اغسطس آب",
    "september sept sep septembre septiembre settembre setembro сентября сентябрь سبتمبر أيلول",
    "october oct octobre oktober okt octubre ottobre outubro октября октябрь أكتوبر اكتوبر",
    "november nov novembre noviembre novembro ноября ноябрь نوفمبر",
    "december dec décembre déc dezember dez diciembre dicembre dezembro декабря декабрь ديسمبر",
)
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = r"(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")(?!\w)\.?"
_SEASON = r"(?:spring|summer|autumn|fall|winter|printemps|été|automne|hiver|frühling|frühjahr|sommer|herbst)(?!\w)"
_VOLUME = r"volume|volumen|volum|vol|band|bd|jahrgang|jahrg|jg|jaargang|tome|tomo|año|annata|anno|année|årgang|том|ročník|rocznik|cilt"
_NUMBER = r"number|numéro|numero|número|núm|num|nummer|nos|no|nr|n[°º]|№|#|issue|heft|ausgabe|fascicule|fasc|выпуск|вып|číslo|sayı|zeszyt"
_ARABIC = {
    word: number
    for number, words in enumerate(
        ("الأول الاول الأولى الاولى", "الثاني الثانية", "الثالث الثالثة", "الرابع الرابعة", "الخامس الخامسة",
         "السادس السادسة", "السابع السابعة", "الثامن الثامنة", "التاسع التاسعة", "العاشر العاشرة"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ARABIC_NUMBER = r"(?:\d+|" + "|".join(_ARABIC) + ")"

Reader = Callable[[re.Match[str]], "Iterator[tuple[str, str | int | None, float]]"]


def read_designation(text: str) -> list[Fact]:
    """The facts in `text`, left to right. A stretch of text is read once, by the first rule that fits."""
    if not _HINT.search(text):
        return []
    plain = numerals.even(text)
    taken = [False] * len(plain)
    facts: list[Fact] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            found = [Fact(field, str(value), match.span(), weight) for field, value, weight in reader(match) if value]
            if found:
                facts += found
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    facts += _bare_years(plain, facts)
    return sorted(facts, key=lambda fact: fact.span)


def _bare_years(plain: str, facts: list[Fact]) -> list[Fact]:
    """Heft 3 · 1974: four digits between separators are the year where a volume or number stands beside them."""
    fields = {fact.field for fact in facts}
    if "year" in fields or not fields & {"volume", "number", "whole_number"}:
        return []
    return [Fact("year", match["year"], match.span("year"), 0.7) for match in _BARE_YEAR.finditer(plain)][:1]


Values = Iterator[tuple[str, str | int | None, float]]


def _east_asian_date(match: re.Match[str]) -> Values:
    year = numerals.read_number(match["year"].translate(_MISREAD) if not match["era"] else match["year"])
    if match["era"]:
        year = year + _ERAS[match["era"]] if year else None
    if year is None or year not in YEARS:
        return
    yield "year", year, 1.0
    yield from _month_and_day(match)


def _month_and_day(match: re.Match[str]) -> Values:
    month = numerals.read_number(match["month"] or "")
    if month and 1 <= month <= 12:
        yield "month", month, 1.0
        day = numerals.read_number(match["day"] or "")
        if day and 1 <= day <= 31:
            yield "day", day, 1.0


def _latin_date(match: re.Match[str]) -> Values:
    parts = match.groupdict()
    year = int(parts["year"])
    if year not in YEARS:
        return
    yield "year", year, 1.0
    yield "month", MONTH_NUMBERS[parts["month"].rstrip(".").lower()], 1.0
    day = int(parts.get("day") or 0)
    yield "day", day if day <= 31 else None, 1.0


def _numeric_date(match: re.Match[str]) -> Values:
    """ISO 8601 and its look-alikes."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if year in YEARS and 1 <= month <= 12 and day <= 31:
        yield "year", year, 0.7
        yield "month", month, 0.7
        yield "day", day, 0.7


def _year_and_part(match: re.Match[str]) -> Values:
    """2023.6 or 2023/6: the month or the number, as the rest of the issue decides (`choice`)."""
    part = int(match["part"])
    if int(match["year"]) in YEARS and 1 <= part <= 12:
        yield "year", int(match["year"]), 0.5
        yield "part", part, 0.5


def _european_date(match: re.Match[str]) -> Values:
    """20.4.98 or 20. 4. 1998; two digits are of the years 1931 to 2030."""
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    weight = 0.8 if year >= 100 else 0.6
    year += 0 if year >= 100 else 1900 if year > 30 else 2000
    if year in YEARS and 1 <= month <= 12 and 1 <= day <= 31:
        yield "year", year, weight
        yield "month", month, weight
        yield "day", day, weight


def _publication_day(match: re.Match[str]) -> Values:
    month, day = numerals.read_number(match["month"]), numerals.read_number(match["day"])
    if month and day and month <= 12 and day <= 31:
        yield "month", month, 1.0
        yield "day", day, 1.0


def _number_and_whole(match: re.Match[str]) -> Values:
    yield "number", _label(match["number"]), 1.0
    yield "whole_number", match["whole"], 1.0


def _double_months(match: re.Match[str]) -> Values:
    """2021-0304: one issue for two months that follow each other."""
    first, second = int(match["first"]), int(match["second"])
    if int(match["year"]) in YEARS and second == first + 1 <= 12:
        yield "year", int(match["year"]), 0.9
        yield "month", first, 0.7
        yield "number", match["first"] + match["second"], 0.9


def _year(match: re.Match[str]) -> Values:
    yield "year", int(match["year"]) if int(match["year"]) in YEARS else None, 0.9


def _month(match: re.Match[str]) -> Values:
    month = numerals.read_number(match["month"])
    yield "month", month if month and month <= 12 else None, 0.9


def _number(field: str, weight: float = 1.0) -> Reader:
    """A number under its word; `see issue 12`, in small letters after other words, is said in passing."""

    def read(match: re.Match[str]) -> Values:
        passing = match.group()[:5].islower() and match.start() > 0 and match.group()[:5].isalpha()
        yield field, _label(match["number"]), 0.3 if passing else weight

    return read


def _year_and_number(match: re.Match[str]) -> Values:
    if (int(match["year"])) in YEARS:
        yield "year", int(match["year"]), 0.8
        yield "number", _label(match["number"]), 0.8


def _volume_and_number(match: re.Match[str]) -> Values:
    yield "volume", _label(match["volume"]), 1.0
    yield "number", _label(match["number"]), 1.0


def _arabic_number(field: str) -> Reader:
    def read(match: re.Match[str]) -> Values:
        yield field, _ARABIC.get(match["number"]) or match["number"], 1.0

    return read


def _hijri_year(match: re.Match[str]) -> Values:
    """The Gregorian year in which most of the year of the Hijra falls (Freeman-Grenville's rule of thumb, ±1)."""
    year = int(match["year"])
    if 1100 <= year <= 1500:
        yield "year", round(year * 0.970224 + 621.5774), 0.6


def _label(text: str) -> str | None:
    """A number or a range of two as plain digits (`11-12`); a hexadecimal one as printed."""
    if text.lower().startswith("0x"):
        return text
    parts = [numerals.read_number(part) for part in re.split(r"\s?[-/&,、.·]\s?", text)]
    return "-".join(str(part) for part in parts) if all(part is not None for part in parts) else None


def _rule(pattern: str, reader: Reader) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, re.IGNORECASE), reader


_HINT = re.compile(
    rf"\d|[{numerals.CHINESE}]|\b{_ROMAN}\b|العدد|المجلد|السنة", re.IGNORECASE
)  # no number, no designation
_BARE_YEAR = re.compile(r"(?:^|[·,;/|()—–\s-])\s?(?P<year>1[6-9]\d\d|20\d\d)(?=\s?(?:$|[·,;/|()—–.-]))")
_ERA = "|".join(_ERAS)
_MONTH_DAY = (
    rf"(?P<month>{_N})(?:\s?[-/、,.·]\s?{_N})?\s?(?:月(?:刊|号|號|份|上|中|下)?|월호?)"
    rf"(?:\s?(?P<day>{_N})\s?(?:日|號|号|일))?"
)
_YEAR = rf"(?<![0-9A-Za-z])(?P<year>\d{{4}}|[12][\dOoQ]{{3}}(?=\s?年)|[{numerals.CHINESE}]{{4}})"
_MISREAD = str.maketrans("OoQ", "000")  # what recognition makes of the 0 in 2004年
_TERM = r"\s?[春夏秋冬]\s?(?:季)?(?:号|號|刊|卷)?(?!\w)"
_WHOLE = r"(?:总|總|累计|累計|通卷|通巻|通算|통권)"

_RULES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    _rule(rf"(?P<era>{_ERA})\s?(?P<year>{_N}|元)\s?年(?:\s?{_MONTH_DAY})?", _east_asian_date),
    _rule(rf"(?P<era>)(?:公元|西元)?{_YEAR}\s?(?:年度?|년)(?!代|级|級|来|來|间|間|前|后|後|底|初|以)(?:\s?{_MONTH_DAY}|{_TERM})?", _east_asian_date),
    _rule(rf"(?<!\d)(?P<year>(?:19|20)\d\d){_TERM}", _year),
    _rule(r"(?<![0-9A-Za-z])(?P<year>(?:19|20)\d\d)\s?[·•]\s?(?P<number>\d\d?)(?!\d)", _year_and_number),
    _rule(rf"{_WHOLE}\s?(?:第|제)?\s?(?P<number>{_RANGE})\s?(?:期|号|號|辑|輯|册|冊|호)?", _number("whole_number")),
    _rule(rf"(?<!\d)(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?日\s?(?:出版|发行|發行|出刊|発行)", _publication_day),
    _rule(r"(?<![\w.])(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>(?:1[6-9]|20)\d\d|\d\d)(?![\w.])", _european_date),
    _rule(r"^\s*(?P<year>(?:19|20)\d\d)\s+(?P<number>\d\d?)\s*$", _year_and_number),
    _rule(rf"(?<![^\W\d])(?:{_NUMBER})\s?[.:]?\s?(?P<number>\d{{1,3}})\s?\((?P<whole>\d{{2,5}})\)", _number_and_whole),
    _rule(rf"(?:第|제)\s?(?P<volume>{_N})\s?(?:卷|巻|권)\s?,?\s?(?:第|제)?\s?(?P<number>{_RANGE})\s?(?:期|号|號|호)", _volume_and_number),
    _rule(rf"(?:第|제)\s?(?P<number>{_N})\s?(?:卷|巻|권|年(?=\s?第))", _number("volume")),
    _rule(rf"(?:第|제)\s?(?P<number>{_RANGE})\s?(?:期|号|號|호|辑|輯|集(?!团|團|体|合|中))(?!院|楼|樓|令|文件|线|線|中)", _number("number")),
    _rule(rf"(?<![\w.]){_YEAR}[-./](?P<month>\d\d?)[-./](?P<day>\d\d?)(?!\d)", _numeric_date),
    _rule(r"(?<![\w.])(?P<year>\d{4})-(?P<first>\d\d)(?P<second>\d\d)(?!\d)", _double_months),
    _rule(rf"(?<!\w)(?P<day>\d\d?)(?:st|nd|rd|th|\.|er)?\s?(?:de\s|of\s)?(?P<month>{_MONTH}),?\s?(?:de\s)?(?P<year>\d{{4}})(?!\d)", _latin_date),
    _rule(rf"(?<!\w)(?P<month>{_MONTH})\s(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)", _latin_date),
    _rule(rf"(?<!\w)(?P<month>{_MONTH})(?:\s?[-/&]\s?{_MONTH})?,?\s?(?:de\s)?(?P<year>\d{{4}})(?!\d)", _latin_date),
    _rule(rf"(?<!\w){_SEASON}(?:\s?[-/&]\s?{_SEASON})?,?\s?(?P<year>\d{{4}})(?!\d)", _year),
    _rule(rf"(?<!\d)(?P<month>{_N})(?:\s?[-/、,.·]\s?{_N})?\s?(?:月(?:特[別别大]|新年|新春|臨時)?(?:增刊|増刊)?(?:刊|号|號)|월호)", _month),
    _rule(r"(?<!\w)whole\s(?:number|no\.?)\s?(?P<number>\d+)(?!\d)", _number("whole_number")),
    _rule(rf"(?<![^\W\d])(?:{_NUMBER})\s?[.:]?\s?(?P<number>\d{{1,3}})\s?/\s?(?P<year>(?:1[89]|20)\d\d)(?!\d)", _year_and_number),
    _rule(rf"(?<![^\W\d])(?:\w+(?:ter|tes)\s)?(?:{_VOLUME})\s?\((?P<number>\d{{1,3}})\)", _number("volume")),
    _rule(rf"(?<![^\W\d])(?:{_VOLUME})\s?[.:]?\s?(?P<number>{_LATIN_NUMBER})", _number("volume")),
    _rule(rf"(?<!\w)(?P<number>\d+)\.\s?(?:{_VOLUME})(?!\w)", _number("volume")),
    _rule(rf"(?<![^\W\d])(?:{_NUMBER})\s?[.:]?\s?(?P<number>{_LATIN_NUMBER})", _number("number", 0.9)),
    _rule(r"(?<!\w)(?P<year>\d{4})\s?\((?P<number>\d\d?)\)(?!\d)", _year_and_number),
    _rule(rf"(?:العدد|عدد|الجزء)\s?:?\s?(?P<number>{_ARABIC_NUMBER})", _arabic_number("number")),
    _rule(rf"(?:المجلد|مجلد|السنة)\s?:?\s?(?P<number>{_ARABIC_NUMBER})(?!\d)", _arabic_number("volume")),
    _rule(r"(?:سنة|عام)\s(?P<year>1[89]\d\d|20\d\d)(?!\d)", _year),
    _rule(r"(?:سنة\s)?(?<!\d)(?P<year>1[1-4]\d\d)\s?(?:هـ|هجرية|ه(?!\w))", _hijri_year),
    _rule(r"(?<!\d)(?P<year>1[89]\d\d|20\d\d)\s?(?:م(?!\w)|ميلادية)", _year),
    _rule(r"(?<![0-9A-Za-z./-])(?P<year>(?:19|20)\d\d)[./-](?P<part>\d\d?)(?![\d./-])", _year_and_part),
)  # fmt: skip
