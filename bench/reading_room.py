"""The reading room at the size of a large library, beside Datasette serving the same rows in the same run.

    python -m bench.reading_room [--articles 100000] [--requests 400] [--room FOLDER]

Twenty periodicals of synthetic articles, served by `backfile serve` and by `datasette` (when it is installed: `pip install
datasette`). Each kind of page is asked for by one client, then by twenty at once; all run on this machine, so that the
clients' own work counts too, and so does everything else that runs: the load average is printed with each row. With
--room the archive is kept, and used again when it is there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.archive.folder import ORIGINALS, place
from backfile.catalogue import Catalogue
from backfile.index.tokens import tokens
from backfile.index.translation import phrase
from backfile.model import Issue, Page, Source

from .clients import ask_all
from .search import make_issues, make_vocabulary

ORIGINAL = Path(__file__).parents[1] / "specimens" / "zh-keji-monthly-007.pdf"
PAGES = 32
CLIENTS = (1, 20)
Choose = Callable[[], str]


def fill(archive: Archive, count: int, dice: random.Random) -> tuple[list[str], list[str]]:
    """Write records, catalogue and index; returns the ids of issues, and words to search for."""
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
    return ids, vocabulary.words[:400]


def keep_original(archive: Archive) -> Source:
    """One printed original for all issues, so that every one of them has page images to be drawn."""
    sha256 = hash_input(ORIGINAL)
    kept = archive.root / ORIGINALS / sha256[:2] / f"{sha256}.pdf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ORIGINAL, kept)
    return Source(name=ORIGINAL.name, format="pdf", sha256=sha256)


def copy_rows(archive: Archive, ids: list[str], target: Path) -> None:
    """The same articles for Datasette: the catalogue's rows, and their texts in FTS5 as our tokens (else it can't find Chinese)."""
    with closing(sqlite3.connect(target)) as database, database:
        database.execute("ATTACH ? AS kept", (str(archive.root / "catalogue.sqlite3"),))
        database.execute(
            "CREATE TABLE article AS SELECT a.rowid AS number, a.id, a.issue_id, i.periodical_id AS periodical, i.year, "
            "a.section, a.title, a.contributors, a.page FROM kept.catalogue_article a JOIN kept.catalogue_issue i ON "
            "i.id = a.issue_id"
        )
        database.execute("CREATE UNIQUE INDEX article_number ON article(number)")
        database.execute("CREATE INDEX article_issue ON article(issue_id)")
        database.execute("CREATE VIRTUAL TABLE article_fts USING fts5(text, tokenize='unicode61 remove_diacritics 0')")
        numbers = dict(database.execute("SELECT id, number FROM article"))
        for issue in map(archive.load, ids):
            rows = [
                (numbers[f"{issue.id}/{one.id}"], " ".join(tokens(f"{one.title}\n{one.text}")))
                for one in issue.articles
            ]
            database.executemany("INSERT INTO article_fts(rowid, text) VALUES (?, ?)", rows)
        (count,) = database.execute("SELECT count(*) FROM article_fts").fetchone()
        if count != len(numbers):
            raise RuntimeError(f"{count} of {len(numbers)} texts were copied")


class Server(NamedTuple):
    port: int
    process: int


@contextmanager
def running(command: list[str], port: int) -> Iterator[Server]:
    """A server, until it is no longer needed."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def our_pages(ids: list[str], words: list[str], dice: random.Random) -> dict[str, Choose]:
    def address(id: str) -> str:
        return "/{}/{}/".format(*place(id))

    def region() -> str:
        """A part of a page that nobody asked for before, at a third of its size."""
        left, top = dice.randrange(600), dice.randrange(900)
        size = f"{left},{top},{600 + dice.randrange(400)},{800 + dice.randrange(400)}/{300 + dice.randrange(40)},"
        return f"/iiif/{dice.choice(ids)}/{dice.randint(1, PAGES)}/{size}/0/default.jpg"

    return {
        "issue": lambda: address(dice.choice(ids)),
        "article": lambda: f"{address(dice.choice(ids))}a/a{dice.randrange(20):02}",
        "search": lambda: f"/search?q={quote(dice.choice(words).strip())}",
        "holdings": lambda: f"/{place(dice.choice(ids))[0]}/",
        "people": lambda: f"/people/?beginning={quote(dice.choice(words).strip()[:1])}",
        "image region, cold": region,
    }


def their_pages(ids: list[str], words: list[str], dice: random.Random) -> dict[str, Choose]:
    facets = "&_facet=periodical&_facet=year&_facet=section"

    def search() -> str:
        found = phrase(dice.choice(words).strip())
        line = '"' + " ".join(word.token for word in found) + '"' + ("*" if found[-1].open else "")
        sql = (
            "select article.* from article_fts join article on article.number = article_fts.rowid "
            "where article_fts match :q order by rank limit 20"
        )
        return f"/rows?sql={quote(sql)}&q={quote(line)}"

    return {
        "issue": lambda: f"/rows/article?issue_id={dice.choice(ids)}{facets}",
        "search (20 rows; no facets, snippets or total)": search,
    }


def spent(process: int) -> float:
    """CPU seconds of a process and its children so far (Linux)."""
    total, ticks = 0.0, os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rpartition(")")[2].split()
            if process in (int(stat.parent.name), int(fields[1])):
                total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def measure(title: str, server: Server, pages: dict[str, Choose], requests: int) -> None:
    """Wall times as the clients see them, waiting for their turn included; the time in the server; and its CPU time."""
    for name, choose in pages.items():
        ask_all(server.port, [choose() for _ in range(20)], 4)
        for clients in CLIENTS:
            before, paths = spent(server.process), [choose() for _ in range(requests)]
            taken = ask_all(server.port, paths, clients)
            cpu = (spent(server.process) - before) / requests * 1000
            walls = [wall for wall, _ in taken]
            middle, late = statistics.median(walls), statistics.quantiles(walls, n=20)[-1]
            said = statistics.quantiles([server for _, server in taken], n=20)[-1]
            load = os.getloadavg()[0]
            print(
                f"{middle:8.1f} ms p50 {late:8.1f} ms p95 {said:7.1f} ms p95 in the server {cpu:6.1f} ms CPU  load {load:5.1f}  {title}: {name}, {clients} at once",
                flush=True,
            )


def run(articles: int, requests: int, room: Path) -> None:
    listed = room / f"bench-{articles}.json"
    if not listed.exists():
        shutil.rmtree(room / "archive", ignore_errors=True)
        filled = fill(Archive(room / "archive", create=True), articles, random.Random(7))
        listed.write_text(json.dumps(filled))
    ids, words = json.loads(listed.read_text())
    archive, dice = Archive(room / "archive"), random.Random(11)
    shutil.rmtree(archive.root / "derivatives", ignore_errors=True)  # page images are to be drawn anew
    bin = Path(sys.executable).parent
    port = free_port()
    with running([str(bin / "backfile"), "--archive", str(archive.root), "serve", "--port", str(port)], port) as ours:
        measure("Backfile", ours, our_pages(ids, words, dice), requests)
    if not (bin / "datasette").exists():
        print("datasette is not installed: nothing to compare with")
        return
    rows = room / "rows.db"
    if not rows.exists():
        copy_rows(archive, ids, rows)
    port = free_port()
    with running(
        [str(bin / "datasette"), "serve", str(rows), "--port", str(port), "--setting", "sql_time_limit_ms", "60000"],
        port,
    ) as theirs:
        measure("Datasette", theirs, their_pages(ids, words, dice), requests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--room", type=Path, help="keep the archive here, and use it again")
    options = parser.parse_args()
    room = options.room or Path(tempfile.mkdtemp(prefix="backfile-reading-room-"))
    room.mkdir(parents=True, exist_ok=True)
    try:
        run(options.articles, options.requests, room)
    finally:
        if options.room is None:
            shutil.rmtree(room)


if __name__ == "__main__":
    main()
