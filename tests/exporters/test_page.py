"""PAGE XML: by the schema, and read back by the reader of PAGE."""

from __future__ import annotations

import io
import tarfile

import pytest
from lxml import etree

from backfile.readers import page as reader

P = {"p": "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"}


def members(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def test_page_files_are_valid(schema_file, written, everything):
    judge = etree.XMLSchema(etree.parse(str(schema_file("loc/pagecontent.xsd", "ocrd_validators/page.xsd"))))
    files = members(written(everything, "page"))
    assert len(files) == sum(len(issue.pages) for issue in everything)
    for name, data in files.items():
        assert judge.validate(etree.fromstring(data)), f"{name}: {judge.error_log.filter_from_errors()}"


def test_a_page_says_order_steps_and_whose_its_regions_are(written, journal):
    root = etree.fromstring(members(written([journal], "page"))["haiyang-yanjiu-2020-03/page/0002.xml"])
    assert [each.get("regionRef") for each in root.iterfind(".//p:RegionRefIndexed", P)] == ["P2_B1", "P2_B2"]
    items = {each.get("name"): each.get("value") for each in root.iterfind(".//p:MetadataItem", P)}
    assert items == {"contents": "3", "articles": "2", "label": "1"}


def test_lines_come_back_by_the_reader(written, journal, tmp_path):
    (tmp_path / "2.xml").write_bytes(members(written([journal], "page"))["haiyang-yanjiu-2020-03/page/0002.xml"])
    (page,) = reader.read_file(tmp_path / "2.xml")
    for line, again in zip(journal.pages[1].lines, page.lines, strict=True):
        assert line.text == again.text
        assert again.box == pytest.approx(line.box, abs=1e-3)
