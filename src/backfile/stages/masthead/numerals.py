"""Numbers as mastheads print them: digits of any script, Chinese numerals in both styles, Roman numerals."""

from __future__ import annotations

import re
import unicodedata

CHINESE = "〇零○一二三四五六七八九十百廿卅两兩壹贰叁肆伍陆柒捌玖拾"
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_DIGITS |= {digit: value for value, digit in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_SHAPE = re.compile(r"m{0,4}(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})", re.IGNORECASE)


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


def parse(text: str) -> int | None:
    """The number that `text` prints, None when it is none: `12`, `七十四`, `二〇二三`, `廿三`, `元`, `XLVII`."""
    text = re.sub(r"\s", "", text)
    if text == "元":
        return 1
    if text.isascii() and text.isdigit():
        return int(text)
    if text and all(character in CHINESE for character in text):
        return _chinese(text)
    if text and _ROMAN_SHAPE.fullmatch(text):
        return _roman(text.lower())
    return None


def _chinese(text: str) -> int | None:
    text = text.replace("廿", "二十").replace("卅", "三十").replace("拾", "十")
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in "十百":
            total += (1 if digit is None else digit) * (10 if character == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[character]
    return total + (digit or 0)


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
