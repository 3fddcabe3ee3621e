"""Journal publishing: Crossref deposits, DOAJ, JATS 1.3, by the schemas of those who take them.

The schemas lie beside the checkout, in ../shared/schemas or where BACKFILE_SCHEMAS says: crossref/crossref5.3.1.xsd,
doaj/doajArticles.xsd, jats-1.3/JATS-journalpublishing1-3-mathml3.xsd with what they include.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from backfile.errors import InputError, SettingsError
from backfile.exporters import export
from backfile.exporters._citation import works
from backfile.model import Designation, Issue
from backfile.settings import load_settings

SHARED = Path(__file__).resolve().parents[3] / "shared" / "schemas"
HOMES = (Path(os.environ.get("BACKFILE_SCHEMAS", SHARED)), SHARED)
SETTINGS = load_settings(
    environ={},
    domain="archive.example.org",
    provider="Bibliothek",
    contact="b@example.org",
    doi_pattern="10.5555/{issue}.{article}",
)
C = {"c": "http://www.crossref.org/schema/5.3.1", "j": "http://www.ncbi.nlm.nih.gov/JATS1"}


@pytest.fixture(scope="module")
def schema():
    """A function from the name of a schema below the folder of schemas to the schema; imports are answered from beside it."""

    class Nearby(etree.Resolver):
        def __init__(self, home):
            self.home = home

        def resolve(self, url, public, context):
            near = self.home / Path(url).name
            return self.resolve_filename(str(near), context) if near.is_file() else None

    @cache
    def find(name):
        path = next((home / name for home in HOMES if (home / name).is_file()), None)
        if path is None:
            pytest.skip(f"the schema {name} is not here")
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(Nearby(path.parent))
        return etree.XMLSchema(etree.parse(str(path), parser))

    return find


def address(issue: Issue, article: str) -> str:
    return f"https://archive.example.org/{issue.id}/a/{article}"


def written(issues: list[Issue], format: str, **given) -> bytes:
    out = io.BytesIO()
    export(issues, out, format, settings=given.pop("settings", SETTINGS), address=address, **given)
    return out.getvalue()


def test_a_deposit_is_valid_by_the_schema_of_crossref(schema, everything):
    root = etree.fromstring(written(everything, "crossref"))
    schema("crossref/crossref5.3.1.xsd").assertValid(root)
    assert len(root.findall(".//c:journal_article", C)) == sum(len(list(works(issue))) for issue in everything)


def test_a_deposit_says_who_wrote_what_where(journal):
    root = etree.fromstring(written([journal], "crossref"))
    first = root.find(".//c:journal_article", C)
    assert root.findtext(".//c:full_title", namespaces=C) == "海洋研究"
    assert root.findtext(".//c:journal_issue/c:issue", namespaces=C) == "3"
    assert [node.text for node in first.iterfind(".//c:surname", C)] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert (
        first.findtext(".//c:doi_data/c:resource", namespaces=C)
        == "https://archive.example.org/haiyang-yanjiu-2020-03/a/a01"
    )
    assert first.findtext(".//j:abstract/j:p", namespaces=C) == "本文讨论潮汐。"
    assert first.findtext(".//c:unstructured_citation", namespaces=C) == "牛顿. 原理[M]. 1687."


def test_a_known_doi_is_deposited_and_others_are_told_to_be_suggested(journal):
    text = written([journal], "crossref").decode()
    root = etree.fromstring(text.encode())
    dois = [node.text for node in root.iterfind(".//c:doi_data/c:doi", C)]
    assert dois == [
        "10.1234/hyyj.2020.03.001",
        "10.5555/haiyang-yanjiu-2020-03.a02",
        "10.5555/haiyang-yanjiu-2020-03.c03",
    ]
    assert text.count("is suggested by doi_pattern and not registered") == 2


@pytest.mark.parametrize("format", ["ris", "bibtex", "csl", "mods", "jats", "json", "csv", "doaj"])
def test_a_suggested_doi_stands_nowhere_but_in_the_deposit(format, journal):
    assert b"10.5555" not in written([journal], format)


def test_without_a_pattern_an_article_without_doi_is_said(journal):
    with pytest.raises(InputError, match=r"a02 has no DOI.*doi_pattern"):
        written(
            [journal], "crossref", settings=load_settings(environ={}, domain="a.org", provider="B", contact="b@a.org")
        )


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("10.5555/{year}", "gives 10.5555/2020 twice"),
        ("{issue}", "is no DOI"),
        ("10.5555/{nothing}", "no field nothing"),
        ("10.5555/{", "doi_pattern"),
    ],
)
def test_a_pattern_that_can_not_serve_is_refused(pattern, why, journal):
    bad = load_settings(environ={}, domain="a.org", provider="B", contact="b@a.org", doi_pattern=pattern)
    with pytest.raises(SettingsError, match=why):
        written([journal], "crossref", settings=bad)


@pytest.mark.parametrize("format", ["crossref", "doaj"])
def test_an_issue_of_unknown_year_is_left_out_and_said(format, journal):
    undated = replace(journal, issue=Designation(number="3"))
    text = written([undated, journal], format).decode()
    assert "haiyang-yanjiu-2020-03 is left out: its year is not known" in text


def test_doaj_records_are_valid_by_the_schema_of_doaj(schema, journal, newspaper, specimens):
    root = etree.fromstring(written([journal, newspaper, *specimens], "doaj"))
    schema("doaj/doajArticles.xsd").assertValid(root)
    first = root[1] if isinstance(root[0], etree._Comment) else root[0]
    assert first.findtext("language") == "chi"
    assert [node.text for node in first.iterfind("authors/author/name")] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert first.findtext("affiliationsList/affiliationName") == "海洋大学"
    assert first.findtext("fullTextUrl") == "https://archive.example.org/haiyang-yanjiu-2020-03/a/a01"


def test_doaj_json_says_the_same_as_its_xml(journal):
    first = json.loads(written([journal], "doaj_json"))[0]["bibjson"]
    assert first["title"] == "潮汐与月亮: 一次观测"
    assert [author["name"] for author in first["author"]] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert first["identifier"] == [
        {"type": "doi", "id": "10.1234/hyyj.2020.03.001"},
        {"type": "pissn", "id": "1002-0608"},
    ]
    assert (first["journal"]["number"], first["journal"]["start_page"], first["year"], first["month"]) == (
        "3",
        "1",
        "2020",
        "3",
    )
    assert first["link"][0]["url"] == "https://archive.example.org/haiyang-yanjiu-2020-03/a/a01"


def test_doaj_takes_what_hostile_texts_make_but_for_an_issn_that_is_none(schema, hostile):
    schema("doaj/doajArticles.xsd").assertValid(etree.fromstring(written([hostile], "doaj")))


def test_jats_is_valid_by_the_schema_of_its_own_version(schema, everything):
    judge = schema("jats-1.3/JATS-journalpublishing1-3-mathml3.xsd")
    with tarfile.open(fileobj=io.BytesIO(written(everything, "jats"))) as tar:
        for member in tar:
            root = etree.fromstring(tar.extractfile(member).read())
            assert root.get("dtd-version") == "1.3"
            assert judge.validate(root), f"{member.name}: {judge.error_log.filter_from_errors()}"
