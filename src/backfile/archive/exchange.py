"""Corrections as a file: taken out of one archive and into another, where the same originals are.

A line is JSON: `{"issue": id, "sha256": of the original, "correction": Correction}`. An issue is found by the hash of its
original, by its id only where that original is not here. What is here already is left alone, so a file can be taken in
twice. A file may come from anybody: `read` lets nothing through that could not have been made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from ..errors import InputError, InputTooLarge
from . import corrections
from .corrections import LISTS, Clash, Correction
from .folder import Archive

MOST_LINES = 1_000_000
_ID = re.compile(r"[\w-]{1,80}", re.A)
_HEADS = ("periodical", "issue", "pages", *LISTS)
_DEEPEST = 20


class Reception(NamedTuple):
    """What a file brings an issue: what is `new` here, how many corrections are `known`, which of all then don't fit.

    `issue` is its id here; its id there, where it is not here (`is_here`).
    """

    issue: str
    is_here: bool
    new: tuple[Correction, ...]
    known: int = 0
    clashes: tuple[Clash, ...] = ()

    @property
    def fitting(self) -> tuple[Correction, ...]:
        """The new ones that meet what they were made for."""
        odd = {clash.correction.id for clash in self.clashes}
        return tuple(row for row in self.new if row.id not in odd)


class _Line(msgspec.Struct):
    issue: str
    sha256: str
    correction: Correction


def write(archive: Archive, ids: Iterable[str]) -> Iterator[bytes]:
    """The corrections of issues, a line each."""
    kept = archive.kept()
    for id in ids:
        for row in archive.corrections(id):
            yield msgspec.json.encode(_Line(id, kept[id].sha256, row)) + b"\n"


def read(archive: Archive, data: bytes, name: str, most: int = MOST_LINES) -> dict[str, list[Correction]]:
    """Issue here (else its id there) → corrections of a file called `name`.

    Raises InputTooLarge beyond `most` lines, InputError naming a line that is no correction or changes what can't be changed.
    """
    lines = data.splitlines()
    if len(lines) > most:
        raise InputTooLarge(f"{name}: {len(lines):,} lines are more than {most:,}.", cure="Split the file.")
    arrived: dict[str, list[Correction]] = {}
    for number, line in enumerate(lines, 1):
        row = _read_line(line, name, number)
        if row is not None:
            arrived.setdefault(archive.holding(row.sha256) or row.issue, []).append(row.correction)
    return arrived


def _read_line(line: bytes, name: str, number: int) -> _Line | None:
    if not line.strip():
        return None
    try:
        row = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"{name}, line {number}: not a correction: {error}.", cure="Export it again.") from error
    if not _is_possible(row.correction):
        raise InputError(f"{name}, line {number}: it changes what can't be corrected.", cure="Export it again.")
    return row


def _is_possible(row: Correction) -> bool:
    """Whether it might have been made here: of something that can be corrected, and with ids that are none of a file's."""
    head, _slash, rest = row.path.partition("/")
    named = (row.id, row.other, row.after) if row.do != "undo" else (row.id, row.other)
    return (
        (row.do == "undo" or head in _HEADS)
        and not rest.endswith("/id")
        and all(_ID.fullmatch(id) for id in named if id)
        and bool(row.id)
        and _has_sound_ids([row.old, row.new, row.item], 0)
    )


def _has_sound_ids(value: Any, depth: int) -> bool:
    """Whether every `id` in `value` is one that can be part of an address and of a file's name."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        id = value.get("id", "c01")
        return (
            isinstance(id, str)
            and bool(_ID.fullmatch(id))
            and all(_has_sound_ids(one, depth + 1) for one in value.values())
        )
    return not isinstance(value, list) or all(_has_sound_ids(one, depth + 1) for one in value)


def foresee(archive: Archive, arrived: dict[str, list[Correction]]) -> list[Reception]:
    """What taking in would do, in the order of the file; nothing is changed."""
    kept = archive.kept()
    return [
        _foresee(archive, id, rows) if id in kept else Reception(id, is_here=False, new=tuple(rows))
        for id, rows in arrived.items()
    ]


def _foresee(archive: Archive, id: str, rows: list[Correction]) -> Reception:
    here = archive.corrections(id)
    known = {row.id for row in here}
    new = tuple({row.id: row for row in rows if row.id not in known}.values())
    needs_words = any("/lines/" in row.path for row in (*here, *new))
    issue = archive.load(id, words=needs_words, corrected=False)
    before = {clash.correction.id for clash in corrections.apply(issue, here).clashes}
    clashes = corrections.apply(issue, [*here, *new]).clashes
    return Reception(
        id, True, new, len(rows) - len(new), tuple(clash for clash in clashes if clash.correction.id not in before)
    )


def receive(archive: Archive, receptions: Iterable[Reception], *, fitting: bool = False) -> dict[str, list[Correction]]:
    """Take in what was foreseen; only what meets what it was made for, when `fitting`. Returns what is new, by issue.

    Leaving one out may leave another without what it is made for: that one is left out, too.
    """
    taken = {}
    for one in receptions:
        if one.is_here:
            rows = _leave_out(archive, one) if fitting else one.new
            taken[one.issue] = archive.receive(one.issue, rows)
    return taken


def _leave_out(archive: Archive, one: Reception) -> tuple[Correction, ...]:
    """The new ones that fit, and still do without the others."""
    while one.new and len(one.fitting) < len(one.new):
        one = _foresee(archive, one.issue, list(one.fitting))
    return one.new
