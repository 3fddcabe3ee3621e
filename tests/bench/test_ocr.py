"""bench/ocr: words that were read are laid on the printed lines under them, however the page lay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.model import Box, Page, Word
from bench.ocr import Figures, Judged, Sheet, Yield, compare, find_tilt, judge_words, letters, still_point
from press.degradation import turn_box

DOC = Path(__file__).parents[2] / "docs" / "recognition.md"
LINES = (
    ("moonlight", Box(0.1, 0.1, 0.5, 0.12)),
    ("rivers", Box(0.1, 0.2, 0.4, 0.22)),
    ("月下", Box(0.8, 0.1, 0.82, 0.14)),
)


def sheet(tilt: float = 0.0) -> Sheet:
    text = "\n".join(line for line, _ in LINES)
    return Sheet(None, 1, "en", text, LINES, tilt)  # type: ignore[arg-type]


def word(text: str, box: Box) -> Word:
    tall = box.height > box.width
    begin, end = (box.top, box.bottom) if tall else (box.left, box.right)
    edges = tuple(begin + (end - begin) * place / len(text) for place in range(len(text) + 1))
    return Word(text=text, box=box, edges=edges)


def score(words: tuple[Word, ...], page: Page, tilt: float = 0.0) -> Figures:
    return compare(Yield(words, page), sheet(tilt), 0.0)


PAGE = Page(number=1, width=200, height=300)


def test_what_is_read_rightly_has_no_wrong_characters_in_any_order() -> None:
    words = tuple(word(text, box) for text, box in reversed(LINES))
    figures = score(words, PAGE)
    assert (figures.wrong, figures.stray, figures.letters) == (0, 0, 17)
    assert figures.disordered > 0


def test_wrong_missing_and_stray_characters_are_counted_apart() -> None:
    words = (word("moonlicht", LINES[0][1]), word("elsewhere", Box(0.5, 0.8, 0.7, 0.82)))
    figures = score(words, PAGE)
    assert figures.wrong == 1 + len("rivers") + len("月下")
    assert figures.stray == len("elsewhere")


def test_a_page_cut_out_of_a_larger_image_is_laid_on_the_whole() -> None:
    crop = Box(0.05, 0.0, 1.0, 1.0)
    page = Page(number=1, width=190, height=300, crop=crop)
    words = tuple(
        word(text, Box((box.left - 0.05) / 0.95, box.top, (box.right - 0.05) / 0.95, box.bottom)) for text, box in LINES
    )
    assert score(words, page).wrong == 0


@pytest.mark.parametrize("rotation", [0, 180])
def test_places_on_the_upright_page_are_found_on_the_scan(rotation: int) -> None:
    page = Page(number=1, width=200, height=300, rotation=rotation)
    point = still_point(0.25, 0.25, page, 0.0, (200, 300))
    assert point == pytest.approx((50, 75) if rotation == 0 else (150, 225))


def test_the_tilt_of_a_scan_is_known_from_where_its_lines_went() -> None:
    still = {"width": 200, "height": 300, "lines": [["a", list(box), ""] for _, box in LINES]}
    turned = {**still, "lines": [["a", turn_box(list(box), 1.5, 200, 300), ""] for _, box in LINES]}
    assert find_tilt(still, turned) == pytest.approx(1.5, abs=0.02)


def test_white_space_and_width_of_letters_do_not_count() -> None:
    assert letters("Ａ b\n12") == "Ab12"


def test_the_page_on_recognition_calls_the_bench_as_it_is() -> None:
    options = set(re.findall(r"bench\.ocr[^\n]*?(--[a-z]+)", DOC.read_text("utf-8")))
    source = (Path(__file__).parents[2] / "bench" / "ocr.py").read_text("utf-8")
    assert options
    assert all(f'"{option}"' in source for option in options)


def test_running_heads_do_not_count_as_disorder() -> None:
    heads = Sheet(None, 1, "en", "rivers\n月下", LINES, 0.0, frozenset([0]))  # type: ignore[arg-type]
    words = tuple(word(text, box) for text, box in LINES)
    assert compare(Yield(words, PAGE), heads, 0.0).disordered == 0
    assert compare(Yield(words, PAGE), heads._replace(aside=frozenset()), 0.0).disordered == len("moonlight")


def test_a_line_is_judged_beside_what_is_printed_under_it() -> None:
    words = (
        word("moonl1ght", LINES[0][1]),
        word("river", Box(0.1, 0.2, 0.35, 0.22)),
        word("else", Box(0.5, 0.8, 0.7, 0.82)),
    )
    assert list(judge_words(Yield(words, PAGE), sheet())) == [Judged(1.0, 9, 8), Judged(1.0, 5, 5), Judged(1.0, 4, 0)]
