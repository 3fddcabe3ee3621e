"""Corrections as a file in the browser: what it would do is shown first, and only managers may."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from backfile.archive import Archive, exchange

from .conftest import HOSTILE
from .test_review import ID, archive, client  # noqa: F401 - fixtures

PAGE, EXPORT, LOOK, TAKE = (f"/manage/corrections{part}" for part in ("", "/export", "/look", "/take"))


def export(client: Any, **asked: str) -> bytes:  # noqa: F811
    return b"".join(client.get(EXPORT, asked).streaming_content)


def look(client: Any, data: bytes, **more: Any) -> Any:  # noqa: F811
    return client.post(LOOK, {"file": SimpleUploadedFile("更正.jsonl", data)}, **more)


def token(answer: Any) -> str:
    return answer.content.decode().partition('name="token" value="')[2].partition('"')[0]


def lines(*changes: dict[str, Any], issue: str = ID) -> bytes:
    rows = (
        {"id": f"{at:012x}", "at": "2026-01-02T03:04:05Z", "by": "lin", "do": "set"} | change
        for at, change in enumerate(changes, 1)
    )
    return b"".join(json.dumps({"issue": issue, "sha256": "", "correction": row}).encode() + b"\n" for row in rows)


def title(archive: Archive) -> str:  # noqa: F811
    return Archive(archive.root).load(ID).contents[0].title


RETITLED = {"path": "contents/c01/title", "old": "潮汐与月亮", "new": "潮汐和月亮"}


def test_what_is_taken_away_is_what_the_command_line_exports(client: Any, archive: Archive) -> None:  # noqa: F811
    archive.correct(ID, "set", "contents/c01/title", new="潮汐", by="lin")
    everything = b"".join(exchange.write(archive, [ID]))
    assert export(client) == export(client, periodical="haiyang-yanjiu") == export(client, issue=ID) == everything
    answer = client.get(EXPORT, {"periodical": "haiyang-yanjiu"})
    assert "corrections-haiyang-yanjiu-" in answer["Content-Disposition"]


@pytest.mark.parametrize("asked", [{"periodical": "nothing"}, {"issue": "nothing-2000-01"}, {"issue": HOSTILE}])
def test_what_is_not_there_is_not_taken_away(client: Any, asked: dict[str, str]) -> None:  # noqa: F811
    assert client.get(EXPORT, asked).status_code == 404


def test_a_file_is_looked_at_then_taken_in(client: Any, archive: Archive) -> None:  # noqa: F811
    answer = look(client, lines(RETITLED) + lines(RETITLED, issue="elsewhere-2000-01"))
    shown = answer.content.decode()
    assert "潮汐与月亮</del> → <ins>潮汐和月亮" in shown
    assert "elsewhere-2000-01" in shown
    assert title(archive) == "潮汐与月亮"
    done = client.post(TAKE, {"token": token(answer), "do": "all"})
    assert (done.status_code, done["Location"]) == (302, f"{PAGE}?taken=1")
    assert title(archive) == "潮汐和月亮"
    assert "潮汐和月亮" in client.get("/haiyang-yanjiu/2020-03/").content.decode()
    assert "1 correction was taken in" in client.get(done["Location"]).content.decode()
    again = client.post(TAKE, {"token": token(answer), "do": "all"})
    assert again.status_code == 409, "it is thrown away once it was decided on"


def test_conflicts_are_shown_and_may_be_left_out(client: Any, archive: Archive) -> None:  # noqa: F811
    archive.correct(ID, "set", "contents/c01/title", new="潮汐、月亮", by="mei")
    data = lines(
        RETITLED | {"item": {"id": "c01", "title": "潮汐与月亮", "page": "1"}}, {"path": "issue/volume", "new": "9"}
    )
    answer = look(client, data)
    assert "Here it is “潮汐、月亮”; it would become “潮汐和月亮”." in answer.content.decode()
    assert client.post(TAKE, {"token": token(answer), "do": "fitting"})["Location"].endswith("?taken=1")
    assert title(archive) == "潮汐、月亮"
    assert Archive(archive.root).load(ID).issue.volume == "9"


def test_what_is_left_changes_nothing(client: Any, archive: Archive) -> None:  # noqa: F811
    answer = look(client, lines(RETITLED))
    assert client.post(TAKE, {"token": token(answer), "do": "nothing"})["Location"] == f"{PAGE}?"
    assert archive.corrections(ID) == []
    assert list(archive.work.glob("received-*")) == []


@pytest.mark.parametrize("sent", [{}, {"token": "x"}, {"token": "../../backfile"}, {"token": "0" * 32, "do": "all"}])
def test_a_form_that_names_no_file_of_ours_is_refused(client: Any, archive: Archive, sent: dict[str, str]) -> None:  # noqa: F811
    assert client.post(TAKE, {"do": "all"} | sent).status_code in (400, 409)
    assert client.post(TAKE, sent | {"do": "everything"}).status_code == 400


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "the file, line 1"),
        (b"%PDF-1.7\n", "the file, line 1"),
        (lines(RETITLED)[:-20], "the file, line 1"),
        (lines(RETITLED | {"path": "contents/c01/id", "new": "../x"}), "it changes what can"),
        (lines({"path": "id", "new": "x"}), "it changes what can"),
        (b"\n" * 10_001, "are more than"),
    ],
)
def test_a_file_of_something_else_is_refused(client: Any, archive: Archive, data: bytes, said: str) -> None:  # noqa: F811
    answer = look(client, data)
    assert answer.status_code in (400, 413)
    assert said in answer.content.decode()
    assert archive.corrections(ID) == []
    assert list(archive.work.glob("received-*")) == []


def test_what_is_too_large_is_refused_before_it_is_read(
    client: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backfile.reading_room.exchanging.LARGEST", 100)
    assert look(client, lines(RETITLED)).status_code == 413
    monkeypatch.setattr("backfile.reading_room.middleware.LARGEST", 1000)
    for address in (LOOK, "/sign-in", f"/review/{ID}/contents/c01"):
        answer = client.post(address, {"x": "x" * 2000})
        assert answer.status_code == 413
        assert "过大" in answer.content.decode()
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_hostile_text_in_a_file_is_harmless(client: Any, archive: Archive) -> None:  # noqa: F811
    change = {
        "path": "contents/c01/title",
        "old": HOSTILE,
        "new": HOSTILE,
        "by": HOSTILE,
        "why": HOSTILE,
        "at": HOSTILE,
    }
    answer = look(client, lines(change, {"path": f"contents/{HOSTILE}", "new": HOSTILE}) + lines(change, issue=HOSTILE))
    pages = [answer]
    client.post(TAKE, {"token": token(answer), "do": "all"})
    pages += [client.get(path) for path in (f"/review/{ID}/history", f"/review/{ID}/contents/c01", "/review")]
    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        [],
        {},
        [[]],
        [{"name": "x", "role": ["y"]}],
        [{"name": 7, "role": {}}],
        [{"box": 1}],
        [{"box": "x", "page": 1}],
    ],
)
def test_values_of_the_wrong_shape_are_shown_and_change_nothing(client: Any, archive: Archive, value: Any) -> None:  # noqa: F811
    change = {"path": "contents/c01/contributors", "old": value, "new": value}
    answer = look(client, lines(change, change | {"do": "split", "path": "contents/c01"}, change | {"do": "merge"}))
    assert answer.status_code == 200
    client.post(TAKE, {"token": token(answer), "do": "all"})
    for page in (f"/review/{ID}/history", f"/review/{ID}/contents/c01", "/haiyang-yanjiu/2020-03/"):
        assert client.get(page).status_code == 200


def test_only_managers_may(client: Any, archive: Archive) -> None:  # noqa: F811
    stranger = {"REMOTE_ADDR": "192.0.2.7"}
    assert look(client, lines(RETITLED), **stranger).status_code == 401
    assert client.post(TAKE, {"token": "0" * 32, "do": "all"}, **stranger).status_code == 401
    assert client.get(EXPORT, **stranger).status_code == 401
    assert archive.corrections(ID) == []


def test_a_form_of_another_site_brings_nothing_in(archive: Archive, client: Any) -> None:  # noqa: F811
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert look(strict, lines(RETITLED)).status_code == 403
    assert strict.post(TAKE, {"token": "0" * 32, "do": "all"}).status_code == 403


def test_files_that_nobody_decided_on_go(client: Any, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    look(client, lines(RETITLED))
    monkeypatch.setattr("backfile.reading_room.exchanging._KEPT_FOR", -1.0)
    look(client, lines(RETITLED))
    assert len(list(archive.work.glob("received-*"))) == 1
