"""Where in a text the words of a query stand: offsets into the original, whatever the folding did to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..folding import fold_aligned, fold_evenly
from .queries import Text
from .tokens import GLUE, LETTER, pieces, unify

Span = tuple[int, int]
_BETWEEN = r"[\W_]*?"
_MOST = 200


class Snippet(NamedTuple):
    """A stretch of the text; `hits` are `[start, end)` in `text`, rising and apart. `page` is a page number.

    It is plain text: who shows it escapes it.
    """

    text: str
    hits: tuple[Span, ...] = ()
    page: int | None = None


def needle(texts: Iterable[Text]) -> re.Pattern[str] | None:
    """A pattern over normalized text that matches where any of `texts` stands; None when there is nothing to mark."""
    return _needle(frozenset(texts))


@lru_cache(maxsize=256)
def _needle(texts: frozenset[Text]) -> re.Pattern[str] | None:
    """Kept, because what counts as a letter makes patterns that take milliseconds to compile."""
    patterns = sorted({pattern for text in texts if (pattern := _pattern(text))}, key=lambda each: (-len(each), each))
    return re.compile("|".join(patterns)) if patterns else None


def _pattern(text: Text) -> str:
    parts = []
    cut = list(pieces(text.text))
    for at, (piece, is_run) in enumerate(cut):
        if is_run:
            parts.append(f"[{GLUE}]*".join(map(re.escape, piece)))
        else:
            is_open = text.prefix and at == len(cut) - 1
            parts.append(rf"(?<!{LETTER}){re.escape(piece)}" + (f"{LETTER}*" if is_open else rf"(?!{LETTER})"))
    return _BETWEEN.join(parts)


def mark(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """Every place in `text` that `pattern` (see `needle`) matches, as `[start, end)` in the original."""
    even = fold_evenly(text)
    if even is not None:
        return list(_find(unify(even), pattern))
    folded = fold_aligned(text)
    offsets = (*folded.offsets, len(text))
    return [_carry_back(offsets, span) for span in _find(unify(folded.text), pattern)]


def _find(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    return islice((match.span() for match in pattern.finditer(text) if match.end() > match.start()), _MOST)


def _carry_back(offsets: tuple[int, ...], span: Span) -> Span:
    """A hit that ends inside an expanded character (½ → 1⁄2) takes the whole of it."""
    start, end = span
    last = offsets[end - 1]
    following = next((offset for offset in offsets[end:] if offset > last), offsets[-1])
    return offsets[start], following


def excerpt(text: str, spans: list[Span], width: int = 120) -> Snippet:
    """About `width` characters of `text` around the densest group of `spans`, cut at a gentle place."""
    if len(text) <= width:
        return Snippet(text, tuple(spans))
    anchor = max(spans, key=lambda span: _within(spans, span[0], width), default=(0, 0))[0]
    start = _gentle(text, max(0, min(anchor - width // 4, len(text) - width)), anchor)
    end = min(len(text), start + width)
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    shifted = tuple((a + len(head), b + len(head)) for a, b in inside)
    return Snippet(head + text[start:end].replace("\n", " ") + tail, shifted)


def _within(spans: list[Span], start: int, width: int) -> int:
    return sum(1 for a, b in spans if a >= start and b <= start + width * 3 // 4)


def _gentle(text: str, start: int, latest: int) -> int:
    """Begin after a sentence's end or a space when there is one before the first hit."""
    if start == 0:
        return 0
    found = re.compile(r"[。！？；.!?;]\s*|\s+").search(text, start, latest)
    return found.end() if found else start
