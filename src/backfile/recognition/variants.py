"""Variants: one engine reads every script of Chinese characters, and now and then the wrong form of a letter.

In an issue set in traditional characters it reads 参 for 參 and 红 for 紅. Where an issue is plainly traditional, letters
that only simplified texts have are taken for the traditional ones; letters that both have (后, 里, 云) stay as they were
read. In a Japanese issue it reads 查 for 査 and 惠 for 恵: old forms that were read with doubt are taken for the new ones, as traditional
ones are in a plainly simplified issue (蕭 for 萧). Text layers are left alone.

Source of the pairs: the character tables of OpenCC (STCharacters, TWVariants, HKVariants, JPVariants, TSCharacters; Apache-2.0).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial

from msgspec.structs import replace

from ..folding import character_pairs
from ..model import Page, Word

LEAST = 40
"""So many letters that only traditional texts have make an issue traditional …"""
MOST = 0.12
"""… where those that only simplified texts have are no larger share of both."""
_KANA, _JAPANESE = 0.03, 0.15
"""So many of the letters are kana at most, and in a Japanese issue at least."""
_POINT = re.compile(r"(?<=[\u3041-\u30ff\u3400-\u9fff])[·•](?=[\u3041-\u30ff\u3400-\u9fff])")
"""A middle dot (中黒) as Chinese texts have it."""
_STRAY = 0.03
"""So many of the letters of a simplified issue are traditional at most: names and titles may be."""
_DOUBTFUL = 0.95
"""Confidence of a letter below which another form of it may be meant."""


def settle_variants(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """`pages` with simplified letters that an engine read in a traditional issue as traditional ones; lengths stay."""
    if not any(page.source == "ocr" for page in pages):
        return pages
    letters: Counter[str] = Counter()
    for page in pages:
        for word in page.words:
            letters.update(word.text)
    settle = (
        partial(_settle_doubtful, table=_japanese(), point="・")
        if _is_japanese(letters)
        else _settle
        if _is_traditional(letters)
        else partial(_settle_doubtful, table=_simplified(), point="")
        if _is_simplified(letters)
        else None
    )
    if settle is None:
        return pages
    return tuple(
        replace(page, words=tuple(map(settle, page.words))) if page.source == "ocr" else page for page in pages
    )


def _settle_doubtful(word: Word, table: dict[str, str], point: str) -> Word:
    """A word with the usual forms of the letters that were in doubt, and `point` for its middle dots."""
    if point and _POINT.search(word.text):
        word = replace(word, text=_POINT.sub(point, word.text))
    if len(word.confidences) != len(word.text):
        return word
    settled = "".join(
        table.get(char, char) if sure < _DOUBTFUL else char
        for char, sure in zip(word.text, word.confidences, strict=True)
    )
    return word if settled == word.text else replace(word, text=settled)


def _is_japanese(letters: Counter[str]) -> bool:
    kana, han = _count(letters)
    return kana >= LEAST and kana > _JAPANESE * (kana + han)


def _count(letters: Counter[str]) -> tuple[int, int]:
    """How many kana and how many Chinese characters there are."""
    kana = sum(many for letter, many in letters.items() if "\u3041" <= letter <= "\u30fa")
    return kana, sum(many for letter, many in letters.items() if "\u3400" <= letter <= "\u9fff")


@cache
def _japanese() -> dict[str, str]:
    """Letters that Japanese texts write otherwise, with their new forms."""
    pairs = {old: new[0] for old, new in character_pairs("JPVariants") if len(new) == 1 and len(new[0]) == 1}
    return {old: new for old, new in pairs.items() if old != new}


def _settle(word: Word) -> Word:
    settled = word.text.translate(_traditional())
    return word if settled == word.text else replace(word, text=settled)


def _is_traditional(letters: Counter[str]) -> bool:
    table = _traditional()
    old = frozenset(table.values())
    traditional = sum(many for letter, many in letters.items() if letter in old)
    simplified = sum(many for letter, many in letters.items() if ord(letter) in table)
    kana, han = _count(letters)
    return traditional >= LEAST and simplified <= MOST * (traditional + simplified) and kana <= _KANA * (kana + han)


def _is_simplified(letters: Counter[str]) -> bool:
    """Whether there are many letters that only simplified texts have, and hardly any that only traditional ones have."""
    table, old = _traditional(), _simplified()
    simplified = sum(many for letter, many in letters.items() if ord(letter) in table)
    traditional = sum(many for letter, many in letters.items() if letter in old)
    return simplified >= LEAST and traditional <= _STRAY * (traditional + simplified)


@cache
def _simplified() -> dict[str, str]:
    """Letters that only traditional texts have, with their simplified forms."""
    return {
        old: new[0]
        for old, new in character_pairs("TSCharacters")
        if len(new[0]) == 1 and new[0] != old and ord(new[0]) in _traditional()
    }


@cache
def _traditional() -> dict[int, str]:
    """Letters that only simplified texts have, by code point, with the commonest traditional one as Taiwan writes it."""
    forms, taiwan, hongkong = (dict(character_pairs(name)) for name in ("STCharacters", "TWVariants", "HKVariants"))
    old = {letter for letters in forms.values() for letter in letters}
    old |= {letter for variants in (taiwan, hongkong) for letters in variants.values() for letter in letters}
    usual = {simple: taiwan.get(letters[0], letters)[0] for simple, letters in forms.items()}
    return {ord(simple): letter for simple, letter in usual.items() if simple not in old and len(letter) == 1}
