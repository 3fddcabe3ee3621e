"""OAI-PMH 2.0: harvested by Sickle and oaipmh-scythe, every answer held against the schema, every error code asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import zstandard
from lxml import etree

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.model import Article, Contributor, Designation, Entry, Issue, Page, Paragraph, Periodical

from .conftest import client_of, listening

ISSUES, ARTICLES = 50, 99
EVERYTHING = ISSUES * (ARTICLES + 1)
O = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}  # noqa: E741
PREFIX = "oai:testserver:"


def make_issue(number: int) -> Issue:
    """An issue of one of two periodicals, with ARTICLES articles."""
    title, slug = (("海洋研究", "haiyang-yanjiu"), ("Harbour & <Light>", "harbour-light"))[number % 2]
    year, month = 1990 + number // 12, number % 12 + 1
    entries = tuple(
        Entry(
            id=f"c{at:02}",
            title=f"{title} {number}-{at}",
            section="论文",
            page=str(at),
            contributors=(Contributor(name="李云帆"),),
        )
        for at in range(1, ARTICLES + 1)
    )
    articles = tuple(
        Article(id=f"a{at:02}", entry=f"c{at:02}", title=f"{title} {number}-{at}", page=str(at), pages=(at,),
                abstract="摘要 & <b>", keywords=("潮汐", "ocean"), paragraphs=(Paragraph(text="月亮引起潮汐。", page=at),))
        for at in range(1, ARTICLES + 1)
    )  # fmt: skip
    return Issue(
        id=f"{slug}-{year}-{month:02}",
        periodical=Periodical(title=title, issn="1002-0608"),
        issue=Designation(year=year, month=month, date=f"{year}-{month:02}", number=str(month)),
        contents=entries,
        articles=articles,
        pages=tuple(Page(number=at, label=str(at), width=210, height=285) for at in range(1, ARTICLES + 1)),
    )


def keep(archive: Archive, issue: Issue, home: Path) -> None:
    original = home / f"{issue.id}.txt"
    original.write_text(issue.id)
    archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Some 5,000 records, the first journal lines a day older than the rest, so that dates select."""
    home = tmp_path_factory.mktemp("oai")
    archive = Archive(home / "archive", create=True)
    for number in range(ISSUES):
        keep(archive, make_issue(number), home)
    journal = archive.root / "journal.jsonl"
    lines = journal.read_text("utf-8").splitlines(keepends=True)
    old = [
        _dated(line, "2020-01-01T00:00:00+00:00" if at < len(lines) // 2 else "2021-06-15T12:00:00+00:00")
        for at, line in enumerate(lines)
    ]
    journal.write_text("".join(old), "utf-8")
    archive = Archive(archive.root)
    Catalogue(archive.root, archive.settings()).rebuild(archive.issues())
    return archive


def _dated(line: str, at: str) -> str:
    begin = line.index('"at":"') + 6
    return line[:begin] + at + line[line.index('"', begin) :]


@pytest.fixture
def ask(large: Archive) -> Any:
    """The answer to OAI-PMH arguments, as XML."""
    client = client_of(large)

    def ask(**arguments: str) -> Any:
        answer = client.get("/oai?" + urlencode({name.rstrip("_"): value for name, value in arguments.items()}))
        assert answer.status_code == 200
        return etree.fromstring(answer.content)

    return ask


@pytest.fixture(scope="module")
def schema(shared: Path) -> Any:
    """OAI-PMH with the formats that have a namespace of their own in the schemas beside the checkout."""
    home = shared / "schemas"
    if not home.is_dir():
        pytest.skip("the schemas ../shared/schemas are not here")
    places = {"xlink.xsd": home / "loc" / "xlink-loc.xsd", "xml.xsd": home / "loc" / "xml.xsd"}

    class Nearby(etree.Resolver):
        def resolve(self, url: str, public: str, context: Any) -> Any:
            name = url.rpartition("/")[2]
            found = places.get(name) or home / "oai" / name
            return self.resolve_filename(str(found), context) if found.exists() else None

    imports = {
        "http://www.openarchives.org/OAI/2.0/": "oai/OAI-PMH.xsd",
        "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai/oai_dc.xsd",
        "http://www.loc.gov/mods/v3": "loc/mods-3-7.xsd",
        "http://www.loc.gov/METS/": "loc/mets.xsd",
    }
    lines = "".join(
        f'<xs:import namespace="{name}" schemaLocation="file://{home}/{where}"/>' for name, where in imports.items()
    )
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Nearby())
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{lines}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, parser))


@pytest.fixture(scope="module")
def address(large: Archive) -> Iterator[str]:
    with listening(large) as home:
        yield f"{home}/oai"


def test_sickle_harvests_5000_records_each_once(address: str) -> None:
    from sickle import Sickle

    records = list(Sickle(address).ListRecords(metadataPrefix="oai_dc"))
    assert len(records) == EVERYTHING == 5000
    assert len({each.header.identifier for each in records}) == EVERYTHING
    article = next(each for each in records if each.header.identifier.endswith("haiyang-yanjiu-1990-01/a02"))
    assert article.metadata["title"] == ["海洋研究 0-2"]
    assert article.metadata["creator"] == ["李云帆"]
    assert article.metadata["identifier"][-1].startswith(address.removesuffix("oai") + "haiyang-yanjiu/1990-01/a/a02")


def test_scythe_harvests_5000_records_each_once(address: str) -> None:
    scythe = pytest.importorskip("oaipmh_scythe", reason="oaipmh-scythe is not installed")
    with scythe.Scythe(address) as harvester:
        records = list(harvester.list_records(metadata_prefix="mods"))
        assert len({each.header.identifier for each in records}) == len(records) == EVERYTHING
        assert {each.setSpec for each in harvester.list_sets()} == {"haiyang-yanjiu", "harbour-light"}


def test_dates_and_sets_part_the_whole(address: str) -> None:
    from sickle import Sickle

    def count(**arguments: str) -> int:
        return len(list(Sickle(address).ListIdentifiers(metadataPrefix="oai_dc", **arguments)))

    assert count(until="2020-12-31") + count(**{"from": "2021-01-01"}) == EVERYTHING
    assert count(**{"from": "2021-06-15T12:00:00Z", "until": "2021-06-15T12:00:00Z"}) == count(**{"from": "2021-01-01"})
    assert count(set="haiyang-yanjiu") + count(set="harbour-light") == EVERYTHING
    assert count(set="haiyang-yanjiu", until="2020-12-31") < count(set="haiyang-yanjiu")


@pytest.mark.parametrize("arguments", [
    {"verb": "Identify"}, {"verb": "ListSets"}, {"verb": "ListMetadataFormats"},
    {"verb": "ListMetadataFormats", "identifier": f"{PREFIX}haiyang-yanjiu-1990-01/a02"},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{PREFIX}haiyang-yanjiu-1990-01/a02"},
    {"verb": "GetRecord", "metadataPrefix": "mets", "identifier": f"{PREFIX}haiyang-yanjiu-1990-01"},
    {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "harbour-light"}, {"verb": "ListRecords", "metadataPrefix": "mods"},
    {"verb": "ListRecords", "metadataPrefix": "mets"}, {"verb": "ListIdentifiers", "metadataPrefix": "jats"},
    {"verb": "Nothing"}, {"verb": "ListRecords"},
], ids=lambda arguments: " ".join(arguments.values()))  # fmt: skip
def test_every_answer_is_valid_by_the_schemas(schema: Any, ask: Any, arguments: dict[str, str]) -> None:
    schema.assertValid(ask(**arguments))


def test_jats_records_are_valid_by_the_publishing_dtd(ask: Any, schema_file: Any) -> None:
    name = "jats-publishing-dtd-1.1/JATS-journalpublishing1.dtd"
    dtd = etree.DTD(str(schema_file(f"jats/{name}", f"packtools/catalogs/{name}")))
    articles = ask(verb="ListRecords", metadataPrefix="jats").findall(
        ".//{https://jats.nlm.nih.gov/ns/publishing/1.3/}article"
    )
    assert len(articles) == 50
    for article in articles[:5]:
        for each in article.iter():
            each.tag = etree.QName(each).localname
        article.attrib.pop("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
        article.set("dtd-version", "1.1")
        bare = etree.fromstring(
            etree.tostring(article).replace(b' xmlns="https://jats.nlm.nih.gov/ns/publishing/1.3/"', b"")
        )
        assert dtd.validate(bare), dtd.error_log


def test_mets_names_alto_files_that_are_there(ask: Any, large: Archive) -> None:
    answer = ask(verb="GetRecord", metadataPrefix="mets", identifier=f"{PREFIX}haiyang-yanjiu-1990-01")
    href = answer.find(".//{http://www.loc.gov/METS/}FLocat").get("{http://www.w3.org/1999/xlink}href")
    assert client_of(large).get(href.removeprefix("http://testserver")).status_code == 200


ERRORS = [
    ("badVerb", {}), ("badVerb", {"verb": "Nonsense"}),
    ("badArgument", {"verb": "Identify", "set": "x"}), ("badArgument", {"verb": "GetRecord", "identifier": "x"}),
    ("badArgument", {"verb": "ListRecords"}), ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}),
    ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2020-02-31"}),
    ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2020-01-01", "until": "2020-01-01T00:00:00Z"}),
    ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2022-01-01", "until": "2020-01-01"}),
    ("badArgument", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "nonsense"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "\u6d77"}),
    ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
    ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc99"}),
    ("cannotDisseminateFormat", {"verb": "GetRecord", "metadataPrefix": "jats", "identifier": f"{PREFIX}haiyang-yanjiu-1990-01"}),
    ("idDoesNotExist", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{PREFIX}haiyang-yanjiu-1990-01/a999"}),
    ("idDoesNotExist", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": f"{PREFIX}../../etc/passwd"}),
    ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "<script>"}),
    ("badArgument", {"verb": "ListRecords", "metadataPrefix": "<script>"}),
    ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "\x00<script>"}),
    ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2999-01-01"}),
    ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "no-such-set"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "arguments"), ERRORS)
def test_every_error_has_its_code(ask: Any, code: str, arguments: dict[str, str]) -> None:
    errors = ask(**arguments).findall("o:error", O)
    assert [error.get("code") for error in errors] == [code]
    assert errors[0].text


@pytest.mark.parametrize(("code", "arguments"), ERRORS)
def test_every_error_is_valid_by_the_schema(schema: Any, ask: Any, code: str, arguments: dict[str, str]) -> None:
    schema.assertValid(ask(**arguments))


def test_an_archive_without_periodicals_has_no_sets(tmp_path: Path) -> None:
    empty = Archive(tmp_path / "empty", create=True)
    Catalogue(empty.root, empty.settings()).prepare()
    answer = client_of(empty).get("/oai?verb=ListSets")
    assert b"noSetHierarchy" in answer.content


def test_post_is_answered_like_get_and_repetition_is_refused(large: Archive) -> None:
    client = client_of(large)
    posted = client.post("/oai", {"verb": "ListSets"})
    assert b"<ListSets>" in posted.content
    assert b"badVerb" in client.get("/oai?verb=ListSets&verb=Identify").content
    assert b"badArgument" in client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&metadataPrefix=mods").content


def test_a_token_stays_good_and_gives_the_same_page_again(ask: Any) -> None:
    token = ask(verb="ListIdentifiers", metadataPrefix="oai_dc").findtext(".//o:resumptionToken", namespaces=O)
    first, again = (
        [each.text for each in ask(verb="ListIdentifiers", resumptionToken=token).findall(".//o:identifier", O)]
        for _ in range(2)
    )
    assert first == again
    assert len(first) == 100


def test_what_is_removed_or_corrected_away_is_told_as_deleted(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive", create=True)
    for number in range(2):
        keep(archive, make_issue(number), tmp_path)
    catalogue = Catalogue(archive.root, archive.settings())
    catalogue.rebuild(archive.issues())
    archive.remove("harbour-light-1990-02")
    catalogue.remove("harbour-light-1990-02")
    archive.correct("haiyang-yanjiu-1990-01", "remove", "contents/c03", by="管理员")
    answer = etree.fromstring(
        client_of(archive).get("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=harbour-light").content
    )
    headers = answer.findall(".//o:header", O)
    assert len(headers) == ARTICLES + 1
    assert {header.get("status") for header in headers} == {"deleted"}
    assert not answer.findall(".//o:metadata", O)
    gone = etree.fromstring(
        client_of(archive)
        .get("/oai?verb=GetRecord&metadataPrefix=mods&identifier=" + quote(f"{PREFIX}harbour-light-1990-02/a01"))
        .content
    )
    assert gone.find(".//o:header", O).get("status") == "deleted"


def test_an_issue_behind_a_moving_wall_is_dated_when_it_opened(large: Archive) -> None:
    """Else who harvests what is new would never learn of it: it was kept long before."""
    client = client_of(large)
    from backfile.accounts.access import drop_rule, set_rule

    def count(since: str, until: str) -> int:
        arguments = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "from": since, "until": until}
        answer = client.get("/oai?" + urlencode(arguments), REMOTE_ADDR="203.0.113.5")
        return len(etree.fromstring(answer.content).findall(".//o:header", O))

    set_rule("", embargo=360)  # 1992-05 opened with June 2022
    try:
        assert count("2022-05-02", "2022-05-31") == 0
        assert count("2022-06-01", "2022-06-30") == ARTICLES + 1
        assert count("2020-01-01", "2020-01-31") == 0, "kept then, but not open"
    finally:
        drop_rule("")
    assert count("2022-06-01", "2022-06-30") == 0
