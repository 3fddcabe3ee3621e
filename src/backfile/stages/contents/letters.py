"""Letter-spaced type: names whose letters are set apart, closed up into names again.

Chinese lists set names of two and three letters to one width (阮 景 纯  梅 芳), Japanese ones any name, German ones
set names apart for emphasis (Sperrsatz: Wolfgang B r ü c k m a n n). A run of letters says nothing of where one name
ends and the next begins; surnames do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .lexicon import (
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    GIVEN_CHARS,
    JAPANESE_SURNAMES,
    NEVER_IN_NAMES,
    RARE_SURNAMES,
)


@lru_cache(maxsize=20_000)
def part_names(letters: str) -> tuple[tuple[str, ...], float]:
    """A run of Han letters as names of two to four, and the mean log-odds of the names: the division whose names
    begin with surnames and go on as given names do, rather three letters than two."""
    if len(letters) < 2:
        return ((letters,) if letters else ()), -3.0
    unreached: tuple[float, tuple[str, ...]] = (-99.0, ())
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ()), *[unreached] * len(letters)]
    for end in range(2, len(letters) + 1):
        for size in range(2, min(6, end + 1)):
            before = best[end - size]
            name = letters[end - size : end]
            score = before[0] + _part_odds(name)
            if before[0] > -90 and score > best[end][0]:
                best[end] = (score, (*before[1], name))
    score, names = best[-1]
    return names, score / max(1, len(names))


def _part_odds(name: str) -> float:
    """Log-odds of one name within a run.

    Not `names.han_name_score`, which judges a text that stands alone by the mean of its letters: divisions of one run
    are compared by their sums, so that every letter counts once in each of them (by the mean, 本刊编辑部 becomes two
    people and 愛倫堡夫作 loses its role word).
    """
    if len(name) > 3:
        compound = 2.4 if name[:2] in COMPOUND_SURNAMES and len(name) == 4 else -3.0
        japanese = 2.4 if name[:2] in JAPANESE_SURNAMES or name[:3] in JAPANESE_SURNAMES else -3.0
        return max(compound, japanese) + (_given_odds(name[2:]) if compound > 0 else 0.0)
    if name[:2] in COMPOUND_SURNAMES and len(name) == 3:
        return 2.2 + _given_odds(name[2:])
    surname = 1.5 if name[0] in COMMON_SURNAMES else 0.5 if name[0] in RARE_SURNAMES else -1.8
    return surname + _given_odds(name[1:]) - (0.4 if len(name) == 2 else 0.0)


def _given_odds(given: str) -> float:
    return sum(-1.6 if char in NEVER_IN_NAMES else 0.5 if char in GIVEN_CHARS else -0.1 for char in given)


_GESPERRT = re.compile(
    r"(?<![^\s(„“\"»])[^\W\d_](?: [^\W\d_])+ -(?: [^\W\d_])+(?=$|[\s,.;:)\]“”»])"
    r"|(?<![^\s(„“\"»])[^\W\d_](?: [^\W\d_]){3,}(?=$|[\s,.;:)\]“”»])"
)


def close_emphasis(text: str) -> str:
    """Alphabetic letters set apart within a row: `Helge G e r n d t n e r, …` → `Helge Gerndtner, …`.

    Only four letters or more that begin with a capital and go on in small ones: initials stay apart.
    """
    return _GESPERRT.sub(_closed, text)


def _closed(run: re.Match[str]) -> str:
    word = run[0].replace(" ", "")
    small = [char for char in word[1:] if char.islower()]
    return word if word[0].isupper() and len(small) >= len(word) - 3 else run[0]
