"""MARCXML (Library of Congress, MARC21slim): a collection with one record per article; the fields are told in `_marc`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element

from ..model import Issue
from ._citation import Work, works
from ._marc import LEADER, to_fields
from ._xml import add, element, serialise, write_around

NAME = "MARCXML"
SUFFIX = ".xml"
NAMESPACE = "http://www.loc.gov/MARC21/slim"


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    write_around(out, f'<collection xmlns="{NAMESPACE}">')
    for issue in issues:
        for work in works(issue):
            out.write(serialise(article_record(issue, work)) + b"\n")
    out.write(b"</collection>\n")


def article_record(issue: Issue, work: Work) -> Element:
    """The `record` element of one article."""
    record = element("record", xmlns=NAMESPACE)
    add(record, "leader", LEADER)
    for field in to_fields(issue, work):
        if not field.indicators:
            add(record, "controlfield", field.subfields[0][1], tag=field.tag)
            continue
        made = add(record, "datafield", tag=field.tag, ind1=field.indicators[0], ind2=field.indicators[1])
        for code, text in field.subfields:
            add(made, "subfield", text, code=code)
    return record
