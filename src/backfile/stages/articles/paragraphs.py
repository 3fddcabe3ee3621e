"""Lines to paragraphs: joined over lines, columns and pages, hyphenation undone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

from ...model import Paragraph
from .composition import CJK, LEAD, MARK, PHRASE, Composition, compose, measure_em
from .flow import Flow, Place
from .jumps import without_jump
from .leads import ENDS, in_one_column, is_exact, measure_lead
from .openings import CAPTION, Kind, begins

_HYPHEN = re.compile(r"[\w][-\u00ad\u2010\u2011]$")
_NUMBERED = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}\s?[、章节節部．.]|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:\.\d{1,2})*[.．、]?\s)"
)
_LEAST_STOP = 0.4
"""Justified lines of an image leave less than twice so many em empty."""
_BOXED = 5
"""So many paragraphs are looked back over for one that a box has cut in two."""


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
    composition = compose(places, flow)
    grown: list[_Growing] = []
    running: _Growing | None = None
    previous: Place | None = None
    for place, following in zip_longest(places, places[1:]):
        kind = _kind(place, previous, flow)
        if kind == "body" and _is_crosshead(place, previous, following, composition):
            kind = "heading"
        if running is not None and kind == running.kind and not begins(running.last, place, kind, composition):
            running.add(place, vocabulary)
        elif (held := _interrupted(grown, kind, place, composition)) and not begins(
            held.last, place, kind, composition
        ):
            held.add(place, vocabulary)
            running = held
        else:
            running = _Growing(place, kind)
            grown.append(running)
        previous = place
    return [one.done() for one in grown if one.text]


def _is_crosshead(place: Place, previous: Place | None, following: Place | None, composition: Composition) -> bool:
    """Whether a line in the size of the text is a heading: it closes no phrase and stops far before the end of its column, under
    a closed sentence. Running text of a recognised image never does; in a text layer white or a font of its own must say so too."""
    flow, style = composition.flow, composition.style
    text = place.line.text.strip()
    asks = text[-1:] in "?？!！" and flow.is_measured and not flow.is_exact
    if (
        style.verse
        or place.line.box is None
        or len(text) > 60
        or (not asks and (PHRASE.search(text) or ENDS.search(text)))
    ):
        return False
    if not _closed(previous) or not re.search(r"[^\W\d_]", text):
        return False
    if following is not None and following.line.text.lstrip()[:1].islower():
        return False  # text set ragged goes on
    if following is not None and _is_quoted(place, following, composition.flow):
        return False
    column = composition.column(place)
    short = composition.short(place)
    if short <= max(0.25 * (column.end - column.start), 2.5 * measure_em(place, flow)):
        stops = style.ragged is not None and short > 2 * max(style.ragged, _LEAST_STOP) * measure_em(place, flow)
        return not flow.is_exact and stops and _has_white_above(place, previous, composition)
    if not is_exact(place, flow):
        return (
            following is not None and len(text) <= 40 and (not asks or _has_white_above(place, previous, composition))
        )
    return following is not None and _stands_out(place, previous, following, composition)


def _is_quoted(place: Place, following: Place, flow: Flow) -> bool:
    """Whether the next line, in the same type of its own, ends the sentence: a passage that is quoted, and no heading."""
    fonts = {word.font for word in place.line.words}
    alike = flow.is_foreign(place) and bool(fonts & {word.font for word in following.line.words})
    close = in_one_column(place, following) and place.line.size == following.line.size
    return alike and close and bool(ENDS.search(following.line.text))


def _has_white_above(place: Place, previous: Place | None, composition: Composition) -> bool:
    """Whether more white than between lines of text stands above a line of an image that was measured well."""
    flow = composition.flow
    if previous is None or not flow.is_measured or not in_one_column(previous, place):
        return False
    return measure_lead(previous, place, flow) > composition.column(place).lead


def _stands_out(place: Place, previous: Place | None, following: Place, composition: Composition) -> bool:
    """Whether a line has more white above and below than lines of text have, or white above and a font of its own; at the head
    of a column either will do."""
    flow = composition.flow
    if flow.is_larger(following) or following.line.box is None:
        return False
    usual = composition.column(place).lead / LEAD
    own_font = flow.is_foreign(place)
    below = measure_lead(place, following, flow) if in_one_column(place, following) else 0.0
    if previous is None or not in_one_column(previous, place):
        return own_font or below > LEAD * usual
    if measure_lead(previous, place, flow) <= LEAD * usual:
        return False
    return own_font or (below > 1.06 * usual and not composition.style.spaced)


def _left_open(grown: Sequence[_Growing], place: Place, composition: Composition) -> _Growing | None:
    """The paragraph before the last that breaks off in mid-sentence, where the last closes its own and `place` goes on with a small
    letter: a box stands between them."""
    if len(grown) < 2 or not place.line.text[:1].islower() or not ENDS.search(grown[-1].text):
        return None
    return next((one for one in reversed(grown[-_BOXED:-1]) if one.kind == "body" and _is_open(one, composition)), None)


def _interrupted(grown: Sequence[_Growing], kind: Kind, place: Place, composition: Composition) -> _Growing | None:
    """The body paragraph that captions, footnotes or, in mid-sentence, anything else have interrupted."""
    if kind != "body" or not grown:
        return None
    if grown[-1].kind == "body":
        return _left_open(grown, place, composition)
    for one in reversed(grown):
        if one.kind == "body":
            return one
        if one.kind not in ("caption", "footnote", "sidebar"):
            break
    before = next((one for one in reversed(grown) if one.kind == "body"), None)
    return before if before is not None and _is_open(before, composition) else None


def _is_open(one: _Growing, composition: Composition) -> bool:
    """Whether a paragraph breaks off in mid-sentence at the end of a full line."""
    if len(one.text) <= 20 or ENDS.search(one.text) or one.text.endswith("،"):
        return False
    column = composition.columns.get((one.last.page, one.last.line.block))
    return column is None or composition.short(one.last) < 0.5 * (column.end - column.start)


def join(text: str, following: str, vocabulary: Vocabulary) -> str:
    """Two lines of one paragraph: nothing between CJK, one space between words, a line's hyphen taken out."""
    if not text or not following:
        return text + following
    if _HYPHEN.search(text) and following[:1].isalpha() and not CJK.match(following):
        return text + following if vocabulary.keeps_hyphen(text, following) else text[:-1] + following
    close = CJK.match(text[-1:]) or CJK.match(following)
    both = CJK.match(text[-1:]) and CJK.match(following)
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
    if MARK.match(text):
        return "heading"
    if _NUMBERED.match(text) and len(text) < 0.75 * flow.usual_length and not ENDS.search(text) and _closed(previous):
        return "heading"
    return "body"


def _closed(previous: Place | None) -> bool:
    return previous is None or bool(ENDS.search(previous.line.text))
