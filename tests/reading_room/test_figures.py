"""The how-to pages: their pictures are there and small, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted(page.name for page in DOCS.glob("*.md"))
LARGEST = 150_000


def targets(page: str) -> list[str]:
    """What the page links to or shows, without addresses elsewhere and places within the page."""
    text = re.sub(r"```.*?```", "", (DOCS / page).read_text("utf-8"), flags=re.S)
    found = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    return [target for target in found if target and "://" not in target]


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    assert [target for target in targets(page) if not (DOCS / target).exists()] == []


def test_pictures_are_small() -> None:
    assert {picture.name for picture in (DOCS / "figures").iterdir() if picture.stat().st_size >= LARGEST} == set()
