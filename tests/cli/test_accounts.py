"""`user`, `access` and what `serve` asks before it listens beyond this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from backfile.archive import Archive
from backfile.cli import run


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BACKFILE_USER_PASSWORD", "a long passphrase")
    return str(Archive(tmp_path / "archive", create=True).root)


def said(capsys: Any, archive: str, *arguments: str) -> Any:
    capsys.readouterr()
    assert run(["--archive", archive, *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_accounts_are_made_listed_changed_and_removed(archive: str, capsys: Any) -> None:
    assert run(["--archive", archive, "user", "add", "mei", "--role", "manager"]) == 0
    assert run(["--archive", archive, "user", "add", "lin"]) == 0
    assert run(["--archive", archive, "user", "role", "lin", "corrector"]) == 0
    assert run(["--archive", archive, "user", "password", "lin"]) == 0
    rows = said(capsys, archive, "user", "list")
    assert [(row["name"], row["role"]) for row in rows] == [("lin", "corrector"), ("mei", "manager")]
    assert run(["--archive", archive, "user", "remove", "lin"]) == 0
    assert [row["name"] for row in said(capsys, archive, "user", "list")] == ["mei"]


def test_an_account_that_is_there_or_is_not_is_said_so(archive: str, capsys: Any) -> None:
    assert run(["--archive", archive, "user", "add", "mei", "--role", "manager"]) == 0
    assert run(["--archive", archive, "user", "add", "mei"]) == 3
    assert run(["--archive", archive, "user", "remove", "mei"]) == 3
    assert "only manager" in capsys.readouterr().err
    assert run(["--archive", archive, "user", "password", "nobody"]) == 3
    assert run(["--archive", archive, "user", "add", "lin", "--role", "emperor"]) == 2


def test_a_weak_password_is_refused(archive: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("BACKFILE_USER_PASSWORD", "secret")
    assert run(["--archive", archive, "user", "add", "mei"]) == 2
    assert "Take a longer" in capsys.readouterr().err


def test_a_day_is_set_shown_and_taken_back(archive: str, capsys: Any) -> None:
    assert run(["--archive", archive, "access", "others", "--until", "2027-01-01"]) == 0
    (rule,) = said(capsys, archive, "access")
    assert (rule["periodical"], rule["until"]) == ("others", "2027-01-01")
    assert run(["--archive", archive, "access", "others", "--until", "soon"]) == 2
    assert run(["--archive", archive, "access", "others", "--until", "none"]) == 0
    assert [one["until"] for one in said(capsys, archive, "access")] == [None]


def test_rules_of_access_are_set_shown_and_dropped(archive: str, capsys: Any) -> None:
    assert run(["--archive", archive, "access", "others", "--who", "signed-in", "--embargo", "36"]) == 0
    assert said(capsys, archive, "access") == [
        {"periodical": "others", "who": "signed-in", "embargo": 36, "until": None}
    ]
    assert run(["--archive", archive, "access", "nothing", "--embargo", "3"]) == 3
    assert run(["--archive", archive, "access", "others", "--who", "everybody"]) == 2
    assert run(["--archive", archive, "access", "others", "--drop"]) == 0
    assert said(capsys, archive, "access") == []


def test_beyond_this_machine_nobody_listens_without_a_manager(archive: str, capsys: Any) -> None:
    assert run(["--archive", archive, "serve", "--host", "0.0.0.0", "--port", "18999"]) == 4
    message = capsys.readouterr().err
    assert "no accounts yet" in message
    assert "backfile user add NAME --role manager" in message


@pytest.mark.parametrize(
    ("host", "expected"),
    [("192.0.2.7", ["192.0.2.7"]), ("2001:db8::7", ["[2001:db8::7]"]), ("archive.example", ["archive.example"])],
)
def test_a_server_is_called_what_it_listens_on(host: str, expected: list[str]) -> None:
    from backfile.reading_room import name_host

    assert name_host(host) == expected


def test_what_publishing_means_for_cookies_and_hosts() -> None:
    from backfile.reading_room import published
    from backfile.settings import Settings

    assert published(Settings()) == {}
    found = published(Settings(hosts="archive.example, .library.example"))
    assert found["ALLOWED_HOSTS"] == ["archive.example", ".library.example"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://archive.example", "https://*.library.example"]
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    plain = published(Settings(hosts="archive.example", https=False))
    assert (plain["SESSION_COOKIE_SECURE"], plain["CSRF_TRUSTED_ORIGINS"]) == (False, [])
