"""What the package says in English is said in Chinese in the reading room: all of it, with the values that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive import Archive
from backfile.archive.holdings import FREQUENCIES, holdings
from backfile.model import Designation
from backfile.reading_room.messages import LONGEST, TEMPLATES, translate
from backfile.recognition.scripts import UNREAD

from .conftest import open_client
from .spoken import Saying, list_sayings
from .test_locale import translations

SAYINGS = {saying.fill()[0].strip(): saying for saying in list_sayings()}
_NEEDED = (
    "{}: “{}” has no template: add one to reading_room/messages.py, and what it is in Chinese to locale/…/django.po"
)
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(autouse=True)
def chinese(archive: Archive) -> Iterator[None]:
    open_client(archive)
    with translation.override("zh-hans"):
        yield


def test_messages_are_found_all_over_the_source() -> None:
    """That the search finds what it is for: each kind of place where a message may stand."""
    said = "\n".join(SAYINGS)
    for message in (
        "the check digit is wrong",  # Doubt(why=…)
        "labels leap from ⟦0⟧ to ⟦1⟧",  # why = …
        "not printed; implied by its neighbours",  # Folio(…)
        "the title stands on",  # returned
        "numbers ⟦0⟧ and ⟦1⟧ are here",  # a gap
        "The text layer of the file has many errors",  # Verdict(…)
        "No text was found.",  # trouble, the other way of a condition
        "no issue is called ⟦0⟧.",  # raise
        "Check that the file was copied whole.",  # the cure of a class of errors
    ):
        assert message in said
    assert len(SAYINGS) > 200


@pytest.mark.parametrize("message", sorted(SAYINGS))
def test_every_message_is_said_in_chinese_with_its_values(message: str) -> None:
    saying: Saying = SAYINGS[message]
    said = translate(message)
    assert said != message or message.startswith(("`", "pip install")), _NEEDED.format(saying.where, message)
    kept = [mark for mark in saying.fill()[1] if mark not in said]
    assert kept == [], f"{said!r} loses values of {message!r}"


def test_every_template_has_its_translation() -> None:
    known = translations()
    assert [text for text in TEMPLATES if not any(known.get(text, ()))] == []


def test_templates_and_translations_have_the_same_values() -> None:
    known = translations()
    names = re.compile(r"\{(\w+)\}")
    for text in TEMPLATES:
        assert sorted(names.findall(text)) == sorted(names.findall(known[text][0])), text


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("read as '1O'; its neighbours imply 10", "读作 '1O'；据前后页应为 10"),
        ("2023-06 is printed as well (page 3)", "还印有 2023-06（文件第3页）"),
        ("page 96 is not in the document (labels run from 1 to 64)", "文件中没有第96页（页码从 1 到 64）"),
        ("its first page is 7, but here it is 9", "其中的起始页码是 7，而这里是 9"),
        ("monthly, as its numbering says", "据期号推断为月刊"),
        ("5 a year, as its numbering says", "据期号推断为一年 5 期"),
        (
            "The page is in Arabic script, which the engine can't read. the program tesseract is not installed. "
            "Install it with the languages wanted, e.g. apt install tesseract-ocr tesseract-ocr-ara.",
            "此页使用阿拉伯文字，识读引擎不能读。没有安装 tesseract 程序。"
            "请连同所需语言一起安装，例如 apt install tesseract-ocr tesseract-ocr-ara。",
        ),
        (
            "/a/b.pdf, page 3: can't be drawn: Failed to load page. Open the file in its own program; if it fails there too, "
            "get another copy.",
            "/a/b.pdf 第3页：无法绘出：Failed to load page. 请用相应的程序打开此文件；如仍打不开，请另取一份。",
        ),
        (
            "After title: a value is missing, at character 7 of “title:”.",
            "“title:”的第 7 个字符处：title: 之后缺少内容。",
        ),
        ("what nobody ever said", "what nobody ever said"),
        ("", ""),
    ],
)
def test_messages_as_they_come(message: str, said: str) -> None:
    assert translate(message) == said


def test_english_stays_as_it_is() -> None:
    with translation.override("en"):
        assert [translate(message) for message in SAYINGS] == list(SAYINGS)


def test_all_reasons_of_gaps_are_chinese() -> None:
    for frequency in FREQUENCIES.values():
        assert not LATIN.search(translate(frequency)), frequency
    found = holdings(
        (str(at), Designation(year=year, number=str(number)))
        for at, (year, number) in enumerate([(2019, 1), (2019, 2), (2019, 5), (2021, 2), (2022, 12)])
    )
    reasons = {gap.why for gap in found.missing}
    assert len(reasons) > 2
    assert [translate(why) for why in reasons if LATIN.search(translate(why))] == []


def test_every_script_that_may_be_named_has_its_name() -> None:
    scripts = {script for each in UNREAD.values() for script in each}
    assert [script for script in scripts if LATIN.search(translate(script))] == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_stands_in_a_message_is_kept(one: str, other: str) -> None:
    """Values are of documents: they may hold anything, the signs of templates too."""
    with translation.override("zh-hans"):
        said = translate(f"labels leap from {one} to {other}: pages may be missing before this one")
    assert said.endswith("此页之前可能缺页")
    assert one in said
    assert other in said


def test_a_message_without_end_is_left_alone() -> None:
    long = "labels leap from " + " to " * LONGEST
    assert translate(long) == long


def test_the_roles_of_the_model_are_all_there() -> None:
    from backfile.model import Role
    from backfile.reading_room.templatetags.reading_room import ROLES

    assert set(ROLES) == set(get_args(Role))
