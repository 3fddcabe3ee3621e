"""A doubtful letter of the contents is taken from the title on the page that the entry points to; all else stays as it was read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from backfile.model import Box, Contributor, Entry, Issue, Line, Page, Word
from backfile.stages.contents.agreement import Letter, agree, mend, mend_slashes
from backfile.stages.contents.fields import Found
from backfile.stages.contents.rows import Row
from backfile.stages.contents.tokens import Label


def line(number: int, text: str, sure: float | tuple[float, ...] = 1.0) -> Line:
    box = Box(0.1, 0.05 * number, 0.9, 0.05 * number + 0.03)
    each = sure if isinstance(sure, tuple) else (sure,) * len(text)
    word = Word(text=text, box=box, confidence=min(each), confidences=each)
    return Line(number=number, text=text, box=box, words=(word,))


@dataclass
class Case:
    """A contents page (first) and the page that its only entry points to."""

    title: str = "钱锤书妙答记者"
    sure: tuple[float, ...] = (1.0, 0.7, 1.0, 1.0, 1.0, 1.0, 1.0)
    name: str = "姚吴"
    name_sure: tuple[float, ...] = (1.0, 0.64)
    heading: str = "钱锺书妙答记者"
    byline: str = "□ 姚昊"
    heading_sure: float = 0.99
    label: str = "06"

    def found(self) -> Found:
        contents = Page(number=2, lines=(line(1, self.title, self.sure), line(2, self.name, self.name_sure)))
        body = Page(
            number=5,
            label=self.label,
            lines=(line(1, "文苑"), line(2, self.heading, self.heading_sure), line(3, self.byline)),
        )
        rows = [Row(self.title, 2, (0,)), Row(self.name, 2, (1,))]
        entry = Entry(id="c01", title=self.title, page="6", contributors=(Contributor(name=self.name, role="author"),))
        item = Found(entry, (("title", 0), ("contributors", 1)), 1.0, None)
        (agreed,) = agree([item], rows, Issue(pages=(contents, body)))
        return agreed


def test_doubtful_letters_are_those_of_the_body() -> None:
    found = Case().found()
    assert found.entry.title == "钱锺书妙答记者"
    assert [person.name for person in found.entry.contributors] == ["姚昊"]
    assert found.misread == ("title", 5)


@pytest.mark.parametrize(
    "case",
    [
        Case(sure=(1.0,) * 7, name_sure=(1.0, 1.0)),
        Case(heading_sure=0.5, byline="□"),
        Case(label="7"),
        Case(heading="船工与电影票三则", byline="□ 姚昊"),
    ],
    ids=["nothing in doubt", "the body less sure", "another page", "another title"],
)
def test_what_is_not_doubtful_or_not_alike_stays(case: Case) -> None:
    found = case.found()
    assert found.entry.title == "钱锤书妙答记者"
    assert [person.name for person in found.entry.contributors] == ["姚吴"]
    assert found.misread is None


def test_marks_and_spaces_stay_where_they_are() -> None:
    own = [Letter(char, 0.5) for char in "ReportonShip"]
    other = [Letter(char, 0.9) for char in "ReportonShop"]
    assert mend("Report on “Ship”", own, other) == "Report on “Shop”"


def test_capitals_and_digits_are_no_misreadings() -> None:
    own = [Letter(char, 0.5) for char in "Vol1"]
    assert mend("Vol. 1", own, [Letter(char, 0.9) for char in "VOLl"]) == "Vol. 1"


def test_a_text_without_engine_is_never_changed() -> None:
    case = Case(sure=(1.0,) * 7, name_sure=(1.0, 1.0), heading_sure=1.0)
    found = case.found()
    assert found.entry == replace(found.entry, title="钱锤书妙答记者")


def listed(*texts: str) -> list[str | None]:
    """The pages of a list whose rows end so, as they are mended."""
    rows = [Row(f"题目 {text}", 2, (at,)) for at, text in enumerate(texts)]
    found = [
        Found(
            Entry(id=f"c{at}", title="题目", page=text.lstrip("/")),
            (("title", at), ("page", at)),
            1.0,
            Label(text.lstrip("/"), None, 3, 9, int(text.lstrip("/")), 1.0, "bare"),
        )
        for at, text in enumerate(texts)
    ]
    return [item.entry.page for item in mend_slashes(found, rows)]


def test_a_slash_that_was_read_for_a_one_is_no_digit() -> None:
    assert listed("/1", "/2", "/3", "/5", "/6", "17", "17", "/8") == ["1", "2", "3", "5", "6", "7", "7", "8"]


@pytest.mark.parametrize(
    "texts",
    [("/1", "/4", "/9", "/12", "/15", "17", "/18"), ("1", "2", "5", "17", "8", "9"), ("/1", "/2", "/6", "/8", "17")],
    ids=["the page fits as it is", "no slashes", "out of order without the one"],
)
def test_pages_that_may_be_right_stay(texts: tuple[str, ...]) -> None:
    assert listed(*texts) == [text.lstrip("/") for text in texts]
