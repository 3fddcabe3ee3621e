"""The page viewer: the pages around the one shown, and what is fetched ahead of turning."""

from __future__ import annotations

import re
from typing import Any

import pytest

from backfile.archive import Archive

from .conftest import open_client

PAGE = "/haiyang-yanjiu/2020-03/p/1"
STRANGER = {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}


@pytest.fixture(autouse=True)
def client(archive: Archive) -> Any:
    return open_client(archive)


def test_a_strip_of_pages_marks_the_one_that_is_shown(client: Any) -> None:
    text = client.get(PAGE).content.decode()
    strip = re.search(r'<nav class="strip".*?</nav>', text, re.S)
    assert strip is not None
    assert strip[0].count("<li>") == 3
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', strip[0]) == [PAGE]
    assert 'dir="rtl"' not in strip[0]


def test_the_way_on_says_which_picture_comes_next(client: Any) -> None:
    text = client.get(PAGE).content.decode()
    assert (
        'rel="next" href="/haiyang-yanjiu/2020-03/p/2" data-image="/iiif/haiyang-yanjiu-2020-03/3/full/1000,/0' in text
    )
    last = client.get("/haiyang-yanjiu/2020-03/p/2").content.decode()
    assert "data-image" not in last


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({**STRANGER, "HTTP_SEC_PURPOSE": "prefetch"}, "private, max-age=300"),
        (STRANGER, None),
        ({"HTTP_SEC_PURPOSE": "prefetch"}, None),  # the owner corrects, and sees what is corrected at once
    ],
    ids=["a reader's, ahead", "a reader's", "the owner's, ahead"],
)
def test_only_what_a_reader_fetches_ahead_is_kept_by_the_browser(
    client: Any, headers: dict[str, str], kept: str | None
) -> None:
    assert client.get(PAGE, **headers).headers.get("Cache-Control") == kept
