"""XML and HTML from untrusted files: no network, no DTD, no entity of a file's own, bounds on bytes and depth.

libxml2 as lxml drives it refuses more than 256 levels and 10 MB of text in one node (`huge_tree=False`); a document that
declares entities is refused whole, since nothing that a library exchanges needs them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ..errors import DamagedInput, EmptyInput, InputTooLarge
from ..model import Box

Element = etree._Element

MAX_BYTES = 64_000_000
"""More than the description of any issue, or the words of any page, takes."""
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_CROWDED = re.compile(rb"<[A-Za-z_:](?:[^<>]{0,64}=){1}[^<>]{100000}")


def parse(path: Path) -> Element:
    """The root of an XML file. Raises DamagedInput (with line and reason), EmptyInput, InputTooLarge."""
    data = read_bounded(path)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True,
        recover=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedInput(f"{path}: not well-formed XML: {error}.", cure=_cure(str(error))) from error
    # recovery serves for what is well-formed but for an ID that is no name; whatever breaks XML itself is refused
    fatal = next((entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.FATAL), None)
    if fatal is not None or root is None:
        why = f"{fatal.message.strip()} (line {fatal.line})" if fatal is not None else "nothing in it"
        raise DamagedInput(f"{path}: not well-formed XML: {why}.", cure=_cure(why))
    _refuse_entities(root, path)
    return root


def parse_html(path: Path) -> Element:
    """The root of an XHTML or HTML file, however it is written."""
    try:
        return parse(path)
    except (EmptyInput, InputTooLarge):
        raise
    except DamagedInput:
        data = read_bounded(path)
        if b"<!ENTITY" in data:
            raise
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedInput(f"{path}: not HTML: {error}.") from error
    if root is None:
        raise DamagedInput(f"{path}: there is nothing in this HTML.")
    return root


def read_bounded(path: Path) -> bytes:
    """The bytes of a file. Raises EmptyInput, InputTooLarge, and DamagedInput where it can't be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputTooLarge(f"{path}: {size:,} bytes are more than {MAX_BYTES:,}.", cure="Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise DamagedInput(f"{path}: can't be read: {error.strerror or error}.", cure="Check the name.") from error
    if not data.strip():
        raise EmptyInput(f"{path}: the file is empty.")
    if _CROWDED.search(data):
        raise InputTooLarge(
            f"{path}: an element with 100,000 bytes of attributes.", cure="The file is no use: leave it."
        )
    return data


def head_text(head: bytes) -> str:
    """The beginning of a file as text, as far as telling formats apart needs it."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    return head.decode("utf-8", errors="ignore")


def names_root(head: bytes, *names: str) -> bool:
    """Whether the first element of an XML file is one of `names`, whatever its prefix."""
    text = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(\[.*?\])?\s*>", "", head_text(head), flags=re.S)
    found = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", text)
    return bool(found) and found[1] in names  # type: ignore[index]


def local(element: Element) -> str:
    """The name of an element without its namespace ("" for what is not an element)."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def every(element: Element, *names: str) -> Iterator[Element]:
    """All descendants of these names, in whatever namespace, in document order."""
    for found in element.iterdescendants():
        if local(found) in names:
            yield found


def children(element: Element, *names: str) -> Iterator[Element]:
    for found in element:
        if local(found) in names:
            yield found


def first(element: Element, *path: str) -> Element | None:
    """The first descendant along `path`, each a child of the one before."""
    here: Element | None = element
    for name in path:
        here = next(children(here, name), None) if here is not None else None
    return here


def text_of(element: Element | None) -> str:
    """All text inside, on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split()) if element is not None else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name; None when it is missing or empty."""
    found = element.get(name)
    if found is None:
        values = (value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name)
        found = next(values, None)  # type: ignore[assignment]
    return (str(found).strip() or None) if found is not None else None


def language(element: Element) -> str | None:
    """`xml:lang` of the element or what it stands in."""
    here: Element | None = element
    while here is not None:
        value = here.get("{http://www.w3.org/XML/1998/namespace}lang")
        if value:
            return str(value)
        here = here.getparent()
    return None


# ISO 639-2 (bibliographic and terminological) and Tesseract's names → BCP 47.
_TAGS = {
    "chi": "zh", "zho": "zh", "chi_sim": "zh-Hans", "chi_tra": "zh-Hant", "jpn": "ja", "kor": "ko", "eng": "en", "ger": "de",
    "deu": "de", "frk": "de", "fre": "fr", "fra": "fr", "rus": "ru", "ara": "ar", "spa": "es", "ita": "it", "por": "pt",
    "dut": "nl", "nld": "nl", "lat": "la", "pol": "pl", "cze": "cs", "ces": "cs", "swe": "sv", "dan": "da", "nor": "no",
    "fin": "fi", "hun": "hu", "gre": "el", "ell": "el", "tur": "tr", "heb": "he", "per": "fa", "fas": "fa", "hin": "hi",
    "tha": "th", "vie": "vi", "ukr": "uk", "ltz": "lb", "est": "et", "lav": "lv", "lit": "lt", "slv": "sl", "hrv": "hr",
}  # fmt: skip


def language_tag(code: str | None) -> str | None:
    """The BCP 47 tag of a language code as files write it; what is none of those known stays, "unknown" goes.

    >>> language_tag("dut"), language_tag("zh-Hant"), language_tag("und")
    ('nl', 'zh-Hant', None)
    """
    said = (code or "").strip()
    if said.lower() in ("", "und", "unk", "unknown", "zxx", "mul", "none"):
        return None
    return _TAGS.get(said.lower(), said if len(said) <= 35 else None)


def number(value: str | None) -> float | None:
    """A finite number, or None."""
    try:
        found = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def box_of(left: float, top: float, right: float, bottom: float, width: float, height: float) -> Box | None:
    """A box in fractions of a page of `width` by `height`, cut to the page; None when nothing of it is on the page."""
    if width <= 0 or height <= 0:
        return None
    left, right = sorted((left / width, right / width))
    top, bottom = sorted((top / height, bottom / height))
    if right < 0 or bottom < 0 or left > 1 or top > 1:
        return None
    return Box(max(0.0, left), max(0.0, top), min(1.0, right), min(1.0, bottom))


def _refuse_entities(root: Element, path: Path) -> None:
    document = root.getroottree().docinfo.internalDTD
    if document is not None and any(True for _ in document.iterentities()):  # type: ignore[attr-defined]
        raise DamagedInput(
            f"{path}: the file declares entities of its own, which may name other files or grow without end.",
            cure="If you trust it, write it again without a DOCTYPE: xmllint --noent --dropdtd.",
        )


def _cure(error: str) -> str:
    if "encod" in error.lower() or "utf-8" in error.lower():
        return "Its encoding is not the one that it declares: save it as UTF-8."
    return "Open the file in an XML editor; get another copy if it was cut short."
