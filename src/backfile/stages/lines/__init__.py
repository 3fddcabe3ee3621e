"""Lines and reading order: the words of each page become lines, in the order in which people read them.

Geometry of our own on word boxes (see `layout`), for horizontal text in both directions and for vertical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from statistics import fmean

from msgspec.structs import replace

from ...model import Box, Direction, Issue, Line, Page, Word, bound
from .bands import part_bands
from .layout import arrange
from .ruby import find_ruby
from .segments import CJK, RTL, Segment, gather, place
from .stacks import join_stacks
from .text import join_text, logical

VERSION = "1"
_TALL, _STACKED = 1.5, 1.1
"""Words of several CJK characters so many times as tall as wide run downward; and on pages where most text does: two characters of a line of
that page, the last of a sentence, say."""


def read_lines(issue: Issue) -> Issue:
    """Each page's words as lines in reading order. Pages that have lines already are left as they are."""
    return replace(issue, pages=tuple(set_lines(page) for page in issue.pages))


def set_lines(page: Page) -> Page:
    """One page with `lines` in reading order, numbered from 1, and no words left outside of them."""
    if page.lines or not page.words:
        return page
    ruby = find_ruby(page)
    aside = [_line_of(page.words[index]) for index in sorted(ruby)]
    page = replace(
        page,
        words=tuple(part for at, word in enumerate(page.words) if at not in ruby for part in _single(word, page)),
    )
    page = join_stacks(page)
    lines: list[Line] = []
    block = 0
    for direction, indices in _parted(page):
        for rows in _rows_of(page, indices, direction):
            block += 1
            lines += [_line(page, row, direction, block) for row in rows]
    numbered = tuple(replace(line, number=number) for number, line in enumerate([*lines, *aside], start=1))
    return replace(page, lines=numbered, words=())


def _line_of(word: Word) -> Line:
    """A word that belongs to no line, as a line of its own."""
    return Line(
        text=word.text.strip(),
        box=word.box,
        words=(word,),
        size=word.size,
        confidence=word.confidence,
        role="furniture",
    )


def _parted(page: Page) -> list[tuple[Direction, list[int]]]:
    """The words by direction of writing: the page's own first, then what is set across it."""
    upright = [_is_upright(word, page) for word in page.words]
    letters = sum(len(word.text) for word in page.words)
    vertical = [index for index, flag in enumerate(upright) if flag]
    level = [index for index, flag in enumerate(upright) if not flag]
    right = sum(len(RTL.findall(word.text)) for word in page.words)
    alphabetic = sum(char.isalpha() for word in page.words for char in word.text)  # leaders are of no script
    main: Direction = "rtl" if right > 0.3 * alphabetic else "ltr"
    if sum(len(page.words[index].text) for index in vertical) <= 0.5 * letters:
        stacked = {index for index in level if any(_continues(page.words[index], page.words[one]) for one in vertical)}
        return [(main, [index for index in level if index not in stacked]), ("ttb", sorted({*vertical, *stacked}))]
    vertical += [index for index in level if _is_upright(page.words[index], page, _STACKED)]
    level = [index for index in level if index not in set(vertical)]
    middle = sum(box.center[1] for index in vertical if (box := page.words[index].box)) / len(vertical)
    text = [index for index in level if not _says_nothing(page.words[index])]
    above: list[int] = []
    below: list[int] = []
    for index in level:
        box = page.words[index].box
        if box is None or (index not in text and not any(_on_one_line(box, page.words[other].box) for other in text)):
            vertical.append(index)
        else:
            (above if box.center[1] <= middle else below).append(index)
    return [(main, above), ("ttb", sorted(vertical)), (main, below)]


def _continues(word: Word, upright: Word) -> bool:
    """Whether a level word of a character or two stands right above or below a word that runs downward: a piece of its line."""
    box, line = word.box, upright.box
    if box is None or line is None or len(word.text) > 2 or not line.left <= box.center[0] <= line.right:
        return False
    return max(box.top - line.bottom, line.top - box.bottom) < line.width and box.width < 1.2 * line.width


def _says_nothing(word: Word) -> bool:
    """Whether a level word on a vertical page says nothing of its direction: a character alone, or a number set across."""
    return len(word.text) == 1 or (len(word.text) <= 4 and not any(map(str.isalpha, word.text)))


def _on_one_line(one: Box, other: Box | None) -> bool:
    """Whether two level boxes stand on one line."""
    if other is None:
        return False
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.height, other.height)


def _single(word: Word, page: Page) -> list[Word]:
    """A word, or its characters where a source has run together CJK characters that stand far apart: neighbours in
    vertical columns, not in a line."""
    box, letters = word.box, word.text.replace(" ", "")
    if box is None or not 1 < len(letters) < len(word.text) < 6 or len(word.edges) != len(word.text) + 1:
        return [word]
    wide = box.width * (page.width or 210.0) > 1.2 * len(letters) * box.height * (page.height or 297.0)
    if not wide or not all(map(CJK.match, letters)):
        return [word]
    return [
        replace(word, text=letter, box=Box(left, box.top, right, box.bottom), edges=(left, right), confidences=())
        for letter, left, right in zip(word.text, word.edges, word.edges[1:], strict=False)
        if letter != " "
    ]


def _is_upright(word: Word, page: Page, least: float = _TALL) -> bool:
    """Whether the word runs downward: taller than wide (CJK: `least` times) although it has several characters."""
    if word.box is None or len(word.text) < 2:
        return False
    width, height = word.box.width * (page.width or 210), word.box.height * (page.height or 297)
    if CJK.search(word.text):
        return height > least * width and height > 0
    return len(word.text) >= 4 and height > 2.2 * width and not RTL.search(word.text)


def _rows_of(page: Page, indices: Sequence[int], direction: Direction) -> list[list[list[Segment]]]:
    """Blocks of rows; the segments of each row are single words in reading direction."""
    placed = place(page, indices, direction)
    single = {segment.members[0]: segment for segment in placed}

    @cache
    def text_of(segment: Segment) -> str:
        return join_text([single[member] for member in segment.members], page.words)

    segments = gather(placed, page.words)
    bands = part_bands(segments) if direction == "ttb" else [segments]
    blocks = [block for band in bands for block in arrange(band, text_of)]
    return [[_in_order(row, single) for row in rows] for rows in blocks]


def _in_order(row: Sequence[Segment], single: dict[int, Segment]) -> list[Segment]:
    return [single[member] for segment in row for member in segment.members]


def _line(page: Page, placed: list[Segment], direction: Direction, block: int) -> Line:
    """A line from its words, given in reading direction."""
    if direction == "rtl":
        placed = logical(placed, page.words)
    words = tuple(page.words[segment.members[0]] for segment in placed)
    boxes = [word.box for word in words if word.box is not None]
    letters = {
        size: sum(len(word.text) for word in words if word.size == size) for size in {word.size for word in words}
    }
    bold = sum(len(word.text) for word in words if word.bold)
    return Line(
        text=join_text(placed, page.words),
        box=bound(boxes) if boxes else None,
        words=words,
        size=max(letters, key=lambda size: letters[size]),
        bold=2 * bold > sum(letters.values()),
        direction=direction,
        block=block,
        confidence=fmean(word.confidence for word in words),
    )
