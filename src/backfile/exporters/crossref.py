"""Crossref metadata deposit 5.3.1: a batch for a whole back run, one `journal` element an issue.

A DOI that is printed or known is deposited as it is. For the others the setting `doi_pattern` suggests one: a deposit asks
Crossref to register it, and until Crossref has done so it is nobody's DOI, which is why it stands nowhere but here, with
a comment that says that it was suggested. Confidence and corrections stand in comments too: the schema has no place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from string import Formatter
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import Comment, Element

from ..errors import InputError, SettingsError
from ..model import Article, Contributor, Issue
from ..settings import Settings
from ._citation import Citation, Work, cite, clean, split_name, works
from ._xml import add, add_known, element, legal, serialise, write_around

if TYPE_CHECKING:
    from . import Addresses

NAME = "Crossref deposit 5.3.1"
SUFFIX = ".xml"
NEEDS = frozenset({"settings", "address"})
NAMESPACE = "http://www.crossref.org/schema/5.3.1"
FIELDS = ("issue", "article", "issn", "year", "month", "volume", "number", "page", "sequence")
_JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
_DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9<>]{1,200}\Z")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX]\Z")
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "reviewer": "reviewer"}


def export(
    issues: Iterable[Issue], out: BinaryIO, settings: Settings | None = None, address: Addresses | None = None
) -> None:
    """Raises InputError when `doi_pattern`, `domain`, `provider` or `contact` is needed and not set, SettingsError when the
    pattern gives the same DOI twice or none that is a DOI."""
    settings = settings or Settings()
    if address is None or not settings.domain:
        raise InputError(
            "A deposit says where each article is read.",
            cure='Set it: domain = "archive.example.org" in backfile.toml.',
        )
    if not settings.provider or not settings.contact:
        raise InputError(
            "A deposit names who makes it.", cure='Set provider = "The Library" and contact = "name@example.org".'
        )
    doi = Suggestion(settings.doi_pattern)
    write_around(
        out, f'<doi_batch version="5.3.1" xmlns="{NAMESPACE}" xmlns:jats="{_JATS}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAMESPACE} https://www.crossref.org/schemas/crossref5.3.1.xsd">',
    )  # fmt: skip
    out.write(serialise(_head(settings)) + b"\n<body>\n")
    for issue in issues:
        out.write(_issue(issue, doi, address) + b"\n")
    out.write(b"</body>\n</doi_batch>\n")


class Suggestion:
    """DOIs by a pattern, such as `10.5555/{issn}.{year}.{number}.{page}`; none is ever suggested twice."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._given: set[int] = set()
        try:
            fields = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        except ValueError as error:
            raise SettingsError(f"doi_pattern {pattern!r}: {error}.") from error
        if unknown := sorted(fields - set(FIELDS)):
            raise SettingsError(f"doi_pattern has no field {', '.join(unknown)}; there are {', '.join(FIELDS)}.")

    def make(self, issue: Issue, citation: Citation, id: str, sequence: int) -> str:
        """The DOI suggested for one article. Raises SettingsError."""
        if not self.pattern:
            raise InputError(
                f"{issue.id}/{id} has no DOI, and a deposit needs one.",
                cure='Set doi_pattern = "10.PREFIX/{issue}.{article}" with your own prefix in backfile.toml.',
            )
        which = issue.issue
        values = {
            "issue": issue.id, "article": id, "issn": (citation.issn or "").replace("-", "").lower(), "year": which.year or "",
            "month": f"{which.month:02}" if which.month else "", "volume": which.volume or "", "number": which.number or "",
            "page": citation.page or "", "sequence": f"{sequence:03}",
        }  # fmt: skip
        made = re.sub(r"[^-._;()/:A-Za-z0-9<>]+", "-", self.pattern.format(**values))
        if not _DOI.match(made):
            raise SettingsError(f"doi_pattern gives {made!r} for {issue.id}/{id}: that is no DOI (10.PREFIX/…).")
        key = hash(made.lower())
        if key in self._given:
            raise SettingsError(
                f"doi_pattern gives {made} twice (again for {issue.id}/{id}).", cure="Add {issue} and {article} to it."
            )
        self._given.add(key)
        return made


def _head(settings: Settings) -> Element:
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")[:17]
    head = element("head")
    add(head, "doi_batch_id", f"backfile-{now}")
    add(head, "timestamp", now)
    depositor = add(head, "depositor")
    add(depositor, "depositor_name", settings.provider[:130])
    add(depositor, "email_address", settings.contact)
    add(head, "registrant", settings.provider[:255])
    return head


def _issue(issue: Issue, doi: Suggestion, address: Addresses) -> bytes:
    """The `journal` element of one issue; a comment in its place when its year, which Crossref asks for, is not known."""
    if issue.issue.year is None:
        return f"<!-- {_in_comment(issue.id)} is left out: its year is not known -->".encode()
    journal = element("journal")
    meta = add(journal, "journal_metadata", language=_language(issue.contents[0].language if issue.contents else None))
    add(meta, "full_title", clean(issue.periodical.title)[:255] or issue.id)
    if issue.periodical.issn and _ISSN.match(issue.periodical.issn):
        add(meta, "issn", issue.periodical.issn, media_type="print")
    which = add(journal, "journal_issue")
    _add_date(which, issue)
    if issue.issue.volume:
        add(add(which, "journal_volume"), "volume", issue.issue.volume[:32])
    add_known(which, "issue", (issue.issue.number or issue.issue.whole_number or "")[:32])
    for sequence, work in enumerate(works(issue), start=1):
        _add_article(journal, issue, work, sequence, doi, address)
    return serialise(journal)


def _add_article(
    journal: Element,
    issue: Issue,
    work: Work,
    sequence: int,
    doi: Suggestion,
    address: Addresses,
) -> None:
    citation = cite(issue, work)
    known = citation.doi if citation.doi and _DOI.match(citation.doi) else None
    made = known or doi.make(issue, citation, work.named.id, sequence)
    why = "" if known else f"; {made} is suggested by doi_pattern and not registered before Crossref says so"
    journal.append(Comment(_in_comment(f" {citation.note}{why} ")))
    item = add(
        journal, "journal_article", publication_type="full_text" if work.article else "bibliographic_record",
        language=_language(citation.language),
    )  # fmt: skip
    titles = add(item, "titles")
    add(titles, "title", citation.title or "[untitled]")
    add_known(titles, "subtitle", citation.subtitle)
    _add_people(item, work.contributors)
    if citation.abstract:
        add(add(item, "jats:abstract"), "jats:p", citation.abstract)
    _add_date(item, issue)
    if citation.page and len(citation.page) <= 32:
        pages = add(item, "pages")
        add(pages, "first_page", citation.page)
        add_known(pages, "last_page", citation.page_end if len(citation.page_end or "") <= 32 else None)
    add(add(item, "publisher_item"), "item_number", citation.key[-32:], item_number_type="article_number")
    data = add(item, "doi_data")
    add(data, "doi", made)
    add(data, "resource", address(issue, work.named.id))
    _add_references(item, work.article)


def _add_people(item: Element, people: tuple[Contributor, ...]) -> None:
    """The first is "first", all others "additional". A name whose surname is not told apart stands whole as the surname."""
    named = [person for person in people if clean(person.name)]
    if not named:
        return
    holder = add(item, "contributors")
    for place, person in enumerate(named):
        name = split_name(person)
        said = {"sequence": "additional" if place else "first", "contributor_role": _ROLES.get(person.role, "author")}
        if name.organization or len(name.family) > 60:
            add(holder, "organization", (name.whole if not name.organization else name.family)[:511], **said)
            continue
        made = add(holder, "person_name", **said)
        add_known(made, "given_name", name.given[:60])
        add(made, "surname", re.sub(r"[\d?]", "", name.family) or "-")
        add_known(made, "suffix", name.suffix[:10])


def _add_references(item: Element, article: Article | None) -> None:
    if article and article.references:
        listed = add(item, "citation_list")
        for number, reference in enumerate(article.references, start=1):
            add(add(listed, "citation", key=f"ref{number}"), "unstructured_citation", clean(reference.text))


def _add_date(parent: Element, issue: Issue) -> None:
    which = issue.issue
    date = add(parent, "publication_date", media_type="print")
    if which.month:
        add(date, "month", f"{which.month:02}")
        if which.day:
            add(date, "day", f"{which.day:02}")
    add(date, "year", which.year)


def _language(language: str | None) -> str | None:
    """Two letters, as the schema's list has them."""
    tag = (language or "").split("-")[0].lower()
    return tag if tag in _TAGS else None


_TAGS = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "el",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "gl",
        "gu",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "is",
        "it",
        "ja",
        "ka",
        "kk",
        "ko",
        "ku",
        "ky",
        "la",
        "lo",
        "lt",
        "lv",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "ne",
        "nl",
        "no",
        "pa",
        "pl",
        "ps",
        "pt",
        "ro",
        "ru",
        "sa",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "sw",
        "ta",
        "te",
        "tg",
        "th",
        "tk",
        "tr",
        "ug",
        "uk",
        "ur",
        "uz",
        "vi",
        "yi",
        "zh",
    ]
)


def _in_comment(text: str) -> str:
    return legal(text).replace("--", "- -")
