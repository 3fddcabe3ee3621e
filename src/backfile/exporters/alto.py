"""ALTO 4.4 (Library of Congress): one file per page, blocks, lines and words with their boxes, in a tar of folders by issue.

Sizes are in tenths of a millimetre where the page's are known, else in ten-thousandths of the page as "pixel". Blocks and
lines stand in reading order. Tags say what a line is and which article took it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from ..model import Box, Issue, Line, Page, Word, bound
from ._package import package
from ._xml import add, document, element, legal, name_token, set_attribute

NAME = "ALTO 4.4"
SUFFIX = ".tar"
NEEDS = frozenset({"words"})
NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")
_TOUCHING = 1e-4  # in fractions of the page: narrower than any space


class _Scale(NamedTuple):
    """Page size in the unit that is written."""

    unit: str
    width: float
    height: float


def export(issues: Iterable[Issue], out: BinaryIO) -> None:
    with package(out) as tar:
        for issue in issues:
            for page in issue.pages:
                tar.add(f"{name_token(issue.id)}/{file_name(page)}", page_file(issue, page))


def file_name(page: Page) -> str:
    return f"alto/{page.number:04}.xml"


def page_file(issue: Issue, page: Page) -> bytes:
    """The ALTO document of one page."""
    scale = _scale(page)
    root = element(
        "alto",
        xmlns=NAMESPACE,
        SCHEMAVERSION="4.4",
        **{
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
        },
    )
    _describe(root, issue, page, scale)
    tags = {
        value: f"tag{n}" for n, value in enumerate(dict.fromkeys(tag for line in page.lines for tag in _tags(line)), 1)
    }
    _add_tags(root, tags)
    leaf = add(
        add(root, "Layout"), "Page", ID=f"P{page.number}", PHYSICAL_IMG_NR=page.number, PRINTED_IMG_NR=page.label,
        PAGECLASS=page.kind, WIDTH=_number(scale.width), HEIGHT=_number(scale.height), PC=_share(page.confidence),
        LANG=language_tag(page.language), PROCESSING="backfile",
    )  # fmt: skip
    space = add(leaf, "PrintSpace", **_position(Box(0, 0, 1, 1), scale))
    for id, lines in blocks(page):
        _add_block(space, id, lines, scale, tags)
    return document(root)


def blocks(page: Page) -> Iterator[tuple[str, list[Line]]]:
    """(ID in the page's file, lines) for each run of lines in one block, in reading order."""
    for number, (_, lines) in enumerate(groupby(page.lines, key=lambda line: line.block), start=1):
        yield f"P{page.number}_B{number}", list(lines)


def language_tag(language: str | None) -> str | None:
    """`language` when it has the form of xsd:language."""
    return language if language and _LANGUAGE.match(language) else None


def _describe(root: Element, issue: Issue, page: Page, scale: _Scale) -> None:
    description = add(root, "Description")
    add(description, "MeasurementUnit", scale.unit)
    if issue.source:
        image = add(description, "sourceImageInformation")
        add(image, "fileName", issue.source.name)
        if issue.source.sha256:
            add(image, "fileIdentifier", f"sha256:{issue.source.sha256}")
    processing = add(description, "Processing", ID="backfile")
    for step in issue.steps:
        add(processing, "processingStepDescription", f"{step.stage} {step.version}")
    add(
        processing,
        "processingStepSettings",
        f"source {page.source}" + (f", engine {page.engine}" if page.engine else ""),
    )
    add(add(processing, "processingSoftware"), "softwareName", "Backfile")


def _tags(line: Line) -> Iterator[tuple[str, str]]:
    if line.role:
        yield "LayoutTag", line.role
    if line.of:
        yield "StructureTag", line.of


def _add_tags(root: Element, tags: dict[tuple[str, str], str]) -> None:
    if tags:
        holder = add(root, "Tags")
        for (kind, value), id in tags.items():
            add(holder, kind, ID=id, TYPE="role" if kind == "LayoutTag" else "record", LABEL=value)


def _add_block(space: Element, id: str, lines: list[Line], scale: _Scale, tags: dict[tuple[str, str], str]) -> None:
    boxes = [line.box for line in lines if line.box]
    block = add(space, "TextBlock", ID=id, **(_position(bound(boxes), scale) if boxes else {}))
    for number, line in enumerate(lines, start=1):
        made = add(
            block, "TextLine", ID=f"{id}_L{number}", TAGREFS=" ".join(tags[tag] for tag in _tags(line)) or None,
            BASEDIRECTION={"rtl": "rtl", "ttb": "ttb"}.get(line.direction), **_position(line.box, scale),
        )  # fmt: skip
        _add_words(made, line, scale)


def _add_words(made: Element, line: Line, scale: _Scale) -> None:
    words = line.words or (Word(text=line.text, box=line.box, confidence=line.confidence),)
    for word, following in pairwise((*words, None)):
        assert word is not None
        string = add(made, "String", WC=_share(word.confidence), **_position(word.box, scale))
        set_attribute(string, "CONTENT", word.text)
        if following is not None and _apart(line, word, following):
            add(made, "SP")


def _apart(line: Line, word: Word, following: Word) -> bool:
    """Words that touch have no space between them (CJK runs of another style, superscripts)."""
    if word.box is None or following.box is None:
        return f"{word.text}{following.text}" not in line.text
    if line.direction == "ttb":
        return following.box.top - word.box.bottom > _TOUCHING
    gap = word.box.left - following.box.right if line.direction == "rtl" else following.box.left - word.box.right
    return gap > _TOUCHING and f"{word.text}{following.text}" not in line.text


def _scale(page: Page) -> _Scale:
    if page.width <= 0 or page.height <= 0:
        return _Scale("pixel", 10_000, 10_000)
    return (
        _Scale("mm10", page.width * 10, page.height * 10)
        if page.unit == "mm"
        else _Scale("pixel", page.width, page.height)
    )


def _position(box: Box | None, scale: _Scale) -> dict[str, object]:
    if box is None:
        return {}
    return {
        "HPOS": _number(box.left * scale.width), "VPOS": _number(box.top * scale.height),
        "WIDTH": _number(box.width * scale.width), "HEIGHT": _number(box.height * scale.height),
    }  # fmt: skip


def _number(value: float) -> str:
    return legal(f"{value:.2f}".rstrip("0").rstrip("."))


def _share(value: float) -> str:
    return f"{min(max(value, 0.0), 1.0):.3f}"
