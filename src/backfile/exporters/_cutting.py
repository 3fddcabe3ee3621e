"""What of an issue's PDF an article takes along: its pages, and of pages that it shares its own part only.

Of what stands outside its regions, text is taken out of the file, and so are pictures and forms that lie wholly outside. Where text
can't be parted (inside a form that reaches into the article, or a run of text over both), the page becomes a picture of itself with a
text layer of its own. What crosses the border, the scan of the page above all, stays in the file whole and is only clipped: it isn't
seen, but it is not gone.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import numpy as np
import pikepdf
import pypdfium2
from msgspec.structs import replace
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw

from ..errors import DamagedInput
from ..forms import is_bottomless
from ..model import Box, Issue, Line, Page
from ._content import Inseparable, Placed, Visible, drawn_on, rewrite
from ._text_layer import Bounds, box_of, place

if TYPE_CHECKING:
    from PIL.Image import Image

_MARGIN = 0.006
"""Regions are drawn round the middle of letters' boxes; so much more, as a fraction of the page, keeps their edges."""
_OWN = 0.5
_HALF = 0.7
"""A page that takes less than so much of its scan's width has another beside it."""
_DPI = 200
_MOST_PIXELS, _LONGEST = 40_000_000, 30_000
_LOOK = 60
"""Dots per inch at which a page is looked at before and after it was cut."""
_CHANGED = 0.02
"""Share of the article's own part that may look otherwise after it."""


Corners = tuple[tuple[float, float], ...]


class Cut(NamedTuple):
    """What stays of a page of the PDF, in its space: `corners` of the article's regions; `foreign`, bounds of lines
    within them that belong to another article."""

    corners: tuple[Corners, ...]
    foreign: tuple[Bounds, ...] = ()

    def holds(self, bounds: Bounds) -> bool:
        """Whether the middle of what has these bounds belongs to the article."""
        x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        return any(_within(x, y, bound_of(each)) for each in self.corners) and not any(
            _within(x, y, each) for each in self.foreign
        )

    def touches(self, bounds: Bounds) -> bool:
        return any(
            bounds[0] < right and left < bounds[2] and bounds[1] < top and bottom < bounds[3]
            for left, bottom, right, top in map(bound_of, self.corners)
        )


def is_part(issue: Issue) -> bool:
    """Whether this is an article, or some, of an issue: one article alone, not all of the pages, or lines of articles that are
    not here."""
    numbers = [page.number for page in issue.pages]
    if not issue.articles or numbers != list(range(1, len(numbers) + 1)):
        return bool(issue.articles)
    is_bare = not (issue.notices or issue.mentions or issue.doubts)
    return len(issue.articles) == 1 or (is_bare and _articles_on(issue.pages) > len(issue.articles))


def _articles_on(pages: Iterable[Page]) -> int:
    """How many articles there are at least, by what took the lines."""
    return max((int(of) + 1 for page in pages for line in page.lines if (of := _article_of(line))), default=0)


class Own(NamedTuple):
    """What of a page belongs to a part of an issue: boxes, and how many articles they are of."""

    boxes: tuple[Box, ...]
    articles: int = 1


WHOLE = Own((Box(0, 0, 1, 1),))


def own_regions(issue: Issue) -> dict[int, Own]:
    """Page number → what stays, for pages of `issue`, a part of an issue, that hold text of other articles too, or whose
    other half on a spread belongs to none of this."""
    if not is_part(issue):
        return {}
    found = {}
    halves = Counter(page.scan or page.number for page in issue.pages)
    for page in issue.pages:
        regions = [[each.box for each in article.regions if each.page == page.number] for article in issue.articles]
        boxes = tuple(box for each in regions for box in each)
        own = Own(tuple(_wider(box) for box in boxes), sum(map(bool, regions)))
        if boxes and (any(_is_foreign(line, boxes) for line in page.lines) or _foreign_lines(page, own)):
            found[page.number] = own
        elif page.crop and page.crop.width < _HALF and halves[page.scan or page.number] == 1:
            found[page.number] = WHOLE
    return found


def within(page: Page, own: Own | None) -> Page:
    """The page with only the article's lines among those that stand in its boxes; all of them when None."""
    if own is None:
        return page
    foreign = {id(line) for line in _foreign_lines(page, own)}
    kept = tuple(line for line in page.lines if _stands_in(line, own.boxes) and id(line) not in foreign)
    return replace(page, lines=kept)


def cut_of(pages: Iterable[tuple[Page, Own]], made: pikepdf.Page) -> Cut:
    """The cut of a page of the PDF that shows these pages (two on a spread)."""
    corners: list[Corners] = []
    foreign: list[Bounds] = []
    size, turn = box_of(made), int(made.rotation)
    for page, own in pages:
        corners += [place(page, box, size, turn) for box in own.boxes]
        lines = [line.box for line in _foreign_lines(page, own) if line.box]
        foreign += [bound_of(place(page, box, size, turn)) for box in lines]
    return Cut(tuple(corners), tuple(foreign))


def bound_of(corners: Iterable[tuple[float, float]]) -> Bounds:
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def cut_pages(pdf: pikepdf.Pdf, cuts: dict[int, Cut]) -> set[int]:
    """Cuts the pages at these indices; the indices of those that became pictures. Raises DamagedInput."""
    written = {index: cut for index, cut in cuts.items() if may_hold_text(pdf.pages[index])}
    if any(is_bottomless(pdf.pages[index]) for index in written):
        raise DamagedInput(
            "a page of the original draws itself within itself.", cure="Print it to a new PDF and add that."
        )
    drawn = _take_out(pdf, written) if written else {}
    pdf.remove_unreferenced_resources()  # fonts and pictures of what was taken out
    for index, cut in cuts.items():
        made = pdf.pages[index]
        if index in drawn:
            _replace(pdf, made, drawn[index])
        _clip(pdf, made, cut)
    return set(drawn)


def remove_hidden_text(pdf: pikepdf.Pdf, indices: Iterable[int]) -> None:
    """Takes out the invisible text of these pages: a layer that was set aside would be found beside the new one."""
    for index in indices:
        if index < len(pdf.pages) and may_hold_text(pdf.pages[index]):
            with suppress(Inseparable):
                rewrite(pdf, pdf.pages[index], Visible())


def may_hold_text(page: pikepdf.Page) -> bool:
    """Whether the page has a font, or a form that may have one."""
    resources = page.resources
    forms = resources.get("/XObject", Dictionary())
    return bool(resources.get("/Font")) or any(form.get("/Subtype") == Name.Form for form in forms.values())


def strip(pdf: pikepdf.Pdf, cuts: dict[int, Cut]) -> None:
    """Takes off a part of an issue what speaks of the rest: destinations, comments, forms, attachments, structure and private
    data. Links to the web stay, on the pages in `cuts` those of the article alone."""
    for key in ("/StructTreeRoot", "/MarkInfo", "/Names", "/Dests", "/AcroForm", "/Threads", "/PieceInfo", "/AF", "/Collection"):  # fmt: skip
        if key in pdf.Root:
            del pdf.Root[key]
    for index, page in enumerate(pdf.pages):
        for key in (
            "/B",
            "/AA",
            "/PieceInfo",
            "/Thumb",
            "/StructParents",
            "/Tabs",
            "/Metadata",
            "/AF",
            "/SeparationInfo",
        ):
            if key in page.obj:
                del page.obj[key]
        links = [each for each in annotations_of(page) if _is_own_link(each, cuts.get(index))]
        page.obj.Annots = Array(links)
    pdf.remove_unreferenced_resources()


def annotations_of(page: pikepdf.Page) -> list[pikepdf.Dictionary]:
    """Those of a page, what is none left out."""
    found = page.obj.get("/Annots")
    if not isinstance(found, Array):
        return []
    return [each for each in found if isinstance(each, Dictionary)]


def _is_own_link(annotation: pikepdf.Dictionary, cut: Cut | None) -> bool:
    action = annotation.get("/A")
    if annotation.get("/Subtype") != Name.Link or not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return False
    bounds = annotation.get("/Rect")
    if not isinstance(bounds, Array) or len(bounds) != 4:
        return False
    for key in ("/Contents", "/Parent", "/StructParent", "/PA", "/P", "/AF"):
        if key in annotation:
            del annotation[key]
    left, bottom, right, top = (float(value) for value in bounds)
    return cut is None or cut.holds((left, bottom, right, top))


def _is_foreign(line: Line, boxes: Sequence[Box]) -> bool:
    return _article_of(line) is not None and line.box is not None and not _stands_in(line, boxes)


def _foreign_lines(page: Page, own: Own) -> list[Line]:
    """Lines in the regions of an article that another one has taken: its own are those that most of them belong to."""
    if own == WHOLE:
        return []
    inside = [line for line in page.lines if _article_of(line) is not None and _stands_in(line, own.boxes)]
    letters: Counter[str | None] = Counter()
    for line in inside:
        letters[_article_of(line)] += len(line.text)
    mine = {article for article, _ in letters.most_common(own.articles)}
    return [line for line in inside if _article_of(line) not in mine]


def _article_of(line: Line) -> str | None:
    """The position of the article that took a line, in digits."""
    head, _, rest = (line.of or "").partition("/")
    position = rest.partition("/")[0]
    return position if head == "articles" and position.isdecimal() else None


def _stands_in(line: Line, boxes: Sequence[Box]) -> bool:
    return line.box is not None and any(box.covers(line.box) > _OWN for box in boxes)


def _wider(box: Box) -> Box:
    return Box(
        max(0.0, box.left - _MARGIN), max(0.0, box.top - _MARGIN), min(1.0, box.right + _MARGIN), min(1.0, box.bottom + _MARGIN)
    )  # fmt: skip


def _within(x: float, y: float, bounds: Bounds) -> bool:
    return bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]


def _take_out(pdf: pikepdf.Pdf, cuts: dict[int, Cut]) -> dict[int, Image]:
    """Takes out of pages what lies outside; pictures of those where that did not go well: text is left, or the rest changed."""
    drawn: dict[int, Image] = {}
    with ExitStack() as opened:
        before = opened.enter_context(_looked_at(pdf))
        for index, cut in cuts.items():
            try:
                holds = partial(_holds_most, _letters(before[index]), cut)
                rewrite(pdf, pdf.pages[index], Placed(drawn_on(before[index]), holds, cut.touches))
            except Inseparable:
                drawn[index] = _picture(before[index], cut)
        after = opened.enter_context(_looked_at(pdf))
        for index, cut in cuts.items():
            if index not in drawn and not _went_well(before[index], after[index], cut):
                drawn[index] = _picture(before[index], cut)
    return drawn


@contextmanager
def _looked_at(pdf: pikepdf.Pdf) -> Iterator[pypdfium2.PdfDocument]:
    """The same as PDFium sees it."""
    with TemporaryFile() as file:
        pdf.save(cast("BinaryIO", file))
        document = pypdfium2.PdfDocument(file)
        try:
            yield document
        finally:
            document.close()


def _went_well(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, cut: Cut) -> bool:
    return all(cut.holds(tuple(bounds)) for bounds in _letters(after).tolist()) and not _looks_changed(
        before, after, cut
    )


def _holds_most(letters: NDArray[np.float64], cut: Cut, bounds: Bounds) -> bool:
    """Whether most of the letters that stand within the bounds of some text belong to the article."""
    x, y = (letters[:, 0] + letters[:, 2]) / 2, (letters[:, 1] + letters[:, 3]) / 2
    its = letters[(x >= bounds[0]) & (x <= bounds[2]) & (y >= bounds[1]) & (y <= bounds[3])]
    if not len(its):
        return cut.holds(bounds)
    return sum(cut.holds(tuple(each)) for each in its.tolist()) * 2 > len(its)


def _letters(page: pypdfium2.PdfPage) -> NDArray[np.float64]:
    """Where the letters of a page stand (n × left, bottom, right, top), spaces left out."""
    text = page.get_textpage()
    sides = [ctypes.c_double() for _ in range(4)]
    found = []
    for at in range(text.count_chars()):
        char = raw.FPDFText_GetUnicode(text, at)
        if char > 0x20 and not chr(char).isspace() and raw.FPDFText_GetCharBox(text, at, *sides):
            left, right, bottom, top = (side.value for side in sides)
            found.append((left, bottom, right, top))
    return np.array(found, np.float64).reshape(-1, 4)


def _looks_changed(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, cut: Cut) -> bool:
    """Whether what should have stayed as it was did not; at the borders, letters of others are gone."""
    was, now = (
        np.asarray(page.render(scale=_scale(page, _LOOK), grayscale=True).to_pil(), dtype=np.int16)
        for page in (before, after)
    )
    own = _mask(before, cut, was.shape)
    return bool((np.abs(was - now)[own] > 64).mean() > _CHANGED) if own.any() else False


def _scale(page: pypdfium2.PdfPage, dpi: int) -> float:
    """Pixels a point at `dpi`, fewer on a page that claims to be larger than any paper."""
    width, height = page.get_size()
    return float(min(dpi / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5, _LONGEST / max(width, height, 1.0)))


def _mask(page: pypdfium2.PdfPage, cut: Cut, shape: tuple[int, ...]) -> np.ndarray:
    """Rows × columns of the rendered page: what belongs to the article."""
    mask = np.zeros(shape[:2], bool)
    for corners in cut.corners:
        left, top, right, bottom = _shown(page, bound_of(corners))
        rows = slice(max(0, int(top * shape[0])), int(bottom * shape[0]) + 1)
        mask[rows, max(0, int(left * shape[1])) : int(right * shape[1]) + 1] = True
    return mask


def _shown(page: pypdfium2.PdfPage, bounds: Bounds) -> Bounds:
    """Left, top, right, bottom of bounds in the page's space as fractions of the page as it is shown, turned."""
    left, bottom, right, top = page.get_bbox()
    across, up = (right - left) or 1.0, (top - bottom) or 1.0
    x0, x1 = (bounds[0] - left) / across, (bounds[2] - left) / across
    y0, y1 = (top - bounds[3]) / up, (top - bounds[1]) / up
    return {
        90: (1 - y1, x0, 1 - y0, x1), 180: (1 - x1, 1 - y1, 1 - x0, 1 - y0), 270: (y0, 1 - x1, y1, 1 - x0),
    }.get(page.get_rotation(), (x0, y0, x1, y1))  # fmt: skip


def _picture(page: pypdfium2.PdfPage, cut: Cut) -> Image:
    """The page as it is shown, white outside the regions."""
    from PIL import Image

    shown = np.array(page.render(scale=_scale(page, _DPI)).to_pil().convert("RGB"))
    shown[~_mask(page, cut, shown.shape)] = 255
    return Image.fromarray(shown)


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Page, image: Image) -> None:
    """The page as one picture of itself, upright."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=88)
    picture = pdf.make_stream(
        data.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    left, bottom, right, top = box_of(page)
    turned = int(page.rotation) % 180
    across, down = (top - bottom, right - left) if turned else (right - left, top - bottom)
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Group"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, across, down])
    page.obj.Rotate = 0
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    page.obj.Contents = pdf.make_stream(f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Scan Do Q\n".encode())


def _clip(pdf: pikepdf.Pdf, made: pikepdf.Page, cut: Cut) -> None:
    """What the page shows outside is clipped away; in a form of its own, nothing that it does can undo that."""
    made.contents_coalesce()
    content = made.obj.get("/Contents")
    form = pdf.make_stream(
        content.read_bytes() if isinstance(content, pikepdf.Stream) else b"", Type=Name.XObject, Subtype=Name.Form,
        BBox=made.mediabox, Resources=made.resources,
    )  # fmt: skip
    if "/Group" in made.obj:
        form.Group = made.obj.Group
    paths = " ".join(
        " ".join(f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(corners)) + " h"
        for corners in cut.corners
    )
    made.obj.Resources = Dictionary(XObject=Dictionary(Shared=form))
    made.obj.Contents = pdf.make_stream(f"q {paths} W n /Shared Do Q\n".encode("ascii"))
