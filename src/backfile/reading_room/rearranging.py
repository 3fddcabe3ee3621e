"""What is done to an item as a whole, as changes: moved, split, merged, added, cut, removed; and pages counted anew."""

from __future__ import annotations

from typing import Any

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..archive.corrections import Change
from ..errors import InputError
from ..model import Article, Entry, Issue
from ..numerals import read_numeral, same_label, write_numeral
from .recutting import cut_again
from .reviewing import find_item, keys_of

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
_OF_GROUP = {
    "contents": tuple(DEEDS),
    "articles": ("up", "down", "advertisement", "remove"),
    "notices": ("remove",),
}


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
    keys = keys_of(issue, group)
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
