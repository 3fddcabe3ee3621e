"""How sure: the probability that an entry's title and page are right, from named features of its decoding.

A logistic model. Its weights are fitted on what was right and wrong at first sight in held-out texts and specimens
(on texts that the engine was mended on everything is likely); `python -m bench.contents` measures the calibration.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import exp, log
from typing import Final, NamedTuple

from .fields import Found
from .readings import known_section


class Features(NamedTuple):
    """What an entry's confidence is computed from; the margins are log-odds / 4, the others are 0..1."""

    margin: float
    """Log-odds of its rows' roles against the best other reading, over 4, at most 2."""
    in_order: float
    """Its page lies between those of its neighbours."""
    plain_label: float
    """How plainly its page label is one by its shape alone (1 where nobody has a page)."""
    single_row: float
    """The title stands on one row."""
    fellows: float
    """The mean margin of its fellows: errors come in company, where a whole layout is misread."""
    attested: float
    """The body has the title as a heading (1), has others only (0), or can't be asked (a half)."""
    paged: float
    """Most entries of the list have pages (1) or not (0): where none were found, the layout is seldom understood."""
    signed: float
    """How many people sign it, over 4: who reads a layout wrongly reads few names."""
    broken: float
    """Share of the entries whose titles stand on several rows."""
    explained: float
    """Share of the rows from the first to the last entry that serve one."""
    unlike: float
    """No other entry has its title."""


WEIGHTS: Final = Features(0.974, 0.664, 4.308, 1.464, 0.775, 1.755, 2.945, 1.234, -0.584, 3.11, 3.103)
BIAS: Final = -16.996
LEAST: Final = 0.02
LEAST_OUTSIDE: Final = 0.35
"""Below these probabilities what was read is no entry."""
SUREST: Final = 0.92
"""No entry is surer that no page of the body confirms: of those that seemed to be, one in thirteen was wrong at first sight."""


def measure(found: Sequence[Found]) -> list[Features]:
    """The features of each entry among its fellows."""
    paged = sum(item.label is not None for item in found) >= 0.5 * len(found)
    margins = [_log_odds(item.margin) for item in found]
    total = sum(margins)
    titles = Counter(item.entry.title for item in found)
    used = {row for item in found for _, row in item.uses}
    explained = len(used) / (max(used) + 1 - min(used)) if used else 1.0
    broken = sum(_is_broken(item) for item in found) / len(found)
    return [
        Features(
            margin=margins[index],
            in_order=float(_in_order(index, found)),
            plain_label=item.label.strength if item.label else float(not paged),
            single_row=float(not _is_broken(item)),
            fellows=(total - margins[index]) / (len(found) - 1) if len(found) > 1 else margins[index],
            attested=item.attested,
            paged=float(paged),
            signed=min(4, len(item.entry.contributors)) / 4,
            broken=broken,
            explained=explained,
            unlike=float(titles[item.entry.title] == 1),
        )
        for index, item in enumerate(found)
    ]


def _is_broken(item: Found) -> bool:
    """Does the title stand on several rows (or on none of its own)?"""
    return sum(field == "title" for field, _ in item.uses) != 1


def _log_odds(margin: float) -> float:
    bounded = min(max(margin, 1e-3), 1 - 1e-4)
    return max(-1.0, min(2.0, log(bounded / (1 - bounded)) / 4))


def _in_order(index: int, found: Sequence[Found]) -> bool:
    label = found[index].label
    if label is None or label.value is None:
        return True
    before = next((o.label.value for o in reversed(found[:index]) if o.label and o.label.value is not None), None)
    after = next((o.label.value for o in found[index + 1 :] if o.label and o.label.value is not None), None)
    return (before is None or before <= label.value) and (after is None or label.value <= after)


def probability(features: Features, weights: Sequence[float] = WEIGHTS, bias: float = BIAS) -> float:
    """Probability 0..1 that title and page are right."""
    score = bias + sum(weight * value for weight, value in zip(weights, features, strict=True))
    said = round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 4)
    return said if features.attested >= 1 else min(SUREST, said)


def likely(found: Sequence[Found]) -> list[Found]:
    """`found` without what is most probably no entry; before the first page and behind the last one of a list that
    has pages, that is whatever has none and is not likely, unless it alone stands under a known section."""
    paged = [index for index, item in enumerate(found) if item.label is not None]
    inner = range(paged[0], paged[-1] + 1) if len(paged) >= 0.5 * len(found) and paged else range(len(found))
    shared = {found[index].entry.section for index in inner}
    said = [probability(features) for features in measure(found)]
    return [
        item
        for index, item in enumerate(found)
        if said[index] >= (LEAST if index in inner or _has_own_section(item, shared) else LEAST_OUTSIDE)
    ]


def _has_own_section(item: Found, shared: Collection[str | None]) -> bool:
    section = item.entry.section
    return section is not None and section not in shared and known_section(section) > 1
