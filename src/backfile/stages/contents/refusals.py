"""What only looks like contents: references, price lists, indexes, the contents of a book or a speech inside an issue.

Each ground is a count over what was decoded, so that one odd row never refuses a page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from .fields import Found
from .location import Window
from .rows import Row, is_prose
from .style import counting_share
from .tokens import LEADER, read_last, rising_share

_OTHER_LIST = re.compile(
    r"^\W*(?:参考文献|參考文獻|引用文献|主要参考文献|参考书目|索引|人名索引|主题索引|价目表?|价格表|報價單|报价单|references|bibliography|literatur(?:verzeichnis)?|works cited|notes"
    r"|index|general index|sachregister|namenregister|bibliographie|price list|preisliste|tarifs?|ersatzteilliste|parts list|catalogue|katalog)\s*\d*\W*$",
    re.IGNORECASE,
)
_TABLE = re.compile(
    r"拍卖|拍賣|拍品|\bauction\b|\border of sale\b|\blots\s\d|代号.{0,40}价|[月年季]价|auktion|vente aux enchères|名单|名單|菜谱|菜單|时刻表|時刻表|课程表|課程表|值班表|价目|成绩|排行|timetable|time table|\bmenu\b(?!\s(?:d[eou]|principal|of|and))|price list|schedule|roster|fahrplan|horaires|speisekarte",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[[JMDNCRPA](?:/OL)?\]|\b(?:19|20)\d\d[;,:(]\s?\d+|\(\d+\):\s?\d+|\bdoi:", re.IGNORECASE)
_PRICE = re.compile(
    r"(?:\d{1,3}(?:[,.]\d{3})+(?:\s?[—–-]\s?\d{1,3}(?:[,.]\d{3})+)?\W*$|[¥￥$€£]\s?\d|\d+[.．,]\d\d\s*(?:元|圆|€|$)|\d\s?元)"
)
_LOCATORS = re.compile(r"[,，]\s?\d{1,4}(?:[–-]\d{1,4})?n?(?=\s*(?:[,，;；]|$))")
_CHAPTER = re.compile(
    r"^\s*(?:第\s?[一二三四五六七八九十百\d]+\s?[章节節編编回]|附[录錄]|chapter\s+\w+|kapitel\s+\w+|chapitre\s+\w+|[一二三四五六七八九十]+、)",
    re.IGNORECASE,
)
_TIME = re.compile(r"^\W*(?:(?:[01]?\d|2[0-3])[:：.][0-5]\d(?!\d)|\d{1,3}\s?[’'′](?=\s))")
_PLACE = re.compile(
    r"\b(?:stands?|booths?|lots?|rooms?|tables?|seats?|gates?|platforms?|stand-?nr|halle|salle)\s?(?:no\.?\s?)?[A-Z]?\d+\W*$|(?:展位|展台|摊位|攤位|座位|房间|车次|教室|考场)\s?[A-Z]?\d+|\d+\s?[号號][室楼台桌厅]\W*$",
    re.IGNORECASE,
)
_ISSUE_AND_PAGE = re.compile(r"[(（]\s?\d{1,2}\s?[:：·]\s?\d{1,4}\s?[)）]\s*$|…\s*\d{1,2}[:：]\d{1,4}\s*$")
_HOURS = re.compile(
    r"(?:\b(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Lu|Ma|Me|Je|Ve)\b|周[一二三四五六日]|星期[一二三四五六日天]).{0,20}?\d{1,2}(?:[:.]\d\d)?\s?[–—-]\s?\d{1,2}"
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|ene|abr|ago|dic)[a-zéû]*"
_DAY = re.compile(
    rf"^\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)?(?:le\s|den\s)?\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{_MONTHS}\b"
    rf"|^\W*(?:1[0-2]|[1-9])\s?月\s?[1-3]?\d\s?日",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*[\[［]\d{1,3}[\]］]\s?\S")
_DATED = re.compile(rf",\s(?:den\s)?\d{{1,2}}\.?\s{_MONTHS}\.?(?:\s\d{{4}})?$", re.IGNORECASE)
_FULL_STOP = re.compile(r"。\s*$")
_SUMS = re.compile(r"(?<![\d.])\d{1,4}[.,]\d\d\s+\d{1,4}[.,]\d\d(?![\d.])")
_ESTIMATE = re.compile(r"[£$€¥￥]\s?\d[\d,.]*\s?[–—-]\s?\d")
_CLAUSE = re.compile(r"\s?[;；]\s*$")
_CODE = re.compile(r"(?:[.·…]{3,}|…)\s*(?:特設)?[A-Z]?\s?[-–]\s?\d{1,3}\s+[^\d\s].*$")
FEW: Final = 8
MANY: Final = 12


def refusal(window: Window, found: Sequence[Found], folios: Collection[int] = ()) -> str | None:
    """Why the window is no contents page of an issue, or None. `folios` are the numbers that its pages bear."""
    if not found:
        return "nothing was read"
    rows = window.rows
    texts = [row.text for row in rows if not is_prose(row)] or [""]
    grounds = (
        (len(found) < 3 and not window.marked and rows[0].box is not None, "two rows among many pages are no list"),
        (
            any(_OTHER_LIST.match(row.text) for row in rows[: _first_row(found) + 1]) and not window.marked,
            "its heading names another kind of list",
        ),
        (
            not window.marked and any(_TABLE.search(row.text) for row in (*window.before[-2:], *rows[:3])),
            "its heading names a table or a list of people",
        ),
        (_share(_REFERENCE, texts) >= 0.3 or _share(_NUMBERED, texts) >= 0.2, "its rows are references"),
        (_share(_FULL_STOP, texts) >= 0.5 and not window.marked, "its rows are sentences"),
        (_are_told(window, found) and not window.marked, "what was read are sentences and references"),
        (_share(_DATED, texts) >= 0.3 and not window.marked, "its rows end in days"),
        (_share(_TIME, texts) >= 0.3 and not window.marked, "its rows begin with times"),
        (_share(_PLACE, texts) >= 0.3, "its rows end in the numbers of stands or rooms"),
        (_share(_ISSUE_AND_PAGE, texts) >= 0.4, "its pages are of many issues"),
        (_share(_DAY, texts) >= 0.3 and not window.marked, "its rows begin with days"),
        (_share(_HOURS, texts) >= 0.25 and not window.marked, "its rows give weekdays and hours"),
        (_share(_CODE, texts) >= 0.4, "its leaders lead to codes with matter behind them"),
        (_share(_ESTIMATE, texts) >= 0.15, "its rows give prices from and to"),
        (_share(_CLAUSE, texts) >= 0.4 and not window.marked, "its rows are parts of a sentence"),
        (_is_before(found, folios) and not window.marked, "its numbers are no pages of the issue"),
        (_share(_PRICE, texts) >= 0.3 or _share(_SUMS, texts) >= 0.3, "its rows end in prices"),
        (
            sum(len(_LOCATORS.findall(text)) >= 2 for text in texts) >= 0.25 * len(texts),
            "its rows have several locators each",
        ),
        (not window.marked and _is_tally(rows), "its rows are numbered one by one, and what they end in does not rise"),
        (_is_shuffled(window, found), "its numbers are no pages, and no heading announces contents"),
        (_is_inner(window, found), "it is the contents of a book or a speech within other text"),
        (_is_bare(window, found), "no entry has a page or a name, and no heading announces contents"),
    )
    return next((why for ground, why in grounds if ground), None)


_TOLD = re.compile(rf"(?:{_REFERENCE.pattern})|(?:{_NUMBERED.pattern})|[。：；]\s*$", re.IGNORECASE)


def _are_told(window: Window, found: Sequence[Found]) -> bool:
    """Rules for authors, say: are most entries sentences, or examples of references among them?"""
    titles = [window.rows[min(row for field, row in item.uses if field != "section")].text for item in found]
    return _share(_TOLD, titles) >= 0.6


def _is_shuffled(window: Window, found: Sequence[Found]) -> bool:
    """A long list whose numbers rise no oftener than by chance (prices, years, scores), or are padded as lots are."""
    labels = [item.label for item in found if item.label is not None and item.label.value is not None]
    if window.marked or len(labels) < MANY:
        return False
    lots = sum(bool(re.match(r"0\d{3,}$", label.text)) for label in labels) >= 0.8 * len(labels)
    return lots or rising_share([label.value for label in labels if label.value is not None]) < 0.58


_CLASS = re.compile(r"^(\d{1,3})[.)]?\s+(?=[^\d\s])")
MOST_RISING: Final = 0.6


def _is_tally(rows: Sequence[Row]) -> bool:
    """Numbered classes with their prizes, questions with their marks: numbers that count the rows before them, figures that
    rise no oftener than by chance behind them."""
    counts = [int(found[1]) for row in rows if (found := _CLASS.match(row.text))]
    if len(counts) < FEW or counting_share(counts) < 0.8:
        return False
    ends = [label.value for row in rows if (label := read_last(row.text)) is not None and label.value is not None]
    return len(ends) >= FEW and rising_share(ends) < MOST_RISING


def _is_before(found: Sequence[Found], folios: Collection[int]) -> bool:
    """Are most of its numbers smaller than those on the pages of the issue? Quantities, then (1 großer Wolf;)."""
    values = [item.label.value for item in found if item.label is not None and item.label.value is not None]
    if len(folios) < 3 or len(values) < 3:
        return False
    return sum(value < min(folios) for value in values) > 0.5 * len(values)


def _first_row(found: Sequence[Found]) -> int:
    return min(row for item in found for _, row in item.uses)


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(bool(pattern.search(text)) for text in texts) / len(texts)


def _is_inner(window: Window, found: Sequence[Found]) -> bool:
    """Chapters, or titles without pages and names, in the middle of running text."""
    signed = sum(bool(item.entry.contributors) for item in found)
    paged = sum(item.label is not None for item in found)
    chapters = sum(bool(_CHAPTER.match(window.rows[item.uses[0][1]].text)) for item in found)
    prose = sum(map(is_prose, _near(window)))
    if chapters >= 0.5 * len(found) and len(found) >= 3:
        return prose > 0 or signed < 0.5 * len(found)
    if prose >= 2 and not signed and len(found) <= FEW and is_prose_around(window):
        return True
    return prose >= 2 and signed < 0.3 * len(found) and paged < 0.5 * len(found)


def is_prose_around(window: Window) -> bool:
    """Running text right before the heading and right after the last row."""
    return any(map(is_prose, window.before[-2:])) and any(map(is_prose, [*window.rows[-3:], *window.after[:2]]))


def _near(window: Window) -> list[Row]:
    return [*window.before[-6:], *window.rows, *window.after[:6]]


def _is_bare(window: Window, found: Sequence[Found]) -> bool:
    """Neither pages nor names: only a heading, or rubrics on most rows, make it contents then."""
    labels = [item.label for item in found if item.label is not None]
    signed = sum(bool(item.entry.contributors) for item in found)
    if len(labels) >= max(2, 0.3 * len(found)):
        values = [label.value for label in labels if label.value is not None]
        led = any(LEADER.search(row.text) for row in window.rows)
        return not (window.marked or led) and rising_share(values) < 0.5 and signed < 0.3 * len(found)
    return signed < 0.3 * len(found) and not (window.marked or any(item.ordinal for item in found))
