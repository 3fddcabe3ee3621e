"""The IIIF Image API 3.0's own examples: an image of 300 × 200 pixels (section 4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.errors import InputError
from backfile.reading_room.image_requests import (
    BadImageRequest,
    parse_region,
    parse_request,
    parse_rotation,
    parse_size,
    write_canonical,
)

FULL = (300, 200)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("full", (0, 0, 300, 200)),
        ("square", (50, 0, 250, 200)),
        ("125,15,120,140", (125, 15, 245, 155)),
        ("pct:41.6,7.5,40,70", (125, 15, 245, 155)),
        ("125,15,200,200", (125, 15, 300, 200)),
    ],
)
def test_a_region_is_cropped_at_the_edge(text: str, region: tuple[int, int, int, int]) -> None:
    assert parse_region(text, FULL) == region


@pytest.mark.parametrize(
    "text", ["125,15,0,140", "300,0,10,10", "-1,0,10,10", "1.5,0,10,10", "pct:0,0,0,50", "all", ""]
)
def test_an_empty_or_outside_region_is_refused(text: str) -> None:
    with pytest.raises(BadImageRequest):
        parse_region(text, FULL)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("max", (300, 200)),
        ("150,", (150, 100)),
        (",150", (225, 150)),
        ("pct:50", (150, 100)),
        ("225,100", (225, 100)),
        ("!225,100", (150, 100)),
        ("^360,", (360, 240)),
        ("^pct:120", (360, 240)),
        ("^!360,360", (360, 240)),
    ],
)
def test_a_size_is_scaled(text: str, size: tuple[int, int]) -> None:
    assert parse_size(text, FULL, 10_000_000) == size


@pytest.mark.parametrize("text", ["360,", "pct:120", "0,", ",0", "!,100", "big", "^99999,99999", "pct:0"])
def test_a_size_that_is_empty_too_large_or_enlarges_unasked_is_refused(text: str) -> None:
    with pytest.raises(BadImageRequest):
        parse_size(text, FULL, 1_000_000)


def test_a_mirror_and_a_quarter_turn() -> None:
    assert parse_rotation("!90") == (True, 90.0)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        (("full", "max", "0", "default", "jpg"), "full/max/0/default.jpg"),
        (("0,0,300,200", "300,", "0", "color", "jpg"), "full/max/0/default.jpg"),
        (("pct:0,0,50,50", "75,", "!90.0", "gray", "png"), "0,0,150,100/75,50/!90/gray.png"),
        (("square", "^400,", "22.5", "default", "jpg"), "50,0,200,200/^400,400/22.5/default.jpg"),
    ],
)
def test_every_request_has_one_canonical_form(asked: tuple[str, ...], canonical: str) -> None:
    request = parse_request(*asked, FULL)
    assert write_canonical(request, FULL) == canonical
    assert parse_request(*canonical.rpartition(".")[0].split("/"), request.format, FULL)[:3] == request[:3]


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=6))
def test_any_text_is_either_a_request_or_explained(region: str, size: str, rotation: str) -> None:
    try:
        request = parse_request(region, size, rotation, "default", "jpg", FULL)
    except InputError as error:
        assert error.message  # noqa: PT017
    else:
        assert request.size[0] * request.size[1] <= 40_000_000
