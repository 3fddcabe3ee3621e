"""How sure: the probability that an entry's title and page are right, from named features of its decoding."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from .fields import Found
from .location import Window


class Features(NamedTuple):
    """What an entry's confidence is computed from; each is 0..1."""

    margin: float
    """Probability of its rows' roles against the best other reading."""
    paged: float
    in_order: float
    """Its page lies between those of its neighbours."""
    plain: float
    """One row, no repair."""


WEIGHTS = Features(margin=3.0, paged=0.8, in_order=0.8, plain=0.4)
BIAS = -0.8


def measure(item: Found, found: Sequence[Found]) -> Features:
    """The features of `item` among its fellow entries."""
    index = next(i for i, other in enumerate(found) if other is item)
    paged = sum(other.label is not None for other in found) >= 0.5 * len(found)
    single = sum(field == "title" for field, _ in item.uses) == 1 and not item.repaired
    return Features(
        item.margin, float((item.label is not None) == paged), float(_in_order(index, found)), float(single)
    )


def _in_order(index: int, found: Sequence[Found]) -> bool:
    label = found[index].label
    if label is None or label.value is None:
        return True
    before = next((o.label.value for o in reversed(found[:index]) if o.label and o.label.value is not None), None)
    after = next((o.label.value for o in found[index + 1 :] if o.label and o.label.value is not None), None)
    return (before is None or before <= label.value) and (after is None or label.value <= after)


def entry_confidence(window: Window, item: Found, found: Sequence[Found]) -> float:
    """Probability 0..1 that title and page are right."""
    del window
    features = measure(item, found)
    score = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features, strict=True))
    return round(1 / (1 + exp(-score)), 4)
