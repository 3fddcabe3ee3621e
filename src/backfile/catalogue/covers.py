"""The cover of an issue: the page that is shown for it, and its dominant hue, which is the accent colour in the reading room.

A hue is one of HUES equal parts of the colour circle, counted from red; the style sheet has a pair of colours for each
whose contrast on paper and at night is checked. Covers in black, white and grey have none.
"""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..archive import Archive
from ..errors import BackfileError
from ..model import Issue, Page
from ..readers import Document, has_image, open_document
from ..recognition import upright
from ..settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

HUES = 24
_DPI = 24
_SIDE = 96
_PALE, _DARK = 50, 40  # of 255: less saturation or value than this is no colour
_LEAST = 0.02


class Cover(NamedTuple):
    """`number` of the page, None where the source has no page images; its `hue`, None where it has none."""

    number: int | None
    hue: int | None


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


def find_cover(root: Path, settings: Settings, issue: Issue) -> Cover:
    """The cover of `issue`, whose original lies in the archive `root`: of the pages that have an image, the first cover or
    the first of all. One that can't be drawn stands without a hue: whoever reads the page is told what is wrong with it."""
    if issue.source is None or not any(page.width for page in issue.pages):
        return Cover(None, None)
    covers_first = sorted(issue.pages, key=lambda page: page.kind != "cover")
    return _find(root, settings, issue.source.sha256, tuple(covers_first))


@lru_cache(maxsize=8)
def _find(root: Path, settings: Settings, sha256: str, pages: tuple[Page, ...]) -> Cover:
    try:
        with closing(open_document(Archive(root).original(sha256), settings)) as document:
            page = next((page for page in pages if has_image(document, page.scan or page.number)), None)
            return Cover(page.number, _hue_of(document, page)) if page else Cover(None, None)
    except BackfileError:
        return Cover(pages[0].number, None)


def _hue_of(document: Document, page: Page) -> int | None:
    try:
        return find_hue(upright(document.image(page.scan or page.number, _DPI), page))
    except BackfileError:
        return None
