"""What Tesseract overlooked on a page with little text: numbers that the default engine sees, lines without any word."""

from __future__ import annotations

from backfile.engines import Look
from backfile.model import Box, Word
from backfile.recognition.overlooked import complete


def word(text: str, left: float, top: float, *, wide: float = 0.05, high: float = 0.02, sure: float = 0.96) -> Word:
    return Word(text=text, box=Box(left, top, left + wide, top + high), confidence=sure)


def nothing(line: Box) -> list[Word]:
    raise AssertionError(f"{line} was read again")


TITLES = [word("Дом", 0.1, 0.1 * at, wide=0.3) for at in (1, 2, 3)]
NUMBERS = tuple(word(text, 0.9, 0.1 * at) for text, at in (("3", 1), ("5", 2), ("11", 3)))


def texts(words: tuple[Word, ...]) -> list[str]:
    return [one.text for one in words]


def test_a_column_of_numbers_taken_for_one_word_is_parted() -> None:
    pile = word("©оюччь", 0.88, 0.08, wide=0.08, high=0.26, sure=0.1)
    assert texts(complete([*TITLES, pile], Look(NUMBERS), "Cyrillic", nothing)) == ["Дом", "Дом", "Дом", "3", "5", "11"]


def test_a_letter_that_is_a_number_is_replaced_and_a_sure_word_is_not() -> None:
    found = complete([*TITLES, word("и", 0.9, 0.3)], Look(NUMBERS), "Cyrillic", nothing)
    assert texts(found)[-3:] == ["3", "5", "11"]
    found = complete([*TITLES, word("Старице", 0.88, 0.1, wide=0.1)], Look(NUMBERS), "Cyrillic", nothing)
    assert texts(found) == ["Дом", "Дом", "Дом", "Старице", "5", "11"]


def test_numbers_that_are_there_are_not_doubled() -> None:
    words = [*TITLES, *NUMBERS]
    assert complete(words, Look(NUMBERS), "Cyrillic", nothing) == tuple(words)


def test_arabic_numerals_may_be_other_digits() -> None:
    assert complete(TITLES, Look((word("0", 0.9, 0.1), word("7", 0.9, 0.2))), "Arabic", nothing) == tuple(TITLES)
    european = (word("4", 0.9, 0.1), word("10", 0.9, 0.2))
    assert texts(complete(TITLES, Look(european), "Arabic", nothing))[-2:] == ["4", "10"]


def test_a_line_without_words_is_read_by_itself() -> None:
    heading = Box(0.1, 0.5, 0.3, 0.52)
    asked: list[Box] = []

    def read(line: Box) -> list[Word]:
        asked.append(line)
        return [word("ПОЭЗИЯ", 0.1, 0.5)]

    lines = tuple(one.box for one in TITLES if one.box)
    found = complete(
        [*TITLES, word("еси", 0.1, 0.5, wide=0.1, sure=0.05)], Look((), (*lines, heading)), "Cyrillic", read
    )
    assert asked == [heading]
    assert texts(found) == ["Дом", "Дом", "Дом", "ПОЭЗИЯ"]
