"""Rows and index are derived: made, replaced, forgotten and made anew, always the same."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from backfile.catalogue import Catalogue, digest
from backfile.catalogue.database import databases
from backfile.errors import ArchiveDamaged, ArchiveError, SettingsError
from backfile.index import Index
from backfile.model import Contributor, Designation, Entry, Issue, Mention, Page, Periodical
from backfile.settings import Settings

from .issues import make_issue


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the archive that Django is turned to."""
    from backfile.catalogue.models import ALL

    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in ALL}


def test_an_issue_becomes_rows_and_can_be_found(catalogue: Catalogue):
    catalogue.add(make_issue())
    counts = {name: len(rows) for name, rows in dump().items()}
    assert counts == {
        "Periodical": 1, "Issue": 1, "Page": 4, "Entry": 3, "Article": 2, "Contributor": 3, "Contribution": 3,
        "Notice": 1, "Mention": 2, "Doubt": 1,
    }  # fmt: skip
    assert [hit.document.ref for hit in catalogue.index.search("成果转化").hits] == ["a1"]


def test_adding_again_changes_nothing(catalogue: Catalogue):
    catalogue.add(make_issue())
    before = dump()
    catalogue.add(make_issue())
    assert dump() == before
    assert catalogue.index.search("成果转化").total == 1


def test_a_new_reading_replaces_the_old(catalogue: Catalogue):
    catalogue.add(make_issue())
    catalogue.add(make_issue(contents=(Entry(id="c9", title="新的"),), articles=(), mentions=()))
    rows = dump()
    assert [row["title"] for row in rows["Entry"]] == ["新的"]
    assert rows["Contributor"] == rows["Contribution"] == rows["Article"] == []


def test_a_removed_issue_leaves_nothing(catalogue: Catalogue):
    catalogue.add(make_issue())
    catalogue.remove("zhongguo-keji-2023-06")
    assert not any(dump().values())
    assert catalogue.index.search("").total == 0
    catalogue.remove("zhongguo-keji-2023-06")


def test_rows_are_the_same_whatever_the_order_and_after_a_rebuild(catalogue: Catalogue):
    newer = make_issue(2023, 7, periodical="zhongguo-keji", contents=(), articles=(), mentions=())
    newer = replace(newer, periodical=Periodical(title="中国科技（新刊）", motto="整合"))
    issues = [make_issue(2023, 6), newer, make_issue(2022, 12), make_issue(2020, 1, "qita")]
    for issue in (issues[1], issues[0], issues[3], issues[2]):
        catalogue.add(issue)
    incremental, found = dump(), [hit.document.id for hit in catalogue.index.search("成果").hits]
    assert catalogue.rebuild(iter(issues)) == 4
    assert dump() == incremental
    assert [hit.document.id for hit in catalogue.index.search("成果").hits] == found
    facts = next(row for row in incremental["Periodical"] if row["slug"] == "zhongguo-keji")
    assert (facts["title"], facts["issn"], facts["motto"]) == ("中国科技（新刊）", "1002-0608", "整合")
    assert (facts["first_year"], facts["last_year"], facts["issue_count"]) == (2022, 2023, 3)


def test_rebuild_after_deleting_everything_derived(tmp_path: Path):
    one = Catalogue(tmp_path, Settings())
    one.add(make_issue())
    before = dump()
    one.close()
    for path in tmp_path.glob("catalogue.sqlite3*"):
        path.unlink()
    import shutil

    shutil.rmtree(tmp_path / "index")
    two = Catalogue(tmp_path, Settings())
    two.rebuild([make_issue()])
    assert dump() == before
    assert two.index.search("成果转化").total == 1


def test_accounts_survive_the_loss_of_the_catalogue(catalogue: Catalogue):
    catalogue.prepare()
    from django.contrib.auth.models import User

    User.objects.create_user("wang", password="a long password")
    catalogue.rebuild([make_issue()])
    catalogue.close()
    for path in catalogue.root.glob("catalogue.sqlite3*"):
        path.unlink()
    catalogue.prepare()
    assert User.objects.get(username="wang").check_password("a long password")


def test_accounts_and_the_key_are_for_their_owner_only(tmp_path: Path):
    Catalogue(tmp_path, Settings()).prepare()
    for name in ("accounts.sqlite3", "secret.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_the_key_is_made_once(tmp_path: Path):
    Catalogue(tmp_path, Settings()).prepare()
    key = (tmp_path / "secret.key").read_text()
    Catalogue(tmp_path, Settings()).prepare()
    assert (tmp_path / "secret.key").read_text() == key
    assert len(key) > 40


def test_a_failed_rebuild_leaves_everything_as_it_was(catalogue: Catalogue):
    catalogue.add(make_issue())
    before = dump()

    def broken():
        yield make_issue(2020, 1)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        catalogue.rebuild(broken())
    assert dump() == before
    assert [held.issue_id for held in catalogue.held()] == ["zhongguo-keji-2023-06"]


def test_a_crash_between_rows_and_index_is_seen_and_mended(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(Index, "commit", lambda _: (_ for _ in ()).throw(RuntimeError("killed")))
        with pytest.raises(RuntimeError):
            catalogue.add(make_issue())
    catalogue.index.rollback()  # what the death of the process does
    (held,) = catalogue.held()
    assert held.in_rows == digest(make_issue())
    assert held.in_index is None
    catalogue.add(make_issue())
    (held,) = catalogue.held()
    assert held.in_rows == held.in_index == digest(make_issue())


def test_an_issue_that_can_not_be_indexed_leaves_the_index_free_for_others(catalogue: Catalogue):
    with pytest.raises(Exception, match="can't be the id"):
        catalogue.add(make_issue(id="../../etc"))
    catalogue.add(make_issue())
    assert catalogue.index.search("成果").total == 1


def test_hostile_and_damaged_values_are_kept_within_their_columns(catalogue: Catalogue):
    hostile = make_issue(
        issue=Designation(year=10**12, date="2023-06", volume="9" * 5000),
        contents=(
            Entry(id="c1", title="a\x00b", page="1" * 5000, contributors=(Contributor(name="\x00<script>"),)),
            Entry(id="c1", title="the same id again", level=10**15),
            Entry(id="c1", title="' OR 1=1; --"),
        ),
        pages=(Page(number=1), Page(number=1)),
        mentions=(Mention(kind="person", name="名" * 5000, of="articles/99999999999", quote="\x00"),),
    )
    catalogue.add(hostile)
    rows = dump()
    assert [row["title"] for row in rows["Entry"]] == ["ab", "the same id again", "' OR 1=1; --"]
    assert len(rows["Page"]) == 2
    before = rows
    catalogue.rebuild([hostile])
    assert dump() == before


def test_catalogues_of_two_archives_do_not_mix(tmp_path: Path):
    roots = tmp_path / "one", tmp_path / "other"
    for root in roots:
        root.mkdir()
    one, other = (Catalogue(root, Settings()) for root in roots)
    one.add(make_issue(2020))
    other.add(make_issue(2021))
    one.add(make_issue(2022))
    assert [held.issue_id[-7:] for held in one.held()] == ["2020-06", "2022-06"]
    assert [held.issue_id[-7:] for held in other.held()] == ["2021-06"]


def _add(root: Path, years: range) -> None:
    catalogue = Catalogue(root, Settings())
    for year in years:
        catalogue.add(make_issue(year))
    os._exit(0)


def test_several_processes_may_add_at_once(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    crowd = [context.Process(target=_add, args=(tmp_path, range(first, first + 3))) for first in (2000, 2010)]
    for process in crowd:
        process.start()
    for process in crowd:
        process.join(60)
    held = list(Catalogue(tmp_path, Settings()).held())
    assert [item.issue_id[-7:-3] for item in held] == ["2000", "2001", "2002", "2010", "2011", "2012"]
    assert all(item.in_rows == item.in_index for item in held)


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "postgresql://h:port/b", "catalogue"])
def test_a_database_url_that_is_none_is_refused(tmp_path: Path, url: str):
    with pytest.raises(SettingsError, match="database"):
        databases(tmp_path, url)


def test_a_database_that_is_none_is_told_from_a_bug(tmp_path: Path):
    (tmp_path / "catalogue.sqlite3").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(ArchiveDamaged, match="delete it and run `backfile rebuild`"):
        Catalogue(tmp_path, Settings()).prepare()


def test_a_server_that_is_not_there_is_told_from_a_bug(tmp_path: Path):
    pytest.importorskip("psycopg")
    with pytest.raises(ArchiveError, match="Check the setting `database`"):
        Catalogue(tmp_path, Settings(database=f"postgresql://nobody@/none?host={tmp_path}")).prepare()


def test_a_password_with_signs_is_read_from_the_url(tmp_path: Path):
    default = databases(tmp_path, "postgresql://me:p%40ss@db.example:6543/shelf?sslmode=require")["default"]
    assert (default["USER"], default["PASSWORD"], default["PORT"]) == ("me", "p@ss", "6543")
    assert default["OPTIONS"]["sslmode"] == "require"


def test_the_migrations_are_those_of_the_models(tmp_path: Path):
    Catalogue(tmp_path, Settings()).prepare()
    from django.core.management import call_command

    call_command("makemigrations", "catalogue", check=True, dry_run=True, verbosity=0)


def test_the_catalogue_is_a_plain_database(tmp_path: Path):
    Catalogue(tmp_path, Settings()).add(make_issue())
    with sqlite3.connect(tmp_path / "catalogue.sqlite3") as database:
        assert database.execute("SELECT title FROM catalogue_article ORDER BY position").fetchall() == [
            ("促进成果转化",),
            ("不在目录里",),
        ]


def test_the_digest_does_not_depend_on_words_or_rounding():
    issue: Issue = make_issue()
    rounded = replace(issue, contents=(replace(issue.contents[0], confidence=0.98769999), *issue.contents[1:]))
    other = replace(issue, contents=(replace(issue.contents[0], confidence=0.9), *issue.contents[1:]))
    assert digest(rounded) == digest(replace(rounded, contents=rounded.contents)) != digest(other)
