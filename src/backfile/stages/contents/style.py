"""The style of an issue: which page position it keeps, and what its roles look like.

The style is latent and shared. It starts as a prior, is estimated from a first decoding (rows that are certain carry
it) and weighs on the doubtful rows in the next one: expectation-maximisation with hard assignments.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .names import read_byline
from .readings import DOUBTFUL, Position, Reading, RoleName, known_section, noise_score, page_name, section_name
from .rows import Row
from .tokens import Label, read_first, read_last, read_only, rising_share, script_of, width

ROLES: Final[tuple[RoleName, ...]] = (
    "section",
    "entry",
    "more",
    "subtitle",
    "byline",
    "page",
    "blurb",
    "noise",
    "parallel",
    "part",
)

# Prior probability that `column` follows `row` within a contents page, from reading many of them.
_PRIOR: Final[dict[str, tuple[float, ...]]] = {
    #            sect   entry  more   subt   byline page   blurb  noise  paral. part
    "start":    (0.25,  0.38,  0.00,  0.00,  0.03,  0.03,  0.00,  0.30,  0.01,  0.00),
    "section":  (0.06,  0.80,  0.00,  0.01,  0.05,  0.05,  0.01,  0.01,  0.01,  0.00),
    "entry":    (0.12,  0.40,  0.08,  0.07,  0.20,  0.06,  0.02,  0.03,  0.02,  0.02),
    "more":     (0.10,  0.32,  0.07,  0.08,  0.28,  0.08,  0.02,  0.03,  0.02,  0.02),
    "subtitle": (0.10,  0.28,  0.02,  0.08,  0.38,  0.07,  0.02,  0.03,  0.02,  0.02),
    "byline":   (0.16,  0.56,  0.01,  0.02,  0.03,  0.12,  0.03,  0.04,  0.03,  0.02),
    "page":     (0.14,  0.62,  0.02,  0.02,  0.12,  0.01,  0.01,  0.05,  0.01,  0.02),
    "blurb":    (0.12,  0.42,  0.00,  0.01,  0.08,  0.04,  0.26,  0.05,  0.02,  0.00),
    "noise":    (0.16,  0.24,  0.00,  0.00,  0.00,  0.01,  0.00,  0.59,  0.00,  0.00),
    "parallel": (0.14,  0.60,  0.00,  0.02,  0.06,  0.03,  0.02,  0.03,  0.10,  0.00),
    "part":     (0.12,  0.35,  0.01,  0.00,  0.03,  0.00,  0.00,  0.03,  0.00,  0.46),
}  # fmt: skip
_STRENGTH: Final = 6.0
"""Pseudo-counts of the prior in each row of the transition table."""


class Style(Struct, frozen=True):
    """A page position, log-probabilities of role sequences, and log-ratios of forms and looks per role."""

    position: Position
    moves: Mapping[tuple[str, str], float]
    forms: Mapping[str, float]
    looks: Mapping[str, Mapping[str, float]]
    missing: float
    """Cost of an entry without a page."""
    survey: Mapping[str, float] = {}
    """Log-ratios of forms from the separators alone."""
    late: float = -0.8
    prior: float = 0.0
    """Log-odds of this variant by the layout alone."""
    page_leads: bool = False
    """Labels on rows of their own stand before their titles."""
    edges: Mapping[int, float] = {}
    """Where the longest rows of each column end (printed columns, or fractions of the page)."""
    inline: bool = True
    """Labels stand on the rows of their titles: a row that is only a label is furniture."""
    apart: bool = False
    """Blank lines part the entries of a text: an entry does not go on behind one before it has its page."""
    signs_close: bool = False
    """In a text no blank line stands between the page of an entry and the row that signs it."""
    byline_leads: bool = False
    """Bylines on rows of their own stand before their titles."""
    """Cost of a byline or title row after the page of its entry."""


def prior_style(position: Position, paged: float) -> Style:
    """What is believed before reading: `paged` is the share of rows that show a page label."""
    moves: dict[tuple[str, str], float] = {
        (before, role): log(max(p, 1e-4)) for before, row in _PRIOR.items() for role, p in zip(ROLES, row, strict=True)
    }
    return Style(position, moves, {}, {}, 0.0 if position == "none" else -1.5 - 3.0 * min(1.0, paged))


def survey_forms(candidates: Sequence[Sequence[Reading]], position: Position) -> dict[str, float]:
    """What the separators say before anything is decoded: a division that nearly every row allows is a division,
    whatever the names look like; one whose byline sides look like names is one even where it is rarer."""
    nameness: dict[str, list[float]] = {}
    shapes: dict[str, list[tuple[int, int]]] = {}
    rows = 0
    for readings in candidates:
        entries = [reading for reading in readings if reading.role == "entry"]
        if position == "first":
            entries = [reading for reading in entries if reading.label is not None]
        if not entries or max(readings, key=lambda reading: reading.score).role in ("noise", "section"):
            continue
        rows += 1
        for form in {reading.form for reading in entries if reading.byline and reading.form != DOUBTFUL}:
            scores = [read_byline(reading.byline).score for reading in entries if reading.form == form]
            nameness.setdefault(form, []).append(max(-2.0, min(2.0, max(scores))))
            shape = next(reading for reading in entries if reading.form == form)
            shapes.setdefault(form, []).append((width(shape.byline), width(shape.title)))
    weights: dict[str, float] = {}
    for form, scores in nameness.items():
        share = len(scores) / rows
        if len(scores) >= 3 and share >= _least_share(form, scores):
            mean = sum(scores) / len(scores)
            floor = 0.0 if share >= 0.65 and _is_short(shapes[form]) else -1.5
            weights[form] = max(-1.0, min(3.0, 5.0 * (share - 0.35))) + max(floor, min(1.5, 1.2 * mean))
    if _sign_apart(candidates):
        weights |= {form: min(-2.5, weights.get(form, 0.0)) for form in ("space", "space-before")}
    best = max(weights.values(), default=0.0)
    return weights | ({"plain": -0.5 * best} if best > 1.0 else {})


def _sign_apart(candidates: Sequence[Sequence[Reading]]) -> bool:
    """Have bylines rows of their own that say so (by …, 文/…)? Then no name stands at the end of a title."""
    said = sum(any(reading.role == "byline" and reading.form == "explicit" for reading in row) for row in candidates)
    return said >= max(4, 0.15 * len(candidates))


def survey_runs(candidates: Sequence[Sequence[Reading]]) -> list[dict[str, float]]:
    """Per row, what the neighbours between two section headings agree on: columns at the end of an issue often divide
    title and byline in a way of their own."""
    best = [max(readings, key=lambda reading: reading.score) for readings in candidates]
    runs: list[list[int]] = [[]]
    for index, reading in enumerate(best):
        if reading.role in ("section", "noise"):
            runs.append([])
        else:
            runs[-1].append(index)
    out: list[dict[str, float]] = [{} for _ in candidates]
    for run in (run for run in runs if len(run) >= 3):
        for form, weight in _agreed(run, candidates).items():
            for index in run:
                out[index][form] = weight
    return out


def _agreed(run: Sequence[int], candidates: Sequence[Sequence[Reading]]) -> dict[str, float]:
    """Forms that nearly every row of a run allows, with short bylines that are not plainly something else."""
    weights: dict[str, float] = {}
    found: dict[str, list[Reading]] = {}
    for index in run:
        divided = {
            reading.form: reading
            for reading in candidates[index]
            if reading.role == "entry" and reading.byline and reading.label is not None and reading.form != DOUBTFUL
        }
        for form, reading in divided.items():
            found.setdefault(form, []).append(reading)
    for form, readings in found.items():
        scores = [max(-2.0, min(2.0, read_byline(reading.byline).score)) for reading in readings]
        short = all(width(reading.byline) <= 12 for reading in readings)
        if len(readings) >= max(3, 0.8 * len(run)) and short and sum(scores) / len(scores) > -0.8:
            weights[form] = 1.6
    return weights


def _least_share(form: str, scores: Sequence[float]) -> float:
    """Spaces divide only what reads as a name, so that they need more company than marks do."""
    if not form.startswith("space"):
        return 0.3
    return 0.35 if sum(scores) / len(scores) > 0.8 else 0.55


def _is_short(shapes: Sequence[tuple[int, int]]) -> bool:
    """Are the byline sides short, and shorter than the titles? (Printed columns.)"""
    mean = sum(by for by, _ in shapes) / len(shapes)
    return mean <= 16 and mean < 0.8 * sum(title for _, title in shapes) / len(shapes)


def learn_style(style: Style, rows: Sequence[Row], readings: Sequence[Reading]) -> Style:
    """The style that a decoding shows, smoothed towards the prior."""
    return replace(
        style,
        moves=_learn_moves(readings),
        forms=_learn_forms(readings, style.survey),
        looks=_learn_looks(rows, readings),
        late=_learn_late(readings),
    )


def _learn_moves(readings: Sequence[Reading]) -> dict[tuple[str, str], float]:
    counts: Counter[tuple[str, str]] = Counter()
    before = "start"
    for reading in readings:
        counts[before, reading.role] += 1
        before = reading.role
    moves: dict[tuple[str, str], float] = {}
    for origin, row in _PRIOR.items():
        total = sum(counts[origin, role] for role in ROLES) + _STRENGTH
        for role, p in zip(ROLES, row, strict=True):
            moves[origin, role] = log(max((counts[origin, role] + _STRENGTH * p) / total, 1e-4))
    return moves


def _learn_forms(readings: Sequence[Reading], survey: Mapping[str, float]) -> dict[str, float]:
    """How much more (or less) often than others each way of dividing title and byline is used."""
    labels = any(reading.label is not None for reading in readings)
    used = Counter(reading.form for reading in readings if _divides(reading, labels) and reading.form != DOUBTFUL)
    total = sum(used.values())
    kinds = max(4, len(used) + 1)
    weights = {form: log((count + 0.5) / (total + 0.5 * kinds) * kinds) for form, count in used.items()}
    weights["*"] = log(0.5 / (total + 0.5 * kinds) * kinds)
    clear = max(survey.values(), default=0.0) > 1.0
    low, plain = (-3.0, 3.0) if clear else (-1.3, 0.4)
    forms = {*weights, *survey}
    out = {form: max(low, min(3.0, weights.get(form, weights["*"]) + 0.5 * survey.get(form, 0.0))) for form in forms}
    # A clear division weighs on whoever ignores it, however many entries have no byline to divide.
    return out | {"plain": min(plain, out.get("plain", 0.0), survey.get("plain", plain))}


def _divides(reading: Reading, labels: bool) -> bool:
    """Could this reading carry a byline? The first rows of a title whose page comes later do not count."""
    return reading.role == "entry" and (bool(reading.byline) or not labels or reading.label is not None)


def _learn_looks(rows: Sequence[Row], readings: Sequence[Reading]) -> dict[str, dict[str, float]]:
    """Per role, the log-ratio of each look within it to the same look over all roles."""
    overall: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    within: dict[str, Counter[str]] = {}
    for row, reading in zip(rows, readings, strict=True):
        looks = looks_of(row)
        roles[reading.role] += 1
        within.setdefault(reading.role, Counter()).update(looks)
        overall.update(looks)
    total = len(rows)
    return {
        role: {look: _ratio(looks[look], roles[role], count, total) for look, count in overall.items()}
        for role, looks in within.items()
    }


def _ratio(count: int, of_role: int, overall: int, total: int) -> float:
    share = (overall + 0.5) / (total + 1.0)
    return max(-1.2, min(1.2, 0.55 * log(((count + 4.0 * share) / (of_role + 4.0)) / share)))


def _learn_late(readings: Sequence[Reading]) -> float:
    """Do bylines stand after the page? Counted over entries that have a byline row."""
    after = before = 0
    seen = False
    for reading in readings:
        if reading.role == "entry":
            seen = reading.label is not None
        elif reading.role == "page":
            seen = True
        elif reading.role == "byline":
            after, before = after + (seen and reading.label is None), before + (not seen)
    return log((after + 0.5) / (after + before + 1.0)) * 0.8


def looks_of(row: Row) -> tuple[str, ...]:
    """Discrete looks of a row: size, weight, indent, space above, marks, width. Only differences within an issue matter."""
    first = row.text[:1]
    mark = first if not first.isalnum() and not first.isspace() else "digit" if first.isdigit() else ""
    size = f"size{round(row.size * 2) / 2}" if row.size else ""
    indent = f"in{round(row.indent * 40)}" if row.box else f"in{min(12, int(row.indent))}"
    looks = [
        f"bold{row.bold}",
        indent,
        f"gap{row.gap >= 0.9}",
        f"mark{mark}",
        f"spaced{_spaced(row.text)}",
        f"caps{row.text.isupper()}",
        f"script{script_of(row.text)}",
    ]
    looks.append(f"width{min(6, width(row.text) // 12)}")
    return tuple(look for look in (*looks, size) if look)


def _spaced(text: str) -> bool:
    words = text.split()
    return len(words) >= 2 and all(len(word) == 1 for word in words)


class Evidence(NamedTuple):
    """How strongly the rows show labels at one position: number, mean strength, share that rises."""

    labels: tuple[Label, ...]
    share: float
    rising: float

    @property
    def weight(self) -> float:
        return sum(label.strength for label in self.labels) * (0.35 + 0.65 * self.rising)


def find_labels(rows: Sequence[Row], position: Position) -> Evidence:
    """The labels that stand at `position` over the rows; own-line labels count for both positions."""
    read = read_first if position == "first" else read_last
    found = [label for row in rows if (label := read(row.text) or read_only(row.text))]
    found = [label for label in found if label.strength >= 0.4]
    return Evidence(
        tuple(found),
        len(found) / max(1, len(rows)),
        rising_share([label.value for label in found if label.value is not None]),
    )


def counting_share(values: Sequence[int]) -> float:
    """Share of neighbouring values of which the second is one more than the first, 0..1 (1 for fewer than two)."""
    if len(values) < 2:
        return 1.0
    return sum(b - a == 1 for a, b in itertools.pairwise(values)) / (len(values) - 1)


def are_ordinals(values: Sequence[int]) -> bool:
    """Running numbers 1, 2, 3 … of the entries: each one more than the last, from 1 (or 0), for at least six."""
    return len(values) >= 6 and values[0] in (0, 1) and counting_share(values) >= 0.95


def _mostly_counts(values: Sequence[int]) -> bool:
    """Running numbers with a few strangers among them."""
    return len(values) >= 4 and min(values) <= 1 and counting_share(values) >= 0.75


def propose_styles(rows: Sequence[Row]) -> list[Style]:
    """The page positions worth decoding, most likely first (at most two)."""
    first, last = find_labels(rows, "first"), find_labels(rows, "last")
    first_is_count = _mostly_counts([label.value for label in first.labels if label.value is not None])
    options: list[tuple[float, Style]] = []
    for position, evidence in (("first", first), ("last", last)):
        weight = evidence.weight - (
            1e3 if position == "first" and first_is_count and last.weight > 0.5 * first.weight else 0.0
        )
        if len(evidence.labels) >= 2 and (evidence.share >= 0.12 or len(evidence.labels) >= 5) and weight > 1.2:
            options.append((weight, prior_style(position, min(1.0, 2.5 * evidence.share))))  # type: ignore[arg-type]
    options.sort(key=lambda option: -option[0])
    styles = [style for weight, style in options if weight > 0.45 * options[0][0]]
    if _labels_head_sections(rows):
        styles = [*(styles or [prior_style("none", 0.0)]), prior_style("section", 0.0)]
    edges: dict[int, float] = {}
    for row in rows:
        if width(row.text) < 150:
            column = row.column if row.box else 0
            edges[column] = max(edges.get(column, 0.0), row.end)
    apart = _part_entries(rows)
    styles = [replace(style, edges=edges, apart=apart) for style in styles]
    return [variant for style in styles or [prior_style("none", 0.0)] for variant in _variants(style, rows)]


LEAST_APART: Final = 0.2
MOST_APART: Final = 0.8


def _part_entries(rows: Sequence[Row]) -> bool:
    """Do blank lines stand between some rows of a text and not between all of them?"""
    if any(row.box is not None for row in rows):
        return False
    return LEAST_APART * len(rows) <= sum(row.gap >= 1 for row in rows) <= MOST_APART * len(rows)


def _variants(style: Style, rows: Sequence[Row]) -> list[Style]:
    """The same position with own-line labels or bylines before or after their titles, where such rows are many."""
    variants = [style]
    leads = 1.5 * _labels_lead(rows)
    alone = sum(read_only(row.text) is not None for row in rows)
    labelled = sum((read_first(row.text) or read_last(row.text)) is not None for row in rows)
    if alone >= 3 and style.position in ("first", "last"):
        variants = [
            replace(style, inline=False, prior=-leads),
            replace(_with_moves(style, _PAGE_LEADS), page_leads=True, inline=False, prior=leads),
        ]
    if style.position == "last" and labelled + alone < 0.72 * len(rows):
        variants.append(replace(_with_moves(style, _BYLINE_LEADS), byline_leads=True))
    return variants


_PAGE_LEADS: Final = {
    ("start", "page"): 0.3, ("section", "page"): 0.75, ("page", "entry"): 0.9, ("entry", "page"): 0.3, ("byline", "page"): 0.5,
    ("blurb", "page"): 0.3, ("blurb", "byline"): 0.4, ("entry", "byline"): 0.25, ("entry", "blurb"): 0.15, ("byline", "entry"): 0.05, ("entry", "entry"): 0.1,
}  # fmt: skip
_BYLINE_LEADS: Final = {
    ("start", "byline"): 0.2, ("section", "byline"): 0.55, ("section", "entry"): 0.3, ("byline", "entry"): 0.93, ("entry", "byline"): 0.5, ("entry", "entry"): 0.2,
}  # fmt: skip


def _heads_section(row: Row) -> int:
    return int(known_section(section_name(row.text)) > 1 or (row.text.isupper() and len(row.text) > 4))


def _labels_lead(rows: Sequence[Row]) -> float:
    """Log-odds that own-line labels stand before their titles: white space before them, rows after the last one."""
    alone = [index for index, row in enumerate(rows) if read_only(row.text)]
    if not alone:
        return 0.0
    before = sum(rows[i].gap >= 0.9 for i in alone)
    after = sum(i + 1 < len(rows) and rows[i + 1].gap >= 0.9 for i in alone)
    score = 8.0 * (before - after) / len(alone)
    tail = [row for row in rows[alone[-1] + 1 :] if width(row.text) < 60 and noise_score(row) < 1]
    signed = alone[0] > 1 and read_byline(rows[alone[0] - 1].text).score > 0.8
    # Headings of sections stand right before the first label of theirs, or at the head of the rows that a label ends.
    segments = [rows[a + 1 : b] for a, b in itertools.pairwise(alone) if b - a > 2]
    heads = sum(_heads_section(segment[-1]) - _heads_section(segment[0]) for segment in segments)
    score += max(-8.0, min(8.0, 2.5 * heads))
    score -= 8.0 if signed else 0.0  # title, names, page: the first entry has all three
    return score + (5.0 if tail else -8.0) + (3.0 if alone[0] <= 2 else -3.0)


def _with_moves(style: Style, moves: Mapping[tuple[str, str], float]) -> Style:
    return replace(style, moves={**style.moves, **{move: log(p) for move, p in moves.items()}})


def _names_section(text: str) -> bool:
    """A row that is a page name (第03版：民生, A1 头版), or a known section with a label."""
    if page_name(text) is not None:
        return True
    label = read_first(text) or read_last(text)
    if label is None:
        return False
    rest = (text[label.stop :] if label.start == 0 else text[: label.start]).strip(" \u3000\t：:·|｜")
    if label.start == 0 and ("版" in text[: label.stop] or re.fullmatch(r"[\u4e00-\u9fff]{2,4}", rest)):
        return True
    return known_section(section_name(rest)) > 2


def _labels_head_sections(rows: Sequence[Row]) -> bool:
    """`第01版：要闻` and then headlines: labels on few rows, several other rows after most of them."""
    labelled = [
        index
        for index, row in enumerate(rows)
        if read_first(row.text) or read_last(row.text) or page_name(row.text) is not None
    ]
    runs = [b - a for a, b in zip(labelled, [*labelled[1:], len(rows)], strict=False)]
    named = sum(_names_section(rows[index].text) for index in labelled)
    if named < 0.5 * len(labelled):
        return False
    most = 0.55 if named >= 0.7 * len(labelled) else 0.45
    return len(labelled) >= 2 and len(labelled) < most * len(rows) and sum(run >= 2 for run in runs) >= 0.6 * len(runs)
