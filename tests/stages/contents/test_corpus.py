"""The seed and the corpus beside the checkout, where they are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backfile.model import Issue
from backfile.readers.text import decode, split_pages
from backfile.record import to_builtins
from backfile.stages.contents import read_contents
from bench.contents.scoring import Score, f1, rows, score


def measure(text: Path, gold: Path) -> Score:
    issue = read_contents(Issue(pages=split_pages(decode(text.read_bytes(), text.name))))
    return score(rows(to_builtins(issue)), rows(json.loads(gold.read_text("utf-8"))))


def test_the_seed_is_read_wholly(shared: Path) -> None:
    counts = measure(shared / "seed/zgkjcy-2023-06.txt", shared / "seed/zgkjcy-2023-06.gold.json")
    assert (counts.whole, counts.read, counts.gold) == (35, 35, 35)


def test_contents_texts_of_the_corpus(shared: Path) -> None:
    scores = [
        measure(text, text.with_suffix(".json"))
        for text in sorted((shared / "corpus/contents").glob("*.txt"))
        if text.with_suffix(".json").exists()
    ]
    gold, read = sum(s.gold for s in scores), sum(s.read for s in scores)
    assert f1(sum(s.entry for s in scores), read, gold) >= 0.97
    assert f1(sum(s.whole for s in scores), read, gold) >= 0.93


@pytest.mark.parametrize("name", ["ly3143_inner_mulu", "ly3187_inner_mulu"])
def test_a_list_inside_a_speech_is_no_contents_page(shared: Path, name: str) -> None:
    text = shared / f"corpus/contents/{name}.txt"
    assert read_contents(Issue(pages=split_pages(decode(text.read_bytes(), text.name)))).contents == ()


def test_our_own_texts() -> None:
    folder = Path(__file__).parents[3] / "bench/texts/dev"
    scores = [measure(text, text.with_suffix(".json")) for text in sorted(folder.glob("*.txt"))]
    gold, read = sum(s.gold for s in scores), sum(s.read for s in scores)
    assert f1(sum(s.entry for s in scores), read, gold) >= 0.94
    assert f1(sum(s.whole for s in scores), read, gold) >= 0.90
