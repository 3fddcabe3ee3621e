"""The colours of the style sheet: readable on paper and at night, for every hue that a cover may have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import backfile.reading_room
from backfile.catalogue.covers import HUES

CSS = (Path(backfile.reading_room.__file__).parent / "assets" / "reading-room.css").read_text()
ACCENTS = {
    int(hue): (day, night)
    for hue, day, night in re.findall(r'\[data-accent="(\d+)"\] \{ --day: (#\w{6}); --night: (#\w{6}); \}', CSS)
}


def grounds(at: int) -> list[str]:
    """The colours that accents stand on: of the first :root (day) or the second (night)."""
    block = re.findall(r"\{([^{}]*--paper:[^{}]*)\}", CSS)[at]
    return re.findall(r"--(?:paper|wash|accent-wash): (#\w{6})", block)


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_hue_has_its_accent() -> None:
    assert sorted(ACCENTS) == list(range(HUES))
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("hue", range(HUES))
def test_accents_can_be_read(hue: int) -> None:
    day, night = ACCENTS[hue]
    assert min(contrast(day, ground) for ground in grounds(0)) >= 4.5
    assert min(contrast(night, ground) for ground in grounds(1)) >= 4.5
