"""Where each entry begins in the body: the folio map and the title on the page, each repairing the other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...folding import loose
from ...model import Entry, Issue, Page
from ...numerals import label_key, read_numeral
from .flow import Flow, Place
from .jumps import is_back, is_whole
from .labels import has_label

_MOST_LINES = 6
_RUBRIC = 24
"""Most letters of a rubric line above a title."""
_PREAMBLE = 260
"""Most letters of all that may stand above a title at the head of a page and belong to it."""
_A_LITTLE = 0.33
"""Likeness of a title and the one headline that is left for it."""
_BELIEVED = 0.25
"""An entry less sure than this starts an article only where its title is found: its page may be a number in an imprint."""
_LEAST_ALIKE = 0.72
_SENTENCE = re.compile(r"[^\W\d_]{2}[。.！!？?]\W{0,2}$")
_CLOSES = re.compile(r"[。.！!？?…”」』）)\]】]\W{0,2}$")
_SOURCE = re.compile(
    r"\s*[（(\[【—–-]\s*(?:摘自|摘编自|摘編自|选自|選自|节选自|節選自|原载|原載|转自|轉自|译自|譯自|据|來源|来源|责任?编辑|編輯|编辑|from\b|aus\b|source\b).*[）)\]】]?\s*$",
    re.IGNORECASE,
)
"""What closes an article: where it was taken from, who edited it."""
_COVERS = {"封二": 1, "封三": -2, "封底": -1, "封四": -1, "封面": 0}


class Start(NamedTuple):
    """Where an article begins: `entry` index in the contents, `opening` index of its first place (a rubric above the title
    included), `heading` the indices of its title lines (none when the title was not found), `unlisted` stands in for the entry where the
    contents have none."""

    entry: int
    opening: int
    heading: tuple[int, ...]
    confidence: float
    why: tuple[str, ...] = ()
    unlisted: Entry | None = None


class Find(NamedTuple):
    """A place that may be the title of an entry, and how well."""

    first: int
    last: int
    alike: float
    score: float
    distance: int | None


def find_starts(
    issue: Issue, flow: Flow, entries: Sequence[tuple[int, Entry]]
) -> tuple[list[Start], list[tuple[int, Entry, str]]]:
    """Starts in the order of the body, and the entries that are not there, each with the reason."""
    paged = any(page.label is not None for page in issue.pages)
    grams = _index(flow)
    finds = {index: _finds(entry, issue, flow, grams) for index, entry in entries}
    chosen = _assign(finds)
    chosen |= _eliminate(entries, chosen, issue, flow)
    starts, missing = [], []
    for index, entry in entries:
        start = _start(index, entry, chosen.get(index), issue, flow, paged)
        if isinstance(start, Start):
            starts.append(start)
        else:
            missing.append((index, entry, start))
    return starts, missing


# ── candidates ────────────────────────────────────────────────────────────────────────────────────


def _index(flow: Flow) -> dict[str, list[int]]:
    """Letter pair → places whose line holds it."""
    index: dict[str, list[int]] = {}
    for at, text in enumerate(flow.folded):
        for gram in {text[i : i + 2] for i in range(len(text) - 1)} or {text}:
            index.setdefault(gram, []).append(at)
    return index


def _finds(entry: Entry, issue: Issue, flow: Flow, grams: dict[str, list[int]]) -> list[Find]:
    """Places that look like the entry's title, best first."""
    titles = _wordings(entry)
    if not titles:
        return []
    expected = expected_pages(entry.page, issue.pages)
    found: dict[int, Find] = {}
    likely = dict.fromkeys(at for title in (titles[0], min(titles, key=len)) for at in _likely(title, flow, grams))
    for at in likely:
        best = _best_join(at, titles, flow)
        if best is None or _is_resumed(at, best[1], flow):
            continue
        alike, last = best
        distance = min((abs(flow.places[at].page - page) for page in expected), default=None)
        score = _score(alike, at, last, distance, flow)
        found[at] = Find(at, last, alike, score, distance)
    return sorted(found.values(), key=lambda find: -find.score)[:8]


def _is_resumed(first: int, last: int, flow: Flow) -> bool:
    """Whether a title stands at a jump back: the article goes on there."""
    page = flow.places[first].page
    beside = (*range(first - 1, last + 2),)
    return any(
        0 <= at < len(flow.places) and flow.places[at].page == page and is_back(flow.places[at].line.text)
        for at in beside
    )


def _wordings(entry: Entry) -> list[str]:
    """The title as it may stand in the body: with and without its subtitle, without a series part in brackets."""
    whole = loose(entry.title + (entry.subtitle or ""))
    parts = [loose(entry.title), whole, loose(re.sub(r"[（(【\[].{1,12}[)）】\]]\s*$", "", entry.title))]
    parts += [loose(entry.alternative_title)] if entry.alternative_title else []
    return [part for part in dict.fromkeys(parts) if part]


def _likely(title: str, flow: Flow, grams: dict[str, list[int]]) -> Iterable[int]:
    """Places whose line shares enough letter pairs with the title to begin it."""
    pairs = {title[i : i + 2] for i in range(len(title) - 1)} or {title}
    shared: dict[int, int] = {}
    for pair in pairs:
        for at in grams.get(pair, ()):
            shared[at] = shared.get(at, 0) + 1
    for at, count in shared.items():
        own = max(1, min(len(flow.folded[at]) - 1, len(pairs)))
        if count >= 0.55 * own:
            yield at


def _best_join(at: int, titles: Sequence[str], flow: Flow) -> tuple[float, int] | None:
    """The best likeness of any wording with this line and those that follow it, and the last line used."""
    best: tuple[float, int] | None = None
    longest = max(map(len, titles))
    joined = ""
    page = flow.places[at].page
    for last in range(at, min(at + _MOST_LINES, len(flow.places))):
        if flow.places[last].page != page or (last > at and not _same_look(flow, at, last)):
            break
        joined += flow.folded[last]
        alike = max(_likeness(joined, title) for title in titles)
        if alike >= _LEAST_ALIKE and (best is None or alike > best[0] + 0.005):
            best = alike, last
        if len(joined) > 1.4 * longest + 6:
            break
    return best


def _same_look(flow: Flow, at: int, last: int) -> bool:
    """Title and subtitle may differ in size, but running text after a display line is not part of it."""
    return flow.is_display(last) or not flow.is_display(at)


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    longer = max(len(one), len(other))
    if abs(len(one) - len(other)) > 0.45 * longer:
        return 0.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LEAST_ALIKE else 0.0


def _score(alike: float, at: int, last: int, distance: int | None, flow: Flow) -> float:
    """Likeness, display type, and nearness to the page that the contents name."""
    page, line = flow.places[at]
    score = 3.0 * alike
    if flow.size and line.size:
        score += min(0.9, 1.2 * (line.size / flow.text_sizes(page)[1] - 1))
    score += 0.25 * line.bold
    before = flow.places[at - 1] if at else None
    starts_block = before is None or before.page != flow.places[at].page or before.line.block != line.block
    score += 0.2 * starts_block
    if at and not starts_block and not flow.is_display(at) and len(flow.folded[at - 1]) > 0.8 * flow.usual_length:
        score -= 0.5
    if distance is not None:
        score += {0: 1.5, 1: 0.7, 2: 0.3}.get(distance, -0.4)
    return score - 0.02 * (last - at)


def expected_pages(label: str | None, pages: Sequence[Page]) -> list[int]:
    """Page numbers that carry `label`; 封二 and its like by position."""
    if not label:
        return []
    if label.strip() in _COVERS and len(pages) > 3:
        return [pages[_COVERS[label.strip()]].number]
    first = re.split(r"[-–—~～,，、]", label)[0]
    key = label_key(first)
    found = [page.number for page in pages if page.label is not None and label_key(page.label) == key]
    return found or _between(first, pages)


def _between(label: str, pages: Sequence[Page]) -> list[int]:
    """The page without a label that stands where `label` would, by the labels next before and after it."""
    wanted = read_numeral(label.strip())
    labelled = [(page, value) for page in pages if page.label and (value := read_numeral(page.label))]
    if wanted is None:
        return []
    for (one, low), (other, high) in pairwise(labelled):
        offset = one.number - low.value
        same = low.system == high.system == wanted.system and other.number - high.value == offset
        if same and low.value < wanted.value < high.value:
            return [wanted.value + offset]
    return []


# ── decisions ─────────────────────────────────────────────────────────────────────────────────────


def _assign(finds: dict[int, list[Find]]) -> dict[int, Find]:
    """One place per entry, no place twice; the surest entries choose first."""
    chosen: dict[int, Find] = {}
    taken: set[int] = set()
    ranked = sorted(
        ((find.score, -index, index, find) for index, group in finds.items() for find in group), reverse=True
    )
    for _, _, index, find in ranked:
        lines = set(range(find.first, find.last + 1))
        if index in chosen or lines & taken or not _acceptable(find):
            continue
        chosen[index] = find
        taken |= lines
    return chosen


def _eliminate(
    entries: Sequence[tuple[int, Entry]], chosen: dict[int, Find], issue: Issue, flow: Flow
) -> dict[int, Find]:
    """For entries whose titles were not found the one headline of their page that no other entry has, if it is a little like them: an
    engine may have misread most of a few letters."""
    taken = {at for find in chosen.values() for at in range(find.first, find.last + 1)}
    found: dict[int, Find] = {}
    for index, entry in entries:
        pages = [page for page in expected_pages(entry.page, issue.pages) if page in flow.first_of]
        if index in chosen or not pages:
            continue
        span = flow.on_page(pages[0])
        after = max((find.last for other, find in chosen.items() if other < index and find.first in span), default=-1)
        before = min((find.first for other, find in chosen.items() if other > index), default=len(flow.places))
        free = [at for at in span if after < at < before and at not in taken and flow.is_larger(flow.places[at])]
        alike = {at: max(_resemblance(flow.folded[at], title) for title in _wordings(entry)) for at in free}
        best = max(free, key=lambda at: alike[at], default=None)
        if best is not None and alike[best] >= _A_LITTLE:
            found[index] = Find(best, best, alike[best], 0.0, 0)
            taken.add(best)
    return found


def _resemblance(one: str, other: str) -> float:
    """How alike two short texts of about one length are, however little."""
    if not one or not 0.6 < len(one) / len(other) < 1.6:
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _acceptable(find: Find) -> bool:
    """Far from its page, or without one, a title has to be nearly the same and look like a title."""
    if find.distance is not None and find.distance <= 1:
        return find.score >= 3.6
    return find.alike >= 0.85 and find.score >= 2.9


def _start(index: int, entry: Entry, find: Find | None, issue: Issue, flow: Flow, paged: bool) -> Start | str:
    """The start of an entry, or why there is none."""
    expected = [page for page in expected_pages(entry.page, issue.pages) if page in flow.first_of]
    if find is not None:
        opening = min(opening_of(find.first, flow), _signed_above(find.first, entry, flow))
        return Start(index, opening, tuple(range(find.first, find.last + 1)), *_trust(find, entry, issue, flow))
    if expected and entry.confidence >= _BELIEVED:
        why = f"the title was not found on page {entry.page}; the folio alone says where it starts"
        return Start(index, flow.first_of[expected[0]], (), 0.7, (why,))
    if entry.page and paged and not expected:
        return f"page {entry.page} is not in the document" + _nearest(entry.page, issue.pages)
    return "its title was not found in the body"


def _trust(find: Find, entry: Entry, issue: Issue, flow: Flow) -> tuple[float, tuple[str, ...]]:
    """How sure the start is, and what speaks against it."""
    if find.alike < _LEAST_ALIKE:
        return 0.75, (f"the headline on page {entry.page} is hardly like the title",)
    if find.distance == 0:
        return (0.99 if find.alike > 0.9 else 0.96), ()
    if find.distance is None:
        return 0.9 if find.alike > 0.95 else 0.8, ()
    label = next(page.label for page in issue.pages if page.number == flow.places[find.first].page)
    return 0.85, (f"the contents say page {entry.page}; the title stands on {label or 'an unnumbered page'}",)


def _nearest(label: str, pages: Sequence[Page]) -> str:
    numeral = read_numeral(re.sub(r"\D", "", label) or label)
    values = [value for page in pages if page.label and (value := read_numeral(page.label))]
    if numeral is None or not values:
        return ""
    return f" (labels run from {values[0].text} to {values[-1].text})"


def opening_of(first: int, flow: Flow) -> int:
    """The start with what stands above the title and belongs to it: a rubric or shoulder title, an article number, a
    picture's caption. All of the page above, unless running text of another article is there."""
    page = flow.places[first].page
    if flow.pages[page].kind == "contents":
        return first
    top = flow.first_of[page]
    above = range(top, first)

    if sum(len(flow.folded[at]) for at in above) <= _PREAMBLE and not _is_text(above, flow):
        if top < first and _SOURCE.match(flow.places[top].line.text):
            return top + 1
        return first if top < first and _ends_the_last(above, flow) else top
    opening = first
    for at in range(first - 1, max(first - 4, top - 1), -1):
        rubric = len(flow.folded[at]) <= _RUBRIC and flow.is_display(at) and _is_over(at, first, flow)
        if not rubric and not has_label(flow.places[at].line.text):
            break
        opening = at
    return opening


def _ends_the_last(above: range, flow: Flow) -> bool:
    """Whether what stands above a title ends the article of the page before: that one breaks off, and neither jumps elsewhere nor is
    this a rubric, a word or two that close nothing."""
    top = above[0]
    if not flow.is_tail(top) or any(is_whole(flow.places[at].line.text) for at in range(max(0, top - 2), top)):
        return False
    text = flow.places[top].line.text.strip()
    is_rubric = len(above) == 1 and len(flow.folded[top]) <= _RUBRIC and not _CLOSES.search(text)
    return not is_rubric or text[:1].islower()


def _is_text(above: range, flow: Flow) -> bool:
    """Whether lines above a title are the end of another article: one looks like running text, or two close sentences."""
    free = [at for at in above if not has_label(flow.places[at].line.text)]
    closed = sum(flow.is_plain(at) and _SENTENCE.search(flow.places[at].line.text) is not None for at in free)
    return any(flow.is_running(at) for at in free) or closed > 1


def _signed_above(first: int, entry: Entry, flow: Flow) -> int:
    """The first of the lines directly above a title that name its contributors and little else."""
    names = [name for one in entry.contributors if (name := loose(one.name))]
    opening = first
    for at in range(first - 1, max(first - 4, flow.first_of[flow.places[first].page] - 1), -1):
        named = sum(len(name) for name in names if name in flow.folded[at])
        if named <= 0.6 * len(flow.folded[at]):
            break
        opening = at
    return opening


def _is_over(at: int, first: int, flow: Flow) -> bool:
    """Whether a line stands in the column of a title, above it, and is not the jump that closes another article."""
    line, title = flow.places[at].line, flow.places[first].line
    if is_whole(line.text):
        return False
    if line.box is None or title.box is None or title.direction != "ltr":
        return True
    return min(line.box.right, title.box.right) > max(line.box.left, title.box.left) and line.box.top <= title.box.top


def demote_parts(starts: Sequence[Start], flow: Flow, issue: Issue) -> tuple[list[Start], list[Start]]:
    """Starts of articles, and those of parts: where most headlines stand out by their size, an entry without a
    contributor whose title is set in the size of the text is a part of the article before it."""
    large = [start for start in starts if start.heading and flow.is_larger(flow.places[start.heading[0]])]
    if len(large) < 2 or not flow.size:
        return list(starts), []
    first = min(start.opening for start in large)
    parts = [
        start
        for start in starts
        if start.heading
        and start.opening > first
        and _is_set_as_text(flow.places[start.heading[0]], flow)
        and not issue.contents[start.entry].contributors
        and _is_within(start, large, flow)
    ]
    return [start for start in starts if start not in parts], parts


def _is_within(start: Start, large: Sequence[Start], flow: Flow) -> bool:
    """Whether the last larger heading before a title is that of an article: else a heading of a section covers it."""
    heads = {at for other in large for at in range(other.opening, max(other.heading) + 3)}
    before = (at for at in range(start.heading[0], -1, -1) if flow.is_larger(flow.places[at]))
    return next(before, -1) in heads


def _is_set_as_text(place: Place, flow: Flow) -> bool:
    small, large = flow.text_sizes(place.page)
    near = min(flow.slack, 0.05)
    return (1 - near) * small < place.line.size < (1 + near) * large
