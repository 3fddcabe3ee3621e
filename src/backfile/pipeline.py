"""The whole way from a file to an `Issue`, on one screen.

    open_document → recognise each page → understand: STAGES in order

`recognise` works page by page and `understand` on the whole issue, so that an executor can spread pages over
processes and any part can be run again alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from .engines import Engine, LazyEngine
from .errors import BackfileError
from .model import Doubt, Issue, Page, Source, Step
from .readers import Document, open_document, structure_of
from .recognition import recognise_page
from .recognition.variants import settle_variants
from .settings import Settings, load_settings
from .stages import articles, contents, folios, lines, masthead, mentions, notices
from .structure import fill, keep, list_pages, seat, settled

Stage = Callable[[Issue], Issue]
STAGES: tuple[tuple[str, str, Stage], ...] = (
    ("lines", lines.VERSION, lines.read_lines),
    ("folios", folios.VERSION, folios.map_folios),
    ("masthead", masthead.VERSION, masthead.read_masthead),
    ("contents", contents.VERSION, contents.read_contents),
    ("articles", articles.VERSION, articles.cut_articles),
    ("notices", notices.VERSION, notices.find_notices),
    ("mentions", mentions.VERSION, mentions.find_mentions),
)


def read(path: Path | str, settings: Settings | None = None, *, on_page: Callable[[Page], None] | None = None) -> Issue:
    """Read one document as one issue, in this process.

    `on_page` sees every page as soon as it is recognised. Raises InputError (and its kinds) when the document as a
    whole can't be read; a single bad page is kept with its `trouble` and a doubt.
    """
    settings = settings or load_settings()
    with closing(open_document(Path(path), settings)) as document:
        pages = []
        for page in recognise(document, LazyEngine(settings), settings):
            pages.append(page)
            if on_page:
                on_page(page)
        return understand(document.source, tuple(pages), settings, structure_of(document))


def recognise(document: Document, engine: Engine, settings: Settings, numbers: range | None = None) -> Iterator[Page]:
    """The pages of `document` (only `numbers`, from 1, when given), each with its words."""
    for number in numbers or range(1, len(document) + 1):
        try:
            yield from recognise_page(document, number, engine, settings)
        except BackfileError as error:
            yield Page(number=number, source="none", trouble=str(error))


def understand(source: Source, pages: tuple[Page, ...], settings: Settings, structure: Issue | None = None) -> Issue:
    """Run the stages over recognised pages; each leaves a `Step` with its version and seconds.

    A language or title of the periodical given in the settings is what the stages start from; so is the `structure`
    that the file itself brings, which no stage overwrites.
    """
    brought = seat(structure or Issue(), settle_variants(renumber(pages)))
    title = settings.periodical or brought.periodical.title
    brought = replace(brought, periodical=replace(brought.periodical, title=title or None))
    issue = replace(brought, source=replace(source, language=settings.language or source.language))
    issue = replace(issue, doubts=(*issue.doubts, *_doubts_of(issue.pages)))
    for name, version, stage in STAGES:
        if name in settled(brought):
            issue = _beside(issue, name, stage) if not brought.id else issue
            continue
        begin = perf_counter()
        issue = keep(stage(issue), brought) if structure and name in ("folios", "masthead") else stage(issue)
        issue = replace(issue, steps=(*issue.steps, Step(stage=name, version=version, seconds=perf_counter() - begin)))
    return issue


def _doubts_of(pages: tuple[Page, ...]) -> tuple[Doubt, ...]:
    """What recognition could not read, or was unsure of."""
    return tuple(
        Doubt(path=f"pages/{place}", why=page.trouble or page.doubt or "", confidence=page.confidence, page=page.number)
        for place, page in enumerate(pages)
        if page.trouble or page.doubt
    )


def _beside(issue: Issue, name: str, stage: Stage) -> Issue:
    """What is still to do for a stage whose result was brought."""
    if name == "contents" and not issue.articles:
        return list_pages(issue, stage(replace(issue, contents=(), evidence=(), doubts=())))
    return fill(issue) if name == "articles" else issue


def renumber(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Pages numbered 1… in order; `scan` remembers the image where a split spread has shifted the count."""
    return tuple(
        page if page.number == number else replace(page, number=number, scan=page.scan or page.number)
        for number, page in enumerate(pages, start=1)
    )
