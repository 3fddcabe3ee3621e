"""Articles: every entry of level 1 cut from the body, with its pages, regions and text.

`starts` finds where each entry begins (two witnesses: the folio map and the title on the page), the spans lie between one
start and the next, `paragraphs` joins lines to text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ...model import Article, Contributor, Doubt, Entry, Evidence, Issue, Line, Page, Paragraph, bound
from . import fields
from .advertisements import without_advertisements
from .fields import Fields, read_fields
from .flow import Flow, Place, body_flow, has_own_text
from .jumps import Resumption, is_whole, resume
from .kinds import find_pull_quotes, mark_kinds
from .paragraphs import Vocabulary, join_paragraphs
from .regions import draw_regions
from .starts import Start, demote_parts, find_starts
from .unlisted import after_fillers, find_fillers, find_unlisted, read_byline, unboxed

VERSION = "1"
_NO_BODY = Doubt(
    path="articles", why="no title of the contents stands in the text again: it has no body", confidence=0.9
)


def cut_articles(issue: Issue) -> Issue:
    """Cut the articles that the contents name. Without a body there are none; an entry whose page is missing gets a doubt."""
    issue = _unlabel_contents(issue)
    flow = body_flow(issue)
    entries = [(index, entry) for index, entry in enumerate(issue.contents) if entry.level == 1]
    if not flow.places or not entries:
        return issue
    issue = mark_kinds(issue, flow)
    flow = body_flow(issue)
    starts, missing = find_starts(issue, flow, entries)
    if not starts:
        return replace(issue, doubts=(*issue.doubts, _NO_BODY))
    starts, parts = demote_parts(starts, flow, issue)
    issue, flow, starts, quotes = _with_unlisted(_with_parts(issue, parts), flow, starts, entries[0][1].language)
    cut = _cut(issue, flow, starts, quotes)
    return replace(cut, doubts=(*cut.doubts, *(_absence(index, why) for index, _, why in missing)))


def _with_unlisted(
    issue: Issue, flow: Flow, starts: list[Start], language: str | None
) -> tuple[Issue, Flow, list[Start], set[int]]:
    """The starts in the order of the pages, with those of articles that the contents do not name and of what fills the space
    between them, which is then boxed no more; and the places of pull quotes."""
    quotes = find_pull_quotes(flow, _heads(starts))
    starts = starts + find_unlisted(flow, starts, quotes, language)
    if fillers := find_fillers(flow, starts, language):
        starts = [*after_fillers(starts, fillers, flow), *fillers]
        issue = unboxed(issue, fillers, flow)
        flow = body_flow(issue)
    # where a title was not found the page's first place is a guess: it gives way to a title found there
    return issue, flow, sorted(starts, key=lambda start: (start.opening, bool(start.heading), start.entry)), quotes


def _cut(issue: Issue, flow: Flow, starts: Sequence[Start], quotes: set[int]) -> Issue:
    """The articles that begin at `starts`, with their evidence and doubts; the pages' lines say what of each is no text."""
    named = [start.unlisted or issue.contents[start.entry] for start in starts]
    resumptions = resume(flow, [start.opening for start in starts], named)
    spans = without_advertisements(flow, _spans(flow, starts, resumptions), starts)
    jumps = {at for at, place in enumerate(flow.places) if is_whole(place.line.text)}
    jumps |= {at for resumption in resumptions for at in resumption.furniture}
    heads = {at for start in starts for at in start.heading}
    garbled = {at for at in range(len(flow.places)) if at not in heads and flow.is_garbled(at)}
    vocabulary = Vocabulary(flow)
    read = [
        read_fields(flow, span, start.heading, entry, vocabulary)
        for start, span, entry in zip(starts, spans, named, strict=True)
    ]
    articles = [
        _article(number, issue, flow, start, span, jumps | quotes | garbled, found, vocabulary)
        for number, (start, span, found) in enumerate(zip(starts, spans, read, strict=True), start=1)
    ]
    evidence = [item for number, start in enumerate(starts) for item in _evidence(number, start, read[number], flow)]
    doubts = [doubt for number, start in enumerate(starts) for doubt in _doubts(number, start)]
    doubts += [doubt for number, article in enumerate(articles) for doubt in _contradictions(number, article, issue)]
    aside = {"pull-quote": quotes, "jump": jumps, "furniture": garbled}
    return replace(
        issue,
        articles=tuple(articles),
        pages=_marked(issue.pages, flow, starts, spans, read, aside),
        evidence=(*issue.evidence, *evidence),
        doubts=(*issue.doubts, *doubts),
    )


def _heads(starts: Sequence[Start]) -> set[int]:
    """Places of titles, and of what stands above or directly under them in their type."""
    return {at for start in starts for at in range(start.opening, max(start.heading, default=start.opening) + 3)}


def _with_parts(issue: Issue, parts: Sequence[Start]) -> Issue:
    """Entries that the body shows to be parts of articles go down to level 2, with a doubt."""
    if not parts:
        return issue
    lowered = {start.entry for start in parts}
    doubts = [
        Doubt(
            path=f"contents/{index}/level",
            why="in the body its title is set as small as the text: a part",
            confidence=0.85,
        )
        for index in sorted(lowered)
    ]
    contents = tuple(
        replace(entry, level=2) if index in lowered else entry for index, entry in enumerate(issue.contents)
    )
    return replace(issue, contents=contents, doubts=(*issue.doubts, *doubts))


def _unlabel_contents(issue: Issue) -> Issue:
    """Contents pages without a printed folio at the edge of the count are outside it, as covers are: the folio stage, which
    does not know them, had implied labels for them."""
    outside = set()
    for pages in (issue.pages, issue.pages[::-1]):
        for page in pages:
            printed = any(line.of == f"pages/{page.number - 1}/label" for line in page.lines)
            if page.label is not None and (page.kind != "contents" or printed or has_own_text(page)):
                break
            outside.add(page.number)
    paths = {
        f"pages/{page.number - 1}/label" for page in issue.pages if page.number in outside and page.label is not None
    }
    if not paths:
        return issue
    return replace(
        issue,
        pages=tuple(replace(page, label=None) if page.number in outside else page for page in issue.pages),
        evidence=tuple(item for item in issue.evidence if item.path not in paths),
        doubts=tuple(doubt for doubt in issue.doubts if doubt.path not in paths),
    )


def _spans(flow: Flow, starts: Sequence[Start], resumptions: Sequence[Resumption]) -> list[list[int]]:
    """For each start its places: from it to the next start or resumption, then its own resumptions, without pages outside
    the count."""
    borders = sorted(
        [(start.opening, 0, owner) for owner, start in enumerate(starts)]
        + [(resumption.opening, 1, resumption.owner) for resumption in resumptions]
    )
    spans: list[list[int]] = [[] for _ in starts]
    later: list[list[int]] = [[] for _ in starts]
    before: list[int] = []
    for (begin, resumed, owner), (end, _, _) in zip(borders, [*borders[1:], (len(flow.places), 0, 0)], strict=False):
        stray = flow.stray(begin, end)
        before += stray
        before = (later if resumed else spans)[owner]
        before += [at for at in range(begin, end) if at not in stray]
    return [
        flow.within_count([*first, *second]) or [start.opening]
        for first, second, start in zip(spans, later, starts, strict=True)
    ]


def _article(
    number: int,
    issue: Issue,
    flow: Flow,
    start: Start,
    span: Sequence[int],
    aside: set[int],
    read: Fields,
    vocabulary: Vocabulary,
) -> Article:
    entry = start.unlisted or issue.contents[start.entry]
    pages = tuple(dict.fromkeys(flow.places[at].page for at in span))
    labels = {page.number: page.label for page in issue.pages}
    return Article(
        id=f"a{number:02}",
        title=entry.title,
        entry=entry.id or None,
        subtitle=entry.subtitle,
        contributors=_contributors(entry, flow, start.heading, read),
        page=labels.get(pages[0]),
        page_end=labels.get(pages[-1]),
        pages=pages,
        regions=draw_regions(flow, span),
        language=entry.language,
        abstract=read.text("abstract"),
        keywords=fields.keywords(read.text("keywords")),
        clc=fields.clc(read.text("clc")),
        doi=fields.doi(read.text("doi")),
        alternative_title=entry.alternative_title or read.text("alternative_title"),
        alternative_abstract=read.text("alternative_abstract"),
        alternative_keywords=fields.keywords(read.text("alternative_keywords")),
        article_number=found.value if (found := fields.article_number(read.text("article_number"))) else None,
        document_code=fields.document_code(read.text("document_code")),
        received=read.text("received"),
        funding=read.text("funding"),
        correspondence=read.text("correspondence"),
        references=read.references,
        paragraphs=tuple(_paragraphs(flow, span, start.heading, aside, read, vocabulary)),
        confidence=start.confidence,
    )


def _contributors(entry: Entry, flow: Flow, heading: Sequence[int], read: Fields) -> tuple[Contributor, ...]:
    """Who the contents name, or where they name nobody the byline, with affiliations."""
    people = entry.contributors or (read_byline(heading[-1] + 1, flow) if heading else ())
    lines, byline = (
        [flow.places[at].line.text for at, name in sorted(read.taken.items()) if name == wanted]
        for wanted in ("affiliation", "byline")
    )
    return fields.with_affiliations(people, lines, byline)


def _paragraphs(
    flow: Flow, span: Sequence[int], heading: Sequence[int], aside: set[int], read: Fields, vocabulary: Vocabulary
) -> list[Paragraph]:
    """The abstract, the text without head and fields, and the references, each a paragraph of its kind."""
    free = [at for at in span if at not in aside and at not in read.taken and at not in heading]
    above = [flow.places[at] for at in free if heading and at < heading[0]]
    places = [flow.places[at] for at in free if not heading or at > heading[0]]
    abstracts = [field for field in read.fields if field.name == "abstract" and field.text]
    opening = [
        Paragraph(text=field.text, page=flow.places[field.places[0]].page, kind="abstract") for field in abstracts
    ]
    last = max((at for at, name in read.taken.items() if name == "references"), default=None)
    page = flow.places[last].page if last is not None else None
    listed = [
        Paragraph(text=f"[{one.number}] {one.text}" if one.number else one.text, page=page, kind="reference")
        for one in read.references
    ]
    text = [*join_paragraphs(above, flow, vocabulary), *join_paragraphs(places, flow, vocabulary)]
    return [*opening, *text, *listed]


_FIELD_OF = {
    "byline": "contributors", "affiliation": "contributors", "subtitle": "subtitle", "references": "references",
    "about": "contributors", "other": "received", "rubric": "title",
}  # fmt: skip
_ROLE_OF = {
    "rubric": "rubric",
    "byline": "byline",
    "affiliation": "byline",
    "subtitle": "title",
    "references": "reference",
}


def _marked(
    pages: tuple[Page, ...],
    flow: Flow,
    starts: Sequence[Start],
    spans: Sequence[Sequence[int]],
    read: Sequence[Fields],
    aside: Mapping[str, set[int]],
) -> tuple[Page, ...]:
    """Lines of articles know their article: `of` and, unless they have one, a role."""
    given: dict[tuple[int, int], tuple[str, str]] = {}
    for number, (start, span, found) in enumerate(zip(starts, spans, read, strict=True)):
        heading = set(start.heading)
        for at in span:
            place = flow.places[at]
            name = found.taken.get(at)
            role, field = ("title", "title") if at in heading else ("body", "paragraphs")
            role = next((one for one, places in aside.items() if at in places), role)
            if name is not None:
                role, field = _ROLE_OF.get(name, "front"), _FIELD_OF.get(name, name)
            given[place.page, place.line.number] = role, f"articles/{number}/{field}"
    return tuple(
        replace(page, lines=tuple(_with_role(line, given.get((page.number, line.number))) for line in page.lines))
        for page in pages
    )


def _with_role(line: Line, given: tuple[str, str] | None) -> Line:
    return replace(line, role=line.role or given[0], of=line.of or given[1]) if given else line


def _evidence(number: int, start: Start, read: Fields, flow: Flow) -> list[Evidence]:
    """Where the start was seen, and each field that the record carries."""
    heading = start.heading or (start.opening,)
    name = "title" if start.heading else "page"
    items = [_quoted(f"articles/{number}/{name}", heading, flow, start.confidence)]
    return items + [
        _quoted(f"articles/{number}/{field.name}", field.places, flow, 0.97)
        for field in read.fields
        if field.name not in ("about", "other") and field.text
    ]


def _quoted(path: str, places: Sequence[int], flow: Flow, confidence: float) -> Evidence:
    first = flow.places[places[0]]
    boxes = [place.line.box for at in places if (place := flow.places[at]).page == first.page and place.line.box]
    return Evidence(
        path=path,
        quote=" ".join(flow.places[at].line.text for at in places)[:300],
        by="articles",
        page=first.page,
        box=bound(boxes) if boxes else None,
        line=first.line.number,
        confidence=confidence,
    )


def _contradictions(number: int, article: Article, issue: Issue) -> list[Doubt]:
    """What the article number (文章编号: ISSN, year, issue, first page, count of pages) says against the rest."""
    found = fields.article_number(article.article_number)
    if found is None:
        return []
    claims = (
        ("ISSN", found.issn, issue.periodical.issn),
        ("year", str(found.year), str(issue.issue.year) if issue.issue.year else None),
        ("first page", found.page.lstrip("0"), (article.page or "").lstrip("0") or None),
        ("count of pages", str(found.length), str(len(article.pages))),
    )
    return [
        Doubt(
            path=f"articles/{number}/article_number",
            why=f"its {name} is {printed}, but here it is {known}",
            confidence=0.6,
            page=article.pages[0] if article.pages else None,
        )
        for name, printed, known in claims
        if known is not None and printed != known
    ]


def _doubts(number: int, start: Start) -> list[Doubt]:
    return [Doubt(path=f"articles/{number}/pages", why=why, confidence=start.confidence) for why in start.why]


def _absence(index: int, why: str) -> Doubt:
    return Doubt(path=f"contents/{index}/page", why=why, confidence=0.9)


__all__ = ["VERSION", "Flow", "Paragraph", "Place", "cut_articles"]
