"""Mentions: who and what a notice names, with the role that its verb gives."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.model import Article, Contributor, Entry, Issue, Notice, Paragraph
from backfile.stages.mentions import BUDGET, find_mentions
from backfile.stages.mentions.chinese import is_chinese


def mentions(text: str, **fields: object) -> set[tuple[str, str, str | None]]:
    issue = Issue(notices=(Notice(kind="news", text=text, page=3),), **fields)  # type: ignore[arg-type]
    return {(found.kind, found.name, found.role) for found in find_mentions(issue).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3月5日，由浙江省渔业协会、宁波市教育局和宁波大学联合主办，宁波海洋研究院承办的第三届海洋经济论坛在宁波隆重举行。",
            {
                ("organization", "浙江省渔业协会", "organizer"),
                ("organization", "宁波市教育局", "organizer"),
                ("organization", "宁波大学", "organizer"),
                ("organization", "宁波海洋研究院", "host"),
                ("event", "第三届海洋经济论坛", None),
                ("place", "宁波", "venue"),
            },
        ),
        ("会议由浙江省渔业协会会长王建国主持。", {("organization", "浙江省渔业协会", None), ("person", "王建国", "chair")}),
        ("浙江大学教授李志明荣获科技进步一等奖。", {("person", "李志明", "recipient"), ("award", "科技进步一等奖", None)}),
        ("中国科学院院士陈大伟作了题为海洋观测的报告。", {("person", "陈大伟", "speaker")}),
        ("上海市副市长刘建华出席开幕式。", {("person", "刘建华", "attendee")}),
        ("由廣東省漁業協會主辦的海洋經濟論壇在廣州舉行。", {("organization", "廣東省漁業協會", "organizer"), ("place", "廣州", "venue")}),
        (
            "The Harbour Conference, organised by the Royal Tidal Society, was opened by Dr. Anna Reed.",
            {("event", "Harbour Conference", None), ("organization", "Royal Tidal Society", "organizer"), ("person", "Anna Reed", None)},
        ),
        ("Prof. J. W. Carter received the Lyell Medal.", {("person", "J. W. Carter", "recipient"), ("award", "Lyell Medal", None)}),
    ],
)  # fmt: skip
def test_names_and_roles(text: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert expected <= mentions(text)


@pytest.mark.parametrize("text", ["会议取得圆满成功。", "本期推出新栏目，欢迎来稿。", "The weather was fine.", ""])
def test_a_text_without_names_has_none(text: str) -> None:
    assert mentions(text) == set()


def test_those_who_sign_in_the_issue_are_known_names() -> None:
    contributor = Contributor(name="欧阳子墨")
    issue = (Entry(id="c01", title="海", contributors=(contributor,)),)
    assert ("person", "欧阳子墨", None) in mentions("编辑部感谢欧阳子墨先生惠赐照片。", contents=issue)


def test_a_mention_quotes_its_sentence_and_names_its_place() -> None:
    text = "论坛取得成功。会议由王建国主持。"
    (found,) = find_mentions(Issue(notices=(Notice(kind="news", text=text, page=3),))).mentions
    assert (found.quote, found.of, found.page) == ("会议由王建国主持。", "notices/0", 3)


def test_articles_are_read_within_a_bound() -> None:
    body = "宁波大学教授李志明出席。" + "潮水涨落。" * BUDGET + "浙江大学教授陈大伟出席。"
    article = Article(id="a01", title="海", pages=(7,), paragraphs=(Paragraph(text=body),))
    found = {mention.name: mention for mention in find_mentions(Issue(articles=(article,))).mentions}
    assert found["李志明"].of == "articles/0"
    assert found["李志明"].page == 7
    assert "陈大伟" not in found


def test_japanese_is_not_taken_for_chinese() -> None:
    assert is_chinese("由宁波大学主办")
    assert not is_chinese("東京大学で開かれた研究会について")


@given(st.text(st.sampled_from("宁波大学由主办，。在举行《》“”教授王建国Dr. A荣获奖·、 \n的论坛"), max_size=60))
def test_every_name_stands_in_its_text(text: str) -> None:
    issue = find_mentions(Issue(notices=(Notice(kind="news", text=text),)))
    for found in issue.mentions:
        assert found.name in text
        assert found.name in found.quote


def test_the_people_and_organizers_of_the_seed(shared: Path) -> None:
    lines = (shared / "seed/zgkjcy-2023-06.txt").read_text("utf-8").splitlines()
    news = "\n".join(line for line in lines if "月" in line[:12] and "日" in line[:14])
    found = mentions(news)
    people = {name for kind, name, _ in found if kind == "person"}
    assert {"武强", "吉训明", "荣命哲", "王建华", "赵炜", "朱宏任", "张宏"} <= people
    assert {name for _, name, role in found if role == "organizer"} >= {
        "中国产学研合作促进会", "厦门火炬高新区管委会", "厦门市教育局", "厦门市人力资源与社会保障局", "华侨大学", "中国企联党委",
    }  # fmt: skip
    assert ("organization", "厦门火炬大学堂", "host") in found
    assert ("event", "第二届厦门产教融合论坛", None) in found
