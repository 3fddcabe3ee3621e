"""What is looked at in a review: items with fields, where they were read, what is doubted, and what they are called.

An item is named by a lasting path as in `archive.corrections`: `masthead`, `contents/c05`, `articles/a03`, `pages/7` (by
page number), `notices/2`. Evidence and doubts name it by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..errors import NotFound
from ..model import Box, Doubt, Evidence, Issue, Page, bound
from .fields import FORMS, PEOPLE, Person, kind_of, list_people

MARGIN = 0.04
BY_A_PERSON = "correction by "
"""How evidence begins that is somebody's word: it was read nowhere."""

PAST = {
    "set": gettext_lazy("set"),
    "add": gettext_lazy("added"),
    "remove": gettext_lazy("removed"),
    "move": gettext_lazy("moved"),
    "split": gettext_lazy("split"),
    "merge": gettext_lazy("merged"),
    "undo": gettext_lazy("taken back"),
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


def find_item(issue: Issue, item: str) -> Any:
    """The noun that an item names (the issue itself for its masthead). Raises NotFound."""
    group, slash, key = item.partition("/")
    if item == "masthead":
        return issue
    keys = keys_of(issue, group)
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
    keys = keys_of(issue, group)
    return f"{group}/{keys.index(key)}{slash}{field}" if key in keys else path


def to_item(issue: Issue, path: str) -> str | None:
    """The item that a path by position belongs to; None when it is of none that can be reviewed."""
    group, _, rest = path.partition("/")
    if group in ("periodical", "issue"):
        return "masthead" if path in FORMS["masthead"] else None
    at, keys = rest.partition("/")[0], keys_of(issue, group)
    return f"{group}/{keys[int(at)]}" if at.isdecimal() and int(at) < len(keys) else None


def keys_of(issue: Issue, group: str) -> list[str]:
    """The keys of the items of a group, in the order of the issue."""
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
    if key not in keys_of(issue, group):
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
