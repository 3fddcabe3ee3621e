"""Text dumps: what OCR programs and copy-and-paste leave behind (UTF-8, UTF-16, GB18030, Big5 and others).

Form feeds separate pages; without them the whole file is one page. There are no boxes and no paper size: a page
carries its `lines` ready made, numbered as in the file, blank ones left out.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from charset_normalizer import from_bytes

from ..errors import InputError, InputTooLarge, UnsupportedInput
from ..model import Direction, Line, Page
from ..settings import Settings
from ._source import describe

if TYPE_CHECKING:
    from PIL.Image import Image

NAME = "text"
SUFFIXES = (".txt", ".text", ".md", ".markdown")

MAX_BYTES = 64_000_000
"""More text than any issue has; a larger file is not a text dump and would stand in memory several times over."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY = ("gb18030", "big5hkscs", "cp932", "euc_kr")
_FREQUENT = {"cp932": ("\u3041", "\u30fe"), "euc_kr": ("\uac00", "\ud7a3")}  # kana, hangul
# Half of the commoner Chinese characters turn into hangul when GB 18030 is read as EUC-KR: Korean has more than that.
_LEAST = {"cp932": 0.25, "euc_kr": 0.7}
# The most frequent characters of Chinese in both scripts: a wrong decoding yields rare ones.
_COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子"
    "说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家力里如化高自二理起小物现現实實加量都两兩体體制机機"
    "当當使点點从從业業本去把性好应應开開合还還因由其些然前外天政四日社事平形相全表间間与與关關各重新内數数正心明看原又利比或但"
    "质質第向道此变變条條只没沒结結解问問意建月公无無系情者最立代想已通并提直题題五果文总總技期论論记記者编編刊"
)
_CURE = "Give the file its right ending, or save it as plain text (UTF-8)."
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def accepts(path: Path, head: bytes) -> bool:
    suffix = path.suffix.lower()
    return bool(head) and (suffix in SUFFIXES or (not suffix and _looks_like_text(head)))


def open_document(path: Path, settings: Settings) -> TextDocument:
    """Open a text dump. Raises InputTooLarge, or UnsupportedInput when the bytes are not text."""
    if path.stat().st_size > MAX_BYTES:
        raise InputTooLarge(f"{path}: more than {MAX_BYTES:,} bytes is no text of an issue.", cure="Split the file.")
    pages = split_pages(decode(path.read_bytes(), str(path)))
    if len(pages) > settings.max_pages:
        raise InputTooLarge(f"{path}: {len(pages):,} pages are more than max_pages = {settings.max_pages:,}.")
    return TextDocument(path, pages)


class TextDocument:
    """A text dump: its pages stand in memory."""

    def __init__(self, path: Path, pages: tuple[Page, ...]) -> None:
        self.source = describe(path, NAME)
        self._path = path
        self._pages = pages

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, number: int) -> Page:
        return self._pages[number - 1]

    def has_image(self, number: int) -> bool:  # noqa: ARG002 - the contract of all documents
        return False

    def image(self, number: int, dpi: int) -> Image:  # noqa: ARG002 - the contract of all documents
        raise InputError(f"{self._path}: a text has no page images.", cure="Add the scan or PDF of the issue.")

    def close(self) -> None:
        """Nothing is held open."""


def split_pages(text: str) -> tuple[Page, ...]:
    """Pages of `text` at form feeds. Lines keep their number in the file and their text without trailing blanks."""
    pages: list[list[Line]] = [[]]
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for ordinal, piece in enumerate(raw.split("\f")):
            if ordinal:
                pages.append([])
            content = _CONTROLS.sub("", piece).rstrip()
            if content:
                pages[-1].append(Line(text=content, number=number, direction=direction_of(content)))
    while len(pages) > 1 and not pages[-1]:
        pages.pop()
    return tuple(
        Page(number=number, lines=tuple(lines), kind="body" if lines else "blank", source="text")
        for number, lines in enumerate(pages, start=1)
    )


def direction_of(text: str) -> Direction:
    """Right to left when most of the strong characters are (Unicode bidirectional classes R and AL against L)."""
    if not _RTL.search(text):
        return "ltr"
    classes = [unicodedata.bidirectional(char) for char in text]
    return "rtl" if sum(kind in ("R", "AL") for kind in classes) > classes.count("L") else "ltr"


def decode(data: bytes, name: str) -> str:
    """`data` as text in the encoding it is most probably in. Raises UnsupportedInput when it is not text."""
    encoding = detect_encoding(data)
    if encoding is None:
        raise UnsupportedInput(f"{name}: the name says text, but the bytes are {_kind(data)}.", cure=_CURE)
    return data.decode(encoding, errors="replace" if encoding in _LEGACY else "strict").removeprefix("\ufeff")


def detect_encoding(data: bytes) -> str | None:
    """Name of the encoding of `data`, None for bytes that are not text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding if _decodes(data, encoding) else None
    if b"\x00" in data:
        return _bare_utf16(data)
    if _decodes(data, "utf-8"):
        return "utf-8" if _share_of_controls(data.decode()) < 0.02 else None
    if _magic(data):
        return None
    return _legacy_encoding(data)


def _legacy_encoding(data: bytes) -> str | None:
    """The East Asian encoding that gives the likeliest text, else what charset-normalizer thinks."""
    scores = {encoding: _likelihood(data, encoding) for encoding in _LEGACY}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] > 0.15:
        return best
    guess = from_bytes(data[:200_000]).best()
    if guess is not None and _decodes(data, guess.encoding) and _share_of_controls(str(guess)) < 0.02:
        return guess.encoding
    return "cp1252" if _decodes(data, "cp1252") and _share_of_controls(data.decode("cp1252")) < 0.02 else None


def _likelihood(data: bytes, encoding: str) -> float:
    """Share of the non-ASCII characters that are frequent in the language the encoding was made for, 0..1."""
    text = data[:200_000].decode(encoding, errors="replace")
    foreign = [char for char in text if char > "\x7f"]
    if not foreign or foreign.count("\ufffd") > max(1, len(foreign) // 200):
        return 0.0
    first, last = _FREQUENT.get(encoding, ("", ""))
    share = sum(first <= char <= last if first else char in _COMMON for char in foreign) / len(foreign)
    return share if share > _LEAST.get(encoding, 0.0) else 0.0


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of Latin text, or the bytes of blanks and line ends, are 0."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < 0.01 * len(data) or min(even, odd) > 0.1 * max(even, odd) or not _decodes(data, encoding):
        return None
    text = data.decode(encoding)
    letters = sum(char.isalnum() or char.isspace() or unicodedata.category(char).startswith("P") for char in text)
    return encoding if _share_of_controls(text) < 0.001 and letters > 0.9 * len(text) else None


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _share_of_controls(text: str) -> float:
    return len(_CONTROLS.findall(text)) / len(text) if text else 0.0


def _looks_like_text(head: bytes) -> bool:
    """A cut at 4096 bytes may split a character: the last three bytes don't count."""
    return not _magic(head) and b"\x00" not in head and _decodes(head[:-3] if len(head) == 4096 else head, "utf-8")


def _magic(data: bytes) -> str | None:
    """What well-known first bytes say."""
    kinds = (
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"\x89PNG", "a PNG image"),
        (b"II*\x00", "a TIFF image"),
        (b"MM\x00*", "a TIFF image"),
        (b"{\\rtf", "a rich text (RTF) document"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x1f\x8b", "compressed (gzip)"),
        (b"\x7fELF", "a program"),
    )
    return next((kind for mark, kind in kinds if data.startswith(mark)), None)


def _kind(data: bytes) -> str:
    return _magic(data) or "binary data in no encoding we know"
