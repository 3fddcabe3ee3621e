"""The reading room at the size of a large library: how long issue, article and search pages take.

    python -m bench.reading_room [--articles 100000] [--requests 200]

Twenty periodicals, synthetic, served by `backfile serve`; asked one after another, then by twenty clients at once (all
of them on this machine, so that the clients' own work counts too).
"""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.archive.folder import ORIGINALS, place
from backfile.catalogue import Catalogue
from backfile.model import Issue, Page, Source

from .search import make_issues, make_vocabulary

ORIGINAL = Path(__file__).parents[1] / "specimens" / "zh-keji-monthly-007.pdf"
PAGES = 32


def fill(archive: Archive, count: int, dice: random.Random) -> tuple[list[str], list[str]]:
    """Write records, catalogue and index; returns addresses of issues, and words to search for."""
    vocabulary = make_vocabulary(dice)
    ids: list[str] = []
    source = keep_original(archive)

    def issues() -> Iterator[Issue]:
        for issue in make_issues(count, 400, vocabulary, dice):
            pages = tuple(Page(number=at, label=str(at), width=210, height=285) for at in range(1, PAGES + 1))
            paged = replace(issue, pages=pages, source=source)
            folder = archive.folder(paged.id)
            folder.mkdir(parents=True)
            (folder / "record.json").write_bytes(record.dump(paged, indent=1))
            (folder / "words.json.zst").write_bytes(zstandard.compress(record.dump_words(paged)))
            ids.append(paged.id)
            yield paged

    Catalogue(archive.root, archive.settings()).rebuild(issues())
    return ["/{}/{}/".format(*place(id)) for id in ids], vocabulary.words[:400]


def keep_original(archive: Archive) -> Source:
    """One printed original for all issues, so that every one of them has page images to be drawn."""
    sha256 = hash_input(ORIGINAL)
    kept = archive.root / ORIGINALS / sha256[:2] / f"{sha256}.pdf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ORIGINAL, kept)
    return Source(name=ORIGINAL.name, format="pdf", sha256=sha256)


@contextmanager
def serving(root: Path) -> Iterator[int]:
    """The port of a reading room of the archive in `root`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    program = str(Path(sys.executable).with_name("backfile"))
    server = subprocess.Popen(
        [program, "--archive", str(root), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def ask(port: int, path: str) -> float:
    """Milliseconds until the whole answer is here. Raises RuntimeError for anything but 200."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return (time.perf_counter() - begin) * 1000


def report(name: str, taken: list[float]) -> None:
    middle, late = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"{middle:8.1f} ms p50 {late:8.1f} ms p95  {name}", flush=True)


def run(articles: int, requests: int, room: Path) -> None:
    dice = random.Random(7)
    issues, words = fill(Archive(room / "archive", create=True), articles, dice)
    kinds: dict[str, Callable[[], str]] = {
        "issue": lambda: dice.choice(issues),
        "article": lambda: f"{dice.choice(issues)}a/a{dice.randrange(20):02}",
        "search": lambda: f"/search?q={quote(dice.choice(words).strip())}",
        "holdings": lambda: "/" + dice.choice(issues).split("/")[1] + "/",
    }
    with serving(room / "archive") as port:
        ask(port, "/")
        for name, choose in kinds.items():
            report(f"{name}, one client", [ask(port, choose()) for _ in range(requests)])
            paths = [choose() for _ in range(requests)]
            with ThreadPoolExecutor(20) as clients:
                report(f"{name}, twenty clients", list(clients.map(lambda path: ask(port, path), paths)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-reading-room-"))
    try:
        run(options.articles, options.requests, room)
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
