"""What may be read: by role, by setting, by periodical, behind a moving wall; the same for one issue, rows and searches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from backfile.archive import Archive
from backfile.catalogue import Catalogue
from backfile.errors import InputError, NotAllowed, NotFound, SignInNeeded
from backfile.index import Index

from .conftest import ISSUES, issues

TODAY = date(2023, 3, 15)
Turn = Callable[..., None]


@pytest.fixture
def access(turn: Turn) -> Any:
    from backfile.accounts import access

    return access


def visitor(role: str, account: int | None = None) -> Any:
    from backfile.accounts.people import Role, Visitor

    return Visitor(role, Role[role], account)


def readable(access: Any, who: Any) -> set[str]:
    from backfile.catalogue.models import Issue

    return set(access.permit_for(who, today=TODAY).rows(Issue.objects.all()).values_list("id", flat=True))


def test_an_open_archive_is_everybodys(access: Any) -> None:
    assert readable(access, visitor("STRANGER")) == set(ISSUES)


def test_one_for_accounts_is_closed_to_strangers(access: Any, turn: Turn) -> None:
    turn(access="signed-in")
    assert readable(access, visitor("STRANGER")) == set()
    assert readable(access, visitor("READER")) == set(ISSUES)


def test_each_periodical_may_have_its_own_rule(access: Any, turn: Turn) -> None:
    from backfile.accounts import people

    turn(access="by-periodical")
    assert readable(access, visitor("STRANGER")) == set()
    access.set_rule("shan", "open")
    assert readable(access, visitor("STRANGER")) == {"shan-2021-03"}
    access.set_rule("haiyang-yanjiu", "granted")
    assert readable(access, visitor("READER")) == {"shan-2021-03"}
    people.add_account("lin", "reader", "a long passphrase", ["haiyang-yanjiu"])
    from django.contrib.auth import get_user_model

    lin = get_user_model().objects.get(username="lin")
    assert readable(access, visitor("READER", lin.pk)) == set(ISSUES)
    access.set_rule("", "open")
    assert readable(access, visitor("STRANGER")) == {"shan-2021-03"}
    access.drop_rule("haiyang-yanjiu")
    assert readable(access, visitor("STRANGER")) == set(ISSUES)


@pytest.mark.parametrize(
    ("months", "open_ones"),
    [
        (0, set(ISSUES)),
        (11, set(ISSUES)),
        (12, {"haiyang-yanjiu-2020-03", "shan-2021-03"}),
        (24, {"haiyang-yanjiu-2020-03"}),
        (35, {"haiyang-yanjiu-2020-03"}),
        (36, set()),
    ],
)
def test_an_issue_opens_when_the_month_it_is_dated_lies_behind_the_wall(
    access: Any, months: int, open_ones: set[str]
) -> None:
    access.set_rule("", embargo=months)
    assert readable(access, visitor("READER")) == open_ones
    assert readable(access, visitor("CORRECTOR")) == set(ISSUES)


def test_a_periodical_may_have_a_wall_of_its_own(access: Any) -> None:
    access.set_rule("", embargo=600)
    access.set_rule("shan", embargo=0)
    assert readable(access, visitor("STRANGER")) == {"shan-2021-03"}


def test_an_issue_without_a_date_stays_behind_the_wall(access: Any, archive: Archive) -> None:
    from backfile.catalogue.models import Issue

    Issue.objects.filter(id="shan-2021-03").update(year=None, month=None)
    Issue.objects.filter(id="haiyang-yanjiu-2022-03").update(month=None)
    access.set_rule("", embargo=2)
    assert readable(access, visitor("STRANGER")) == {"haiyang-yanjiu-2020-03", "haiyang-yanjiu-2022-03"}
    access.set_rule("", embargo=3)
    assert readable(access, visitor("STRANGER")) == {"haiyang-yanjiu-2020-03"}
    Catalogue(archive.root, archive.settings()).rebuild(issues())


@pytest.mark.parametrize("role", ["STRANGER", "READER", "MANAGER"])
@pytest.mark.parametrize("setting", ["open", "signed-in", "by-periodical"])
@pytest.mark.parametrize("embargo", [0, 20])
def test_single_issues_rows_and_searches_agree(
    access: Any, turn: Turn, archive: Archive, role: str, setting: str, embargo: int
) -> None:
    from backfile.catalogue import models

    turn(access=setting)
    access.set_rule("shan", "open", embargo)
    permit = access.permit_for(visitor(role), today=TODAY)
    seen = set(permit.rows(models.Issue.objects.all()).values_list("id", flat=True))
    allowed = {row.id for row in models.Issue.objects.all() if permit.allows(row.id, row.year, row.month)}
    found = Index.open(archive.root / "index").search("潮汐", scope=permit.scope())
    assert seen == allowed == {hit.document.issue for hit in found.hits}
    assert found.total == len(found.hits) == permit.rows(models.Article.objects.filter(position=0)).count()
    for model in (models.Entry, models.Page, models.Notice, models.Contribution, models.Doubt):
        rows: Any = permit.rows(model.objects.all())
        assert set(rows.values_list("issue_id", flat=True)) == seen
    assert bool(permit.rows(models.Contributor.objects.all()).count()) == bool(seen)


def test_what_is_closed_says_why(access: Any, turn: Turn) -> None:
    access.set_rule("", embargo=1200)
    with pytest.raises(NotAllowed, match=r"opens on 2122-04-01"):
        access.permit_for(visitor("READER")).expect("haiyang-yanjiu-2022-03")
    turn(access="by-periodical")
    with pytest.raises(SignInNeeded):
        access.permit_for(visitor("STRANGER")).expect("shan-2021-03")
    access.set_rule("shan", "granted")
    with pytest.raises(NotAllowed, match="Ask a manager"):
        access.permit_for(visitor("READER")).expect("shan-2021-03")


def test_a_rule_has_to_make_sense(access: Any) -> None:
    with pytest.raises(InputError):
        access.set_rule("", "secret")
    with pytest.raises(InputError):
        access.set_rule("", embargo=-1)
    with pytest.raises(NotFound):
        access.set_rule("nothing", "open")


def test_an_embargo_alone_opens_nothing(access: Any, turn: Turn) -> None:
    turn(access="by-periodical")
    access.set_rule("shan", embargo=1)
    assert readable(access, visitor("STRANGER")) == set()


def test_accounts_and_rules_survive_a_rebuild(access: Any, archive: Archive) -> None:
    from backfile.accounts import people

    people.add_account("mei", "manager", "a long passphrase")
    access.set_rule("shan", "granted", 12)
    Catalogue(archive.root, archive.settings()).rebuild(issues())
    assert [account.name for account in people.list_accounts()] == ["mei"]
    assert [(rule.periodical, rule.access, rule.embargo) for rule in access.list_rules()] == [("shan", "granted", 12)]
