"""The registry of families."""

from __future__ import annotations

import json
from random import Random

import msgspec
import pytest

from press.families import Family, families


def test_there_are_more_than_twenty_families_and_some_are_held_out() -> None:
    held = [family for family in families().values() if family.held_out]
    assert len(families()) > 20
    assert 6 <= len(held) <= len(families()) // 2


def test_held_out_families_cover_every_script_family() -> None:
    assert {family.language for family in families().values() if family.held_out} >= {
        "zh-Hans",
        "zh-Hant",
        "ja",
        "en",
        "ar",
    }


@pytest.mark.parametrize("family", families().values(), ids=lambda family: family.name)
def test_a_family_writes_different_issues_for_different_seeds_and_the_same_for_one(family: Family) -> None:
    first, again, other = (msgspec.json.encode(family.write(Random(seed))) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("family", families().values(), ids=lambda family: family.name)
def test_ids_of_pieces_are_unique_and_titles_are_not_empty(family: Family) -> None:
    pieces = json.loads(msgspec.json.encode(family.write(Random(4))))["pieces"]
    assert len({piece["id"] for piece in pieces}) == len(pieces) >= 5
    assert all(all(line.strip() for line in piece["title"]) for piece in pieces)
