"""From a setting to the truth: a record in the contract `backfile/issue/1`, exact because the typesetter says so.

Beside the contract each page carries `text` (its lines in reading order, paragraphs apart, furniture left out) and
`lines` ([text, box, path]: fractions of the page, origin top left; furniture included), `blocks` in reading order (kind,
box, path, and the article's id where it has one; furniture and pictures included) and `implied_label` (the printed label,
or for a page that is counted and bears none, the one that the count gives; `label` is None there). Articles carry their
paragraphs with the offsets at which they go on to another page; `jumps` are the jump lines: the article, the pages between
which it jumps and the two lines as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Any, NamedTuple, cast

from msgspec.structs import replace

from backfile.model import (
    Article,
    Box,
    Contributor,
    Designation,
    Entry,
    Issue,
    Notice,
    Page,
    PageKind,
    Paragraph,
    Periodical,
    Reference,
    Region,
    bound,
)  # fmt: skip
from backfile.record import to_builtins

from .draft import Draft, Piece
from .typesetting import Atom, Run, Setting

_MM = 25.4 / 72
_ASCENT, _DESCENT = 0.88, 0.14
_FURNITURE = ("head/", "folio/", "furniture/")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


class SetLine(NamedTuple):
    """One printed line of a run: `start` is the offset in characters of its first one in the run's text.

    A line that is `divided` ends within a word, and its text with the hyphen that is printed there.
    """

    path: str
    text: str
    page: int
    box: Box
    start: int
    upright: bool = False
    divided: bool = False


def describe(draft: Draft, setting: Setting) -> dict[str, Any]:
    """The truth of a typeset draft, as plain dicts and lists in the record contract."""
    lines = [line for run in setting.runs for line in break_lines(run, setting.sizes)]
    record = to_builtins(_issue(draft, setting, lines))
    names = _article_names(draft)
    kinds = {f"a/{piece.id}/p/{n}": text.kind for piece in draft.pieces for n, text in enumerate(piece.paragraphs)}
    for page in record["pages"]:
        own = [line for line in lines if line.page == page["number"]]
        own.sort(key=lambda line: line.path in setting.feet)
        page["text"] = page_text(own)
        page["lines"] = [[line.text, _rounded(line.box), line.path] for line in own]
        page["blocks"] = [*_blocks(own, kinds, names), *_pictures(page["number"], setting, names)]
        page["implied_label"] = page["label"] or setting.implied.get(page["number"])
    record["jumps"] = list(_jumps(setting, names))
    return record


def _rounded(box: Box) -> list[float]:
    return [round(edge, 4) for edge in box]


def _article_names(draft: Draft) -> dict[str, str]:
    """The id of the article by the id of each piece that is part of it."""
    tops = {piece.id: f"a{n:02}" for n, piece in enumerate((p for p in draft.pieces if p.level == 1), start=1)}
    return {piece.id: tops[piece.parent or piece.id] for piece in draft.pieces}


_BLOCKS = {
    "head": "running-head", "folio": "folio", "c": "contents", "c2": "contents", "c-section": "contents", "ad": "advertisement",
    "n": "notice", "pull": "pull-quote", "masthead": "masthead", "teaser": "teaser",
}  # fmt: skip
_PARTS = {"jump-title": "title", "jump-back": "jump", "pull": "pull-quote"}


def block_kind(path: str, kinds: Mapping[str, str]) -> str:
    """What a run is by its path: title, byline, body, caption, sidebar, pull-quote, running-head, folio, advertisement …"""
    place, *rest = path.split("/")
    if place == "furniture":
        return "ruby" if rest[0] == "ruby" else "furniture"
    if place != "a":
        return _BLOCKS.get(place, place)
    part = rest[1].rstrip("0123456789")
    return kinds[path] if path in kinds else _PARTS.get(part, part)


def _block_path(path: str) -> str:
    """The path of the block: cells (a/ID/table/…) make one table."""
    return "/".join(path.split("/")[:3]) if "/table/" in path else path


def _blocks(lines: Sequence[SetLine], kinds: Mapping[str, str], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The runs of one page, one block for each column over which they go."""
    for path, group in groupby(lines, key=lambda line: _block_path(line.path)):
        run = list(group)
        for boxes in [[line.box for line in run]] if path.endswith("/table") else _columns(run):
            block = {"kind": block_kind(path, kinds), "box": _rounded(bound(boxes)), "path": path}
            name = names.get(path.split("/")[1]) if path.startswith("a/") else None
            yield block | ({"article": name} if name else {})


def _pictures(page: int, setting: Setting, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    width, height = setting.sizes[page - 1]
    for picture in setting.pictures:
        if picture.page == page:
            edges = (picture.left / width, picture.top / height, picture.right / width, picture.bottom / height)
            box = Box(*(min(max(edge, 0.0), 1.0) for edge in edges))
            block = {"kind": "picture", "box": _rounded(box), "path": f"picture/{picture.owner}"}
            yield block | ({"article": names[picture.owner]} if picture.owner in names else {})


def _jumps(setting: Setting, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    runs = {run.path: run for run in setting.runs if run.atoms}
    for path, run in runs.items():
        if path.startswith("a/") and path.endswith("/jump"):
            back = runs.get(f"{path}-back")
            yield {
                "article": names[path.split("/")[1]],
                "from": run.atoms[0].page,
                "to": back.atoms[0].page if back else None,
                "line": run.text,
                "back": back.text if back else None,
            }


def page_text(lines: Sequence[SetLine]) -> str:
    """Lines in reading order, furniture left out, one run (paragraph, title …) a line."""
    flowing = [line for line in lines if not line.path.startswith(_FURNITURE)]
    return "\n".join(join_lines(run) for _, run in groupby(flowing, key=lambda line: line.path))


def join_lines(lines: Iterable[SetLine]) -> str:
    """Lines as one text: divided words made whole, a space between lines unless both sides are CJK."""
    text, divided = "", False
    for line in lines:
        if divided:
            text = text[:-1]
        elif text and not (_CJK.match(line.text[:1]) and _CJK.match(text[-1:])):
            text += " "
        text += line.text
        divided = line.divided
    return text


def break_lines(run: Run, sizes: Sequence[tuple[float, float]]) -> Iterator[SetLine]:
    """The printed lines of a run. The left edge of a word that begins a line is estimated from its length."""
    raw = run.text.encode()
    rows = list(_rows(run))
    for row, after in zip_longest(rows, rows[1:]):
        divided = after is not None and after[0].start == row[-1].end and raw[row[-1].start : row[-1].end].isalpha()
        text = raw[row[0].start : row[-1].end].decode().strip() + ("-" if divided else "")
        box = _box(run, row, sizes[row[0].page - 1])
        start = len(raw[: row[0].start].decode())
        yield SetLine(run.path, text, row[0].page, box, start, run.direction == "ttb", divided)


def _rows(run: Run) -> Iterator[list[Atom]]:
    row: list[Atom] = []
    for atom in run.atoms:
        if row and _breaks(run, row[-1], atom):
            yield row
            row = []
        row.append(atom)
    if row:
        yield row


def _breaks(run: Run, last: Atom, atom: Atom) -> bool:
    across = abs(atom.x - last.x) if run.direction == "ttb" else abs(atom.y - last.y)
    return atom.page != last.page or across > run.size * 0.35


def _box(run: Run, row: Sequence[Atom], size: tuple[float, float]) -> Box:
    edges = _upright(run, row) if run.direction == "ttb" else _level(run, row)
    width, height = size
    return Box(*(min(max(edge / side, 0.0), 1.0) for edge, side in zip(edges, (width, height) * 2, strict=True)))


def _upright(run: Run, row: Sequence[Atom]) -> tuple[float, float, float, float]:
    return row[0].x, row[0].y - run.size * _ASCENT, row[0].x + run.size, row[-1].y + run.size * (1 - _ASCENT)


def _level(run: Run, row: Sequence[Atom]) -> tuple[float, float, float, float]:
    across = [edge for atom in row for edge in (atom.x, _begin(run, atom))]
    return min(across), row[0].y - run.size * _ASCENT, max(across), row[0].y + run.size * _DESCENT


def _begin(run: Run, atom: Atom) -> float:
    if atom.begin is not None:
        return atom.begin
    text = run.text.encode()[atom.start : atom.end].decode()
    width = run.size * (1.0 if _CJK.match(text) else 0.48 * len(text))
    return atom.x + width if run.direction == "rtl" else atom.x - width


def _issue(draft: Draft, setting: Setting, lines: Sequence[SetLine]) -> Issue:
    listing = {line.page for line in lines if line.path.startswith("c/")}
    pages = tuple(_page(number, size, setting, number in listing) for number, size in enumerate(setting.sizes, start=1))
    contents = tuple(_entries(draft, setting))
    return Issue(
        id=f"{draft.facts['name']}",
        periodical=Periodical(**draft.periodical),
        issue=Designation(**draft.issue),
        contents=contents,
        articles=tuple(_articles(draft, setting, lines, contents)),
        notices=tuple(_notices(draft, lines)),
        pages=pages,
    )


def _page(number: int, size: tuple[float, float], setting: Setting, lists: bool) -> Page:
    kind = cast("PageKind", setting.kinds.get(number, "contents" if lists else "body"))
    width, height = (round(side * _MM, 1) for side in size)
    return Page(number=number, label=setting.labels.get(number), kind=kind, width=width, height=height)


def _entries(draft: Draft, setting: Setting) -> Iterator[Entry]:
    pieces = {piece.id: piece for piece in draft.pieces}
    listed = _listed(setting)
    place = "c" if any(run.path.startswith("c/") for run in setting.runs) else "a"
    starts = {
        run.path.split("/")[1]: run.atoms[0].page
        for run in reversed(setting.runs)
        if run.path.startswith("a/") and run.atoms
    }
    sections = "\n".join(_squeeze(run.text) for run in setting.runs if run.path.startswith("c-section/"))
    second = {run.path.split("/")[1]: run.text for run in setting.runs if re.match(r"c2/[^/]+/title", run.path)}
    for number, name in enumerate(listed, start=1):
        piece = pieces[name]
        printed = {run.path.split("/")[2] for run in setting.runs if run.path.startswith(f"{place}/{name}/")}
        page, last = setting.entry_pages.get(name, (None, None))
        yield Entry(
            id=f"c{number:02}",
            title=join_title(piece.title),
            subtitle=" ".join(piece.subtitle) or None if "subtitle" in printed else None,
            alternative_title=second.get(name),
            section=piece.section if piece.section and _squeeze(piece.section) in sections else None,
            contributors=tuple(_listed_people(piece)) if "byline" in printed else (),
            page=page if place == "c" else setting.labels.get(starts[name]),
            page_end=last,
            level=piece.level,
            language=piece.language or draft.language,
        )


def _listed_people(piece: Piece) -> Iterator[Contributor]:
    """The contributors with no more of their affiliations than the byline of the contents prints."""
    byline = _squeeze(piece.byline)
    for person in piece.contributors:
        shown = person.affiliation is None or _squeeze(person.affiliation) in byline
        yield person if shown else replace(person, affiliation=None)


def _listed(setting: Setting) -> dict[str, None]:
    """The ids of the pieces in the order in which the contents name them; where there are no contents, the headings do."""
    named = dict.fromkeys(run.path.split("/")[1] for run in setting.runs if re.match(r"c/[^/]+/title", run.path))
    return named or dict.fromkeys(
        run.path.split("/")[1] for run in setting.runs if re.match(r"a/[^/]+/title", run.path)
    )


def _squeeze(text: str) -> str:
    return "".join(text.casefold().split())


def join_title(lines: Sequence[str]) -> str:
    """Title lines joined by one space, none after a CJK colon."""
    text = lines[0]
    for line in lines[1:]:
        text += line if text.endswith("：") else f" {line}"
    return text


def _articles(draft: Draft, setting: Setting, lines: Sequence[SetLine], contents: Sequence[Entry]) -> Iterator[Article]:
    order = _listed(setting)
    entries = {name: entry.id for name, entry in zip(order, contents, strict=True)}
    home = {piece.id: piece.parent or piece.id for piece in draft.pieces}
    owned = [(home.get(line.path.split("/")[1]), line) for line in lines if line.path.startswith("a/")]
    for number, piece in enumerate((piece for piece in draft.pieces if piece.level == 1), start=1):
        own = [line for owner, line in owned if owner == piece.id]
        if own:
            others = [line for owner, line in owned if owner != piece.id]
            yield _article(f"a{number:02}", piece, entries.get(piece.id), draft, setting, own, others)


def _article(
    name: str,
    piece: Piece,
    entry: str | None,
    draft: Draft,
    setting: Setting,
    own: Sequence[SetLine],
    others: Sequence[SetLine],
) -> Article:
    pages = tuple(sorted({line.page for line in own}))
    return Article(
        id=name,
        entry=entry,
        title=join_title(piece.body_title or piece.title),
        subtitle=" ".join(piece.subtitle) or None,
        contributors=piece.contributors,
        page=setting.labels.get(pages[0]),
        page_end=setting.labels.get(pages[-1]),
        pages=pages,
        regions=tuple(_regions(own, others)),
        language=piece.language or draft.language,
        abstract=piece.abstract,
        keywords=piece.keywords,
        clc=piece.clc,
        doi=piece.doi,
        references=tuple(_references(piece)),
        paragraphs=tuple(
            p for part in draft.pieces if piece.id in (part.id, part.parent) for p in _paragraphs(part, own)
        ),
        **_fields(piece, setting),
    )


_REFERENCE = re.compile(r"\[(\d+)\]\s*|(\d+)\.\s+")


def _references(piece: Piece) -> Iterator[Reference]:
    for text in piece.paragraphs:
        if text.kind == "reference":
            mark = _REFERENCE.match(text.text)
            number = (mark[1] or mark[2]) if mark else None
            yield Reference(text=text.text[mark.end() :] if mark else text.text, number=number)


_FIELDS = (
    "alternative_title", "alternative_abstract", "article_number", "document_code", "received", "funding", "correspondence",
)  # fmt: skip


def _fields(piece: Piece, setting: Setting) -> dict[str, Any]:
    """What the article prints at paths a/ID/field/NAME, named as in `backfile.model.Article`."""
    place = f"a/{piece.id}/field/"
    printed = {run.path.removeprefix(place): run.text for run in setting.runs if run.path.startswith(place)}
    words = printed.get("alternative_keywords", "")
    return {name: printed[name] for name in _FIELDS if name in printed} | {
        "alternative_keywords": tuple(word.strip() for word in re.split("[;；]", words) if word.strip())
    }


def _regions(own: Sequence[SetLine], others: Sequence[SetLine]) -> Iterator[Region]:
    """One box a page when the article has the space to itself, else one box for each run of lines down a column."""
    for page, group in groupby(sorted(own, key=lambda line: line.page), key=lambda line: line.page):
        lines = list(group)
        whole = bound([line.box for line in lines])
        if not any(line.page == page and _touches(whole, line.box) for line in others):
            yield Region(page, whole)
        else:
            yield from (Region(page, bound(boxes)) for boxes in _columns(lines))


def _touches(one: Box, two: Box) -> bool:
    x, y = two.center
    return one.left <= x <= one.right and one.top <= y <= one.bottom


def _columns(lines: Sequence[SetLine]) -> Iterator[list[Box]]:
    """Runs of lines that go on down one column (or, set upright, leftwards in one band)."""
    column: list[Box] = []
    for line in lines:
        if column and _leaves(bound(column), column[-1], line):
            yield column
            column = []
        column.append(line.box)
    if column:
        yield column


def _leaves(column: Box, last: Box, line: SetLine) -> bool:
    box = line.box
    if line.upright:
        return box.left > last.left + 0.005 or box.top > column.bottom or box.bottom < column.top
    return box.top < last.top - 0.005 or box.left > column.right or box.right < column.left


def _paragraphs(piece: Piece, own: Sequence[SetLine]) -> Iterator[Paragraph]:
    lines: dict[str, list[SetLine]] = {}
    for line in own:
        lines.setdefault(line.path, []).append(line)
    for path, text, kind in _printed_texts(piece):
        found = lines.get(path)
        if found:
            breaks = tuple((line.start, line.page) for before, line in pairwise(found) if line.page != before.page)
            yield Paragraph(text=text, page=found[0].page, kind=kind, breaks=breaks)  # type: ignore[arg-type]


def _printed_texts(piece: Piece) -> Iterator[tuple[str, str, str]]:
    if piece.abstract:
        yield f"a/{piece.id}/abstract", piece.abstract, "abstract"
    for number, text in enumerate(piece.paragraphs):
        yield f"a/{piece.id}/p/{number}", text.text, text.kind


def _notices(draft: Draft, lines: Sequence[SetLine]) -> Iterator[Notice]:
    for number, notice in enumerate(draft.notices):
        page = next((line.page for line in lines if line.path.startswith(f"n/{number}/")), None)
        if page is not None:
            yield replace(notice, page=page)


def renumber(record: Mapping[str, Any], kept: Mapping[int, int]) -> dict[str, Any]:
    """The record when only the pages in `kept` (old number → new) are left; articles with no page left go."""
    labels = {new: page["label"] for page in record["pages"] if (new := kept.get(page["number"]))}
    articles = [
        _shorten(article, kept, labels) for article in record["articles"] if any(p in kept for p in article["pages"])
    ]
    pages = [{**page, "number": kept[page["number"]]} for page in record["pages"] if page["number"] in kept]
    notices = [{**n, "page": kept[n["page"]]} for n in record["notices"] if n["page"] in kept]
    jumps = [
        {**jump, "from": kept.get(jump["from"]), "to": kept.get(jump["to"])}
        for jump in record.get("jumps", ())
        if jump["from"] in kept or jump["to"] in kept
    ]
    return {**record, "articles": articles, "pages": pages, "notices": notices, "jumps": jumps}


def _shorten(article: Mapping[str, Any], kept: Mapping[int, int], labels: Mapping[int, str | None]) -> dict[str, Any]:
    pages = [kept[page] for page in article["pages"] if page in kept]
    regions = [{**region, "page": kept[region["page"]]} for region in article["regions"] if region["page"] in kept]
    paragraphs = [part for paragraph in article["paragraphs"] for part in _kept_parts(paragraph, kept)]
    ends = {"page": labels[pages[0]], "page_end": labels[pages[-1]]}
    return {**article, **ends, "pages": pages, "regions": regions, "paragraphs": paragraphs}


def _kept_parts(paragraph: Mapping[str, Any], kept: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """What is left of a paragraph: one piece for each run of pages that are all kept."""
    piece: dict[str, Any] | None = None
    for number, text in _parts(paragraph):
        if number not in kept:
            if piece is not None:
                yield piece
            piece = None
        elif piece is None:
            piece = {"text": text, "page": kept[number], "kind": paragraph.get("kind", "body")}
        else:
            piece["breaks"] = [*piece.get("breaks", ()), [len(piece["text"]), kept[number]]]
            piece["text"] += text
    if piece is not None:
        yield piece


def _parts(paragraph: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """(page number, text) for each page over which a paragraph goes."""
    cuts = [(0, paragraph["page"]), *paragraph.get("breaks", ()), (len(paragraph["text"]), None)]
    for (begin, page), (end, _) in pairwise(cuts):
        yield page, paragraph["text"][begin:end]


def without_layout(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without the lines, blocks and boxes of its pages: what is kept beside a bundled specimen."""
    pages = [{key: value for key, value in page.items() if key not in ("lines", "blocks")} for page in record["pages"]]
    return {**record, "pages": pages}
