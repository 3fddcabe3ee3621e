"""Parts of page images that nobody asked for before, by what they are drawn from.

    python -m bench.page_images [--requests 120] [--room FOLDER] [--beside SOURCES]

Four kinds of originals, each kept many times over so that every request of the first sort meets a page that no process has
open: a born-digital PDF, and its pages as if they had been scanned, a little askew, as colour JPEGs in a PDF, as the same
JPEGs in a ZIP (CBZ), and as a bilevel TIFF. Three sorts of requests: the first part of a page; another part of one of a few
pages that are being read, as deep zoom asks for; and a whole page as the page viewer shows it. With --beside the same is
asked of the program whose `src` folder is SOURCES (another checkout of it), in turns with this one's, so that a busy machine is
busy for both.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
import zstandard
from PIL import Image

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.archive.folder import ORIGINALS
from backfile.catalogue import Catalogue
from backfile.model import Designation, Issue, Page, Periodical, Source

from .clients import ask_all
from .reading_room import CLIENTS, ORIGINAL, Server, free_port, running, spent

COPIES = 20
PAGES = 16
SKEW = 0.6
SIZE = 210.0, 285.0
Pages = list[Image.Image]


def draw_pages(dpi: int, pages: int = PAGES) -> Iterator[Image.Image]:
    """Pages of a specimen as a scanner would see them: askew, greyish, with noise."""
    document = pypdfium2.PdfDocument(ORIGINAL)
    dice = np.random.default_rng(5)
    for at in range(pages):
        drawn = document[at].render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB")
        turned = drawn.rotate(SKEW, Image.Resampling.BICUBIC, fillcolor="white")
        pixels = np.asarray(turned).astype(np.int16) - 12 + dice.normal(0, 4, (turned.height, turned.width, 1))
        yield Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def as_jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


def write_pdf(target: Path, copy: int, _: Path) -> None:
    target.write_bytes(ORIGINAL.read_bytes() + b"\n%% copy %d\n" % copy)


def write_scanned_pdf(target: Path, copy: int, work: Path) -> None:
    whole = work / "scans.pdf"
    if not whole.exists():
        pages = list(draw_pages(300))
        pages[0].save(whole, save_all=True, append_images=pages[1:], resolution=300, quality=80)
    target.write_bytes(whole.read_bytes() + b"\n%% copy %d\n" % copy)


def write_cbz(target: Path, copy: int, work: Path) -> None:
    kept = work / "jpegs"
    if not kept.exists():
        kept.mkdir()
        for at, page in enumerate(draw_pages(300)):
            (kept / f"{at:03}.jpg").write_bytes(as_jpeg(page))
    with zipfile.ZipFile(target, "w") as pack:
        pack.comment = b"copy %d" % copy
        for file in sorted(kept.iterdir()):
            pack.write(file, file.name)


def write_tiff(target: Path, copy: int, work: Path) -> None:
    whole = work / "scans.tif"
    if not whole.exists():
        pages = [page.convert("L").point(lambda value: 255 * (value > 150)).convert("1") for page in draw_pages(400)]
        pages[0].save(whole, save_all=True, append_images=pages[1:], compression="group4", dpi=(400, 400))
    target.write_bytes(whole.read_bytes() + b" copy %d" % copy)


class Kind(NamedTuple):
    """One kind of original: what it is called, its ending, who writes a copy of it, and how its pages lie."""

    name: str
    slug: str
    suffix: str
    write: Callable[[Path, int, Path], None]
    skew: float


KINDS = (
    Kind("PDF, born digital", "digital", "pdf", write_pdf, 0.0),
    Kind("PDF of scans, 300 dpi, colour", "scanned", "pdf", write_scanned_pdf, SKEW),
    Kind("JPEG scans, 300 dpi, colour", "jpeg", "cbz", write_cbz, SKEW),
    Kind("TIFF scans, 400 dpi, bilevel", "tiff", "tif", write_tiff, SKEW),
)


def fill(archive: Archive, work: Path) -> dict[str, list[str]]:
    """Keep every copy of every kind as an issue; returns their ids by kind."""
    ids: dict[str, list[str]] = {kind.name: [] for kind in KINDS}

    def issues() -> Iterator[Issue]:
        for kind in KINDS:
            for copy in range(COPIES):
                issue = keep(archive, kind, copy, work)
                ids[kind.name].append(issue.id)
                yield issue

    Catalogue(archive.root, archive.settings()).rebuild(issues())
    return ids


def keep(archive: Archive, kind: Kind, copy: int, work: Path) -> Issue:
    written = work / f"copy.{kind.suffix}"
    kind.write(written, copy, work)
    sha256 = hash_input(written)
    kept = archive.root / ORIGINALS / sha256[:2] / f"{sha256}.{kind.suffix}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(written, kept)
    width, height = SIZE
    pages = tuple(
        Page(number=at, label=str(at), width=width, height=height, skew=kind.skew) for at in range(1, PAGES + 1)
    )
    issue = Issue(
        id=f"{kind.slug}-{1990 + copy}-01",
        periodical=Periodical(title=kind.slug),
        issue=Designation(year=1990 + copy, month=1, date=f"{1990 + copy}-01"),
        pages=pages,
        source=Source(name=kept.name, format=kind.suffix, sha256=sha256),
    )
    folder = archive.folder(issue.id)
    folder.mkdir(parents=True)
    (folder / "record.json").write_bytes(record.dump(issue, indent=1))
    (folder / "words.json.zst").write_bytes(zstandard.compress(record.dump_words(issue)))
    return issue


def region(dice: random.Random) -> str:
    """A part of a page that nobody asked for before, at a third to a half of its size."""
    left, top = dice.randrange(600), dice.randrange(900)
    return (
        f"{left},{top},{600 + dice.randrange(400)},{800 + dice.randrange(400)}/{300 + dice.randrange(40)},"
        "/0/default.jpg"
    )


def first_parts(ids: list[str], dice: random.Random) -> Iterator[str]:
    """One part of each page of each copy."""
    pages = [f"/iiif/{id}/{number}/" for id in ids for number in range(1, PAGES + 1)]
    dice.shuffle(pages)
    for page in pages:
        yield page + region(dice)


def whole_pages(ids: list[str], dice: random.Random) -> Iterator[str]:
    """Each page of each copy as the page viewer shows it at first."""
    pages = [f"/iiif/{id}/{number}/full/1000,/0/default.jpg" for id in ids for number in range(1, PAGES + 1)]
    dice.shuffle(pages)
    yield from pages


def other_parts(ids: list[str], dice: random.Random, pages: int = 4) -> Iterator[str]:
    """Parts of a few pages, which somebody is reading."""
    while True:
        yield f"/iiif/{ids[0]}/{dice.randint(1, pages)}/{region(dice)}"


SORTS = {
    "first part of a page": first_parts,
    "another part of it": other_parts,
    "a page, 1000 px wide": whole_pages,
}


def measure(servers: dict[str, Server], ids: dict[str, list[str]], requests: int, seed: int) -> None:
    """Every kind and sort, of each of the servers in turn."""
    for kind, of_kind in ids.items():
        for sort, choose in SORTS.items():
            paths = {title: choose(of_kind, random.Random(seed)) for title in servers}
            for title, server in servers.items():
                ask_all(server.port, [next(paths[title]) for _ in range(20)], 4)
            for clients in CLIENTS:
                for title, server in servers.items():
                    asked = [next(paths[title]) for _ in range(requests)]
                    print(
                        f"{title:8} {kind:30} {sort:22} {clients:2} at once: {ask(server, asked, clients)}", flush=True
                    )


def ask(server: Server, paths: list[str], clients: int) -> str:
    """What the answers took, as one line."""
    before = spent(server.process)
    taken = ask_all(server.port, paths, clients)
    cpu = (spent(server.process) - before) / len(paths) * 1000
    seen, said = ([row[at] for row in taken] for at in (0, 1))
    return (
        f"in the server {statistics.median(said):7.1f} ms p50 {statistics.quantiles(said, n=20)[-1]:7.1f} ms p95, "
        f"seen {statistics.quantiles(seen, n=20)[-1]:7.1f} ms p95, {cpu:6.1f} ms CPU, {memory(server.process):5.0f} MB, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def memory(process: int) -> float:
    """Megabytes that the processes of a server hold, what they share counted once for each (Linux)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if process in (int(folder.name), parent):
                total += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1e6


def run(room: Path, requests: int, beside: Path | None) -> None:
    archive = Archive(room / "archive", create=not (room / "archive").exists())
    if not (archive.root / ORIGINALS).exists() or not any((archive.root / ORIGINALS).iterdir()):
        work = room / "work"
        work.mkdir()
        fill(archive, work)
        shutil.rmtree(work)
    ids = {kind.name: [f"{kind.slug}-{1990 + copy}-01" for copy in range(COPIES)] for kind in KINDS}
    with ExitStack() as stack:
        servers = {}
        for title, sources in (("beside", beside), ("this", None)) if beside else (("this", None),):
            root = open_beside(archive.root, room / title)
            port = free_port()
            servers[title] = stack.enter_context(running(serve(root, port, sources), port))
        measure(servers, ids, requests, seed=11)


def open_beside(archive: Path, root: Path) -> Path:
    """A folder that shows the same archive, with no page image drawn yet, and keeps its own."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    for file in archive.iterdir():
        if file.name != "derivatives":
            (root / file.name).symlink_to(file)
    return root


def serve(root: Path, port: int, sources: Path | None) -> list[str]:
    program = [
        str(Path(sys.executable).parent / "backfile"),
        "--archive",
        str(root),
        "serve",
        "--port",
        str(port),
    ]
    return ["env", f"PYTHONPATH={sources}", *program] if sources else program


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--requests", type=int, default=120)
    parser.add_argument("--room", type=Path, help="keep the archive here, and use it again")
    parser.add_argument("--beside", type=Path, help="the `src` folder of another checkout, to be measured too")
    options = parser.parse_args()
    room = options.room or Path(tempfile.mkdtemp(prefix="backfile-page-images-"))
    room.mkdir(parents=True, exist_ok=True)
    try:
        run(room, options.requests, options.beside)
    finally:
        if options.room is None:
            shutil.rmtree(room)


if __name__ == "__main__":
    main()
