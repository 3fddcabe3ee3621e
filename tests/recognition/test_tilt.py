"""What is left of a page's tilt is seen in the margins of its lines, and its words are turned with it."""

from __future__ import annotations

from math import cos, radians, sin

import msgspec
import pytest
from msgspec.structs import replace

from backfile.model import Box, Word
from backfile.recognition.tilt import find_tilt, turn_words

WIDTH, HEIGHT, EM = 1600, 2200, 30


def page(angle: float, *, ragged: int = 0) -> tuple[Word, ...]:
    """Two columns of lines on a page that leans by `angle` degrees clockwise, each fifth one set in, the ends off by up to `ragged` pixels."""
    words = []
    for left in (200, 850):
        for row in range(40):
            indent = 45 if row % 5 == 0 else 0
            end = left + 550 - (row * 37 % (ragged + 1))
            words.append(lean((left + indent, 200 + 42 * row, end, 200 + 42 * row + EM), angle))
    return tuple(words)


def lean(box: tuple[float, float, float, float], angle: float) -> Word:
    """A line as an engine boxes it on a page that leans."""
    x, y = (box[0] + box[2]) / 2 - WIDTH / 2, (box[1] + box[3]) / 2 - HEIGHT / 2
    sine, cosine = sin(radians(angle)), cos(radians(angle))
    across, down = x * cosine - y * sine + WIDTH / 2, x * sine + y * cosine + HEIGHT / 2
    half, high = (box[2] - box[0]) / 2, EM / 2
    edges = (across - half) / WIDTH, (across + half) / WIDTH
    placed = Box(edges[0], (down - high) / HEIGHT, edges[1], (down + high) / HEIGHT)
    return Word(text="a line of text that fills its measure", box=placed, edges=edges)


@pytest.mark.parametrize("angle", [-0.9, -0.3, 0.2, 0.6])
@pytest.mark.parametrize("ragged", [0, 120])
def test_the_margins_tell_the_tilt(angle: float, ragged: int) -> None:
    assert find_tilt(page(angle, ragged=ragged), WIDTH, HEIGHT) == pytest.approx(-angle, abs=0.06)


def test_lines_that_were_read_word_by_word_tell_it_too() -> None:
    words = []
    for line in page(0.5):
        box = line.box
        assert box is not None
        half = (box.right - box.left) / 2
        for left, right in ((box.left, box.left + half - 0.003), (box.left + half + 0.003, box.right)):
            words.append(replace(line, text="half a line", box=Box(left, box.top, right, box.bottom), edges=()))
    assert find_tilt(words, WIDTH, HEIGHT) == pytest.approx(-0.5, abs=0.06)


def test_a_level_page_has_none() -> None:
    assert find_tilt(page(0.0, ragged=120), WIDTH, HEIGHT) == 0.0
    assert find_tilt(page(0.05), WIDTH, HEIGHT) == 0.0


def test_a_few_lines_tell_nothing() -> None:
    assert find_tilt(page(0.6)[:6], WIDTH, HEIGHT) == 0.0
    assert find_tilt((), WIDTH, HEIGHT) == 0.0


def test_verse_in_which_no_two_lines_begin_at_one_place_tells_nothing() -> None:
    words = tuple(lean((200 + 17 * row, 200 + 42 * row, 700 - 23 * row, 230 + 42 * row), 0.0) for row in range(20))
    assert find_tilt(words, WIDTH, HEIGHT) == 0.0


def test_words_are_turned_to_where_they_stand_on_a_level_page() -> None:
    level, turned = page(0.0), turn_words(page(0.6), -0.6, WIDTH, HEIGHT)
    for one, other in zip(level, turned, strict=True):
        assert one.box is not None
        assert other.box is not None
        assert other.box == pytest.approx(one.box, abs=0.0015)
        assert other.edges == pytest.approx((other.box.left, other.box.right))


def test_turned_words_can_be_written_down() -> None:
    turned = turn_words(page(0.6), -0.6, WIDTH, HEIGHT)
    assert msgspec.json.decode(msgspec.json.encode(turned), type=tuple[Word, ...]) == turned


def test_a_word_without_a_box_stays() -> None:
    word = Word(text="text")
    assert turn_words([word], 1.0, WIDTH, HEIGHT) == (word,)


def words_of(angle: float, lines: float) -> list[Word]:
    """A column whose margins lean by `angle` degrees over lines of eight words that run `lines` degrees downhill."""
    found = []
    for row in range(40):
        left, top = 200 - 42 * row * sin(radians(angle)), 200 + 42 * row
        for place in range(8):
            x, y = left + 150 * place, top + 150 * place * sin(radians(lines))
            box = Box(x / WIDTH, y / HEIGHT, (x + 135) / WIDTH, (y + EM) / HEIGHT)
            found.append(Word(text="word", box=box))
    return found


@pytest.mark.parametrize("angle", [-0.8, 0.6])
def test_margins_that_lean_over_level_lines_are_those_of_the_type(angle: float) -> None:
    assert find_tilt(words_of(angle, 0.0), WIDTH, HEIGHT) == 0.0
    assert find_tilt(words_of(angle, angle), WIDTH, HEIGHT) == pytest.approx(-angle, abs=0.06)
