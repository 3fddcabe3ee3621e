"""Vertical text in bands: each band is read to its end before the next, lists keep their rows."""

from __future__ import annotations

from backfile.model import Box, Issue, Page, Word
from backfile.stages.lines import read_lines

WIDTH, HEIGHT, EM = 200.0, 300.0, 10.0


def column(text: str, right: float, top: float, size: float = EM) -> Word:
    """A vertical word; points."""
    bottom = top + size * len(text)
    edges = tuple((top + size * at) / HEIGHT for at in range(len(text) + 1))
    box = Box((right - size) / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
    return Word(text=text, box=box, edges=edges, size=size)


def heads(words: list[Word]) -> str:
    page = Page(number=1, width=WIDTH, height=HEIGHT, unit="pt", words=tuple(words), source="ocr")
    (made,) = read_lines(Issue(pages=(page,))).pages
    return "".join(line.text[0] for line in made.lines)


def band(names: str, top: float, letters: int = 10, first: float = 190) -> list[Word]:
    return [column(name + "文" * (letters - 1), first - 17 * at, top) for at, name in enumerate(names)]


def test_a_band_is_read_to_its_end_before_the_next() -> None:
    assert (
        heads([*band("甲乙丙丁戊己庚辛壬癸", 20), *band("子丑寅卯辰巳午未申酉", 140)])
        == "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    )


def test_a_line_that_was_joined_over_the_white_does_not_join_the_bands() -> None:
    words = [
        *band("甲乙丙丁", 20),
        *band("己庚辛壬癸", 20, first=105),
        *band("子丑寅卯", 140),
        *band("巳午未申酉", 140, first=105),
    ]
    joined = column("戊" + "文" * 21, 190 - 17 * 4, 20)
    assert heads([*words, joined]) == "甲乙丙丁子丑寅卯戊己庚辛壬癸巳午未申酉"


def test_a_running_head_in_the_outer_margin_belongs_to_no_band() -> None:
    words = [*band("甲乙丙丁戊己庚", 20, first=150), *band("子丑寅卯辰巳午", 140, first=150)]
    assert heads([*words, column("誌名第一期", 195, 20, 7.0), column("三", 195, 250, 7.0)])[0] == "誌"


def test_titles_authors_and_numbers_of_a_vertical_list_stay_in_their_rows() -> None:
    rows = [
        word
        for at, name in enumerate("甲乙丙丁戊己庚辛")
        for word in (
            column(name + "題目之文", 190 - 17 * at, 20),
            column("作者名", 190 - 17 * at, 140),
            column("一二", 190 - 17 * at, 250),
        )
    ]
    assert heads(rows) == "甲乙丙丁戊己庚辛"
