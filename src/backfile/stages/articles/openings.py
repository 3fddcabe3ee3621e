"""Where a paragraph begins: the rules, in the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from .composition import CJK, OPENING, Composition, allow, measure_em, measure_indent, see_break
from .flow import Place
from .leads import ENDS, along, is_exact, measure_lead
from .style import Break

Kind = Literal["body", "heading", "abstract", "caption", "footnote", "sidebar", "table", "reference"]

CAPTION = re.compile(
    r"^\s*(?:[图圖表]\s?[\d一二三四五六七八九十]+|(?:Figure|Fig\.?|Table|Tab\.?|Abb(?:\.|ildung)|Photo)\s?\d+)",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^\s*(?:[①-⑳*＊†‡§]|[\[［〔(（]\s?\d{1,3}\s?[\]］〕)）]|[¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?!\d)(?=[\s.．、\u3400-\u9fff]|[A-ZÀ-Þ]\w)|注\s?[\d:：])"
)
_ITEM = re.compile(r"^\s*(?:[•·●■◆▪*]|[(（]?\d{1,2}[)）.．、]|[(（]?[一二三四五六七八九十]{1,3}[)）、]|\[\d{1,3}\])")
_BRACKETED = re.compile(r"[（(\[〔【].*[)）\]〕】]$|[—–―-].*")
_STOPS = re.compile(r"[。．！？!?…]\s?[”’」』）)]{0,2}\s*$")
"""The end of a sentence, whatever closes after it; a bracket alone is none."""
_CAPITALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-Я.’'-]*\s?){2,4}")
"""A name in capitals."""
_SOLID = 1.6
"""A solid line that leaves so many em empty after a full stop ends its paragraph: marks may hang, and the last letter be set closer."""
_BRIEF, _BRIEFLY = 15, 0.25
"""The size of so few letters that end an open sentence is hard to measure in an image: it may differ by so much."""
_JUSTIFIED = 0.6
"""Lines within paragraphs of justified text leave less, in em, empty."""
_MEASURE = 0.15
"""Columns whose measures differ by more hold different text: an abstract over two columns and what follows it."""


class _Pair(NamedTuple):
    """Two lines with boxes, the second of which may begin a paragraph, and what is seen between them. `low`: its few letters, which end
    an open sentence, neither rise nor fall, so that its box says little of its size."""

    last: Place
    place: Place
    kind: Kind
    seen: Break
    same_block: bool
    brief: bool
    low: bool

    @property
    def text(self) -> str:
        return self.place.line.text


def begins(last: Place, place: Place, kind: Kind, composition: Composition) -> bool:
    """Whether `place`, of this kind, opens a new paragraph after `last`, of the same kind."""
    text = place.line.text
    if text[:1] in "\u3000" and text[:2].strip() == "":
        return True
    if last.line.box is None or place.line.box is None:
        return _begins_in_text(last, place)
    pair = _pair(last, place, kind, composition)
    verdicts = (rule(pair, composition) for rule in _RULES)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _pair(last: Place, place: Place, kind: Kind, composition: Composition) -> _Pair:
    flow = composition.flow
    same_block = (last.page, last.line.block) == (place.page, place.line.block)
    brief = same_block and not flow.is_exact and len(place.line.text) < _BRIEF and not ENDS.search(last.line.text)
    full = composition.short(last) < measure_em(last, flow)
    low = brief and place.line.size < last.line.size and full
    return _Pair(last, place, kind, see_break(last, place, composition.columns, flow), same_block, brief, low)


def _by_size(pair: _Pair, composition: Composition) -> bool | None:
    """Another size of type is another paragraph."""
    one, other = pair.last.line.size, pair.place.line.size
    apart = max(allow(composition.flow), _BRIEFLY if pair.brief else 0.0)
    return True if one and not pair.low and abs(one - other) > apart * max(one, other) else None


def _by_kind(pair: _Pair, composition: Composition) -> bool | None:
    """Notes begin with their marks, boxes are parted by white, a heading or caption lasts as long as its block."""
    if pair.kind == "footnote":
        return bool(NOTE.match(pair.text))
    if pair.kind == "sidebar" and pair.same_block:
        return _is_wide(pair, composition)
    if pair.kind in ("heading", "caption"):
        return not pair.same_block or bool(CAPTION.match(pair.text))
    return None


def _by_form(pair: _Pair, composition: Composition) -> bool | None:
    """Signatures, names in capitals or in another script, and what justified text never leaves empty."""
    last, place, seen = pair.last, pair.place, pair.seen
    if _is_signature(place, last, composition) or _is_signature(last, None, composition):
        return True
    if ENDS.search(last.line.text) and _CAPITALS.fullmatch(pair.text.strip()):
        return True
    if seen.short > _SOLID and not CJK.search(last.line.text) and CJK.match(pair.text.lstrip()):
        return True
    ragged = composition.style.ragged
    even = ragged is not None and ragged < (_SOLID if seen.solid else _JUSTIFIED)
    cut = even and seen.short > max((0.5 if seen.solid else 0.3) * seen.measure, seen.need + 2)
    return True if cut and not pair.text.lstrip()[:1].islower() else None


def _by_white(pair: _Pair, composition: Composition) -> bool | None:
    """White parts paragraphs; in an article that has no other mark, nothing else does."""
    style, seen = composition.style, pair.seen
    if pair.same_block and not pair.low and _is_wide(pair, composition) and not (style.indent and seen.open):
        return True
    if pair.same_block and style.lead is not None and style.spaced and not style.indent:
        return style.parts(seen) if style.soft else seen.lead > style.lead
    if pair.same_block and seen.solid and seen.short > _SOLID and _STOPS.search(pair.last.line.text):
        return True
    return None


def _by_verse(pair: _Pair, composition: Composition) -> bool | None:
    """A line of verse is a paragraph of its own unless it runs over."""
    seen = pair.seen
    return seen.closed or seen.capital or seen.solid if composition.style.verse else None


def _by_column(pair: _Pair, composition: Composition) -> bool | None:
    """From one column to the next: columns of another measure hold other text, and last lines stop."""
    if pair.same_block:
        return None
    style, seen = composition.style, pair.seen
    here, there = composition.column(pair.place), composition.column(pair.last)
    if not seen.open and abs((here.end - here.start) / (there.end - there.start) - 1) > _MEASURE:
        return True
    stops = style.indent and seen.short > (1.5 if seen.solid else 0.6) and style.stops(seen)
    return True if stops else None


def _by_indent(pair: _Pair, composition: Composition) -> bool | None:
    """By the first line's indent, or, in an article that has none, by where a last line stops."""
    style, seen, flow = composition.style, pair.seen, composition.flow
    before = measure_indent(pair.last, composition.columns, flow)
    if style.indent == 0:
        set_in = 0.9 < seen.indent < 4.5 and before < 0.5 * seen.indent
        return style.stops(seen) or (set_in and (not seen.open or seen.short > 1.5))
    if style.indent and OPENING.match(pair.text) and seen.indent < 0.6 * style.indent:
        # a bracket may be set half or wholly into the indent (JIS X 4051)
        return not seen.open and (seen.indent > (0.05 if is_exact(pair.place, flow) else 0.3) or style.stops(seen))
    if not 0.6 * (style.indent or 1.1) < seen.indent < (4.5 if style.indent is None else style.indent + 1.2):
        return style.indent is None and style.stops(seen)
    return before < 0.6 * seen.indent or not seen.open


_RULES: Final[tuple[Callable[[_Pair, Composition], bool | None], ...]] = (
    _by_size,
    _by_kind,
    _by_form,
    _by_white,
    _by_verse,
    _by_column,
    _by_indent,
)
"""The first that has an answer decides."""


def _is_wide(pair: _Pair, composition: Composition) -> bool:
    """Whether there is more than a lead of the column between the lines."""
    return measure_lead(pair.last, pair.place, composition.flow) > composition.column(pair.place).lead


def _is_signature(place: Place, last: Place | None, composition: Composition) -> bool:
    """Whether a line stands at the far end of its column, with about half of it empty before (less before what stands in brackets
    or behind a dash): a name, a source. After a sentence only: lines of verse may be set so."""
    if last is not None and not ENDS.search(last.line.text):
        return False
    column, em = composition.column(place), measure_em(place, composition.flow)
    share = 0.15 if _BRACKETED.match(place.line.text.strip()) else 0.45
    far = along(place).left - column.start > max(share * (column.end - column.start), 4 * em)
    return far and composition.short(place) < 1.2 * em


def _begins_in_text(last: Place, place: Place) -> bool:
    """In a text without boxes a blank line, an indent or a list mark opens a paragraph."""
    if place.line.number - last.line.number > 1 or place.line.text[:2].isspace():
        return True
    return (
        bool(_ITEM.match(place.line.text))
        or (len(last.line.text) < 0.6 * len(place.line.text) and bool(ENDS.search(last.line.text)))
        or len(last.line.text) > 120
    )
