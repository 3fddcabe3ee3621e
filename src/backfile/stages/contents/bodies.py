"""No contents page: entries from the headings of the body.

Where no window holds contents, the largest type that repeats over the pages of an issue is that of its articles' titles.
What is read so is printed at the article and not in a list: each entry carries a doubt that says it, and a lower confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from ...model import Contributor, Doubt, Entry, Evidence, Issue, Line, Page
from .fields import join_lines, language_of, tidy
from .names import read_byline
from .tokens import width

BY: Final = "contents/bodies"
CONFIDENCE: Final = 0.6
LARGER: Final = 1.25
"""A heading's type is at least this many times that of the body."""
_NUMBER = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,5}|[一二三四五六七八九十]{1,3})[.、．:)]?\s+(?=\S)")


def read_headings(issue: Issue) -> tuple[list[Entry], list[Evidence], list[Doubt]]:
    """Entries, evidence and doubts from headings; nothing when type sizes are unknown or no size repeats on its own."""
    size = _heading_size(issue.pages)
    if size is None:
        return [], [], []
    entries: list[Entry] = []
    evidence: list[Evidence] = []
    doubts: list[Doubt] = []
    for page in issue.pages:
        for heading in _headings(page, size):
            index = len(entries)
            title = tidy(_NUMBER.sub("", join_lines([page.lines[i].text for i in heading])))
            byline = _byline_after(page, heading[-1])
            entries.append(
                Entry(
                    id=f"c{index + 1:02d}",
                    title=title,
                    contributors=byline[0],
                    page=page.label,
                    language=language_of(title),
                    confidence=CONFIDENCE,
                )
            )
            evidence += [_proof(page, i, f"contents/{index}/title") for i in heading]
            evidence += [_proof(page, i, f"contents/{index}/contributors") for i in byline[1]]
            why = "there is no contents page: read from a heading in the body, by the size of its type"
            doubts.append(Doubt(path=f"contents/{index}", why=why, confidence=CONFIDENCE, page=page.number))
    return entries, evidence, doubts


def _proof(page: Page, index: int, path: str) -> Evidence:
    line = page.lines[index]
    return Evidence(
        path=path,
        quote=line.text.strip(),
        by=BY,
        page=page.number,
        box=line.box,
        line=line.number,
        confidence=CONFIDENCE,
    )


def _heading_size(pages: Sequence[Page]) -> float | None:
    """The type size of titles: the largest one with three or more headings on different pages."""
    lines = [line for page in pages for line in page.lines if line.size]
    if len(pages) < 4 or len(lines) < 60:
        return None
    body = median(line.size for line in lines for _ in range(1 + width(line.text) // 20))
    texts: dict[float, list[str]] = {}
    for line in lines:
        if line.size >= LARGER * body and 3 < width(line.text) < 160:
            texts.setdefault(_rounded(line), []).append(line.text.strip())
    # Running heads repeat their text; titles do not.
    sizes = [size for size, found in texts.items() if len(set(found)) >= 3 and len(set(found)) >= 0.8 * len(found)]
    return max(sizes, default=None)


def _rounded(line: Line) -> float:
    return round(line.size * 2) / 2


def _headings(page: Page, size: float) -> list[list[int]]:
    """Indices of the lines of each heading of that size: neighbours in one block make one heading."""
    groups: list[list[int]] = []
    for index, line in enumerate(page.lines):
        if _rounded(line) != size or not any(char.isalpha() for char in line.text):
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
