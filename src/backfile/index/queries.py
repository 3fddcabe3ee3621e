"""The query language: a small recursive-descent parser from a search line to a frozen tree.

query   = either
either  = both  { ("OR" | "|" | 或) both }
both    = single { ["AND" | "&" | 与] single }          side by side means AND
single  = ("NOT" | "-" | 非) single | "(" either ")" | [field ":" ["="]] (phrase | word["*"] | "(" either ")")
phrase  = '"' … '"'                                     “ ” 「 」 『 』 too; a missing end quote is forgiven
field   = title author periodical section year language issue kind, or their Chinese names; author:="李 明" (also
          periodical and section) wants the whole value and not words in it

双碳 "deep learning" electri* -advertisement author:潘复生 year:2019..2023 (人才 OR 教育)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import QueryError
from .tokens import pieces

LONGEST = 2_000
DEEPEST = 40

FIELDS = {
    "title": "title", "题名": "title", "標題": "title", "标题": "title",
    "author": "author", "作者": "author",
    "periodical": "periodical", "刊名": "periodical",
    "section": "section", "栏目": "section", "欄目": "section",
    "year": "year", "年": "year", "年份": "year",
    "language": "language", "语种": "language", "語種": "language",
    "issue": "issue", "期": "issue",
    "kind": "kind", "类型": "kind",
}  # fmt: skip

WORDED = ("title", "author", "periodical", "section")
WHOLE = ("author", "periodical", "section")


class Text(NamedTuple):
    """Words in this order, in `field` (None: anywhere); with `prefix` the last may be only the beginning of a word."""

    text: str
    field: str | None = None
    prefix: bool = False


class Years(NamedTuple):
    """Both ends belong to the range; None is open."""

    first: int | None
    last: int | None


class Exact(NamedTuple):
    """The whole value of a field: language, issue and kind are asked for like this, the others with `:=`."""

    field: str
    value: str


class And(NamedTuple):
    parts: tuple[Query, ...]


class Or(NamedTuple):
    parts: tuple[Query, ...]


class Not(NamedTuple):
    part: Query


class Everything(NamedTuple):
    """What an empty search line asks for."""


Query = Text | Years | Exact | And | Or | Not | Everything


class _Sign(NamedTuple):
    kind: str  # ( ) - AND OR NOT text phrase field
    value: str
    at: int


_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "＂": "＂"}
_CLOSERS = '"“”＂」』'
_WORD_END = re.compile(r'[\s()（）"“”„「『＂]')
_FIELD = re.compile(r"(\w+)[:：]([=＝])?")
_OPERATORS = {"AND": "AND", "&": "AND", "&&": "AND", "OR": "OR", "|": "OR", "||": "OR", "NOT": "NOT"}
_CHINESE = {"与": "AND", "與": "AND", "或": "OR", "非": "NOT"}


def parse(line: str) -> Query:
    """The tree that `line` means. Raises QueryError, which says at which character the trouble is."""
    if len(line) > LONGEST:
        raise QueryError(f"The search line has {len(line):,} characters; at most {LONGEST:,} are read.")
    line = line.encode("utf-8", "replace").decode("utf-8")
    signs = _Signs(_settle(list(_scan(line))), line)
    if not signs.left():
        return Everything()
    query = _either(signs, 0)
    if signs.left():
        raise signs.error("There is a closing parenthesis without an opening one")
    if query is None:
        raise QueryError(
            "There is nothing to look for but signs.", cure="Give at least one letter, character or digit."
        )
    return query


def _scan(line: str) -> list[_Sign]:
    found: list[_Sign] = []
    at = 0
    while at < len(line):
        sign, at = _next(line, at)
        if sign:
            found.append(sign)
    return found


def _next(line: str, at: int) -> tuple[_Sign | None, int]:
    character = line[at]
    if character.isspace():
        return None, at + 1
    if character in "(（":
        return _Sign("(", character, at), at + 1
    if character in ")）":
        return _Sign(")", character, at), at + 1
    if character in _QUOTES:
        return _phrase(line, at)
    if character in "-－−" and at + 1 < len(line) and not line[at + 1].isspace():
        return _Sign("NOT", character, at), at + 1
    return _word(line, at)


def _phrase(line: str, at: int) -> tuple[_Sign, int]:
    ends = [end for closer in {_QUOTES[line[at]], *'"'} if (end := line.find(closer, at + 1)) > 0]
    end = min(ends, default=len(line))
    star = line[end + 1 : end + 2] == "*"
    return _Sign("phrase", line[at + 1 : end] + ("*" if star else ""), at), end + 1 + star


def _word(line: str, at: int) -> tuple[_Sign, int]:
    field = _FIELD.match(line, at)
    if field and field[1].lower() in FIELDS:
        name = FIELDS[field[1].lower()]
        return _Sign("field", name + "=" if field[2] and name in WHOLE else name, at), field.end()
    match = _WORD_END.search(line, at + 1)
    end = match.start() if match else len(line)
    word = line[at:end]
    return _Sign(_OPERATORS.get(word, _CHINESE.get(word, "text")), word, at), end


def _settle(signs: list[_Sign]) -> list[_Sign]:
    """Operators that join nothing are words: a line may begin with 与 or end with OR."""
    last = len(signs) - 1
    return [
        _Sign("text", sign.value, sign.at)
        if (sign.kind in ("AND", "OR") and at in (0, last)) or (sign.kind == "NOT" and at == last)
        else sign
        for at, sign in enumerate(signs)
    ]


class _Signs:
    """The signs of a line, and how far they are read."""

    def __init__(self, signs: list[_Sign], line: str) -> None:
        self._signs, self._line, self._at = signs, line, 0

    def left(self) -> bool:
        return self._at < len(self._signs)

    def kind(self) -> str:
        return self._signs[self._at].kind if self.left() else ""

    def take(self) -> _Sign:
        self._at += 1
        return self._signs[self._at - 1]

    def error(self, what: str) -> QueryError:
        at = self._signs[self._at].at if self.left() else len(self._line)
        return QueryError(f"{what}, at character {at + 1} of “{self._line}”.")


def _either(signs: _Signs, depth: int) -> Query | None:
    if depth > DEEPEST:
        raise signs.error(f"Parentheses are nested more than {DEEPEST} deep")
    parts = [_both(signs, depth)]
    while signs.kind() == "OR":
        signs.take()
        parts.append(_both(signs, depth))
    return _join(Or, parts)


def _both(signs: _Signs, depth: int) -> Query | None:
    parts = [_single(signs, depth)]
    while signs.kind() not in ("", ")", "OR"):
        if signs.kind() == "AND":
            signs.take()
        parts.append(_single(signs, depth))
    return _join(And, parts)


def _join(kind: type[And] | type[Or], parts: list[Query | None]) -> Query | None:
    """Words without a letter or digit are left out, as the index has none of them either."""
    kept = tuple(part for part in parts if part is not None)
    return kind(kept) if len(kept) > 1 else kept[0] if kept else None


def _single(signs: _Signs, depth: int, field: str | None = None) -> Query | None:
    kind = signs.kind()
    if kind == "NOT":
        signs.take()
        part = _single(signs, depth + 1, field) if depth < DEEPEST else _either(signs, depth + 1)
        return Not(part) if part is not None else None
    if kind == "(":
        return _group(signs, depth, field)
    if kind == "field" and field is None:
        return _fielded(signs, depth)
    if kind in ("text", "phrase"):
        return _term(signs, field)
    raise signs.error("A word is missing")


def _group(signs: _Signs, depth: int, field: str | None) -> Query | None:
    opened = signs.take()
    query = _either(signs, depth + 1)
    if signs.kind() != ")":
        raise signs.error(f"The parenthesis opened at character {opened.at + 1} is not closed")
    signs.take()
    return _within(query, field) if query is not None and field else query


def _within(query: Query, field: str) -> Query:
    """`title:(a OR b)`: the field holds for everything inside that has none of its own."""
    match query:
        case Text(text, None, prefix):
            return _value(field, text, prefix)
        case And(parts):
            return And(tuple(_within(part, field) for part in parts))
        case Or(parts):
            return Or(tuple(_within(part, field) for part in parts))
        case Not(part):
            return Not(_within(part, field))
    return query


def _fielded(signs: _Signs, depth: int) -> Query | None:
    field = signs.take()
    if signs.kind() not in ("text", "phrase", "("):
        raise signs.error(f"After {field.value}: a value is missing")
    return _single(signs, depth, field.value)


def _term(signs: _Signs, field: str | None) -> Query | None:
    sign = signs.take()
    text, prefix = sign.value.rstrip("*＊"), sign.value.endswith(("*", "＊"))
    if not any(True for _ in pieces(text)) and field in (None, *WORDED):
        return None
    try:
        return _value(field, text, prefix)
    except ValueError as error:
        raise QueryError(f"{error}, at character {sign.at + 1}.", cure="Write year:2023 or year:2019..2023.") from error


def _value(field: str | None, text: str, prefix: bool) -> Query:
    if field == "year":
        return _years(text)
    if field in ("language", "issue", "kind"):
        return Exact(field, text.strip().lower())
    if field and field.endswith("="):
        return Exact(field[:-1], text.strip())
    return Text(text, field, prefix)


def _years(text: str) -> Years:
    match = re.fullmatch(r"(\d{1,4})?(\.\.|…|-|–|—|～|~)?(\d{1,4})?", text.strip())
    if not match or not (match[1] or match[3]):
        raise ValueError(f"“{text}” is not a year or a range of years")
    if not match[2]:
        year = int(match[1] or match[3])
        return Years(year, year) if match[1] and not match[3] else Years(int(text), int(text))
    first, last = (int(match[1]) if match[1] else None), (int(match[3]) if match[3] else None)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Years(first, last)


def positive(query: Query) -> list[Text]:
    """The texts that make a hit, without those that forbid one: what to mark in a found article."""
    match query:
        case Text():
            return [query]
        case And(parts) | Or(parts):
            return [text for part in parts for text in positive(part)]
    return []


def write(query: Query) -> str:
    """A line that `parse` reads as `query`."""
    match query:
        case Text(text, field, prefix):
            return f"{field}:" * bool(field) + _quote(text) + "*" * prefix
        case Years(first, last):
            return f"year:{first or ''}..{last or ''}" if first != last else f"year:{first}"
        case Exact(field, value):
            return f"{field}:{'=' * (field in WHOLE)}{_quote(value)}"
        case And(parts):
            return " ".join(_bracket(part) for part in parts)
        case Or(parts):
            return " OR ".join(_bracket(part) for part in parts)
        case Not(part):
            return f"-{_bracket(part)}"
    return ""


def _bracket(query: Query) -> str:
    return f"({write(query)})" if isinstance(query, And | Or) else write(query)


def _quote(value: str) -> str:
    bare = value.replace('"', " ").strip()
    return bare if bare.isalnum() and bare not in (*_OPERATORS, *_CHINESE) else f'"{bare}"'
