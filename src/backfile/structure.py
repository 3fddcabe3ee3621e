"""What a file itself says of its issue: the structure that a reader brings, and that no stage overwrites.

A structure is an `Issue` without pages: periodical, designation, entries, articles, notices, with evidence that names file
and element. Its page numbers count the images of the document; `seat` turns them into those of the pages (a spread is
two). `settled` names the stages that have nothing left to do, `keep` lays what was brought over what a stage has read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import asdict, replace

from .identifiers import issue_id
from .model import Designation, Doubt, Evidence, Issue, Page, Periodical

_Holder = TypeVar("_Holder", Periodical, Designation)
_LABEL = ("pages", "label")


def seat(structure: Issue, pages: tuple[Page, ...]) -> Issue:
    """The structure with `pages`, its page numbers those of the pages that the images have become."""
    seats: dict[int, list[int]] = {}
    for page in pages:
        seats.setdefault(page.scan or page.number, []).append(page.number)
    if all(seated == [image] for image, seated in seats.items()):
        return replace(structure, pages=pages)

    def first(image: int | None) -> int | None:
        return seats.get(image, [None])[0] if image is not None else None

    return replace(
        structure,
        pages=pages,
        articles=tuple(
            replace(
                article,
                pages=tuple(number for image in article.pages for number in seats.get(image, ())),
                regions=tuple(
                    replace(region, page=number) for region in article.regions for number in seats.get(region.page, ())
                ),
                paragraphs=tuple(replace(part, page=first(part.page)) for part in article.paragraphs),
            )
            for article in structure.articles
        ),
        notices=tuple(replace(notice, page=first(notice.page)) for notice in structure.notices),
        evidence=tuple(replace(row, page=first(row.page)) for row in structure.evidence),
        doubts=tuple(replace(doubt, page=first(doubt.page)) for doubt in structure.doubts),
    )


def settled(structure: Issue) -> frozenset[str]:
    """The stages that are not to run: those it names as done, and those whose result it brings."""
    done = {step.stage for step in structure.steps}
    if structure.contents or structure.articles:
        done.add("contents")
    if structure.articles:
        done.add("articles")
    return frozenset(done)


def keep(issue: Issue, structure: Issue) -> Issue:
    """`issue` with every value of periodical, designation and page labels that `structure` brings; what a stage wrote
    of these as evidence or doubt is dropped. A file that labels some pages says that the others have no label."""
    labels = {page.number: page.label for page in structure.pages}
    labelled = any(labels.values())
    brought = {f"periodical/{name}" for name, value in asdict(structure.periodical).items() if value is not None}
    brought |= {f"issue/{name}" for name, value in asdict(structure.issue).items() if value is not None}
    if "issue/date" in brought:
        brought |= {"issue/year", "issue/month", "issue/day"}
    issue = replace(
        issue,
        periodical=_laid(structure.periodical, issue.periodical),
        issue=_laid(structure.issue, issue.issue) if structure.issue.date is None else _dated(structure, issue),
        evidence=_without(issue.evidence, structure.evidence, brought, labelled),
        doubts=_without(issue.doubts, structure.doubts, brought, labelled),
        pages=tuple(replace(page, label=labels.get(page.number)) for page in issue.pages) if labelled else issue.pages,
    )
    return replace(issue, id=structure.id or issue_id(issue.periodical, issue.issue, issue.source))


def _laid(over: _Holder, under: _Holder) -> _Holder:
    return replace(under, **{name: value for name, value in asdict(over).items() if value is not None})


def _dated(structure: Issue, issue: Issue) -> Designation:
    """A date is brought whole: a year alone does not take its month from the page."""
    given = structure.issue
    return replace(_laid(given, issue.issue), year=given.year, month=given.month, day=given.day)


_Row = TypeVar("_Row", Evidence, Doubt)


def _without(rows: tuple[_Row, ...], own: Iterable[_Row], brought: set[str], labelled: bool) -> tuple[_Row, ...]:
    known = tuple(own)

    def is_stale(path: str) -> bool:
        return path in brought or (labelled and tuple(path.split("/")[::2]) == _LABEL)

    return tuple(row for row in rows if row in known or not is_stale(row.path))
