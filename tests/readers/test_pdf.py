"""PDF: words with boxes and character edges from the text layer; what has none is left to an engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.errors import DamagedInput, InputError, InputTooLarge, PasswordNeeded
from backfile.model import Box
from backfile.readers import open_document, part, pdf
from backfile.readers._characters import _unseen_hyphens, is_bold
from backfile.settings import Settings

SETTINGS = Settings()
SPECIMEN = Path(__file__).parents[2] / "specimens" / "en-magazine-003.pdf"

PAGE = """
#set page(width: 200pt, height: 300pt, margin: 20pt)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), size: 10pt)
#place(top + left, dx: 0pt, dy: 0pt)[Moonlight *tides*]
#place(top + left, dx: 0pt, dy: 100pt)[#text(size: 20pt)[Rivers]]
#place(top + left, dx: 100pt, dy: 100pt)[12]
"""


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "page.pdf"
    source = file.with_suffix(".typ")
    source.write_text(PAGE)
    typst.compile(str(source), output=str(file))
    return file


def test_words_carry_their_size_weight_and_place(typeset: Path) -> None:
    words = {word.text.strip(): word for word in open_document(typeset, SETTINGS).page(1).words}
    rivers = words["Rivers"]
    assert rivers.size == pytest.approx(20, abs=0.5)
    assert rivers.box is not None
    assert rivers.box.left == pytest.approx(0.1, abs=0.01)
    assert 115 / 300 < rivers.box.top < rivers.box.bottom < 150 / 300
    assert any(word.bold for text, word in words.items() if "tides" in text)


def test_every_character_has_its_edges(typeset: Path) -> None:
    for word in open_document(typeset, SETTINGS).page(1).words:
        assert len(word.edges) == len(word.text) + 1
        assert list(word.edges) == sorted(word.edges)


def test_a_word_ends_where_a_gap_is_wider_than_a_space(typeset: Path) -> None:
    assert not any(
        "Rivers" in word.text and "12" in word.text for word in open_document(typeset, SETTINGS).page(1).words
    )


def test_boxes_of_words_lie_on_their_ink() -> None:
    document = open_document(SPECIMEN, SETTINGS)
    page = document.page(6)
    ink = np.asarray(document.image(6, 100).convert("L")) < 160
    height, width = ink.shape
    dice = np.random.default_rng(1)
    words = [word for word in page.words if word.box and len(word.text) > 3]
    for at in dice.choice(len(words), size=min(50, len(words)), replace=False):
        box = words[at].box
        assert box is not None
        part = ink[
            int(box.top * height) : int(box.bottom * height) + 1, int(box.left * width) : int(box.right * width) + 1
        ]
        assert part.any(), words[at].text


@pytest.mark.parametrize("turn", [90, -90, 180])
def test_turned_text_makes_whole_words_that_stand_where_it_is_drawn(turn: int, tmp_path: Path) -> None:
    source = tmp_path / "turned.typ"
    source.write_text(
        PAGE
        + f"#place(top + left, dx: 20pt, dy: 180pt, rotate({turn}deg, reflow: true)[#text(size: 8pt)[The Evening Ledger, No. 46]])"
    )
    file = source.with_suffix(".pdf")
    typst.compile(str(source), output=str(file))
    (word,) = [word for word in open_document(file, SETTINGS).page(1).words if "Ledger" in word.text]
    assert word.text.strip() == "The Evening Ledger, No. 46"
    assert word.box is not None
    assert (word.box.height * 300 > 5 * word.box.width * 200) == (turn != 180)
    assert (word.box.left, word.box.top) == (pytest.approx(40 / 200, abs=0.02), pytest.approx(200 / 300, abs=0.02))


def test_soft_hyphens_inside_a_line_are_not_there_and_those_at_its_end_are() -> None:
    codes = np.array([ord(char) for char in "it\xadt\xad"] + [ord("e")])
    boxes = np.array([[10.0 * at, 0.0, 10.0 * at + 10, 12.0] for at in range(5)] + [[0.0, -14.0, 10.0, -2.0]])
    unseen = _unseen_hyphens(codes, boxes, np.zeros(6, bool))
    assert unseen.tolist() == [False, False, True, False, False, False]
    assert boxes[1, 2] == 30


def test_a_page_turned_in_the_file_is_read_as_shown(typeset: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned.pdf"
    with pikepdf.open(typeset) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(turned)
    page = open_document(turned, SETTINGS).page(1)
    assert page.width > page.height
    assert all(0 <= edge <= 1 for word in page.words for edge in word.box or ())


def test_page_labels_and_outline_are_kept_as_evidence(typeset: Path, tmp_path: Path) -> None:
    labelled = tmp_path / "labelled.pdf"
    with pikepdf.open(typeset) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.r, St=4)]))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Tides", 0))
        pdf.save(labelled)
    document = open_document(labelled, SETTINGS)
    assert document.page(1).printed == "iv"
    assert [(mark.title, mark.page) for mark in document.source.outline] == [("Tides", 1)]


def test_a_page_without_anything_is_blank(tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        pdf.save(file)
    assert open_document(file, SETTINGS).page(1).kind == "blank"


def test_a_locked_document_asks_for_its_password(typeset: Path, tmp_path: Path) -> None:
    file = tmp_path / "locked.pdf"
    with pikepdf.open(typeset) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="other"))
    with pytest.raises(PasswordNeeded, match=r"locked\.pdf"):
        open_document(file, SETTINGS)
    with pytest.raises(PasswordNeeded, match="does not open"):
        open_document(file, Settings(password="wrong"))
    assert open_document(file, Settings(password="secret")).page(1).words


def test_text_that_calls_itself_a_pdf_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_text("Dear editor,\n" * 50)
    with pytest.raises(DamagedInput, match="named a PDF"):
        open_document(file, SETTINGS)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_document_cut_short_is_read_or_explained(tmp_path: Path, share: float) -> None:
    file = tmp_path / "cut.pdf"
    file.write_bytes(SPECIMEN.read_bytes()[: int(SPECIMEN.stat().st_size * share)])
    try:
        document = open_document(file, SETTINGS)
        for number in range(1, len(document) + 1):
            document.page(number)
    except InputError as error:
        assert "cut.pdf" in error.message  # noqa: PT017


def test_a_page_too_large_to_draw_is_refused(typeset: Path) -> None:
    with pytest.raises(InputTooLarge, match="page 1"):
        open_document(typeset, Settings(max_pixels=1000)).image(1, 200)


def test_more_pages_than_the_bound_are_refused(typeset: Path, tmp_path: Path) -> None:
    file = tmp_path / "many.pdf"
    with pikepdf.new() as pdf:
        for _ in range(5):
            pdf.add_blank_page()
        pdf.save(file)
    with pytest.raises(InputTooLarge, match="5 pages"):
        open_document(file, Settings(max_pages=4))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_document_with_damaged_bytes_never_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, typeset: Path, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(typeset.read_bytes())
    for at, value in damage:
        data[at % len(data)] = value
    file = tmp_path_factory.mktemp("fuzz") / "damaged.pdf"
    file.write_bytes(data)
    try:
        document = open_document(file, SETTINGS)
        for number in range(1, min(3, len(document)) + 1):
            document.page(number)
    except InputError as error:
        assert "damaged.pdf" in error.message  # noqa: PT017


def test_a_part_is_drawn_as_it_is_in_the_whole(typeset: Path) -> None:
    document = open_document(SPECIMEN, SETTINGS)
    whole = document.image(3, 144)
    area = Box(0.25, 0.5, 0.75, 0.75)
    found = part(document, 3, area, (round(whole.width / 2), round(whole.height / 4)))
    assert found is not None
    left, top = round(whole.width / 4), round(whole.height / 2)
    wanted = whole.crop((left, top, left + found.width, top + found.height))
    far = np.abs(np.asarray(found).astype(int) - np.asarray(wanted).astype(int))
    assert np.asarray(found).min() < 100
    assert far.mean() < 3
    document.close()
    with pytest.raises(InputTooLarge, match="max_pixels"):
        part(open_document(typeset, Settings(max_pixels=1000)), 1, area, (100, 100))


def test_pages_drawn_in_parts_stay_open_within_bounds_and_close_with_their_document() -> None:
    before = len(pdf._OPEN_PAGES._pages)
    document = open_document(SPECIMEN, SETTINGS)
    for number in range(1, len(document) + 1):
        part(document, number, Box(0, 0, 0.5, 0.5), (30, 40))
    assert before < len(pdf._OPEN_PAGES._pages) <= 12
    document.close()
    assert len(pdf._OPEN_PAGES._pages) <= before


def test_a_file_is_read_whole_only_when_its_source_is_asked_for(typeset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(pdf, "describe", lambda path, *_, **__: asked.append(path))
    document = open_document(typeset, SETTINGS)
    document.image(1, 30)
    assert asked == []
    assert document.source is document.source is None
    assert asked == [typeset]


@pytest.mark.parametrize(
    ("name", "bold"),
    [("UKaiCN", False), ("STSong", False), ("NotoSerifCJKsc-Bold", True), ("MingBold", True), ("Frutiger65", True)],
)
def test_faces_that_text_is_set_in_are_not_bold_however_thick_their_stems_are_said_to_be(name: str, bold: bool) -> None:
    assert is_bold(name, heavy=True) is bold
