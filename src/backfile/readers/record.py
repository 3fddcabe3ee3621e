"""Backfile's own record (`backfile/issue/1`) as a file: everything but the words and the page images."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .. import record
from ..errors import InputError
from ..model import SCHEMA, Issue, Page, Step
from ..settings import Settings
from ._markup import head_text, read_bounded
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "Backfile record"
SUFFIXES = (".json",)
VERSION = "1"


def accepts(path: Path, head: bytes) -> bool:  # noqa: ARG001 - the contract of a reader
    return head_text(head).lstrip().startswith("{") and f'"{SCHEMA}"' in head_text(head[:400])


def open_document(path: Path, settings: Settings) -> RecordDocument:  # noqa: ARG001 - the contract of a reader
    """Open a record. Raises DamagedInput."""
    begin = perf_counter()
    issue = record.load(read_bounded(path))
    step = Step(stage="record", version=VERSION, seconds=perf_counter() - begin)
    return RecordDocument(path, replace(issue, steps=(*issue.steps, step)))


class RecordDocument:
    """A record: its pages are known, what stands on them is not."""

    def __init__(self, path: Path, issue: Issue) -> None:
        self.source = describe(path, NAME)
        self.structure = replace(issue, pages=(), source=None)
        self._path = path
        self._pages = issue.pages

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> Page:
        why = "a record has no words of its pages."
        page = self._pages[number - 1]
        return page if page.source == "text" else replace(page, source="none", trouble=page.trouble or why)

    def has_image(self, number: int) -> bool:  # noqa: ARG002 - the contract of all documents
        return False

    def image(self, number: int, dpi: int) -> Image:  # noqa: ARG002 - the contract of all documents
        raise InputError(f"{self._path}: a record has no page images.", cure="Add the scan or PDF of the issue.")

    def close(self) -> None:
        """Nothing is held open."""
