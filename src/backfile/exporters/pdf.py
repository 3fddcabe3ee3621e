"""Searchable PDF of an issue: the original pages untouched, invisible text placed on them, an outline from the contents,
page labels from the folios, metadata; PDF/A-2b whenever what comes out passes validation. One article: its pages, and of a
page that it shares only its own part.

Pages that came with a text layer keep theirs. Originals that are pictures (a file, a folder, an archive of them) become
pages that show them unchanged: JPEG and plain PNG data as they are, everything else without loss.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from ..errors import DamagedInput, NotFound, PasswordNeeded
from ..model import Article, Issue, Page
from ..settings import Settings
from ._archival import save_as_pdfa
from ._citation import cite, clean, language_of, provenance, work_of, works
from ._cutting import (
    WHOLE,
    Cut,
    annotations_of,
    cut_of,
    cut_pages,
    is_part,
    own_regions,
    remove_hidden_text,
    strip,
    within,
)
from ._package import write_one_or_many
from ._pictures import open_pictures
from ._text_layer import FONT, Letters, box_of, draw

if TYPE_CHECKING:
    from . import Originals

NAME = "Searchable PDF"
SUFFIX = ".pdf"
NEEDS = frozenset({"words", "original", "settings"})
_HARMLESS = frozenset({"/GoTo", "/GoToR", "/URI", "/Named", "/Thread"})
"""Actions of annotations (ISO 32000-1, 12.6.4) that start no program and send nothing."""

_TRACES = frozenset({"/PTEX.FileName", "/PTEX.InfoDict", "/PTEX.PageNumber"})
"""What pdfTeX tells of the file that a figure came from: its path on the author's machine."""


def export(
    issues: Iterable[Issue], out: BinaryIO, original: Originals | None = None, settings: Settings | None = None
) -> None:
    """One issue: a PDF; several: a tar of PDFs.

    Raises NotFound when an original is not kept, DamagedInput, UnsupportedInput, PasswordNeeded.
    """
    password = settings.password if settings else ""
    write_one_or_many(issues, out, partial(_write, original=original, password=password), SUFFIX)


def _write(issue: Issue, out: BinaryIO, original: Originals | None, password: str) -> None:
    path = original(issue) if original else None
    if path is None or not path.exists():
        raise NotFound(
            f"{issue.id}: the file it was read from is not here.", cure="A PDF is made from the original only."
        )
    try:
        write_pdf(issue, path, out, password)
    except (pikepdf.PdfError, pikepdf.DeletedObjectError, AttributeError, TypeError, ValueError, LookupError) as error:
        raise DamagedInput(  # in a file that breaks the rules of PDF anything may be of any type
            f"{issue.id}: no PDF can be made of its original: {error}", cure="Print it to a new PDF and add that."
        ) from error


def write_pdf(issue: Issue, original: Path, out: BinaryIO, password: str = "") -> None:
    """The searchable PDF of `issue`, whose original is the file `original`."""
    with tempfile.TemporaryFile() as plain, ExitStack() as opened:
        pdf = opened.enter_context(_open(issue, original, password))
        _keep_pages(pdf, issue)
        _disarm(pdf)
        drawn = _cut(pdf, issue)
        _add_text(pdf, issue, drawn)
        _add_outline(pdf, issue)
        _add_labels(pdf, issue)
        _add_metadata(pdf, issue)
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        with tempfile.TemporaryFile() as archival:
            best = archival if save_as_pdfa(plain, archival) else plain
            best.seek(0)
            shutil.copyfileobj(cast("BinaryIO", best), out)


def _open(issue: Issue, original: Path, password: str) -> pikepdf.Pdf:
    """The original as a PDF; encrypted ones come out in the clear."""
    head = b""
    if original.is_file():
        with original.open("rb") as file:
            head = file.read(1024)
    try:
        return (
            pikepdf.open(original, password=password) if b"%PDF-" in head else open_pictures(issue, original, password)
        )
    except pikepdf.PasswordError as error:
        raise PasswordNeeded(
            f"{issue.id}: its original is encrypted.", cure="Give the password with --set password=…"
        ) from error
    except pikepdf.PdfError as error:
        raise DamagedInput(f"{issue.id}: its original can't be opened: {error}") from error


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


def _disarm(pdf: pikepdf.Pdf) -> None:
    """Nothing is handed on that a reader's program would execute, or open by itself (PDF/A forbids it, ISO 19005-2, 6.5)."""
    for key in ("/OpenAction", "/AA"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for thing in (page.obj, *annotations_of(page)):
            if "/AA" in thing:
                del thing["/AA"]
            action = thing.get("/A")
            if action is not None and not (isinstance(action, Dictionary) and str(action.get("/S")) in _HARMLESS):
                del thing["/A"]
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == Name.Form:
            for key in _TRACES & set(stream.keys()):
                del stream[key]


def _cut(pdf: pikepdf.Pdf, issue: Issue) -> set[int]:
    """Cuts shared pages of an article to its regions; the indices of those that had to become pictures."""
    places, own = _places(issue), own_regions(issue)
    shown: dict[int, list[Page]] = {}
    for page in issue.pages:
        shown.setdefault(places[page.number], []).append(page)
    cuts: dict[int, Cut] = {
        index: cut_of([(page, own.get(page.number, WHOLE)) for page in pages], pdf.pages[index])
        for index, pages in shown.items()
        if index < len(pdf.pages) and any(page.number in own for page in pages)
    }
    if is_part(issue):
        strip(pdf, cuts)
    read_anew = (index for index, pages in shown.items() if all(page.source == "ocr" for page in pages))
    remove_hidden_text(pdf, read_anew)
    drawn = cut_pages(pdf, cuts)
    pdf.remove_unreferenced_resources()
    return drawn


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
    if "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
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
    for work in works(issue):
        article, entry = work
        number = article.pages[0] if article and article.pages else labels.get(entry.page or "" if entry else "")
        if number in places:
            title = clean(work.named.title)
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
    """What it is, where it is from: of the issue, or of the one article that this is."""
    article = issue.articles[0] if is_part(issue) and len(issue.articles) == 1 else None
    title = clean(article.title) if article else _title(issue)
    language = next((tag for each in issue.articles if (tag := language_of(each.title, each.language))), None)
    if is_part(issue):
        _forget_metadata(pdf)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = title
        meta["dc:description"] = provenance(issue, *issue.articles[: 1 if article else 0])
        meta["dc:source"] = (
            _title(issue) if article else clean(issue.periodical.issn or issue.periodical.cn or issue.id)
        )
        if article and (authors := _authors(issue, article)):
            meta["dc:creator"] = authors
        if issue.periodical.publisher:
            meta["dc:publisher"] = [clean(issue.periodical.publisher)]
        meta["pdf:Producer"] = "Backfile"
    pdf.docinfo["/Title"] = title
    if language:
        pdf.Root.Lang = pikepdf.String(clean(language))
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _title(issue: Issue) -> str:
    return " ".join(part for part in (clean(issue.periodical.title), clean(issue.issue.date)) if part) or clean(
        issue.id
    )


def _authors(issue: Issue, article: Article) -> list[str]:
    return [clean(name.whole) for name in cite(issue, work_of(issue, article)).authors]


def _forget_metadata(pdf: pikepdf.Pdf) -> None:
    """What the file says of the whole."""
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
