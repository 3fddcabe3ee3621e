"""OAI-PMH at the size of a large library: how long a page of a harvest takes, at its beginning and at its end.

    python -m bench.oai [--articles 100000]

The records are synthetic, twenty periodicals; the archive is served by `backfile serve` with one process and harvested from
end to end by Sickle, which is not ours. Tenths of the harvest are reported one by one: a page should cost the same anywhere.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from sickle import Sickle
from sickle.iterator import OAIResponseIterator

from backfile import record
from backfile.archive import Archive

from .reading_room import serving
from .search import make_issues, make_vocabulary


def keep_all(archive: Archive, count: int) -> None:
    """Write records and journal as `backfile add` does; catalogue and index are not asked by a harvest of what is open."""
    dice = random.Random(7)
    with (archive.root / "journal.jsonl").open("a", encoding="utf-8") as journal:
        for number, issue in enumerate(make_issues(count, 400, make_vocabulary(dice), dice)):
            folder = archive.folder(issue.id)
            folder.mkdir(parents=True)
            (folder / "record.json").write_bytes(record.dump(issue, indent=1))
            at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            event = {"deed": "kept", "at": at.isoformat(), "id": issue.id, "sha256": issue.id, "name": issue.id}
            journal.write(json.dumps(event) + "\n")


def harvest(address: str, prefix: str) -> Iterator[tuple[int, float]]:
    """(records so far, seconds of the page) for each answer of a whole harvest."""
    pages = Sickle(address, iterator=OAIResponseIterator).ListRecords(metadataPrefix=prefix)
    count, begin = 0, time.perf_counter()
    for page in pages:
        count += page.xml.xpath("count(//*[local-name()='record'])")
        yield int(count), time.perf_counter() - begin
        begin = time.perf_counter()


def report(prefix: str, taken: list[tuple[int, float]]) -> None:
    tenth = max(1, len(taken) // 10)
    tenths = [[seconds * 1000 for _, seconds in taken[at : at + tenth]] for at in range(0, len(taken), tenth)]
    middles = [statistics.median(each) for each in tenths]
    print(f"{prefix}: {taken[-1][0]} records in {len(taken)} pages, {sum(seconds for _, seconds in taken):.0f} s")
    print("  median ms of a page, by tenths of the harvest: " + " ".join(f"{middle:.0f}" for middle in middles))
    late = statistics.quantiles(chain.from_iterable(tenths), n=20)[-1]
    print(f"  p95 {late:.0f} ms; last tenth over first {middles[-1] / middles[0]:.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--formats", nargs="+", default=["oai_dc"])
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-oai-"))
    try:
        archive = Archive(room / "archive", create=True)
        keep_all(archive, options.articles)
        with serving(room / "archive") as port:
            for prefix in options.formats:
                report(prefix, list(harvest(f"http://127.0.0.1:{port}/oai", prefix)))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"  peak memory of a server process {peak:.0f} MB")
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
