"""What is looked at in a review: items with fields, where they were read, what is doubted; and how typed text becomes values.

An item is named by a lasting path as in `archive.corrections`: `masthead`, `contents/c05`, `articles/a03`, `pages/7` (by
page number), `notices/2`. Evidence and doubts name it by position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, get_args

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..archive.corrections import Deed, value_at
from ..errors import InputError, NotFound
from ..model import Box, Doubt, Entry, Evidence, Issue, Role, bound

MARGIN = 0.04


class Kind(NamedTuple):
    """How a value is typed: `write` makes its text, `read` its value (InputError says what is wrong)."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    rows: int = 1


class Field(NamedTuple):
    """One value as the form shows it; `shown` is the value as JSON, so that a later change by someone else is noticed."""

    path: str
    name: str
    text: str
    shown: str
    rows: int
    confidence: int | None = None
    quote: str = ""
    doubts: tuple[str, ...] = ()
    theirs: str = ""


def _read_text(text: str) -> str | None:
    return " ".join(text.split()) or None


def _read_number(text: str) -> int | None:
    plain = text.strip()
    if plain and not (plain.isdecimal() and len(plain) < 6):
        raise InputError(_("“{text}” is not a whole number.").format(text=plain))
    return int(plain) if plain else None


def _write_contributors(values: list[dict[str, Any]]) -> str:
    rows = ((one["name"], one["role"], one["affiliation"] or "", one["kind"]) for one in values)
    return "\n".join(" | ".join(row) for row in rows)


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


TEXT = Kind(lambda value: value or "", _read_text)
LONG_TEXT = TEXT._replace(rows=2)
NUMBER = Kind(lambda value: "" if value is None else str(value), _read_number)
PEOPLE = Kind(_write_contributors, _read_contributors, rows=3)
PAGES = Kind(_write_pages, _read_pages)

FORMS: dict[str, dict[str, tuple[Any, Kind]]] = {
    "masthead": {
        "periodical/title": (gettext_lazy("Periodical"), TEXT),
        "periodical/issn": ("ISSN", TEXT),
        "periodical/cn": ("CN", TEXT),
        "periodical/publisher": (gettext_lazy("Publisher"), TEXT),
        "issue/year": (gettext_lazy("Year"), NUMBER),
        "issue/month": (gettext_lazy("Month"), NUMBER),
        "issue/day": (gettext_lazy("Day"), NUMBER),
        "issue/date": (gettext_lazy("Date"), TEXT),
        "issue/volume": (gettext_lazy("Volume"), TEXT),
        "issue/number": (gettext_lazy("Number"), TEXT),
        "issue/whole_number": (gettext_lazy("Whole number"), TEXT),
    },
    "contents": {
        "title": (gettext_lazy("Title"), LONG_TEXT),
        "subtitle": (gettext_lazy("Subtitle"), TEXT),
        "section": (gettext_lazy("Section"), TEXT),
        "contributors": (gettext_lazy("Contributors"), PEOPLE),
        "page": (gettext_lazy("Printed page"), TEXT),
        "page_end": (gettext_lazy("Last printed page"), TEXT),
    },
    "articles": {
        "title": (gettext_lazy("Title"), LONG_TEXT),
        "contributors": (gettext_lazy("Contributors"), PEOPLE),
        "page": (gettext_lazy("Printed page"), TEXT),
        "page_end": (gettext_lazy("Last printed page"), TEXT),
        "pages": (gettext_lazy("Pages in the file"), PAGES),
    },
    "pages": {"label": (gettext_lazy("Printed page"), TEXT)},
    "notices": {
        "title": (gettext_lazy("Title"), TEXT),
        "date": (gettext_lazy("Date"), TEXT),
        "place": (gettext_lazy("Place"), TEXT),
    },
}

DEEDS = {
    "remove": gettext_lazy("Remove it"),
    "merge": gettext_lazy("Merge with the next"),
    "add": gettext_lazy("Add an entry below"),
    "split": gettext_lazy("Split off the end of the title"),
}
GROUPS = {
    "contents": gettext_lazy("Entry"),
    "articles": gettext_lazy("Article"),
    "pages": gettext_lazy("Page"),
    "notices": gettext_lazy("Notice"),
}


def kind_of(item: str, path: str) -> Kind:
    """How the value at `path` of `item` is typed. Raises NotFound."""
    name = path if item == "masthead" else path.removeprefix(f"{item}/")
    form = FORMS.get(item.partition("/")[0], {})
    if name not in form:
        raise NotFound(f"{item} has no field {path}.")
    return form[name][1]


def list_fields(issue: Issue, item: str) -> list[Field]:
    """The fields of an item as they now are. Raises NotFound."""
    group = item.partition("/")[0]
    if group not in FORMS or (group == "masthead") != (item == group):
        raise NotFound(f"{item} can't be reviewed.")
    prefix = "" if item == "masthead" else f"{item}/"
    return [_field(issue, f"{prefix}{name}", str(label), kind) for name, (label, kind) in FORMS[group].items()]


def _field(issue: Issue, path: str, name: str, kind: Kind) -> Field:
    try:
        value = value_at(issue, path)
    except InputError as error:
        raise NotFound(error.message) from error
    at = to_position(issue, path)
    evidence = next((row for row in reversed(issue.evidence) if row.path == at), None)
    return Field(
        path,
        name,
        kind.write(value),
        msgspec.json.encode(value).decode(),
        kind.rows,
        round(evidence.confidence * 100) if evidence else None,
        evidence.quote if evidence else "",
        tuple(doubt.why for doubt in issue.doubts if doubt.path == at),
    )


def to_position(issue: Issue, path: str) -> str:
    """The path by position of a lasting one, as evidence and doubts have it."""
    group, _, rest = path.partition("/")
    key, slash, field = rest.partition("/")
    keys = _keys(issue, group)
    return f"{group}/{keys.index(key)}{slash}{field}" if key in keys else path


def to_item(issue: Issue, path: str) -> str | None:
    """The item that a path by position belongs to; None when it is of none that can be reviewed."""
    group, _, rest = path.partition("/")
    if group in ("periodical", "issue"):
        return "masthead" if path in FORMS["masthead"] else None
    at, keys = rest.partition("/")[0], _keys(issue, group)
    return f"{group}/{keys[int(at)]}" if at.isdecimal() and int(at) < len(keys) else None


def _keys(issue: Issue, group: str) -> list[str]:
    if group == "contents":
        return [entry.id for entry in issue.contents]
    if group == "articles":
        return [article.id for article in issue.articles]
    if group == "pages":
        return [str(page.number) for page in issue.pages]
    return [str(at) for at in range(len(issue.notices))] if group == "notices" else []


def doubts_about(issue: Issue, item: str) -> list[Doubt]:
    return [doubt for doubt in issue.doubts if to_item(issue, doubt.path) == item]


def evidence_of(issue: Issue, item: str) -> list[Evidence]:
    """Where on paper the item was read: what has a box, on the page of the first of them."""
    rows = [row for row in issue.evidence if row.box and row.page and to_item(issue, row.path) == item]
    return [row for row in rows if row.page == rows[0].page]


def crop_around(boxes: Iterable[Box]) -> Box:
    """A part of the page with `boxes` and some paper round them, never narrower than half the page."""
    box = bound(list(boxes))
    spare = max(0.0, 0.5 - box.width) / 2
    left, right = max(0.0, box.left - spare - MARGIN), min(1.0, box.right + spare + MARGIN)
    return Box(left, max(0.0, box.top - MARGIN), right, min(1.0, box.bottom + MARGIN))


def place_in(crop: Box, boxes: Iterable[Box]) -> Iterator[Box]:
    """`boxes` of the page as fractions of `crop`."""
    for box in boxes:
        yield Box(
            (box.left - crop.left) / crop.width,
            (box.top - crop.top) / crop.height,
            (box.right - crop.left) / crop.width,
            (box.bottom - crop.top) / crop.height,
        )


def name_item(issue: Issue, item: str) -> str:
    """What an item is called in a list."""
    group, slash, key = item.partition("/")
    if not slash:
        return _("Masthead")
    value = value_at(issue, item)
    words = value.get("title") or value.get("label") or value.get("text") or key
    return f"{GROUPS[group]}: {str(words)[:80]}"


def deeds_for(item: str) -> list[tuple[str, Any]]:
    """What may be done to an item as a whole, each with its name."""
    group = item.partition("/")[0]
    if group == "contents":
        return list(DEEDS.items())
    return [("remove", DEEDS["remove"])] if group in ("articles", "notices") else []


def plan(issue: Issue, item: str, do: str, title: str) -> tuple[Deed, dict[str, Any]]:
    """The correction that does `do` to `item`; `title` is that of the new entry. Raises InputError."""
    title = " ".join(title.split())
    if do not in dict(deeds_for(item)):
        raise InputError(f"{do!r} can't be done to {item}.")
    if do == "remove":
        return "remove", {}
    at = _keys(issue, "contents").index(item.partition("/")[2])
    entry = issue.contents[at]
    if do == "merge":
        return "merge", _merged(entry, issue.contents[at + 1 : at + 2])
    if not title:
        raise InputError(_("The new entry needs a title."))
    if do == "add":
        return "add", {"new": {"title": title, "section": entry.section, "page": entry.page}, "after": entry.id}
    rest = entry.title.removesuffix(title).strip()
    if not rest or rest == entry.title:
        raise InputError(_("“{title}” is not the end of this title.").format(title=title))
    return "split", {"new": [{"title": rest}, {"title": title}]}


def _merged(entry: Entry, following: tuple[Entry, ...]) -> dict[str, Any]:
    """Title after title, contributors after contributors; what the first lacks is the second's."""
    if not following:
        raise InputError(_("No entry follows this one."))
    (other,) = following
    joint = "" if entry.title[-1:] > "\u2e7f" or other.title[:1] > "\u2e7f" else " "
    people = list(dict.fromkeys((*entry.contributors, *other.contributors)))
    return {
        "other": other.id,
        "new": {
            "title": f"{entry.title}{joint}{other.title}",
            "subtitle": entry.subtitle or other.subtitle,
            "page": entry.page or other.page,
            "page_end": entry.page_end or other.page_end,
            "contributors": [msgspec.to_builtins(person) for person in people],
        },
    }
