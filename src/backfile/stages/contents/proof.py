"""Proof: evidence for every field, doubts for what a person should look at, and lines that say which field took them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Doubt, Entry, Evidence, Issue, Page
from .confidence import measure, probability
from .fields import Found
from .location import Window

BY = "contents"
DOUBTFUL = 0.8
"""Below this probability an entry is put before a person."""

Part = tuple[Window, Sequence[Found]]


def prove(issue: Issue, parts: Sequence[Part]) -> Issue:
    """`issue` with the entries of all windows, numbered in order, and their evidence, doubts and claimed lines."""
    entries: list[Entry] = []
    evidence: list[Evidence] = []
    doubts: list[Doubt] = []
    claims: dict[tuple[int, int], str] = {}
    for window, found in parts:
        for item, features in zip(found, measure(found), strict=True):
            index = len(entries)
            confidence = probability(features)
            entries.append(replace(item.entry, id=f"c{index + 1:02d}", confidence=confidence))
            evidence += _evidence(issue, window, item, index, confidence)
            doubts += _doubts(item, index, confidence, window)
            claims |= _claims(window, item, index, claims)
    pages = tuple(_claimed(page, claims) for page in issue.pages)
    return replace(
        issue,
        contents=tuple(entries),
        pages=pages,
        evidence=(*issue.evidence, *evidence),
        doubts=(*issue.doubts, *doubts),
    )


def _evidence(issue: Issue, window: Window, item: Found, index: int, confidence: float) -> list[Evidence]:
    """One piece of evidence per field and row; `line` for text sources, `box` where there are boxes."""
    out = []
    pages = {page.number: page for page in issue.pages}
    for field, position in item.uses:
        row = window.rows[position]
        line = pages[row.page].lines[row.lines[0]]
        out.append(
            Evidence(
                path=f"contents/{index}/{field}",
                quote=row.text if row.text in line.text else line.text.strip(),
                by=BY,
                page=row.page,
                box=row.box,
                line=line.number,
                confidence=confidence,
            )
        )
    return [piece for piece in out if not piece.path.endswith("/blurb")]


def _doubts(item: Found, index: int, confidence: float, window: Window) -> list[Doubt]:
    page = window.rows[item.uses[0][1]].page
    out = []
    if item.ordinal:
        why = "the numbers before the titles run 1, 2, 3 …: taken for running numbers, not pages"
        out.append(Doubt(path=f"contents/{index}/page", why=why, confidence=0.8, page=page))
    elif item.repaired and item.label is not None:
        why = f"read as {item.label.text} from a page number with letters in it"
        out.append(Doubt(path=f"contents/{index}/page", why=why, confidence=0.85, page=page))
    if item.misread is not None:
        field, body = item.misread
        why = f"letters that were in doubt are as they stand on page {body}, which the entry points to"
        out.append(Doubt(path=f"contents/{index}/{field}", why=why, confidence=0.9, page=page))
    if confidence < DOUBTFUL:
        why = "the rows of this entry can be read in another way"
        out.append(Doubt(path=f"contents/{index}", why=why, confidence=confidence, page=page))
    return out


_RANK = {"title": 0, "section": 1, "subtitle": 2, "alternative_title": 3, "contributors": 4, "page": 5, "blurb": 6}


def _claims(window: Window, item: Found, index: int, claims: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Line → path of the most telling field on it; a section line belongs to the first entry of its run."""
    new: dict[tuple[int, int], str] = {}
    for field, position in sorted(item.uses, key=lambda use: _RANK[use[0]]):
        row = window.rows[position]
        for line in row.lines:
            key = (row.page, line)
            if key not in claims and key not in new:
                new[key] = f"contents/{index}/{field}"
    return new


def _claimed(page: Page, claims: dict[tuple[int, int], str]) -> Page:
    taken = {line: path for (number, line), path in claims.items() if number == page.number}
    if not taken:
        return page
    lines = tuple(
        replace(line, of=taken[index]) if index in taken and line.of is None else line
        for index, line in enumerate(page.lines)
    )
    return replace(page, lines=lines, kind="contents" if page.kind in ("body", "contents") else page.kind)
