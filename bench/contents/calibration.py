"""Is what we call 95 % right 95 times in 100? Reliability by bins, expected calibration error, and the fit of the weights.

ECE as in Guo et al., On Calibration of Modern Neural Networks (2017): the mean gap between said and seen, weighted by
the number of entries in ten equal bins.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw


class Bin(NamedTuple):
    """Entries said to be right with a probability between `low` and `high`."""

    low: float
    high: float
    entries: int
    said: float
    seen: float


class Judged(NamedTuple):
    """An entry read: its periodical, its features, and whether it is right."""

    periodical: str
    features: tuple[float, ...]
    right: bool


def reliability(said: Sequence[float], seen: Sequence[bool], bins: int = 10) -> list[Bin]:
    edges = [index / bins for index in range(bins + 1)]
    out = []
    for low, high in itertools.pairwise(edges):
        chosen = [(p, r) for p, r in zip(said, seen, strict=True) if low <= p < high or (high == 1 and p == 1)]
        if chosen:
            mean = sum(p for p, _ in chosen) / len(chosen)
            out.append(Bin(low, high, len(chosen), mean, sum(r for _, r in chosen) / len(chosen)))
    return out


def calibration_error(bins: Sequence[Bin]) -> float:
    total = sum(part.entries for part in bins)
    return sum(part.entries * abs(part.said - part.seen) for part in bins) / total if total else 0.0


def fit(judged: Sequence[Judged], rounds: int = 3000, ridge: float = 1e-3) -> tuple[tuple[float, ...], float]:
    """Weights and bias of a logistic model with weights ≥ 0 (every feature speaks for an entry), by gradient descent."""
    x = np.array([item.features for item in judged])
    y = np.array([item.right for item in judged], dtype=float)
    weights, bias = np.zeros(x.shape[1]), 0.0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-(x @ weights + bias)))
        weights = np.maximum(0.0, weights - 1.0 * (x.T @ (p - y) / len(y) + ridge * weights))
        bias -= 1.0 * float(np.mean(p - y))
    return tuple(round(float(weight), 3) for weight in weights), round(bias, 3)


def left_out(judged: Sequence[Judged]) -> list[float]:
    """The probability of each entry by weights fitted on all other periodicals."""
    models = {
        name: fit([item for item in judged if item.periodical != name], rounds=600)
        for name in {item.periodical for item in judged}
    }
    out = []
    for item in judged:
        weights, bias = models[item.periodical]
        out.append(float(1 / (1 + np.exp(-(np.dot(weights, item.features) + bias)))))
    return out


def draw(bins: Sequence[Bin], path: Path, title: str) -> None:
    """A reliability diagram: said along, seen up; a bar per bin, the diagonal for comparison."""
    size, margin = 480, 50
    image = Image.new("RGB", (size + 2 * margin, size + 2 * margin), "white")
    pen = ImageDraw.Draw(image)
    pen.text((margin, 15), title, fill="black")
    for part in bins:
        left, right = margin + part.low * size, margin + part.high * size
        top = margin + (1 - part.seen) * size
        pen.rectangle((left + 2, top, right - 2, margin + size), fill=(120, 160, 200))
        pen.text((left + 4, margin + size - 14), str(part.entries), fill="black")
    pen.line((margin, margin + size, margin + size, margin), fill=(180, 60, 60), width=2)
    pen.rectangle((margin, margin, margin + size, margin + size), outline="black")
    for tick in (0, 0.5, 1):
        pen.text((margin + tick * size - 8, margin + size + 8), f"{tick:g}", fill="black")
        pen.text((margin - 28, margin + (1 - tick) * size - 6), f"{tick:g}", fill="black")
    pen.text((margin + size / 2 - 60, margin + size + 26), "said (confidence)", fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
