"""Pages in scripts that the engine does not know: read by Tesseract where it is, else said plainly."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from backfile.engines import tesseract
from backfile.engines.tesseract import Outlook, find_models, installed_models, parse_words
from backfile.errors import EngineError
from backfile.model import Box, Word
from backfile.readers import open_document
from backfile.recognition import recognise_page
from backfile.recognition.scripts import explain_little, foreign_script, looks_foreign, read_foreign, script_of
from backfile.settings import Settings

SETTINGS = Settings()
TABLE = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t\n"
    '5\t1\t1\t1\t1\t1\t250\t200\t150\t40\t91.5\t"سلام\n'
    "5\t1\t1\t1\t1\t2\t100\t200\t100\t40\t88\tabcd\n"
    "5\t1\t1\t1\t1\t3\t100\t200\t10\t40\t12\t \n"
)


class Stranger:
    """Finds next to nothing, as an engine does before a script it has no letters for."""

    name, version = "ppocr", "1"

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        return (Word(text="V(E) eil et", box=Box(0.1, 0.1, 0.2, 0.12), confidence=0.35),)


def inky(path: Path) -> Path:
    picture = Image.new("L", (600, 800), 255)
    draw = ImageDraw.Draw(picture)
    for top in range(60, 740, 24):
        for left in range(60, 540, 14):
            draw.rectangle((left, top, left + 6, top + 9), fill=20)
    picture.save(path)
    return path


def test_words_of_tesseract_have_boxes_edges_and_probabilities() -> None:
    arabic, latin = parse_words(TABLE, 1000, 1000, 200)
    assert (arabic.text, latin.text) == ('"سلام', "abcd")
    assert arabic.box == pytest.approx(Box(0.25, 0.2, 0.4, 0.24))
    assert arabic.confidence == pytest.approx(0.915)
    assert len(arabic.edges) == len(arabic.text) + 1
    assert arabic.edges[0] > arabic.edges[-1]
    assert latin.edges[0] < latin.edges[-1]


def test_a_page_of_ink_without_letters_looks_foreign(tmp_path: Path) -> None:
    with Image.open(inky(tmp_path / "page.png")) as picture:
        assert looks_foreign((), picture, "ppocr")
        marks = tuple(Word(text="     ,    .", confidence=0.99) for _ in range(40))
        assert looks_foreign(marks, picture, "ppocr")
        assert not looks_foreign((), picture, "tesseract")
    assert not looks_foreign((), Image.new("L", (600, 800), 255), "ppocr")


def test_a_script_counts_only_when_it_is_surely_seen_and_unknown_to_the_engine() -> None:
    assert foreign_script(Outlook("Arabic", 27.0, 0, 9.0), "ppocr") == "Arabic"
    assert foreign_script(Outlook("Arabic", 1.2, 0, 9.0), "ppocr") is None
    assert foreign_script(Outlook("Han", 27.0, 0, 9.0), "ppocr") is None
    assert foreign_script(Outlook("Cyrillic", 3.9, 0, 9.0), "ppocr", "Cyrillic") == "Cyrillic"
    assert foreign_script(Outlook("Cyrillic", 3.9, 0, 9.0), "ppocr", "Arabic") is None
    assert foreign_script(None, "ppocr") is None


def test_a_language_names_its_script() -> None:
    assert (script_of("ar"), script_of("de-Latf"), script_of("ru-RU"), script_of("zh-Hans")) == (
        "Arabic",
        "Fraktur",
        "Cyrillic",
        None,
    )


def test_a_missing_model_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "find_program", lambda: None)
    verdict = read_foreign(Image.new("L", (40, 40), 255), "Thai", 200, 5)
    assert verdict.words == ()
    assert verdict.trouble is not None
    assert "Thai" in verdict.trouble
    assert "apt install" in verdict.trouble


def test_rubbish_is_not_kept_for_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backfile.recognition.detect", lambda image, dpi: None)
    document = open_document(inky(tmp_path / "page.png"), SETTINGS)
    (page,) = recognise_page(document, 1, Stranger(), SETTINGS)
    assert (page.source, page.words) == ("none", ())
    assert page.trouble is not None


def test_confident_words_are_no_rubbish() -> None:
    assert explain_little((Word(text="a page of words", confidence=0.9),)) is None


def test_a_page_in_a_script_seen_by_tesseract_is_read_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Word(text="سلام", box=Box(0, 0, 1, 0.1), confidence=0.9)
    monkeypatch.setattr("backfile.recognition.detect", lambda image, dpi: Outlook("Arabic", 30.0, 0, 9.0))
    monkeypatch.setattr("backfile.recognition.scripts.tesseract.TesseractEngine", lambda seconds: Reader(seen))
    document = open_document(inky(tmp_path / "page.png"), SETTINGS)
    (page,) = recognise_page(document, 1, Stranger(), SETTINGS)
    assert (page.source, page.words, page.engine) == ("ocr", (seen,), "tesseract 5")


class Reader:
    name, version = "tesseract", "5"

    def __init__(self, word: Word) -> None:
        self.word = word

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        assert language == "Arabic"
        return (self.word,)


def test_a_language_without_a_model_is_an_error() -> None:
    if "tha" in installed_models():
        pytest.skip("Thai is installed here")
    with pytest.raises(EngineError, match="th"):
        find_models("th")


def test_models_are_combined(monkeypatch: pytest.MonkeyPatch) -> None:
    models = frozenset(["ara", "chi_sim", "chi_tra", "deu", "eng", "rus", "frk"])
    monkeypatch.setattr(tesseract, "installed_models", lambda: models)
    assert find_models("") == ("chi_sim", "eng")
    assert find_models("zh-Hant") == ("chi_tra", "eng")
    assert find_models("ar") == ("ara", "eng")
    assert find_models("Cyrillic") == ("rus", "eng")
    assert find_models("de") == ("deu",)
    assert find_models("Latin") == ("eng", "deu")
    assert find_models("Fraktur") == ("frk",)


def test_tesseract_without_a_language_reads_the_script_it_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []

    def run(command: tuple[str, ...], data: bytes, seconds: int) -> str:
        called.append(command)
        return TABLE if "tsv" in command else "tesseract 5"

    monkeypatch.setattr(tesseract, "find_program", lambda: "tesseract")
    monkeypatch.setattr(tesseract, "run", run)
    monkeypatch.setattr(tesseract, "installed_models", lambda: frozenset(["ara", "eng", "chi_sim"]))
    monkeypatch.setattr(tesseract, "detect", lambda image, dpi, seconds: Outlook("Arabic", 20.0, 0, 9.0))
    tesseract.TesseractEngine().read(Image.new("L", (40, 40), 255), dpi=200)
    assert "ara" in next(command for command in called if "tsv" in command)


def test_where_one_page_was_foreign_the_next_is_asked_for_its_script_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlooks = iter([Outlook("Arabic", 30.0, 0, 9.0), Outlook("Arabic", 30.0, 0, 9.0), Outlook("Latin", 30.0, 0, 9.0)])
    seen = Word(text="سلام", box=Box(0, 0, 1, 0.1), confidence=0.9)
    monkeypatch.setattr("backfile.recognition.detect", lambda image, dpi: next(outlooks))
    monkeypatch.setattr("backfile.recognition.scripts.tesseract.TesseractEngine", lambda seconds: Reader(seen))
    for name in "abc":
        inky(tmp_path / f"{name}.png")
    document, stranger = open_document(tmp_path, SETTINGS), Counted()
    engines = [next(recognise_page(document, number, stranger, SETTINGS)).engine for number in (1, 2, 3)]
    assert engines[:2] == ["tesseract 5", "tesseract 5"]
    assert engines[2] != "tesseract 5"
    assert stranger.asked >= 2  # the first page and the third, not the second


class Counted(Stranger):
    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: Image.Image, *, dpi: float, language: str = "") -> tuple[Word, ...]:
        self.asked += 1
        return super().read(image, dpi=dpi)
