"""OAI-PMH at the size of a large library: how long a page of a harvest takes, at its beginning and at its end.

    python -m bench.oai [--articles 100000]

The records are synthetic, twenty periodicals; the archive is served by `backfile serve` and harvested from
end to end by Sickle, which is not ours. Tenths of the harvest are reported one by one: a page should cost the same anywhere.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sickle import Sickle
from sickle.iterator import OAIResponseIterator

from backfile import record
from backfile.archive import Archive

from .reading_room import free_port, running, spent
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
            journal.write(json.dumps(event) + "\n" + json.dumps(event | {"deed": "derived"}) + "\n")


class Answer(NamedTuple):
    """One page of a harvest: records so far, seconds until it was here, seconds of processor that the server took for it."""

    records: int
    seconds: float
    processor: float


def harvest(address: str, prefix: str, process: int) -> Iterator[Answer]:
    """Every answer of a whole harvest from the server `process`."""
    pages = iter(Sickle(address, iterator=OAIResponseIterator).ListRecords(metadataPrefix=prefix))
    count, begin, used = 0, time.perf_counter(), spent(process)
    for page in pages:
        count += int(page.xml.xpath("count(//*[local-name()='record'])"))
        now, using = time.perf_counter(), spent(process)
        yield Answer(count, now - begin, using - used)
        begin, used = time.perf_counter(), spent(process)


def report(prefix: str, answers: list[Answer]) -> None:
    tenth = max(1, len(answers) // 10)
    tenths = [answers[at : at + tenth] for at in range(0, tenth * 10, tenth)]
    seconds = [statistics.median(each.seconds for each in part) * 1000 for part in tenths]
    processor = [sum(each.processor for each in part) / len(part) * 1000 for part in tenths]
    print(
        f"{prefix}: {answers[-1].records} records in {len(answers)} pages, {sum(each.seconds for each in answers):.0f} s"
    )
    print("  ms of a page (median), by tenths of the harvest: " + " ".join(f"{each:.0f}" for each in seconds))
    print("  ms of processor of a page (mean), by tenths:     " + " ".join(f"{each:.0f}" for each in processor))
    print(f"  last tenth over first: {processor[-1] / max(processor[0], 1e-9):.2f} in processor time", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--formats", nargs="+", default=["oai_dc"])
    options = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="backfile-oai-"))
    try:
        archive = Archive(room / "archive", create=True)
        keep_all(archive, options.articles)
        port = free_port()
        program = str(Path(sys.executable).with_name("backfile"))
        command = [program, "--archive", str(archive.root), "serve", "--port", str(port)]
        with running(command, port) as server:
            for prefix in options.formats:
                report(prefix, list(harvest(f"http://127.0.0.1:{port}/oai", prefix, server.process)))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"  peak memory of a server process {peak:.0f} MB")
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
