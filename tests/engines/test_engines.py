"""Engines: words with boxes and edges from a page image, or a clear error."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backfile.engines import LazyEngine, ppocr, recorded
from backfile.engines._bands import Piece
from backfile.engines._columns import find_line
from backfile.engines.ppocr import LineReader, PaddleEngine, Reading, Strips, find_limit, find_weights, make_word
from backfile.errors import EngineError, SettingsError
from backfile.model import Box, Word
from backfile.plugins import modules
from backfile.readers import open_document
from backfile.settings import Settings

from .test_columns import column

SPECIMEN = Path(__file__).parents[2] / "specimens" / "zh-keji-monthly-007.pdf"


@pytest.mark.parametrize("name", modules("backfile.engines"))
def test_every_engine_says_who_it_is_or_what_it_misses(name: str) -> None:
    engine = LazyEngine(Settings(engine=name))
    try:
        assert engine.name == name
        assert engine.version
    except EngineError as error:
        assert error.cure  # noqa: PT017


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="ppocr"):
        LazyEngine(Settings(engine="eyes"))


def test_a_recorded_reading_is_played_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = Image.new("L", (20, 30), 200)
    words = (Word(text="月亮", box=Box(0.1, 0.1, 0.2, 0.2), edges=(0.1, 0.15, 0.2)),)
    recorded.record(image, words, tmp_path)
    monkeypatch.setenv(recorded.FOLDER, str(tmp_path))
    assert recorded.load(Settings()).read(image, dpi=200) == words


def test_an_image_that_was_not_recorded_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(recorded.FOLDER, str(tmp_path))
    with pytest.raises(EngineError, match="no reading"):
        recorded.load(Settings()).read(Image.new("L", (20, 30)), dpi=200)


def test_ppocr_reads_a_typeset_page_as_its_text_layer_has_it() -> None:
    document = open_document(SPECIMEN, Settings())
    strip = document.image(5, 200)
    part = strip.crop((0, 0, strip.width, strip.height // 4))
    words = LazyEngine(Settings(engine="ppocr")).read(part, dpi=200)
    layer = "".join(word.text for word in document.page(5).words).replace(" ", "")
    read = [word.text.replace(" ", "") for word in words if word.confidence > 0.9]
    assert read
    assert sum(text in layer for text in read) >= 0.8 * len(read)
    assert all(len(word.edges) == len(word.text) + 1 for word in words)


def test_ppocr_finds_nothing_on_blank_paper() -> None:
    assert LazyEngine(Settings(engine="ppocr")).read(Image.new("RGB", (300, 400), "white"), dpi=200) == ()


def test_both_qualities_come_with_the_package() -> None:
    for quality in ("accurate", "fast"):
        assert all(path.is_file() for path in find_weights(quality) if path)


def test_a_doubtful_line_is_read_twice_and_the_surer_reading_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = iter(
        [Reading("Monn", (0.2, 0.4, 0.6, 0.8), (0.5,) * 4), Reading("Moon", (0.2, 0.4, 0.6, 0.8), (0.9,) * 4)]
    )
    monkeypatch.setattr(LineReader, "read", lambda reader, crop, least=320: next(readings))
    engine = LazyEngine(Settings())._engine
    assert isinstance(engine, PaddleEngine)
    assert engine.read_line(np.full((32, 200, 3), 255, np.uint8)).text == "Moon"
    assert next(readings, None) is None


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    crop = np.zeros((20, 100, 3), np.uint8)
    quad = np.array([[0, 0], [100, 0], [100, 20], [0, 20]], np.float32)
    monkeypatch.setattr(PaddleEngine, "find_lines", lambda engine, pixels, dpi: ([quad], [crop]))
    engine = PaddleEngine("accurate", seconds=-1)
    with pytest.raises(EngineError, match="did not finish"):
        engine.read(Image.new("RGB", (100, 100)), dpi=200)


def test_a_few_characters_read_in_doubt_are_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    crop = np.full((20, 200, 3), 255, np.uint8)
    quads = [np.array([[0, top], [200, top], [200, top + 20], [0, top + 20]], np.float32) for top in (0, 40, 80)]
    read = iter(
        [Reading("II", (0.2, 0.6), (0.4, 0.5)), Reading("Nr 7", (0.1,) * 4, (0.4,) * 4), Reading("7", (0.5,), (0.9,))]
    )
    monkeypatch.setattr(PaddleEngine, "find_lines", lambda engine, pixels, dpi: (quads, [crop] * 3))
    monkeypatch.setattr(PaddleEngine, "read_line", lambda engine, crop: next(read))
    engine = PaddleEngine("accurate")
    assert [word.text for word in engine.read(Image.new("RGB", (200, 100), "white"), dpi=200)] == ["Nr 7", "7"]


def test_a_word_keeps_the_confidence_of_each_character_where_one_is_in_doubt() -> None:
    quad = np.array([[0, 0], [100, 0], [100, 20], [0, 20]], np.float32)
    doubtful = make_word(Piece(Reading(" 月亮", (0.1, 0.4, 0.8), (0.2, 0.99, 0.612)), quad), 200, 100, 200)
    sure = make_word(Piece(Reading("月亮", (0.4, 0.8), (0.99, 0.95)), quad), 200, 100, 200)
    assert (doubtful.text, doubtful.confidences) == ("月亮", (0.99, 0.61))
    assert sure.confidences == ()


def test_lines_are_looked_for_on_a_smaller_image_but_never_on_a_tiny_one() -> None:
    assert find_limit(2339, 1654, 200) == ("max", 1520)
    assert find_limit(2339, 1654, 100) == ("min", 736)
    assert find_limit(800, 600, 200) == ("min", 736)


def test_a_large_image_is_looked_at_in_strips_that_make_one_whole() -> None:
    heights = []

    def model(batch: np.ndarray) -> np.ndarray:
        heights.append(batch.shape[2])
        return batch[:, :1] * 2

    page = np.random.default_rng(1).random((1, 3, 1536, 1088), np.float32)
    assert np.array_equal(Strips(model)(page), page[:, :1] * 2)
    assert len(heights) == 3
    assert max(heights) < 700
    small = page[:, :, :320]
    assert np.array_equal(Strips(model)(small), small[:, :1] * 2)
    assert heights[3:] == [320]


def test_a_line_above_a_picture_that_looks_like_a_thousand_specks_is_found() -> None:
    spots = np.zeros((1, 1, 640, 640), np.float32)
    spots[..., 40:60, 100:500] = 0.9
    spots[..., 200::8, ::8] = 0.4
    detector = ppocr._rapid("accurate")._load_det_model()
    boxes, _ = detector.postprocess_op(spots, (640, 640))
    assert len(boxes) == 1


def test_memory_is_given_back_or_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(ppocr, "_find_trim", lambda: calls.append)
    ppocr.give_back()
    monkeypatch.setattr(ppocr, "_find_trim", lambda: None)
    ppocr.give_back()
    assert calls == [0]


def test_at_fast_a_doubtful_vertical_line_is_read_by_the_accurate_model_too(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LazyEngine(Settings(ocr_quality="fast"))._engine
    assert isinstance(engine, PaddleEngine)
    accurate = ppocr._line_reader("accurate")

    readers = []

    def read(reader: LineReader, crop: np.ndarray, least: int = 320) -> Reading:
        readers.append(reader)
        sure = 0.99 if reader is accurate else 0.6
        return Reading(
            "天地人日月星" if reader is accurate else "夫池入目刀生",
            tuple((at + 0.5) / 6 for at in range(6)),
            (sure,) * 6,
        )

    monkeypatch.setattr(LineReader, "read", read)
    pieces = list(engine._read_lines([find_line(column("######"))] * 10, float("inf")))
    assert [piece.reading.text for piece in pieces] == ["天地人日月星"] * 10
    assert sum(reader is accurate for reader in readers) == 10
    assert len(readers) == 16  # after six lines nobody asks the other
