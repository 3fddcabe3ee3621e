"""Vertical and right-to-left type: which way pages turn, and titles that keep to themselves."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from backfile.archive import Archive
from backfile.model import Line
from backfile.reading_room.binding import opens_from_right

from .conftest import make_issue, open_client


@pytest.fixture(autouse=True)
def client(archive: Archive) -> Any:
    return open_client(archive)


@pytest.mark.parametrize(
    ("directions", "leftward"),
    [(("ttb", "ttb"), True), (("rtl",), True), (("ltr", "ltr"), False), (("ttb", "ltr", "ltr"), False), ((), False)],
)
def test_the_volume_opens_the_way_most_of_its_type_runs(directions: tuple[Any, ...], leftward: bool) -> None:
    assert opens_from_right(tuple(Line(text="十个字的一行在此处了", direction=each) for each in directions)) is leftward


def test_a_title_from_the_right_does_not_mix_with_its_numbers() -> None:
    from backfile.reading_room.wording import name_issue

    issue = make_issue("x-2020-03", "المنار الجديد", 2020, "")
    assert name_issue(issue).startswith("\u2068المنار الجديد\u2069 ")
    assert name_issue(replace(issue, periodical=replace(issue.periodical, title="海洋"))).startswith("海洋 ")


def test_texts_find_their_direction_themselves(client: Any) -> None:
    text = client.get("/haiyang-yanjiu/2020-03/a/a01").content.decode()
    assert '<h1 data-of="title" dir="auto">' in text
    assert '<p class="body" dir="auto">' in text
