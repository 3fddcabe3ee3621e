"""The dominant hue of a cover: what the reading room takes its accent colour from.

A hue is one of HUES equal parts of the colour circle, counted from red; the style sheet has a pair of colours for each
whose contrast on paper and at night is checked. Covers in black, white and grey have none.
"""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..archive import Archive
from ..errors import BackfileError
from ..model import Issue, Page
from ..readers import open_document
from ..recognition import upright
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

HUES = 24
_DPI = 24
_SIDE = 96
_PALE, _DARK = 50, 40  # of 255: less saturation or value than this is no colour
_LEAST = 0.02


def find_hue(image: Image) -> int | None:
    """The hue with most colour in it, 0 … HUES - 1; None when less than a fiftieth of the picture is coloured at all."""
    small = image.convert("RGB")
    small.thumbnail((_SIDE, _SIDE))
    weights, coloured = [0.0] * HUES, 0
    values = small.convert("HSV").tobytes()
    for hue, saturation, value in zip(values[::3], values[1::3], values[2::3], strict=True):
        if saturation >= _PALE and value >= _DARK:
            coloured += 1
            weights[hue * HUES // 256] += saturation * value
    if coloured < _LEAST * small.width * small.height:
        return None
    # Neighbours count half, so that a colour on the border of two hues is not halved.
    smooth = [2 * weights[at] + weights[at - 1] + weights[(at + 1) % HUES] for at in range(HUES)]
    return smooth.index(max(smooth))


def cover_hue(root: Path, settings: Settings, issue: Issue, cover: int | None) -> int | None:
    """The hue of page `cover` of `issue`, whose original lies in the archive `root`; None when it can't be drawn."""
    page = next((page for page in issue.pages if page.number == cover), None)
    if page is None or issue.source is None:
        return None
    return _hue_of(root, settings, issue.source.sha256, page)


@lru_cache(maxsize=8)
def _hue_of(root: Path, settings: Settings, sha256: str, page: Page) -> int | None:
    try:
        with closing(open_document(Archive(root).original(sha256), settings)) as document:
            return find_hue(upright(document.image(page.scan or page.number, _DPI), page))
    except BackfileError:  # a colour is an ornament: whoever reads the page is told what is wrong with it
        return None
