"""The search form: what its fields mean in the query language, and what to leave out of a query that found nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from ..index import parse
from ..index.queries import And, Or, write

FIELDS = {"title": _("Title"), "author": _("Author"), "section": _("Section")}


def compose(asked: Mapping[str, str]) -> str:
    """The query line that a filled-in form means: its own line, then one condition per field.

    Fields: those of FIELDS (words), `periodical` (a slug), `from` and `to` (years) or `year` (a year or a range),
    `language`.
    """
    line = asked.get("q", "").strip()
    parts = [f"{name}:{_words(value)}" for name in FIELDS if (value := asked.get(name, "").strip())]
    if slug := asked.get("periodical", "").strip():
        parts.append(f"periodical:={_quoted(slug)}")
    if years := asked.get("year", "").strip() or "..".join(
        (asked.get("from", "").strip(), asked.get("to", "").strip())
    ):
        parts += [f"year:{_quoted(years)}"] if years.strip(".") else []
    if language := asked.get("language", "").strip():
        parts.append(f"language:{_quoted(language)}")
    return " ".join(filter(None, (held(line) if line and parts else line, *parts)))


def _words(value: str) -> str:
    """What is typed into a field: all its words, in any order; in quotes, or with signs among them, as they stand."""
    words = value.split()
    plain = len(words) > 1 and all(all(each.isalnum() or each in "*-" for each in word.strip("-")) for word in words)
    return f"({value})" if plain else _quoted(value)


def _quoted(value: str) -> str:
    """One value of the query language, in quotes where it needs them."""
    bare = value.replace('"', " ").strip()
    if all(character.isalnum() or character in ".*-" for character in bare):
        return bare
    return '"' + bare + '"'


def loosen(query: str) -> Iterator[tuple[str, str]]:
    """(what is left out, the query without it), for a search that found nothing: each condition in turn."""
    tree = parse(query)
    parts = tree.parts if isinstance(tree, And) else ()
    for at, part in enumerate(parts):
        rest = tuple(other for number, other in enumerate(parts) if number != at)
        yield write(part), write(And(rest))


def held(query: str) -> str:
    """`query` so that something can be put behind it that holds for all of it."""
    return f"({query})" if isinstance(parse(query), Or) else query
