"""What an assistant may ask for: each method is a tool, its docstring what the assistant is told of it.

Answers come from the same functions as the API's; every piece of text says on which page it stands, with the address of that
page in the reading room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import BaseModel, Field

from ...accounts.access import Permit
from ...catalogue import holdings
from ...errors import BackfileError
from ...exporters import styles
from ...exporters._citation import provenance
from ...model import Article, Issue
from .. import shelves
from ..protocols.api import answers, schemas
from ..protocols.iiif_annotations import find_page
from ..wording import name_pages

QUERY = 'words, "a phrase", author:… title:… section:… periodical:… year:2001..2010, OR, -not'
IssueId = Annotated[str, Field(description="id of an issue, as search and list_issues give it")]
ItemId = Annotated[str, Field(description="id of the article within the issue, or of the line of the contents")]
Most = Annotated[int, Field(ge=1, le=50, description="how many at most")]
Offset = Annotated[int, Field(ge=0, description="how many to pass over")]
Sort = Annotated[str, Field(pattern="^(relevance|newest|oldest)$")]
Year = Annotated[int | None, Field(description="only of this year")]
Start = Annotated[int, Field(ge=0, description="paragraph to begin with")]
Length = Annotated[int, Field(ge=1, le=200, description="how many paragraphs at most")]
Number = Annotated[int, Field(ge=1, description="position of the page in the scan")]
Style = Annotated[str, Field(description=f"one of {', '.join(styles())}")]


class Passage(BaseModel):
    """A paragraph, with the printed label of the page where it begins and that page's address."""

    text: str
    kind: str
    page: str | None = None
    url: str | None = None


class ArticleText(BaseModel):
    """Part of an article; `next` is the number of the paragraph to go on with, None at the end."""

    title: str
    contributors: list[str]
    periodical: str | None
    date: str | None
    pages: str | None
    url: str
    provenance: str
    passages: list[Passage]
    next: int | None = None


class PageText(BaseModel):
    label: str | None
    number: int
    url: str
    lines: list[str]


def explained(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool whose errors tell the assistant what was wrong and what to do."""

    @wraps(tool)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return tool(*args, **kwargs)
        except BackfileError as error:
            raise ToolError(str(error)) from error

    return guarded


class Desk:
    """The tools of one archive, whose reading room is at `site` (no slash at its end)."""

    def __init__(self, site: str) -> None:
        self.site = site

    def tools(self) -> list[Callable[..., Any]]:
        named = (
            self.search, self.list_periodicals, self.list_issues, self.list_contents,
            self.read_article, self.read_page, self.cite,
        )  # fmt: skip
        return [explained(tool) for tool in named]

    def search(
        self, query: Annotated[str, Field(description=QUERY)], limit: Most = 10, offset: Offset = 0, sort: Sort = "relevance"
    ) -> schemas.Found:  # fmt: skip
        """Find articles, lines of the contents and notices. Simplified and traditional Chinese are the same."""
        found = answers.search(Permit(), query, limit=limit, offset=offset, sort=sort)
        items = [answers.hit(each, self.site) for each in found.hits]
        return schemas.Found(total=found.total, items=items, query=query, milliseconds=found.milliseconds, facets={})

    def list_periodicals(self) -> list[schemas.Periodical]:
        """All periodicals, with how many issues and articles of each there are."""
        return [answers.periodical(row, self.site) for row in holdings.periodicals()]

    def list_issues(
        self, periodical: Annotated[str, Field(description="id of a periodical")], year: Year = None, limit: Most = 50, offset: Offset = 0
    ) -> list[schemas.Issue]:  # fmt: skip
        """The issues of a periodical, oldest first."""
        holdings.periodical(periodical)
        rows = holdings.issues_of(periodical, year)[offset : offset + limit]
        return [answers.issue(row, self.site) for row in rows]

    def list_contents(self, issue: IssueId) -> list[schemas.Entry]:
        """The contents of an issue as printed; `article` is the id to read it by."""
        holdings.issue(issue)
        return list(answers.entries(issue))

    def read_article(self, issue: IssueId, article: ItemId, start: Start = 0, length: Length = 40) -> ArticleText:
        """Read an article paragraph by paragraph, each with the page it stands on."""
        whole = shelves.take(issue, words=False)
        found = answers.find_article(whole, article)
        passages = list(self._passages(whole, found))
        end = start + length
        return ArticleText(
            title=found.title,
            contributors=[person.name for person in found.contributors],
            periodical=whole.periodical.title,
            date=whole.issue.date,
            pages=name_pages(found) or None,
            url=self.site + shelves.article_url(whole.id, found),
            provenance=provenance(whole, found),
            passages=passages[start:end],
            next=end if end < len(passages) else None,
        )

    def read_page(self, issue: IssueId, number: Number) -> PageText:
        """All lines of one page in reading order, also what belongs to no article."""
        page = find_page(shelves.take(issue), number)
        url = self.site + shelves.page_url(issue, page)
        return PageText(label=page.label, number=page.number, url=url, lines=[line.text for line in page.lines])

    def cite(self, issue: IssueId, item: ItemId, style: Style = "gbt7714") -> str:
        """The reference to an article, in a citation style."""
        (citation,) = answers.citations(shelves.take(issue, words=False), item, [style])
        return citation.text

    def _passages(self, whole: Issue, found: Article) -> Iterator[Passage]:
        pages, at = {page.number: page for page in whole.pages}, shelves.Addresses(whole.id)
        for paragraph in found.paragraphs:
            page = pages.get(paragraph.page or 0)
            label = (page.label or f"[{page.number}]") if page else None
            url = self.site + at.page(page) if page else None
            yield Passage(text=paragraph.text, kind=paragraph.kind, page=label, url=url)
