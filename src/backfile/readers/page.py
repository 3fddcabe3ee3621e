"""PAGE XML (PRImA, 2010 to 2019): regions, lines and words of a page, with the reading order that people have set.

Where the file says in what order regions are read, lines and order are the file's; else they are found as for any page.
Of several transcriptions (TextEquiv) the one with the lowest index counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import DamagedInput
from ..model import Box, Direction, Line, Page, Word, bound
from ..settings import Settings
from ._beside import BundleDocument
from ._markup import Element, attribute, box_of, children, every, first, local, names_root, number, parse, text_of
from .alto import open_pages, page_files
from .text import direction_of

NAME = "PAGE XML"
SUFFIXES = (".xml", ".page")

_ROOT = ("PcGts",)
_A4 = 297.0
_ROLES = {
    "page-number": "folio",
    "header": "running-head",
    "footer": "running-head",
    "caption": "caption",
    "footnote": "footnote",
}
_MOST_POINTS = 10_000


def accepts(path: Path, head: bytes) -> bool:
    if head:
        return names_root(head, *_ROOT)
    return path.is_dir() and bool(page_files(path, _ROOT, SUFFIXES))


def open_document(path: Path, settings: Settings) -> BundleDocument:
    """Open a PAGE file or a folder of them. Raises DamagedInput, EmptyInput, InputTooLarge."""
    return open_pages(path, settings, NAME, _ROOT, SUFFIXES, read_file)


def read_file(path: Path) -> list[Page]:
    """The one page of a PAGE file. Raises DamagedInput when it is none."""
    root = parse(path)
    page = first(root, "Page") if local(root) in _ROOT else None
    if page is None:
        raise DamagedInput(f"{path}: this is not PAGE XML: there is no Page in it.")
    return [_read_page(page)]


def _read_page(page: Element) -> Page:
    width, height = _size(page)
    scale = _A4 / max(width, height) if max(width, height) > 0 else 0.0
    order = _order(page)
    regions = sorted(every(page, "TextRegion"), key=lambda region: order.get(attribute(region, "id") or "", len(order)))
    lines = list(_lines(regions, width, height, scale))
    numbered = tuple(line for line in lines)
    by_hand = bool(order) or not any(word.box for line in lines for word in line.words)
    return Page(
        number=0,
        width=round(width * scale, 2),
        height=round(height * scale, 2),
        lines=numbered if by_hand else (),
        words=() if by_hand else tuple(word for line in lines for word in line.words),
        kind="body" if lines else "blank",
        source="ocr" if lines else "text",
        language=next((name for each in (page, *regions) if (name := _language(each))), None),
        confidence=_share(page),
    )


def _lines(regions: list[Element], width: float, height: float, scale: float) -> Iterator[Line]:
    at = 0
    for block, region in enumerate(regions, start=1):
        kind = attribute(region, "type") or ""
        found = list(children(region, "TextLine"))
        for element in found or [region]:
            text = _text(element)
            if not text:
                continue
            for piece in text.split("\n") if element is region else [" ".join(text.split())]:
                at += 1
                yield _line(element, region, piece, kind, at, block, (width, height, scale))


def _line(
    element: Element, region: Element, text: str, kind: str, at: int, block: int, sheet: tuple[float, float, float]
) -> Line:
    width, height, scale = sheet
    box = _box(element, width, height)
    words = tuple(_word(word, width, height, scale) for word in children(element, "Word") if _text(word))
    words = words or (Word(text=text, box=box, size=_type_size(box, height, scale), confidence=_share(element)),)
    direction = _direction(element, region, text, box, width, height)
    return Line(
        text=text,
        number=at,
        box=box or (bound(boxes) if (boxes := [word.box for word in words if word.box]) else None),
        words=words,
        size=max(word.size for word in words),
        direction=direction,
        block=block,
        confidence=_share(element),
        role=_ROLES.get(kind),
    )


def _word(element: Element, width: float, height: float, scale: float) -> Word:
    box = _box(element, width, height)
    style = first(element, "TextStyle")
    said = number(attribute(style, "fontSize")) if style is not None else None
    return Word(
        text=" ".join(_text(element).split()),
        box=box,
        size=said if said and 0 < said < 500 else _type_size(box, height, scale),
        bold=style is not None and attribute(style, "bold") == "true",
        italic=style is not None and attribute(style, "italic") == "true",
        confidence=_share(element),
    )


def _text(element: Element) -> str:
    """What is written there: the transcription with the lowest index; a line without one says its words."""
    for each in _transcriptions(element):
        unicode = first(each, "Unicode")
        text = "".join(str(part) for part in unicode.itertext()).strip() if unicode is not None else ""
        if text := text or text_of(first(each, "PlainText")):
            return text
    parts = [_text(word) for word in children(element, "Word", "Glyph")]
    return ("" if local(element) == "Word" else " ").join(part for part in parts if part)


def _transcriptions(element: Element) -> list[Element]:
    return sorted(children(element, "TextEquiv"), key=lambda each: number(attribute(each, "index")) or 0.0)


def _order(page: Element) -> dict[str, int]:
    """Region → place in the reading order (nested groups in their own order, indexed ones by index)."""
    found: dict[str, int] = {}
    holder = first(page, "ReadingOrder")
    if holder is not None:
        for reference in _references(holder):
            found.setdefault(reference, len(found))
    return found


def _references(group: Element) -> Iterator[str]:
    inside = [each for each in group if local(each)]
    if any(attribute(each, "index") for each in inside):
        inside.sort(key=lambda each: number(attribute(each, "index")) or 0.0)
    for each in inside:
        if reference := attribute(each, "regionRef"):
            yield reference
        yield from _references(each)


def _size(page: Element) -> tuple[float, float]:
    width, height = number(attribute(page, "imageWidth")), number(attribute(page, "imageHeight"))
    if width and height and width > 0 and height > 0:
        return width, height
    points = [point for coords in every(page, "Coords") for point in _points(coords)]
    return max((x for x, _ in points), default=0.0), max((y for _, y in points), default=0.0)


def _points(coords: Element) -> list[tuple[float, float]]:
    """The polygon: `points="x,y x,y"` (2013 and later) or Point elements (2010)."""
    pairs = [part.split(",") for part in (attribute(coords, "points") or "").split()[:_MOST_POINTS]]
    pairs += [[attribute(point, "x") or "", attribute(point, "y") or ""] for point in children(coords, "Point")]
    found = [(number(pair[0]), number(pair[1])) for pair in pairs if len(pair) == 2]
    return [(x, y) for x, y in found if x is not None and y is not None]


def _box(element: Element, width: float, height: float) -> Box | None:
    coords = first(element, "Coords")
    points = _points(coords) if coords is not None else []
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return box_of(min(xs), min(ys), max(xs), max(ys), width, height)


def _type_size(box: Box | None, height: float, scale: float) -> float:
    return round(box.height * height * scale * 72 / 25.4 * 0.7, 1) if box else 0.0


def _direction(element: Element, region: Element, text: str, box: Box | None, width: float, height: float) -> Direction:
    said = attribute(element, "readingDirection") or attribute(region, "readingDirection")
    if said == "top-to-bottom" or (
        not said and box and len(text) > 2 and box.height * height > 2 * box.width * width > 0
    ):
        return "ttb"
    return "rtl" if said == "right-to-left" else direction_of(text)


def _language(element: Element) -> str | None:
    return attribute(element, "primaryLanguage") if (attribute(element, "primaryLanguage") or "").islower() else None


def _share(element: Element) -> float:
    found = number(attribute(element, "conf"))
    for each in _transcriptions(element)[:1]:
        found = found if found is not None else number(attribute(each, "conf"))
    return 1.0 if found is None else min(1.0, max(0.0, found))
