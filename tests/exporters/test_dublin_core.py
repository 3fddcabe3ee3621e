"""Dublin Core, validated against the schema of oai_dc (which lies beside the checkout)."""

from __future__ import annotations

import pytest
from lxml import etree

from backfile.exporters._citation import works

N = {"dc": "http://purl.org/dc/elements/1.1/", "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/"}


@pytest.fixture(scope="session")
def schema(shared):
    home = shared / "schemas" / "oai"
    if not home.is_dir():
        pytest.skip("the schemas ../shared/schemas are not here")

    class Nearby(etree.Resolver):
        def resolve(self, url, public, context):
            name = "xml.xsd" if url.endswith("xml.xsd") else url.rpartition("/")[2]
            where = home.parent / "loc" / name if name == "xml.xsd" else home / name
            return self.resolve_filename(str(where), context)

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Nearby())
    return etree.XMLSchema(etree.parse(str(home / "oai_dc.xsd"), parser))


def test_every_record_is_valid(schema, written, everything):
    root = etree.fromstring(written(everything, "dc"))
    for record in root:
        schema.assertValid(etree.fromstring(etree.tostring(record)))
    assert len(root) == sum(len(list(works(issue))) for issue in everything)


def test_a_record_says_who_what_where_and_when(written, journal):
    record = etree.fromstring(written([journal], "dc"))[0]
    said = {
        name: [each.text for each in record.findall(f"dc:{name}", N)] for name in ("title", "creator", "date", "source")
    }
    assert said["title"][0].startswith("潮汐与月亮")
    assert said["creator"]
    assert said["date"] == ["2020-03"]
    assert said["source"] == ["海洋研究, 2020, 46(3): 1-2"]
