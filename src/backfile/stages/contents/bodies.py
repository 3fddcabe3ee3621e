"""No contents page: entries from the headings of the body.

Where no window holds contents, the largest type that repeats over the pages of an issue is that of its articles' titles.
What is read so is printed at the article and not in a list: each entry carries a doubt that says it, and a lower confidence.
Sizes that were measured in an image are uneven: there a heading has about the size of the others; where full lines of text
come out as large as headings, sizes say nothing and only the white around a line shows that it is one (`centred`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from ...folding import loose
from ...model import Contributor, Doubt, Entry, Evidence, Issue, Line, Page
from .centred import find_centred
from .fields import join_lines, language_of, tidy
from .names import read_byline
from .tokens import width

BY: Final = "contents/bodies"
CONFIDENCE: Final = 0.6
CENTRED: Final = 0.45
BY_SIZE: Final = "there is no contents page: read from a heading in the body, by the size of its type"
BY_WHITE: Final = "there is no contents page: read from a heading in the body, by the white around it"
LARGER: Final = 1.25
"""A heading's type is at least this many times that of the body."""
_UNEVEN: Final = 1.4
"""The largest of the headings of a scan is so many times the smallest."""
_SCAN: Final = 0.8
"""A picture that covers so much of a page is a scan of it."""
_ASTRAY: Final = 0.02
"""Share of full lines that may be as large as headings where sizes are of use."""
_ADVERTISEMENTS = re.compile(
    r"inserate|^(?:klein)?anzeigen$|annoncen|^(?:petites)?annonces$|(?:classified)?advert[iy]sements$|^anuncios$|^(?:分类|分類)?(?:广告|廣告)$|^объявления$|^اعلانات$"
)
"""Under such a heading stand advertisements, to the end of the issue: they have headings, and are no articles."""
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_]\s+){4,}[^\W\d_](?!\w)")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,5}|[一二三四五六七八九十]{1,3})[.、．:)]?\s+(?=\S)")


def read_headings(issue: Issue) -> tuple[list[Entry], list[Evidence], list[Doubt]]:
    """Entries, evidence and doubts from headings; nothing when type sizes are unknown or no size repeats on its own."""
    headings, confidence, why = _find_headings(issue.pages)
    entries: list[Entry] = []
    evidence: list[Evidence] = []
    doubts: list[Doubt] = []
    for page, heading in headings:
        if entries and _ADVERTISEMENTS.search(loose(entries[-1].title)):
            break
        index = len(entries)
        title = tidy(_NUMBER.sub("", _bare(join_lines([page.lines[i].text for i in heading]))))
        byline = _byline_after(page, heading[-1])
        entries.append(
            Entry(
                id=f"c{index + 1:02d}",
                title=title,
                contributors=byline[0],
                page=page.label,
                language=language_of(title),
                confidence=confidence,
            )
        )
        evidence += [_proof(page, i, f"contents/{index}/title", confidence) for i in heading]
        evidence += [_proof(page, i, f"contents/{index}/contributors", confidence) for i in byline[1]]
        doubts.append(Doubt(path=f"contents/{index}", why=why, confidence=confidence, page=page.number))
    return entries, evidence, doubts


def _find_headings(pages: Sequence[Page]) -> tuple[list[tuple[Page, list[int]]], float, str]:
    """Pages with the lines of each heading; how likely each is right, and why it is doubted."""
    if len(pages) < 4:
        return [], CONFIDENCE, ""
    if _are_measured(pages) and _are_astray(pages):
        return [(page, [index]) for page, index in find_centred(pages)], CENTRED, BY_WHITE
    sizes = _heading_sizes(pages)
    return list(_headings_of(pages, sizes)) if sizes else [], CONFIDENCE, BY_SIZE


def _bare(title: str) -> str:
    """A heading without the specks around it that an engine took for marks, and with its letter-spacing closed."""
    parts = title.split(" ")
    solid = [at for at, part in enumerate(parts) if any(char.isalnum() for char in part)]
    whole = " ".join(parts[solid[0] : solid[-1] + 1]) if solid else title
    whole = title if whole.count(" ") + 2 >= len(parts) else whole  # a mark may stand at one end; specks are several
    return _SPACED.sub(lambda match: re.sub(r"\s+", "", match[0]), whole)


def _proof(page: Page, index: int, path: str, confidence: float) -> Evidence:
    line = page.lines[index]
    return Evidence(
        path=path,
        quote=line.text.strip(),
        by=BY,
        page=page.number,
        box=line.box,
        line=line.number,
        confidence=confidence,
    )


class Sizes(NamedTuple):
    """Type sizes of headings, from the `least` to the `largest` in points; `measured` in an image, and so uneven."""

    least: float
    largest: float
    measured: bool


def _heading_sizes(pages: Sequence[Page]) -> Sizes | None:
    """The largest sizes in which three or more headings are set, on pages that repeat none of them."""
    lines = [line for page in pages for line in page.lines if line.size]
    if len(lines) < 60:
        return None
    body = _body_size(lines)
    measured = _are_measured(pages)
    texts: dict[float, list[str]] = {}
    for page in pages:
        for index, line in enumerate(page.lines):
            if line.size >= LARGER * body and 3 < width(line.text) < 160 and _may_head(page, index, measured=measured):
                texts.setdefault(_rounded(line), []).append(line.text.strip())
    for largest in sorted(texts, reverse=True):
        least = max(LARGER * body, largest / _UNEVEN) if measured else largest
        found = [text for size, group in texts.items() if least <= size <= largest for text in group]
        # Running heads repeat their text; titles do not.
        if len(set(found)) >= max(3, 0.8 * len(found)):
            return Sizes(least, largest, measured)
    return None


def _are_measured(pages: Sequence[Page]) -> bool:
    """Whether sizes come from images for the most part: recognised pages, and layers over scans."""
    scanned = sum(
        page.source in ("ocr", "mixed") or any(box.width * box.height >= _SCAN for box in page.pictures)
        for page in pages
    )
    return scanned > 0.5 * len(pages)


def _are_astray(pages: Sequence[Page]) -> bool:
    """Whether a number of full lines, which no heading is, have come out as large as one."""
    lines = [line for page in pages for line in page.lines if line.size]
    if not lines:
        return False
    long, least = median(width(line.text) for line in lines), LARGER * _body_size(lines)
    full = [line.size for line in lines if width(line.text) >= long]
    return sum(size >= least for size in full) > _ASTRAY * len(full)


def _body_size(lines: Sequence[Line]) -> float:
    """The type size of most of the text."""
    return median(line.size for line in lines for _ in range(1 + width(line.text) // 20))


def _may_head(page: Page, index: int, *, measured: bool) -> bool:
    """Whether a line may be a heading by all but its size: it has letters, nobody has taken it, and there is text below it.
    On a scan it stands below the masthead."""
    line = page.lines[index]
    if line.role in ("folio", "running-head", "furniture") or not any(char.isalpha() for char in line.text):
        return False
    if not measured:
        return page.source != "mixed" or any(
            word.font for word in line.words
        )  # read on a picture of a page that is text
    is_taken = line.of is not None and line.of.startswith(("periodical/", "issue/"))
    return not is_taken and _has_text_below(page, index) and not _is_over_masthead(line, page)


def _has_text_below(page: Page, index: int) -> bool:
    return len(page.lines) > index + 2


def _is_over_masthead(line: Line, page: Page) -> bool:
    """Whether the title or the date of the issue stands under a line: price and number stand over them."""
    under = [one for one in page.lines if one.of and one.of.startswith(("periodical/", "issue/"))]
    return line.box is not None and any(one.box is not None and one.box.top > line.box.top for one in under)


def _rounded(line: Line) -> float:
    return round(line.size * 2) / 2


def _headings_of(pages: Sequence[Page], sizes: Sizes) -> Iterator[tuple[Page, list[int]]]:
    for page in pages:
        for heading in _headings(page, sizes):
            yield page, heading


def _headings(page: Page, sizes: Sizes) -> list[list[int]]:
    """Indices of the lines of each heading of these sizes: neighbours in one block make one heading."""
    groups: list[list[int]] = []
    for index, line in enumerate(page.lines):
        if not sizes.least <= _rounded(line) <= sizes.largest or not _may_head(page, index, measured=sizes.measured):
            continue
        if groups and groups[-1][-1] == index - 1 and len(groups[-1]) < 4:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _byline_after(page: Page, index: int) -> tuple[tuple[Contributor, ...], list[int]]:
    """The byline on one of the two lines below a heading, when it reads like one."""
    for following in (index + 1, index + 2):
        if following < len(page.lines):
            text = page.lines[following].text
            byline = read_byline(text)
            if byline.score > 1.0 and width(text) < 80:
                return byline.contributors, [following]
    return (), []
