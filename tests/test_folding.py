"""Folding: what a reader takes for the same letter is the same, and the way back is never lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.folding import fold, fold_aligned, loose

WRITTEN = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("中國科技產業０１Ａｂé́ｶﾞがガ゙ßﬁ…①㈱Ⅳʼnأآىةکıİ한ᄒ\u1161\u11abЙ著喫沢亜《》—·"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中國科技產業", "中国科技产业"),
        ("ＩＳＳＮ　１００２", "issn 1002"),
        ("《臺灣》裡的後來", "《台湾》里的后来"),
        ("羣峯", "群峰"),
        ("看著", "看着"),
        ("広沢亜", "广泽亚"),
        ("Der Erzähler, Strauß", "der erzahler, strauss"),
        ("al-Ḥaqāʾiq", "al-haqaʾiq"),
        ("الْحَقَائِق", "الحقائق"),
        ("أحمد إبراهيم", "احمد ابراهيم"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("か\u3099", "が"),
        ("\u1112\u1161\u11ab", "한"),
        ("—", "-"),
        ("“x”", '"x"'),
    ],
)
def test_the_same_letters_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("芸", "艺"), ("й", "и"), ("未", "末"), ("1", "l")])
def test_different_letters_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_titles_compare_without_punctuation_and_spaces() -> None:
    assert loose("—— 南大環保： 用科技　創新") == loose("南大环保:用科技创新") == "南大环保用科技创新"


def test_a_hit_leads_back_to_its_place() -> None:
    folded = fold_aligned("①ﬁ《ｶﾞ國》")
    at = folded.text.index("国")
    assert "①ﬁ《ｶﾞ國》"[folded.offsets[at]] == "國"


@given(WRITTEN)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WRITTEN)
def test_alignment_covers_the_folded_text(text: str) -> None:
    folded = fold_aligned(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(st.text(st.sampled_from("aeiouéöñçåがパ한글éüЙё"), max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(WRITTEN)
def test_loose_text_holds_letters_digits_and_marks_only(text: str) -> None:
    assert all(unicodedata.category(letter)[0] not in "ZPSC" for letter in loose(text))
