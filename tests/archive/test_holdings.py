"""Which issues are missing: from numbering and frequency, never beyond the run that is held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.holdings import Holdings, holdings, parse_number
from backfile.model import Designation


def hold(*issues: tuple[int | None, str | None, int | None], **more: list[str | None]) -> Holdings:
    """Holdings of issues given as (year, number, month); `whole` and `volume` are parallel lists."""
    rows = []
    for at, (year, number, month) in enumerate(issues):
        extra = {name: values[at] for name, values in more.items()}
        which = Designation(
            year=year, number=number, month=month, whole_number=extra.get("whole"), volume=extra.get("volume")
        )
        rows.append((f"i{at}", which))
    return holdings(rows)


def monthly(year: int, *numbers: int) -> list[tuple[int | None, str | None, int | None]]:
    return [(year, str(number), number) for number in numbers]


def missing(found: Holdings) -> list[tuple[int | None, int]]:
    return [(gap.year, gap.number) for gap in found.missing]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("6", (6, 6)), ("06", (6, 6)), ("7-8", (7, 8)), ("7/8", (7, 8)), ("7、8", (7, 8)), ("７－８", (7, 8)),
        ("第七期", (7, 7)), ("第十一、十二期", (11, 12)), ("No. 3", (3, 3)), ("IV", (4, 4)), ("Spring", (1, 1)),
        ("冬", (4, 4)), ("冬季号", (4, 4)), ("", None), (None, None), ("增刊", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_printed(text: str | None, numbers: tuple[int, int] | None) -> None:
    assert parse_number(text) == numbers


def test_a_number_between_two_that_are_here_is_missed() -> None:
    found = hold(*monthly(2020, 1, 2, 4, 5))
    assert missing(found) == [(2020, 3)]
    assert found.missing[0].sure
    assert "2 and 4" in found.missing[0].why


def test_nothing_is_claimed_before_the_first_and_after_the_last() -> None:
    found = hold(*monthly(2020, 10, 11, 12), *monthly(2021, 1, 2))
    assert missing(found) == []


def test_frequency_tells_what_the_end_of_a_year_lacks() -> None:
    found = hold(*monthly(2020, 9, 10), *monthly(2021, 1, 2))
    assert found.frequency == 12
    assert missing(found) == [(2020, 11), (2020, 12)]
    assert not found.missing[0].sure


def test_a_bimonthly_is_not_taken_for_a_monthly() -> None:
    rows = [(year, str(number), number * 2 - 1) for year in (2019, 2020) for number in range(1, 7)]
    rows.remove((2019, "4", 7))
    found = hold(*rows)
    assert (found.frequency, missing(found)) == (6, [(2019, 4)])


def test_a_change_of_frequency_is_no_gap() -> None:
    found = hold(*[(1994, str(n), n * 2) for n in range(1, 7)], *monthly(1995, *range(1, 13)))
    assert [row.frequency for row in found.rows] == [6, 12]
    assert missing(found) == []


def test_a_combined_issue_fills_its_numbers() -> None:
    found = hold(*monthly(2020, 1, 2, 3, 4, 5, 6), (2020, "7-8", 7), *monthly(2020, 9))
    assert missing(found) == []
    assert found.rows[0].combined == {7: "7-8", 8: "7-8"}


def test_supplements_stand_beside_the_numbering() -> None:
    found = hold(*monthly(2020, 1, 2), (2020, "增刊", None), (2020, "S1", None))
    assert found.rows[0].beside == ("i2", "i3")
    assert missing(found) == []


def test_a_year_of_which_nothing_is_here_is_missed_whole() -> None:
    found = hold(*monthly(2019, *range(1, 13)), *monthly(2021, 1))
    assert missing(found) == [(2020, number) for number in range(1, 13)]
    assert not any(gap.sure for gap in found.missing)


def test_whole_numbers_that_follow_each_other_say_that_nothing_lies_between() -> None:
    found = hold(*monthly(2020, 1, 2, 4), whole=["101", "102", "103"])
    assert missing(found) == []


def test_numbers_that_run_on_through_years() -> None:
    found = hold((2008, "74", 5), (2008, "76", 7), (2009, "82", 1))
    assert [gap.number for gap in found.missing] == [75, 77, 78, 79, 80, 81]
    assert found.missing[0].year == 2008
    assert found.missing[-1].year is None


def test_small_numbers_that_run_on_through_years() -> None:
    found = hold(*[(2008, str(n), None) for n in (1, 2, 4)], *[(2009, str(n), None) for n in (5, 6, 8)])
    assert missing(found) == [(2008, 3), (2009, 7)]


def test_numbers_that_only_happen_to_rise_begin_anew() -> None:
    found = hold(*monthly(2019, 2, 3), *monthly(2020, 4, 5))
    assert missing(found) == [(2019, number) for number in range(4, 13)] + [(2020, number) for number in (1, 2, 3)]


def test_volumes_through_two_years() -> None:
    rows: list[tuple[int | None, str | None, int | None]] = [
        (1999, "1", 9),
        (1999, "2", 12),
        (2000, "4", 6),
        (2000, "1", 9),
        (2001, "3", 3),
    ]
    found = hold(*rows, volume=["12", "12", "12", "13", "13"])
    assert [(gap.volume, gap.number) for gap in found.missing] == [("12", 3), ("13", 2)]


def test_the_same_number_twice_is_told() -> None:
    assert hold(*monthly(2020, 1, 2, 2)).twice == (("i1", "i2"),)


def test_what_has_no_date_is_set_apart() -> None:
    assert hold((None, None, None), *monthly(2020, 1)).undated == ("i0",)


@given(st.sets(st.integers(1, 12), min_size=1), st.sets(st.integers(1, 12), min_size=1))
def test_held_and_missing_make_one_run(one: set[int], two: set[int]) -> None:
    found = hold(*monthly(2020, *sorted(one)), *monthly(2021, *sorted(two)))
    if found.frequency is None:
        return
    held = {(2020, number) for number in one} | {(2021, number) for number in two}
    lost = set(missing(found))
    assert not held & lost
    assert all((2020, min(one)) < gap < (2021, max(two)) for gap in lost)
