"""The same file gives the same record in every process, whatever order its sets come in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SPECIMEN = Path(__file__).parents[1] / "specimens" / "zh-keji-monthly-007.pdf"
PROGRAM = """
import sys, backfile
from backfile import record
from backfile.settings import Settings
from msgspec.structs import replace
issue = backfile.read(sys.argv[1], Settings(engine="none"))
sys.stdout.buffer.write(record.dump(replace(issue, steps=())))
"""


def read(seed: str) -> bytes:
    environment = dict(os.environ, PYTHONHASHSEED=seed)
    command = [sys.executable, "-c", PROGRAM, str(SPECIMEN)]
    return subprocess.run(command, env=environment, check=True, capture_output=True).stdout


def test_two_processes_with_other_hashes_read_the_same() -> None:
    assert read("1") == read("2")
