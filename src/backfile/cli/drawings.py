"""What `show --overlay` draws: a picture of every page with what was understood on it, and sheets of all pages small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ..archive import Archive
from ..errors import InputError
from ..model import Issue, Page
from ..settings import Settings
from . import tables

if TYPE_CHECKING:
    from PIL.Image import Image

_SMALL = 500
"""Longer edge of a page on a sheet at most, pixels."""
_ON_A_SHEET = 48


def draw_issue(archive: Archive, issue: Issue, folder: Path, settings: Settings) -> None:
    """Draw every page, and all pages small on sheets, into `folder`; prints the names of the pictures.

    A page that can't be drawn is told of, and the others are drawn. Raises InputError when none can be drawn, when the issue
    has no original, and when `folder` can't be written.
    """
    from ..overlay import describe, draw_marks, draw_overview

    troubles: list[InputError] = []
    small: list[tuple[Page, Image]] = []
    for page, image in _images(archive, issue, settings, troubles):
        marked = draw_marks(image, page, issue)
        _save(describe(marked, page, issue), folder / f"{issue.id}-{page.number:04}.png")
        marked.thumbnail((_SMALL, _SMALL))
        small.append((page, marked))
    if troubles and not small:
        raise troubles[-1]
    if troubles:
        tables.say(f"{tables.many(len(troubles), 'page')} can't be drawn, the last of them: {troubles[-1]}")
    for number, first in enumerate(range(0, len(small), _ON_A_SHEET), start=1):
        sheet = draw_overview(small[first : first + _ON_A_SHEET])
        _save(sheet, folder / f"{issue.id}-overview-{number:02}.png")


def _images(
    archive: Archive, issue: Issue, settings: Settings, troubles: list[InputError]
) -> Iterator[tuple[Page, Image]]:
    """The pages with their upright images; why there is none of a page is added to `troubles`."""
    from ..readers import open_document
    from ..recognition import upright

    if issue.source is None:
        raise InputError(f"{issue.id} has no original to draw on.")
    with closing(open_document(archive.original(issue.source.sha256), settings)) as document:
        for page in issue.pages:
            try:
                image = upright(document.image(page.scan or page.number, settings.ocr_dpi), page)
            except InputError as error:
                troubles.append(error)
            else:
                yield page, image


def _save(picture: Image, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path)
    except OSError as error:
        why = f"{path} can't be written: {error.strerror or error}."
        raise InputError(why, cure="Name another folder with --overlay.") from error
    print(path)
