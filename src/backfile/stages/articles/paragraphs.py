"""Lines to paragraphs: joined over lines, columns and pages, hyphenation undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise, zip_longest
from statistics import median
from typing import Literal, NamedTuple

from ...model import Box, Paragraph, bound
from .flow import Flow, Place
from .jumps import without_jump
from .leads import ENDS, along, find_unit, in_one_column, is_exact, measure_lead
from .style import Break, Style, learn

Kind = Literal["body", "heading", "abstract", "caption", "footnote", "sidebar", "table", "reference"]

_CJK = re.compile(
    r"[\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_PHRASE = re.compile(r"[，。；！？、,.;!?…—”」』]\W{0,2}$")
_HYPHEN = re.compile(r"[\w][-\u00ad\u2010\u2011]$")
_BRACKETED = re.compile(r"[（(\[〔【].*[)）\]〕】]$|[—–―-].*")
_STOPS = re.compile(r"[。．！？!?…]\s?[”’」』）)]{0,2}\s*$")
"""The end of a sentence, whatever closes after it; a bracket alone is none."""
CAPTION = re.compile(
    r"^\s*(?:[图圖表]\s?[\d一二三四五六七八九十]+|(?:Figure|Fig\.?|Table|Tab\.?|Abb(?:\.|ildung)|Photo)\s?\d+)",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^\s*(?:[①-⑳*＊†‡§]|[\[［〔(（]\s?\d{1,3}\s?[\]］〕)）]|[¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?!\d)(?=[\s.．、\u3400-\u9fff]|[A-ZÀ-Þ]\w)|注\s?[\d:：])"
)
_ITEM = re.compile(r"^\s*(?:[•·●■◆▪*]|[(（]?\d{1,2}[)）.．、]|[(（]?[一二三四五六七八九十]{1,3}[)）、]|\[\d{1,3}\])")


_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0}
_CAPITALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-Я.’'-]*\s?){2,4}")
"""A name in capitals."""
_OPENING = re.compile(r"^[「『（“‘《〈【]")
_NUMBERED = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}\s?[、章节節部．.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:\.\d{1,2})*[.．、]?\s)"
)


_MARK = re.compile(
    r"^\s*(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])\s?[.．]?|其?\s?[一二三四五六七八九十]{1,3}|[（(]\s?[一二三四五六七八九十]{1,3}\s?[)）])\s*$"
)
_LEAD, _FINE_LEAD, _ROUGH_LEAD = 1.16, 1.22, 1.4
"""More than this times the usual lead is white between paragraphs: in a text layer, an image measured well, and one measured badly."""
_SOLID = 1.6
"""A solid line that leaves so many em empty after a full stop ends its paragraph: marks may hang, and the last letter be set closer."""
_BRIEF, _BRIEFLY = 15, 0.25
"""The size of so few letters that end an open sentence is hard to measure in an image: it may differ by so much."""
_LEAST_STOP = 0.4
"""Justified lines of an image leave less than twice so many em empty."""
_JUSTIFIED = 0.6
"""Lines within paragraphs of justified text leave less, in em, empty."""
_ALIGNED = 0.008
"""Edges of lines that differ by less, as a fraction of the page, are aligned."""
_BOXED = 5
"""So many paragraphs are looked back over for one that a box has cut in two."""
_MEASURE = 0.15
"""Columns whose measures differ by more hold different text: an abstract over two columns and what follows it."""


class Vocabulary:
    """Words of the issue, to tell a hyphen of the line from one of the word."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    @cached_property
    def _words(self) -> Counter[str]:
        words = Counter[str]()
        for place in self._flow.places:
            words.update(word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", place.line.text))
        return words

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether a line-end hyphen between two parts of a word is its own."""
        left = (re.findall(r"[^\W\d_]+$", before[:-1]) or [""])[0].casefold()
        right = (re.findall(r"^[^\W\d_]+", after) or [""])[0].casefold()
        closed, open_ = self._words[left + right], self._words[f"{left}-{right}"]
        return open_ > closed or (not closed and after[:1].isupper()) or before[-2:-1].isdigit()


class Measure(NamedTuple):
    """The column a line stands in: its edges along the line and the widest lead within a paragraph, in fractions of the page."""

    start: float
    end: float
    lead: float


class _Growing:
    """A paragraph while lines are added to it."""

    def __init__(self, place: Place, kind: Kind) -> None:
        self.text = _flat(place.line.text, kind)
        self.page = place.page
        self.kind: Kind = kind
        self.last = place
        self.breaks: list[tuple[int, int]] = []

    def add(self, place: Place, vocabulary: Vocabulary) -> None:
        following = _flat(place.line.text, self.kind)
        self.text = join(self.text, following, vocabulary)
        if place.page != self.last.page:
            self.breaks.append((len(self.text) - len(following), place.page))
        self.last = place

    def done(self) -> Paragraph:
        return Paragraph(text=self.text, page=self.page, kind=self.kind, breaks=tuple(self.breaks))


def join_paragraphs(places: Sequence[Place], flow: Flow, vocabulary: Vocabulary) -> list[Paragraph]:
    """Paragraphs of one article from its lines in reading order; captions and footnotes stand apart, after the text
    that they interrupt."""
    columns = _columns(places, flow)
    style = _style(places, columns, flow).over(_usual_style(flow))
    grown: list[_Growing] = []
    running: _Growing | None = None
    previous: Place | None = None
    for place, following in zip_longest(places, places[1:]):
        kind = _kind(place, previous, flow)
        if kind == "body" and _is_crosshead(place, previous, following, columns, flow, style):
            kind = "heading"
        if (
            running is not None
            and kind == running.kind
            and not _begins(running.last, place, columns, flow, kind, style)
        ):
            running.add(place, vocabulary)
        elif (held := _interrupted(grown, kind, columns, place)) and not _begins(
            held.last, place, columns, flow, kind, style
        ):
            held.add(place, vocabulary)
            running = held
        else:
            running = _Growing(place, kind)
            grown.append(running)
        previous = place
    return [one.done() for one in grown if one.text]


def _is_crosshead(
    place: Place,
    previous: Place | None,
    following: Place | None,
    columns: dict[tuple[int, int], Measure],
    flow: Flow,
    style: Style,
) -> bool:
    """Whether a line in the size of the text is a heading: it closes no phrase and stops far before the end of its column, under
    a closed sentence. Running text of a recognised image never does; in a text layer white or a font of its own must say so too."""
    text = place.line.text.strip()
    asks = text[-1:] in "?？!！" and flow.is_measured and not flow.is_exact
    if (
        style.verse
        or place.line.box is None
        or len(text) > 60
        or (not asks and (_PHRASE.search(text) or ENDS.search(text)))
    ):
        return False
    if not _closed(previous) or not re.search(r"[^\W\d_]", text):
        return False
    if following is not None and following.line.text.lstrip()[:1].islower():
        return False  # text set ragged goes on
    column = columns[place.page, place.line.block]
    short = column.end - along(place).right
    if short <= max(0.25 * (column.end - column.start), 2.5 * _em(place, flow)):
        stops = style.ragged is not None and short > 2 * max(style.ragged, _LEAST_STOP) * _em(place, flow)
        return not flow.is_exact and stops and _has_white_above(place, previous, column, flow)
    if not is_exact(place, flow):
        return (
            following is not None and len(text) <= 40 and (not asks or _has_white_above(place, previous, column, flow))
        )
    return following is not None and _stands_out(place, previous, following, column, flow, style)


def _has_white_above(place: Place, previous: Place | None, column: Measure, flow: Flow) -> bool:
    """Whether more white than between lines of text stands above a line of an image that was measured well."""
    if previous is None or not flow.is_measured or not in_one_column(previous, place):
        return False
    return measure_lead(previous, place, flow) > column.lead


def _stands_out(
    place: Place, previous: Place | None, following: Place, column: Measure, flow: Flow, style: Style
) -> bool:
    """Whether a line has more white above and below than lines of text have, or white above and a font of its own; at the head
    of a column either will do."""
    if flow.is_larger(following) or following.line.box is None:
        return False
    usual = column.lead / _LEAD
    own_font = flow.is_foreign(place)
    below = measure_lead(place, following, flow) if in_one_column(place, following) else 0.0
    if previous is None or not in_one_column(previous, place):
        return own_font or below > _LEAD * usual
    if measure_lead(previous, place, flow) <= _LEAD * usual:
        return False
    return own_font or (below > 1.06 * usual and not style.spaced)


def _left_open(grown: Sequence[_Growing], columns: dict[tuple[int, int], Measure], place: Place) -> _Growing | None:
    """The paragraph before the last that breaks off in mid-sentence, where the last closes its own and `place` goes on with a small
    letter: a box stands between them."""
    if len(grown) < 2 or not place.line.text[:1].islower() or not ENDS.search(grown[-1].text):
        return None
    return next((one for one in reversed(grown[-_BOXED:-1]) if one.kind == "body" and _is_open(one, columns)), None)


def _interrupted(
    grown: Sequence[_Growing], kind: Kind, columns: dict[tuple[int, int], Measure], place: Place
) -> _Growing | None:
    """The body paragraph that captions, footnotes or, in mid-sentence, anything else have interrupted."""
    if kind != "body" or not grown:
        return None
    if grown[-1].kind == "body":
        return _left_open(grown, columns, place)
    for one in reversed(grown):
        if one.kind == "body":
            return one
        if one.kind not in ("caption", "footnote", "sidebar"):
            break
    before = next((one for one in reversed(grown) if one.kind == "body"), None)
    return before if before is not None and _is_open(before, columns) else None


def _is_open(one: _Growing, columns: dict[tuple[int, int], Measure]) -> bool:
    """Whether a paragraph breaks off in mid-sentence at the end of a full line."""
    if len(one.text) <= 20 or ENDS.search(one.text) or one.text.endswith("،"):
        return False
    column = columns.get((one.last.page, one.last.line.block))
    return column is None or column.end - along(one.last).right < 0.5 * (column.end - column.start)


def join(text: str, following: str, vocabulary: Vocabulary) -> str:
    """Two lines of one paragraph: nothing between CJK, one space between words, a line's hyphen taken out."""
    if not text or not following:
        return text + following
    if _HYPHEN.search(text) and following[:1].isalpha() and not _CJK.match(following):
        return text + following if vocabulary.keeps_hyphen(text, following) else text[:-1] + following
    close = _CJK.match(text[-1:]) or _CJK.match(following)
    both = _CJK.match(text[-1:]) and _CJK.match(following)
    return (
        text
        + ("" if both or (close and not (text[-1:].isalnum() and following[:1].isalnum())) else "" if close else " ")
        + following
    )


def _flat(text: str, kind: Kind) -> str:
    text = without_jump(text)
    return text.strip() if kind == "table" else re.sub(r"\s+", " ", text).strip()


def _kind(place: Place, previous: Place | None, flow: Flow) -> Kind:
    line = place.line
    text = line.text.strip()
    if line.role in ("caption", "footnote", "sidebar", "table"):
        return line.role  # type: ignore[return-value]
    small = 0 < line.size < 0.95 * flow.text_sizes(place.page)[0]
    if CAPTION.match(text) and len(text) < 120 and (small or len(text) < 0.75 * flow.usual_length or not flow.size):
        return "caption"
    if small and previous is not None and previous.page == place.page and CAPTION.match(previous.line.text.strip()):
        return "caption" if previous.line.block == line.block else "body"
    if flow.is_larger(place) or (line.bold and len(text) < 60 and not ENDS.search(text)):
        return "heading"
    if _MARK.match(text):
        return "heading"
    if _NUMBERED.match(text) and len(text) < 0.75 * flow.usual_length and not ENDS.search(text) and _closed(previous):
        return "heading"
    return "body"


def _closed(previous: Place | None) -> bool:
    return previous is None or bool(ENDS.search(previous.line.text))


def _columns(places: Sequence[Place], flow: Flow) -> dict[tuple[int, int], Measure]:
    """(page, block) → measure of the column, taken from all lines of the article that share its edges."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for place in places:
        if place.line.box is not None:
            groups.setdefault((place.page, place.line.block), []).append(along(place))
    leads = [
        measure_lead(one, other, flow)
        for one, other in pairwise(places)
        if one.line.box
        and other.line.box
        and (one.page, one.line.block) == (other.page, other.line.block)
        and one.line.size == other.line.size
    ]
    usual = median(lead for lead in leads if lead > 0) if any(lead > 0 for lead in leads) else 1.0
    blocks: dict[int, dict[int, Box]] = {}
    for (page, block), boxes in groups.items():
        blocks.setdefault(page, {})[block] = bound(boxes) if flow.is_exact else _firm(boxes)
    columns = {}
    for (page, block), boxes in groups.items():
        edges = column_edges(blocks[page][block], list(blocks[page].values()))
        tallest = median([box.bottom - box.top for box in boxes])
        lead = max(usual * _least_white(flow), 0.9 * tallest)
        columns[page, block] = Measure(*edges, lead)
    return columns


def _firm(boxes: list[Box]) -> Box:
    """The bounds of lines in an image, to the left without one that stands out alone: a speck, a mark of the edge of the sheet."""
    lefts = sorted(box.left for box in boxes)
    firm = next((one for one, other in pairwise(lefts) if other - one < _ALIGNED), lefts[0])
    return bound(boxes)._replace(left=firm)


def _least_white(flow: Flow) -> float:
    """How many times the usual lead is white between paragraphs."""
    return _LEAD if flow.is_exact else _FINE_LEAD if flow.is_measured else _ROUGH_LEAD


def column_edges(block: Box, others: Sequence[Box]) -> tuple[float, float]:
    """The edges of a block's column: those of all blocks that share it, save what reaches into a block beside it."""
    beside = [
        other
        for other in others
        if min(block.bottom, other.bottom) > max(block.top, other.top)
        and (other.left >= block.right - 0.005 or other.right <= block.left + 0.005)
    ]
    near = [
        other
        for other in others
        if min(block.right, other.right) - max(block.left, other.left) > 0.6 * min(block.width, other.width)
        and other.width < 1.25 * max(block.width, 0.25)
        and not any(min(other.right, one.right) - max(other.left, one.left) > 0.01 for one in beside)
    ] or [block]
    return min(one.left for one in near), max(one.right for one in near)


@lru_cache(maxsize=2)
def _usual_style(flow: Flow) -> Style:
    """The style of the whole issue, for articles too short to show their own."""
    return _style(flow.places, _columns(flow.places, flow), flow)


def _style(places: Sequence[Place], columns: dict[tuple[int, int], Measure], flow: Flow) -> Style:
    """How these lines of running text set paragraphs apart."""
    breaks = [
        _break(one, other, columns, flow)
        for one, other in pairwise(places)
        if one.line.box
        and other.line.box
        and (one.page, one.line.block) == (other.page, other.line.block)
        and abs(one.line.size - other.line.size) <= _apart(flow) * one.line.size
        and not flow.is_larger(one)
        and not one.line.bold
        and not other.line.bold
        and not _stops_open(other, columns)
        and not _MARK.match(one.line.text)
        and not _MARK.match(other.line.text)
    ]
    return learn([one for one in breaks if one.lead > 0], exact=flow.is_exact, measured=flow.is_measured)


def _stops_open(place: Place, columns: dict[tuple[int, int], Measure]) -> bool:
    """Whether a line ends far before its column and closes nothing, as headings do."""
    column = columns[place.page, place.line.block]
    short = column.end - along(place).right
    return not _PHRASE.search(place.line.text) and short > 0.3 * (column.end - column.start)


def _break(one: Place, other: Place, columns: dict[tuple[int, int], Measure], flow: Flow) -> Break:
    """What is seen between two lines, the second of which may stand in the next column."""
    here, there = columns[other.page, other.line.block], columns[one.page, one.line.block]
    before, box = along(one), along(other)
    em = max(_em(other, flow), 0.004)
    text = other.line.text.lstrip()
    first = text[:1] if _CJK.match(text) else text.split(maxsplit=1)[0] if text else ""
    # an engine's box of an opening bracket leaves out its empty half
    hung = 0.5 if _OPENING.match(text) and not is_exact(other, flow) else 0.0
    return Break(
        lead=measure_lead(one, other, flow) / find_unit(other, flow),
        indent=(box.left - here.start) / em - hung * (box.left > here.start),
        short=(there.end - before.right) / em,
        need=len(first) * (box.right - box.left) / max(len(other.line.text), 1) / em,
        measure=(there.end - there.start) / em,
        open=not ENDS.search(one.line.text) or text[:1].islower(),
        closed=bool(_PHRASE.search(one.line.text)),
        capital=text[:1].isupper(),
        solid=bool(_CJK.match(text) and _CJK.match(one.line.text.lstrip())),
        even=max(abs(before.left - box.left), abs(before.right - box.right)) < 0.3 * em and bool(ENDS.search(text)),
        space=_space(one, flow) if flow.is_exact else None,
    )


def _space(place: Place, flow: Flow) -> float | None:
    """The usual width of a line's word spaces, in em of its type; None where character edges or spaces are not known."""
    page = flow.pages[place.page]
    widths = [
        abs(after - before)
        for word in place.line.words
        if len(word.edges) == len(word.text) + 1
        for letter, before, after in zip(word.text, word.edges, word.edges[1:], strict=False)
        if letter == " "
    ]
    extent = page.height if place.line.direction == "ttb" else page.width
    points = _POINTS.get(page.unit)
    if len(widths) < 2 or not place.line.size or not extent or not points:
        return None
    return median(widths) * extent * points / place.line.size


def _begins(
    last: Place, place: Place, columns: dict[tuple[int, int], Measure], flow: Flow, kind: Kind, style: Style
) -> bool:
    """Whether `place` opens a new paragraph after `last`."""
    text = place.line.text
    if text[:1] in "\u3000" and text[:2].strip() == "":
        return True
    if last.line.box is None or place.line.box is None:
        return _begins_in_text(last, place)
    same_block = last.page == place.page and last.line.block == place.line.block
    brief = same_block and not flow.is_exact and len(text) < _BRIEF and not ENDS.search(last.line.text)
    apart = max(_apart(flow), _BRIEFLY) if brief else _apart(flow)
    # letters that neither rise nor fall make the box of the few that end a sentence low
    low = brief and place.line.size < last.line.size and _is_full(last, columns, flow)
    if (
        last.line.size
        and not low
        and abs(last.line.size - place.line.size) > apart * max(last.line.size, place.line.size)
    ):
        return True
    if kind == "footnote":
        return bool(NOTE.match(text))
    if kind == "sidebar" and same_block:
        return measure_lead(last, place, flow) > columns[place.page, place.line.block].lead
    if kind in ("heading", "caption"):
        return not same_block or bool(CAPTION.match(text))
    if _is_signature(place, last, columns, flow) or _is_signature(last, None, columns, flow):
        return True
    if ENDS.search(last.line.text) and _CAPITALS.fullmatch(text.strip()):
        return True
    seen = _break(last, place, columns, flow)
    if seen.short > _SOLID and not _CJK.search(last.line.text) and _CJK.match(text.lstrip()):
        return True  # names and titles in another script
    if _is_cut_short(seen, style) and not text.lstrip()[:1].islower():
        return True  # a name, a post: in justified text no line within a paragraph is
    wide = same_block and not low and measure_lead(last, place, flow) > columns[place.page, place.line.block].lead
    if wide and not (style.indent and seen.open):
        return True
    if same_block and style.lead is not None and style.spaced and not style.indent:
        return style.parts(seen) if style.soft else seen.lead > style.lead
    if same_block and seen.solid and seen.short > _SOLID and _STOPS.search(last.line.text):
        return True
    if style.verse:
        return seen.closed or seen.capital or seen.solid
    width, other = columns[place.page, place.line.block], columns[last.page, last.line.block]
    if not same_block and not seen.open and abs((width.end - width.start) / (other.end - other.start) - 1) > _MEASURE:
        return True
    if style.indent and not same_block and seen.short > (1.5 if seen.solid else 0.6) and style.stops(seen):
        return True
    if style.indent == 0:
        set_in = 0.9 < seen.indent < 4.5 and _indent(last, columns, flow) < 0.5 * seen.indent
        return style.stops(seen) or (set_in and (not seen.open or seen.short > 1.5))
    if style.indent and _OPENING.match(text) and seen.indent < 0.6 * style.indent:
        # a bracket may be set half or wholly into the indent (JIS X 4051)
        return not seen.open and (seen.indent > (0.05 if is_exact(place, flow) else 0.3) or style.stops(seen))
    return _is_set_in(seen, last, columns, flow, style)


def _is_full(place: Place, columns: dict[tuple[int, int], Measure], flow: Flow) -> bool:
    """Whether a line reaches the end of its column."""
    return columns[place.page, place.line.block].end - along(place).right < _em(place, flow)


def _is_cut_short(seen: Break, style: Style) -> bool:
    """Whether a line of justified text leaves a third of its measure empty, and more than the next word needed."""
    return (
        style.ragged is not None and style.ragged < _JUSTIFIED and seen.short > max(0.3 * seen.measure, seen.need + 2)
    )


def _is_signature(place: Place, last: Place | None, columns: dict[tuple[int, int], Measure], flow: Flow) -> bool:
    """Whether a line stands at the far end of its column, with about half of it empty before (less before what stands in brackets
    or behind a dash): a name, a source. After a sentence only: lines of verse may be set so."""
    column = columns[place.page, place.line.block]
    box = along(place)
    if last is not None and not ENDS.search(last.line.text):
        return False
    share = 0.15 if _BRACKETED.match(place.line.text.strip()) else 0.45
    far = box.left - column.start > max(share * (column.end - column.start), 4 * _em(place, flow))
    return far and column.end - box.right < 1.2 * _em(place, flow)


def _is_set_in(seen: Break, last: Place, columns: dict[tuple[int, int], Measure], flow: Flow, style: Style) -> bool:
    """Whether the indent of a line opens a paragraph: after an indented line only where that one closes a sentence."""
    if not 0.6 * (style.indent or 1.1) < seen.indent < (4.5 if style.indent is None else style.indent + 1.2):
        return style.indent is None and style.stops(seen)
    return _indent(last, columns, flow) < 0.6 * seen.indent or not seen.open


def _indent(place: Place, columns: dict[tuple[int, int], Measure], flow: Flow) -> float:
    return (along(place).left - columns[place.page, place.line.block].start) / max(_em(place, flow), 0.004)


def _apart(flow: Flow) -> float:
    """By what share the sizes of two lines of one paragraph may differ: engines measure single lines badly."""
    return flow.slack if flow.is_exact else 1.4 * flow.slack if flow.is_measured else 2.2 * flow.slack


def _em(place: Place, flow: Flow) -> float:
    """An em along the line, as a fraction of the page."""
    page = flow.pages[place.page]
    box = place.line.box
    assert box is not None
    across, down = (page.width or 210.0), (page.height or 297.0)
    vertical = place.line.direction == "ttb"
    if is_exact(place, flow) and (points := _POINTS.get(page.unit)):
        return place.line.size / points / (down if vertical else across)
    return box.width * across / down if vertical else box.height * down / across


def _begins_in_text(last: Place, place: Place) -> bool:
    """In a text without boxes a blank line, an indent or a list mark opens a paragraph."""
    if place.line.number - last.line.number > 1 or place.line.text[:2].isspace():
        return True
    return (
        bool(_ITEM.match(place.line.text))
        or (len(last.line.text) < 0.6 * len(place.line.text) and bool(ENDS.search(last.line.text)))
        or len(last.line.text) > 120
    )
