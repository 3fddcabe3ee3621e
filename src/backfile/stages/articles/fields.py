"""What journals print about an article in its head and foot: labelled fields, bylines, affiliations, references.

Labels follow GB/T 3179 (periodicals), GB/T 6447 (abstracts) and GB/T 7714 (references), and their usual English, German,
French and Japanese counterparts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...folding import loose
from ...identifiers import ArticleNumber, find_article_numbers, find_dois
from ...model import Contributor, Entry, Line, Reference
from .flow import Flow
from .labels import LABEL, spell
from .openings import NOTE
from .paragraphs import Vocabulary, join

_LIST = re.compile(
    r"^\W{0,3}(?:(?:主要)?参\s*考\s*文\s*献|參\s*考\s*文\s*獻|引用文献|注\s*释|註\s*釋|References?|Bibliography|Works\s+Cited|Literatur(?:verzeichnis)?|Bibliographie|Références|Referencias|Referências|Bibliograf[ií]a|Riferimenti|Литература|Список\s+литературы|참고\s*문헌|Notes)\W{0,3}$",
    re.IGNORECASE,
)
_LIST_RUN_IN = re.compile(r"^\W{0,2}(?:参\s*考\s*文\s*献|參\s*考\s*文\s*獻|References)\s*[:：]", re.IGNORECASE)
_ITEM = re.compile(
    r"^\s*(?:[\[［〔【(（]\s?(?P<bracket>\d{1,3})\s?[\]］〕】)）]|(?P<plain>\d{1,3})\s?[.．、]\s?(?=\D)|(?P<circled>[①-⑳]))\s*"
)
_WORK = re.compile(r"^[^\W\d_a-z][\w’'.-]*(?:[\s-][^\W\d_a-z][\w’'.-]*){0,2},\s+(?:[^\W\d_a-z]\.|[^\W\d_a-z]\w+)")
"""How works are cited without numbers: surname, forename or initial."""
_LATIN = re.compile(r"[\x00-\x7f·•‘’“”–—]*")
"""English, with the marks that typesetters use."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLC = re.compile(r"[A-Z]{1,2}\d{0,4}(?:[.．]\d{1,4})?(?:[-/+:；;、,，\s]*[A-Z]{1,2}\d{1,4}(?:[.．]\d{1,4})?)*")
_SPLIT = re.compile(r"[;；,，、]|\s{2,}|\t|\u3000")
_AFFILIATION = re.compile(
    r"^\s*[（(\[]?\s*(?:\d\s*[.．、]?\s*)?.*(?:大学|大學|学院|學院|研究院|研究所|学校|中学|医院|保健院|卫生院|公司|中心|集团|社科院|科学院|出版社|报社|局$|党校|University|Institut|College|Department|Laborator|School\b|Museum|Hospital|Academy|Universi[tdà]|Hochschule|Archiv|Akademie|École|Facult|Escuela|Colegio|Academia|Biblioteca|Museo|Centro|Consejo|대학|연구)"
)
_ADDRESS = re.compile(r"[\u4e00-\u9fff]{4,}.*[,，;；\s]\s*[\u4e00-\u9fff]{2,10}\s*\d{6}\s*[)）]?\s*$")
"""A Chinese address: institution, town, post code."""
_PLACE_MARK = re.compile(r"^\s*[（(\[]?\s*(\d|[¹²³⁴⁵⁶⁷⁸⁹])\s*[.．、)）\]]?\s*(?=\D)")
_POST = re.compile(r"[,，;；\s]\s*[^,，;；]{2,16}?\s*\d{5,6}\s*$")
_BY = re.compile(
    r"^\s*(?:by\b|von\b|par\b|text\b|words\b|文[/／＝=:：]|撰文|作者[:：/]|◎|●|□|■|本刊|本[报報台社](?:特[约約])?(?:记者|記者|通讯员))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^\W*(?:(?:[^\W\d_a-z][\w’'.-]*|and|und|et|y|e|i|&|de[rnls]?|du|van|von|la|le|d’)[\s,]*)+$")
"""Nothing but words with capitals and what joins names."""
_HEAD = 12
"""So many lines under a title may be its head."""
_RUBRIC = 24
_MOST_ABSTRACT = 2400
_ENGLISH = frozenset(["the", "of", "and", "to", "with", "for", "from", "that", "by", "were"])
"""Small words that its neighbours do not have (in and was are German, on is French, is Dutch)."""
_ROMANISED = re.compile(
    r"\b[A-Z]{2,}\s+[A-Z][a-z]+|\b[A-Z][a-z]+\s+[A-Z]{2,}\b|University|Institute|College|Hospital|School|Department|^\(|@|\bet al\b"
)
_SINGLE = frozenset({"clc", "document_code", "article_number", "doi", "received"})


class Field(NamedTuple):
    """A labelled field as read: its name, text, and the places that it stands on."""

    name: str
    text: str
    places: tuple[int, ...]


class Fields(NamedTuple):
    """What was found besides the text: `taken` maps a place to the field (or role) that it belongs to."""

    fields: tuple[Field, ...] = ()
    references: tuple[Reference, ...] = ()
    taken: dict[int, str] = {}  # noqa: RUF012  (never changed)

    def text(self, name: str) -> str | None:
        return next((field.text for field in self.fields if field.name == name and field.text), None)


def read_fields(
    flow: Flow, span: Sequence[int], heading: Sequence[int], entry: Entry, vocabulary: Vocabulary
) -> Fields:
    """The fields of one article from its places in reading order."""
    taken: dict[int, str] = {}
    fields = _labelled(flow, span, set(heading), vocabulary, taken)
    _head(flow, span, heading, entry, taken)
    if titles := [at for at, name in taken.items() if name == "alternative_title"]:
        text = " ".join(flow.places[at].line.text.strip() for at in titles)
        fields.append(Field("alternative_title", text, tuple(titles)))
    references = _references(flow, span, vocabulary, taken)
    fields += _second_title(flow, span, fields, taken)
    return Fields(tuple(_settled(fields, entry.language)), references, taken)


# ── labelled fields ───────────────────────────────────────────────────────────────────────────────


def _labelled(
    flow: Flow, span: Sequence[int], heading: set[int], vocabulary: Vocabulary, taken: dict[int, str]
) -> list[Field]:
    """Fields that open with their label; each runs on while lines look like its own."""
    found: list[Field] = []
    running: Field | None = None
    for at in span:
        if at in heading:
            running = None
            continue
        pieces = _pieces(spell(flow.places[at].line))
        if pieces[0][0] is None and running is not None:
            if _goes_on(running, at, flow):
                running = _extended(found, running, pieces[0][1], at, vocabulary)
                taken[at] = running.name
            else:
                running = None
        for name, text in pieces:
            if name is not None:
                running = Field(name, text.strip(), (at,))
                found.append(running)
                taken[at] = name
    return found


def _pieces(text: str) -> list[tuple[str | None, str]]:
    """A line cut at the labels in it; what stands before the first has no name."""
    if _DOI_LINE.match(text):
        return [("doi", text)]
    matches = list(LABEL.finditer(text))
    if not matches or (matches[0].start() > 0 and len(text[: matches[0].start()].strip()) > 30):
        return [(None, text)]
    pieces: list[tuple[str | None, str]] = [(None, text[: matches[0].start()])] if matches[0].start() else []
    for match, end in zip(matches, [*(match.start() for match in matches[1:]), len(text)], strict=True):
        pieces.append((match.lastgroup, text[match.end() : end]))
    return pieces


def _goes_on(field: Field, at: int, flow: Flow) -> bool:
    """Whether a line without a label is still part of the field before it: same type, next line, not a new start."""
    last = flow.places[field.places[-1]]
    here = flow.places[at]
    if field.places[-1] != at - 1 or here.page != last.page or flow.is_display(at) or _LIST.match(here.line.text):
        return False
    same = not here.line.size or abs(here.line.size - last.line.size) <= 0.04 * last.line.size
    limit = _MOST_ABSTRACT if "abstract" in field.name else 60 if field.name in _SINGLE else 500
    if field.text and field.name in _SINGLE:
        return False
    if not field.text:
        return same or len(field.places) == 1
    if here.line.block != last.line.block and here.line.size == flow.text_sizes(here.page)[1] != 0:
        return False
    ended = re.search(r"[。.!！?？]$", field.text) is not None
    full = _is_full(last.line, here.line)
    if "keywords" in field.name:
        return same and full and not ended and not flow.is_running(at)
    return same and len(field.text) < limit and (full or not ended)


def _is_full(last: Line, line: Line) -> bool:
    """Whether a line is as long as the one that follows it."""
    if last.box is None or line.box is None or line.direction != "ltr" or last.block != line.block:
        return len(last.text) >= 0.9 * len(line.text)
    return last.box.right > line.box.right - 1.5 * last.box.height


def _extended(found: list[Field], field: Field, text: str, at: int, vocabulary: Vocabulary) -> Field:
    longer = Field(field.name, join(field.text, text.strip(), vocabulary), (*field.places, at))
    found[-1] = longer
    return longer


def _settled(fields: Sequence[Field], language: str | None) -> list[Field]:
    """An English label is the main language's where there is no other, unless an article in another language says it in
    English; repeated labels keep the first."""
    names = {field.name for field in fields}
    settled: dict[str, Field] = {}
    for field in fields:
        name = field.name
        main = name.removeprefix("alternative_")
        foreign = bool(language) and not str(language).startswith("en") and _is_english(field.text)
        if name in ("alternative_abstract", "alternative_keywords") and main not in names and not foreign:
            name = main
        settled.setdefault(name, field._replace(name=name))
    return list(settled.values())


def _is_english(text: str) -> bool:
    words = re.findall(r"[A-Za-z]+", text.casefold())
    return bool(words) and sum(word in _ENGLISH for word in words) >= 0.06 * len(words)


def _second_title(flow: Flow, span: Sequence[int], fields: Sequence[Field], taken: dict[int, str]) -> list[Field]:
    """The title in the language of the second abstract, printed directly above it, and under it the authors' names."""
    first = next((field.places[0] for field in fields if field.name == "alternative_abstract"), None)
    if first is None or all(field.name != "abstract" for field in fields):
        return []
    above: list[int] = []
    for at in reversed([at for at in span if at < first]):
        text = flow.places[at].line.text
        if at in taken or len(above) >= 8 or not _LATIN.fullmatch(text) or len(text) < 4:
            break
        above.insert(0, at)
    title = [at for at in above if not _ROMANISED.search(flow.places[at].line.text)]
    cut = next((number for number, at in enumerate(above) if at not in title), len(above))
    head = above[:cut][:3]
    if not head:
        if above and taken.get(above[0] - 1) == "alternative_title":
            taken.update(dict.fromkeys(above, "alternative_names"))
        return []
    taken.update(dict.fromkeys(above, "alternative_names"))
    taken.update(dict.fromkeys(head, "alternative_title"))
    return [Field("alternative_title", " ".join(flow.places[at].line.text.strip() for at in head), tuple(head))]


# ── head ──────────────────────────────────────────────────────────────────────────────────────────


def _head(flow: Flow, span: Sequence[int], heading: Sequence[int], entry: Entry, taken: dict[int, str]) -> None:
    """Rubric and byline above the title; subtitle, byline and affiliation between the title and the text. A blurb may stand
    between them and stays text."""
    if not heading:
        return
    names = [loose(contributor.name) for contributor in entry.contributors]
    page = flow.places[heading[0]].page
    for at in (at for at in span if at < heading[0] and at not in taken and flow.places[at].page == page):
        if _is_byline(at, flow, names):
            taken[at] = "byline"
        elif len(flow.folded[at]) <= _RUBRIC and not flow.is_running(at):
            taken[at] = "rubric"
    begin = span.index(heading[-1]) + 1 if heading[-1] in span else 0
    under = [at for at in span[begin : begin + _HEAD] if flow.places[at].page == flow.places[heading[-1]].page]
    between = _over_byline(under, flow, names)
    for at in under:
        if at in taken or at in heading:
            continue
        name = _head_role(at, flow, loose(entry.subtitle or ""), names)
        known = loose(entry.alternative_title or "")
        if name is None and (
            _is_second_title(at, flow, entry)
            or (at in between and (flow.folded[at] in known or _is_foreign(at, flow, entry)))
        ):
            name = "alternative_title"
        if name is not None:
            taken[at] = name
        elif not _is_blurb(at, flow) and at not in between:
            break


def _over_byline(under: Sequence[int], flow: Flow, names: Sequence[str]) -> set[int]:
    """Lines, two at most and no running text, between a title and the byline: they belong to the head."""
    signed = next((position for position, at in enumerate(under[:3]) if _is_byline(at, flow, names)), 0)
    over = under[:signed]
    return set() if any(flow.is_running(at) and not flow.is_foreign(flow.places[at]) for at in over) else set(over)


def _is_foreign(at: int, flow: Flow, entry: Entry) -> bool:
    """Whether a line over the byline of an article in another language, with an abstract in English, may be its title in English."""
    text = flow.places[at].line.text.strip()
    english = any(re.match(r"\W*Abstract\b", place.line.text) for place in flow.places[at : at + 2 * _HEAD])
    return (
        english
        and _LATIN.fullmatch(text) is not None
        and bool(entry.language)
        and not str(entry.language).startswith("en")
    )


def _is_second_title(at: int, flow: Flow, entry: Entry) -> bool:
    """Whether a line under the title of an article in another language is its title in English."""
    text = flow.places[at].line.text.strip()
    if entry.alternative_title or not entry.language or entry.language.startswith("en") or _ROMANISED.search(text):
        return False
    if re.search(r"[.!。！]$", text) or len(text) > 160 or not _LATIN.fullmatch(text):
        return False
    latin = not re.search(r"[\u0400-\u1fff\u2e80-\uffdc]", entry.title)
    return _is_english(text) if latin else len(re.findall(r"[A-Za-z]{2,}", text)) >= 3


def _head_role(at: int, flow: Flow, subtitle: str, names: Sequence[str]) -> str | None:
    """What a line under the title is: part of the subtitle, a byline, an affiliation, or (None) none of these."""
    text, folded = flow.places[at].line.text.strip(), flow.folded[at]
    if subtitle and folded and (folded in subtitle or subtitle in folded):
        return "subtitle"
    if _is_byline(at, flow, names):
        return "byline"
    short = (len(text) < 0.8 * max(flow.usual_length, 12) or not flow.is_running(at)) and not _runs_on(at, flow)
    marked = _PLACE_MARK.match(text) is not None or _POST.search(text) is not None
    placed = (short or marked or text[0] in "（([") and len(text) < 120 and not re.search(r"[。！？]$", text)
    return "affiliation" if placed and (_AFFILIATION.match(text) or _ADDRESS.search(text)) else None


def _runs_on(at: int, flow: Flow) -> bool:
    """Whether a line fills its column, be it ever so narrow, and the next one goes on in the same type."""
    if at + 1 >= len(flow.places) or re.search(r"\W$", flow.places[at].line.text):
        return False
    line, following = flow.places[at].line, flow.places[at + 1].line
    if line.box is None or following.box is None or line.block != following.block or line.size != following.size:
        return False
    em = line.box.height
    return abs(line.box.right - following.box.right) < 0.5 * em and line.box.left > following.box.left - 0.5 * em


def _is_blurb(at: int, flow: Flow) -> bool:
    """Whether a line is set unlike the text: part of a blurb or summary under the title."""
    page, line = flow.places[at]
    return flow.is_display(at) or 0 < line.size < (1 - flow.slack) * flow.text_sizes(page)[0]


def _is_byline(at: int, flow: Flow, names: Sequence[str]) -> bool:
    """Whether a line names the article's contributors, or is marked as a byline."""
    text, folded = flow.places[at].line.text.strip(), flow.folded[at]
    short = len(text) < 0.8 * max(flow.usual_length, 12) or not flow.is_running(at)
    known = sum(name in folded for name in names if name)
    covered = sum(len(name) for name in names if name and name in folded)
    if known and (covered >= (0.3 if short else 0.6) * len(folded) or _BY.match(text)):
        return True
    if known and any(_BY_NAME.match(text[len(name) :]) for name in _heads(text, names)):
        return True
    if not _BY.match(text) or len(text) >= 60 or re.search(r"[。.!?？]$", text):
        return False
    return short or bool(_NAMED.match(_BY.sub("", text, count=1)))


_DOI_LINE = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|10\.\d{4,}/\S)")
_BY_NAME = re.compile(r"^[,，（(:：]\s*\S")


def _heads(text: str, names: Sequence[str]) -> Iterator[str]:
    """What of a line is the name that it opens with."""
    for cut in range(2, min(len(text), 60)):
        if text[cut] in ",，（(:：" and loose(text[:cut]) in names:
            yield text[:cut]


# ── references ────────────────────────────────────────────────────────────────────────────────────


def _references(
    flow: Flow, span: Sequence[int], vocabulary: Vocabulary, taken: dict[int, str]
) -> tuple[Reference, ...]:
    """The list of references: after its heading, items with rising numbers (or one a paragraph)."""
    begin = next((position for position, at in enumerate(span) if _opens_list(flow, at, position, span)), None)
    first = begin + 1 if begin is not None else _unheaded(flow, span, taken)
    if first is None:
        return ()
    items: list[tuple[str | None, str]] = []
    starts = _hanging(flow, span[first:])
    aside = False
    if begin is not None:
        taken[span[begin]] = "references"
    for at in span[first:]:
        text = flow.places[at].line.text.strip()
        match = _ITEM.match(text)
        if at in taken or (flow.is_larger(flow.places[at]) and match is None):
            break
        aside = flow.places[at].line.role == "footnote" and _is_note(text, match, items, aside=aside)
        if aside:
            continue
        if match is None and items and items[-1][0] and _leaves_list(at, items[-1][1], flow):
            break
        if match and _follows(match, items):
            items.append((match["bracket"] or match["plain"] or match["circled"], text[match.end() :]))
        elif items and not (items[-1][0] is None and _opens_item(at, items[-1][1], starts, flow)):
            items[-1] = (items[-1][0], join(items[-1][1], text, vocabulary))
        else:
            items.append((None, text))
        taken[at] = "references"
    return tuple(Reference(text=text, number=number) for number, text in items)


def _is_note(text: str, match: re.Match[str] | None, items: Sequence[tuple[str | None, str]], *, aside: bool) -> bool:
    """Whether a line at the foot of the page belongs to a note, as the line before did (`aside`), and not to the list above: its
    mark is not that of the next item."""
    numbered = bool(items) and items[-1][0] is not None
    if match is None:
        return True if NOTE.match(text) and not numbered else aside
    first = not items and (match["bracket"] or match["plain"] or "1") == "1"
    return not first and not (numbered and _follows(match, items))


def _hanging(flow: Flow, span: Sequence[int]) -> dict[tuple[int, int], float]:
    """(page, block) → where items begin that hang out from the lines that follow them; none where nothing hangs."""
    lefts: dict[tuple[int, int], list[float]] = {}
    for at in span:
        page, line = flow.places[at]
        if line.box is not None and line.direction == "ltr":
            lefts.setdefault((page, line.block), []).append(line.box.left)
    starts = {key: min(values) for key, values in lefts.items()}
    inside = sum(left > starts[key] + 0.008 for key, values in lefts.items() for left in values)
    total = sum(map(len, lefts.values()))
    return starts if inside >= 2 and inside <= 0.85 * total else {}


def _leaves_list(at: int, before: str, flow: Flow) -> bool:
    """Whether a line after a finished item is set otherwise than the list: larger or smaller, or in the middle of the column."""
    line, last = flow.places[at].line, flow.places[at - 1].line
    if not re.search(r"[.。]\s*$", before) or not flow.is_exact:
        return False
    if abs(line.size - last.size) > 0.04 * last.size:
        return True
    same = last.block == line.block and line.direction == "ltr"
    return (
        same and line.box is not None and last.box is not None and line.box.left - last.box.left > 4 * line.box.height
    )


def _unheaded(flow: Flow, span: Sequence[int], taken: dict[int, str]) -> int | None:
    """Where a list begins that has no heading: the last lines of an article, set smaller than its text, name author and year."""
    first = len(span)
    while first and span[first - 1] not in taken and _is_small(span[first - 1], flow):
        first -= 1
    lines = [flow.places[at].line.text.strip() for at in span[first:]]
    named = sum(bool(_WORK.match(line)) for line in lines)
    years = sum(bool(_YEAR.search(line)) for line in lines)
    return first if named >= 3 and years >= named and named >= 0.25 * len(lines) and _WORK.match(lines[0]) else None


def _is_small(at: int, flow: Flow) -> bool:
    page, line = flow.places[at]
    return 0 < line.size < (1 - flow.slack) * flow.text_sizes(page)[1] and line.role != "footnote"


def _opens_item(at: int, before: str, starts: dict[tuple[int, int], float], flow: Flow) -> bool:
    """Whether a line of a list without numbers opens an item: it hangs out, or where none does, names an author after a full
    stop."""
    if starts:
        return _hangs_out(at, starts, flow)
    return before.endswith(".") and _WORK.match(flow.places[at].line.text.strip()) is not None


def _hangs_out(at: int, starts: dict[tuple[int, int], float], flow: Flow) -> bool:
    page, line = flow.places[at]
    start = starts.get((page, line.block))
    return start is not None and line.box is not None and line.box.left < start + 0.004


def _opens_list(flow: Flow, at: int, position: int, span: Sequence[int]) -> bool:
    text = flow.places[at].line.text
    if not (_LIST.match(text) or _LIST_RUN_IN.match(text)):
        return False
    following = span[position + 1] if position + 1 < len(span) else None
    return following is not None and (
        position > 0.4 * len(span) or _ITEM.match(flow.places[following].line.text) is not None
    )


def _follows(match: re.Match[str], items: Sequence[tuple[str | None, str]]) -> bool:
    """Whether a mark is the next one: a year or a page at the head of a line is not."""
    number = match["bracket"] or match["plain"]
    if number is None:
        return True
    last = next((int(mark) for mark, _ in reversed(items) if mark and mark.isdigit()), 0)
    return 0 < int(number) - last <= 3


# ── values ────────────────────────────────────────────────────────────────────────────────────────


def keywords(text: str | None) -> tuple[str, ...]:
    """A keyword line cut into keywords; without other marks, at single spaces between CJK words."""
    if not text:
        return ()
    parts = [part.strip(" .。：:") for part in _SPLIT.split(text)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", parts[0]):
        parts = parts[0].split(" ")
    return tuple(parts)


def clc(text: str | None) -> str | None:
    """The class (or classes) of the Chinese Library Classification at the head of `text`."""
    match = _CLC.match(text.strip()) if text else None
    return re.sub(r"\s+", "", match.group()).replace("．", ".") if match else None


def document_code(text: str | None) -> str | None:
    """One letter A to E (CAJ-CD B/T 1)."""
    match = re.match(r"\s*([A-EＡ-Ｅ])\b", text or "")
    return chr(ord(match[1]) - 0xFEE0) if match and match[1] > "Z" else match[1] if match else None


def article_number(text: str | None) -> ArticleNumber | None:
    found = find_article_numbers(text or "")
    return found[0] if found else None


def doi(text: str | None) -> str | None:
    found = find_dois(text or "")
    return found[0] if found else None


def with_affiliations(
    contributors: Sequence[Contributor], lines: Sequence[str], byline: Sequence[str] = ()
) -> tuple[Contributor, ...]:
    """Contributors with their affiliation, where the entry has none: by the marks of the byline (`王一¹，李二²` over `1.…大学`),
    by the byline itself (`Ann Lee, University of …`), or the only one there is, for all."""
    printed = " ".join(byline)
    places = _marked_places(lines)
    own = {name: place for line in byline for name, place in _signed(line, contributors)}
    found = []
    for one in contributors:
        marks = _marks(one.name, printed)
        place = next((places[mark] for mark in marks if mark in places), None) or own.get(one.name)
        if place is None and len(places) == 1 and (not marks or marks[0] in places or "" in places):
            place = next(iter(places.values()))
        place = place or _post(one.name, printed)
        known = one.affiliation or (place if one.kind == "person" else None)
        found.append(Contributor(name=one.name, role=one.role, kind=one.kind, affiliation=known))
    return tuple(found)


def _marked_places(lines: Sequence[str]) -> dict[str, str]:
    """Mark ("" where there is none) → institution, without brackets, town and post code."""
    text = ""
    for line in lines:
        text += ("\n" if _PLACE_MARK.match(line) else " " if text else "") + line.strip(" （）()[]【】")
    places: dict[str, str] = {}
    for part in re.split(r"\n|[；;]\s*(?=\d)", text):
        match = _PLACE_MARK.match(part)
        mark, place = (_digit(match[1]), part[match.end() :]) if match else ("", part)
        place = _POST.sub("", place.strip(" （）()；;，,。.")).strip(" ；;，,。.")
        if place:
            places.setdefault(mark, place)
    return places


def _marks(name: str, byline: str) -> list[str]:
    """The marks behind a name in the byline."""
    spaced = r"\s*".join(re.escape(letter) for letter in name if not letter.isspace())
    match = re.search(spaced + r"\s*[（(\[]?((?:[\d¹²³⁴⁵⁶⁷⁸⁹*＊†‡,，、]\s*)+)", byline)
    return [_digit(mark) for mark in re.findall(r"\d|[¹²³⁴⁵⁶⁷⁸⁹]", match[1])] if match else []


def _post(name: str, byline: str) -> str | None:
    """What a newspaper prints before the names of its own people: 本报记者."""
    spaced = r"\s*".join(re.escape(letter) for letter in name if not letter.isspace())
    names = rf"(?:[^\s\d:：]{{2,4}}[\s、,，]+)*?{spaced}"
    match = re.search(rf"(本[报報刊台社](?:特[约約]|[见見]习|实习|首席)?(?:记者|記者|通讯员))\s*{names}", byline)
    return match[1] if match else None


def _digit(mark: str) -> str:
    return str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(mark)) if mark in "⁰¹²³⁴⁵⁶⁷⁸⁹" else mark


def _signed(line: str, contributors: Sequence[Contributor]) -> Iterator[tuple[str, str]]:
    """What follows the name on a line of its own: `Ann Lee, University of Ashford`, `李二（西方大学）`."""
    for one in contributors:
        match = re.match(rf"\W*{re.escape(one.name)}\s*[,，（(:：]\s*(?P<place>[^\d].*)$", line.strip())
        if match and _AFFILIATION.match(match["place"]):
            yield one.name, _POST.sub("", match["place"]).strip(" （）()；;，,。.")
