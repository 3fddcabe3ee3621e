"""What descriptions say of the articles of an issue, gathered into a structure (`backfile.structure`).

A reader makes a `Work` for each article that its file describes; `gather` numbers them as entries and leaves evidence for
every value: the reader, the file and the element, as `mods: list.xml#record-3`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import asdict

from ..errors import EmptyInput, InputError
from ..model import (
    Article,
    Contributor,
    Designation,
    Doubt,
    Entry,
    Evidence,
    Issue,
    Noun,
    Paragraph,
    Periodical,
    Region,
    Role,
    Step,
)

MAX_WORKS = 20_000
_Held = TypeVar("_Held", Periodical, Designation)
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T|$|\s)")
_YMD = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_HAN = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日)?")
_SLASHED = re.compile(r"^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# MARC relator codes and terms (id.loc.gov/vocabulary/relators) for the roles that there are.
RELATORS: dict[str, Role] = {
    "aut": "author", "author": "author", "cre": "author", "creator": "author", "rpt": "reporter", "reporter": "reporter",
    "trl": "translator", "translator": "translator", "pht": "photographer", "photographer": "photographer",
    "ill": "illustrator", "illustrator": "illustrator", "art": "illustrator", "edt": "editor", "editor": "editor",
    "ivr": "interviewer", "interviewer": "interviewer", "ive": "interviewee", "interviewee": "interviewee",
    "com": "compiler", "compiler": "compiler", "rev": "reviewer", "reviewer": "reviewer", "hst": "host", "host": "host",
    "nrt": "narrator", "narrator": "narrator",
}  # fmt: skip


class Work(Noun, frozen=True):
    """One article as a file describes it; `where` is its element's id, `line` its line (row) in the file."""

    title: str
    subtitle: str | None = None
    alternative_title: str | None = None
    contributors: tuple[Contributor, ...] = ()
    section: str | None = None
    page: str | None = None
    page_end: str | None = None
    level: int = 1
    language: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    clc: str | None = None
    doi: str | None = None
    article_number: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    pages: tuple[int, ...] = ()
    regions: tuple[Region, ...] = ()
    periodical: Periodical = Periodical()
    issue: Designation = Designation()
    where: str = ""
    line: int | None = None
    doubt: str | None = None
    confidence: float = 1.0


_OF_ARTICLES = ("abstract", "keywords", "clc", "doi", "article_number", "paragraphs", "pages", "regions")
_OF_BOTH = ("title", "subtitle", "alternative_title", "contributors", "page", "page_end", "language")


def gather(works: Iterable[Work], by: str, path: Path, version: str, seconds: float = 0.0) -> Issue:
    """The structure of one issue from its works. Raises EmptyInput for none, InputError when they are of several issues."""
    listed = list(works)[: MAX_WORKS + 1]
    if not listed:
        raise EmptyInput(f"{path}: it describes no article.", cure="Check that it is the right file.")
    if len(listed) > MAX_WORKS:
        raise InputError(f"{path}: more than {MAX_WORKS:,} articles are no single issue.", cure="Split the file.")
    periodical, issue = one_host(listed, path)
    step = Step(stage=by, version=version, seconds=seconds)
    return compose(listed, periodical, issue, by, path.name, (step,))


def compose(
    works: Sequence[Work],
    periodical: Periodical,
    issue: Designation,
    by: str,
    file: str,
    steps: tuple[Step, ...] = (),
    more: tuple[Evidence, ...] = (),
) -> Issue:
    """The structure: an entry for each work, an article for each that has pages, text or data that entries lack."""
    contents: list[Entry] = []
    articles: list[Article] = []
    evidence, doubts = list(more), list[Doubt]()
    for index, work in enumerate(works):
        source = f"{by}: {file}" + (f"#{work.where}" if work.where else "")
        entry = _entry(work, index)
        contents.append(entry)
        evidence += _evidence(f"contents/{index}", entry, source, work)
        if work.doubt:
            doubts.append(Doubt(path=f"contents/{index}/title", why=work.doubt, confidence=0.5))
        if work.pages or work.paragraphs:
            article = _article(work, entry, len(articles))
            evidence += _evidence(f"articles/{len(articles)}", article, source, work)
            articles.append(article)
    return Issue(
        periodical=periodical, issue=issue, contents=tuple(contents), articles=tuple(articles), steps=steps,
        evidence=(*_host_evidence(periodical, issue, f"{by}: {file}", more), *evidence), doubts=tuple(doubts),
    )  # fmt: skip


def part_by_issue(works: Sequence[Work]) -> list[list[int]]:
    """The places of the works of each issue, in order; a work that names no issue (a merged cell) stands with the one above.

    Nothing when they are all of one issue, or when it can't be told of which the first is.
    """
    parts: dict[tuple[str | None, ...], list[int]] = {}
    title, which = None, _key(Designation())
    for at, work in enumerate(works):
        title = work.periodical.title or title
        which = _key(work.issue) if any(_key(work.issue)) else which
        parts.setdefault((title, *which), []).append(at)
    return list(parts.values()) if len(parts) > 1 and any(_key(works[0].issue)) else []


def _key(issue: Designation) -> tuple[str | None, ...]:
    return issue.date, issue.volume, issue.number, issue.whole_number


def one_host(works: Sequence[Work], path: Path) -> tuple[Periodical, Designation]:
    """The periodical and issue that all works name. Raises InputError when they name several issues."""
    dates = Counter(key for work in works if any(key := _key(work.issue)))
    titles = Counter(title for work in works if (title := work.periodical.title))
    if len(dates) > 1 or len(titles) > 1:
        named = [" ".join(str(part) for part in key if part) for key in dates] if len(dates) > 1 else list(titles)
        raise InputError(
            f"{path}: its articles stand in {len(named)} issues ({', '.join(named[:4])}{' …' if len(named) > 4 else ''}).",
            cure="Beside scans, give each issue a folder of its own; a list alone may name many issues, each with its date or number.",
        )
    return merged(Periodical, [work.periodical for work in works]), merged(Designation, [work.issue for work in works])


def merged(kind: type[_Held], values: Iterable[_Held]) -> _Held:
    """Field by field the first value that is there."""
    found: dict[str, Any] = {}
    for value in values:
        for name, field in asdict(value).items():
            if field is not None:
                found.setdefault(name, field)
    return kind(**found)


def designation(
    text: str | None, volume: str | None = None, number: str | None = None, whole: str | None = None
) -> Designation:
    """A designation from a date as files write it (ISO 8601, 20230517, 2023年5月, 2023/5/17) and numbers as printed."""
    year, month, day = read_date(text)
    date = "-".join(part for part in (f"{year:04}" if year else "", f"{month:02}" if month else "", f"{day:02}" if day else "") if part)  # fmt: skip
    return Designation(
        year=year, month=month, day=day, date=date or None,
        volume=plain(volume), number=plain(number), whole_number=plain(whole),
    )  # fmt: skip


def read_date(text: str | None) -> tuple[int | None, int | None, int | None]:
    """(year, month, day) as far as `text` surely says."""
    said = unicodedata.normalize("NFKC", text or "").strip(" [](){}?.c")
    for pattern in (_ISO, _YMD, _SLASHED, _HAN):
        if match := pattern.search(said) if pattern is _HAN else pattern.match(said):
            year, month, day = (int(part) if part else None for part in match.groups())
            month = month if month and 1 <= month <= 12 else None
            return year, month, day if month and day and 1 <= day <= 31 else None
    match = _YEAR.search(said)
    return (int(match[1]), None, None) if match else (None, None, None)


def plain(text: str | None) -> str | None:
    """On one line; None when nothing is left. `02` is 2."""
    said = " ".join((text or "").split())
    return (said.lstrip("0") or "0") if said.isascii() and said.isdigit() else said or None


def page_range(text: str | None) -> tuple[str | None, str | None]:
    """(first, last) of `12-15`, `S. 12–15`, `第3页`, `12`; further ranges are left out."""
    said = unicodedata.normalize("NFKC", text or "").strip()
    said = re.sub(r"^(?:pp?\.|pages?|S\.|Seiten?|第|页|頁|с\.|ص\.?)\s*", "", said, flags=re.I)
    said = re.sub(r"\s*(?:页|頁|版|面)$", "", said)
    head = re.split(r"[,，、;；+&]", said)[0]
    parts = [part.strip() for part in re.split(r"\s*(?:--|[-‐-―~～至])\s*", head) if part.strip()]
    if not parts or len(parts) > 2 or any(len(part) > 12 for part in parts):
        return (said[:24] or None), None
    return parts[0], parts[1] if len(parts) == 2 and parts[1] != parts[0] else None


def _entry(work: Work, index: int) -> Entry:
    shared = {name: getattr(work, name) for name in _OF_BOTH}
    return Entry(id=f"c{index + 1:02}", section=work.section, level=work.level, confidence=work.confidence, **shared)


def _article(work: Work, entry: Entry, index: int) -> Article:
    values = {name: getattr(work, name) for name in (*_OF_BOTH, *_OF_ARTICLES)}
    return Article(id=f"a{index + 1:02}", entry=entry.id, confidence=work.confidence, **values)


def _evidence(path: str, value: Entry | Article, by: str, work: Work) -> list[Evidence]:
    names = ("title", "subtitle", "alternative_title", "section", "page", "page_end", "doi", "abstract")
    found = [
        (name, str(said)) for name in names
        if (said := getattr(value, name, None)) and not (isinstance(value, Article) and name != "doi" and name != "abstract")
    ]  # fmt: skip
    if isinstance(value, Article):
        found.append(("pages", " ".join(map(str, value.pages))))
    if value.contributors and isinstance(value, Entry):
        found.append(("contributors", "; ".join(person.name for person in value.contributors)))
    page = work.pages[0] if work.pages else None
    return [
        Evidence(path=f"{path}/{name}", quote=said[:200], by=by, page=page, line=work.line, confidence=work.confidence)
        for name, said in found
    ]


def _host_evidence(periodical: Periodical, issue: Designation, by: str, more: tuple[Evidence, ...]) -> list[Evidence]:
    known = {row.path for row in more}
    said = [(f"periodical/{name}", value) for name, value in asdict(periodical).items()]
    said += [(f"issue/{name}", value) for name, value in asdict(issue).items() if name not in ("year", "month", "day")]
    return [
        Evidence(path=path, quote=str(value), by=by) for path, value in said if value is not None and path not in known
    ]
