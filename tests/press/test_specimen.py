"""The truth of a specimen agrees with what a PDF reader, which knows nothing of it, finds on the pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from random import Random

import msgspec
import pypdfium2
import pytest

from backfile import record
from press.families import families
from press.specimen import Specimen, dump, make, tear_out, wear
from press.transcript import MODES, transcribe
from press.truth import without_layout


def letters(text: str) -> Counter[str]:
    return Counter(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_every_page_holds_the_letters_that_the_truth_says(specimen: Specimen) -> None:
    with pypdfium2.PdfDocument(specimen.pdf) as document:
        assert len(document) == len(specimen.record["pages"])
        for page in specimen.record["pages"]:
            found = letters(document[page["number"] - 1].get_textpage().get_text_range())
            said = letters("".join(text for text, _, _ in page["lines"]))
            assert said == found, page["number"]


def test_the_truth_is_a_record_in_the_contract(specimen: Specimen) -> None:
    contract = without_layout(specimen.record)
    issue = record.load(msgspec.json.encode(contract))
    assert len(issue.contents) >= 5
    assert len(issue.articles) >= len(issue.contents)


def test_contents_pages_are_the_labels_of_the_pages_where_articles_start(specimen: Specimen) -> None:
    articles = {article["entry"]: article for article in specimen.record["articles"]}
    for entry in specimen.record["contents"]:
        assert articles[entry["id"]]["title"] == entry["title"]
        printed = articles[entry["id"]]["page"]
        assert printed in (entry["page"], None)  # None: the page itself bears no folio


def test_lines_lie_on_their_page_and_articles_in_their_regions(specimen: Specimen) -> None:
    boxes = [box for page in specimen.record["pages"] for _, box, _ in page["lines"]]
    assert all(0 <= left <= right <= 1 and 0 <= top <= bottom <= 1 for left, top, right, bottom in boxes)
    for article in specimen.record["articles"]:
        assert {region["page"] for region in article["regions"]} == set(article["pages"])


def test_paragraphs_go_over_pages_where_their_lines_do(specimen: Specimen) -> None:
    texts = {page["number"]: page["text"].replace("\n", "") for page in specimen.record["pages"]}
    for article in specimen.record["articles"]:
        for paragraph in article["paragraphs"]:
            for offset, page in paragraph.get("breaks", []):
                assert texts[page].replace(" ", "").count(paragraph["text"][offset : offset + 12].replace(" ", ""))


def test_the_same_seed_gives_the_same_bytes() -> None:
    family = families()["zh-newsletter"]
    one, two = make(family, 8), make(family, 8)
    assert one.pdf == two.pdf
    assert dump(one.record) == dump(two.record)


@pytest.mark.parametrize("mode", sorted(MODES.keys() - {"noisy"}))
def test_a_transcript_holds_every_printed_line_of_the_contents(specimen: Specimen, mode: str) -> None:
    text = transcribe(specimen.record, mode, Random(1))
    printed = [line for page in specimen.record["pages"] for line, _, path in page["lines"] if path.startswith("c/")]
    assert printed
    assert [line for line in printed if line not in text] == []


def test_a_scanned_specimen_has_the_same_truth_but_for_its_boxes(specimen: Specimen) -> None:
    scanned = wear(specimen, families()[specimen.record["press"]["family"]]).record
    assert scanned["contents"] == specimen.record["contents"]
    assert [page["text"] for page in scanned["pages"]] == [page["text"] for page in specimen.record["pages"]]
    assert scanned["press"]["scanned"]


def test_pages_torn_out_are_gone_from_the_record_and_the_file(specimen: Specimen) -> None:
    torn = tear_out(specimen, {3, 5})
    with pypdfium2.PdfDocument(torn.pdf) as document:
        assert len(document) == len(torn.record["pages"]) == len(specimen.record["pages"]) - 2
        for page in torn.record["pages"]:
            found = letters(document[page["number"] - 1].get_textpage().get_text_range())
            assert letters("".join(text for text, _, _ in page["lines"])) == found
    assert torn.record["contents"] == specimen.record["contents"]
    for article in torn.record["articles"]:
        assert {region["page"] for region in article["regions"]} == set(article["pages"])


def test_paragraphs_over_pages_that_are_both_left_stay_whole_in_a_torn_copy() -> None:
    whole = make(families()["en-journal"], 3)
    over = next(
        paragraph
        for article in whole.record["articles"]
        for paragraph in article["paragraphs"]
        if len(paragraph.get("breaks", ())) == 1
    )
    first, second = over["page"], over["breaks"][0][1]
    free = {page["number"] for page in whole.record["pages"]} - {first, second}

    def texts(torn: set[int]) -> set[str]:
        record = tear_out(whole, torn).record
        return {one["text"] for article in record["articles"] for one in article["paragraphs"]}

    assert over["text"] in texts({max(free)})
    assert over["text"] not in texts({second})
    assert over["text"][: over["breaks"][0][0]] in texts({second})


def test_parts_of_an_article_are_entries_below_it_and_text_of_it() -> None:
    record = make(families()["zh-special"], 1).record
    parts = [entry for entry in record["contents"] if entry["level"] == 2]
    assert len(parts) >= 3
    assert not {part["id"] for part in parts} & {article["entry"] for article in record["articles"]}
    assert len(record["articles"][0]["paragraphs"]) > 12


def test_without_a_contents_page_the_headings_are_the_entries() -> None:
    record = make(families()["en-plain"], 1).record
    assert [entry["title"] for entry in record["contents"]] == [article["title"] for article in record["articles"]]
    assert not any(page["kind"] == "contents" for page in record["pages"])
