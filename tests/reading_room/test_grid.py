"""The holdings of a periodical as a grid: what is here, what is missing, what stands beside the numbering."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from backfile.archive import Archive

from .conftest import open_client


@pytest.fixture(autouse=True)
def _configured(archive: Archive) -> None:
    open_client(archive)


def row(id: str, year: int, number: str, title: str = "海洋") -> Any:
    return SimpleNamespace(
        id=id, slug=id, title=title, year=year, month=None, day=None, number=number, volume=None, whole_number=None, date=None
    )  # fmt: skip


def kinds(*rows: Any) -> list[tuple[str, str]]:
    from backfile.reading_room.grid import lay_out

    return [(cell.label, cell.kind) for line in lay_out(rows)[0] for cell in line.cells]


def test_numbers_are_held_combined_or_missing() -> None:
    found = kinds(row("hai-2020-1", 2020, "1"), row("hai-2020-3", 2020, "3-4"), row("hai-2020-6", 2020, "6"))
    assert found == [("1", "held"), ("2", "missing"), ("3-4", "combined"), ("5", "missing"), ("6", "held")]


def test_supplements_and_special_issues_stand_beside() -> None:
    found = kinds(row("hai-2020-1", 2020, "1"), row("hai-2020-s", 2020, "增刊1"), row("hai-2020-t", 2020, "特刊"))
    assert sorted(kind for _, kind in found) == ["held", "special", "supplement"]


def test_a_new_title_is_said_where_it_begins() -> None:
    from backfile.reading_room.grid import lay_out

    rows, _ = lay_out(
        [row(f"hai-{year}-1", year, "1", "海洋" if year < 2022 else "海洋科学") for year in (2020, 2021, 2022, 2023)]
    )
    assert [line.title for line in rows] == ["", "", "海洋科学", ""]


def test_the_grid_is_written_as_text() -> None:
    from backfile.reading_room.grid import Cell, Row

    text = Row("2020", (Cell("<b>", "missing", why='"x"'), Cell("2", "held", "/hai/2020-2/"))).html
    assert "<b>" not in text
    assert '<a href="/hai/2020-2/">2</a>' in text
