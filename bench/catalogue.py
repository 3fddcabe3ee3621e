"""The catalogue at the size of a large library: rebuild time and memory, and the questions that pages ask.

    python -m bench.catalogue [--articles 100000] [--database postgresql://…] [--rounds 3]

Twenty periodicals over fifty years, synthetic. Issues are made one by one and never held, as the archive gives them.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backfile.catalogue import Catalogue
from backfile.settings import Settings

from .search import make_issues, make_vocabulary


class Watch(threading.Thread):
    """Looks at this process's memory ten times a second: its own (`anonymous`), and that of mapped files, which the
    system takes back when it needs it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.anonymous = self.files = 0
        self.start()

    def run(self) -> None:
        while True:
            status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
            self.anonymous = max(self.anonymous, int(status["RssAnon"].split()[0]) // 1024)
            self.files = max(self.files, int(status["RssFile"].split()[0]) // 1024)
            time.sleep(0.1)


def questions(dice: random.Random) -> dict[str, Callable[[], Any]]:
    """What pages and protocols of the reading room ask, each time about something else."""
    from backfile.catalogue import holdings
    from backfile.catalogue.models import Contributor, Issue

    issues = list(Issue.objects.values_list("id", flat=True))
    slugs = sorted({issue.rsplit("-", 2)[0] for issue in issues})
    names = list(Contributor.objects.order_by("-works").values_list("id", flat=True)[:500])

    def issue() -> object:
        found = holdings.issue(dice.choice(issues))
        return holdings.contents(found.id), list(holdings.articles(found.id))

    def people() -> object:
        start = dice.randrange(20) * 100
        return list(holdings.people()[start : start + 100])

    return {
        "periodicals": lambda: list(holdings.periodicals()),
        "issues of a periodical": lambda: list(holdings.issues_of(dice.choice(slugs))),
        "an issue, its contents and articles": issue,
        "people, most printed first": people,
        "works of a person": lambda: list(holdings.works_of(dice.choice(names))[:100]),
        "least sure entries": lambda: holdings.unsure_entries(limit=50),
    }


def run(articles: int, length: int, rounds: int, database: str, room: Path) -> None:
    dice = random.Random(20260707)
    vocabulary = make_vocabulary(dice)
    catalogue = Catalogue(room, Settings(database=database))
    catalogue.prepare()
    watch = Watch()
    for share in (10, 1):
        begin = time.perf_counter()
        count = catalogue.rebuild(make_issues(articles // share, length, vocabulary, dice))
        seconds = time.perf_counter() - begin
        made = f"a rebuild of {articles // share:,} articles in {count:,} issues"
        print(f"{seconds:8.0f} s  {made}; memory at most {watch.anonymous} MB, mapped files {watch.files} MB")
    one = next(make_issues(25, length, vocabulary, dice))
    begin = time.perf_counter()
    catalogue.add(one)
    print(f"{(time.perf_counter() - begin) * 1000:8.0f} ms to add one issue of 25 articles to that")
    for name, ask in questions(dice).items():
        ask()
        taken = []
        for _ in range(rounds * 100):
            begin = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - begin) * 1000)
        print(f"{statistics.median(taken):8.2f} ms p50 {statistics.quantiles(taken, n=20)[-1]:8.2f} ms p95  {name}")
    catalogue.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--length", type=int, default=400, help="characters of an article")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", default="", help="PostgreSQL URL; SQLite otherwise")
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-catalogue-"))
    try:
        run(options.articles, options.length, options.rounds, options.database, room)
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
