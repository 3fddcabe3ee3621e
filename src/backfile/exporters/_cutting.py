"""Pages that an article shares with others, cut to its regions: nothing else is seen on them, and no other text is found.

On a picture the rest is clipped away and gets no text layer. From a page of text the text outside the regions is taken out of
the file; where that can't be done (text inside a form), the page becomes a picture of itself with a text layer of its own.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2
from msgspec.structs import replace
from pikepdf import Dictionary, Name

from ..model import Box, Issue, Line, Page
from ._text_layer import box_of, place

_MARGIN = 0.006
"""Regions are drawn round the middle of letters' boxes; so much more, as a fraction of the page, keeps their edges."""
_OWN = 0.5
_DPI = 200


def own_regions(issue: Issue) -> dict[int, tuple[Box, ...]]:
    """Page number → boxes that stay, for pages of `issue`, a part of an issue, that hold text of other articles too."""
    if not _is_part(issue):
        return {}
    found = {}
    for page in issue.pages:
        boxes = tuple(
            region.box for article in issue.articles for region in article.regions if region.page == page.number
        )
        if boxes and any(_is_foreign(line, boxes) for line in page.lines):
            found[page.number] = tuple(_wider(box) for box in boxes)
    return found


def _is_part(issue: Issue) -> bool:
    """Whether this is an article, or some, of an issue: not all of its pages, or one article alone."""
    numbers = [page.number for page in issue.pages]
    return bool(issue.articles) and (len(issue.articles) == 1 or numbers != list(range(1, len(numbers) + 1)))


def _is_foreign(line: Line, boxes: Sequence[Box]) -> bool:
    taken = line.of is not None and line.of.startswith("articles/")
    return taken and line.box is not None and not any(box.covers(line.box) > _OWN for box in boxes)


def _wider(box: Box) -> Box:
    return Box(
        max(0.0, box.left - _MARGIN), max(0.0, box.top - _MARGIN), min(1.0, box.right + _MARGIN), min(1.0, box.bottom + _MARGIN)
    )  # fmt: skip


def within(page: Page, boxes: Sequence[Box] | None) -> Page:
    """The page with only the lines that stand in `boxes`; all of them when None."""
    if boxes is None:
        return page
    return replace(
        page,
        lines=tuple(line for line in page.lines if line.box and any(box.covers(line.box) > _OWN for box in boxes)),
    )


def cut_pages(pdf: pikepdf.Pdf, pages: dict[int, tuple[Page, tuple[Box, ...]]]) -> tuple[pikepdf.Pdf, set[int]]:
    """`pdf` with the pages at these indices cut to their boxes, and the indices of those that became pictures."""
    written = {index for index, (page, _) in pages.items() if page.source not in ("ocr", "none")}
    drawn: dict[int, bytes] = {}
    if written:
        pdf, drawn = _without_text(pdf, {index: pages[index] for index in written})
    for index, (page, boxes) in pages.items():
        if index in drawn:
            _replace(pdf, index, drawn[index])
        _clip(pdf.pages[index], page, boxes)
    return pdf, set(drawn)


def _without_text(
    pdf: pikepdf.Pdf, pages: dict[int, tuple[Page, tuple[Box, ...]]]
) -> tuple[pikepdf.Pdf, dict[int, bytes]]:
    """The PDF without the text objects outside the boxes, and a JPEG of each page where some would not go."""
    saved = io.BytesIO()
    pdf.save(saved)
    document = pypdfium2.PdfDocument(saved.getvalue())
    drawn = {}
    try:
        for index, (_, boxes) in pages.items():
            page = document[index]
            for thing in list(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,), max_depth=1)):
                if not _is_inside(thing.get_bounds(), page, boxes):
                    page.remove_obj(thing)
            page.gen_content()
            if _has_text_outside(document[index], boxes):
                picture = io.BytesIO()
                page.render(scale=_DPI / 72).to_pil().convert("RGB").save(picture, "JPEG", quality=88, dpi=(_DPI, _DPI))
                drawn[index] = picture.getvalue()
        out = io.BytesIO()
        document.save(out)
    finally:
        document.close()
    return pikepdf.open(out), drawn


def _is_inside(bounds: tuple[float, float, float, float], page: pypdfium2.PdfPage, boxes: Sequence[Box]) -> bool:
    """Whether the middle of bounds (left, bottom, right, top; points) lies in a box. A turned page is measured as it shows."""
    left, bottom, right, top = page.get_cropbox()
    x = ((bounds[0] + bounds[2]) / 2 - left) / ((right - left) or 1.0)
    y = (top - (bounds[1] + bounds[3]) / 2) / ((top - bottom) or 1.0)
    x, y = {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}.get(page.get_rotation(), (x, y))
    return any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in boxes)


def _has_text_outside(page: pypdfium2.PdfPage, boxes: Sequence[Box]) -> bool:
    letters = page.get_textpage()
    return any(
        not letters.get_text_range(at, 1).isspace() and not _is_inside(letters.get_charbox(at), page, boxes)
        for at in range(letters.count_chars())
        if letters.get_text_range(at, 1)
    )


def _replace(pdf: pikepdf.Pdf, index: int, jpeg: bytes) -> None:
    """The page at `index` as one picture."""
    page = pdf.pages[index]
    picture = pdf.make_stream(jpeg)
    width, height = _pixels(jpeg)
    for key, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": width, "/Height": height,
        "/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode,
    }.items():  # fmt: skip
        picture[key] = value
    left, bottom, right, top = box_of(page)
    turned = int(page.rotation) % 180
    across, down = (top - bottom, right - left) if turned else (right - left, top - bottom)
    page.obj.MediaBox = page.obj.CropBox = pikepdf.Array([0, 0, across, down])
    page.obj.Rotate = 0
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    page.obj.Contents = pdf.make_stream(f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Scan Do Q\n".encode())
    for key in ("/Annots", "/StructParents", "/Group"):
        if key in page.obj:
            del page.obj[key]


def _pixels(jpeg: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as picture:
        return picture.size


def _clip(made: pikepdf.Page, page: Page, boxes: Sequence[Box]) -> None:
    """What the page shows outside the boxes is clipped away."""
    rectangles = []
    for box in boxes:
        left, bottom, right, top = place(page, box, box_of(made), int(made.rotation))
        rectangles.append(f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re")
    made.contents_add(("q " + " ".join(rectangles) + " W n\n").encode("ascii"), prepend=True)
    made.contents_add(b"\nQ\n")
