"""The body as one stream of lines: all pages in reading order, furniture and contents left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from itertools import groupby
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from ...folding import loose
from ...model import Issue, Line, Page
from .labels import has_label

_CLOSED = re.compile(r"[。！？!?.…”」』）)\]】:：]\W*$")
_TAKEN = ("contents/", "periodical/", "issue/")
_FURNITURE = frozenset({"folio", "running-head", "furniture", "contents", "masthead", "advertisement"})
_OUTSIDE = frozenset({"contents", "cover", "back-cover", "blank", "advertisement"})
_TEXT = 250
"""Fewest letters of one size on a page that are running text."""
_NOTES = 500
"""And of a smaller size than the issue's text: a page may hold nothing but notes."""
_PASSED = 40
"""So many lines are looked back over for the text that goes on."""
_LINES = 8
"""So many lines of a slightly larger size on a page are no headings: a poem, a letter."""
_SHARE = 0.22
"""And the least share of the page's letters."""
_FINE, _COARSE, _MOSTLY = 0.08, 0.14, 0.7
"""By what share sizes measured in an image differ for sure, where most long lines of a page are of one size, and else."""
_DOUBTFUL = 0.75
_ENOUGH, _GROUP, _NEAR, _RUN = 15, 4, 1.4, 3
"""Letters of a line and lines of a block that show how wide letters are; sizes that differ by more are different; lines on end of one size
that are not measured wrongly."""
_SQUARE = 2
"""Of so few vertical letters an engine does not know the width: their box is a square with white in it."""
_HEAD = 5
"""Most lines of a headline and what goes with it."""
_MUCH, _LITTLE = 0.15, 0.1
"""So much of an issue is set in a font that is for text; so little of a page is no text of it."""
_LARGEST = 1.8
"""Text is not set larger than this many times the issue's usual size."""


def with_roles(issue: Issue, role_of: Callable[[int, Line], str | None]) -> Issue:
    """`issue` with the role of every line as `role_of(page number, line)` says."""
    return replace(
        issue,
        pages=tuple(
            replace(page, lines=tuple(replace(line, role=role_of(page.number, line)) for line in page.lines))
            for page in issue.pages
        ),
    )


class Place(NamedTuple):
    """One line of the body and the number of the page that it stands on."""

    page: int
    line: Line


class Flow:
    """The places of the body in reading order, with what is known of them as a whole."""

    def __init__(self, pages: tuple[Page, ...], places: list[Place]) -> None:
        self.places = places
        self.pages = {page.number: page for page in pages}

    @cached_property
    def folded(self) -> list[str]:
        """Each place's text as titles are compared."""
        return [loose(place.line.text) for place in self.places]

    @cached_property
    def size(self) -> float:
        """The type size of most letters of the issue, 0 when sizes are unknown."""
        letters = Counter[float]()
        for place in self.places:
            letters[round(place.line.size, 1)] += len(place.line.text)
        return letters.most_common(1)[0][0] if letters else 0.0

    @cached_property
    def _text_sizes(self) -> dict[int, tuple[float, float]]:
        """Page number → smallest and largest size that running text has there: features and news are not set alike."""
        letters: dict[int, Counter[float]] = {}
        lines = Counter[tuple[int, float]]()
        for page, line in self.places:
            letters.setdefault(page, Counter())[round(line.size, 1)] += len(line.text)
            lines[page, round(line.size, 1)] += len(line.text) > 4 and not line.bold
        sizes = {}
        for page, counts in letters.items():
            least = max(_TEXT, _SHARE * counts.total())
            near = {
                one: sum(n for size, n in counts.items() if abs(size / one - 1) < self.slack / 2)
                for one in counts
                if one
            }
            found = [
                one
                for one, count in near.items()
                if (count >= (least if one > 0.9 * self.size else max(least, _NOTES)) and one < _LARGEST * self.size)
                or (lines[page, one] >= _LINES and self.size <= one < _LARGEST / 1.3 * self.size)
            ]
            own = found or self._own_sizes(counts, lines, page)
            sizes[page] = (min(own), max(own)) if own else (self.size, self.size)
        return sizes

    def _own_sizes(self, letters: Counter[float], lines: Counter[tuple[int, float]], page: int) -> list[float]:
        """The sizes of most lines of a page that holds next to nothing of the issue's usual size: verse, say, among prose."""
        usual = sum(count for size, count in letters.items() if self.size and abs(size / self.size - 1) < self.slack)
        if usual > _LITTLE * letters.total():
            return []
        most = letters.most_common(1)[0][0]
        alike = [size for size in letters if most and abs(size / most - 1) < self.slack / 2]
        return alike if sum(lines[page, size] for size in alike) >= _LINES else []

    def text_sizes(self, page: int) -> tuple[float, float]:
        """The smallest and the largest size of running text on a page; 0 when sizes are unknown."""
        return self._text_sizes.get(page, (self.size, self.size))

    @cached_property
    def first_of(self) -> dict[int, int]:
        """Page number → index of its first place."""
        first: dict[int, int] = {}
        for at, place in enumerate(self.places):
            first.setdefault(place.page, at)
        return first

    @cached_property
    def usual_length(self) -> float:
        """Letters of a usual line."""
        return float(median([len(place.line.text) for place in self.places])) if self.places else 0.0

    @cached_property
    def usual_letters(self) -> float:
        """Letters of a usual line, spaces and marks left out."""
        return float(median([len(text) for text in self.folded])) if self.places else 0.0

    def on_page(self, number: int) -> range:
        """Indices of the places on a page."""
        begin = self.first_of.get(number)
        if begin is None:
            return range(0)
        end = begin
        while end < len(self.places) and self.places[end].page == number:
            end += 1
        return range(begin, end)

    def within_count(self, span: list[int]) -> list[int]:
        """`span` without the pages that carry no label although others do (covers, plates, advertisements) and those that hold nothing
        but large type, save its first one and those that go on in mid-sentence."""
        inside = {number: page.label is not None for number, page in self.pages.items()}
        if not any(inside[self.places[at].page] for at in span):
            return span
        for number in {self.places[at].page for at in span}:
            inside[number] = (inside[number] and self._has_text(number)) or self.is_tail(self.first_of[number])
        inside[self.places[span[0]].page] = True
        return [at for at in span if inside[self.places[at].page]]

    def _has_text(self, number: int) -> bool:
        """Whether a page holds a line that is not set larger than text: the slogan of an advertisement is none."""
        return not self.size or any(not self.is_larger(self.places[at]) for at in self.on_page(number))

    def is_garbled(self, at: int) -> bool:
        """Whether a place is large type that an engine could hardly read: what it saw in a picture."""
        page, line = self.places[at]
        if self.pages[page].source == "text" or not line.words or not self.is_larger(self.places[at]):
            return False
        return sum(word.confidence for word in line.words) < _DOUBTFUL * len(line.words)

    def is_tail(self, at: int) -> bool:
        """Whether a page's first line ends the text of the page before: in the type of the body, after an open sentence."""
        if at == 0 or self.is_display(at) or has_label(self.places[at].line.text):
            return False
        line, before = self.places[at].line, self._text_before(at)
        if before is None or line.role is not None:
            return False
        same_type = not line.size or abs(line.size - before.size) < max(0.05, self.slack) * line.size
        return same_type and not _CLOSED.search(before.text)

    def _text_before(self, at: int) -> Line | None:
        """The last line before a place that is text: captions, notes and fields at the foot of a page are passed over."""
        least = (1 - self.slack) * self.text_sizes(self.places[at].page)[0]
        return next(
            (
                one.line
                for one in reversed(self.places[max(0, at - _PASSED) : at])
                if one.line.role is None and not one.line.size < least and not has_label(one.line.text)
            ),
            None,
        )

    def stray(self, begin: int, end: int) -> range:
        """The places behind a headline at `begin`, read before `end`, that stand above it: a headline over two of five columns was
        read among them. The text before it breaks off in mid-sentence, or what follows them stands under the headline."""
        page, line = self.places[begin]
        if begin == 0 or line.box is None or line.direction == "ttb" or self.places[begin - 1].page != page:
            return range(0)
        first = next((at for at in range(begin + 1, min(begin + _HEAD, end)) if self._is_above(at, line, page)), end)
        last = next((at for at in range(first, end) if not self._is_above(at, line, page)), end)
        returns = last < end and self._is_under(last, line, page) and all(map(self.is_display, range(begin, first)))
        return range(first, last) if returns or self._breaks_off(begin - 1) else range(0)

    def _breaks_off(self, at: int) -> bool:
        """Whether a place is running text that closes no sentence."""
        return not self.is_display(at) and self.is_running(at) and not _CLOSED.search(self.places[at].line.text)

    def _is_under(self, at: int, line: Line, page: int) -> bool:
        box = self.places[at].line.box
        if self.places[at].page != page or box is None or line.box is None:
            return False
        return box.top >= line.box.top and min(box.right, line.box.right) > max(box.left, line.box.left)

    def _is_above(self, at: int, line: Line, page: int) -> bool:
        box = self.places[at].line.box
        return self.places[at].page == page and box is not None and line.box is not None and box.bottom <= line.box.top

    def is_plain(self, at: int) -> bool:
        """Whether a place is set in a size of running text."""
        page, line = self.places[at]
        small, large = self.text_sizes(page)
        return not self.size or not line.size or (1 - self.slack) * small < line.size < (1 + self.slack) * large

    def is_running(self, at: int) -> bool:
        """Whether a place looks like a full line of running text."""
        return self.is_plain(at) and len(self.folded[at]) > 0.6 * self.usual_letters

    @cached_property
    def is_exact(self) -> bool:
        """Whether sizes, fonts and places come from text layers. A few recognised pages (a plate, an advertisement) do not make a text
        layer an image."""
        recognised = sum(self.pages[place.page].source != "text" for place in self.places)
        return recognised <= 0.05 * len(self.places)

    @cached_property
    def slack(self) -> float:
        """By what share two type sizes differ for sure: text layers know them; engines measure them well, where the long lines of a
        page mostly agree, or badly."""
        return 0.06 if self.is_exact else _FINE if self.is_measured else _COARSE

    @cached_property
    def is_measured(self) -> bool:
        """Whether most long lines of a page are of one size: so they are printed, and badly measured sizes would differ."""
        long = {
            number: [line.size for line in page.lines if line.size and len(line.text) > 0.6 * self.usual_length]
            for number, page in self.pages.items()
        }
        sizes = [size / median(found) for found in long.values() if found for size in found]
        return sum(abs(size - 1) < _FINE / 2 for size in sizes) > _MOSTLY * len(sizes) > 0

    def is_larger(self, place: Place) -> bool:
        """Whether a line is set larger than the text of its page."""
        return self.size > 0 and place.line.size > (1 + self.slack) * self.text_sizes(place.page)[1]

    @cached_property
    def _fonts(self) -> set[str]:
        """The fonts that running text is set in: those of a twentieth of all its letters, for rare letters may come from others."""
        letters = Counter[str]()
        for place in self.places:
            if not self.is_larger(place) and len(place.line.text) > 0.6 * self.usual_length:
                for word in place.line.words:
                    letters[word.font] += len(word.text)
        return {font for font, count in letters.items() if count >= 0.05 * letters.total()}

    def is_foreign(self, place: Place) -> bool:
        """Whether a whole line is set in fonts that running text is not set in; a font without a name is one."""
        fonts = {word.font for word in place.line.words}
        return self.is_exact and bool(fonts) and not fonts & self._fonts

    def is_display(self, at: int) -> bool:
        """Whether a place is set apart from running text: larger, or bold."""
        return self.is_larger(self.places[at]) or self.places[at].line.bold


def body_flow(issue: Issue) -> Flow:
    """The lines that no other stage has taken and that are not furniture, on pages that may hold articles."""
    places = [
        Place(page.number, line)
        for page in issue.pages
        if page.kind not in _OUTSIDE or has_own_text(page)
        for line in (page.lines if page.source == "text" else _evened(page.lines))
        if _is_body(line)
    ]
    return Flow(issue.pages, _unbolded(places))


def _unbolded(places: list[Place]) -> list[Place]:
    """Places with those lines as if not bold whose font much of the text is set in: its name or its stems mislead, and bold tells nothing
    apart there."""
    letters = Counter[str]()
    for place in places:
        letters[_font(place.line) if place.line.bold else ""] += len(place.line.text)
    text = {font for font, count in letters.items() if font and count > _MUCH * letters.total()}
    return [
        place._replace(line=replace(place.line, bold=False)) if place.line.bold and _font(place.line) in text else place
        for place in places
    ]


def _font(line: Line) -> str:
    """The font and size of a line; no words, no font."""
    return f"{line.words[0].font} {line.size:.1f}" if line.words else ""


def _evened(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines of an image with single sizes put right: accents and missing descenders make a line look larger or smaller, but its letters
    are as wide as those of its block. Several lines on end that were measured alike are right."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        if line.size and line.box is not None and len(line.text) >= _ENOUGH:
            blocks.setdefault(line.block, []).append(line)
    usual = {
        block: (
            median([line.size for line in group]),
            median([_pitch(line) for line in group]),
            0.85 * median([len(line.text) for line in group]),
        )
        for block, group in blocks.items()
        if len(group) >= _GROUP
    }
    evened: list[Line] = []
    for (block, _), run in groupby(lines, key=lambda line: (line.block, line.size)):
        alike = list(run)
        for line in alike:
            before = evened[-1] if evened and evened[-1].block == block else None
            single = block in usual and len(alike) < _RUN
            evened.append(_even(line, before, *usual[block]) if single else line)
    return tuple(evened)


def _even(line: Line, before: Line | None, size: float, pitch: float, length: float) -> Line:
    near = _NEAR if len(line.text) > _SQUARE or line.direction != "ttb" else _NEAR * _NEAR
    if line.box is None or not 1 / near < line.size / size < near:
        return line
    if len(line.text) < _ENOUGH:
        # the few letters that end a sentence of the line before, which fills its measure
        ends = before is not None and len(before.text) > length and not _CLOSED.search(before.text)
        ends = ends and line.text.strip()[:1].isalpha()  # a number opens a note
        return replace(line, size=size) if ends and before is not None and before.size == size else line
    seen, told = _pitch(line) / pitch, line.size / size
    is_text = len(line.text) > length or _CLOSED.search(line.text)  # a heading neither fills its line nor closes
    return replace(line, size=size) if is_text and abs(seen - 1) < abs(seen - told) else line


def _pitch(line: Line) -> float:
    """How far apart the letters of a line are, as a fraction of the page."""
    assert line.box is not None
    return (line.box.height if line.direction == "ttb" else line.box.width) / len(line.text)


def _is_body(line: Line) -> bool:
    if line.role in _FURNITURE or (line.of is not None and line.of.startswith(_TAKEN)):
        return False
    return bool(line.text.strip())


def has_own_text(page: Page) -> bool:
    """Contents that share their page with an article leave lines of running text over."""
    if page.kind != "contents":
        return False
    free = [line for line in page.lines if _is_body(line)]
    return sum(len(line.text) for line in free) > 400
