"""Text of our own: one grammar per language, expanded at random, so that titles, names and bodies never run out.

A grammar is a table from symbol to alternatives; `{symbol}` in an alternative is expanded in turn. A `Writer` may hold
symbols fixed (`about`), so that an article keeps to its topic, and remembers what must not come twice (`fresh`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from random import Random

Grammar = Mapping[str, tuple[str, ...]]
_SYMBOL = re.compile(r"\{(\w+)\}")
_RETRIES = 30


def table(rules: str) -> dict[str, tuple[str, ...]]:
    """A grammar from lines `symbol: alternative | alternative`; a line that begins with a space continues the last one."""
    grammar: dict[str, tuple[str, ...]] = {}
    for line in re.sub(r"\n[ \t]+", " ", rules).splitlines():
        if line.strip():
            symbol, _, alternatives = line.partition(":")
            grammar[symbol.strip()] = tuple(part.strip() for part in alternatives.split("|"))
    return grammar


class Writer:
    """Expands a grammar with one source of chance."""

    def __init__(
        self, grammar: Grammar, rng: Random, bound: Mapping[str, str] | None = None, used: set[str] | None = None
    ) -> None:
        self.grammar = grammar
        self.rng = rng
        self.bound = dict(bound or {})
        self._used = set() if used is None else used

    def write(self, symbol: str) -> str:
        """One expansion of `symbol`. Raises KeyError for a symbol that the grammar does not know."""
        if symbol in self.bound:
            return self.bound[symbol]
        return _SYMBOL.sub(lambda found: self.write(found[1]), self.rng.choice(self.grammar[symbol]))

    def fresh(self, symbol: str) -> str:
        """An expansion that this writer has not given before, if one can be found in a few tries."""
        for _ in range(_RETRIES):
            text = self.write(symbol)
            if text not in self._used:
                break
        self._used.add(text)
        return text

    def about(self, *symbols: str, **bound: str) -> Writer:
        """A writer for one article: `symbols` are expanded once and stay; chance is shared."""
        fixed = {symbol: self.write(symbol) for symbol in symbols}
        return Writer(self.grammar, self.rng, self.bound | fixed | bound, self._used)

    def paragraph(self, sentence: str, count: int, join: str = "") -> str:
        """`count` sentences, none from the same rule while there are others."""
        choices = self.grammar[sentence]
        picked = [choice for _ in range(-(-count // len(choices))) for choice in self.rng.sample(choices, len(choices))]
        return join.join(self._sentence(choice) for choice in picked[:count])

    def _sentence(self, rule: str) -> str:
        text = _SYMBOL.sub(lambda found: self.write(found[1]), rule)
        return text[:1].upper() + text[1:]


@cache
def grammar(language: str) -> Grammar:
    """The grammar of `language` (zh-Hans, zh-Hant, ja, en, de, fr, ar, es, ru)."""
    found: Grammar = import_module(f"press.writing.{language.replace('-', '_').lower()}").GRAMMAR
    return found


def writer(language: str, rng: Random, rules: Grammar | None = None) -> Writer:
    """A writer of `language`, who knows further `rules` besides (which go before those of the language)."""
    return Writer({**grammar(language), **(rules or {})}, rng)
