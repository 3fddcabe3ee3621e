"""Searchable PDF of an issue: the original pages untouched, invisible text placed on them, an outline from the contents,
page labels from the folios, metadata; PDF/A-2b whenever what comes out passes validation. One article: its pages.

Pages that came with a text layer keep theirs. An original that is a picture becomes a page that shows it unchanged: JPEG
data as it is, everything else without loss.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from ..errors import DamagedInput, NotFound, UnsupportedInput
from ..model import Issue, Page
from ._citation import clean, language_of, pairs, provenance
from ._package import write_one_or_many
from ._text_layer import FONT, Letters, box_of, draw

if TYPE_CHECKING:
    from PIL.Image import Image

    from . import Originals

NAME = "Searchable PDF"
SUFFIX = ".pdf"
NEEDS = frozenset({"words", "original"})
_DPI = 300  # of a picture that does not say, when the page's size is not known either


def export(issues: Iterable[Issue], out: BinaryIO, original: Originals | None = None) -> None:
    """One issue: a PDF; several: a tar of PDFs. Raises NotFound when an original is not kept, DamagedInput, UnsupportedInput."""
    write_one_or_many(issues, out, partial(_write, original=original), SUFFIX)


def _write(issue: Issue, out: BinaryIO, original: Originals | None) -> None:
    path = original(issue) if original else None
    if path is None or not path.is_file():
        raise NotFound(
            f"{issue.id}: the file it was read from is not here.", cure="A PDF is made from the original only."
        )
    write_pdf(issue, path, out)


def write_pdf(issue: Issue, original: Path, out: BinaryIO) -> None:
    """The searchable PDF of `issue`, whose original is the file `original`."""
    with tempfile.TemporaryFile() as plain, _open(issue, original) as pdf:
        _keep_pages(pdf, issue)
        _add_text(pdf, issue)
        _add_outline(pdf, issue)
        _add_labels(pdf, issue)
        _add_metadata(pdf, issue)
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        with tempfile.TemporaryFile() as archival:
            best = archival if _save_as_pdfa(plain, archival) else plain
            best.seek(0)
            shutil.copyfileobj(cast("BinaryIO", best), out)


def _save_as_pdfa(plain: IO[bytes], archival: IO[bytes]) -> bool:
    """Whether `archival` now holds a valid PDF/A-2b. pikepdf validates the bytes that it wrote, or writes none."""
    try:
        from pikepdf import pdfa
    except ImportError:  # before pikepdf 10.17
        return False
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of the dates in fonts that others made
    plain.seek(0)
    with pikepdf.open(cast("BinaryIO", plain)) as pdf:
        try:
            pdfa.save(pdf, cast("BinaryIO", archival), "2b")
        except pdfa.PdfaError:
            return False
    return True


def _open(issue: Issue, original: Path) -> pikepdf.Pdf:
    with original.open("rb") as file:
        head = file.read(1024)
    try:
        return pikepdf.open(original) if b"%PDF-" in head else _from_pictures(issue, original)
    except pikepdf.PasswordError as error:
        raise UnsupportedInput(
            f"{issue.id}: its original is encrypted.", cure="Add a copy without a password."
        ) from error
    except pikepdf.PdfError as error:
        raise DamagedInput(f"{issue.id}: its original can't be opened: {error}") from error


def _from_pictures(issue: Issue, original: Path) -> pikepdf.Pdf:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    pdf = pikepdf.new()
    try:
        with Image.open(original) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                page = next((each for each in issue.pages if (each.scan or each.number) == number), None)
                jpeg = original.read_bytes() if picture.format == "JPEG" else None
                _add_picture(pdf, frame, page, jpeg)
    except UnidentifiedImageError as error:
        raise UnsupportedInput(
            f"{issue.id}: a PDF is made from PDF and picture files; this one was read from {original.suffix or 'another kind'}.",
            cure="Export EPUB, METS or text instead.",
        ) from error
    return pdf


def _add_picture(pdf: pikepdf.Pdf, frame: Image, page: Page | None, jpeg: bytes | None) -> None:
    width, height = _points(frame, page)
    if jpeg is None and frame.mode not in ("L", "RGB"):
        frame = frame.convert("L" if frame.mode in ("1", "LA") else "RGB")
    picture = pdf.make_stream(jpeg if jpeg is not None else frame.tobytes())
    spaces = {"L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    for key, value in {
        "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": frame.width, "/Height": frame.height,
        "/ColorSpace": spaces.get(frame.mode, Name.DeviceRGB), "/BitsPerComponent": 8,
    }.items():  # fmt: skip
        picture[key] = value
    if jpeg is not None:
        picture.Filter = Name.DCTDecode
    made = pdf.add_blank_page(page_size=(width, height))
    made.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    made.obj.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Scan Do Q\n".encode())


def _points(frame: Image, page: Page | None) -> tuple[float, float]:
    """The page's own size where it is known in mm and upright, else the picture's by its resolution."""
    if page and page.unit == "mm" and page.width > 0 and page.height > 0 and page.crop is None and not page.rotation:
        return page.width / 25.4 * 72, page.height / 25.4 * 72
    dpi = float(frame.info.get("dpi", (_DPI,))[0] or _DPI)
    return frame.width / dpi * 72, frame.height / dpi * 72


def _scans(issue: Issue) -> dict[int, list[Page]]:
    """Number of the page in the file → the issue's pages on it (two on a spread)."""
    found: dict[int, list[Page]] = {}
    for page in issue.pages:
        found.setdefault(page.scan or page.number, []).append(page)
    return found


def _keep_pages(pdf: pikepdf.Pdf, issue: Issue) -> None:
    """Only the pages that the issue has: all of them, or those of one article."""
    wanted = _scans(issue)
    for number in range(len(pdf.pages), 0, -1):
        if number not in wanted and len(pdf.pages) > 1:
            del pdf.pages[number - 1]


def _places(issue: Issue) -> dict[int, int]:
    """Page number → index in the PDF from 0."""
    order = {scan: index for index, scan in enumerate(sorted(_scans(issue)))}
    return {page.number: order[page.scan or page.number] for page in issue.pages}


def _add_text(pdf: pikepdf.Pdf, issue: Issue) -> None:
    letters = Letters()
    font = pdf.make_indirect(Dictionary(Type=Name.Font))
    places, used = _places(issue), False
    for page in issue.pages:
        index = places[page.number]
        if page.source not in ("ocr", "mixed") or not page.lines or index >= len(pdf.pages):
            continue
        made = pdf.pages[index]
        content = draw(page, box_of(made), int(made.rotation), letters)
        made.add_resource(font, Name.Font, Name("/" + FONT))
        made.contents_add(content, prepend=True)  # first, so that nothing the page does to its state can reach it
        used = True
    if used:
        letters.fill(font, pdf)


def _add_outline(pdf: pikepdf.Pdf, issue: Issue) -> None:
    places = _places(issue)
    with pdf.open_outline() as outline:
        outline.root.clear()
        for section, group in groupby(_bookmarks(issue, places), key=lambda each: each[0]):
            items = [OutlineItem(title, index) for _, title, index in group if index < len(pdf.pages)]
            if section and items:
                parent = OutlineItem(section, items[0].destination)
                parent.children.extend(items)
                outline.root.append(parent)
            else:
                outline.root.extend(items)


def _bookmarks(issue: Issue, places: dict[int, int]) -> Iterator[tuple[str | None, str, int]]:
    """(section, title, index) of everything whose page is known, in the order of the contents."""
    labels = {page.label: page.number for page in reversed(issue.pages) if page.label}
    for entry, article in pairs(issue):
        number = article.pages[0] if article and article.pages else labels.get(entry.page or "" if entry else "")
        if number in places:
            title = clean((article or entry).title)  # type: ignore[union-attr]
            yield clean(entry.section) or None if entry else None, title, places[number]


def _add_labels(pdf: pikepdf.Pdf, issue: Issue) -> None:
    """Folios as page labels (ISO 32000-1, 12.4.2): runs of numbers as such, anything else as a prefix of its own."""
    numbers, expected = Array(), None
    for index, (_, pages) in enumerate(sorted(_scans(issue).items())):
        label = "–".join(clean(page.label) for page in pages if page.label)
        plain = label.isascii() and label.isdecimal() and not label.startswith("0") and len(label) < 9
        if not (plain and expected == int(label)):
            style = (
                Dictionary(S=Name.D, St=int(label))
                if plain
                else Dictionary(P=pikepdf.String(label))
                if label
                else Dictionary()
            )
            numbers.append(index)
            numbers.append(style)
        expected = int(label) + 1 if plain else None
    if len(numbers):
        pdf.Root.PageLabels = Dictionary(Nums=numbers)


def _add_metadata(pdf: pikepdf.Pdf, issue: Issue) -> None:
    which = issue.issue
    title = " ".join(part for part in (clean(issue.periodical.title), clean(which.date)) if part) or clean(issue.id)
    language = next((tag for each in issue.articles if (tag := language_of(each.title, each.language))), None)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = title
        meta["dc:description"] = provenance(issue)
        meta["dc:source"] = clean(issue.periodical.issn or issue.periodical.cn or issue.id)
        if issue.periodical.publisher:
            meta["dc:publisher"] = [clean(issue.periodical.publisher)]
        meta["pdf:Producer"] = "Backfile"
    pdf.docinfo["/Title"] = title
    if language:
        pdf.Root.Lang = pikepdf.String(clean(language))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
