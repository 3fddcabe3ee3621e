"""The document that the project was started from, read end to end: every fact of it, and no line lost."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

import backfile
from backfile.identifiers import is_issn, parse_barcode
from backfile.model import Issue
from backfile.record import dump
from backfile.settings import load_settings


@pytest.fixture(scope="module")
def issue(shared: Path) -> Issue:
    return backfile.read(shared / "seed/zgkjcy-2023-06.txt", load_settings(engine="none"))


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((shared / "seed/zgkjcy-2023-06.gold.json").read_text("utf-8"))
    return record


def doubts_of(issue: Issue, path: str) -> list[str]:
    return [doubt.why for doubt in issue.doubts if doubt.path == path]


def evidence_of(issue: Issue, path: str) -> list[str]:
    return [found.quote for found in issue.evidence if found.path == path]


def test_the_periodical(issue: Issue, gold: dict[str, Any]) -> None:
    for field, value in gold["periodical"].items():
        assert getattr(issue.periodical, field) == value, field
    assert issue.periodical.issn is not None
    assert is_issn(issue.periodical.issn)
    assert issue.id == "zhongguo-keji-chanye-2023-06"


def test_the_barcode_is_verified_and_agrees_with_the_issn(issue: Issue) -> None:
    assert issue.issue.barcode == "9771002060231"
    code = parse_barcode("9771002060231")
    assert code is not None
    assert code.valid
    assert code.issn == issue.periodical.issn
    assert not doubts_of(issue, "periodical/issn")
    assert not doubts_of(issue, "issue/barcode")


def test_the_year_comes_from_the_barcode_with_evidence(issue: Issue) -> None:
    assert issue.issue.year == 2023
    assert evidence_of(issue, "issue/year") == ["9 771002 060231"]
    assert any("barcode" in why for why in doubts_of(issue, "issue/year"))


def test_the_month_is_inferred_and_doubted(issue: Issue) -> None:
    assert (issue.issue.month, issue.issue.date, issue.issue.day) == (6, "2023-06", None)
    assert doubts_of(issue, "issue/month") == ["not printed; the newest date in the text is 2023-06-07"]


def test_what_is_not_printed_is_not_invented(issue: Issue) -> None:
    assert issue.issue.volume is issue.issue.number is issue.issue.whole_number is None
    assert issue.periodical.publisher is None


def test_the_contents_are_whole(issue: Issue, gold: dict[str, Any], shared: Path) -> None:
    scorer = _scorer(shared)
    record = json.loads(dump(issue))
    predicted, truth = scorer.entries(record), scorer.entries(gold)
    assert len(predicted) == len(truth) == 35
    assert scorer.match(predicted, truth, lambda one, other: one == other) == 35


def _scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_contents", shared / "score/score_contents.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_credits(issue: Issue, gold: dict[str, Any]) -> None:
    credits = [notice.text for notice in issue.notices if notice.kind == "credit"]
    assert credits == [f"{credit['label']}：{credit['text']}" for credit in gold["credits"]]


def test_the_news_with_their_dates_and_places(issue: Issue, gold: dict[str, Any]) -> None:
    news = [notice for notice in issue.notices if notice.kind == "news"]
    expected = [notice for notice in gold["notices"] if notice["kind"] == "news"]
    assert [notice.date for notice in news] == [notice["date"] for notice in expected]
    for notice, truth in zip(news, expected, strict=True):
        assert notice.place == truth.get("place")
        assert truth["about"] in notice.text


def test_a_year_that_is_not_printed_in_the_news_is_doubted(issue: Issue) -> None:
    doubted = {doubt.path for doubt in issue.doubts if doubt.path.startswith("notices/")}
    unprinted = {
        f"notices/{index}/date"
        for index, notice in enumerate(issue.notices)
        if notice.kind == "news" and "年" not in notice.text[:20]
    }
    assert doubted == unprinted
    assert len(unprinted) == 2


def test_the_statement_and_the_profile(issue: Issue) -> None:
    (statement,) = [notice for notice in issue.notices if notice.kind == "statement"]
    assert statement.title == "声明"
    assert statement.text.startswith("凡在本刊刊登")
    (profile,) = [notice for notice in issue.notices if notice.kind in ("profile", "advertisement")]
    assert profile.title == "榆林高新技术产业开发区：集聚创新发展动能 培育壮大现代产业"
    for fact in ("1999年", "2012年", "914km²", "14万", "29位"):
        assert fact in profile.text


def test_who_is_named_in_the_news(issue: Issue, gold: dict[str, Any]) -> None:
    mentions = {(mention.kind, mention.name) for mention in issue.mentions}
    organizers = {mention.name for mention in issue.mentions if mention.role == "organizer"}
    hosts = {mention.name for mention in issue.mentions if mention.role == "host"}
    for notice in gold["notices"]:
        assert {("person", name) for name in notice.get("people", [])} <= mentions
        assert set(notice.get("organizers", [])) <= organizers
        assert set(notice.get("hosts", [])) <= hosts


def test_no_line_is_lost(issue: Issue, shared: Path) -> None:
    text = (shared / "seed/zgkjcy-2023-06.txt").read_text("utf-8")
    lines = [line for page in issue.pages for line in page.lines]
    assert [line.text.strip() for line in lines] == [line.strip() for line in text.splitlines() if line.strip()]
    assert [line.text for line in lines if line.of is None and line.role is None] == []
