"""What is to be printed, before it has any place on paper."""

from __future__ import annotations

from typing import Any

import msgspec

from backfile.model import Contributor, Notice


class Text(msgspec.Struct, frozen=True):
    """One paragraph of an article; `kind` as in `backfile.model.Paragraph`."""

    text: str
    kind: str = "body"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One article (or part of one, `level` > 1) as the editors know it.

    `title` holds the lines over which the contents set it; `body_title` those of the article itself where they differ.
    `byline` is the contributors as the contents print them, `signature` as the article does. `length` is the wish, in
    paragraphs, that `paragraphs` fulfils. `facts` are further values for the template only.
    """

    id: str
    title: tuple[str, ...]
    body_title: tuple[str, ...] = ()
    section: str | None = None
    subtitle: tuple[str, ...] = ()
    shoulder: str | None = None
    genre: str | None = None
    alternative_title: str | None = None
    contributors: tuple[Contributor, ...] = ()
    byline: str = ""
    signature: str = ""
    blurb: str | None = None
    paragraphs: tuple[Text, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    clc: str | None = None
    doi: str | None = None
    level: int = 1
    parent: str | None = None
    in_contents: bool = True
    language: str | None = None
    facts: dict[str, Any] = {}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A whole issue before typesetting; `facts` go to the template, `pictures` are SVG documents by file name."""

    periodical: dict[str, Any]
    issue: dict[str, Any]
    pieces: tuple[Piece, ...]
    language: str
    notices: tuple[Notice, ...] = ()
    facts: dict[str, Any] = {}
    pictures: dict[str, str] = {}
