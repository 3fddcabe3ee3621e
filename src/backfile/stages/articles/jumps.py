"""Jump lines: 下转第x页 / 上接第x页, continued on / from page x. What they part is one article."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import NamedTuple

from ...folding import loose
from ...model import Entry
from ...numerals import label_key
from .flow import Flow

_LABEL = r"(?P<label>[A-Za-z]{0,2}\d{1,4})"
# a word or two of the headline in capitals, by which newspapers name what goes on elsewhere
_KEY = r"(?-i:[^\W\d_a-z][^\W\d_a-z’'&-]*(?:\s[^\W\d_a-z’'&-]+){0,3})"
_ONWARD = (
    rf"(?:下转|下轉|转至?|轉至?|续见|續見)\s*第?\s*{_LABEL}\s*[页頁版面]",
    rf"continue[ds]?\s+(?:on|to|at)\s+(?:page|p\.?|pg\.?)?\s*{_LABEL}",
    rf"(?:please\s+)?(?:turn\s+to|see)\s+(?:page|p\.|pg\.?)\s*{_LABEL}",
    rf"(?:please\s+)?(?:turn\s+to|see)\s+{_KEY}\s*[,;:/—–-]?\s*(?:on\s+)?(?:page|p\.|pg\.?)?\s*{_LABEL}",
    rf"Fortsetzung\s+(?:auf\s+)?S(?:eite|\.)\s*{_LABEL}",
    rf"(?:weiter|lesen\s+Sie\s+weiter)\s+auf\s+S(?:eite|\.)\s*{_LABEL}",
    rf"(?:lire\s+la\s+)?suite\s+(?:en\s+|à\s+la\s+)?(?:page|p\.)\s*{_LABEL}",
    rf"(?:viene|sigue|continúa)\s+en\s+(?:la\s+)?(?:página|pág\.|p\.)\s*{_LABEL}",
    rf"{_LABEL}\s*(?:ページ|頁)\s*(?:へ|に)(?:続く|つづく)",
)
_BACK = (
    rf"上接\s*第?\s*{_LABEL}\s*[页頁版面]",
    rf"(?:continued\s+)?from\s+(?:page|p\.?|pg\.?)\s*{_LABEL}",
    rf"continued\s+from\s+{_LABEL}",
    rf"Fortsetzung\s+von\s+S(?:eite|\.)\s*{_LABEL}",
    rf"suite\s+de\s+la\s+(?:page|p\.)\s*{_LABEL}",
    rf"{_LABEL}\s*(?:ページ|頁)\s*(?:から|より)(?:続く|つづく|の?続き)",
)
_WRAP = r"[\s（(\[【〔▶►→…—-]*(?:{})[\s）)\]】〕◀◄←…。.]*"
ONWARD = tuple(re.compile(_WRAP.format(pattern), re.IGNORECASE) for pattern in _ONWARD)
BACK = tuple(re.compile(_WRAP.format(pattern), re.IGNORECASE) for pattern in _BACK)
_LONGEST = 70
_ALIKE = 0.6


class Jump(NamedTuple):
    """A jump line: at place `at`, to (or from) the page printed `label`; `key` is what it repeats of the title."""

    at: int
    label: str
    key: str = ""


class Resumption(NamedTuple):
    """A later part of an article: `opening` its first place (a repeated title included), `owner` the article's index."""

    opening: int
    owner: int
    furniture: tuple[int, ...]


def find_jumps(flow: Flow) -> tuple[list[Jump], list[Jump]]:
    """Jumps onward and jumps back, in the order of the body."""
    onward, back = [], []
    for at, place in enumerate(flow.places):
        text = place.line.text
        if (match := _first(ONWARD, text)) and (
            match.end() == len(text.rstrip()) or match.group().strip() == text.strip()
        ):
            onward.append(Jump(at, match["label"]))
        elif (match := _first(BACK, text)) and len(text) < _LONGEST and _is_key(text[: match.start()]):
            key = loose(text[: match.start()] + text[match.end() :])
            back.append(Jump(at, match["label"], key))
    return onward, back


def _is_key(before: str) -> bool:
    """Whether nothing stands before a jump back but a word or two of the headline, in capitals or in Chinese."""
    words = before.split()
    return len(words) <= 4 and before == before.upper() and len(before.strip()) <= _LONGEST // 2


def is_whole(text: str) -> bool:
    """Whether a line is a jump onward and nothing else."""
    match = _first(ONWARD, text)
    return match is not None and match.group().strip() == text.strip()


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def without_jump(text: str) -> str:
    """A line's text without the jump that closes it."""
    match = _first(ONWARD, text)
    return text[: match.start()] if match and match.end() == len(text.rstrip()) else text


def resume(flow: Flow, openings: Sequence[int], entries: Sequence[Entry]) -> list[Resumption]:
    """The later parts of articles, given where each one (by index) opens and what the contents say of it."""
    onward, back = find_jumps(flow)
    found = []
    for jump in back:
        opening = _repeated_title(jump.at, flow)
        owner = _owner(jump, opening, flow, openings, entries, onward)
        if owner is not None:
            found.append(Resumption(opening, owner, tuple(range(opening, jump.at + 1))))
    return found


def _repeated_title(at: int, flow: Flow) -> int:
    """The first of the lines that repeat the title above a jump back."""
    opening = at
    page = flow.places[at].page
    while opening > flow.first_of[page] and at - opening < 4 and flow.is_display(opening - 1):
        opening -= 1
    return opening


def _names(key: str, entry: Entry) -> bool:
    """Whether a jump's words are those of a title: the same, or (a keyword) among them."""
    title = loose(entry.title)
    return key in title or difflib.SequenceMatcher(None, key, title, autojunk=False).ratio() > _ALIKE


def _owner(
    jump: Jump,
    opening: int,
    flow: Flow,
    openings: Sequence[int],
    entries: Sequence[Entry],
    onward: Sequence[Jump],
) -> int | None:
    """The article that goes on here: it jumps to this page, covers the page named, or its title is repeated."""
    here = flow.pages[flow.places[jump.at].page].label
    title = "".join(flow.folded[opening : jump.at])
    best, most = None, 1.0
    for index, (begin, entry) in enumerate(zip(openings, entries, strict=True)):
        end = min((other for other in openings if other > begin), default=len(flow.places))
        score = 0.0
        if any(begin <= other.at < end and here and label_key(other.label) == label_key(here) for other in onward):
            score += 2.0
        labels = {flow.pages[place.page].label for place in flow.places[begin:end]}
        if any(label is not None and label_key(label) == label_key(jump.label) for label in labels):
            score += 1.5
        if jump.key and _names(jump.key, entry):
            score += 2.0
        if title:
            score += 2.0 * (difflib.SequenceMatcher(None, title, loose(entry.title), autojunk=False).ratio() > _ALIKE)
        if score > most:
            best, most = index, score
    return best
