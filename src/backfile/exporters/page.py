"""PAGE XML 2019-07-15 (PRImA): one file per page, regions in reading order, lines and words, in a tar of folders by issue.

Sizes are whole numbers, as the schema asks: tenths of a millimetre where the page's size is known, else ten-thousandths of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Box, Issue, Line, Page, bound
from . import alto
from ._package import package
from ._xml import add, document, element, legal, name_token

NAME = "PAGE XML 2019"
SUFFIX = ".tar"
NEEDS = frozenset({"words"})
NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_EPOCH = "1970-01-01T00:00:00"  # the record does not say when; the same issue gives the same bytes
_TYPES = {
    "title": "heading", "heading": "heading", "folio": "page-number", "running-head": "header", "caption": "caption",
    "footnote": "footnote", "body": "paragraph",
}  # fmt: skip
_DIRECTIONS = {"rtl": "right-to-left", "ttb": "top-to-bottom"}


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    with package(out) as tar:
        for issue in issues:
            for page in issue.pages:
                tar.add(f"{name_token(issue.id)}/page/{page.number:04}.xml", page_file(issue, page))


def page_file(issue: Issue, page: Page) -> bytes:
    """The PAGE document of one page."""
    width, height = _size(page)
    root = element("PcGts", xmlns=NAMESPACE, pcGtsId=f"P{page.number}")
    _describe(root, issue, page)
    leaf = add(
        root, "Page", imageFilename=name_token(issue.source.name if issue.source else issue.id), imageWidth=width,
        imageHeight=height, conf=_share(page.confidence),
    )  # fmt: skip
    blocks = list(alto.blocks(page))
    if blocks:
        group = add(add(leaf, "ReadingOrder"), "OrderedGroup", id="order")
        for index, (id, _) in enumerate(blocks):
            add(group, "RegionRefIndexed", index=index, regionRef=id)
    for id, lines in blocks:
        _add_region(leaf, id, lines, width, height)
    return document(root)


def _describe(root: Element, issue: Issue, page: Page) -> None:
    data = add(root, "Metadata")
    add(data, "Creator", "Backfile")
    add(data, "Created", _EPOCH)
    add(data, "LastChange", _EPOCH)
    for step in issue.steps:
        add(data, "MetadataItem", type="processingStep", name=step.stage, value=step.version)
    if page.engine:
        add(data, "MetadataItem", type="processingStep", name="engine", value=page.engine)
    if page.label:
        add(data, "MetadataItem", type="other", name="label", value=page.label)


def _add_region(leaf: Element, id: str, lines: list[Line], width: int, height: int) -> None:
    boxes = [line.box for line in lines if line.box]
    roles = {line.role for line in lines}
    kind = _TYPES.get(next(iter(roles)) or "") if len(roles) == 1 else None
    region = add(leaf, "TextRegion", id=id, type=kind, custom=_custom(lines))
    add(region, "Coords", points=_points(bound(boxes) if boxes else Box(0, 0, 1, 1), width, height))
    for number, line in enumerate(lines, start=1):
        made = add(region, "TextLine", id=f"{id}_L{number}", readingDirection=_DIRECTIONS.get(line.direction))
        box = line.box or Box(0, 0, 1, 1)
        add(made, "Coords", points=_points(box, width, height))
        for place, word in enumerate(line.words, start=1):
            leafless = add(made, "Word", id=f"{id}_L{number}_W{place}")
            add(leafless, "Coords", points=_points(word.box or box, width, height))
            _add_text(leafless, word.text, word.confidence)
        _add_text(made, line.text, line.confidence)


def _custom(lines: list[Line]) -> str | None:
    """Which part of the record took the region's lines, in the notation that PAGE tools use for what is theirs."""
    paths = dict.fromkeys("/".join(line.of.split("/")[:2]) for line in lines if line.of)
    return " ".join(f"record {{path:{legal(path)};}}" for path in paths) or None


def _add_text(parent: Element, text: str, confidence: float) -> None:
    add(add(parent, "TextEquiv", conf=_share(confidence)), "Unicode", text)


def _points(box: Box, width: int, height: int) -> str:
    left, right = round(box.left * width), round(box.right * width)
    top, bottom = round(box.top * height), round(box.bottom * height)
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"


def _size(page: Page) -> tuple[int, int]:
    if page.width <= 0 or page.height <= 0:
        return 10_000, 10_000
    scale = 10 if page.unit == "mm" else 1
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def _share(value: float) -> str:
    return f"{min(max(value, 0.0), 1.0):.3f}"
