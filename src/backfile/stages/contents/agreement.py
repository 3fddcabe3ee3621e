"""Contents and body agree: letters of a title or a name that an engine read with doubt in the contents, and otherwise on the page that the entry
points to, are taken as they were read more surely.

The same words are printed twice, in two sizes, and misread independently: 钱锤书 in the contents is 钱锺书 over the article. Only what is
alike letter for letter but for a few is compared, and only letters that were in doubt are changed, so that what is printed otherwise in the two places, and
every text that was not read from an image, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from ...model import Contributor, Issue, Line, Page
from .fields import Found
from .rows import Row

DOUBTFUL: Final = 0.95
"""Confidence of a letter below which the body may know better."""
LEAST: Final = 4
"""So many letters a title has at least, and a name two."""
UNLIKE: Final = 0.2
"""Share of its letters in which it may differ; one may always."""
MOST_LINES: Final = 3
NEAR: Final = 6
"""So many lines below the title a name may stand."""
MOSTLY: Final = 0.6
"""So many of the pages are written behind a slash where it is the style of the list."""
MISREAD: Final = re.compile(r"1[1-9]\d{0,2}$")


class Letter(NamedTuple):
    """A letter or digit and how surely it was read."""

    char: str
    sure: float


Letters = Sequence[Letter]


def agree(found: Sequence[Found], rows: Sequence[Row], issue: Issue) -> list[Found]:
    """`found` with what the pages that the entries point to tell of doubtful letters."""
    pages = {page.number: page for page in issue.pages}
    own = {row.page for row in rows}
    bodies: dict[str, list[Page]] = {}
    for page in issue.pages:
        if page.label and page.number not in own:
            bodies.setdefault(_plain(page.label), []).append(page)
    return [_agreed(item, rows, pages, bodies.get(_plain(item.entry.page or ""), [])) for item in found]


def _plain(label: str) -> str:
    return label.strip().casefold().lstrip("0")


def _agreed(item: Found, rows: Sequence[Row], pages: dict[int, Page], bodies: Sequence[Page]) -> Found:
    if not bodies or not _plain(item.entry.page or ""):
        return item
    titles, names = (_letters_of(item, rows, pages, field) for field in ("title", "contributors"))
    if all(letter.sure >= DOUBTFUL for letter in (*titles, *names)):
        return item
    for page in bodies:
        seen = _find_title(item.entry.title, page)
        if seen is not None:
            letters, under = seen
            title = mend(item.entry.title, _part(titles, item.entry.title), letters)
            people = tuple(_known(person, names or titles, under) for person in item.entry.contributors)
            field = (
                "title" if title != item.entry.title else "contributors" if people != item.entry.contributors else ""
            )
            mended = replace(item.entry, title=title, contributors=people)
            return item._replace(entry=mended, misread=(field, page.number)) if field else item
    return item


def _letters_of(item: Found, rows: Sequence[Row], pages: dict[int, Page], field: str) -> list[Letter]:
    """The letters of all lines that a field was read from."""
    places = [position for name, position in item.uses if name == field]
    return [
        letter
        for position in places
        for line in rows[position].lines
        for letter in letters_of(pages[rows[position].page].lines[line])
    ]


def letters_of(line: Line) -> list[Letter]:
    """Letters and digits of a line, each as surely as it was read."""
    return [
        Letter(char, sure)
        for word in line.words
        for char, sure in zip(
            word.text,
            word.confidences if len(word.confidences) == len(word.text) else [word.confidence] * len(word.text),
            strict=True,
        )
        if char.isalnum()
    ]


def _find_title(title: str, page: Page) -> tuple[list[Letter], list[Letter]] | None:
    """The letters of a title on its page, and those of the lines below it; None where it is not there or not alike."""
    wanted = [char for char in title if char.isalnum()]
    if len(wanted) < LEAST:
        return None
    lines = [letters_of(line) for line in page.lines]
    for first in range(len(lines)):
        letters: list[Letter] = []
        for last in range(first, min(first + MOST_LINES, len(lines))):
            letters += lines[last]
            if len(letters) > len(wanted):
                break
            if len(letters) == len(wanted) and _is_alike(wanted, letters):
                return letters, [letter for line in lines[last + 1 : last + 1 + NEAR] for letter in line]
    return None


def _is_alike(wanted: Sequence[str], letters: Letters) -> bool:
    other = sum(one.casefold() != letter.char.casefold() for one, letter in zip(wanted, letters, strict=True))
    return other <= max(1, int(UNLIKE * len(wanted)))


def _part(letters: Letters, text: str) -> Letters:
    """Those of `letters` that `text` was read from; none where they do not follow one another."""
    wanted = [char for char in text if char.isalnum()]
    chars = [letter.char for letter in letters]
    for first in range(len(chars) - len(wanted) + 1):
        if chars[first : first + len(wanted)] == wanted:
            return letters[first : first + len(wanted)]
    return []


def mend(text: str, own: Letters, other: Letters) -> str:
    """`text`, whose letters are `own`, with those letters of `other`, as many, that were read more surely where `own` are in doubt."""
    if not own or len(own) != len(other):
        return text
    better: Iterator[str] = (
        theirs.char
        if ours.sure < DOUBTFUL and ours.sure < theirs.sure and _may_be(ours.char, theirs.char)
        else ours.char
        for ours, theirs in zip(own, other, strict=True)
    )
    return "".join(next(better) if char.isalnum() else char for char in text)


def _may_be(one: str, other: str) -> bool:
    """Whether a letter may be a misreading of another; capitals of a heading are none."""
    return one.casefold() != other.casefold() and one.isdigit() == other.isdigit()


def _known(person: Contributor, names: Letters, under: Letters) -> Contributor:
    """A person with the letters of the name that stands under the title."""
    own = _part(names, person.name)
    if len(own) < 2 or all(letter.sure >= DOUBTFUL for letter in own):
        return person
    texts = [under[first : first + len(own)] for first in range(len(under) - len(own) + 1)]
    alike = [text for text in texts if sum(a.char != b.char for a, b in zip(own, text, strict=True)) <= 1]
    return replace(person, name=mend(person.name, own, alike[0])) if alike else person


def mend_slashes(found: Sequence[Found], rows: Sequence[Row]) -> list[Found]:
    """`found` with pages whose slash was read for a 1: 17 between 6 and 8, where the others are written /6 and /8."""
    slashed = [_is_slashed(item, rows) for item in found]
    if sum(slashed) < max(LEAST, MOSTLY * len(found)):
        return list(found)
    out = list(found)
    for at, item in enumerate(found):
        text = item.label.text if item.label is not None else ""
        if slashed[at] or not MISREAD.match(text):
            continue
        before = next((value for value in map(_value, reversed(out[:at])) if value is not None), 0)
        after = next((_value(one) for one, ok in zip(found[at + 1 :], slashed[at + 1 :], strict=True) if ok), None)
        if before <= int(text[1:]) <= (after if after is not None else int(text[1:])) and (
            after is None or int(text) > after
        ):
            label = item.label._replace(text=text[1:], value=int(text[1:]), repaired=True) if item.label else None
            out[at] = item._replace(entry=replace(item.entry, page=text[1:]), label=label, repaired=True)
    return out


def _is_slashed(item: Found, rows: Sequence[Row]) -> bool:
    """Whether the page of an entry is written behind a slash."""
    if item.label is None:
        return False
    pattern = re.compile(rf"[/／]\s?{re.escape(item.label.text)}\s*$")
    return any(pattern.search(rows[position].text) for field, position in item.uses if field == "page")


def _value(item: Found) -> int | None:
    return item.label.value if item.label is not None else None
