"""Spaces between ideographs, put in where two of them stand farther apart than their line sets them.

Ideographs fill squares that stand side by side (JIS X 4051, 4.1), so that the middles of their ink are one em apart however narrow they are; the white
between them tells little (月 has more of its own than a space between two names adds). A space of a quarter em and more between names, words of a heading or
parts of a line shows in those distances: of 22,500 pairs of neighbours on 60 scanned pages 112 were parted by a space, all by .17 em and more beyond what is usual in their line;
the reader had kept a sixth of the spaces, now a tenth are missing, and three are put in that are not printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._columns import Reading
from ._spaces import insert_spaces

_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[A-Za-z0-9\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u00c0-\u024f]")
_BESIDE, _FAR_BESIDE = 0.15, 0.24
"""Distance of two ideographs beyond the usual one of their line that is a space, in em; and where one of them is a few strokes."""
_NOISE = 0.05
"""So much do distances differ without any reason, in em."""
_WHITE = 0.28
"""White that a space shows at least, in em."""
_USUAL = 0.35
"""Share of the distances of a line that are smaller than its usual one: of names of two characters each second is a space."""
_SOLID, _MOST = 0.96, 1.5
"""What ideographs set side by side are apart at least, in em, and letter-spaced ones at most."""
_FAR = 0.95
"""White between any two letters, one of them an ideograph or kana, that is a space, in em."""
_ROLE = re.compile(r"[译譯著编編摄攝文图圖][:：]")
"""Before a role and its colon narrower white is a space: a name ends there, be it set in smaller type."""
_NUMBERED = re.compile(
    r"\d{1,3}(?=[\u4e00-\u9fff])(?![年月日时時分秒点期号號版卷届屆次个個名人元万萬亿億千百余多家项項条條岁歲吨米公平立斤台套件种種类類倍世纪章节節回周週天第])"
)
"""A number that begins a line, and no quantity."""
_CLOSING, _MARK_FAR = frozenset("”’」』》〉】〕）"), 1.2
"""White behind closing marks that is a space: half an em of it is their own (JLREQ, 3.1.2)."""
_OUTSIDE = 0.25
"""So far from the middle of a character, in em, it may end."""
_FEW = 2
_STROKES = frozenset("一二三十工下上卜丨小八儿子了于")
"""Characters whose ink is faint or lies beside the middle of their squares."""


class Pair(NamedTuple):
    """Two neighbouring characters: the index of the second, from middle to middle of their ink, and the white between, in em."""

    at: int
    distance: float
    white: float


def with_breaks(reading: Reading, ink: NDArray[np.bool_], em: float) -> Reading:
    """The reading of a level line with the spaces that its ink tells of: `ink` says which of its columns have any, `reading.places` are
    shares of its length; `em` is the type size in columns."""
    if len(_IDEOGRAPH.findall(reading.text)) < _FEW:
        return reading
    pairs = _find_pairs(reading, np.flatnonzero(ink), len(ink), em)
    text = reading.text
    squares = [pair for pair in pairs if _IDEOGRAPH.match(text[pair.at - 1]) and _IDEOGRAPH.match(text[pair.at])]
    apart = {pair.at for pair in _find_apart(squares, text)}
    apart |= {pair.at for pair in pairs if pair.white >= _WHITE and _ROLE.match(text, pair.at)}
    apart |= {pair.at for pair in pairs if pair.white >= _MARK_FAR and text[pair.at - 1] in _CLOSING}
    far = {pair.at for pair in pairs if pair.white >= _FAR and _may_part(text[pair.at - 1], text[pair.at])}
    first = _NUMBERED.match(text)
    if first is not None:
        apart |= {pair.at for pair in pairs if pair.at == first.end() and pair.white >= _WHITE}
    return insert_spaces(reading, sorted([*(apart | far), *(at for at in far if _is_between_words(text, at, far))]))


def _is_between_words(text: str, at: int, far: Set[int]) -> bool:
    """Whether a wide space has words on either side, and not the characters of a letter-spaced name or heading: it is written as two."""
    before, after = (
        max((one for one in far if one < at), default=0),
        min((one for one in far if one > at), default=None),
    )
    return all(len(_LETTER.findall(part)) >= _FEW for part in (text[before:at], text[at:after]))


def _find_apart(squares: Sequence[Pair], text: str) -> list[Pair]:
    """The ideographs that stand farther from the one before them than is usual in the line. One whose ink lies beside the middle of its
    square is as much nearer to the next one."""
    if len(squares) < _FEW:
        return []
    usual = max(_SOLID, sorted(pair.distance for pair in squares)[int(_USUAL * (len(squares) - 1))])
    if usual > _MOST:
        return []
    beyond = {pair.at: pair.distance - usual for pair in squares}
    return [
        pair
        for pair in squares
        if beyond[pair.at] + min(0.0, _NOISE + min(beyond.get(pair.at + by, 0.0) for by in (-1, 1)))
        > (_FAR_BESIDE if _STROKES & {text[pair.at - 1], text[pair.at]} else _BESIDE)
        and pair.white >= _WHITE
        and "一" not in text[pair.at - 1 : pair.at + 1]
    ]


def _may_part(before: str, after: str) -> bool:
    """Whether white between two characters is a space: marks have white of their own, a single stroke is easily overlooked."""
    return (
        max(before, after) >= "\u3040"
        and not _STROKES & {before, after}
        and bool(_LETTER.match(before) and _LETTER.match(after))
    )


def _find_pairs(reading: Reading, inked: NDArray[np.intp], width: int, em: float) -> list[Pair]:
    """All neighbours of a line, without those that a space parts already."""
    if not len(inked):
        return []
    middles = [place * width for place in reading.places]
    borders = [_find_border(inked, one, other, em) for one, other in pairwise(middles)]
    begins = [float(inked[0]), *(end for _, end in borders)]
    ends = [*(begin for begin, _ in borders), float(inked[-1] + 1)]
    centres = [(begin + end) / 2 for begin, end in zip(begins, ends, strict=True)]
    return [
        Pair(at, (centres[at] - centres[at - 1]) / em, (begins[at] - ends[at - 1]) / em)
        for at in range(1, len(centres))
        if " " not in reading.text[at - 1 : at + 1]
    ]


def _find_border(inked: NDArray[np.intp], one: float, other: float, em: float) -> tuple[float, float]:
    """The white between two characters seen at these columns: from, to; without any between them, half way."""
    first, last = one + _OUTSIDE * em, other - _OUTSIDE * em
    near = inked[np.searchsorted(inked, first - em) : np.searchsorted(inked, last + em, "right")]
    wide = np.flatnonzero(np.diff(near) > 1)
    begins, ends = near[wide] + 1, near[wide + 1]
    inside = (begins + ends) / 2
    fits = np.flatnonzero((inside >= first + 0.5) & (inside <= last + 0.5))
    if not len(fits):
        half = (one + other) / 2
        return half, half
    widest = fits[int((ends - begins)[fits].argmax())]
    return float(begins[widest]), float(ends[widest])
