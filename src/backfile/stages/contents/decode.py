"""One reading of the whole issue: the most probable sequence of row readings under a shared style.

A beam search (Viterbi over roles and over what the open entry already has) with the grammar of contents pages:
one page per entry, sections own runs of entries, continuations follow what they continue. The style is re-estimated
from the result and the rows are decoded again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, inf
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .bullets import find_bullets, in_list
from .names import read_byline
from .parallels import find_parallels, first_headings, in_parallel
from .readings import (
    DOCUMENT_NUMBER,
    DOUBTFUL,
    Habits,
    Reading,
    hangs_over,
    known_section,
    read_row,
    section_name,
    subtitle_score,
    take_habits,
)
from .rows import Row
from .sentences import find_sentences, find_standfirsts, in_sentence
from .style import Style, learn_style, looks_of, propose_styles, survey_forms, survey_runs
from .tails import find_tail, in_tail, sign_nothing
from .tokens import CJK, read_only, same_script, script_of, width
from .witness import NOBODY, Witness, attest, joins

BEAM: Final = 8
HOPELESS: Final = 8.0
"""Readings and paths so far behind the best of their row are not followed."""
ROUNDS: Final = 3
CLOSE: Final = 16.0
"""A style that a first decoding leaves so far behind the best is not worth another."""
FORBIDDEN: Final = -1e9
ESTABLISHED: Final = 0.5
"""Weight of a form from which an issue has it as its own."""


class Decoding(NamedTuple):
    """The chosen readings, one per row, their total score, the style they were read by, and the posterior
    probability of each row's role (from the beam's own alternatives)."""

    readings: tuple[Reading, ...]
    score: float
    style: Style
    margins: tuple[float, ...]
    opens: tuple[bool, ...]
    """Which rows open an entry."""
    habits: Habits


class State(Struct, frozen=True, gc=False):
    """What the grammar must remember: the last role, and what the open entry has."""

    last: str
    title: bool
    page: bool
    byline: bool
    open: bool
    fresh: bool = False
    """This row has opened its entry."""


class Path(Struct, frozen=True, gc=False):
    score: float
    back: Path | None
    reading: Reading | None
    state: State


START: Final = State("start", False, False, False, False)


def decode(rows: Sequence[Row], witness: Witness = NOBODY) -> Decoding:
    """The best reading of `rows` over the styles worth trying; `witness` is what the body says."""
    page = _Sheet(rows, take_habits(rows), witness, [looks_of(row) for row in rows])
    bullets, tail, parallels = find_bullets(rows), find_tail(rows), find_parallels(rows)
    sentences = [a or b for a, b in zip(find_sentences(rows), find_standfirsts(rows), strict=True)]
    read: dict[str, _Candidates] = {}
    tried: list[tuple[Decoding, _Candidates]] = []
    for style in propose_styles(rows):
        if style.position not in read:
            readings = [
                attest(in_sentence(read_row(row, style.position, page.habits), whole), witness)
                for row, whole in zip(rows, sentences, strict=True)
            ]
            readings = sign_nothing(rows, readings)
            readings = [in_tail(options) if at >= tail else options for at, options in enumerate(readings)]
            if any(bullets):
                readings = [in_list(options, mark) for options, mark in zip(readings, bullets, strict=True)]
            if any(parallels):
                readings = [
                    in_parallel(options, row) if twice else first_headings(options)
                    for options, row, twice in zip(readings, rows, parallels, strict=True)
                ]
            read[style.position] = _Candidates(readings, survey_runs(readings))
        candidates = read[style.position]
        tried.append((_begin_with(page, candidates, style), candidates))
    leader = max(result.score for result, _ in tried)
    likely = [(result, candidates) for result, candidates in tried if result.score > leader - CLOSE]
    return max((_refine(page, candidates, result) for result, candidates in likely), key=lambda result: result.score)


class _Sheet(NamedTuple):
    """What is the same for every style: the rows and what was counted over them."""

    rows: Sequence[Row]
    habits: Habits
    witness: Witness
    looks: Sequence[tuple[str, ...]]


class _Candidates(NamedTuple):
    """What each row may be under a page position, and what its neighbours agree on."""

    readings: Sequence[list[Reading]]
    runs: Sequence[dict[str, float]]


def _begin_with(page: _Sheet, candidates: _Candidates, style: Style) -> Decoding:
    """A first decoding by a style as it was proposed."""
    survey = survey_forms(candidates.readings, style.position)
    close = not page.habits.signed_below and not any(row.box for row in page.rows)
    style = _settle(replace(style, survey=survey, forms=survey | {"*": 0.0}, signs_close=close))
    return _search(page, candidates, style)


def _refine(page: _Sheet, candidates: _Candidates, result: Decoding) -> Decoding:
    """Decoded again by the style that the decoding shows, until nothing changes."""
    for _ in range(ROUNDS - 1):
        following = _search(page, candidates, _settle(learn_style(result.style, page.rows, result.readings)))
        if following.readings == result.readings:
            return following
        result = following
    return result


def _settle(style: Style) -> Style:
    """Where bylines clearly stand on the rows of their titles, they seldom have rows of their own."""
    if max(style.survey.values(), default=0.0) < 1.5:
        return style
    dear = 0.6 * max(style.survey.values())
    moves = {
        move: cost - dear if move[1] == "byline" and move[0] != "byline" else cost for move, cost in style.moves.items()
    }
    return replace(style, moves=moves)


def _search(page: _Sheet, candidates: _Candidates, style: Style) -> Decoding:
    rows, habits, witness, looks = page
    beam = [Path(0.0, None, None, START)]
    margins: list[float] = []
    for index, (row, readings, runs) in enumerate(zip(rows, candidates.readings, candidates.runs, strict=True)):
        previous = rows[index - 1] if index else None
        local = _prune(_weigh(readings, looks[index], style, runs))
        best: dict[tuple[State, str], Path] = {}
        leader = -inf
        for path in beam:
            for reading, points in local:
                if path.score + points < leader - HOPELESS:
                    break
                moved = _move(path.state, reading, style, previous, row, path)
                if moved is None:
                    continue
                state, cost = moved
                if reading.role == "more" and path.reading is not None:
                    cost += joins(path.reading.title, reading.title, witness)
                total = path.score + points + cost
                leader = max(leader, total)
                key = (state, reading.form if reading.role == "page" else "")
                rival = best.get(key)
                if rival is None or total > rival.score:
                    best[key] = Path(total, path, reading, state)
        ranked = sorted(best.values(), key=lambda path: -path.score)
        beam = [path for path in ranked[:BEAM] if path.score > ranked[0].score - HOPELESS]
        margins.append(_margin(ranked))
    final = max(
        (Path(path.score + _close(path.state, style), path.back, path.reading, path.state) for path in beam),
        key=lambda path: path.score,
    )
    chosen, opens = _trace(final)
    return Decoding(
        chosen, final.score + style.prior - (3.0 if style.byline_leads else 0.0), style, tuple(margins), opens, habits
    )


def _prune(local: list[tuple[Reading, float]]) -> list[tuple[Reading, float]]:
    """The best of each kind: a row has many divisions, but one of a kind is enough to choose from."""
    local.sort(key=lambda item: -item[1])
    kept: list[tuple[Reading, float]] = []
    seen: set[tuple[str, bool, bool]] = set()
    for reading, points in local:
        key = (reading.role, reading.label is not None, bool(reading.byline))
        if key not in seen and points > local[0][1] - HOPELESS:
            seen.add(key)
            kept.append((reading, points))
    return kept


def _weigh(
    readings: Sequence[Reading], looks: tuple[str, ...], style: Style, runs: Mapping[str, float]
) -> list[tuple[Reading, float]]:
    """The readings of a row, each with its log-odds under `style`."""
    divided = any(reading.byline and style.survey.get(reading.form, 0.0) > 1 for reading in readings)
    shown = {role: _look(role, looks, style) for role in {reading.role for reading in readings}}
    out = []
    for reading in readings:
        points = shown[reading.role]
        if style.forms and _keeps_form(reading, style, divided):
            weight = _form_weight(reading.form, style)
            points += max(0.0, weight) if reading.form in runs else weight
        out.append((reading, reading.score + points + runs.get(reading.form, 0.0)))
    return out


def _look(role: str, looks: tuple[str, ...], style: Style) -> float:
    learnt = style.looks.get(role)
    return max(-2.5, min(2.5, sum(map(learnt.__getitem__, looks)))) if learnt else 0.0


def _keeps_form(reading: Reading, style: Style, divided: bool) -> bool:
    """Does the form of an issue's entries bind this reading? Not the first row of a title whose page comes later."""
    if reading.role != "entry" and (not reading.byline or reading.role not in ("more", "subtitle")):
        return False
    return bool(reading.label is not None or reading.byline or divided or style.position not in ("first", "last"))


def _form_weight(form: str, style: Style) -> float:
    """A row with its section in the margin is divided like its fellows without one."""
    if form == DOUBTFUL:
        plain = style.forms.get("space", style.forms["*"])
        return plain if plain > ESTABLISHED else -3.0
    weight = style.forms.get(form, style.forms["*"])
    return max(weight, style.forms.get(form.partition("+")[2], weight)) if form.startswith("margin+") else weight


def _margin(ranked: Sequence[Path]) -> float:
    """Probability of the leading role against the best path with another role at this row."""
    leader = ranked[0]
    assert leader.reading is not None
    rival = next(
        (path for path in ranked if path.reading is not None and path.reading.role != leader.reading.role), None
    )
    return 1.0 if rival is None else 1 / (1 + exp(max(-30.0, min(30.0, rival.score - leader.score))))


def _trace(path: Path) -> tuple[tuple[Reading, ...], tuple[bool, ...]]:
    steps: list[tuple[Reading, bool]] = []
    step: Path | None = path
    while step is not None and step.reading is not None:
        steps.append((step.reading, step.state.fresh))
        step = step.back
    steps.reverse()
    return tuple(reading for reading, _ in steps), tuple(fresh for _, fresh in steps)


# ---- the grammar ----


def _move(
    state: State, reading: Reading, style: Style, previous: Row | None, row: Row, path: Path
) -> tuple[State, float] | None:
    """The state after `reading`, with what the step costs; None when the grammar forbids it."""
    role = reading.role
    if role not in ("entry", "section", "noise") and _is_barred(state, reading, style):
        return None
    cost = style.moves[state.last, role]
    if state.last == "byline":
        cost += _overrun(reading, path)
    elif state.last in ("entry", "more", "subtitle") and previous is not None and _leads_on(previous.text):
        cost += 2.5 if role == "byline" else -2.0 if role == "entry" else 0.0
    if role == "entry":
        return _begin(state, reading, style, cost)
    # Names that end the row before may run over into this one; a title does not go on behind them.
    trails = path.reading is not None and path.reading.byline != "" and not path.reading.form.endswith("before")
    if role == "noise" and style.inline and len(row.text) < 8 and read_only(row.text):
        cost += 4.0
    if role == "section" and trails and script_of(row.text) == "latin" and path.reading is not None:
        cost -= 4.0 if re.search(r"[一-鿿].*[A-Za-z,，]$", path.reading.byline) else 0.0
    if role == "section" and state.last == "section" and path.reading is not None:
        cost += 0.0 if same_script(path.reading.section, reading.section) else 3.5  # its name in another language
    if role in ("section", "noise"):
        return State(role, False, False, False, False), cost + _close(state, style)
    if row.gap >= 1 and style.apart and style.position == "last" and state.title and not state.page and state.open:
        cost -= 0.0 if path.reading is not None and hangs_over(path.reading.byline or path.reading.title) else 3.0
    if role == "page":
        return _page(state, style, cost)
    if role == "byline":
        if state.last == "part" and not state.byline and reading.label is None:
            cost -= 3.0  # whoever signs below indented rows signs the entry above them
        if state.page and row.gap >= 0.9 and style.signs_close and reading.form == "plain" and reading.label is None:
            cost -= 2.5  # behind the page and a blank line, where no others sign there
        if len(reading.byline) == 1 and not trails:
            cost -= 4.0
        if path.reading is not None and state.last in ("entry", "more") and _HANGS.search(path.reading.title):
            cost -= 3.0
        return _byline(state, reading, style, cost, trails)
    if role == "part":
        inset = _inset(path, previous, row)
        inset -= 2.0 if row.gap >= 1 and row.box is None and row.text.isupper() else 0.0  # rather a heading
        return (replace(state, last="part", fresh=False), cost + inset) if inset > -3 else None
    if role == "more":
        cost += _continues(path, previous, row, style)
        cost -= _SIGNED if reading.label is not None and _signs(row.text[: reading.label.start]) else 0.0
    if (
        role == "subtitle"
        and previous is not None
        and 0 < row.size < 0.93 * previous.size
        and state.last in ("entry", "more")
        and known_section(row.text) < 1
    ):
        cost += 1.6
    if role == "subtitle" and path.reading is not None and path.reading.title.endswith(("：", ":")):
        cost -= 4.0  # the title itself goes on after its colon
    if role == "subtitle" and state.last in ("byline", "blurb"):
        cost -= 1.5
    if role == "blurb" and reading.byline and state.page and row.gap < 1 and style.apart and style.position == "last":
        cost += 2.0  # closely below the page of its entry
    if role == "blurb" and state.byline and row.box is not None:
        cost += 1.5
    if role in ("more", "subtitle") and state.page and row.gap >= 0.9 and row.box is None:
        cost -= 2.5  # behind the page and a blank line
    if role in ("more", "subtitle") and trails and not _is_dashed(row.text):
        cost -= 2.5 if style.position in ("first", "last") else 4.5
    if role == "more" and style.position == "none" and not reading.byline:
        cost -= 1.5  # without pages nothing closes an entry but the next title
    if role == "more" and state.page and style.position == "last" and not style.page_leads:
        cost += style.late - 1.5
    following = State(role, True, state.page or reading.label is not None, state.byline or bool(reading.byline), True)
    return following, cost


_BY = ("by ", "por ", "par ", "von ", "przez ", "door ", "af ", "av ", "od ")
_SIGNED: Final = 6.0


def _signs(text: str) -> bool:
    """Does the row say by whom the entry above it is (`por Ángela Torrents`)?"""
    if not text.startswith(_BY):
        return False
    byline = read_byline(text.rstrip(" .·…"))
    return byline.explicit and byline.score > 1


def _is_barred(state: State, reading: Reading, style: Style) -> bool:
    """Rows that go on with an entry need one that is open and has its title (parts: its page too), and bring nothing
    that it already has; where the page leads its entry or section, nothing else can carry it
    (but a row of its own above the title, in an issue that has both)."""
    if reading.label is not None and style.position in ("first", "section"):
        return not (style.page_leads and reading.role == "page")
    if reading.role in ("page", "byline"):
        return False
    if reading.role == "more" and state.last not in ("entry", "more"):
        return True
    if reading.role == "part" and not state.page:
        return True
    taken = (state.page and reading.label is not None) or (state.byline and reading.byline != "")
    return taken or not state.open or not state.title


def _overrun(reading: Reading, path: Path) -> float:
    """Names that plainly go on (a comma, an initial, `and` at the row's end) go on in the next row."""
    if path.reading is None or not hangs_over(path.reading.byline):
        return 0.0
    return 3.0 if reading.role == "byline" and reading.label is None else -2.0


def _inset(path: Path, previous: Row | None, row: Row) -> float:
    """Log-odds that `row` is a part of the entry above: it stands deeper than the entry, as deep as other parts."""
    if previous is None or path.reading is None:
        return FORBIDDEN
    step = row.indent - _title_indent(previous, path.reading)
    deep = 0.012 if row.box is not None else 2
    if path.reading.role == "part":
        return 1.5 if abs(step) < deep else FORBIDDEN
    return 2.0 if step >= deep else FORBIDDEN


def _title_indent(row: Row, reading: Reading) -> float:
    """Where the title of a row begins, beyond a page label that leads it."""
    if reading.label is None or reading.label.start > 0 or reading.role == "part":
        return row.indent
    rest = row.text[reading.label.stop :]
    share = width(row.text[: len(row.text) - len(rest.lstrip())]) / max(1, width(row.text))
    return row.indent + share * (row.box.width if row.box is not None else width(row.text))


def _begin(state: State, reading: Reading, style: Style, cost: float) -> tuple[State, float]:
    """A title begins an entry, or fills the one that a page or byline row has opened."""
    if (
        state.open
        and not state.title
        and not (reading.label is not None and state.page)
        and not (reading.byline and state.byline)
    ):
        cost += 0.4 if state.page else 0.0
        if state.last == "byline" and state.page and style.position == "last":
            cost -= 3.0  # what a page has closed is no byline of the title below
        return State(
            "entry", True, state.page or reading.label is not None, state.byline or bool(reading.byline), True
        ), cost
    cost += _leave(state, style)
    return State("entry", True, reading.label is not None, bool(reading.byline), True, True), cost


def _page(state: State, style: Style, cost: float) -> tuple[State, float]:
    if style.inline:
        cost -= 3.0
    if state.open and not state.page and state.title and not style.page_leads:
        return replace(state, last="page", page=True, fresh=False), cost + 0.6
    return State("page", False, True, False, True, True), cost + _close(state, style) + (
        0.4 if style.page_leads else -2.5
    )


def _byline(state: State, reading: Reading, style: Style, cost: float, trails: bool) -> tuple[State, float] | None:
    labelled = reading.label is not None
    if state.open and state.title and not state.byline and not (labelled and state.page):
        late = -3.0 if style.byline_leads else 0.0
        late += style.late if state.page and style.position == "last" and not labelled else 0.0
        return State("byline", True, state.page or labelled, True, True), cost + late
    if trails and not state.page and labelled and state.last in ("entry", "more") and style.position == "last":
        return State("byline", True, True, True, True), cost - 0.5  # the last names run over into the next row
    if state.open and state.last == "byline" and state.title and state.byline and labelled and not state.page:
        return State("byline", True, True, True, True), cost - 0.8
    if state.open and state.title and state.byline and not labelled and _is_translators(reading):
        return State("byline", True, state.page, True, True), cost - 0.8
    if state.open and state.last == "byline" and state.byline and not labelled:
        return replace(state, fresh=False), cost - 1.0  # a byline over two rows
    if state.open and not state.title and state.page and not labelled:
        return State("byline", False, True, True, True), cost - 1.2
    return State("byline", False, labelled, True, True, True), cost + _leave(state, style) + (
        0.3 if style.byline_leads else -2.2
    )


def _is_translators(reading: Reading) -> bool:
    """A row of its own that says who translated or illustrated, below the author's name."""
    if reading.form != "explicit":
        return False
    return all(person.role in _BESIDE_AUTHORS for person in read_byline(reading.byline).contributors)


_BESIDE_AUTHORS: Final = frozenset({"translator", "illustrator", "photographer"})


def _leave(state: State, style: Style) -> float:
    """What it costs to begin the next entry: nothing after a section, which is there to be followed by one."""
    return _close(state, style) if state.open else 0.0


def _close(state: State, style: Style) -> float:
    """What it costs to leave the open entry as it is."""
    if not state.open:
        return -1.5 if state.last == "section" else 0.0
    if not state.title:
        return -5.0
    return style.missing if not state.page else 0.0


def _continues(path: Path, previous: Row | None, row: Row, style: Style) -> float:
    """Log-odds that `row` goes on with the title of the row before: by its text, its place and its type."""
    if previous is None or path.reading is None:
        return FORBIDDEN
    before = path.reading.title
    score = _goes_on(before, row.text)
    if row.box is not None and previous.box is not None:
        score += 0.8 if row.indent > previous.indent + 0.008 else 0.0
        score += 0.5 if row.gap < 0.45 else -1.0 if row.gap > 1.0 else 0.0
        score += -2.0 if abs(row.size - previous.size) > 0.12 * max(row.size, previous.size) else 0.0
    if script_of(before) not in ("han", "kana"):
        score += _reach(previous, style)
        score -= 2.0 if _FULL_STOP.search(row.text) and not before.endswith(".") else 0.0
    elif row.box is not None and _reach(previous, style) > 0.5 and _rest(previous, style) < 0.06:
        score += 3.2 if row.gap < 0.35 and known_section(section_name(row.text)) < 1 else 1.2
    return score


_LEADS = re.compile(r"(?:…\s?){2,}$|(?:[.·．]\s?){5,}$")
"""A row that ends in a leader leads to the next one."""


@lru_cache(maxsize=10_000)
def _leads_on(text: str) -> bool:
    return _LEADS.search(text) is not None


_FULL_STOP = re.compile(r"[a-zà-ÿ]{2}\.$")


def _reach(previous: Row, style: Style) -> float:
    """A row that runs on to the edge of its column may be wrapped; a short one is not."""
    edge = style.edges.get(previous.column if previous.box else 0, 0.0)
    if not edge:
        return 0.0
    if previous.box is not None:
        rest = _rest(previous, style)
        return 1.0 if rest < 0.3 else -0.8 if rest > 0.55 else 0.0
    return 1.2 if previous.end > 0.7 * edge else -0.8 if previous.end < 0.45 * edge else 0.0


def _rest(previous: Row, style: Style) -> float:
    """How much of its column's width a row with a box leaves empty, 0..1."""
    edge = style.edges.get(previous.column, 0.0)
    left = previous.box.left if previous.box is not None else 0.0
    return (edge - previous.end) / max(0.05, edge - left)


_DASHED = re.compile(r"\s*(?:——|──|――|[—–―]\s)")


def _is_dashed(text: str) -> bool:
    return _DASHED.match(text) is not None


_HANGS = re.compile(
    r"\b(?:of|the|and|in|for|to|a|an|on|with|und|der|die|das|von|de|la|le|et|des|du|or|by|from|its|at|&)$",
    re.IGNORECASE,
)
_OPENED = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"))


_ENDS_OPEN = re.compile(r"[的與与和及之]$")
_ENDS_CUT = re.compile(r"[：:，,、—–-]$")
_BEGINS_SMALL = re.compile(r"^[a-zà-ÿа-я]")
_SPACED_PAIR = re.compile(rf"[{CJK}][\s\u3000，][{CJK}]")
_ENDS_CUT_HAN = re.compile(r"[：:，、]$")
_ENDS_WHOLE = re.compile(r"[？！?!。]$")


@lru_cache(maxsize=50_000)
def _goes_on(before: str, text: str) -> float:
    """The part of it that the two texts decide."""
    score = -1.1 if same_script(before, text) else -3.6
    score += 5.0 if DOCUMENT_NUMBER.match(text) else 0.0
    score += 2.5 if _ENDS_OPEN.search(before) else 0.0
    score += 3.5 if _ENDS_CUT.search(before) and not before.endswith("——") else 0.0
    score += 2.2 if _BEGINS_SMALL.match(text) else 0.0
    score += 1.2 if _HANGS.search(before) else 0.0
    score += 0.8 if any(before.count(left) > before.count(right) for left, right in _OPENED) else 0.0
    if script_of(before) in ("han", "kana"):
        # A finished couplet is a whole headline: what follows it is rather a subtitle.
        couplet = _SPACED_PAIR.search(before) is not None
        score += -1.5 if couplet else 0.9
        score -= 1.5 if width(text) <= 8 and not _ENDS_CUT_HAN.search(before) else 0.0
        score += 0.5 if width(before) >= 14 and abs(width(before) - width(text)) <= 10 else 0.0
        score -= max(0.0, subtitle_score(text))
    return score - (2.0 if _ENDS_WHOLE.search(before) else 0.0)
