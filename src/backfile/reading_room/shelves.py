"""What the views take from the archive: issues with their words, page images, addresses. The last few issues stay open."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.urls import reverse

from ..archive import Archive
from ..archive.folder import RECORD, place
from ..catalogue import Catalogue
from ..errors import NotFound
from ..identifiers import slug
from ..index import Index
from ..model import Article, Issue, Page
from ..readers import open_document
from .page_images import Pictures

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200


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
    return Pictures(_root() / "derivatives")


def take(issue_id: str, *, words: bool = True) -> Issue:
    """The issue as corrected, with the lines of its pages unless `words` is False. Raises NotFound."""
    record = open_archive().folder(issue_id) / RECORD
    try:
        changed = record.stat().st_mtime_ns
    except OSError:
        raise NotFound(f"no issue is called {issue_id}.") from None
    return _take(issue_id, changed, words)


@lru_cache(maxsize=12)
def _take(issue_id: str, changed: int, words: bool) -> Issue:  # noqa: ARG001 - `changed` makes a new reading a new key
    return open_archive().load(issue_id, words=words)


def page_image(issue: Issue, page: Page) -> Image:
    """The upright image of `page`, drawn from the original. Raises InputError when the source has no images."""
    from ..recognition import upright

    archive = open_archive()
    source = issue.source
    if source is None:
        raise NotFound(f"{issue.id} has no original.")
    with closing(open_document(archive.original(source.sha256), archive.settings())) as document:
        return upright(document.image(page.scan or page.number, DPI), page)


def has_images(issue: Issue) -> bool:
    return bool(issue.source) and issue.source.format != "text" and any(page.width for page in issue.pages)  # type: ignore[union-attr]


def image_size(page: Page) -> tuple[int, int]:
    """Width and height in pixels of the full image that is offered of `page`."""
    scale = {"mm": DPI / 25.4, "pt": DPI / 72, "in": DPI, "px": 1.0}.get(page.unit, 1.0)
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def issue_url(issue_id: str) -> str:
    return reverse("issue", args=place(issue_id))


def page_url(issue_id: str, page: Page) -> str:
    """By printed label where there is one, else by scan number: `/…/p/49`, `/…/p/?n=3`."""
    if page.label and "/" not in page.label:
        return reverse("page", args=(*place(issue_id), page.label))
    return f"{reverse('page_jump', args=place(issue_id))}?n={page.number}"


def article_url(issue_id: str, article: Article) -> str:
    """`/…/a/a07-zhuti-yanjiu`: the id finds the article, the words are for people."""
    return reverse("article", args=(*place(issue_id), f"{article.id}-{slug(article.title)[:60].strip('-')}"))


def image_url(issue_id: str, page: Page, size: str) -> str:
    return reverse("image", args=(issue_id, page.number, "full", size, "0", "default", "jpg"))


def image_base(issue_id: str, page: Page) -> str:
    """The IIIF base address of a page image."""
    return reverse("image_info", args=(issue_id, page.number)).removesuffix("/info.json")
