"""What the views take from the archive: issues with their words, page images, addresses. The last few issues stay open."""

from __future__ import annotations

import atexit
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import msgspec
from django.conf import settings
from django.urls import get_script_prefix

from ..archive import Archive
from ..archive.folder import CORRECTIONS, RECORD, place, read_words
from ..catalogue import Catalogue
from ..catalogue.models import Article as ArticleRow
from ..catalogue.models import Issue as IssueRow
from ..catalogue.models import Periodical as PeriodicalRow
from ..errors import InputError, NotFound
from ..identifiers import slug
from ..index import Index, Query, locate
from ..model import Article, Box, Issue, Line, Page
from ..readers import open_document
from ..record import PageText
from . import binding
from .page_images import Originals, Pictures, Stored

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
_SAFE = "!$&'()*+,;=~:@"


class _Numbered(msgspec.Struct):
    number: int


class _Run(msgspec.Struct):
    text: str
    direction: str = "ltr"


class _Directed(msgspec.Struct):
    lines: tuple[_Run, ...] = ()


class Shelf(NamedTuple):
    """Where an issue stands: the two parts of its address."""

    periodical: str
    issue: str

    @property
    def id(self) -> str:
        return self.issue if self.periodical == "undated" else f"{self.periodical}-{self.issue}"


def _root() -> Path:
    root: Path = settings.BACKFILE_ARCHIVE  # type: ignore[misc]
    return root


@lru_cache(maxsize=1)
def open_archive() -> Archive:
    return Archive(_root())


@lru_cache(maxsize=1)
def index() -> Index:
    return Index.open(_root() / "index")


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return Catalogue(_root(), open_archive().settings())


def refresh(issue_id: str) -> None:
    """Tell catalogue and index what was corrected in an issue."""
    archive = open_archive()
    if issue_id in archive.stale():
        catalogue().add(archive.load(issue_id))
        archive.told([issue_id])


@lru_cache(maxsize=1)
def pictures() -> Pictures:
    return Pictures(_root() / "derivatives", open_archive().settings().max_derivatives)


def take(issue_id: str, *, words: bool = True) -> Issue:
    """The issue as corrected, with the lines of its pages unless `words` is False. Raises NotFound."""
    return _take_words(issue_id, version(issue_id)) if words else _take(issue_id, version(issue_id))


def version(issue_id: str) -> tuple[int, int]:
    """Changes whenever the issue is read again or corrected. Raises NotFound."""
    folder = open_archive().folder(issue_id)
    try:
        return (folder / RECORD).stat().st_mtime_ns, _changed(folder / CORRECTIONS)
    except OSError:
        raise NotFound(f"no issue is called {issue_id}.") from None


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=6)
def _take_words(issue_id: str, version: tuple[int, int]) -> Issue:  # noqa: ARG001 - `version` makes a new reading a new key
    return open_archive().load(issue_id, words=True)


@lru_cache(maxsize=48)
def _take(issue_id: str, version: tuple[int, int]) -> Issue:  # noqa: ARG001 - as above
    return open_archive().load(issue_id, words=False)


@lru_cache(maxsize=1)
def stored() -> Stored:
    archive = open_archive()
    settings = archive.settings()
    originals = Originals(lambda sha256: open_document(archive.original(sha256), settings))
    atexit.register(originals.close)
    return Stored(originals)


class Standing(NamedTuple):
    """An issue among the others of its periodical, from the catalogue."""

    id: str
    slug: str
    title: str | None
    year: int | None
    month: int | None
    day: int | None
    date: str | None
    volume: str | None
    number: str | None
    whole_number: str | None
    cover: int | None
    accent: int | None


def series(periodical: str) -> dict[str, Standing]:
    """The issues of a periodical by id, oldest first; read again when the catalogue has changed."""
    return _series(periodical, index().version())


@lru_cache(maxsize=64)
def _series(periodical: str, version: tuple[int, int]) -> dict[str, Standing]:  # noqa: ARG001 - as above
    rows = IssueRow.objects.filter(periodical_id=periodical).order_by("order", "id").values_list(*Standing._fields)
    return {row[0]: Standing(*row) for row in rows}


@lru_cache(maxsize=1)
def _titles(version: tuple[int, int]) -> dict[str, str]:  # noqa: ARG001 - as above
    return dict(PeriodicalRow.objects.values_list("slug", "title"))


def titles() -> dict[str, str]:
    """The title of every periodical by its slug, in the order of titles."""
    return _titles(index().version())


def without_images() -> frozenset[str]:
    """The ids of issues whose sources have no page images: most often none or few."""
    return _without_images(index().version())


@lru_cache(maxsize=1)
def _without_images(version: tuple[int, int]) -> frozenset[str]:  # noqa: ARG001 - as above
    rows = IssueRow.objects.filter(cover__isnull=True).order_by()
    return frozenset(rows.values_list("id", flat=True))


def standing(issue_id: str) -> Standing | None:
    """None while an issue is kept, but not in the catalogue yet."""
    return series(place(issue_id)[0]).get(issue_id)


def page_part(issue: Issue, page: Page, area: Box, size: tuple[int, int]) -> Image:
    """The part `area` (fractions) of the upright image of `page`, drawn from the original `size` pixels wide and high.

    Raises InputError when the source has no images, NotFound when there is no source.
    """
    from ..recognition import upright_part

    if issue.source is None:
        raise NotFound(f"{issue.id} has no original.")
    source, full = issue.source, image_size(page)
    scale = max(size[0] / (area.width * full[0]), size[1] / (area.height * full[1]))

    def take(area: Box, size: tuple[int, int]) -> Image:
        return stored().part(source.sha256, page.scan or page.number, area, size, DPI * min(1.0, scale))

    try:
        return upright_part(take, page, full, area, size)
    except InputError as error:  # visitors know it by its name, and not by its place on this machine
        said = error.message.replace(str(open_archive().original(source.sha256)), source.name)
        raise type(error)(said, cure=error.cure) from error


def page_lines(issue_id: str, number: int) -> tuple[Line, ...]:
    """The lines of one page; those of the others are made only where corrections have to be looked through."""
    at = version(issue_id)
    if at[1]:
        return next((page.lines for page in take(issue_id).pages if page.number == number), ())
    raw = _page_texts(issue_id, at).get(number)
    return msgspec.json.decode(raw, type=PageText).lines if raw else ()


def opens_from_right(issue_id: str) -> bool:
    """Which way the volume is bound, by the type of a few pages all over it."""
    return _opens_from_right(issue_id, version(issue_id))


@lru_cache(maxsize=256)
def _opens_from_right(issue_id: str, version: tuple[int, int]) -> bool:
    texts = list(_page_texts(issue_id, version).values())
    some = texts[:: max(1, len(texts) // 8)]
    return binding.opens_from_right(line for raw in some for line in msgspec.json.decode(raw, type=_Directed).lines)


@lru_cache(maxsize=4)
def _page_texts(issue_id: str, version: tuple[int, int]) -> dict[int, msgspec.Raw]:  # noqa: ARG001 - as above
    """The lines of each page as they are kept, by page number."""
    try:
        packed = read_words(open_archive().folder(issue_id))
    except FileNotFoundError:
        return {}
    texts = msgspec.json.decode(packed, type=list[msgspec.Raw])
    return {msgspec.json.decode(raw, type=_Numbered).number: raw for raw in texts}


def find_hits(issue_id: str, number: int, query: Query) -> list[Box]:
    """Where the hits of `query` stand on a page."""
    return locate(query, page_lines(issue_id, number))


def has_images(issue: Issue) -> bool:
    """Whether its pages can be shown: the catalogue has found out; of an issue that is not in it yet, it is supposed."""
    row = standing(issue.id)
    if row is None:
        return issue.source is not None and any(page.width for page in issue.pages)
    return row.cover is not None


def image_size(page: Page) -> tuple[int, int]:
    """Width and height in pixels of the full image that is offered of `page`."""
    scale = {"mm": DPI / 25.4, "pt": DPI / 72, "in": DPI, "px": 1.0}.get(page.unit, 1.0)
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


class Addresses:
    """The addresses of one issue and what is in it. The map is in urls.py; hundreds on a page are too many for `reverse`."""

    def __init__(self, issue_id: str) -> None:
        self.issue = issue_url(issue_id)
        self._images = f"{get_script_prefix()}iiif/{quote(issue_id, safe=_SAFE)}/"
        self._id = issue_id

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The title of each article as it stands in its address, by the article's id; from the catalogue."""
        return _slugs(self._id, index().version())

    def page(self, page: Page) -> str:
        """By printed label where there is one, else by scan number: `/…/p/49`, `/…/p/?n=3`."""
        if page.label and "/" not in page.label:
            return f"{self.issue}p/{quote(page.label, safe=_SAFE)}"
        return f"{self.issue}p/?n={page.number}"

    def article(self, article: Article) -> str:
        """`/…/a/a07-zhuti-yanjiu`: the id finds the article, the words are for people."""
        return f"{self.issue}a/{quote(article.id, safe=_SAFE)}-{self.slugs.get(article.id) or slug(article.title)}"

    def image(self, page: Page, size: str) -> str:
        """The whole page image `size` pixels wide ("1000,"), or as wide as it is when that is less."""
        fitting = size if int(size.rstrip(",")) < image_size(page)[0] else "max"
        return f"{self._images}{page.number}/full/{fitting}/0/default.jpg"

    def image_service(self, page: Page) -> str:
        """The IIIF base address of a page image."""
        return f"{self._images}{page.number}"


@lru_cache(maxsize=128)
def _slugs(issue_id: str, version: tuple[int, int]) -> dict[str, str]:  # noqa: ARG001 - as above
    return dict(ArticleRow.objects.filter(issue_id=issue_id).order_by().values_list("ref", "slug"))


def issue_url(issue_id: str) -> str:
    periodical, issue = place(issue_id)
    return f"{periodical_url(periodical)}{quote(issue, safe=_SAFE)}/"


def periodical_url(slug: str) -> str:
    return f"{get_script_prefix()}{quote(slug, safe=_SAFE)}/"


def page_url(issue_id: str, page: Page) -> str:
    return Addresses(issue_id).page(page)


def article_url(issue_id: str, article: Article) -> str:
    return Addresses(issue_id).article(article)


def image_url(issue_id: str, page: Page, size: str) -> str:
    return Addresses(issue_id).image(page, size)


def image_base(issue_id: str, page: Page) -> str:
    """The IIIF base address of a page image."""
    return Addresses(issue_id).image_service(page)
