"""The model of Arabic digits: made from the free fonts that are here, and how well it reads fonts that it has not seen.

    python -m bench.arabic_digits FONTS… [--write]

FONTS are TrueType files, or folders of them (Debian: fonts-noto-core, fonts-hosny-amiri, fonts-kacst, fonts-arabeyes,
fonts-farsiweb, fonts-hosny-thabit, fonts-paktype). A quarter of them is kept for the measurement. `--write` makes
src/backfile/engines/arabic-digits.npz from all of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

import backfile.engines as engines
from backfile.engines._folios import DIGITS, Ink, features

Samples = tuple[NDArray[np.float64], NDArray[np.int64]]
_FIELD = 140


class Model(NamedTuple):
    """A linear classifier of standardised features; the last row of `weights` is added."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]

    def likely(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        return _softmax(_standard(samples, self.mean, self.spread) @ self.weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    chance = np.random.default_rng(7)
    files = [file for file in sorted(_files(given.fonts)) if len(_known(file)) >= 9]
    chance.shuffle(files)
    kept = max(1, len(files) // 4)
    model = train(draw(files[kept:], 30, chance))
    samples, truth = draw(files[:kept], 12, chance)
    likely = model.likely(samples)
    right, sure = likely.argmax(axis=1) == truth, likely.max(axis=1) > 0.9
    print(f"{len(files) - kept} fonts; {len(truth)} digits of {kept} other fonts: {right.mean():.3f} right")
    print(f"{sure.mean():.3f} are read with more than .9, of them {right[sure].mean():.3f} right")
    if given.write:
        model = train(draw(files, 30, chance))
        path = Path(engines.__file__).with_name("arabic-digits.npz")
        np.savez_compressed(path, **{name: value.astype(np.float16) for name, value in model._asdict().items()})
        print(path, path.stat().st_size, "bytes")


def _files(places: Sequence[Path]) -> set[Path]:
    return {file for place in places for file in (place.rglob("*.ttf") if place.is_dir() else [place])}


def _known(file: Path) -> set[str]:
    """The digits that a font has; none when it can't be read."""
    try:
        return {digit for digit in DIGITS if ord(digit) in TTFont(file, lazy=True).getBestCmap()}
    except Exception:
        return set()


def draw(files: Sequence[Path], count: int, chance: np.random.Generator) -> Samples:
    """`count` drawings of each digit in each font, distorted as print and scanning do; features and places in DIGITS."""
    samples, truth = [], []
    for file in files:
        for digit in sorted(_known(file)):
            for _ in range(count):
                font = ImageFont.truetype(str(file), int(chance.integers(28, 64)))
                shape = _drawn(font, digit, chance)
                if shape is not None:
                    samples.append(features(shape))
                    truth.append(DIGITS.index(digit))
    return np.array(samples), np.array(truth)


def _drawn(font: ImageFont.FreeTypeFont, digit: str, chance: np.random.Generator) -> Ink | None:
    image = Image.new("L", (_FIELD, _FIELD), 0)
    ImageDraw.Draw(image).text((40, 20), digit, font=font, fill=255)
    turn, slant, wide = np.radians(chance.normal(0, 3)), chance.normal(0, 0.08), chance.uniform(0.85, 1.2)
    matrix = np.array([[wide * np.cos(turn), slant - np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = np.full(2, _FIELD / 2)
    pixels = cv2.warpAffine(np.asarray(image), np.column_stack([matrix, middle - matrix @ middle]), (_FIELD, _FIELD))
    noisy = cv2.GaussianBlur(pixels, (0, 0), chance.uniform(0.4, 2.2)).astype(np.float64)
    noisy += chance.normal(0, chance.uniform(0, 25), noisy.shape)
    ink = (noisy > chance.uniform(70, 170)).astype(np.uint8)
    if thick := int(chance.integers(0, 3)):
        change = cv2.dilate if chance.random() < 0.5 else cv2.erode
        ink = np.asarray(change(ink, np.ones((thick + 1, thick + 1), np.uint8)), dtype=np.uint8)
    count, labels, places, _ = cv2.connectedComponentsWithStats(ink)
    if count < 2:
        return None
    largest = 1 + int(places[1:, 4].argmax())
    x, y, width, height, _ = places[largest].tolist()
    return np.asarray(labels[y : y + height, x : x + width] == largest) if height >= 8 else None


def train(drawn: Samples, *, steps: int = 800, rate: float = 0.5, decay: float = 1e-3) -> Model:
    """Softmax regression by gradient descent with momentum."""
    samples, truth = drawn
    mean, spread = samples.mean(axis=0), samples.std(axis=0) + 1e-3
    inputs, wanted = _standard(samples, mean, spread), np.eye(len(DIGITS))[truth]
    weights = np.zeros((inputs.shape[1], len(DIGITS)))
    speed = np.zeros_like(weights)
    for _ in range(steps):
        slope = inputs.T @ (_softmax(inputs @ weights) - wanted) / len(inputs) + decay * weights
        speed = 0.9 * speed - rate * slope
        weights += speed
    return Model(mean, spread, weights)


def _standard(
    samples: NDArray[np.float64], mean: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.column_stack([(samples - mean) / spread, np.ones(len(samples))])


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


if __name__ == "__main__":
    main()
