"""Closed until a day: a periodical, all others, or a single issue; beside the moving wall, and by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from backfile.archive import Archive
from backfile.errors import InputError, NotAllowed, NotFound
from backfile.index import Index

from .conftest import ISSUES
from .test_access import TODAY, access, readable, visitor  # noqa: F401 - a fixture

OLD, NEW, SHAN = "haiyang-yanjiu-2020-03", "haiyang-yanjiu-2022-03", "shan-2021-03"
YESTERDAY, TOMORROW = date(2023, 3, 14), date(2023, 3, 16)


@pytest.fixture(autouse=True)
def clean(access: Any) -> Any:  # noqa: F811
    yield
    for one in access.list_closures():
        access.close_issue(one.issue, None)


def test_an_issue_is_closed_until_its_day(access: Any) -> None:  # noqa: F811
    access.close_issue(OLD, TOMORROW)
    assert readable(access, visitor("READER")) == {NEW, SHAN}
    assert readable(access, visitor("CORRECTOR")) == set(ISSUES)
    access.close_issue(OLD, TODAY)
    assert readable(access, visitor("READER")) == set(ISSUES), "on the day itself it is open"
    access.close_issue(OLD, None)
    assert access.list_closures() == []


def test_a_periodical_is_closed_until_its_day(access: Any) -> None:  # noqa: F811
    access.set_rule("haiyang-yanjiu", until=TOMORROW)
    assert readable(access, visitor("STRANGER")) == {SHAN}
    access.set_rule("haiyang-yanjiu", until=TODAY)
    assert readable(access, visitor("STRANGER")) == set(ISSUES)


def test_all_others_may_be_closed_and_one_open(access: Any) -> None:  # noqa: F811
    access.set_rule("", until=TOMORROW)
    assert readable(access, visitor("STRANGER")) == set()
    access.set_rule("shan", until=YESTERDAY)
    assert readable(access, visitor("STRANGER")) == {SHAN}
    access.set_rule("shan", until=access.NEVER)
    assert readable(access, visitor("STRANGER")) == set(), "without a day of its own, that of all others holds"


def test_the_day_and_the_moving_wall_both_have_to_be_past(access: Any) -> None:  # noqa: F811
    access.set_rule("", embargo=24, until=TOMORROW)
    assert readable(access, visitor("STRANGER")) == set()
    access.set_rule("", until=YESTERDAY)
    assert readable(access, visitor("STRANGER")) == {OLD}
    access.close_issue(OLD, TOMORROW)
    assert readable(access, visitor("STRANGER")) == set()


def test_a_periodical_may_take_the_wall_of_all_others_and_a_day_of_its_own(access: Any) -> None:  # noqa: F811
    access.set_rule("", embargo=24)
    access.set_rule("haiyang-yanjiu", until=YESTERDAY)
    assert readable(access, visitor("STRANGER")) == {OLD}, "the wall of all others holds on"


def test_an_issue_without_a_date_opens_on_a_day(access: Any) -> None:  # noqa: F811
    from backfile.catalogue.models import Issue

    kept = Issue.objects.filter(id=SHAN).values("year", "month").get()
    Issue.objects.filter(id=SHAN).update(year=None, month=None)
    access.set_rule("shan", until=TOMORROW)
    assert SHAN not in readable(access, visitor("STRANGER"))
    access.set_rule("shan", until=YESTERDAY)
    assert SHAN in readable(access, visitor("STRANGER"))
    Issue.objects.filter(id=SHAN).update(**kept)


@pytest.mark.parametrize("setting", ["open", "signed-in", "by-periodical"])
@pytest.mark.parametrize("role", ["STRANGER", "READER", "MANAGER"])
@pytest.mark.parametrize("embargo", [0, 20])
def test_single_issues_rows_and_searches_agree(
    access: Any,  # noqa: F811
    turn: Callable[..., None],
    archive: Archive,
    role: str,
    setting: str,
    embargo: int,
) -> None:
    from backfile.catalogue import models

    turn(access=setting)
    access.set_rule("shan", "open", embargo, TOMORROW)
    access.close_issue(OLD, TOMORROW)
    permit = access.permit_for(visitor(role), today=TODAY)
    rows = models.Issue.objects.all()
    seen = set(permit.rows(rows).values_list("id", flat=True))
    assert seen == {row.id for row in rows if permit.allows(row.id, row.year, row.month)}
    assert seen == {
        hit.document.issue for hit in Index.open(archive.root / "index").search("潮汐", scope=permit.scope()).hits
    }
    for model in (models.Entry, models.Page, models.Notice, models.Contribution, models.Doubt):
        found: Any = permit.rows(model.objects.all())
        assert set(found.values_list("issue_id", flat=True)) == seen


def test_what_is_closed_says_when_it_opens(access: Any) -> None:  # noqa: F811
    reader = visitor("READER")
    access.close_issue(NEW, date(2122, 5, 6))
    with pytest.raises(NotAllowed, match=r"opens on 2122-05-06"):
        access.permit_for(reader).expect(NEW)
    access.set_rule("haiyang-yanjiu", embargo=1200)
    with pytest.raises(NotAllowed, match=r"opens on 2122-05-06"):
        access.permit_for(reader).expect(NEW)
    access.set_rule("haiyang-yanjiu", until=date(2150, 1, 1))
    with pytest.raises(NotAllowed, match=r"opens on 2150-01-01"):
        access.permit_for(reader).expect(NEW)
    access.permit_for(reader).expect(SHAN)


def test_who_harvests_what_is_new_is_told_of_what_opened(access: Any) -> None:  # noqa: F811
    access.close_issue(OLD, YESTERDAY)
    access.set_rule("shan", until=date(2023, 3, 1))
    permit = access.permit_for(visitor("STRANGER"), today=TODAY)
    assert permit.is_whole
    days = [permit.opens_on(id, 2021, 3) for id in (OLD, NEW, SHAN)]
    assert days == [YESTERDAY, None, date(2023, 3, 1)]


def test_an_archive_with_a_closed_issue_is_not_everybodys(access: Any) -> None:  # noqa: F811
    assert access.is_public()
    access.close_issue(OLD, date(2999, 1, 1))
    assert not access.is_public()


@pytest.mark.parametrize("text", ["", "tomorrow", "2027-13-01", "2027-02-30", "01/02/2027", "2027", "９９９９"])
def test_a_day_is_written_as_a_day(access: Any, text: str) -> None:  # noqa: F811
    with pytest.raises(InputError, match="is not a day"):
        access.parse_day(text)


def test_only_what_is_there_is_closed(access: Any) -> None:  # noqa: F811
    with pytest.raises(NotFound):
        access.close_issue("nothing-2020-01", TOMORROW)


@pytest.mark.parametrize(("year", "day"), [(-50, None), (99_999, date.max), (10**12, date.max)])
def test_odd_years_are_no_trouble(access: Any, year: int, day: date | None) -> None:  # noqa: F811
    access.set_rule("", embargo=1)
    assert access.permit_for(visitor("STRANGER"), today=TODAY).opens_on(OLD, year, 3) == day


def test_the_owner_reads_on_and_who_signed_in_here_does_not(access: Any, monkeypatch: Any) -> None:  # noqa: F811
    from django.contrib.auth import get_user_model
    from django.test import Client

    from backfile.accounts import people

    access.close_issue(OLD, date(2999, 1, 1))
    people.add_account("wang", "reader", "a long passphrase")
    address = f"/haiyang-yanjiu/{OLD[-7:]}.json"
    reader = Client()
    reader.force_login(get_user_model().objects.get(username="wang"))
    assert reader.get(address).status_code == 403
    assert Client(REMOTE_ADDR="192.0.2.7").get(address).status_code == 403
    monkeypatch.setattr(access, "permit_for", None)  # the owner is known without asking for rules
    assert Client().get(address).status_code not in (401, 403)
