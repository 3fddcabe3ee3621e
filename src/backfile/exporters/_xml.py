"""XML written piece by piece: elements with text that XML 1.0 can hold, whatever was read from paper or file."""

from __future__ import annotations

import re
from typing import BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

# XML 1.0, production 2 (Char): everything else is dropped, for not even a character reference can stand for it.
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def legal(text: object) -> str:
    """`text` without what XML 1.0 forbids."""
    return _ILLEGAL.sub("", str(text))


def name_token(text: str) -> str:
    """An NCName made of `text`, for xml:id and the like."""
    token = _NOT_IN_NAMES.sub("-", text)
    return token if token[:1].isalpha() or token[:1] == "_" else f"_{token}"


def element(tag: str, text: object = None, /, **attributes: object) -> Element:
    """An element; attributes whose value is None are left out, a trailing underscore of their names too (`class_`)."""
    made = Element(tag, _attributes(attributes))
    if text is not None:
        made.text = legal(text)
    return made


def add(parent: Element, tag: str, text: object = None, /, **attributes: object) -> Element:
    """A new last child of `parent`."""
    made = SubElement(parent, tag, _attributes(attributes))
    if text is not None:
        made.text = legal(text)
    return made


def add_known(parent: Element, tag: str, text: object, /, **attributes: object) -> None:
    """A new last child when there is something to say."""
    if text is not None and text != "":
        add(parent, tag, text, **attributes)


def set_attribute(to: Element, name: str, value: object) -> None:
    if value is not None:
        to.set(name, legal(value))


def serialise(root: Element) -> bytes:
    """UTF-8 without a declaration."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return written


def document(root: Element) -> bytes:
    """UTF-8 with a declaration, ready to be a file."""
    return DECLARATION + serialise(root) + b"\n"


def write_around(out: BinaryIO, opening: str) -> None:
    """The declaration and a start tag that stays open while records are streamed after it."""
    out.write(DECLARATION + opening.encode() + b"\n")


def _attributes(attributes: dict[str, object]) -> dict[str, str]:
    return {name.rstrip("_"): legal(value) for name, value in attributes.items() if value is not None}
