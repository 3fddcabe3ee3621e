"""Numbers as periodicals print them: the digits of every script, Han numerals in both styles, Roman ones. Pure functions.

`read_number` takes any number of a masthead, `read_numeral` the number of a page, with its system, so that the next page's
can be written in it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

CHINESE = "〇零○一二三四五六七八九十百廿卅两兩壹贰叁肆伍陆柒捌玖拾"
_NAMES = "〇一二三四五六七八九"
_HAN = {digit: value for value, digit in enumerate(_NAMES)} | {"零": 0, "○": 0}
_FORMAL = {digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", start=1)} | {"两": 2, "兩": 2}
_DIGITS = _HAN | _FORMAL
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SHAPE = re.compile(r"m{0,4}(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})", re.IGNORECASE)


class Numeral(NamedTuple):
    """A printed number: `system` says how it is written (with any prefix), `value` what it counts."""

    system: str
    value: int
    text: str


def even(text: str) -> str:
    """`text` with full-width signs and the digits of every script made ASCII, one character for one."""
    return "".join(map(_even, text))


def _even(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    if folded in "‐‑‒–—―−~～〜" or character in "〜～":
        return "-"
    return folded if len(folded) == 1 else character


def read_number(text: str) -> int | None:
    """The number that `text` prints, None when it is none: `12`, `七十四`, `二〇二三`, `廿三`, `元`, `XLVII`."""
    text = re.sub(r"\s", "", text)
    if text == "元":
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(character in CHINESE for character in text):
        return _han_value(text)
    if text and _ROMAN_SHAPE.fullmatch(text):
        return _roman_value(text.lower())
    return None


def read_numeral(label: str) -> Numeral | None:
    """The numeral in `label`: arabic (full width too) with up to two letters before it, roman, or Han; None for others."""
    text = unicodedata.normalize("NFKC", label).strip()
    if match := re.fullmatch(r"([A-Za-z]{0,2})(\d{1,4})", text):
        return Numeral(match[1].upper(), int(match[2]), text)
    if text and set(text.lower()) <= set(_ROMAN) and (text.islower() or text.isupper()):
        value = _roman_value(text.lower())
        canonical = _roman_text(value) == text.lower()
        return Numeral("i" if text.islower() else "I", value, text) if canonical else None
    if text and set(text) <= set(_HAN) | {"十", "百"}:
        value = _han_value(text)
        return Numeral("一", value, text) if value else None
    return None


def write_numeral(system: str, value: int, like: str = "") -> str:
    """`value` in a system of numerals; arabic numbers are padded as `like` is, and in digits of its script (٣, ۳, ३)."""
    if system in ("i", "I"):
        roman = _roman_text(value)
        return roman if system == "i" else roman.upper()
    if system == "一":
        return _han_text(value, digits="十" not in like and "百" not in like and len(like) > 1)
    digits = re.sub(r"\D", "", like)
    zero = chr(ord(digits[0]) - int(digits[0])) if digits else "0"
    padded = f"{value:0{len(digits) if digits.startswith(zero) else 1}d}"
    return system + padded.translate({ord("0") + digit: ord(zero) + digit for digit in range(10)})


def _roman_value(text: str) -> int:
    values = [_ROMAN[character] for character in text]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def _roman_text(value: int) -> str:
    table = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for size, letters in table:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _han_value(text: str) -> int:
    """By place (一〇八), or by tens and hundreds (百〇八, 廿三)."""
    text = text.replace("廿", "二十").replace("卅", "三十").replace("拾", "十")
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)


def _han_text(value: int, *, digits: bool) -> str:
    if digits or value > 199:
        return "".join(_NAMES[int(digit)] for digit in str(value))
    tens, ones = divmod(value % 100, 10)
    text = "百" if value >= 100 else ""
    text += ("" if tens == 1 and value < 100 else _NAMES[tens]) + "十" if tens else ""
    return text + (_NAMES[ones] if ones else "")


def same_label(one: str | None, other: str | None) -> bool:
    """Whether two labels name the same page: `01` and `1`, `（49）` and `P49`, `第03版` and `3`, `四` and `4`."""
    return bool(one) and bool(other) and label_key(one or "") == label_key(other or "")


def label_key(label: str) -> str:
    """What is compared of a label: the number with its prefix, without padding, brackets and words for "page"."""
    text = re.sub(r"[\W_]+|[第页頁版面]|^[Pp]{1,2}(?=\W?\d)", "", unicodedata.normalize("NFKC", label))
    numeral = read_numeral(text)
    if numeral is None:
        return text.casefold()
    return f"{numeral.system}{numeral.value}" if numeral.system not in ("一",) else str(numeral.value)
