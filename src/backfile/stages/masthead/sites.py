"""Where a masthead may stand: the front and back of an issue, the head of its contents, its running heads, its colophon.

A `Site` is a line with a weight (0..1): how much a statement in this place says of the issue itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from ...folding import loose
from ...model import Issue, Line, Page

CONTENTS_HEADING = re.compile(
    r"(?:本期)?(?:目\s*[录錄次]|要目|目\s*錄|차\s*례|목\s*차|もくじ)|contents|table of contents|in this issue|inhalt(?:sverzeichnis)?|sommaire|"
    r"table des matières|índice|indice|sumario|sommario|содержание|оглавление|فهرس(?:ت)?|المحتويات",
    re.IGNORECASE,
)
# Dates of manuscripts, web pages, foundations: true, but not of this issue.
_ELSEWHERE = re.compile(
    r"[见見](?:本刊)?第|参见|原载|原載|刊于|刊於|转自|轉自|上接|下转|收稿|修回|录用|接受日期|投稿|创刊|創刊|创办|成立|始于|发布于|发表于|浏览|阅读\s?\(?\d|received|accepted|revised|founded|established|since\s|©|copyright|"
    r"retrieved|accessed|\d\d?:\d\d|ISBN|基金|邮发代号|電話|电话|tel[.:]|http",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"ISSN|CN\s?\d|(?<!\d)9\s?77\d|ＩＳＳＮ", re.IGNORECASE)
_TABULAR = re.compile(r"\s{2,}|[.·…]{3}|\d\s*\W?$")  # lines of contents are long too, but no prose
_LONG = 80
"""A line of more letters is prose: what it says of dates is about its subject."""


class Site(NamedTuple):
    """`order` counts all lines of the issue from 0; `repeats` is the number of pages whose edge says the same, `spread`
    the share of the issue (0..1) that lies between the first and the last of them. A `partial` site is the head of a line
    that says other things too.
    """

    page: Page
    line: Line
    order: int
    weight: float
    repeats: int = 1
    edge: bool = False
    spread: float = 0.0
    partial: bool = False

    @property
    def text(self) -> str:
        return self.line.text


def find_sites(issue: Issue) -> list[Site]:
    """Every line that may belong to the masthead, in reading order."""
    running = _running(issue)
    last = max((page.number for page in issue.pages), default=0)
    sites = []
    prose = {page.number: _prose_blocks(page) for page in issue.pages}
    for order, (page, position, line) in enumerate(_lines(issue)):
        head = _head(line, position) if page.number == 1 else None
        if head is not None:
            sites.append(Site(page, head, order, 1.0, partial=True))
            continue
        edge = is_edge(page, position, line)
        numbers = running.get(bare(line.text), [page.number]) if edge else [page.number]
        weight = _weight(page, position, line, last, len(numbers))
        if line.block in prose[page.number] and not edge:
            weight *= 0.25
        if weight > 0 or _IDENTIFIER.search(line.text):
            spread = (numbers[-1] - numbers[0]) / max(1, last - 1)
            sites.append(Site(page, line, order, weight, len(numbers), edge, spread))
    return sites


def _head(line: Line, position: int) -> Line | None:
    """Up to the word Contents, of a first line into which a whole page was run together."""
    if position > 2 or line.box is not None or len(line.text) <= _LONG:
        return None
    match = CONTENTS_HEADING.search(line.text[:_LONG])
    return replace(line, text=line.text[: match.start()]) if match and match.start() > 3 else None


def _prose_blocks(page: Page) -> set[int]:
    """Blocks of running text: many lines, most of them full. Mastheads, colophons and covers are set in short lines."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for line in page.lines:
        if line.box is not None and not _TABULAR.search(line.text):
            wide = sum(character >= "\u2e80" for character in line.text)
            blocks[line.block].append(len(line.text) + wide)
    return {block for block, lengths in blocks.items() if len(lengths) > 6 and median(lengths) > 36}


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


def _running(issue: Issue) -> dict[str, list[int]]:
    """The numbers of the pages that have this at their edge, digits aside; only what two pages share."""
    seen: dict[str, list[int]] = defaultdict(list)
    for page in issue.pages:
        edges = {bare(line.text) for position, line in enumerate(page.lines) if is_edge(page, position, line)}
        for edge in edges - {""}:
            seen[edge].append(page.number)
    return {edge: numbers for edge, numbers in seen.items() if len(numbers) > 1}


def bare(text: str) -> str:
    """`text` as it is compared between pages: folded, without digits."""
    return re.sub(r"\d", "", loose(text))
