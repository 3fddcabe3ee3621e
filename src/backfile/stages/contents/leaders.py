"""Leaders that an engine has read as letters.

`The Hospital Contract... 2... 0000 eee 50`, `Шахматы иена нение нньь 95`: rows of dots become figures and the few
letters that look like dots. They are known by what repeats in them, and then by the letters that they are made of;
where several rows show such matter, it is taken for the leader that it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from .tokens import HAN, LEADER

if TYPE_CHECKING:
    from .rows import Row

LEAST: Final = 3
"""So many rows must show such leaders before any is mended."""
LEAST_PLAIN: Final = 2
"""So many are enough where letters repeat as in no word."""
FEW: Final = 4
"""So few letters behind dots are no words."""
_LED_ROW = re.compile(r"^(?P<body>.*?\S)\s+(?P<label>(?:pp?\.\s?|S\.\s?)?[(（]?(?:\d{1,4}|[ivxl]{1,5})[)）]?)\s*$")
_DOTS = re.compile(r"\.\s?\.[.\s]*")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


_KANA = re.compile(
    r"(?<=[^\u30a1-\u30fa])[\s・…‥]*[\u30a1-\u30faー・]*?(?:ーー|トト|レレ|[ット・]ー[ッート])[\u30a1-\u30faー・…‥\s]*"
)
"""What no Japanese word has: トトトーートー."""


def mend_leaders(rows: Sequence[Row]) -> list[Row]:
    """`rows` with plain leaders where an engine has read letters; unchanged where too few rows show any."""
    kana = [_KANA.search(row.text) for row in rows]
    if sum(found is not None for found in kana) >= LEAST_PLAIN:
        rows = [row._replace(text=_KANA.sub(" …… ", row.text)) for row in rows]
    rows = _mend_stumps([_without_figures(row) for row in rows])
    bodies = [(found["body"], found["label"]) if (found := _LED_ROW.match(row.text)) else None for row in rows]
    shown = [words for body in bodies if body and (words := _misread(body[0]))]
    stumps = [body[0].split()[-1] for body in bodies if body and _is_stump(body[0])]
    if len(stumps) >= max(LEAST, 0.2 * sum(body is not None for body in bodies)):
        shown += [[stump] for stump in stumps]
    plain = sum(any(_is_sign(word) or (word.isalpha() and _repeats(word)) for word in words) for words in shown)
    if plain < LEAST_PLAIN and len(shown) < max(LEAST, 0.15 * sum(body is not None for body in bodies)):
        return list(rows)
    letters = _letters_of([word for words in shown for word in words]) | _letters_in(stumps)
    return [
        row._replace(text=_mended(*body, letters)) if body is not None else row
        for row, body in zip(rows, bodies, strict=True)
    ]


_FIGURES = re.compile(r"\.{3,}+(?:[-:;,+*]{0,2}\d?[-:;,+*]{0,2}\.++)++[-:;,+*]?(?=\s*[(（]?\d{1,4}\W*$)")
"""Dots among which single figures stand: .....5...5....... 171."""


def _without_figures(row: Row) -> Row:
    found = _FIGURES.search(row.text) if "..." in row.text else None
    if found is None or not any(map(str.isdigit, found[0])):
        return row
    return row._replace(text=f"{row.text[: found.start()]} ..... {row.text[found.end() :].strip()}")


_HAN_STUMP = re.compile(rf"(?<=[{HAN}”》」』）)])\s?[.．][\s.．…，,·]*(?:\d{{1,2}})?\s*(?=[{HAN}])")
"""What is left of a leader between a title and a name: 师范. .4舒怀弄. No Han text has such a full stop within."""
_DOT = re.compile(r"[.．]")
_PAGED = re.compile(r"(?:[(（〈《<]\s?[\d\]]{1,4}\s?[)）〉》>]|\s\d{1,4})\s*$")


def _mend_stumps(rows: Sequence[Row]) -> Sequence[Row]:
    """`rows` with a leader for what an engine has left of one, where several rows with pages show it."""
    stumps = [
        list(_HAN_STUMP.finditer(row.text))
        if _DOT.search(row.text) and not LEADER.search(row.text) and _PAGED.search(row.text)
        else []
        for row in rows
    ]
    if sum(map(bool, stumps)) < LEAST:
        return rows
    return [
        row._replace(text=f"{row.text[: found[-1].start()]} …… {row.text[found[-1].end() :]}") if found else row
        for row, found in zip(rows, stumps, strict=True)
    ]


def _is_stump(body: str) -> bool:
    """One or two small letters at the end of a row of several words."""
    words = body.split()
    return len(words) > 1 and len(words[-1]) <= 2 and words[-1].isalpha() and _is_small(words[-1])


def _misread(body: str) -> list[str]:
    """Words at the end of a row that no title has there: small letters and figures behind dots, or what repeats."""
    dots = _DOTS.search(body)
    behind = _split(body[dots.end() :]) if dots else []
    if behind and all(map(_is_small, behind)):
        return behind if any(word.isalpha() or _repeats(word) for word in behind) else []
    signs = [word for word in body.split()[-3:] if _is_sign(word)]
    return signs or [word for word in _split(body)[-3:] if _is_small(word) and _repeats(word)]


def _is_sign(word: str) -> bool:
    """Three signs or more that nothing is written with: +++, «+--+."""
    return len(word) >= 3 and "+" in word and not any(char.isalnum() for char in word)


def _is_small(word: str) -> bool:
    """Small letters of a script that has large ones too, and figures."""
    return all(char.isdigit() or (char.islower() and char != char.upper()) for char in word)


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\s.·,:;«»„“”\"'’`-]+", text) if word]


def _repeats(word: str) -> bool:
    """Does it repeat as no word does: one letter three times running, or few letters over a long word?"""
    if _YEAR.fullmatch(word) or not word.isalnum():
        return False
    if re.search(r"(.)\1\1", word):
        return not word.isdigit() or len(word) > 3
    return len(word) >= 6 and len(set(word)) <= len(word) / 2 and not word.isdigit()


def _letters_of(words: Sequence[str]) -> frozenset[str]:
    """The letters that such words are made of."""
    counts = Counter(char for word in words for char in set(word.lower()))
    return frozenset(char for char, count in counts.items() if count >= 2)


def _letters_in(stumps: Sequence[str]) -> frozenset[str]:
    """The letters of stumps, where there is more than one."""
    return frozenset("".join(stumps)) if len(stumps) > 1 else frozenset()


def _mended(body: str, label: str, letters: frozenset[str]) -> str:
    """The row with everything from its end that is dots, repeats, or is made of those letters, as a leader."""
    cut, weight = len(body), 0
    dots = _DOTS.search(body)
    behind = _split(body[dots.end() :]) if dots else []
    if dots and dots.start() and behind and all(map(_is_small, behind)) and sum(map(len, behind)) <= FEW:
        return f"{body[: dots.start()].rstrip(' .')} ..... {label}"
    for piece in reversed(list(re.finditer(r"\S+", body))[1:]):
        glued = None if _is_like(piece[0], letters) else _GLUED.match(piece[0])
        word = glued["tail"] if glued else piece[0]
        if not any(char.isalnum() for char in word) and word not in ("&", "?", "!"):
            cut, weight = piece.start(), weight + 3 * ("+" in word)
            continue
        if not _is_like(word, letters) or (not weight and _is_number(word)):
            break
        weight += 3 if any(map(_repeats, _split(word))) else len(word)
        cut = piece.start() + (glued.end("word") if glued else 0)
        if glued:
            weight += 3
            break
    rest = body[:cut].rstrip(" .")
    led = bool(re.search(r"\.\s?\.|\.\s*$", body[:cut]) or re.search(r"\.\.", body[cut:]))
    stump = len(body[cut:].strip()) <= 2 and body[cut:].strip().isalpha()
    return f"{rest} ..... {label}" if rest and weight >= (1 if led or stump else 4) else f"{body} {label}"


_GLUED = re.compile(r"^(?P<word>.*?[^.])(?:\.\s?){2,}(?P<tail>[^.].*)$")


def _is_number(word: str) -> bool:
    """A number that nothing else shows to be part of a leader: Index to Volume 12."""
    return word.strip(".").isdigit() and not _repeats(word.strip(".")) and not word.startswith("..")


def _is_like(word: str, letters: frozenset[str]) -> bool:
    """Made of such letters, figures (no year) and dots alone; of a long word three quarters do."""
    return all(_is_small(part) and (_repeats(part) or _is_made_of(part, letters)) for part in _split(word))


def _is_made_of(part: str, letters: frozenset[str]) -> bool:
    if _YEAR.fullmatch(part):
        return False
    strange = sum(not char.isdigit() and char not in letters for char in part)
    return strange <= (len(part) // 4 if len(part) >= 5 else 0)
