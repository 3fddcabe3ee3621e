"""TEI P5: the articles that an edition of an issue marks (div of type article or item), or a corpus of one TEI per article.

The host is the biblStruct of the source (monogr: title, ISSN, imprint, biblScope). Editions carry the text, too: paragraphs
become those of the articles. Pages are `pb` of the printed edition (`n`), others (@ed) are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Literal, get_args

from ..errors import DamagedInput
from ..model import Contributor, Designation, Issue, Paragraph, Periodical
from ..settings import Settings
from ._lists import ListDocument, list_in, open_list
from ._markup import Element, attribute, children, every, first, language, local, names_root, parse, text_of
from ._works import RELATORS, Work, designation, gather, page_range

NAME = "TEI edition or list of articles"
SUFFIXES = (".xml", ".tei")
VERSION = "1"

_ARTICLES = frozenset({"article", "item", "bill", "verse", "poem", "letter", "review", "news", "advert", "notice"})
_SECTIONS = frozenset({"section", "group", "column", "rubric", "masthead"})
_NOT_TEXT = frozenset({"head", "byline", "note", "opener", "dateline", "fw"})
_UNITS = {
    "volume": ("volume", "vol"), "number": ("issue", "number", "no"), "whole": ("whole",), "page": ("page", "pages", "pp"),
}  # fmt: skip


def accepts(path: Path, head: bytes) -> bool:
    return is_list(head) if head else list_in(path, is_list, SUFFIXES) is not None


def is_list(head: bytes) -> bool:
    return names_root(head, "TEI", "teiCorpus", "TEI.2")


def open_document(path: Path, settings: Settings) -> ListDocument:
    """Open a TEI file, or a folder of scans with one. Raises DamagedInput, EmptyInput, InputError."""
    return open_list(path, settings, NAME, is_list, read_structure, SUFFIXES)


def read_structure(path: Path) -> Issue:
    """The structure of the one issue that the file describes."""
    begin = perf_counter()
    root = parse(path)
    if local(root) not in ("TEI", "teiCorpus", "TEI.2"):
        raise DamagedInput(f"{path}: this is not TEI, its root is <{local(root)}>.")
    inside = list(children(root, "TEI", "TEI.2"))
    works = [work for text in inside or [root] for work in _read_text(text, alone=not inside)]
    return gather(works, "tei", path, VERSION, perf_counter() - begin)


def _read_text(text: Element, *, alone: bool) -> Iterator[Work]:
    """The works of one TEI: itself, where its source is an article (analytic); else its divisions; else its bibliography."""
    source = next(every(text, "biblStruct"), None)
    is_article = source is not None and first(source, "analytic") is not None and not _has_articles(text)
    if source is not None and is_article and (alone or next(every(text, "body"), None) is not None):
        yield _described(text, source)
        return
    found = list(_divisions(text, source))
    listed = [each for each in every(text, "biblStruct") if first(each, "analytic") is not None]
    yield from found or [_described(text, each, with_text=False) for each in listed]


def _has_articles(text: Element) -> bool:
    return sum(_kind(div) in _ARTICLES for div in every(text, "div")) > 1


def _described(text: Element, source: Element, *, with_text: bool = True) -> Work:
    """An article by its biblStruct, with the paragraphs of its text."""
    analytic, monograph = first(source, "analytic"), first(source, "monogr")
    assert analytic is not None
    titles = list(children(analytic, "title"))
    main = [each for each in titles if attribute(each, "type") != "sub"]
    start, end = page_range(_scope(monograph, "page"))
    people = next(every(text, "titleStmt"), None) if with_text else None
    signed = list(_people(people, "author")) if people is not None else []
    body = next(every(text, "body"), None) if with_text else None
    divisions = list(children(body, "div")) if body is not None else []
    body = divisions[0] if len(divisions) == 1 and _is_work(divisions[0]) else body
    return Work(
        title=text_of(main[0]) if main else text_of(titles[0]) if titles else "[untitled]",
        subtitle=next((text_of(each) for each in titles if attribute(each, "type") == "sub"), None)
        or (_subtitle(body) if body is not None else None),
        alternative_title=text_of(main[1]) if len(main) > 1 else None,
        contributors=tuple(signed or [*_people(analytic, "author"), *_people(analytic, "editor", "respStmt")]),
        page=start,
        page_end=end,
        language=language(text) if with_text else language(analytic),
        abstract=next((said for each in every(text, "abstract") if (said := text_of(each))), None) if with_text else None,
        keywords=tuple(text_of(item) for each in every(text, "keywords") for item in every(each, "item", "term"))
        if with_text
        else (),
        doi=next((text_of(each) for each in every(text if with_text else source, "idno") if (attribute(each, "type") or "").lower() == "doi"), None),
        paragraphs=tuple(_paragraphs(body)) if body is not None else (),
        periodical=_periodical(monograph),
        issue=_designation(monograph),
        where=_id(text) if with_text else _id(source),
        line=int(source.sourceline or 0) or None,  # type: ignore[call-overload]
    )  # fmt: skip


def _divisions(text: Element, source: Element | None) -> Iterator[Work]:
    """The divisions of an edition that are articles; a section's head is their section, nested ones are parts."""
    monograph = first(source, "monogr") if source is not None else None
    host, issue = _periodical(monograph), _designation(monograph)
    page: str | None = None
    for element in text.iterdescendants():
        if local(element) == "pb" and attribute(element, "n") and not _foreign(element):
            page = attribute(element, "n")
        if not _is_work(element):
            continue
        title = _head(element)
        breaks = [said for each in every(element, "pb") if (said := attribute(each, "n")) and not _foreign(each)]
        last = breaks[-1] if breaks else None
        above = [div for div in element.iterancestors() if local(div) == "div"]
        yield Work(
            title=title or _opening(element),
            doubt=None if title else "the edition gives no title: these are the first words",
            contributors=tuple(_signed(element)),
            section=next((head for div in above if _kind(div) in _SECTIONS and (head := _head(div))), None),
            level=1 + sum(map(_is_work, above)),
            page=page,
            page_end=last if last != page else None,
            language=language(element),
            paragraphs=tuple(_paragraphs(element)),
            periodical=host,
            issue=issue,
            where=_id(element),
            line=int(element.sourceline or 0) or None,  # type: ignore[call-overload]
        )


def _paragraphs(div: Element) -> Iterator[Paragraph]:
    """Paragraphs, headings within, verses (an lg each) and items of lists, in order; those of nested articles are theirs."""
    for element in div:
        name = local(element)
        if _is_work(element):
            continue
        if name in ("div", "div1", "div2", "body"):
            head = _head(element)
            if head:
                yield Paragraph(text=head, kind="heading")
            yield from _paragraphs(element)
        elif name in ("p", "ab", "lg", "list", "quote", "figure", "table", "sp", "said", "note", "closer"):
            text = _text(element)
            if text:
                kind = _PARAGRAPHS.get(attribute(element, "rend") or "") or _PARAGRAPHS.get(
                    _NAMED.get(name, ""), "body"
                )
                yield Paragraph(text=text, kind=kind)


ParagraphKind = Literal["body", "heading", "abstract", "caption", "footnote", "sidebar", "table", "reference"]
_PARAGRAPHS: dict[str, ParagraphKind] = {kind: kind for kind in get_args(ParagraphKind)}
_NAMED = {"note": "footnote", "figure": "caption", "table": "table"}


def _text(element: Element) -> str:
    """The text of a paragraph: without notes, without the breaks' own marks, editorial choices as corrected."""
    if local(element) == "note":
        return text_of(element)
    parts: list[str] = [str(element.text or "")]
    for child in element:
        name = local(child)
        if name == "choice":
            kept = next((each for option in ("corr", "reg", "expan") for each in children(child, option)), None)
            parts.append(text_of(kept) if kept is not None else _text(child))
        elif name not in ("note", "fw", "del", ""):
            parts.append((" " if name in ("l", "item", "row", "cell") else "") + _text(child))
        parts.append(str(child.tail or ""))
    return " ".join("".join(parts).split())


def _is_work(element: Element) -> bool:
    """Whether a division stands for itself: an article does, anything smaller when it has a head."""
    if local(element) != "div" or _kind(element) not in _ARTICLES:
        return False
    return "article" in (_kind(element), (attribute(element, "subtype") or "").lower()) or _head(element) is not None


def _opening(div: Element) -> str:
    words = next((part.text for part in _paragraphs(div)), "").split()
    return f"{' '.join(words[:8])[:60]} …" if words else "[untitled]"


def _kind(div: Element) -> str:
    return (attribute(div, "type") or "").lower()


def _head(div: Element) -> str | None:
    heads = [_text(each) for each in children(div, "head") if attribute(each, "type") != "sub"]
    return " ".join(head for head in heads if head) or None


def _subtitle(body: Element) -> str | None:
    return next((_text(each) for each in children(body, "head") if attribute(each, "type") == "sub"), None)


def _signed(div: Element) -> Iterator[Contributor]:
    """Who signs: in a byline of the division's own, marked as a person, else all of it."""
    for byline in children(div, "byline"):
        people = list(_people(byline, "persName", "orgName"))
        yield from people or [Contributor(name=text)] if (text := _text(byline)) else []


def _people(holder: Element, *names: str) -> Iterator[Contributor]:
    """People of an element; of one named in several scripts the first."""
    for element in children(holder, *names):
        person = (
            element if local(element) in ("persName", "orgName") else next(every(element, "persName", "orgName"), None)
        )
        name = _name(person if person is not None else element)
        role = RELATORS.get(
            (attribute(element, "role") or text_of(first(element, "resp")) or local(element)).lower(), "author"
        )
        if name:
            organization = person is not None and local(person) == "orgName"
            yield Contributor(name=name, role=role, kind="organization" if organization else "person")


def _name(person: Element) -> str:
    parts = [text_of(each) for each in children(person, "roleName", "forename", "addName", "nameLink", "surname")]
    whole = text_of(person)
    return whole if whole else " ".join(part for part in parts if part)


def _periodical(monograph: Element | None) -> Periodical:
    if monograph is None:
        return Periodical()
    titles = [each for each in children(monograph, "title") if attribute(each, "type") != "sub"]
    issn = next(
        (text_of(each) for each in every(monograph, "idno") if (attribute(each, "type") or "").upper() == "ISSN"), ""
    )
    publisher = next(every(monograph, "publisher"), None)
    named = next(every(publisher, "orgName", "persName"), publisher) if publisher is not None else None
    return Periodical(
        title=text_of(titles[0]) or None if titles else None, issn=issn or None, publisher=text_of(named) or None
    )


def _designation(monograph: Element | None) -> Designation:
    if monograph is None:
        return Designation()
    dates = list(every(monograph, "date"))
    said = next((when for each in dates if (when := attribute(each, "when"))), None)
    calendars = [each for each in dates if not attribute(each, "calendar") and attribute(each, "datingMethod") is None]
    text = said or next((text_of(each) for each in calendars), None)
    return designation(text, _scope(monograph, "volume"), _scope(monograph, "number"), _scope(monograph, "whole"))


def _scope(monograph: Element | None, unit: str) -> str | None:
    for scope in every(monograph, "biblScope") if monograph is not None else ():
        if (attribute(scope, "unit") or attribute(scope, "type") or "").lower() in _UNITS[unit]:
            start, end = attribute(scope, "from"), attribute(scope, "to")
            if start:
                return start if end in (None, start) else f"{start}-{end}"
            return text_of(scope) or None
    return None


def _foreign(page_break: Element) -> bool:
    """A page of another edition than the printed one."""
    return (attribute(page_break, "ed") or "print") != "print"


def _id(element: Element) -> str:
    return str(element.get("{http://www.w3.org/XML/1998/namespace}id") or "")
