"""Threads never make msgspec work out a type."""

from __future__ import annotations

import subprocess
import sys

# fresh types each round, as they are in a fresh process; without `learn` this crashes within some rounds
RACE = """
import sys, threading, msgspec
from backfile.reading_room.structs import learn
sys.setswitchinterval(1e-6)
DATA = b'{"b":[{"a":[{"x":1}],"z":{"k":{"x":2,"y":"q"}}}],"a":{"x":3},"n":5}'
for _ in range(100):
    class A(msgspec.Struct): x: int = 0; y: "str | None" = None
    class B(msgspec.Struct): a: "tuple[A, ...]" = (); z: "dict[str, A] | None" = None
    class C(msgspec.Struct): b: "tuple[B, ...]" = (); a: "A | None" = None; n: int = 0
    learn()
    barrier = threading.Barrier(4)
    def decode():
        barrier.wait()
        msgspec.json.decode(DATA, type=C)
    threads = [threading.Thread(target=decode) for _ in range(4)]
    [one.start() for one in threads]; [one.join() for one in threads]
print("well")
"""


def test_requests_that_are_the_first_at_once_crash_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", RACE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "well\n"), done.stderr[-500:]


def test_all_nouns_are_learnt() -> None:
    from backfile.archive.corrections import Correction
    from backfile.index import Document
    from backfile.model import Issue
    from backfile.reading_room.structs import learn
    from backfile.record import PageText

    assert {Correction, Document, Issue, PageText} <= set(learn())
