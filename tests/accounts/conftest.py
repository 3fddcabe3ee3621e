"""Two periodicals over three years in a catalogue, and Django set up for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.reading_room.conftest import make_issue

from backfile.archive import Archive
from backfile.catalogue import Catalogue
from backfile.catalogue.database import configure
from backfile.model import Issue

ISSUES = ("haiyang-yanjiu-2020-03", "haiyang-yanjiu-2022-03", "shan-2021-03")


def issues() -> Iterator[Issue]:
    for id in ISSUES:
        yield make_issue(id, "海洋研究" if id.startswith("h") else "山", int(id[-7:-3]), "河流的源头")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = Archive(tmp_path_factory.mktemp("accounts") / "archive", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for issue in issues():
        catalogue.add(issue)
    yield archive
    catalogue.close()


@pytest.fixture
def archive(kept: Archive) -> Iterator[Archive]:
    """The archive without accounts, rules and suggestions, as it is again after each test."""
    configure(kept.root, kept.settings())
    yield kept
    from django.contrib.auth import get_user_model

    from backfile.accounts.models import Attempt, Rule, Suggestion

    configure(kept.root, kept.settings())
    for model in (get_user_model(), Rule, Attempt, Suggestion):
        model._default_manager.all().delete()


@pytest.fixture
def turn(archive: Archive) -> Callable[..., None]:
    """Gives the archive other settings."""

    def to(**settings: object) -> None:
        configure(archive.root, archive.settings(**settings))

    to()
    return to
