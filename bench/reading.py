"""Reading born-digital PDFs beside raw pypdfium2 and pdfplumber in the same run; and memory over a long volume.

    python -m bench.reading [FILE…] [--rounds 3] [--volume 500]

*raw* asks pypdfium2 for the text of the page and the box of every character, and makes nothing of them. *words* is our
reader alone (words with boxes and edges), *issue* the whole way with all stages. Figures are pages per second of CPU.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
import pypdfium2

import backfile
from backfile.readers import open_document
from backfile.settings import Settings

SPECIMENS = Path(__file__).parents[1] / "specimens"
SETTINGS = Settings(engine="none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--volume", type=int, default=500, help="pages of the long volume; 0: leave it out")
    given = parser.parse_args()
    files = given.files or [file for file in sorted(SPECIMENS.glob("*.pdf")) if not file.stem.endswith("-scan")]
    print(f"{'file':32} {'pages':>5} {'raw':>8} {'words':>8} {'issue':>8} {'plumber':>8}   words/raw  words/plumber")
    for file in files:
        print_row(file, given.rounds)
    if given.volume:
        print_memory(files[0], given.volume)


def print_row(file: Path, rounds: int) -> None:
    """One file: pages per CPU second of each way, interleaved so that all meet the same machine."""
    ways: dict[str, Callable[[Path], int]] = {
        "raw": read_raw,
        "words": read_words,
        "issue": read_issue,
        "plumber": read_plumber,
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    pages = 0
    for _ in range(rounds):
        for name, way in ways.items():
            begin = time.process_time()
            pages = way(file)
            rates[name].append(pages / max(1e-9, time.process_time() - begin))
    best = {name: statistics.median(values) for name, values in rates.items()}
    figures = " ".join(f"{best[name]:8.1f}" for name in ways)
    print(
        f"{file.name:32} {pages:5} {figures}   {best['words'] / best['raw']:9.2f}  {best['words'] / best['plumber']:13.1f}"
    )


def read_raw(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    for index in range(len(document)):
        text = document[index].get_textpage()
        text.get_text_range()
        for character in range(text.count_chars()):
            text.get_charbox(character)
    return len(document)


def read_words(file: Path) -> int:
    document = open_document(file, SETTINGS)
    for number in range(1, len(document) + 1):
        document.page(number)
    document.close()
    return len(document)


def read_issue(file: Path) -> int:
    return len(backfile.read(file, SETTINGS).pages)


def read_plumber(file: Path) -> int:
    import pdfplumber

    with pdfplumber.open(file) as pdf:
        for page in pdf.pages:
            page.extract_words()
        return sum(1 for _ in pdf.pages)


def print_memory(file: Path, pages: int) -> None:
    """Peak memory of a process that reads a volume of `pages` pages, and of one that reads a tenth of it."""
    with tempfile.TemporaryDirectory() as room:
        for count in (pages // 10, pages):
            volume = bind(file, count, Path(room) / f"{count}.pdf")
            code = f"import bench.reading as b, pathlib; b.read_issue(pathlib.Path({str(volume)!r})); b.say_peak()"
            command = [sys.executable, "-c", code]
            peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            print(f"peak memory over {count:4} pages, all stages: {peak} MB")


def bind(file: Path, pages: int, target: Path) -> Path:
    """A volume of the pages of `file`, over and over."""
    with pikepdf.new() as volume, pikepdf.open(file) as source:
        for _, page in zip(range(pages), _forever(source.pages), strict=False):
            volume.pages.append(page)
        volume.save(target)
    return target


def _forever(pages: Iterable[pikepdf.Page]) -> Iterable[pikepdf.Page]:
    held = list(pages)
    while True:
        yield from held


def say_peak() -> None:
    """Peak resident memory in MB; from /proc, because `ru_maxrss` of a child begins with what its parent had."""
    status = Path("/proc/self/status").read_text()
    print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024)


if __name__ == "__main__":
    main()
