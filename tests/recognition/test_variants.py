"""Letters that an engine read in the form of the wrong script."""

from __future__ import annotations

import pytest

from backfile.model import Page, Word
from backfile.recognition.variants import settle_variants

TRADITIONAL = "國立臺灣歷史學會與經濟發展委員會議論團體書報雜誌編輯說明關於戰後鄉土運動實踐開闢視野觀點東西兩岸學術對話"


def pages(text: str, source: str = "ocr") -> tuple[Page, ...]:
    return (Page(number=1, source=source, words=tuple(Word(text=line) for line in text.split())),)


def texts(found: tuple[Page, ...]) -> str:
    return " ".join(word.text for page in found for word in page.words)


def test_simplified_letters_in_a_traditional_issue_are_traditional_ones() -> None:
    assert texts(settle_variants(pages(f"{TRADITIONAL} 從公民参與看紅茶 甘红達"))).endswith("從公民參與看紅茶 甘紅達")


@pytest.mark.parametrize("letters", ["皇后", "里長", "人云亦云", "面積"])
def test_letters_that_both_scripts_have_stay_as_they_were_read(letters: str) -> None:
    assert texts(settle_variants(pages(f"{TRADITIONAL} {letters}"))).endswith(letters)


@pytest.mark.parametrize(
    "text",
    [
        "中国科学院学报编辑部关于发展经济的问题与对话 參考",
        f"{TRADITIONAL} これはにほんごのぶんしょうであり、かなをおおくふくむ 参加",
    ],
)
def test_issues_in_other_scripts_are_left_alone(text: str) -> None:
    assert texts(settle_variants(pages(text))) == text


def test_a_text_layer_is_left_alone() -> None:
    assert texts(settle_variants(pages(f"{TRADITIONAL} 参與", "text"))).endswith("参與")


def test_old_forms_that_were_doubtful_in_a_japanese_issue_are_new_ones() -> None:
    kana = Word(text="これはひらがなでかかれたほんぶんです。" * 4)
    word = Word(text="惠子の調查", confidences=(0.7, 1.0, 1.0, 1.0, 0.84))
    names = Word(text="加藤純·柴田葵 · x·y")
    sure = Word(text="惠比寿", confidences=(0.99, 1.0, 0.8))
    (page,) = settle_variants((Page(number=1, words=(kana, word, names, sure), source="ocr"),))
    assert [one.text for one in page.words[1:]] == ["恵子の調査", "加藤純・柴田葵 · x·y", "惠比寿"]


def test_traditional_letters_that_were_doubtful_in_a_simplified_issue_are_simplified_ones() -> None:
    text = Word(text="中国科学院学报编辑部关于发展经济的问题与对话" * 6)
    doubtful = Word(text="蕭秀博", confidences=(0.78, 1.0, 1.0))
    sure = Word(text="蕭秀博", confidences=(0.99, 0.8, 1.0))
    (page,) = settle_variants((Page(number=1, words=(text, doubtful, sure), source="ocr"),))
    assert [word.text for word in page.words[1:]] == ["萧秀博", "蕭秀博"]
