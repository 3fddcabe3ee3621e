"""The bench of pages and articles counts what is right, and tells what became of each kind of paragraph."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.pages import matrix, measure, report

SPECIMEN = Path(__file__).resolve().parents[2] / "specimens" / "zh-keji-monthly-007.pdf"


def test_a_specimen_is_measured_on_its_true_contents() -> None:
    counts = measure(SPECIMEN, own_contents=False)
    assert counts["labels"] == counts["pages"] > 0
    assert counts["start"] == counts["articles"] > 0
    assert "start 1.000" in report(counts)
    assert matrix(counts).startswith("body")


def test_the_matrix_gives_each_true_kind_a_row_and_the_most_frequent_first() -> None:
    counts = Counter({"kind body → body": 2, "kind body → within": 5, "kind caption → body": 1, "pages": 3})
    assert matrix(counts).splitlines() == ["body       within 5  body 2", "caption    body 1"]
