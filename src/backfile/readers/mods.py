"""MODS 3 (Library of Congress): a collection of article records, or one of them, whose host is the issue.

What is read: titleInfo, name and role, language, abstract, subject/topic, classification, identifiers, and of the related
item of type host its title, identifiers, dateIssued and part (detail, extent, date).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from lxml import etree
from msgspec.structs import replace

from ..errors import DamagedInput
from ..model import Contributor, Designation, Issue, Periodical
from ..settings import Settings
from ._lists import ListDocument, list_in, open_list
from ._markup import (
    Element,
    attribute,
    children,
    every,
    first,
    language,
    language_tag,
    local,
    names_root,
    parse,
    text_of,
)
from ._works import RELATORS, Work, designation, gather, page_range, part_by_issue, plain

NAME = "MODS list of articles"
SUFFIXES = (".xml", ".mods")
VERSION = "1"
_NAMESPACE = "http://www.loc.gov/mods/v3"

_DATES = ("dateIssued", "date", "copyrightDate", "dateCreated")
_NUMBERS = {
    "volume": ("volume", "vol", "band", "jahrgang", "卷"),
    "number": ("issue", "number", "no", "heft", "nummer", "期"),
    "whole": ("whole", "总期"),
}


def accepts(path: Path, head: bytes) -> bool:
    return names_root(head, "modsCollection", "mods") if head else list_in(path, is_list) is not None


def is_list(head: bytes) -> bool:
    return names_root(head, "modsCollection", "mods")


def open_document(path: Path, settings: Settings) -> ListDocument:
    """Open a MODS file, or a folder of page images with one. Raises DamagedInput, EmptyInput, InputError."""
    return open_list(path, settings, NAME, is_list, read_structure)


def read_structure(path: Path) -> Issue:
    """The structure of the one issue that the records stand in."""
    begin = perf_counter()
    works = (_titled(record) for record in _records(path))
    return gather((work for work in works if work is not None), "mods", path, VERSION, perf_counter() - begin)


def split(path: Path) -> dict[str, bytes]:
    """A collection of the records of several issues as one for each."""
    found = [(record, work) for record in _records(path) if (work := _titled(record))]
    made: dict[str, bytes] = {}
    for number, part in enumerate(part_by_issue([work for _, work in found]), start=1):
        collection = etree.Element(f"{{{_NAMESPACE}}}modsCollection")
        collection.extend(found[place][0] for place in part)
        made[f"{path.stem}-{number:04}.xml"] = etree.tostring(collection, encoding="utf-8", xml_declaration=True)
    return made


def _records(path: Path) -> list[Element]:
    root = parse(path)
    if local(root) not in ("mods", "modsCollection"):
        raise DamagedInput(f"{path}: this is not MODS, its root is <{local(root)}>.")
    return [root] if local(root) == "mods" else list(children(root, "mods"))


def _titled(record: Element) -> Work | None:
    """The work of a record; one that says who wrote something where, but not what, is kept with a doubt."""
    if work := read_record(record):
        return work
    work = read_record(record, "[untitled]")
    return replace(work, doubt="the record gives no title") if work and (work.page or work.contributors) else None


def read_title(record: Element) -> str | None:
    return _titles(record)[0]


def read_record(record: Element, named: str | None = None) -> Work | None:
    """The work that a `mods` element describes; None when it has no title and is not `named` by who asks."""
    title, subtitle, other = _titles(record)
    title = title or named
    if not title:
        return None
    host = next((each for each in children(record, "relatedItem") if attribute(each, "type") == "host"), None)
    parts = [part for holder in (record, host) if holder is not None for part in children(holder, "part")]
    start, end = _pages(parts)
    identifiers = {(attribute(each, "type") or "").lower(): text_of(each) for each in children(record, "identifier")}
    return Work(
        title=title,
        subtitle=subtitle,
        alternative_title=other,
        contributors=tuple(_people(record)),
        section=_detail(parts, ("section", "column", "栏目")),
        page=start,
        page_end=end,
        language=_language(record),
        abstract=next((text for each in children(record, "abstract") if (text := text_of(each))), None),
        keywords=tuple(text_of(topic) for subject in children(record, "subject") for topic in children(subject, "topic")),
        clc=next((text_of(each) for each in children(record, "classification") if attribute(each, "authority") == "clc"), None),
        doi=identifiers.get("doi") or None,
        article_number=identifiers.get("article-number") or None,
        periodical=read_periodical(host) if host is not None else Periodical(),
        issue=read_designation(host, parts) if host is not None else designation(None),
        where=_name(record),
        line=int(record.sourceline or 0) or None,  # type: ignore[call-overload]
    )  # fmt: skip


def read_periodical(host: Element) -> Periodical:
    """Title, ISSN, CN and publisher of a periodical from its `mods` or `relatedItem`."""
    title, _, _ = _titles(host)
    identifiers = {(attribute(each, "type") or "").lower(): text_of(each) for each in children(host, "identifier")}
    publisher = next(
        (text_of(each) for origin in children(host, "originInfo") for each in children(origin, "publisher")), ""
    )
    return Periodical(
        title=title, issn=identifiers.get("issn") or None, cn=identifiers.get("cn") or None, publisher=publisher or None
    )


def read_designation(host: Element, parts: list[Element]) -> Designation:
    """Date and numbering from originInfo and part."""
    dates = [date for origin in children(host, "originInfo") for name in _DATES for date in children(origin, name)]
    dates += [date for part in parts for date in children(part, "date")]
    dates.sort(key=lambda date: attribute(date, "encoding") not in ("w3cdtf", "iso8601"))
    text = next((text for date in dates if (text := text_of(date))), None)
    return designation(text, *(_detail(parts, names) for names in _NUMBERS.values()))


def _titles(record: Element) -> tuple[str | None, str | None, str | None]:
    """(title, subtitle, title in another language); nonSort ("The ") stands before the title."""
    title = subtitle = other = None
    for info in children(record, "titleInfo"):
        text = " ".join(
            part for name in ("nonSort", "title") for each in children(info, name) if (part := text_of(each))
        )
        kind = attribute(info, "type")
        if text and title is None and kind not in ("translated", "alternative", "abbreviated"):
            title, subtitle = text, plain(text_of(first(info, "subTitle")))
        elif text and other is None and kind != "abbreviated" and text != title:
            other = text
    return title, subtitle, other


def _people(record: Element) -> Iterator[Contributor]:
    for name in children(record, "name"):
        parts = {attribute(part, "type") or "": text_of(part) for part in children(name, "namePart")}
        given, family = parts.get("given", ""), parts.get("family", "")
        whole = parts.get("") or _ordered(given, family) or text_of(first(name, "displayForm"))
        if suffix := parts.get("termsOfAddress"):
            whole = f"{whole} {suffix}"
        roles = [text_of(term).lower() for role in children(name, "role") for term in children(role, "roleTerm")]
        if whole:
            yield Contributor(
                name=whole,
                role=next((RELATORS[role] for role in roles if role in RELATORS), "author"),
                kind="organization" if attribute(name, "type") == "corporate" else "person",
                affiliation=plain(text_of(first(name, "affiliation"))),
            )


def _ordered(given: str, family: str) -> str:
    """A name as it is printed: Chinese, Japanese and Korean names family first and without a space."""
    if given and family and all("\u2e80" <= char <= "\ud7a3" for char in given + family):
        return family + given
    return " ".join(part for part in (given, family) if part)


def _pages(parts: list[Element]) -> tuple[str | None, str | None]:
    for part in parts:
        for extent in children(part, "extent"):
            if attribute(extent, "unit") in ("page", "pages", None):
                start, end = text_of(first(extent, "start")), text_of(first(extent, "end"))
                if start or end:
                    return (start or end), end if end and start and end != start else None
                return page_range(text_of(first(extent, "list")))
    return None, None


def _detail(parts: list[Element], kinds: tuple[str, ...]) -> str | None:
    for part in parts:
        for detail in children(part, "detail"):
            if (attribute(detail, "type") or "").lower() in kinds:
                for name in ("number", "title", "caption"):
                    if text := text_of(first(detail, name)):
                        return text
    return None


def _language(record: Element) -> str | None:
    term = next((text_of(term) for each in children(record, "language") for term in children(each, "languageTerm")), "")
    found = first(record, "titleInfo", "title")
    return language_tag(term) or (language(found) if found is not None else None)


def _name(record: Element) -> str:
    """What the record is called: its ID, else its identifier of its own, else nothing."""
    own = attribute(record, "ID") or text_of(first(record, "recordInfo", "recordIdentifier"))
    return own or next((text_of(each) for each in every(record, "identifier")), "")
