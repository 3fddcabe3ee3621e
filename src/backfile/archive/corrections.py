"""Corrections: what people changed, as an append-only layer over what was read.

The record stays as the stages wrote it. `corrections.jsonl` beside it holds one `Correction` a line; `apply` lays them
over the record each time it is loaded, so they hold after a rebuild and after reading again with a newer engine.

A path names a value by something that lasts, not by its position: `periodical/title`, `issue/month`,
`contents/c05/title`, `articles/a03/pages`, `pages/7/label` (by page number), `pages/7/lines/12/text` (by line number),
`notices/2/kind`. The item that a path leads through is remembered whole (`item`), so that it is found again when a new
reading has given it another id. What can't be found or has changed is reported as a `Clash`, never dropped in silence.
"""

from __future__ import annotations

import copy
import re
import secrets
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from ..errors import BackfileError, Conflict, InputError
from ..folding import loose
from ..model import Article, Entry, Evidence, Issue, Line, Mention, Notice, Page, Word

Deed = Literal["set", "add", "remove", "move", "split", "merge", "undo"]
LISTS: dict[str, type[msgspec.Struct]] = {
    "contents": Entry,
    "articles": Article,
    "notices": Notice,
    "mentions": Mention,
}
_WITH_IDS = ("contents", "articles")
_ALIKE = 0.6
_IMPOSSIBLE = (msgspec.ValidationError, TypeError, AttributeError, KeyError, ValueError)


class Correction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change by one person.

    | do     | path                | old                | new                                                |
    |--------|---------------------|--------------------|----------------------------------------------------|
    | set    | of a value          | the value before   | the value now; equal to old: looked at and right   |
    | add    | of a list           |                    | the item; `after` names the item before it         |
    | remove | of an item          | the item           |                                                    |
    | move   | of an item          |                    | `after` names the item that it now follows ("": first) |
    | split  | of an item          | the item           | the two items; the first keeps the id              |
    | merge  | of an item          | both items         | the one item; the second, `other`, goes            |
    | undo   |                     |                    | `other` is the id of the correction taken back     |

    `id` is unique, `at` UTC (ISO 8601), `by` the person, `item` the item of a list that the path leads through.
    """

    id: str
    at: str
    by: str
    do: Deed
    path: str = ""
    old: Any = None
    new: Any = None
    after: str | None = None
    other: str = ""
    item: dict[str, Any] | None = None
    why: str = ""


class Clash(NamedTuple):
    """A correction that meets something else than it was made for. `kept` says whether the person's value holds."""

    correction: Correction
    why: str
    kept: bool


class Corrected(NamedTuple):
    issue: Issue
    clashes: tuple[Clash, ...]


class _Lost(BackfileError):
    """The value that a correction is about is not there any more."""


class _Gone(_Lost):
    """A newer reading has no such item."""


def new_id() -> str:
    return secrets.token_hex(6)


def decode(lines: bytes) -> list[Correction]:
    """The corrections of a file, one JSON line each. A half line at the end (a killed run) is left out.

    Raises InputError naming the line that can't be read.
    """
    found = []
    for number, line in enumerate(lines.splitlines(keepends=True), 1):
        try:
            found.append(msgspec.json.decode(line, type=Correction))
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            if line.endswith(b"\n") and line.strip():
                raise InputError(f"line {number} is not a correction: {error}.") from error
    return found


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that nobody took back; an undo that was itself undone counts for nothing."""
    rows = list(corrections)
    undone: set[str] = set()
    for correction in reversed(rows):
        if correction.do == "undo" and correction.id not in undone:
            undone.add(correction.other)
    return [correction for correction in rows if correction.do != "undo" and correction.id not in undone]


def apply(issue: Issue, corrections: Iterable[Correction]) -> Corrected:
    """The issue with all corrections in force laid over it, in the order they were made.

    All are checked together at the end; only when that fails is each checked by itself, to tell which one does not fit.
    """
    rows = in_force(corrections)
    try:
        return _apply(issue, rows, _Layer.lay)
    except (*_IMPOSSIBLE, _Lost):
        return _apply(issue, rows, _Layer.try_on)


def _apply(issue: Issue, rows: list[Correction], lay: Callable[[_Layer, Correction], str]) -> Corrected:
    layer = _Layer(issue)
    clashes = []
    for correction in rows:
        try:
            why = lay(layer, correction)
        except _Lost as error:
            clashes.append(Clash(correction, error.message, kept=False))
        else:
            if why:
                clashes.append(Clash(correction, why, kept=True))
    return Corrected(layer.issue(), tuple(clashes))


def value_at(issue: Issue, path: str) -> Any:
    """The value that `path` names, as plain data. Raises InputError when there is none."""
    try:
        return copy.deepcopy(_Layer(issue).find(path, None)[2])
    except _Lost as error:
        raise InputError(error.message) from error


class Change(NamedTuple):
    """One change that somebody asks for: the fields of `Correction` of the same names.

    Give `old` to be sure that nobody changed the value meanwhile.
    """

    do: Deed
    path: str
    new: Any = None
    old: Any = msgspec.UNSET
    after: str | None = None
    other: str = ""
    why: str = ""


def make(issue: Issue, do: Deed, path: str, *, by: str, at: str, **fields: Any) -> Correction:
    """A correction of the issue as it now is, with all that is needed to find its place again; checked by laying it.

    Raises Conflict when `old` is given and the value is another by now, InputError when the path or the new value is
    not possible.
    """
    id = fields.pop("id", "")
    (made,) = make_all(issue, [Change(do, path, **fields)], by=by, at=at)
    return replace(made, id=id) if id else made


def make_all(issue: Issue, changes: Iterable[Change], *, by: str, at: str) -> list[Correction]:
    """Corrections one after the other, each of the issue as those before it leave it. Raises what `make` raises."""
    layer = _Layer(issue)
    return [_make(layer, change, by, at) for change in changes]


def _make(layer: _Layer, change: Change, by: str, at: str) -> Correction:
    do, path, new, given, after, other, why = change
    correction = Correction(id=new_id(), at=at, by=by, do=do, path=path, new=new, after=after, other=other, why=why)
    try:
        if do != "add":
            _, item, value = layer.find(path, None)
            now = [value, layer.find(f"{path.split('/')[0]}/{other}", None)[2]] if do == "merge" else value
            if given is not msgspec.UNSET and _plain(given) != now:
                raise Conflict(f"{path} is {now!r} by now, not {given!r}.")
            correction = replace(correction, old=copy.deepcopy(now), item=copy.deepcopy(item))
        layer.try_on(correction)
    except _Lost as error:
        raise InputError(error.message) from error
    return correction


class _Layer:
    """An issue as plain data that can be changed; paths by position (evidence, doubts, lines) are kept right."""

    def __init__(self, issue: Issue) -> None:
        self._pages = issue.pages
        bare = replace(issue, pages=tuple(replace(page, lines=(), words=()) for page in issue.pages))
        self._data: dict[str, Any] = _plain(bare)
        self._data["pages"] = [{**_EMPTY_PAGE, **page} for page in self._data["pages"]]
        self._lines: dict[int, dict[int, str]] = {}
        self._moves: list[Callable[[str | None], str | None]] = []

    def issue(self) -> Issue:
        """The changed issue. Raises _Lost for a value that the model does not allow."""
        try:
            issue = msgspec.convert(self._data, Issue)
        except msgspec.ValidationError as error:
            raise _Lost(f"not possible: {error}.") from error
        pages = zip(issue.pages, self._pages, strict=True)
        return replace(issue, pages=tuple(self._with_lines(page, before) for page, before in pages))

    def lay(self, correction: Correction) -> str:
        """Make one change; returns what is odd about it ("" nothing). Raises _Lost, and _IMPOSSIBLE half-way."""
        return str(getattr(self, f"_{correction.do}")(correction))

    def try_on(self, correction: Correction) -> str:
        """Make one change if the result is a possible issue, else none. Raises _Lost."""
        before = msgspec.json.encode(self._data)  # many times quicker than a deep copy
        try:
            why = self.lay(correction)
            msgspec.convert(self._data, Issue)
        except _IMPOSSIBLE as error:
            self._data = msgspec.json.decode(before)
            raise _Lost(f"{correction.path}: not possible: {error}.") from error
        return why

    def find(self, path: str, item: dict[str, Any] | None) -> tuple[str, dict[str, Any] | None, Any]:
        """(path by position, item of a list on the way, value) of a lasting path. Raises _Lost."""
        first, *rest = path.split("/")
        if first in LISTS and rest:
            at = self._position(first, rest[0], item)
            return self._inside(f"{first}/{at}", self._data[first][at], rest[1:], self._data[first][at])
        if first == "pages" and rest:
            return self._in_page(rest, item)
        return self._inside(first, self._data.get(first, _NOTHING), rest, None)

    def _in_page(self, rest: list[str], item: dict[str, Any] | None) -> tuple[str, dict[str, Any] | None, Any]:
        at = next((at for at, page in enumerate(self._data["pages"]) if str(page["number"]) == rest[0]), None)
        if at is None:
            raise _Lost(f"there is no page {rest[0]}.")
        if rest[1:2] != ["lines"]:
            return self._inside(f"pages/{at}", self._data["pages"][at], rest[1:], None)
        if len(rest) != 4 or rest[3] != "text":
            raise _Lost(f"only the text of a line can be set, not {'/'.join(rest)}.")
        return self._in_line(self._pages[at], rest[2], item)

    def _in_line(self, page: Page, number: str, item: dict[str, Any] | None) -> tuple[str, dict[str, Any] | None, Any]:
        texts = {line.number: self._lines.get(page.number, {}).get(line.number, line.text) for line in page.lines}
        wanted = item["text"] if item else None
        fits = [at for at, text in texts.items() if text == wanted]
        at = int(number) if number.isdecimal() and (wanted is None or texts.get(int(number)) == wanted) else None
        if at is None and len(fits) == 1:
            at = fits[0]
        if at is None or at not in texts:
            raise _Lost(f"line {number} of page {page.number} is not there as it was.")
        return f"pages/{page.number}/lines/{at}/text", {"text": texts[at]}, texts[at]

    def _inside(
        self, at: str, value: Any, rest: list[str], item: dict[str, Any] | None
    ) -> tuple[str, dict[str, Any] | None, Any]:
        for name in rest:
            if isinstance(value, dict) and name in value:
                value = value[name]
            elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
                value = value[int(name)]
            else:
                value = _NOTHING
            at = f"{at}/{name}"
        if value is _NOTHING:
            raise _Lost(f"{at} does not exist.")
        return at, item, value

    def _position(self, name: str, key: str, item: dict[str, Any] | None) -> int:
        """Where in list `name` the item stands that was called `key` and looked like `item`."""
        rows: list[dict[str, Any]] = self._data[name]
        keyed = [at for at, row in enumerate(rows) if str(row.get("id", at)) == key]
        if item is None:
            if keyed:
                return keyed[0]
            raise _Lost(f"{name}/{key} does not exist.")
        for same in (_same_words_and_page, _same_words, _same_page_alike):
            fits = [at for at, row in enumerate(rows) if same(row, item)]
            if len(fits) == 1 or set(fits) & set(keyed):
                return fits[0] if len(fits) == 1 else keyed[0]
        raise _Gone(f"{name}/{key} ({_words(item)!r}) is not there any more.")

    # the seven deeds, each returns what is odd ("" nothing)

    def _set(self, correction: Correction) -> str:
        at, _, now = self.find(correction.path, correction.item)
        if at.startswith("pages/") and "/lines/" in at:
            _, page, _, line, _ = at.split("/")
            self._lines.setdefault(int(page), {})[int(line)] = str(correction.new)
            self._reword(int(page), str(now), str(correction.new))
        else:
            self._put(at, _plain(correction.new))
        self._believe(at, correction)
        odd = now not in (_plain(correction.old), _plain(correction.new))
        return f"{correction.path} was {correction.old!r}, a newer reading says {now!r}" if odd else ""

    def _add(self, correction: Correction) -> str:
        rows = self._list(correction.path)
        at = self._follow(correction.after, rows)
        key = {"id": f"k{correction.id}"} if correction.path in _WITH_IDS else {}
        new = _whole(correction.path, {**_plain(correction.new), **key})
        known = [row for row in rows if _same_words_and_page(row, new)]
        if known and key:
            return f"{_words(new)!r} is read by now: not added a second time"
        rows.insert(at, new)
        self._shift(correction.path, lambda position: position + (position >= at))
        return ""

    def _remove(self, correction: Correction) -> str:
        try:
            name, at = self._item(correction.path, correction.item)
        except _Gone:
            return ""
        odd = _words(self._data[name][at]) != _words(correction.item)
        del self._data[name][at]
        self._shift(name, lambda position: None if position == at else position - (position > at))
        return f"{correction.path} reads otherwise by now, and is removed" if odd else ""

    def _move(self, correction: Correction) -> str:
        name, at = self._item(correction.path, correction.item)
        rows = self._data[name]
        order = list(range(len(rows)))
        order.remove(at)
        to = self._follow(correction.after, rows)
        order.insert(to - (to > at), at)
        self._data[name] = [rows[position] for position in order]
        self._shift(name, order.index)
        return ""

    def _split(self, correction: Correction) -> str:
        name, at = self._item(correction.path, correction.item)
        first, second = _plain(correction.new)
        row = self._data[name][at]
        parts = {**row, **first, "id": row["id"]}, {**row, **second, "id": f"k{correction.id}"}
        self._data[name][at : at + 1] = [_whole(name, part) for part in parts]
        self._shift(name, lambda position: position + (position > at))
        return ""

    def _merge(self, correction: Correction) -> str:
        name, at = self._item(correction.path, correction.item)
        other = self._position(name, correction.other, correction.old[1] if correction.old else None)
        if other == at:
            raise _Lost(f"{correction.path} can't be merged with itself.")
        row = self._data[name][at]
        self._data[name][at] = _whole(name, {**row, **_plain(correction.new), "id": row["id"]})
        del self._data[name][other]
        self._shift(name, lambda position: at - (at > other) if position == other else position - (position > other))
        return ""

    def _list(self, path: str) -> list[dict[str, Any]]:
        if path not in LISTS:
            raise _Lost(f"nothing can be added to {path}.")
        rows: list[dict[str, Any]] = self._data[path]
        return rows

    def _item(self, path: str, item: dict[str, Any] | None) -> tuple[str, int]:
        name, _, key = path.partition("/")
        if name not in LISTS or not key or "/" in key:
            raise _Lost(f"{path} is no item of {', '.join(LISTS)}.")
        return name, self._position(name, key, item)

    def _follow(self, after: str | None, rows: list[dict[str, Any]]) -> int:
        """The position behind the item `after`; the end when it is None or gone, the beginning when it is empty."""
        if after == "":
            return 0
        keys = [str(row.get("id", at)) for at, row in enumerate(rows)]
        return keys.index(after) + 1 if after in keys else len(rows)

    def _reword(self, page: int, old: str, new: str) -> None:
        """A line set right is right in the article too, where its words stand in one place only."""
        fits = [
            paragraph
            for article in self._data["articles"]
            for paragraph in article["paragraphs"]
            if page in article["pages"] and old and paragraph["text"].count(old) == 1
        ]
        if len(fits) == 1:
            (paragraph,) = fits
            at = paragraph["text"].index(old)
            paragraph["text"] = paragraph["text"].replace(old, new)
            grown = len(new) - len(old)
            breaks = paragraph.get("breaks", [])
            paragraph["breaks"] = [[offset + grown if offset > at else offset, number] for offset, number in breaks]

    def _put(self, at: str, value: Any) -> None:
        *way, last = at.split("/")
        holder: Any = self._data
        for name in way:
            holder = holder[int(name)] if isinstance(holder, list) else holder[name]
        if isinstance(holder, list):
            holder[int(last)] = value
        else:
            holder[last] = value

    def _believe(self, at: str, correction: Correction) -> None:
        """A person looked: the doubts about the value go, its evidence is the person's word."""
        about = re.compile(rf"{re.escape(at)}(/|$)")
        self._data["doubts"] = [doubt for doubt in self._data["doubts"] if not about.match(doubt["path"])]
        said = Evidence(path=at, quote=_quote(correction.new), by=f"correction by {correction.by}", confidence=1.0)
        kept = [row for row in self._data["evidence"] if not about.match(row["path"]) or row["page"] is not None]
        self._data["evidence"] = [*kept, msgspec.to_builtins(said)]

    def _shift(self, name: str, to: Callable[[int], int | None]) -> None:
        """Paths by position into list `name` follow their items; those of items that went are dropped."""

        def follow(path: str | None) -> str | None:
            match = re.match(rf"{name}/(\d+)(?=/|$)", path or "")
            if path is None or match is None:
                return path
            now = to(int(match[1]))
            return None if now is None else f"{name}/{now}{path[match.end() :]}"

        for kind, field in (("evidence", "path"), ("doubts", "path"), ("mentions", "of")):
            moved = [{**row, field: follow(row[field])} for row in self._data[kind]]
            self._data[kind] = [row for row in moved if row[field] is not None]
        self._moves.append(follow)

    def _with_lines(self, page: Page, before: Page) -> Page:
        texts = self._lines.get(before.number, {})
        lines = tuple(self._moved(_reworded(line, texts.get(line.number))) for line in before.lines)
        return replace(page, lines=lines, words=before.words)

    def _moved(self, line: Line) -> Line:
        of = line.of
        for follow in self._moves:
            of = follow(of)
        return line if of == line.of else replace(line, of=of)


_NOTHING = object()
_EMPTY_PAGE = {name: getattr(Page(number=0), name) for name in Page.__struct_fields__ if name not in ("lines", "words")}


def _reworded(line: Line, text: str | None) -> Line:
    """A line with its text set by a person: one word that fills the line, since the old words spell another text."""
    if text is None or text == line.text:
        return line
    word = Word(text=text, box=line.box, size=line.size, bold=line.bold)
    return replace(line, text=text, words=(word,) if line.box else (), confidence=1.0)


def _plain(value: Any) -> Any:
    """Structs and tuples as the dicts and lists of JSON, a copy."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _whole(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """An item of list `name` with all its fields. Raises msgspec.ValidationError."""
    item: dict[str, Any] = _plain(msgspec.convert(fields, LISTS[name]))
    return item


def _quote(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _words(row: dict[str, Any] | None) -> str:
    """What an item is known by: title, name or text."""
    row = row or {}
    return next((str(row[name]) for name in ("title", "text", "name") if row.get(name)), "")


def _same_words(row: dict[str, Any], item: dict[str, Any]) -> bool:
    return bool(_words(item)) and loose(_words(row)) == loose(_words(item))


def _same_words_and_page(row: dict[str, Any], item: dict[str, Any]) -> bool:
    return _same_words(row, item) and row.get("page") == item.get("page")


def _same_page_alike(row: dict[str, Any], item: dict[str, Any]) -> bool:
    """Read otherwise, but the same: on the same page, and most characters agree."""
    if row.get("page") != item.get("page"):
        return False
    return SequenceMatcher(None, loose(_words(row)), loose(_words(item)), autojunk=False).ratio() >= _ALIKE
