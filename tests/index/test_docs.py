"""docs/search.md: every search line in it means what the parser takes for more than words where it should."""

import re
from pathlib import Path

import pytest

from backfile.index.queries import FIELDS, Exact, Not, Or, Text, Years, parse

GUIDE = (Path(__file__).parents[2] / "docs" / "search.md").read_text("utf-8")
LINES = [line for row in re.findall(r"^\| (`.*?) \|", GUIDE, re.MULTILINE) for line in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("line", LINES)
def test_the_guide_shows_lines_that_are_understood(line: str):
    query = parse(line)
    if re.match(r"\w+[:：]", line):
        assert not isinstance(query, Text) or query.field


def test_the_guide_shows_every_field_and_kind_of_query():
    trees = [parse(line) for line in LINES]
    assert {Or, Years, Exact} <= {type(tree) for tree in trees}
    assert any(isinstance(part, Not) for tree in trees for part in getattr(tree, "parts", ()))
    assert set(FIELDS.values()) <= set(re.findall(r"`(\w+):", GUIDE))
