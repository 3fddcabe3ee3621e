"""docs/standards.md names only tests that there are, has a row for each standard, and tells of no failure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.standards import PAGE, ROOT, Row, rows
from tests.standards.__main__ import key, read_page, result


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", rows(), ids=key)
def test_every_row_names_tests_that_there_are(row: Row) -> None:
    assert row.tests
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name in functions(ROOT / file), f"{test} is no test"


def test_every_row_is_proven_by_something_that_is_not_ours() -> None:
    for row in rows():
        assert row.validators, row.standard
        assert {validator.split(":")[0] for validator in row.validators} <= {"pypi", "npm", "debian", "schema"}


def test_no_standard_has_two_rows() -> None:
    names = [key(row) for row in rows()]
    assert sorted(set(names)) == sorted(names)


def test_the_page_has_every_row_and_no_other() -> None:
    assert set(read_page()) - {"part | standard", "--- | ---"} == {key(row) for row in rows()}, "run `make standards`"


def test_the_page_tells_of_no_failure() -> None:
    text = PAGE.read_text("utf-8")
    assert "**failed**" not in text
    assert "**missing**" not in text


def test_a_row_counts_as_passed_only_when_all_its_tests_did() -> None:
    row = Row("part", "standard", "where", ("a", "b"), ("schema:x",))
    assert result({"a": {"passed"}, "b": {"passed"}}, row) == "passed"
    assert result({"a": {"passed"}, "b": {"passed", "failed"}}, row) == "**failed**"
    assert result({"a": {"passed"}}, row) == "**missing**"
    assert result({"a": {"passed"}, "b": {"skipped"}}, row) == "passed in part, rest skipped"
    assert result({"a": {"skipped"}, "b": {"skipped"}}, row) == "skipped"
