"""Mentions: who and what the notices and articles name: persons, organizations, places, events, awards.

Chinese is tagged by a small model inside a package (`chinese`), other scripts by their capitals and titles (`latin`); the
issue's own bylines are known names. Roles come from the verbs of the clause (`roles`). The model is loaded only when there
is something to tag, and reads at most `BUDGET` characters of articles: about a fifth of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ...model import Issue, Mention
from . import chinese, latin
from .names import Name
from .roles import find_role

VERSION = "1"

BUDGET = 8_000
"""Characters of article text read per issue; shared evenly, openings first. Notices are always read whole."""
_LONGEST = 20_000
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_QUOTE = 160


def find_mentions(issue: Issue) -> Issue:
    """`mentions` of notices, then of articles, in reading order; each name once per notice or article."""
    known = _known_names(issue)
    mentions: list[Mention] = []
    for of, text, page in _texts(issue):
        mentions += _mentions_in(of, text, page, known)
    return replace(issue, mentions=(*issue.mentions, *mentions))


def _texts(issue: Issue) -> Iterator[tuple[str, str, int | None]]:
    for index, notice in enumerate(issue.notices):
        if notice.kind != "colophon":
            text = notice.text if notice.title is None else f"{notice.title}\n{notice.text}"
            yield f"notices/{index}", text[:_LONGEST], notice.page
    share = BUDGET // max(1, len(issue.articles))
    for index, article in enumerate(issue.articles):
        body = "\n".join(part.text for part in article.paragraphs if part.kind in ("body", "abstract"))[:share]
        yield f"articles/{index}", body, article.pages[0] if article.pages else None


def _known_names(issue: Issue) -> frozenset[str]:
    """Persons who sign in this issue: a gazetteer of its own."""
    people = [person for entry in issue.contents for person in entry.contributors if person.kind == "person"]
    return frozenset(person.name for person in people if len(person.name) >= 3)


def _mentions_in(of: str, text: str, page: int | None, known: frozenset[str]) -> list[Mention]:
    found: dict[tuple[str, str], Mention] = {}
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        for name in _names(sentence, known):
            key = name.kind, name.text
            role = find_role(name, sentence)
            if key not in found:
                quote = _quote(sentence, name)
                found[key] = Mention(kind=name.kind, name=name.text, of=of, quote=quote, role=role, page=page)
            elif role and found[key].role is None:
                found[key] = replace(found[key], role=role, quote=_quote(sentence, name))
    return list(found.values())


def _names(sentence: str, known: frozenset[str]) -> list[Name]:
    tagged = chinese.find_names(sentence) if chinese.is_chinese(sentence) else latin.find_names(sentence)
    spans = [(name.start, name.end) for name in tagged]
    own = [
        Name("person", person, at, at + len(person))
        for person in known
        if (at := sentence.find(person)) >= 0 and not any(start < at + len(person) and at < end for start, end in spans)
    ]
    return sorted([*tagged, *own], key=lambda name: name.start)


def _quote(sentence: str, name: Name) -> str:
    """The sentence, or its part around the name."""
    if len(sentence) <= _QUOTE:
        return sentence.strip()
    begin = max(0, min(name.start - _QUOTE // 3, len(sentence) - _QUOTE))
    return sentence[begin : begin + _QUOTE].strip()
