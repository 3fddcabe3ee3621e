"""Who may use which address: every pattern of the map is tried, so that none can be added without being thought of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

import pikepdf
import pytest
import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.catalogue.database import configure

from .conftest import make_issue

OPEN, CLOSED = "haiyang-yanjiu-2020-03", "haiyang-yanjiu-2022-03"
ASKED_FOR, UNTOLD = "灯塔看守人", "藏书"
SECRET = ASKED_FOR + UNTOLD
PLAIN = {"SESSION_COOKIE_SECURE": False, "CSRF_COOKIE_SECURE": False, "SECURE_PROXY_SSL_HEADER": None}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
PARTS = {
    "issue_id": CLOSED,
    "periodical": "haiyang-yanjiu",
    "issue": "2022-03",
    "number": 2,
    "article": "a02",
    "label": "1",
    "item": "contents/c02",
    "name": SECRET,
    "year": 2022,
    "region": "full",
    "size": "max",
    "rotation": "0",
    "quality": "default",
    "format": "jpg",
}
FORMATS = {"image": "jpg"}
ROLES = {"reader": 1, "corrector": 2, "manager": 3}
# what a search, a harvester, a feed reader ask for; addresses that know no such words leave them alone
ASKED = (
    {"q": ASKED_FOR},
    {"q": "潮汐"},
    {"verb": "ListRecords", "metadataPrefix": "oai_dc"},
    {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": CLOSED},
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An open issue, and one behind a moving wall of 100 years whose every text holds the secret; three accounts."""
    root = tmp_path_factory.mktemp("gate")
    archive = Archive(root / "archive", create=True)
    catalogue = Catalogue(archive.root, archive.settings())
    for id, year, text in ((OPEN, 2020, "河流的源头"), (CLOSED, 2022, SECRET)):
        issue = make_issue(id, "海洋研究", year, text)
        issue = replace(issue, periodical=replace(issue.periodical, motto=None))
        original = root / f"{id}.pdf"
        with pikepdf.new() as pdf:
            for _ in issue.pages:
                pdf.add_blank_page(page_size=(595, 808))
            pdf.docinfo["/Title"] = id
            pdf.save(original)
        catalogue.add(archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original)))
    from backfile.accounts import people

    for role in ROLES:
        people.add_account(role, role, "a long passphrase")
    archive.told(archive.stale())
    yield archive
    catalogue.close()


@pytest.fixture
def turn(archive: Archive) -> Iterator[Callable[..., None]]:
    """Gives the archive settings; accounts and rules are as they were afterwards."""
    from backfile.reading_room import shelves

    opened = (shelves.open_archive, shelves.index, shelves.pictures, shelves.catalogue)

    def to(**settings: object) -> None:
        configure(archive.root, archive.settings(**settings), **PLAIN)

    to()
    for each in opened:
        each.cache_clear()
    yield to
    from backfile.accounts.models import Attempt, Closure, Rule

    Rule.objects.all().delete()
    Closure.objects.all().delete()
    Attempt.objects.all().delete()
    for each in opened:
        each.cache_clear()


@pytest.fixture
def client_of(turn: Callable[..., None]) -> Callable[[str], Any]:
    """A browser somewhere else, in which somebody with this role is signed in (nobody: "stranger")."""

    def make(role: str) -> Any:
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client(**ELSEWHERE)
        if role != "stranger":
            client.force_login(get_user_model().objects.get(username=role))
        return client

    return make


class Address(NamedTuple):
    """A pattern of the map with its full name."""

    name: str
    pattern: Any


def patterns() -> Iterator[Address]:
    """Every pattern of the map, those that it includes too."""
    from backfile.reading_room.urls import urlpatterns

    waiting: list[tuple[str, Any]] = [("", one) for one in urlpatterns]
    while waiting:
        space, one = waiting.pop(0)
        if hasattr(one, "url_patterns"):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            waiting[:0] = [(inner, each) for each in one.url_patterns]
        else:
            yield Address(f"{space}{one.name}", one)


def address_of(address: Address) -> str:
    """With parts that name what is closed; `issue` alone is an id."""
    from django.urls import reverse

    parts = {name: PARTS.get(name) for name in address.pattern.pattern.regex.groupindex}
    missing = [name for name, value in parts.items() if value is None]
    assert not missing, f"say in PARTS what {missing} of {address.name} may be"
    if "format" in parts:
        parts["format"] = FORMATS.get(address.name, "json")
    if "issue" in parts and "periodical" not in parts:
        parts |= {"issue": CLOSED} | ({"item": "c02"} if "item" in parts else {})
    return reverse(address.name, kwargs=parts)


def declared(pattern: Address) -> int | None:
    """The role that gate.py asks for; None for addresses that are for reading."""
    from backfile.reading_room.gate import ADMITS

    return ADMITS.get(pattern.name)


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def test_the_walk_sees_the_whole_map(turn: Callable[..., None]) -> None:
    names = {pattern.name for pattern in patterns()}
    assert {
        "home",
        "search",
        "issue",
        "article",
        "page",
        "image",
        "review_item",
        "sign_in",
        "people_and_access",
    } <= names
    assert not {name for name in names if name.endswith("None")}, "each needs a name, by which gate.py knows it"


def test_every_address_is_declared_or_for_reading(turn: Callable[..., None], client_of: Callable[[str], Any]) -> None:
    """Where an archive is for accounts only, a stranger reads nothing at all."""
    turn(access="signed-in")
    stranger, reader = client_of("stranger"), client_of("reader")
    for pattern in patterns():
        if declared(pattern) == 0:
            continue
        address = address_of(pattern)
        assert stranger.get(address).status_code == 401, address
        if declared(pattern) is None:
            assert reader.get(address).status_code not in (401, 403, 500), address


def test_every_address_behind_the_counter_is_for_its_role_only(client_of: Callable[[str], Any]) -> None:
    clients = {role: (rank, client_of(role)) for role, rank in {"stranger": 0, **ROLES}.items()}
    for pattern in patterns():
        needed = declared(pattern)
        if not needed:
            continue
        for role, (rank, client) in clients.items():
            for method in (client.get, client.post):
                status = method(address_of(pattern)).status_code
                refused = status in (401, 403)
                assert refused == (rank < needed), f"{pattern.name} answers a {role} with {status}"


def test_a_form_that_comes_from_elsewhere_changes_nothing_at_any_address(archive: Archive, client_of: Any) -> None:
    from django.test import Client

    from backfile.accounts import people

    manager = client_of("manager")
    before = people.list_accounts(), archive.corrections(OPEN), archive.corrections(CLOSED)
    strict = Client(enforce_csrf_checks=True, **ELSEWHERE)
    strict.cookies = manager.cookies
    sent = {"do": "remove", "name": "reader", "title": "x", "contents/c02/title": "x", "password": "another one, long"}
    for pattern in patterns():
        answer = strict.post(address_of(pattern), sent)
        if getattr(pattern.pattern.callback, "csrf_exempt", False):  # a protocol that asks by POST, and changes nothing
            assert declared(pattern) is None
            assert not pattern.name.startswith("review")
            continue
        assert answer.status_code in (403, 405), f"{pattern.name}: {answer.status_code}"
    assert before == (people.list_accounts(), archive.corrections(OPEN), archive.corrections(CLOSED))


@pytest.mark.parametrize("setting", ["open", "by-periodical"])
def test_no_address_tells_of_what_is_closed(setting: str, turn: Any, client_of: Any) -> None:
    """Whatever a visitor asks for: nothing that stands behind the moving wall comes out."""
    from backfile.accounts import access

    turn(access=setting)
    access.set_rule("", "open", 3)
    access.set_rule("haiyang-yanjiu", "open", 1200 if setting == "open" else 40)
    if setting == "by-periodical":
        access.set_rule("haiyang-yanjiu", "granted")
    for role in ("stranger", "reader"):
        client = client_of(role)
        for pattern in patterns():
            for asked in ({}, *ASKED):
                answer = client.get(address_of(pattern), asked)
                assert answer.status_code < 500, f"{pattern.name} {asked}"
                if answer.status_code != 404:  # which may repeat a name that was asked for
                    text = body(answer)
                    assert UNTOLD not in text, f"{pattern.name} {asked} tells a {role}"
                    assert json.dumps(UNTOLD)[1:-1] not in text, f"{pattern.name} {asked} tells a {role}"


@pytest.mark.parametrize("way", ["issue", "periodical", "others"])
def test_no_address_tells_of_what_is_closed_until_a_day(way: str, turn: Any, client_of: Any) -> None:
    """The same walk, for a day that is named in the place of the moving wall."""
    from backfile.accounts import access

    _close(access, way, date(2999, 1, 1))
    for pattern in patterns():
        for role in ("stranger", "reader"):
            for asked in ({}, *ASKED):
                answer = client_of(role).get(address_of(pattern), asked)
                assert answer.status_code < 500, f"{pattern.name} {asked}"
                if answer.status_code != 404:
                    text = body(answer)
                    assert UNTOLD not in text, f"{pattern.name} {asked} tells a {role}"
                    assert json.dumps(UNTOLD)[1:-1] not in text, f"{pattern.name} {asked} tells a {role}"
    assert "2999-01-01" in body(client_of("reader").get("/haiyang-yanjiu/2022-03/"))
    assert SECRET in body(client_of("corrector").get("/haiyang-yanjiu/2022-03/"))
    _close(access, way, date(2020, 1, 1))
    assert SECRET in body(client_of("stranger").get("/haiyang-yanjiu/2022-03/"))


def test_a_name_that_stands_only_in_what_is_closed_is_nobody_s(turn: Any, client_of: Any) -> None:
    from backfile.accounts import access

    _close(access, "issue", date(2999, 1, 1))
    for address in ("/api/v1/works", "/people/" + quote(SECRET, safe="")):
        assert client_of("corrector").get(address, {"name": SECRET}).status_code == 200
        closed = client_of("reader").get(address, {"name": SECRET})
        unknown = client_of("reader").get(address.replace(quote(SECRET, safe=""), "nobody"), {"name": "nobody"})
        assert (closed.status_code, unknown.status_code) == (404, 404)


def test_commands_are_told_to_those_who_may_give_them(turn: Any, client_of: Any) -> None:
    told = {
        role: "backfile list" in body(client_of(role).get("/haiyang-yanjiu/2099-01/")) for role in ("reader", "manager")
    }
    assert told == {"reader": False, "manager": True}


def _close(access: Any, way: str, day: date) -> None:
    if way == "issue":
        access.close_issue(CLOSED, day)
    else:
        access.set_rule("haiyang-yanjiu" if way == "periodical" else "", until=day)


def test_managers_close_an_issue_until_a_day(turn: Any, client_of: Any) -> None:
    from backfile.accounts import access

    manager = client_of("manager")
    sent = {"issue": CLOSED, "until": "2999-01-01", "do": "set", "back": CLOSED}
    done = manager.post("/manage/closure", sent)
    assert done["Location"] == f"/review/{CLOSED}/"
    assert 'value="2999-01-01"' in body(manager.get(done["Location"]))
    assert 'value="2999-01-01"' in body(manager.get("/manage"))
    assert client_of("reader").get("/haiyang-yanjiu/2022-03/").status_code == 403
    for wrong in ({"until": ""}, {"until": "<b>"}, {"issue": "nothing-2020-01"}, {"until": "2027-02-30"}):
        assert manager.post("/manage/closure", sent | wrong).status_code in (400, 404)
    assert manager.post("/manage/closure", {"issue": CLOSED, "do": "drop"})["Location"] == "/manage"
    assert access.list_closures() == []


def test_managers_close_a_periodical_until_a_day_and_take_it_back(turn: Any, client_of: Any) -> None:
    from backfile.accounts import access

    manager = client_of("manager")
    sent = {"periodical": "haiyang-yanjiu", "access": "", "embargo": "", "until": "2999-01-01", "do": "set"}
    assert manager.post("/manage/access", sent).status_code == 302
    assert client_of("reader").get("/haiyang-yanjiu/2020-03/").status_code == 403
    assert manager.post("/manage/access", sent | {"until": ""}).status_code == 302
    assert client_of("reader").get("/haiyang-yanjiu/2020-03/").status_code == 200
    assert [rule.until for rule in access.list_rules()] == [None]


def test_what_is_closed_is_open_to_those_who_correct(turn: Any, client_of: Any) -> None:
    from backfile.accounts import access

    access.set_rule("", embargo=1200)
    address = "/haiyang-yanjiu/2022-03/"
    assert client_of("stranger").get(address).status_code == 403
    assert "2122-04-01" in body(client_of("reader").get(address))
    assert SECRET in body(client_of("corrector").get(address))


def test_a_person_is_led_to_signing_in_and_back(turn: Any, client_of: Any) -> None:
    turn(access="signed-in")
    client = client_of("stranger")
    led = client.get("/haiyang-yanjiu/2020-03/?x=1", HTTP_ACCEPT="text/html")
    assert led["Location"] == "/sign-in?next=%2Fhaiyang-yanjiu%2F2020-03%2F%3Fx%3D1"
    sent = {"username": "reader", "password": "a long passphrase", "next": "/haiyang-yanjiu/2020-03/?x=1"}
    back = client.post("/sign-in", sent)
    assert (back.status_code, back["Location"]) == (302, "/haiyang-yanjiu/2020-03/?x=1")
    assert client.get("/haiyang-yanjiu/2020-03/").status_code == 200


def test_what_is_not_everybodys_is_kept_by_no_cache_between(turn: Any, client_of: Any) -> None:
    from backfile.accounts import access

    address = f"/iiif/{OPEN}/1/full/100,/0/default.jpg"
    assert "public" in client_of("reader").get(address)["Cache-Control"]
    access.set_rule("", embargo=1)
    assert "public" not in client_of("reader").get(address)["Cache-Control"]


def guess(client: Any, name: str, password: str, **more: str) -> Any:
    return client.post("/sign-in", {"username": name, "password": password}, **more)


def test_passwords_can_t_be_guessed_on_and_on(client_of: Any) -> None:
    client = client_of("stranger")
    assert [guess(client, "reader", f"guess {n}").status_code for n in range(6)] == [403] * 5 + [429]
    assert guess(client, "reader", "a long passphrase").status_code == 429
    elsewhere = guess(client, "reader", "a long passphrase", REMOTE_ADDR="192.0.2.99")
    assert elsewhere.status_code == 302, "somebody else's guesses lock nobody out"


def test_one_address_can_t_try_many_names(client_of: Any) -> None:
    client = client_of("stranger")
    assert {guess(client, f"name{n}", "password").status_code for n in range(30)} == {403}
    assert guess(client, "name30", "password").status_code == 429


def test_who_is_unknown_is_told_the_same_as_who_is_wrong(client_of: Any) -> None:
    known, unknown = (body(guess(client_of("stranger"), name, "guess")) for name in ("reader", "nobody"))
    assert (
        known.partition("<main")[2].replace("reader", "nobody").split("csrf")[0]
        == unknown.partition("<main")[2].split("csrf")[0]
    )


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client_of: Any, onward: str) -> None:
    sent = {"username": "reader", "password": "a long passphrase", "next": onward}
    assert client_of("stranger").post("/sign-in", sent)["Location"] == "/"


def test_a_new_password_ends_all_other_sessions(client_of: Any) -> None:
    from backfile.accounts import people

    here, there = client_of("stranger"), client_of("stranger")
    for client in (here, there):
        assert guess(client, "reader", "a long passphrase").status_code == 302
    assert here.post("/account", {"old": "wrong", "new": "another long one"}).status_code == 400
    assert here.post("/account", {"old": "a long passphrase", "new": "short"}).status_code == 400
    assert here.post("/account", {"old": "a long passphrase", "new": "another long one"}).status_code == 200
    assert (here.get("/account").status_code, there.get("/account").status_code) == (200, 401)
    people.change_password("reader", "a long passphrase")


def test_a_session_that_is_signed_out_is_over_for_good(client_of: Any) -> None:
    client = client_of("stranger")
    guess(client, "corrector", "a long passphrase")
    stolen = client.cookies["sessionid"].value
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert client.get("/review").status_code == 200
    client.post("/sign-out")
    client.cookies["sessionid"] = stolen
    assert client.get("/review").status_code == 401


def test_a_removed_account_is_out_at_once(client_of: Any) -> None:
    from backfile.accounts import people

    people.add_account("guest", "manager", "a long passphrase")
    client = client_of("stranger")
    guess(client, "guest", "a long passphrase")
    assert client.get("/manage").status_code == 200
    people.remove_account("guest")
    assert client.get("/manage").status_code == 401


def test_over_plain_http_a_published_archive_takes_no_password(archive: Archive, client_of: Any) -> None:
    from backfile.reading_room import published

    client = client_of("stranger")
    settings = archive.settings(hosts="testserver")
    configure(archive.root, settings, **published(settings))
    refused = guess(client, "reader", "a long passphrase")
    assert refused.status_code == 403
    assert "HTTPS" in body(refused)
    taken = guess(client, "reader", "a long passphrase", HTTP_X_FORWARDED_PROTO="https")
    assert taken.status_code == 302
    assert client.cookies["sessionid"]["secure"]


@pytest.mark.parametrize(("setting", "status"), [("everybody", 200), ("readers", 401), ("nobody", 401)])
def test_who_may_suggest_is_a_setting(turn: Any, client_of: Any, setting: str, status: int) -> None:
    turn(suggestions=setting)
    address = f"/review/{OPEN}/contents/c01"
    assert client_of("stranger").get(address).status_code == status
    assert client_of("reader").get(address).status_code == (403 if setting == "nobody" else 200)
    assert client_of("corrector").get(address).status_code == 200
