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
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..archive.corrections import Change
from ..errors import InputError, NotFound
from ..model import Article, Box, Doubt, Entry, Evidence, Issue, NoticeKind, Page, PageKind, Role, bound
from ..numerals import read_numeral, same_label, write_numeral
from .recutting import cut_again
from .templatetags.reading_room import KINDS as NOTICE_KINDS

MARGIN = 0.04
BY_A_PERSON = "correction by "
"""How evidence begins that is somebody's word: it was read nowhere."""
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
    whose: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    hint: str = ""
    number: int = 0
    people: tuple[Person, ...] = ()

    @property
    def role(self) -> str:
        """The last part of its path, for scripts: "regions", "text" …"""
        return self.path.rpartition("/")[2]


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

DEEDS = {
    "up": gettext_lazy("Move up"),
    "down": gettext_lazy("Move down"),
    "merge": gettext_lazy("Merge with the next"),
    "split": gettext_lazy("Split off the end of the title"),
    "add": gettext_lazy("Add an entry below"),
    "cut": gettext_lazy("Cut its article"),
    "advertisement": gettext_lazy("It is an advertisement"),
    "remove": gettext_lazy("Remove it"),
}
PAST = {
    "set": gettext_lazy("set"),
    "add": gettext_lazy("added"),
    "remove": gettext_lazy("removed"),
    "move": gettext_lazy("moved"),
    "split": gettext_lazy("split"),
    "merge": gettext_lazy("merged"),
    "undo": gettext_lazy("taken back"),
}
_OF_GROUP = {
    "contents": tuple(DEEDS),
    "articles": ("up", "down", "advertisement", "remove"),
    "notices": ("remove",),
}
GROUPS = {
    "contents": gettext_lazy("Entry"),
    "articles": gettext_lazy("Article"),
    "pages": gettext_lazy("Page"),
    "notices": gettext_lazy("Notice"),
}
OTHER_FIELDS: dict[str, Any] = {
    "paragraphs": gettext_lazy("Text"),
    "article_number": gettext_lazy("Article number"),
    "confidence": gettext_lazy("Sure"),
    "language": gettext_lazy("Language"),
    "id": gettext_lazy("Name of the issue"),
}
"""What else corrections and doubts may be about."""


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


def find_item(issue: Issue, item: str) -> Any:
    """The noun that an item names (the issue itself for its masthead). Raises NotFound."""
    group, slash, key = item.partition("/")
    if item == "masthead":
        return issue
    keys = _keys(issue, group)
    if group not in FORMS or not slash or key not in keys:
        raise NotFound(f"{issue.id} has no {item} to be reviewed.")
    return getattr(issue, group)[keys.index(key)]


def list_fields(issue: Issue, item: str) -> list[Field]:
    """The fields of an item as they now are. Raises NotFound."""
    found = find_item(issue, item)
    group = item.partition("/")[0]
    prefix = "" if item == "masthead" else f"{item}/"
    return [
        make_field(issue, f"{prefix}{name}", str(label), _value(found, name))
        for name, (label, _kind) in FORMS[group].items()
    ]


def list_lines(page: Page) -> list[Field]:
    """A field for every line of a page, in reading order."""
    return [
        Field(f"pages/{page.number}/lines/{line.number}/text", str(line.number), line.text, _shown(line.text), 1,
              round(100 * line.confidence), number=line.number)
        for line in page.lines
    ]  # fmt: skip


def list_folios(issue: Issue, pages: Iterable[Page]) -> list[Field]:
    """A field for the printed label of each of `pages`."""
    return [make_field(issue, f"pages/{page.number}/label", str(page.number), page.label) for page in pages]


def make_field(issue: Issue, path: str, name: str, value: Any) -> Field:
    kind, at = kind_of(path), to_position(issue, path)
    evidence = next((row for row in reversed(issue.evidence) if row.path == at), None)
    return Field(
        path,
        name,
        kind.write(value),
        _shown(value),
        kind.rows,
        round(evidence.confidence * 100) if evidence else None,
        evidence.quote if evidence and not evidence.by.startswith(BY_A_PERSON) else "",
        tuple(doubt.why for doubt in issue.doubts if doubt.path == at),
        choices=kind.choices,
        hint=str(kind.hint),
        people=list_people(value) if kind is PEOPLE else (),
    )


def _value(found: Any, name: str) -> Any:
    for part in name.split("/"):
        found = getattr(found, part)
    return msgspec.to_builtins(found)


def _shown(value: Any) -> str:
    return msgspec.json.encode(value).decode()


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


def field_of(path: str) -> str:
    """The name of the field that a path by position leads to or through: `contents/3/contributors/0` → "contributors"."""
    parts = path.split("/")
    return parts[1] if parts[0] in ("periodical", "issue") else "".join(parts[2:3])


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
    found = find_item(issue, item)
    words = getattr(found, "title", None) or getattr(found, "label", None) or getattr(found, "text", None) or key
    return _("{what}: {said}").format(what=GROUPS[group], said=str(words)[:80])


def name_path(issue: Issue, path: str) -> str:
    """What stands at a lasting path in words: its item and its field. The path itself, where nothing is there."""
    group, _slash, rest = path.partition("/")
    if path in FORMS["masthead"]:
        return f"{_('Masthead')} · {FORMS['masthead'][path][0]}"
    key, _slash, rest = rest.partition("/")
    if key not in _keys(issue, group):
        return str(GROUPS.get(path) or OTHER_FIELDS.get(path, path))
    name = name_item(issue, f"{group}/{key}")
    return f"{name} · {_name_field(group, rest)}" if rest else name


def to_lasting(issue: Issue, path: str) -> str:
    """The lasting path of one by position, as evidence and doubts have it."""
    item = to_item(issue, path)
    return path if item in (None, "masthead") else "/".join([item or "", *path.split("/")[2:]])


def _name_field(group: str, rest: str) -> str:
    """The label of a field below an item; of a line of text its number; the field itself, where no form has it."""
    first, _slash, further = rest.partition("/")
    if first == "lines":
        return _("Line %(number)s") % {"number": further.partition("/")[0]}
    label: tuple[Any, ...] = FORMS[group].get(first) or (OTHER_FIELDS.get(first, first),)
    return str(label[0])


def deeds_for(issue: Issue, item: str) -> list[tuple[str, Any]]:
    """What may be done to an item as a whole, each with its name."""
    group, _slash, key = item.partition("/")
    has_article = any(article.entry == key for article in issue.articles)
    return [(do, DEEDS[do]) for do in _OF_GROUP.get(group, ()) if do != "cut" or not has_article]


def plan(issue: Issue, item: str, do: str, title: str, shown: Any) -> list[Change]:
    """The changes that do `do` to `item`, which looked like `shown`; `title` is that of a new entry. Raises InputError."""
    if do not in dict(deeds_for(issue, item)):
        raise InputError(f"{do!r} can't be done to {item}.")
    group, _slash, key = item.partition("/")
    keys = _keys(issue, group)
    at = keys.index(key)
    if do in ("up", "down"):
        return [Change("move", item, after=_neighbour(keys, at, do))]
    if do == "remove":
        return [Change("remove", item, old=shown)]
    if do == "cut":
        return [_cut(issue, issue.contents[at])]
    if do == "advertisement":
        return _to_advertisement(issue, item, shown)
    if do == "merge":
        return [_merge(issue, at)]
    return [_split(issue.contents[at], title, shown) if do == "split" else plan_entry(title, issue.contents[at])]


def plan_entry(title: str, before: Entry | None) -> Change:
    """A new entry behind `before` (None: the first), in its section. Raises InputError."""
    title = " ".join(title.split())
    if not title:
        raise InputError(_("The new entry needs a title."))
    new = {"title": title, "section": before.section, "page": before.page} if before else {"title": title}
    return Change("add", "contents", new=new, after=before.id if before else "")


def _neighbour(keys: list[str], at: int, do: str) -> str:
    """The id behind which the item at `at` stands after moving. Raises InputError at either end."""
    if (do == "up" and at == 0) or (do == "down" and at == len(keys) - 1):
        raise InputError(_("It stands at the end already."))
    return keys[at + 1] if do == "down" else keys[at - 2] if at > 1 else ""


def _cut(issue: Issue, entry: Entry) -> Change:
    """An article for an entry that has none, on the pages that the entry names; `issue` has the lines of its pages."""
    first = next((page.number for page in issue.pages if same_label(page.label, entry.page)), None)
    if first is None:
        raise InputError(_("No page of the file is the entry's page."), cure=_("Set its printed page first."))
    last = next((page.number for page in issue.pages if same_label(page.label, entry.page_end)), first)
    article = Article(id="", title=entry.title)
    new = {
        "title": entry.title,
        "subtitle": entry.subtitle,
        "entry": entry.id,
        "contributors": msgspec.to_builtins(entry.contributors),
        "page": entry.page,
        "page_end": entry.page_end or entry.page,
        "language": entry.language,
    } | cut_again(issue, article, list(range(first, max(first, last) + 1)), None)
    before = [one.id for one in issue.articles if one.pages and one.pages[0] <= first]
    return Change("add", "articles", new=new, after=before[-1] if before else "")


def _to_advertisement(issue: Issue, item: str, shown: Any) -> list[Change]:
    """The entry and its article go; what was read stays as a notice."""
    found: Entry | Article = find_item(issue, item)
    entry = found.id if isinstance(found, Entry) else found.entry
    article = next((one for one in issue.articles if one is found or (entry and one.entry == entry)), None)
    text = article.text if article else ""
    notice = {
        "kind": "advertisement",
        "title": found.title,
        "text": text or found.title,
        "page": article.pages[0] if article and article.pages else None,
    }
    goes = [f"contents/{one.id}" for one in issue.contents if one.id == entry]
    goes += [f"articles/{article.id}"] if article else []
    removed = [Change("remove", path, old=shown) if path == item else Change("remove", path) for path in goes]
    return [Change("add", "notices", new=notice), *removed]


def _split(entry: Entry, title: str, shown: Any) -> Change:
    title = " ".join(title.split())
    if not title:
        raise InputError(_("The new entry needs a title."))
    rest = entry.title.removesuffix(title).strip()
    if not rest or rest == entry.title:
        raise InputError(_("“{title}” is not the end of this title.").format(title=title))
    return Change("split", f"contents/{entry.id}", old=shown, new=[{"title": rest}, {"title": title, "subtitle": None}])


def _merge(issue: Issue, at: int) -> Change:
    """Title after title, contributors after contributors; what the first lacks is the second's."""
    entry = issue.contents[at]
    if at + 1 == len(issue.contents):
        raise InputError(_("No entry follows this one."))
    other = issue.contents[at + 1]
    joint = "" if entry.title[-1:] > "\u2e7f" or other.title[:1] > "\u2e7f" else " "
    people = list(dict.fromkeys((*entry.contributors, *other.contributors)))
    new = {
        "title": f"{entry.title}{joint}{other.title}",
        "subtitle": entry.subtitle or other.subtitle,
        "page": entry.page or other.page,
        "page_end": entry.page_end or other.page_end,
        "contributors": [msgspec.to_builtins(person) for person in people],
    }
    return Change("merge", f"contents/{entry.id}", other=other.id, new=new)


def follow(issue: Issue, item: str, changes: list[Change]) -> list[Change]:
    """What follows from `changes` of an article's borders: its pages, regions and text are kept in step.

    `issue` has the lines of its pages.
    """
    set_now = {change.path.rpartition("/")[2]: change.new for change in changes}
    if not item.startswith("articles/") or not {"pages", "regions"} & set(set_now):
        return changes
    article: Article = find_item(issue, item)
    again = cut_again(issue, article, set_now.get("pages"), set_now.get("regions"))
    kept = [change for change in changes if change.path.rpartition("/")[2] not in again]
    old = {change.path: change.old for change in changes}
    for name, new in again.items():
        path, now = f"{item}/{name}", msgspec.to_builtins(getattr(article, name))
        if new != now or path in old:
            kept.append(Change("set", path, new=new, old=old.get(path, now), why=changes[0].why))
    return kept


def renumber(issue: Issue, first: int, last: int, label: str) -> list[Change]:
    """Labels of the pages `first` to `last`, counted up from `label`: "5", "005", "A5", "S1", "xii". Raises InputError."""
    pages = [page for page in issue.pages if first <= page.number <= last]
    if not pages:
        raise InputError(_("There are no such pages."))
    pairs = zip(pages, _count_up(label.strip(), len(pages)), strict=True)
    return [
        Change("set", f"pages/{page.number}/label", new=new, old=page.label) for page, new in pairs if new != page.label
    ]


def _count_up(label: str, many: int) -> list[str | None]:
    if not label:
        return [None] * many
    first = read_numeral(label)
    if first is None:
        raise InputError(_("“{text}” can't be counted up.").format(text=label))
    return [write_numeral(first.system, number, label) for number in range(first.value, first.value + many)]
