"""Reading page images beside the bare engine and Tesseract in the same run: seconds of CPU a page, wrong characters.

    python -m bench.ocr [FILE…] [--pages 6] [--tesseract chi_sim+eng] [--jobs]

Each FILE is a scanned PDF with its truth beside it (NAME.json, as `press` writes it). *bare* is rapidocr with the same
models and settings and nothing around it; *accurate* and *fast* are ours with everything: page set upright, spreads, engine,
character edges, lines in order. CER: edit distance to the true text of the page over its letters, white space aside, order
included. `--jobs` also reads each file whole with one and two processes and prints how busy the cores were.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from rapidfuzz.distance import Levenshtein

from backfile.engines import LazyEngine
from backfile.engines.ppocr import _start, as_pixels, find_weights
from backfile.folding import loose
from backfile.model import Issue
from backfile.readers import Document, open_document
from backfile.recognition import recognise_page
from backfile.settings import Settings
from backfile.stages.lines import read_lines

SPECIMENS = Path(__file__).parents[1] / "specimens"
DPI = 200


class Figures(NamedTuple):
    seconds: float = 0.0
    wrong: int = 0
    letters: int = 0
    pages: int = 0

    def plus(self, seconds: float, text: str, truth: str) -> Figures:
        wanted = loose(truth)
        wrong = Levenshtein.distance(loose(text), wanted)
        return Figures(self.seconds + seconds, self.wrong + wrong, self.letters + len(wanted), self.pages + 1)


Way = Callable[[Document, int, Image.Image], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=6, help="most pages of each file")
    parser.add_argument("--tesseract", default="chi_sim+eng", help="its languages; empty: leave it out")
    parser.add_argument("--jobs", action="store_true")
    given = parser.parse_args()
    files = given.files or sorted(SPECIMENS.glob("*-scan.pdf"))
    print_pages(files, given.pages, find_ways(given.tesseract))
    if given.jobs:
        for file in files:
            print_jobs(file)


def find_ways(languages: str) -> dict[str, Way]:
    ways: dict[str, Way] = {"bare": bare(), "accurate": ours("accurate")}
    try:
        find_weights("fast")
        ways["fast"] = ours("fast")
    except Exception as error:
        print(f"fast is left out: {error}")
    if languages and shutil.which("tesseract"):
        ways["tesseract"] = tesseract(languages)
    return ways


def print_pages(files: list[Path], most: int, ways: dict[str, Way]) -> None:
    """Every way reads every page before the next page is begun, so that all meet the same machine."""
    totals: dict[str, Figures] = defaultdict(Figures)
    for file in files:
        truth = {
            page["number"]: page.get("text") or ""
            for page in json.loads(file.with_suffix(".json").read_text("utf-8"))["pages"]
        }
        document = open_document(file, Settings())
        numbers = [number for number, text in truth.items() if len(loose(text)) > 60][:most]
        for number in numbers:
            image = document.image(number, DPI)
            for name, way in ways.items():
                begin = _cpu()
                text = way(document, number, image)
                totals[name] = totals[name].plus(_cpu() - begin, text, truth[number])
    bare_seconds = totals["bare"].seconds / totals["bare"].pages
    for name, sums in totals.items():
        each = sums.seconds / sums.pages
        print(
            f"{name:10} {sums.pages:3} pages  {each:6.2f} CPU s/page  × bare {each / bare_seconds:5.2f}  CER {sums.wrong / sums.letters:.4f}"
        )


def bare() -> Way:
    """rapidocr called as its users call it, with our models and settings."""
    engine = _start(find_weights("accurate"))

    def read(document: Document, number: int, image: Image.Image) -> str:  # noqa: ARG001
        return "\n".join(engine(as_pixels(image)).txts or ())

    return read


def ours(quality: str) -> Way:
    settings = Settings(ocr_quality=quality, ocr_dpi=DPI)
    engine = LazyEngine(settings)

    def read(document: Document, number: int, image: Image.Image) -> str:  # noqa: ARG001
        issue = read_lines(Issue(pages=tuple(recognise_page(document, number, engine, settings))))
        return "\n".join(line.text for page in issue.pages for line in page.lines)

    return read


def tesseract(languages: str) -> Way:
    environment = dict(os.environ, OMP_THREAD_LIMIT="1")

    def read(document: Document, number: int, image: Image.Image) -> str:  # noqa: ARG001
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            image.save(file.name)
            command = ["tesseract", file.name, "-", "-l", languages]
            return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout

    return read


def print_jobs(file: Path) -> None:
    """The whole file through `backfile add` with one and with two processes."""
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as shelf:
            command = [
                sys.executable,
                "-c",
                "from backfile.cli import main; main()",
                "--archive",
                shelf,
                "add",
                str(file),
                "--jobs",
                str(jobs),
            ]
            begin, before = time.perf_counter(), _children()
            subprocess.run(command, check=True, capture_output=True)
            wall, cpu = time.perf_counter() - begin, _children() - before
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(
            f"{file.name}: {jobs} process(es) {wall:6.1f} s, cores busy {cpu / wall:.2f}, largest process so far {peak} MB"
        )


def _cpu() -> float:
    """CPU seconds of this process and of the programs it has called."""
    return time.process_time() + _children()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
