"""Correcting: the queue, the form, the history; two people at once; who may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zstandard
from msgspec.structs import replace

from backfile import record
from backfile.archive import Archive
from backfile.archive.files import hash_input
from backfile.catalogue import Catalogue
from backfile.catalogue.database import configure
from backfile.model import Doubt

from .conftest import HOSTILE, make_issue

ID = "haiyang-yanjiu-2020-03"
ENTRY = f"/review/{ID}/contents/c01"
MASTHEAD = f"/review/{ID}/masthead"
# what publishing an archive changes in Django, as it is without: settings outlive a test
PLAIN = {"SESSION_COOKIE_SECURE": False, "CSRF_COOKIE_SECURE": False, "SECURE_PROXY_SSL_HEADER": None}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """One issue of its own for each test, for these tests change it."""
    archive = Archive(tmp_path / "archive", create=True)
    issue = make_issue(ID, "海洋研究", 2020, "河流的源头")
    original = tmp_path / "original.pdf"
    with pikepdf.new() as pdf:
        for _ in issue.pages:
            pdf.add_blank_page(page_size=(595, 808))
        pdf.save(original)
    kept = archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    Catalogue(archive.root, archive.settings()).add(kept)
    archive.told([kept.id])
    return archive


@pytest.fixture
def client(archive: Archive) -> Iterator[Any]:
    from django.test import Client

    from backfile.reading_room import shelves

    opened = (shelves.open_archive, shelves.index, shelves.pictures, shelves.catalogue, shelves._take)
    configure(archive.root, archive.settings(), **PLAIN)
    for each in opened:
        each.cache_clear()
    yield Client()
    for each in opened:
        each.cache_clear()


def form(client: Any, address: str) -> dict[str, Any]:
    """The form as a browser would send it back untouched."""
    from html.parser import HTMLParser

    fields: dict[str, Any] = {}

    class Reader(HTMLParser):
        area = chosen = ""

        def take(self, name: str, value: str) -> None:
            """Fields of one name are sent one after the other."""
            if name.partition(":")[2] and not name.startswith("shown:"):
                fields.setdefault(name, []).append(value)
            else:
                fields[name] = value

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = {name: value or "" for name, value in attrs}
            if tag == "input" and given.get("name"):
                self.take(given["name"], given.get("value", ""))
            if tag == "select":
                self.chosen = given["name"]
                self.take(self.chosen, "")
            if tag == "option" and "selected" in given:
                held = fields[self.chosen]
                fields[self.chosen] = [*held[:-1], given["value"]] if isinstance(held, list) else given["value"]
            if tag == "textarea":
                self.area = given["name"]
                fields[self.area] = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                fields[self.area] += data

        def handle_endtag(self, tag: str) -> None:
            self.area = "" if tag == "textarea" else self.area

    text = client.get(address).content.decode()
    start = text.index('class="fields"')
    Reader().feed(text[start : text.index("</form>", start)])
    return fields


def test_the_queue_shows_what_is_doubted(client: Any) -> None:
    text = client.get("/review").content.decode()
    assert f'href="{MASTHEAD}"' in text
    assert "50 %" in text


def test_accepting_what_was_read_settles_the_doubt(client: Any, archive: Archive) -> None:
    client.post(MASTHEAD, form(client, MASTHEAD))
    assert archive.load(ID).doubts == ()
    assert archive.load(ID).issue.month == 3
    assert MASTHEAD not in client.get("/review").content.decode()


def test_a_correction_is_kept_with_who_what_and_why_and_found_at_once(client: Any, archive: Archive) -> None:
    sent = form(client, ENTRY) | {"contents/c01/title": "潮汐与星辰", "why": "見封面"}
    assert client.post(ENTRY, sent).status_code == 302
    (made,) = archive.corrections(ID)
    assert (made.path, made.old, made.new, made.by, made.why) == (
        "contents/c01/title", "潮汐与月亮", "潮汐与星辰", "owner", "見封面",
    )  # fmt: skip
    assert "潮汐与星辰" in client.get("/haiyang-yanjiu/2020-03/").content.decode()
    assert archive.stale() == []


def test_what_is_corrected_is_searched_for_at_once(client: Any) -> None:
    address = f"/review/{ID}/articles/a01"
    client.post(address, form(client, address) | {"articles/a01/title": "潮汐与星辰"})
    assert json.loads(client.get("/search.json?q=星辰").content)["total"] == 1


def test_a_correction_outlasts_a_rebuild(client: Any, archive: Archive) -> None:
    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/page": "9"})
    catalogue = Catalogue(archive.root, archive.settings())
    catalogue.rebuild(archive.issues())
    assert Archive(archive.root).load(ID).contents[0].page == "9"


def test_contributors_are_rows_in_the_order_of_their_numbers(client: Any, archive: Archive) -> None:
    sent = form(client, ENTRY)
    at = "contents/c01/contributors"
    assert sent[f"{at}:name"] == ["李云帆", "", ""], "two rows to fill in, for those without scripts"
    sent |= {
        f"{at}:name": ["李云帆", "水文局", " "],
        f"{at}:role": ["translator", "author", "author"],
        f"{at}:affiliation": ["海洋大学", "", ""],
        f"{at}:kind": ["person", "organization", "person"],
        f"{at}:at": ["2", "1", "3"],
    }
    assert client.post(ENTRY, sent).status_code == 302
    first, second = archive.load(ID).contents[0].contributors
    assert (first.name, first.kind, first.role) == ("水文局", "organization", "author")
    assert (second.name, second.affiliation, second.role) == ("李云帆", "海洋大学", "translator")
    client.post(ENTRY, form(client, ENTRY))
    assert len([row for row in archive.corrections(ID) if row.path == at and row.old != row.new]) == 1


def test_the_history_tells_what_changed_of_a_contributor(client: Any) -> None:
    sent = form(client, ENTRY) | {
        "contents/c01/contributors": "李云帆 | translator | 海洋大学\n水文局 | author | | organization"
    }
    client.post(ENTRY, sent)
    shown = client.get(f"/review/{ID}/history").content.decode()
    assert "<del>李云帆 (海洋大学)</del> → <ins>李云帆 (translator, 海洋大学) / 水文局 (organization)</ins>" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ["", "", ""], "affiliation": ["海洋大学", "", ""]}, "海洋大学” stands there without a name"),
        ({"role": ["emperor", "author", "author"]}, "emperor, person” can&#x27;t be chosen"),
        ({"kind": ["ship", "person", "person"]}, "author, ship” can&#x27;t be chosen"),
        ({"role": ["author"]}, "The form is not whole"),
    ],
)
def test_contributors_that_can_t_be_are_refused(client: Any, archive: Archive, change: Any, said: str) -> None:
    sent = form(client, ENTRY) | {f"contents/c01/contributors:{part}": values for part, values in change.items()}
    answer = client.post(ENTRY, sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert archive.corrections(ID) == []


def test_contributors_may_be_sent_one_a_line(client: Any, archive: Archive) -> None:
    sent = form(client, ENTRY) | {
        "contents/c01/contributors": "李云帆 | author | 海洋大学\n水文局 | author | | organization"
    }
    client.post(ENTRY, sent)
    first, second = archive.load(ID).contents[0].contributors
    assert (first.name, first.affiliation, second.name, second.kind) == ("李云帆", "海洋大学", "水文局", "organization")


def test_article_borders_and_folios_are_corrected(client: Any, archive: Archive) -> None:
    article, page = f"/review/{ID}/articles/a01", f"/review/{ID}/pages/1"
    client.post(article, form(client, article) | {"articles/a01/pages": "1-3"})
    client.post(page, form(client, page) | {"pages/1/label": "封一"})
    issue = archive.load(ID)
    assert issue.articles[0].pages == (1, 2, 3)
    assert issue.pages[0].label == "封一"


def test_what_can_t_be_understood_is_said_and_nothing_typed_is_lost(client: Any, archive: Archive) -> None:
    answer = client.post(MASTHEAD, form(client, MASTHEAD) | {"issue/year": "zweitausend"})
    assert answer.status_code == 400
    assert "zweitausend" in answer.content.decode()
    assert archive.load(ID).issue.year == 2020


def test_of_two_people_the_later_is_shown_what_the_other_did(client: Any, archive: Archive) -> None:
    mine, theirs = form(client, ENTRY), form(client, ENTRY)
    client.post(ENTRY, theirs | {"contents/c01/title": "潮汐与星辰"})
    answer = client.post(ENTRY, mine | {"contents/c01/title": "潮汐与太阳", "contents/c01/page": "5"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "潮汐与星辰" in text
    assert 'value="5"' in text
    assert "潮汐与太阳" in text
    assert archive.load(ID).contents[0].title == "潮汐与星辰"


def test_the_later_one_may_insist(client: Any, archive: Archive) -> None:
    mine = form(client, ENTRY) | {"contents/c01/title": "潮汐与太阳"}
    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": "潮汐与星辰"})
    assert client.post(ENTRY, mine).status_code == 409
    fresh = form(client, ENTRY) | {"contents/c01/title": "潮汐与太阳"}
    client.post(ENTRY, fresh)
    assert archive.load(ID).contents[0].title == "潮汐与太阳"
    assert [row.new for row in archive.corrections(ID)] == ["潮汐与星辰", "潮汐与太阳"]


def test_each_correction_can_be_taken_back_and_brought_back(client: Any, archive: Archive) -> None:
    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": "潮汐与星辰"})
    (made,) = archive.corrections(ID)
    assert made.id in client.get(f"/review/{ID}/history").content.decode()
    client.post(f"/review/{ID}/undo", {"correction": made.id})
    assert archive.load(ID).contents[0].title == "潮汐与月亮"
    client.post(f"/review/{ID}/undo", {"correction": archive.corrections(ID)[-1].id})
    assert archive.load(ID).contents[0].title == "潮汐与星辰"
    assert len(archive.corrections(ID)) == 3


@pytest.mark.parametrize("address", [ENTRY, MASTHEAD, f"/review/{ID}/undo"])
def test_a_form_of_another_site_is_refused(client: Any, archive: Archive, address: str) -> None:
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(address, {"issue/year": "1999"}).status_code == 403
    assert archive.corrections(ID) == []


STRANGERS = [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"HTTP_FORWARDED": "for=192.0.2.7"}]


@pytest.mark.parametrize("address", ["/review", f"/review/{ID}/history", f"/review/{ID}/undo"])
@pytest.mark.parametrize("origin", STRANGERS)
def test_strangers_see_nothing_behind_the_counter(client: Any, address: str, origin: dict[str, str]) -> None:
    assert client.get(address, **origin).status_code == 401
    assert client.post(address, {"correction": "x"}, **origin).status_code == 401


@pytest.mark.parametrize("origin", STRANGERS)
def test_what_strangers_send_changes_nothing(client: Any, archive: Archive, origin: dict[str, str]) -> None:
    sent = form(client, ENTRY) | {"contents/c01/title": "x"}
    assert client.post(ENTRY, sent, **origin).status_code == 302
    assert archive.corrections(ID) == []


@pytest.mark.parametrize(
    "path", ["contents/c99", "periodical", "steps/0", "contents/c01/title", "pages/x", "notices/7", "masthead/x", "id"]
)
def test_what_is_no_item_is_not_found(client: Any, path: str) -> None:
    assert client.get(f"/review/{ID}/{path}").status_code == 404


def test_hostile_corrections_never_become_markup(client: Any) -> None:
    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": HOSTILE, "why": HOSTILE})
    for address in (ENTRY, f"/review/{ID}/history", "/haiyang-yanjiu/2020-03/", "/review"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_the_evidence_is_shown_enlarged_beside_the_fields(client: Any) -> None:
    assert "/iiif/haiyang-yanjiu-2020-03/2/" in client.get(f"/review/{ID}/pages/2").content.decode()


def rearrange(client: Any, archive: Archive, item: str, **sent: str) -> Any:
    from backfile.archive.corrections import value_at

    shown = json.dumps(value_at(archive.load(ID), item))
    return client.post(f"/review/{ID}/rearrange/{item}", {"shown": shown} | sent)


def titles(archive: Archive) -> list[str]:
    return [entry.title for entry in archive.load(ID).contents]


def test_an_entry_is_removed_and_brought_back(client: Any, archive: Archive) -> None:
    rearrange(client, archive, "contents/c02", do="remove")
    assert titles(archive) == ["潮汐与月亮"]
    client.post(f"/review/{ID}/undo", {"correction": archive.corrections(ID)[-1].id})
    assert titles(archive) == ["潮汐与月亮", "河流的源头"]


def test_a_missing_entry_is_added_below_another(client: Any, archive: Archive) -> None:
    rearrange(client, archive, "contents/c01", do="add", title="星辰")
    assert titles(archive) == ["潮汐与月亮", "星辰", "河流的源头"]


def test_an_entry_is_split_and_merged_again(client: Any, archive: Archive) -> None:
    rearrange(client, archive, "contents/c01", do="split", title="与月亮")
    assert titles(archive) == ["潮汐", "与月亮", "河流的源头"]
    rearrange(client, archive, "contents/c01", do="merge")
    assert titles(archive) == ["潮汐与月亮", "河流的源头"]


@pytest.mark.parametrize(
    "sent", [{"do": "split", "title": "别的"}, {"do": "add"}, {"do": "split"}, {"do": "undo"}, {"do": "set"}, {}]
)
def test_what_can_t_be_rearranged_is_explained(client: Any, archive: Archive, sent: dict[str, str]) -> None:
    assert rearrange(client, archive, "contents/c01", **sent).status_code == 400
    assert archive.corrections(ID) == []


def test_nothing_is_removed_that_somebody_else_just_changed(client: Any, archive: Archive) -> None:
    sent = {"shown": json.dumps({"title": "what I saw"}), "do": "remove"}
    assert client.post(f"/review/{ID}/rearrange/contents/c01", sent).status_code == 409
    assert len(titles(archive)) == 2


def test_on_a_published_archive_nobody_is_the_owner(client: Any, archive: Archive) -> None:
    from backfile.reading_room import published

    settings = archive.settings(hosts="testserver")
    configure(archive.root, settings, **published(settings))
    assert client.get("/review").status_code == 401
    assert client.get("/haiyang-yanjiu/2020-03/").status_code == 200


@pytest.fixture
def hostile(archive: Archive, client: Any, tmp_path: Path) -> str:
    """An issue whose every text, and the name of whose file, is hostile; and a suggestion of the same kind."""
    issue = make_issue("haiyang-yanjiu-2021-03", HOSTILE, 2021, HOSTILE)
    original = tmp_path / "another.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 808))
        pdf.save(original)
    kept = archive.keep(issue, zstandard.compress(record.dump_words(issue)), original, hash_input(original))
    Catalogue(archive.root, archive.settings()).add(kept)
    sent = form(client, f"/review/{kept.id}/contents/c02") | {"contents/c02/subtitle": HOSTILE, "why": HOSTILE}
    assert client.post(f"/review/{kept.id}/contents/c02", sent, REMOTE_ADDR="192.0.2.7").status_code == 302
    return kept.id


def test_hostile_text_is_harmless_behind_the_counter(client: Any, hostile: str) -> None:
    at = f"/review/{hostile}/"
    items = ("masthead", "contents/c02", "articles/a02", "pages/2", "notices/0", "folios", "history", "")
    answers = [client.get(at + item) for item in items]
    answers += [client.get(path) for path in ("/review", f"/review?issue={hostile}", "/review/suggestions", "/manage")]
    answers.append(
        client.post(f"{at}contents/c02", form(client, f"{at}contents/c02") | {"contents/c02/level": HOSTILE})
    )
    answers.append(client.post(f"{at}folios", {"then": "count", "first": "1", "last": "3", "label": HOSTILE}))
    answers.append(client.post(f"{at}rearrange/contents/c01", {"do": "split", "title": HOSTILE, "shown": "{}"}))
    answers.append(client.post("/manage/account", {"do": "add", "name": HOSTILE, "role": "reader", "password": "x"}))
    answers.append(client.post("/manage/access", {"periodical": HOSTILE, "access": "open", "embargo": HOSTILE}))
    answers.append(client.post("/sign-in", {"username": HOSTILE, "password": "x", "next": HOSTILE}))
    answers.append(client.get("/sign-in", {"next": f"/{HOSTILE}"}))
    assert [answer.status_code for answer in answers if answer.status_code not in (200, 400, 403)] == []
    for answer in answers:
        text = answer.content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "style=" not in text
        assert "<script>" not in text
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_what_a_visitor_suggests_is_a_correction_once_approved(client: Any, archive: Archive) -> None:
    from backfile.accounts import suggestions

    sent = form(client, ENTRY) | {"contents/c01/title": "潮汐与星辰", "contents/c01/page": "2", "why": "印在封面"}
    assert client.post(ENTRY, sent, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert archive.corrections(ID) == []
    first, second = suggestions.waiting()
    assert (first.path, second.path) == ("contents/c01/title", "contents/c01/page")
    client.post(f"/review/suggestions/{first.id}", {"do": "approve"})
    client.post(f"/review/suggestions/{second.id}", {"do": "reject"})
    (made,) = archive.corrections(ID)
    assert (made.by, made.new, made.why) == ("owner", "潮汐与星辰", "suggested by a visitor (印在封面)")
    assert archive.load(ID).contents[0].page == "1"
    assert suggestions.waiting() == []


def test_a_suggestion_about_what_changed_meanwhile_waits_on(client: Any, archive: Archive) -> None:
    from backfile.accounts import suggestions

    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": "潮汐与星辰"}, REMOTE_ADDR="192.0.2.7")
    client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": "潮汐与太阳"})
    (waiting,) = suggestions.waiting()
    assert client.post(f"/review/suggestions/{waiting.id}", {"do": "approve"}).status_code == 409
    assert archive.load(ID).contents[0].title == "潮汐与太阳"
    assert len(suggestions.waiting()) == 1


def test_a_visitor_may_suggest_what_is_missing_and_what_is_no_entry(client: Any, archive: Archive) -> None:
    from backfile.accounts import suggestions

    stranger = {"REMOTE_ADDR": "192.0.2.7"}
    client.post(f"/review/{ID}/rearrange/contents", {"do": "add", "title": "星辰"}, **stranger)
    shown = json.dumps(record.to_builtins(archive.load(ID))["contents"][1])
    client.post(f"/review/{ID}/rearrange/contents/c02", {"do": "remove", "shown": shown}, **stranger)
    for row in suggestions.waiting():
        client.post(f"/review/suggestions/{row.id}", {"do": "approve"})
    assert titles(archive) == ["潮汐与月亮", "星辰"]


def test_a_line_set_right_is_found_and_read_in_its_article(client: Any, archive: Archive) -> None:
    address = f"/review/{ID}/pages/2"
    sent = form(client, address)
    assert sent["pages/2/lines/1/text"] == "河流的源头"
    client.post(address, sent | {"pages/2/lines/1/text": "河流的尽头"})
    assert archive.load(ID, words=True).pages[1].lines[0].text == "河流的尽头"
    assert all(page.lines == () for page in archive.load(ID).pages)


def test_skipping_walks_through_the_whole_queue(client: Any, archive: Archive) -> None:
    import re

    addresses = re.findall(r'class="serif" href="([^"]+)"', client.get("/review").content.decode())
    seen, at = [addresses[0]], addresses[0]
    for _ in addresses[1:]:
        at = re.findall(r'rel="next" href="([^"]+)"', client.get(at).content.decode())[0]
        seen.append(at)
    assert seen == addresses


def test_a_page_of_a_newspaper_has_more_lines_than_forms_usually_have_fields(client: Any, archive: Archive) -> None:
    address = f"/review/{ID}/pages/2"
    sent = form(client, address) | {f"pages/2/lines/{number}/text": "x" for number in range(2, 3000)}
    assert client.post(address, sent | {"pages/2/lines/1/text": "河流的尽头"}).status_code == 302
    assert [row.new for row in archive.corrections(ID)] == ["河流的尽头"]


@pytest.mark.parametrize("title", ["潮汐与月亮", "潮汐与星辰"])
def test_a_doubt_about_an_entry_as_a_whole_goes_with_looking_at_it(client: Any, archive: Archive, title: str) -> None:
    issue = archive.load(ID, words=True)
    unsure = replace(issue.contents[0], confidence=0.5)
    doubts = (
        Doubt(path="contents/0", why="read unsurely", confidence=0.5),
        Doubt(path="contents/0/page", why="?", confidence=0.6),
    )
    changed = replace(issue, contents=(unsure, *issue.contents[1:]), doubts=doubts)
    archive.rekeep(changed, zstandard.compress(record.dump_words(changed)))
    assert "read unsurely" in client.get(ENTRY).content.decode()
    assert client.post(ENTRY, form(client, ENTRY) | {"contents/c01/title": title}).status_code == 302
    now = archive.load(ID)
    assert (now.contents[0].title, now.contents[0].confidence) == (title, 1.0)
    assert [doubt for doubt in now.doubts if doubt.path.startswith("contents/")] == []
