"""What a citation needs to know of an article, once for all citation standards, in the article's own language.

Nothing here is formatted and nothing is invented: a name in Han, kana or Hangul stays whole (where its surname ends is
not printed), a name in an alphabet that puts the given name first is split before its last part and the particles there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal, NamedTuple

from ..model import Article, Contributor, Designation, Entry, Issue, Noun, Periodical

_CJK = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA, _HANGUL = re.compile(r"[\u3041-\u30ff]"), re.compile(r"[\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_PARTICLES = frozenset(
    {"von", "van", "der", "den", "de", "di", "da", "dos", "del", "della", "du", "la", "le", "ter", "zu", "al", "el", "bin", "ibn"}
)  # fmt: skip
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_CN_SERIAL = re.compile(r"\d{2}-(\d{4})")
# 报 alone names a newspaper, but 学报, 画报, 通报 … are periodicals; so are weeklies unless they say 报.
_NEWSPAPER = re.compile(
    r"(?<![学學画畫通公情汇匯季月导導])[报報]$|新聞$|新闻$|\b(?:daily|newspaper|gazette|zeitung|herald)\b", re.I
)
_FIRST = frozenset({"author", "reporter", "compiler", "interviewer", "narrator", "reviewer", "host"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+")
_STRAIGHT = re.compile(r'"([^"]*)"')

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Name(NamedTuple):
    """`family` alone when the name is written whole (CJK, one word, organizations); `given` and `suffix` may be empty."""

    family: str
    given: str = ""
    suffix: str = ""
    organization: bool = False

    @property
    def whole(self) -> str:
        """In the order in which it is printed."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


class Work(NamedTuple):
    """What can be cited: an article with the entry that names it, or one of them alone, never neither."""

    article: Article | None
    entry: Entry | None

    @property
    def parts(self) -> tuple[Article | Entry, ...]:
        """Article and entry, as far as they are there; what both say, the article says."""
        return tuple(part for part in (self.article, self.entry) if part is not None)

    @property
    def named(self) -> Article | Entry:
        """Whose id and title are those of the work."""
        return self.parts[0]

    @property
    def contributors(self) -> tuple[Contributor, ...]:
        return next((part.contributors for part in self.parts if part.contributors), ())


class Citation(Noun, frozen=True):
    """One work as cited. `page`, `page_end`: labels without leading zeros; `issued`: year, month, day as far as known.

    `authors` are the main responsibility, in order; `editors`, `translators` and `illustrators` the others. `note` is
    where the record comes from: which steps read it, with what confidence, and whether a person corrected it.
    """

    key: str
    kind: Literal["journal", "newspaper"]
    title: str
    subtitle: str | None = None
    alternative_title: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    illustrators: tuple[Name, ...] = ()
    journal: str | None = None
    section: str | None = None
    issued: tuple[int, ...] = ()
    volume: str | None = None
    number: str | None = None
    page: str | None = None
    page_end: str | None = None
    issn: str | None = None
    publisher: str | None = None
    doi: str | None = None
    language: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    confidence: float = 1.0
    note: str = ""

    @property
    def full_title(self) -> str:
        """With the subtitle behind a colon."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def date(self) -> str:
        """`issued` by ISO 8601: `2020-03-15`, `2020-03`, `2020`, or empty."""
        return "-".join(f"{part:02}" if place else f"{part:04}" for place, part in enumerate(self.issued))

    @property
    def pages(self) -> str | None:
        """`12-15`, `12`, or None."""
        return f"{self.page}-{self.page_end}" if self.page and self.page_end else self.page


def cite_all(issues: Iterable[Issue]) -> Iterator[Citation]:
    """Citations of all works, issue by issue."""
    for issue in issues:
        for work in works(issue):
            yield cite(issue, work)


def works(issue: Issue) -> Iterator[Work]:
    """What can be cited: every entry of level 1 (deeper ones when somebody signed them) with its article, then articles
    that the contents do not name."""
    cut = {article.entry: article for article in issue.articles if article.entry}
    for entry in issue.contents:
        if entry.level == 1 or entry.contributors:
            yield Work(cut.get(entry.id), entry)
    named = {entry.id for entry in issue.contents}
    yield from (Work(article, None) for article in issue.articles if article.entry not in named)


def work_of(issue: Issue, part: Article | Entry) -> Work:
    """The work that an article or an entry of `issue` belongs to."""
    if isinstance(part, Article):
        return Work(part, next((each for each in issue.contents if each.id == part.entry), None))
    return Work(next((each for each in issue.articles if each.entry == part.id), None), part)


def cite(issue: Issue, work: Work) -> Citation:
    """The citation of a work of `issue`."""
    article, entry, known, contributors = *work, work.parts, work.contributors
    page = plain_label(next((each.page for each in known if each.page), None))
    end = plain_label(next((each.page_end for each in known if each.page_end), None))
    return Citation(
        key=f"{issue.id}-{work.named.id}",
        kind="newspaper" if is_newspaper(issue.periodical, issue.issue) else "journal",
        title=clean(work.named.title),
        subtitle=_first(clean(each.subtitle) for each in known),
        alternative_title=_first(clean(each.alternative_title) for each in known),
        authors=_names(contributors, _FIRST),
        editors=_names(contributors, {"editor"}),
        translators=_names(contributors, {"translator"}),
        illustrators=_names(contributors, {"illustrator", "photographer"}),
        journal=clean(issue.periodical.title) or None,
        section=clean(entry.section) or None if entry else None,
        issued=issued_parts(issue.issue),
        volume=clean(issue.issue.volume) or None,
        number=clean(issue.issue.number or issue.issue.whole_number) or None,
        page=page,
        page_end=end if end != page else None,
        issn=clean(issue.periodical.issn) or None,
        publisher=clean(issue.periodical.publisher) or None,
        doi=clean(article.doi) or None if article else None,
        language=language_of(work.named.title, _first(each.language for each in known)),
        abstract=clean(article.abstract) or None if article else None,
        keywords=tuple(clean(word) for word in article.keywords) if article else (),
        confidence=min(each.confidence for each in known),
        note=provenance(issue, *known),
    )


def references(format_reference: Callable[[Citation], str]) -> Callable[[Iterable[Issue], BinaryIO], None]:
    """The `export` of a citation style: one reference a line."""

    def export(issues: Iterable[Issue], out: BinaryIO) -> None:
        for citation in cite_all(issues):
            out.write(format_reference(citation).encode() + b"\n")

    return export


def provenance(issue: Issue, *values: Article | Entry) -> str:
    """One sentence on where the record comes from."""
    parts = ["Read by Backfile"]
    if issue.steps:
        parts.append("steps " + " ".join(f"{clean(step.stage)}/{clean(step.version)}" for step in issue.steps))
    if values:
        parts.append(f"confidence {min(value.confidence for value in values):.2f}")
    parts.append("corrected by a person" if is_corrected(issue, *values) else "not corrected by a person")
    return "; ".join(parts)


def is_corrected(issue: Issue, *values: Article | Entry) -> bool:
    """Whether a person changed any of `values` (the whole issue, when none is given)."""
    paths = {f"articles/{i}" for i, article in enumerate(issue.articles) if article in values}
    paths |= {f"contents/{i}" for i, entry in enumerate(issue.contents) if entry in values}
    by_people = (row.path for row in issue.evidence if row.by.startswith("correction"))
    return any(not values or "/".join(path.split("/")[:2]) in paths for path in by_people)


def is_newspaper(periodical: Periodical, which: Designation) -> bool:
    """A CN number says it (serials 0001-0999 are newspapers, GB/T 9999.1-2018, clause 6); else a dated issue of a title
    that calls itself a newspaper."""
    if serial := _CN_SERIAL.match(periodical.cn or ""):
        return int(serial[1]) < 1000
    return which.day is not None and bool(_NEWSPAPER.search(periodical.title or ""))


def issued_parts(which: Designation) -> tuple[int, ...]:
    """(year, month, day), as far as known without a hole."""
    if which.year is None:
        return ()
    if which.month is None:
        return (which.year,)
    return (which.year, which.month) if which.day is None else (which.year, which.month, which.day)


def language_of(text: str, said: str | None = None) -> str | None:
    """The BCP 47 tag `said`, else what the script of `text` shows; None for alphabets that many languages share."""
    if said:
        return said
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _CJK.search(text) else "ru" if _CYRILLIC.search(text) else None


def is_cjk(text: str) -> bool:
    return bool(_CJK.search(text))


def split_name(contributor: Contributor) -> Name:
    """Family name and the rest. Names in CJK, of one word, with a comma said first, and of organizations are not guessed at."""
    name = clean(contributor.name)
    if contributor.kind == "organization":
        return Name(name, organization=True)
    if is_cjk(name) or " " not in name:
        return Name(name)
    if name.count(", ") == 1 and name.split(", ")[1].lower() not in _SUFFIXES:
        family, given = name.split(", ")
        return Name(family, given)
    words = name.replace(",", "").split()
    suffix = words.pop() if words[-1].lower() in _SUFFIXES and len(words) > 2 else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES and words[start - 1][0].islower():
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def initials(given: str, stop: str = "", between: str = " ") -> str:
    """`Jean-Luc Paul` → `J-L P`; with stop ".": `J.-L. P.`. Each initial is the first letter of its part."""
    parts = [part for part in re.split(r"[\s.]+", given) if part]
    return between.join("-".join(piece[0].upper() + stop for piece in part.split("-") if piece) for part in parts)


def plain_label(label: str | None) -> str | None:
    """A printed folio as cited: `01` → `1`; what is not a number stays as printed."""
    label = clean(label)
    return (label.lstrip("0") or "0") if label.isdecimal() else label or None


def clean(text: str | None) -> str:
    """On one line, without control characters, which no citation format can carry."""
    return " ".join(_CONTROLS.sub(" ", text or "").split())


def quoted(title: str) -> str:
    """A title as it stands between quotation marks: its own double ones turn single (MLA Handbook, Chicago Manual)."""
    title = _STRAIGHT.sub(r"‘\1’", title)
    return title.replace("“", "‘").replace("”", "’")


def _names(contributors: tuple[Contributor, ...], roles: Iterable[str]) -> tuple[Name, ...]:
    wanted = frozenset(roles)
    return tuple(split_name(each) for each in contributors if each.role in wanted and clean(each.name))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
