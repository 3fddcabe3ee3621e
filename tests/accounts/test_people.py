"""Accounts: made, changed, removed; who stands behind a request; throttling and suggestions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backfile.archive import Archive
from backfile.archive.corrections import Change, make_all
from backfile.errors import Conflict, InputError, NotFound, TooOften

from .conftest import ISSUES

Turn = Callable[..., None]
PASSWORD = "a long passphrase"


@pytest.fixture
def people(turn: Turn) -> Any:
    from backfile.accounts import people

    return people


def test_an_account_is_made_changed_and_removed(people: Any) -> None:
    people.add_account("mei", "manager", PASSWORD)
    people.add_account("林", "reader", PASSWORD, ["shan"])
    people.change_role("林", "corrector")
    people.grant("林", ["haiyang-yanjiu"])
    assert [(one.name, one.role, one.periodicals) for one in people.list_accounts()] == [
        ("mei", "manager", ()),
        ("林", "corrector", ("haiyang-yanjiu",)),
    ]
    people.remove_account("林")
    assert [one.name for one in people.list_accounts()] == ["mei"]


@pytest.mark.parametrize(
    ("name", "role", "password", "error"),
    [
        ("MEI", "reader", PASSWORD, Conflict),
        ("owner", "reader", PASSWORD, Conflict),
        ("", "reader", PASSWORD, InputError),
        ("a b<script>", "reader", PASSWORD, InputError),
        ("lin", "emperor", PASSWORD, InputError),
        ("lin", "reader", "short", InputError),
        ("lin", "reader", "password123", InputError),
        ("lin", "reader", "28374650192837", InputError),
        ("lintheeleventh", "reader", "lintheeleventh", InputError),
    ],
)
def test_what_won_t_do_is_refused(people: Any, name: str, role: str, password: str, error: type[Exception]) -> None:
    people.add_account("mei", "manager", PASSWORD)
    with pytest.raises(error):
        people.add_account(name, role, password)
    assert [one.name for one in people.list_accounts()] == ["mei"]


def test_somebody_always_manages(people: Any) -> None:
    people.add_account("mei", "manager", PASSWORD)
    with pytest.raises(Conflict):
        people.remove_account("mei")
    with pytest.raises(Conflict):
        people.change_role("mei", "reader")
    people.add_account("lin", "manager", PASSWORD)
    people.remove_account("mei")
    with pytest.raises(NotFound):
        people.change_password("mei", PASSWORD)


def test_passwords_are_kept_as_hashes(people: Any) -> None:
    from django.contrib.auth import get_user_model

    people.add_account("mei", "manager", PASSWORD)
    assert PASSWORD not in str(get_user_model().objects.values_list("password", flat=True)[0])


@pytest.mark.parametrize(
    ("hosts", "headers", "name"),
    [
        ("", {}, "owner"),
        ("", {"REMOTE_ADDR": "192.0.2.1"}, ""),
        ("", {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, ""),
        ("", {"HTTP_X_REAL_IP": "127.0.0.1"}, ""),
        ("", {"HTTP_HOST": "archive.example"}, ""),
        ("127.0.0.1", {}, ""),
    ],
)
def test_only_who_sits_at_the_machine_is_its_owner(
    people: Any, turn: Turn, hosts: str, headers: dict[str, str], name: str
) -> None:
    from django.conf import settings
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory, override_settings

    turn(hosts=hosts)
    request = RequestFactory().get("/", **{"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"} | headers)
    request.user = AnonymousUser()
    with override_settings(ALLOWED_HOSTS=["*"], BACKFILE_SETTINGS=settings.BACKFILE_SETTINGS):
        assert people.visitor(request).name == name


@pytest.mark.parametrize(
    ("hosts", "direct", "said", "address"),
    [
        ("", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("archive.example", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("archive.example", "10.0.0.2", "evil, 203.0.113.9", "203.0.113.9"),
        ("archive.example", "8.8.8.8", "203.0.113.9", "8.8.8.8"),
        ("archive.example", "127.0.0.1", "nonsense", "127.0.0.1"),
    ],
)
def test_an_address_is_taken_from_a_proxy_of_ours_only(
    people: Any, turn: Turn, hosts: str, direct: str, said: str, address: str
) -> None:
    from django.test import RequestFactory

    turn(hosts=hosts)
    assert people.address_of(RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=said)) == address


def test_a_limit_holds_for_its_key_and_its_time(turn: Turn) -> None:
    from django.utils import timezone

    from backfile.accounts.models import Attempt
    from backfile.accounts.throttling import Limit, count, expect_few, forget

    few, other = Limit("few", 2, timedelta(minutes=5)), Limit("other", 2, timedelta(minutes=5))
    count([few])
    expect_few([few])
    count([few, other])
    with pytest.raises(TooOften, match="minutes"):
        expect_few([few])
    expect_few([other])
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=6))
    expect_few([few])
    count([few])
    forget("few")
    expect_few([few])


def change(archive: Archive, new: str) -> Any:
    from tests.reading_room.conftest import make_issue

    issue = make_issue(ISSUES[0], "海洋研究", 2020, "河流的源头")
    return make_all(issue, [Change("set", "contents/c01/title", new=new)], by="", at="")


def test_the_same_suggestion_is_kept_once_and_decided_once(archive: Archive, turn: Turn) -> None:
    from backfile.accounts import suggestions
    from backfile.accounts.people import Role, Visitor

    stranger = Visitor("", Role.STRANGER)
    for _ in range(2):
        suggestions.suggest(stranger, "192.0.2.1", ISSUES[0], change(archive, "潮汐与星辰"))
    (waiting,) = suggestions.waiting()
    suggestions.reject(waiting.id, "mei")
    with pytest.raises(Conflict):
        suggestions.approve(archive, waiting.id, "lin")
    assert [(row.state, row.decided_by) for row in suggestions.decided()] == [("rejected", "mei")]


def test_nobody_floods_the_archive_with_suggestions(archive: Archive, turn: Turn, monkeypatch: Any) -> None:
    from backfile.accounts import suggestions
    from backfile.accounts.people import Role, Visitor

    monkeypatch.setattr(suggestions, "PER_HOUR", 3)
    stranger = Visitor("", Role.STRANGER)
    for number in range(3):
        suggestions.suggest(stranger, "192.0.2.1", ISSUES[0], change(archive, f"潮汐{number}"))
    with pytest.raises(TooOften):
        suggestions.suggest(stranger, "192.0.2.1", ISSUES[0], change(archive, "潮汐又一次"))
    assert suggestions.count_waiting() == 3
    suggestions.suggest(stranger, "192.0.2.2", ISSUES[0], change(archive, "别的"))


def test_a_suggestion_that_can_t_be_made_waits_on(archive: Archive, turn: Turn) -> None:
    """The issue was corrected meanwhile (here: it is not in the archive at all)."""
    from backfile.accounts import suggestions
    from backfile.accounts.people import Role, Visitor

    suggestions.suggest(Visitor("", Role.STRANGER), "192.0.2.1", ISSUES[0], change(archive, "潮汐与星辰"))
    (waiting,) = suggestions.waiting()
    with pytest.raises(NotFound):
        suggestions.approve(archive, waiting.id, "mei")
    assert [row.state for row in suggestions.waiting()] == ["waiting"]
