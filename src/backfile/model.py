"""The nouns of Backfile: frozen, typed, no I/O.

Everything the system knows of an issue is one `Issue` value. A reader makes the first one (pages with
words), each stage returns a richer one, and `backfile.record` writes it down.

Coordinates: a `Box` holds fractions of the page's width and height, origin at the top left, so that
`Box(0, 0, 1, 1)` is the whole page whatever its resolution. Sizes of type are in points (1/72 inch).
Page `number` is the position in the document from 1; page `label` is the folio as printed, a string.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

SCHEMA = "backfile/issue/1"

Role = Literal[
    "author", "reporter", "translator", "photographer", "illustrator", "editor",
    "interviewer", "interviewee", "compiler", "reviewer", "host", "narrator",
]  # fmt: skip
PageKind = Literal["cover", "inside-cover", "contents", "body", "plate", "advertisement", "back-cover", "blank"]
NoticeKind = Literal["news", "statement", "credit", "advertisement", "profile", "colophon", "teaser", "text"]
Direction = Literal["ltr", "rtl", "ttb"]


class Box(NamedTuple):
    """A rectangle in fractions of the page, origin top left; `left <= right` and `top <= bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def covers(self, other: Box) -> float:
        """Share of `other`'s area that lies inside this box, 0..1 (1 for an empty box whose centre is inside)."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width < 0 or height < 0:
            return 0.0
        area = other.width * other.height
        return width * height / area if area > 0 else 1.0


def bound(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Noun(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """What all nouns share: frozen, keyword-only, compared by value."""


class Word(Noun, frozen=True, omit_defaults=True):
    """A run of characters of one style with no gap wider than a word space inside.

    `edges` are the `len(text) + 1` character borders along the direction of the line, as fractions of the
    page (x for horizontal lines, decreasing for right-to-left text; y for vertical lines); empty when the
    source does not say. A Chinese run may be a whole line: hits are boxed by `edges`, not by words.
    `size` is the type size in points (0 unknown); `confidence` that of the engine (1 for a text layer), `confidences` those
    of the single characters, one for each of `text`: empty where the engine does not tell, or is sure of them all.
    """

    text: str
    box: Box | None = None
    edges: tuple[float, ...] = ()
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    confidence: float = 1.0
    confidences: tuple[float, ...] = ()


class Line(Noun, frozen=True, omit_defaults=True):
    """One printed line in reading direction.

    `text` joins the words: no space where they touch, one space at a word gap, two or more (or a tab from a
    text source) where the gap is wider than any word space. `number` counts from 1: over the page where
    there are boxes, over the file for text sources (evidence says `line`). `block` is the ordinal of the
    block (run of lines in one column) on the page. `role` says what the line is ("body", "title",
    "byline", "folio", "running-head", "caption", "footnote", "furniture" …), `of` the path in the record that took it
    ("contents/3/title"), so that no text is lost unseen.
    """

    text: str
    number: int = 0
    box: Box | None = None
    words: tuple[Word, ...] = ()
    size: float = 0.0
    bold: bool = False
    direction: Direction = "ltr"
    block: int = 0
    confidence: float = 1.0
    role: str | None = None
    of: str | None = None


class Page(Noun, frozen=True, omit_defaults=True):
    """One page. `words` come from a reader or an engine; the lines stage turns them into `lines` in reading order.

    `width` and `height` are in `unit`; `rotation` is the clockwise turn in degrees (0, 90, 180, 270) that sets
    the original upright, `skew` the small one on top of it; `scan` is the number of the image in the document when it
    is not `number` (a spread holds two pages) and `crop` the page's part of that upright image. `printed` is the label that the *file* claims for the page
    (PDF page labels, METS ORDERLABEL): evidence, never the folio itself. `source` says where the words came
    from: a "text" layer, "ocr", "mixed", or "none" when nothing could be read (then `trouble` says why); `doubt` says what
    was uncertain about the words of a page that was read (a text layer that was set aside).
    """

    number: int
    label: str | None = None
    kind: PageKind = "body"
    width: float = 0.0
    height: float = 0.0
    unit: str = "mm"
    scan: int = 0
    crop: Box | None = None
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    source: Literal["text", "ocr", "mixed", "none"] = "text"
    engine: str | None = None
    rotation: int = 0
    skew: float = 0.0
    language: str | None = None
    printed: str | None = None
    barcodes: tuple[str, ...] = ()
    pictures: tuple[Box, ...] = ()
    confidence: float = 1.0
    trouble: str | None = None
    doubt: str | None = None


class Bookmark(Noun, frozen=True, omit_defaults=True):
    """One line of a document's own outline; `page` is a page number from 1, `level` from 1."""

    title: str
    page: int | None
    level: int = 1


class Source(Noun, frozen=True, omit_defaults=True):
    """The file an issue was read from. `sha256` is that of the original bytes (of a folder: of its listing of hashes)."""

    name: str
    format: str
    sha256: str
    size: int = 0
    title: str | None = None
    outline: tuple[Bookmark, ...] = ()
    language: str | None = None


class Periodical(Noun, frozen=True):
    """The serial that the issue belongs to. `title_as_printed` keeps the characters of the masthead, `cn` is China's 国内统一刊号."""

    title: str | None = None
    title_as_printed: str | None = None
    issn: str | None = None
    cn: str | None = None
    motto: str | None = None
    publisher: str | None = None


class Designation(Noun, frozen=True):
    """Which issue it is (RDA 2.6: numeric and chronological designation). `date` is ISO 8601, as precise as known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    date: str | None = None
    volume: str | None = None
    number: str | None = None
    whole_number: str | None = None
    barcode: str | None = None


class Contributor(Noun, frozen=True):
    """Somebody who made or signed something, under the name as printed; job titles and employers stand in `affiliation`."""

    name: str
    role: Role = "author"
    kind: Literal["person", "organization"] = "person"
    affiliation: str | None = None


class Entry(Noun, frozen=True):
    """One printed line of the contents that names something; `page` is the folio as printed."""

    id: str
    title: str
    section: str | None = None
    subtitle: str | None = None
    alternative_title: str | None = None
    contributors: tuple[Contributor, ...] = ()
    page: str | None = None
    page_end: str | None = None
    level: int = 1
    language: str | None = None
    confidence: float = 1.0


class Region(Noun, frozen=True):
    """A part of a page that belongs to an article; in reading order within the article."""

    page: int
    box: Box


class Paragraph(Noun, frozen=True, omit_defaults=True):
    """A paragraph of an article, joined over lines, columns and pages.

    `page` is the page number where it begins; `breaks` are `(offset, page)`: from that character on, the
    text stands on that page.
    """

    text: str
    page: int | None = None
    kind: Literal["body", "heading", "abstract", "caption", "footnote", "sidebar", "table", "reference"] = "body"
    breaks: tuple[tuple[int, int], ...] = ()


class Reference(Noun, frozen=True):
    """One item of an article's list of references, as printed; `number` is its mark there ("1")."""

    text: str
    number: str | None = None


class Article(Noun, frozen=True):
    """What an entry names, cut from the body. `pages` are page numbers; `page`, `page_end` printed labels.

    The `alternative_` fields are what is printed in a second language. `article_number` is the 文章编号, `document_code` the
    文献标识码 (GB/T 3179), `received` the date as printed, `funding` and `correspondence` as printed.
    """

    id: str
    title: str
    entry: str | None = None
    subtitle: str | None = None
    contributors: tuple[Contributor, ...] = ()
    page: str | None = None
    page_end: str | None = None
    pages: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    language: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    clc: str | None = None
    doi: str | None = None
    alternative_title: str | None = None
    alternative_abstract: str | None = None
    alternative_keywords: tuple[str, ...] = ()
    article_number: str | None = None
    document_code: str | None = None
    received: str | None = None
    funding: str | None = None
    correspondence: str | None = None
    references: tuple[Reference, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """The text in reading order, one paragraph a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


class Notice(Noun, frozen=True):
    """What is printed beside entries and articles: a news item, a statement, an advertisement, credits. `date` is ISO 8601, `page` a position."""

    kind: NoticeKind
    text: str
    title: str | None = None
    date: str | None = None
    place: str | None = None
    page: int | None = None


class Mention(Noun, frozen=True):
    """A name in the text. `of` is the record path of what names it (`articles/2`), `role` what it is there (organizer, recipient …), `page` a position."""

    kind: Literal["person", "organization", "place", "event", "award"]
    name: str
    of: str
    quote: str
    role: str | None = None
    page: int | None = None


class Evidence(Noun, frozen=True):
    """Where on paper the value at `path` was read. `line` counts from 1 in the page (in the file for text)."""

    path: str
    quote: str
    by: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    confidence: float = 1.0


class Doubt(Noun, frozen=True):
    """What a person should look at: `path` is the value in question, `why` says what it was inferred from."""

    path: str
    why: str
    confidence: float
    page: int | None = None


class Step(Noun, frozen=True):
    """What made the record: a stage, or the reader whose file brought the values; its version, and how many seconds it took."""

    stage: str
    version: str
    seconds: float


class Issue(Noun, frozen=True):
    """Everything known of one issue. The record contract is this value without words and lines."""

    id: str = ""
    periodical: Periodical = Periodical()
    issue: Designation = Designation()
    contents: tuple[Entry, ...] = ()
    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    mentions: tuple[Mention, ...] = ()
    pages: tuple[Page, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    steps: tuple[Step, ...] = ()
    source: Source | None = None
