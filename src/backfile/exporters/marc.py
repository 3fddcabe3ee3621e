"""MARC 21 in ISO 2709 (ANSI Z39.2), UTF-8: one record per article, for library systems; the fields are told in `_marc`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from ..model import Issue
from ._citation import works
from ._marc import LEADER, Field, to_fields

NAME = "MARC 21"
SUFFIX = ".mrc"
_END_OF_FIELD, _END_OF_RECORD, _SUBFIELD = b"\x1e", b"\x1d", b"\x1f"
_RECORD_MAX = 99_999


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    for issue in issues:
        for work in works(issue):
            out.write(_record(to_fields(issue, work)))


def _record(fields: list[Field]) -> bytes:
    """Leader, directory, fields; a record beyond 99,999 bytes loses its last fields, which are the least needed first."""
    bodies = [(field.tag, _body(field)) for field in fields]
    while 25 + sum(12 + len(body) for _, body in bodies) > _RECORD_MAX:
        bodies.remove(max(bodies, key=lambda each: each[0] in ("520", "653")))
    directory, data = b"", b""
    for tag, body in bodies:
        directory += f"{tag}{len(body):04}{len(data):05}".encode()
        data += body
    start = 24 + len(directory) + 1
    leader = f"{start + len(data) + 1:05}{LEADER[5:12]}{start:05}{LEADER[17:]}".encode()
    return leader + directory + _END_OF_FIELD + data + _END_OF_RECORD


def _body(field: Field) -> bytes:
    if not field.indicators:
        return field.subfields[0][1].encode() + _END_OF_FIELD
    parts = (_SUBFIELD + code.encode() + text.encode() for code, text in field.subfields)
    return field.indicators.encode() + b"".join(parts) + _END_OF_FIELD
