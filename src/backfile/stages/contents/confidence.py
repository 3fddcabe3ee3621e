"""How sure: the probability that an entry's title and page are right, from named features of its decoding.

A logistic model. Its weights are fitted on what was right and wrong at first sight in held-out texts and specimens
(on texts that the engine was mended on everything is likely); `python -m bench.contents` measures the calibration.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from statistics import median
from typing import Final, NamedTuple

from .fields import Found
from .tokens import width


class Features(NamedTuple):
    """What an entry's confidence is computed from; the margins are log-odds / 4, the others are 0..1."""

    margin: float
    """Log-odds of its rows' roles against the best other reading, over 4, at most 2."""
    like_fellows: float
    """It has a page and a byline if most of its fellows have, and none if they have none."""
    in_order: float
    """Its page lies between those of its neighbours."""
    plain_label: float
    """How plainly its page label is one by its shape alone (1 where nobody has a page)."""
    single_row: float
    """The title stands on one row."""
    usual_width: float
    """The title is no shorter than a third and no longer than three times the usual one."""
    fellows: float
    """The mean margin of its fellows: errors come in company, where a whole layout is misread."""
    attested: float
    """The body has the title as a heading (1), has others only (0), or can't be asked (a half)."""


WEIGHTS: Final = Features(0.818, 0.854, 0.421, 2.61, 1.077, 0.393, 1.012, 1.625)
BIAS: Final = -7.076


def measure(found: Sequence[Found]) -> list[Features]:
    """The features of each entry among its fellows."""
    paged = sum(item.label is not None for item in found) >= 0.5 * len(found)
    signed = sum(bool(item.entry.contributors) for item in found) / len(found)
    margins = [_log_odds(item.margin) for item in found]
    total = sum(margins)
    usual = median(width(item.entry.title) for item in found)
    return [
        Features(
            margin=margins[index],
            like_fellows=_likeness(item, paged, signed),
            in_order=float(_in_order(index, found)),
            plain_label=item.label.strength if item.label else float(not paged),
            single_row=float(sum(field == "title" for field, _ in item.uses) == 1),
            usual_width=float(usual / 3 <= width(item.entry.title) <= 3 * usual),
            fellows=(total - margins[index]) / (len(found) - 1) if len(found) > 1 else margins[index],
            attested=item.attested,
        )
        for index, item in enumerate(found)
    ]


def _log_odds(margin: float) -> float:
    bounded = min(max(margin, 1e-3), 1 - 1e-4)
    return max(-1.0, min(2.0, log(bounded / (1 - bounded)) / 4))


def _likeness(item: Found, paged: bool, signed: float) -> float:
    like = float((item.label is not None) == paged)
    if signed >= 0.7 or signed <= 0.3:
        like = 0.6 * like + 0.4 * float(bool(item.entry.contributors) == (signed >= 0.7))
    return like


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
    return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 4)
