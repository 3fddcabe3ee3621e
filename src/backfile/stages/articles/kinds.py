"""What parts of a page are, besides running text: captions, footnotes, sidebars, tables, pull quotes.

Told by geometry and type: what is set smaller than the text of its page and stands at a picture, at the foot, or in a box of its
own; what is set larger in the middle of an article and reads like a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from ...model import Box, Issue, Line, Page, bound
from .flow import Flow, Place, with_roles
from .labels import has_label, spell
from .openings import CAPTION, NOTE

_CREDIT = re.compile(
    r"^\s*[▲△▼▽◆●■◀▶←→↑↓]|^\s*(?:上|下|左|右)?图为|^\s*(?:Photo(?:graph)?s?|Fotos?|Bild|Illustration|Image|写真|撮影|صورة)\b"
    r"|\b(?:photograph(?:ed|s)?|photos?|illustrat(?:ed|ions?)|images?)\s+by\b|\bcourtesy\s+(?:of|the)\b|\bmit\s+freundlicher\s+Genehmigung\b"
    r"|(?:摄|攝|摄影|攝影|供图|撮影|绘图|资料图片?)\s*[)）]?\s*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\W{0,2}[“„«「『\"‘](?:.*[”“»」』\"’]\W{0,2}|[^”“»」』\"]*[。！？!?.…]\s*\S{0,2})$")
"""What is said by somebody; an engine may have lost or misread the mark that closes it."""
_SENTENCE = re.compile(r"[。！？!?.…؟]\W{0,2}$")
_STOP = re.compile(r"[。！？]|[^\W\d_]{3,}[.!?](?=\s|$)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE = re.compile(r"\S(?:\s{2,}|\t)(?=\S)")
_MOST_CAPTION = 160
_BRIEF = 10
_VOID = 4.5
"""White above or below of so many lines may hold a picture that the source does not tell of."""
_SMALLER = 0.965
"""Type of a text layer smaller than this times the text is another type."""


class Run(NamedTuple):
    """Neighbouring places of one block and one size of type."""

    places: tuple[int, ...]
    box: Box
    size: float
    text: str


def mark_kinds(issue: Issue, flow: Flow) -> Issue:
    """Captions, footnotes, sidebars and tables get their role; lines that have a role keep it."""
    roles: dict[tuple[int, int], str] = {}
    for number, page in flow.pages.items():
        runs = list(_runs(flow, flow.on_page(number)))
        for run in runs:
            kind = _kind(run, runs, page, flow)
            if kind is not None:
                roles.update({(number, flow.places[at].line.number): kind for at in run.places})
    if not roles:
        return issue
    return with_roles(issue, lambda page, line: line.role or roles.get((page, line.number)))


def _runs(flow: Flow, places: Sequence[int]) -> Iterator[Run]:
    """Neighbouring places of one block and type; a change of size by less than engines err is none."""
    group: list[int] = []
    for at in places:
        line = flow.places[at].line
        if line.box is None:
            continue
        before = flow.places[group[-1]].line if group else None
        if before is not None and (
            before.block != line.block or abs(before.size - line.size) > _apart(line, flow) * line.size
        ):
            yield _run(group, flow)
            group = []
        group.append(at)
    if group:
        yield _run(group, flow)


def _apart(line: Line, flow: Flow) -> float:
    """By what share the size of a line differs that is of another type; that of a few letters is hard to measure in an image."""
    if flow.is_exact:
        return 0.03
    return 1.4 * flow.slack if len(line.text) >= _BRIEF else max(0.25, 1.4 * flow.slack)


def _run(group: Sequence[int], flow: Flow) -> Run:
    lines = [flow.places[at].line for at in group]
    return Run(
        tuple(group),
        bound([line.box for line in lines if line.box is not None]),
        median(line.size for line in lines),
        " ".join(line.text.strip() for line in lines),
    )


def _kind(run: Run, runs: Sequence[Run], page: Page, flow: Flow) -> str | None:
    """The role of a run, None for running text and what is set larger."""
    if _is_table(run, flow):
        return "table"
    small = flow.text_sizes(page.number)[0]
    if not 0 < run.size < (_SMALLER if flow.is_exact else 1 - flow.slack) * small or has_label(
        spell(flow.places[run.places[0]].line)
    ):
        return None
    brief = len(run.text) <= _MOST_CAPTION
    if brief and (CAPTION.match(run.text) or _CREDIT.search(run.text)):
        return "caption"
    if NOTE.match(run.text) and _is_lowest(run, runs, small):
        return "footnote"
    boxed = _is_boxed(run, runs, flow) and not _QUOTED.match(run.text)
    told = len(_STOP.findall(run.text)) > 1
    if brief and _at_picture(run, runs, page, flow) and not (boxed and told):
        return "caption"
    return "sidebar" if boxed else None


def _at_picture(run: Run, runs: Sequence[Run], page: Page, flow: Flow) -> bool:
    """Whether a picture, or white that may hold one, lies above or below within a line or two."""
    height = run.box.height / len(run.places)
    for picture in page.pictures:
        beside = min(run.box.right, picture.right) - max(run.box.left, picture.left) > 0.5 * run.box.width
        gap = max(run.box.top - picture.bottom, picture.top - run.box.bottom)
        if beside and -height < gap < 3 * height:
            return True
    if len(run.places) > 4 or flow.places[run.places[0]].line.direction == "ttb":
        return False
    above = [one.box.bottom for one in runs if one is not run and _over(one.box, run.box) and one.box.top < run.box.top]
    return run.box.top - max(above, default=0.06) > _VOID * height


def _over(one: Box, other: Box) -> bool:
    """Whether two boxes stand in one column."""
    return min(one.right, other.right) - max(one.left, other.left) > 0.3 * min(one.width, other.width)


def _is_lowest(run: Run, runs: Sequence[Run], small: float) -> bool:
    """Whether no running text stands below in the column, but some above or much of the page."""
    column = [other.box.top for other in runs if other.size >= _SMALLER * small and _over(other.box, run.box)]
    return (run.box.top > 0.4 or bool(column)) and all(top <= run.box.top for top in column)


def _is_boxed(run: Run, runs: Sequence[Run], flow: Flow) -> bool:
    """Whether a run of small type stands by itself: several lines, in a block of its own, set in from the column beside it."""
    if len(run.places) < 2 or any(
        flow.places[other.places[0]].line.block == flow.places[run.places[0]].line.block
        and abs(other.places[0] - run.places[-1]) == 1
        for other in runs
        if other is not run and other.size <= 1.05 * run.size
    ):
        return False
    page = flow.places[run.places[0]].page
    small = flow.text_sizes(page)[0]
    column = [
        other.box
        for other in runs
        if len(other.places) > 2 and other.size >= _SMALLER * small and _over(other.box, run.box)
    ]
    if not column:
        return False
    around = bound(column)
    return run.box.left > around.left + 0.004 and run.box.right < around.right + 0.002


def _is_table(run: Run, flow: Flow) -> bool:
    """Whether most of at least three lines are rows of short cells."""
    rows = [flow.places[at].line.text.strip() for at in run.places]
    celled = sum(len(_WIDE.findall(row)) >= 2 for row in rows)
    return len(rows) >= 3 and celled >= 0.7 * len(rows)


def find_pull_quotes(flow: Flow, heads: set[int]) -> set[int]:
    """Places set larger in the middle of the text that say a sentence, or say again what the text says: no heading does."""
    spoken = any(flow.is_larger(flow.places[at]) and is_sentence(flow.places[at].line.text) for at in heads)
    whole = "".join(flow.folded[at] for at in range(len(flow.places)) if not flow.is_display(at))
    found: set[int] = set()
    runs = list(_set_alike(flow, heads))
    for places in runs:
        if _is_quote([flow.places[at] for at in places], "".join(flow.folded[at] for at in places), whole) or (
            not spoken and any(is_sentence(flow.places[at].line.text) for at in places)
        ):
            found.update(places)
    if flow.is_exact:
        looks = {_type_of(flow, at) for at in found} - {_type_of(flow, at) for at in heads}
        found.update(at for places in runs for at in places if _type_of(flow, at) in looks)
    return found


def _type_of(flow: Flow, at: int) -> tuple[float, str]:
    line = flow.places[at].line
    return round(line.size, 1), line.words[0].font if line.words else str(line.bold)


def _set_alike(flow: Flow, heads: set[int]) -> Iterator[list[int]]:
    """Runs of places of a page that are set larger than the text, in one font."""

    def look(at: int) -> tuple[int, str] | None:
        page, line = flow.places[at]
        if at in heads or not flow.is_larger(flow.places[at]) or line.role is not None:
            return None
        return page, line.words[0].font if line.words else ""

    for found, group in groupby(range(len(flow.places)), key=look):
        for places in _of_one_size(list(group), flow) if found is not None else ():
            if not _is_under_headline(places[0], flow):
                yield places


def _of_one_size(group: list[int], flow: Flow) -> Iterator[list[int]]:
    """A run parted where the size changes, which in an image has no fonts to tell by."""
    if flow.is_exact:
        yield group
        return
    begin = 0
    for at in range(1, len(group) + 1):
        line = flow.places[group[at]].line if at < len(group) else None
        if line is None or abs(flow.places[group[at - 1]].line.size - line.size) > _apart(line, flow) * line.size:
            yield group[begin:at]
            begin = at


def _is_under_headline(at: int, flow: Flow) -> bool:
    """Whether a place stands directly under much larger type: a subtitle may say what the text says too."""
    if at == 0 or flow.places[at - 1].page != flow.places[at].page:
        return False
    above, line = flow.places[at - 1].line, flow.places[at].line
    return above.block == line.block and above.size > 1.2 * line.size


def is_sentence(text: str) -> bool:
    """Whether a line of larger type ends with the full stop of a sentence (not that of a number or an abbreviation)."""
    return bool(re.search(r"[^\W\d_]{3,}[.。][”’\"']?\s*$", text) or re.search(r"[\u3040-\u9fff]。\W?$", text))


def _is_quote(places: Sequence[Place], folded: str, whole: str) -> bool:
    text = " ".join(place.line.text.strip() for place in places)
    long = len(folded) >= (10 if _CJK.search(text) else 18)
    if not long or len(places) > 10:
        return False
    return bool(_QUOTED.match(text) or (_SENTENCE.search(text) and len(places) > 1)) or folded in whole
