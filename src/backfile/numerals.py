"""Numerals as page labels print them: arabic with a prefix, roman, Han. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HAN = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


class Numeral(NamedTuple):
    """A printed number: `system` says how it is written (with any prefix), `value` what it counts."""

    system: str
    value: int
    text: str


def read_numeral(label: str) -> Numeral | None:
    """The numeral in `label`: arabic (full width too) with up to two letters before it, roman, or Han; None for others."""
    text = unicodedata.normalize("NFKC", label).strip()
    if match := re.fullmatch(r"([A-Za-z]{0,2})(\d{1,4})", text):
        return Numeral(match[1].upper(), int(match[2]), text)
    if text and set(text.lower()) <= set(_ROMAN) and (text.islower() or text.isupper()):
        value = _roman_value(text.lower())
        return Numeral("i" if text.islower() else "I", value, text) if value else None
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
    total = sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
    return total if _roman_text(total) == text else 0


def _roman_text(value: int) -> str:
    table = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for size, letters in table:
        count, value = divmod(value, size)
        text += letters * count
    return text


def _han_value(text: str) -> int:
    if "十" not in text and "百" not in text:
        return int("".join(str(_HAN[character]) for character in text))
    hundreds, _, rest = text.rpartition("百")
    tens, has_tens, ones = rest.rpartition("十")
    value = 100 * (_HAN.get(hundreds, 1) if hundreds else int("百" in text))
    value += 10 * (_HAN.get(tens.strip("零〇"), 1) if tens else 1) if has_tens else 0
    return value + (_HAN.get(ones[-1], 0) if ones else 0)


def _han_text(value: int, *, digits: bool) -> str:
    names = "〇一二三四五六七八九"
    if digits or value > 199:
        return "".join(names[int(digit)] for digit in str(value))
    tens, ones = divmod(value % 100, 10)
    text = "百" if value >= 100 else ""
    text += ("" if tens == 1 and value < 100 else names[tens]) + "十" if tens else ""
    return text + (names[ones] if ones else "")


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
