"""The fields of the forms of reviewing: which there are, and how each value is typed: its text, and text read as a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, get_args

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..errors import InputError, NotFound
from ..model import NoticeKind, PageKind, Role
from .templatetags.reading_room import KINDS as NOTICE_KINDS

SPARE = 2
"""Empty rows for contributors, where no script can add any."""
MOST_PEOPLE = 1000


class Kind(NamedTuple):
    """How a value is typed: `write` makes its text, `read` its value (InputError says what is wrong).

    `choices` are the values that can be chosen, with their names; `hint` says how to write what is not plain.
    """

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    rows: int = 1
    choices: tuple[tuple[str, Any], ...] = ()
    hint: Any = ""


class Person(NamedTuple):
    """A contributor as a row of the form has it; `at` is where it stands, from 1, "" where nobody said."""

    name: str = ""
    role: str = "author"
    affiliation: str = ""
    kind: str = "person"
    at: str = ""


def _read_text(text: str) -> str | None:
    return " ".join(text.split()) or None


def _read_number(text: str) -> int | None:
    plain = text.strip()
    if plain and not (plain.isdecimal() and len(plain) < 6):
        raise InputError(_("“{text}” is not a whole number.").format(text=plain))
    return int(plain) if plain else None


def _write_contributors(values: list[dict[str, Any]]) -> str:
    """One a line; what is usual (an author, a person, no affiliation) is left out at the end of the line."""
    return "\n".join(map(_write_contributor, values))


def _write_contributor(one: dict[str, Any]) -> str:
    parts = [one["name"], one["role"], one["affiliation"] or "", one["kind"]]
    for usual in ("person", "", "author"):
        if parts[-1] != usual:
            break
        parts.pop()
    return " | ".join(parts)


def _read_contributors(text: str) -> list[dict[str, Any]]:
    """One a line: name | role | affiliation | person or organization; only the name is needed."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, role, affiliation, kind = ([part.strip() for part in line.split("|")] + [""] * 3)[:4]
        if not name or (role and role not in get_args(Role)) or kind not in ("", "person", "organization"):
            raise InputError(_("“{line}” is not: name | role | affiliation | kind.").format(line=line.strip()))
        found.append(
            {"name": name, "role": role or "author", "kind": kind or "person", "affiliation": affiliation or None}
        )
    return found


def list_people(values: Iterable[dict[str, Any]]) -> tuple[Person, ...]:
    """A row for each contributor, and empty ones to fill in."""
    rows = [Person(one["name"], one["role"], one["affiliation"] or "", one["kind"]) for one in values]
    return tuple(row._replace(at=str(at)) for at, row in enumerate([*rows, *[Person()] * SPARE], 1))


def read_people(rows: Iterable[Person]) -> list[dict[str, Any]]:
    """Contributors from the rows of a form, in the order that `at` says; empty rows are none. Raises InputError."""
    found = []
    for row in sorted(rows, key=lambda row: int(row.at) if row.at.isdecimal() and len(row.at) < 6 else MOST_PEOPLE):
        name, affiliation = _read_text(row.name), _read_text(row.affiliation)
        if not name and affiliation:
            raise InputError(_("“{affiliation}” stands there without a name.").format(affiliation=affiliation))
        if row.role not in ROLE_NAMES or row.kind not in CONTRIBUTOR_KINDS:
            raise InputError(_("“{text}” can't be chosen.").format(text=f"{row.role}, {row.kind}"))
        if name:
            found.append({"name": name, "role": row.role, "kind": row.kind, "affiliation": affiliation})
    if len(found) > MOST_PEOPLE:
        raise InputError(_("More than {most} contributors are not kept.").format(most=MOST_PEOPLE))
    return found


def _write_pages(pages: list[int]) -> str:
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _read_pages(text: str) -> list[int]:
    pages: list[int] = []
    for part in filter(None, re.split(r"[,，、\s]+", text)):
        match = re.fullmatch(r"(\d{1,5})(?:[-–](\d{1,5}))?", part)
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise InputError(_("“{text}” is not a list of pages like 5-7, 9.").format(text=text.strip()))
        pages += range(int(match[1]), int(match[2] or match[1]) + 1)
    return pages


def _write_regions(regions: list[dict[str, Any]]) -> str:
    rows = ((row["page"], *(f"{100 * edge:.1f}".removesuffix(".0") for edge in row["box"])) for row in regions)
    return "\n".join(f"{page}: {' '.join(edges)}" for page, *edges in rows)


def _read_regions(text: str) -> list[dict[str, Any]]:
    """One a line: page in the file, then left, top, right and bottom edge in percent of the page."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        match = re.fullmatch(r"\s*(\d{1,5})\s*:\s*" + r"\s+".join([r"(\d{1,3}(?:\.\d+)?)"] * 4) + r"\s*", line)
        edges = [float(edge) / 100 for edge in match.groups()[1:]] if match else []
        if not match or max(edges) > 1 or edges[0] >= edges[2] or edges[1] >= edges[3]:
            raise InputError(_("“{line}” is not: page: left top right bottom, in percent.").format(line=line.strip()))
        found.append({"page": int(match[1]), "box": [round(edge, 4) for edge in edges]})
    return found


def _read_choice(allowed: Iterable[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise InputError(_("“{text}” can't be chosen.").format(text=text))
        return text

    return read


def _choice(names: dict[str, Any]) -> Kind:
    return Kind(lambda value: value or "", _read_choice(names), choices=tuple(names.items()))


def _read_list(text: str) -> list[str]:
    return [part for part in (" ".join(part.split()) for part in re.split(r"[;；\n]", text)) if part]


def _read_level(text: str) -> int:
    number = _read_number(text) or 1
    if not 1 <= number <= 9:
        raise InputError(_("“{text}” is not a level from 1 to 9.").format(text=text.strip()))
    return number


def _read_passages(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


ROLE_NAMES = {
    "author": pgettext_lazy("role", "author"),
    "reporter": pgettext_lazy("role", "reporter"),
    "translator": pgettext_lazy("role", "translator"),
    "photographer": pgettext_lazy("role", "photographer"),
    "illustrator": pgettext_lazy("role", "illustrator"),
    "editor": pgettext_lazy("role", "editor"),
    "interviewer": pgettext_lazy("role", "interviewer"),
    "interviewee": pgettext_lazy("role", "interviewee"),
    "compiler": pgettext_lazy("role", "compiler"),
    "reviewer": pgettext_lazy("role", "reviewer"),
    "host": pgettext_lazy("role", "host"),
    "narrator": pgettext_lazy("role", "narrator (as told by)"),
}
CONTRIBUTOR_KINDS = {"person": gettext_lazy("person"), "organization": gettext_lazy("organization")}
PAGE_KINDS = {
    "cover": gettext_lazy("cover"),
    "inside-cover": gettext_lazy("inside cover"),
    "contents": gettext_lazy("contents page"),
    "body": pgettext_lazy("kind of page", "text"),
    "plate": gettext_lazy("plate"),
    "advertisement": gettext_lazy("advertisement"),
    "back-cover": gettext_lazy("back cover"),
    "blank": gettext_lazy("blank"),
}
assert set(ROLE_NAMES) == set(get_args(Role))
assert set(PAGE_KINDS) == set(get_args(PageKind))
assert set(NOTICE_KINDS) == set(get_args(NoticeKind))

TEXT = Kind(lambda value: value or "", _read_text)
LONG_TEXT = TEXT._replace(rows=2)
PASSAGES = Kind(lambda value: value or "", _read_passages, rows=6)
LINE = Kind(lambda value: value or "", lambda text: text.strip("\r\n"))
NUMBER = Kind(lambda value: "" if value is None else str(value), _read_number)
LEVEL = Kind(str, _read_level)
PEOPLE = Kind(_write_contributors, _read_contributors, rows=3)
PAGES = Kind(_write_pages, _read_pages, hint=gettext_lazy("like 5-7, 9"))
KEYWORDS = Kind("; ".join, _read_list, hint=gettext_lazy("with ; between"))
REGIONS = Kind(
    _write_regions,
    _read_regions,
    rows=3,
    hint=gettext_lazy("one a line: page: left top right bottom, in percent of the page"),
)

FORMS: dict[str, dict[str, tuple[Any, Kind]]] = {
    "masthead": {
        "periodical/title": (gettext_lazy("Periodical"), TEXT),
        "periodical/title_as_printed": (gettext_lazy("Title as printed"), TEXT),
        "periodical/issn": ("ISSN", TEXT),
        "periodical/cn": ("CN", TEXT),
        "periodical/publisher": (gettext_lazy("Publisher"), TEXT),
        "periodical/motto": (gettext_lazy("Motto"), TEXT),
        "issue/year": (gettext_lazy("Year"), NUMBER),
        "issue/month": (gettext_lazy("Month"), NUMBER),
        "issue/day": (gettext_lazy("Day"), NUMBER),
        "issue/date": (gettext_lazy("Date"), TEXT),
        "issue/volume": (gettext_lazy("Volume"), TEXT),
        "issue/number": (gettext_lazy("Number"), TEXT),
        "issue/whole_number": (gettext_lazy("Whole number"), TEXT),
        "issue/barcode": (gettext_lazy("Barcode"), TEXT),
    },
    "contents": {
        "title": (gettext_lazy("Title"), LONG_TEXT),
        "subtitle": (gettext_lazy("Subtitle"), TEXT),
        "alternative_title": (gettext_lazy("Title in another language"), TEXT),
        "section": (gettext_lazy("Section"), TEXT),
        "contributors": (gettext_lazy("Contributors"), PEOPLE),
        "page": (gettext_lazy("Printed page"), TEXT),
        "page_end": (gettext_lazy("Last printed page"), TEXT),
        "level": (gettext_lazy("Level (1: an article, 2: a part of one)"), LEVEL),
    },
    "articles": {
        "title": (gettext_lazy("Title"), LONG_TEXT),
        "subtitle": (gettext_lazy("Subtitle"), TEXT),
        "contributors": (gettext_lazy("Contributors"), PEOPLE),
        "page": (gettext_lazy("Printed page"), TEXT),
        "page_end": (gettext_lazy("Last printed page"), TEXT),
        "pages": (gettext_lazy("Pages in the file"), PAGES),
        "regions": (gettext_lazy("Regions on the pages"), REGIONS),
        "abstract": (gettext_lazy("Abstract"), LONG_TEXT),
        "keywords": (gettext_lazy("Keywords"), KEYWORDS),
    },
    "pages": {
        "label": (gettext_lazy("Printed page"), TEXT),
        "kind": (gettext_lazy("Kind of page"), _choice(PAGE_KINDS)),
    },
    "notices": {
        "kind": (gettext_lazy("Kind"), _choice(dict(NOTICE_KINDS))),
        "title": (gettext_lazy("Title"), TEXT),
        "text": (gettext_lazy("Text"), PASSAGES),
        "date": (gettext_lazy("Date"), TEXT),
        "place": (gettext_lazy("Place"), TEXT),
    },
}


def kind_of(path: str) -> Kind:
    """How the value at `path` is typed. Raises NotFound."""
    group, _slash, rest = path.partition("/")
    if group == "pages" and re.fullmatch(r"\d+/lines/\d+/text", rest):
        return LINE
    form, name = (
        (FORMS["masthead"], path)
        if group in ("periodical", "issue")
        else (FORMS.get(group, {}), rest.partition("/")[2])
    )
    if name not in form:
        raise NotFound(f"there is no field {path}.")
    return form[name][1]
