"""Exports per second and peak memory as the archive grows: `python -m bench.exports [ISSUES]` (flat memory is the claim).

Each format runs in a process of its own, once with a tenth of the issues and once with all; what is written is thrown away.
With --kept the issues lie in an archive, and `backfile export` writes them to a file: what a user runs.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import BinaryIO, cast

import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.exporters import export
from backfile.model import Box, Issue, Line, Word

SPECIMEN = Path(__file__).parents[1] / "specimens" / "zh-newsletter-004-scan.json"
FORMATS = ("jsonl", "ris", "mods", "marcxml", "alto", "mets")


class Counter:
    """A file that counts."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None: ...


def make_issues(count: int) -> Iterator[Issue]:
    """One specimen again and again, with forty lines on each page, as an archive would hand them over."""
    issue = record.load(SPECIMEN.read_bytes())
    box = Box(0.1, 0.1, 0.9, 0.12)
    line = Line(text="为初创企业打造首秀舞台", box=box, words=(Word(text="为初创企业打造首秀舞台", box=box),))
    pages = tuple(replace(page, lines=(line,) * 40) for page in issue.pages)
    for number in range(count):
        yield replace(issue, id=f"issue-{number:06}", pages=pages)


def run(format: str, count: int) -> None:
    out, begin, begun = Counter(), perf_counter(), process_time()
    export(make_issues(count), cast("BinaryIO", out), format)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu, wall = process_time() - begun, perf_counter() - begin
    print(
        f"{format:8} {count:7} issues {out.size / 2**20:9.1f} MB {count / cpu:8.1f} issues/CPU-s {wall:7.1f} s  peak {peak:6.1f} MB"
    )


def keep_issues(root: Path, count: int) -> None:
    """An archive folder of `count` issues, written without flushing each to disk; `rescan` then finds them."""
    archive = Archive(root, create=True)
    for issue in make_issues(count):
        folder = archive.folder(f"sea-{1500 + int(issue.id[-6:]) // 12}-{int(issue.id[-6:]) % 12 + 1:02}")
        folder.mkdir(parents=True)
        named = replace(issue, id="-".join(folder.parts[-2:]))
        (folder / "record.json").write_bytes(record.dump(named, indent=1))
        (folder / "words.json.zst").write_bytes(zstandard.compress(record.dump_words(named)))
    archive.rescan()


def run_kept(format: str, count: int) -> None:
    """`backfile export` of an archive, in a process of its own."""
    with tempfile.TemporaryDirectory() as room:
        keep_issues(Path(room) / "shelf", count)
        out, begin = Path(room) / "out", perf_counter()
        command = [
            str(Path(sys.executable).with_name("backfile")),
            "--archive",
            f"{room}/shelf",
            "export",
            "--format",
            format,
            "-o",
            str(out),
        ]
        subprocess.run(command, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu, wall = used.ru_utime + used.ru_stime, perf_counter() - begin
        size, peak = out.stat().st_size / 2**20, used.ru_maxrss / 1024
    print(
        f"{format:8} {count:7} issues {size:9.1f} MB {count / cpu:8.1f} issues/CPU-s {wall:7.1f} s  peak {peak:6.1f} MB  (kept)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("issues", type=int, nargs="?", default=1000)
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--kept", action="store_true")
    chosen = parser.parse_args()
    if chosen.format:
        (run_kept if chosen.kept else run)(chosen.format, chosen.issues)
        return
    kept = ["--kept"] if chosen.kept else []
    for format in FORMATS:
        for count in (max(chosen.issues // 10, 1), chosen.issues):
            subprocess.run([sys.executable, "-m", "bench.exports", str(count), "--format", format, *kept], check=True)


if __name__ == "__main__":
    main()
