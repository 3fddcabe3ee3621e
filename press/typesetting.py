"""Setting a draft in type with Typst, and asking the typesetter where everything went.

The library `press.typ` leaves a metadata mark before every character (CJK) or around every word (other scripts);
marks have no width. A marked setting is queried for places, an unmarked one is the PDF. The first character of every
run is marked in both and the letters of every page are counted, so that it is proved, not assumed, that the two agree;
where they do not, the marked one is kept. Words divided at the end of a line are set a second time, marked by letter.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pypdfium2
import typst

from .draft import Draft

FONTS = Path("/usr/share/fonts")
LIBRARY = Path(__file__).with_name("press.typ")


class Atom(NamedTuple):
    """A set character (CJK) or word: bytes `start` to `end` of the run's text, place in points from the top left.

    `y` is the baseline. Typst leaves a mark before the first character of a line at the end of the line above, so the mark
    behind an atom says where it stands; `begin` is the mark before a word, None where that one stayed above.
    """

    start: int
    end: int
    page: int
    x: float
    y: float
    begin: float | None


@dataclass(frozen=True)
class Run:
    """A piece of text set in one style. `path` says what it is; `size` in points; `direction` as in `backfile.model.Line`."""

    path: str
    text: str
    size: float
    direction: str
    atoms: tuple[Atom, ...]


class Picture(NamedTuple):
    """Where a picture stands, in points from the top left; `owner` is the piece that it belongs to, or what it is."""

    owner: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Setting:
    """A typeset issue: the PDF, its runs in document order, printed labels by page, labels of counted pages that print none,
    (page, last page) as the contents print them by piece, page sizes in points, pictures that were marked as such,
    paths of what stands at the foot of its page and is read last there, whatever line calls for it."""

    pdf: bytes
    runs: tuple[Run, ...]
    labels: dict[int, str]
    kinds: dict[int, str]
    entry_pages: dict[str, tuple[str, str | None]]
    sizes: tuple[tuple[float, float], ...]
    implied: dict[int, str]
    pictures: tuple[Picture, ...]
    feet: frozenset[str]


def typeset(template: str, draft: Draft) -> Setting:
    """Typeset `draft` by `template`. Raises typst.TypstError when the template is wrong."""
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        root = Path(folder)
        _lay_out(root, template, draft)
        pdf, places = _compile(root, marked=True)
        divided: set[str] = set()
        while fresh := _divided_words(places) - divided:  # marks by letter may move a line's end, so look again
            divided |= fresh
            (root / "broken.json").write_text(json.dumps(sorted(divided)), encoding="utf-8")
            pdf, places = _compile(root, marked=True)
        plain, anchors = _compile(root, marked=False)
    runs = _runs(places)
    return Setting(
        pdf=plain if anchors["runs"] == places["runs"] and _holds(plain, runs) else pdf,
        runs=runs,
        labels={int(page): label for page, label in places["labels"]},
        kinds={int(page): kind for page, kind in places["kinds"]},
        entry_pages={name: (str(page), last) for name, page, last, *_ in places["entries"]},
        sizes=tuple((width, height) for width, height in places["sizes"]),
        implied={int(page): label for page, label in places["implied"]},
        feet=frozenset(path for path, *_ in places["feet"]),
        pictures=tuple(
            Picture(owner, page, left, top, right, bottom)
            for (owner, page, left, top), (_, _, right, bottom) in zip(
                places["openings"], places["closings"], strict=True
            )
        ),
    )


def _divided_words(places: dict[str, Any]) -> set[str]:
    """Words that begin on one line and end on another, as "path@byte".

    The mark before a word that merely begins a line stands right behind the last word of the line above; that of
    a divided word stands a space further on.
    """
    divided: set[str] = set()
    openings: dict[str, tuple[int, int, float, float] | None] = {}
    lasts: dict[str, tuple[int, float, float]] = {}
    for path, offset, closing, page, x, y in places["atoms"]:  # running heads stand between the parts of a path
        if not closing:
            openings[path] = (offset, page, x, y)
            continue
        opening, last = openings.pop(path, None), lasts.get(path)
        if (
            opening
            and last
            and (page, y) != (opening[1], opening[3]) == (last[0], last[2])
            and opening[2] > last[1] + 0.5
        ):
            divided.add(f"{path}@{opening[0]}")
        lasts[path] = (page, x, y)
    return divided


def _holds(pdf: bytes, runs: Sequence[Run]) -> bool:
    """Whether every page of `pdf` has the letters that the marks say: proof that the two settings agree."""
    said: dict[int, Counter[str]] = {}
    for run in runs:
        raw = run.text.encode()
        for atom in run.atoms:
            said.setdefault(atom.page, Counter()).update(_letters(raw[atom.start : atom.end].decode()))
    with pypdfium2.PdfDocument(pdf) as document:
        return all(
            said.get(number, Counter()) == Counter(_letters(document[number - 1].get_textpage().get_text_range()))
            for number in range(1, len(document) + 1)
        )


def _letters(text: str) -> list[str]:
    return [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum()]


def _lay_out(root: Path, template: str, draft: Draft) -> None:
    shutil.copy(LIBRARY, root / "press.typ")
    head, tail = '#import "press.typ": *\n', "\n#places()\n"
    (root / "main.typ").write_text(head + template + tail, encoding="utf-8")
    (root / "broken.json").write_text("[]", encoding="utf-8")
    (root / "issue.json").write_bytes(msgspec.json.encode(draft))
    for name, svg in draft.pictures.items():
        (root / name).write_text(svg, encoding="utf-8")


def _compile(root: Path, *, marked: bool) -> tuple[bytes, dict[str, Any]]:
    compiler: Any = typst.Compiler(
        str(root / "main.typ"),
        root=str(root),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"marks": "1" if marked else "0"},
    )
    pdf = compiler.compile(format="pdf", timestamp=0)
    return pdf, json.loads(compiler.query("<places>", field="value", one=True))


def _runs(places: dict[str, Any]) -> tuple[Run, ...]:
    marks: dict[str, list[tuple[int, int, int, float, float]]] = {}
    for path, *mark in places["atoms"]:
        marks.setdefault(path, []).append(tuple(mark))
    glyphs: dict[str, list[Atom]] = {}
    for path, offset, length, size, page, x, y in places["glyphs"]:
        glyphs.setdefault(path, []).append(Atom(offset, offset + length, page, x, y, x - size))
    return tuple(
        Run(path, text, float(size), direction, (*_atoms(marks.get(path, ())), *glyphs.get(path, ())))
        for path, text, size, direction, *_ in places["runs"]
    )


def _atoms(marks: Sequence[tuple[int, int, int, float, float]]) -> Iterator[Atom]:
    opening, end = None, 0
    for offset, closing, page, x, y in marks:
        if not closing:
            opening = (offset, page, x, y)
            continue
        start = opening[0] if opening else end
        begin = opening[2] if opening and opening[1] == page and abs(opening[3] - y) < 0.5 else None
        yield Atom(start, offset, page, x, y, begin)
        opening, end = None, offset
