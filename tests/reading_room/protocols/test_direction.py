"""Which way an issue is bound, told by its lines."""

from __future__ import annotations

import pytest

from backfile.model import Issue, Line, Page


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("月亮引起潮汐", "ltr", "left-to-right"),
        ("月亮引起潮汐", "ttb", "right-to-left"),
        ("هذا نص", "rtl", "right-to-left"),
        ("ᠮᠣᠩᠭᠣᠯ", "ttb", "left-to-right"),
    ],
)
def test_vertical_and_leftward_lines_turn_from_right_to_left(client, text: str, direction: str, expected: str) -> None:
    from backfile.reading_room.protocols._iiif import reading_direction

    page = Page(number=1, lines=(Line(text=text, direction=direction), Line(text="7", direction="ltr")))
    assert reading_direction(Issue(id="x", pages=(page,))) == expected
