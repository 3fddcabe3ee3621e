"""The truth says of the second round's pages what is hard on them: blocks, jumps, notes at the foot, furigana, pages without folios."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("typst", reason="press needs the typesetter typst (a development dependency)")

from backfile.model import Box
from press.families import families
from press.negatives import NEGATIVES, as_text
from press.specimen import excerpt, make, wear
from press.typesetting import FONTS

Record = dict[str, Any]


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    if not any(Path(FONTS).rglob("NotoSerifCJK*")):
        pytest.skip("the Debian package fonts-noto-cjk is not installed")
    names = ("zh-changbao", "zh-trade", "hant-jikan", "ja-tategaki", "zh-yixue")
    return {name: make(families()[name], 5).record for name in names}


def kinds(record: Record) -> set[str]:
    return {block["kind"] for page in record["pages"] for block in page["blocks"]}


def test_the_second_round_is_held_out_and_has_twelve_families() -> None:
    second = [family for family in families().values() if family.round == 2]
    assert len(second) >= 12
    assert all(family.held_out for family in second)


def test_every_line_lies_in_a_block_of_its_article(records: dict[str, Record]) -> None:
    for record in records.values():
        for page in record["pages"]:
            blocks = [(Box(*block["box"]), block.get("article")) for block in page["blocks"]]
            for _, edges, path in page["lines"]:
                x, y = Box(*edges).center
                around = [a for box, a in blocks if box.left <= x <= box.right and box.top <= y <= box.bottom]
                assert around, path
                assert not path.startswith("a/") or any(around)


def test_a_jump_joins_two_pages_of_one_article(records: dict[str, Record]) -> None:
    record = records["zh-changbao"]
    articles = {article["id"]: article for article in record["articles"]}
    assert len(record["jumps"]) == 2
    for jump in record["jumps"]:
        assert {jump["from"], jump["to"]} <= set(articles[jump["article"]]["pages"])
        assert str(jump["to"]) in jump["line"]
        assert str(jump["from"]) in jump["back"]


def test_boxes_pull_quotes_pictures_and_advertisements_are_told_from_the_body(records: dict[str, Record]) -> None:
    record = records["zh-trade"]
    assert {"sidebar", "pull-quote", "picture", "caption", "advertisement", "running-head", "folio"} <= kinds(record)
    sidebars = [p["text"] for a in record["articles"] for p in a["paragraphs"] if p.get("kind") == "sidebar"]
    quotes = {line[0] for page in record["pages"] for line in page["lines"] if line[2].endswith("/pull")}
    assert sidebars
    assert quotes
    assert not any(quote in p["text"] for a in record["articles"] for p in a["paragraphs"] for quote in quotes)


def test_a_counted_page_without_folio_has_an_implied_label_between_its_neighbours(records: dict[str, Record]) -> None:
    pages = records["zh-trade"]["pages"]
    assert any(page["label"] is None and page["implied_label"] for page in pages)
    counted = [int(page["implied_label"]) for page in pages if page["implied_label"]]
    assert all(after == before + 1 for before, after in pairwise(counted))
    assert pages[0]["implied_label"] is None


def test_notes_at_the_foot_are_read_last_on_their_page(records: dict[str, Record]) -> None:
    noted = 0
    for page in records["hant-jikan"]["pages"]:
        flow = [block["kind"] for block in page["blocks"] if block["kind"] in ("body", "heading", "footnote")]
        noted += "footnote" in flow
        assert flow == sorted(flow, key=lambda kind: kind == "footnote")
    assert noted


def test_furigana_are_blocks_of_their_own_and_no_part_of_the_text(records: dict[str, Record]) -> None:
    record = records["ja-tategaki"]
    readings = [line[0] for page in record["pages"] for line in page["lines"] if line[2].startswith("furniture/ruby/")]
    assert len(readings) > 20
    assert "ruby" in kinds(record)
    assert not any(reading in page["text"] for page in record["pages"] for reading in readings if len(reading) > 3)


def test_the_number_of_a_paper_holds_its_first_page_and_its_length(records: dict[str, Record]) -> None:
    papers = [article for article in records["zh-yixue"]["articles"] if article["article_number"]]
    assert len(papers) > 5
    for paper in papers:
        _, _, page, length = paper["article_number"].rsplit("-", 3)
        assert (int(page), int(length)) == (int(paper["page"]), len(paper["pages"]))
        assert [reference["number"] for reference in paper["references"]][:2] == ["1", "2"]
        assert paper["correspondence"]
    assert "table" in kinds(records["zh-yixue"])


def test_a_negative_has_no_entries_though_its_text_has_rows_that_end_in_numbers() -> None:
    auction = next(family for family in NEGATIVES if family.name == "neg-zh-auction")
    record = make(auction, 1).record
    assert record["contents"] == record["articles"] == []
    rows = as_text(record).splitlines()
    assert sum(row[-1:].isdigit() for row in rows) > 30


def test_an_excerpt_keeps_the_contents_and_scans_with_its_blocks() -> None:
    family = families()["zh-changbao"]
    short = excerpt(make(family, 5), 2)
    assert [page["number"] for page in short.record["pages"]] == [1, 2]
    assert [jump["to"] for jump in short.record["jumps"]] == [2, None]
    scanned = wear(short, family, dpi=60).record
    for page, clean in zip(scanned["pages"], short.record["pages"], strict=True):
        assert [block["path"] for block in page["blocks"]] == [block["path"] for block in clean["blocks"]]
