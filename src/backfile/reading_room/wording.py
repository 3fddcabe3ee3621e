"""How an issue, its facts and its pages are put into words on the screen; gettext says them in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ..index import mark
from ..model import Article, Entry, Issue, Page, Paragraph
from .shelves import Addresses
from .templatetags.reading_room import byline

_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Fact(NamedTuple):
    """One line of the masthead; `doubt` says from what a value was inferred, `verified` that its check digit agrees."""

    name: str | Promise
    value: str
    doubt: str = ""
    verified: bool = False


def name_issue(issue: Issue) -> str:
    """「中国科技产业 2023年第6期」 or "Backfile Review 2021, vol. 3, no. 2"; never empty."""
    title = issue.periodical.title or (issue.source.title if issue.source else None) or issue.id or "?"
    when = designate(issue.issue)
    return f"{_isolated(title)} {when}".strip()


def _isolated(title: str) -> str:
    """A title that runs from the right kept from mixing with what stands behind it (Unicode FSI and PDI, UAX #9)."""
    return f"\u2068{title}\u2069" if _FROM_RIGHT.search(title) else title


class Numbered(Protocol):
    """What a designation needs: `Designation` has it, and so have rows of the catalogue."""

    @property
    def year(self) -> int | None: ...
    @property
    def month(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def volume(self) -> str | None: ...
    @property
    def number(self) -> str | None: ...
    @property
    def whole_number(self) -> str | None: ...


def designate(issue: Numbered) -> str:
    """Date and numbering as a reader writes them, in the language of the interface."""
    if (get_language() or "").startswith("zh"):
        return _designate_zh(issue)
    date = issue.date or (str(issue.year) if issue.year else "")
    parts = [date, f"vol. {issue.volume}" if issue.volume else "", f"no. {issue.number}" if issue.number else ""]
    if issue.whole_number and not issue.number:
        parts.append(f"no. {issue.whole_number}")
    return ", ".join(filter(None, parts))


def _designate_zh(issue: Numbered) -> str:
    year = f"{issue.year}年" if issue.year else ""
    volume = f"第{issue.volume}卷" if issue.volume else ""
    if issue.number:
        return f"{year}{volume}第{issue.number}期"
    month = f"{issue.month}月" if issue.month else ""
    day = f"{issue.day}日" if issue.day and issue.month else ""
    whole = f"总第{issue.whole_number}期" if issue.whole_number else ""
    return f"{year}{month}{day}{volume}{whole}"


def list_facts(issue: Issue) -> list[Fact]:
    """What the masthead says, in the order a librarian reads it."""
    doubts = {doubt.path: doubt.why for doubt in issue.doubts}
    number = issue.issue
    rows: list[tuple[str, str, object, bool]] = [
        ("periodical/issn", "ISSN", issue.periodical.issn, True),
        ("periodical/cn", "CN", issue.periodical.cn, False),
        ("issue/year", _("Year"), number.year, False),
        ("issue/month", _("Month"), number.month, False),
        ("issue/volume", _("Volume"), number.volume, False),
        ("issue/number", _("Number"), number.number, False),
        ("issue/whole_number", _("Whole number"), number.whole_number, False),
        ("issue/barcode", _("Barcode"), number.barcode, True),
        ("periodical/publisher", _("Publisher"), issue.periodical.publisher, False),
    ]
    return [
        Fact(name, str(value), doubts.get(path, ""), checked and path not in doubts)
        for path, name, value, checked in rows
        if value
    ]


def group_by_section(entries: tuple[Entry, ...]) -> Iterator[tuple[str | None, list[Entry]]]:
    """Runs of entries under one section, in printed order."""
    for section, run in groupby(entries, key=lambda entry: entry.section):
        yield section, list(run)


def write_entries(entries: Iterable[tuple[Entry, str]]) -> SafeString:
    """Lines of the contents as list items; each is (entry, address of its article or "").

    Written here, as there are many; everything in them is escaped.
    """
    return SafeString("\n".join(_write_entry(entry, url) for entry, url in entries))


def _write_entry(entry: Entry, url: str) -> str:
    title = (
        f'<a href="{escape(url)}"><bdi>{escape(entry.title)}</bdi></a>'
        if url
        else f'<span class="title">{escape(entry.title)}</span>'
    )
    subtitle = f' <span class="subtitle">{escape(entry.subtitle)}</span>' if entry.subtitle else ""
    other = f' <span class="other">{escape(entry.alternative_title)}</span>' if entry.alternative_title else ""
    people = f'<span class="byline">{escape(byline(entry.contributors))}</span>' if entry.contributors else ""
    kind = ' class="part"' if entry.level > 1 else ""
    return (
        f'<li{kind}><span class="page-label">{escape(entry.page or "")}</span>'
        f"<span>{title}{subtitle}{other}</span>{people}</li>"
    )


_HERE = ' aria-current="page"'


def write_thumbs(pages: Iterable[Page], at: Addresses, here: Page | None = None) -> SafeString:
    """The pages as list items with a small picture each; the one that is `here` says so."""
    items = (
        f'<li><a href="{escape(at.page(page))}"{_HERE if page is here else ""}><img src="{escape(at.image(page, "160,"))}" alt="" loading="lazy" '
        f'width="88" height="120">{escape(page.label or f"[{page.number}]")}</a></li>'
        for page in pages
    )
    return SafeString("\n".join(items))


def name_pages(article: Article) -> str:
    """「49–52」: printed labels, or scan numbers in brackets where none is printed."""
    if article.page:
        last = article.page_end
        return article.page if not last or last == article.page else f"{article.page}–{last}"
    if article.pages:
        first, end = article.pages[0], article.pages[-1]
        return f"[{first}]" if first == end else f"[{first}–{end}]"
    return ""


def write_paragraph(
    paragraph: Paragraph,
    labels: dict[int, str | None],
    address: dict[int, str],
    pattern: re.Pattern[str] | None = None,
) -> SafeString:
    """The paragraph escaped, with a link ⟨50⟩ wherever a new page begins and what `pattern` finds marked."""
    hits = mark(paragraph.text, pattern) if pattern else []
    pieces, at = [], 0
    for offset, page in paragraph.breaks:
        pieces.append((_marked(paragraph.text, at, offset, hits), _page_break(page, labels, address)))
        at = offset
    rest = _marked(paragraph.text, at, len(paragraph.text), hits)
    return format_html("{}{}", format_html_join("", "{}{}", pieces), rest)


def _marked(text: str, start: int, end: int, hits: list[tuple[int, int]]) -> SafeString:
    """`text[start:end]` escaped; a hit that runs over a page break is marked on both sides of it."""
    pieces, at = [], start
    for first, last in ((max(start, first), min(end, last)) for first, last in hits):
        if first < last:
            pieces.append((text[at:first], text[first:last]))
            at = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:end])


def _page_break(page: int, labels: dict[int, str | None], address: dict[int, str]) -> SafeString:
    label = labels.get(page) or f"[{page}]"
    spoken = pgettext("page break", "page")
    return format_html(
        '<a class="break" href="{}" aria-label="{} {}">⟨{}⟩</a>', address.get(page, "#"), spoken, label, label
    )
