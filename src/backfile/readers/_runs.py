"""Characters → words: runs of one style in one line with no gap wider than a word space.

Spaces are decided by geometry, never copied: PDFs leave them out, double them or put them where none is seen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from ..model import Box, Word
from ._characters import Characters, Floats, Ints

Flags = NDArray[np.bool_]

# Gaps in ems of the larger neighbour. A word space is a quarter to a third of an em, in justified columns up to one;
# a column gutter or tab is more. Chinese is set solid: half an em between characters is a wanted gap.
_SPACE, _SPACE_CJK = 0.16, 0.4
_SPACE_APART = 0.3
_BREAK, _BREAK_CJK = 1.1, 0.75


class Frame(NamedTuple):
    """The page as shown: its box in user space (points) and the clockwise turn for showing it (0, 90, 180, 270)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height as shown, points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def fractions(self, boxes: Floats) -> Floats:
        """User-space boxes (left, bottom, right, top) as fractions of the page as shown (left, top, right, bottom)."""
        width = max(self.right - self.left, 1e-6)
        height = max(self.top - self.bottom, 1e-6)
        x0, x1 = (boxes[:, 0] - self.left) / width, (boxes[:, 2] - self.left) / width
        y0, y1 = (boxes[:, 1] - self.bottom) / height, (boxes[:, 3] - self.bottom) / height
        corners = {
            0: (x0, 1 - y1, x1, 1 - y0),
            90: (y0, x0, y1, x1),
            180: (1 - x1, y0, 1 - x0, y1),
            270: (1 - y1, 1 - x1, 1 - y0, 1 - x0),
        }
        return np.stack(corners[self.rotation], axis=1)


def make_words(characters: Characters, frame: Frame) -> tuple[Word, ...]:
    """The words of a page in the order of the file; what lies outside the page is left out."""
    boxes = frame.fractions(characters.boxes)
    center = (boxes[:, :2] + boxes[:, 2:]) / 2
    inside = np.asarray(((center > -0.01) & (center < 1.01)).all(axis=1))
    if not inside.all():
        characters = characters.only(inside)
        boxes = boxes[inside]
    if not len(boxes):
        return ()
    turns = _turns(characters, frame)
    found: dict[int, Word] = {}
    for turn in np.unique(turns).tolist():
        places = np.flatnonzero(turns == turn)
        level = _set_level(boxes[places], turn)
        if turn:  # PDFium orders letters by where they stand on the page
            order = _order(level)
            places, level = places[order], level[order]
        steps = _step(part := characters.only(places), level, frame.shown[:: -1 if turn in (90, 270) else 1])
        for start, word in _build(part, level, steps):
            found[int(places[start])] = word if not turn else _turn_back(word, turn)
    return tuple(found[place] for place in sorted(found))


def _turns(characters: Characters, frame: Frame) -> Ints:
    """How far the text of each character is turned counter-clockwise on the page as shown: 0, 90, 180 or 270; 0 where it is askew."""
    angles = np.array([style.angle for style in characters.table], dtype=np.int64)
    turns = np.where(angles < 0, 0, (angles - frame.rotation) % 360)
    return np.asarray(turns[characters.styles])


def _set_level(boxes: Floats, turn: int) -> Floats:
    """Boxes (left, top, right, bottom; fractions) as they are once text that is turned so far counter-clockwise is level."""
    left, top, right, bottom = boxes.T
    turned = {
        0: (left, top, right, bottom),
        90: (1 - bottom, left, 1 - top, right),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (top, 1 - right, bottom, 1 - left),
    }
    return np.stack(turned[turn], axis=1)


def _order(boxes: Floats) -> Ints:
    """Places of level boxes line by line, from left to right."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    down = np.argsort(middle, kind="stable")
    parts = np.diff(middle[down], prepend=middle[down[0]]) > 0.5 * np.median(boxes[:, 3] - boxes[:, 1])
    lines = np.empty(len(boxes), dtype=np.int64)
    lines[down] = np.cumsum(parts)
    return np.lexsort((boxes[:, 0], lines))


def _turn_back(word: Word, turn: int) -> Word:
    """A word of turned text where it stands; borders of its characters are not kept."""
    assert word.box is not None
    return replace(word, box=Box(*_set_level(np.array([word.box]), 360 - turn)[0].tolist()), edges=())


class Steps(NamedTuple):
    """How each character follows the one before: by a break, a space, and in which direction (0 →, 1 ←, 2 ↓)."""

    breaks: Flags
    spaces: Flags
    direction: Ints


def _wide(codes: Ints) -> Flags:
    """Characters of the CJK scripts, kana, hangul and full-width forms: set on the em square."""
    return (
        ((codes >= 0x2E80) & (codes <= 0xA4CF))
        | ((codes >= 0xAC00) & (codes <= 0xD7A3))
        | ((codes >= 0xF900) & (codes <= 0xFAFF))
        | ((codes >= 0xFE30) & (codes <= 0xFE4F))
        | ((codes >= 0xFF00) & (codes <= 0xFF60))
        | ((codes >= 0x20000) & (codes <= 0x3FFFF))
    )


def _right_to_left(codes: Ints) -> Flags:
    return (
        ((codes >= 0x590) & (codes <= 0x8FF))
        | ((codes >= 0xFB1D) & (codes <= 0xFDFF))
        | ((codes >= 0xFE70) & (codes <= 0xFEFC))
    )


def _step(characters: Characters, boxes: Floats, shown: tuple[float, ...]) -> Steps:
    """Judge each pair of neighbours in points; `shown` is the width and height of their page."""
    width, height = shown
    left, right = boxes[:, 0] * width, boxes[:, 2] * width
    top, bottom = boxes[:, 1] * height, boxes[:, 3] * height
    sizes = np.array([style.size for style in characters.table])[characters.styles]
    sizes = np.where(sizes > 0.5, sizes, np.maximum(bottom - top, 0.5))
    em = np.maximum(sizes[1:], sizes[:-1])
    wide, rtl = _wide(characters.codes), _right_to_left(characters.codes)
    both_wide = wide[1:] & wide[:-1]
    rightward, leftward = left[1:] - right[:-1], left[:-1] - right[1:]
    downward = top[1:] - bottom[:-1]
    middle, center = (top + bottom) / 2, (left + right) / 2
    level = np.abs(middle[1:] - middle[:-1]) < 0.35 * em
    column = (np.abs(center[1:] - center[:-1]) < 0.3 * em) & both_wide & (middle[1:] > middle[:-1])
    # Joined letters overlap, some stand wholly over others: between two of them only where their middles go tells.
    letters = rtl[1:] & rtl[:-1]
    across = level & (rightward > -0.6 * em) & ~(letters & (center[1:] < center[:-1] + 0.25 * em))
    back = level & ~across & (leftward > -np.where(letters, 1.2, 0.6) * em) & (rtl[1:] | rtl[:-1])
    down = ~level & column & (downward < _BREAK_CJK * em)
    down &= _in_columns(down)
    gap = np.where(down, downward, np.where(back, leftward, rightward))
    limit = np.where(wide[1:] | wide[:-1], _BREAK_CJK, _BREAK) * em
    piece = (boxes[1:] == boxes[:-1]).all(axis=1)  # one glyph that stands for several characters
    joined = (across | back | down | piece) & (gap < limit) & (characters.styles[1:] == characters.styles[:-1])
    direction = np.where(down, 2, np.where(back, 1, 0))
    turned = np.zeros_like(joined)
    turned[1:] = joined[1:] & joined[:-1] & (direction[1:] != direction[:-1])
    blank = characters.blank[1:]
    printed = float(blank[~both_wide].mean()) > 0.08 if (~both_wide).any() else False
    # Where the file has its spaces, letters set wide apart have none between them, and narrow spaces are spaces.
    space = gap > np.where(both_wide, _SPACE_CJK, np.where(blank | ~printed, _SPACE, _SPACE_APART)) * em
    space |= blank & (gap > (0.02 if printed else 0.08) * em) & ~both_wide
    return Steps(
        np.concatenate(([True], ~joined | turned)),
        np.concatenate(([False], space & joined & ~turned)),
        np.concatenate(([0], direction)),
    )


def _in_columns(down: Flags) -> Flags:
    """A vertical line has three characters at least; two stacked ones are more often the ends of two lines."""
    padded = np.concatenate(([False], down, [False]))
    return down & (padded[:-2] | padded[2:])


def _build(characters: Characters, boxes: Floats, steps: Steps) -> Iterator[tuple[int, Word]]:
    """Words out of the runs between breaks, each with the place of its first character."""
    starts = np.flatnonzero(steps.breaks)
    ends = np.append(starts[1:], len(boxes))
    direction = steps.direction[np.minimum(starts + 1, len(boxes) - 1)]
    direction = np.where(ends - starts > 1, direction, 0)
    lefts, tops = np.minimum.reduceat(boxes[:, 0], starts), np.minimum.reduceat(boxes[:, 1], starts)
    rights, bottoms = np.maximum.reduceat(boxes[:, 2], starts), np.maximum.reduceat(boxes[:, 3], starts)
    bounds = np.clip(np.stack((lefts, tops, rights, bottoms), axis=1), 0.0, 1.0).tolist()
    letters = list(map(chr, characters.codes.tolist()))
    for place in np.flatnonzero(steps.spaces).tolist():
        letters[place] = " " + letters[place]
    before, after = _borders(boxes, steps.spaces)
    for start, end, way, bound, style in zip(
        starts.tolist(), ends.tolist(), direction.tolist(), bounds, characters.styles[starts].tolist(), strict=True
    ):
        text = "".join(letters[start:end])
        edges = _edges(letters, before[way], after[way], start, end)
        face = characters.table[style]
        if not text.isascii():
            text, edges = _compose(text, edges)
        yield (
            start,
            Word(
                text=text,
                box=Box(*bound),
                edges=edges,
                size=face.size,
                bold=face.bold,
                italic=face.italic,
                font=face.font,
            ),
        )


def _borders(boxes: Floats, spaces: Flags) -> tuple[list[list[float]], list[list[float]]]:
    """Where each character begins and ends along the line, by direction. Glyph pieces in one box share it evenly."""
    same = np.concatenate(([False], (np.abs(boxes[1:] - boxes[:-1]) < 1e-7).all(axis=1))) & ~spaces
    if same.any():
        boxes = _share(boxes, same)
    columns = ((0, 2), (2, 0), (1, 3))
    return [boxes[:, begin].tolist() for begin, _ in columns], [boxes[:, end].tolist() for _, end in columns]


def _share(boxes: Floats, same: Flags) -> Floats:
    """One glyph that stands for several characters (a ligature) is cut into equal parts."""
    boxes = boxes.copy()
    starts = np.flatnonzero(~same)
    for start, end in zip(starts.tolist(), np.append(starts[1:], len(boxes)).tolist(), strict=True):
        if end - start > 1:
            borders = np.linspace(boxes[start, 0], boxes[start, 2], end - start + 1)
            boxes[start:end, 0], boxes[start:end, 2] = borders[:-1], borders[1:]
    return boxes


def _edges(letters: list[str], before: list[float], after: list[float], start: int, end: int) -> tuple[float, ...]:
    """Borders of the run's characters; a space lies between the end of one character and the start of the next."""
    edges: list[float] = []
    for place in range(start, end):
        if len(letters[place]) > 1:
            edges.append(after[place - 1])
        edges.append(before[place])
    edges.append(after[end - 1])
    return tuple(edges)


def _compose(text: str, edges: tuple[float, ...]) -> tuple[str, tuple[float, ...]]:
    """Ligatures and Arabic presentation forms as letters, combining marks with theirs (NFC); edges go along."""
    if not any(
        "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc" or "\u0300" <= char <= "\u036f" for char in text
    ):
        return text, edges
    letters: list[str] = []
    borders: list[float] = []
    for place, char in enumerate(text):
        if "\u0300" <= char <= "\u036f" and letters:
            joined = unicodedata.normalize("NFC", letters[-1] + char)
            if len(joined) == 1:
                letters[-1] = joined
                continue
        parts = unicodedata.normalize("NFKC", char).strip() if "\ufb00" <= char <= "\ufefc" else char
        parts = parts or char
        letters.extend(parts)
        if edges:
            begin, end = edges[place], edges[place + 1]
            borders.extend(begin + (end - begin) * part / len(parts) for part in range(len(parts)))
    if edges:
        borders.append(edges[-1])
    return "".join(letters), tuple(borders)
