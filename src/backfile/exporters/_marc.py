"""MARC 21 bibliographic records of articles, before they are written as MARCXML or ISO 2709.

Component part records ("a" in leader/07) with a host item entry, field 773 (MARC 21 Format for Bibliographic Data, 773 and
appendix A). Subfields are clean of the control characters that ISO 2709 uses as separators.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import Contributor, Issue
from ._citation import Citation, Work, cite, clean, split_name
from .mods import RELATORS

LEADER = "00000naa a2200000 c 4500"
# ISO 639 alpha-2 → MARC Code List for Languages.
_LANGUAGES = {
    "zh": "chi", "en": "eng", "ja": "jpn", "ko": "kor", "de": "ger", "fr": "fre", "ru": "rus", "ar": "ara", "es": "spa",
    "it": "ita", "pt": "por", "nl": "dut", "fa": "per", "tr": "tur", "la": "lat",
}  # fmt: skip
_TEXT_MAX = 8000  # bytes of a subfield: an ISO 2709 field holds 9999


class Field(NamedTuple):
    """`subfields` are (code, text); a control field (00X) has one with the code ""."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def to_fields(issue: Issue, work: Work) -> list[Field]:
    """The fields of one record, by rising tag."""
    citation, people, article = cite(issue, work), work.contributors, work.article
    fields = [*_control(citation), *_description(citation, people), *_people(people), _host(issue, citation)]
    if article:
        fields += [_field("084", "  ", ("a", article.clc), ("2", "clc" if article.clc else None))]
    return sorted((field for field in fields if field.subfields), key=lambda field: field.tag)


def _control(citation: Citation) -> Iterator[Field]:
    year = f"{citation.issued[0]:04}" if citation.issued else "    "
    language = language_code(citation.language)
    yield Field("001", "", (("", citation.key),))
    # 008: entry date unknown to us, single date, no place; positions 18-34 not coded (|), language, cataloguing source.
    yield Field("008", "", (("", f"      s{year}    xx {'|' * 17}{language} d"),))
    if language != "und":
        yield _field("041", "0 ", ("a", language))


def _description(citation: Citation, people: tuple[Contributor, ...]) -> Iterator[Field]:
    yield _field("024", "7 ", ("a", citation.doi), ("2", "doi" if citation.doi else None))
    signed = "; ".join(clean(person.name) for person in people)
    title = citation.title + (" :" if citation.subtitle else " /" if signed else "")
    subtitle = citation.subtitle + (" /" if signed else "") if citation.subtitle else None
    yield _field("245", f"{1 if people else 0}0", ("a", title), ("b", subtitle), ("c", signed))
    yield _field("246", "31", ("a", citation.alternative_title))
    yield _field("520", "3 ", ("a", citation.abstract))
    yield from (_field("653", "0 ", ("a", word)) for word in citation.keywords)
    yield _field("588", "  ", ("a", citation.note))


def _people(people: tuple[Contributor, ...]) -> Iterator[Field]:
    """The first author is the main entry (1XX), all others are added entries (7XX)."""
    main = next((person for person in people if RELATORS[person.role] == "aut"), None)
    for person in people:
        name = split_name(person)
        tag = ("1" if person is main else "7") + ("10" if name.organization else "00")
        written = f"{name.family}, {name.given}" if name.given else name.family
        first = "2" if name.organization else "1" if name.given else "0"
        relator = ("4", RELATORS[person.role])
        yield _field(tag, f"{first} ", ("a", written), ("c", name.suffix), ("u", person.affiliation), relator)


def _host(issue: Issue, citation: Citation) -> Field:
    which = [f"Vol. {citation.volume}" if citation.volume else "", f"no. {citation.number}" if citation.number else ""]
    date = issue.issue.date or (str(issue.issue.year) if issue.issue.year else "")
    where = ", ".join(part for part in which if part) + (f" ({date})" if date else "")
    pages = f"p. {citation.pages}" if citation.pages else ""
    numbers = ":".join(part for part in (citation.volume, citation.number) if part)
    compact = f"{numbers}<{citation.page}" if numbers and citation.page else numbers
    return _field(
        "773", "0 ", ("7", "nnas"), ("t", citation.journal), ("d", citation.publisher),
        ("g", ", ".join(part for part in (where.strip(), pages) if part)), ("q", compact), ("x", citation.issn),
    )  # fmt: skip


def language_code(language: str | None) -> str:
    """ISO 639-2/B of a BCP 47 tag, "und" where it is not known."""
    return _LANGUAGES.get((language or "").split("-")[0].lower(), "und")


def _field(tag: str, indicators: str, *subfields: tuple[str, str | None]) -> Field:
    """Subfields without text are left out; a field of which nothing but its source ($2, $7, $4) is left is empty."""
    known = tuple((code, _short(clean(text))) for code, text in subfields if clean(text))
    return Field(tag, indicators, known if any(code.isalpha() for code, _ in known) else ())


def _short(text: str) -> str:
    data = text.encode()
    return text if len(data) <= _TEXT_MAX else data[: _TEXT_MAX - 3].decode("utf-8", "ignore") + "…"
