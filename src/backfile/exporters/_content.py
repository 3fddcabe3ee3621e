"""Content streams of PDF pages without some of what they draw; everything else stays operator for operator.

Which text, picture or form stays is decided by a `Judge`, asked in the order in which they are drawn. Text that is left out takes
its place along: where the next text would start from its end, the stream can't be parted and `Inseparable` is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Operator
from pypdfium2 import raw

from ._text_layer import Bounds

_SHOWN = frozenset({"Tj", "TJ", "'", '"'})
_PLACED = frozenset({"Td", "TD", "Tm", "T*", "BT", "'", '"'})
_INVISIBLE = 3
_DEEPEST = 8
_MOST = 1_000_000
"""Operators, and objects: more than any page has, forms counted as often as they are drawn."""
Instruction = ContentStreamInstruction | ContentStreamInlineImage


class Inseparable(Exception):
    """What is to go can't be told from what is to stay, or not be taken out of the stream."""


class Judge(Protocol):
    def keeps_text(self, mode: int) -> bool:
        """Whether the next text stays; `mode` is its rendering mode (ISO 32000-1, 9.3.6)."""

    def keeps_picture(self) -> bool:
        """Whether the next picture stays."""

    def enter_form(self) -> Judge | None:
        """Who judges what the next form draws; None when nothing of it stays."""

    def close(self) -> None:
        """Everything was asked for. Raises Inseparable when more was expected."""


class Visible:
    """Leaves out invisible text."""

    def keeps_text(self, mode: int) -> bool:
        return mode != _INVISIBLE

    def keeps_picture(self) -> bool:
        return True

    def enter_form(self) -> Visible:
        return self

    def close(self) -> None:
        """There is nothing to count."""


class Drawn(NamedTuple):
    """A text, picture or form as PDFium sees it, with its bounds in the space of the page."""

    kind: int
    bounds: Bounds
    inside: tuple[Drawn, ...] = ()


class Placed:
    """Keeps what stands in the right place: `holds` tells it of the bounds of text, `touches` of those of pictures and forms."""

    def __init__(
        self, drawn: Sequence[Drawn], holds: Callable[[Bounds], bool], touches: Callable[[Bounds], bool]
    ) -> None:
        self._texts, self._pictures, self._forms = (
            iter([each for each in drawn if each.kind == kind])
            for kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        )
        self._holds, self._touches = holds, touches

    def keeps_text(self, mode: int) -> bool:  # noqa: ARG002 - of a Judge
        return self._holds(_expected(self._texts).bounds)

    def keeps_picture(self) -> bool:
        return self._touches(_expected(self._pictures).bounds)

    def enter_form(self) -> Placed | None:
        form = _expected(self._forms)
        return Placed(form.inside, self._holds, self._touches) if self._touches(form.bounds) else None

    def close(self) -> None:
        if any(next(left, None) for left in (self._texts, self._pictures, self._forms)):
            raise Inseparable("PDFium sees more on the page")


def drawn_on(page: pypdfium2.PdfPage) -> list[Drawn]:
    """What a page draws, in order. Raises Inseparable for more than anyone prints."""
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST:
        raise Inseparable(f"{count} objects")
    things = [raw.FPDFPage_GetObject(page, at) for at in range(count)]
    return list(_walk(things, np.eye(3), iter(range(_MOST)), 0))


def rewrite(pdf: pikepdf.Pdf, page: pikepdf.Page, judge: Judge) -> None:
    """The page without what `judge` leaves out. Raises Inseparable, and then the page is as it was."""
    resources = page.resources
    content, forms, has_changed = _rewritten(pdf, page, resources, judge, 0, iter(range(_MOST)), 0)
    if has_changed:
        page.obj.Contents = pdf.make_stream(content)
        page.obj.Resources = _with_forms(resources, forms)


def _rewritten(
    pdf: pikepdf.Pdf,
    holder: pikepdf.Page | pikepdf.Stream,
    resources: Dictionary,
    judge: Judge,
    mode: int,
    patience: Iterator[int],
    depth: int,
) -> tuple[bytes, dict[str, pikepdf.Object], bool]:
    """The new content, forms that it needs by name, and whether anything was left out."""
    if depth > _DEEPEST:
        raise Inseparable("forms within forms")
    editor = _Editor(pdf, resources, judge, mode, patience, depth)
    try:
        for instruction in pikepdf.parse_content_stream(holder):
            if next(patience, None) is None:
                raise Inseparable("forms drawn over and over")
            editor.take(instruction)
    except pikepdf.PdfError as error:
        raise Inseparable(str(error)) from error
    judge.close()
    return pikepdf.unparse_content_stream(editor.finish()), editor.forms, editor.has_changed


class _Editor:
    """Goes through one stream and keeps what stays."""

    def __init__(
        self, pdf: pikepdf.Pdf, resources: Dictionary, judge: Judge, mode: int, patience: Iterator[int], depth: int
    ) -> None:
        self.kept: list[Instruction] = []
        self.forms: dict[str, pikepdf.Object] = {}
        self.has_changed = False
        self._pdf, self._resources, self._judge = pdf, resources, judge
        self._patience, self._depth = patience, depth
        self._mode, self._modes = mode, [mode]
        self._is_lost = False
        self._idle: int | None = None
        self._needless: set[int] = set()
        self._marks: list[tuple[int, bool]] = []

    def take(self, instruction: Instruction) -> None:
        operator = str(instruction.operator)
        if isinstance(instruction, ContentStreamInlineImage):
            self._keep_if(instruction, self._judge.keeps_picture())
        elif operator in _SHOWN and _has_text(instruction):
            self._show(instruction, operator)
        elif operator == "Do":
            self._draw(instruction)
        else:
            self._follow(instruction, operator)
            self.kept.append(instruction)

    def _follow(self, instruction: Instruction, operator: str) -> None:
        """State that matters: the rendering mode, whether a place was set anew, marked content."""
        if operator in ("Tf", "q", "Q"):
            self._note_font(operator)
        if operator == "q":
            self._modes.append(self._mode)
        elif operator == "Q" and len(self._modes) > 1:
            self._mode = self._modes.pop()
        elif operator == "Tr":
            self._mode = int(instruction.operands[0])
        elif operator in _PLACED:
            self._is_lost = False
        elif operator in ("BDC", "BMC"):
            self._marks.append((len(self.kept), False))
        elif operator == "EMC" and self._marks:
            self._end_mark()

    def _note_font(self, operator: str) -> None:
        """A font that is set and replaced or forgotten before any text is shown is needless: its program need not go along."""
        if self._idle is not None and operator != "q":
            self._needless.add(self._idle)
        self._idle = len(self.kept) if operator == "Tf" else None

    def finish(self) -> list[Instruction]:
        """What stays."""
        if self._idle is not None:
            self._needless.add(self._idle)
        return [each for at, each in enumerate(self.kept) if at not in self._needless]

    def _end_mark(self) -> None:
        """Marked content that lost all its text says no more what it was (/ActualText, /Alt; ISO 32000-1, 14.9)."""
        start, has_lost = self._marks.pop()
        has_text = any(str(each.operator) in _SHOWN for each in self.kept[start:])
        if has_lost and not has_text:
            tag = self.kept[start].operands[0]
            self.kept[start] = ContentStreamInstruction([tag], Operator("BMC"))
        if has_lost and self._marks:
            self._marks[-1] = (self._marks[-1][0], True)

    def _show(self, instruction: Instruction, operator: str) -> None:
        self._is_lost = self._is_lost and operator not in _PLACED
        if self._judge.keeps_text(self._mode):
            if self._is_lost:
                raise Inseparable("text that starts where other text ends")
            self.kept.append(instruction)
            self._idle = None
            return
        if operator == '"':  # it sets two spaces before it shows (ISO 32000-1, table 109)
            word, character, _ = instruction.operands
            self.kept.append(ContentStreamInstruction([word], Operator("Tw")))
            self.kept.append(ContentStreamInstruction([character], Operator("Tc")))
        if operator in _PLACED:
            self.kept.append(ContentStreamInstruction([], Operator("T*")))
        self._is_lost = self.has_changed = True
        self._marks = [(start, True) for start, _ in self._marks]

    def _draw(self, instruction: Instruction) -> None:
        self._idle = None  # a form inherits the font
        name = str(instruction.operands[0])
        thing = self._resources.get("/XObject", Dictionary()).get(name)
        kind = thing.get("/Subtype") if thing is not None else None
        if kind == Name.Form:
            self._draw_form(instruction, name, thing)  # type: ignore[arg-type]
        else:
            self._keep_if(instruction, kind != Name.Image or self._judge.keeps_picture())

    def _draw_form(self, instruction: Instruction, name: str, form: pikepdf.Stream) -> None:
        judge = self._judge.enter_form()
        if judge is None:
            self._keep_if(instruction, False)
            return
        resources = Dictionary(form.get("/Resources", self._resources))  # type: ignore[arg-type]
        content, forms, has_changed = _rewritten(
            self._pdf, form, resources, judge, self._mode, self._patience, self._depth + 1
        )
        if not has_changed:
            self.kept.append(instruction)
            return
        made = self._pdf.make_stream(content)
        for key in form.stream_dict.keys():  # noqa: SIM118 - a PDF dictionary
            if key not in ("/Length", "/Filter", "/DecodeParms", "/StructParents", "/PieceInfo", "/Metadata"):
                made[key] = form[key]
        made.Resources = _with_forms(resources, forms)
        new = f"{name}c{len(self.forms)}"
        self.forms[new] = made
        self.kept.append(ContentStreamInstruction([Name(new)], Operator("Do")))
        self.has_changed = True

    def _keep_if(self, instruction: Instruction, wanted: bool) -> None:
        if wanted:
            self.kept.append(instruction)
        self.has_changed = self.has_changed or not wanted


def _with_forms(resources: Dictionary, forms: dict[str, pikepdf.Object]) -> Dictionary:
    made = Dictionary(resources)  # type: ignore[arg-type]
    if forms:
        made.XObject = Dictionary({**dict(resources.get("/XObject", Dictionary()).items()), **forms})
    return made


def _has_text(instruction: Instruction) -> bool:
    """Whether anything is shown: PDFium makes no object of empty strings."""
    last = instruction.operands[-1] if len(instruction.operands) else None
    if isinstance(last, pikepdf.Array):
        return any(isinstance(each, pikepdf.String) and len(bytes(each)) for each in last)
    return isinstance(last, pikepdf.String) and bool(len(bytes(last)))


def _expected(things: Iterator[Drawn]) -> Drawn:
    found = next(things, None)
    if found is None:
        raise Inseparable("PDFium sees less on the page")
    return found


def _walk(things: Sequence[object], space: NDArray[np.float64], patience: Iterator[int], depth: int) -> Iterator[Drawn]:
    """`space` (row vectors, ISO 32000-1, 8.3.4) leads from where things are drawn to the page."""
    for thing in things:
        if next(patience, None) is None:
            raise Inseparable("forms drawn over and over")
        kind = raw.FPDFPageObj_GetType(thing)
        if kind not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        inside: tuple[Drawn, ...] = ()
        if kind == raw.FPDF_PAGEOBJ_FORM and depth <= _DEEPEST:
            parts = [raw.FPDFFormObj_GetObject(thing, at) for at in range(raw.FPDFFormObj_CountObjects(thing))]
            inside = tuple(_walk(parts, _matrix(thing) @ space, patience, depth + 1))
        yield Drawn(kind, _bounds(thing, space), inside)


def _bounds(thing: object, space: NDArray[np.float64]) -> Bounds:
    from ctypes import byref, c_float

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(thing, byref(left), byref(bottom), byref(right), byref(top))
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    corners = np.array([[x0, y0, 1], [x1, y0, 1], [x0, y1, 1], [x1, y1, 1]]) @ space
    (a, b), (c, d) = corners[:, :2].min(axis=0).tolist(), corners[:, :2].max(axis=0).tolist()
    return a, b, c, d


def _matrix(thing: object) -> NDArray[np.float64]:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return np.eye(3)
    return np.array([[found.a, found.b, 0], [found.c, found.d, 0], [found.e, found.f, 1]], np.float64)
