"""What is indexed: pairs of characters, words, look-alikes made one."""

from backfile.index.tokens import normalize, tokens


def test_chinese_becomes_pairs_and_a_last_character():
    assert tokens("成果转化") == ["成果", "果转", "转化", "化"]


def test_traditional_and_simplified_are_one():
    assert tokens("成果轉化") == tokens("成果转化")


def test_words_are_folded_and_lose_their_marks():
    assert tokens("Über Naïveté, ＡＩ") == ["uber", "naivete", "ai"]


def test_spaces_and_dots_inside_chinese_do_not_part_it():
    assert tokens("云 杉") == tokens("云　杉") == tokens("云·杉") == tokens("云杉")


def test_punctuation_parts_chinese():
    assert tokens("成果，转化") == ["成果", "果", "转化", "化"]


def test_scripts_meet_without_a_space():
    assert tokens("第3期AI刊") == ["第", "3", "期", "ai", "刊"]


def test_korean_words_are_parted_by_spaces():
    assert tokens("한국 사람") == ["한국", "국", "사람", "람"]


def test_letters_read_for_digits_count_as_digits_only_among_digits():
    assert tokens("2O23") == ["2023"]
    assert tokens("oil l0") == ["oil", "10"]


def test_look_alikes_are_one():
    assert normalize("自巳") == normalize("自己") == normalize("自已")
    assert normalize("未来") == normalize("末来")


def test_vowel_signs_stay_in_their_word():
    assert tokens("हिन्दी में") == [normalize("हिन्दी"), normalize("में")]
    assert len(tokens("हिन्दी में")) == 2


def test_signs_alone_give_nothing():
    assert tokens("。，—— …… ★ \x00") == []


def test_hostile_runs_take_no_longer_than_their_length():
    """A pattern that goes back over a run from each of its letters would need hours for these."""
    for hostile in ("a" * 200_000 + " 1", "l" * 200_000 + "x 1", "字 " * 100_000, "1l" * 100_000 + "x"):
        assert tokens(hostile)
