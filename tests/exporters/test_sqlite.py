"""The SQLite download, opened by Datasette and sqlite-utils."""

from __future__ import annotations

import sqlite3

import pytest


@pytest.fixture(scope="module")
def database(tmp_path_factory, written, everything):
    path = tmp_path_factory.mktemp("sqlite") / "archive.sqlite3"
    path.write_bytes(written(everything, "sqlite"))
    return path


def test_datasette_opens_it_and_follows_its_keys(database):
    datasette = pytest.importorskip("datasette.app")
    import asyncio

    async def look():
        app = datasette.Datasette([str(database)])
        tables = (await app.client.get("/archive.json")).json()["tables"]
        rows = (
            await app.client.get("/archive/articles.json?_labels=on&_shape=objects&key=haiyang-yanjiu-2020-03/a01")
        ).json()
        page = await app.client.get("/archive/works")
        return tables, rows["rows"][0], page

    tables, row, page = asyncio.run(look())
    named = {table["name"]: table for table in tables}
    assert {"issues", "entries", "articles", "contributors", "pages", "notices", "steps"} <= set(named)
    assert {key["other_table"] for key in named["articles"]["foreign_keys"]["outgoing"]} == {"issues", "entries"}
    assert row["title"] == "潮汐与月亮"
    assert row["issue"]["value"] == "haiyang-yanjiu-2020-03"
    assert page.status_code == 200


def test_sqlite_utils_reads_its_tables(database, everything):
    sqlite_utils = pytest.importorskip("sqlite_utils")
    tables = sqlite_utils.Database(database)
    assert tables["issues"].count == len(everything)
    assert tables["entries"].count == sum(len(issue.contents) for issue in everything)
    assert tables["contributors"].foreign_keys


def test_it_is_whole_and_every_reference_is_met(database):
    with sqlite3.connect(database) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


def test_who_wrote_what_is_one_question(database):
    with sqlite3.connect(database) as opened:
        asked = "SELECT title, page, contributors FROM works WHERE contributors LIKE '%欧阳远%'"
        assert opened.execute(asked).fetchall() == [("潮汐与月亮", "01", "李云帆; 欧阳远; 王小; 赵六")]


def test_corrections_and_steps_are_told(database):
    with sqlite3.connect(database) as opened:
        assert opened.execute("SELECT id FROM entries WHERE corrected").fetchall() == [("c01",)]
        steps = opened.execute("SELECT stage FROM steps WHERE issue = 'haiyang-yanjiu-2020-03' ORDER BY position")
        assert steps.fetchall() == [("contents",), ("articles",)]
