"""hOCR and PAGE XML: words with their places, order where people have set it."""

from __future__ import annotations

import re
from contextlib import suppress

import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile import pipeline
from backfile.errors import BackfileError, DamagedInput
from backfile.readers import find_reader, hocr, open_document, page
from backfile.settings import load_settings

PLAIN = load_settings(engine="none")
HOCR = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="deu"><head><meta name="ocr-system" content="x"/></head><body>
<div class="ocr_page" title="image 'a.png'; bbox 0 0 1000 2000; scan_res 200 200"><div class="ocr_carea"><p class="ocr_par">
<span class="ocr_line" title="bbox 100 100 600 140; x_size 40"><span class="ocrx_word" title="bbox 100 100 180 140; x_wconf 90">Das</span>
<span class="ocrx_word" title="bbox 200 100 300 140; x_wconf 50"><strong>Meer</strong></span></span></p></div></div></body></html>"""
PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}"><Page imageWidth="1000" imageHeight="2000">{order}
<TextRegion id="r1" type="paragraph">{coords}<TextLine id="l1">{coords}<TextEquiv index="1"><Unicode>falsch</Unicode></TextEquiv><TextEquiv
index="0" conf="0.7"><Unicode>zwei</Unicode></TextEquiv></TextLine></TextRegion><TextRegion id="r2" type="heading"><Coords
points="0,0 1000,0 1000,50 0,50"/><TextLine id="l2"><Coords points="0,0 1000,0 1000,50 0,50"/><TextEquiv><Unicode>eins</Unicode></TextEquiv>
</TextLine></TextRegion></Page></PcGts>"""
POINTS = '<Coords points="100,200 500,200 500,240 100,240"/>'
OLD_POINTS = (
    '<Coords><Point x="100" y="200"/><Point x="500" y="200"/><Point x="500" y="240"/><Point x="100" y="240"/></Coords>'
)
ORDER = (
    '<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/>'
    "</OrderedGroup></ReadingOrder>"
)


def test_hocr_says_words_places_sizes_and_how_sure_the_engine_was(tmp_path):
    (tmp_path / "a.hocr").write_text(HOCR)
    (found,) = hocr.read_file(tmp_path / "a.hocr")
    (word,) = found.words
    assert word.text == "Das Meer"
    assert word.box == pytest.approx((0.1, 0.05, 0.3, 0.07))
    assert len(word.edges) == len(word.text) + 1
    assert word.confidence == 0.5
    assert (found.width, found.height, found.language) == (127.0, 254.0, "de")


def test_hocr_that_is_no_xml_is_read_as_html(tmp_path):
    (tmp_path / "a.html").write_text(HOCR.replace("<p ", "<br><p ").replace("</p>", "").replace('"ocr_par"', "ocr_par"))
    assert hocr.read_file(tmp_path / "a.html")[0].words[0].text == "Das Meer"


def test_hocr_without_places_is_lines(tmp_path):
    (tmp_path / "a.hocr").write_text(re.sub(r' title="bbox[^"]*"', "", HOCR))
    assert [line.text for line in hocr.read_file(tmp_path / "a.hocr")[0].lines] == ["Das Meer"]


def test_a_line_of_nothing_is_no_line(tmp_path):
    (tmp_path / "a.hocr").write_text(HOCR.replace(">Das<", "> <").replace("Meer", ""))
    assert hocr.read_file(tmp_path / "a.hocr")[0].words == ()


def test_html_that_is_no_hocr_is_said(tmp_path):
    (tmp_path / "a.hocr").write_text("<html><body><p>Guten Tag</p></body></html>")
    with pytest.raises(DamagedInput, match="nothing in it is of class ocr_page"):
        hocr.read_file(tmp_path / "a.hocr")


def test_the_samples_of_several_scripts_keep_every_word(shared):
    for path in sorted((shared / "corpus/library-xml/hocr").glob("*.hocr")):
        wanted = re.sub(
            r"\s+", "", re.sub(r"<[^>]+>", "", re.sub(r"<head>.*?</head>", "", path.read_text("utf-8"), flags=re.S))
        )
        wanted = re.sub(r"^.*?dtd\">", "", wanted, flags=re.S)
        read = "".join(word.text for found in hocr.read_file(path) for word in found.words)
        assert sorted(re.sub(r"\s+", "", read)) == sorted(
            wanted.replace("&gt;", ">")
            .replace("&lt;", "<")
            .replace("&amp;", "&")
            .replace("&quot;", '"')
            .replace("&#39;", "'")
        ), path.name


def test_a_folder_of_hocr_has_its_images(tmp_path):
    for name in ("p1", "p2"):
        (tmp_path / f"{name}.hocr").write_text(HOCR)
        PIL.Image.new("L", (100, 200), 9).save(tmp_path / f"{name}.png")
    assert find_reader(tmp_path) is hocr
    document = open_document(tmp_path, PLAIN)
    assert len(document) == 2
    assert document.image(2, 72).size[0] > 0


@pytest.mark.parametrize(
    ("version", "coords"), [("2010-03-19", OLD_POINTS), ("2013-07-15", POINTS), ("2019-07-15", POINTS)]
)
def test_page_of_every_version_is_read(version, coords, tmp_path):
    (tmp_path / "p.xml").write_text(PAGE.format(version=version, coords=coords, order=""))
    (found,) = page.read_file(tmp_path / "p.xml")
    lines = found.lines or found.words
    assert [each.text for each in lines] == ["zwei", "eins"]
    assert lines[0].box == pytest.approx((0.1, 0.1, 0.5, 0.12))
    assert lines[0].confidence == 0.7


def test_the_reading_order_of_page_stays(tmp_path):
    (tmp_path / "p.xml").write_text(PAGE.format(version="2019-07-15", coords=POINTS, order=ORDER))
    issue = pipeline.read(tmp_path / "p.xml", PLAIN)
    assert [line.text for line in issue.pages[0].lines] == ["eins", "zwei"]


def test_page_without_a_page_is_said(tmp_path):
    (tmp_path / "p.xml").write_text("<PcGts/>")
    with pytest.raises(DamagedInput, match="not PAGE XML"):
        page.read_file(tmp_path / "p.xml")


@settings(max_examples=80, deadline=None)
@given(data=st.data(), which=st.sampled_from(["hocr", "page"]))
def test_damaged_files_are_refused_or_read_but_never_a_fault(data, which, tmp_path_factory):
    sound = bytearray(
        (HOCR if which == "hocr" else PAGE.format(version="2019-07-15", coords=POINTS, order=ORDER)).encode()
    )
    for _ in range(data.draw(st.integers(1, 12))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("fuzz") / f"a.{which}"
    path.write_bytes(bytes(sound))
    with suppress(BackfileError):
        (hocr if which == "hocr" else page).read_file(path)
