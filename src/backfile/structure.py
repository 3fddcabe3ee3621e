"""What a file itself says of its issue: the structure that a reader brings, and that no stage overwrites.

A structure is an `Issue` without pages: periodical, designation, entries, articles, notices, with evidence that names file
and element. Its page numbers count the images of the document; `seat` turns them into those of the pages (a spread is
two). `settled` names the stages that have nothing left to do, `keep` lays what was brought over what a stage has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from msgspec.structs import asdict, replace

from .folding import loose
from .identifiers import issue_id
from .model import Article, Designation, Doubt, Evidence, Issue, Line, Page, Paragraph, Periodical

_Holder = TypeVar("_Holder", Periodical, Designation)
_LABEL = ("pages", "label")
_ALL = ("lines", "folios", "masthead", "contents", "articles", "notices", "mentions")
_HYPHENS = ("-", "¬", "\u00ad", "⸗")
_BLANK = re.compile(r"\s+")


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
    """The stages that are not to run: all, for a whole record (it has an id); else those whose result it brings."""
    done = set(_ALL) if structure.id else set[str]()
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
    if structure.periodical.title and not _is_alike(issue.periodical.title_as_printed, structure.periodical.title):
        issue = _unprinted(issue)
    return replace(issue, id=structure.id or issue_id(issue.periodical, issue.issue, issue.source))


def _is_alike(printed: str | None, title: str) -> bool:
    """Whether what was read as the title may be the title that was brought."""
    one, other = loose(printed or ""), loose(title)
    return not one or one in other or other in one


def _unprinted(issue: Issue) -> Issue:
    path = "periodical/title_as_printed"
    return replace(
        issue,
        periodical=replace(issue.periodical, title_as_printed=None),
        evidence=tuple(row for row in issue.evidence if row.path != path),
        doubts=tuple(doubt for doubt in issue.doubts if doubt.path != path),
    )


def list_pages(issue: Issue, read: Issue) -> Issue:
    """`issue`, whose contents were brought, knowing which of its pages print the contents: `read` is what the contents stage
    makes of it. Their lines are the list's, and no text of an article."""
    listing = {page.number for page in read.pages if page.kind == "contents"}
    taken = {
        (page.number, line.number) for page in read.pages if page.number in listing for line in page.lines
        if (line.of or "").startswith("contents/")
    }  # fmt: skip
    pages = tuple(
        replace(
            page,
            kind="contents",
            lines=tuple(
                replace(line, role=line.role or "contents", of=line.of or "contents")
                if (page.number, line.number) in taken
                else line
                for line in page.lines
            ),
        )
        if page.number in listing
        else page
        for page in issue.pages
    )
    return replace(issue, pages=pages)


def fill(issue: Issue) -> Issue:
    """Articles that were brought with pages alone get the text that was recognised there; its lines know whose they are.

    On a page of several articles the next one begins at the line that prints its title; where none does, the whole page
    goes to the first of them, with a doubt.
    """
    bare = {index for index, article in enumerate(issue.articles) if article.pages and not article.paragraphs}
    if not bare:
        return issue
    taken: dict[tuple[int, int], tuple[int, str]] = {}
    doubts: list[Doubt] = []
    for page in issue.pages:
        there = [index for index, article in enumerate(issue.articles) if page.number in article.pages]
        if there and bare.issuperset(there):
            doubts += _share(page, there, issue.articles, taken)
    lines = {(page.number, at): line for page in issue.pages for at, line in enumerate(page.lines)}
    articles = tuple(
        replace(
            article,
            paragraphs=_paragraphs([(key, lines[key]) for key, owner in taken.items() if owner == (index, "body")]),
        )
        if index in bare
        else article
        for index, article in enumerate(issue.articles)
    )
    return replace(
        issue,
        articles=articles,
        pages=tuple(_owned(page, taken) for page in issue.pages),
        doubts=(*issue.doubts, *doubts),
    )


def _share(
    page: Page, there: list[int], articles: tuple[Article, ...], taken: dict[tuple[int, int], tuple[int, str]]
) -> Iterator[Doubt]:
    """Gives each free line of a page to one of the articles on it."""
    starts: list[tuple[int, int]] = []
    for index in there:
        if articles[index].pages[0] == page.number:
            at = _title_line(page, articles[index].title)
            if at is not None:
                starts.append((at, index))
            elif len(there) > 1:
                why = f"its title was not found on page {page.number}, which it shares with others"
                yield Doubt(path=f"articles/{index}/paragraphs", why=why, confidence=0.5, page=page.number)
    starts.sort()
    coming = dict(starts)
    begun = [index for index in there if index not in coming.values()]
    owner = begun[0] if begun else starts[0][1]
    for at, line in enumerate(page.lines):
        owner = coming.get(at, owner)
        if line.of is None and line.role in (None, "body", "title"):
            taken[page.number, at] = owner, "title" if at in coming else "body"


def _title_line(page: Page, title: str) -> int | None:
    wanted = loose(title)
    for at, line in enumerate(page.lines):
        text = loose(line.text)
        if len(text) >= 2 and wanted and (wanted in text or (wanted.startswith(text) and 2 * len(text) >= len(wanted))):
            return at
    return None


def _paragraphs(lines: list[tuple[tuple[int, int], Line]]) -> tuple[Paragraph, ...]:
    """One paragraph a block."""
    found: list[Paragraph] = []
    for (number, _), group in groupby(lines, key=lambda each: (each[0][0], each[1].block)):
        text = ""
        for _, line in group:
            text = join(text, line.text)
        found.append(Paragraph(text=_BLANK.sub(" ", text).strip(), page=number))
    return tuple(found)


def join(text: str, line: str) -> str:
    """The next line after what is there of a paragraph: a parted word closes up, CJK needs no space, words need one.

    >>> join("die Zu-", "kunft"), join("科技", "成果"), join("the", "sea")
    ('die Zukunft', '科技成果', 'the sea')
    """
    if not text or not line:
        return text + line
    if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line[0].islower():
        return text[:-1] + line
    return text + ("" if is_cjk(text[-1]) and is_cjk(line[0]) else " ") + line


def is_cjk(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char >= "\U00020000"
    )


def _owned(page: Page, taken: dict[tuple[int, int], tuple[int, str]]) -> Page:
    lines = list(page.lines)
    for at, line in enumerate(lines):
        if (page.number, at) in taken:
            index, role = taken[page.number, at]
            lines[at] = replace(line, role=role, of=f"articles/{index}/{'title' if role == 'title' else 'paragraphs'}")
    return replace(page, lines=tuple(lines))


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
