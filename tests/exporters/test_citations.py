"""Citations, read by programs that we did not write: rispy, bibtexparser, pybtex, citeproc-py, lxml."""

from __future__ import annotations

import json
import warnings

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from lxml import etree
from msgspec.structs import replace
from pybtex.database import parse_string

from backfile.errors import NotFound, SettingsError
from backfile.exporters import format_citation, select, styles
from backfile.exporters._citation import cite, initials, is_newspaper, split_name, work_of, works
from backfile.model import Article, Contributor, Designation, Entry, Evidence, Issue, Periodical


def count(issues: list[Issue]) -> int:
    return sum(len(list(works(issue))) for issue in issues)


def test_ris_is_read_by_rispy(written, everything, journal):
    records = rispy.loads(written(everything, "ris").decode())
    assert len(records) == count(everything)
    first = records[0]
    assert first["type_of_reference"] == "JOUR"
    assert first["title"] == "潮汐与月亮: 一次观测"
    assert first["authors"] == ["李云帆", "欧阳远", "王小", "赵六"]
    assert (first["year"], first["volume"], first["number"]) == ("2020", "46", "3")
    assert (first["start_page"], first["end_page"], first["issn"]) == ("1", "2", "1002-0608")
    assert first["doi"] == "10.1234/hyyj.2020.03.001"
    assert records[1]["authors"] == ["Godard, Jean-Luc Paul", "van der Meer, Ludwig", "Ocean Institute"]
    assert records[3]["type_of_reference"] == "NEWS"


def test_bibtex_is_read_by_bibtexparser_and_pybtex(written, everything):
    text = written(everything, "bibtex").decode()
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert len(library.entries) == count(everything)
    bibliography = parse_string(text, "bibtex")
    assert len(bibliography.entries) == count(everything)
    first = bibliography.entries["haiyang-yanjiu-2020-03-a01"]
    assert [person.last_names for person in first.persons["author"]] == [
        ["{李云帆}"], ["{欧阳远}"], ["{王小}"], ["{赵六}"],
    ]  # fmt: skip
    assert first.fields["pages"] == "1--2"
    second = bibliography.entries["haiyang-yanjiu-2020-03-a02"].persons["author"]
    assert (second[0].last_names, second[0].first_names, second[0].middle_names) == (["Godard"], ["Jean-Luc"], ["Paul"])
    assert (second[1].prelast_names, second[1].last_names) == (["van", "der"], ["Meer"])


def test_csl_json_is_read_by_citeproc(written, everything):
    items = json.loads(written(everything, "csl"))
    assert len(items) == count(everything)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # citeproc-py warns of every key and type it does not know
        source = CiteProcJSON(items)
    first = source["haiyang-yanjiu-2020-03-a01"]
    assert str(first.title) == "潮汐与月亮: 一次观测"
    assert str(first.author[0]["literal"]) == "李云帆"
    assert items[3]["type"] == "article-newspaper"
    assert items[3]["issued"] == {"date-parts": [[2000, 11, 20]]}


def test_endnote_xml_is_well_formed_and_whole(written, everything):
    root = etree.fromstring(written(everything, "endnote"))
    records = root.findall("records/record")
    assert len(records) == count(everything)
    assert next(node.text for node in records[0].iterfind("contributors/authors/author/style")) == "李云帆"
    assert records[1].findtext("contributors/authors/author[3]/style") == "Ocean Institute,"
    assert records[3].find("ref-type").get("name") == "Newspaper Article"
    assert not list(root.iter("script"))


def test_hostile_text_cannot_make_records_of_its_own(written, hostile):
    assert len(rispy.loads(written([hostile], "ris").decode())) == 1
    assert len(parse_string(written([hostile], "bibtex").decode(), "bibtex").entries) == 1
    assert written([hostile], "gbt7714").count(b"\n") == 1


@pytest.mark.parametrize("format", ["ris", "bibtex", "csl", "endnote"])
def test_citations_tell_where_they_come_from(format, written, journal):
    text = written([journal], format).decode()
    assert "contents/3 articles/2; confidence 0.95; corrected by a person" in text.replace(r"\_", "_")
    assert text.count("not corrected by a person") == 2


@pytest.mark.parametrize("format", ["ris", "bibtex", "csl", "endnote", "gbt7714", "gbt7714_2015"])
def test_nothing_to_export_is_still_a_file_of_the_format(format, written):
    written([], format)


# The examples of GB/T 7714-2025 in 7.1.2, 7.1.3, 8.1 and 8.5.3, and the same by the edition of 2015.
EXAMPLES = [
    (
        {"title": "数字革命与竞争国际化", "names": "丁文详", "journal": "中国青年报", "year": 2000, "month": 11, "day": 20, "page": "15"},
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
        "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
    ),
    (
        {"title": "四库馆私家抄校书考略", "names": "杨洪升", "journal": "文献", "year": 2013, "number": "1", "page": "56", "end": "75"},
        "杨洪升. 四库馆私家抄校书考略[J]. 文献，2013（1）：56-75.",
        "杨洪升. 四库馆私家抄校书考略[J]. 文献, 2013(1): 56-75.",
    ),
    (
        {
            "title": "互联网药品可信交易环境中主体资质审核备案模式", "names": "于潇 刘义 柴跃廷 孙宏波", "volume": "52", "number": "11",
            "journal": "清华大学学报（自然科学版）", "year": 2012, "page": "1518", "end": "1523",
        },
        "于潇，刘义，柴跃廷，等. 互联网药品可信交易环境中主体资质审核备案模式[J]. 清华大学学报（自然科学版），2012，52（11）：1518-1523.",
        "于潇, 刘义, 柴跃廷, 等. 互联网药品可信交易环境中主体资质审核备案模式[J]. 清华大学学报（自然科学版）, 2012, 52(11): 1518-1523.",
    ),
    (
        {
            "title": "花枝蝶鸟方镜的镜范", "subtitle": "以平安后期的铜镜制作工艺为中心", "names": "久保智康", "translator": "顾幼静",
            "journal": "东方博物", "year": 2009, "number": "1", "page": "85", "end": "92",
        },
        "久保智康. 花枝蝶鸟方镜的镜范：以平安后期的铜镜制作工艺为中心[J]. 顾幼静，译. 东方博物，2009（1）：85-92.",
        "久保智康. 花枝蝶鸟方镜的镜范: 以平安后期的铜镜制作工艺为中心[J]. 东方博物, 2009(1): 85-92.",
    ),
    (
        {"title": "人物龙凤帛画", "names": "", "journal": "中国书法", "year": 2023, "number": "3", "page": "5"},
        "人物龙凤帛画[J]. 中国书法，2023（3）：5.",
        "人物龙凤帛画[J]. 中国书法, 2023(3): 5.",
    ),
    (
        {
            "title": "Cataloging internet resources", "names": "P. Caplan", "journal": "The Public-Access Computer Systems Review",
            "year": 1993, "volume": "4", "number": "2", "page": "61", "end": "66", "language": "en",
        },
        "Caplan P. Cataloging internet resources[J]. The Public-Access Computer Systems Review，1993，4（2）：61-66.",
        "CAPLAN P. Cataloging internet resources[J]. The Public-Access Computer Systems Review, 1993, 4(2): 61-66.",
    ),
    (
        {"title": "地质调查", "names": "Marco Saito", "journal": "地质", "year": 2006, "volume": "57", "number": "5-6", "page": "169", "end": "176"},
        "Saito M. 地质调查[J]. 地质，2006，57（5/6）：169-176.",
        "SAITO M. 地质调查[J]. 地质, 2006, 57(5/6): 169-176.",
    ),
]  # fmt: skip


def example(
    *, title, names, journal, year, page, subtitle=None, translator=None, month=None, day=None, volume=None, number=None, end=None,
    language=None,
):  # fmt: skip
    people = [names] if "." in names or (names.isascii() and names) else names.split()
    contributors = [Contributor(name=name) for name in people]
    contributors += [Contributor(name=translator, role="translator")] if translator else []
    entry = Entry(
        id="c01", title=title, subtitle=subtitle, contributors=tuple(contributors), page=page, page_end=end, language=language
    )  # fmt: skip
    which = Designation(year=year, month=month, day=day, volume=volume, number=number)
    return Issue(id="x", periodical=Periodical(title=journal), issue=which, contents=(entry,)), entry


@pytest.mark.parametrize(("facts", "new", "old"), EXAMPLES)
def test_gbt7714_prints_the_examples_of_the_standard(facts, new, old):
    issue, entry = example(**facts)
    assert format_citation(issue, entry, "gbt7714") == new
    assert format_citation(issue, entry, "gbt7714_2015") == old


def test_gbt7714_follows_the_language_of_the_entry():
    issue, _ = example(title="x", names="", journal="J", year=2000, page="1")
    people = tuple(Contributor(name=f"Ann {letter}ott") for letter in "BCDE")
    said = {None: "et al.", "en": "et al.", "zh-Hant": "等", "ja": "ほか", "ru": "и др."}
    for language, word in said.items():
        entry = Entry(id="c", title="Tides", contributors=people, language=language)
        assert format_citation(issue, entry, "gbt7714").startswith(
            f"Bott A，Cott A，Dott A，{word.rstrip('.')}. Tides[J]"
        )


def test_gbt7714_names_of_7_1_1():
    names = {
        "Jean-Luc Godard": "Godard J-L", "Augustus De Morgan": "Morgan A D", "Clough Williams-Ellis": "Williams-Ellis C",
        "P. Z. Peebles, Jr.": "Peebles P Z Jr", "李时珍": "李时珍", "卡尔·马克思": "卡尔·马克思",
    }  # fmt: skip
    issue, _ = example(title="x", names="", journal="J", year=2000, page="1")
    for printed, wanted in names.items():
        entry = Entry(id="c", title="T", contributors=(Contributor(name=printed),))
        assert format_citation(issue, entry, "gbt7714").startswith(f"{wanted}. T[J]")


def test_an_article_without_an_entry_is_cited_too(journal):
    article = Article(id="a09", title="补白", page="9", contributors=(Contributor(name="某人"),))
    assert cite(journal, work_of(journal, article)).key == "haiyang-yanjiu-2020-03-a09"


def test_names_are_split_only_where_the_print_shows_it():
    assert split_name(Contributor(name="司马光")).given == ""
    assert split_name(Contributor(name="University of Oslo", kind="organization")).given == ""
    assert split_name(Contributor(name="Ludwig van der Meer")).family == "van der Meer"
    assert split_name(Contributor(name="Meer, Ludwig van")) == ("Meer", "Ludwig van", "", False)
    assert initials("Jean-Luc P.") == "J-L P"


def test_newspapers_are_told_by_their_cn_number_or_a_dated_issue_with_such_a_title():
    day = Designation(year=2000, month=1, day=1)
    assert is_newspaper(Periodical(title="x", cn="11-0061"), Designation())
    assert not is_newspaper(Periodical(title="某某日报", cn="11-2502/N"), day)
    assert is_newspaper(Periodical(title="湖州日报"), day)
    assert not is_newspaper(Periodical(title="清华大学学报"), day)
    assert not is_newspaper(Periodical(title="湖州日报"), Designation(year=2000))


def test_every_style_prints_the_same_article_its_own_way(journal):
    article = journal.articles[1]
    printed = {style: format_citation(journal, article, style) for style in styles()}
    assert printed == {
        "apa": "Godard, J.-L. P., van der Meer, L., & Ocean Institute. (2020). The warm sea (张三, Trans.). 海洋研究, 46(3), 3.",
        "chicago": "Godard, Jean-Luc Paul, Ludwig van der Meer, and Ocean Institute. “The warm sea.” Translated by 张三. 海洋研究 46, no. 3 (March 2020): 3.",
        "gbt7714": "Godard J-L P，van der Meer L，Ocean Institute. The warm sea[J]. 张三，trans. 海洋研究，2020，46（3）：3.",
        "gbt7714_2015": "GODARD J L P, VAN DER MEER L, Ocean Institute. The warm sea[J]. 海洋研究, 2020, 46(3): 3.",
        "mla": "Godard, Jean-Luc Paul, et al. “The warm sea.” Translated by 张三, 海洋研究, vol. 46, no. 3, Mar. 2020, p. 3.",
    }


def test_chinese_names_are_never_spaced_or_turned_round(journal):
    for style in styles():
        text = format_citation(journal, journal.articles[0], style)
        assert "李云帆" in text
        assert "李 云帆" not in text


def test_newspaper_articles_in_every_style(newspaper):
    entry = newspaper.contents[0]
    assert (
        format_citation(newspaper, entry, "apa") == "丁文详. (2000, November 20). 数字革命与竞争国际化. 中国青年报, 15."
    )
    assert (
        format_citation(newspaper, entry, "mla") == "丁文详. “数字革命与竞争国际化.” 中国青年报, 20 Nov. 2000, p. 15."
    )
    assert (
        format_citation(newspaper, entry, "chicago")
        == "丁文详. “数字革命与竞争国际化.” 中国青年报, November 20, 2000, 15."
    )


def test_quotation_marks_within_a_quoted_title_are_single(newspaper):
    entry = replace(newspaper.contents[0], title='“宜川模式”与 "new" 经验', subtitle=None)
    for style in ("mla", "chicago"):
        assert "“‘宜川模式’与 ‘new’ 经验.”" in format_citation(newspaper, entry, style)
    assert "“宜川模式”与" in format_citation(newspaper, entry, "apa")


def test_what_bibtex_says_of_provenance_is_not_printed_in_bibliographies(written, journal):
    text = written([journal], "bibtex").decode()
    assert "annote = {Read by Backfile" in text
    assert "\n  note = " not in text


def test_an_unknown_style_is_said_to_be_so(journal):
    with pytest.raises(SettingsError, match="apa, chicago"):
        format_citation(journal, journal.articles[0], "harvard")


def test_one_article_is_an_issue_with_nothing_else(written, journal):
    part = select(journal, {"a02"})
    assert [entry.id for entry in part.contents] == ["c02"]
    assert [page.number for page in part.pages] == [4]
    assert len(rispy.loads(written([part], "ris").decode())) == 1
    assert b"not corrected by a person" in written([part], "ris")
    assert b"; corrected by a person" in written([select(journal, {"c01"})], "ris")
    last = replace(journal, evidence=(Evidence(path="contents/2/page", quote="封三", by="correction by x"),))
    assert b"; corrected by a person" in written([select(last, {"c03"})], "ris")
    with pytest.raises(NotFound, match="a99"):
        select(journal, {"a99"})
