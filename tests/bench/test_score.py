"""The scorer agrees with itself, with the definitions, and with the corpus's own scorer where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.score import Tally, fold, fold_label, score, summarise

SPECIMENS = Path(__file__).resolve().parents[2] / "specimens"


def entry(title: str, page: str | None = "1", **more: Any) -> dict[str, Any]:
    return {"title": title, "page": page, "section": None, "subtitle": None, "contributors": []} | more


@pytest.mark.parametrize("path", sorted(SPECIMENS.glob("*.json")), ids=lambda path: path.stem)
def test_a_record_scored_against_itself_is_perfect(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    figures = summarise([score(truth, truth)])
    assert figures.pop("extra") == 0
    assert set(figures.values()) == {1.0}


def test_an_empty_record_finds_nothing() -> None:
    figures = summarise(
        [score({}, {"contents": [entry("桥")], "articles": [{"title": "桥", "pages": [1]}], "pages": []})]
    )
    assert figures["entry"] == figures["found"] == 0


def test_nothing_read_where_there_is_nothing_is_right() -> None:
    assert score({"contents": []}, {"contents": []})["entry"].f1 == 1.0


def test_entries_agree_by_title_with_subtitle_and_page_only() -> None:
    truth = {"contents": [entry("春天", "05", subtitle="一个木匠的自述", section="散文")]}
    read = {"contents": [entry("春天——一个木匠的自述", "5")]}
    tallies = score(read, truth)
    assert tallies["entry"] == Tally(1, 1, 1)
    assert tallies["whole"] == Tally(0, 1, 1)


def test_translators_do_not_count_as_authors() -> None:
    people = [{"name": "托·皮尔斯", "role": "author"}, {"name": "李昌超", "role": "translator"}]
    truth, read = {"contents": [entry("雪", contributors=people)]}, {"contents": [entry("雪", contributors=people[:1])]}
    assert score(read, truth)["whole"].hits == 1


def test_one_predicted_article_serves_one_true_one() -> None:
    twice = {"articles": [{"title": "简讯", "pages": [3]}, {"title": "简讯", "pages": [9]}]}
    once = {"articles": [{"title": "简讯", "pages": [9]}]}
    tallies = score(once, twice)
    assert tallies["found"].hits == 1
    assert tallies["start"].hits <= 1


def test_a_label_on_an_unnumbered_page_is_wrong() -> None:
    pages = [{"number": 1, "label": None}, {"number": 2, "label": "01"}]
    read = [{"number": 1, "label": "1"}, {"number": 2, "label": "1"}]
    assert score({"pages": read}, {"pages": pages})["labels"] == Tally(1, 2, 2)


@given(st.text("山河abc7é"), st.lists(st.sampled_from(" ·—，。《》\t-!")))
def test_spaces_punctuation_and_case_make_no_difference(text: str, marks: list[str]) -> None:
    marked = "".join(letter + mark for letter, mark in zip_longest(text, marks, fillvalue=""))
    assert fold(marked.upper()) == fold(text)


@given(st.integers(1, 10**6))
def test_leading_zeros_of_a_label_make_no_difference(number: int) -> None:
    assert fold_label(f"{number:07}") == fold_label(str(number))


def test_the_figures_are_those_of_the_corpus_scorer(shared: Path, tmp_path: Path) -> None:
    truth = json.loads((SPECIMENS / "en-magazine-003.json").read_text(encoding="utf-8"))
    read = json.loads(json.dumps(truth))
    read["contents"] = [*read["contents"][1:], entry("A line too many")]
    read["contents"][2]["page"] = "99"
    read["articles"][0]["pages"] = [1]
    read["pages"][5]["label"] = None
    path = tmp_path / "read.json"
    path.write_text(json.dumps(read), encoding="utf-8")
    ours = summarise([score(read, truth)])
    theirs = {
        name: subprocess.run(
            [sys.executable, shared / "score" / f"score_{name}.py", path, SPECIMENS / "en-magazine-003.json"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in ("contents", "articles")
    }
    assert f"entry F1 micro {ours['entry']:.4f}" in theirs["contents"]
    assert f"whole F1 micro {ours['whole']:.4f}" in theirs["contents"]
    assert f"start {ours['start']:.4f}" in theirs["articles"]
    assert f"start+end {ours['start+end']:.4f}" in theirs["articles"]
    assert f"labels {ours['labels']:.4f}" in theirs["articles"]
