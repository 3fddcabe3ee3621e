"""Variants: one engine reads every script of Chinese characters, and now and then the wrong form of a letter.

In an issue set in traditional characters it reads 参 for 參 and 红 for 紅. Where an issue is plainly traditional, letters
that only simplified texts have are taken for the traditional ones; letters that both have (后, 里, 云) stay as they were
read. Issues in Japanese or simplified characters are left alone, and text layers always are.

Source of the pairs: the character tables of OpenCC (STCharacters, TWVariants, HKVariants; Apache-2.0).
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from msgspec.structs import replace

from ..folding import character_pairs
from ..model import Page, Word

LEAST = 40
"""So many letters that only traditional texts have make an issue traditional …"""
MOST = 0.12
"""… where those that only simplified texts have are no larger share of both."""
_KANA = 0.03


def settle_variants(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """`pages` with simplified letters that an engine read in a traditional issue as traditional ones; lengths stay."""
    if not any(page.source == "ocr" for page in pages):
        return pages
    letters: Counter[str] = Counter()
    for page in pages:
        for word in page.words:
            letters.update(word.text)
    if not _is_traditional(letters):
        return pages
    return tuple(
        replace(page, words=tuple(map(_settle, page.words))) if page.source == "ocr" else page for page in pages
    )


def _settle(word: Word) -> Word:
    settled = word.text.translate(_traditional())
    return word if settled == word.text else replace(word, text=settled)


def _is_traditional(letters: Counter[str]) -> bool:
    table = _traditional()
    old = frozenset(table.values())
    traditional = sum(many for letter, many in letters.items() if letter in old)
    simplified = sum(many for letter, many in letters.items() if ord(letter) in table)
    kana = sum(many for letter, many in letters.items() if "\u3041" <= letter <= "\u30fa")
    han = sum(many for letter, many in letters.items() if "\u3400" <= letter <= "\u9fff")
    return traditional >= LEAST and simplified <= MOST * (traditional + simplified) and kana <= _KANA * (kana + han)


@cache
def _traditional() -> dict[int, str]:
    """Letters that only simplified texts have, by code point, with the commonest traditional one as Taiwan writes it."""
    forms, taiwan, hongkong = (dict(character_pairs(name)) for name in ("STCharacters", "TWVariants", "HKVariants"))
    old = {letter for letters in forms.values() for letter in letters}
    old |= {letter for variants in (taiwan, hongkong) for letters in variants.values() for letter in letters}
    usual = {simple: taiwan.get(letters[0], letters)[0] for simple, letters in forms.items()}
    return {ord(simple): letter for simple, letter in usual.items() if simple not in old and len(letter) == 1}
