"""Words to segments: runs of words on one baseline with no wide gap inside.

All geometry of the lines stage is done in a *frame*: points of arbitrary but equal scale on both axes, turned so
that reading always goes left to right and lines follow top to bottom. A right-to-left page is mirrored, a
vertical page is turned by a quarter (its first line, the rightmost, becomes the top one).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Direction, Page, Word

CJK = re.compile(
    r"[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
LEADER = re.compile(r"^[.·…⋯‧∙•・．_\-—–]+$")

JOIN_GAP = 0.58
"""Widest gap inside a segment, in em: above a justified word space, below a column gutter."""
CJK_GAP = 0.3
"""The same between CJK characters: they stand solid, so a narrow gutter with hanging punctuation still shows."""
SPACED_GAP = 1.6
"""The same between two characters that stand alone: a letter-spaced name or heading."""
DROP_CAP = 0.45
"""Type smaller than this beside other type is not on its line: that is a drop cap (a superscript is larger)."""
LEADER_GAP = 2.5
"""The same where one side is a dot of a leader: sparse leaders are still one line."""
_WIDE, _LONG, _ALIKE, _BEGUN = 5.0, 8, 5, 3
"""Engines' lines are wider than so many em and so many letters long, and so many of them make an edge; so few where a leader begins a
column."""
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}


class Segment(NamedTuple):
    """Some words on one baseline; edges in the frame, `em` the largest type size among them, `members` indices of words."""

    left: float
    top: float
    right: float
    bottom: float
    em: float
    members: tuple[int, ...]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


def join(segments: Sequence[Segment]) -> Segment:
    """One segment around several, members in the order given."""
    return Segment(
        min(segment.left for segment in segments),
        min(segment.top for segment in segments),
        max(segment.right for segment in segments),
        max(segment.bottom for segment in segments),
        max(segment.em for segment in segments),
        tuple(member for segment in segments for member in segment.members),
    )


def place(page: Page, indices: Sequence[int], direction: Direction) -> list[Segment]:
    """Each word of `indices` as a segment of its own, in the frame of `direction`."""
    scale = _POINTS.get(page.unit, 0.0)
    width, height = (page.width, page.height) if page.width and page.height else (210.0, 297.0)
    unit = scale or 1.0
    across, down = width * unit, height * unit
    placed = []
    for index in indices:
        word = page.words[index]
        box = word.box
        if box is None:
            continue
        left, top, right, bottom = box[0] * across, box[1] * down, box[2] * across, box[3] * down
        if direction == "ttb":
            left, top, right, bottom = top, across - right, bottom, across - left
        elif direction == "rtl":
            left, right = across - right, across - left
        em = word.size if scale and word.size > 0 else 0.9 * max(bottom - top, 0.01)
        placed.append(Segment(left, top, right, bottom, em, (index,)))
    return placed


def on_one_row(one: Segment, other: Segment) -> bool:
    """Whether two segments overlap by about half of the lower one's height (brackets of vertical text stand half beside it)."""
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= 0.46 * min(one.bottom - one.top, other.bottom - other.top)


def gather(placed: Sequence[Segment], words: Sequence[Word]) -> list[Segment]:
    """Words joined where they follow one another on a baseline without a wide gap, and no gutter lies between."""
    gutters = _Gutters(placed, words)
    return _mend(_chain(placed, words, gutters), words, gutters)


class _Gutters:
    """Where an engine's lines, which are no single words, end and begin one above the other: columns, however narrow the white
    between two of them."""

    def __init__(self, placed: Sequence[Segment], words: Sequence[Word]) -> None:
        wide = [one for one in placed if one.width > _WIDE * one.em and len(words[one.members[0]].text) >= _LONG]
        self._ends = sorted(one.right for one in wide)
        self._starts = sorted(one.left for one in wide)
        self._leaders = {one.members[0] for one in placed if LEADER.match(words[one.members[0]].text)}
        self._begun = sorted(one.left for one in placed if one.members[0] not in self._leaders)

    def part(self, one: Segment, other: Segment) -> bool:
        """Whether a gutter parts two pieces of a row."""
        em = max(one.em, other.em)
        if one.width > _WIDE * one.em and other.members[0] in self._leaders and other.left - one.right > em:
            return min(_near(self._begun, other.left, em), _near(self._ends, one.right, em)) >= _BEGUN
        if one.width <= _WIDE * one.em or other.width <= _WIDE * other.em:
            return False
        return min(_near(self._ends, one.right, em), _near(self._starts, other.left, em)) >= _ALIKE


def _near(edges: Sequence[float], at: float, em: float) -> int:
    return bisect_right(edges, at + 0.7 * em) - bisect_left(edges, at - 0.7 * em)


def _chain(placed: Sequence[Segment], words: Sequence[Word], gutters: _Gutters) -> list[Segment]:
    """Join words that already come in order: most sources are well behaved, and this is linear."""
    groups: list[list[Segment]] = []
    right = 0.0
    for segment in placed:
        follows = bool(groups) and segment.right >= right - 0.3 * segment.em
        if (
            follows
            and _touches(groups[-1][-1], segment, words, spaced=_stands_alone(groups[-1]))
            and not gutters.part(groups[-1][-1], segment)
        ):
            groups[-1].append(segment)
            right = max(right, segment.right)
        else:
            groups.append([segment])
            right = segment.right
    return [join(group) if len(group) > 1 else group[0] for group in groups]


def _stands_alone(group: Sequence[Segment]) -> bool:
    """Whether white stands before the last word of a run: what it touches it belongs to, and is no spaced letter."""
    return len(group) < 2 or group[-1].left - group[-2].right > 0.2 * group[-1].em


def _touches(one: Segment, other: Segment, words: Sequence[Word], *, spaced: bool = True) -> bool:
    """Whether `other` goes on where `one` ends; letters may stand apart where `one` is a `spaced` one."""
    gap = other.left - one.right
    em = max(one.em, other.em)
    small = min(one.em, other.em)
    if gap < -0.6 * em or gap > LEADER_GAP * small or small < DROP_CAP * em:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    if overlap < 0.5 * min(one.bottom - one.top, other.bottom - other.top):
        return False
    before, after = words[one.members[-1]].text, words[other.members[0]].text
    widest = CJK_GAP if CJK.match(before[-1:]) and CJK.match(after[:1]) else JOIN_GAP
    if gap <= widest * (em if small > 0.6 * em else small):
        return True
    if spaced and len(before) == len(after) == 1 and widest == CJK_GAP and gap <= SPACED_GAP * small:
        return True
    return _is_dots(before, after) or (bool(LEADER.match(after)) and (gap <= em or _is_leader(other, words)))


def _is_leader(segment: Segment, words: Sequence[Word]) -> bool:
    """Whether points or strokes follow one another: a lone one, far from the text, is dirt in a gutter."""
    first, *following = (words[member].text for member in segment.members[:2])
    return len(first) > 1 or any(LEADER.match(text) for text in following)


def _is_dots(before: str, after: str) -> bool:
    """Whether a leader ends here; a single point before a word is the full stop of its sentence."""
    return bool(LEADER.match(before)) and len(before) < 4 and (len(before) > 1 or not after[:1].isalpha())


def _mend(segments: list[Segment], words: Sequence[Word], gutters: _Gutters) -> list[Segment]:
    """Join segments of one line that the source did not give one after the other."""
    order = sorted(range(len(segments)), key=lambda index: segments[index].top)
    successor: dict[int, tuple[float, int]] = {}
    for position, index in enumerate(order):
        one = segments[index]
        for other_index in order[position + 1 :]:
            other = segments[other_index]
            if other.top > one.bottom:
                break
            first, second = (index, other_index) if one.left <= other.left else (other_index, index)
            if _touches(segments[first], segments[second], words, spaced=len(segments[first].members) == 1) and not (
                gutters.part(segments[first], segments[second])
            ):
                gap = segments[second].left - segments[first].right
                if first not in successor or gap < successor[first][0]:
                    successor[first] = (gap, second)
    taken: dict[int, tuple[float, int]] = {}
    for first, (gap, second) in successor.items():
        if second not in taken or gap < taken[second][0]:
            taken[second] = (gap, first)
    follows = {first: second for second, (_, first) in taken.items()}
    joined = []
    for index in range(len(segments)):
        if index in taken:
            continue
        chain = [index]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        joined.append(join([segments[member] for member in chain]) if len(chain) > 1 else segments[index])
    return joined
