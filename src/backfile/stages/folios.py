"""Folios: which printed label each page carries, fitted over the whole issue at once.

Numerals in the head, foot and outer margins are candidates. Labels follow runs: within one, the numeral grows by one a page
(`value = number + offset`). The most probable sequence of runs and unnumbered pages is found by dynamic programming
(Viterbi 1967), so a missing or misread folio is repaired by its neighbours, and covers, plates, roman front matter,
restarts and volumes that begin at 213 need no case of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import log2
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from ..model import Doubt, Evidence, Issue, Line, Page, PageKind
from ..numerals import Numeral, read_numeral, write_numeral

VERSION = "1"

_NOTHING = "#"
HEAD, FOOT, MARGIN = 0.13, 0.87, 0.07
"""Where folios stand: above, below, and beside these fractions of the page."""
SWITCH, ENTER, LEAVE = -3.0, -1.5, -1.5
UNSEEN, CONTRADICTED, NEARLY = -0.35, -1.2, 0.6
CHANCE = 0.4
"""How much more a run must be supported for each doubling of the number of pages, from eight."""


_CLOSED = re.compile(r"[。！？!?.…:：;；”’»」』）)\]】؟]\W{0,2}$")
"""The end of a sentence."""
_LEAST_VERSE, _VERSES = 5, 12
"""Letters of a line of verse, and lines of one size that are no advertisement's."""
_LEAST_LINE = 15
"""Fewest letters of a usual line of running text."""


class Candidate(NamedTuple):
    """A numeral that may be the folio of a page; `weight` grows with how much it looks like one."""

    page: int
    line: int
    numeral: Numeral
    weight: float
    alone: bool


class Run(NamedTuple):
    """Consecutive labels: on page `number` stands `number + offset`, written in `system`."""

    system: str
    offset: int


class Folio(NamedTuple):
    """What was decided for one page."""

    label: str | None
    candidate: Candidate | None
    run: Run | None
    confidence: float
    why: str | None = None


def map_folios(issue: Issue) -> Issue:
    """Labels for pages, roles for folio and running-head lines, kinds for covers and blanks; evidence for each label."""
    if not issue.pages:
        return issue
    heads = running_heads(issue.pages)
    folios = fit(issue.pages, heads)
    pages = tuple(_labelled(page, folio, heads) for page, folio in zip(issue.pages, folios, strict=True))
    pages = _kinds(pages)
    evidence = [_evidence(page, index, folio) for index, (page, folio) in enumerate(zip(pages, folios, strict=True))]
    doubts = [_doubt(page, index, folio) for index, (page, folio) in enumerate(zip(pages, folios, strict=True))]
    return replace(
        issue,
        pages=pages,
        evidence=(*issue.evidence, *(item for item in evidence if item)),
        doubts=(*issue.doubts, *(item for item in doubts if item), *_jumps(pages, folios)),
    )


# ── candidates ────────────────────────────────────────────────────────────────────────────────────


_CONFUSED = str.maketrans("OoQDlI|iZzSsBb", "00001111225588")
_EDGE = r"[\s\-–—―~～·•・∙.,。、|丨/()（）\[\]【】〔〕<>《》〈〉«»„“”\"'^=+◆◇■□●○*＊_]*"
_PAGE = r"(?:[Pp]age|PAGE|[Pp][áa]g(?:ina)?\.?|Seite|S\.|صفحة|صفحه|ص|[Сс]тр(?:аница|\.))\s*"
_ALONE = re.compile(
    rf"^{_EDGE}(?:第|[Pp]\.?|{_PAGE})?\s*(?P<label>[A-Za-z]{{0,2}}\d{{1,4}}|[A-Z]-\d{{1,3}}|\d{{1,2}}[,.]\d{{3}}|[ivxlcIVXLC]{{1,7}}"
    rf"|[一二三四五六七八九十百〇零○]{{1,5}}|[0-9OoQlI|]{{1,4}})\s*(?:页|頁|版|面|(?:of|von|de|sur|di|из|من|از)\s+\d{{1,4}})?{_EDGE}$"
)
_FIRST = re.compile(
    r"^\W{0,3}(?:第|[Pp]\.?)?\s*(?P<label>[A-Z]{0,2}\d{1,4})(?:页|頁|版)?(?=\s|[^\w\s.,年月卷期号]|[^\W\d_a-zA-Z年月卷期号日届个])"
)
_LAST = re.compile(
    r"(?:^|\s|[^\w\s]|[^\W\d_a-zA-Z第])(?:第\s?|[Pp]\.?\s?)?(?P<label>[A-Z]{0,2}\d{1,4})(?:\s?[页頁版])?\W{0,3}$"
)
_JOINED = re.compile(r"(?<=^[A-Z])-(?=\d)|(?<=\d)[,.](?=\d{3}$)")
_GLUED = re.compile(r"\b(?:19|20)\d{2}(?P<label>[1-9]\d{0,2})\W{0,3}$|^\W{0,3}(?P<front>[1-9]\d{0,2})[A-Z]{3,}")
"""A folio that an engine has run together with the year before it or the title behind it."""
_HAN_FIRST = re.compile(r"^(?P<label>[一二三四五六七八九十百〇零○]{1,4})\s")
_HAN_LAST = re.compile(r"\s(?P<label>[一二三四五六七八九十百〇零○]{1,4})$")
_NAMED = re.compile(
    rf"(?<![转轉接见見])第\s?(?P<label>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s?[版面页頁]|\s(?P<column>[A-Z]?\d{{1,3}})\s?版"
    rf"|(?:^|[·•|,;،–—]\s*|\s\s+){_PAGE}(?P<page>[A-Z]?\d{{1,4}})(?!\w)"
)
"""A folio that says what it is, somewhere in the head of a page; `下转第3版` names another page."""
_JUMP = re.compile(
    r"[（(]?[下上紧緊][转轉接][自至]?\s?第?\s?[A-Z]?\d+\s?[版面页頁]?"
    r"|(?i:continued|fortsetzung|suite|suit|viene|sigue|continúa)\s(?:[\w.]+\s){0,2}\w*\d+"
)
"""A jump line: the number in it is another page's."""
_COMBINED = re.compile(
    r"^\W{0,3}(?P<label>\d{1,4})\s*[·•・∙|/]\s*总(?:第)?\s*\d+|总第?\s*\d+\s*期?\s*[·•・∙|/]\s*(?P<last>\d{1,4})\W{0,3}$"
)


def find_candidates(page: Page, heads: frozenset[int] = frozenset()) -> list[Candidate]:
    """Every numeral of `page` that may be its folio; `heads` are the numbers of its running-head lines."""
    found = []
    is_list = sum(bool(_LISTED.search(line.text)) for line in page.lines) >= 5
    for line in _zone(page):
        text = _JUMP.sub("", unicodedata.normalize("NFKC", line.text))
        if match := _ALONE.match(text):
            found += _alone(page, line, match["label"])
            continue
        if match := _COMBINED.search(text):
            found += _candidates(page, line, match["label"] or match["last"], 2.4)
            continue
        if is_list and line.number not in heads and _LISTED.search(text):
            continue  # a line of the contents: its number is the page of an article
        parts = re.split(r"\s{2,}|\t|[|丨]", text)
        for part in parts if len(parts) > 1 else ():
            if (match := _ALONE.match(part)) and (numeral := read_numeral(match["label"])):
                weight = 2.2 if part in (parts[0], parts[-1]) or match["label"] != part.strip() else 1.2
                found.append(Candidate(page.number, line.number, numeral, weight, False))
        if (match := _NAMED.search(text)) and (line.number in heads or _is_high(line)):
            found += _candidates(page, line, next(filter(None, match.groups())), 2.2)
        weight = 1.5 if line.number in heads else 0.9
        for pattern in (_FIRST, _LAST, _HAN_FIRST, _HAN_LAST, _GLUED):
            if match := pattern.search(text):
                found += _candidates(page, line, match["label"] or match["front"], weight)
    return found


def _alone(page: Page, line: Line, label: str) -> list[Candidate]:
    """A line that is nothing but a numeral; letters that a scanner takes for digits count, but less."""
    numeral = read_numeral(_JOINED.sub("", label))
    if numeral is not None:
        return [Candidate(page.number, line.number, numeral, 3.0 if numeral.system != "一" else 2.0, True)]
    repaired = read_numeral(label.translate(_CONFUSED))
    return [Candidate(page.number, line.number, repaired, 1.8, True)] if repaired else []


def _candidates(page: Page, line: Line, label: str, weight: float) -> list[Candidate]:
    numeral = read_numeral(label)
    return [Candidate(page.number, line.number, numeral, weight, False)] if numeral else []


def _zone(page: Page) -> list[Line]:
    """Lines at the edges of the page: where a folio may stand."""
    placed = [line for line in page.lines if line.box is not None]
    if not placed:
        ends = [line for line in page.lines if line.text.strip()]
        return [*ends[:1], *ends[-1:]] if len(ends) > 2 else []
    highest = sorted(placed, key=lambda line: line.box.top)[:2] if placed else []  # type: ignore[union-attr]
    lowest = sorted(placed, key=lambda line: -line.box.bottom)[:2] if placed else []  # type: ignore[union-attr]
    extremes = {line.number for line in (*highest, *lowest)}
    return [line for line in placed if line.number in extremes or _at_edge(line)]


def _is_high(line: Line) -> bool:
    return line.box is not None and line.box.center[1] < HEAD


def _at_edge(line: Line) -> bool:
    assert line.box is not None
    x, y = line.box.center
    return y < HEAD or y > FOOT or ((x < MARGIN or x > 1 - MARGIN) and line.box.width < 0.08)


# ── the fit ───────────────────────────────────────────────────────────────────────────────────────


def fit(pages: Sequence[Page], heads: Sequence[frozenset[int]] | dict[int, frozenset[int]] = ()) -> list[Folio]:
    """The folio of each page under the most probable sequence of runs."""
    of_page = heads if isinstance(heads, dict) else {}
    candidates = {page.number: find_candidates(page, of_page.get(page.number, frozenset())) for page in pages}
    claims = {page.number: numeral for page in pages if page.printed and (numeral := read_numeral(page.printed))}
    runs = _hypotheses(pages, candidates, claims)
    path = _decode(pages, candidates, claims, runs)
    path = _trim(pages, candidates, path, of_page)
    like = _style(path, pages, candidates)
    return [_decided(page, run, candidates[page.number], like) for page, run in zip(pages, path, strict=True)]


def _hypotheses(pages: Sequence[Page], candidates: dict[int, list[Candidate]], claims: dict[int, Numeral]) -> list[Run]:
    """Runs that at least two pages support (one, in a document of a page or two), best supported first.

    The more pages there are, the more often stray numerals keep step: the support that is asked for grows with them, and
    numbers at the ends of lines of text count less.
    """
    weak = max(0.5, min(1.0, 8 / len(pages)))
    support: dict[Run, dict[int, float]] = defaultdict(dict)
    for number, group in candidates.items():
        for candidate in group:
            run = Run(candidate.numeral.system, candidate.numeral.value - number)
            weight = candidate.weight * (weak if candidate.weight < 1 else 1.0)
            support[run][number] = max(support[run].get(number, 0.0), weight)
    for number, claim in claims.items():
        run = Run(claim.system, claim.value - number)
        support[run][number] = support[run].get(number, 0.0) + 0.3
    least = 2 if len(pages) > 2 else 1
    enough = 2.4 + CHANCE * max(0.0, log2(len(pages) / 8))
    kept = [run for run, seen in support.items() if len(seen) >= least and sum(seen.values()) >= enough]
    return sorted(kept, key=lambda run: -sum(support[run].values()))[:60]


def _emission(page: Page, run: Run | None, group: Sequence[Candidate], claim: Numeral | None) -> float:
    """How well a page agrees with a run (None: unnumbered)."""
    strong = max((candidate.weight for candidate in group if candidate.alone), default=0.0)
    if run is None:
        return -0.25 * strong
    value = page.number + run.offset
    if value < 1:
        return -50.0
    claimed = 0.3 if claim is not None and (claim.system, claim.value) == (run.system, value) else 0.0
    matching = [one for one in group if (one.numeral.system, one.numeral.value) == (run.system, value)]
    if matching:
        return max(one.weight for one in matching) + claimed
    if any(one.alone and _nearly(one.numeral, run, value) for one in group):
        return NEARLY + claimed
    return (CONTRADICTED if strong >= 2.5 else UNSEEN) + claimed


def _nearly(numeral: Numeral, run: Run, value: int) -> bool:
    """Whether a numeral is the expected one but for one character: a misread digit."""
    wanted, found = write_numeral(run.system, value), numeral.text.lstrip("0")
    if numeral.system != run.system or len(wanted) < 2:
        return False
    if len(wanted) == len(found):
        return sum(one != other for one, other in zip(wanted, found, strict=True)) == 1
    longer, shorter = (wanted, found) if len(wanted) > len(found) else (found, wanted)
    return len(longer) - len(shorter) == 1 and any(
        longer[:cut] + longer[cut + 1 :] == shorter for cut in range(len(longer))
    )


def _decode(
    pages: Sequence[Page], candidates: dict[int, list[Candidate]], claims: dict[int, Numeral], runs: Sequence[Run]
) -> list[Run | None]:
    """Viterbi over the pages; the states are the runs and "unnumbered"."""
    states: list[Run | None] = [None, *runs]
    scores = [0.0 if state is None else ENTER for state in states]
    back: list[list[int]] = []
    for position, page in enumerate(pages):
        group, claim = candidates[page.number], claims.get(page.number)
        if position:
            best = max(range(len(states)), key=lambda index: scores[index])
            arrivals = [_arrive(index, best, scores, states) for index in range(len(states))]
            back.append([origin for origin, _ in arrivals])
            scores = [score for _, score in arrivals]
        scores = [score + _emission(page, state, group, claim) for score, state in zip(scores, states, strict=True)]
    last = max(range(len(states)), key=lambda index: scores[index])
    path = [last]
    for origins in reversed(back):
        path.append(origins[path[-1]])
    return [states[index] for index in reversed(path)]


def _arrive(index: int, best: int, scores: Sequence[float], states: Sequence[Run | None]) -> tuple[int, float]:
    """Where state `index` is best reached from: itself, no number, or the best of all."""
    options = [(index, scores[index])]
    if states[index] is None:
        options.append((best, scores[best] + (LEAVE if best != index else 0.0)))
    else:
        options.append((0, scores[0] + ENTER))
        options.append((best, scores[best] + (SWITCH if best not in (index, 0) else ENTER if best == 0 else 0.0)))
    return max(options, key=lambda option: option[1])


def _trim(
    pages: Sequence[Page],
    candidates: dict[int, list[Candidate]],
    path: list[Run | None],
    heads: dict[int, frozenset[int]],
) -> list[Run | None]:
    """Unprinted pages keep their implied label only when they look like pages in the count.

    Inside a run these are pages with text or a running head, and pages that could not be read; at its ends body pages;
    before label 2 also a first page that is mostly contents; after its last folio the other side of the leaf, where folios
    stand on one side only.
    """
    trimmed = list(path)
    usual = median([_letters(page) for page in pages]) or 1
    body = _body_size(pages)
    for run, begin, end in _stretches(path):
        seen = [at for at in range(begin, end + 1) if _match(pages[at], run, candidates[pages[at].number])]
        if not seen:
            trimmed[begin : end + 1] = [None] * (end + 1 - begin)
            continue
        sure = next((one for one in seen if _has_numeral(pages[one], candidates)), end)
        for at in range(seen[0], end + 1):
            counted = at <= seen[-1] or _in_count(pages, at, usual)
            shown = (at in seen and at > sure) or _has_numeral(pages[at], candidates)
            headed = at > sure and bool(heads.get(pages[at].number))
            if not (counted and (shown or headed or _has_text(pages[at], body) or _is_unknown(pages[at]))):
                trimmed[at] = None
        _count_back(pages, trimmed, run, begin, seen[0], usual)
        if _is_one_sided(seen) and _is_free(trimmed, seen[-1] + 1) and _in_count(pages, seen[-1] + 1, usual):
            trimmed[seen[-1] + 1] = run
    return trimmed


def _stretches(path: Sequence[Run | None]) -> Iterator[tuple[Run, int, int]]:
    """Each run of the path with the places of its first and last page."""
    at = 0
    for run, group in groupby(path):
        begin, at = at, at + len(list(group))
        if run is not None:
            yield run, begin, at - 1


def _count_back(
    pages: Sequence[Page], trimmed: list[Run | None], run: Run, begin: int, first: int, usual: float
) -> None:
    """Give `run` to the pages before its first printed one (place `first`) as far back as they are in the count."""
    before = first
    while before > 0 and (before > begin or trimmed[before - 1] is None) and _is_before(pages, before - 1, run, usual):
        before -= 1
    trimmed[begin:before] = [None] * (before - begin)
    trimmed[before:first] = [run] * (first - before)


def _is_before(pages: Sequence[Page], at: int, run: Run, usual: float) -> bool:
    """Whether an unprinted page before a run belongs to it. A first page of text before a 2 can only be 1, contents or not."""
    value = pages[at].number + run.offset
    return value >= 1 and (_in_count(pages, at, usual) or (at == 0 and value == 1 and _is_full(pages[at], usual)))


def _is_one_sided(seen: Sequence[int]) -> bool:
    """Whether folios are printed on every other page only."""
    return len(seen) > 1 and len({at % 2 for at in seen}) == 1


def _is_free(trimmed: Sequence[Run | None], at: int) -> bool:
    return at < len(trimmed) and trimmed[at] is None


def _in_count(pages: Sequence[Page], at: int, usual: float) -> bool:
    """Whether an unprinted page at the edge of a run is a body page: as much text as the others have, and no list of pages."""
    return _is_full(pages[at], usual) and not _is_list(pages[at], usual)


def _is_full(page: Page, usual: float) -> bool:
    return _letters(page) >= max(0.45 * usual, 200)


_LISTED = re.compile(
    r"^\W{0,3}\d{1,4}\s|(?:\s|[.·…])\W{0,3}\d{1,4}\W{0,2}$|[.·…]{5,}$|(?:\s|[.·…])[一二三四五六七八九十百〇零○]{1,4}$"
)


def _is_list(page: Page, usual: float) -> bool:
    """Whether the page is contents and little else: many of its lines open or close with a number."""
    listed = [line for line in page.lines if _LISTED.search(line.text)]
    rest = _letters(page) - sum(len(line.text) for line in listed)
    return len(listed) >= 5 and len(listed) >= 0.35 * len(page.lines) and rest < 0.5 * usual


def _has_numeral(page: Page, candidates: dict[int, list[Candidate]]) -> bool:
    return any(candidate.alone or candidate.weight > 1 for candidate in candidates[page.number])


def _has_text(page: Page, body: float) -> bool:
    """Whether lines of running text stand on the page: a plate or an advertisement has none, or in other type. Many lines of one other size
    are text too: verse, say."""
    if sum(len(line.text) for line in page.lines if not body or abs(line.size / body - 1) < 0.08) >= 60:
        return True
    sizes = [line.size for line in page.lines if len(line.text.strip()) >= _LEAST_VERSE]
    usual = median(sizes) if sizes else 0.0
    return sum(abs(size - usual) <= 0.08 * usual for size in sizes) >= _VERSES


def _is_unknown(page: Page) -> bool:
    """Whether nothing at all is known of a page: no engine came to its end."""
    return bool(page.trouble) and not page.engine and not page.lines


def _letters(page: Page) -> int:
    return sum(len(line.text) for line in page.lines)


def _match(page: Page, run: Run, group: Sequence[Candidate]) -> Candidate | None:
    value = page.number + run.offset
    matching = [one for one in group if (one.numeral.system, one.numeral.value) == (run.system, value)]
    return max(matching, key=lambda one: one.weight, default=None)


def _style(path: Sequence[Run | None], pages: Sequence[Page], candidates: dict[int, list[Candidate]]) -> dict[Run, str]:
    """How a run prints its labels (padding, Han digits), by its first printed one that shows it: 九 may be followed by 十 or 一〇."""
    styles: dict[Run, str] = {}
    for page, run in zip(pages, path, strict=True):
        if run is not None and (found := _match(page, run, candidates[page.number])) is not None:
            known = styles.get(run, found.numeral.text)
            styles[run] = max(
                known, found.numeral.text, key=lambda text: (text.startswith("0"), "十" in text, len(text) > 1)
            )
    return styles


def _decided(page: Page, run: Run | None, group: Sequence[Candidate], like: dict[Run, str]) -> Folio:
    if run is None:
        return Folio(None, None, None, 0.95 if not any(one.alone for one in group) else 0.7)
    found = _match(page, run, group)
    if found is not None:
        return Folio(found.numeral.text, found, run, 0.99 if found.weight > 1 else 0.96)
    label = write_numeral(run.system, page.number + run.offset, like.get(run, ""))
    near = next((one for one in group if one.alone and _nearly(one.numeral, run, page.number + run.offset)), None)
    if near is not None:
        return Folio(label, near, run, 0.93, f"read as {near.numeral.text!r}; its neighbours imply {label}")
    if any(one.alone and one.weight >= 2.5 for one in group):
        other = next(one for one in group if one.alone)
        return Folio(label, None, run, 0.75, f"{other.numeral.text!r} stands there; its neighbours imply {label}")
    return Folio(label, None, run, 0.9, "not printed; implied by its neighbours")


# ── running heads and kinds of pages ──────────────────────────────────────────────────────────────


def running_heads(pages: Sequence[Page]) -> dict[int, frozenset[int]]:
    """Page number → numbers of its running-head (and running-foot) lines.

    A running head stands at the edge and says the same, numbers aside, on several pages, or stands alone at a height where
    most pages have such a line.
    """
    texts = Counter[str]()
    heights = Counter[int]()
    edges = {page.number: _edge_lines(page) for page in pages}
    for lines in edges.values():
        texts.update({_skeleton(line.text) for line in lines})
        heights.update({_height(line) for line in lines})
    reached = _text_heights(pages, edges)
    many = max(3, 0.4 * sum(bool(lines) for lines in edges.values()))
    body = {page.number: _body_size([page]) for page in pages}
    sides = {page.number: _side_lines(page) for page in pages}
    return {
        number: sides[number]
        | frozenset(
            line.number
            for line in lines
            if (texts[_skeleton(line.text)] >= 3 and _skeleton(line.text) != _NOTHING)
            or (
                sum(heights[_height(line) + shift] for shift in (-1, 0, 1)) >= many
                and line.size <= 1.15 * body[number]
                and not _in_text(line, reached)
            )
        )
        for number, lines in edges.items()
    }


def _side_lines(page: Page) -> frozenset[int]:
    """Numbers of the lines of a level page that run downward in its outer margins, beside all text."""
    level = [line.box for line in page.lines if line.box is not None and line.direction != "ttb"]
    down = [line for line in page.lines if line.box is not None and line.direction == "ttb"]
    if not down or len(level) < 3 * len(down):
        return frozenset()
    left, right = min(box.left for box in level), max(box.right for box in level)
    return frozenset(line.number for line in down if line.box and (line.box.right <= left or line.box.left >= right))


def _text_heights(pages: Sequence[Page], edges: dict[int, list[Line]]) -> tuple[float, float]:
    """How high and how low text reaches on most pages, edge lines left aside: nothing between is a running head."""
    tops, bottoms = [], []
    for page in pages:
        aside = {line.number for line in edges[page.number]}
        boxes = [line.box for line in page.lines if line.box is not None and line.number not in aside]
        if boxes:
            tops.append(min(box.center[1] for box in boxes))
            bottoms.append(max(box.center[1] for box in boxes))
    if not tops:
        return 0.0, 1.0
    return sorted(tops)[len(tops) // 6], sorted(bottoms)[-1 - len(bottoms) // 6]


def _in_text(line: Line, reached: tuple[float, float]) -> bool:
    assert line.box is not None
    return reached[0] - 0.004 <= line.box.center[1] <= reached[1] + 0.004


def _edge_lines(page: Page) -> list[Line]:
    """Lines above or below all the rest, in the outer eighth of the page, with white between."""
    placed = sorted((line for line in page.lines if line.box is not None), key=lambda line: line.box.top)  # type: ignore[union-attr]
    if len(placed) < 4:
        return []
    gaps = [below.box.top - above.box.bottom for above, below in pairwise(placed) if above.box and below.box]
    usual = max(0.0, 1.25 * median(gaps))
    leads = [lead for one, other in pairwise(placed) if (lead := _lead(one, other)) > 0.005]
    lead = 1.2 * median(leads) if leads else 0.0
    return [*_edge(placed, usual, lead, head=True), *_edge(list(reversed(placed)), usual, lead, head=False)]


def _lead(one: Line, other: Line) -> float:
    assert one.box is not None
    assert other.box is not None
    return abs(other.box.center[1] - one.box.center[1])


def _edge(ordered: Sequence[Line], usual: float, lead: float, *, head: bool) -> list[Line]:
    """The lines of the first one or two rows of `ordered` that white parts from the next row, more of it than `usual`, and
    further from it than lines are from one another (`lead`): notes at the foot are as far apart as the text."""
    found: list[Line] = []
    rows = 0
    for line, following in pairwise(ordered[:8]):
        assert line.box is not None
        assert following.box is not None
        if not (line.box.center[1] < HEAD if head else line.box.center[1] > FOOT):
            break
        found.append(line)
        gap = following.box.top - line.box.bottom if head else line.box.top - following.box.bottom
        if gap > max(usual, 0.45 * line.box.height) and _lead(line, following) > lead:
            return found
        rows += abs(following.box.center[1] - line.box.center[1]) > 0.5 * line.box.height
        if rows > 1:
            break
    return []


def _skeleton(text: str) -> str:
    """Text without what changes from page to page: digits, spaces, punctuation."""
    return (
        re.sub(r"[\W\d_]+|(?<![a-z])[ivxlc]+(?![a-z])", "", unicodedata.normalize("NFKC", text).casefold()) or _NOTHING
    )


def _height(line: Line) -> int:
    assert line.box is not None
    return round(line.box.center[1] * 150)


def _body_size(pages: Sequence[Page]) -> float:
    """The type size of most letters (0 when sizes are unknown)."""
    letters = Counter[float]()
    for line in (line for page in pages for line in page.lines):
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _labelled(page: Page, folio: Folio, heads: dict[int, frozenset[int]]) -> Page:
    """The page with its label and with roles on the lines that are furniture."""
    of = f"pages/{page.number - 1}/label"
    marked = tuple(_marked(line, folio, of, line.number in heads.get(page.number, ())) for line in page.lines)
    return replace(page, label=folio.label, lines=marked)


def _marked(line: Line, folio: Folio, of: str, is_head: bool) -> Line:
    if folio.candidate is not None and folio.candidate.line == line.number:
        return replace(line, role="folio" if folio.candidate.alone else "running-head", of=of)
    return replace(line, role="running-head") if is_head and line.role is None and not _is_note(line, folio) else line


_NOTE = re.compile(r"^\s*(?:[*＊†‡§]|[①-⑳]|[\[［〔(（]?(?P<number>\d{1,3})[\]］〕)）]?\s+\D.*[.。]\s*$)")


def _is_note(line: Line, folio: Folio) -> bool:
    """Whether a line at the foot is a footnote, of which several may say the same: it opens with a mark that is not the folio."""
    match = _NOTE.match(unicodedata.normalize("NFKC", line.text))
    if match is None or line.box is None or line.box.center[1] < 0.5:
        return False
    return match["number"] is None or match["number"] != (folio.label or "").lstrip("0")


def _kinds(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Covers, their insides and blank pages, as far as they show without knowing the contents."""
    if len(pages) < 4:
        return pages
    usual = median([_letters(page) for page in pages])
    kinds: list[PageKind] = [page.kind for page in pages]
    if pages[0].label is None and _letters(pages[0]) < max(0.6 * usual, 200):
        kinds[0] = "cover"
        if pages[1].label is None and _letters(pages[1]) < 0.6 * usual:
            kinds[1] = "inside-cover"
    if pages[-1].label is None and _letters(pages[-1]) < max(0.6 * usual, 200) and not _runs_over(*pages[-2:]):
        kinds[-1] = "back-cover"
        if pages[-2].label is None and _letters(pages[-2]) < 0.6 * usual:
            kinds[-2] = "inside-cover"
    for at, page in enumerate(pages):
        if kinds[at] in ("body", "inside-cover") and not page.lines and not page.pictures and not page.trouble:
            kinds[at] = "blank"
    return tuple(
        replace(page, kind=kind) if page.kind == "body" else page for page, kind in zip(pages, kinds, strict=True)
    )


def _runs_over(page: Page, following: Page) -> bool:
    """Whether the text of a page goes on at the head of the next one: in mid-sentence, in lines of one size and nearly one length."""
    before, after = (
        [line for line in one.lines if line.role is None and line.text.strip()] for one in (page, following)
    )
    if len(before) < 4 or not after:
        return False
    last, first = before[-1], after[0]
    alike = abs(last.size - first.size) <= 0.1 * max(last.size, first.size)
    usual = median([len(line.text) for line in before])
    full = min(len(last.text), len(first.text)) > 0.8 * usual
    return alike and full and usual >= _LEAST_LINE and not _CLOSED.search(last.text)


# ── what is told ──────────────────────────────────────────────────────────────────────────────────


def _evidence(page: Page, index: int, folio: Folio) -> Evidence | None:
    if folio.label is None:
        return None
    line = next((line for line in page.lines if folio.candidate and line.number == folio.candidate.line), None)
    return Evidence(
        path=f"pages/{index}/label",
        quote=line.text if line else "",
        by="folios",
        page=page.number,
        box=line.box if line else None,
        line=line.number if line else None,
        confidence=folio.confidence,
    )


def _doubt(page: Page, index: int, folio: Folio) -> Doubt | None:
    if folio.why is None:
        return None
    return Doubt(path=f"pages/{index}/label", why=folio.why, confidence=folio.confidence, page=page.number)


def _jumps(pages: Sequence[Page], folios: Sequence[Folio]) -> list[Doubt]:
    """Where labels of one system leap forward between neighbouring pages: leaves may be missing from the scan."""
    doubts = []
    for index in range(1, len(pages)):
        before, after = folios[index - 1].run, folios[index].run
        if before and after and before != after and before.system == after.system and after.offset > before.offset:
            why = f"labels leap from {folios[index - 1].label} to {folios[index].label}: pages may be missing before this one"
            doubts.append(Doubt(path=f"pages/{index}/label", why=why, confidence=0.8, page=pages[index].number))
    return doubts
