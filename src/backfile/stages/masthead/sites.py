"""Where a masthead may stand: the front and back of an issue, the head of its contents, its running heads, its colophon.

A `Site` is a line with a weight (0..1): how much a statement in this place says of the issue itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ...folding import loose
from ...model import Issue, Line, Page

CONTENTS_HEADING = re.compile(
    r"(?:本期)?(?:目\s*[录錄次]|要目|目\s*錄|차\s*례|목\s*차|もくじ)|contents|table of contents|in this issue|inhalt(?:sverzeichnis)?|sommaire|"
    r"table des matières|índice|indice|sumario|sommario|содержание|оглавление|فهرس(?:ت)?|المحتويات",
    re.IGNORECASE,
)
# Dates of manuscripts, web pages, foundations: true, but not of this issue.
_ELSEWHERE = re.compile(
    r"收稿|修回|录用|接受日期|投稿|创刊|創刊|创办|成立|始于|发布于|发表于|浏览|阅读\s?\(?\d|received|accepted|revised|founded|established|since\s|©|copyright|"
    r"retrieved|accessed|\d\d?:\d\d|ISBN|基金|邮发代号|電話|电话|tel[.:]|http",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"ISSN|CN\s?\d|(?<!\d)9\s?77\d|ＩＳＳＮ", re.IGNORECASE)
_LONG = 80
"""A line of more letters is prose: what it says of dates is about its subject."""


class Site(NamedTuple):
    """`order` counts all lines of the issue from 0; `repeats` is the number of pages whose edge says the same."""

    page: Page
    line: Line
    order: int
    weight: float
    repeats: int = 1
    edge: bool = False

    @property
    def text(self) -> str:
        return self.line.text


def find_sites(issue: Issue) -> list[Site]:
    """Every line that may belong to the masthead, in reading order."""
    repeats = _running(issue)
    last = max((page.number for page in issue.pages), default=0)
    sites = []
    for order, (page, position, line) in enumerate(_lines(issue)):
        edge = is_edge(page, position, line)
        count = repeats.get(bare(line.text), 1) if edge else 1
        weight = _weight(page, position, line, last, count)
        if weight > 0 or _IDENTIFIER.search(line.text):
            sites.append(Site(page, line, order, weight, count, edge))
    return sites


def _lines(issue: Issue) -> Iterator[tuple[Page, int, Line]]:
    for page in issue.pages:
        for position, line in enumerate(page.lines):
            yield page, position, line


def _weight(page: Page, position: int, line: Line, last: int, repeats: int) -> float:
    if len(line.text) > _LONG * 2:
        return 0.0
    weight = _place(page, position, last)
    if repeats > 2:
        weight = max(weight, 0.9)
    if _ELSEWHERE.search(line.text):
        weight *= 0.15
    return weight * (1.0 if len(line.text) <= _LONG else 0.3)


def _place(page: Page, position: int, last: int) -> float:
    """Pages say by their place, text dumps of one page by the place in the file."""
    if last == 1 and page.lines and page.lines[0].box is None:
        return 1.0 if position < 12 else 0.6 if position < 40 else 0.3
    if page.number <= 2 or page.number == last or page.kind in ("cover", "contents", "back-cover"):
        return 1.0
    if page.number <= 6 or page.number >= last - 2:
        return 0.7
    return 0.2


def is_edge(page: Page, position: int, line: Line) -> bool:
    """Whether the line stands at the top or bottom edge of its page, where running heads and folios are."""
    if line.role in ("running-head", "folio"):
        return True
    if line.box is None:
        return position < 2 or position >= len(page.lines) - 2
    middle = line.box.center[1]
    return middle < 0.1 or middle > 0.92


def _running(issue: Issue) -> Counter[str]:
    """How many pages have this at their edge, numbers aside."""
    if len(issue.pages) < 3:
        return Counter()
    seen: Counter[str] = Counter()
    for page in issue.pages:
        edges = {bare(line.text) for position, line in enumerate(page.lines) if is_edge(page, position, line)}
        seen.update(edges - {""})
    return seen


def bare(text: str) -> str:
    """`text` as it is compared between pages: folded, without digits."""
    return re.sub(r"\d", "", loose(text))
