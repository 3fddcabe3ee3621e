"""Searchable PDF of an issue: the original pages untouched, invisible text placed on them, an outline from the contents,
page labels from the folios, metadata; PDF/A-2b whenever what comes out passes validation. One article: its pages, and of a
page that it shares only its own part.

Pages that came with a text layer keep theirs. Originals that are pictures (a file, a folder, an archive of them) become
pages that show them unchanged: JPEG and plain PNG data as they are, everything else without loss.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from ..errors import DamagedInput, NotFound, UnsupportedInput
from ..model import Issue, Page
from ._citation import clean, language_of, pairs, provenance
from ._cutting import cut_pages, own_regions, within
from ._package import write_one_or_many
from ._text_layer import FONT, Letters, box_of, draw

if TYPE_CHECKING:
    from PIL.Image import Image

    from . import Originals

NAME = "Searchable PDF"
SUFFIX = ".pdf"
NEEDS = frozenset({"words", "original"})
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".jp2")
_DPI = 300  # of a picture that does not say, when the page's size is not known either


def export(issues: Iterable[Issue], out: BinaryIO, original: Originals | None = None) -> None:
    """One issue: a PDF; several: a tar of PDFs. Raises NotFound when an original is not kept, DamagedInput, UnsupportedInput."""
    write_one_or_many(issues, out, partial(_write, original=original), SUFFIX)


def _write(issue: Issue, out: BinaryIO, original: Originals | None) -> None:
    path = original(issue) if original else None
    if path is None or not path.exists():
        raise NotFound(
            f"{issue.id}: the file it was read from is not here.", cure="A PDF is made from the original only."
        )
    write_pdf(issue, path, out)


def write_pdf(issue: Issue, original: Path, out: BinaryIO) -> None:
    """The searchable PDF of `issue`, whose original is the file `original`."""
    with tempfile.TemporaryFile() as plain, ExitStack() as opened:
        pdf = opened.enter_context(_open(issue, original))
        _keep_pages(pdf, issue)
        pdf, drawn = _cut(pdf, issue)
        opened.enter_context(pdf)
        _add_text(pdf, issue, drawn)
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
    head = b""
    if original.is_file():
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

    pdf, number = pikepdf.new(), 0
    pages = {page.scan or page.number: page for page in reversed(issue.pages)}
    try:
        for data in _pictures(original):
            with Image.open(io.BytesIO(data)) as picture:
                for frame in ImageSequence.Iterator(picture):
                    number += 1
                    _add_picture(pdf, frame, pages.get(number), data if picture.format in ("JPEG", "PNG") else None)
    except UnidentifiedImageError as error:
        raise UnsupportedInput(
            f"{issue.id}: a PDF is made from PDF and picture files; this one was read from {original.suffix or 'another kind'}.",
            cure="Export EPUB, METS or text instead.",
        ) from error
    except (zipfile.BadZipFile, zlib.error, OSError) as error:
        raise DamagedInput(f"{issue.id}: its original can't be opened: {error}") from error
    if not number:
        raise UnsupportedInput(
            f"{issue.id}: there are no pictures in {original.name}.", cure="Export EPUB or text instead."
        )
    return pdf


def _pictures(original: Path) -> Iterator[bytes]:
    """The picture files of an original in the order of their pages: the file, or those in a folder or archive."""
    if original.is_dir():
        files = {path.name: path for path in original.iterdir() if path.is_file()}
        yield from (files[name].read_bytes() for name in _in_order(files))
    elif zipfile.is_zipfile(original):
        with zipfile.ZipFile(original) as archive:
            names = [member.filename for member in archive.infolist() if not member.is_dir()]
            yield from (archive.read(name) for name in _in_order(names))
    else:
        yield original.read_bytes()


def _in_order(names: Iterable[str]) -> list[str]:
    """Names of pictures as people count them, 2 before 10; what systems leave beside them is passed over."""
    pictures = [
        name
        for name in names
        if name.lower().endswith(_PICTURES) and not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    ]
    return sorted(pictures, key=_natural)


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def _add_picture(pdf: pikepdf.Pdf, frame: Image, page: Page | None, data: bytes | None) -> None:
    """A page that shows a picture; `data` are the bytes of its file where they may go in as they are."""
    width, height = _points(frame, page)
    given = {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": frame.width, "/Height": frame.height}
    picture = pdf.make_stream(b"")
    for key, value in given.items():
        picture[key] = value
    _fill(picture, frame, data)
    made = pdf.add_blank_page(page_size=(width, height))
    made.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    made.obj.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Scan Do Q\n".encode())


def _fill(picture: pikepdf.Stream, frame: Image, data: bytes | None) -> None:
    """The picture's data: a JPEG's and a plain PNG's own (ISO 32000-1, 7.4.8 and 7.4.4.4), else its pixels, compressed."""
    depth, parameters = 8, None
    if data is not None and data.startswith(b"\xff\xd8"):
        filled, kind = data, Name.DCTDecode
    elif data is not None and (rows := _png_rows(data)) is not None:
        filled, kind = rows, Name.FlateDecode
        parameters = Dictionary(Predictor=15, Colors=len(frame.getbands()), BitsPerComponent=8, Columns=frame.width)
    else:
        frame = frame if frame.mode in ("1", "L", "RGB") else frame.convert("L" if frame.mode == "LA" else "RGB")
        depth = 1 if frame.mode == "1" else 8
        filled, kind = zlib.compress(frame.tobytes(), 9), Name.FlateDecode
    spaces = {"1": Name.DeviceGray, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    picture.ColorSpace = spaces.get(frame.mode, Name.DeviceRGB)
    picture.BitsPerComponent = depth
    if parameters is None:
        picture.write(filled, filter=kind)
    else:
        picture.write(filled, filter=kind, decode_parms=parameters)


def _png_rows(data: bytes) -> bytes | None:
    """The compressed rows of a PNG of 8-bit grey or colour, not interlaced, without transparency; None of any other."""
    depth, kind, *_, interlaced = data[24:29]
    if not data.startswith(b"\x89PNG") or depth != 8 or kind not in (0, 2) or interlaced or b"tRNS" in data[:2048]:
        return None
    rows, at = [], 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            rows.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(rows)


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


def _cut(pdf: pikepdf.Pdf, issue: Issue) -> tuple[pikepdf.Pdf, set[int]]:
    """Shared pages of an article cut to its regions; with the indices of those that had to become pictures. The halves of a
    spread are cut together where each is."""
    places, own = _places(issue), own_regions(issue)
    alone = Counter(places.values())
    pages = {
        places[page.number]: (page, own[page.number])
        for page in issue.pages
        if page.number in own and alone[places[page.number]] == 1 and places[page.number] < len(pdf.pages)
    }
    return cut_pages(pdf, pages) if pages else (pdf, set())


def _add_text(pdf: pikepdf.Pdf, issue: Issue, drawn: set[int]) -> None:
    letters = Letters()
    font = pdf.make_indirect(Dictionary(Type=Name.Font))
    places, used, own = _places(issue), False, own_regions(issue)
    for page in issue.pages:
        index = places[page.number]
        wanted = page.source in ("ocr", "mixed") or index in drawn
        if not wanted or not page.lines or index >= len(pdf.pages):
            continue
        made = pdf.pages[index]
        content = draw(within(page, own.get(page.number)), box_of(made), int(made.rotation), letters)
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
