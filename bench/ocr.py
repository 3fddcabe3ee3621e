"""Reading page images beside the bare engine and Tesseract in the same run: wrong characters, seconds of CPU a page.

    python -m bench.ocr [FILE or FOLDER or FAMILY…] [--pages 3] [--seed 21] [--ways bare,accurate,fast,tesseract] [--batch]

What is read: PDFs with their truth beside them (NAME.json, as `press` writes it; for NAME-scan.pdf also NAME.json of the
clean setting), folders of them, or names of `press` families, which are typeset and scanned for the occasion; without any,
all families that are held out. A clean PDF is read as a picture, its text layer set aside. *bare* is rapidocr with the same
models and settings and nothing around it; *accurate* and *fast* are ours with everything: page set upright, spreads, engine,
character edges, lines in order; *tesseract* is the program called with the model of the issue's language.

CER: characters that are wrong, missing or too many over those of the page, after NFKC and without white space; case, accents
and punctuation count, but not which kind of quotation mark or dash it is. Each word read is laid on the printed line under it,
so that columns in another order cost nothing.
*order* is the same for the whole text of the page as it comes, order included; what stands on running heads, folios and
readings in small kana, of which the text has nothing, is left out. Words away from every printed line (letters in pictures)
are left out of CER and counted as *stray*.

`--reliability` prints for *accurate* how many letters of a line were right beside how sure it was said to be.

`--batch` reads the scans whole through `backfile add` with two processes: how busy the cores were, memory of all
processes together (proportional set size), seconds until the first page was there.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from msgspec.structs import replace
from PIL import Image
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from backfile.engines import LazyEngine
from backfile.engines.ppocr import _start, as_pixels, find_weights
from backfile.engines.tesseract import as_png, parse_words, run
from backfile.errors import BackfileError
from backfile.model import Box, Issue, Page, Word
from backfile.readers import Document, open_document
from backfile.recognition import recognise_page
from backfile.settings import Settings
from backfile.stages.lines import read_lines

DPI = 200
MODELS = {
    "zh-Hans": "chi_sim+eng", "zh-Hant": "chi_tra+eng", "ja": "jpn+eng", "de": "deu", "de-Latf": "Fraktur", "ar": "ara",
}  # fmt: skip
_ALIKE = str.maketrans("‘’“”„‚‐‑–—―─", "''\"\"\"'------")
_REACH = 0.6
"""How far outside a printed line, in line heights, a character may have been seen and still belong to it."""


class Sheet(NamedTuple):
    """One page to be read: its document, number, truth; `tilt` of the scan in degrees clockwise."""

    document: Document
    number: int
    language: str
    text: str
    lines: tuple[tuple[str, Box], ...]
    tilt: float
    aside: frozenset[int] = frozenset()
    """Places in `lines` of running heads, folios and readings, which are not in `text`."""


class Yield(NamedTuple):
    """What one way made of a page: words in its order, boxes in fractions of the page as `Page` has it."""

    words: tuple[Word, ...]
    page: Page


class Figures(NamedTuple):
    seconds: float = 0.0
    pages: int = 0
    letters: int = 0
    wrong: int = 0
    disordered: int = 0
    stray: int = 0

    def plus(self, other: Figures) -> Figures:
        sums = self.seconds + other.seconds, self.pages + other.pages, self.letters + other.letters
        return Figures(*sums, self.wrong + other.wrong, self.disordered + other.disordered, self.stray + other.stray)


Way = Callable[[Sheet, Image.Image], Yield]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*")
    parser.add_argument("--pages", type=int, default=3, help="pages of each file, spread over it")
    parser.add_argument("--seed", type=int, default=21, help="of the issues that are typeset")
    parser.add_argument("--ways", default="bare,accurate,fast,tesseract")
    parser.add_argument("--batch", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        files = find_files(given.what, given.seed, Path(room))
        if given.batch:
            print_batch([file for file in files if "-scan" in file.stem])
        else:
            print_pages(files, given.pages, find_ways(given.ways.split(",")), reliability=given.reliability)


def find_files(what: list[str], seed: int, room: Path) -> list[Path]:
    """The PDFs meant; families are typeset into `room`, clean and scanned."""
    files = []
    for name in what or held_out():
        path = Path(name)
        if path.is_dir():
            files += sorted(path.glob("*.pdf"))
        else:
            files += [path] if path.suffix == ".pdf" else list(typeset(name, seed, room))
    return files


def held_out() -> list[str]:
    from press.families import families

    return [family.name for family in families().values() if family.held_out]


def typeset(name: str, seed: int, room: Path) -> Iterator[Path]:
    from press.families import families
    from press.specimen import make, save, wear

    clean = make(families()[name], seed)
    for specimen in (clean, wear(clean, families()[name])):
        yield save(specimen, room)[0]


def print_pages(files: list[Path], most: int, ways: dict[str, Way], *, reliability: bool = False) -> None:
    """Every way reads a page before the next page is begun, so that all meet the same machine."""
    judged: list[Judged] = []
    totals: dict[str, dict[str, Figures]] = {"clean": defaultdict(Figures), "scan": defaultdict(Figures)}
    print(f"{'file':24} {'way':10} {'pages':>5} {'CPU s/page':>10} {'CER':>7} {'order':>7} {'stray':>6}")
    for file in files:
        sums: dict[str, Figures] = defaultdict(Figures)
        for sheet in open_sheets(file, most):
            for name, figures, made in read_sheet(sheet, ways):
                sums[name] = sums[name].plus(figures)
                if reliability and name == "accurate":
                    judged += judge_words(made, sheet)
        for name, figures in sums.items():
            print_row(file.stem, name, figures)
            kind = totals["scan" if "-scan" in file.stem else "clean"]
            kind[name] = kind[name].plus(figures)
    for setting, of_ways in totals.items():
        for name, figures in of_ways.items():
            print_row(f"all, {setting}", name, figures, of_ways.get("bare"))
    if judged:
        print_reliability(judged)


def print_row(what: str, way: str, sums: Figures, bare: Figures | None = None) -> None:
    letters = max(1, sums.letters)
    beside = f"  × bare {sums.seconds / sums.pages / (bare.seconds / bare.pages):.2f}" if bare else ""
    print(
        f"{what:24} {way:10} {sums.pages:5} {sums.seconds / sums.pages:10.2f} {sums.wrong / letters:7.4f} "
        f"{sums.disordered / letters:7.4f} {sums.stray / letters:6.3f}{beside}",
        flush=True,
    )


def open_sheets(file: Path, most: int) -> Iterator[Sheet]:
    """Up to `most` pages of the file that have text, evenly spread."""
    truth = json.loads(file.with_suffix(".json").read_text("utf-8"))
    upright = file.with_name(file.name.replace("-scan", "")).with_suffix(".json")
    clean = json.loads(upright.read_text("utf-8")) if upright.exists() else truth
    document = Pictures(open_document(file, Settings()))
    chosen = [place for place, page in enumerate(truth["pages"]) if len(letters(page.get("text") or "")) > 60]
    step = max(1.0, len(chosen) / most)
    for place in (chosen[int(step * ordinal + step / 2)] for ordinal in range(min(most, len(chosen)))):
        page, still = truth["pages"][place], clean["pages"][place]
        lines = tuple((letters(text), Box(*box)) for text, box, _ in still.get("lines") or ())
        tilt = find_tilt(still, page)
        aside = frozenset(
            place
            for place, (_, _, of) in enumerate(still.get("lines") or ())
            if of.startswith(("head/", "folio/")) or "/ruby/" in of
        )
        yield Sheet(document, page["number"], truth["press"]["language"], page["text"], lines, tilt, aside)
    document.close()


def find_tilt(still: dict[str, Any], turned: dict[str, Any]) -> float:
    """By how much (degrees clockwise) the page was turned about its centre, from where its lines went."""
    width, height = still["width"], still["height"]
    across = along = 0.0
    for (_, before, _), (_, after, _) in zip(still.get("lines") or (), turned.get("lines") or (), strict=True):
        (x0, y0), (x1, y1) = Box(*before).center, Box(*after).center
        x0, y0, x1, y1 = (x0 - 0.5) * width, (y0 - 0.5) * height, (x1 - 0.5) * width, (y1 - 0.5) * height
        across += x0 * y1 - y0 * x1
        along += x0 * x1 + y0 * y1
    return math.degrees(math.atan2(across, along)) if along else 0.0


class Pictures:
    """A document whose text layers are set aside: every page has to be recognised."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.source = document.source

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> Page:
        return replace(self._document.page(number), words=(), lines=(), pictures=(), source="none")

    def image(self, number: int, dpi: int) -> Image.Image:
        return self._document.image(number, dpi)

    def close(self) -> None:
        self._document.close()


def read_sheet(sheet: Sheet, ways: dict[str, Way]) -> Iterator[tuple[str, Figures, Yield]]:
    image = sheet.document.image(sheet.number, DPI)
    for name, way in ways.items():
        begin = _cpu()
        made = way(sheet, image)
        yield name, compare(made, sheet, _cpu() - begin), made


def compare(made: Yield, sheet: Sheet, seconds: float) -> Figures:
    pieces, stray = lay_on_lines(made, sheet)
    wrong = sum(
        Levenshtein.distance(pieces.get(place, ""), text) for place, (text, _) in enumerate(sheet.lines) if text
    )
    wanted = letters("".join(text for text, _ in sheet.lines))
    whole = letters("".join(word.text for word in made.words if find_line(word, made.page, sheet) not in sheet.aside))
    disordered = Levenshtein.distance(whole, letters(sheet.text))
    return Figures(seconds, 1, len(wanted), wrong, disordered, stray)


class Judged(NamedTuple):
    """One line as read: how sure it was said to be, its letters, how many of them are right."""

    confidence: float
    letters: int
    right: int


def find_line(word: Word, page: Page, sheet: Sheet) -> int | None:
    """The place of the printed line on which the middle of a word lies."""
    size = page.width, page.height
    crop = page.crop or Box(0, 0, 1, 1)
    whole = size[0] / crop.width, size[1] / crop.height
    boxes = np.array([box for _, box in sheet.lines], np.float64).reshape(-1, 4) * [*whole, *whole]
    return nearest(boxes, still_point(*(word.box or crop).center, page, sheet.tilt, size))


def judge_words(made: Yield, sheet: Sheet) -> Iterator[Judged]:
    """Each word beside the part of the printed line under it that is most like it; all wrong where there is none."""
    for word in made.words:
        text, place = letters(word.text), find_line(word, made.page, sheet)
        if not text or place in sheet.aside:
            continue
        wanted = sheet.lines[place][0] if place is not None else ""
        if wanted and len(text) < len(wanted):
            found = fuzz.partial_ratio_alignment(text, wanted)
            wanted = wanted[found.dest_start : found.dest_end] if found else wanted
        right = max(0, len(text) - Levenshtein.distance(text, wanted)) if wanted else 0
        yield Judged(word.confidence, len(text), right)


def print_reliability(judged: list[Judged]) -> None:
    print(f"{'said':>12} {'lines':>6} {'letters':>8} {'mean said':>10} {'right':>7} {'lines all right':>15}")
    total = sum(one.letters for one in judged)
    off = 0.0
    for low, high in pairwise((0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.001)):
        part = [one for one in judged if low <= one.confidence < high]
        if not part:
            continue
        count = sum(one.letters for one in part)
        said = sum(one.confidence * one.letters for one in part) / count
        right = sum(one.right for one in part) / count
        off += count * abs(said - right) / total
        whole = sum(one.right == one.letters for one in part) / len(part)
        print(f"{low:.3f}–{min(high, 1):.3f} {len(part):6} {count:8} {said:10.3f} {right:7.3f} {whole:15.3f}")
    print(f"expected calibration error over {total} letters: {off:.4f}")


def lay_on_lines(made: Yield, sheet: Sheet) -> tuple[dict[int, str], int]:
    """For each printed line what was read on it, in its direction; and how many letters lie on none."""
    size = made.page.width, made.page.height
    pieces: dict[int, list[tuple[float, str]]] = defaultdict(list)
    stray = 0
    crop = made.page.crop or Box(0, 0, 1, 1)
    whole = size[0] / crop.width, size[1] / crop.height
    boxes = np.array([box for _, box in sheet.lines], np.float64).reshape(-1, 4) * [*whole, *whole]
    for word in made.words:
        place: int | None = None
        for (x, y), text in characters(word):
            point = still_point(x, y, made.page, sheet.tilt, size)
            place = nearest(boxes, point)
            if place is None:
                stray += len(text)
            else:
                pieces[place].append((along(boxes[place], point, sheet.lines[place][0]), text))
    joined = {
        place: "".join(text for _, text in sorted(found, key=lambda item: item[0])) for place, found in pieces.items()
    }
    return joined, stray


def characters(word: Word) -> Iterator[tuple[tuple[float, float], str]]:
    """The letters of a word, each with its middle in fractions of the page."""
    box = word.box or Box(0, 0, 0, 0)
    edges = word.edges or tuple(np.linspace(box.left, box.right, len(word.text) + 1).tolist())
    tall = len(word.text) > 1 and min(edges) >= box.top - 1e-6 and max(edges) <= box.bottom + 1e-6
    tall = tall and box.height > box.width and abs(max(edges) - min(edges)) > 0.5 * box.height
    for place, char in enumerate(word.text):
        middle = (edges[place] + edges[place + 1]) / 2
        for text in letters(char):
            yield ((box.center[0], middle) if tall else (middle, box.center[1])), text


def still_point(x: float, y: float, page: Page, tilt: float, size: tuple[float, float]) -> tuple[float, float]:
    """A place on the upright page as the way saw it → millimetres on the page as it was printed."""
    x, y = _turned((x - 0.5) * size[0], (y - 0.5) * size[1], -page.skew)
    left, top, whole = 0.0, 0.0, size
    if page.crop:
        whole = size[0] / page.crop.width, size[1] / page.crop.height
        left, top = page.crop.left * whole[0], page.crop.top * whole[1]
    x, y = x + size[0] / 2 + left, y + size[1] / 2 + top
    if page.rotation == 180:
        x, y = whole[0] - x, whole[1] - y
    x, y = _turned(x - whole[0] / 2, y - whole[1] / 2, -tilt)
    return x + whole[0] / 2, y + whole[1] / 2


def _turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    """Clockwise, for an axis that points down."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cos - y * sin, x * sin + y * cos


def nearest(boxes: np.ndarray[Any, np.dtype[np.float64]], point: tuple[float, float]) -> int | None:
    """The line in which `point` lies, or the nearest within reach."""
    if not len(boxes):
        return None
    x, y = point
    apart_x = np.maximum(np.maximum(boxes[:, 0] - x, x - boxes[:, 2]), 0)
    apart_y = np.maximum(np.maximum(boxes[:, 1] - y, y - boxes[:, 3]), 0)
    thickness = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    distance = np.hypot(apart_x, apart_y)
    inside = distance == 0
    if inside.any():  # the one whose middle is nearest, lines being set close
        off = np.minimum(np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - y), np.abs((boxes[:, 0] + boxes[:, 2]) / 2 - x))
        return int(np.where(inside, off, np.inf).argmin())
    place = int(distance.argmin())
    return place if distance[place] <= _REACH * thickness[place] else None


def along(box: np.ndarray[Any, np.dtype[np.float64]], point: tuple[float, float], text: str) -> float:
    """How far along its line a point is."""
    if len(text) > 1 and box[3] - box[1] > box[2] - box[0]:
        return point[1]
    rtl = sum(unicodedata.bidirectional(char) in ("R", "AL") for char in text) * 2 > len(text)
    return -point[0] if rtl else point[0]


def letters(text: str) -> str:
    """What is compared: NFKC, no white space, quotation marks and dashes of one kind each."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def find_ways(names: Iterable[str]) -> dict[str, Way]:
    makers: dict[str, Callable[[], Way]] = {
        "bare": bare,
        "accurate": lambda: ours("accurate"),
        "fast": lambda: ours("fast"),
        "tesseract": tesseract,
    }
    ways = {}
    for name in names:
        if name == "tesseract" and not shutil.which("tesseract"):
            print("tesseract is left out: it is not installed")
        else:
            ways[name] = makers[name]()
    return ways


def bare() -> Way:
    """rapidocr called as its users call it, with our models and settings."""
    engine = _start(find_weights("accurate"))

    def read(sheet: Sheet, image: Image.Image) -> Yield:  # noqa: ARG001
        found = engine(as_pixels(image))
        size = image.size
        words = tuple(
            Word(text=text, box=_around(quad, *size), edges=_evenly(text, _around(quad, *size)))
            for text, quad in zip(found.txts or (), found.boxes if found.boxes is not None else (), strict=True)
        )
        return Yield(words, _page(image))

    return read


def _around(quad: Any, width: int, height: int) -> Box:
    return Box(quad[:, 0].min() / width, quad[:, 1].min() / height, quad[:, 0].max() / width, quad[:, 1].max() / height)


def _evenly(text: str, box: Box) -> tuple[float, ...]:
    tall = box.height > 2 * box.width
    begin, end = (box.top, box.bottom) if tall else (box.left, box.right)
    return tuple(np.linspace(begin, end, len(text) + 1).tolist())


def ours(quality: str) -> Way:
    settings = Settings(ocr_quality=quality, ocr_dpi=DPI)
    engine = LazyEngine(settings)

    def read(sheet: Sheet, image: Image.Image) -> Yield:  # noqa: ARG001
        pages = tuple(recognise_page(sheet.document, sheet.number, engine, settings))
        page = read_lines(Issue(pages=pages)).pages[0]
        return Yield(tuple(word for line in page.lines for word in line.words), page)

    return read


def tesseract() -> Way:
    program = shutil.which("tesseract") or ""

    def read(sheet: Sheet, image: Image.Image) -> Yield:
        model = MODELS.get(sheet.language, "eng")
        table = run((program, "stdin", "stdout", "--dpi", str(DPI), "-l", model, "tsv"), as_png(image), 300)
        return Yield(tuple(parse_words(table, *image.size, DPI)), _page(image))

    return read


def _page(image: Image.Image) -> Page:
    return Page(number=1, width=image.width * 25.4 / DPI, height=image.height * 25.4 / DPI)


def print_batch(files: list[Path]) -> None:
    """All `files` in one `backfile add` with two processes."""
    with tempfile.TemporaryDirectory() as shelf:
        command = [sys.executable, "-c", "from backfile.cli import main; main()", "--archive", shelf, "add"]
        begin, before = time.perf_counter(), _children()
        process = subprocess.Popen([*command, *map(str, files), "--jobs", "2"], stdout=subprocess.DEVNULL)
        peak, first, wanted = 0.0, None, dict[int, float]()
        while process.poll() is None:
            time.sleep(0.2)
            family = _family(process.pid)
            peak = max(peak, sum(_memory(member) for member in family))
            wanted |= {member: max(_wanted(member), wanted.get(member, 0.0)) for member in family}
            if first is None and any(Path(shelf).rglob("*.page")):
                first = time.perf_counter() - begin
        wall, cpu = time.perf_counter() - begin, _children() - before
    print(f"{len(files)} files with 2 processes: {wall:.1f} s, CPU {cpu:.1f} s, cores busy {cpu / wall / 2:.1%}")
    readers = sorted(wanted.values())[-2:]
    print(f"time in which the two readers had a core or waited for one: {sum(readers) / wall / 2:.1%}")
    print(f"peak memory of all processes {peak:.0f} MB; first page after {first or math.nan:.1f} s")
    print(f"load of the whole machine: {os.getloadavg()[0]:.1f}")


def _wanted(pid: int) -> float:
    """Seconds in which the main thread of a process ran, or was ready to while others had the core."""
    try:
        ran, waited, _ = Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()
    except (OSError, ValueError):
        return 0.0  # it has just ended
    return (int(ran) + int(waited)) / 1e9


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [one for child in task.read_text().split() for one in _family(int(child))]
        except OSError:
            continue  # it has just ended
    return found


def _memory(pid: int) -> float:
    """Proportional set size in MB."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(row.split()[1]) / 1024 for row in rows if row.startswith("Pss:")), 0.0)


def _cpu() -> float:
    """CPU seconds of this process and of the programs it has called."""
    return time.process_time() + _children()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    try:
        main()
    except BackfileError as error:
        sys.exit(str(error))
