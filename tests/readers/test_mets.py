"""METS with ALTO: what a library has cut stays cut, and what Backfile wrote comes back the same."""

from __future__ import annotations

import io
import re
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.exporters.conftest import SPECIMENS

from backfile import pipeline, record
from backfile.errors import DamagedInput, InputError
from backfile.exporters import export
from backfile.model import Article, Box, Contributor, Designation, Entry, Issue, Page, Paragraph, Periodical, Region
from backfile.readers import find_reader, mets
from backfile.settings import load_settings

PLAIN = load_settings(engine="none")
N = {"m": "http://www.loc.gov/METS/"}
XLINK = "{http://www.w3.org/1999/xlink}"
KEPT = ("id", "periodical", "issue", "contents", "articles", "notices", "mentions", "pages", "evidence", "doubts")


def written(issue: Issue, home: Path) -> Path:
    """The folder of one issue exported as METS."""
    out = io.BytesIO()
    export([issue], out, "mets")
    out.seek(0)
    with tarfile.open(fileobj=out) as tar:
        tar.extractall(home, filter="data")
    return next(path for path in home.iterdir() if path.is_dir())


def read_back(issue: Issue, home: Path) -> Issue:
    return pipeline.read(written(issue, home), PLAIN)


def differences(one: Issue, other: Issue) -> list[str]:
    first, second = record.to_builtins(one), record.to_builtins(other)
    return [name for name in KEPT if first[name] != second[name]]


# ── what we wrote ─────────────────────────────────────────────────────────────────────────────────


def test_the_specimens_come_back_as_the_same_records(specimens, journal, newspaper, tmp_path):
    for number, issue in enumerate((*specimens, journal, newspaper)):
        assert differences(issue, read_back(issue, tmp_path / str(number))) == []


def test_an_issue_that_was_read_comes_back_with_its_lines_and_steps(tmp_path):
    issue = pipeline.read(SPECIMENS / "en-magazine-003.pdf", PLAIN)
    back = read_back(issue, tmp_path)
    assert differences(issue, back) == []
    assert [step.stage for step in back.steps] == [*(step.stage for step in issue.steps), "mets"]
    for page, again in zip(issue.pages, back.pages, strict=True):
        assert [(wide(line.text), line.role, line.of) for line in page.lines] == [
            (wide(line.text), line.role, line.of) for line in again.lines
        ]


def wide(text: str) -> str:
    """How wide a gap is stands in the boxes."""
    return " ".join(text.split())


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=20)
labels = st.none() | st.sampled_from(["1", "01", "iv", "A1", "封二", "٣"])
people = st.builds(
    Contributor,
    name=words,
    role=st.sampled_from(["author", "reporter", "translator", "narrator"]),
    kind=st.sampled_from(["person", "organization"]),
    affiliation=st.none() | words,
)
boxes = st.tuples(*[st.floats(0, 1)] * 4).map(
    lambda four: Box(*(round(n, 4) for n in (min(four[0], four[2]), min(four[1], four[3]), max(four[0], four[2]), max(four[1], four[3]))))
)  # fmt: skip


@st.composite
def records(draw):
    count = draw(st.integers(0, 4))
    entries = tuple(
        Entry(
            id=f"c{n:02}", title=draw(words), subtitle=draw(st.none() | words), section=draw(st.none() | words),
            contributors=tuple(draw(st.lists(people, max_size=3))), page=draw(labels), level=draw(st.sampled_from([1, 1, 2])),
            language=draw(st.sampled_from([None, "zh", "en"])), confidence=draw(st.sampled_from([1.0, 0.5])),
        )
        for n in range(count)
    )  # fmt: skip
    articles = tuple(
        Article(
            id=f"a{n:02}", title=draw(words), entry=draw(st.sampled_from([None, *(entry.id for entry in entries[n : n + 1])])),
            pages=(1,), regions=(Region(page=1, box=draw(boxes)),), doi=draw(st.none() | words),
            keywords=tuple(draw(st.lists(words, max_size=2))), paragraphs=(Paragraph(text=draw(words), page=1),),
            contributors=tuple(draw(st.lists(people, max_size=2))),
        )
        for n in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    return Issue(
        id="made-2020-01", periodical=Periodical(title=draw(words), motto=draw(st.none() | words)),
        issue=Designation(year=2020, month=1, date="2020-01", number=draw(st.none() | words)),
        contents=entries, articles=articles, pages=(Page(number=1, label=draw(labels), width=210, height=297),),
    )  # fmt: skip


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(issue=records())
def test_any_record_comes_back_the_same(issue, tmp_path_factory):
    back = read_back(issue, tmp_path_factory.mktemp("mets"))
    first, second = record.to_builtins(issue), record.to_builtins(back)
    for name in ("id", "issue", "articles", "contents", "periodical"):
        assert _legal(first[name]) == _legal(second[name])


def _legal(value):
    """XML can't hold U+FFFE and U+FFFF, whatever stands for them."""
    if isinstance(value, str):
        return value.replace("\ufffe", "").replace("\uffff", "")
    if isinstance(value, list):
        return [_legal(each) for each in value]
    return {key: _legal(each) for key, each in value.items()} if isinstance(value, dict) else value


def test_what_somebody_changed_in_the_mods_is_what_is_read(journal, tmp_path):
    folder = written(journal, tmp_path)
    file = folder / "mets.xml"
    file.write_text(file.read_text("utf-8").replace("<title>潮汐与月亮</title>", "<title>潮汐与太阳</title>"), "utf-8")
    assert pipeline.read(folder, PLAIN).contents[0].title == "潮汐与太阳"


# ── what libraries wrote ──────────────────────────────────────────────────────────────────────────


def divs(root, *kinds: str):
    return [div for div in root.iterfind(".//m:structMap[@TYPE='LOGICAL']//m:div", N) if div.get("TYPE") in kinds]


def test_a_newspaper_of_the_british_library_keeps_its_articles(shared):
    """docWorks: structLink joins articles and areas; ranges of words; ALTO 1.4 without a namespace."""
    home = shared / "corpus/library-xml/bl-1824-mets-alto/demo-files/0002647/1824/0217"
    root = etree.parse(home / "0002647_18240217_mets.xml").getroot()
    issue = pipeline.read(home, PLAIN)
    assert (issue.periodical.title, issue.issue.date) == ("The Statesman.", "1824-02-17")
    assert [page.label for page in issue.pages] == ["1", "2", "3", "4"]
    wanted = divs(root, "ARTICLE")
    assert len(issue.articles) == len(wanted) == 26
    titles = {
        d.get("ID"): " ".join(part.text for info in d.iter("{*}titleInfo") for part in info)
        for d in root.iterfind("m:dmdSec", N)
    }
    for article, div in zip(issue.articles, wanted, strict=True):
        said = titles[div.get("DMDID")]
        assert article.title == " ".join(said.split()) if said else article.title.endswith("…"), div.get("ID")
    links = [group for group in root.iterfind(".//m:smLinkGrp", N) if group[0].get(f"{XLINK}href").startswith("#art")]
    assert [len(article.regions) for article in issue.articles] == [
        len(group.findall("m:smArcLink", N)) for group in links
    ]
    assert [notice.kind for notice in issue.notices].count("advertisement") >= 1
    first = issue.articles[0].regions[0].box
    assert first.left == pytest.approx(72 / 4169)
    assert first.top == pytest.approx(2533 / 6177)


def test_a_newspaper_of_rero_keeps_its_articles(shared):
    """NDNP profile, Veridian: nested divs with ALTO blocks; descriptions and images that are not there; file:// references."""
    home = shared / "corpus/library-xml/rero-der-erzaehler-1840-mets-alto"
    root = etree.parse(home / "18400221_01-METS.xml").getroot()
    issue = pipeline.read(home, PLAIN)
    wanted = divs(root, "Article")
    assert [article.title for article in issue.articles] == [div.get("LABEL") for div in wanted]
    assert [len(article.regions) for article in issue.articles] == [len(div.findall(".//m:area", N)) for div in wanted]
    assert [page.label for page in issue.pages] == ["1", "2", "3", "4", "5", "6"]
    assert [article.pages for article in issue.articles] == [
        tuple(dict.fromkeys(int(area.get("FILEID")[-4:]) for area in div.findall(".//m:area", N))) for div in wanted
    ]
    assert issue.periodical.title != "DOCUMENT_TITLE_PLACEHOLDER"
    second = issue.articles[1]
    assert all(
        row.by.startswith("mets: 18400221_01-METS.xml#DIVL10")
        for row in issue.evidence
        if row.path.startswith("articles/1/")
    )
    assert "Spanien" in second.text


# ── dialects, by hand ─────────────────────────────────────────────────────────────────────────────

ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P{n}" WIDTH="1000" HEIGHT="2000">
<PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"""
BLOCK = """<TextBlock ID="{id}" HPOS="100" VPOS="{top}" WIDTH="800" HEIGHT="100"><TextLine HPOS="100" VPOS="{top}" WIDTH="800"
HEIGHT="100">{words}</TextLine></TextBlock>"""


def alto_page(number: int, **blocks: str) -> str:
    made = []
    for place, (id, text) in enumerate(blocks.items()):
        strings = "<SP/>".join(
            f'<String ID="{id}_{at}" CONTENT="{word}" HPOS="{100 + 90 * at}" VPOS="{200 + 300 * place}" WIDTH="80" HEIGHT="60"/>'
            for at, word in enumerate(text.split())
        )
        made.append(BLOCK.format(id=id, top=200 + 300 * place, words=strings))
    return ALTO.format(n=number, blocks="".join(made))


def mets_file(logical: str, pages: int = 1, *, links: str = "", described: str = "", physical: str = "") -> str:
    files = "".join(
        f'<file ID="A{n}" MIMETYPE="text/xml"><FLocat LOCTYPE="URL" xlink:href="alto/{n}.xml"/></file>'
        for n in range(1, pages + 1)
    )
    divs = physical or "".join(
        f'<div TYPE="page" ID="PH{n}" ORDER="{n}" ORDERLABEL="{n + 10}"><fptr FILEID="A{n}"/></div>'
        for n in range(1, pages + 1)
    )
    return f"""<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mods="http://www.loc.gov/mods/v3">
{described}<fileSec><fileGrp USE="FULLTEXT">{files}</fileGrp></fileSec>
<structMap TYPE="PHYSICAL"><div TYPE="physSequence">{divs}</div></structMap>
<structMap TYPE="LOGICAL">{logical}</structMap>{links}</mets>"""


MODS = (
    """<dmdSec ID="{id}"><mdWrap MDTYPE="MODS"><xmlData><mods:mods>{record}</mods:mods></xmlData></mdWrap></dmdSec>"""
)


@pytest.fixture
def shelf(tmp_path):
    """A function that lays down METS and ALTO files and reads them."""

    def lay(mets_text: str, *pages: str, name: str = "mets.xml") -> Issue:
        (tmp_path / "alto").mkdir(exist_ok=True)
        (tmp_path / name).write_text(mets_text, "utf-8")
        for number, page in enumerate(pages, start=1):
            (tmp_path / "alto" / f"{number}.xml").write_text(page, "utf-8")
        return pipeline.read(tmp_path, PLAIN)

    return lay


def area(file: str, begin: str) -> str:
    return f'<fptr><area FILEID="{file}" BETYPE="IDREF" BEGIN="{begin}"/></fptr>'


def test_sections_headlines_captions_and_advertisements(shelf):
    issue = shelf(
        mets_file(
            f"""<div TYPE="Newspaper" LABEL="Abendblatt"><div TYPE="ISSUE"><div TYPE="CONTENT"><div TYPE="SECTION" LABEL="Lokales">
            <div TYPE="ARTICLE" ID="a1"><div TYPE="HEADING"><div TYPE="TITLE">{area("A1", "B1")}</div></div>
            <div TYPE="BODY"><div TYPE="PARAGRAPH">{area("A1", "B2")}</div><div TYPE="CAPTION">{area("A2", "B4")}</div></div></div></div>
            <div TYPE="ADVERTISEMENT" LABEL="Seife">{area("A1", "B3")}</div></div></div></div>""",
            2,
        ),
        alto_page(1, B1="Brand am Markt", B2="Gestern hat es gebrannt", B3="Kauft Seife"),
        alto_page(2, B4="Der Markt"),
    )
    (article,) = issue.articles
    assert (article.title, issue.contents[0].section, article.pages) == ("Brand am Markt", "Lokales", (1, 2))
    assert [(part.text, part.kind) for part in article.paragraphs] == [
        ("Gestern hat es gebrannt", "body"),
        ("Der Markt", "caption"),
    ]
    assert (issue.contents[0].page, issue.contents[0].page_end) == ("11", "12")
    assert [(notice.kind, notice.text) for notice in issue.notices] == [("advertisement", "Kauft Seife")]
    assert issue.periodical.title == "Abendblatt"
    assert issue.pages[0].lines[0].of == "articles/0/title"


def test_a_journal_of_kitodo_links_articles_to_whole_pages(shelf):
    """Descriptions in MODS with persons; structLink to page divs; two articles share a page: the title parts them."""
    described = MODS.format(
        id="D0",
        record="""<mods:titleInfo><mods:title>Archiv</mods:title></mods:titleInfo><mods:originInfo><mods:dateIssued
        encoding="w3cdtf">1901-03</mods:dateIssued></mods:originInfo><mods:part><mods:detail type="volume"><mods:number>12</mods:number>
        </mods:detail></mods:part>""",
    ) + "".join(
        MODS.format(
            id=f"D{n}",
            record=f"""<mods:titleInfo><mods:title>{title}</mods:title></mods:titleInfo><mods:name type="personal"><mods:namePart
            type="family">{family}</mods:namePart><mods:namePart type="given">{given}</mods:namePart></mods:name>""",
        )
        for n, title, family, given in ((1, "Vom Meer", "Berg", "Anna"), (2, "Vom Mond", "李", "云"))
    )
    issue = shelf(
        mets_file(
            """<div TYPE="periodical"><div TYPE="volume"><div TYPE="issue" DMDID="D0"><div TYPE="article" ID="L1" DMDID="D1"/>
            <div TYPE="article" ID="L2" DMDID="D2"/></div></div></div>""",
            2,
            links="""<structLink><smLink xlink:from="L1" xlink:to="PH1"/><smLink xlink:from="L1" xlink:to="PH2"/><smLink
            xlink:from="L2" xlink:to="PH2"/></structLink>""",
            described=described,
        ),
        alto_page(1, B1="Vom Meer", B2="Das Meer ist nass"),
        alto_page(2, B3="und salzig", B4="Vom Mond", B5="Der Mond scheint"),
    )
    assert (issue.periodical.title, issue.issue.date, issue.issue.volume) == ("Archiv", "1901-03", "12")
    assert [[person.name for person in article.contributors] for article in issue.articles] == [["Anna Berg"], ["李云"]]
    assert [article.pages for article in issue.articles] == [(1, 2), (2,)]
    assert [article.text for article in issue.articles] == ["Das Meer ist nass\nund salzig", "Der Mond scheint"]


def test_pages_stand_in_their_order_whatever_the_order_of_the_file(shelf):
    physical = """<div TYPE="page" ORDER="2" ORDERLABEL="8"><fptr FILEID="A2"/></div>
    <div TYPE="page" ORDER="1" ORDERLABEL="7"><fptr FILEID="A1"/></div>"""
    issue = shelf(
        mets_file('<div TYPE="Issue"/>', 2, physical=physical), alto_page(1, B1="eins"), alto_page(2, B2="zwei")
    )
    assert [(page.label, page.lines[0].text) for page in issue.pages] == [("7", "eins"), ("8", "zwei")]


def test_a_word_parted_over_lines_is_whole_in_the_article(shelf):
    page = alto_page(1, B1="x").replace(
        "</TextLine>",
        '</TextLine><TextLine><String CONTENT="Zu" SUBS_TYPE="HypPart1" SUBS_CONTENT="Zukunft"/><HYP CONTENT="-"/></TextLine>'
        '<TextLine><String CONTENT="kunft" SUBS_TYPE="HypPart2" SUBS_CONTENT="Zukunft"/><SP/><String CONTENT="naht"/></TextLine>',
    )
    issue = shelf(mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" LABEL="T">{area("A1", "B1")}</div></div>'), page)
    assert issue.articles[0].text == "x Zukunft naht"
    assert [line.text for line in issue.pages[0].lines] == ["x", "Zu-", "kunft naht"]


def test_an_article_without_a_title_is_named_by_its_first_words_with_a_doubt(shelf):
    issue = shelf(
        mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE">{area("A1", "B1")}</div></div>'),
        alto_page(1, B1="Es war einmal"),
    )
    assert issue.articles[0].title == "Es war einmal …"
    assert [doubt.path for doubt in issue.doubts if "first words" in doubt.why] == ["contents/0/title"]


def test_prefixes_parts_composed_blocks_and_paths_of_another_machine(shelf):
    """As METS of several newspaper projects have it: METS: prefixes, par and seq, the person as a plain name, D:\\ paths."""
    described = MODS.format(
        id="D1",
        record="""<mods:titleInfo><mods:title>Een brand</mods:title></mods:titleInfo><mods:name type="personal"><mods:namePart>J. Jansen
        </mods:namePart></mods:name><mods:language><mods:languageTerm type="code">dut</mods:languageTerm></mods:language>""",
    )
    text = mets_file(
        f"""<div TYPE="Newspaper" LABEL="DOCUMENT_TITLE_PLACEHOLDER"><div TYPE="VOLUME"><div TYPE="ISSUE"><div TYPE="CONTENT"><div
        TYPE="ARTICLE" DMDID="D1 NOT_THERE"><div TYPE="BODY"><fptr><seq><area FILEID="A1" BETYPE="IDREF" BEGIN="C1"/><area FILEID="A2"
        BETYPE="IDREF" BEGIN="B3_0" END="B3_1"/></seq></fptr></div></div><div TYPE="DEATH_NOTICE" LABEL="Overleden">{area("A2", "B4")}
        </div></div></div></div></div>""",
        2,
        described=described,
    ).replace("alto/2.xml", "D:\\scans\\alto\\2.xml")
    text = (
        re.sub(r"<(/?)(?!mods:|/)", r"<\1METS:", text)
        .replace('xmlns="http', 'xmlns:METS="http')
        .replace("<METS:/", "</METS:")
    )
    first = alto_page(1, B1="brand", B2="tekst").replace("<TextBlock", '<ComposedBlock ID="C1"><TextBlock', 1)
    first = first.replace("</PrintSpace>", "</ComposedBlock></PrintSpace>")
    issue = shelf(text, first, alto_page(2, B3="een twee drie", B4="dood"))
    assert [article.title for article in issue.articles] == ["Een brand", "Overleden"]
    assert issue.articles[0].text == "brand tekst\neen twee drie"
    assert (issue.articles[0].language, issue.articles[0].pages) == ("nl", (1, 2))
    assert [person.name for person in issue.articles[0].contributors] == ["J. Jansen"]
    assert issue.articles[0].regions[1].box.right == pytest.approx((100 + 90 + 80) / 1000)


# ── what is broken or hostile ─────────────────────────────────────────────────────────────────────


def test_a_missing_page_is_trouble_of_that_page_only(shelf):
    issue = shelf(mets_file('<div TYPE="ISSUE"/>', 2), alto_page(1, B1="da"))
    assert [page.trouble for page in issue.pages] == [None, "mets.xml names alto/2.xml, which is not there."]


def test_without_any_page_the_file_is_refused_with_what_to_do(shelf):
    with pytest.raises(DamagedInput, match=r"none of the 2 pages .* alto/1\.xml.* Put the METS file into one folder"):
        shelf(mets_file('<div TYPE="ISSUE"/>', 2))


def test_an_area_that_its_file_does_not_have_is_a_doubt(shelf):
    issue = shelf(
        mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" LABEL="T">{area("A1", "NIRGENDS")}</div></div>'),
        alto_page(1, B1="x"),
    )
    assert issue.articles[0].regions == ()
    assert any("'NIRGENDS'" in doubt.why for doubt in issue.doubts)


def test_a_cycle_of_links_ends(shelf):
    links = """<structLink><smLink xlink:from="L1" xlink:to="L1"/><smLink xlink:from="PH1" xlink:to="L1"/><smLink
    xlink:from="L1" xlink:to="PH1"/><smLink xlink:from="PH1" xlink:to="PH1"/></structLink>"""
    issue = shelf(
        mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" ID="L1" LABEL="T"><mptr xlink:href="mets.xml"/>{area("A1", "B1")}</div></div>', links=links),
        alto_page(1, B1="x"),
    )  # fmt: skip
    assert [article.pages for article in issue.articles] == [(1,)]


def test_a_mets_file_that_names_itself_as_its_page_is_trouble_of_that_page(shelf, tmp_path):
    text = mets_file('<div TYPE="ISSUE"/>', 2).replace("alto/1.xml", "mets.xml")
    issue = shelf(text, alto_page(1), alto_page(2, B1="x"))
    assert "this is not ALTO" in (issue.pages[0].trouble or "")


@pytest.mark.parametrize(
    "reference", ["../outside.xml", "/etc/passwd", "file:///etc/passwd", "http://localhost:1/alto.xml"]
)
def test_nothing_outside_its_folder_is_opened(reference, tmp_path):
    (tmp_path / "outside.xml").write_text(alto_page(1, B1="secret"), "utf-8")
    home = tmp_path / "issue"
    (home / "alto").mkdir(parents=True)
    (home / "alto/2.xml").write_text(alto_page(2, B1="x"), "utf-8")
    (home / "mets.xml").write_text(mets_file('<div TYPE="ISSUE"/>', 2).replace("alto/1.xml", reference), "utf-8")
    issue = pipeline.read(home, PLAIN)
    assert reference in (issue.pages[0].trouble or "")


def test_rectangles_beyond_the_page_and_no_numbers_are_left_out(shelf):
    places = "".join(
        f'<fptr><area FILEID="A1" SHAPE="RECT" COORDS="{coords}" BETYPE="IDREF" BEGIN="B1"/></fptr>'
        for coords in ("-9e99,0,1e300,5", "nan,nan,nan,nan", "1,2", "x,y,z,w")
    )
    issue = shelf(
        mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" LABEL="T">{places}</div></div>'), alto_page(1, B1="x")
    )
    for region in issue.articles[0].regions:
        assert 0 <= region.box.left <= region.box.right <= 1
        assert 0 <= region.box.top <= region.box.bottom <= 1


def test_areas_without_end_are_refused(shelf, monkeypatch):
    monkeypatch.setattr("backfile.readers._mets.MAX_AREAS", 50)
    places = area("A1", "B1") * 60
    with pytest.raises(DamagedInput, match="more than 50 areas"):
        shelf(mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" LABEL="T">{places}</div></div>'), alto_page(1, B1="x"))


def test_lines_told_again_and_again_are_refused(shelf, monkeypatch):
    monkeypatch.setattr(mets, "MAX_LINES", 50)
    places = area("A1", "B1") * 60
    with pytest.raises(DamagedInput, match="cover more than 50 lines"):
        shelf(mets_file(f'<div TYPE="ISSUE"><div TYPE="ARTICLE" LABEL="T">{places}</div></div>'), alto_page(1, B1="x"))


def test_a_damaged_record_section_is_said(journal, tmp_path):
    folder = written(journal, tmp_path)
    file = folder / "mets.xml"
    file.write_text(file.read_text("utf-8").replace('"contents":[', '"contents":[7,', 1), "utf-8")
    with pytest.raises(DamagedInput, match="record section is damaged"):
        pipeline.read(folder, PLAIN)


def test_a_mets_file_stands_for_its_folder_unless_others_lie_there(journal, newspaper, tmp_path):
    folder = written(journal, tmp_path)
    assert mets.home(folder / "mets.xml") == folder
    assert find_reader(folder) is mets
    (folder / "other.xml").write_bytes((folder / "mets.xml").read_bytes())
    with pytest.raises(InputError, match="a folder of its own"):
        mets.home(folder / "mets.xml")


def test_labels_of_the_file_stay_when_other_folios_are_printed(shelf):
    pages = [alto_page(n, B1=f"Seite {n} mit etwas Text darauf", B9=str(n + 500)) for n in range(1, 7)]
    issue = shelf(mets_file('<div TYPE="ISSUE"/>', 6), *pages)
    assert [page.label for page in issue.pages] == [str(n + 10) for n in range(1, 7)]
    assert replace(issue).pages == issue.pages
