"""ALTO 1 to 4 (Library of Congress, CCS): words, lines and blocks of pages, one file or a folder of them, images beside.

Alone, an ALTO file says where words stand: lines and their order are found as for any page. Where a METS file speaks of
its blocks (`mets`), lines and order are those of the file (its ReadingOrder, 4.3 and later, else the order of blocks).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from ..errors import DamagedInput, EmptyInput
from ..model import Box, Direction, Line, Page, Word, bound
from ..settings import Settings
from ..structure import is_cjk, join
from ._beside import BundleDocument, Folder, PageFile, describe_folder, match_images, sniff
from ._markup import (
    Element,
    attribute,
    box_of,
    children,
    every,
    first,
    language_tag,
    local,
    names_root,
    number,
    parse,
    text_of,
)
from ._source import describe
from .text import direction_of

NAME = "ALTO"
SUFFIXES = (".xml", ".alto")

_MILLIMETRES = {"mm10": 0.1, "inch1200": 25.4 / 1200}
_A4 = 297.0
_TEXT_FOLDER = re.compile(r"alto|ocr|xml|text|page", re.I)
_BLOCKS = ("TextBlock", "Illustration", "GraphicalElement")
_Read = Callable[[Path], list[Page]]
_WIDE, _SPACE = 1.2, 0.12  # gaps in heights of the line: of a wide gap, of a word space


def accepts(path: Path, head: bytes) -> bool:
    if head:
        return names_root(head, "alto")
    return path.is_dir() and bool(page_files(path, ("alto",), SUFFIXES))


def open_document(path: Path, settings: Settings) -> BundleDocument:
    """Open an ALTO file or a folder of them. Raises DamagedInput, EmptyInput, InputTooLarge."""
    return open_pages(path, settings, NAME, ("alto",), SUFFIXES, lambda file: [page.page for page in read_file(file)])


def page_files(path: Path, roots: tuple[str, ...], suffixes: tuple[str, ...]) -> list[Path]:
    """The text files of a folder that holds pages in one format and nothing but images and remarks beside them."""
    folder = Folder(path)
    if not folder.near(suffixes, _TEXT_FOLDER):
        return []
    named = [file for file in folder.files if file.suffix.lower() in suffixes]
    found = [file for file in named if names_root(sniff(file), *roots)]
    strangers = [
        file for file in named if file not in found and names_root(sniff(file), "mets", "alto", "PcGts", "html")
    ]
    one_place = len({file.parent for file in found}) == 1 and _is_own(found[0].parent, folder.root)
    pdfs = any(file.suffix.lower() == ".pdf" for file in folder.files)
    return found if one_place and not strangers and not pdfs and folder.holds_only(suffixes) else []


def _is_own(parent: Path, folder: Path) -> bool:
    """Whether text files in `parent` are those of `folder`: directly in it, or in a folder named after what they are."""
    return parent == folder or (parent.parent == folder and bool(_TEXT_FOLDER.search(parent.name)))


def open_pages(
    path: Path, settings: Settings, name: str, roots: tuple[str, ...], suffixes: tuple[str, ...], read: _Read
) -> BundleDocument:
    """A file of pages, or a folder of such files with their images. Raises DamagedInput, EmptyInput, InputTooLarge."""
    if not path.is_dir():
        count = len(read(path))
        return BundleDocument(describe(path, name), [PageFile(path, place) for place in range(count)], read, settings)
    files = page_files(path, roots, suffixes)
    if not files:
        raise EmptyInput(f"{path}: there are no {name} files in this folder.")
    texts = [(file, place) for file in files for place in range(len(read(file)))]
    pages = match_images(texts, Folder(path))
    used = {file for page in pages for file in (page.text, page.image) if file}
    return BundleDocument(describe_folder(path, used, name), pages, read, settings)


class Block(NamedTuple):
    """A block of an ALTO page: its ID, box, and the range [start, stop) of its lines on the page."""

    id: str
    kind: str
    box: Box | None
    start: int
    stop: int


class Part(NamedTuple):
    """What an ID means: the lines and words from (line, word) `start` up to and with `stop`; its box."""

    start: tuple[int, int]
    stop: tuple[int, int]
    box: Box | None


class AltoPage(NamedTuple):
    """A page with its words (`page`), and with its lines as the file orders them (`lines`), blocks and IDs.

    `whole[i][j]` is the whole word that word j of line i begins when it is parted at the end of the line (SUBS_CONTENT),
    None where it is not; the word that ends it is "". `width` and `height` are in the file's own unit.
    """

    page: Page
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    parts: dict[str, Part]
    whole: tuple[tuple[str | None, ...], ...]
    width: float
    height: float


def read_file(path: Path) -> list[AltoPage]:
    """The pages of an ALTO file. Raises DamagedInput when it is none."""
    root = parse(path)
    if local(root) != "alto":
        raise DamagedInput(f"{path}: this is not ALTO, its root is <{local(root)}>.")
    unit = text_of(first(root, "Description", "MeasurementUnit")) or "pixel"
    styles = {attribute(style, "ID"): style for style in every(root, "TextStyle")}
    tags = {attribute(tag, "ID"): tag for tags in children(root, "Tags") for tag in tags}
    found = [_Reading(page, unit, styles, tags).finish() for page in every(root, "Page")]
    if not found:
        raise EmptyInput(f"{path}: this ALTO file has no page.")
    return found


class _Reading:
    """One page being read."""

    def __init__(
        self, page: Element, unit: str, styles: dict[str | None, Element], tags: dict[str | None, Element]
    ) -> None:
        self.element = page
        self.styles = styles
        self.tags = tags
        self.width, self.height = self._size()
        self.scale = _MILLIMETRES.get(unit) or (_A4 / max(self.width, self.height) if self.height else 0.0)
        self.lines: list[Line] = []
        self.runs: list[Word] = []
        self.blocks: list[Block] = []
        self.parts: dict[str, Part] = {}
        self.whole: list[tuple[str | None, ...]] = []

    def finish(self) -> AltoPage:
        for block in self._ordered():
            self._read_block(block)
        self._read_ids()
        page = Page(
            number=0,
            width=round(self.width * self.scale, 2),
            height=round(self.height * self.scale, 2),
            words=tuple(self.runs),
            source="ocr" if self.lines else "none",
            engine=self._engine(),
            language=language_tag(attribute(self.element, "LANG")),
            printed=attribute(self.element, "PRINTED_IMG_NR"),
            confidence=_share(attribute(self.element, "PC")),
        )
        page = replace(page, kind="blank", source="text") if not self.lines else page
        return AltoPage(
            page, tuple(self.lines), tuple(self.blocks), self.parts, tuple(self.whole), self.width, self.height
        )

    def _engine(self) -> str | None:
        names = [text_of(name) for name in every(self.element.getroottree().getroot(), "softwareName")]
        return names[-1] if names and names[-1] else None

    def _size(self) -> tuple[float, float]:
        """The page's size in its unit; what the file does not say is taken from what lies farthest out."""
        width, height = number(attribute(self.element, "WIDTH")), number(attribute(self.element, "HEIGHT"))
        if width and height and width > 0 and height > 0:
            return width, height
        far = [_extent(each) for each in self.element.iterdescendants() if attribute(each, "HPOS")]
        return max((right for right, _ in far), default=0.0), max((bottom for _, bottom in far), default=0.0)

    def _ordered(self) -> list[Element]:
        """Blocks in the order of reading: that of ReadingOrder where the file has one, else that of the file."""
        blocks = list(every(self.element, *_BLOCKS))
        root = self.element.getroottree().getroot()
        references = [
            attribute(reference, "REF")
            for order in every(root, "ReadingOrder")
            for reference in every(order, "ElementRef")
        ]
        if not references:
            return blocks
        place: dict[str | None, int] = {}
        for index, reference in enumerate(references):
            place.setdefault(reference, index)
        return sorted(blocks, key=lambda block: place.get(attribute(block, "ID"), len(place)))

    def _read_block(self, block: Element) -> None:
        start = len(self.lines)
        for element in children(block, "TextLine"):
            self._read_line(element, block)
        id, box = attribute(block, "ID") or "", self._box(block)
        if box is None and start < len(self.lines):
            box = bound([line.box for line in self.lines[start:] if line.box] or [Box(0, 0, 1, 1)])
        self.blocks.append(Block(id, local(block), box, start, len(self.lines)))
        last = len(self.lines) - 1
        end = (last, len(self.lines[last].words) - 1) if len(self.lines) > start else (start, -1)
        if id:
            self.parts.setdefault(id, Part((start, 0), end, box))

    def _read_line(self, element: Element, block: Element) -> None:
        strings = list(children(element, "String", "SP", "HYP"))
        spaced = any(local(each) == "SP" for each in strings)
        words: list[Word] = []
        joins: list[bool] = []  # whether a space stands before the word
        whole: list[str | None] = []
        ids: list[str | None] = []
        space = False
        for each in strings:
            if local(each) == "SP":
                space = True
            elif local(each) == "HYP" and words:
                words[-1] = _hyphened(words[-1], attribute(each, "CONTENT") or "-")
            elif local(each) == "String" and (content := _content(each)):
                words.append(self._word(each, content, element, block))
                joins.append(space)
                ids.append(attribute(each, "ID"))
                whole.append(_whole(each))
                space = False
        for run in _runs(words):
            self._add_line(element, spaced, [(words[at], joins[at], whole[at], ids[at]) for at in run])

    def _add_line(self, element: Element, spaced: bool, parts: list[tuple[Word, bool, str | None, str | None]]) -> None:
        words = [word for word, _, _, _ in parts]
        at = len(self.lines)
        boxes = [word.box for word in words if word.box]
        box = bound(boxes) if boxes else self._box(element)
        if id := attribute(element, "ID"):
            known = self.parts.get(id)
            self.parts[id] = Part(known.start if known else (at, 0), (at, len(words) - 1), self._box(element) or box)
        for index, (word, _, _, name) in enumerate(parts):
            if name:
                self.parts.setdefault(name, Part((at, index), (at, index), word.box))
        self.whole.append(tuple(whole for _, _, whole, _ in parts))
        self.lines.append(self._line(element, words, [joined for _, joined, _, _ in parts], spaced, box))

    def _line(self, element: Element, words: list[Word], joins: list[bool], spaced: bool, box: Box | None) -> Line:
        plain = "".join(word.text for word in words)
        direction = _direction(element, plain, box, self.width, self.height)
        between = separators(words, joins, spaced, direction, self.width / (self.height or 1))
        text = "".join(f"{space}{word.text}" for space, word in zip(("", *between), words, strict=True))
        self.runs += join_words(words, between) if direction == "ltr" else words
        letters = sum(len(word.text) for word in words)
        role, of = self._tagged(element)
        return Line(
            text=text,
            number=len(self.lines) + 1,
            box=box,
            words=tuple(words),
            size=max((word.size for word in words), default=0.0),
            bold=2 * sum(len(word.text) for word in words if word.bold) > letters,
            direction=direction,
            block=len(self.blocks) + 1,
            confidence=sum(word.confidence for word in words) / len(words),
            role=role,
            of=of,
        )

    def _tagged(self, element: Element) -> tuple[str | None, str | None]:
        """Role and record path of a line that Backfile itself has written."""
        role = of = None
        for reference in (attribute(element, "TAGREFS") or "").split():
            tag = self.tags.get(reference)
            if tag is not None and attribute(tag, "TYPE") == "role":
                role = attribute(tag, "LABEL")
            elif tag is not None and attribute(tag, "TYPE") == "record":
                of = attribute(tag, "LABEL")
        return role, of

    def _word(self, string: Element, content: str, line: Element, block: Element) -> Word:
        box = self._box(string)
        styles = [*self._styles(block), *self._styles(line), *self._styles(string)]
        marks = " ".join([*(attribute(style, "FONTSTYLE") or "" for style in styles), attribute(string, "STYLE") or ""])
        sizes = [size for style in styles if (size := number(attribute(style, "FONTSIZE"))) and 0 < size < 1000]
        height = (box.height * self.height * self.scale * 72 / 25.4 * 0.8) if box else 0.0
        return Word(
            text=content,
            box=box,
            size=round(sizes[-1] if sizes else height, 1),
            bold="bold" in marks,
            italic="italic" in marks,
            font=next((name for style in reversed(styles) if (name := attribute(style, "FONTFAMILY"))), ""),
            confidence=_share(attribute(string, "WC")),
        )

    def _styles(self, element: Element) -> list[Element]:
        names = (attribute(element, "STYLEREFS") or "").split()
        return [self.styles[name] for name in names if name in self.styles]

    def _box(self, element: Element) -> Box | None:
        left, top = number(attribute(element, "HPOS")), number(attribute(element, "VPOS"))
        if left is None or top is None:
            return None
        width, height = number(attribute(element, "WIDTH")) or 0.0, number(attribute(element, "HEIGHT")) or 0.0
        return box_of(left, top, left + width, top + height, self.width, self.height)

    def _read_ids(self) -> None:
        """IDs of what holds blocks: composed blocks, print space, the page."""
        inside = {block.id: block for block in self.blocks if block.id}
        for holder in (
            self.element,
            *every(
                self.element, "ComposedBlock", "PrintSpace", "TopMargin", "BottomMargin", "LeftMargin", "RightMargin"
            ),
        ):
            id = attribute(holder, "ID")
            held = [inside[name] for each in every(holder, *_BLOCKS) if (name := attribute(each, "ID") or "") in inside]
            if not id or not held or id in self.parts:
                continue
            parts = [self.parts[block.id] for block in held]
            boxes = [part.box for part in parts if part.box]
            self.parts[id] = Part(
                min(part.start for part in parts), max(part.stop for part in parts), bound(boxes) if boxes else None
            )


def read_page_lines(alto: AltoPage) -> Page:
    """The page with the lines, blocks and order of its file."""
    return replace(alto.page, words=(), lines=alto.lines)


def lines_of(alto: AltoPage, begin: str, end: str | None) -> tuple[Part, range]:
    """What an area from ID `begin` to ID `end` covers: its part and its lines. Raises KeyError for an unknown ID."""
    opening, closing = alto.parts[begin], alto.parts[end or begin]
    if closing.stop < opening.start:
        closing = opening
    boxes = [box for box in (opening.box, closing.box) if box]
    if end and end != begin:
        boxes += _boxes_between(alto.lines, opening.start, closing.stop)
    part = Part(opening.start, closing.stop, bound(boxes) if boxes else None)
    if part.stop[1] < 0 and part.stop[0] == part.start[0]:
        return part, range(0)
    return part, range(part.start[0], part.stop[0] + 1)


def _boxes_between(lines: Sequence[Line], start: tuple[int, int], stop: tuple[int, int]) -> list[Box]:
    """The boxes of the words from (line, word) `start` up to and with `stop`."""
    found = []
    for at in range(start[0], stop[0] + 1):
        words = lines[at].words if at < len(lines) else ()
        first, last = (start[1] if at == start[0] else 0), (stop[1] if at == stop[0] else len(words) - 1)
        found += [word.box for word in words[first : last + 1] if word.box]
    return found


def paragraph_text(alto: AltoPage, lines: range) -> str:
    """The text of lines as one paragraph: parted words joined, by what the file says of them or by their hyphen."""
    text = ""
    for at in lines:
        line = alto.lines[at]
        begun = alto.whole[at - 1][-1] if text and at > lines.start else None
        if begun:
            last = alto.lines[at - 1].words[-1].text
            rest = line.text[len(line.words[0].text) :] if alto.whole[at][0] == "" else f" {line.text}"
            text = text.removesuffix(last) + begun + rest
        else:
            text = join(text, line.text)
    return " ".join(text.split())


def separators(
    words: Sequence[Word], joins: Sequence[bool], spaced: bool, direction: Direction, aspect: float
) -> list[str]:
    """What stands between each word and the next: a space where the file (or, where it tells of none, the gap) has one,
    two at a gap wider than any word space. `aspect` is the page's width by its height."""
    found = []
    for before, word, space in zip(words, words[1:], joins[1:], strict=False):
        gap = _gap(before, word, direction, aspect)
        if gap is not None and gap > _WIDE:
            found.append("  ")
        else:
            found.append(" " if space or (not spaced and _has_gap(before, word, gap)) else "")
    return found


def join_words(words: Sequence[Word], between: Sequence[str]) -> tuple[Word, ...]:
    """The words of a level left-to-right line as runs that wide gaps part: spaces that the file tells of stay in the text,
    and `edges` say where each character stands. CJK is left as it is: engines part it where nothing is parted."""
    runs: list[Word] = []
    for word, space in zip(words, ("  ", *between), strict=False):
        run = runs[-1] if runs else None
        if run is None or run.box is None or word.box is None or space == "  " or _are_cjk(run, word):
            runs.append(word)
            continue
        before, edges = run.edges or _edges(run), _edges(word)
        runs[-1] = replace(
            run,
            text=f"{run.text}{space}{word.text}",
            box=bound([run.box, word.box]),
            edges=(*before, *edges) if space else (*before, *edges[1:]),
            confidence=min(run.confidence, word.confidence),
        )
    return tuple(runs)


def _are_cjk(one: Word, other: Word) -> bool:
    return is_cjk(one.text[-1]) or is_cjk(other.text[0])


def _edges(word: Word) -> tuple[float, ...]:
    if word.box is None:
        return ()
    step = word.box.width / len(word.text)
    return tuple(word.box.left + step * at for at in range(len(word.text) + 1))


def _runs(words: list[Word]) -> list[list[int]]:
    """The words of a TextLine, by the printed lines they stand on: one, but for converters that put a whole block into
    it. A new line is where a word stands back and clear of the one before; such lines go from top to bottom."""
    runs: list[list[int]] = [[]]
    for at, word in enumerate(words):
        before = words[at - 1].box if at else None
        if before and word.box and _is_elsewhere(before, word.box):
            runs.append([])
        runs[-1].append(at)
    if len(runs) > 1:
        runs.sort(key=lambda run: min(box.top for at in run if (box := words[at].box)))
    return [run for run in runs if run]


def _is_elsewhere(before: Box, box: Box) -> bool:
    overlap = min(before.bottom, box.bottom) - max(before.top, box.top)
    return (
        box.left < before.left - 0.5 * box.height and overlap < 0.4 * min(before.height, box.height) and box.width > 0
    )


def _has_gap(before: Word, word: Word, gap: float | None) -> bool:
    if gap is None:
        return not (is_cjk(before.text[-1]) and is_cjk(word.text[0]))
    return gap > (0.6 if is_cjk(before.text[-1]) and is_cjk(word.text[0]) else _SPACE)


def _gap(before: Word, word: Word, direction: Direction, aspect: float) -> float | None:
    """The gap between two words in heights of the taller (widths, for vertical lines); `aspect` is width by height."""
    if before.box is None or word.box is None:
        return None
    if direction == "ttb":
        size = max(before.box.width, word.box.width) * aspect
        return (word.box.top - before.box.bottom) / size if size else None
    size = max(before.box.height, word.box.height) / (aspect or 1)
    if direction == "rtl":
        return (before.box.left - word.box.right) / size if size else None
    return (word.box.left - before.box.right) / size if size else None


def _direction(element: Element, text: str, box: Box | None, width: float, height: float) -> Direction:
    said = attribute(element, "BASEDIRECTION")
    if said in ("ltr", "rtl", "ttb"):
        return said  # type: ignore[return-value]
    if box and len(text) > 2 and box.height * height > 2 * box.width * width > 0:
        return "ttb"
    return direction_of(text)


def _content(string: Element) -> str:
    """What a String says: its own text, or that of its characters (Glyph, 3.1 and later)."""
    content = attribute(string, "CONTENT")
    if content is None:
        content = "".join(attribute(glyph, "CONTENT") or "" for glyph in children(string, "Glyph"))
    return " ".join(content.split())


def _whole(string: Element) -> str | None:
    kind = attribute(string, "SUBS_TYPE")
    if kind == "HypPart1":
        return attribute(string, "SUBS_CONTENT")
    return "" if kind == "HypPart2" else None


def _hyphened(word: Word, hyphen: str) -> Word:
    return word if word.text.endswith(hyphen) else replace(word, text=word.text + hyphen)


def _share(value: str | None) -> float:
    found = number(value)
    return 1.0 if found is None else min(1.0, max(0.0, found))


def _extent(element: Element) -> tuple[float, float]:
    left, top = number(attribute(element, "HPOS")) or 0.0, number(attribute(element, "VPOS")) or 0.0
    return left + (number(attribute(element, "WIDTH")) or 0.0), top + (number(attribute(element, "HEIGHT")) or 0.0)
