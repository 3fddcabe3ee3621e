"""The token stream that is indexed: what counts as a word in a script without spaces, and in one with.

Scripts without word spaces (Chinese, kana, Thai …) give every pair of neighbouring characters, and the last character
of each run alone, so that any string of two or more characters is a phrase of pairs and one character is the
beginning of a token: 成果转化 → 成果 果转 转化 化. Scripts with spaces give words. Both are folded (`backfile.folding`), and
look-alikes that OCR confuses are made one.

White space and middle dots inside a run of ideographs do not part it: OCR and typesetters put them in at will (云 杉).
Positions count characters of runs and words, so that a phrase never needs to know which of both it crosses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..folding import fold

LONGEST_WORD = 64

IDEOGRAPHS = "\u3005-\u3007\u3041-\u3096\u3099-\u309a\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
SPACELESS = "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1780-\u17d3"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
INDIC = "\u0900-\u0963\u0966-\u0dff\u0f40-\u0fbc"  # vowel signs are marks, which `\w` leaves out
GLUE = " \t\u3000·•‧・"

_RUN = rf"[{IDEOGRAPHS}]+(?:[{GLUE}]+[{IDEOGRAPHS}]+)*|[{SPACELESS}]+|[{HANGUL}]+"
LETTER = rf"(?:[^\W_{IDEOGRAPHS}{SPACELESS}{HANGUL}]|[{INDIC}])"
_PIECE = re.compile(rf"(?P<run>{_RUN})|(?P<word>{LETTER}+)")
_GLUED = re.compile(f"[{GLUE}]+")

# Characters so alike in print that engines take one for the other, and that hardly ever make two words of one.
_ALIKE = {"己": "已", "巳": "已", "曰": "日", "戍": "戌", "末": "未", "ー": "一", "○": "〇", "◯": "〇"}
_LIKE_DIGITS = re.compile("(?<![0-9a-z])[0-9oil]++(?![0-9a-z])")
_MIXED = re.compile("[0-9][oil]|[oil][0-9]")
_TO_ONE = str.maketrans(_ALIKE)
_AS_DIGITS = str.maketrans("oil", "011")


def normalize(text: str) -> str:
    """`text` as it is matched: folded, look-alikes made one."""
    return unify(fold(text))


def unify(folded: str) -> str:
    """Look-alikes in folded text made one, character for character: 自巳 is 自己, 2o23 is 2023."""
    if not _ALIKE.keys().isdisjoint(folded):
        folded = folded.translate(_TO_ONE)
    return _LIKE_DIGITS.sub(_read_digits, folded) if _MIXED.search(folded) else folded


def _read_digits(match: re.Match[str]) -> str:
    word = match.group()
    return word if word.isalpha() else word.translate(_AS_DIGITS)


class Piece(NamedTuple):
    """A run of a script without spaces, or a word, of normalized text."""

    text: str
    is_run: bool


def pieces(text: str) -> Iterator[Piece]:
    """Runs and words of `text` in order, normalized; runs without the spaces inside them."""
    for match in _PIECE.finditer(normalize(text)):
        if match["run"]:
            yield Piece(_GLUED.sub("", match["run"]), True)
        else:
            yield Piece(match["word"][:LONGEST_WORD], False)


def tokens(text: str) -> list[str]:
    """The tokens of `text`; the position of each is its index."""
    found: list[str] = []
    for piece, is_run in pieces(text):
        if is_run:
            found += [piece[at : at + 2] for at in range(len(piece) - 1)]
            found.append(piece[-1])
        else:
            found.append(piece)
    return found
