"""Two periodicals over three years in a catalogue, and Django set up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.reading_room.conftest import make_issue

from backfile.archive import Archive
from backfile.catalogue import Catalogue
from backfile.catalogue.database import configure

ISSUES = ("haiyang-yanjiu-2020-03", "haiyang-yanjiu-2022-03", "shan-2021-03")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path / "archive", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for id in ISSUES:
        catalogue.add(make_issue(id, "海洋研究" if id.startswith("h") else "山", int(id[-7:-3]), "河流的源头"))
    yield archive
    catalogue.close()


@pytest.fixture
def turn(archive: Archive) -> Callable[..., None]:
    """Gives the archive other settings."""

    def to(**settings: object) -> None:
        configure(archive.root, archive.settings(**settings))

    to()
    return to
