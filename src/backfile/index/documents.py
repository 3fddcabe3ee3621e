"""What of an issue can be found: one document per article, per contents entry without an article, per notice."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from ..archive.folder import place
from ..identifiers import slug
from ..model import Article, Contributor, Entry, Issue, Notice


class Passage(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph; `page` is the page number where it begins, `breaks` are (offset, page) as in `Paragraph`."""

    text: str
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The page number on which the character at `offset` stands."""
        return next((page for start, page in reversed(self.breaks) if start <= offset), self.page)


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that can be found. `ref` is its id within the issue ("a02", "c05", "notices/0").

    `slug` is that of the periodical, `words` the title as it stands in the address of an article.
    """

    issue: str
    ref: str
    kind: str
    title: str
    position: int
    slug: str = ""
    words: str = ""
    periodical: str = ""
    subtitle: str | None = None
    alternative_title: str | None = None
    contributors: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    section: str | None = None
    year: int | None = None
    month: int | None = None
    date: str | None = None
    page: str | None = None
    page_end: str | None = None
    number: int | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.issue}/{self.ref}"

    @property
    def order(self) -> int:
        """Sorts by date, then issue, then place in the issue; distinct but for chance, and the same after every rebuild."""
        year, month, day = (*(int(part) for part in _digits(self.date)), 0, 0, 0)[:3]
        date = (year or self.year or 0) % 10_000 * 10_000 + (month or self.month or 0) % 100 * 100 + day % 100
        issue = zlib.crc32(self.issue.encode()) % 100_000
        return (date * 100_000 + issue) * 10_000 + 9_999 - min(self.position, 9_999)


@lru_cache(maxsize=1024)
def title_slug(title: str) -> str:
    """The title as it stands in the address of an article: asked for by catalogue and index, one after the other."""
    return slug(title)


def _digits(date: str | None) -> list[str]:
    return [part for part in (date or "").split("-") if part.isdecimal()]


def documents(issue: Issue) -> Iterator[Document]:
    """The documents of `issue`, in the order of its contents, then articles that the contents lack, then notices."""
    common = {
        "issue": issue.id,
        "slug": place(issue.id)[0],
        "periodical": issue.periodical.title or issue.periodical.title_as_printed or "",
        "year": issue.issue.year if issue.issue.year and abs(issue.issue.year) < 10_000 else None,
        "month": issue.issue.month,
        "date": issue.issue.date,
    }
    for position, fields in enumerate(_works(issue)):
        yield msgspec.convert(common | fields | {"position": position}, Document)


def _works(issue: Issue) -> Iterator[dict[str, object]]:
    articles = {article.entry: article for article in issue.articles if article.entry}
    entries = {entry.id: entry for entry in issue.contents}
    numbers = {page.label: page.number for page in reversed(issue.pages) if page.label}
    for entry in issue.contents:
        article = articles.get(entry.id)
        yield _article(article, entry) if article else _entry(entry, numbers.get(entry.page or ""))
    for article in issue.articles:
        if article.entry not in entries or articles.get(article.entry) is not article:
            yield _article(article, entries.get(article.entry or ""))
    for at, notice in enumerate(issue.notices):
        yield _notice(at, notice)


def _article(article: Article, entry: Entry | None) -> dict[str, object]:
    passages = [Passage(part.text, part.page, part.breaks) for part in article.paragraphs]
    if article.abstract and not any(part.kind == "abstract" for part in article.paragraphs):
        passages.insert(0, Passage(article.abstract, article.pages[0] if article.pages else None))
    return {
        "ref": article.id,
        "kind": "article",
        "title": article.title,
        "words": title_slug(article.title),
        "subtitle": article.subtitle or (entry.subtitle if entry else None),
        "alternative_title": entry.alternative_title if entry else None,
        "section": entry.section if entry else None,
        "page": article.page or (entry.page if entry else None),
        "page_end": article.page_end,
        "number": article.pages[0] if article.pages else None,
        "language": article.language or (entry.language if entry else None),
        "keywords": article.keywords,
        "passages": tuple(passages),
        **_people(article.contributors or (entry.contributors if entry else ())),
    }


def _entry(entry: Entry, number: int | None) -> dict[str, object]:
    return {
        "ref": entry.id,
        "kind": "entry",
        "title": entry.title,
        "subtitle": entry.subtitle,
        "alternative_title": entry.alternative_title,
        "section": entry.section,
        "page": entry.page,
        "page_end": entry.page_end,
        "number": number,
        "language": entry.language,
        **_people(entry.contributors),
    }


def _notice(at: int, notice: Notice) -> dict[str, object]:
    passages = tuple(Passage(text, notice.page) for text in notice.text.split("\n") if text.strip())
    return {
        "ref": f"notices/{at}",
        "kind": "notice",
        "title": notice.title or "",
        "number": notice.page,
        "passages": passages,
    }


def _people(contributors: tuple[Contributor, ...]) -> dict[str, object]:
    affiliations = dict.fromkeys(person.affiliation for person in contributors if person.affiliation)
    return {
        "contributors": tuple(dict.fromkeys(person.name for person in contributors)),
        "affiliations": tuple(affiliations),
    }
