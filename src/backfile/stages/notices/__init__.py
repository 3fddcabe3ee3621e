"""Notices: what an issue prints beside its contents and articles. After this stage no line is unaccounted for.

The lines that no other stage took are joined into paragraphs (`passages`), told apart by what they say (`kinds`), and
given the date and place of what they report (`events`). What says nothing is furniture.
"""

from __future__ import annotations

from msgspec.structs import replace

from ...model import Doubt, Evidence, Issue, Line, Notice, Page
from .events import Event, find_event
from .kinds import furniture_role, sort_passages
from .passages import Passage, free_passages

VERSION = "1"
BY = "notices"

_QUOTE = 60


def find_notices(issue: Issue) -> Issue:
    """`notices`, with evidence and doubts; every line gets its `of` or the role of furniture."""
    passages: list[Passage] = []
    furniture: dict[tuple[int, int], str] = {}
    for passage in free_passages(issue):
        role = furniture_role(passage)
        if role:
            furniture.update({(passage.page.number, line.number): role for line in passage.lines})
        else:
            passages.append(passage)
    notices: list[Notice] = []
    evidence, doubts = list(issue.evidence), list(issue.doubts)
    taken: dict[tuple[int, int], str] = {}
    for kind, title, group in sort_passages(passages):
        path = f"notices/{len(issue.notices) + len(notices)}"
        text = "\n".join(passage.text for passage in group if passage not in title)
        event = find_event(text, issue.issue) if kind == "news" else Event()
        head = _join([passage.text for passage in title]) if title else None
        page = group[0].page
        notices.append(Notice(kind=kind, title=head, text=text, date=event.date, place=event.place, page=page.number))
        evidence += _evidence(path, group, event)
        doubts += [Doubt(path=f"{path}/date", why=event.why, confidence=event.confidence, page=page.number)] * bool(
            event.why
        )
        taken.update({(passage.page.number, line.number): path for passage in group for line in passage.lines})
    return replace(
        issue, notices=(*issue.notices, *notices), evidence=tuple(evidence), doubts=tuple(doubts),
        pages=tuple(_marked(page, taken, furniture) for page in issue.pages),
    )  # fmt: skip


def _join(lines: list[str]) -> str:
    """Lines of a title: one space between, none after a colon of CJK."""
    joined = lines[0]
    for line in lines[1:]:
        joined += line if joined.endswith(("：", "︰")) else f" {line}"
    return joined


def _evidence(path: str, group: list[Passage], event: Event) -> list[Evidence]:
    first = group[0].lines[0]
    text = "".join(passage.text for passage in group)
    page = group[0].page.number
    found = [_quoted(path, text[:_QUOTE], page, first, 0.95)]
    if event.date:
        found.append(_quoted(f"{path}/date", event.date_quote, page, first, event.confidence))
    if event.place:
        found.append(_quoted(f"{path}/place", event.place_quote, page, first, 0.9))
    return found


def _quoted(path: str, quote: str, page: int, line: Line, confidence: float) -> Evidence:
    return Evidence(
        path=path, quote=quote, by=BY, page=page, box=line.box, line=line.number or None, confidence=confidence
    )  # fmt: skip


def _marked(page: Page, taken: dict[tuple[int, int], str], furniture: dict[tuple[int, int], str]) -> Page:
    if not page.lines:
        return page
    lines = []
    for line in page.lines:
        at = page.number, line.number
        if line.of is None and line.role is None and at in furniture:
            line = replace(line, role=furniture[at])
        elif line.of is None and at in taken:
            line = replace(line, of=taken[at])
        lines.append(line)
    return replace(page, lines=tuple(lines))
