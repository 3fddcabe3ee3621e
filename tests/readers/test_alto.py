"""ALTO alone: words with their places, of every version and unit; images beside; what is broken is said."""

from __future__ import annotations

import io
import tarfile
from contextlib import suppress

import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile import pipeline
from backfile.errors import BackfileError, DamagedInput, EmptyInput
from backfile.exporters import export
from backfile.readers import alto, find_reader, open_document
from backfile.settings import load_settings

PLAIN = load_settings(engine="none")
NAMESPACES = {
    "1": 'xmlns="http://schema.ccs-gmbh.com/ALTO"', "1.4": "", "2": 'xmlns="http://www.loc.gov/standards/alto/ns-v2#"',
    "3": 'xmlns="http://www.loc.gov/standards/alto/ns-v3#"', "4": 'xmlns="http://www.loc.gov/standards/alto/ns-v4#"',
}  # fmt: skip
PAGE = """<alto {space}><Description><MeasurementUnit>{unit}</MeasurementUnit></Description><Styles><TextStyle ID="S" FONTSIZE="12"
FONTSTYLE="bold" FONTFAMILY="Times"/></Styles><Layout><Page ID="P" WIDTH="{width}" HEIGHT="{height}" PRINTED_IMG_NR="7" LANG="de">
<PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"""


def page(blocks: str, *, space: str = "", unit: str = "pixel", width: float = 1000, height: float = 2000) -> str:
    return PAGE.format(space=space, unit=unit, width=width, height=height, blocks=blocks)


def block(id: str, *strings: str, top: int = 100) -> str:
    return f'<TextBlock ID="{id}"><TextLine HPOS="100" VPOS="{top}" WIDTH="500" HEIGHT="40">{"".join(strings)}</TextLine></TextBlock>'


def string(content: str, left: int, width: int = 80, top: int = 100, **more: str) -> str:
    said = " ".join(f'{name}="{value}"' for name, value in more.items())
    return f'<String CONTENT="{content}" HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="40" {said}/>'


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes) -> alto.AltoPage:
        path = tmp_path / "page.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return alto.read_file(path)[0]

    return read


@pytest.mark.parametrize("version", NAMESPACES)
def test_every_version_is_read(version, read):
    found = read(page(block("B", string("Das", 100), "<SP/>", string("Meer", 200)), space=NAMESPACES[version]))
    assert [line.text for line in found.lines] == ["Das Meer"]
    assert found.page.printed == "7"
    assert found.page.language == "de"


@pytest.mark.parametrize(("unit", "millimetres"), [("mm10", 100.0), ("inch1200", 21.17), ("pixel", 148.5)])
def test_units_give_the_size_on_paper(unit, millimetres, read):
    """Pixels without a resolution: the longer side is taken for that of A4."""
    assert read(page(block("B", string("x", 1)), unit=unit)).page.width == pytest.approx(millimetres, abs=0.01)


def test_a_word_has_its_place_its_style_and_how_sure_the_engine_was(read):
    found = read(page(block("B", string("Meer", 100, STYLEREFS="S", WC="0.42"))))
    (word,) = found.lines[0].words
    assert word.box == pytest.approx((0.1, 0.05, 0.18, 0.07))
    assert (word.bold, word.size, word.font, word.confidence) == (True, 12.0, "Times", 0.42)


def test_without_sp_gaps_are_spaces_and_chinese_has_none(read):
    assert (
        read(page(block("B", string("Das", 100), string("Meer", 200), string(".", 281)))).lines[0].text == "Das Meer."
    )
    assert read(page(block("B", string("科技", 100), string("成果", 181)))).lines[0].text == "科技成果"


def test_a_gap_wider_than_any_space_is_two(read):
    assert (
        read(page(block("B", string("Das", 100), "<SP/>", string("Meer", 200), "<SP/>", string("12", 600))))
        .lines[0]
        .text
        == "Das Meer  12"
    )


def test_characters_of_version_3_1_make_the_word(read):
    glyphs = '<Glyph CONTENT="M"/><Glyph CONTENT="e"/>'
    text = f'<String HPOS="1" VPOS="1" WIDTH="9" HEIGHT="9">{glyphs}</String>'
    assert read(page(block("B", text))).lines[0].text == "Me"


def test_reading_order_of_version_4_3_is_followed(read):
    order = '<ReadingOrder><OrderedGroup ID="O"><ElementRef ID="r1" REF="B2"/><ElementRef ID="r2" REF="B1"/></OrderedGroup></ReadingOrder>'
    text = page(block("B1", string("zwei", 1)) + block("B2", string("eins", 1), top=500)).replace(
        "<Layout>", f"<Layout>{order}"
    )
    assert [line.text for line in read(text).lines] == ["eins", "zwei"]


def test_lines_that_a_converter_put_into_one_come_apart(read):
    """All words of a block in its last line, the lower lines first: seen in newspapers of several Swiss libraries."""
    words = [
        string("unten", 100, top=160),
        string("rechts", 200, top=160),
        string("oben", 100, top=100),
        string("auch", 200, top=100),
    ]
    assert [line.text for line in read(page(block("B", *words))).lines] == ["oben auch", "unten rechts"]


def test_a_folder_of_files_has_its_images_by_name(tmp_path):
    (tmp_path / "alto").mkdir()
    for number in (10, 2):
        (tmp_path / "alto" / f"p{number}.xml").write_text(page(block("B", string(f"n{number}", 100))))
        PIL.Image.new("L", (100, 200), number).save(tmp_path / f"p{number}.png", dpi=(100, 100))
    assert find_reader(tmp_path) is alto
    document = open_document(tmp_path, PLAIN)
    assert [document.page(number).words[0].text for number in (1, 2)] == ["n2", "n10"]
    assert [document.image(number, 100).getpixel((0, 0)) for number in (1, 2)] == [2, 10]
    assert document.page(1).width == 25.4


def test_what_we_export_reads_back(journal, tmp_path):
    out = io.BytesIO()
    export([journal], out, "alto")
    out.seek(0)
    with tarfile.open(fileobj=out) as tar:
        tar.extractall(tmp_path, filter="data")
    issue = pipeline.read(tmp_path / journal.id, PLAIN)
    assert [[line.text for line in page.lines] for page in issue.pages] == [
        [line.text for line in page.lines] for page in journal.pages
    ]


@pytest.mark.parametrize(
    ("text", "error", "why"),
    [
        (b"", EmptyInput, "empty"),
        (b"<alto><Layout>", DamagedInput, "not well-formed XML"),
        (b"<mets/>", DamagedInput, "this is not ALTO, its root is <mets>"),
        (b"<alto><Layout/></alto>", EmptyInput, "no page"),
        ('<?xml version="1.0" encoding="UTF-8"?><alto>科技</alto>'.encode("gb18030"), DamagedInput, "save it as UTF-8"),
        (b'<?xml version="1.0" encoding="no-such"?><alto/>', DamagedInput, "not well-formed"),
    ],
)
def test_what_is_broken_is_said(text, error, why, read):
    with pytest.raises(error, match=why):
        read(text)


@pytest.mark.parametrize("value", ["NaN", "inf", "-1e308", "1e308", "", "x", "9" * 400])
def test_absurd_numbers_never_leave_the_page(value, read):
    text = page(
        block("B", string("x", 1).replace('HPOS="1"', f'HPOS="{value}"').replace('WIDTH="80"', f'WIDTH="{value}"'))
    )
    for line in read(text).lines:
        for box in [line.box, *(word.box for word in line.words)]:
            assert box is None or (0 <= box.left <= box.right <= 1 and 0 <= box.top <= box.bottom <= 1)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_files_are_refused_or_read_but_never_a_fault(data, tmp_path_factory):
    """Bytes changed at random in a sound file."""
    sound = bytearray(page(block("B", string("Das", 100), "<SP/>", string("Meer", 200))).encode())
    for _ in range(data.draw(st.integers(1, 12))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("fuzz") / "page.xml"
    path.write_bytes(bytes(sound))
    with suppress(BackfileError):
        alto.read_file(path)
