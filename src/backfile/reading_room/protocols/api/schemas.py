"""What the API answers with. Field names are those of the record (`backfile.model`); addresses are absolute."""

from __future__ import annotations

from typing import Generic, TypeVar

from ninja import Field, Schema

Item = TypeVar("Item")


class Problem(Schema):
    """What went wrong, and what to do about it."""

    error: str
    cure: str = ""


class Listing(Schema, Generic[Item]):
    """Some of `total` items; `next` and `previous` are addresses."""

    total: int
    items: list[Item]
    next: str | None = None
    previous: str | None = None


class Periodical(Schema):
    id: str = Field(description="its part of addresses")
    title: str
    title_as_printed: str | None = None
    issn: str | None = None
    cn: str | None = None
    publisher: str | None = None
    motto: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    issue_count: int
    article_count: int
    url: str


class Issue(Schema):
    id: str
    periodical: str = Field(description="id of the periodical")
    title: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    date: str | None = Field(None, description="ISO 8601, as precise as known")
    volume: str | None = None
    number: str | None = None
    whole_number: str | None = None
    page_count: int
    entry_count: int
    article_count: int
    doubt_count: int
    confidence: float = Field(description="mean probability that a line of the contents is right")
    url: str
    record: str = Field(description="everything known of the issue: contract backfile/issue/1")
    manifest: str | None = Field(None, description="IIIF Presentation 3, where there are page images")


class Contributor(Schema):
    name: str
    role: str = "author"
    kind: str = "person"
    affiliation: str | None = None


class Entry(Schema):
    """A line of the contents; `article` is the id of the article that was cut for it."""

    id: str
    section: str | None = None
    title: str
    subtitle: str | None = None
    alternative_title: str | None = None
    contributors: list[Contributor]
    page: str | None = Field(None, description="folio as printed")
    page_end: str | None = None
    level: int
    language: str | None = None
    confidence: float
    article: str | None = None


class ArticleInBrief(Schema):
    id: str = Field(description="id within the issue")
    issue: str
    section: str | None = None
    title: str
    subtitle: str | None = None
    contributors: list[Contributor]
    page: str | None = Field(None, description="first folio as printed")
    page_end: str | None = None
    pages: list[int] = Field(description="positions in the scan, from 1")
    language: str | None = None
    doi: str | None = None
    confidence: float
    url: str


class Paragraph(Schema):
    text: str
    kind: str
    page: int | None = None


class Article(ArticleInBrief):
    abstract: str | None = None
    keywords: list[str]
    clc: str | None = None
    paragraphs: list[Paragraph]
    provenance: str = Field(description="which steps read it, with what confidence, whether a person corrected it")


class Page(Schema):
    number: int = Field(description="position in the scan, from 1")
    label: str | None = Field(None, description="folio as printed")
    kind: str
    width: float
    height: float
    unit: str
    language: str | None = None
    trouble: str | None = None
    url: str
    image: str | None = Field(None, description="IIIF Image API 3 service, where there are page images")


class Citation(Schema):
    style: str
    text: str


class Snippet(Schema):
    text: str
    page: int | None = None
    hits: list[tuple[int, int]] = Field(description="[start, end) of each hit in `text`, in characters")


class Hit(Schema):
    issue: str
    id: str = Field(description="id within the issue")
    kind: str = Field(description="article, entry or notice")
    title: str
    contributors: list[str]
    periodical: str
    date: str | None = None
    section: str | None = None
    page: str | None = None
    language: str | None = None
    url: str
    snippets: list[Snippet]


class Facet(Schema):
    value: str
    hits: int


class Found(Listing[Hit]):
    query: str
    milliseconds: float
    facets: dict[str, list[Facet]]


class Person(Schema):
    """A name as printed: two people of one name are one."""

    id: str
    name: str
    kind: str
    works: int
    first_year: int | None = None
    last_year: int | None = None


class Work(Schema):
    """What a contributor did in an issue: an article, or a line of the contents without one."""

    issue: str
    id: str
    title: str
    role: str
    name: str = Field(description="as printed there")
    affiliation: str | None = None
    date: str | None = None
    url: str


class Gap(Schema):
    """A number that should be there; `why` says from what that was inferred, `sure` is false for frequency alone."""

    year: int | None = None
    volume: str | None = None
    number: int
    why: str
    sure: bool


class Format(Schema):
    name: str
    title: str
    suffix: str
    media_type: str
    is_style: bool = Field(description="also one of the citation styles")
