"""Lines over a gutter: parted where the page's other lines end and begin, whole where the white is their own."""

from __future__ import annotations

import numpy as np
import pytest

from backfile.engines._bands import Piece, Size
from backfile.engines._columns import Reading
from backfile.engines._gutters import part_at_gutters

EM, WIDE = 20.0, 200.0


def piece(text: str, left: float, right: float, top: float, gaps: tuple[tuple[float, float], ...] = ()) -> Piece:
    quad = np.array([[left, top], [right, top], [right, top + EM], [left, top + EM]], np.float32)
    places = tuple((at + 0.5) / len(text) for at in range(len(text)))
    return Piece(Reading(text, places, (0.99,) * len(text)), quad, size=Size(EM), gaps=gaps)


def columns(count: int) -> list[Piece]:
    """Lines of two columns, 24 pixels apart."""
    return [piece("x" * 20, left, left + WIDE, 30 * at) for at in range(1, count + 1) for left in (0.0, WIDE + 24)]


def over(top: float = 0) -> Piece:
    """Twenty letters of the left column and twenty of the right one in one line."""
    length = 2 * WIDE + 24
    return piece("a" * 20 + "b" * 20, 0, length, top, ((WIDE / length, (WIDE + 24) / length),))


def test_a_line_over_the_gutter_is_parted_there() -> None:
    left, right = part_at_gutters([over(), *columns(6)])[:2]
    assert (left.reading.text, right.reading.text) == ("a" * 20, "b" * 20)
    assert left.quad[1][0] == pytest.approx(WIDE, abs=0.1)
    assert right.quad[0][0] == pytest.approx(WIDE + 24, abs=0.1)
    assert len(right.reading.places) == len(right.reading.confidences) == 20
    assert right.reading.places[0] == pytest.approx(0.5 / 20, abs=0.06)


def test_wide_white_that_is_one_line_s_own_stays() -> None:
    title = piece("a" * 20 + "b" * 20, 0, 424, 0, ((0.3, 0.36),))
    assert part_at_gutters([title, *columns(6)])[0] == title


def test_a_few_lines_are_no_columns() -> None:
    lines = [over(), *columns(3)]
    assert part_at_gutters(lines) == lines


def test_all_that_was_read_is_kept() -> None:
    lines = [over(30 * at) for at in range(3)] + columns(6)
    parted = part_at_gutters(lines)
    assert len(parted) == len(lines) + 3
    assert "".join(one.reading.text for one in parted) == "".join(one.reading.text for one in lines)
