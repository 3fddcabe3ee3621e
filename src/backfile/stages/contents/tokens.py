"""The smallest things on a row of a contents page: page labels, leaders, gaps, marks.

A page label is recognised by shape only; whether it *is* the page, a running number or a part of the title is
decided by `style` and `decode`. Offsets are into the row's text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

HAN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆\U00020000-\U0003ffff"
KANA: Final = r"\u3041-\u30ff"
CJK: Final = HAN + KANA + r"\uac00-\ud7af"

_DIGIT = r"[0-9０-９٠-٩۰-۹]"
_CORE = (
    rf"(?:[A-Za-z]{{0,2}}{_DIGIT}{{1,4}}|[OoIl|]{{0,2}}[0-9][0-9OoIlSG|]{{0,3}}|[Il]O|[ivxlcIVXLC]{{1,7}}"
    r"|[Bb]ack (?:page|cover)|[Ii]nside (?:front|back) cover|封[面底一二三四][内裡裏]?|[内內]封|[扉彩插][页頁]\d{0,2}|[〇零一二三四五六七八九十百]{1,4})"
)
_RANGE = rf"{_CORE}(?:\s?(?:[-–—~～‐－〜至]|(?<=[0-9])一(?=[0-9]))\s?{_CORE}(?:\s?\+\s?{_DIGIT}{{1,4}}){{0,3}})?"
_PREFIX = r"(?:[Pp]{1,2}\.?\s?|[Ss]\.\s?(?=\d)|[Ss]\.\s|[Pp]ages?\s|PAGES?\s|[Ss]eiten?\s|SEITEN?\s|[Pp][aá]g(?:ina)?s?\.?\s|[Cc]тр\.\s?|[Сс]тр\.\s?|[Сс]\.\s|(?:[详詳]?[见見]|刊[于於])\s?第?\s?(?=[A-Z]?[0-9０-９一二三四五六七八九十]{1,3}\s?版)|第(?=[\s0-9０-９A-Z一二三四五六七八九十百〇]{1,5}[页頁版])\s?|ص\s?\.?\s?|頁\s?|页\s?)"
_SUFFIX = r"(?:\s?[页頁版]|\s?ページ)"
_OPEN, _CLOSE = r"(?:[(（\[〔【<〈⟨]|《(?=\s?\d{1,3}\s?[)）]))\]?", r"[)）\]〕】>〉⟩]"

# Wrapped labels may be glued to the text beside them; bare ones only where `read_*` says so.
_TORN_HAN = r"[〇零一二三四五六七八九十百][〇零一二三四五六七八九十百Oo0○—\-\s]{0,4}[〇零一二三四五六七八九十百Oo0○—-]|—[〇零一二三四五六七八九十百Oo0○]{1,3}|—(?=\s*[)）])"
_TORN = rf"[0-9] [0-9](?: ?[0-9])?|{_TORN_HAN}"
_WRAPPED = rf"(?<![0-9])(?P<open>(?:{_OPEN}){{1,2}}\s{{0,3}}){_PREFIX}?(?P<wrapped>{_RANGE}|{_TORN}|\])(?:[,，]\s?{_DIGIT}{{1,4}}){{0,2}}{_SUFFIX}?\s{{0,3}}{_CLOSE}"
_MARKED = rf"{_PREFIX}(?P<marked>{_RANGE}){_SUFFIX}?"
_DASHED = rf"[-–—·•/／|｜丨︱]\s?(?P<dashed>{_RANGE})(?:\s?[-–—·•])?"
_BARE = rf"(?P<bare>{_RANGE}){_SUFFIX}?"

_LAST = re.compile(
    rf"(?:{_WRAPPED}|(?<![A-Za-z]){_MARKED}|{_DASHED}|(?:(?<=\u3000)|(?<=  ))(?P<torn>{_TORN_HAN})|(?<![{_DIGIT[1:-1]}A-Za-z,:：年第/])(?<![{_DIGIT[1:-1]}A-Za-z]\.){_BARE})\s*[.。,，]?\s*$"
)
_FIRST = re.compile(
    rf"^\s*(?:{_WRAPPED}|{_MARKED}(?=[\s.：:·|｜/／{CJK}])|[-–—·•]\s?(?P<dashed>{_RANGE})\s?[-–—·•]|{_BARE}(?=$|[\s/／|｜丨︱·•.…、．:：{CJK}“《「『【〈（(]))"
)
_ONLY = re.compile(rf"^\s*[/／]?\s*(?:{_WRAPPED}|{_MARKED}|[-–—·•/／]?\s?{_BARE}\s?[-–—·•]?)\s*$")

LEADER: Final = re.compile(
    r"(?=\s*[、.．·•・‥⋯∙⋅‧┄┈╌_＿…。,，:;'’■─━-])"  # where none can begin, none is tried
    r"\s*(?:(?:、\s?){4,}|(?:[.．·•・‥⋯∙⋅‧┄┈╌_＿-]\s?){3,}[.．·•・‥…⋯\s]*|(?:…\s?){2,}[.．·•・‥…\s]*|[.．…](?:\s*[.．·…]){2,}|(?=[^\w]{0,5}[.．·…][^\w]{0,5}[.．·…])(?:[.．·•…‥。,，、:;'’■_-]\s{0,3}){3,}|…\s?[.．]+|[─━]{3,}|(?<=\s)…(?=\S))[\s.．,，·•…⋯‥]*"
)
GAP: Final = re.compile(r"(?:[ \u00a0]{2,}|[\t\u3000]+)[ \t\u3000\u00a0]*|[ ][\t\u3000]+")
BAR: Final = re.compile(r"\s*[|｜丨︱│┃]\s*")
_ROMAN = re.compile(r"^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)
_DAMAGED_HAN = re.compile(r"(?=.*[〇零一二三四五六七八九十百—]).*[^一二三四五六七八九〇零十百]")
_KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CONFUSED = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "G": "6"})


class Label(NamedTuple):
    """A page label: its text as printed (without marks), the end of a range, its place, and how plainly it is one.

    `value` orders labels (None for 封二 and its kin); `strength` is 0..1: how much the shape alone says "page";
    `repaired` is true when OCR confusions (O for 0, l for 1) were undone.
    """

    text: str
    end: str | None
    start: int
    stop: int
    value: int | None
    strength: float
    wrap: str
    repaired: bool = False


@lru_cache(maxsize=50_000)
def read_last(text: str) -> Label | None:
    """The page label that ends `text`, if anything there looks like one."""
    match = _LAST.search(text)
    return _label(match, text) if match and match.start() > 0 else None


@lru_cache(maxsize=50_000)
def read_first(text: str) -> Label | None:
    """The page label that begins `text`."""
    match = _FIRST.match(text)
    return _label(match, text) if match and match.end() < len(text.rstrip()) else None


def has_label(text: str) -> bool:
    """Does a page label plainly begin or end `text`?"""
    last, first = read_last(text), read_first(text)
    return bool((last and last.strength >= 0.8) or (first and first.strength >= 0.8))


def is_paged(text: str) -> bool:
    """Does a page label plainly end `text`, or is it one?"""
    label = read_last(text) or read_only(text)
    return label is not None and label.strength >= 0.8


@lru_cache(maxsize=50_000)
def read_only(text: str) -> Label | None:
    """The page label that `text` consists of."""
    match = _ONLY.match(text)
    return _label(match, text) if match else None


def _label(match: re.Match[str], text: str) -> Label | None:
    groups = {name: value for name, value in match.groupdict().items() if value and name != "open"}
    if not groups:
        return None
    wrap, raw = next(iter(groups.items()))
    first, _, last = _halves(raw)
    label, repaired = ("1", True) if wrap == "wrapped" and raw in ("l", "|", "]") else normalise_label(first)
    end = normalise_label(last.partition("+")[0])[0] if last else None
    value = label_value(label)
    strength = _strength(wrap, label, value, text, match)
    if strength <= 0:
        return None
    return Label(label, end, match.start(), match.end(), value, strength, wrap, repaired)


_HAN_DASH = re.compile(r"[〇零一二三四五六七八九十百]*—[〇零一二三四五六七八九十百Oo0○]*")
_RANGE_DASH = re.compile(r"\s?(?:[-–—~～‐－〜至]|(?<=[0-9Ool])一(?=[0-9Ool]))\s?")


def _halves(raw: str) -> tuple[str, str, str]:
    if _HAN_DASH.fullmatch(raw) and len(raw) < 4:
        return raw, "", ""  # （八—）: the OCR took 一 for a dash
    parts = _RANGE_DASH.split(raw, maxsplit=1)
    return parts[0], "-", parts[1] if len(parts) == 2 else ""


_DIGITS_ONLY = re.compile(r"[0-9 ]+")
_HAN_LABEL = re.compile(r"[〇零一二三四五六七八九十百Oo0○—\s-]+")
_NOUGHTS = re.compile(r"[Oo0○]")
_DASHES = re.compile(r"[—-]")
_SPACES = re.compile(r"\s")
_ANY_DIGIT = re.compile(r"\d")
_DIGITS_MISREAD = re.compile(r"[\dOoIl|][\dOoIlSG|]*")


def normalise_label(raw: str) -> tuple[str, bool]:
    """The label in plain width (Arabic-Indic and Han numerals stay as printed), OCR confusions undone; true when one was."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if _DIGITS_ONLY.fullmatch(text):
        text = text.replace(" ", "")
    if _HAN_LABEL.fullmatch(text) and _DAMAGED_HAN.search(text):
        return _NOUGHTS.sub("〇", _DASHES.sub("一", _SPACES.sub("", text))), True
    if _ANY_DIGIT.search(text) and _DIGITS_MISREAD.fullmatch(text) and not text.isdigit():
        return text.translate(_CONFUSED), True
    if text in {"IO", "lO"}:
        return "10", True
    return text, False


_DIGITS = re.compile(r"\d+")


def label_value(label: str) -> int | None:
    """The number that orders labels; roman ones count below arabic by their own number, None when there is none."""
    digits = _DIGITS.search(label)
    if digits:
        return int(digits.group())
    if _ROMAN.match(label):
        return _roman(label.lower())
    if label and all(char in _KANJI_DIGITS or char in "十百" for char in label):
        return _kanji(label)
    return None


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[char] for char in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _kanji(text: str) -> int:
    """Positional (一〇八) and multiplicative (百八, 二十三) numerals."""
    if "十" not in text and "百" not in text:
        return int("".join(str(_KANJI_DIGITS[char]) for char in text))
    total = current = 0
    for char in text:
        if char in "十百":
            total += (current or 1) * (10 if char == "十" else 100)
            current = 0
        else:
            current = _KANJI_DIGITS[char]
    return total + current


_LED = re.compile(r"(?:[.．·•⋯]{2,}|…|[ \u00a0]{2,}|[\t\u3000]|[.·]\s[.·])\s*$")
_AHEAD = re.compile(r"\u3000| {2,}|\t")
_LETTERS_ONLY = re.compile(r"[A-Za-z]+")
_SINCE = re.compile(r"\b(?:since|est\.?|founded|seit|depuis|desde|dal|anno)\s*$", re.IGNORECASE)
_COMMA_LAST = re.compile(r"[,，]\s*$")
_LETTER_FIRST = re.compile(r"[A-Za-z]")


def _strength(wrap: str, label: str, value: int | None, text: str, match: re.Match[str]) -> float:
    """How much the shape says "page": wrapped or marked most, a bare roman or kanji numeral least."""
    alone = match.start() == 0 and match.end() >= len(text.rstrip())
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end() : match.end() + 1] or " "
    # A label touches nothing, or a bracket or leader; digits glued to a word are seldom one.
    led = wrap == "dashed" or bool(_LED.search(text[: match.start()]))
    ahead = bool(_AHEAD.match(text[match.end() :])) and match.start() == 0
    suffixed = text[: match.end()].rstrip()[-1:] in "页頁版"
    apart = (wrap == "dashed" or before.isspace() or before in "….．,，·•・‥⋯_)）】]》」』/／|｜") and (
        after.isspace() or after in "….·•・/／|｜.、"
    )
    if not label[-1:].isdigit() and value is None:
        return 0.9 if (label[:1] in "封内內扉彩插" or " " in label) and (alone or apart or wrap == "wrapped") else 0.0
    if _LETTERS_ONLY.fullmatch(label):
        good = _ROMAN.match(label) and value is not None and value < 40 and label in (label.lower(), label.upper())
        return (
            (0.8 if led or wrap == "marked" else 0.6 if label.islower() else 0.3)
            if good and (alone or apart or wrap in ("wrapped", "marked")) and len(label) < 7
            else 0.0
        )
    if not _ANY_DIGIT.search(label):
        return (
            (0.8 if led or suffixed or ahead else 0.6 if wrap == "wrapped" else 0.3)
            if alone or led or ahead or apart or wrap == "wrapped"
            else 0.0
        )
    if wrap in ("wrapped", "marked"):
        if _YEARS.search(match.group()) or _DATED.search(match.group()):
            return 0.2  # (1884-1891): the years of somebody or something; (1993). at the end of a citation
        return 1.0 if value is not None and value < 2000 else 0.4
    if match.start() > 0 and not led and _YEARS.fullmatch(match.group().strip()):
        return 0.1  # 1895–1933 at the end of a title's row
    base = 0.9 if apart or alone or wrap == "dashed" else 0.45
    if value is not None and (
        1900 <= value <= 2100
        or _SINCE.search(text[: match.start()])
        or (value >= 1000 and _COMMA_LAST.search(text[: match.start()]))
    ):
        return base * 0.3
    return base * (0.75 if _LETTER_FIRST.match(label) and not led else 1.0)


_YEARS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\s?[-–—]\s?(?:1[5-9]|20)\d\d(?!\d)")

_DATED = re.compile(r"\((?:1[5-9]|20)\d\d\)\.\s*$")


_FULL_WIDTH: Final = frozenset("WF")


@lru_cache(maxsize=50_000)
def width(text: str) -> int:
    """Printed width in half-width columns: a full-width character counts two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_FULL_WIDTH.__contains__, map(unicodedata.east_asian_width, text)))


@lru_cache(maxsize=50_000)
def script_of(text: str) -> str:
    """The script that most letters are in: han, kana (Han with kana), hangul, arabic, hebrew, cyrillic, greek, latin or none."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "none"
    counts: dict[str, int] = {}
    for name in map(_script, filter(str.isalpha, text)):
        counts[name] = counts.get(name, 0) + (2 if name in ("han", "kana", "hangul") else 1)
    if not counts:
        return "none"
    best = max(counts, key=counts.__getitem__)
    return "kana" if best == "han" and counts.get("kana", 0) >= 2 else best


@lru_cache(maxsize=10_000)
def _script(char: str) -> str:
    code = ord(char)
    for name, low, high in _BLOCKS:
        if low <= code <= high:
            return name
    return "latin" if code < 0x370 or 0x1E00 <= code <= 0x1EFF else "other"


_BLOCKS: Final = (
    ("han", 0x3400, 0x9FFF), ("kana", 0x3041, 0x30FF), ("hangul", 0xAC00, 0xD7AF), ("arabic", 0x600, 0x6FF),
    ("arabic", 0xFB50, 0xFDFF), ("arabic", 0xFE70, 0xFEFF), ("cyrillic", 0x400, 0x52F), ("greek", 0x370, 0x3FF),
    ("hebrew", 0x590, 0x5FF), ("han", 0xF900, 0xFAFF), ("han", 0x20000, 0x3FFFF),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def same_script(one: str, other: str) -> bool:
    """False when one text is in an alphabetic and the other in an East Asian script."""
    kinds = {"kana": "han", "greek": "latin", "none": ""}
    first, second = (kinds.get(script, script) for script in (script_of(one), script_of(other)))
    return first == second or not first or not second


def _is_tracked(text: str) -> bool:
    """Capitals set apart (F E AT U R E S), of which a pair or two stand closer."""
    pieces = text.split(" ")
    if len(pieces) < 5 or not text.isupper() or not text.isascii() or max(map(len, pieces)) > 2:
        return False
    return sum(len(piece) == 1 for piece in pieces) >= 0.6 * len(pieces)


_CJK_APART: Final = re.compile(rf"(?:[{CJK}][ \t\u3000\u00a0]+)+[{CJK}]")
_LETTERS_APART: Final = re.compile(r"(?:[^\W\d_][ \u00a0]){3,}[^\W\d_]")


@lru_cache(maxsize=50_000)
def unspace(text: str) -> str:
    """Close up letter-spaced CJK: `院　士　专　论` → `院士专论`; other text is returned with single spaces."""
    stripped = text.strip()
    if _CJK_APART.fullmatch(stripped):
        return "".join(stripped.split())
    if _LETTERS_APART.fullmatch(stripped) or _is_tracked(stripped):
        return stripped.replace(" ", "").replace("\u00a0", "")
    return " ".join(stripped.split())


def rising_share(values: Sequence[int]) -> float:
    """Share of neighbouring values that do not fall, 0..1 (1 for fewer than two)."""
    if len(values) < 2:
        return 1.0
    return sum(a <= b for a, b in itertools.pairwise(values)) / (len(values) - 1)


def similarity_key(text: str) -> str:
    """What is compared when two strings may be the same entry: letters and digits, case and width folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
