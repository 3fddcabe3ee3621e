"""A few of the trials of `bench/faults.py`: killed at random moments, beside another process, on a full disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import faults


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    return faults.make_inputs(tmp_path / "in", pages=6)[:4]


@pytest.fixture(autouse=True)
def _no_archive_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BACKFILE_ARCHIVE", raising=False)


def test_a_killed_run_goes_on_to_the_same_archive(tmp_path: Path, inputs: list[Path]) -> None:
    for outcome in faults.kill_trials(tmp_path / "room", inputs, count=3, seed=7):
        assert outcome.same, outcome


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, inputs: list[Path]) -> None:
    for outcome in faults.full_disk(tmp_path / "room", inputs):
        assert outcome.same, outcome


def test_two_at_once_keep_nothing_twice(tmp_path: Path, inputs: list[Path]) -> None:
    for outcome in faults.two_at_once(tmp_path / "room", inputs):
        assert outcome.same, outcome
