"""When and where: the date and place of what a news notice reports."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...model import Designation
from ...numerals import CHINESE, even, read_number
from ..masthead.designations import MONTH_NUMBERS, date_of, read_designation

_EARLY = 80
"""Letters in which a notice says when; later dates are of other things."""
_SCOPE = 400
_N = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
_DAY = re.compile(rf"(?<![\d年])(?P<month>{_N})\s?月\s?(?P<day>{_N})\s?(?:日|號|号)")
_ENGLISH_MONTHS = "|".join(
    name for name in sorted(MONTH_NUMBERS, key=len, reverse=True) if name.isascii() and len(name) > 3
)
_LATIN_DAY = re.compile(
    rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<month>{_ENGLISH_MONTHS})|(?P<month2>{_ENGLISH_MONTHS})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\w)",
    re.IGNORECASE,
)
_VERB = r"(?:举行|舉行|召开|召開|举办|舉辦|开幕|開幕|闭幕|成立|揭牌|发布|發布|启动|啟動|开展|开工|落成|签约|拉开帷幕|落下帷幕|進行|进行)"
_ADVERB = r"(?:隆重|顺利|順利|成功|正式|圆满|圓滿|如期|盛大|联合|共同|同步|同时|线上线下同步)*"
_PLACES = (
    re.compile(rf"在(?P<place>[^在，。；、！？,;:：“”‘’\s]{{2,18}}?){_ADVERB}{_VERB}"),
    re.compile(r"(?:赴|前往|来到|走进|來到|走進)(?P<place>[^在，。；、,;:：“”\s]{2,20}?)(?:进行|開展|开展|考察|参观|調研|调研|出席|参加|学习|举行|访问|訪問)"),
    re.compile(rf"^[（(【]?(?:本[报刊報]|新华社|新華社|中新社)(?P<place>[\u3400-\u9fff]{{2,6}}?)(?:\d|{_N}\s?月|讯|訊|电|電)"),
    re.compile(r"(?:held|took place|opened|met|hosted) (?:in|at) (?P<place>(?:the )?[A-Z][\w.'-]+(?:[ ,]+(?:of |the )?[A-Z][\w.'-]+){0,4})"),
    re.compile(r"^(?P<place>[A-Z][A-Z .]{2,20})(?:,\s\w+\.?\s\d{1,2})?\s?[—–-]{1,2}\s"),
    re.compile(r"\bin (?P<place>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),? on (?:\w+day)?"),
)  # fmt: skip
_NO_PLACE = re.compile(
    r"(?:会上|會上|期间|期間|现场|線上|线上|线下|形式|背景下|基础上|指导下|领导下|支持下|之际|方面|过程中|本刊|报道)$|^(?:此|会|其|本|该|這|这)"
)


class Event(NamedTuple):
    """`why` is set when the year was inferred; `confidence` is that of the date."""

    date: str | None = None
    place: str | None = None
    why: str = ""
    confidence: float = 1.0
    date_quote: str = ""
    place_quote: str = ""


def find_event(text: str, issue: Designation) -> Event:
    """The first date in the opening of `text`, its year inferred from `issue` if it isn't printed; the first place that something is held at."""
    place, quote = find_place(text)
    return _dated(text, issue)._replace(place=place, place_quote=quote)


def _dated(text: str, issue: Designation) -> Event:
    opening = text[:_EARLY]
    facts = read_designation(opening)
    for span in sorted({fact.span for fact in facts if fact.field == "day"}):
        value = {fact.field: int(fact.value) for fact in facts if fact.span == span}
        if {"year", "month", "day"} <= value.keys():
            return Event(
                date=date_of(value["year"], value["month"], value["day"]),
                confidence=0.97,
                date_quote=opening[slice(*span)],
            )
    match = _DAY.search(even(opening)) or _LATIN_DAY.search(opening)
    month, day = _month_and_day(match) if match else (None, None)
    if match is None or month is None or day is None or issue.year is None:
        return Event()
    year = issue.year - 1 if issue.month and month > issue.month + 1 else issue.year
    why = f"the year is not printed; {'the issue is of ' if year == issue.year else 'the year before '}{issue.year}"
    return Event(date=date_of(year, month, day), why=why, confidence=0.9, date_quote=match.group())


def _month_and_day(match: re.Match[str]) -> tuple[int | None, int | None]:
    parts = match.groupdict()
    name, day = parts["month"] or parts.get("month2") or "", read_number(parts["day"] or parts.get("day2") or "")
    month = MONTH_NUMBERS.get(name.lower()) or read_number(name)
    return (month, day) if month and day and 1 <= month <= 12 and 1 <= day <= 31 else (None, None)


def find_place(text: str) -> tuple[str | None, str]:
    """Where it was held, and the words that say so, at their first: 在厦门隆重举行 gives 厦门."""
    opening = text[:_SCOPE]
    matches = [match for pattern in _PLACES for match in pattern.finditer(opening)]
    for match in sorted(matches, key=lambda match: match.start("place")):
        place = match["place"].strip(" .,")
        if not _NO_PLACE.search(place):
            return place, match.group()
    return None, ""
