"""Where the hits stand on the page image: boxes round the characters found, from the edges of `Line.words`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..folding import fold_aligned
from ..model import Box, Line, Word
from .marks import Span, needle
from .queries import Query, parse, positive
from .tokens import unify

_HYPHEN = re.compile(r"\w[-\u00ad¬]$")


class Found(NamedTuple):
    """A hit on a page: `text` as printed, lines run together, with some characters `before` and `after` it, and the `boxes`
    round it, one on each line, as fractions of the page."""

    text: str
    before: str
    after: str
    boxes: tuple[Box, ...]


def locate(query: str | Query, lines: Sequence[Line]) -> list[Box]:
    """Boxes (fractions of the page) round every hit of `query` in `lines`, which are one page's in reading order.

    A hit that runs over the end of a line gives one box on each line. Lines without boxes give none. Raises QueryError.
    """
    return [box for found in find_hits(query, lines) for box in found.boxes]


def find_hits(query: str | Query, lines: Sequence[Line], around: int = 30) -> Iterator[Found]:
    """Every hit of `query` in `lines`, as for `locate`, with `around` characters on either side. Raises QueryError."""
    pattern = needle(positive(parse(query) if isinstance(query, str) else query))
    if pattern is None:
        return
    text, places = _run_together(lines)
    for match in pattern.finditer(text):
        start, end = match.span()
        boxes = [box for line, span in _by_line(places[start:end]) for box in box_span(lines[line], span)]
        before, after = places[max(0, start - around) : start], places[end : end + around]
        hit = _as_printed(lines, places[start:end])
        yield Found(hit, _as_printed(lines, before), _as_printed(lines, after), tuple(boxes))


def _as_printed(lines: Sequence[Line], places: Sequence[Place]) -> str:
    """The characters at `places`, each once however many it was folded into; Chinese needs no space at a line's end."""
    text = ""
    for at, place in enumerate(places):
        if place is None:
            text += "" if text[-1:] >= "\u2e80" else " "
        elif not at or place != places[at - 1]:
            text += lines[place[0]].text[place[1]]
    return text


Place = tuple[int, int] | None


def _run_together(lines: Sequence[Line]) -> tuple[str, list[Place]]:
    """The normalized text of all lines, and for each of its characters (line, offset in it), None for what joins them."""
    text, places = [], list[Place]()
    for number, line in enumerate(lines):
        folded, offsets = fold_aligned(line.text)
        if _HYPHEN.search(line.text) and number + 1 < len(lines) and lines[number + 1].text[:1].islower():
            folded, offsets = folded[: len(folded.rstrip("-¬"))], offsets[: len(folded.rstrip("-¬"))]
            joint = ""
        else:
            joint = " "
        text += [folded, joint]
        places += [(number, offset) for offset in offsets]
        places += [None] * len(joint)
    return unify("".join(text)), places


def _by_line(places: Sequence[Place]) -> list[tuple[int, Span]]:
    spans: dict[int, Span] = {}
    for place in places:
        if place is not None:
            line, offset = place
            start, end = spans.get(line, (offset, offset + 1))
            spans[line] = min(start, offset), max(end, offset + 1)
    return list(spans.items())


def box_span(line: Line, span: Span) -> list[Box]:
    """One box per word of `line` that `span` (`[start, end)` in `line.text`) touches; words of one style touch seldom."""
    found, at = [], 0
    for word in line.words:
        start = line.text.find(word.text, at)
        if start < 0:
            continue
        at = start + len(word.text)
        first, last = max(span[0], start), min(span[1], at)
        if first < last and word.box is not None:
            found.append(_box_word(word, first - start, last - start, line.direction))
    if not found and not line.words and line.box is not None:
        found.append(_box_word(Word(text=line.text, box=line.box), *span, line.direction))
    return found


def _box_word(word: Word, start: int, end: int, direction: str) -> Box:
    box = word.box
    assert box is not None
    edges = word.edges if len(word.edges) == len(word.text) + 1 else _even_edges(word, direction)
    low, high = sorted((edges[start], edges[end]))
    return box._replace(top=low, bottom=high) if direction == "ttb" else box._replace(left=low, right=high)


def _even_edges(word: Word, direction: str) -> tuple[float, ...]:
    """Borders that the source does not tell, as if all characters were equally wide."""
    box, count = word.box, max(len(word.text), 1)
    assert box is not None
    begin, end = {"ttb": (box.top, box.bottom), "rtl": (box.right, box.left)}.get(direction, (box.left, box.right))
    return tuple(begin + (end - begin) * i / count for i in range(count + 1))
