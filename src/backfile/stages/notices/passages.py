"""Passages: the lines that nothing else took, joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ...model import Issue, Line, Page

# Furniture stays what an earlier stage called it.
_SETTLED = frozenset({"folio", "running-head", "caption", "footnote", "furniture", "table", "jump"})
_SENTENCE_END = re.compile(r"[。！？!?.:：;；”」』）)]\s*$")
_LABEL = re.compile(r"\s*\S{1,10}\s?[:：]")
_FULL = 22
"""Characters of a line of set text in Chinese; twice as many letters."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


class Passage(NamedTuple):
    """A paragraph. `group` changes where something that another stage took stands between."""

    page: Page
    lines: tuple[Line, ...]
    text: str
    group: int

    @property
    def block(self) -> int:
        return self.lines[0].block


def free_passages(issue: Issue) -> Iterator[Passage]:
    """In reading order. A page that has boxes is cut at blocks and gaps, a text at blank lines."""
    group = 0
    for page in issue.pages:
        group += 1
        waiting: list[Line] = []
        look = _look(page)
        for line in page.lines:
            if line.of is not None or line.role in _SETTLED:
                yield from _passage(page, waiting, group)
                waiting, group = [], group + 1
                continue
            if waiting and not _continues(waiting, line, look):
                yield from _passage(page, waiting, group)
                waiting = []
            waiting.append(line)
        yield from _passage(page, waiting, group)


def _passage(page: Page, lines: list[Line], group: int) -> Iterator[Passage]:
    if lines:
        yield Passage(page, tuple(lines), join_lines([line.text for line in lines]), group)


def join_lines(texts: list[str]) -> str:
    """Lines of one paragraph: hyphenation undone, a space between words of alphabetic scripts, none between characters."""
    joined = texts[0].strip()
    for text in texts[1:]:
        text = text.strip()
        if re.search(r"\w[-‐\u00ad]$", joined) and text[:1].islower():
            joined = joined[:-1] + text
        elif joined and text and _CJK.match(joined[-1]) and _CJK.match(text[0]):
            joined += text
        else:
            joined += f" {text}"
    return joined


def _full_length(page: Page) -> float:
    """Letters of a line that fills its column: the usual length of the longer lines."""
    lengths = sorted(len(line.text) for line in page.lines)
    return median(lengths[len(lengths) // 2 :]) if lengths else 0.0


class _Look(NamedTuple):
    """How a page is set: letters of a full line, the right edge of each block, the usual gap between lines (fractions)."""

    full: float
    edges: dict[int, float]
    gap: float


def _look(page: Page) -> _Look:
    edges: dict[int, float] = {}
    gaps = []
    for line, following in pairwise([*page.lines, *page.lines[-1:]]):
        if line.box is not None:
            edges[line.block] = max(edges.get(line.block, 0.0), line.box.right)
        if line.box is not None and following.box is not None and line.block == following.block:
            gaps.append(following.box.top - line.box.bottom)
    rising = [gap for gap in gaps if gap > 0]
    return _Look(_full_length(page), edges, median(rising) if rising else 0.0)


def _continues(before: list[Line], line: Line, look: _Look) -> bool:
    last = before[-1]
    if last.block != line.block:
        return False
    if last.box is None or line.box is None:
        filled = len(last.text) > 0.85 * look.full and len(last.text) >= _FULL * (1 if _CJK.search(last.text) else 2)
        closed = _SENTENCE_END.search(last.text) or _LABEL.match(line.text)
        return line.number == last.number + 1 and filled and not closed
    if _other_style(last, line) or line.direction != last.direction:
        return False
    if line.direction == "ttb":
        return abs(last.box.left - line.box.right) < 1.2 * line.box.width
    gap, height = line.box.top - last.box.bottom, max(last.box.height, line.box.height)
    indented = line.box.left > before[0].box.left + 0.012 if before[0].box and len(before) > 1 else False
    missing = look.edges[last.block] - last.box.right
    stub = len(before) == 1 and missing > 0.3 * (look.edges[last.block] - last.box.left)
    ended = missing > 0.04 and (_SENTENCE_END.search(last.text) or _LABEL.match(line.text) or stub)
    return gap < max(0.9 * height, 1.4 * look.gap) and not ended and not indented


def _other_style(one: Line, other: Line) -> bool:
    if one.bold != other.bold:
        return True
    return min(one.size, other.size) > 0 and max(one.size, other.size) > 1.3 * min(one.size, other.size)
